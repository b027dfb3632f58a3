package hook

import (
	"strings"
	"sync"
	"unicode"
)

// The end of what a command prints is kept: so many bytes, and of these so many
// lines are shown.
const (
	tailBytes = 4 << 10
	tailLines = 10
)

// tail is a writer that remembers the end of what is written to it.
type tail struct {
	mu   sync.Mutex // what the command has left running may write still
	kept []byte
	cut  bool
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.kept = append(t.kept, p...)
	if over := len(t.kept) - tailBytes; over > 0 {
		t.kept, t.cut = append(t.kept[:0], t.kept[over:]...), true
	}
	return len(p), nil
}

// quoted is that end on lines of its own, each moved in, without what moves the
// cursor of a terminal; empty where nothing was said.
func (t *tail) quoted() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	said := strings.TrimSpace(strings.ToValidUTF8(string(t.kept), "�"))
	if said == "" {
		return ""
	}
	all := strings.Split(said, "\n")
	cut := t.cut || len(all) > tailLines
	all = all[max(0, len(all)-tailLines):]
	if cut {
		all = append([]string{"…"}, all...)
	}
	return ":\n  " + strings.Map(shown, strings.Join(all, "\n  "))
}

func shown(r rune) rune {
	if r == '\n' || unicode.IsPrint(r) {
		return r
	}
	if r == '\r' {
		return -1
	}
	return ' '
}

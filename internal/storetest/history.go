package storetest

import (
	"embed"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// Histories are files: what documents one or several sources sent, and which
// articles must be there after each. A new case is a file and no code. After a
// text that says what happens and what must come of it, such a file has
//
//	-- 1 blog.example --
//	the document that blog.example sent
//	-- 1 articles --
//	what came of it, as describe writes it; written anew by -update
//	-- 2 blog.example https://blog.example/new-feed +26h --
//	a document that came from this address, 26 hours after the start
//	-- 3 restart --
//	-- 4 prune max_age=720h max_articles=2 --
//
// A step comes an hour after the one before it, and is polled at
// https://SOURCE/feed, where it does not say otherwise.
//
//go:embed testdata/histories
var histories embed.FS

var update = flag.Bool("update", false, "rewrite what comes of the steps in internal/storetest/testdata/histories")

// doubtful is the folder of the histories that turn out badly for a reader: each
// says what would be better.
const doubtful = "doubtful/"

// history is one such file.
type history struct {
	name  string // of the file, in the folder of histories, without its ending
	about []byte
	steps []step
}

// step is a document that a source sent, or a command.
type step struct {
	head    string   // its section's name
	number  string   // the first word of that
	subject string   // the second one: a source, or a command
	words   []string // of a command, the rest of them
	url     string   // where the document was polled
	at      time.Time
	body    string
	want    string // what comes of it
}

// allHistories reads every file below the folder of histories.
func allHistories(t *testing.T) []history {
	t.Helper()
	const root = "testdata/histories"
	var all []history
	err := fs.WalkDir(histories, root, func(file string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".txtar" {
			return err
		}
		data, err := histories.ReadFile(file)
		if err != nil {
			return err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(file, root+"/"), ".txtar")
		h, err := parseHistory(name, txtar.Parse(data))
		all = append(all, h)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func parseHistory(name string, a *txtar.Archive) (history, error) {
	h := history{name: name, about: a.Comment}
	if strings.TrimSpace(string(a.Comment)) == "" {
		return h, fmt.Errorf("%s: expected a text above the first step that says what happens, found none", name)
	}
	now := start
	for _, f := range a.Files {
		if number, ok := strings.CutSuffix(f.Name, " articles"); ok {
			if len(h.steps) == 0 || h.steps[len(h.steps)-1].number != number {
				return h, fmt.Errorf("%s: section %q does not follow step %s", name, f.Name, number)
			}
			h.steps[len(h.steps)-1].want = string(f.Data)
			continue
		}
		s, err := parseStep(f, now)
		if err != nil {
			return h, fmt.Errorf("%s: section %q: %w", name, f.Name, err)
		}
		h.steps, now = append(h.steps, s), s.at
	}
	return h, nil
}

func parseStep(f txtar.File, before time.Time) (step, error) {
	words := strings.Fields(f.Name)
	if len(words) < 2 {
		return step{}, fmt.Errorf("expected a number and a source or a command")
	}
	s := step{head: f.Name, number: words[0], subject: words[1], url: "https://" + words[1] + "/feed",
		at: before.Add(time.Hour), body: string(f.Data)}
	for _, word := range words[2:] {
		switch since, isTime := strings.CutPrefix(word, "+"); {
		case isTime:
			after, err := time.ParseDuration(since)
			if err != nil {
				return step{}, err
			}
			s.at = start.Add(after)
		case commands[s.subject] != nil:
			s.words = append(s.words, word)
		default:
			s.url = word
		}
	}
	if !s.at.After(before) {
		return step{}, fmt.Errorf("it comes before the step above it")
	}
	return s, nil
}

// sources names those of which the history has documents.
func (h history) sources() []string {
	var all []string
	for _, s := range h.steps {
		if commands[s.subject] == nil && !slices.Contains(all, s.subject) {
			all = append(all, s.subject)
		}
	}
	return all
}

// rewrite writes the history's file with what came of each step.
func (h history) rewrite(t *testing.T, came []string) {
	t.Helper()
	a := &txtar.Archive{Comment: h.about}
	for i, s := range h.steps {
		a.Files = append(a.Files,
			txtar.File{Name: s.head, Data: []byte(s.body)},
			txtar.File{Name: s.number + " articles", Data: []byte(came[i])})
	}
	file := filepath.Join(root(t), "internal", "storetest", "testdata", "histories", filepath.FromSlash(h.name)+".txtar")
	if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
		t.Fatal(err)
	}
}

// root is the module's folder: the suite runs in that of the store's package.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
	}
	t.Fatal("no go.mod in this folder or above: run the test in the repository")
	return ""
}

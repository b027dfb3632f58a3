//go:build !windows

package hook_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"feedloom/internal/hook"
)

func news() hook.News {
	return hook.News{
		Output:  "/srv/out",
		Written: []string{"rss.xml", "金融/a b.xml"}, Removed: []string{"gone.xml"},
		URLs: []string{"https://planet.example/rss.xml", "https://planet.example/gone.xml"},
	}
}

// in makes a command of a shell's text in a folder of its own.
func in(t *testing.T, text string) (hook.Command, string) {
	t.Helper()
	dir := t.TempDir()
	return hook.Command{Shell: text, Dir: dir, Timeout: time.Minute}, dir
}

func has(t *testing.T, dir, name, want string) {
	t.Helper()
	got, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil || string(got) != want {
		t.Errorf("%s is %q, want %q (%v)", name, got, want, err)
	}
}

// The command gets the lists, the environment and its folder.
func TestRunTells(t *testing.T) {
	t.Setenv("TOKEN", "hush")
	c, dir := in(t, `cat > stdin; cp "$FEEDLOOM_WRITTEN" written; cp "$FEEDLOOM_REMOVED" removed; cp "$FEEDLOOM_URLS" urls
echo "$FEEDLOOM_OUTPUT ${TOKEN} $(dirname "$FEEDLOOM_URLS")" > rest`)
	if err := c.Run(t.Context(), news()); err != nil {
		t.Fatal(err)
	}
	has(t, dir, "stdin", "rss.xml\n金融/a b.xml\n")
	has(t, dir, "written", "rss.xml\n金融/a b.xml\n")
	has(t, dir, "removed", "gone.xml\n")
	has(t, dir, "urls", "https://planet.example/rss.xml\nhttps://planet.example/gone.xml\n")
	rest, err := os.ReadFile(filepath.Join(dir, "rest"))
	words := strings.Fields(string(rest))
	if err != nil || len(words) != 3 || words[0] != "/srv/out" || words[1] != "hush" {
		t.Fatalf("the rest is %q, %v", rest, err)
	}
	if _, err := os.Stat(words[2]); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the lists are still there: %v", err)
	}
}

// A list of words is no text for a shell; who reads no input does not fail by it.
func TestRunProgram(t *testing.T) {
	c, dir := in(t, "")
	c.Args = []string{"cp", "/dev/null", "$HOME; *"}
	n := news()
	n.Written = []string{strings.Repeat("x", 1<<20)}
	n.Removed = nil
	if err := c.Run(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	has(t, dir, "$HOME; *", "")
	c, dir = in(t, `cp "$FEEDLOOM_REMOVED" removed`)
	if err := c.Run(t.Context(), hook.News{Written: []string{"a"}}); err != nil {
		t.Fatal(err)
	}
	has(t, dir, "removed", "")
}

// What fails says how, and what to do.
func TestRunFails(t *testing.T) {
	script := filepath.Join(t.TempDir(), "deploy.sh")
	if err := os.WriteFile(script, []byte("echo"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		hook.Command
		want []string
		not  string
	}{
		"a status":            {hook.Command{Shell: "echo no route; echo to host >&2; exit 12"}, []string{"exit status 12", "\n  no route\n  to host"}, ""},
		"the first command":   {hook.Command{Shell: "false\necho later"}, []string{"exit status 1"}, "later"},
		"no program":          {hook.Command{Args: []string{"no-such-program"}}, []string{`"no-such-program"`, "install it"}, ""},
		"no file":             {hook.Command{Args: []string{"./no-such-file"}}, []string{`"./no-such-file"`, "whole path"}, ""},
		"no right to run":     {hook.Command{Args: []string{script}}, []string{"chmod"}, ""},
		"much that is said":   {hook.Command{Shell: "seq 1 5000; exit 1"}, []string{"…\n  4991\n", "  5000"}, "4990"},
		"what moves a cursor": {hook.Command{Shell: `printf 'a\033[2Jb\r\n'; exit 1`}, []string{"a [2Jb"}, "\033"},
	} {
		t.Run(name, func(t *testing.T) {
			c.Dir, c.Timeout = t.TempDir(), time.Minute
			err := c.Run(t.Context(), news())
			if err == nil {
				t.Fatal("no error")
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("no %q in: %v", want, err)
				}
			}
			if c.not != "" && strings.Contains(err.Error(), c.not) {
				t.Errorf("%q in: %v", c.not, err)
			}
		})
	}
}

// children starts a child that waits, and waits for it.
const children = `sleep 600 & echo $! > child.new; mv child.new child; echo waiting; wait`

// isGone waits until a process is no more.
func isGone(t *testing.T, dir string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "child"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(30 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		state, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
		if syscall.Kill(pid, 0) != nil || err == nil && strings.Contains(string(state), ") Z ") {
			return
		}
		if time.Now().After(end) {
			t.Fatal("the child lives on")
		}
	}
}

// What takes too long ends with its children, and so does what is under way when
// ctx ends.
func TestRunEndsAll(t *testing.T) {
	c, _ := in(t, "sleep 600")
	c.Timeout = 10 * time.Millisecond
	err := c.Run(t.Context(), news())
	if err == nil || !strings.Contains(err.Error(), "not done after 10ms") {
		t.Errorf("error: %v", err)
	}

	c, dir := in(t, "trap '' TERM\n"+children+"\nwait")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- c.Run(ctx, news()) }()
	for _, err := os.Stat(filepath.Join(dir, "child")); err != nil; _, err = os.Stat(filepath.Join(dir, "child")) {
		time.Sleep(10 * time.Millisecond)
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("error: %v", err)
	}
	isGone(t, dir)
}

// What goes on beside a command that has ended well is its own affair.
func TestRunLeavesChildren(t *testing.T) {
	c, dir := in(t, `sleep 600 > /dev/null 2>&1 & echo $! > child`)
	if err := c.Run(t.Context(), news()); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(filepath.Join(dir, "child"))
	pid, _ := strconv.Atoi(strings.TrimSpace(string(text)))
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		t.Errorf("it did not live on: %v", err)
	}
}

//go:build !windows

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"feedloom/internal/config"
	"feedloom/store"
)

// child is a feedloom process, which is this test binary under another name:
// testscript.Main puts it into the PATH.
type child struct {
	*exec.Cmd
	stderr string // the file of what it says there
}

// start starts feedloom in a folder.
func start(t *testing.T, dir string, args ...string) *child {
	t.Helper()
	return launch(t, dir, append([]string{"feedloom"}, args...)...)
}

// launch starts a command that may be one which starts feedloom.
func launch(t *testing.T, dir string, command ...string) *child {
	t.Helper()
	stderr, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer stderr.Close()
	c := &child{exec.Command(command[0], command[1:]...), stderr.Name()}
	c.Dir, c.Stderr = dir, stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// said is what the child has said until now.
func (c *child) said(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(c.stderr)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// status waits for the end and returns the exit status, -1 after a signal.
func (c *child) status(t *testing.T) int {
	t.Helper()
	if c.ProcessState != nil {
		return c.ProcessState.ExitCode()
	}
	var exit *exec.ExitError
	if err := c.Wait(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode()
}

// weave runs feedloom to a good end.
func weave(t *testing.T, dir string, args ...string) {
	t.Helper()
	if c := start(t, dir, args...); c.status(t) != exitDone {
		t.Fatalf("feedloom %v: exit status %d\n%s", args, c.ProcessState.ExitCode(), c.said(t))
	}
}

// writeConfig writes config.yaml into a folder.
func writeConfig(t *testing.T, dir, format string, args ...any) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "config.yaml"), fmt.Appendf(nil, format, args...), 0o644); err != nil {
		t.Fatal(err)
	}
}

// readConfig reads the config.yaml of a folder.
func readConfig(t *testing.T, dir string) *config.Config {
	t.Helper()
	cfg, err := (&app{configPath: filepath.Join(dir, "config.yaml")}).loadConfig()
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// withStore looks at the store of a folder while no process has it.
func withStore(t *testing.T, dir string, look func(*store.Store)) {
	t.Helper()
	s, err := openStore(readConfig(t, dir), nil)
	if err != nil {
		t.Fatal(err)
	}
	look(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

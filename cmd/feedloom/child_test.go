//go:build !windows

package main

import (
	"bytes"
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
	said bytes.Buffer // on standard error
}

// start starts feedloom in a folder.
func start(t *testing.T, dir string, args ...string) *child {
	t.Helper()
	c := &child{Cmd: exec.Command("feedloom", args...)}
	c.Dir, c.Stderr = dir, &c.said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c
}

// status waits for the end and returns the exit status, -1 after a signal.
func (c *child) status(t *testing.T) int {
	t.Helper()
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
		t.Fatalf("feedloom %v: exit status %d\n%s", args, c.ProcessState.ExitCode(), c.said.String())
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
	s, err := openStore(readConfig(t, dir))
	if err != nil {
		t.Fatal(err)
	}
	look(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

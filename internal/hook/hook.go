// Package hook runs the command that wants to know what was published.
//
// The command gets the lists in files, whose names are in its environment, and
// the written files on its standard input too. It has a time limit; when that is
// over, or ctx ends, it ends with all that it has started.
package hook

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Command is a program with its arguments, or a text for the system's shell.
type Command struct {
	Args  []string
	Shell string
	// Dir is the folder in which it runs, an absolute path.
	Dir     string
	Timeout time.Duration
}

// News is what the command is told. Written and Removed are slash paths below
// Output, the absolute path of a folder; URLs are the public addresses of both.
type News struct {
	Output                 string
	Written, Removed, URLs []string
}

// grace is how long a command that must end has to tidy up.
const grace = 3 * time.Second

// Run runs the command to its end. An error says why it failed, with the end of
// what it has printed, and is ctx's if that has ended.
func (c Command) Run(ctx context.Context, n News) error {
	lists, err := os.MkdirTemp("", "feedloom-")
	if err != nil {
		return fmt.Errorf("after_publish: %w", err)
	}
	defer os.RemoveAll(lists)
	env, err := n.environment(lists)
	if err != nil {
		return fmt.Errorf("after_publish: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	var said tail
	cmd := c.command(limited)
	cmd.Dir, cmd.Env = c.Dir, append(os.Environ(), env...)
	cmd.Stdin = strings.NewReader(lines(n.Written))
	cmd.Stdout, cmd.Stderr = &said, &said
	cmd.WaitDelay = grace
	err = run(cmd)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fmt.Errorf("after_publish: ended before it was done: %w", ctx.Err())
	case limited.Err() != nil:
		return fmt.Errorf("after_publish: not done after %v, and ended; give it more time with after_publish: {run: ..., timeout: ...}%s", c.Timeout, said.quoted())
	case errors.Is(err, exec.ErrWaitDelay):
		return nil // it has ended well, and left something running
	}
	return fmt.Errorf("after_publish: %w%s", c.explain(err), said.quoted())
}

// command is the program to start.
func (c Command) command(ctx context.Context) *exec.Cmd {
	if len(c.Args) == 0 {
		return shell(ctx, c.Shell)
	}
	return exec.CommandContext(ctx, c.Args[0], c.Args[1:]...)
}

// explain says what to do about a program that cannot be started.
func (c Command) explain(err error) error {
	exit, ended := errors.AsType[*exec.ExitError](err)
	if ended {
		return exit
	}
	program := "the shell"
	if len(c.Args) > 0 {
		program = c.Args[0]
	}
	switch {
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("there is no program %q, seen from %s and in the PATH: install it, or write its whole path in config.yaml", program, c.Dir)
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("%q may not be run by this user, or is no program: chmod +x may be missing", program)
	}
	return err
}

// environment writes the lists into a folder, and says what the command's
// environment has of them.
func (n News) environment(folder string) ([]string, error) {
	env := []string{"FEEDLOOM_OUTPUT=" + n.Output}
	for _, l := range []struct {
		name  string
		items []string
	}{{"written", n.Written}, {"removed", n.Removed}, {"urls", n.URLs}} {
		file := filepath.Join(folder, l.name)
		if err := os.WriteFile(file, []byte(lines(l.items)), 0o600); err != nil {
			return nil, err
		}
		env = append(env, "FEEDLOOM_"+strings.ToUpper(l.name)+"="+file)
	}
	return env, nil
}

func lines(items []string) string {
	if len(items) == 0 {
		return ""
	}
	return strings.Join(items, "\n") + "\n"
}

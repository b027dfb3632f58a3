//go:build !windows

package hook

import (
	"context"
	"os/exec"
	"syscall"
)

// shell runs a text with the system's shell, which ends at the first command
// that fails.
func shell(ctx context.Context, text string) *exec.Cmd {
	return exec.CommandContext(ctx, "/bin/sh", "-e", "-c", text)
}

// run runs the command in a process group of its own, so that all that it has
// started ends with it: asked to at first, and then made to.
func run(cmd *exec.Cmd) error {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	ended := false
	cmd.Cancel = func() error {
		ended = true
		return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM)
	}
	err := cmd.Run()
	if ended {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // whoever is left
	}
	return err
}

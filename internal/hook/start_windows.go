package hook

import (
	"context"
	"os/exec"
	"strconv"
	"syscall"
)

// shell runs a text with cmd.exe, which takes it as it is between the outer
// quotes.
func shell(ctx context.Context, text string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "cmd.exe")
	cmd.SysProcAttr = &syscall.SysProcAttr{CmdLine: `cmd.exe /D /S /C "` + text + `"`}
	return cmd
}

// run runs the command, and ends it with all that it has started.
func run(cmd *exec.Cmd) error {
	cmd.Cancel = func() error {
		return exec.Command("taskkill.exe", "/T", "/F", "/PID", strconv.Itoa(cmd.Process.Pid)).Run()
	}
	return cmd.Run()
}

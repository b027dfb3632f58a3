package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"feedloom/feed"
	"feedloom/internal/config"
	"feedloom/internal/fault"
)

// version is what `feedloom --version` says.
const version = "0.1.0"

// The exit statuses.
const (
	exitDone         = 0 // the job was done, even if sources failed
	exitNotDone      = 1 // it could not be done, or not whole: config, store, output, a limit of the machine
	exitSourceFailed = 2 // --strict, and a source failed
)

// errSourceFailed is the error of --strict.
var errSourceFailed = errors.New("a source failed")

// app is what every command needs.
type app struct {
	stdout, stderr io.Writer
	configPath     string
	verbose        bool
}

// Run runs the command line and returns its exit status. It ends soon after
// ctx does.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	a := &app{stdout: stdout, stderr: stderr}
	cmd := a.root()
	cmd.SetArgs(args)
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	switch err := cmd.ExecuteContext(ctx); {
	case err == nil:
		return exitDone
	case errors.Is(err, errSourceFailed):
		return exitSourceFailed
	case errors.Is(err, errDiffers):
		return exitNotDone
	default:
		a.printError(err)
		return exitNotDone
	}
}

// printError prints why the job could not be done. The errors of a config
// stand alone on their lines, as editors expect places to be.
func (a *app) printError(err error) {
	var wrong config.Errors
	if errors.As(err, &wrong) {
		fmt.Fprintln(a.stderr, wrong)
		err = fmt.Errorf("%s in %s: nothing was done", plural(len(wrong), "error"), a.configPath)
	}
	fmt.Fprintf(a.stderr, "feedloom: %v\n", err)
	if do := fault.Advice(err); !strings.Contains(err.Error(), do) {
		fmt.Fprintf(a.stderr, "feedloom: %s\n", do)
	}
}

func (a *app) root() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "feedloom",
		Short: "Weave many feeds into category feeds",
		Long: `Feedloom polls many RSS, Atom and JSON feeds, keeps every article once, and
publishes an RSS, Atom and JSON feed for each category of config.yaml.`,
		Example: `  feedloom once          poll what is due, publish, end: for cron
  feedloom once --all    poll every source
  feedloom run           poll on schedule and serve the feeds: the daemon
  feedloom diff          what config.yaml, as it is now, would change in what is published
  feedloom preview       what each feed would hold with it
  feedloom explain URL   what an article is, and where it stands
  feedloom forget URL    take an article down, and keep it out
  feedloom export        articles as feeds, posts or lines of JSON, once; import reads the last
  feedloom store check   look whether the store is whole; also stats, compact, backup, restore`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.PersistentFlags().StringVarP(&a.configPath, "config", "c", "config.yaml", "the config `file`")
	cmd.PersistentFlags().BoolVarP(&a.verbose, "verbose", "v", false, "name the files that change, and every poll")
	cmd.AddCommand(a.once(), a.run(), a.diff(), a.preview(), a.explain(), a.forget(), a.export(), a.importing(), a.store())
	return cmd
}

// loadConfig reads config.yaml.
func (a *app) loadConfig() (*config.Config, error) {
	return config.Load(a.configPath, config.Options{
		Formats: feed.FormatNames(), Posts: feed.PostFormatNames(), Folder: feed.FolderName, TagWord: feed.TagWord,
	})
}

package main

import (
	"context"
	"crypto/x509"
	"errors"
	"log/slog"
	"reflect"
	"sync"

	"github.com/spf13/cobra"

	"feedloom/internal/config"
	"feedloom/loom"
)

// run is the daemon.
func (a *app) run() *cobra.Command {
	return &cobra.Command{
		Use:   "run",
		Short: "Poll on schedule, publish what changes, serve it",
		Long: `Run polls each source on its schedule, publishes what changes, and serves the
output folder on the config's listen address, until SIGTERM or SIGINT.

On SIGHUP it reads config.yaml again; where that has errors, they are logged
and the old one stays in force.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runDaemon(cmd.Context()) },
	}
}

func (a *app) runDaemon(ctx context.Context) (err error) {
	cfg, err := a.loadConfig()
	if err != nil {
		return err
	}
	log := a.log()
	// Go reads the system's authorities once, at the first handshake. If no file could
	// be opened then, nobody would be trusted for as long as the process lives.
	_, _ = x509.SystemCertPool()
	s, err := openStore(cfg, sometimes(func(done, articles int) {
		log.Info("indexing what is stored by the categories of the config", "done", done, "articles", articles)
	}))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	f := &front{log: log}
	if err := f.show(cfg); err != nil {
		return err
	}
	defer f.close()
	log.Info("started", "sources", len(cfg.Sources), "store", cfg.Store, "output", cfg.Site.Output, "listen", f.address())

	d := daemon{app: a, cfg: cfg, front: f, log: log, plans: make(chan loom.Plan)}
	stopReloading := d.reloadOnSignal(ctx)
	defer stopReloading()
	l := loom.Loom{Store: s, Copier: s, Log: log}
	err = withBackup(cfg, l.Run(ctx, planOf(cfg), d.plans))
	log.Info("stopped")
	return err
}

// daemon is what a reload changes.
type daemon struct {
	app   *app
	cfg   *config.Config
	front *front
	log   *slog.Logger
	plans chan loom.Plan
}

// reloadOnSignal reads the config again at each signal for it, until stop is
// called, which waits for a reload that is under way.
func (d *daemon) reloadOnSignal(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	signals, unsubscribe := reloadSignals()
	var reloading sync.WaitGroup
	reloading.Go(func() {
		for {
			select {
			case <-ctx.Done():
				return
			case <-signals:
				d.reload(ctx)
			}
		}
	})
	return func() {
		unsubscribe()
		cancel()
		reloading.Wait()
	}
}

// reload puts the config into force as it is now, or says why it cannot and
// leaves the old one.
func (d *daemon) reload(ctx context.Context) {
	cfg, err := d.app.loadConfig()
	if err != nil {
		d.log.Error("config not reloaded, the old one stays in force", "err", err)
		return
	}
	if cfg.Store != d.cfg.Store || !reflect.DeepEqual(cfg.Dedupe, d.cfg.Dedupe) {
		d.log.Warn("`store` and `dedupe` are taken up at the next start only")
	}
	if err := d.front.show(cfg); err != nil {
		d.log.Error("config not reloaded, the old one stays in force", "err", err)
		return
	}
	select {
	case d.plans <- planOf(cfg):
		d.cfg = cfg
		d.log.Info("config reloaded", "sources", len(cfg.Sources), "listen", d.front.address())
	case <-ctx.Done():
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"

	"feedloom/internal/config"
	"feedloom/serve"
)

// The bounds of a conversation with a reader, against slow and greedy ones.
const (
	readHeaderTimeout = 10 * time.Second
	writeTimeout      = time.Minute
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 32 << 10
	shutdownTimeout   = 3 * time.Second
)

// front serves the output folder of the config in force.
type front struct {
	log    *slog.Logger
	listen string // as the config has it
	server *http.Server
	bound  net.Listener
	site   atomic.Pointer[serve.Site]
}

// show serves what cfg names. On an error, what was served before goes on.
func (f *front) show(cfg *config.Config) error {
	if err := os.MkdirAll(cfg.Site.Output, 0o755); err != nil {
		return fmt.Errorf("make the output folder: %w; name another one as site.output", err)
	}
	before := f.site.Swap(serve.New(cfg.Site.Output, cfg.Site.URL))
	if cfg.Listen == f.listen && f.server != nil {
		return nil
	}
	if err := f.move(cfg.Listen); err != nil {
		f.site.Store(before)
		return err
	}
	return nil
}

// move listens on another address, and then no more on the one before.
func (f *front) move(listen string) error {
	var bound net.Listener
	if listen != "" {
		var err error
		if bound, err = net.Listen("tcp", listen); err != nil {
			return fmt.Errorf("%w; set `listen` in config.yaml to a free address, or to \"\" to serve nothing", err)
		}
	}
	f.close()
	f.listen, f.bound, f.server = listen, bound, nil
	if bound == nil {
		return nil
	}
	server := &http.Server{
		Handler:           http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { f.site.Load().ServeHTTP(w, r) }),
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readHeaderTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(f.log.Handler(), slog.LevelDebug),
	}
	f.server = server
	go func() {
		if err := server.Serve(bound); !errors.Is(err, http.ErrServerClosed) {
			f.log.Error("serve", "err", err)
		}
	}()
	return nil
}

// address is where readers reach it; empty where nothing is served.
func (f *front) address() string {
	if f.bound == nil {
		return ""
	}
	return f.bound.Addr().String()
}

// close lets the requests under way end, for a while.
func (f *front) close() {
	if f.server == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
	defer cancel()
	if err := f.server.Shutdown(ctx); err != nil {
		f.server.Close()
	}
}

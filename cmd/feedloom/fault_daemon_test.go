//go:build linux

package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The daemon says what is wrong and what to do, goes on, and makes good by itself
// what a fault kept it from.
func TestFaultDaemonGetsOverFullDisk(t *testing.T) {
	for _, c := range []struct {
		name   string
		folder func(*planet) string
		words  string
	}{
		{"the store", func(p *planet) string { return p.store }, "write to the store"},
		{"the output", func(p *planet) string { return filepath.Dir(p.output) }, "publish to"},
	} {
		t.Run(c.name, func(t *testing.T) {
			ownMounts(t)
			p := newPlanet(t, 9)
			disk(t, c.folder(p), "20m")
			p.grow()
			p.wholeRun(t)
			free := fill(t, c.folder(p), 0)
			before := contents(t, p.output)
			daemon := start(t, p.dir, "run")
			p.growMuch(longText)
			eventually(t, daemon, func() bool {
				said := daemon.said(t)
				return strings.Contains(said, c.words) && strings.Contains(said, `"do":"make room`)
			})
			p.sameOutput(t, before)
			free()
			p.growMuch(longText)
			eventually(t, daemon, func() bool { return p.publishes(t) })
			if err := daemon.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if status := daemon.status(t); status != exitDone {
				t.Errorf("exit status %d\n%s", status, daemon.said(t))
			}
			p.look(t, false)
			p.wholeRun(t)
		})
	}
}

// The daemon reads whom the system trusts while it can: Go tries it once only.
func TestFaultDaemonReadsAuthoritiesFirst(t *testing.T) {
	needsStrace(t)
	p := newPlanet(t, 10)
	authorities := filepath.Join(p.dir, "authorities.pem")
	if err := os.WriteFile(authorities, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SSL_CERT_FILE", authorities)
	trace := filepath.Join(t.TempDir(), "trace")
	p.grow()
	daemon := launch(t, p.dir, "strace", "-D", "-f", "-qq", "-o", trace, "-e", "trace=openat", "-P", authorities, "feedloom", "run")
	eventually(t, daemon, func() bool { return strings.Contains(daemon.said(t), `"msg":"started"`) })
	if err := daemon.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	daemon.status(t)
	if opened, err := os.ReadFile(trace); err != nil || !strings.Contains(string(opened), authorities) {
		t.Errorf("it has not read them, although it has started: %v", err)
	}
}

// publishes reports whether the newest item of each feed with links of its own is
// published.
func (p *planet) publishes(t *testing.T) bool {
	t.Helper()
	all, err := os.ReadFile(filepath.Join(p.output, "rss.xml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range p.feeds {
		if g.mirrors == nil && !strings.Contains(string(all), g.items[len(g.items)-1].Link) {
			return false
		}
	}
	return true
}

// eventually waits for what a daemon will do.
func eventually(t *testing.T, daemon *child, done func() bool) {
	t.Helper()
	for end := time.Now().Add(patience); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			daemon.Process.Kill()
			t.Fatalf("it is not so after %v:\n%s", patience, daemon.said(t))
		}
	}
}

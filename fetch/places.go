package fetch

import (
	"context"
	"sync"
)

// places bounds the polls at once, in all and of one host. A poll takes its
// host's place first: those who wait for a slow host hold no place that
// another host could use.
type places struct {
	all     chan struct{}
	perHost int

	mu    sync.Mutex
	hosts map[string]*hostPlaces
}

type hostPlaces struct {
	slots chan struct{}
	users int // in them or waiting for one
}

func newPlaces(all, perHost int) *places {
	return &places{all: make(chan struct{}, all), perHost: perHost, hosts: map[string]*hostPlaces{}}
}

// enter waits for a place. A file has no host and waits for no other's sake.
func (p *places) enter(ctx context.Context, host string) (leave func(), err error) {
	leaveHost := func() {}
	if host != "" {
		if leaveHost, err = p.enterHost(ctx, host); err != nil {
			return nil, err
		}
	}
	if err := take(ctx, p.all); err != nil {
		leaveHost()
		return nil, err
	}
	return func() { <-p.all; leaveHost() }, nil
}

func (p *places) enterHost(ctx context.Context, host string) (leave func(), err error) {
	p.mu.Lock()
	h := p.hosts[host]
	if h == nil {
		h = &hostPlaces{slots: make(chan struct{}, p.perHost)}
		p.hosts[host] = h
	}
	h.users++
	p.mu.Unlock()
	if err := take(ctx, h.slots); err != nil {
		p.forget(host, h)
		return nil, err
	}
	return func() { <-h.slots; p.forget(host, h) }, nil
}

// forget drops a host that nobody polls: the map is as large as what is going on.
func (p *places) forget(host string, h *hostPlaces) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if h.users--; h.users == 0 {
		delete(p.hosts, host)
	}
}

func take(ctx context.Context, slots chan struct{}) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case slots <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

package fetch_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

// No more polls at once than allowed, of one host and in all; those who wait
// for a slow host keep nobody else waiting.
func TestPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := fetch.New(fetch.Options{PerHost: 2, Concurrency: 3})
		var mu sync.Mutex
		now, most := map[string]int{}, map[string]int{}
		visit := func(host string, takes time.Duration) {
			leave, err := fetch.Enter(t.Context(), p, host)
			if err != nil {
				t.Error(err)
				return
			}
			count := func(by int) {
				mu.Lock()
				defer mu.Unlock()
				for _, h := range []string{host, "all"} {
					now[h] += by
					most[h] = max(most[h], now[h])
				}
			}
			count(1)
			time.Sleep(takes) // the bubble's clock: no time passes
			count(-1)
			leave()
		}
		var others sync.WaitGroup
		var slow sync.WaitGroup
		for range 10 {
			slow.Go(func() { visit("slow", time.Hour) })
		}
		synctest.Wait()
		begin := time.Now()
		for _, host := range []string{"a", "a", "a", "b", "c"} {
			others.Go(func() { visit(host, time.Second) })
		}
		others.Wait()
		if took := time.Since(begin); took != 5*time.Second {
			t.Errorf("the others took %v, want 5s: one after the other in the place that is left", took)
		}
		slow.Wait()
		if most["slow"] != 2 || most["all"] != 3 {
			t.Errorf("at once: %v", most)
		}
		if n := fetch.Hosts(p); n != 0 {
			t.Errorf("%d hosts are remembered", n)
		}
	})
}

// Who waits for a place can be called off, and leaves nothing behind.
func TestWaitingEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := fetch.New(fetch.Options{PerHost: 1, Concurrency: 2})
		leave, err := fetch.Enter(t.Context(), p, "a")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := fetch.Enter(ctx, p, "a"); err != context.DeadlineExceeded {
			t.Errorf("error is %v", err)
		}
		leave()
		if fetch.Hosts(p) != 0 {
			t.Error("a host is remembered")
		}
		leave, err = fetch.Enter(t.Context(), p, "a")
		if err != nil {
			t.Fatal(err)
		}
		leave()
	})
}

// Who is called off while waiting for one of all places gives the host's back.
func TestWaitingForAllPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := fetch.New(fetch.Options{Concurrency: 1})
		leave, err := fetch.Enter(t.Context(), p, "a")
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := fetch.Enter(ctx, p, "b"); err != context.DeadlineExceeded {
			t.Errorf("error is %v", err)
		}
		if leave(); fetch.Hosts(p) != 0 {
			t.Error("a host is remembered")
		}
	})
}

// A watch that stands still takes no time.
func TestStopwatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, pause, resume := fetch.Watch(t.Context(), time.Minute)
		time.Sleep(30 * time.Second)
		pause()
		time.Sleep(time.Hour)
		resume()
		time.Sleep(29 * time.Second)
		if ctx.Err() != nil {
			t.Error("ended while it stood still")
		}
		time.Sleep(2 * time.Second)
		expect(t, context.Cause(ctx), fetch.KindTimeout, "took longer than 1m0s (fetch.timeout)")
	})
}

// Bodies that grow together beyond what fits all get through, one after the
// other.
func TestBytesInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := fetch.New(fetch.Options{Concurrency: 16, MaxBody: 10e6, MaxInFlight: 30e6})
		var all sync.WaitGroup
		begin := time.Now()
		for range 16 {
			all.Go(func() {
				release, err := fetch.Reach(t.Context(), p, 1000, 5e5, 9e6, 10e6)
				if err != nil {
					t.Error(err)
					return
				}
				time.Sleep(time.Second)
				release()
			})
		}
		all.Wait()
		// 16 first shares of 1 MB lie in 30 MB, which leaves room for one
		// body, and for more as bodies leave: 30 MB never hold four.
		if took := time.Since(begin); took < 6*time.Second || took > 16*time.Second {
			t.Errorf("16 bodies of 10 MB took %v", took)
		}
	})
}

// A wait for bytes ends with its context.
func TestBytesWaitEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := fetch.New(fetch.Options{Concurrency: 2, MaxBody: 10e6, MaxInFlight: 10e6})
		release, err := fetch.Reach(t.Context(), p, 10e6)
		if err != nil {
			t.Fatal(err)
		}
		defer release()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := fetch.Reach(ctx, p, 1); err == nil {
			t.Error("more bytes than there are")
		}
	})
}

// Waiting for a place takes nothing of a poll's own time.
func TestWaitingIsNoTimeout(t *testing.T) {
	o := origin.New(t)
	slow, quick := o.Feed("slow", origin.RSS), o.Feed("quick", origin.RSS)
	quick.AddMany(1)
	asked := slow.Hang()
	p := client(t, o, fetch.Options{PerHost: 1, Timeout: time.Second})
	var first sync.WaitGroup
	first.Go(func() {
		_, err := p.Poll(t.Context(), source(slow), article.Checkpoint{}, nil)
		expect(t, err, fetch.KindTimeout, "took longer than 1s (fetch.timeout)")
	})
	<-asked
	begin := time.Now()
	d := poll(t, p, source(quick), article.Checkpoint{}, nil)
	if !d.Read || d.At.Before(begin) {
		t.Errorf("read %v at %v", d.Read, d.At)
	}
	first.Wait()
}

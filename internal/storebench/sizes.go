package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"runtime"
	"runtime/metrics"
	"slices"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/store"
)

func report(what, format string, args ...any) {
	fmt.Printf("  %-40s%s\n", what, fmt.Sprintf(format, args...))
}

// sizes prints the size of the file and of what is in it. The store is closed
// meanwhile: it is for one at a time.
func (b *bench) sizes(context.Context) (err error) {
	if err := b.store.Close(); err != nil {
		return err
	}
	info, err := os.Stat(b.path)
	if err != nil {
		return err
	}
	db, err := bbolt.Open(b.path, 0o600, &bbolt.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	report("file", "%s, %d bytes an article", mega(info.Size()), info.Size()/int64(b.articles))
	err = db.View(func(tx *bbolt.Tx) error { return b.buckets(tx) })
	if err := cmp.Or(err, db.Close()); err != nil {
		return err
	}
	b.store, err = store.Open(b.path, store.Options{Window: 72 * time.Hour})
	return err
}

// buckets prints what each bucket takes, and how full its pages are.
func (b *bench) buckets(tx *bbolt.Tx) error {
	type bucket struct {
		name         string
		alloc, inuse int
	}
	var all []bucket
	used := 0
	err := tx.ForEach(func(name []byte, bkt *bbolt.Bucket) error {
		s := bkt.Stats()
		one := bucket{string(name), s.BranchAlloc + s.LeafAlloc, s.BranchInuse + s.LeafInuse}
		used += one.alloc
		all = append(all, one)
		return nil
	})
	slices.SortFunc(all, func(a, b bucket) int { return b.alloc - a.alloc })
	for _, one := range all {
		if one.alloc*1000 > used {
			report("  "+one.name, "%d bytes an article, %d%% full", one.alloc/b.articles, 100*one.inuse/one.alloc)
		}
	}
	report("  free pages", "%s", mega(tx.Size()-int64(used)))
	return err
}

func mega(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// memory is the most that the program held at once, without the pages of the
// file that are mapped.
type memory struct {
	end  chan struct{}
	done sync.WaitGroup
	once sync.Once
	heap uint64
	held uint64
}

// watchMemory looks at the memory until stop.
func watchMemory() *memory {
	runtime.GC()
	m := &memory{end: make(chan struct{})}
	m.done.Go(func() {
		samples := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for {
			metrics.Read(samples)
			m.heap = max(m.heap, samples[0].Value.Uint64())
			m.held = max(m.held, samples[1].Value.Uint64()-samples[2].Value.Uint64())
			select {
			case <-m.end:
				return
			case <-tick.C:
			}
		}
	})
	return m
}

func (m *memory) stop() string {
	m.once.Do(func() { close(m.end) })
	m.done.Wait()
	return fmt.Sprintf("%s of objects, %s in all at most", mega(int64(m.heap)), mega(int64(m.held)))
}

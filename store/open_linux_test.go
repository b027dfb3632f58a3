package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"feedloom/store"
)

// opened counts how often this process has the file open for writing.
func opened(path string) int {
	fds, _ := filepath.Glob("/proc/self/fd/*")
	n := 0
	for _, fd := range fds {
		if at, _ := os.Readlink(fd); at != path {
			continue
		}
		info, _ := os.ReadFile(fmt.Sprint("/proc/self/fdinfo/", filepath.Base(fd)))
		if _, flags, _ := strings.Cut(string(info), "flags:\t"); strings.HasSuffix(strings.SplitN(flags, "\n", 2)[0], "2") {
			n++
		}
	}
	return n
}

// Who waits for the lock while another process puts a new file in the place of
// the store gets the new one: what is saved in the old one would be gone.
func TestOpenWhileReplaced(t *testing.T) {
	dir := t.TempDir()
	path, other := filepath.Join(dir, "feedloom.db"), filepath.Join(dir, "other.db")
	for {
		holder := filled(t, path, delivered(1, 10))
		filled(t, other, delivered(2, 10)).Close()
		var s *store.Store
		ended := make(chan error, 1)
		go func() {
			var err error
			s, err = store.Open(path, store.Options{})
			ended <- err
		}()
		for opened(path) < 2 && len(ended) == 0 {
			runtime.Gosched()
		}
		if err := os.Rename(other, path); err != nil {
			t.Fatal(err)
		}
		holder.Close()
		err := <-ended
		if errors.Is(err, store.ErrInUse) {
			continue // it did not wait long enough
		} else if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		if got := titles(t, s); len(got) != 2 {
			t.Errorf("the old file was opened: %q", got)
		}
		return
	}
}

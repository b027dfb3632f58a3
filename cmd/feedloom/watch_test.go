//go:build !windows

package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// tempPrefix begins the names of files that are being written (package feed).
const tempPrefix = ".feedloom-new-"

// watcher reads every published file over and over, as readers and web servers
// do, and notes what one of them should never have met: a file that is not
// whole, or one that was there and is no more.
type watcher struct {
	dir   string
	known map[string]bool
	reads int
	wrong []string
}

// watch watches a folder until the test is over or stop is called, which
// returns the watcher with what it found.
func watch(t *testing.T, dir string) (stop func() *watcher) {
	w := &watcher{dir: dir, known: map[string]bool{}}
	end := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			select {
			case <-end:
				return
			default:
				w.look()
			}
		}
	})
	stop = sync.OnceValue(func() *watcher {
		close(end)
		watching.Wait()
		return w
	})
	t.Cleanup(func() { stop() })
	return stop
}

func (w *watcher) look() {
	for name := range published(w.dir) {
		w.known[name] = true
	}
	for name := range w.known {
		data, err := os.ReadFile(filepath.Join(w.dir, name))
		if err == nil {
			err = whole(name, data)
		}
		if err != nil {
			w.wrong = append(w.wrong, fmt.Sprintf("%s: %v", name, err))
		}
		w.reads++
	}
}

// published yields the names of the files that are in a folder, save those that
// are being written.
func published(dir string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), tempPrefix) {
				return nil // what comes and goes is not looked at
			}
			name, err := filepath.Rel(dir, path)
			if err == nil && !yield(name) {
				return fs.SkipAll
			}
			return err
		})
	}
}

// halfWritten counts the files in a folder that somebody began to write: of the
// output, or of a store that is being made.
func halfWritten(dir string) int {
	n := 0
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && (strings.HasPrefix(d.Name(), tempPrefix) || strings.HasSuffix(d.Name(), ".part")) {
			n++
		}
		return nil
	})
	return n
}

// whole says what a published file lacks to be one.
func whole(name string, data []byte) error {
	switch filepath.Ext(name) {
	case ".xml":
		return wholeXML(data)
	case ".json":
		if !json.Valid(data) {
			return fmt.Errorf("no JSON, %d bytes", len(data))
		}
	case ".html":
		if !bytes.HasPrefix(data, []byte("<!DOCTYPE html>")) || !bytes.HasSuffix(data, []byte("</html>\n")) {
			return fmt.Errorf("no whole page, %d bytes", len(data))
		}
	default: // the manifest
		if !bytes.HasSuffix(data, []byte("\n")) {
			return fmt.Errorf("the last line has no end, %d bytes", len(data))
		}
	}
	return nil
}

// wholeXML wants one element that ends, and after it nothing but space.
func wholeXML(data []byte) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	depth, roots := 0, 0
	for {
		token, err := d.Token()
		switch token := token.(type) {
		case nil:
			if !errors.Is(err, io.EOF) {
				return err
			}
			if roots != 1 {
				return fmt.Errorf("%d roots, %d bytes", roots, len(data))
			}
			return nil
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(token)) > 0 {
				return errors.New("text outside of the root")
			}
		}
	}
}

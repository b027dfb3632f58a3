// Republish publishes documents as Feedloom would, so that what comes out can be
// judged by others, whatever came in:
//
//	find CORPUS -name '*.xml' | go run ./internal/republish FOLDER
//
// Each document is the one source of a planet of its own, so that no two of them
// are joined: read, saved, published as the feed of one category in every format.
// For each that could be read a line says where its feeds lie and what they are
// of:
//
//	FOLDER/1/Papers	https://planet.example/1/Papers/	CORPUS/a.xml
//
// How many could not be read is said at the end. No clock is asked: the same
// documents give the same bytes.
package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
)

func main() {
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: republish FOLDER <NAMES")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "republish:", err)
		os.Exit(1)
	}
}

// run publishes the documents whose names are in names, as many at once as there
// are processors, and writes the lines in their order.
func run(folder string, names io.Reader, out io.Writer) error {
	documents, err := lines(names)
	if err != nil {
		return err
	}
	places := make([]place, len(documents))
	failed := make([]error, len(documents))
	var all sync.WaitGroup
	lanes := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, name := range documents {
		lanes <- struct{}{}
		all.Go(func() {
			places[i], failed[i] = republish(context.Background(), name, filepath.Join(folder, strconv.Itoa(i+1)), strconv.Itoa(i+1))
			<-lanes
		})
	}
	all.Wait()
	return report(out, documents, places, failed)
}

// report writes a line for each document that was published. One that cannot be
// read is none of our concern; any other error is.
func report(out io.Writer, documents []string, places []place, failed []error) error {
	w := bufio.NewWriter(out)
	unread := 0
	var wrong []error
	for i, name := range documents {
		switch err := failed[i]; {
		case errors.Is(err, errUnread):
			unread++
		case err != nil:
			wrong = append(wrong, fmt.Errorf("%s: %w", name, err))
		default:
			fmt.Fprintf(w, "%s\t%s\t%s\n", places[i].folder, places[i].url, name)
		}
	}
	fmt.Fprintf(os.Stderr, "republished %d documents, %d could not be read\n", len(documents)-unread, unread)
	return errors.Join(append(wrong, w.Flush())...)
}

func lines(r io.Reader) ([]string, error) {
	var all []string
	s := bufio.NewScanner(r)
	for s.Scan() {
		if s.Text() != "" {
			all = append(all, s.Text())
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read the names: %w", err)
	}
	return all, nil
}

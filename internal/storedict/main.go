// Storedict makes the dictionary that the store's articles are packed with:
//
//	go run ./internal/storedict -id 32769 >store/dictionaries/1.zdict
//
// A dictionary is for ever: what was packed with it is unpacked with it. A
// better one is another file with the next id, and the next version of the
// store's values.
//
// history.txt is what an article may repeat: words of the languages that feeds
// are written in, HTML, and our JSON, the likeliest last. samples.txt, texts of
// our own, says how often each letter comes.
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"

	"feedloom/article"
)

var (
	//go:embed history.txt
	history []byte
	//go:embed samples.txt
	samples string
)

func main() {
	id := flag.Uint("id", 0, "the dictionary's id, from 32769 on")
	flag.Parse()
	dictionary, err := build(uint32(*id))
	if err == nil {
		_, err = os.Stdout.Write(dictionary)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "storedict:", err)
		os.Exit(1)
	}
}

// build makes a dictionary. Ids below 32768 belong to a register (RFC 8878,
// section 6.1).
func build(id uint32) ([]byte, error) {
	if id <= 1<<15 {
		return nil, fmt.Errorf("-id is %d: name one from 32769 on that no dictionary of the store has", id)
	}
	var contents [][]byte
	for i, text := range strings.Split(samples, "\n\n") {
		sample, err := pack(i, text)
		if err != nil {
			return nil, err
		}
		contents = append(contents, sample)
	}
	return zstd.BuildDict(zstd.BuildDictOptions{
		ID: id, Contents: contents, History: history, Level: zstd.SpeedFastest,
		Offsets: [3]int{1, 4, 8}, // as where no dictionary says otherwise (RFC 8878, section 3.1.1.5)
	})
}

// pack is a sample as the store writes an article, before it is compressed.
func pack(i int, text string) ([]byte, error) {
	date := time.Date(2026, 1, 1+i, 7, 13*i%60, 0, 0, time.UTC)
	link := fmt.Sprintf("https://feedloom.example/posts/%d-what-a-reader-wants/", 211+i)
	item := article.Item{GUID: link, Link: link, Title: "What a Reader Wants", Published: date, Content: text,
		Tags: []article.Tag{{Term: "Feeds"}}, Authors: []article.Person{{Name: "The Editors"}}}
	source := "feedloom.example/feed.xml"
	in := article.Incoming{Source: source, GUID: link, Item: &item, Address: article.Tracking{}.Address(&item, source), Date: date, Dated: true}
	a := article.Create(in, article.Sighting{Source: source, Seen: date, Owner: true, Rule: article.New, Item: item}, date)
	a.ID, a.Key, a.PublicID = uint64(9000+i), article.NewKey(date, in.Address, ""), link
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(a)
	return b.Bytes(), err
}

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const twice = "<rss><channel><item><title>%</title><link>https://a.example/1</link></item></channel></rss>"

// Each document that can be read has feeds of its own, whatever the others say
// of the same article; a line names each, in their order.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for name, body := range map[string]string{"1.xml": strings.Replace(twice, "%", "one", 1), "2.xml": "no feed",
		"3.xml": strings.Replace(twice, "%", "tr\xeas", 1), "3.header": "Content-Type: text/xml; charset=iso-8859-1\n"} {
		write(t, filepath.Join(dir, name), body)
	}
	for _, name := range []string{"1.xml", "2.xml", "3.xml"} {
		names = append(names, filepath.Join(dir, name))
	}
	public := filepath.Join(dir, "public")
	if err := os.Mkdir(public, 0o755); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := run(public, strings.NewReader(strings.Join(names, "\n")), &out); err != nil {
		t.Fatal(err)
	}
	want := filepath.Join(public, "1", "Papers") + "\thttps://planet.example/1/Papers/\t" + names[0] + "\n" +
		filepath.Join(public, "3", "Papers") + "\thttps://planet.example/3/Papers/\t" + names[2] + "\n"
	if out.String() != want {
		t.Errorf("said\n%swant\n%s", out.String(), want)
	}
	for folder, title := range map[string]string{"1": "one", "3": "três"} {
		for _, file := range []string{"rss.xml", "atom.xml", "feed.json"} {
			b, err := os.ReadFile(filepath.Join(public, folder, "Papers", file))
			if err != nil || !strings.Contains(string(b), title) {
				t.Errorf("%s of document %s is without %q: %v", file, folder, title, err)
			}
		}
	}
}

// What cannot be written is an error that names the document.
func TestRunFails(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "1.xml")
	write(t, name, twice)
	err := run(filepath.Join(dir, "missing"), strings.NewReader(name), &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), name) {
		t.Errorf("error %v", err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

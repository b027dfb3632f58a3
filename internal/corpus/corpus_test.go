package corpus_test

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"feedloom/internal/corpus"
)

// Each document has its line, in the order of the names; one that is refused or
// missing does not end the rest.
func TestEach(t *testing.T) {
	dir := t.TempDir()
	good, bad, missing := filepath.Join(dir, "good"), filepath.Join(dir, "bad"), filepath.Join(dir, "missing")
	for name, body := range map[string]string{good: "<a>", bad: ""} {
		if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	names := strings.NewReader(strings.Join([]string{bad, missing, "", good + "\r", good}, "\n"))
	err := corpus.Each(names, &out, func(body []byte) (corpus.Line, error) {
		if len(body) == 0 {
			return corpus.Line{Title: "half read"}, errors.New("empty")
		}
		return corpus.Line{Title: string(body), Entries: []corpus.Entry{{Cats: []string{}}}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	read := `"OK":true,"Err":"","N":1,"Title":"<a>","Link":"","Entries":[{"Title":"","Link":"","ID":"","PubRaw":"","UpdRaw":"","Pub":null,"Upd":null,` +
		`"Author":"","Email":"","Content":"","Desc":"","Cats":[],"Encl":null}]}`
	refused := `"OK":false,"Err":"%","N":0,"Title":"","Link":"","Entries":null}`
	want := []string{
		`{"Path":"` + bad + `",` + strings.Replace(refused, "%", "empty", 1),
		`{"Path":"` + missing + `",` + strings.Replace(refused, "%", "open "+missing+": no such file or directory", 1),
		`{"Path":"` + good + `",` + read,
		`{"Path":"` + good + `",` + read,
	}
	if diff := cmp.Diff(want, strings.Split(strings.TrimSpace(out.String()), "\n")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The header is that of the leading comment: wherever the XML declaration stands,
// in whichever encoding, and of no later comment.
func TestHeader(t *testing.T) {
	const comment = "<!--\nHeader:   Content-type: text/xml; charset=\"gbk\"  \r\n  Header: X-Empty:\nDescription: d\nExpect: e\n-->"
	want := http.Header{"Content-Type": {`text/xml; charset="gbk"`}, "X-Empty": {""}}
	wide := func(s string) string { return "\xFF\xFE" + strings.Join(strings.Split(s, ""), "\x00") + "\x00" }
	for name, c := range map[string]struct {
		body string
		want http.Header
	}{
		"first":                 {comment + "<rss/>", want},
		"after the declaration": {"<?xml version='1.0'?>\n" + comment + "<rss/>", want},
		"before it":             {"\xEF\xBB\xBF" + comment + "<?xml version='1.0'?><rss/>", want},
		"UTF-16":                {wide(comment + "<rss/>"), want},
		"within the root":       {"<rss>" + comment + "</rss>", http.Header{}},
		"none":                  {"<rss/>", http.Header{}},
		"JSON":                  {"{}", http.Header{}},
		"nothing":               {"", http.Header{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, corpus.Header([]byte(c.body))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

package fetch_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	feed "github.com/mmcdole/gofeed/json"

	"feedloom/fetch"
)

// The normal form has each member that is read once, with a value of its type.
// More of it is in testdata/read/json_*.json.
func TestMendJSON(t *testing.T) {
	for _, c := range []struct{ name, doc, want string }{
		{"nothing to mend", `{"version":"v","items":[{"id":"a","tags":["t"]}]}`, `{"version":"v","items":[{"id":"a","tags":["t"]}]}`},
		{"unknown members", `{"x":{"items":[1]},"y":[{"id":"z"}],"items":[]}`, `{"items":[]}`},
		{"the last of one name", `{"title":"a","title":"b","TITLE":"c","title":null,"items":[]}`, `{"title":"c","items":[]}`},
		{"the last list of items", `{"items":[{"id":"a"},{"id":"b"}],"items":[{"id":"c"}]}`, `{"items":[{"id":"c"}]}`},
		{"a list of items before what is none", `{"items":[{"id":"a"}],"items":"none"}`, `{"items":[{"id":"a"}]}`},
		{"a name with an escape", `{"it\u0065ms":[{"\u0069d":"a"}]}`, `{"items":[{"id":"a"}]}`},
		{"brackets that do not match", `{"items":[{"id":"a"],{"id":"b"}}}`, `{"items":[{"id":"a"},{"id":"b"}]}`},
		{"an item without its brace", `{"items":[{"id":"a","title":"A",{"id":"b"},{"id":"c"}]}`, `{"items":[{"id":"a","title":"A"},{"id":"b"},{"id":"c"}]}`},
		{"an author without its brace", `{"items":[{"id":"a","author":{"name":"A"},{"id":"b"}]}`, `{"items":[{"id":"a","authors":[{"name":"A"}]},{"id":"b"}]}`},
		{"a list without its bracket", `{"items":[{"id":"a","tags":["t"},{"id":"b"}]}`, `{"items":[{"id":"a","tags":["t"]},{"id":"b"}]}`},
		{"quotes in a text", `{"items":[{"title":"He said "yes" to <a href="x">it</a>.","id":"a"},{"id":"b"}]}`,
			`{"items":[{"title":"He said \"yes\" to <a href=\"x\">it</a>.","id":"a"},{"id":"b"}]}`},
		{"no second quote", `{"items":[{"title":"A [x],"id":"a"},{"id":"b","title":"B},{"id":"c"}]}`,
			`{"items":[{"title":"A [x]","id":"a"},{"id":"b","title":"B"},{"id":"c"}]}`},
		{"no second quote in a line", "{\"items\":[{\"title\":\"A, \n\"id\":\"a\"},{\"id\":\"b\",\"author\":{\"name\":\"B\r\n},\n\"tags\":[\"t\n]\n},\n{\"id\":\"c\"}]}",
			`{"items":[{"title":"A","id":"a"},{"id":"b","authors":[{"name":"B"}],"tags":["t"]},{"id":"c"}]}`},
		{"no first quote", `{"items":[{"title":A","id":"a"},{"id":"b"}]}`, `{"items":[{"id":"a"},{"id":"b"}]}`},
		{"a name without a quote", `{"items":[{"title:"A","id":"a"},{id":"b"},{"id":"c"}]}`, `{"items":[{"id":"a"},{},{"id":"c"}]}`},
		{"a line in a text", "{\"items\":[{\"title\":\"A\n{},\n\\\"id\\\": B\"}]}", `{"items":[{"title":"A\u000a{},\u000a\"id\": B"}]}`},
		{"as a script has it", `{version:'v', 'items':[{ id : 1, "title":'It\'s "one"', tags:['don't','t']},{'id':'b',title:''}]}`,
			`{"version":"v","items":[{"id":"1","title":"It's \"one\"","tags":["don't","t"]},{"id":"b","title":""}]}`},
		{"names without quotes", `{"items":[{id:"a",tags:["t"]},{author:{name:"A"}}]}`, `{"items":[{"id":"a","tags":["t"]},{"authors":[{"name":"A"}]}]}`},
		{"a list of items before one of others", `{"items":[{"id":"a"}],"items":["b"]}`, `{"items":[{"id":"a"}]}`},
		{"comments end nothing", `{/* one */"items":[{"id":"a"// two` + "\n" + `}]}`, `{"items":[{"id":"a"}]}`},
		{"sizes", `{"items":[{"attachments":[{"size_in_bytes":" 70 "},{"size_in_bytes":7e1},{"size_in_bytes":1e20},{"size_in_bytes":"NaN"},{"size_in_bytes":-5.5}]}]}`,
			`{"items":[{"attachments":[{"size_in_bytes":70},{"size_in_bytes":70}]}]}`},
		{"cut after an item", `{"items":[{"id":"a"},`, `{"items":[{"id":"a"}]}`},
		{"cut in an item's list", `{"items":[{"id":"a"},{"id":"b","tags":["t"`, `{"items":[{"id":"a"}]}`},
		{"cut in a backslash", `{"items":[{"id":"a"}],"title":"b\`, `{"items":[{"id":"a"}]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := fetch.MendJSON([]byte(c.doc))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, string(compact(t, got))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// What cannot be mended is refused, and the reason says where and what.
func TestJSONBeyondMending(t *testing.T) {
	for _, c := range []struct{ doc, want string }{
		{`{"items":"none"}`, `malformed: byte 10: "items" is of type string (expected array)`},
		{`{"items":5}`, `malformed: byte 10: "items" is of type number (expected array)`},
		{`call({"items":true})`, `malformed: byte 15: "items" is of type bool (expected array)`},
		{` {"items":{"count":0}}`, `malformed: byte 11: "items" is of type object (expected array)`},
		{`{"items":[null,"a"]}`, `malformed: byte 16: an item is of type string (expected object)`},
		{`{"items":[[{"id":"a"}]]}`, `malformed: byte 11: an item is of type array (expected object)`},
		{`{"version":"https://jsonfeed.org/version/1.1","title":"T`, `malformed: byte 56: the document ends too early`},
		{`{"items":[{"id":"a"`, `malformed: byte 19: the document ends too early`},
		{`{"title":"T"}`, `not a feed: JSON without "version" and "items" (expected RSS, Atom or JSON Feed)`},
	} {
		_, err := fetch.Read(t.Context(), fetch.Document{Body: []byte(c.doc)}, fetch.Options{}, nil)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.doc, err, c.want)
		}
	}
}

// Values that are nested without end are gone over, not into.
func TestMendJSONIsNotDeep(t *testing.T) {
	for _, open := range []string{"[", `{"items":`, `{"items":[{"tags":`, `{"items":[{"authors":[`, `{"a":[`} {
		doc := `{"items":[{"id":"a"}],"x":` + strings.Repeat(open, 1<<20/len(open))
		if got, err := fetch.MendJSON([]byte(doc)); err != nil || string(got) != `{"items":[{"id":"a"}]}` {
			t.Errorf("%s: %.100s, %v", open, got, err)
		}
		for _, name := range []string{"id", "title", "url", "authors", "tags", "attachments"} {
			doc := `{"items":[{"id":"a"},{"` + name + `":` + strings.Repeat(open, 1<<20/len(open))
			if got, err := fetch.MendJSON([]byte(doc)); err != nil || string(got) != `{"items":[{"id":"a"}]}` {
				t.Errorf("%s of %s: %.100s, %v", name, open, got, err)
			}
		}
	}
}

// A list in an item is cut where nobody would read on.
func TestMendJSONCutsLists(t *testing.T) {
	for _, c := range []struct{ begin, more, end, each string }{
		{`"authors":[`, `"a",`, `"a"]`, `{"name":"a"}`},
		{`"attachments":[`, `{"url":"a"},`, `"a"]`, `{"url":"a"}`},
		{`"tags":[`, `"a",`, `"a"]`, `"a"`},
		{`"tags":"`, `a,`, `a"`, `"a"`},
	} {
		doc := `{"items":[{` + c.begin + strings.Repeat(c.more, 1000) + c.end + `,"id":"b"}]}`
		got, err := fetch.MendJSON([]byte(doc))
		if n := bytes.Count(got, []byte(c.each)); err != nil || n != 100 || !bytes.HasSuffix(got, []byte(`,"id":"b"}]}`)) {
			t.Errorf("%s: %d left, %v", c.begin, n, err)
		}
	}
}

// Whatever comes, the normal form is JSON that the parser takes, is its own
// normal form, and has every item of a document that was JSON before.
func FuzzMendJSON(f *testing.F) {
	docs, err := filepath.Glob("testdata/read/*.json")
	if err != nil {
		f.Fatal(err)
	}
	for _, d := range docs {
		body, err := os.ReadFile(d)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Add([]byte(`{"items":[{"title":"\u12","tags":"a,b","id":[1]}],"ITEMS":{"1":{}},"author":[0]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		got, err := fetch.MendJSON(doc)
		if err != nil {
			checkFailure(t, err)
			return
		}
		if len(got) == 0 {
			return // not JSON at all
		}
		var parser feed.Parser
		read, err := parser.Parse(bytes.NewReader(got))
		if err != nil {
			t.Fatalf("%v: %q", err, got)
		}
		if n := fetch.CountJSON(doc); len(read.Items) > n {
			t.Errorf("%d items, counted as %d", len(read.Items), n)
		}
		again, err := fetch.MendJSON(got)
		if err != nil || !bytes.Equal(compact(t, again), compact(t, got)) {
			t.Fatalf("mended twice: %v\n%q\n%q", err, got, again)
		}
		var whole struct{ Items []*map[string]json.RawMessage }
		if json.Valid(doc) && json.Unmarshal(doc, &whole) == nil && whole.Items != nil {
			if want := len(whole.Items) - count(whole.Items, nil); len(read.Items) != want {
				t.Errorf("%d items of %d", len(read.Items), want)
			}
		}
	})
}

func count[T comparable](all []T, one T) (n int) {
	for _, v := range all {
		if v == one {
			n++
		}
	}
	return n
}

func compact(t *testing.T, doc []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, doc); err != nil {
		t.Fatalf("%v: %q", err, doc)
	}
	return b.Bytes()
}

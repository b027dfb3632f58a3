package origin_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"testing"

	"feedloom/internal/origin"
)

// get asks for a feed with the header's values, in pairs.
func get(t *testing.T, f *origin.Feed, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, f.URL(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}

// The tags of a feed change with it and with nothing else.
func TestConditional(t *testing.T) {
	o := origin.New(t)
	f := o.Feed("a", origin.RSS)
	f.AddMany(1)
	res, _ := get(t, f)
	etag, modified := res.Header.Get("ETag"), res.Header.Get("Last-Modified")
	for _, header := range [][]string{{"If-None-Match", etag}, {"If-Modified-Since", modified}} {
		if res, body := get(t, f, header...); res.StatusCode != http.StatusNotModified || body != "" {
			t.Errorf("%v: %s", header, res.Status)
		}
	}
	for _, change := range []func(){
		func() { f.AddMany(1) },
		func() { f.Edit(0, func(it *origin.Item) { it.Title = "Edited" }) },
		func() { f.Remove(0) },
		func() { f.Retitle("Another") },
	} {
		change()
		res, _ := get(t, f, "If-None-Match", etag, "If-Modified-Since", modified)
		if res.StatusCode != http.StatusOK || res.Header.Get("Last-Modified") == modified {
			t.Errorf("after a change: %s, %s", res.Status, res.Header.Get("Last-Modified"))
		}
		etag, modified = res.Header.Get("ETag"), res.Header.Get("Last-Modified")
		if f.ETag() != etag {
			t.Errorf("the ETag sent is %s, the feed's %s", etag, f.ETag())
		}
	}
	if o.Requests("a") != 7 || o.NotModified("a") != 2 || o.Requests("b") != 0 {
		t.Errorf("%d requests, %d of them 304", o.Requests("a"), o.NotModified("a"))
	}
}

// Two servers with the same steps send the same bytes, well-formed ones.
func TestDeterministic(t *testing.T) {
	for _, format := range []origin.Format{origin.RSS, origin.Atom, origin.JSON} {
		var bodies [2]string
		for i := range bodies {
			f := origin.New(t).Feed("a&b", format)
			f.Add(origin.Item{Title: "<One>", Author: "A & B", Tags: []string{"x<y"}}, origin.Item{})
			_, bodies[i] = get(t, f)
		}
		if bodies[0] != bodies[1] || strings.Count(bodies[0], "Item 2 of a") != 1 {
			t.Errorf("%s: %s\n%s", format, bodies[0], bodies[1])
		}
		if format == origin.JSON && !json.Valid([]byte(bodies[0])) {
			t.Errorf("not JSON: %s", bodies[0])
		}
		if format != origin.JSON {
			if err := xml.NewDecoder(strings.NewReader(bodies[0])).Decode(new(struct{})); err != nil {
				t.Errorf("%s: %v", bodies[0], err)
			}
		}
	}
}

// Troubles come, and go with Mend.
func TestTroubles(t *testing.T) {
	o := origin.New(t)
	f := o.Feed("a", origin.RSS)
	f.AddMany(3)
	whole := f.Body()
	f.Fail(http.StatusTeapot)
	if res, _ := get(t, f); res.StatusCode != http.StatusTeapot {
		t.Errorf("Fail: %s", res.Status)
	}
	f.Redirect("/b")
	if res, _ := get(t, f); res.Header.Get("Location") != "/b" {
		t.Errorf("Redirect: %v", res.Header)
	}
	f.Oversize(1e6)
	if res, body := get(t, f); len(body) != 1e6 || res.ContentLength != -1 {
		t.Errorf("Oversize: %d bytes, %d told", len(body), res.ContentLength)
	}
	f.Truncate()
	res, err := http.Get(f.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if body, err := io.ReadAll(res.Body); err != io.ErrUnexpectedEOF || len(body) == 0 {
		t.Errorf("Truncate: %d bytes, %v", len(body), err)
	}
	f.Mend()
	if _, body := get(t, f); !bytes.Equal([]byte(body), whole) {
		t.Error("Mend: another document")
	}
}

// A header of a feed is on whatever it answers with, until it is taken out.
func TestHeader(t *testing.T) {
	o := origin.New(t)
	f := o.Feed("a", origin.RSS)
	f.Header("Retry-After", "60")
	for _, trouble := range []func(){f.Mend, func() { f.Fail(429) }, func() { f.Move("/b", 308) }, func() { f.Page("<title>A</title>") }} {
		trouble()
		if res, _ := get(t, f); res.Header.Get("Retry-After") != "60" {
			t.Errorf("%s: %v", res.Status, res.Header)
		}
	}
	f.Header("Retry-After", "")
	if res, _ := get(t, f); res.Header.Values("Retry-After") != nil {
		t.Errorf("taken out, it is %v", res.Header)
	}
}

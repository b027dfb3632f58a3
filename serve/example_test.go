package serve_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"

	"feedloom/serve"
)

// A folder of feeds is served with the media types that readers look for.
func ExampleSite() {
	dir, err := os.MkdirTemp("", "public")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "atom.xml"), []byte("<feed/>"), 0o644); err != nil {
		panic(err)
	}
	site := serve.New(dir, &url.URL{Scheme: "https", Host: "planet.example", Path: "/"})
	answer := httptest.NewRecorder()
	site.ServeHTTP(answer, httptest.NewRequest("GET", "/atom.xml", nil))
	fmt.Println(answer.Code, answer.Header().Get("Content-Type"))
	// Output: 200 application/atom+xml; charset=utf-8
}

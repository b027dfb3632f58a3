package fetch_test

import (
	"context"
	"fmt"

	"feedloom/article"
	"feedloom/fetch"
	"feedloom/internal/origin"
)

func ExamplePoller_Poll() {
	o := origin.Start()
	defer o.Close()
	feed := o.Feed("alpha", origin.Atom)
	feed.AddMany(2)

	p := fetch.New(fetch.Options{AllowPrivate: []string{o.HostPort()}})
	defer p.Close()
	source := article.Source{ID: "alpha", URL: feed.URL()}
	first, err := p.Poll(context.Background(), source, article.Checkpoint{}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range first.Listed {
		fmt.Println(l.Item.Title, l.Item.Image)
	}
	second, err := p.Poll(context.Background(), source, first.Checkpoint, nil)
	fmt.Println("the second time:", second.Read, err)

	feed.Fail(404)
	_, err = p.Poll(context.Background(), source, second.Checkpoint, nil)
	fmt.Println("the third time:", err)
	// Output:
	// Item 2 of alpha https://example.org/alpha/2.png
	// Item 1 of alpha https://example.org/alpha/1.png
	// the second time: false <nil>
	// the third time: HTTP 404 Not Found
}

func ExampleClean() {
	fmt.Println(fetch.Clean(`<p onclick="x()">See <a href="/more">more</a><script>x()</script></p>`, "https://blog.example/1"))
	// Output: <p>See <a href="https://blog.example/more">more</a></p>
}

func ExampleRead() {
	doc := fetch.Document{Body: []byte(`<html><title>Log in</title>`)}
	_, err := fetch.Read(context.Background(), doc, fetch.Options{}, nil)
	fmt.Println(err)
	// Output: not a feed: an HTML page titled "Log in" (expected RSS, Atom or JSON Feed)
}

package article_test

import (
	"fmt"

	"feedloom/article"
)

// Two spellings of one address have one canonical form.
func ExampleCanonical() {
	fmt.Println(article.Canonical("http://www.Example.org:80/a/../news?id=7&utm_source=rss#top"))
	fmt.Println(article.Canonical("https://example.org/news?id=7"))
	// Output:
	// example.org/news?id=7
	// example.org/news?id=7
}

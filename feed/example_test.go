package feed_test

import (
	"fmt"
	"net/url"

	"feedloom/article"
	"feedloom/feed"
)

// A category's folder keeps its script; its address is percent-encoded.
func ExamplePlan() {
	plan := feed.NewPlan(feed.Site{
		Title: "My planet",
		URL:   &url.URL{Scheme: "https", Host: "planet.example", Path: "/"},
	})
	path := article.Category{"金融", "新浪财经"}
	fmt.Println(plan.Folder(path))
	fmt.Println(plan.URL(path))
	// Output:
	// 金融/新浪财经
	// https://planet.example/%E9%87%91%E8%9E%8D/%E6%96%B0%E6%B5%AA%E8%B4%A2%E7%BB%8F/
}

package article_test

import (
	"testing"
	"time"

	"feedloom/article"
)

// The fingerprint of what is asked moves with the URL and with each way of asking.
func TestAddressIsOfURLAndAccess(t *testing.T) {
	const url = "https://blog.example/feed"
	seen := map[article.Hash]int{}
	for i, s := range []article.Source{
		{URL: url},
		{URL: url + "2"},
		{URL: url, Access: article.Access{Headers: []article.Header{{Name: "A", Value: "b"}}}},
		{URL: url, Access: article.Access{Headers: []article.Header{{Name: "A", Value: "c"}}}},
		{URL: url, Access: article.Access{Proxy: "http://proxy.example:3128"}},
		{URL: url, Access: article.Access{Timeout: time.Minute}},
		{URL: url, Access: article.Access{Insecure: true}},
	} {
		if j, twice := seen[s.Address()]; twice {
			t.Errorf("sources %d and %d have one fingerprint", i, j)
		}
		seen[s.Address()] = i
	}
	same := article.Source{URL: url, ID: "blog", Title: "Blog"}
	if same.Address() != (article.Source{URL: url}).Address() {
		t.Error("a title changed the fingerprint")
	}
}

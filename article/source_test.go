package article_test

import (
	"testing"
	"time"

	"feedloom/article"
)

// The fingerprint of what is asked moves with the URL and with what is sent
// along; not with how it gets there.
func TestAddressIsOfWhatIsAsked(t *testing.T) {
	const url = "https://blog.example/feed"
	seen := map[article.Hash]int{}
	for i, s := range []article.Source{
		{URL: url},
		{URL: url + "2"},
		{URL: url, Access: article.Access{Headers: []article.Header{{Name: "A", Value: "b"}}}},
		{URL: url, Access: article.Access{Headers: []article.Header{{Name: "A", Value: "c"}}}},
		{URL: url, Access: article.Access{Headers: []article.Header{{Name: "A", Value: "b} {C d"}}}},
		{URL: url, Access: article.Access{Headers: []article.Header{{Name: "A", Value: "b"}, {Name: "C", Value: "d"}}}},
	} {
		if j, twice := seen[s.Address()]; twice {
			t.Errorf("sources %d and %d have one fingerprint", i, j)
		}
		seen[s.Address()] = i
	}
	for _, same := range []article.Source{
		{URL: url, ID: "blog", Title: "Blog"},
		{URL: url, Access: article.Access{Proxy: "http://proxy.example:3128", Timeout: time.Minute, Insecure: true}},
	} {
		if same.Address() != (article.Source{URL: url}).Address() {
			t.Errorf("the fingerprint of %+v is another", same)
		}
	}
}

// What is known of one address says nothing of another; what is known of the
// source stays.
func TestCheckpointOfAnotherAddress(t *testing.T) {
	src := article.Source{URL: "https://blog.example/feed"}
	cp := article.Checkpoint{
		Address: src.Address(), ETag: "e", LastModified: "l", Body: 1, Interval: time.Hour, Failures: 2, Gone: true,
		Fresh: time.Unix(1, 0), Hold: article.Hold{Until: time.Unix(2, 0)}, Move: article.Move{To: "https://new.example/"},
	}
	if got := cp.Of(src); got != cp {
		t.Errorf("of its own source it is %+v", got)
	}
	src.URL += "2"
	if got, want := cp.Of(src), (article.Checkpoint{Address: src.Address(), Interval: time.Hour}); got != want {
		t.Errorf("of another address it is %+v, want %+v", got, want)
	}
}

// A hold ends at its time, and one that no clock of ours can have set is none.
func TestHoldInForce(t *testing.T) {
	now := time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC)
	for left, want := range map[time.Duration]bool{
		-time.Second: false, 0: false, time.Second: true, article.MaxHold: true, article.MaxHold + time.Second: false,
	} {
		if got := (article.Hold{Until: now.Add(left)}).InForce(now); got != want {
			t.Errorf("%v before its end: %v", left, got)
		}
	}
	if (article.Hold{}).InForce(now) {
		t.Error("no hold is in force")
	}
}

// A page's word is enough; a redirect must repeat it.
func TestMoveSure(t *testing.T) {
	for want, m := range map[bool]article.Move{
		true:  {To: "https://new.example/", Polls: 3},
		false: {To: "https://new.example/", Polls: 2},
	} {
		if m.Sure() != want {
			t.Errorf("%+v is sure: %v", m, !want)
		}
	}
	if (article.Move{Page: true, Polls: 9}).Sure() || !(article.Move{To: "https://new.example/", Page: true}).Sure() {
		t.Error("a page's word is not taken as it is")
	}
}

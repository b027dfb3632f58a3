package fetch_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"feedloom/article"
	"feedloom/fetch"
)

// slowServer answers its one request after a time of the bubble's clock.
func slowServer(p *fetch.Poller, body string, after time.Duration) {
	fetch.Dial(p, func() net.Conn {
		client, server := net.Pipe()
		go func() {
			defer server.Close()
			if _, err := http.ReadRequest(bufio.NewReader(server)); err != nil {
				return
			}
			time.Sleep(after)
			fmt.Fprintf(server, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s", len(body), body)
		}()
		return client
	})
}

// The time of a poll is that of the exchange and of the reading together;
// waiting for a place to read at is not in it.
func TestTimeoutIsOfTheWholePoll(t *testing.T) {
	for _, c := range []struct {
		name                     string
		exchange, desks, reading time.Duration
		good                     bool
	}{
		{"quick", 5 * time.Second, 0, 5 * time.Second, true},
		{"slow in both", 15 * time.Second, 0, 10 * time.Second, false},
		{"others at the desks", 15 * time.Second, time.Hour, 4 * time.Second, true},
		{"slow, and others at the desks", 15 * time.Second, time.Hour, 10 * time.Second, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := fetch.New(fetch.Options{Timeout: 20 * time.Second})
				defer p.Close()
				slowServer(p, rss("<item><guid>a</guid></item><item><guid>b</guid></item>"), c.exchange)
				leave := fetch.TakeDesks(p)
				go func() {
					time.Sleep(c.desks)
					leave()
				}()
				read := false
				d, err := p.Poll(t.Context(), article.Source{URL: "http://slow.example/"}, article.Checkpoint{}, func(context.Context) (func(article.Hash) bool, error) {
					time.Sleep(time.Minute) // waiting for leave is no part of it
					return func(article.Hash) bool {
						if !read {
							time.Sleep(c.reading)
						}
						read = true
						return true
					}, nil
				})
				switch f, failed := errors.AsType[*fetch.Failure](err); {
				case c.good && (err != nil || len(d.Listed) != 2):
					t.Errorf("%d items, %v", len(d.Listed), err)
				case !c.good && (!failed || f.Kind != fetch.KindTimeout || f.Error() != "took longer than 20s (fetch.timeout)" || d.Listed != nil):
					t.Errorf("%d items, %v", len(d.Listed), err)
				}
			})
		})
	}
}

// What a refusal means does not wait for its body, however long that is in
// coming, and nor does the poll.
func TestRefusalWithoutItsBody(t *testing.T) {
	for _, c := range []struct {
		answer string
		check  func(d article.Delivery, err error) bool
	}{
		{"429 Too Many Requests\r\nRetry-After: 600", func(d article.Delivery, err error) bool { return err == nil && d.Held.Status == 429 }},
		{"429 Too Many Requests", func(d article.Delivery, err error) bool { return err == nil && d.Held.Status == 429 }},
		{"503 Service Unavailable\r\nRetry-After: 600", func(d article.Delivery, err error) bool { return err == nil && d.Held.Status == 503 }},
		{"410 Gone", func(d article.Delivery, err error) bool { return err == nil && d.Checkpoint.Gone }},
		{"403 Forbidden\r\nCf-Mitigated: challenge", func(_ article.Delivery, err error) bool { return kindOf(err) == fetch.KindWall }},
		{"404 Not Found", func(_ article.Delivery, err error) bool { return kindOf(err) == fetch.KindStatus }},
		{"200 OK\r\nContent-Encoding: lzma", func(_ article.Delivery, err error) bool { return kindOf(err) == fetch.KindEncoding }},
	} {
		for _, length := range []string{"Content-Length: 100", "Transfer-Encoding: chunked"} {
			for _, timeout := range []time.Duration{20 * time.Second, time.Second / 2} {
				synctest.Test(t, func(t *testing.T) {
					p := fetch.New(fetch.Options{Timeout: timeout})
					defer p.Close()
					fetch.Dial(p, func() net.Conn {
						client, server := net.Pipe()
						go func() {
							defer server.Close()
							if _, err := http.ReadRequest(bufio.NewReader(server)); err != nil {
								return
							}
							fmt.Fprintf(server, "HTTP/1.1 %s\r\n%s\r\n\r\n", c.answer, length)
							server.Read(make([]byte, 1)) // until the client has enough
						}()
						return client
					})
					begun := time.Now()
					d, err := p.Poll(t.Context(), article.Source{URL: "http://slow.example/"}, article.Checkpoint{}, nil)
					spoken := timeout > time.Second || d.Held.Status != 0 || d.Checkpoint.Gone
					if spoken && !c.check(d, err) || time.Since(begun) > 2*time.Second {
						t.Errorf("%s, %s, within %v: after %v %v, %+v", c.answer, length, timeout, time.Since(begun), err, d)
					}
				})
			}
		}
	}
}

func kindOf(err error) fetch.Kind {
	f, _ := errors.AsType[*fetch.Failure](err)
	if f == nil {
		return ""
	}
	return f.Kind
}

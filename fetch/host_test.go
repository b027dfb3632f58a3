package fetch_test

import (
	"testing"

	"feedloom/fetch"
)

// A host is one host, however its name is written.
func TestHostForms(t *testing.T) {
	for _, c := range []struct {
		want       string
		registered string
		forms      []string
	}{
		{"a.example.org", "example.org", []string{"http://a.example.org/", "https://A.Example.ORG./feed", "HTTP://me@a.example.org:80/", "https://a.example.org:443"}},
		{"xn--bcher-kva.example", "xn--bcher-kva.example", []string{"http://bücher.example/", "http://BÜCHER.example./", "http://xn--bcher-kva.example/"}},
		{"example.org:8080", "example.org", []string{"http://EXAMPLE.org.:8080/"}},
		{"2001:db8::1", "2001:db8::1", []string{"http://[2001:db8::1]/", "http://[2001:DB8:0::1]:80/", "http://[2001:db8:0:0:0:0:0:1]/"}},
		{"[2001:db8::1]:81", "2001:db8::1", []string{"http://[2001:db8:0::1]:81/"}},
		{"192.0.2.7", "192.0.2.7", []string{"http://192.0.2.7/"}},
		{"192.0.2.7:81", "192.0.2.7", []string{"http://192.0.2.7:81/"}},
		{"localhost", "localhost", []string{"http://localhost/"}},
		{"", "", []string{"/srv/a.xml", "http://%zz/"}},
	} {
		for _, form := range c.forms {
			if got, domain := fetch.ServerOf(form); got != c.want || domain != c.registered {
				t.Errorf("%s: %s of %s, want %s of %s", form, got, domain, c.want, c.registered)
			}
		}
	}
}

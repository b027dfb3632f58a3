package config

import (
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"feedloom/internal/rule"
)

// maxLimit is how many articles a feed may hold.
const maxLimit = "5000"

func (r *reader) readSite(v value) {
	s := &r.config.Site
	given := v.mapping(
		key{"title", line(&s.Title)},
		key{"description", prose(&s.Description)},
		key{"url", scalar(&s.URL, "an http or https address without user, query and fragment, such as https://example.org/planet/", siteURL)},
		key{"output", r.readOutput},
		key{"formats", r.readFormats},
		key{"posts", r.readPosts},
		key{"limit", integer(&s.Limit, "1", maxLimit)},
		key{"stylesheet", r.readStylesheet},
		key{"sources_opml", boolean(&s.Sources)},
		key{"tags", r.readTags},
		key{"max_age", duration(&s.MaxAge, "0", "36500d")},
		key{"archive", boolean(&s.Archive)},
		key{"timezone", scalar(&s.Timezone, "a time zone such as Europe/Berlin or UTC", timezone)},
	)
	r.settlePosts(v, given)
}

// siteURL reads the address of the output, as feeds name it: the host in
// ASCII (RFC 5891), no default port, a slash at the end.
func siteURL(s string) (*url.URL, bool) {
	u, ok := webURL(s)
	if !ok || u.User != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#") {
		return nil, false
	}
	host, err := idna.Lookup.ToASCII(strings.ToLower(u.Hostname()))
	if err != nil { // an IPv6 address, or a name that DNS takes all the same
		host = strings.ToLower(u.Hostname())
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	u.Host = host
	return u.JoinPath("/"), true
}

// webURL reads an http or https address with a host.
func webURL(s string) (*url.URL, bool) {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return nil, false
	}
	if port := u.Port(); port != "" {
		if _, err := strconv.ParseUint(port, 10, 16); err != nil {
			return nil, false
		}
	}
	return u, true
}

// readOutput refuses the folder of config.yaml and those above it: what is in
// the output is served to everybody.
func (r *reader) readOutput(v value) {
	switch output := v.path(); {
	case output == "":
	case within(r.config.Dir, output):
		v.fail("expected a folder of its own, such as public, found one that has config.yaml in it")
	default:
		r.config.Site.Output = output
	}
}

// readFormats keeps the order of the file.
func (r *reader) readFormats(v value) {
	known := slices.Concat(r.opts.Formats, r.opts.Posts)
	want := fmt.Sprintf("a list of formats: %s", strings.Join(known, ", "))
	formats := []string{}
	count, ok := v.list(want, func(v value) {
		t, ok := v.text("a format: " + strings.Join(known, ", "))
		switch near, isNear := rule.Nearest(t.written, known); {
		case !ok:
		case slices.Contains(formats, t.full):
			v.fail("expected each format once, found %s again", v.found())
		case slices.Contains(known, t.full):
			formats = append(formats, t.full)
		case isNear:
			v.fail("unknown format %s; did you mean %q?", v.found(), near)
		default:
			v.fail("unknown format %s; expected %s", v.found(), strings.Join(known, ", "))
		}
	})
	if ok && count == 0 {
		v.fail("expected %s, found an empty list", want)
	}
	r.config.Site.Formats = formats
}

// maxStylesheet is what a stylesheet may have, in bytes.
const maxStylesheet = 1 << 20

// readStylesheet reads none, or the CSS file of that path.
func (r *reader) readStylesheet(v value) {
	if s, _ := written(v.node); s == "none" {
		r.config.Site.Stylesheet = []byte{}
		return
	}
	path := v.path()
	if path == "" || r.opts.ReadFile == nil {
		return
	}
	css, err := r.opts.ReadFile(path)
	switch {
	case err != nil:
		v.fail("expected the path of a CSS file, or none; %s", oneLine(err.Error()))
	case len(css) == 0 || len(css) > maxStylesheet:
		v.fail("expected a CSS file of at most 1 MB, found one of %d bytes; write none for no stylesheet", len(css))
	default:
		r.config.Site.Stylesheet = css
	}
}

func timezone(name string) (*time.Location, bool) {
	zone, err := time.LoadLocation(name)
	return zone, err == nil && name != ""
}

// within reports whether the path is the folder, or in it.
func within(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

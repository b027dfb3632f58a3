// Package serve is the HTTP face of what feed wrote: the output folder, read
// only, with the media types that readers look for, and answers that let them
// ask again for nothing.
package serve

import (
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"strings"

	"feedloom/feed"
)

// maxAge is for how long a reader may do without asking, in seconds.
const maxAge = "60"

// policy lets a page show its text, the site's styles and pictures from anywhere,
// and do nothing else, whatever was republished in it.
const policy = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src * data:; media-src *; base-uri 'none'; form-action 'none'"

// Site serves an output folder.
type Site struct {
	dir  string
	base string // the path of the site's URL: begins and ends with a slash
	tags tags
}

// New serves the folder dir, as it is whenever it is asked for. base is the
// site's URL: its path may stand before the path of a file, or be taken off by
// a proxy.
func New(dir string, base *url.URL) *Site {
	return &Site{dir: dir, base: "/" + strings.TrimPrefix(base.Path, "/")}
}

// ServeHTTP answers GET and HEAD with a file of the folder; a folder is
// answered with its index.html. A name that begins with a dot is never
// answered.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", policy)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	if r.URL.Path+"/" == s.base {
		toFolder(w, r)
		return
	}
	name, ok := s.name(r.URL.Path)
	if !ok {
		http.NotFound(w, r)
		return
	}
	s.serveFile(w, r, name)
}

// name is the file that a URL's path asks for, relative to the folder.
func (s *Site) name(asked string) (string, bool) {
	if rest, ok := strings.CutPrefix(asked, s.base); ok {
		asked = "/" + rest
	}
	clean := path.Clean("/" + asked)
	if strings.Contains(clean, "/.") || strings.ContainsRune(clean, 0) {
		return "", false
	}
	name := strings.TrimPrefix(clean, "/")
	if name == "" {
		return indexFile, true
	}
	if strings.HasSuffix(asked, "/") {
		return name + "/" + indexFile, true
	}
	return name, true
}

const indexFile = "index.html"

// serveFile answers with a file. The name of a folder without its slash is
// sent to the one with it, so that relative links hold.
func (s *Site) serveFile(w http.ResponseWriter, r *http.Request, name string) {
	root, err := os.OpenRoot(s.dir) // nothing that a name says leads out of it
	if err != nil {
		notThere(w, r, err)
		return
	}
	defer root.Close()
	f, err := root.Open(name)
	if err != nil {
		notThere(w, r, err)
		return
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		notThere(w, r, err)
		return
	case info.IsDir():
		toFolder(w, r)
		return
	case !info.Mode().IsRegular():
		http.NotFound(w, r)
		return
	}
	tag, err := s.tags.of(name, info, f)
	if err != nil {
		notThere(w, r, err)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mediaType(name))
	if styled(name) {
		h.Set("Vary", "Accept")
		if forPeople(r) {
			h.Set("Content-Type", xmlType)
			tag = strings.TrimSuffix(tag, `"`) + `-xml"` // other answers, other tags
		}
	}
	h.Set("ETag", tag)
	h.Set("Cache-Control", "public, max-age="+maxAge)
	http.ServeContent(w, r, name, info.ModTime(), f)
}

// toFolder sends a reader from /a to /a/, whatever prefix a proxy has put
// before it.
func toFolder(w http.ResponseWriter, r *http.Request) {
	to := url.URL{Path: path.Base(r.URL.Path) + "/", RawQuery: r.URL.RawQuery}
	w.Header().Set("Location", to.String())
	w.WriteHeader(http.StatusMovedPermanently)
}

func notThere(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		http.NotFound(w, r)
		return
	}
	// What lies outside the folder, or cannot be read, is nobody's business.
	http.Error(w, "not readable", http.StatusForbidden)
}

// mediaType is the Content-Type of a file, by its name.
func mediaType(name string) string {
	if t := feed.MediaType(path.Base(name)); t != "" {
		return t
	}
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		return t
	}
	return "application/octet-stream"
}

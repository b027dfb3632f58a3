package feed

import (
	"net/url"
	"path"
	"regexp"
	"strings"
)

// mediaType is the type that a source gives a file, else what the extension
// of its address says, else "any bytes". The list is short and our own: those of
// operating systems differ, and so would the feeds.
func mediaType(given, address string) string {
	given = strings.ToLower(strings.TrimSpace(given))
	if typeForm.MatchString(given) {
		return given
	}
	if u, err := url.Parse(address); err == nil {
		if t := types[strings.ToLower(path.Ext(u.Path))]; t != "" {
			return t
		}
		if u.Scheme == "magnet" {
			return "application/x-bittorrent"
		}
	}
	return "application/octet-stream"
}

// typeForm is a media type without parameters (RFC 6838, section 4.2).
var typeForm = regexp.MustCompile(`^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$`)

var types = map[string]string{
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".m4b": "audio/mp4", ".aac": "audio/aac", ".ogg": "audio/ogg",
	".oga": "audio/ogg", ".opus": "audio/ogg", ".flac": "audio/flac", ".wav": "audio/wav", ".weba": "audio/webm",
	".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".mkv": "video/x-matroska", ".mov": "video/quicktime",
	".avi": "video/x-msvideo", ".mpg": "video/mpeg", ".mpeg": "video/mpeg", ".ogv": "video/ogg",
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".webp": "image/webp",
	".avif": "image/avif", ".svg": "image/svg+xml",
	".pdf": "application/pdf", ".epub": "application/epub+zip", ".zip": "application/zip", ".gz": "application/gzip",
	".vtt": "text/vtt", ".srt": "application/x-subrip", ".json": "application/json",
	".torrent": "application/x-bittorrent", ".txt": "text/plain", ".html": "text/html", ".htm": "text/html",
}

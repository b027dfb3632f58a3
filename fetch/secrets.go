package fetch

import (
	"cmp"
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"feedloom/article"
)

// secrets are texts that no line about a source may show, in the forms in which
// a server or a proxy may repeat them, the longest first.
type secrets []string

// minSecret is the length, in bytes, from which a secret is kept out of a line:
// shorter ones are in every sentence.
const minSecret = 4

// secretsOf are those of a source's access and of its address, and in any case
// those parts of that which its id does not show.
func secretsOf(src article.Source) secrets {
	s := slices.Concat(addressSecrets(src), accessSecrets(src))
	if src.Secret {
		s = append(s, addressParts(src)...)
	}
	s.longestFirst()
	return slices.Compact(s)
}

func accessSecrets(src article.Source) (s secrets) {
	s.addLogin(userOf(src.URL))
	user, password := userOf(src.Access.Proxy)
	s.addLogin(user, password)
	s.add(user)
	for _, h := range src.Access.Headers {
		if h.Secret {
			s.addHeader(h)
		}
	}
	return s
}

func (s secrets) longestFirst() {
	slices.SortFunc(s, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
}

func (s *secrets) addHeader(h article.Header) {
	s.add(h.Value)
	if h.Name == "Cookie" {
		for pair := range strings.SplitSeq(h.Value, ";") {
			_, value, _ := strings.Cut(pair, "=")
			s.add(strings.Trim(value, ` "`))
		}
		return
	}
	scheme, credentials, found := strings.Cut(h.Value, " ")
	if !found {
		return
	}
	s.add(credentials)
	if login, err := base64.StdEncoding.DecodeString(credentials); err == nil && strings.EqualFold(scheme, "Basic") {
		user, password, _ := strings.Cut(string(login), ":")
		s.addLogin(user, password)
	}
}

func userOf(address string) (user, password string) {
	u, err := url.Parse(address)
	if err != nil {
		return "", ""
	}
	password, _ = u.User.Password()
	return u.User.Username(), password
}

// addLogin adds a password with and without its user. A user without a password
// is a secret itself: a key, at many services.
func (s *secrets) addLogin(user, password string) {
	if password == "" {
		s.add(user)
	}
	s.add(password)
	s.add(user + ":" + password)
}

// add adds a text as it is and as it may come back: on one line, quoted, in an
// address, in base64 (RFC 4648, sections 4 and 5).
func (s *secrets) add(text string) {
	text = strings.ToValidUTF8(text, "\uFFFD")
	quoted := strconv.Quote(text)
	forms := []string{text, oneLine(text), quoted[1 : len(quoted)-1], url.QueryEscape(text), url.PathEscape(text)}
	if len(text) >= minSecret {
		forms = append(forms, base64.RawStdEncoding.EncodeToString([]byte(text)), base64.RawURLEncoding.EncodeToString([]byte(text)))
	}
	for _, form := range forms {
		if len(form) >= minSecret {
			*s = append(*s, form)
		}
	}
}

// in reports whether a text shows a secret, or would if it were unescaped.
func (s secrets) in(text string) bool {
	all := s.pattern()
	return len(s) > 0 && (all.MatchString(text) || all.MatchString(unescaped(text)))
}

// pattern matches each of the secrets, in whatever case.
func (s secrets) pattern() *regexp.Regexp {
	quoted := make([]string, len(s))
	for i, secret := range s {
		quoted[i] = regexp.QuoteMeta(secret)
	}
	return regexp.MustCompile("(?i)" + strings.Join(quoted, "|"))
}

// hide puts *** in the place of every secret in a line, and of the beginning of
// one where a quotation, or the line, was cut off in it.
func (s secrets) hide(line string) string {
	if len(s) == 0 {
		return line
	}
	hidden := s.pattern().ReplaceAllLiteralString(line, "***")
	ends := quotationEnd.FindAllStringIndex(hidden, -1)
	if len(line) > maxLine-utf8.UTFMax {
		ends = append(ends, []int{len(hidden)})
	}
	whole := len(hidden) // up to there nothing was cut out
	for _, end := range slices.Backward(ends) {
		at := min(end[0], whole)
		if n := s.begun(hidden[:at]); n > 0 {
			whole = at - n
			hidden = hidden[:whole] + "***" + hidden[at:]
		}
	}
	return hidden
}

// quotationEnd is where a line ends what it quotes of a stranger.
var quotationEnd = regexp.MustCompile(`[">]`)

// begun is how much of a secret, from its beginning, the text ends with, in
// bytes.
func (s secrets) begun(text string) int {
	for _, secret := range s {
		for n := min(len(text), len(secret)-1); n >= minSecret; n-- {
			if strings.EqualFold(text[len(text)-n:], secret[:n]) {
				return n
			}
		}
	}
	return 0
}

// hiding is the failure as it may be told of the source. Where part of the
// source's address is a secret, addresses are named by scheme and host; no
// secret is repeated, whoever has said it.
func (f *Failure) hiding(src article.Source) *Failure {
	s := secretsOf(src)
	told := *f
	told.Line = address.ReplaceAllStringFunc(f.Line, func(raw string) string {
		if src.Secret || s.in(raw) {
			return schemeAndHost(raw)
		}
		return raw
	})
	told.Line = s.hide(told.Line)
	return &told
}

// addressParts are the parts of a source's address that its id, which has the
// names of variables in the place of their values, does not show.
func addressParts(src article.Source) (parts secrets) {
	shown := src.ID
	if u, err := url.Parse(src.URL); err == nil {
		shown += " " + u.Scheme + "://" + u.Host
	}
	for _, p := range partsOf(src.URL) {
		plain, err := url.QueryUnescape(p)
		if err != nil {
			plain = p
		}
		for _, form := range []string{p, plain} {
			if len(form) >= minSecret && !strings.Contains(shown, form) {
				parts = append(parts, form)
			}
		}
	}
	return parts
}

// addressSecrets are what the environment has given to the address of a source,
// its host apart.
func addressSecrets(src article.Source) (s secrets) {
	switch u, err := url.Parse(src.URL); {
	case !src.Secret:
	case err != nil || len(src.Secrets) == 0:
		s = addressParts(src)
	default:
		for _, value := range src.Secrets {
			for _, p := range partsOf(value) {
				if !strings.Contains(u.Scheme+"://"+u.Host, p) {
					s.add(p)
				}
			}
		}
	}
	return s
}

func partsOf(address string) []string {
	return strings.FieldsFunc(address, func(r rune) bool { return strings.ContainsRune("/?#&=:@", r) })
}

// publicBase is the address that the links of a document are relative to, as
// far as it shows no secret: the links are published.
func publicBase(src article.Source, base string) string {
	s := secretsOf(src)
	u, err := url.Parse(base)
	if err != nil || !s.in(base) || !src.Secret && base == withoutUser(src.URL) {
		return base
	}
	folder := u.EscapedPath()
	for {
		folder = folder[:strings.LastIndexByte(folder, '/')+1]
		if folder == "" || folder == "/" || !s.in(folder) {
			return u.Scheme + "://" + u.Host + cmp.Or(folder, "/")
		}
		folder = strings.TrimSuffix(folder, "/")
	}
}

func withoutUser(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.User = nil
	return u.String()
}

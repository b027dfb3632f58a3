package decode

import "math"

// What a declaration weighs: so much less may it surprise than another
// encoding, in all and for each byte that is not ASCII. That of windows-1252
// weighs half, since servers and programs declare it unasked.
const (
	trust        = 1000
	trustPerByte = 20
)

// choose judges a sample of the document's text in every encoding that is
// declared or likely, and takes the one that surprises least: what was declared
// first, if nothing else is much better.
func choose(body []byte, declared []charset) charset {
	text := sample(body)
	j := newJudge()
	best, least := charset{}, math.MaxInt
	try := func(c charset, declared bool, handicap int) {
		surprise := j.surprise(count(c.read(text)), languagesOf(c.name), declared) + handicap
		if surprise < least {
			best, least = c, surprise
		}
	}
	for second, c := range declared {
		if c.name != utf8Name && stateful[c.name].name == "" { // which it was seen not to be
			try(c, true, 100*second-weight(c, text))
		}
	}
	good, _ := fit(text)
	for _, s := range spoken {
		// As UTF-8, text that has none would be windows-1252 in any language.
		if c, ok := named(s.name); ok && (s.name != utf8Name || good > 0) {
			try(c, false, s.handicap)
		}
	}
	return best
}

// weight is what it counts that an encoding is declared.
func weight(c charset, text []byte) int {
	w := trust
	for _, b := range text {
		if b >= 0x80 {
			w += trustPerByte
		}
	}
	if c.name == "windows-1252" {
		w /= 2
	}
	return w
}

// languagesOf are those that are written in an encoding; all, if that is not
// known.
func languagesOf(name string) string {
	all := ""
	for _, s := range spoken {
		if s.name == name && s.languages != "" {
			return s.languages
		}
		all += " " + s.languages
	}
	return all
}

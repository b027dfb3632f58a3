package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
)

// common are the words that any English text is full of, the most frequent
// first.
var common = strings.Fields(`the of and to in a is that for it was on as with be by at this have are from or
	had an they which one you were all her she there would their we him been has when who will no more if out
	so up said what its about than into them can only other time new some could these two may first then do any
	like my now over such our man me even most made after also did many off before must well back through years
	where much your way down should because long each just state those people too mr how little good world make
	very year still see own work men day get here old both between being under three never know same last another
	while us might great go come since against right came take used himself few house use place during high without
	again home around small however found mrs part school thought went say general once upon war every don't does
	got united number hand course water until always away public something fact less though far put head think
	called set almost enough end took government night yet system better four nothing told eyes city going president
	why days present point didn't look find asked second group later next room social business knew program`)

// writer writes texts that compress as those of blogs do. The same random
// numbers give the same text.
type writer struct {
	rng   *rand.Rand
	words []string // frequent ones first
	deck  []string // each as often as it is frequent
}

// newWriter makes up a vocabulary of the common words and many rare ones, which
// is the same for every writer.
func newWriter(rng *rand.Rand) *writer {
	w := &writer{rng: rand.New(rand.NewPCG(1, 1)), words: common}
	known := map[string]bool{}
	for len(w.words) < vocabulary {
		word := w.invent()
		if !known[word] {
			known[word] = true
			w.words = append(w.words, word)
		}
	}
	w.rng, w.deck = rng, deal(w.words)
	return w
}

const (
	vocabulary = 6000
	skew       = 1.6
)

var (
	onsets  = strings.Fields("b c d f g h l m n p r s t v w br ch cl cr dr fl gr pl pr qu sc sh sp st str th tr")
	vowels  = strings.Fields("a e i o u a e i o e ea ou io ai ee oo")
	codas   = strings.Fields("n r s t l m d ck nd nt st rt ss ll ng x p")
	endings = strings.Fields("e ed er es ing ion ly al ment ness able ity ous ive ism ate s y")
)

func (w *writer) invent() string {
	var b strings.Builder
	for range 1 + w.rng.IntN(3) {
		b.WriteString(pick(w.rng, onsets) + pick(w.rng, vowels))
		if w.rng.IntN(2) == 0 {
			b.WriteString(pick(w.rng, codas))
		}
	}
	if w.rng.IntN(3) > 0 {
		b.WriteString(pick(w.rng, endings))
	}
	return b.String()
}

func pick(rng *rand.Rand, from []string) string { return from[rng.IntN(len(from))] }

// deal fills the deck. It follows Zipf's law, or nearly: frequent words are
// still more frequent, so that texts compress as real ones, which repeat whole
// phrases.
func deal(words []string) []string {
	deck := make([]string, 1<<14)
	for i := range deck {
		rank := math.Exp(math.Pow(float64(i)/float64(len(deck)), skew) * math.Log(float64(len(words))))
		deck[i] = words[int(rank)-1]
	}
	return deck
}

func (w *writer) word() string { return w.deck[w.rng.Uint32N(uint32(len(w.deck)))] }

// phrase is some words, without a mark at the end.
func (w *writer) phrase(n int) string { return strings.Join(w.some(n), " ") }

func (w *writer) some(n int) []string {
	words := make([]string, n)
	for i := range words {
		words[i] = w.word()
	}
	return words
}

// sentence is about one or two of the topics.
func (w *writer) sentence(topics []string) string {
	words := w.some(6 + w.rng.IntN(18))
	for range 2 {
		words[w.rng.IntN(len(words))] = pick(w.rng, topics)
	}
	if at := w.rng.IntN(2 * len(words)); at < len(words)-1 {
		words[at] += ","
	}
	return capital(strings.Join(words, " ")) + "."
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// html writes an article of at most size bytes, as a cleaned item has it.
func (w *writer) html(size int, site string) string {
	topics := make([]string, 8)
	for i := range topics {
		topics[i] = w.phrase(1 + w.rng.IntN(3))
	}
	var b strings.Builder
	for {
		block := w.block(topics, site)
		if b.Len()+len(block) > size {
			break
		}
		b.WriteString(block)
	}
	if left := size - b.Len() - len("<p></p>\n"); left > 0 {
		text := w.sentence(topics)
		for len(text) < left {
			text += " " + w.sentence(topics)
		}
		b.WriteString("<p>" + text[:left] + "</p>\n")
	}
	return b.String()
}

// block is a paragraph, or now and then something else.
func (w *writer) block(topics []string, site string) string {
	switch w.rng.IntN(12) {
	case 0:
		return "<h2>" + capital(w.phrase(2+w.rng.IntN(5))) + "</h2>\n"
	case 1:
		return fmt.Sprintf("<figure><img src=\"https://%s/wp-content/uploads/2026/%02d/%s-%dx%d.jpg\" alt=\"%s\" referrerpolicy=\"no-referrer\"/><figcaption>%s</figcaption></figure>\n",
			site, 1+w.rng.IntN(12), strings.ReplaceAll(w.phrase(3), " ", "-"), 64*(5+w.rng.IntN(20)), 64*(5+w.rng.IntN(15)), w.phrase(4), capital(w.phrase(8)))
	case 2:
		return "<ul>\n<li>" + capital(w.phrase(6)) + "</li>\n<li>" + capital(w.phrase(5)) + "</li>\n<li>" + capital(w.phrase(7)) + "</li>\n</ul>\n"
	case 3:
		return "<blockquote><p>" + w.sentence(topics) + "</p></blockquote>\n"
	}
	sentences := make([]string, 2+w.rng.IntN(4))
	for i := range sentences {
		sentences[i] = w.sentence(topics)
		if w.rng.IntN(6) == 0 {
			sentences[i] += w.link(site)
		}
	}
	return "<p>" + strings.Join(sentences, " ") + "</p>\n"
}

func (w *writer) link(site string) string {
	if w.rng.IntN(2) == 0 {
		site = strings.Join(strings.Fields(w.phrase(2)), "") + ".example"
	}
	return fmt.Sprintf(" <a href=\"https://%s/%d/%s/\" rel=\"nofollow\">%s</a>", site, 2010+w.rng.IntN(17),
		strings.ReplaceAll(w.phrase(4), " ", "-"), w.phrase(3))
}

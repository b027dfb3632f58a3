package decode

import "bytes"

const (
	// sampleSize is enough text to judge an encoding by, in bytes: the cost of a
	// judgement does not grow with the document.
	sampleSize = 16 << 10
	// longPiece is where a piece of it ends at the next white space. It ends
	// nowhere else, so that no character is cut, or the sample is full.
	longPiece = 1 << 10
)

// sample is text of a document to judge its encoding by: the pieces between its
// markup that are not ASCII. In all encodings that are judged, "<", ">", "&" and
// ";" stand for themselves and for nothing else.
func sample(body []byte) []byte {
	if text := collect(body, nextPiece); len(text) > 0 {
		return text
	}
	return collect(body, nextLine) // all that is not ASCII is within markup
}

// collect joins the pieces that have a byte which is not ASCII.
func collect(body []byte, next func([]byte) (piece, rest []byte)) []byte {
	var text []byte
	for len(body) > 0 && len(text) < sampleSize {
		var piece []byte
		piece, body = next(body)
		if !ascii(piece) {
			text = append(append(text, piece...), '\n')
		}
	}
	return text
}

// nextPiece cuts off the text up to the next markup, tag or reference, and
// skips that.
func nextPiece(body []byte) (piece, rest []byte) {
	for i, b := range body {
		switch {
		case b == '<' || b == '&':
			return body[:i], body[i+markup(body[i:]):]
		case i >= longPiece && b <= ' ', i >= sampleSize:
			return body[:i], body[i:]
		}
	}
	return body, nil
}

func nextLine(body []byte) (line, rest []byte) {
	near := body[:min(len(body), sampleSize)]
	end := bytes.IndexByte(near, '\n') + 1
	if end == 0 {
		end = len(near)
	}
	return body[:end], body[end:]
}

// How far the end of a tag or a comment is looked for, and that of one in
// references, in bytes: one that has no end hides little, and costs little.
const (
	longestMarkup  = 1 << 10
	longestEscaped = 256
)

// markup is the length of the tag, comment or reference that text begins with;
// 1 if it is none.
func markup(text []byte) int {
	near := text[:min(len(text), longestMarkup)]
	open, end := "<", ">"
	switch {
	case bytes.HasPrefix(text, []byte("<![CDATA[")):
		return len("<![CDATA[")
	case bytes.HasPrefix(text, []byte("<!--")):
		open, end = "<!--", "-->"
	case bytes.HasPrefix(text, []byte("&lt;")):
		near, open, end = near[:min(len(near), longestEscaped)], "&lt;", "&gt;"
	case text[0] == '&':
		near, open, end = near[:min(len(near), 12)], "&", ";"
	}
	if i := bytes.Index(near[len(open):], []byte(end)); i >= 0 {
		return len(open) + i + len(end)
	}
	return len(open)
}

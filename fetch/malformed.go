package fetch

import (
	"encoding/xml"
	"errors"
	"strings"
)

// malformed says what is wrong with a feed that can't be parsed, and where.
func malformed(err error) error {
	var xmlSyntax *xml.SyntaxError
	if errors.As(err, &xmlSyntax) {
		what := strings.Replace(xmlSyntax.Msg, "unexpected EOF", "the document ends too early", 1)
		return fail(KindMalformed, err, "malformed: line %d: %s", xmlSyntax.Line, what)
	}
	return fail(KindMalformed, err, "malformed: %s", plainCause(err))
}

// Package yamldepth finds YAML that nests so deep that the parser's stack must not
// follow it: a stack that overflows ends the process.
package yamldepth

import "github.com/goccy/go-yaml/token"

// Beyond is the first token that nests deeper than that, nil where none does. Nesting by indentation costs
// a character a level on every line; it is bounded by the size of the file.
func Beyond(tokens token.Tokens, depth int) *token.Token {
	flow, line, openers := 0, 0, 0
	for _, t := range tokens {
		if t.Position.Line != line {
			line, openers = t.Position.Line, 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		case token.SequenceEntryType, token.MappingKeyType, token.AnchorType, token.TagType:
			openers++
		}
		if flow > depth || openers > depth {
			return t
		}
	}
	return nil
}

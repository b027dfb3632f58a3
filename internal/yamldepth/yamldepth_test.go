package yamldepth_test

import (
	"strings"
	"testing"

	"github.com/goccy/go-yaml/lexer"

	"feedloom/internal/yamldepth"
)

// What nests within the bound is let through, in all of YAML's ways; one more
// level is not.
func TestBeyond(t *testing.T) {
	for _, opener := range []string{"[", "{a: ", "- ", "? ", "&a "} {
		for _, c := range []struct {
			levels int
			beyond bool
		}{{8, false}, {9, true}} {
			found := yamldepth.Beyond(lexer.Tokenize("k:\n  "+strings.Repeat(opener, c.levels)), 8)
			if (found != nil) != c.beyond {
				t.Errorf("%d times %q: %v", c.levels, opener, found)
			}
		}
	}
}

package frontmatter

import (
	"errors"
	"feedloom/internal/yamldepth"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxDepth is how deep lists and mappings may nest, maxValues how many values
// there may be, aliases followed: a few lines of YAML can stand for millions.
const (
	maxDepth  = 32
	maxValues = 20_000
)

// parseYAML takes scalars as they are written: a title 007 is no number, and a
// date is read where all dates are.
func parseYAML(header string) (value, error) {
	tokens := lexer.Tokenize(strings.ReplaceAll(header, "\t", "    "))
	if t := yamldepth.Beyond(tokens, maxDepth); t != nil {
		return value{}, &Error{t.Position.Line, "lists and mappings nest too deep"}
	}
	f, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return value{}, yamlError(err)
	}
	for _, doc := range f.Docs {
		if _, directive := doc.Body.(*ast.DirectiveNode); doc.Body == nil || directive {
			continue
		}
		y := yamlReader{anchors: map[string]ast.Node{}}
		v := y.value(doc.Body)
		if y.values > maxValues {
			return value{}, &Error{1, "the front matter has too many values"}
		}
		return v, nil
	}
	return value{}, nil
}

// positioned is an error of the YAML library.
type positioned interface {
	error
	GetMessage() string
	GetToken() *token.Token
}

func yamlError(err error) error {
	var p positioned
	if !errors.As(err, &p) {
		return &Error{1, "invalid YAML: " + oneLine(err.Error())}
	}
	line := 1
	if t := p.GetToken(); t != nil && t.Position != nil {
		line = t.Position.Line
	}
	return &Error{line, "invalid YAML: " + oneLine(p.GetMessage()) + " (put quotes around a value with signs such as : # [ { & * ! in it)"}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

type yamlReader struct {
	anchors map[string]ast.Node
	values  int
}

func (y *yamlReader) value(n ast.Node) value {
	if y.values++; y.values > maxValues {
		return value{}
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		return y.mapping(n.Values)
	case *ast.MappingValueNode:
		return y.mapping([]*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		v := value{kind: isList}
		for _, e := range n.Values {
			v.list = append(v.list, y.value(e))
		}
		return v
	case *ast.AnchorNode:
		y.anchors[nameOf(n.Name)] = n.Value
		return y.value(n.Value)
	case *ast.AliasNode:
		return y.value(y.anchors[nameOf(n.Value)])
	case *ast.TagNode:
		return y.value(n.Value)
	case *ast.StringNode:
		if n.Token.Type == token.StringType {
			return bare(n.Value)
		}
		return scalar(n.Value)
	case *ast.LiteralNode:
		return scalar(n.Value.Value)
	case *ast.NullNode, nil:
		return value{}
	case ast.ScalarNode:
		return bare(strings.TrimSpace(n.GetToken().Value))
	}
	return value{}
}

// mapping reads the pairs; what one that is merged in says too, it says first.
func (y *yamlReader) mapping(pairs []*ast.MappingValueNode) value {
	v := value{kind: isMapping, members: map[string]value{}}
	for _, p := range pairs {
		if _, merged := p.Key.(*ast.MergeKeyNode); merged {
			for name, m := range y.value(p.Value).members {
				if _, own := v.members[name]; !own {
					v.members[name] = m
				}
			}
			continue
		}
		v.set(nameOf(p.Key), y.value(p.Value))
	}
	return v
}

func nameOf(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case nil:
		return ""
	}
	return n.GetToken().Value
}

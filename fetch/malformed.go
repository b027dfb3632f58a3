package fetch

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"reflect"
	"strings"
)

// malformed says what is wrong with a feed that can't be parsed, and where.
func malformed(err error) error {
	var xmlSyntax *xml.SyntaxError
	var jsonSyntax *json.SyntaxError
	var jsonType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &xmlSyntax):
		what := strings.Replace(xmlSyntax.Msg, "unexpected EOF", "the document ends too early", 1)
		return fail(KindMalformed, err, "malformed: line %d: %s", xmlSyntax.Line, what)
	case errors.As(err, &jsonSyntax):
		what := strings.Replace(jsonSyntax.Error(), "unexpected end of JSON input", "the document ends too early", 1)
		return fail(KindMalformed, err, "malformed: byte %d: %s", jsonSyntax.Offset, what)
	case errors.As(err, &jsonType):
		field := jsonType.Field[strings.LastIndexByte(jsonType.Field, '.')+1:]
		return fail(KindMalformed, err, "malformed: byte %d: %q is of type %s (expected %s)", jsonType.Offset, field, jsonType.Value, jsonKind(jsonType.Type))
	}
	return fail(KindMalformed, err, "malformed: %s", plainCause(err))
}

func jsonKind(t reflect.Type) string {
	if t == nil {
		return "another"
	}
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return "array"
	case reflect.String, reflect.Bool:
		return t.Kind().String()
	case reflect.Struct, reflect.Map, reflect.Pointer:
		return "object"
	}
	return "number"
}

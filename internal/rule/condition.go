package rule

import "feedloom/article"

// Condition is an expression that is true or false of an article. The zero
// value holds for none.
type Condition struct{ expression }

// Compile checks a condition, its types included. Every error is an *Error.
func Compile(source string) (Condition, error) {
	x, err := compile(source, conditions)
	return Condition{x}, err
}

// Holds reports whether the condition is true of an article that the rules have
// made this of. It is not where it fails.
func (c Condition) Holds(a *article.Article, made article.Ruling) bool {
	return newQuestion(a, made).holds(c)
}

// Text is an expression over an article that comes to a text. The zero value
// comes to none.
type Text struct{ expression }

// CompileText checks a text, its types included. Every error is an *Error.
func CompileText(source string) (Text, error) {
	x, err := compile(source, texts)
	return Text{x}, err
}

// Constant is the text that it comes to for every article, if there is one.
func (t Text) Constant() (text string, ok bool) { return t.constant() }

package store

import "fmt"

// maxFindings is how many problems are told one by one.
const maxFindings = 50

// findings are what is wrong with a store: the first in words, the rest counted.
type findings struct {
	told []string
	more int
}

func (f *findings) add(format string, args ...any) {
	if len(f.told) == maxFindings {
		f.more++
		return
	}
	f.told = append(f.told, fmt.Sprintf(format, args...))
}

func (f *findings) any() bool { return len(f.told) > 0 }

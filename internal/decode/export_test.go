package decode

// Named is the name of the encoding that a label means, "" for none.
func Named(label string) string {
	c, _ := lookup(label)
	return c.name
}

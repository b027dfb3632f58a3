package fetch

// malformed says what is wrong with a feed that can't be parsed.
func malformed(err error) error {
	return fail(KindMalformed, err, "malformed: %s", plainCause(err))
}

package feed

// Posts reports whether articles are published one by one as well.
func (p *Plan) Posts() bool { return false }

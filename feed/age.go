package feed

import (
	"time"

	"feedloom/article"
)

// At is the plan at a moment: a feed holds no article then that is older than its
// MaxAge. It is the one thing that the clock decides, and it changes no byte of
// an article. A plan without a moment finds nothing too old.
func (p *Plan) At(now time.Time) *Plan {
	at := *p
	at.now = now
	return &at
}

// MaxAge is for how long after its arrival an article is in the feed of that
// path; 0 for ever.
func (p *Plan) MaxAge(path article.Category) time.Duration {
	age := p.site.MaxAge
	if o := p.overrides[path.ID()]; o != nil && o.MaxAge > 0 {
		age = o.MaxAge
	}
	if age == article.Forever {
		return 0
	}
	return age
}

// Ages reports whether any feed has a MaxAge.
func (p *Plan) Ages() bool {
	for _, o := range p.overrides {
		if p.MaxAge(o.Path) > 0 {
			return true
		}
	}
	return p.site.MaxAge > 0
}

// TooOld reports whether an article that arrived then is out of the feed of that
// path at the plan's moment.
func (p *Plan) TooOld(path article.Category, arrival time.Time) bool {
	age := p.MaxAge(path)
	return age > 0 && article.Expired(arrival, age, p.now)
}

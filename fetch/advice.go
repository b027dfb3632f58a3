package fetch

import (
	"strings"
	"time"

	ext "github.com/mmcdole/gofeed/extensions"

	"feedloom/article"
)

// advice is what a channel says of how often to ask: ttl in minutes, the hours
// (GMT) and days on which nothing comes (RSS 2.0), and the syndication module of
// RSS 1.0.
func advice(ttl string, hours, days []string, e ext.Extensions) article.Advice {
	a := article.Advice{Interval: max(minutes(ttl), syndication(e["sy"]))}
	for _, h := range hours {
		if n, ok := whole(h); ok && n <= 24 { // to some midnight is 24
			a.SkipHours |= 1 << (n % 24)
		}
	}
	for _, d := range days {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if strings.EqualFold(strings.TrimSpace(d), day.String()) {
				a.SkipDays |= 1 << day
			}
		}
	}
	return a
}

// maxAdvice is the longest interval that is believed: some write seconds.
const maxAdvice = 366 * 24 * time.Hour

func minutes(s string) time.Duration {
	n, ok := whole(s)
	if !ok || n > int(maxAdvice/time.Minute) {
		return 0
	}
	return time.Duration(n) * time.Minute
}

var periods = map[string]time.Duration{
	"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": 7 * 24 * time.Hour,
	"monthly": 30 * 24 * time.Hour, "yearly": 365 * 24 * time.Hour,
}

// syndication is a period divided by how often in it there is news: once where
// that is not said.
func syndication(sy map[string][]ext.Extension) time.Duration {
	period := periods[strings.ToLower(value(sy, "updateperiod"))]
	if n, ok := whole(value(sy, "updatefrequency")); ok && n > 0 {
		return period / time.Duration(n)
	}
	return period
}

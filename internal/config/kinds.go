package config

import (
	"cmp"
	"fmt"
	"math"
	"net"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/dustin/go-humanize"

	"feedloom/internal/schedule"
)

// scalar reads what parse makes of a text.
func scalar[T any](into *T, want string, parse func(string) (T, bool)) func(value) {
	return func(v value) {
		t, ok := v.text(want)
		if !ok {
			return
		}
		parsed, ok := parse(t.full)
		if !ok {
			v.wrong(want)
			return
		}
		*into = parsed
	}
}

// yesOrNo is what truth reads.
const yesOrNo = "true or false"

func truth(s string) (is, ok bool) { return s == "true", s == "true" || s == "false" }

// line reads a text of one line. An empty one counts as not given.
func line(into *string) func(value) {
	return scalar(into, "a text of one line, without control characters", func(s string) (string, bool) {
		return cmp.Or(s, *into), !strings.ContainsFunc(s, unicode.IsControl)
	})
}

// prose reads a text that may have several lines.
func prose(into *string) func(value) {
	return scalar(into, "a text without control characters", func(s string) (string, bool) {
		return s, !strings.ContainsFunc(s, func(c rune) bool { return unicode.IsControl(c) && c != '\n' && c != '\t' })
	})
}

// bounded reads what lies between two values, written as people write them.
func bounded[T cmp.Ordered](into *T, kind, low, high string, parse func(string) (T, bool)) func(value) {
	lowest, _ := parse(low)
	highest, _ := parse(high)
	return scalar(into, fmt.Sprintf("%s from %s to %s", kind, low, high), func(s string) (T, bool) {
		n, ok := parse(s)
		return n, ok && lowest <= n && n <= highest
	})
}

func boolean(into *bool) func(value) {
	return scalar(into, yesOrNo, truth)
}

func integer(into *int, low, high string) func(value) {
	return bounded(into, "a whole number", low, high, func(s string) (int, bool) {
		n, err := strconv.Atoi(s)
		return n, err == nil
	})
}

func size(into *int64, low, high string) func(value) {
	return bounded(into, "a size such as 10MB,", low, high, func(s string) (int64, bool) {
		n, err := humanize.ParseBytes(s)
		return int64(n), err == nil && n <= math.MaxInt64
	})
}

func duration(into *time.Duration, low, high string) func(value) {
	return bounded(into, "a duration such as 90s, 12h or 30d,", low, high, Duration)
}

// Duration reads a duration as config.yaml has them: 90s, 30m, 12h, 7d or 2w.
func Duration(s string) (time.Duration, bool) {
	d, err := time.ParseDuration(daysInHours(s))
	return d, err == nil
}

// days are the units that Go's durations lack.
var days = regexp.MustCompile(`^(?:(\d{1,6})w)?(?:(\d{1,6})d)?([0-9.hmsuµn]*)$`)

// daysInHours writes weeks and days as hours: 1w2d12h is 216h12h. What is no
// duration stays as it is.
func daysInHours(s string) string {
	m := days.FindStringSubmatch(s)
	if m == nil || m[1] == "" && m[2] == "" {
		return s
	}
	w, _ := strconv.Atoi("0" + m[1])
	d, _ := strconv.Atoi("0" + m[2])
	return strconv.Itoa((7*w+d)*24) + "h" + m[3]
}

// schedule reads when to poll, in the time zone of the site and at the pace of
// fetch.
func (r *reader) schedule(into *schedule.Schedule) func(value) {
	const want = `a schedule: a duration such as 30m, a cron expression such as "*/15 * * * *", or auto`
	return func(v value) {
		t, ok := v.text(want)
		if !ok {
			return
		}
		s, err := schedule.Parse(daysInHours(t.full), r.config.Site.Timezone)
		switch {
		case err == nil:
			*into = s.Within(r.config.Fetch.Pace)
		case t.secret:
			v.wrong(want)
		default:
			v.fail("expected a schedule; %s", oneLine(err.Error()))
		}
	}
}

// path reads the path of a file or a folder and makes it absolute. It is empty
// where it is wrong.
func (v value) path() (absolute string) {
	scalar(&absolute, "a path", func(s string) (string, bool) {
		return v.absolute(s), s != "" && !strings.Contains(s, "://") && !strings.ContainsFunc(s, unicode.IsControl)
	})(v)
	return absolute
}

// absolute is a path with slashes, relative to config.yaml, as the system has it.
func (r *reader) absolute(s string) string {
	if p := filepath.FromSlash(s); filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(r.opts.Dir, filepath.FromSlash(s))
}

// hostPort checks and normalises a host:port; the host may be empty.
func hostPort(s string) (string, bool) {
	host, port, err := net.SplitHostPort(s)
	if err != nil || strings.ContainsAny(host, "/@?#*\\ ") || strings.ContainsFunc(host, unicode.IsControl) {
		return "", false
	}
	n, err := strconv.ParseUint(port, 10, 16)
	return net.JoinHostPort(strings.ToLower(host), strconv.FormatUint(n, 10)), err == nil
}

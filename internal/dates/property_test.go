package dates_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"feedloom/internal/dates"
)

// layouts say all of a time up to its seconds or minutes, or its day.
var layouts = []string{
	time.ANSIC, time.UnixDate, time.RubyDate, time.RFC822, time.RFC822Z, time.RFC850, time.RFC1123, time.RFC1123Z,
	time.RFC3339, time.RFC3339Nano, time.DateTime, time.DateOnly,
	"20060102T150405Z0700", "20060102150405", "2006-002T15:04:05Z07:00", "2006/1/2 15:04:05 -07",
	"Monday, January 2, 2006 3:04:05 PM -0700", "Jan _2 06 3:04pm MST", "2 January 2006, 15:04 GMT-07:00", "2006年1月2日 15時04分05秒 -0700",
	"Monday 2-Jan-2006 15h04 UTC-07:00", "3:04:05PM -0700, 2 Jan 2006", "Mon, 02 Jan 2006 15 -0700",
}

func randomTime(r *rand.Rand) time.Time {
	zones := []*time.Location{time.UTC, time.FixedZone("EST", -5*3600), time.FixedZone("CEST", 2*3600), time.FixedZone("IST", 19800)}
	first := time.Date(1950, 1, 2, 0, 0, 0, 0, time.UTC).Unix()
	last := time.Date(2049, 12, 30, 0, 0, 0, 0, time.UTC).Unix()
	return time.Unix(first+r.Int64N(last-first), r.Int64N(1e9)).In(zones[r.IntN(len(zones))])
}

// A time that is written in a layout is read as Go reads it there.
func TestReadsWhatGoWrites(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		when := randomTime(r)
		for _, layout := range layouts {
			text := when.Format(layout)
			want, err := time.ParseInLocation(layout, text, when.Location())
			if err != nil {
				t.Fatal(err)
			}
			if want.Year() == when.Year()+100 {
				want = want.AddDate(-100, 0, 0) // Go takes 50 to 68 for this century
			}
			if !strings.Contains(layout, "07") && !strings.Contains(layout, "MST") {
				want = asUTC(want)
			}
			got, ok := dates.Parse(text)
			if !ok || !got.Equal(want.Truncate(time.Second)) {
				t.Fatalf("%s: Parse(%q) = %v, %v, want %v", layout, text, got, ok, want.UTC())
			}
		}
	}
}

func asUTC(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// The name of a month gives the month, in each of its forms, if its weekday
// stands beside it. Alone it gives the same, or none if two languages differ.
func TestReadsEveryName(t *testing.T) {
	doubtful := []string{"listopad", "listopada", "lis", "lip", "srp"}
	for language, names := range dates.Names() {
		for m, forms := range names[0] {
			for d := range 7 {
				when := time.Date(2021, time.Month(m+1), 10+d, 15, 4, 0, 0, time.UTC)
				weekday := names[1][(int(when.Weekday())+6)%7][0]
				for _, form := range forms {
					want := when.Format(time.RFC3339)
					mustRead(t, [][2]string{{fmt.Sprintf("%s, %d. %s 2021 15:04", weekday, when.Day(), form), want}})
					if slices.Contains(doubtful, form) {
						want = "none"
					}
					mustRead(t, [][2]string{{fmt.Sprintf("%d-%s-2021 15:04", when.Day(), strings.ToUpper(form)), want}})
				}
			}
		}
		if t.Failed() {
			t.Fatalf("the language was %s", language)
		}
	}
}

// The two usual forms are read without an allocation.
func TestUsualFormsGoTheFastWay(t *testing.T) {
	when := time.Date(2021, 3, 4, 15, 4, 5, 0, time.FixedZone("", 3600))
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.000Z07:00", time.RFC1123Z} {
		if got, ok := dates.Usual(when.Format(layout)); !ok || !got.Equal(when) {
			t.Errorf("%s: %v, %v", layout, got, ok)
		}
	}
	if got, ok := dates.Usual(when.UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")); !ok || !got.Equal(when) {
		t.Errorf("RFC 1123: %v, %v", got, ok)
	}
	for _, text := range []string{"2021-03-04T15:04:05Z", "Thu, 04 Mar 2021 15:04:05 +0100"} {
		if n := testing.AllocsPerRun(100, func() { dates.Parse(text) }); n != 0 {
			t.Errorf("Parse(%q) allocates %v times", text, n)
		}
	}
}

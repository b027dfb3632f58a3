package dates_test

import (
	"strings"
	"testing"
)

// What is no date, or may be two, gives none.
func TestNone(t *testing.T) {
	for _, text := range []string{
		"", " ", "-", "T", ":", "yesterday", "2 hours ago", "now", "Thursday", "Mar", "12:30", "0", "5", "05", "99999",
		// The day or the month?
		"03/04/2021", "3-4-2021", "Mon, 03/04/2021", "Tue, 05/09/2028", "03/04/21", "13/04/21", "03-12-31", "25.6.21", "6/1/2 15:04",
		// No year, or no place for it.
		"4 Mar", "21:30 4 Mar", "Mar 4 3:04 pm", "4 3 Mar", "2021 4 March", "4 2021 March", "March 4 4 2021", "4 Mar 5",
		// A month and a time of day, but no day.
		"March 2021 15:04", "2021-03T15:04Z", "2021-03Z",
		// Two dates, a range, an interval, a sign.
		"4 March 2021 - 6 March 2021", "March 4-6, 2021", "2021-03-04/2021-03-06", "2021-03-04 2021-03-04", "-2021-03-04", "+2021-03-04",
		"4 March 2021 10:00-12:00", "4 March 2021 10:00 - 12:00", "10:00 4 March 2021 12:00", "2013-01-27-01", "1.2.3.4",
		// Impossible values.
		"31 Feb 2021", "29 Feb 2021", "2021-02-29", "31/02/2021", "31.02.2021", "0000-00-00 00:00:00", "2021-00-10", "2021-13-01", "2021/13/04",
		"Sun, 99 Jun 2009 12:00:00 GMT", "2021-03-04T25:00:00Z", "2021-03-04T24:00:01Z", "2021-03-04T24,5Z", "2021-03-04T10:60:00Z", "2021-03-04T10:00:00+24:00", "2021-03-04T10:00:00+00:60",
		"2021-03-04T10:00:61Z", "4 Mar 2021 25:61", "Sun, 16 Dec 2012 1:2:3:4 GMT", "2021-366", "2021-000", "2021-W53-1", "2021-W01-8", "2021-W00-1",
		// Years of another calendar or of none.
		"0001-01-01T00:00:00Z", "1399-10-10", "110年3月4日", "令和3年3月4日", "22013-01-01", "10000-01-01", "Sun, 31 Dec 9999 23:59:59 -0900", "1583-01-01T00:00:00+01:00",
		// Which half of the day?
		"4 Mar 2021 15:04 AM", "4 Mar 2021 3:04 P", "4 Mar 2021 12:04 A", "2021年3月4日晚上8:00", "4 Mar 2021 PM", "2021年3月4日 下午3:04 PM",
		// Which language?
		"4 listopada 2019", "4 lip 2019", "4 srp 2019",
		// Something else beside it, or inside.
		"Posted 4 March 2021", "4 March 2021 by Ann", "2021-03-04Textra", "2021-03-04T10:00:00Z!", "4 March 2021 (draft", "4 March 2021)",
		"2021-xx-27", "Sun, 16 zzz 2012 11:47:32 GMT", "Sun, Dec x 2012 11:47:32 GMT", "Sun, 16 Dec 2012 11:47:32 +zz:00", "2021-03-04T10:00:00.Zulu",
		strings.Repeat("(", 150), "4 March 2021" + strings.Repeat(" ", 200) + "15:04",
	} {
		if got := read(text); got != "none" {
			t.Errorf("Parse(%q) = %s, want none", text, got)
		}
	}
}

// A word of two meanings is decided by the other words.
func TestDecided(t *testing.T) {
	mustRead(t, [][2]string{
		{"mar. 13 avril 2021", "2021-04-13T00:00:00Z"},
		{"martes 4 mar 2021", "2021-03-04T00:00:00Z"},
		{"mar 2 mar 2021", "2021-03-02T00:00:00Z"},
		{"poniedziałek, 4 listopada 2019", "2019-11-04T00:00:00Z"},
		{"petak, 4. listopada 2019.", "2019-10-04T00:00:00Z"},
		{"4 listopada 2019 r.", "2019-11-04T00:00:00Z"},
		{"4. listopadu 2019", "2019-11-04T00:00:00Z"},
		{"pátek 4. srp 2019", "2019-08-04T00:00:00Z"},
		{"Fri, 4 listopada 2019", "none"},
	})
}

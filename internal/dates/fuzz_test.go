package dates_test

import (
	"testing"
	"time"

	"feedloom/internal/dates"
)

// Whatever a feed sends, a date is a moment in UTC and whole seconds that RFC
// 3339 can write, and is read back as the same.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"2021-03-04T15:04:05.5+01:00", "Thu, 04 Mar 2021 15:04:05 GMT", "4 Mar 21 15:04 EST", "2004-W01-4", "2004001T16,5Z", "1614870245", "03/04/2021",
		"Thursday, 04-Mar-21 3:04:05 p.m. (PST)", "Thu Mar 4 15:04:05 GMT+0200 2021", "2021年3月4日(木) 午後3時04分", "2004년 05월 28일  01:31:15",
		"Thứ 5, 4 tháng 3 năm 2021", "mar. 4 mai 2021 à 15h04", "2021. március 4. du. 3:04", "الخميس، ٤ مارس ٢٠٢١ في ٣:٠٤ م", "1583-01-01T00:00:00+23:59",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := dates.Parse(text)
		if !ok {
			if !got.IsZero() {
				t.Errorf("Parse(%q) = %v and none", text, got)
			}
			return
		}
		if got.Year() < 1583 || got.Year() > 9999 || got.Location() != time.UTC || got.Nanosecond() != 0 {
			t.Errorf("Parse(%q) = %v", text, got)
		}
		if again, ok := dates.Parse(got.Format(time.RFC3339)); !ok || !again.Equal(got) {
			t.Errorf("Parse(%q) = %v, and that is read as %v", text, got, again)
		}
	})
}

package dates_test

import "testing"

// The same minute, as people of each language write it.
func TestLanguages(t *testing.T) {
	const want = "2021-03-04T15:04:00Z"
	for language, text := range map[string]string{
		"English":        "Thursday, March 4, 2021 at 3:04 PM",
		"German":         "Donnerstag, den 4. März 2021 um 15.04 Uhr",
		"Austrian":       "Do., 4. Mär. 2021, 15 Uhr 04",
		"French":         "jeudi 4 mars 2021 à 15h04",
		"Spanish":        "jueves, 4 de marzo de 2021, 3:04 p. m.",
		"Portuguese":     "quinta-feira, 4 de março de 2021 às 15h04min",
		"Italian":        "giovedì 4 marzo 2021 alle ore 15.04",
		"Dutch":          "do 4 mrt. 2021 om 15.04 uur",
		"Polish":         "czwartek, 4 marca 2021 r., godz. 15.04",
		"Russian":        "четверг, 4 марта 2021 г. в 15:04",
		"Ukrainian":      "четвер, 4 березня 2021 р. о 15:04",
		"Turkish":        "4 MART 2021 Perşembe ÖS 3:04",
		"Czech":          "čtvrtek 4. března 2021 v 15.04",
		"Slovak":         "štvrtok 4. marca 2021 o 15:04",
		"Croatian":       "četvrtak, 4. ožujka 2021. u 15:04",
		"Bulgarian":      "четвъртък, 4 март 2021 г. в 15:04 ч.",
		"Swedish":        "torsdag den 4 mars 2021 kl. 15.04",
		"Danish":         "torsdag d. 4. marts 2021 kl. 15.04",
		"Norwegian":      "torsdag 4. mars 2021 klokka 15:04",
		"Finnish":        "torstaina 4. maaliskuuta 2021 klo 15.04",
		"Hungarian":      "2021. március 4., csütörtök, du. 3:04",
		"Romanian":       "joi, 4 martie 2021, la ora 15:04",
		"Catalan":        "dijous, 4 de març del 2021, a les 15:04",
		"Greek":          "ΠΈΜΠΤΗ, 4 Μαρτίου 2021 στις 3:04 μ.μ.",
		"Indonesian":     "Kamis, 4 Maret 2021 pukul 15.04",
		"Vietnamese":     "Thứ Năm, ngày 4 tháng 3 năm 2021 lúc 15:04",
		"Vietnamese, 2":  "15:04 Thứ 5, 4 thg 3, 2021",
		"Vietnamese, 3":  "Thứ 5, 04/03/2021, 3:04 CH",
		"Arabic":         "الخميس، ٤ مارس ٢٠٢١ في ٣:٠٤ م",
		"Hebrew":         "יום חמישי, 4 במרץ 2021 בשעה 15:04",
		"Hindi":          "गुरुवार, ४ मार्च २०२१ को 3:04 pm बजे",
		"Chinese":        "2021年3月4日 星期四 下午3:04",
		"Chinese, 2":     "2021年03月04日15时04分00秒",
		"Japanese":       "2021年3月4日(木) 午後3時04分",
		"full width":     "２０２１年３月４日　１５：０４",
		"Korean":         "2021년 3월 5일 목요일 오전 0:04", // of Korea
		"Korean, 2":      "2021-03-05 0시 4분",
		"Korean, a zone": "2021년 03월 04일 15시 04분 UTC",
	} {
		if got := read(text); got != want {
			t.Errorf("%s: Parse(%q) = %s, want %s", language, text, got, want)
		}
	}
}

// Accents, their encodings, dots and capitals make no difference.
func TestNamesAreFolded(t *testing.T) {
	const want = "2021-08-04T00:00:00Z"
	for _, text := range []string{
		"4 août 2021", "4 AOÛT 2021", "4 aou\u0302t 2021", "4 aout 2021", "4 Ağustos 2021", "4 AĞUSTOS 2021", "4 agustos 2021", "4 Αυγ. 2021", "4 ΑΎΓΟΥΣΤΟΣ 2021",
		"\u200f4 أوت 2021",
	} {
		if got := read(text); got != want {
			t.Errorf("Parse(%q) = %s, want %s", text, got, want)
		}
	}
	mustRead(t, [][2]string{
		{"4 जन 2021", "2021-01-04T00:00:00Z"},
		{"4 जून 2021", "2021-06-04T00:00:00Z"}, // not January without its vowel
		{"4 КАСIМ 2021", "none"},
		{"4 Kasım 2021", "2021-11-04T00:00:00Z"},
		{"4 KASIM 2021", "2021-11-04T00:00:00Z"},
	})
}

// Package dates reads the dates that feeds send: those of RFC 822 and its
// successors, of ISO 8601 and its profiles, and what people write in their own
// languages.
//
// A wrong date is worse than none, so a text is read in each way that it can
// be: if these give two different days, it is no date. 03/04/2021 is none;
// 13/04/2021, 04/04/2021 and "Thu, 03/04/2021" are.
//
// Where the text is silent, it is read thus:
//   - without a zone it is UTC, except that Korean text with a time of day is
//     Korea's: one country writes so, and it has one zone;
//   - without a time of day it is midnight;
//   - an unknown zone name is UTC (RFC 2822, section 4.3): hours are lost, where
//     no date at all would lose the place among other articles;
//   - a zone name with several meanings has the one that is used most;
//   - the name of a weekday counts only where it tells two days apart: many
//     servers send wrong ones;
//   - two digits of a year are 1950 to 2049 (RFC 2822, section 4.3);
//   - years are 1583 to 9999: the Gregorian calendar begins there (ISO 8601
//     allows no others without agreement), and what is smaller is mostly of
//     another calendar.
//
// A text is first tried as one of the two usual forms (usual.go). Else it is
// made uniform (normal.go), cut into numbers, words and marks (scan.go), and
// read from left to right (reader.go) by small rules: a time of day (clock.go), a zone
// (zone.go), a date in figures (figures.go), or numbers and names whose
// sense shows at the end (resolve.go), by tables of names (words.go,
// languages.go).
package dates

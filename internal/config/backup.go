package config

import "time"

// Backup is when copies of the store are taken, how many stay, and in which
// folder, an absolute path. Every is 0 where none are taken.
type Backup struct {
	Every time.Duration
	Keep  int
	Dir   string
}

// readBackup reads store_backup. To name it is to want it: what it does not say
// is the default.
func (r *reader) readBackup(v value) {
	b := Backup{Every: 24 * time.Hour, Keep: 7, Dir: r.absolute("backups")}
	at := v
	v.mapping(
		key{"every", duration(&b.Every, "1m", "365d")},
		key{"keep", integer(&b.Keep, "1", "10000")},
		key{"dir", func(v value) {
			if dir := v.path(); dir != "" {
				b.Dir, at = dir, v
			}
		}},
	)
	if within(b.Dir, r.config.Site.Output) {
		at.fail("expected dir to be outside of site.output, where the backups would be published")
		return
	}
	r.config.Backup = b
}

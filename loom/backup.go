package loom

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"time"
)

// Copier is a store that can copy itself into a file while it is in use.
type Copier interface {
	Backup(ctx context.Context, to string) error
}

// Backups are copies of the store in a folder. Every is 0 where none are taken.
type Backups struct {
	Every time.Duration
	Keep  int // the newest
	Dir   string
}

// retryBackup is how long a backup that failed waits. The others are asked
// whether they are due as often, so that a clock that was set is noticed.
const retryBackup = 10 * time.Minute

// The name of a backup has its time in it, so that names sort by time. What has
// another name in the folder is somebody else's.
const backupName = "feedloom-20060102T150405Z.db"

var backupForm = regexp.MustCompile(`^feedloom-\d{8}T\d{6}Z\.db$`)

// Newest is the path of the newest backup; empty where there is none.
func (b Backups) Newest() (string, error) {
	names, err := b.list()
	if err != nil || len(names) == 0 {
		return "", err
	}
	return filepath.Join(b.Dir, names[len(names)-1]), nil
}

// list has the names of the backups, the oldest first.
func (b Backups) list() ([]string, error) {
	entries, err := os.ReadDir(b.Dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, fmt.Errorf("look for backups: %w; name another folder as store_backup.dir", err)
	}
	var names []string
	for _, e := range entries {
		if backupForm.MatchString(e.Name()) && e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	return names, nil
}

// due reports whether there is no backup yet of the time that now is in. Like
// the intervals of sources that is a grid, so that a cron job of the same
// interval finds one due each time.
func (b Backups) due(now time.Time) (bool, error) {
	if b.Every == 0 {
		return false, nil
	}
	names, err := b.list()
	if err != nil {
		return false, err
	}
	for _, name := range slices.Backward(names) {
		// One from the future was taken by a clock that was ahead.
		if taken, err := time.Parse(backupName, name); err == nil && !taken.After(now) {
			return taken.Before(now.Truncate(b.Every)), nil
		}
	}
	return true, nil
}

// backUp takes a backup if one is due, and removes those that are too many. It
// says which file it took.
func (l *Loom) backUp(ctx context.Context, b Backups) (taken string, err error) {
	now := time.Now().UTC()
	if due, err := b.due(now); err != nil || !due {
		return "", err
	}
	if err := os.MkdirAll(b.Dir, 0o700); err != nil {
		return "", fmt.Errorf("make the folder of backups: %w; name another one as store_backup.dir", err)
	}
	name := now.Format(backupName)
	if err := l.Copier.Backup(ctx, filepath.Join(b.Dir, name)); err != nil {
		return "", err
	}
	return filepath.Join(b.Dir, name), b.prune(name)
}

// prune removes the oldest backups up to the one that was just taken. Those from
// the future, which a clock that was ahead has dated, are no reason to.
func (b Backups) prune(taken string) error {
	names, err := b.list()
	if err != nil {
		return err
	}
	past := slices.DeleteFunc(names, func(name string) bool { return name > taken })
	for _, name := range past[:max(0, len(past)-b.Keep)] {
		if err := os.Remove(filepath.Join(b.Dir, name)); err != nil {
			return fmt.Errorf("remove an old backup: %w", err)
		}
	}
	return nil
}

// keepBackups takes backups when they are due, until ctx ends. What fails is
// tried again.
func (l *Loom) keepBackups(ctx context.Context, b Backups) {
	if b.Every == 0 {
		return
	}
	look := time.NewTimer(0)
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
		taken, err := l.backUp(ctx, b)
		if taken != "" {
			l.Log.Info("backed up", "file", taken)
		}
		if err != nil && !stopped(err) {
			l.Log.Error("back up", "err", err, "again_within", retryBackup.String())
		}
		look.Reset(min(retryBackup, b.Every))
	}
}

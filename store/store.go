package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"feedloom/article"
)

// Errors of Open.
var (
	// ErrInUse says that another process holds the store.
	ErrInUse = errors.New("in use by another feedloom")
	// ErrDamaged says that the file is no bbolt file, or a cut one, or that a
	// value in it cannot be read.
	ErrDamaged = errors.New("not a whole feedloom store")
	// ErrNewer says that a later version of feedloom wrote it.
	ErrNewer = errors.New("written by a later version of feedloom")
)

// ErrOtherIndex says that Save or Prune was given another router than Use was:
// what it would write into the index could not be taken out again.
var ErrOtherIndex = errors.New("the store is not indexed by these categories yet")

// format is the version of the layout of the buckets.
const format = 1

var (
	metaBucket        = []byte("meta")
	articlesBucket    = []byte("articles")
	idsBucket         = []byte("ids")
	aliasesBucket     = []byte("aliases")
	seenBucket        = []byte("seen")
	checkpointsBucket = []byte("checkpoints")
	profilesBucket    = []byte("profiles")
	feedsBucket       = []byte("feeds")
	staleBucket       = []byte("stale")

	formatKey = []byte("format")
)

// Store is the file of articles. Its methods may be called by several
// goroutines at once.
type Store struct {
	db     *bbolt.DB
	disk   settled
	codec  *codec
	window time.Duration
}

// Options are what config.yaml says to the store.
type Options struct {
	// Window is how far the dates of two sources that name one URL may lie
	// apart for it to be one article.
	Window time.Duration
}

// lockWait is how long Open waits for a process that is just ending.
const lockWait = 200 * time.Millisecond

// Open opens the store at path and makes it if it is not there. The error is
// ErrInUse, ErrDamaged or ErrNewer where it is one of these.
func Open(path string, o Options) (*Store, error) {
	if err := checkFile(path); err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	s := &Store{codec: newCodec(), window: o.Window}
	err := create(path)
	if err == nil {
		s.db, err = openBolt(path, s.disk.open)
	}
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("open store %s: %w: stop that one first, or let it do the work", path, ErrInUse)
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("open store %s: its folder does not exist; make it, or name another `store` in config.yaml", path)
	case err != nil:
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	err = s.update(func(tx *bbolt.Tx) error {
		if err := prepare(tx); err != nil {
			return fmt.Errorf("open store %s: %w", path, err)
		}
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, s.db.Close())
	}
	return s, nil
}

// openBolt opens the file, by os.OpenFile where open is nil. bbolt panics on a
// page that makes no sense.
func openBolt(path string, open func(string, int, os.FileMode) (*os.File, error)) (db *bbolt.DB, err error) {
	defer damaged(&err)
	return bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:      lockWait,
		FreelistType: bbolt.FreelistMapType,
		OpenFile:     open,
	})
}

// view and update are bbolt's, save that a page which makes no sense is an
// error and no panic. What update could not write it says with the file's name,
// and it writes nothing upon what the disk may not have.
func (s *Store) view(fn func(*bbolt.Tx) error) (err error) {
	defer damaged(&err)
	return s.db.View(fn)
}

func (s *Store) update(fn func(*bbolt.Tx) error) (err error) {
	defer damaged(&err)
	writing := true
	err = s.db.Update(func(tx *bbolt.Tx) error {
		if err := s.disk.settle(tx); err != nil {
			return err
		}
		id := tx.ID()
		tx.OnCommit(func() { s.disk.committed(id) })
		err := fn(tx)
		writing = err == nil
		return err
	})
	if err != nil && writing {
		return fmt.Errorf("write to the store %s: %w", s.db.Path(), cause(err))
	}
	return err
}

// cause is what was wrong, without the file's name.
func cause(err error) error {
	if p, ok := errors.AsType[*os.PathError](err); ok {
		return p.Err
	}
	return err
}

// damaged turns a panic into ErrDamaged.
func damaged(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v; bring back a backup, or move the file away to begin anew", ErrDamaged, p)
	}
}

// prepare makes the buckets that are missing and checks the format.
func prepare(tx *bbolt.Tx) error {
	for _, name := range [][]byte{metaBucket, articlesBucket, idsBucket, aliasesBucket, seenBucket,
		checkpointsBucket, profilesBucket, feedsBucket, staleBucket} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	meta := tx.Bucket(metaBucket)
	found := meta.Get(formatKey)
	if found == nil {
		return meta.Put(formatKey, []byte(strconv.Itoa(format)))
	}
	version, err := strconv.Atoi(string(found))
	switch {
	case err != nil:
		return fmt.Errorf("%w: its format is %q", ErrDamaged, found)
	case version > format:
		return fmt.Errorf("%w: its format is %d, this one reads %d; update feedloom", ErrNewer, version, format)
	}
	return nil
}

// Close gives the file back. What Save saved is in it already.
func (s *Store) Close() error { return s.db.Close() }

// Checkpoints returns what is known of every source, by its id.
func (s *Store) Checkpoints() (map[string]article.Checkpoint, error) {
	return readAll[article.Checkpoint](s, checkpointsBucket)
}

// Profiles returns what every source says of itself, by its id.
func (s *Store) Profiles() (map[string]article.Profile, error) {
	return readAll[article.Profile](s, profilesBucket)
}

// readAll reads a bucket of JSON values.
func readAll[T any](s *Store, bucket []byte) (map[string]T, error) {
	all := map[string]T{}
	err := s.view(func(tx *bbolt.Tx) error {
		return tx.Bucket(bucket).ForEach(func(k, v []byte) error {
			var value T
			if err := json.Unmarshal(v, &value); err != nil {
				return fmt.Errorf("read %s of %q: %w", bucket, k, err)
			}
			all[string(k)] = value
			return nil
		})
	})
	return all, err
}

// Seen returns the hashes of the items that the source listed last.
func (s *Store) Seen(source string) (map[article.Hash]bool, error) {
	hashes := map[article.Hash]bool{}
	err := s.view(func(tx *bbolt.Tx) error {
		listed, err := decodeSeen(tx.Bucket(seenBucket).Get([]byte(source)))
		for _, l := range listed {
			hashes[l.hash] = true
		}
		return err
	})
	return hashes, err
}

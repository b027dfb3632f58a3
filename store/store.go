package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"sync"
	"time"

	"go.etcd.io/bbolt"

	"feedloom/article"
)

// Errors of Open.
var (
	// ErrInUse says that another process holds the store.
	ErrInUse = errors.New("in use by another feedloom")
	// ErrDamaged says that the file is no bbolt file, or a cut one, or that a
	// value in it cannot be read.
	ErrDamaged = errors.New("not a whole feedloom store")
	// ErrForeign says that it is another program's file of bbolt.
	ErrForeign = errors.New("the file of another program")
	// ErrNewer says that a later version of feedloom wrote it.
	ErrNewer = errors.New("written by a later version of feedloom")
)

// ErrOtherIndex says that Save or Prune was given another router than Use was:
// what it would write into the index could not be taken out again.
var ErrOtherIndex = errors.New("the store is not indexed by these categories yet")

// format is the version of the layout of the buckets; migrate.go says what
// each changed.
const format = 2

var (
	metaBucket        = []byte("meta")
	articlesBucket    = []byte("articles")
	packedBucket      = []byte("packed")
	idsBucket         = []byte("ids")
	aliasesBucket     = []byte("aliases")
	seenBucket        = []byte("seen")
	checkpointsBucket = []byte("checkpoints")
	profilesBucket    = []byte("profiles")
	feedsBucket       = []byte("feeds")
	arrivalsBucket    = []byte("arrivals")
	staleBucket       = []byte("stale")
	changedBucket     = []byte("changed")
	habitsBucket      = []byte("habits")
	forgottenBucket   = []byte("forgotten")
	archivesBucket    = []byte("archives")
	draftBucket       = []byte("draft") // of an index; there only while it is built

	// buckets are all of them.
	buckets = [][]byte{metaBucket, articlesBucket, packedBucket, idsBucket, aliasesBucket, seenBucket,
		checkpointsBucket, profilesBucket, feedsBucket, arrivalsBucket, staleBucket, changedBucket, habitsBucket, forgottenBucket,
		archivesBucket}

	formatKey = []byte("format")
)

// Store is the file of articles. Its methods may be called by several
// goroutines at once.
type Store struct {
	*bolt
	codec    *codec
	window   time.Duration
	tracking article.Tracking
	using    sync.Mutex   // held by Use
	batch    int          // indexBatch
	seed     maphash.Seed // of the prints of members
	// indexing is told how far Use has come.
	indexing func(done, articles int)
	// aside is the file of a copy that goes when it is closed; nil for a store.
	aside *tempFile
}

// Options are what config.yaml says to the store.
type Options struct {
	// Window is how far the dates of two sources that name one URL may lie
	// apart for it to be one article.
	Window time.Duration
	// Tracking are the parameters that make no other address of one.
	Tracking article.Tracking
	// Indexing, if there is one, is told how far Use has come where that takes
	// more than a moment: before the first of its transactions, and after each.
	Indexing func(done, articles int)
}

// lockWait is how long Open waits for a process that is just ending.
const lockWait = 200 * time.Millisecond

// Open opens the store at path and makes it if it is not there. The error is
// ErrInUse, ErrDamaged, ErrForeign or ErrNewer where it is one of these; the
// file is as it was then.
func Open(path string, o Options) (*Store, error) {
	if err := create(path); err != nil {
		return nil, explain(path, err)
	}
	s, err := open(path, o, bbolt.Options{})
	if err != nil {
		return nil, err
	}
	if err := s.prepare(); err != nil {
		return nil, errors.Join(fmt.Errorf("open store %s: %w", path, err), s.Close())
	}
	return s, nil
}

// prepareSome makes the buckets that are missing, and brings an earlier format
// closer to this one. It reports whether there is no more to do.
func (s *Store) prepareSome(tx *bbolt.Tx) (done bool, err error) {
	version, err := formatOf(tx)
	if err != nil {
		return false, err
	}
	for _, name := range buckets {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return false, err
		}
	}
	return s.migrate(tx, version)
}

// Close gives the file back. What Save saved is in it already.
func (s *Store) Close() error {
	if s.aside != nil {
		return s.closeAside()
	}
	return s.close()
}

// Checkpoints returns what is known of every source, by its id.
func (s *Store) Checkpoints() (map[string]article.Checkpoint, error) {
	return readAll[article.Checkpoint](s, checkpointsBucket)
}

// Profiles returns what every source says of itself, by its id.
func (s *Store) Profiles() (map[string]article.Profile, error) {
	return readAll[article.Profile](s, profilesBucket)
}

// Habits returns how every source publishes, by its id.
func (s *Store) Habits() (map[string]article.Habit, error) {
	return readAll[article.Habit](s, habitsBucket)
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

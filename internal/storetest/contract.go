// Package storetest is the contract of a store: one suite of tests that every
// store runs. A store that passes can stand behind the cycle.
package storetest

import (
	"context"
	"testing"
	"time"

	"feedloom/article"
)

// Store is what the suite asks of a store.
type Store interface {
	Use(context.Context, article.Router) error
	Save(context.Context, article.Router, []article.Delivery) ([]article.Outcome, error)
	Checkpoints() (map[string]article.Checkpoint, error)
	Profiles() (map[string]article.Profile, error)
	Seen(source string) (map[article.Hash]bool, error)
	Paths(least func(article.Category) int) ([]article.Category, error)
	Newest(path article.Category, limit int) ([]*article.Article, error)
	Members(path article.Category, limit int, known func(id uint64, print article.Hash) bool) ([]article.Member, error)
	Stale() ([]article.Stale, error)
	Published([]article.Stale) error
	MarkStale([]article.Category) error
	Unposted(after uint64, limit int) ([]article.Unposted, error)
	Posted([]article.Unposted) error
	MarkUnposted() error
	Each(ctx context.Context, from uint64, visit func(*article.Article) error) error
	Get(id uint64) (*article.Article, error)
	Admit(context.Context, article.Router, []*article.Article, map[string]article.Profile) ([]article.Admission, error)
	Prune(context.Context, article.Router, article.Retention, time.Time) (int, error)
	Expire(article.Showing, time.Time) (next time.Time, err error)
	Habits() (map[string]article.Habit, error)
	Find(ctx context.Context, ref string, limit int) ([]article.Found, error)
	Places(context.Context, article.Router, *article.Article) (places []article.Place, indexed bool, err error)
	Forget(context.Context, article.Takedown) (article.Forgotten, error)
	Forgotten() ([]article.Forgotten, error)
	ClosePages(context.Context, article.Router) error
	Archive(path article.Category) (article.Archive, error)
	Page(path article.Category, page int, known func(id uint64, print article.Hash) bool) ([]article.Member, error)
	Readmit(ctx context.Context, number uint64) (forgotten article.Forgotten, sources []string, err error)
	Close() error
}

// Window is the dedupe window that the suite expects its stores to have.
const Window = 72 * time.Hour

// Run holds a store to the contract. open opens the same store each time it is
// called in one test, so that the suite can close it and come back. unsavable
// is a path that this store cannot have in its index, so that an article in it
// cannot be saved.
func Run(t *testing.T, open func(t testing.TB, dir string) Store, unsavable article.Category) {
	for _, c := range []struct {
		name string
		test func(*world)
	}{
		{"PollingAgainChangesNothing", testIdempotence},
		{"RandomHistoriesComeToRest", testRandomHistories},
		{"WhatWasSavedIsThereAfterARestart", testRestart},
		{"ACheckpointComesWithItsArticles", testCheckpoint},
		{"OneBadDeliveryHurtsNoOther", testBadDelivery},
		{"NewestIsByArrival", testArrival},
		{"WhatIsKnownIsNotRead", testMembers},
		{"AFurtherSourceBringsItsCategories", testJoin},
		{"StaleUntilPublished", testStale},
		{"ChangedBeforePublishedStaysStale", testStaleAgain},
		{"StaleByAge", testExpire},
		{"StaleByTheAgeOfWhatIsShown", testExpireShown},
		{"UnpostedUntilPosted", testUnposted},
		{"UnpostedWhereAllLooksOtherwise", testAllUnposted},
		{"UnpostedInManySteps", testAllUnpostedInSteps},
		{"UnpostedWhereItIsGone", testGone},
		{"UnpostedWhereItIsGoneAndComesAgain", testGoneAndBack},
		{"EveryArticleOnce", testEach},
		{"AdmittedAsItWas", testAdmit},
		{"AdmittedNeverTwice", testAdmitTwice},
		{"AdmittedWhereItIsPolled", testAdmitPolled},
		{"AdmittedUnderItsNames", testAdmitNames},
		{"AdmittedUnlessForgotten", testAdmitForgotten},
		{"AdmittedRandomHistories", testAdmitRandom},
		{"NewCategoriesNeedNoRefetch", testReroute},
		{"AChangedProfileMakesFeedsStale", testProfile},
		{"PrunedIsNotNews", testPrune},
		{"PermanentIDs", testPublicIDs},
		{"Dates", testDates},
		{"TheOwnersWordCounts", testOwner},
		{"AClockThatWasAheadHoldsNothingBack", testClockAhead},
		{"PrunedAtOneAddress", testPrunedShared},
		{"PrunedUnderAGUIDThatComesBack", testPrunedGUID},
		{"SavedOnlyAsIndexed", testOtherIndex},
		{"AFloodIsBacklog", testFlood},
		{"AFutureDateMakesNothingOld", testFutureDate},
		{"AFirstDocumentWithoutDatesIsBacklog", testUndatedFirst},
		{"AWholePastIsBacklog", testUnearthed},
		{"BacklogThatAnotherBringsUpIsNews", testBacklogJoined},
		{"ASiteThatMovesKeepsItsArticles", testMoved},
		{"OneTextAtTwoAddressesIsTwoArticles", testTwinTexts},
		{"ChurningGUIDsNameNothing", testChurning},
		{"MendedGUIDsAreGood", testMendedGUIDs},
		{"EditsAreRemembered", testEdits},
		{"NewCategoriesAreTakenUpWholeOrNotAtAll", testReindexCutShort},
		{"TheIndexForgetsEarlierCategories", testReindexRandomly},
		{"ManyItemsOfOneLink", testManyOfOneLink},
		{"RetentionByAge", testRetentionByAge},
		{"RetentionByNumber", testRetentionByNumber},
		{"RetentionOfSeveralCategories", testRetentionOfSeveral},
		{"RetentionOfTheWholeStore", testRetentionOfAll},
		{"RetentionOfWhatIsInNoFeed", testRetentionOfNobody},
		{"RetentionOfLateFinds", testRetentionOfLateFinds},
		{"RetentionByOtherCategories", testRetentionElsewhere},
		{"RetentionOfMany", testRetentionOfMany},
		{"PrunedStaysAway", testPrunedStaysAway},
		{"PrunedWhileItIsListed", testPrunedWhileListed},
		{"PrunedBesideWhatIsKept", testPrunedBesideKept},
		{"FoundByEveryName", testFind},
		{"FoundByWordsOfTheTitle", testFindTitle},
		{"PlacesInFeeds", testPlaces},
		{"ForgottenStaysAway", testForget},
		{"ForgottenBeforeItCame", testForgetInAdvance},
		{"ForgottenAmongOthersOfItsURL", testForgetShared},
		{"ForgottenAndGoneFromItsDocument", testForgetSharedGone},
		{"ForgottenHoweverManyThereAre", testForgetMany},
		{"ForgottenUnderAGUIDThatComesBack", testForgetReusedGUID},
		{"ForgottenAfterItWasPruned", testForgetPruned},
		{"ForgottenWithItsOtherAddresses", testForgetMoved},
		{"ForgottenTwiceIsForgottenOnce", testForgetTwice},
		{"ForgottenInRandomHistories", testForgetRandom},
		{"ReadmittedComesAgain", testReadmit},
		{"ReadmittedStaysAwayForAnother", testReadmitShared},
		{"PagesOfAnArchive", testArchivePages},
		{"PagesChangedBeforePublished", testArchiveStaleAgain},
		{"PagesOfAPast", testArchiveBacklog},
		{"PagesThatLoseTheirArticles", testArchiveLeaving},
		{"PagesUnderOtherCategories", testArchiveReroute},
		{"NoArchiveAnyMore", testArchiveOff},
		{"AnArchiveIsTakenUpWhole", testArchiveCutShort},
		{"ArchivesInRandomHistories", testArchiveRandomly},
	} {
		run(t, c.name, open, unsavable, c.test)
	}
	for _, h := range allHistories(t) {
		run(t, "History/"+h.name, open, unsavable, func(w *world) { testHistory(w, h) })
		run(t, "HistoryPolledAgain/"+h.name, open, unsavable, func(w *world) { testHistoryAgain(w, h) })
	}
}

func run(t *testing.T, name string, open func(testing.TB, string) Store, unsavable article.Category, test func(*world)) {
	t.Run(name, func(t *testing.T) {
		t.Parallel() // a store mostly waits for its disk
		dir := t.TempDir()
		w := &world{T: t, unsavable: unsavable, router: routes{},
			open: func() Store { return open(t, dir) }, another: func() Store { return open(t, t.TempDir()) }}
		w.Store = w.open()
		defer func() { w.Store.Close() }()
		test(w)
	})
}

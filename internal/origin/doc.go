// Package origin is a small web server of feeds for tests and benchmarks. It
// is deterministic: the same steps give the same documents, tags and dates.
//
//	o := origin.New(t)
//	alpha := o.Feed("alpha", origin.Atom)
//	alpha.Add(origin.Item{Title: "One"})
//	... poll alpha.URL() ...
//	alpha.Fail(http.StatusNotFound)
//	... poll again, and look at o.Requests("alpha") ...
package origin

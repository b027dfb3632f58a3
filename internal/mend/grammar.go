package mend

import "maps"

// role is what an element is to us.
type role int

const (
	unknown   role = iota // left out with all that is in it
	container             // holds elements
	passing               // holds elements, and is not written itself
	words                 // a leaf: text that people read
	fact                  // a leaf: text that programs read
	address               // a leaf: an address
	bare                  // a leaf: its attributes are all it says
)

// element says of an element what it is and, where it must not stand under its
// own name, how it is written.
type element struct {
	role role
	as   string
}

// level is where an element stands: what may stand there, by canonical name.
type level map[string]element

// The levels of RSS in all its versions, of CDF and of RSS 1.1: one flat channel.
var rssChannel = level{
	"item":         {role: container},
	"items":        {role: passing}, // RSS 1.0's list, RSS 1.1's container
	"channel":      {role: passing},
	"rss":          {role: passing},
	"rdf:rdf":      {role: passing},
	"image":        {role: container},
	"textinput":    {role: container},
	"skiphours":    {role: container},
	"skipdays":     {role: container},
	"atom:author":  {role: container},
	"itunes:owner": {role: container},
	"title":        {role: words},
	"description":  {role: words},
	"abstract":     {role: words, as: "description"}, // CDF
	"copyright":    {role: words},
	"link":         {role: address},
	"language":     {role: fact},
	"ttl":          {role: fact},
	"author":       {role: fact, as: "itunes:author"},

	"atom:link":          {role: bare},
	"dc:title":           {role: words},
	"dc:description":     {role: words},
	"dc:rights":          {role: words},
	"dc:creator":         {role: fact},
	"dc:author":          {role: fact, as: "dc:creator"},
	"dc:language":        {role: fact},
	"dcterms:creator":    {role: fact, as: "dc:creator"},
	"dcterms:language":   {role: fact, as: "dc:language"},
	"dcterms:rights":     {role: words, as: "dc:rights"},
	"itunes:author":      {role: fact},
	"itunes:summary":     {role: words},
	"itunes:subtitle":    {role: words},
	"itunes:image":       {role: address},
	"itunes:category":    {role: bare},
	"googleplay:author":  {role: fact, as: "itunes:author"},
	"googleplay:image":   {role: address, as: "itunes:image"},
	"sy:updateperiod":    {role: fact},
	"sy:updatefrequency": {role: fact},
}

var rssItem = level{
	"media:group":   {role: container},
	"media:content": {role: container},
	"atom:author":   {role: container},

	"title":       {role: words},
	"description": {role: words},
	"abstract":    {role: words, as: "description"},
	"body":        {role: words, as: "xhtml:body"},
	"fullitem":    {role: words, as: "content:encoded"},
	"encoded":     {role: words, as: "content:encoded"},
	"link":        {role: address},
	"comments":    {role: address},
	"guid":        {role: fact},
	"author":      {role: fact},
	"pubdate":     {role: fact},
	"date":        {role: fact, as: "dc:date"},
	"category":    {role: fact},
	"tags":        {role: fact},
	"enclosure":   {role: bare},
	"image":       {role: words, as: "loom:image"},
	"id":          {role: fact, as: "loom:id"}, // some write RSS with the words of Atom
	"published":   {role: fact, as: "atom:published"},
	"updated":     {role: fact, as: "atom:updated"},
	"summary":     {role: words, as: "atom:summary"},
	"content":     {role: words, as: "atom:content"},
	"language":    {role: fact, as: "dc:language"},

	"content:encoded":        {role: words},
	"payload:payload":        {role: words, as: "content:encoded"}, // of RSS 1.1
	"xhtml:body":             {role: words},
	"xhtml:div":              {role: words, as: "xhtml:body"},
	"dc:title":               {role: words},
	"dc:description":         {role: words},
	"dc:rights":              {role: words},
	"dc:creator":             {role: fact},
	"dc:author":              {role: fact, as: "dc:creator"},
	"dc:contributor":         {role: fact},
	"dc:date":                {role: fact},
	"dc:subject":             {role: fact},
	"dc:language":            {role: fact},
	"dcterms:issued":         {role: fact},
	"dcterms:created":        {role: fact},
	"dcterms:modified":       {role: fact},
	"dcterms:rights":         {role: words},
	"dcterms:title":          {role: words, as: "dc:title"},
	"dcterms:abstract":       {role: words, as: "dc:description"},
	"dcterms:description":    {role: words, as: "dc:description"},
	"dcterms:creator":        {role: fact, as: "dc:creator"},
	"dcterms:contributor":    {role: fact, as: "dc:contributor"},
	"dcterms:date":           {role: fact, as: "dc:date"},
	"dcterms:subject":        {role: fact, as: "dc:subject"},
	"dcterms:language":       {role: fact, as: "dc:language"},
	"itunes:title":           {role: words},
	"itunes:author":          {role: fact},
	"itunes:summary":         {role: words},
	"itunes:subtitle":        {role: words},
	"itunes:image":           {role: address},
	"itunes:keywords":        {role: fact},
	"itunes:category":        {role: passing},
	"itunes:duration":        {role: fact},
	"itunes:episode":         {role: fact},
	"itunes:season":          {role: fact},
	"itunes:episodetype":     {role: fact},
	"itunes:explicit":        {role: fact},
	"podcast:episode":        {role: fact},
	"podcast:season":         {role: fact},
	"podcast:transcript":     {role: bare},
	"podcast:chapters":       {role: bare},
	"googleplay:author":      {role: fact, as: "itunes:author"},
	"googleplay:description": {role: words, as: "itunes:summary"},
	"googleplay:image":       {role: address, as: "itunes:image"},
	"atom:link":              {role: bare},
	"atom:published":         {role: fact},
	"atom:updated":           {role: fact},
	"atom:summary":           {role: words},
	"atom:content":           {role: words},
	"atom:title":             {role: words},
	"feedburner:origlink":    {role: address},
	"enc:enclosure":          {role: bare},
	"media:title":            {role: words},
	"media:description":      {role: fact},
	"media:thumbnail":        {role: address},
	"media:category":         {role: fact},
	"media:keywords":         {role: fact},
	"media:credit":           {role: fact},
	"media:rating":           {role: fact},
}

// The levels of Atom 1.0 (RFC 4287) and 0.3.
var atomFeed = level{
	"entry":     {role: container},
	"item":      {role: container, as: "entry"},
	"author":    {role: container},
	"feed":      {role: passing},
	"title":     {role: words},
	"subtitle":  {role: words},
	"tagline":   {role: words, as: "subtitle"}, // 0.3
	"rights":    {role: words},
	"copyright": {role: words, as: "rights"}, // 0.3
	"id":        {role: fact, as: "loom:id"},
	"icon":      {role: address},
	"logo":      {role: address},
	"link":      {role: bare},

	"dc:language":        {role: fact},
	"dc:creator":         {role: fact},
	"itunes:author":      {role: fact},
	"sy:updateperiod":    {role: fact},
	"sy:updatefrequency": {role: fact},
}

var atomEntry = level{
	"author":        {role: container},
	"source":        {role: container},
	"media:group":   {role: container},
	"media:content": {role: container},

	"title":     {role: words},
	"summary":   {role: words},
	"content":   {role: words},
	"rights":    {role: words},
	"copyright": {role: words, as: "rights"},
	"id":        {role: fact, as: "loom:id"},
	"published": {role: fact},
	"issued":    {role: fact, as: "published"}, // 0.3
	"created":   {role: fact, as: "dcterms:created"},
	"updated":   {role: fact},
	"modified":  {role: fact, as: "updated"}, // 0.3
	"link":      {role: bare},
	"category":  {role: bare},
}

var person = level{
	"name":     {role: fact},
	"email":    {role: fact},
	"uri":      {role: address},
	"url":      {role: address, as: "uri"}, // 0.3
	"homepage": {role: address, as: "uri"},

	"atom:name":  {role: fact, as: "name"}, // in RSS
	"atom:email": {role: fact, as: "email"},
	"atom:uri":   {role: address, as: "uri"},
}

// within are the levels of the containers, by the name of the element. Those of
// the root come with its format.
var within = map[string]level{
	"image": {
		"url": {role: address}, "link": {role: address}, "title": {role: words},
	},
	"textinput":    {},
	"skiphours":    {"hour": {role: fact}},
	"skipdays":     {"day": {role: fact}},
	"atom:author":  person,
	"itunes:owner": {"itunes:name": {role: fact}, "itunes:email": {role: fact}},
	"author":       person,
	"source":       {"author": {role: container}, "title": {role: words}, "link": {role: bare}, "id": {role: fact, as: "loom:id"}},
	"media:group": {
		"media:content": {role: container}, "media:thumbnail": {role: address}, "media:title": {role: words},
		"media:description": {role: fact}, "media:category": {role: fact}, "media:keywords": {role: fact}, "media:credit": {role: fact},
	},
	"media:content": {
		"media:thumbnail": {role: address}, "media:title": {role: words}, "media:description": {role: fact},
		"media:category": {role: fact}, "media:keywords": {role: fact}, "media:credit": {role: fact},
	},
}

// format is a family of feeds: the root that is written, the level of the
// channel, and the name and level of an item.
type format struct {
	root, item      string
	channel, inItem level
}

var (
	rss  = format{"rss", "item", rssChannel, rssItem}
	cdf  = format{"rss", "item", with(rssChannel, cdfChannel), with(rssItem, cdfItem)} // and RSS 1.1
	atom = format{"feed", "entry", atomFeed, withExtensions(atomEntry, rssItem)}
)

// What CDF alone has. In RSS an a is HTML that was not escaped.
var (
	cdfChannel = level{"logo": {role: address, as: "itunes:image"}}
	cdfItem    = level{"a": {role: bare, as: "atom:link"}}
)

// roots are the elements that a feed can be, by local name in lower case.
var roots = map[string]format{"rss": rss, "rdf": rss, "channel": cdf, "feed": atom}

// withExtensions adds the elements of the other's namespaces: they mean the
// same in Atom.
func withExtensions(own, other level) level {
	all := level{}
	for name, e := range other {
		if prefixed(name) {
			all[name] = e
		}
	}
	return with(all, own)
}

// with is a level and another one that comes before it.
func with(one, first level) level {
	all := maps.Clone(one)
	maps.Copy(all, first)
	return all
}

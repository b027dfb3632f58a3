package mend_test

import (
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"strings"
	"testing"

	"feedloom/internal/mend"
)

var limits = mend.Limits{Items: 1e6, Elements: 1e7, Depth: 256}

func feed(t *testing.T, doc string) string {
	t.Helper()
	base, err := url.Parse("https://blog.example/dir/feed")
	if err != nil {
		t.Fatal(err)
	}
	out, err := mend.Feed([]byte(doc), base, limits)
	if err != nil {
		t.Fatalf("%v: %s", err, doc)
	}
	return string(out.XML)
}

// What is inside an item is written so, whatever is wrong with it.
func TestItems(t *testing.T) {
	for name, c := range map[string]struct{ in, out string }{
		"well-formed":              {`<title>A</title>`, `<title>A</title>`},
		"upper case":               {`<TITLE>A</Title>`, `<title>A</title>`},
		"CDATA":                    {`<title><![CDATA[a < b & c]]></title>`, `<title>a &lt; b &amp; c</title>`},
		"a bare &":                 {`<title>a & b &c; AT&T</title>`, `<title>a &amp; b &amp;c; AT&amp;T</title>`},
		"a bare <":                 {`<title>1 < 2 <3</title>`, `<title>1 &lt; 2 &lt;3</title>`},
		"a name of HTML":           {`<title>&eacute;&nbsp;&mdash;</title>`, "<title>é\u00a0—</title>"},
		"a name of nobody":         {`<title>&nobody;</title>`, `<title>&amp;nobody;</title>`},
		"a character":              {`<title>&#65;&#x42;&#x1F600;</title>`, `<title>AB😀</title>`},
		"none":                     {`<title>a&#1;&#xFFFF;&#xD800;b&#99999999;&#;&#x;</title>`, `<title>ab&amp;#;&amp;#x;</title>`},
		"halves of a character":    {`<title>&#xD83D;&#xDE00;&#55357;&#56832;</title>`, `<title>😀😀</title>`},
		"of windows-1252":          {`<title>&#146;</title>`, `<title>’</title>`},
		"no end tag":               {`<title>A<guid>g</guid>`, `<title>A</title><guid>g</guid>`},
		"the wrong end tag":        {`<title>A</guid><guid>g</guid>`, `<title>A</title><guid>g</guid>`},
		"a misspelt end tag":       {`<title>A</titel><guid>g</guid>`, `<title>A</title><guid>g</guid>`},
		"no end of an end tag":     {`<title>A</title<guid>g</guid>`, `<title>A</title><guid>g</guid>`},
		"HTML that is not closed":  {`<description>one<br>two<p>three</description>`, `<description>one&lt;br&gt;two&lt;p&gt;three</description>`},
		"HTML in a title":          {`<title>A <b>bold</b> <i>one</title>`, `<title>A &lt;b&gt;bold&lt;/b&gt; &lt;i&gt;one</title>`},
		"HTML in HTML's place":     {`<description><p>1 &lt; 2 &amp;amp; 3</p></description>`, `<description>&lt;p&gt;1 &amp;lt; 2 &amp;amp;amp; 3&lt;/p&gt;</description>`},
		"only lines broken":        {`<description>&lt;b&gt;A&lt;/b&gt;<br/>B</description>`, `<description>&lt;b&gt;A&lt;/b&gt;&lt;br/&gt;B</description>`},
		"CDATA without end":        {`<description><![CDATA[x</description>`, `<description>x</description>`},
		"a comment without end":    {`<title>A <!-- B</title>`, `<title>A  B</title>`},
		"no quotes":                {`<enclosure url=http://e.example/a.mp3 length=5 type=audio/mpeg />`, `<enclosure url="http://e.example/a.mp3" length="5" type="audio/mpeg"></enclosure>`},
		"a lost quote":             {`<enclosure url="http://e.example/a.mp3 length="5"/>`, `<enclosure url="http://e.example/a.mp3" length="5"></enclosure>`},
		"an attribute twice":       {`<enclosure url="a" url="b"/>`, `<enclosure url="a"></enclosure>`},
		"an undeclared prefix":     {`<dc:creator>A</dc:creator>`, `<dc:creator>A</dc:creator>`},
		"another prefix":           {`<x:creator xmlns:x="http://purl.org/dc/elements/1.1/">A</x:creator>`, `<dc:creator>A</dc:creator>`},
		"no prefix":                {`<creator xmlns="http://purl.org/dc/elements/1.1/">A</creator>`, `<dc:creator>A</dc:creator>`},
		"a name of others":         {`<x:title xmlns:x="urn:x">no</x:title><title>A</title>`, `<title>A</title>`},
		"what nobody knows":        {`<rating>5<stars/></rating><title>A</title>`, `<title>A</title>`},
		"the same, not closed":     {`<rating>5<stars><title>A</title>`, `<title>A</title>`},
		"a link as HTML has it":    {`<link/>https://blog.example/1 <guid>g</guid>`, `<link>https://blog.example/1</link><guid>g</guid>`},
		"a link of Atom":           {`<link rel="enclosure" href="/a.mp3"/>`, `<atom:link rel="enclosure" href="/a.mp3"></atom:link>`},
		"xml:base":                 {`<link xml:base="/other/">1</link><description xml:base="x/">t</description>`, `<link>https://blog.example/other/1</link><loom:textbase>https://blog.example/dir/x/</loom:textbase><description>t</description>`},
		"xml:lang":                 {`<description xml:lang="fr">t</description>`, `<loom:textlang>fr</loom:textlang><description>t</description>`},
		"a rel without an address": {`<link rel="alternate">https://blog.example/1</link>`, `<link rel="alternate">https://blog.example/1</link>`},
		"attributes of others":     {`<enclosure x:url="no" url="a.mp3"/><guid x:isPermaLink="true" isPermaLink="false">g</guid>`, `<enclosure url="a.mp3"></enclosure><guid isPermaLink="false">g</guid>`},
		"a namespace of nobody":    {`<title xmlns="urn:x">no</title><title>A</title>`, `<title>A</title>`},
		"an empty repeat":          {`<pubDate>1</pubDate><pubDate/><title>A</title><title></title>`, `<pubdate>1</pubdate><title>A</title>`},
		"markup in a name":         {`<author>x <b>y</b></author>`, `<author>x y</author>`},
		"quotes of typography":     {`<guid isPermaLink=“false”>g</guid>`, `<guid isPermaLink="false">g</guid>`},
		"a space in an end tag":    {`<link>https://blog.example/</ link><guid>g</guid>`, `<link>https://blog.example/</link><guid>g</guid>`},
		"a category not ended":     {`<category>A</categry><category>B</category>`, `<category>A</category><category>B</category>`},
		"CDATA in CDATA":           {`<title><![CDATA[A <![CDATA[b]]></title>`, `<title>A b</title>`},
		"a person of Atom":         {`<atom:author><atom:name>A</atom:name></atom:author>`, `<atom:author><name>A</name></atom:author>`},
		"a person":                 {`<author><name>A</name><email>a@b.example</email></author>`, `<atom:author><name>A</name><email>a@b.example</email></atom:author>`},
		"nested categories":        {`<itunes:category text="A"><itunes:category text="B"/></itunes:category>`, `<itunes:category>A</itunes:category><itunes:category>B</itunes:category>`},
		"media that is open":       {`<media:content url="a.jpg"><title>A</title></item><item>`, `<media:content url="a.jpg"></media:content><title>A</title></item><item>`},
		"a list of tags":           {`<tags>A, B</tags>`, `<category>A</category><category>B</category>`},
		"a picture in a category":  {`<category>A <image><url>u</url></image></category>`, `<category>A</category>`},
	} {
		t.Run(name, func(t *testing.T) {
			got := feed(t, `<rss><channel><item>`+c.in+`</item></channel></rss>`)
			if want := `<rss><channel><item>` + c.out + `</item></channel></rss>`; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// A document keeps every whole item, however its own elements are mixed up.
func TestDocuments(t *testing.T) {
	const one, two = `<item><title>1</title></item>`, `<item><title>2</title></item>`
	const both = `<rss><channel>` + one + two + `</channel></rss>`
	for name, c := range map[string]struct{ in, out string }{
		"nothing wrong":             {both, both},
		"no end":                    {`<rss><channel>` + one + two, both},
		"cut in a tag":              {`<rss><channel>` + one + two + `<item><ti`, both},
		"cut in an element":         {`<rss><channel>` + one + two + `<item><title>3</title><link>htt`, both},
		"cut in the only item":      {`<rss><channel><title>T</title><item><title>3`, `<rss><channel><title>T</title></channel></rss>`},
		"cut after an element":      {`<rss><channel><title>T</title><item><title>1</title>`, `<rss><channel><title>T</title></channel></rss>`},
		"cut in a start tag":        {`<rss><channel><title>T</title><atom:link href="https://blog.example/`, `<rss><channel><title>T</title></channel></rss>`},
		"items that are not ended":  {`<rss><channel><item><title>1</title><item><title>2</title></channel></rss>`, both},
		"an item in an item":        {`<rss><channel><item><title>1</title>` + two + `</item></channel></rss>`, both},
		"items outside":             {`<rss><channel></channel>` + one + two + `</rss>`, both},
		"items behind the end":      {`<rss><channel>` + one + `</channel></rss>` + two, both},
		"an item without a start":   {`<rss><channel>` + one + `<itme><title>2</title></item></channel></rss>`, both},
		"an item that ends at once": {`<rss><channel>` + one + `<item/><title>2</title></item></channel></rss>`, both},
		"words behind the items":    {`<rss><channel><title>T</title>` + one + two + `<title>No</title></channel></rss>`, `<rss><channel><title>T</title>` + one + two + `</channel></rss>`},
		"a comment without end":     {`<rss><channel><item><title>1</title><description>x <!-- y</description></item>` + two + `<!-- z --></channel></rss>`, `<rss><channel><item><title>1</title><description>x  y</description></item>` + two + `</channel></rss>`},
		"a lost quote":              {`<rss><channel><item><title>1</title><guid isPermaLink="false>g</guid></item><item><title>7" long</title></item></channel></rss>`, `<rss><channel><item><title>1</title><guid isPermaLink="false">g</guid></item><item><title>7" long</title></item></channel></rss>`},
		"]]> in text":               {`<rss><channel><item><title>a]]>b</title></item></channel></rss>`, `<rss><channel><item><title>a]]&gt;b</title></item></channel></rss>`},
		"items within an example":   {`<rss><channel><item><title>1</title><description><![CDATA[<pre><item><title>x</title></item><![CDATA[y]]]]><![CDATA[></pre>]]></description></item>` + two + `</channel></rss>`, `<rss><channel><item><title>1</title><description>&lt;pre&gt;&lt;item&gt;&lt;title&gt;x&lt;/title&gt;&lt;/item&gt;y&lt;/pre&gt;</description></item>` + two + `</channel></rss>`},
		"CDATA lost in the channel": {`<rss><channel><title><![CDATA[T</title><item><title><![CDATA[1]]></title></item>` + two + `</channel></rss>`, `<rss><channel><title>T</title>` + one + two + `</channel></rss>`},
		"a script in between":       {`<rss><channel>` + one + `<?php if ($a > 1) { echo "<item><title>no"; } ?>` + two + `</channel></rss>`, both},
		"one broken item": {`<rss><channel><item><title>1 <b>x</title></item><item><title>2</title><x:object><title>no</title></x:object></item></channel></rss>`,
			`<rss><channel><item><title>1 &lt;b&gt;x</title></item>` + two + `</channel></rss>`},
		"an item that ends too early":   {`<rss><channel><item><title>1</title></item><guid>g</guid></item>` + two + `</channel></rss>`, `<rss><channel><item><title>1</title><guid>g</guid></item>` + two + `</channel></rss>`},
		"a start tag too many":          {`<rss><channel><item>` + one + two + `</channel></rss>`, both},
		"a blank title":                 {`<rss><channel><title> </title><title>T</title>` + one + `</channel></rss>`, `<rss><channel><title>T</title>` + one + `</channel></rss>`},
		"an example of a quote":         {`<rss><channel><item><title>1</title><description><p title="<item>">x</p></description></item></channel></rss>`, `<rss><channel><item><title>1</title><description>&lt;p title="&lt;item&gt;"&gt;x&lt;/p&gt;</description></item></channel></rss>`},
		"CDATA that speaks of ends":     {`<rss><channel><item><title><![CDATA[What </item> means]]></title></item>` + two + `</channel></rss>`, `<rss><channel><item><title>What &lt;/item&gt; means</title></item>` + two + `</channel></rss>`},
		"a comment over all items":      {`<rss><channel><!-- by X >` + one + two + `<!-- end --></channel></rss>`, both},
		"an instruction over all items": {`<rss><channel><?php echo "<a>"; ` + one + two + `<?x y?></channel></rss>`, both},
		"an item in a language of its own": {`<rss><channel><item xml:lang="fr"><title>1</title><item xml:lang="de"><title>2</title></item><item><title>3</title></item></channel></rss>`,
			`<rss><channel><item><loom:lang>fr</loom:lang><title>1</title></item><item><loom:lang>de</loom:lang><title>2</title></item><item><title>3</title></item></channel></rss>`},

		"another's words behind an open item":             {`<rss><channel><item><title>1</title><item><title>2</title><z:ext><title>no</title></z:ext></item></channel></rss>`, both},
		"a broken item before another's words":            {`<rss><channel><item><title>1</title></foo></guid></item><item><title>2</title><z:ext><title>no</title></z:ext></item></channel></rss>`, both},
		"a link behind the items":                         {`<rss><channel><link>https://blog.example/</link>` + one + two + `<link>https://other.example/</link></channel></rss>`, `<rss><channel><link>https://blog.example/</link>` + one + two + `</channel></rss>`},
		"an open title before an image":                   {`<rss><channel><title>T<image><title>Logo</title><url>u</url></image>` + one + two + `</channel></rss>`, `<rss><channel><title>T</title><image><title>Logo</title><url>u</url></image>` + one + two + `</channel></rss>`},
		"a language that is none":                         {`<rss><channel><item xml:lang="` + strings.Repeat("x", 36) + `"><title>1</title></item>` + two + `</channel></rss>`, both},
		"another's words behind a broken item":            {`<rss><channel><item><title>1</title></guid></item><z:ext><link>no</link></z:ext>` + two + `</channel></rss>`, both},
		"another's words in an item, broken before it":    {`<rss><channel></guid><item><title>1</title><z:ext><title>no</title></z:ext></item>` + two + `</channel></rss>`, both},
		"what is the feed's where an item ends too early": {`<rss><channel>` + one + `<ttl>60</ttl><guid>g</guid></item>` + two + `</channel></rss>`, `<rss><channel>` + one + `<ttl>60</ttl><item><guid>g</guid></item>` + two + `</channel></rss>`},
		"two channels":            {`<rss><channel>` + one + `</channel><channel>` + two + `</channel></rss>`, both},
		"junk around it":          {"\n <b>Warning</b>: x < y\n<?xml version='1.0'?>" + both + `<script>if (a<b) {}</script><title>no</title>`, both},
		"far behind":              {strings.Repeat("<!-- x -->\n", 1000) + both, both},
		"a doctype with entities": {`<!DOCTYPE rss [<!ENTITY x "<item>"> <!-- ' -->]>` + both, both},
		"a doctype without end":   {`<!DOCTYPE rss [<!ENTITY x "y">` + both, both},
		"a declaration inside":    {`<rss><channel>` + one + `<?xml encoding="utf-16">` + two + `</channel></rss>`, both},
		"CDATA that lost its end": {`<rss><channel><item><title>1</title><description><![CDATA[x</description></item><item><title>2</title><description><![CDATA[y]]></description></item></channel></rss>`,
			`<rss><channel><item><title>1</title><description>x</description></item><item><title>2</title><description>y</description></item></channel></rss>`},
		"an image that is open": {`<rss><channel><image><url>u</url>` + one + two + `</channel></rss>`, `<rss><channel><image><url>u</url></image>` + one + two + `</channel></rss>`},
		"a root in a namespace": {`<x:rss xmlns:x="urn:mine"><x:channel><x:item><x:title>1</x:title></x:item><x:item><x:title>2</x:title></x:item></x:channel></x:rss>`, both},
		"RSS 1.0": {`<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><items><r:Seq><r:li/></r:Seq></items></channel><item r:about="urn:1"><title>1</title></item></r:RDF>`,
			`<rss><channel><item><loom:about>urn:1</loom:about><title>1</title></item></channel></rss>`},
		"RSS 1.1": {`<Channel xmlns="http://purl.org/net/rss1.1#"><items>` + one + two + `</items></Channel>`, both},
		"CDF": {`<CHANNEL HREF="https://blog.example/"><ITEM HREF="1" LASTMOD="2026-01-01"><TITLE>1</TITLE><ABSTRACT>A</ABSTRACT></ITEM></CHANNEL>`,
			`<rss><channel><link>https://blog.example/</link><item href="1"><link>1</link><atom:updated>2026-01-01</atom:updated><title>1</title><description>A</description></item></channel></rss>`},
	} {
		t.Run(name, func(t *testing.T) {
			if got := feed(t, c.in); got != c.out {
				t.Errorf("got  %s\nwant %s", got, c.out)
			}
		})
	}
}

// Atom's texts are HTML whatever their type, save content that is plain text.
func TestTexts(t *testing.T) {
	for name, c := range map[string]struct{ in, out string }{
		"no type":          {`<title>A &lt;b&gt;</title>`, `<title>A &amp;lt;b&amp;gt;</title>`},
		"no type, HTML":    {`<title>&lt;b&gt;A&lt;/b&gt;</title>`, `<title>&lt;b&gt;A&lt;/b&gt;</title>`},
		"text":             {`<title type="text">&lt;b&gt;A&lt;/b&gt;</title>`, `<title>&amp;lt;b&amp;gt;A&amp;lt;/b&amp;gt;</title>`},
		"html":             {`<title type="html">&lt;b&gt;A&lt;/b&gt;</title>`, `<loom:markup>title</loom:markup><title>&lt;b&gt;A&lt;/b&gt;</title>`},
		"html in a div":    {`<content type="html"><div>&lt;b&gt;A&lt;/b&gt;</div></content>`, `<content>&lt;b&gt;A&lt;/b&gt;</content>`},
		"xhtml":            {`<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>1 &lt; 2</h:p><h:br/><h:i/></h:div></content>`, `<content>&lt;p&gt;1 &amp;lt; 2&lt;/p&gt;&lt;br&gt;&lt;i&gt;&lt;/i&gt;</content>`},
		"a type of nobody": {`<title type="string">&lt;b&gt;A&lt;/b&gt;</title>`, `<title>&lt;b&gt;A&lt;/b&gt;</title>`},
		"void with an end": {`<content type="xhtml"><!-- x --><div>a<br></br>b</div><!-- y --></content>`, `<content>a&lt;br&gt;b</content>`},
		"a source first":   {`<source><dc:creator>P</dc:creator><id>s</id><title>S</title></source><id>e</id>`, `<source><loom:id>s</loom:id><title>S</title></source><loom:id>e</loom:id>`},
		"xhtml with CDATA": {`<content type="xhtml"><div><![CDATA[<b>]]></div></content>`, `<content>&amp;lt;b&amp;gt;</content>`},
		"plain content":    {`<content type="text">a &lt; b</content>`, `<content type="text">a &lt; b</content>`},
		"base64": {`<content type="application/octet-stream">PGI+QTwv
Yj4=</content>`, `<content>&lt;b&gt;A&lt;/b&gt;</content>`},
		"base64 of a picture": {`<content type="image/png">iVBORw0KGgo=</content>`, `<content></content>`},
		"Atom 0.3":            {`<content type="text/html" mode="escaped">&lt;b&gt;A&lt;/b&gt;</content>`, `<content>&lt;b&gt;A&lt;/b&gt;</content>`},
		"Atom 0.3, xml":       {`<content type="application/xhtml+xml" mode="xml"><div><b>A</b></div></content>`, `<content>&lt;div&gt;&lt;b&gt;A&lt;/b&gt;&lt;/div&gt;</content>`},
		"content elsewhere":   {`<content src="/a.mp4" type="video/mp4"/>`, `<content src="/a.mp4" type="video/mp4"></content>`},
		"a raw id":            {`<id> HTTP://A.example/é </id>`, `<loom:id>HTTP://A.example/é</loom:id>`},
		"a link as text":      {`<link rel="related">/a</link>`, `<link rel="related" href="/a"></link>`},
		"a category as text":  {`<category>A</category>`, `<dc:subject>A</dc:subject>`},
	} {
		t.Run(name, func(t *testing.T) {
			got := feed(t, `<feed xmlns="http://www.w3.org/2005/Atom"><entry>`+c.in+`</entry></feed>`)
			if want := `<feed><entry>` + c.out + `</entry></feed>`; got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// What a document is shows its root, wherever it stands.
func TestRoot(t *testing.T) {
	for doc, want := range map[string]string{
		`<RSS/>`:                             "rss RSS",
		`<a:feed xmlns:a="x"/>`:              "feed a:feed",
		`junk <br> <rdf:RDF>`:                "rdf br",
		`<!DOCTYPE html><rss>`:               "rss rss page",
		`<!DOCTYPE html><html><p>a feed</p>`: " html page",
		`<html><code><rss></code>`:           " html page",
		`<opml/>`:                            " opml",
		`no tags`:                            " ",
	} {
		name, first, page := mend.Root([]byte(doc))
		got := name + " " + first
		if page {
			got += " page"
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", doc, got, want)
		}
	}
}

// More items or elements than the limits have are refused, and so is a document
// that ends before it has begun.
func TestRefused(t *testing.T) {
	most := mend.Limits{Items: 2, Elements: 10, Depth: 256}
	for doc, want := range map[string]string{
		`<rss><item/><item/></rss>`:                                                                        "",
		`<rss><item/><item/><item/></rss>`:                                                                 "more than 2 items",
		`<rss>` + strings.Repeat("<x/>", 11) + `</rss>`:                                                    "more than 10 elements",
		`<rss><title>` + strings.Repeat("<x/>", 11) + `</title>`:                                           "more than 10 elements",
		`<rss><item><media:group>` + strings.Repeat("<media:content/>", 6) + `</media:group></item></rss>`: "",
		`<rss><channel><title>`:                                                                            "the document ends too early",
	} {
		_, err := mend.Feed([]byte(doc), nil, most)
		if got := message(err); got != want {
			t.Errorf("%s: got %q, want %q", doc, got, want)
		}
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// A document that would grow beyond all measure is refused: here a long address is
// in force in each of many small items.
func TestGrowth(t *testing.T) {
	doc := `<rss xml:base="https://blog.example/` + strings.Repeat("x", 1900) + `">` + strings.Repeat("<item/>", 5000) + `</rss>`
	if _, err := mend.Feed([]byte(doc), nil, limits); !errors.Is(err, mend.ErrTangled) {
		t.Errorf("error is %v", err)
	}
}

// Marks that are opened and never closed do not make it look for their ends
// again and again.
func TestTangles(t *testing.T) {
	for _, mark := range []string{
		"<", "<a ", `<a b="`, `<a b="<a c='`, "<!--", "<![CDATA[", "</item><![CDATA[", "<?x", `<!a"`, "<!DOCTYPE [<!--", "<title>",
		"<title><description><link><guid><author><comments>", "<item><title>a", "<x>", "<channel xmlns:a='b'>", "<media:group>", "</foo>",
		"<itunes:category text='x'>", "<entry><content type='xhtml'><div>", "&", "&aaaaaaaaaaaaaaaa", "<description><p>", "<description></p>",
	} {
		for _, before := range []string{"<rss><channel><item>", "<rss><channel><item><description>", "<feed><entry><content>"} {
			doc := before + strings.Repeat(mark, 1+100_000/len(mark)) + "</item></channel></rss>"
			if _, err := mend.Feed([]byte(doc), nil, limits); errors.Is(err, mend.ErrTangled) {
				t.Errorf("%s and many %s: %v", before, mark, err)
			}
		}
	}
}

// Whatever comes, what is written is well-formed, flat, and declares nothing.
func FuzzFeed(f *testing.F) {
	for _, doc := range []string{
		`<rss><channel><item><title>A</title><link/>x</item></channel></rss>`,
		`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/x" xml:lang="de"><entry><id>1</id><content type="xhtml"><div><p/></div></content></entry></feed>`,
		`<rdf:RDF><channel rdf:about="a"/><item rdf:about="b"><media:group><media:content url="c"/></media:group></item></rdf:RDF>`,
		"<rss><item><title><![CDATA[a]]>b<!--", `<rss><item><author><name>A`, `<rss><?x`, `<rss a="b`, `<feed><entry><category>a<link>b`,
	} {
		f.Add([]byte(doc))
	}
	f.Fuzz(func(t *testing.T, doc []byte) {
		out, err := mend.Feed(doc, nil, mend.Limits{Items: 1000, Elements: 10000, Depth: 256})
		if err != nil || out.XML == nil {
			return
		}
		d := xml.NewDecoder(strings.NewReader(strings.ToValidUTF8(string(out.XML), "?")))
		depth := 0
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil && !strings.Contains(err.Error(), "illegal character code") { // the caller takes these out
				t.Fatalf("%v: %q\nof %q", err, out.XML, doc)
			} else if err != nil {
				return
			}
			switch tok := tok.(type) {
			case xml.StartElement:
				if depth++; depth > 6 {
					t.Fatalf("%d deep: %q", depth, out.XML)
				}
				for _, a := range tok.Attr {
					if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" {
						t.Fatalf("declares %v: %q", a, out.XML)
					}
				}
			case xml.EndElement:
				depth--
			case xml.Comment, xml.ProcInst, xml.Directive:
				t.Fatalf("%T: %q", tok, out.XML)
			}
		}
	})
}

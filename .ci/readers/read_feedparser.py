"""Reads a feed's file with feedparser (Debian's python3-feedparser)."""

import json
import re
import sys
import time

import feedparser


def main():
    feed = feedparser.parse(sys.argv[1])
    if feed.bozo:
        sys.exit(f"feedparser finds the feed malformed: {feed.bozo_exception}")
    out = {"title": feed.feed.title, "items": [item(e) for e in feed.entries]}
    json.dump(out, sys.stdout, ensure_ascii=False)


def item(entry):
    enclosure = next(iter(entry.enclosures), {})
    length = enclosure.get("length")
    return {
        "id": entry.id,
        "title": entry.title,
        "link": entry.link,
        "date": time.strftime("%Y-%m-%dT%H:%M:%SZ", tuple(entry.published_parsed)),
        "author": author(entry),
        "categories": [tag.term for tag in entry.get("tags", [])],
        "enclosure": enclosure.get("href"),
        "enclosure_type": enclosure.get("type"),
        "enclosure_length": int(length) if length else None,
        "content": entry.content[0].value if "content" in entry else entry.get("summary"),
    }


def author(entry):
    """The names. Of an RSS <author>, "address (name)", it takes them from the text:
    feedparser's own split of it expects a top-level domain of few letters."""
    if len(entry.authors) == 1:
        in_brackets = re.fullmatch(r"\S+@\S+ \((.+)\)", entry.author)
        if in_brackets:
            return in_brackets.group(1)
    return ", ".join(a.name for a in entry.authors)


if __name__ == "__main__":
    main()

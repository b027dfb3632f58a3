"""Lets real readers read what Feedloom published from examples/harbour.xml, and
compares what each found with expected.json.

    python3 agree.py PUBLIC

PUBLIC is the output folder. A reader is a script beside this one that is given a
feed's file and prints what it read, in one form for all of them:

    {"title": the feed's, "items": [{"id", "title", "link", "date", "author",
     "categories", "enclosure", "enclosure_type", "enclosure_length", "content"}]}

Items are newest first, a date is in UTC ("2021-12-18T00:00:00Z"), several authors
are joined by ", ", what an item does not have is null, and a field that a reader
has no word for is left out and named in READERS; so is the feed's title. Of the content, expected.json
lists pieces that must be in it: readers sanitise it, each in its own way.

The exit status is 1 if any reader found anything else.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass
class Reader:
    name: str
    command: list           # is given the feed's file as its last argument
    files: list             # the formats that it reads
    untold: tuple = ()      # the fields that it has no word for


READERS = [
    Reader("feedparser", [sys.executable, "read_feedparser.py"], ["rss.xml", "atom.xml"]),
    Reader("feed2exec", [sys.executable, "read_feed2exec.py"], ["rss.xml", "atom.xml"]),
    Reader("newsboat", [sys.executable, "read_newsboat.py"], ["rss.xml", "atom.xml"],
           untold=("categories", "enclosure_length")),
    Reader("rss-parser", ["node", "read_rss_parser.mjs"], ["rss.xml", "atom.xml"]),
    Reader("feedsmith", ["node", "read_feedsmith.mjs"], ["rss.xml", "atom.xml", "feed.json"]),
]


def main():
    public = Path(sys.argv[1]).absolute()
    expected = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
    wrong = 0
    for folder, title in expected["feeds"].items():
        for reader in READERS:
            for file in reader.files:
                feed = public / folder / file
                where = f"{reader.name}, {feed.relative_to(public)}"
                lines = list(differences(reader, read(reader, feed), title, expected["items"]))
                print(f"{where}: {'differs' if lines else 'agrees'}")
                for line in lines:
                    print(f"  {line}")
                wrong += len(lines)
    sys.exit(1 if wrong else 0)


def read(reader, feed):
    """Runs a reader on a feed's file."""
    run = subprocess.run([*reader.command, str(feed)], cwd=HERE, stdout=subprocess.PIPE, timeout=120)
    return json.loads(run.stdout) if run.returncode == 0 else None


def differences(reader, found, title, items):
    """Yields a line for each field that is not as expected."""
    if found is None:
        yield "the reader failed: what it said is above"
        return
    if found.get("title", title) != title:
        yield f"title of the feed: expected {title!r}, found {found['title']!r}"
    want, have = [i["id"] for i in items], [i["id"] for i in found["items"]]
    if want != have:
        yield f"ids of the items: expected {want}, found {have}"
        return
    for number, (item, got) in enumerate(zip(items, found["items"]), start=1):
        for field, value in item.items():
            if field not in reader.untold and not same(field, value, got.get(field)):
                yield f"item {number}, {field}: expected {value!r}, found {got.get(field, 'nothing')!r}"


def same(field, want, have):
    if field == "content":
        return have is not None and all(piece in have for piece in want)
    return want == have


main()

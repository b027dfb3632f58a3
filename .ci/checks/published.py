"""Which published files are judged, and by what: the feeds and the pages of their archives."""

import re

from checks import jsonfeed, w3c

FEEDS = ("rss.xml", "atom.xml", "feed.json")
PAGE = re.compile(r"-[1-9][0-9]*(?=\.(xml|json)$)")


def files(folder):
    """The feeds and pages in a folder and below it."""
    return sorted(p for p in folder.rglob("*") if kind(p.name) in FEEDS)


def kind(name):
    """What a page is a page of: rss.xml for rss-1.xml."""
    return PAGE.sub("", name)


def findings(file, address):
    """What is wrong with a file that is to be served at that address."""
    if file.suffix == ".json":
        # A page has the address of its feed, which is one with it.
        return jsonfeed.findings(file, PAGE.sub("", address))
    return w3c.findings(file, address)

"""Whether a file is JSON Feed 1.1 (jsonfeed.org/version/1.1), and no more than that.

It is strict: what the specification has no word for must begin with "_", each text
must be what its place is for, and an id must be there once.
"""

import json
import re
from urllib.parse import urlsplit

from checks.finding import Finding

VERSION = "https://jsonfeed.org/version/1.1"
# RFC 3339, section 5.6, with years that everybody can read.
DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
# What XML 1.0 does not allow either, and so no reader expects.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def findings(feed, address):
    """What is wrong with one file that is to be served at that address."""
    try:
        document = json.loads(feed.read_bytes().decode("utf-8"), object_pairs_hook=once, parse_constant=no_constant)
    except (ValueError, RecursionError) as err:
        return [Finding("error", "NoJSON", str(err))]
    check = Check()
    check.feed(document, address)
    return check.found


def once(pairs):
    """An object, whose names must each be there once (RFC 8259, section 4)."""
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        raise ValueError(f"a name that is there twice among {names}")
    return dict(pairs)


def no_constant(name):
    raise ValueError(f"{name} is no JSON")


class Check:
    def __init__(self):
        self.found = []

    def wrong(self, kind, where, value):
        self.found.append(Finding("error", kind, f"{where}: {value!r:.200}", where))

    def feed(self, it, address):
        if not self.members("feed", it, FEED, ("version", "title", "items")):
            return
        if it.get("version") != VERSION:
            self.wrong("Version", "version", it.get("version"))
        if it.get("feed_url") != address:
            self.wrong("FeedURL", "feed_url", it.get("feed_url"))
        ids = [item.get("id") for item in it.get("items", []) if isinstance(item, dict)]
        for one in sorted({str(i) for i in ids if ids.count(i) > 1}):
            self.wrong("DuplicateID", "items.id", one)

    def members(self, where, it, table, needed=()):
        """Judges an object by the table of what it may hold."""
        if not isinstance(it, dict):
            self.wrong("Type", where, it)
            return False
        for name in needed:
            if name not in it:
                self.wrong("Missing", f"{where}.{name}", None)
        for name, value in it.items():
            if name.startswith("_"):
                self.extension(f"{where}.{name}", value)
            elif name not in table:
                self.wrong("Unknown", f"{where}.{name}", value)
            else:
                table[name](self, f"{where}.{name}", value)
        return True

    # Each of these judges a value.

    def text(self, where, value):
        if not isinstance(value, str):
            self.wrong("Type", where, value)
        elif ILLEGAL.search(value):
            self.wrong("Characters", where, value)
        else:
            return True

    def filled(self, where, value):
        if self.text(where, value) and not value.strip():
            self.wrong("Empty", where, value)

    def plain(self, where, value):
        self.filled(where, value)

    def address(self, where, value):
        if self.text(where, value) and not is_address(value):
            self.wrong("Address", where, value)

    def date(self, where, value):
        if self.text(where, value) and not DATE.fullmatch(value):
            self.wrong("Date", where, value)

    def language(self, where, value):
        if self.text(where, value) and not LANGUAGE.fullmatch(value):
            self.wrong("Language", where, value)

    def media_type(self, where, value):
        if self.text(where, value) and not MEDIA_TYPE.fullmatch(value):
            self.wrong("MediaType", where, value)

    def number(self, where, value):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value <= 0:
            self.wrong("Number", where, value)

    def flag(self, where, value):
        if not isinstance(value, bool):
            self.wrong("Type", where, value)

    def extension(self, where, value):
        """Must be an object, and may hold anything in it."""
        if not isinstance(value, dict):
            self.wrong("Type", where, value)

    def author(self, where, value):
        if self.members(where, value, AUTHOR) and not value:
            self.wrong("Empty", where, value)

    def attachment(self, where, value):
        self.members(where, value, ATTACHMENT, ("url", "mime_type"))

    def item(self, where, value):
        if self.members(where, value, ITEM, ("id",)) and "content_html" not in value and "content_text" not in value:
            self.wrong("Missing", f"{where}.content_html", None)

    def hub(self, where, value):
        self.members(where, value, {"type": Check.filled, "url": Check.address}, ("type", "url"))


def many(judge):
    """Judges a list, each value of it by judge."""
    def judged(self, where, value):
        if not isinstance(value, list):
            self.wrong("Type", where, value)
            return
        for one in value:
            judge(self, where, one)
    return judged


def is_address(value):
    """Whether it is an absolute URI (RFC 3986), whose host is one where it has any."""
    if not ADDRESS.fullmatch(value):
        return False
    try:
        parts = urlsplit(value)
        parts.port  # which raises where it is none
    except ValueError:
        return False
    return bool(parts.hostname) or parts.scheme in ("mailto", "magnet")


AUTHOR = {"name": Check.plain, "url": Check.address, "avatar": Check.address}
ATTACHMENT = {
    "url": Check.address, "mime_type": Check.media_type, "title": Check.plain,
    "size_in_bytes": Check.number, "duration_in_seconds": Check.number,
}
ITEM = {
    "id": Check.filled, "url": Check.address, "external_url": Check.address, "title": Check.plain,
    "content_html": Check.text, "content_text": Check.text, "summary": Check.plain,
    "image": Check.address, "banner_image": Check.address,
    "date_published": Check.date, "date_modified": Check.date, "language": Check.language,
    "authors": many(Check.author), "tags": many(Check.plain), "attachments": many(Check.attachment),
}
FEED = {
    "version": Check.text, "title": Check.filled, "home_page_url": Check.address, "feed_url": Check.address,
    "description": Check.plain, "user_comment": Check.plain, "next_url": Check.address,
    "icon": Check.address, "favicon": Check.address, "language": Check.language, "expired": Check.flag,
    "authors": many(Check.author), "hubs": many(Check.hub), "items": many(Check.item),
}

"""What the W3C's feed validator says of a feed, without a network.

FEEDVALIDATOR is a checkout of github.com/w3c/feedvalidator. What is told is what
the validator's own page tells: its level AA, errors and warnings. It needs Debian's
python3-html5lib, python3-lxml and python3-rdflib.
"""

import os
import sys
from pathlib import Path

from checks.finding import Finding


def load():
    """Makes the checkout's package importable."""
    checkout = os.environ.get("FEEDVALIDATOR", "")
    source = Path(checkout, "src")
    if not checkout or not (source / "feedvalidator").is_dir():
        sys.exit(f"FEEDVALIDATOR is {checkout!r}: expected a checkout of github.com/w3c/feedvalidator, with src/feedvalidator in it")
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(source))
    import feedvalidator  # noqa: F401, so that what it needs and is missing is told at once


def findings(feed, address):
    """What is said of one file, as if it had been fetched from that address, in the order of its lines."""
    import feedvalidator
    from feedvalidator import compatibility, logging
    from feedvalidator.formatter.text_plain import Formatter

    result = feedvalidator.validateString(feed.read_bytes(), base=address)
    found = []
    if result.get("feedType") is None:
        found.append(Finding("error", "NoFeed", "not a feed"))
    wording = Formatter([])
    for event in compatibility.AA(result["loggedEvents"]):
        level = "error" if isinstance(event, logging.Error) else "warning"
        what = " ".join(str(event.params.get(k) or "") for k in ("parent", "element", "attr", "value"))
        found.append(Finding(level, type(event).__name__, wording.getMessage(event), what, place(event, "line"), place(event, "column")))
    return sorted(found, key=lambda f: (f.line, f.column))


def place(event, key):
    return int(event.params.get(key) or 0)

"""Reads a feed's file with feed2exec (Debian), which runs a plugin for each item.

Its own plugin json prints the items as feedparser has read them, one a line; it tells
nothing of the feed itself. Its config and its cache are in a folder that goes again.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import feedparser

from read_feedparser import item


def main():
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            ["feed2exec", "--config", folder, "--database", Path(folder, "cache.db"), "parse", Path(sys.argv[1]).as_uri(),
             "--output", "feed2exec.plugins.json"],
            env={"HOME": folder, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, stdout=subprocess.PIPE, check=True, timeout=60)
    entries = [json.loads(line, object_hook=feedparser.FeedParserDict) for line in run.stdout.splitlines()]
    json.dump({"items": [item(e) for e in entries]}, sys.stdout, ensure_ascii=False)


main()

"""Reads a feed's file with newsboat, which fetches it over HTTP from 127.0.0.1.

Newsboat runs without its screen (-x reload); what it read is then in its cache, an
SQLite file. The cache, the config and the list of feeds are in a folder of their
own for each feed: an RSS and an Atom feed of the same articles share their ids,
and newsboat keeps an id once.
"""

import contextlib
import http.server
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from pathlib import Path


def main():
    with tempfile.TemporaryDirectory() as folder, served(Path(sys.argv[1]).read_bytes()) as url:
        cache = reload(Path(folder), url)
        with contextlib.closing(sqlite3.connect(cache)) as db:
            db.row_factory = sqlite3.Row
            title = db.execute("SELECT title FROM rss_feed").fetchone()["title"]
            rows = db.execute(
                "SELECT *, strftime('%Y-%m-%dT%H:%M:%SZ', pubDate, 'unixepoch') AS date"
                " FROM rss_item ORDER BY pubDate DESC").fetchall()
    json.dump({"title": title, "items": [item(r) for r in rows]}, sys.stdout, ensure_ascii=False)


@contextlib.contextmanager
def served(body):
    """Serves the bytes on a free port of 127.0.0.1, and gives their URL."""
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/feed.xml"
        finally:
            server.shutdown()


def reload(folder, url):
    """Lets newsboat fetch the feed, and gives its cache's path."""
    config, urls, cache = folder / "config", folder / "urls", folder / "cache.db"
    config.write_text("use-proxy no\n")
    urls.write_text(url + "\n")
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    subprocess.run(
        ["newsboat", "-C", config, "-u", urls, "-c", cache, "-x", "reload"],
        env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=True, timeout=60)
    return cache


def item(row):
    return {
        "id": row["guid"],
        "title": row["title"],
        "link": row["url"],
        "date": row["date"],
        "author": row["author"],
        "enclosure": row["enclosure_url"] or None,
        "enclosure_type": row["enclosure_type"] or None,
        "content": row["content"],
    }


main()

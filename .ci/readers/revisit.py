"""Checks that a reader who comes back to `feedloom run` is told that nothing is new.

    python3 revisit.py FEEDLOOM EXAMPLE

It starts the binary FEEDLOOM on a free port of 127.0.0.1 with the feed EXAMPLE as
its only source, fetches each format with feedparser's own HTTP client, and fetches
it again with the ETag that came, then with the Last-Modified: the answers must be
200 and 304. At the end the server gets SIGTERM, and must end with status 0 within
5 seconds.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import feedparser

CONFIG = """\
site: {{title: Harbour, url: "http://{address}/", output: public}}
listen: {address}
sources:
  - url: {example}
    category: [Harbour]
"""


def main():
    os.environ["no_proxy"] = "127.0.0.1"
    feedloom, example = (Path(a).absolute() for a in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        address = free_address()
        Path(folder, "example.xml").write_bytes(example.read_bytes())
        Path(folder, "config.yaml").write_text(CONFIG.format(address=address, example="example.xml"))
        server = subprocess.Popen([feedloom, "run"], cwd=folder)
        try:
            check(server, f"http://{address}/Harbour/")
            end(server)
        finally:
            server.kill()
            server.wait()


def free_address():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{s.getsockname()[1]}"


def check(server, base):
    for file in ("rss.xml", "atom.xml", "feed.json"):
        wait_for(server, base + file, b"ferries-en.html")
    for file in ("rss.xml", "atom.xml", "feed.json"):
        first = feedparser.parse(base + file)
        expect(f"{file}: status", 200, first.get("status"))
        if file != "feed.json":             # feedparser fetches JSON, but reads XML
            expect(f"{file}: articles", 3, len(first.entries))
        expect(f"{file}: has an ETag", True, bool(first.get("etag")))
        expect(f"{file}: has a Last-Modified", True, bool(first.get("modified")))
        again = feedparser.parse(base + file, etag=first.etag)
        expect(f"{file}: status with that ETag", 304, again.get("status"))
        again = feedparser.parse(base + file, modified=first.modified)
        expect(f"{file}: status with that Last-Modified", 304, again.get("status"))
        other = feedparser.parse(base + file, etag='"of-another-time"')
        expect(f"{file}: status with another ETag", 200, other.get("status"))


def wait_for(server, url, words):
    """Returns when the words are served at the URL: the first poll is published."""
    for _ in range(100):
        if server.poll() is not None:
            sys.exit(f"feedloom run ended by itself with status {server.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if words in answer.read():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass                            # it does not listen yet
        time.sleep(0.1)
    sys.exit(f"{url} did not hold the example's articles within 10 seconds")


def end(server):
    started = time.monotonic()
    server.send_signal(signal.SIGTERM)
    try:
        expect("status after SIGTERM", 0, server.wait(timeout=5))
    except subprocess.TimeoutExpired:
        sys.exit("SIGTERM: the server still ran after 5 seconds")
    print(f"ended {time.monotonic() - started:.1f} s after SIGTERM")


def expect(what, want, have):
    if have != want:
        sys.exit(f"{what}: expected {want}, found {have}")
    print(f"{what}: {have}")


main()

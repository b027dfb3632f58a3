"""Checks the sites that generators have built from Feedloom's posts.

    check.py FOLDER

The page of each category lists the posts that are in it or below it, and no
others; a post shows its text to the letter, signs of template languages
included, and names its source.
"""

import html.parser
import pathlib
import sys

FERRIES = "夜间渡轮：“四城” 协议草案"
SIGNS = "{{ title }} 与 {% raw %}"
MENDING = "Mending: a 'how-to' # not: a comment"

CATEGORIES = {
    "金融": {FERRIES, SIGNS, MENDING},
    "金融/海港晚报": {FERRIES, SIGNS},
    "Crafts": {MENDING},
    "Crafts/Weaving": {MENDING},
}

# What the pages of posts show, by a part of their address.
POSTS = {
    "夜间渡轮-四城-协议草案": [
        "　　价格 {{ fare }} 与 {% tax %} 和 {# note #} 另行决定，{{{ raw }}} 也是。",
        "  {% for x in y %}\n\n    {{ x | upper }}\n{% endfor %}\n```\n~~~",
        "— 海港晚报",
    ],
    "title-与-raw": ["船票涨价。", "— 海港晚报"],
    "mending-a-how-to": ["*Not* _emphasis_, and {{ twine }}.", "— Nets & Looms"],
}


class Text(html.parser.HTMLParser):
    """The text of a page's article elements: what stands beside them may name
    other posts."""

    def __init__(self, page):
        super().__init__()
        self.text, self.depth = "", 0
        self.feed(page.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag, attrs):
        self.depth += tag == "article"

    def handle_endtag(self, tag):
        self.depth -= tag == "article"

    def handle_data(self, data):
        if self.depth:
            self.text += data


def check(public):
    wrong = []
    for path, want in CATEGORIES.items():
        page = public / "categories" / path / "index.html"
        if not page.is_file():
            wrong.append(f"{page} is not there")
            continue
        text = Text(page).text
        got = {title for title in (FERRIES, SIGNS, MENDING) if title in text}
        if got != want:
            wrong.append(f"{page} lists {sorted(got)}, want {sorted(want)}")
    for name, texts in POSTS.items():
        pages = [p for p in public.glob("2*/*/*/*/index.html") if name in str(p)]
        if len(pages) != 1:
            wrong.append(f"{public} has {len(pages)} pages of {name}")
            continue
        shown = Text(pages[0]).text
        wrong += [f"{pages[0]} does not show {t!r}" for t in texts if t not in shown]
    return wrong


def main():
    public = pathlib.Path(sys.argv[1])
    wrong = check(public)
    for line in wrong:
        print(line, file=sys.stderr)
    if not wrong:
        print(f"{public}: {len(CATEGORIES)} categories and {len(POSTS)} posts are right")
    sys.exit(bool(wrong))


main()

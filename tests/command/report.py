#!/usr/bin/env python3
"""Checks a report of `annals report`: report.py FILE.html [WORD that must stand in its text...]

That it can do nothing: no script, no handler, no address but http(s) links and its own anchors, nothing to fetch, a
policy that forbids the rest and names the hash of its style. That it is whole: elements nest, ids are single, anchors
lead somewhere. Prints what is wrong; exits 1 then.
"""
import base64
import hashlib
import re
import sys
from html.parser import HTMLParser

VOID = {"meta", "br"}
ALLOWED = VOID | set(
    """html head title style body a header p h1 h2 h3 h4 nav ul li main section div dl dt dd span article figure figcaption
    blockquote bdi mark code table caption thead tbody tr th td details summary svg text defs pattern line rect circle path footer b""".split()
)
FETCHING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "cite", "manifest", "ping", "xlink:href"}
wrong = []


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.targets, self.text, self.style, self.policy = [], [], [], [], "", None

    def handle_starttag(self, tag, attributes):
        if tag not in ALLOWED:
            wrong.append(f"element <{tag}>")
        for name, value in attributes:
            if name.startswith("on") or name == "style" or name in FETCHING:
                wrong.append(f"attribute {name} of <{tag}>")
            if name == "href":
                if value.startswith("#"):
                    self.targets.append(value[1:])
                elif not re.match(r"https?://", value):
                    wrong.append(f"address {value[:60]!r}")
            if name == "id":
                self.ids.append(value)
        attributes = dict(attributes)
        if attributes.get("http-equiv") == "Content-Security-Policy":
            self.policy = attributes["content"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            wrong.append(f"</{tag}> closes nothing that is open, at {self.getpos()}")
            raise SystemExit("\n".join(wrong))

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text.append(data)


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        source = file.read()
    page = Page()
    page.feed(source)
    page.close()
    if page.open:
        wrong.append(f"never closed: {page.open}")
    wrong.extend(f"id {name!r} twice" for name in sorted({i for i in page.ids if page.ids.count(i) > 1}))
    wrong.extend(f"no #{name}" for name in sorted(set(page.targets) - set(page.ids)))
    style_hash = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    if page.policy != f"default-src 'none'; style-src 'sha256-{style_hash}'; base-uri 'none'; form-action 'none'":
        wrong.append(f"policy {page.policy!r}, and the style's hash is {style_hash}")
    if re.search(r"@import|url\((?!#)|expression", page.style):
        wrong.append("the style fetches something")
    if re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", source):
        wrong.append("marks that turn the direction of text")
    text = re.sub(r"\s+", " ", " ".join(page.text))
    wrong.extend(f"the text misses {word!r}" for word in sys.argv[2:] if word not in text)
    if wrong:
        print("\n".join(wrong))
    return bool(wrong)


sys.exit(main())

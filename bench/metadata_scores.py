#!/usr/bin/env python3
"""Scores of title, byline and publication day against pages with known metadata.

in    gold.json (id: {url, title, author, published}) and the lines of `annals read --format jsonl`
out   figures for all pages and for the two halves that the hash of the page's domain makes

    annals read --format jsonl PAGES/html | bench/metadata_scores.py PAGES/gold.json
    ... --show dates --half a    lists the errors of one half
"""
import argparse
import hashlib
import json
import os
import re
import sys
import unicodedata
from urllib.parse import urlparse


def key(text):
    """Case, white space, quotes and dashes do not count."""
    text = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(re.findall(r"\w+", text.replace("'", "").replace("\u2019", "")))


def names(text):
    parts = re.split(r",|;|\band\b|&", text or "")
    return {key(part) for part in parts if key(part)}


def half(url):
    host = urlparse(url).hostname or ""
    domain = ".".join(host.split(".")[-2:])
    return "a" if hashlib.sha256(domain.encode()).digest()[0] % 2 == 0 else "b"


def page_id(source):
    return re.match(r"[^.]*", os.path.basename(source)).group()


def judge(gold, got):
    """Field to (right, gold value, got value); None as `right` where gold says nothing."""
    day = (got.get("published") or "")[:10]
    wanted = names(gold["author"])
    return {
        "dates": (day == gold["published"] if gold["published"] else None, gold["published"], got.get("published")),
        "titles": (key(got.get("title")) == key(gold["title"]), gold["title"], got.get("title")),
        "titles exact": ((got.get("title") or "") == gold["title"], gold["title"], got.get("title")),
        "authors": (names(got.get("byline")) == wanted if wanted else None, gold["author"], got.get("byline")),
        "dates where gold has none": (not day if not gold["published"] else None, None, got.get("published")),
        "authors where gold has none": (not got.get("byline") if not wanted else None, None, got.get("byline")),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold")
    parser.add_argument("--show", help="list the errors of this figure")
    parser.add_argument("--half", default="a")
    options = parser.parse_args()
    gold = json.load(open(options.gold))
    read = {}
    for line in sys.stdin:
        reading = json.loads(line)
        article = reading["article"]
        read[article["id"] if article["id"] in gold else page_id(article["source"])] = article
    tallies = {}
    for page, facts in sorted(gold.items()):
        side = half(facts["url"])
        for figure, (right, wanted, got) in judge(facts, read.get(page, {})).items():
            if right is None:
                continue
            for name in ("all", side):
                count = tallies.setdefault((figure, name), [0, 0])
                count[0] += right
                count[1] += 1
            if not right and options.show == figure and side == options.half:
                print(f"{page} {facts['url'][:100]}\n    gold {wanted!r}\n    read {got!r}"
                      f" {read.get(page, {}).get('published_basis') if figure.startswith('dates') else ''}")
    for (figure, name), (right, count) in sorted(tallies.items()):
        print(f"{figure:28} {name:4} {right:4} of {count:4}  {100 * right / count:5.1f}")


if __name__ == "__main__":
    main()

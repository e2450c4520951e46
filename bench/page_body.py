#!/usr/bin/env python3
"""Body text of a page set: page_body.py prepare PAGES >pages.jsonl    PAGES has gold.json and html/ID.html.gz
                            page_body.py system READINGS.jsonl >system.json

`prepare` makes JSONL for `annals read --format jsonl`, each page with its id and URL; `system` turns the readings into the
form that the page scorer takes: {id: {"articleBody": text}}.
"""
import gzip
import json
import os
import sys


def prepare(folder):
    gold = json.load(open(os.path.join(folder, "gold.json"), encoding="utf-8"))
    for key in sorted(gold):
        page = gzip.open(os.path.join(folder, "html", key + ".html.gz")).read()
        row = {"id": key, "html": page.decode("utf-8", "replace"), "url": gold[key].get("url") or None}
        print(json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False))


def system(readings):
    bodies = {}
    for line in open(readings, encoding="utf-8"):
        article = json.loads(line)["article"]
        bodies[article["id"]] = {"articleBody": article["text"]}
    json.dump(bodies, sys.stdout, ensure_ascii=False)


if len(sys.argv) != 3 or sys.argv[1] not in ("prepare", "system"):
    sys.exit(__doc__)
{"prepare": prepare, "system": system}[sys.argv[1]](sys.argv[2])

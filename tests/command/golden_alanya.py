"""Compares readings with golden texts: golden_alanya.py FOLDER READINGS.jsonl; prints what differs, exits 1 when something does."""
import difflib
import json
import os
import sys

folder, readings = sys.argv[1:]
wanted = json.load(open(os.path.join(folder, "metadata.json"), encoding="utf-8"))
got = {}
for line in open(readings, encoding="utf-8"):
    article = json.loads(line)["article"]
    name = os.path.basename(article["source"])
    got[article["id"] if name.endswith(".jsonl") else os.path.splitext(name)[0]] = article
differences = 0
for name, expected in wanted.items():
    article = got.get(name)
    if article is None:
        print(f"{name}: no reading")
        differences += 1
        continue
    text = open(os.path.join(folder, name + ".txt"), encoding="utf-8").read().rstrip("\n")
    if article["text"] != text:
        differences += 1
        print("\n".join(difflib.unified_diff(text.split("\n"), article["text"].split("\n"), name + " wanted", "got", lineterm="", n=0)))
    for field in ("title", "byline", "outlet", "published", "published_precision", "published_basis", "not_before", "language"):
        if article[field] != expected[field]:
            differences += 1
            print(f"{name}: {field}: {article[field]!r}, not {expected[field]!r}")
sys.exit(differences > 0)

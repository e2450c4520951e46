#!/usr/bin/env python3
"""Many short articles out of real ones.   passages.py NEWS.jsonl COUNT > many.jsonl

Each is a passage of 110 to some 150 words, whole paragraphs, of one of the articles, under its title, day and outlet; of each article at
most five, spread evenly over the set, in the order of publication (those without a day last). So sentences, days and the sharing of words
are real; what one article told are up to five reports on one happening. Nothing is drawn: the same input gives the same output.
"""
import json, re, sys

LEAST, LONGEST, LAST, OF_ARTICLE = 110, 150, 60, 5
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def passages(text):
    found, paragraphs, words = [], [], 0
    for paragraph in re.split(r"\n+", text):
        tokens = paragraph.split()
        if not tokens:
            continue
        paragraphs.append(paragraph if len(tokens) <= LONGEST else " ".join(tokens[:LONGEST]) + ".")
        words += min(len(tokens), LONGEST)
        if words >= LEAST:
            found.append("\n\n".join(paragraphs))
            paragraphs, words = [], 0
    return found + (["\n\n".join(paragraphs)] if words >= LAST else [])


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    rows = []
    for line in open(sys.argv[1], encoding="utf-8"):
        article = json.loads(line)
        day = article.get("published") or ""
        day = day if DAY.match(day) else ""
        for number, text in enumerate(passages(article["text"])[:OF_ARTICLE]):
            rows.append((day or "9999", article["id"], number, day, article, text))
    rows.sort(key=lambda row: row[:3])
    count = min(int(sys.argv[2]), len(rows))
    for i in range(count):
        _, name, number, day, article, text = rows[i * len(rows) // count]
        print(json.dumps({"id": "%s-%d" % (name, number), "outlet": article["outlet"], "url": "%s#%d" % (article["url"], number),
                          "published": day, "title": article["title"], "text": text}, ensure_ascii=False))


main()

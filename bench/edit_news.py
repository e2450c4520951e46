#!/usr/bin/env python3
"""Copies with known origin out of real articles.   edit_news.py NEWS.jsonl COUNT > edited.jsonl

Takes COUNT articles of at least 150 words and writes each with its edits, "origin" naming the article they are made from,
"also" another one whose text they hold whole, and "edit" the way:
  original   as it is
  byline     an agency's byline before it and a line of rights behind it
  lead       another first paragraph, of the next article
  cut        every third paragraph left out (of one paragraph: every third sentence)
  truncated  the first 45 percent of its words
  inside     inside the next article but one, after its first half
  edited     every fifteenth word another one, title and first five words changed
  half       its second half alone behind a lead of 40 words of its own
and, for counting false copies, "quote": other words with the first sentence of this one behind them.
Nothing is drawn: the same input gives the same output.
"""
import json, re, sys


def paragraphs(text):
    found = [p for p in re.split(r"\n+", text) if p.strip()]
    return found if len(found) > 2 else re.split(r"(?<=[.!?]) ", text)


def edits(text, following, third):
    words, parts, other = text.split(), paragraphs(text), following.split()
    yield "original", text
    yield "byline", "By JOAN DOE, Continental Press\n" + text + "\nThe Continental Press, all rights reserved."
    yield "lead", "\n".join([paragraphs(following)[0]] + parts[1:])
    yield "cut", "\n".join(p for i, p in enumerate(parts) if i % 3 != 1)
    yield "truncated", " ".join(words[:len(words) * 45 // 100])
    half = third.split()
    yield "inside", " ".join(half[:len(half) // 2]) + "\n" + text + "\n" + " ".join(half[len(half) // 2:])
    yield "edited", " ".join(other[i % len(other)] if i % 15 == 7 else w for i, w in enumerate(words[5:]))
    yield "half", " ".join(other[:40]) + "\n" + " ".join(words[len(words) // 2:])


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    rows = []
    for line in open(sys.argv[1], encoding="utf-8"):
        row = json.loads(line)
        if len(row["text"].split()) >= 150:
            rows.append(row)
    step = max(1, len(rows) // int(sys.argv[2]))
    chosen = rows[::step][:int(sys.argv[2])]
    for i, row in enumerate(chosen):
        following, third = chosen[(i + 1) % len(chosen)]["text"], chosen[(i + 2) % len(chosen)]
        for edit, text in edits(row["text"], following, third["text"]):
            print(json.dumps({"id": row["id"] + "/" + edit, "origin": row["id"], "edit": edit,
                              "also": third["id"] if edit == "inside" else "", "title": row["title"],
                              "outlet": row["outlet"], "published": row["published"], "url": row["url"], "text": text}))
        first = " ".join(re.split(r"(?<=[.!?]) ", row["text"])[0].split()[:40])
        far = " ".join(chosen[(i + 7) % len(chosen)]["text"].split()[::-1][:300])
        print(json.dumps({"id": row["id"] + "/quote", "origin": row["id"] + "/quote", "edit": "quote", "title": row["title"],
                          "outlet": row["outlet"], "published": row["published"], "url": row["url"],
                          "text": far + "\n" + first}))


main()

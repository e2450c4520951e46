#!/usr/bin/env python3
"""Many articles out of real ones.   vary_news.py NEWS.jsonl COUNT > many.jsonl

Variant 0 is the set itself. In each further variant every word that stands in fewer than one article of five is put
for another one of about the same frequency, the same one throughout the variant, and digits are put for others: names,
subjects and numbers are then others, while stories, copies, lengths, days and the sharing of words between articles are
as in the real set. Nothing is drawn: the same input gives the same output.
"""
import json, random, re, sys

WORD = re.compile(r"[^\W\d_]+")
BAND = 64


def frequencies(lines):
    count = {}
    for line in lines:
        row = json.loads(line)
        for word in set(WORD.findall((row["title"] + " " + row["text"]).lower())):
            count[word] = count.get(word, 0) + 1
    return count


def mapping(count, articles, variant):
    if variant == 0:
        return {}
    draw = random.Random(variant)
    words = sorted((w for w, n in count.items() if n * 5 < articles), key=lambda w: (-count[w], w))
    to = {}
    for start in range(0, len(words), BAND):
        band = words[start:start + BAND]
        shuffled = band[:]
        draw.shuffle(shuffled)
        to.update(zip(band, shuffled))
    return to


def vary(text, to, digits):
    def word(match):
        found = match.group()
        other = to.get(found.lower())
        if other is None:
            return found
        return other.upper() if found.isupper() and len(found) > 1 else other.capitalize() if found[0].isupper() else other
    return WORD.sub(word, text).translate(digits)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
    wanted = int(sys.argv[2])
    count = frequencies(lines)
    for variant in range((wanted + len(lines) - 1) // len(lines)):
        to = mapping(count, len(lines), variant)
        shift = variant * 3 % 10
        digits = str.maketrans("0123456789", "".join(str((d + shift) % 10) for d in range(10)))
        for line in lines[:wanted - variant * len(lines)]:
            row = json.loads(line)
            if variant:
                row["title"], row["text"] = vary(row["title"], to, digits), vary(row["text"], to, digits)
                row["id"] += "-%d" % variant
                row["url"] += "#%d" % variant
            print(json.dumps(row, ensure_ascii=False))


main()

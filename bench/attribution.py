#!/usr/bin/env python3
"""Statements against the attributions of PolNeAR: python3 bench/attribution.py ANNALS polnear-dev.jsonl [--errors N]

Runs `ANNALS read` over the articles and compares its statements with the annotated attributions, whose source, cue and
content are spans of code points. Prints `name value`, one a line:

  content_f1, source_f1, cue_f1       a span counts when both its ends are right
  …_overlap_f1                        token overlap: precision and recall are shares of the tokens within the spans
  attributions_f1                     a statement and an attribution are one when half of their contents' tokens are common

How the corpus draws spans, and what is done to ours before they are compared (`widen`):
  content   takes in the quotation marks around it and the comma or stop before a closing one; takes in the "that" that
            opens it. Ours has neither. A comma or stop behind it is in neither.
  cue       is the verb with its auxiliaries ("has said"), as ours.
  source    takes in the comma behind an apposition ("Anna White, a spokeswoman,"). Ours ends before it.
Attributions of the corpus are wider than statements: they take in what somebody wants, supports, shows or is expected to do.
"""
import argparse
import json
import re
import subprocess
import tempfile

QUOTES = "\"“”'‘’`"


def fold(text):
    """The text without white space, and for each character kept its offset in the original."""
    kept = [(i, c) for i, c in enumerate(text) if not c.isspace()]
    return "".join(c for _, c in kept), [i for i, _ in kept]


def offsets(read_text, text):
    """From offsets of the reading's text to those of the article's, paragraph by paragraph: a reading leaves some out."""
    whole, at_whole = fold(text)
    places, start, begin = {}, 0, 0
    for paragraph in re.split(r"(?<=\n\n)", read_text):
        folded, at = fold(paragraph)
        found = whole.find(folded, start)
        if folded and found >= 0:
            places.update({begin + x: at_whole[found + i] for i, x in enumerate(at)})
            start = found + len(folded)
        begin += len(paragraph)
    return places


def place(span, at):
    """A span of the reading's text in the article's."""
    inside = [at[i] for i in range(span["start"], span["end"]) if i in at]
    return (inside[0], inside[-1] + 1) if inside else None


def widen(text, start, end):
    """Our content as the corpus draws it."""
    opening = re.search(r"(''|``|[" + QUOTES + r"])$", text[:start])
    closing = re.match(r"[.,]?(''|[" + QUOTES + r"])", text[end:])
    inside = re.search(r"''|``|[“\"‘]", text[start:end])
    if opening and (closing or not inside):
        start -= len(opening[0])
    if closing and (opening or inside):
        end += len(closing[0])
    back = re.search(r"\bthat\s+$", text[max(0, start - 8):start])
    return start - (len(back[0]) if back else 0), end


def widen_source(text, start, end):
    """Our speaker as the corpus draws him."""
    return (start, end + 1) if "," in text[start:end] and text[end:end + 1] == "," else (start, end)


def gold_spans(row, part):
    return {tuple(s) for a in row["attributions"] for s in a[part]}


def coded_spans(row, reading, at):
    """Sets of spans by part, and the contents of each statement."""
    text = row["text"]
    spans = {"source": set(), "cue": set(), "content": set()}
    for statement in reading["statements"]:
        for piece in statement["content"]:
            span = place(piece, at)
            if span:
                spans["content"].add(widen(text, *span))
        for part, key in (("cue", "cue"), ("source", "speaker_span")):
            span = statement.get(key) and place(statement[key], at)
            if span:
                spans[part].add(widen_source(text, *span) if part == "source" else span)
    return spans


def words(text, spans):
    """Where the words within spans start."""
    return {m.start() + s for s, e in spans for m in re.finditer(r"\w+", text[s:e])}


def f1(hit, gold, coded):
    return 2 * hit / (gold + coded) if gold + coded else 0.0


def common(text, gold, coded):
    """Contents that share half of their words, each with one other at most."""
    free = [words(text, [s]) for s in coded]
    hits = 0
    for span in gold:
        want = words(text, [span])
        best = max(range(len(free)), key=lambda i: len(free[i] & want), default=None)
        if best is not None and 2 * len(free[best] & want) >= max(len(want), len(free[best]), 1):
            hits += 1
            free.pop(best)
    return hits


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("annals")
    parser.add_argument("corpus")
    parser.add_argument("--errors", type=int, default=0, help="show what differs in the first N articles")
    arguments = parser.parse_args()
    rows = {row["id"]: row for row in map(json.loads, open(arguments.corpus, encoding="utf-8"))}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as articles:
        for row in rows.values():
            articles.write(json.dumps({"id": row["id"], "text": row["text"]}) + "\n")
        articles.flush()
        output = subprocess.run([arguments.annals, "read", "--format", "jsonl", "-q", articles.name],
                                stdout=subprocess.PIPE, check=False).stdout.decode()
    counts = {part: [0, 0, 0, 0, 0, 0] for part in ("content", "source", "cue")}
    merged, shown = [0, 0, 0], 0
    for reading in map(json.loads, output.splitlines()):
        row = rows.pop(reading["article"]["id"])
        at = offsets(reading["article"]["text"], row["text"])
        coded = coded_spans(row, reading, at)
        for part, sums in counts.items():
            gold = gold_spans(row, part)
            gold_words, coded_words = words(row["text"], gold), words(row["text"], coded[part])
            for i, n in enumerate((len(gold & coded[part]), len(gold), len(coded[part]),
                                   len(gold_words & coded_words), len(gold_words), len(coded_words))):
                sums[i] += n
        gold = gold_spans(row, "content")
        for i, n in enumerate((common(row["text"], gold, coded["content"]), len(gold), len(coded["content"]))):
            merged[i] += n
        if shown < arguments.errors:
            shown += 1
            for part in counts:
                for name, spans in (("missed", gold_spans(row, part) - coded[part]),
                                    ("wrong", coded[part] - gold_spans(row, part))):
                    for s, e in sorted(spans):
                        print(f"# {row['id']} {part} {name}: {row['text'][s:e]!r}")
    for part, (hit, gold, coded, overlap, gold_words, coded_words) in counts.items():
        print(f"{part}_f1 {f1(hit, gold, coded):.4f} precision {hit / max(coded, 1):.4f} recall {hit / max(gold, 1):.4f}")
        print(f"{part}_overlap_f1 {f1(overlap, gold_words, coded_words):.4f}")
    print(f"attributions_f1 {f1(*merged):.4f}")
    print(f"articles_left_out {len(rows)}")


if __name__ == "__main__":
    main()

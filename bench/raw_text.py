#!/usr/bin/env python3
"""Raw text from a treebank, to measure the splitter on.

    raw_text.py [--join paragraphs|lines|spaces] [--docs REGEX] [--gold OUT.conllu] IN.conllu > OUT.txt

A sentence's text is put together from its tokens and their SpaceAfter=No / SpacesAfter. Sentences of
one paragraph are parted by one space (by none where the last token says SpaceAfter=No), paragraphs
(`# newpar`) and documents (`# newdoc`) by an empty line. With --join lines paragraphs of a document
are parted by a single line break, with --join spaces by a space; documents always by an empty line.
--docs keeps the documents whose id matches; --gold writes their CoNLL-U, to compare with.
"""
import argparse
import re
import sys


class Sentence:
    """tokens: [(surface, [word, ...], space behind?)]"""

    def __init__(self, comments, rows):
        self.comments = comments
        self.rows = rows
        self.tokens = []
        skip = 0
        for row in rows:
            if "." in row[0]:
                continue
            space = "SpaceAfter=No" not in row[9].split("|")
            if "-" in row[0]:
                skip = int(row[0].split("-")[1])
                self.tokens.append((row[1], [], space))
            elif int(row[0]) <= skip:
                self.tokens[-1][1].append(row[1])
            else:
                self.tokens.append((row[1], [row[1]], space))


def read(path):
    """Yields (document id, starts document, starts paragraph, Sentence)."""
    doc, comments, rows = "", [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("#"):
            comments.append(line)
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            newdoc = [c for c in comments if c.startswith("# newdoc")]
            if newdoc:
                doc = newdoc[0].split("=", 1)[-1].strip()
            newpar = any(re.match(r"# newpar( |$)", c) for c in comments)
            yield doc, bool(newdoc), bool(newdoc) or newpar, Sentence(comments, rows)
            comments, rows = [], []


def documents(path):
    """Yields (id, [paragraph]), a paragraph being a list of Sentence."""
    doc, paragraphs = None, []
    for name, starts_doc, starts_par, sentence in read(path):
        if starts_doc and paragraphs:
            yield doc, paragraphs
            paragraphs = []
        doc = name
        if starts_par or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
    if paragraphs:
        yield doc, paragraphs


def paragraph_text(paragraph):
    text = ""
    for sentence in paragraph:
        for surface, _, space in sentence.tokens:
            text += surface + (" " if space else "")
    return text.strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("--join", choices=["paragraphs", "lines", "spaces"], default="paragraphs")
    parser.add_argument("--docs", default="")
    parser.add_argument("--gold")
    options = parser.parse_args()
    joint = {"paragraphs": "\n\n", "lines": "\n", "spaces": " "}[options.join]
    gold = open(options.gold, "w", encoding="utf-8") if options.gold else None
    out = []
    for doc, paragraphs in documents(options.input):
        if not re.search(options.docs, doc):
            continue
        out.append(joint.join(paragraph_text(p) for p in paragraphs))
        if gold:
            for paragraph in paragraphs:
                for sentence in paragraph:
                    gold.write("\n".join(sentence.comments + ["\t".join(r) for r in sentence.rows]) + "\n\n")
    sys.stdout.write("\n\n".join(out) + "\n")


if __name__ == "__main__":
    main()

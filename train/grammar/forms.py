"""forms.py - what the model sees of a word's form: its norm, its shape and hashed sub-words.

  in    a form (str)
  out   norm (str), feature keys and table rows; src/grammar/ computes the same to the byte
  uses  xxhash
"""
import unicodedata

import xxhash

FORM_HEAD, FORM_TAIL = 20, 10  # code points kept of a form of more than their sum
SHAPE_RUN_MAX = 4
AFFIX_ROWS = 1 << 14
NGRAM_ROWS = 1 << 16
AFFIXES = 8  # rows of `affix` per form
NGRAM_SIZES = (3, 4, 5)

FOLDED = {ord(c): "'" for c in "\u2018\u2019\u201a\u201b\u2032\u0060\u00b4"}
FOLDED.update({ord(c): '"' for c in "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"})
FOLDED.update({ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"})
FOLDED.update({ord(c): "0" for c in "0123456789"})
SHAPES = {"Lu": "X", "Lt": "X", "Ll": "x", "Lm": "x", "Lo": "x", "Nd": "d"}


def lower(text):
    """Simple lower case, code point by code point (never changes the number of code points)."""
    low = text.lower()
    if len(low) == len(text) and "\u03c2" not in low:
        return low
    out = []
    for c in text:
        d = c.lower()
        out.append(d if len(d) == 1 else d[0])
    return "".join(out)


def hash_64(text):
    return xxhash.xxh3_64_intdigest(text.encode("utf-8", "surrogatepass"))


def truncated(form):
    return form if len(form) <= FORM_HEAD + FORM_TAIL else form[:FORM_HEAD] + form[-FORM_TAIL:]


def norm(form):
    return lower(truncated(form)).translate(FOLDED)


def shape(form):
    """The form with letters as X or x and digits as d, runs cut to SHAPE_RUN_MAX."""
    out, run = [], 0
    for c, n in zip(truncated(form), norm(form)):
        s = SHAPES.get(unicodedata.category(c), n)
        run = run + 1 if out and out[-1] == s else 1
        if run <= SHAPE_RUN_MAX:
            out.append(s)
    return "".join(out)


def affix_rows(form):
    n = norm(form)
    keys = ["p1" + n[:1], "p2" + n[:2], "p3" + n[:3],
            "s1" + n[-1:], "s2" + n[-2:], "s3" + n[-3:], "s4" + n[-4:], "h" + shape(form)]
    return [hash_64(k) % AFFIX_ROWS for k in keys]


def ngram_rows(form):
    b = "<" + norm(form) + ">"
    return [hash_64(b[i:i + n]) % NGRAM_ROWS for n in NGRAM_SIZES for i in range(len(b) - n + 1)]

"""corpus.py - the annotated corpora, and the inventories of labels taken from their train files.

  in    UD treebanks, UNER and Worldwide entity files
  out   sentences with labels as numbers; Labels, which names them
  uses  forms
"""
from collections import Counter, defaultdict

from forms import lower

NER_TYPES = ["PER", "ORG", "LOC", "NORP", "FAC", "DATE", "MONEY", "MISC"]
NER_NAMES = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "NORP": "NORP",
             "Facility": "FAC", "Date": "DATE", "Money": "MONEY", "Product": "MISC",
             "Misc": "MISC", "PER": "PER", "ORG": "ORG", "LOC": "LOC"}
IGNORE = -1     # no label here, or none that the model knows
NER_OTHER = -2  # UNER's O: anything that UNER does not annotate (O, NORP, FAC, DATE, MONEY, MISC)
MORPH_MIN, LEMMA_MIN, DEPREL_MIN = 2, 3, 5  # occurrences that make a class
LEMMA_USUAL = 0.9  # share of its occurrences in which a word has the lemma that the table gives it


class Word:
    __slots__ = ("form", "lemma", "upos", "xpos", "feats", "head", "deprel")

    def __init__(self, c):
        self.form, self.lemma, self.upos, self.xpos, self.feats = c[1], c[2], c[3], c[4], c[5]
        self.head, self.deprel = int(c[6]) if c[6].isdigit() else 0, c[7]


def read_treebank(path):
    """Lists of Word; multiword ranges and empty nodes are passed over."""
    sentence = []
    for line in open(path, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if len(c) == 10 and c[0].isdigit():
            sentence.append(Word(c))
        elif len(c) == 1 and not c[0] and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def read_entities(path):
    """(forms, tags) of each sentence of a UNER or Worldwide file."""
    forms, tags = [], []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# ") and "\t" not in line:
            continue
        c = line.split("\t")
        if not line.strip():
            if forms:
                yield forms, tags
            forms, tags = [], []
        elif c[0].isdigit() and len(c) >= 3:
            forms.append(c[1]); tags.append(c[2])
        elif len(c) >= 2:
            forms.append(c[0].replace(" ", "\u00a0") or "_"); tags.append(c[1].strip())
    if forms:
        yield forms, tags


def bioes(tags, partial):
    """Class numbers, 0 = O and 1 + 4t + (B, I, E, S); a partial corpus has NER_OTHER for O."""
    kinds = [NER_NAMES.get(t.partition("-")[2]) if t[0] in "BIES" else None for t in tags]
    out = [NER_OTHER if partial else 0] * len(tags)
    i = 0
    while i < len(tags):
        if not kinds[i]:
            i += 1
            continue
        j = i + 1
        if tags[i][0] != "S":
            while j < len(tags) and kinds[j] == kinds[i] and tags[j][0] in "IE" and tags[j - 1][0] != "E":
                j += 1
        base = 1 + 4 * NER_TYPES.index(kinds[i])
        for k in range(i, j):
            out[k] = base + (3 if j == i + 1 else 0 if k == i else 2 if k == j - 1 else 1)
        i = j
    return out


def lemma_script(form, lemma):
    """(mode, strip, add): mode 0 lower-cases the form first, 1 keeps it, 2 is 0 without commas."""
    if "," in form and len(form) > 1 and lemma == lower(form).replace(",", ""):
        return 2, "", ""
    mode = 0 if lemma == lower(lemma) else 1
    f = lower(form) if mode == 0 else form
    p = 0
    while p < min(len(f), len(lemma)) and f[p] == lemma[p]:
        p += 1
    return mode, f[p:], lemma[p:]


class Labels:
    """The inventories. Lists are in class order; `…_of` maps a value to its class."""

    def __init__(self, sentences):
        words = [w for s in sentences for w in s]
        self.upos = [u for u, _ in Counter(w.upos for w in words).most_common()]
        pairs = Counter((w.xpos, w.feats) for w in words)
        self.morph = [p for p, n in pairs.most_common() if n >= MORPH_MIN]
        self.morph_of = {p: i for i, p in enumerate(self.morph)}
        self.upos_of = {u: i for i, u in enumerate(self.upos)}
        seen = {(w.upos, w.xpos, w.feats) for w in words}
        self.allowed = [[int((u, x, f) in seen) for x, f in self.morph] for u in self.upos]
        relations = Counter(w.deprel for w in words)
        self.deprel = ["root"] + [r for r, n in relations.most_common()
                                  if r != "root" and n >= DEPREL_MIN]
        self.deprel_of = {r: i for i, r in enumerate(self.deprel)}
        scripts = Counter(lemma_script(w.form, w.lemma) for w in words if w.lemma != "_")
        self.scripts = [(0, "", "")] + [s for s, n in scripts.most_common()
                                        if s != (0, "", "") and n >= LEMMA_MIN]
        self.script_of = {s: i for i, s in enumerate(self.scripts)}
        self.exceptions = self._exceptions(words)

    def _exceptions(self, words):
        """"UPOS lower-form" -> lemma, for the pairs that nearly always have the same one; names are
        left to the scripts, which know the case."""
        lemmas_of = defaultdict(Counter)
        for w in words:
            if w.upos != "PROPN" and w.lemma != "_":
                lemmas_of[w.upos + " " + lower(w.form)][w.lemma] += 1
        usual = {key: lemmas.most_common(1)[0] + (sum(lemmas.values()),) for key, lemmas in lemmas_of.items()}
        return {key: lemma for key, (lemma, n, of) in usual.items() if n >= LEMMA_USUAL * of}

    def relation(self, deprel):
        return self.deprel_of.get(deprel, self.deprel_of.get(deprel.split(":")[0], IGNORE))

    def encode(self, sentence):
        """Label lists of a treebank sentence: upos, morph, lemma, head (0 = root), deprel."""
        return dict(
            upos=[self.upos_of.get(w.upos, IGNORE) for w in sentence],
            morph=[self.morph_of.get((w.xpos, w.feats), IGNORE) for w in sentence],
            lemma=[self.script_of.get(lemma_script(w.form, w.lemma), IGNORE) if w.lemma != "_"
                   else IGNORE for w in sentence],
            head=[w.head for w in sentence],
            deprel=[self.relation(w.deprel) for w in sentence])

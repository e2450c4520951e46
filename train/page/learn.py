"""Labels, and word and class scores, from the Records of dump.py; gbdt.py learns from them."""

import re
import subprocess
from collections import Counter

import numpy as np

import gbdt

WORD = re.compile(r"\w+", re.UNICODE)
LEVELS = 5
SCORE_PRIOR = 2.0  # pages that an unseen token is worth
SCORE_PAGES_MIN = 5


def names(program):
    out = subprocess.run([program, "names"], stdout=subprocess.PIPE, check=True).stdout.decode()
    return {line.split()[0]: int(line.split()[1]) for line in out.splitlines()}


# ---- labels ----

def label(texts, gold_text):
    """How much of each block is in the gold body: 4-word shingles for blocks of five words and more, each used
    as often as the gold has it; shorter blocks count when the gold has them right where the block stands."""
    gold = WORD.findall(gold_text or "")
    places = {}
    for i in range(len(gold) - 3):
        places.setdefault(tuple(gold[i:i + 4]), []).append(i)
    words = [WORD.findall(t) for t in texts]
    out, anchor, used = np.zeros(len(texts)), [None] * len(texts), Counter()
    for i, w in enumerate(words):
        if len(w) < 5:
            continue
        shingles = [tuple(w[j:j + 4]) for j in range(len(w) - 3)]
        free = [s for s in shingles if s in places and used[s] < len(places[s])]
        share = len(free) / len(shingles)
        if share < 0.3:
            continue
        out[i] = share
        if share >= 0.5:
            used.update(free)
            single = [places[s][0] for s in free if len(places[s]) == 1]
            if single:
                anchor[i] = (min(single), max(single) + 4)
    following = [len(gold)] * (len(texts) + 1)
    for i in range(len(texts) - 1, -1, -1):
        following[i] = anchor[i][0] if anchor[i] else following[i + 1]
    at = 0
    for i, w in enumerate(words):
        if anchor[i]:
            at = anchor[i][1] if anchor[i][1] - at >= 3000 else max(at, anchor[i][1])
        elif 0 < len(w) < 5:
            end = following[i + 1] if following[i + 1] >= at else len(gold)
            for p in range(at, min(end, at + 60) - len(w) + 1):
                if gold[p:p + len(w)] == w:
                    out[i], at = 1.0, p + len(w)
                    break
    return out


# ---- scores of words and class parts ----

def page_shares(keys, weights, kept):
    """Per distinct key: its weighted share of kept. Returns (keys, shares)."""
    unique, inverse = np.unique(keys, return_inverse=True)
    total = np.bincount(inverse, weights=weights)
    return unique, np.bincount(inverse, weights=weights * kept) / np.maximum(total, 1e-9)


def token_shares(record):
    """(word hashes, shares), (part hashes, shares) of one page."""
    size = np.minimum(record.x[:, 0], 50) + 1
    words = page_shares(record.words[:, 1], np.ones(len(record.words)), record.y[record.words[:, 0]])
    kept = np.concatenate([[0], np.cumsum(size * record.y)])
    mass = np.concatenate([[0], np.cumsum(size)])
    first, last = record.part_range[:, 0], record.part_range[:, 1]
    of_part = (kept[last] - kept[first]) / np.maximum(mass[last] - mass[first], 1e-9)
    parts = page_shares(record.parts[:, 1], np.ones(len(record.parts)), of_part)
    return words, parts


class Scores:
    """Log odds of tokens; a page that took part in the counts can be left out of them again."""

    def __init__(self, shares, sites):
        keys = np.concatenate([k for k, _ in shares])
        values = np.concatenate([v for _, v in shares])
        self.keys, inverse = np.unique(keys, return_inverse=True)
        self.n = np.bincount(inverse).astype("f8")
        self.k = np.bincount(inverse, weights=values)
        self.mean = self.k.sum() / max(self.n.sum(), 1)
        self.by_site = {}
        for site, share in zip(sites, shares):
            self.by_site.setdefault(site, []).append(share)

    def score(self, n, k):
        kept = (k + SCORE_PRIOR * self.mean) / np.maximum(n - k + SCORE_PRIOR * (1 - self.mean), 1e-9)
        s = np.log(kept) - np.log(self.mean / (1 - self.mean))
        s[(n < SCORE_PAGES_MIN) | (np.abs(s) < 0.3)] = 0
        return s.astype("f4")

    def table(self):
        s = self.score(self.n, self.k)
        return self.keys[s != 0], s[s != 0]

    def look_up(self, hashes, without_site=None):
        n, k = self.n, self.k
        if without_site in self.by_site:
            n, k = n.copy(), k.copy()
            for keys, values in self.by_site[without_site]:
                at = np.searchsorted(self.keys, keys)
                n[at] -= 1
                k[at] -= values
        if len(hashes) == 0:
            return np.zeros(0, dtype="f4")
        at = np.minimum(np.searchsorted(self.keys, hashes), len(self.keys) - 1)
        found = self.keys[at] == hashes
        out = np.zeros(len(hashes), dtype="f4")
        out[found] = self.score(n[at[found]], np.maximum(k[at[found]], 0))
        return out


def reduce_by(op, owner, values, count):
    """op.reduceat over runs of equal, ascending owners; 0 where there is none, and never beyond 0."""
    out = np.zeros(count)
    if len(owner):
        starts = np.flatnonzero(np.concatenate([[True], owner[1:] != owner[:-1]]))
        out[owner[starts]] = op(op.reduceat(values, starts), 0)
    return out


def with_scores(record, col, word_scores, part_scores, without):
    """The matrix with its score features filled in, as features.c fills them from the shipped tables."""
    x = record.x.copy()
    n = record.count
    block = record.words[:, 0]
    s = word_scores.look_up(record.words[:, 1], without).astype("f8")
    total, many = np.bincount(block, weights=s, minlength=n), np.bincount(block, minlength=n)
    x[:, col["TEXT_SUM"]] = total
    x[:, col["TEXT_MEAN"]] = total / np.maximum(many, 1)
    x[:, col["TEXT_MIN"]] = reduce_by(np.minimum, block, s, n)
    x[:, col["TEXT_MAX"]] = reduce_by(np.maximum, block, s, n)
    x[:, col["TEXT_FIRST"]] = np.bincount(block, weights=s * record.words[:, 2], minlength=n)
    if len(record.above):
        nodes = int(record.above[:, 1].max()) + 1
        p = part_scores.look_up(record.parts[:, 1], without)
        of_node = np.bincount(record.parts[:, 0], weights=p, minlength=nodes)[:nodes].astype("f4").astype("f8")
        block, node, level = record.above.T
        s = of_node[node]
        for k in range(LEVELS):
            x[:, col["CLASS_"] + k] = np.bincount(block, weights=s * (level == k), minlength=n)
        x[:, col["CLASS_SUM"]] = np.bincount(block, weights=s, minlength=n)
        x[:, col["CLASS_MIN"]] = reduce_by(np.minimum, block, s, n)
        x[:, col["CLASS_MAX"]] = reduce_by(np.maximum, block, s, n)
        near = np.zeros(n)
        hit = np.flatnonzero(np.abs(s) > 1e-6)[::-1]
        near[block[hit]] = s[hit]
        x[:, col["CLASS_NEAR"]] = near
    heading = np.where(x[:, col["KIND"]] == 1, np.arange(n), -1)
    heading = np.concatenate([[-1], np.maximum.accumulate(heading)[:-1]])
    has = heading >= 0
    x[has, col["HEADING_TEXT"]] = x[heading[has], col["TEXT_MEAN"]]
    x[has, col["HEADING_CLASS"]] = x[heading[has], col["CLASS_SUM"]]
    for k, offset in enumerate((-2, -1, 1, 2)):
        at = np.arange(n) + offset
        ok = (at >= 0) & (at < n)
        x[ok, col["NEAR_"] + 7 * k + 3] = x[at[ok], col["TEXT_MEAN"]]
    spread_text_score(record, col, x)
    return x


def spread_text_score(record, col, x):
    """The features that are means of TEXT_SUM over blocks around, above and alike."""
    n, index = record.count, np.arange(record.count)
    score = x[:, col["TEXT_SUM"]].astype("f8")
    before = np.concatenate([[0], np.cumsum(score)])
    for k, width in enumerate((3, 8)):
        first, last = np.maximum(index - width, 0), np.minimum(index + width + 1, n)
        x[:, col["WINDOW_"] + 4 * k + 2] = (before[last] - before[first]) / (last - first)
    for k in range(LEVELS):
        first, last = record.levels[:, k, 0].astype("i8"), record.levels[:, k, 1].astype("i8")
        x[:, col["LEVEL_"] + 8 * k + 6] = (before[last] - before[first]) / np.maximum(last - first, 1)
    alike = np.bincount(record.like, weights=score) / np.bincount(record.like)
    x[:, col["LIKE_TEXT"]] = alike[record.like]


# ---- weights ----

def weights(record):
    """Long blocks count more, and each page about the same."""
    size = (record.x[:, 0].astype("f8") + 3) ** 0.7
    return size / (size * record.y).sum() ** 0.5 if record.y.sum() > 0 else size / size.sum() ** 0.5


# ---- the measure ----

def shingles(text):
    words = WORD.findall(text or "")
    if len(words) < 4:
        return Counter([tuple(words)] if words else [])
    return Counter(tuple(words[i:i + 4]) for i in range(len(words) - 3))


def body_f1(pairs):
    """(gold text, kept blocks) pairs to F1, precision and recall over 4-word shingles, means over pages."""
    precision, recall = [], []
    for gold, kept in pairs:
        g, s = shingles(gold), shingles("\n".join(kept))
        hit = sum((g & s).values())
        if s:
            precision.append(hit / sum(s.values()))
        if g:
            recall.append(hit / sum(g.values()))
    p, r = np.mean(precision), np.mean(recall)
    return 2 * p * r / (p + r), p, r

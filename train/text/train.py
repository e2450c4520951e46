#!/usr/bin/env python3
"""Trains models/en.text.bin: the weights with which src/text/ finds words and sentences.

    train/text/train.py --treebanks FOLDER --news NEWS.jsonl.xz [--cross-validate N --out FOLDER] [-o FILE]

FOLDER holds en_ewt-train.conllu and en_gum-train.conllu (UD English). NEWS gives word statistics only.
Run from the repository's root; needs python3, numpy and a C compiler. Seeded: the same files give the
same weights. See models/text.md.
"""
import argparse
import lzma
import json
import os
import re
import struct
import subprocess
import sys
import tempfile

import numpy as np

sys.path.insert(0, "bench")
import raw_text  # noqa: E402

WORD_BITS, MULTIWORD_BITS, SENTENCE_BITS, STATISTICS_BITS = 17, 13, 17, 16
WORD_FEATURES, SENTENCE_FEATURES = 40, 64
VERSION = 1
DECAY = 1e-4
DROP_WORDS, DROP_SENTENCES = 0.2, 0.3
SCALE = 256.0  # a weight of 1.0 in the file


# ---- paragraphs with their divisions ----

def divisions(sentences, text):
    """[(byte offset, flags)] of the words of sentences, whose surfaces stand in text in this order."""
    raw, out, at = text.encode(), [], 0
    for sentence in sentences:
        for surface, words, _ in sentence.tokens:
            surface = surface.encode()
            at = raw.index(surface, at)
            lengths = [len(w.encode()) for w in words]
            if sum(lengths) != len(surface):  # "wa + n't" of "wan't": keep the last word's length
                lengths = [len(surface) - sum(lengths[1:])] + lengths[1:]
            for i, n in enumerate(lengths):
                at += n
                out.append([at, 1 | (2 if i + 1 < len(lengths) else 0)])
        out[-1][1] |= 4
    return out


SWAPS = [str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"}), None]


def curl(text):
    """Straight quotes made curly, by what stands before them."""
    text = re.sub(r'(^|[\s(\[/–—-])"', r"\1“", text)
    text = text.replace('"', "”")
    text = re.sub(r"(^|[\s(\[/“])'(?=\w)", r"\1‘", text)
    return text.replace("'", "’")


def restyle(sentences, text):
    """The same paragraph with quotes of the other kind; None when it has none."""
    if re.search("[“”‘’]", text):
        new = text.translate(SWAPS[0])
    else:
        new = curl(text)
    if new == text:
        return None
    twins, at = [], 0
    for sentence in sentences:  # one character stays one character
        twin = raw_text.Sentence([], [])
        for surface, words, space in sentence.tokens:
            at = text.index(surface, at)
            other = new[at:at + len(surface)]
            at += len(surface)
            parts, cut = [], 0
            if sum(map(len, words)) == len(surface):
                for word in words:
                    parts.append(other[cut:cut + len(word)])
                    cut += len(word)
            else:
                parts = words
            twin.tokens.append((other, parts, space))
        twins.append(twin)
    return twins, new


def abbreviations():
    """{form: forms of its kind} of the kinds that may stand for each other."""
    kinds = {}
    for line in open("data/en/text/abbreviations.txt", encoding="utf-8"):
        fields = line.split("#")[0].split()
        if fields and fields[0] in ("title", "month", "corporate", "place", "initials"):
            kinds.setdefault(fields[0], []).extend(f.rstrip("?") for f in fields[1:])
    return {form: forms for forms in kinds.values() for form in forms}


def substitute(sentences, kinds, rng):
    """The same paragraph with its abbreviations exchanged for others of their kind; None when it has none."""
    twins, found = [], False
    for sentence in sentences:
        twin = raw_text.Sentence([], [])
        for surface, words, space in sentence.tokens:
            others = kinds.get(surface.lower())
            if others and len(words) == 1:
                other = others[rng.integers(len(others))]
                if surface[0].isupper():
                    other = other.upper() if other.count(".") > 1 and surface.isupper() else other.capitalize()
                surface, words, found = other, [other], True
            twin.tokens.append((surface, words, space))
        twins.append(twin)
    return (twins, raw_text.paragraph_text(twins)) if found else None


class Data:
    """Paragraphs for the feature tool, each with a weight."""

    def __init__(self):
        self.blobs, self.weights = [], []
        self.kinds, self.rng = abbreviations(), np.random.default_rng(5)

    def add(self, sentences, text, weight):
        marks = divisions(sentences, text)
        raw = text.encode()
        lines = "".join(f"{at} {flags}\n" for at, flags in marks)
        self.blobs.append(b"%d %d\n%b\n%b" % (len(raw), len(marks), raw, lines.encode()))
        self.weights.append(weight)

    def add_document(self, paragraphs, weight, whole):
        texts = [raw_text.paragraph_text(p) for p in paragraphs]
        for sentences, text in zip(paragraphs, texts):
            self.add(sentences, text, weight)
            twin = restyle(sentences, text)
            if twin:
                self.add(*twin, weight * 0.5)
            for _ in range(3):
                twin = substitute(sentences, self.kinds, self.rng)
                if twin:
                    self.add(*twin, weight * 0.5)
        if whole and len(paragraphs) > 1:
            every = [s for p in paragraphs for s in p]
            self.add(every, "\n".join(texts), weight * whole)
            self.add(every, " ".join(texts), weight * whole)


def features(tool, mode, weights, data, count):
    """(labels, weights, features) of all doubtful places."""
    done = subprocess.run([tool, mode, weights], input=b"".join(data.blobs), stdout=subprocess.PIPE, check=True)
    records = np.frombuffer(done.stdout, dtype="<u4").reshape(-1, count + 2)
    return records[:, 1].astype(np.int64), np.array(data.weights, np.float32)[records[:, 0]], records[:, 2:]


# ---- logistic regression ----

def fit(labels, weights, indices, bits, epochs, rate, dropout, seed):
    """Adagrad over mini-batches, the weights averaged over the last half of the epochs. Dropout leaves out single
    features, so that the many that overlap learn to do without each other."""
    size, batch = 1 << bits, 512
    indices = (indices & (size - 1)).astype(np.int32)
    labels = labels.astype(np.float32)
    w, g2 = np.zeros(size + 1, np.float32), np.full(size, 1e-2, np.float32)  # w[size]: left out, always 0
    mean, taken = np.zeros(size), 0
    rng = np.random.default_rng(seed)
    for epoch in range(epochs):
        order, loss = rng.permutation(len(labels)), 0.0
        for start in range(0, len(order), batch):
            rows = order[start:start + batch]
            x = np.where(rng.random((len(rows), indices.shape[1]), np.float32) < dropout, size, indices[rows])
            p = 1 / (1 + np.exp(-np.clip(w[x].sum(1), -30, 30)))
            error = (p - labels[rows]) * weights[rows]
            g = np.bincount(x.ravel(), np.repeat(error, x.shape[1]), size)[:size].astype(np.float32)
            touched = np.flatnonzero(g)
            gt = g[touched] + DECAY * w[touched]
            g2[touched] += gt * gt
            w[touched] -= rate * gt / np.sqrt(g2[touched])
            loss -= float((np.log(np.where(labels[rows] > 0, p, 1 - p) + 1e-7) * weights[rows]).sum())
        if epoch >= epochs // 2:
            mean += w[:size]
            taken += 1
        print(f"  epoch {epoch + 1}: loss {loss / weights.sum():.5f}", file=sys.stderr)
    mean /= taken
    wrong = ((mean[indices].sum(1) > 0) != (labels > 0)).mean()
    print(f"  {len(labels)} places, {labels.mean():.3f} yes, {wrong:.5f} wrong", file=sys.stderr)
    return np.clip(np.round(mean * SCALE), -32767, 32767).astype("<i2")


# ---- word statistics ----

def hash_lower(word):
    h = 2166136261
    for byte in word.encode():
        h = (h ^ byte) * 16777619 & 0xFFFFFFFF
    return h


def level(ratio, limits):
    return sum(ratio >= limit for limit in limits)


def statistics(news):
    """The table of 16-bit numbers: 3 bits capitals inside sentences, 2 bits how often it begins one, 2 bits how
    often its full stop goes on in lower case, 2 bits frequency. 0: unknown."""
    counts = {}
    pattern = re.compile(r"([.!?][\"”’')]*\s+[\"“‘'(]*|(?<=[a-z,;] ))([A-Za-z]+)((?:\.[a-z]+)*\.?)(?=(\s+[a-z])?)")
    for line in lzma.open(news, "rt", encoding="utf-8"):
        for before, word, dot, lower_next in pattern.findall(json.loads(line)["text"]):
            c = counts.setdefault(word.lower(), [0, 0, 0, 0, 0])
            upper = word[0].isupper()
            if before:
                c[2] += upper  # begins a sentence
            else:
                c[upper] += 1  # inside: lower, capital
            if dot:
                c[3 + bool(lower_next)] += 1  # full stop: then other, then lower case
    table = np.zeros(1 << STATISTICS_BITS, "<u2")
    ranked = sorted(((sum(c[:3]), w, c) for w, c in counts.items() if sum(c[:3]) >= 12), key=lambda r: (r[0], r[1]))
    for total, word, (low, up, start, dot_other, dot_lower) in ranked:  # the more frequent word last
        capital = 1 + level(up / (low + up), [0.02, 0.1, 0.3, 0.6, 0.9, 0.98]) if low + up >= 3 else 0
        begins = level(start / total, [0.02, 0.08, 0.3])
        dotted = level((dot_lower + 0.1) / (dot_lower + dot_other + 5), [0.05, 0.2, 0.6])
        often = level(total, [100, 1000, 10000])
        value = capital | begins << 3 | dotted << 5 | often << 7
        h = hash_lower(word)
        table[(h ^ h >> 15) & ((1 << STATISTICS_BITS) - 1)] = value
    print(f"  statistics of {len(ranked)} words", file=sys.stderr)
    return table


# ---- the file ----

def write(tool, path, tables):
    body = b"".join(t.tobytes() for t in tables)
    bits = [int(len(t)).bit_length() - 1 for t in tables]
    done = subprocess.run([tool, "checksum", "-"], input=body, stdout=subprocess.PIPE, check=True)
    with open(path, "wb") as out:
        out.write(b"ANNTEXT\n" + struct.pack("<6IQ", VERSION, *bits, 0, int(done.stdout)) + body)


def build_tool(folder):
    tool = os.path.join(folder, "features")
    sources = ["train/text/features.c"]
    for part in ("text", "base"):
        sources += sorted(f"src/{part}/{f}" for f in os.listdir(f"src/{part}") if f.endswith(".c") and f != "split.c")
    subprocess.run(["cc", "-std=gnu17", "-O2", "-D_GNU_SOURCE", "-Isrc", "-o", tool, *sources, "-lutf8proc", "-lxxhash",
                    "-lnettle", "-lm"], check=True)
    return tool


def document_weight(doc):
    """News and what is written like it counts more."""
    if doc.startswith("GUM_news"):
        return 3.0
    if doc.startswith("GUM_"):
        return 0.5 if re.match("GUM_(vlog|interview|court|speech)", doc) else 0.8
    return 1.0


def train(tool, folder, documents, table, out):
    zero = np.zeros(1, "<i2")
    start = os.path.join(folder, "start.bin")
    data = Data()
    for doc, paragraphs in documents:
        data.add_document(paragraphs, document_weight(doc), 0)
    write(tool, start, [zero, zero, zero, table])
    labels, weights, x = features(tool, "words", start, data, WORD_FEATURES)
    words = fit(labels & 1, weights, x, WORD_BITS, 12, 0.15, DROP_WORDS, 1)
    doubtful = (labels & 3) == 3
    multiword = fit(labels[doubtful] >> 2, weights[doubtful], x[doubtful], MULTIWORD_BITS, 12, 0.15, DROP_WORDS, 2)
    write(tool, start, [words, multiword, zero, table])
    data = Data()
    for doc, paragraphs in documents:
        data.add_document(paragraphs, document_weight(doc), 0.2)
    labels, weights, x = features(tool, "sentences", start, data, SENTENCE_FEATURES)
    sentence = fit(labels, weights, x, SENTENCE_BITS, 12, 0.1, DROP_SENTENCES, 3)
    write(tool, out, [words, multiword, sentence, table])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebanks", required=True)
    parser.add_argument("--news", required=True)
    parser.add_argument("--statistics", help="keep or reuse the table of word statistics here")
    parser.add_argument("--cross-validate", type=int, default=0)
    parser.add_argument("--out", help="folder for the weights of each part of the cross-validation")
    parser.add_argument("-o", default="models/en.text.bin")
    options = parser.parse_args()
    if options.statistics and os.path.exists(options.statistics):
        table = np.fromfile(options.statistics, "<u2")
    else:
        table = statistics(options.news)
        if options.statistics:
            table.tofile(options.statistics)
    documents = []
    for name in ("en_ewt-train.conllu", "en_gum-train.conllu"):
        documents += list(raw_text.documents(os.path.join(options.treebanks, name)))
    with tempfile.TemporaryDirectory() as folder:
        tool = build_tool(folder)
        if not options.cross_validate:
            train(tool, folder, documents, table, options.o)
        news = [d for d, _ in documents if d.startswith("GUM_news")]
        for part in range(options.cross_validate):
            held = set(news[part::options.cross_validate])
            kept = [d for d in documents if d[0] not in held]
            train(tool, folder, kept, table, os.path.join(options.out, f"fold{part}.bin"))
            with open(os.path.join(options.out, f"fold{part}.docs"), "w") as out:
                out.write("^(" + "|".join(sorted(held)) + ")$")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Trains models/page.bin: which blocks of a page, and which lines of scraped text, are the article.

    train.py --pages DIR --news FILE --program build/train/page/page_dump --out models/page.bin
    train.py --pages DIR --program ... --folds 5 [--form html|text]     cross-validation by site, writes nothing

DIR holds gold.json ({id: {"url", "title", "articleBody"}}) and html/ID.html.gz: the public development part of
WCXB (CC BY 4.0). FILE is JSON lines, xz-compressed, with "title" and "text": whole news articles, which teach
the text forest to keep clean text. Seeded; needs numpy only. About ten minutes on one core.
"""

import argparse
import glob
import gzip
import json
import lzma
import os
import sys
from multiprocessing import Pool
from urllib.parse import urlparse

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

import export
import gbdt
import learn
from dump import dump

HTML = dict(trees=220, depth=6, rate=0.08, rows=0.25, columns=0.25)
TEXT = dict(trees=140, depth=6, rate=0.09, rows=0.2, columns=0.25)
KEEP_AT = {"html": 0.38, "text": 0.30}
NEWS_ARTICLES = 600


def site_of(page, name):
    return urlparse(page.get("url") or name).netloc.replace("www.", "")


def read_pages(args):
    with open(os.path.join(args.pages, "gold.json"), encoding="utf-8") as f:
        gold = json.load(f)
    documents = []
    for path in sorted(glob.glob(os.path.join(args.pages, "html", "*.html.gz"))):
        with gzip.open(path) as f:
            documents.append((os.path.basename(path)[:-8], "", f.read().decode("utf-8", "replace")))
    records = [r for r in dump(args.program, "html", documents) if r.count > 0]
    for r in records:
        r.y = learn.label(r.texts, gold[r.name]["articleBody"])
        r.site = site_of(gold[r.name], r.name)
        r.gold, r.title, r.source = gold[r.name]["articleBody"], gold[r.name]["title"] or "", r.name
    return records


# ---- plain text: pages as readers copy them ----

def headline_of(record):
    """The last block before the body that is the title."""
    first = int(np.argmax(record.y > 0.5)) if (record.y > 0.5).any() else 0
    wanted = record.title.lower().strip()
    same = [i for i in range(first) if record.texts[i].lower().strip() == wanted]
    return same[-1] if wanted and same else None


def windows(record, rng):
    """(texts, labels, separator) variants: the whole page, the body with some of what is around it."""
    y = record.y.copy()
    headline = headline_of(record)
    if headline is not None:
        y[headline] = 1
    kept = np.flatnonzero(y > 0.5)
    everything = np.arange(record.count)
    yield everything, y, "\n" if rng.random() < 0.5 else "\n\n"
    if len(kept) == 0:
        return
    for most in (12, 5):
        first = max(0, kept[0] - int(rng.integers(0, most)))
        last = min(record.count, kept[-1] + 1 + int(rng.integers(0, most)))
        chosen = np.array([i for i in range(first, last) if y[i] > 0.5 or rng.random() < 0.7])
        yield chosen, y, "\n" if rng.random() < 0.3 else "\n\n"


def page_texts(records):
    rng = np.random.default_rng(7)
    documents, sources = [], {}
    for r in records:
        for k, (chosen, y, separator) in enumerate(windows(r, rng)):
            name = f"{r.name}.{k}"
            title = r.title if rng.random() < 0.3 else ""
            documents.append((name, title, separator.join(r.texts[i] for i in chosen)))
            sources[name] = (r, {r.texts[i]: y[i] for i in chosen})
    return documents, sources


def read_texts(args, records):
    documents, sources = page_texts(records)
    texts = [r for r in dump(args.program, "text", documents) if r.count > 0]
    for t in texts:
        r, labels = sources[t.name]
        t.y = np.array([labels.get(x, np.nan) for x in t.texts])
        t.site, t.gold, t.title, t.source = r.site, r.gold, r.title, r.name
        t.doubt = np.isnan(t.y)  # lines that were joined or cut otherwise than the page's blocks
        t.y = np.nan_to_num(t.y)
    return texts


def read_news(args):
    documents = []
    with lzma.open(args.news, "rt", encoding="utf-8") as f:
        for number, line in enumerate(f):
            article = json.loads(line)
            if number % 37 == 0 and len(article["text"]) > 600:
                title = article["title"] if number % 2 else ""
                documents.append((f"news{number}", "" if number % 3 else title,
                                  (title + "\n\n" if title else "") + article["text"]))
            if len(documents) == NEWS_ARTICLES:
                break
    texts = [r for r in dump(args.program, "text", documents) if r.count > 0]
    col = learn.names(args.program)
    for t in texts:
        t.y, t.site, t.source = np.ones(t.count), t.name, t.name
        phrases = t.x[:, col["PHRASE_"]:col["HINT_"]].max(axis=1)
        t.doubt = (phrases > 0) & (t.x[:, col["WORDS"]] < 30)  # some of them are left-over boilerplate
    return texts


# ---- fitting ----

class Model:
    def __init__(self, records, col, setting, seed=0):
        for r in records:
            if not hasattr(r, "shares"):
                r.shares = learn.token_shares(r)
        sites = [r.site for r in records]
        self.col = col
        self.words = learn.Scores([r.shares[0] for r in records], sites)
        self.parts = learn.Scores([r.shares[1] for r in records], sites)
        x = np.concatenate([self.matrix(r, r.site) for r in records])
        y = np.concatenate([r.y for r in records])
        w = np.concatenate([learn.weights(r) * ~getattr(r, "doubt", np.zeros(r.count, bool)) for r in records])
        self.forest = gbdt.train(x, y, w, seed=seed, say=lambda s: print(s, flush=True), **setting)

    def matrix(self, record, without=None):
        return learn.with_scores(record, self.col, self.words, self.parts, without)

    def predict(self, record):
        return self.forest.predict(self.matrix(record))


def fold_of(site, folds):
    return sum(ord(c) * (i + 1) for i, c in enumerate(site)) % folds


def run_fold(job):
    args, records, k, setting = job
    col = learn.names(args.program)
    model = Model([r for r in records if fold_of(r.site, args.folds) != k], col, setting)
    return {r.name: model.predict(r) for r in records if fold_of(r.site, args.folds) == k}


def cross_validate(args, records, setting):
    few = range(args.few or args.folds)
    with Pool(args.jobs) as pool:
        found = pool.map(run_fold, [(args, records, k, setting) for k in few], chunksize=1)
    p = {name: value for part in found for name, value in part.items()}
    for at in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        print(at, "f1 %.4f precision %.4f recall %.4f" % learn.body_f1(
            [(r.gold, [t for t, q in zip(r.texts, p[r.name]) if q >= at]) for r in records if r.name in p]))
    return p


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("pages", "program"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--news")
    parser.add_argument("--out")
    parser.add_argument("--folds", type=int)
    parser.add_argument("--few", type=int, help="only the first so many folds")
    parser.add_argument("--form", choices=("html", "text"), default="html")
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    pages = read_pages(args)
    if args.folds and args.form == "html":
        return cross_validate(args, pages, HTML)
    texts = read_texts(args, pages) + (read_news(args) if args.news else [])
    if args.folds:
        whole = [t for t in texts if t.name.endswith(".0")]
        return cross_validate_text(args, texts, whole)
    col = learn.names(args.program)
    html, text = Model(pages, col, HTML), Model(texts, col, TEXT)
    export.write(args.out, col["COUNT"], [(html.forest, KEEP_AT["html"]), (text.forest, KEEP_AT["text"])],
                 [html.words.table(), html.parts.table(), text.words.table()])


def cross_validate_text(args, texts, whole):
    """Trains on all variants, measures each kind of variant on its own."""
    few = range(args.few or args.folds)
    with Pool(args.jobs) as pool:
        found = pool.map(run_fold, [(args, texts, k, TEXT) for k in few], chunksize=1)
    p = {name: value for part in found for name, value in part.items()}
    for kind in ("0", "1", "2", "news"):
        chosen = [t for t in texts if t.name in p and
                  (t.name.endswith("." + kind) or t.name.startswith(kind))]
        for at in (0.1, 0.2, 0.3, 0.4, 0.5):
            pairs = [([x for x, y in zip(t.texts, t.y) if y > 0.5], [x for x, q in zip(t.texts, p[t.name]) if q >= at])
                     for t in chosen]
            print(kind, at, "f1 %.4f precision %.4f recall %.4f" %
                  learn.body_f1([("\n".join(a), b) for a, b in pairs]), flush=True)
    return p


if __name__ == "__main__":
    sys.exit(0 if main() is None else 0)

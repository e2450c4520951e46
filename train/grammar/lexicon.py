"""lexicon.py - the distinct forms of a corpus with their features, ready to be batched.

  in    forms and the vocabulary of vectors.py
  out   tensors of table rows for any set of forms
  uses  forms, numpy, torch
"""
import os

import numpy as np
import torch

from forms import affix_rows, ngram_rows, norm


class Vocabulary:
    """Row numbers of norms in the `word` table; 0 is the unknown word."""

    def __init__(self, work):
        stored = np.load(os.path.join(work, "vectors.npz"))
        self.norms = str(stored["norms"]).split("\n")
        self.vectors = stored["vectors"]
        self.row_of = {n: i + 1 for i, n in enumerate(self.norms)}


class Lexicon:
    def __init__(self, vocabulary, forms=()):
        self.vocabulary = vocabulary
        self.number_of = {}
        self.word, self.affix, self.ngram = [], [], []
        for f in forms:
            self.number(f)

    def number(self, form):
        at = self.number_of.get(form)
        if at is None:
            at = self.number_of[form] = len(self.word)
            self.word.append(self.vocabulary.row_of.get(norm(form), 0))
            self.affix.append(affix_rows(form))
            self.ngram.append(np.array(ngram_rows(form), dtype=np.int64))
        return at

    def freeze(self):
        """Call after the last number(); makes the arrays that features() reads."""
        self.words = np.array(self.word, dtype=np.int64)
        self.affixes = np.array(self.affix, dtype=np.int64)
        sizes = np.array([len(g) for g in self.ngram], dtype=np.int64)
        self.sizes, self.starts = sizes, np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self.ngrams = np.concatenate(self.ngram)
        return self

    def features(self, numbers, device="cpu", unknown=None):
        """The four inputs of TypeLayer for these form numbers; unknown masks the word rows."""
        word = self.words[numbers]
        if unknown is not None:
            word = np.where(unknown, 0, word)
        sizes = self.sizes[numbers]
        start = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        at = np.repeat(self.starts[numbers] - start, sizes) + np.arange(sizes.sum())
        return [torch.from_numpy(a).to(device) for a in (word, self.affixes[numbers], self.ngrams[at], start)]


def pad(rows, fill, step=1):
    """int64 [rows][longest, rounded up to a multiple of step] from lists of numbers."""
    longest = max(map(len, rows))
    out = np.full((len(rows), -(-longest // step) * step), fill, dtype=np.int64)
    for i, r in enumerate(rows):
        out[i, :len(r)] = r
    return out


def batch_tokens(lexicon, rows, device, drop=None, rng=None, like=(1, 1)):
    """(features, tokens) of sentences given as form numbers; drop: chance of losing the word row; like:
    steps to which the length and the number of word types are rounded up."""
    tokens = pad(rows, -1, like[0])
    real = tokens >= 0
    unique, inverse = np.unique(tokens[real], return_inverse=True)
    tokens[real] = inverse
    unique = np.concatenate([unique, np.repeat(unique[:1], -len(unique) % like[1])])
    unknown = None if drop is None else rng.rand(len(unique)) < drop[unique]
    return lexicon.features(unique, device, unknown), torch.from_numpy(tokens).to(device)

"""vectors.py - step 2: vocabulary and first word vectors.

  in    WORK/news.npz and the forms of the train files
  out   WORK/vectors.npz: `norms` (the vocabulary; row 0 is the unknown word), `vectors` f32[V][128].
        The vectors are a truncated singular value decomposition of positive pointwise mutual
        information between words and the frequent words at distance -2, -1, 1, 2 (Levy and
        Goldberg 2014; contexts by position as in Ling et al. 2015).
  run   OPENBLAS_CORETYPE=SkylakeX python3 vectors.py --data ../shared/data --work WORK
"""
import argparse
import os
from collections import Counter

import numpy as np
import scipy.sparse as sparse

from corpus import read_entities, read_treebank
from forms import norm

NEWS_MIN, TRAIN_MIN, WORDS_MAX = 6, 2, 60000
CONTEXTS = 4000
WIDTH, EXTRA, POWER = 128, 16, 2
SHIFT = 0.0  # subtracted from the mutual information
SMOOTHING = 0.75
RMS = 0.5


def train_counts(data):
    counts = Counter()
    for name in ("ewt", "gum"):
        for s in read_treebank(f"{data}/treebanks/en_{name}-train.conllu"):
            counts.update(norm(w.form) for w in s)
    for forms, _ in read_entities(f"{data}/entities/worldwide-train.tsv"):
        counts.update(map(norm, forms))
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--work", required=True)
    args = parser.parse_args()
    news = np.load(os.path.join(args.work, "news.npz"))
    forms = str(news["forms"]).split("\n")
    norms = [norm(f) for f in forms]
    counts = Counter()
    for n, c in zip(norms, news["counts"]):
        counts[n] += int(c)
    here = train_counts(args.data)
    vocabulary = [w for w, n in counts.most_common() if n >= NEWS_MIN or here[w] >= TRAIN_MIN]
    vocabulary += [w for w, n in here.most_common() if n >= TRAIN_MIN and w not in counts]
    vocabulary = vocabulary[:WORDS_MAX]
    place = {w: i + 1 for i, w in enumerate(vocabulary)}
    ids = np.array([place.get(n, 0) for n in norms], dtype=np.int64)[news["ids"]]
    sentence = np.zeros(len(ids), dtype=np.int32)
    sentence[news["ends"][:-1]] = 1
    sentence = np.cumsum(sentence, dtype=np.int32)
    size, blocks = len(vocabulary) + 1, []
    for d in (1, 2):
        for word, context in ((ids[d:], ids[:-d]), (ids[:-d], ids[d:])):
            keep = (sentence[d:] == sentence[:-d]) & (word > 0) & (context > 0) & (context <= CONTEXTS)
            keys, n = np.unique(word[keep] * CONTEXTS + context[keep] - 1, return_counts=True)
            m = sparse.csr_matrix((n.astype(np.float64), (keys // CONTEXTS, keys % CONTEXTS)),
                                  shape=(size, CONTEXTS))
            row, column = np.asarray(m.sum(1)).ravel(), np.asarray(m.sum(0)).ravel() ** SMOOTHING
            m = m.tocoo()
            pmi = np.log(m.data * column.sum() / (row[m.row] * np.maximum(column[m.col], 1e-9)))
            pmi = np.maximum(pmi - SHIFT, 0)
            blocks.append(sparse.csr_matrix((pmi.astype(np.float32), (m.row, m.col)), shape=m.shape))
    matrix = sparse.hstack(blocks).tocsr()
    print(f"words {size}\nentries {matrix.nnz}", flush=True)
    random = np.random.RandomState(1)
    y = matrix @ random.randn(matrix.shape[1], WIDTH + EXTRA).astype(np.float32)
    back = matrix.T.tocsr()
    for _ in range(POWER):
        y, _ = np.linalg.qr(y)
        y = matrix @ (back @ y)
    q, _ = np.linalg.qr(y)
    u, s, _ = np.linalg.svd((back @ q).T, full_matrices=False)
    vectors = (q @ u[:, :WIDTH]) * np.sqrt(s[:WIDTH])
    rms = np.sqrt((vectors ** 2).mean(1, keepdims=True))
    vectors = np.where(rms > 1e-6, vectors / np.maximum(rms, 1e-6) * RMS, 0)
    np.savez(os.path.join(args.work, "vectors.npz"), norms=np.array("\n".join(vocabulary)),
             vectors=vectors.astype(np.float32))
    for w in ("minister", "killed", "quickly", "turkey", "which"):
        near = np.argsort(-(vectors @ vectors[place[w]]))[1:7]
        print(w, [vocabulary[i - 1] for i in near])


if __name__ == "__main__":
    main()

"""Gradient-boosted trees on histograms (Friedman 2001; Ke et al. 2017), in numpy.

Trees are complete and of one depth: a node that does not pay sends everything left. Logistic loss with
soft labels and weights. Everything is seeded; sums have a fixed order.
"""

import numpy as np

BINS = 64


def bin_edges(x, seed=0):
    """Up to BINS - 1 thresholds a feature, at quantiles: bin = number of thresholds < value."""
    rng = np.random.default_rng(seed)
    rows = rng.permutation(len(x))[:40000]
    edges = []
    for f in range(x.shape[1]):
        values = np.unique(x[rows, f])
        if len(values) > BINS:
            values = np.unique(np.quantile(x[rows, f], np.linspace(0, 1, BINS), method="nearest"))
        middle = (values[:-1].astype("f8") + values[1:].astype("f8")) / 2
        edges.append(np.unique(middle.astype("f4"))[:BINS - 1])
    return edges


def to_bins(x, edges):
    out = np.empty((x.shape[1], len(x)), dtype="u1")
    for f, e in enumerate(edges):
        out[f] = np.searchsorted(e, x[:, f], side="left")
    return out


class Tree:
    def __init__(self, depth):
        self.feature = np.zeros(2 ** depth - 1, dtype="i4")
        self.threshold = np.full(2 ** depth - 1, np.inf, dtype="f4")
        self.bin = np.full(2 ** depth - 1, 255, dtype="i4")
        self.leaf = np.zeros(2 ** depth, dtype="f4")
        self.depth = depth

    def apply(self, bins):
        node = np.zeros(bins.shape[1], dtype="i4")
        rows = np.arange(bins.shape[1])
        for _ in range(self.depth):
            node = 2 * node + 1 + (bins[self.feature[node], rows] > self.bin[node])
        return self.leaf[node - (2 ** self.depth - 1)]


def histograms(bins, node, nodes, g, h):
    out = np.empty((len(bins), 2, nodes, BINS))
    base = node.astype("i8") * BINS
    for f in range(len(bins)):
        at = base + bins[f]
        out[f, 0] = np.bincount(at, weights=g, minlength=nodes * BINS).reshape(nodes, BINS)
        out[f, 1] = np.bincount(at, weights=h, minlength=nodes * BINS).reshape(nodes, BINS)
    return out


def grow(bins, features, g, h, depth, smooth, min_h, rate, edges):
    """One tree on binned rows (features x rows). features maps rows of bins to feature numbers."""
    tree = Tree(depth)
    node = np.zeros(bins.shape[1], dtype="i4")
    hist = histograms(bins, node, 1, g, h)
    for level in range(depth):
        nodes = 2 ** level
        left = np.cumsum(hist, axis=3)[..., :-1]
        total = hist.sum(axis=3)[..., None]
        gl, hl = left[:, 0], left[:, 1]
        gr, hr = total[:, 0] - gl, total[:, 1] - hl
        gain = gl ** 2 / (hl + smooth) + gr ** 2 / (hr + smooth) - total[:, 0] ** 2 / (total[:, 1] + smooth)
        gain[(hl < min_h) | (hr < min_h)] = 0
        best = gain.transpose(1, 0, 2).reshape(nodes, -1)
        pick = best.argmax(axis=1)
        for n in range(nodes):
            if best[n, pick[n]] > 1e-6:
                f, b = divmod(int(pick[n]), BINS - 1)
                at = nodes - 1 + n
                if b < len(edges[features[f]]):
                    tree.feature[at], tree.bin[at] = f, b
                    tree.threshold[at] = edges[features[f]][b]
        at = nodes - 1 + node
        right = bins[tree.feature[at], np.arange(bins.shape[1])] > tree.bin[at]
        node = 2 * node + right
        if level + 1 < depth:
            hist = children(bins, node, nodes, g, h, hist)
    leaf_g = np.bincount(node, weights=g, minlength=2 ** depth)
    leaf_h = np.bincount(node, weights=h, minlength=2 ** depth)
    tree.leaf[:] = -rate * leaf_g / (leaf_h + smooth)
    tree.feature = np.asarray(features)[tree.feature].astype("i4")
    return tree


def children(bins, node, parents, g, h, hist):
    """Histograms of the next level: the smaller child is counted, its sibling is the rest."""
    sizes = np.bincount(node, minlength=2 * parents).reshape(parents, 2)
    small = (sizes[:, 1] < sizes[:, 0]).astype("i4")
    rows = np.flatnonzero((node & 1) == small[node >> 1])
    part = histograms(bins[:, rows], node[rows] >> 1, parents, g[rows], h[rows])
    out = np.empty((len(bins), 2, 2 * parents, BINS))
    for n in range(parents):
        out[:, :, 2 * n + small[n]] = part[:, :, n]
        out[:, :, 2 * n + 1 - small[n]] = hist[:, :, n] - part[:, :, n]
    return out


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Forest:
    """bias + sum of trees is the log odds."""

    def __init__(self):
        self.trees, self.bias, self.edges = [], 0.0, None

    def logit(self, x):
        bins = to_bins(x, self.edges)
        z = np.full(len(x), self.bias)
        for tree in self.trees:
            z += tree.apply(bins)
        return z

    def predict(self, x):
        return sigmoid(self.logit(x))


def train(x, y, w, trees=200, depth=6, rate=0.1, smooth=5.0, min_h=2.0, rows=0.35, columns=0.4, seed=0,
          say=None):
    rng = np.random.default_rng(seed)
    forest = Forest()
    forest.edges = bin_edges(x, seed)
    bins = to_bins(x, forest.edges)
    usable = np.array([f for f in range(x.shape[1]) if len(forest.edges[f]) > 0])
    w = w / w.mean()
    mean = (w * y).sum() / w.sum()
    forest.bias = float(np.float32(np.log(mean / (1 - mean))))
    z = np.full(len(x), forest.bias)
    for t in range(trees):
        p = sigmoid(z)
        g, h = w * (p - y), w * np.maximum(p * (1 - p), 1e-4)
        # One-side sampling (Ke et al. 2017): all rows with large gradients, some of the others.
        big = np.abs(g) >= np.quantile(np.abs(g), 1 - rows / 2)
        keep = big | (rng.random(len(x)) < rows / 2)
        scale = np.where(big, 1.0, 2 / rows)[keep]
        chosen = np.sort(rng.permutation(usable)[:max(1, int(len(usable) * columns))])
        index = np.flatnonzero(keep)
        tree = grow(bins[np.ix_(chosen, index)], chosen, g[index] * scale, h[index] * scale, depth, smooth,
                    min_h, rate, forest.edges)
        forest.trees.append(tree)
        z += tree.apply(bins)
        if say and (t + 1) % 50 == 0:
            loss = -(w * (y * np.log(sigmoid(z) + 1e-9) + (1 - y) * np.log(1 - sigmoid(z) + 1e-9))).mean()
            say(f"tree {t + 1} loss {loss:.4f}")
    return forest

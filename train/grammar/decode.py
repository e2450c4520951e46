"""decode.py - from scores to trees, entity spans and lemmas.

  in    float scores of the heads
  out   heads (0 = root), BIOES classes, lemmas: what src/grammar/ computes
  uses  numpy, forms
"""
import unicodedata

import numpy as np

from forms import lower

ROOT_COST = float(1 << 20)


def is_tree(heads):
    """heads[i] in 0..n, 0 = root: exactly one root and no cycle."""
    if list(heads).count(0) != 1:
        return False
    state = [0] * (len(heads) + 1)
    state[0] = 2
    for i in range(1, len(heads) + 1):
        path = []
        while state[i] == 0:
            state[i] = 1
            path.append(i)
            i = heads[i - 1]
        if state[i] == 1:
            return False
        for p in path:
            state[p] = 2
    return True


def _find_cycle(best):
    state = [0] * len(best)
    state[0] = 2
    for i in range(1, len(best)):
        path, at = [], i
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = best[at]
        if state[at] == 1:
            return path[path.index(at):]
        for p in path:
            state[p] = 2
    return None


def spanning_tree(scores):
    """Chu-Liu-Edmonds by contraction. scores[i][j]: head j of node i, node 0 the root; returns heads."""
    n = len(scores)
    s = np.array(scores, dtype=np.float64)
    np.fill_diagonal(s, -np.inf)
    s[0] = -np.inf
    best = s.argmax(1)
    best[0] = 0
    cycle = _find_cycle(best)
    if cycle is None:
        return best
    cycle = np.array(sorted(cycle))
    rest = np.array([i for i in range(n) if i not in set(cycle.tolist())])
    inner = s[cycle, best[cycle]]
    enter = s[np.ix_(cycle, rest)] - inner[:, None]    # gain of entering the cycle at each node
    leave = s[np.ix_(rest, cycle)]
    m = len(rest)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = s[np.ix_(rest, rest)]
    small[m, :m] = enter.max(0)
    small[:m, m] = leave.max(1)
    heads = spanning_tree(small)
    out = best.copy()
    for i in range(1, m):
        out[rest[i]] = cycle[leave[i].argmax()] if heads[i] == m else rest[heads[i]]
    at = heads[m]
    out[cycle[enter[:, at].argmax()]] = rest[at]
    return out


def tree(scores):
    """scores [tokens][1 + tokens], column 0 the root; heads (0 = root, j + 1 = token j)."""
    s = np.asarray(scores, dtype=np.float64)
    n = len(s)
    s[np.arange(n), np.arange(1, n + 1)] = -np.inf
    heads = s.argmax(1)
    if is_tree(heads.tolist()):
        return heads
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:] = s
    full[1:, 0] -= ROOT_COST
    return spanning_tree(full)[1:]


def entities(scores, moves):
    """Best legal BIOES class sequence; scores [tokens][1 + 4 * types], moves [classes][classes]."""
    s, moves = np.asarray(scores, dtype=np.float64), np.asarray(moves, dtype=np.float64)
    n, c = s.shape
    kind = np.array([0] + [1 + i % 4 for i in range(c - 1)])  # 0 O, 1 B, 2 I, 3 E, 4 S
    closed = (kind == 0) | (kind >= 3)
    opener = (kind == 0) | (kind == 1) | (kind == 4)
    group = np.array([-1] + [i // 4 for i in range(c - 1)])
    allowed = np.where(closed[:, None], opener[None, :],
                       (group[:, None] == group[None, :]) & ((kind == 2) | (kind == 3))[None, :])
    score = np.where(opener, s[0], -np.inf)
    back = np.zeros((n, c), dtype=np.int64)
    for i in range(1, n):
        m = np.where(allowed, score[:, None] + moves, -np.inf)
        back[i] = m.argmax(0)
        score = m.max(0) + s[i]
    score = np.where(closed, score, -np.inf)
    at = int(score.argmax())
    out = [at]
    for i in range(n - 1, 0, -1):
        at = int(back[i][at])
        out.append(at)
    return out[::-1]


RECALL_OTHERS, RECALL_SENTENCES, VIEW_MOST, PENDING_TOKENS_MAX = 4, 20, 5.0, 4096


def name_like(form):
    """More than one character, the first upper case."""
    return len(form) > 1 and unicodedata.category(form[0]) in ("Lu", "Lt")


def recall(sentences, scores):
    """The scores [tokens][1 + 4 * types] (float32) of some sentences' entity tags, changed for words that begin
    with a capital and come back: each gets the views of its nearest others (src/grammar/recall.c)."""
    views = [np.clip(s[:, 1:].reshape(len(s), -1, 4).max(2) - s[:, :1], -VIEW_MOST, VIEW_MOST) for s in scores]
    places = {}
    for i, forms in enumerate(sentences):
        for k, form in enumerate(forms):
            if name_like(form):
                places.setdefault(form, []).append((i, k))
    out = [s.copy() for s in scores]
    for found in places.values():
        for n, (i, k) in enumerate(found):
            near = found[max(0, n - RECALL_OTHERS):n][::-1] + found[n + 1:n + 1 + RECALL_OTHERS]
            near = [p for p in near if abs(p[0] - i) <= RECALL_SENTENCES]
            total = np.zeros(views[i].shape[1])
            for a, b in near:
                total += views[a][b]
            if near:
                out[i][k, 1:] += np.repeat(total / (len(near) + 1), 4).astype(np.float32)
    return out


def recalled(sentences, scores):
    """recall() over runs of whole sentences of at most PENDING_TOKENS_MAX tokens."""
    out, first, count = [], 0, 0
    for i, forms in enumerate(sentences):
        if count + len(forms) > PENDING_TOKENS_MAX:
            out += recall(sentences[first:i], scores[first:i])
            first, count = i, 0
        count += len(forms)
    return out + recall(sentences[first:], scores[first:])


def lemma(form, script):
    """The lemma that a (mode, strip, add) gives, or None where it does not apply."""
    mode, strip, add = script
    f = form if mode == 1 else lower(form)
    if mode == 2:
        f = f.replace(",", "")
    if not f.endswith(strip):
        return None
    return f[:len(f) - len(strip)] + add or None


def spans(classes):
    """{(first, past last, type number)} of a BIOES class sequence; PER, ORG, LOC are 0, 1, 2."""
    out, start = set(), None
    for i, c in enumerate(classes):
        mark = (c - 1) % 4
        if c <= 0:
            continue
        if mark in (0, 3):
            start = i
        if mark in (2, 3) and start is not None:
            out.add((start, i + 1, (c - 1) // 4))
    return out

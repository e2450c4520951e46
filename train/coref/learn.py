#!/usr/bin/env python3
"""Learns models/en.coref: the weights of coreference.

    learn.py BENCH_COREF TREEBANK.conllu GOLD.txt OUT.coref [EPOCHS]

BENCH_COREF learn writes, for each noun phrase, its comparisons as 32-bit numbers: candidates, form, 1 if it is in a gold
chain; then for each candidate (the last is "new"): 1 if right, number of values, values. GOLD.txt is what
`bench/coref.py gold` prints. The loss is the negative logarithm of the chance of any right answer, under a softmax of the
scores raised by what a wrong answer costs (Durrett and Klein 2013: taking up nothing though there is something 3, the
wrong thing 1, something though there is nothing 0.1 by default); AdaGrad, phrases in a fixed order of shuffled
blocks; numpy only. Weights are rounded to 1/256.
"""
import os
import subprocess
import sys

import numpy as np

BLOCK = 256
RATE = 0.1
DECAY = float(os.environ.get("DECAY", "1e-5"))
COST_NEW = float(os.environ.get("COST_NEW", "3.0"))
COST_WRONG = float(os.environ.get("COST_WRONG", "1.0"))
COST_ANAPHOR = float(os.environ.get("COST_ANAPHOR", "0.1"))
SCALE = 256
# Weights of an earlier round, whose chains this one sees, errors and all (as it will in use).
FOLLOW = [os.environ["FOLLOW"]] if os.environ.get("FOLLOW") else []


def read(program, treebank, gold):
    raw = subprocess.run([program, "learn", treebank, gold] + FOLLOW, stdout=subprocess.PIPE, check=True).stdout
    return np.frombuffer(raw, dtype=np.uint32)


def parse(raw):
    """phrase -> rows -> values, as flat arrays and their starts."""
    at, size = 0, len(raw)
    raw_list_header = raw
    phrase_starts, row_starts, row_right, row_new, keep = [], [], [], [], []
    while at < size:
        count = int(raw_list_header[at])
        at += 3
        phrase_starts.append(len(row_starts))
        for i in range(count):
            row_right.append(int(raw[at]))
            values = int(raw[at + 1])
            row_new.append(i == count - 1)
            row_starts.append(at + 2)
            keep.append(values)
            at += 2 + values
    return (np.array(phrase_starts), np.array(row_starts), np.array(keep), np.array(row_right, dtype=bool),
            np.array(row_new, dtype=bool))


def main():
    program, treebank, gold, out = sys.argv[1:5]
    epochs = int(sys.argv[5]) if len(sys.argv) > 5 else 12
    features = [line.split() for line in subprocess.run([program, "features"], stdout=subprocess.PIPE, check=True,
                                                        text=True).stdout.splitlines()]
    size = sum(int(count) for _, count in features)
    raw = read(program, treebank, gold)
    phrases, starts, counts, right, new = parse(raw)
    print(f"{len(phrases)} phrases, {len(starts)} comparisons, {size} weights", file=sys.stderr)
    mask = np.ones(len(raw), dtype=bool)
    index = np.repeat(starts - np.concatenate(([0], np.cumsum(counts)[:-1])), counts) + np.arange(counts.sum())
    values = raw[index].astype(np.int32)
    del raw, index, mask
    begin = np.concatenate(([0], np.cumsum(counts)))
    ends = np.append(phrases, len(starts))
    truth_new = right[ends[1:] - 1]
    cost = np.where(right, 0.0, np.where(new, COST_NEW, COST_WRONG))
    cost[np.repeat(truth_new, np.diff(ends)) & ~new] = COST_ANAPHOR
    weights = np.zeros(size)
    squares = np.full(size, 1e-8)
    average, steps = np.zeros(size), 0
    rng = np.random.RandomState(1)
    blocks = [(i, min(i + BLOCK, len(phrases))) for i in range(0, len(phrases), BLOCK)]
    for epoch in range(epochs):
        loss = 0.0
        for b in rng.permutation(len(blocks)):
            first, last = ends[blocks[b][0]], ends[blocks[b][1]]
            local = values[begin[first]:begin[last]]
            length = counts[first:last]
            offsets = begin[first:last] - begin[first]
            scores = np.add.reduceat(weights[local], offsets) + cost[first:last]
            groups = ends[blocks[b][0]:blocks[b][1]] - first
            sizes = np.diff(np.append(groups, last - first))
            top = np.maximum.reduceat(scores, groups)
            chance = np.exp(scores - np.repeat(top, sizes))
            total = np.add.reduceat(chance, groups)
            chance /= np.repeat(total, sizes)
            good = np.where(right[first:last], chance, 0.0)
            good_total = np.maximum(np.add.reduceat(good, groups), 1e-30)
            loss -= np.log(good_total).sum()
            gradient = chance - good / np.repeat(good_total, sizes)
            step = np.bincount(local, weights=np.repeat(gradient, length), minlength=size) + DECAY * len(groups) * weights
            squares += step * step
            weights -= RATE * step / np.sqrt(squares)
            if epoch >= epochs // 2:
                average += weights
                steps += 1
        print(f"epoch {epoch} loss {loss / len(phrases):.4f}", file=sys.stderr)
    final = np.rint(average / max(steps, 1) * SCALE).astype(int)
    with open(out, "w", encoding="ascii") as file:
        file.write("# Weights of coreference, in units of 1/256: a line a feature, a number a value; see models/coref.md.\n")
        at = 0
        for name, count in features:
            parts, i, line = [], 0, final[at:at + int(count)]
            while i < len(line):
                j = i
                while j < len(line) and line[j] == line[i]:
                    j += 1
                parts.append(str(line[i]) if j - i == 1 else f"{line[i]}*{j - i}")
                i = j
            file.write(f"{name}: {' '.join(parts)}\n")
            at += int(count)


if __name__ == "__main__":
    main()

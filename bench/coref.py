#!/usr/bin/env python3
"""Scores coreference chains: MUC, B-cubed, CEAFe and their mean (CoNLL), and pronouns.

    coref.py TREEBANK.conllu GOLD.conll BENCH_COREF [WEIGHTS]   runs bench_coref on the treebank's tokens and scores it
    coref.py gold TREEBANK.conllu GOLD.conll                    prints GOLD as lines "document first last chain"
    coref.py self-test                                          checks the measures on examples worked out by hand

Gold: documents after "# begin document", a line a token, chains in the last field as "(3", "3)", "(3)" joined by
anything. Mentions are spans of tokens, compared exactly; chains of one mention are left out on both sides (as the CoNLL
2012 scorer sees them when no system returns them). Scores are over all documents together, as in that scorer.
Python 3, standard library only.
"""
import collections
import re
import subprocess
import sys

THIRD = {"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself",
         "they", "them", "their", "theirs", "themselves"}


def read_conllu(path):
    """(name, words) of each document."""
    documents = []
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc"):
            documents.append((line.rstrip("\n").split("= ")[-1], []))
        fields = line.split("\t")
        if fields[0].isdigit():
            documents[-1][1].append(fields[1])
    return documents


def read_gold(path):
    """Chains {number: [(first, last)]} of each document."""
    documents, opened, at = [], None, 0
    for line in open(path, encoding="utf-8"):
        if line.startswith("# begin"):
            documents.append(collections.defaultdict(list))
            opened, at = collections.defaultdict(list), 0
            continue
        fields = line.rstrip("\n").split("\t")
        if not fields[0].isdigit():
            continue
        for start, number, end in re.findall(r"(\()?(\d+)(\))?", "" if len(fields) < 3 else fields[-1]):
            if start:
                opened[number].append(at)
            if end:
                documents[-1][int(number)].append((opened[number].pop(), at))
        at += 1
    return documents


def read_chains(lines, count):
    documents = [collections.defaultdict(list) for _ in range(count)]
    for line in lines:
        document, first, last, chain = map(int, line.split())
        documents[document][chain].append((first, last))
    return documents


def clean(chains):
    """Sets of mentions; a mention that stands in two chains stays in the first; single ones go."""
    seen, result = set(), []
    for number in sorted(chains):
        mentions = {m for m in chains[number] if m not in seen}
        if len(mentions) > 1:
            result.append(mentions)
            seen |= mentions
    return result


def muc(key, response):
    """(links found, links) of the key: Vilain et al. 1995."""
    where = {m: i for i, chain in enumerate(response) for m in chain}
    found = total = 0
    for chain in key:
        parts = {where[m] for m in chain if m in where}
        alone = sum(m not in where for m in chain)
        found += len(chain) - len(parts) - alone
        total += len(chain) - 1
    return found, total


def b_cubed(key, response):
    """(sum over the key's mentions of their chain's share, mentions): Bagga and Baldwin 1998, with mentions that the
    response does not have counting nothing (Cai and Strube 2010 as in the CoNLL scorer)."""
    where = {m: chain for chain in response for m in chain}
    found = total = 0
    for chain in key:
        total += len(chain)
        overlap = collections.Counter(id(where[m]) for m in chain if m in where)
        found += sum(n * n for n in overlap.values()) / len(chain)
    return found, total


def assign(weights):
    """The greatest sum of weights[row][column] with each row and column used once (Hungarian method, as costs)."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    if not rows or not columns:
        return 0.0
    if rows > columns:
        return assign([list(column) for column in zip(*weights)])
    infinity = float("inf")
    u, v, match = [0.0] * (rows + 1), [0.0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        match[0], at = row, 0
        least, way, used = [infinity] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while True:
            used[at] = True
            here, step, following = match[at], infinity, 0
            for column in range(1, columns + 1):
                if used[column]:
                    continue
                cost = -weights[here - 1][column - 1] - u[here] - v[column]
                if cost < least[column]:
                    least[column], way[column] = cost, at
                if least[column] < step:
                    step, following = least[column], column
            for column in range(columns + 1):
                if used[column]:
                    u[match[column]] += step
                    v[column] -= step
                else:
                    least[column] -= step
            at = following
            if match[at] == 0:
                break
        while at:
            match[at] = match[way[at]]
            at = way[at]
    return sum(weights[match[c] - 1][c - 1] for c in range(1, columns + 1) if match[c])


def ceaf_e(key, response):
    """Sum of phi4 over the best alignment of chains: Luo 2005. Chains that share nothing need no column."""
    columns = [r for r in response if any(k & r for k in key)]
    rows = [k for k in key if any(k & r for r in columns)]
    return assign([[2 * len(k & r) / (len(k) + len(r)) for r in columns] for k in rows])


def ratio(part, whole):
    return part / whole if whole else 0.0


def f1(precision, recall):
    return ratio(2 * precision * recall, precision + recall)


def score(golds, answers):
    """Figures over all documents: {name: (precision, recall, F1)}."""
    sums = collections.Counter()
    for gold, answer in zip(golds, answers):
        key, response = clean(gold), clean(answer)
        for name, measure in (("muc", muc), ("b3", b_cubed)):
            for side, one, other in (("r", key, response), ("p", response, key)):
                found, total = measure(one, other)
                sums[name, side] += found
                sums[name, side, "of"] += total
        sums["ceafe"] += ceaf_e(key, response)
        sums["ceafe", "r", "of"] += len(key)
        sums["ceafe", "p", "of"] += len(response)
        mine, theirs = set().union(*response), set().union(*key)
        sums["mentions"] += len(mine & theirs)
        sums["mentions", "r", "of"] += len(theirs)
        sums["mentions", "p", "of"] += len(mine)
    figures = {}
    for name in ("muc", "b3", "ceafe", "mentions"):
        one = name in ("ceafe", "mentions")
        precision = ratio(sums[name] if one else sums[name, "p"], sums[name, "p", "of"])
        recall = ratio(sums[name] if one else sums[name, "r"], sums[name, "r", "of"])
        figures[name] = (precision, recall, f1(precision, recall))
    return figures


def find(chain_of, mention, exact):
    """Chains of a gold mention: of its very span, or else of spans that start or end with it."""
    if mention in chain_of or exact:
        return {chain_of.get(mention)}
    return {chain for (first, last), chain in chain_of.items()
            if (first == mention[0] or last == mention[1]) and first <= mention[1] and last >= mention[0]
            and (last > first or mention[0] == mention[1])}


def pronouns(words, gold, answer, exact):
    """(right, all) gold pronouns of the third person that take something up: right when the answer puts the pronoun in
    the chain of the nearest gold mention before it that is not a pronoun, or of the nearest one at all when there is
    none; a pronoun that the answer leaves alone is wrong. Unless exact, that mention may start or end elsewhere."""
    chain_of = {m: number for number, chain in answer.items() for m in chain}
    right = total = 0
    for chain in gold.values():
        mentions = sorted(chain)
        for i, mention in enumerate(mentions):
            first, last = mention
            if first != last or words[first].lower() not in THIRD or i == 0:
                continue
            before = [m for m in mentions[:i] if not (m[0] == m[1] and words[m[0]].lower() in THIRD)]
            total += 1
            mine = chain_of.get(mention)
            targets = set().union(*(find(chain_of, m, exact) for m in (before or mentions[:i])))
            right += mine is not None and mine in targets
    return right, total


def self_test():
    key = [{1: [(1, 1), (2, 2), (3, 3)], 2: [(4, 4), (5, 5), (6, 6), (7, 7)]}]
    response = [{1: [(1, 1), (2, 2)], 2: [(3, 3), (4, 4)], 3: [(6, 6), (7, 7), (8, 8), (9, 9)]}]
    # The example of Pradhan et al. 2014, worked out in their paper.
    figures = score(key, response)
    assert abs(figures["muc"][1] - 0.4) < 1e-9 and abs(figures["muc"][0] - 0.4) < 1e-9
    assert abs(figures["b3"][1] - (1 / 7) * (4 / 3 + 1 / 3 + 1 / 4 + 4 / 4)) < 1e-9
    assert abs(figures["b3"][0] - (1 / 8) * (4 / 2 + 1 / 2 + 1 / 2 + 4 / 4)) < 1e-9
    phi = 2 * 2 / 5 + 2 * 2 / 8
    assert abs(figures["ceafe"][1] - phi / 2) < 1e-9 and abs(figures["ceafe"][0] - phi / 3) < 1e-9
    same = score(key, key)
    assert all(abs(x - 1) < 1e-9 for figure in same.values() for x in figure)
    assert assign([[1, 5], [4, 7], [3, 9]]) == 13
    print("self-test good")


def main(arguments):
    if arguments[:1] == ["self-test"]:
        return self_test()
    if arguments[:1] == ["gold"]:
        for number, chains in enumerate(read_gold(arguments[2])):
            for chain, mentions in sorted(chains.items()):
                for first, last in mentions:
                    print(number, first, last, chain)
        return None
    if len(arguments) < 3:
        sys.exit(__doc__)
    treebank, gold_path, program = arguments[:3]
    documents, golds = read_conllu(treebank), read_gold(gold_path)
    output = subprocess.run([program, "chains", treebank] + arguments[3:], stdout=subprocess.PIPE, check=True, text=True)
    answers = read_chains(output.stdout.splitlines(), len(documents))
    figures = score(golds, answers)
    print(f"conll {sum(figures[n][2] for n in ('muc', 'b3', 'ceafe')) / 3:.4f}")
    for name, values in figures.items():
        print(f"{name} " + " ".join(f"{x:.4f}" for x in values))
    for genre in ("", "news"):
        for exact in (True, False):
            right = total = 0
            for (name, words), gold, answer in zip(documents, golds, answers):
                if genre in name:
                    add = pronouns(words, gold, answer, exact)
                    right, total = right + add[0], total + add[1]
            name = "pronouns" + ("_" + genre if genre else "") + ("" if exact else "_loose")
            print(f"{name} {ratio(right, total):.4f} {right} {total}")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Fits the weights of merging, in data/en/record/merge.txt, to event mentions with known chains.

    learn.py ANNALS PAIRS_RUN ECBPLUS.jsonl MENTIONS.json MERGE.txt [SHARE]

ECBPLUS.jsonl has articles ("id", "title", "text", "split"), MENTIONS.json the event mentions of ECB+ with their chains
(Cybulska and Vossen 2014). Each topic's articles are read with ANNALS into a store of their own; PAIRS_RUN
(bench/pairs_run.c) tells how often each weight counts into each pair of coded mentions. A coded mention has the chain of
the mention whose head its anchor holds, when that is one chain in the article. Then logistic regression, kept near the
weights of MERGE.txt (ridge); what the set says nothing of, days above all, stays as it is. The file is written anew with
SHARE (default 0.75) of the way from the old weights to the fitted ones, in tenths. numpy only.
"""
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np

RIDGE = 10.0
ROUNDS = 40
# Not evidence on two mentions, or signs that a set without dates cannot show.
FIXED = {"link", "join", "best-share", "dispute", "dispute-count", "dispute-status", "dispute-who", "dispute-within", "one-undated", "both-undated", "placed", "other-weekday"}
# Articles of one topic are taken to lie as near in time as dated reports would: what not knowing costs them.
UNDATED = -1.4


def read_weights(path):
    found = (re.match(r"weight \| (\S+) \| (\S+)", line) for line in open(path, encoding="utf-8"))
    return {match[1]: float(match[2]) for match in found if match}


def read_topics(path):
    topics = collections.defaultdict(list)
    for line in open(path, encoding="utf-8"):
        article = json.loads(line)
        if article["split"] == "train":
            topics[article["id"].split("_")[0]].append(article)
    return topics


def read_chains(path):
    chains = collections.defaultdict(list)
    for mention in json.load(open(path, encoding="utf-8")):
        if mention["mention_type"].startswith(("ACT", "NEG")):
            chains[mention["doc_id"].removesuffix(".xml")].append((mention["mention_head"].lower(), mention["coref_chain"]))
    return chains


def pairs_of(articles, annals, pairs_run):
    """Lines of pairs_run over the articles, each alone in a store with the others."""
    with tempfile.TemporaryDirectory() as folder:
        texts, store = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.db")
        with open(texts, "w", encoding="utf-8") as out:
            for article in articles:
                out.write(json.dumps({"id": article["id"], "text": article["title"] + " " + article["text"]}) + "\n")
        subprocess.run([annals, "read", "-q", texts, "-o", store], check=True)
        told = subprocess.run([pairs_run, store], check=True, stdout=subprocess.PIPE, text=True).stdout
    return [line.split("\t") for line in told.splitlines()]


def chain_of(line, chains):
    words = re.findall(r"[\w'-]+", line[4].lower())
    found = {chain for head, chain in chains[line[1]] if head in words}
    return found.pop() if len(found) == 1 else None


def read_pairs(lines, chains, weights):
    names = sorted(weights)
    place = {name: i for i, name in enumerate(names)}
    of = [chain_of(line, chains) for line in lines if line[0] == "M"]
    rows, scores, same = [], [], []
    for line in lines:
        if line[0] != "P" or of[int(line[1])] is None or of[int(line[2])] is None:
            continue
        row = np.zeros(len(names))
        for field in line[4:]:
            name, times = field.split("=")
            row[place[name]] = float(times)
        undated = row[place["both-undated"]]
        rows.append(np.where(np.arange(len(names)) == place["both-undated"], 0, row))
        scores.append(float(line[3]) + undated * (UNDATED - weights["both-undated"]))
        same.append(of[int(line[1])] == of[int(line[2])])
    return rows, scores, same


def fit(rows, rest, same, old, free):
    """Newton's method; rest is what other lines than weights add to each score."""
    weights = old.copy()
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-(rows @ weights + rest)))
        slope = rows.T @ (chance - same) + RIDGE * (weights - old)
        bend = (rows * (chance * (1 - chance))[:, None]).T @ rows + RIDGE * np.eye(len(old))
        weights = np.where(free, weights - np.linalg.solve(bend, slope), old)
    return weights


def write_weights(path, weights):
    def line_of(match):
        return f"weight | {match[1]} | {weights[match[1]]:.10g}"
    text = re.sub(r"^weight \| (\S+) \| (\S+)", line_of, open(path, encoding="utf-8").read(), flags=re.M)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)


def main():
    if len(sys.argv) not in (6, 7):
        sys.exit(__doc__)
    annals, pairs_run, articles, mentions, rules = sys.argv[1:6]
    share = float(sys.argv[6]) if len(sys.argv) > 6 else 0.75
    known = read_weights(rules)
    names = sorted(known)
    old = np.array([known[name] for name in names])
    chains = read_chains(mentions)
    rows, scores, same = [], [], []
    for topic in read_topics(articles).values():
        found = read_pairs(pairs_of(topic, annals, pairs_run), chains, known)
        for kept, more in zip((rows, scores, same), found):
            kept.extend(more)
    rows, same = np.array(rows), np.array(same, float)
    fitted = fit(rows, np.array(scores) - rows @ old, same, old, np.array([name not in FIXED for name in names]))
    write_weights(rules, {name: round(a + share * (b - a), 1) if abs(b - a) > 0.05 else a
                          for name, a, b in zip(names, old, fitted)})
    print(f"pairs {len(same)} same {int(same.sum())}", file=sys.stderr)


main()

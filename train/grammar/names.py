"""names.py - step 5: names that the news hardly holds enter the vocabulary from lists.

  in    RUN/model.pt, WORK/news.npz, the entity corpora, data/actors and data/places of this repository, GeoNames' tables
  out   RUN/named.pt: the same with more norms. Each gets the mean row of the words of no list, and on top what every kind
        of name adds to a row: ridge regression over the words that the vocabulary has already. Words of the same kinds
        share a row.
  run   python3 names.py --data ../shared/data --work WORK --run RUN
"""
import argparse
import os
from collections import Counter

import numpy as np
import torch

from corpus import NER_TYPES, bioes, read_entities
from forms import lower, norm

REPOSITORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
GEONAMES = "/usr/share/libtimezonemap/ui"  # cities15000.txt, admin1Codes.txt
LARGE, SMALL = 300000, 50000               # inhabitants of a city
OTHER_NAMES = 100000                       # of a city whose other names are taken as well
LATIN_END, OTHER_LETTERS_MIN = "\u0250", 4
TOWNS = {"city", "town", "village", "camp", "district"}
BUILT = {"airport", "base", "port", "crossing", "square", "dam", "plant", "prison", "building", "site", "stadium",
         "bridge", "road"}
REGIONS = ("africa", "americas", "asia", "eurasia", "europe", "middle-east", "world")
MARKED = ("PER", "ORG", "LOC", "NORP")     # types of the entity corpora that make a kind
MARKED_SHARE = 0.7                         # of a word's occurrences that are of the type
OFTEN_LOWER, COMMON = 0.05, 0.5            # share of a word's occurrences in the news in lower case
RIDGE = 5.0


def facts(*path):
    """The parts of each line of a file of data/."""
    for line in open(os.path.join(REPOSITORY, "data", *path), encoding="utf-8"):
        line = line.strip()
        if line and not line.startswith("#"):
            yield [part.strip() for part in line.split("|")]


def listed(names):
    return [n.strip() for n in names.split(";") if n.strip()]


def lower_shares(forms, counts):
    """{norm: share of its occurrences in lower case}"""
    low, total = Counter(), Counter()
    for form, n in zip(forms, counts):
        total[norm(form)] += int(n)
        low[norm(form)] += int(n) if form == lower(form) else 0
    return {k: low[k] / n for k, n in total.items()}


class Kinds:
    """of: {norm: set of kinds}, a kind being a list and a place in the name ("city", "city, last word")."""

    def __init__(self):
        self.of = {}

    def word(self, word, kind):
        self.of.setdefault(norm(word), set()).add(kind)

    def name(self, name, alone, parts):
        words = name.split()
        for i, w in enumerate(words):
            at = "first" if i == 0 else "last" if i + 1 == len(words) else "inner"
            self.word(w, alone if len(words) == 1 else f"{parts}, {at} word")

    def cities(self, folder):
        for line in open(os.path.join(folder, "cities15000.txt"), encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            people = int(c[14] or 0)
            for name in {c[1], c[2]}:
                self.name(name, "large city" if people >= LARGE else "city" if people >= SMALL else "town", "place")
            for name in c[3].split(",") if people >= OTHER_NAMES else ():
                if len(name) >= OTHER_LETTERS_MIN and max(name) < LATIN_END:
                    self.name(name, "other name of a city", "place")
        for line in open(os.path.join(folder, "admin1Codes.txt"), encoding="utf-8"):
            for name in set(line.rstrip("\n").split("\t")[1:3]):
                self.name(name, "region", "place")

    def places(self):
        for file in ("areas", "news", "regions", "us-counties", "us-states", "us-towns"):
            for names, kind, *_ in facts("places", f"places-{file}.txt"):
                for name in listed(names) if kind not in BUILT else ():
                    self.name(name, "town" if kind in TOWNS else "region", "place")

    def countries(self):
        for _, relation, names, *_ in facts("actors", "countries.txt"):
            for name in listed(names):
                if relation in ("name", "former", "breakaway"):
                    self.name(name, "country", "country")
                elif relation in ("capital", "region"):
                    self.name(name, "region", "place")
                else:
                    self.name(name, relation, relation)

    def people(self):
        for names, *_ in facts("actors", "names.txt"):
            for name in listed(names):
                self.word(name, "given name")
        for region in REGIONS:
            for names, *_ in facts("actors", f"people-{region}.txt"):
                for name in listed(names):
                    words = name.split()
                    self.word(words[-1], "last name of a person")
                    if len(words) > 1:
                        self.word(words[0], "first name of a person")

    def organizations(self):
        for names, *_ in facts("actors", "organizations.txt"):
            for name in listed(names):
                self.name(name, "organization", "organization")

    def corpora(self, data):
        seen = {}
        for file, partial in (("worldwide-train.tsv", False), ("uner_ewt-train.iob2", True)):
            for forms, tags in read_entities(f"{data}/entities/{file}"):
                for form, tag in zip(forms, bioes(tags, partial)):
                    if form[:1].isupper():
                        seen.setdefault(norm(form), Counter())[tag if tag <= 0 else NER_TYPES[(tag - 1) // 4]] += 1
        for word, counts in seen.items():
            kind, n = counts.most_common(1)[0]
            if kind in MARKED and n >= MARKED_SHARE * sum(counts.values()) and word[0].isalpha():
                self.word(word, f"marked as {kind}")


def known_rows(kinds, norms, rows, shares):
    """(mean row of the words of no list, {kind: what it adds}) from the words of the vocabulary that are names at times."""
    numbers = {k: i for i, k in enumerate(sorted({k for of in kinds.of.values() for k in of}))}
    some = [i for i, n in enumerate(norms) if n[0].isalpha() and shares.get(n, 0) < COMMON]
    marks = np.zeros((len(some), len(numbers)))
    for at, i in enumerate(some):
        marks[at, [numbers[k] for k in kinds.of.get(norms[i], ())]] = 1
    rows = rows[np.array(some) + 1]
    mean = rows[marks.sum(1) == 0].mean(0)
    adds = np.linalg.solve(marks.T @ marks + RIDGE * np.eye(len(numbers)), marks.T @ (rows - mean))
    return mean, {k: adds[i] for k, i in numbers.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--run", required=True)
    parser.add_argument("--geonames", default=GEONAMES)
    args = parser.parse_args()
    state = torch.load(os.path.join(args.run, "model.pt"), map_location="cpu", weights_only=False)
    news = np.load(os.path.join(args.work, "news.npz"))
    shares = lower_shares(str(news["forms"]).split("\n"), news["counts"])
    kinds = Kinds()
    kinds.cities(args.geonames)
    kinds.places()
    kinds.countries()
    kinds.people()
    kinds.organizations()
    kinds.corpora(args.data)
    for word, of in kinds.of.items():
        if shares.get(word, 0) > OFTEN_LOWER:
            of.add("often lower case")
    words = state["weights"]["encoder.types.word.weight"].numpy()
    norms, rows = list(state["norms"]), list(words)
    mean, adds = known_rows(kinds, norms, words, shares)
    row_of, have = {}, set(norms)
    places = list(range(1, len(norms) + 1))
    for word in sorted(kinds.of):
        of = tuple(sorted(kinds.of[word]))
        if not word or word in have or shares.get(word, 0) >= COMMON:
            continue
        if of not in row_of:
            row_of[of] = len(rows)
            rows.append(mean + sum(adds[k] for k in of))
        norms.append(word)
        places.append(row_of[of])
    state["norms"], state["rows"] = norms, places
    state["weights"]["encoder.types.word.weight"] = torch.from_numpy(np.array(rows, dtype=np.float32))
    state["config"]["vocab"] = len(rows)
    torch.save(state, os.path.join(args.run, "named.pt"))
    print(f"names {len(norms) - len(have)}\nrows {len(row_of)}")


if __name__ == "__main__":
    main()

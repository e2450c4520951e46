#!/usr/bin/env python3
"""Draws questions "who held OFFICE of COUNTRY on DAY" and prints the record's answers for checking.

    bench/office_holders.py [--annals build/annals] [--seed 1] [--draws 300] [--office "foreign minister"]
                            [--countries RUS,USA,…] [--years 1995-2024] [--days 10]
                            [--truth FILE.tsv]

With no --truth: TSV of country, office, day, answers, tenure, source line; blank where the record has none.
With --truth (TSV: office, country, day, name): the share of questions whose first answer is that name,
compared by surname without case and marks.
"""
import argparse
import datetime
import json
import random
import subprocess
import sys
import unicodedata

THIRTY = ("RUS USA CHN GBR FRA DEU ITA ESP POL UKR TUR ISR IRN IRQ SYR EGY SAU JOR IND PAK AFG JPN KOR "
          "IDN AUS BRA MEX ZAF NGA KEN").split()


def ask(annals, questions):
    """Answers by question, the record's best first."""
    lines = "".join("\t".join(question) + "\n" for question in questions)
    run = subprocess.run([annals, "dictionary", "office", "-", "--format", "jsonl"], input=lines, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    answers = {question: [] for question in questions}
    for line in run.stdout.splitlines():
        answer = json.loads(line)
        answers[(answer["asked"], answer["of"], answer["day"])].append(answer)
    return answers


def plain(name):
    letters = unicodedata.normalize("NFKD", name.lower())
    return "".join(c for c in letters if c.isalnum() or c == " ").strip()


def same_person(a, b):
    """One name's last word is among the other's words."""
    x, y = plain(a).split(), plain(b).split()
    return bool(x and y and (x[-1] in y or y[-1] in x))


def draw(options):
    random_source = random.Random(options.seed)
    first, last = (int(year) for year in options.years.split("-"))
    span = (datetime.date(last, 12, 31) - datetime.date(first, 1, 1)).days
    questions = []
    for country in options.countries.split(","):
        for _ in range(options.days):
            day = datetime.date(first, 1, 1) + datetime.timedelta(random_source.randint(0, span))
            questions.append((options.office, country, day.isoformat()))
    random_source.shuffle(questions)
    return sorted(questions[:options.draws], key=lambda question: (question[1], question[2]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--annals", default="build/annals")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--draws", type=int, default=300)
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--office", default="foreign minister")
    parser.add_argument("--countries", default=",".join(THIRTY))
    parser.add_argument("--years", default="1995-2024")
    parser.add_argument("--truth")
    options = parser.parse_args()
    truth = {}
    if options.truth:
        with open(options.truth, encoding="utf-8") as file:
            for line in file:
                office, country, day, name = line.rstrip("\n").split("\t")[:4]
                truth[(office, country, day)] = name
    questions = sorted(truth) if truth else draw(options)
    answers = ask(options.annals, questions)
    answered = right = 0
    for question in questions:
        found = answers[question]
        names = [answer["name"] for answer in found]
        answered += bool(names)
        if truth:
            is_right = bool(names) and same_person(names[0], truth[question])
            right += is_right
            if not is_right:
                print("\t".join((*question, truth[question], "; ".join(names))))
            continue
        best = found[0] if found else {}
        source = f"{best['file']}:{best['line']}" if best else ""
        print("\t".join((question[1], question[0], question[2], "; ".join(names[:3]),
                         best.get("tenure", ""), source)))
    print(f"{len(questions)} questions, {answered} answered" + (f", {right} right" if truth else ""),
          file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())

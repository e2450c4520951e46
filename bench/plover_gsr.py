"""PLOVER's gold standard records: one sentence and one event each, its actors with codes.

  plover_gsr.py prepare GOLD.json > gsr.jsonl        then: annals read gsr.jsonl --format jsonl > readings.jsonl
  plover_gsr.py score GOLD.json readings.jsonl [--list]

A record is right when one event coded in its sentence has its type and, on either side, one of its actors. Labels that PLOVER gave up
stand for those that took their place: DEMAND is REQUEST, DISAPPROVE and INVESTIGATE are ACCUSE, FIGHT is ASSAULT. An actor is the same
when its country is the gold's code; where that is no country (IGO, NGO, IMG …), and where ours has none, when its words overlap the
gold's. A gold event without target asks for its source alone; of two sources without target (AGREE, CONSULT) both have to take part, on
whatever side. `by words` asks for overlapping words instead of codes, of all actors.
"""
import collections
import json
import re
import sys

TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
NOT_COUNTRIES = {"IGO", "NGO", "IMG", "MNC", "INT", "ISM"}


def records(path):
    for record in json.load(open(path, encoding="utf-8")):
        if record["event"] != "DOCUMENT":
            yield record


def side(record, name):
    """Gold actors of a side: code, span in the text or None. An actor without a name or a code is none."""
    actors = record.get(name)
    actors = [a for a in actors if isinstance(a, dict)] if isinstance(actors, list) else []
    found = []
    for actor in actors:
        words = (actor.get("actorText") or "").strip()
        at = record["text"].find(words) if words else -1
        if words or actor.get("code"):
            found.append((actor.get("code") or "", (at, at + len(words)) if at >= 0 else None))
    return found


def overlaps(part, span):
    return span is not None and part["start"] < span[1] and span[0] < part["end"]


def is_same(part, gold, actors, by_words):
    code, span = gold
    country = actors[part["id"]]["country"]
    is_country = re.fullmatch("[A-Z]{3}", code) and code not in NOT_COUNTRIES
    if by_words or not is_country or not country:
        return overlaps(part, span)
    return country == code


def has_one(parts, golds, actors, by_words):
    return any(is_same(part, gold, actors, by_words) for part in parts for gold in golds)


def sides_fit(event, sources, targets, actors, by_words):
    everyone = event["actors"] + event["recipients"]
    if not targets and len(sources) > 1:
        return all(has_one(everyone, [source], actors, by_words) for source in sources)
    mutual = not event["recipients"] and len(event["actors"]) > 1
    return ((not sources or has_one(event["actors"], sources, actors, by_words)) and
            (not targets or has_one(event["actors"] if mutual else event["recipients"], targets, actors, by_words)))


def cause(wanted, events, sources, targets, actors):
    """Why a record is not right, the nearest event first."""
    if not events:
        return "no event in the sentence"
    of_type = [e for e in events if e["type"] == wanted]
    if not of_type:
        right = any(sides_fit(e, sources, targets, actors, False) for e in events)
        return "another type" + (" between the same actors" if right else ", other actors")
    got_source = any(not sources or has_one(e["actors"], sources, actors, False) for e in of_type)
    got_target = any(not targets or has_one(e["recipients"], targets, actors, False) for e in of_type)
    swapped = any(has_one(e["recipients"], sources, actors, False) and has_one(e["actors"], targets or sources, actors, False)
                  for e in of_type)
    if swapped:
        return "right type, sides swapped"
    if got_source and got_target:
        return "right type, its actors on two events"
    missing = "source" if got_target else "target" if got_source else "both"
    empty = any(not (e["actors"] if missing == "source" else e["recipients"]) for e in of_type) and missing != "both"
    return f"right type, {missing} {'missing' if empty else 'other'}"


def score(gold_path, readings_path, listing):
    readings = {}
    for line in open(readings_path, encoding="utf-8"):
        reading = json.loads(line)
        readings[reading["article"]["id"]] = reading
    counts, causes, types, total = collections.Counter(), collections.defaultdict(list), collections.defaultdict(collections.Counter), 0
    for record in records(gold_path):
        total += 1
        wanted = TYPES.get(record["event"], record["event"])
        reading = readings.get(record["id"], {"events": [], "actors": []})
        actors = {a["id"]: a for a in reading["actors"]}
        sources, targets = side(record, "source"), side(record, "target")
        events = reading["events"]
        of_type = [e for e in events if e["type"] == wanted]
        right = any(sides_fit(e, sources, targets, actors, False) for e in of_type)
        counts["right"] += right
        counts["by words"] += any(sides_fit(e, sources, targets, actors, True) for e in of_type)
        counts["type"] += bool(of_type)
        counts["actors"] += any(sides_fit(e, sources, targets, actors, False) for e in events)
        types[wanted]["right" if right else "wrong"] += 1
        if right:
            continue
        why = cause(wanted, events, sources, targets, actors)
        causes[why].append(record["id"].replace("PLOVER-GSR01-", ""))
        if listing:
            print(f"{record['id']} {wanted}: {why}\n  {record['text']}\n  gold {sources} {targets}")
            for e in events:
                names = [[actors[p["id"]]["name"] + ":" + (actors[p["id"]]["country"] or "") for p in e[s]] for s in ("actors", "recipients")]
                print(f"    {e['type']} {e['mode']} {names[0]} -> {names[1]} {e['status']} {e['rule']}")
    for name in ("right", "by words", "type", "actors"):
        print(f"{name} {counts[name] / total:.3f} ({counts[name]} of {total})")
    for name, count in sorted(types.items()):
        print(f"  {name:10} {count['right']:3} of {count['right'] + count['wrong']}")
    for why, names in sorted(causes.items(), key=lambda item: -len(item[1])):
        print(f"  {len(names):3} {why}: {' '.join(names)}")


if sys.argv[1] == "prepare":
    for record in records(sys.argv[2]):
        print(json.dumps({"id": record["id"], "text": record["text"], "published": record["date"]}))
elif sys.argv[1] == "score":
    score(sys.argv[2], sys.argv[3], "--list" in sys.argv)
else:
    sys.exit(__doc__)

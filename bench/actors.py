#!/usr/bin/env python3
"""Scores who is found: the gold events' actors and recipients among the actors of the readings.

    actors.py ANNALS GOLD [--show]     GOLD holds ID.txt, ID.meta.json (title, published) and ID.json with events

Every participant of a gold event that has a text and a country or a sector is looked for: a mention of the reading that
lies in the quoted sentence (or, when the gold text is not in it, anywhere) and shares the head words of the gold text or
name. It is found when there is one; its country is right when one such actor (or, for several as one, a member) has it,
its sector when one such actor has it among its sectors. Figures are of all participants that give a country, or a sector.
--show prints those that are wrong. Python 3, standard library only.
"""
import json
import pathlib
import re
import subprocess
import sys
import unicodedata


def fold(text):
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c)).lower()


def words(text):
    return [w for w in re.findall(r"\w+", fold(text)) if w not in ("the", "a", "an", "of", "s", "and")]


def read(annals, folder, ident):
    """The reading of one article, whose text is taken as it stands."""
    meta_path = folder / f"{ident}.meta.json"
    meta = json.loads(meta_path.read_text("utf-8")) if meta_path.exists() else {}
    text = (folder / f"{ident}.txt").read_text("utf-8")
    line = {"id": ident, "text": text}
    line.update({k: meta[k] for k in ("title", "published", "outlet", "url") if meta.get(k)})
    out = subprocess.run([annals, "read", "-q", "--format", "jsonl", "-"], input=json.dumps(line) + "\n", text=True,
                         stdout=subprocess.PIPE, check=False).stdout
    return json.loads(out.splitlines()[0])


def candidates(reading, participant, quote):
    """Actors with a mention that the gold words mean, those in the quoted sentence first."""
    text = reading["article"]["text"]
    start = text.find(quote)
    near, far = [], []
    wanted = set(words(participant["text"])) | set(words(participant["name"]))
    said = words(participant["text"])
    for actor in reading["actors"]:
        for mention in actor["mentions"]:
            got = words(text[mention["start"]:mention["end"]])
            inside = start >= 0 and start <= mention["start"] < start + len(quote)
            if not got or not wanted & set(got):
                pronoun = inside and got and fold(participant["text"]) == " ".join(got)
                if not pronoun:
                    continue
            # The last word of one is the other's too, or all words of the name are there.
            same = got[-1] in wanted or (said and said[-1] in got)
            if same:
                (near if inside else far).append(actor)
    return near or far


def with_members(reading, actors):
    by_id = {a["id"]: a for a in reading["actors"]}
    result = list(actors)
    for actor in actors:
        result += [by_id[m] for m in actor.get("members", []) if m in by_id]
    return result


def main():
    annals, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    show = "--show" in sys.argv
    total = found = countries = country_right = sectors = sector_right = country_wrong = country_given = 0
    ids = {}
    for gold_path in sorted(folder.glob("*.json")):
        ident = gold_path.stem
        if ident.startswith("bundle") or ident.endswith(".meta"):
            continue
        gold = json.loads(gold_path.read_text("utf-8"))
        reading = read(annals, folder, ident)
        for actor in reading["actors"]:
            if ident.startswith("seed") and actor["kind"] == "person":
                ids.setdefault(actor["name"], set()).add(actor["id"])
        for event in gold["events"]:
            for participant in event["actors"] + event["recipients"]:
                if not participant.get("country") and not participant.get("sector"):
                    continue
                actors = with_members(reading, candidates(reading, participant, event["quote"]))
                total += 1
                given = [a["country"] for a in actors if a["country"]]
                country_given += bool(given)
                country_wrong += bool(given) and participant.get("country") not in given
                found += bool(actors)
                has_country = has_sector = None
                if participant.get("country"):
                    countries += 1
                    has_country = any(a["country"] == participant["country"] for a in actors)
                    country_right += has_country
                if participant.get("sector"):
                    sectors += 1
                    has_sector = any(participant["sector"] in a["sectors"] for a in actors)
                    sector_right += has_sector
                if show and (not actors or has_country is False or has_sector is False):
                    got = [(a["name"], a["country"], a["sectors"]) for a in actors]
                    print(f"{ident}: {participant['text']} = {participant['name']} {participant.get('country')} "
                          f"{participant.get('sector')} | {got} | {event['quote'][:140]}")
    print(f"participants {total}")
    print(f"found {found / total:.4f}")
    print(f"country {country_right / countries:.4f} {country_right} {countries}")
    print(f"country_wrong_of_given {country_wrong / country_given:.4f} {country_wrong} {country_given}")
    print(f"sector {sector_right / sectors:.4f} {sector_right} {sectors}")
    for name in sorted(ids):
        if any(part in fold(name) for part in ("lavrov", "cavusoglu", "erdogan", "putin", "assad")):
            print(f"seed_person {name}: {len(ids[name])} id {sorted(ids[name])}")


if __name__ == "__main__":
    main()

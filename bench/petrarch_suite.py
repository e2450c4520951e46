"""The suites of PETRARCH, UniversalPetrarch and TABARI with their own dictionaries, coded with our trees.

  petrarch_suite.py SUITE --annals build/annals --dictionaries FOLDER… [--verbs NAME…] [--actors NAME…] [--agents NAME…] [--list]

SUITE is the XML of PETRARCH or UniversalPetrarch, or TABARI's text. Its dictionaries are those that it names itself, looked for in
the FOLDERs, unless --verbs, --actors, --agents name others. The texts are parsed by us; the given parses are not used.

A record counts when the events coded are exactly those it expects: the same pairs of actor codes with the same event codes, no more
and no less. Codes of actors are compared as sets of groups of three letters; "---" is nobody. A group that neither the
suite's dictionaries nor its expected codes have is known to our record only and is left out. Where the record asks for dyads (PETRARCH's default), events that lack a side
are left out on our side; where it does not, they count. A mutual event stands for its pairs, both ways.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile

NOBODY = ("---", "", "###")


def groups(code):
    """A code as the set of its groups of three letters."""
    if code in NOBODY:
        return frozenset()
    return frozenset(code[at:at + 3] for at in range(0, len(code), 3)) - {"---"}


def attribute(tag, name):
    found = re.search(name + r"""\s*=\s*["']([^"']*)["']""", tag)
    return found.group(1) if found else ""


def xml_records(text):
    """id, date, text, expected triples, whether dyads are required, what cannot be decided."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    dyads = True
    for part in re.finditer(r"<Config ([^>]*)>|<Sentence ([^>]*?)/?>(.*?)(?=<Sentence |</Sentences>|\Z)", text, re.S):
        if part.group(1):
            if attribute(part.group(1), "option") == "require_dyad":
                dyads = attribute(part.group(1), "value").lower() == "true"
            continue
        tag, body = part.group(2), part.group(3)
        events = [(attribute(e, "sourcecode"), attribute(e, "targetcode"), attribute(e, "eventcode"))
                  for e in re.findall(r"<EventCoding ([^>]*)>", body) if "eventcode" in e]
        words = re.search(r"<Text>(.*?)</Text>", body, re.S)
        refused = "tests an error of the reader" if re.search(r"<EventCoding [^>]*error", body) else ""
        if attribute(tag, "evaluate") == "false" or attribute(tag, "valid") == "false":
            refused = "marked as not to be evaluated"
        yield {"id": attribute(tag, "id"), "category": attribute(tag, "category"), "date": attribute(tag, "date"),
               "text": " ".join(words.group(1).split()) if words else "", "events": events, "dyads": dyads,
               "undecided": refused or ("" if words else "has no text")}
        for config in re.findall(r"<Config ([^>]*)>", body):
            if attribute(config, "option") == "require_dyad":
                dyads = attribute(config, "value").lower() == "true"


def tabari_records(text):
    """TABARI's own: a line "950101  DEMO-01", the text, a comment that holds { SRC / TAR / CODE } for each event."""
    for part in re.finditer(r"^(\d{6})  ?(\S+)\s*\n(.*?)/\*(.*?)\*/", text, re.S | re.M):
        date, name, words, comment = part.groups()
        triples = [tuple(field.strip() for field in body.split("/")) for body in re.findall(r"\{([^}]*)\}", comment)]
        events = [triple for triple in triples if len(triple) == 3]
        century = "19" if int(date[:2]) > 30 else "20"
        bad = "" if events or any("no event" in body.lower() or body.strip() == "" for body in re.findall(r"\{([^}]*)\}", comment)) \
            else "sets an option, or expects none in a form of its own"
        yield {"id": name, "category": name.split("-")[0], "date": century + date, "text": " ".join(words.split()),
               "events": events, "dyads": True, "undecided": bad}


def find_dictionary(name, folders):
    for folder in folders:
        if os.path.exists(os.path.join(folder, name)):
            return os.path.join(folder, name)
    return None


def dictionaries(text, options):
    """Paths of verbs, actors, agents; names that no folder has."""
    paths, missing = {}, []
    for kind, element in (("verbs", "Verbfile"), ("actors", "Actorfile"), ("agents", "Agentfile")):
        named = re.search(rf"<{element}>(.*?)</{element}>", text)
        names = getattr(options, kind) or ([n.strip() for n in named.group(1).split(",")] if named else [])
        paths[kind] = [path for path in (find_dictionary(name, options.dictionaries) for name in names) if path]
        missing += [name for name in names if not find_dictionary(name, options.dictionaries)]
    return paths, missing


def known_groups(paths):
    known = set()
    for path in paths["actors"] + paths["agents"]:
        for code in re.findall(r"\[\s*~?([A-Z0-9]{3,})~?[^\]}]*[\]}]", open(path, encoding="utf-8", errors="replace").read()):
            known |= groups(code)
    return known


def read_all(records, paths, options):
    """Readings by the records' number."""
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "records.jsonl")
        with open(source, "w", encoding="utf-8") as out:
            for number, record in enumerate(records):
                date = record["date"]
                day = f"{date[:4]}-{date[4:6]}-{date[6:8]}" if len(date) == 8 else ""
                out.write(json.dumps({"id": str(number), "text": record["text"], "published": day}) + "\n")
        command = [options.annals, "read", source, "--format", "jsonl", "--quiet", "--verbs-only"]
        for kind in ("verbs", "actors", "agents"):
            for path in paths[kind]:
                command += ["--" + kind, path]
        lines = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    readings = (json.loads(line) for line in lines.decode().splitlines())
    return {int(reading["article"]["id"]): reading for reading in readings}


def rule_lines(paths):
    lines = {}
    for path in paths["verbs"]:
        for number, line in enumerate(open(path, encoding="utf-8", errors="replace"), 1):
            lines[f"{path}:{number}"] = line
    return lines


def code_of(actor):
    """An actor's code; a country is its own code alone, though we say that its government acts."""
    country = {actor["country"]} if actor["country"] else set()
    return frozenset(country if actor["kind"] == "country" else country | set(actor["sectors"]))


def coded(reading, known, rules):
    """Triples of a reading, with pairs both ways for mutual events."""
    actors = {a["id"]: code_of(a) & known for a in reading["actors"]}
    triples = set()
    for event in reading["events"]:
        sources = {actors[p["id"]] for p in event["actors"]} or {frozenset()}
        targets = {actors[p["id"]] for p in event["recipients"]} or {frozenset()}
        line = rules.get(event["rule"], "")
        code = re.search(r"\[(\w+):(\w+)\]", line)
        mutual = "%" in line or (code and code.group(1) == code.group(2))
        if mutual and not event["recipients"] and len(event["actors"]) > 1:
            everyone = [actors[p["id"]] for p in event["actors"]]
            triples |= {(a, b, event["cameo"]) for i, a in enumerate(everyone) for j, b in enumerate(everyone) if i != j}
        else:
            triples |= {(s, t, event["cameo"]) for s in sources for t in targets}
    return triples


def cause(expected, got):
    """Why a record is not coded as it expects."""
    codes, got_codes = {t[2] for t in expected}, {t[2] for t in got}
    pairs, got_pairs = {t[:2] for t in expected}, {t[:2] for t in got}
    if expected <= got:
        return "more events than expected"
    if codes == got_codes:
        return "right codes, other actors" if pairs != got_pairs else "right codes and actors, paired otherwise"
    if pairs and pairs <= got_pairs:
        return "right actors, another line of the dictionary"
    return "no event" if not got else "fewer events than expected" if got < expected else "other actors and codes"


def show(triples):
    return ", ".join(sorted("/".join("".join(sorted(side)) or "---" for side in t[:2]) + " " + t[2] for t in triples)) or "none"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite")
    parser.add_argument("--annals", default="build/annals")
    parser.add_argument("--dictionaries", nargs="+", default=["."])
    for kind in ("verbs", "actors", "agents"):
        parser.add_argument("--" + kind, nargs="+")
    parser.add_argument("--list", action="store_true", help="each record that is not coded as it expects, with what was coded")
    options = parser.parse_args()
    text = open(options.suite, encoding="utf-8").read()
    records = list(xml_records(text) if "<Sentence" in text else tabari_records(text))
    paths, missing = dictionaries(text, options)
    for name in missing:
        print(f"dictionary not found: {name}", file=sys.stderr)
    readings, rules = read_all(records, paths, options), rule_lines(paths)
    known = known_groups(paths).union(*(groups(t[0]) | groups(t[1]) for record in records for t in record["events"]))
    causes, right, right_events, wanted_events = collections.defaultdict(list), 0, 0, 0
    for number, record in enumerate(records):
        if record["undecided"]:
            causes["not decided: " + record["undecided"]].append(record["id"])
            continue
        expected = {(groups(s), groups(t), code) for s, t, code in record["events"]}
        got = coded(readings[number], known, rules) if number in readings else set()
        if record["dyads"]:
            expected = {t for t in expected if t[0] and t[1]} or expected
            got = {t for t in got if t[0] and t[1]}
        got = {t for t in got if t[0] or t[1]}
        right_events += len(expected & got)
        wanted_events += len(expected)
        if expected == got:
            right += 1
            continue
        why = cause(expected, got)
        causes[why].append(record["id"])
        if options.list:
            print(f"{record['id']}: {why}\n  {record['text']}\n  wanted {show(expected)}\n  coded  {show(got)}")
    print(f"records {right} of {len(records)} as expected; events {right_events} of {wanted_events}")
    for why, names in sorted(causes.items(), key=lambda item: -len(item[1])):
        print(f"  {len(names):3} {why}: {' '.join(names)}")


main()

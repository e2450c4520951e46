"""Example lines of the event frames as a test: frames.py write FOLDER makes a JSONL of the sentences, frames.py check FOLDER
READINGS.jsonl compares the events read in them; prints what differs, exits 1 when something does."""
import glob
import os

from examples import readings_of, run


def examples(folder):
    """(file and line, sign, sentence, type, mode, actor words, recipient words) of each '+', '-' and '?' line."""
    for path in sorted(glob.glob(os.path.join(folder, "frames-*.txt"))):
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            if line[:1] in "+-?" and line[1:3] == " |":
                fields = [field.strip() for field in line.split("|")] + [""] * 6
                yield (f"{os.path.basename(path)}:{number}", *fields[:6])


def groups_without(folder):
    """Headings ("# ---- AID ----") of groups that have frames and no example."""
    for path in sorted(glob.glob(os.path.join(folder, "frames-*.txt"))):
        heading, tested = None, True
        for line in list(open(path, encoding="utf-8")) + ["# ---- end"]:
            if line.startswith("# ----"):
                if heading and not tested:
                    yield f"{os.path.basename(path)}: {heading}"
                heading, tested = line.strip("# -\n"), False
            tested = tested or (line[:1] in "+-" and line[1:3] == " |")


def name_overlaps(words, participants, names):
    """Whether a participant's name or the text it was found at shares a word with these."""
    wanted = {word.lower() for word in words.split()}
    return any(wanted & set(text.lower().replace("'", " ").split()) for id in participants for text in names[id])


def is_found(reading, type, mode, actor, recipient):
    text = reading["article"]["text"]
    names = {a["id"]: [a["name"]] + [text[m["start"]:m["end"]] for m in a["mentions"]] for a in reading["actors"]}
    for event in reading["events"]:
        actors = [p["id"] for p in event["actors"]]
        recipients = [p["id"] for p in event["recipients"]]
        if (event["type"] == type and mode in ("", "-", event["mode"])
                and (not actor or name_overlaps(actor, actors, names))
                and (not recipient or name_overlaps(recipient, recipients or actors, names))):
            return True
    return False


def check(folder, readings):
    read = readings_of(readings)
    failures = count = 0
    for group in groups_without(folder):
        print(f"{group} has no example")
        failures += 1
    for place, sign, sentence, type, mode, actor, recipient in examples(folder):
        reading = read.get(place)
        if reading is None:
            print(f"{place}: no reading")
            failures += 1
            continue
        count += sign != "?"
        got = [(e["type"], e["mode"]) for e in reading["events"]]
        if sign == "+" and not is_found(reading, type, mode, actor, recipient):
            print(f"{place}: {sentence} wants {type} {mode} by {actor} to {recipient}, got {got}")
            failures += 1
        elif sign == "-" and got:
            print(f"{place}: {sentence} has no event, got {got}")
            failures += 1
    print(f"{count} examples, {failures} fail")
    return failures


run(examples, check)

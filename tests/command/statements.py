"""Example lines of the words of saying as a test: statements.py write FILE makes a JSONL of the texts, statements.py check FILE
READINGS.jsonl compares the statements read in them; prints what differs, exits 1 when something does."""
import os

from examples import readings_of, run


def examples(path):
    """(file and line, sign, text, speaker, content, kind) of each '+' and '-' line."""
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        if line[:1] in "+-" and line[1:3] == " |":
            fields = [field.strip() for field in line.split("|")] + [""] * 5
            yield (f"{os.path.basename(path)}:{number}", fields[0], fields[1].replace(" / ", "\n\n"), *fields[2:5])


def told(reading):
    """(words for the speaker, content, kind) of each statement."""
    text = reading["article"]["text"]
    names = {actor["id"]: actor["name"] for actor in reading["actors"]}
    for statement in reading["statements"]:
        content = " … ".join(text[piece["start"]:piece["end"]] for piece in statement["content"])
        yield f"{names.get(statement['speaker'], '')} {statement['speaker_text']}", content, statement["kind"]


def check(path, readings):
    read = readings_of(readings)
    failures = count = 0
    for place, sign, text, speaker, content, kind in examples(path):
        got = list(told(read[place])) if place in read else None
        count += 1
        right = got == [] if sign == "-" else any(
            speaker in who and content == what and kind == how for who, what, how in got or [])
        if not right:
            print(f"{place}: {text!r} got {got}")
            failures += 1
    print(f"{count} examples, {failures} fail")
    return failures


run(examples, check)

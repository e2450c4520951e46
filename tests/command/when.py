"""The days of events in tests/golden/when.txt: `when.py write FILE` gives the articles as JSONL, `when.py check FILE
READINGS` compares what was read with what stands there."""
import json
import sys

from examples import readings_of


def articles(path):
    """Each article: its day, paragraphs, and the events expected: paragraph, word, (earliest, latest, basis)."""
    found = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("@ "):
            found.append((line[2:], [], []))
        elif line.startswith("= "):
            word, *when = [field.strip() for field in line[2:].split("|")]
            found[-1][2].append((len(found[-1][1]) - 1, word, tuple(when)))
        elif line and not line.startswith("#"):
            found[-1][1].append(line)
    return found


def coded(reading):
    """Of each event: its paragraph, its words, its days."""
    text = reading["article"]["text"]
    for event in reading["events"]:
        span, when = event["anchor"], event["when"] or {}
        yield (reading["sentences"][event["sentence"]]["paragraph"], text[span["start"]:span["end"]],
               tuple(when.get(key) or "-" for key in ("earliest", "latest", "basis")))


def main():
    expected = articles(sys.argv[2])
    if sys.argv[1] == "write":
        for number, (published, paragraphs, _) in enumerate(expected):
            print(json.dumps({"id": str(number), "published": published, "text": "\n\n".join(paragraphs)}))
        return
    readings = readings_of(sys.argv[3])
    wrong = 0
    for number, (_, paragraphs, events) in enumerate(expected):
        got = list(coded(readings[str(number)]))
        for paragraph, word, when in events:
            hits = [days for at, words, days in got if at == paragraph and word in words.split()]
            if when not in hits:
                wrong += 1
                print(f"{paragraphs[paragraph]}\n    {word}: {' '.join(when)} expected, {hits} read", file=sys.stderr)
    sys.exit(wrong > 0)


main()

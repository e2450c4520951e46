"""examples.py - what tests over example sentences share: written as articles, then checked against their readings.

    NAME.py write SOURCE               an article a line on stdout
    NAME.py check SOURCE READINGS      the examples that fail; exit status 1 when there are any
"""
import json
import sys


def readings_of(path):
    """Readings by the id of their article."""
    with open(path, encoding="utf-8") as file:
        return {reading["article"]["id"]: reading for reading in map(json.loads, file)}


def run(examples, check):
    """examples(SOURCE) yields tuples (place, sign, sentence, …); check(SOURCE, READINGS) gives the number of failures."""
    if sys.argv[1] == "write":
        for example in examples(sys.argv[2]):
            print(json.dumps({"id": example[0], "text": example[2]}))
    else:
        sys.exit(check(*sys.argv[2:]) > 0)

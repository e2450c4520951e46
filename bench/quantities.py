#!/usr/bin/env python3
"""quantities.py - how many counts of annotated events are found as quantities.

  in    a folder of ID.json (events with "quote" and "counts") and ID.txt, and the program
        bench/times_run (ninja -C build bench/times_run)
  out   of the counts: how many have a quantity of the same bounds in their sentences, and how many
        of these also name the same thing; --errors prints what is missing
"""
import argparse
import glob
import json
import os
import subprocess
import sys

SAME = {'wounded': 'injured', 'dead': 'killed', 'jailed': 'arrested', 'held': 'captured'}


def words(of):
    return {SAME.get(w, w).rstrip('s') for w in of.lower().replace(',', ' ').split()} - {'of', 'the', 'in', 'at'}


def bounds(item):
    return tuple(None if item.get(k) is None else float(item[k]) for k in ('low', 'high'))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('folder')
    parser.add_argument('--program', default='build/bench/times_run')
    parser.add_argument('--errors', action='store_true')
    options = parser.parse_args()
    paths = [p for p in sorted(glob.glob(options.folder + '/*.json'))
             if os.path.exists(p[:-4] + 'txt') and not p.endswith('.meta.json')]
    texts = [open(p[:-4] + 'txt', encoding='utf-8').read() for p in paths]
    lines = ''.join(json.dumps({'id': str(i), 'text': t}) + '\n' for i, t in enumerate(texts))
    out = subprocess.run([options.program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    total = found = named = quantities = 0
    for path, text, line in zip(paths, texts, out.decode().splitlines()):
        system = json.loads(line)['quantities']
        quantities += len(system)
        for event in json.load(open(path, encoding='utf-8'))['events']:
            at = text.find(event['quote'])
            start, end = text.rfind('\n', 0, at) + 1, text.find('\n', at + len(event['quote']))
            near = [q for q in system if start <= q['start'] < (end if end >= 0 else len(text))]
            for count in event.get('counts', []):
                same = [q for q in near if bounds(q) == bounds(count)]
                right = [q for q in same if words(count['of']) & words(q['of'] + ' ' + q['unit'])]
                total += 1
                found += bool(same)
                named += bool(right)
                if options.errors and not right:
                    print(os.path.basename(path), count, '|', event['quote'][:150], '|',
                          [(text[q['start']:q['end']], q['low'], q['high'], q['unit'], q['of']) for q in near])
    print('counts %d  found %d (%.2f)  and named %d (%.2f)  quantities in all %d' % (
        total, found, found / max(1, total), named, named / max(1, total), quantities))


if __name__ == '__main__':
    sys.exit(main())

#!/usr/bin/env python3
"""times.py - scores time expressions against TimeML files in the manner of TempEval-3.

  in    a folder of .tml files (TIMEX3 in TEXT, the DCT's value is the publication date), and the
        program bench/times_run (ninja -C build bench/times_run)
  out   strict, relaxed and value F1; --errors prints what differs, --half 0|1 takes every other file

A system expression is strictly right when its span is a gold one's, relaxed when they overlap; the
value F1 counts the relaxed matches whose value is the gold one's too.
"""
import argparse
import glob
import html
import json
import os
import re
import subprocess
import sys

TAG = re.compile(r'<(/?)(\w+)([^>]*)>')


def read_timeml(path):
    """(text, published, [(start, end, type, value)]) of one file."""
    raw = open(path, encoding='utf-8', errors='replace').read()
    dct = re.search(r'<DCT>(.*?)</DCT>', raw, re.S).group(1)
    published = re.search(r'value="([^"]*)"', dct).group(1)
    body = re.search(r'<TEXT>(.*?)</TEXT>', raw, re.S).group(1)
    text, gold, opened, at = '', [], None, 0
    for tag in TAG.finditer(body):
        text += html.unescape(body[at:tag.start()])
        at = tag.end()
        if tag.group(2) != 'TIMEX3':
            continue
        if tag.group(1):
            gold.append((opened[0], len(text), opened[1].get('type'), opened[1].get('value')))
        else:
            opened = (len(text), dict(re.findall(r'(\w+)="([^"]*)"', tag.group(3))))
    text += html.unescape(body[at:])
    day = re.match(r'\d{4}-\d\d-\d\d(T\d\d:\d\d)?', published)
    return text.replace('\0', ' '), day.group(0) if day else None, [g for g in gold if g[0] < g[1]]


def trim(text, start, end):
    """A span without white space and marks at its ends, as annotators differ on them."""
    while start < end and text[start] in ' \n\t':
        start += 1
    while end > start and text[end - 1] in ' \n\t.,':
        end -= 1
    return start, end


def run(program, documents):
    lines = ''.join(json.dumps({'id': str(i), 'text': text, 'published': published or ''}) + '\n'
                    for i, (text, published, _) in enumerate(documents))
    out = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line)['times'] for line in out.decode().splitlines()]


def match(gold, system):
    """Pairs (gold index, system index) that overlap, each used once, exact ones first."""
    pairs, used_gold, used_system = [], set(), set()
    for exact in (True, False):
        for g, (gs, ge, _, _) in enumerate(gold):
            for s, (ss, se, _, _) in enumerate(system):
                fits = (gs, ge) == (ss, se) if exact else gs < se and ss < ge
                if fits and g not in used_gold and s not in used_system:
                    pairs.append((g, s))
                    used_gold.add(g)
                    used_system.add(s)
    return pairs


def f1(right, gold, system):
    return 2 * right / (gold + system) if gold + system else 0.0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('folder')
    parser.add_argument('--program', default='build/bench/times_run')
    parser.add_argument('--half', type=int)
    parser.add_argument('--errors', action='store_true')
    options = parser.parse_args()
    paths = sorted(p for p in glob.glob(options.folder + '/**/*.tml', recursive=True)
                   if not os.path.basename(p).startswith('._'))
    if options.half is not None:
        paths = paths[options.half::2]
    documents = [read_timeml(path) for path in paths]
    count = dict(gold=0, system=0, strict=0, relaxed=0, value=0, type=0)
    for path, (text, published, gold), times in zip(paths, documents, run(options.program, documents)):
        gold = [(*trim(text, g[0], g[1]), g[2], g[3]) for g in gold]
        system = [(*trim(text, t['start'], t['end']), t['type'], t['value']) for t in times]
        pairs = match(gold, system)
        count['gold'] += len(gold)
        count['system'] += len(system)
        for g, s in pairs:
            exact, value = gold[g][:2] == system[s][:2], gold[g][3] == system[s][3]
            count['relaxed'] += 1
            count['strict'] += exact
            count['value'] += value
            count['type'] += gold[g][2] == system[s][2]
            if options.errors and not (exact and value):
                report('VALUE' if exact else 'SPAN', text, published, gold[g], system[s], times[s]['rule'])
        if options.errors:
            for g in set(range(len(gold))) - {p[0] for p in pairs}:
                report('MISSED', text, published, gold[g], None, '')
            for s in set(range(len(system))) - {p[1] for p in pairs}:
                report('EXTRA', text, published, None, system[s], times[s]['rule'])
    for name in ('relaxed', 'strict', 'value', 'type'):
        right = count[name]
        print('%-8s P %.3f R %.3f F1 %.3f' % (name, right / max(1, count['system']), right / max(1, count['gold']),
                                             f1(right, count['gold'], count['system'])))
    print('gold %d system %d files %d' % (count['gold'], count['system'], len(paths)))


def report(kind, text, published, gold, system, rule):
    start, end = (gold or system)[:2]
    around = re.sub(r'\s+', ' ', '%s[[%s]]%s' % (text[max(0, start - 50):start], text[start:end], text[end:end + 30]))
    found = '%s {%s}' % (system[3], text[system[0]:system[1]]) if system else '-'
    print('%s\t%s\t%s %s\t%s\t%s\t%s' % (kind, published, gold[2] if gold else '-', gold[3] if gold else '-',
                                         re.sub(r'\s+', ' ', found), around, rule.split(':')[-1]))


if __name__ == '__main__':
    sys.exit(main())

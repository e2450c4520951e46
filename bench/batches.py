#!/usr/bin/env python3
"""A growing record, batch by batch.   batches.py ANNALS FILE.db ARTICLES.jsonl BATCH [FROM]

Reads the lines from FROM on (0) into FILE.db, BATCH at a time, and prints one JSON object for each: cpu seconds of reading, of copies, of
stories and of events (as --progress tells when each begins; the sum with what is before and after is cpu), wall seconds, peak memory in
MiB, bytes of the file. A killed run is taken up with the FROM of the batch that it was in.
"""
import json, os, resource, subprocess, sys, time

TICKS = os.sysconf("SC_CLK_TCK")


def process(pid, name):
    with open("/proc/%d/%s" % (pid, name)) as file:
        return file.read()


def cpu_of(pid):
    fields = process(pid, "stat").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_of(pid):
    return next(int(line.split()[1]) for line in process(pid, "status").splitlines() if line.startswith("VmHWM")) // 1024


def read(annals, store, lines):
    began, before = time.time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.Popen([annals, "read", "-", "-o", store, "--progress", "json"], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if os.fork() == 0:
        run.stdin.writelines(lines)
        os._exit(0)
    run.stdin.close()
    starts, peak = {}, 0
    for line in run.stderr:
        try:
            told, cpu, peak = json.loads(line), cpu_of(run.pid), peak_of(run.pid)
        except (ValueError, OSError, StopIteration, IndexError):
            continue
        if told.get("to_record"):
            starts.setdefault(min(3 * told["recorded"] // told["to_record"], 2), cpu)
    status, after = run.wait(), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    steps = [0] + [starts.get(part, cpu) for part in range(3)] + [cpu]
    named = dict(zip(("reading", "copies", "stories", "events"), (round(b - a, 1) for a, b in zip(steps, steps[1:]))))
    return {"status": status, **named, "cpu": round(cpu, 1), "wall": round(time.time() - began, 1), "peak": peak, "bytes": os.path.getsize(store)}


def main():
    if len(sys.argv) not in (5, 6):
        sys.exit(__doc__)
    lines = open(sys.argv[3], encoding="utf-8").read().splitlines(True)
    batch = int(sys.argv[4])
    for start in range(int(sys.argv[5]) if len(sys.argv) > 5 else 0, len(lines), batch):
        print(json.dumps({"from": start, **read(sys.argv[1], sys.argv[2], lines[start:start + batch])}), flush=True)


main()

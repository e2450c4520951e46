#!/bin/bash
# Speed and memory on one core: run.sh BUILD [PAGES.jsonl]. Compare figures as ratios within one run: machines are noisy.
# Without a page set it makes 2,000 pages out of the examples.
set -eu
build=$(realpath "${1:-build}")
annals=$build/annals
cd "$(dirname "$0")/.."
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
pages=${2:-}
if [ -z "$pages" ]; then
    pages=$tmp/pages.jsonl
    python3 - >"$pages" <<'P'
import glob, json
pages = [open(p, "rb").read().decode("utf-8", "replace") for p in sorted(glob.glob("examples/alanya/*.html"))]
for i in range(2000):
    print(json.dumps({"id": f"p{i}", "html": pages[i % len(pages)]}, ensure_ascii=False))
P
fi
megabytes=$(($(wc -c <"$pages") / 1000000))
measure() { # NAME COMMAND...
    local name=$1
    shift
    /usr/bin/env bash -c 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>/dev/null' _ "$@" 2>"$tmp/time" || true # 3: some page had no text
    read -r wall user sys <"$tmp/time"
    awk -v n="$name" -v mb="$megabytes" -v w="$wall" -v c="$user" -v s="$sys" \
        'BEGIN { printf "%-34s wall %7.2f s   cpu %7.2f s   %6.1f MB of HTML a cpu second\n", n, w, c + s, mb / (c + s) }'
}
echo "$megabytes MB of HTML"
measure 'HTML to readings (jsonl)' taskset -c 0 "$annals" read "$pages" --format jsonl --jobs 1 -q
measure 'HTML to stored sentences' taskset -c 0 "$annals" read "$pages" -o "$tmp/bench.db" --jobs 1 -q
# Highest resident memory of a command, KiB.
peak() {
    local pid most=0 now
    "$@" >/dev/null 2>&1 &
    pid=$!
    while kill -0 $pid 2>/dev/null; do
        now=$(awk '/VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null || true)
        [ "${now:-0}" -gt $most ] && most=$now
        sleep 0.05
    done
    echo "$most"
}
head -n 200 "$pages" >"$tmp/few.jsonl"
echo "peak memory, 200 pages: $(peak "$annals" read "$tmp/few.jsonl" -o "$tmp/few.db" --jobs 1 -q) KiB; all: $(peak "$annals" read "$pages" -o "$tmp/all.db" --jobs 1 -q) KiB"

#!/bin/sh
# The demo: reads the example reports and shows what the store then holds. demo.sh ANNALS
set -eu
annals=$(realpath "$1")
cd "$(dirname "$0")/../examples/alanya"
store=$(realpath ../..)/demo.db
rm -f "$store"

say() { printf '\n$ annals %s\n' "$*"; }
say 'read examples/alanya -o demo.db'
"$annals" read . -o "$store"
say 'show articles demo.db'
"$annals" show articles "$store"
say "show articles demo.db --match 'soldiers AND (three OR four)'"
"$annals" show articles "$store" --match 'soldiers AND (three OR four)'
key=$("$annals" show articles "$store" --format jsonl --match 'antalya' | sed -n '1s/.*"key":"\([0-9a-f]*\)".*/\1/p')
say "show article $key demo.db"
"$annals" show article "$key" "$store"
say 'show events demo.db --type CONSULT'
"$annals" show events "$store" --type CONSULT
say 'show actors demo.db -n 10'
"$annals" show actors "$store" -n 10 2>&1
say 'explain -   # one sentence'
echo 'Russian Foreign Minister Sergey Lavrov met his Turkish counterpart in Alanya on 1 December 2016.' |
    "$annals" explain - -q
printf '\nThe store is demo.db; docs/store.md tells how to query it.\n'

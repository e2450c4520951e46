#!/bin/sh
# What is kept of the web page was built from the sources that are there: check_web.sh [--record].
# web/dist.sha256 holds one hash of all sources, one of the names that are taken from data/ and one of all built files; --record writes it anew (tools/build_web.sh does).
# Also: no lock file names where packages were downloaded from, and the page is within its 120 KB compressed.
set -eu
cd "$(dirname "$0")/../web"
hash_of() { find "$@" -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -d' ' -f1; }
names=$(grep -oE '^[A-Z]{3} \| name \| [^;|]*' ../data/actors/countries.txt | sha256sum | cut -d' ' -f1)
now="sources $(hash_of src public map index.html package.json package-lock.json tsconfig.json vite.config.ts)
names $names
built $(hash_of dist)"
if [ "${1:-}" = --record ]; then
    printf '%s\n' "$now" >dist.sha256
    exit
fi
status=0
if [ "$now" != "$(cat dist.sha256)" ]; then
    echo "web/dist was not built from the sources in web/: run tools/build_web.sh and commit both"
    status=1
fi
if grep -n '"resolved"' package-lock.json; then
    echo 'web/package-lock.json names where packages come from; see web/.npmrc'
    status=1
fi
bytes=0
for file in dist/index.html dist/favicon.svg dist/assets/app.js dist/assets/app.css; do
    bytes=$((bytes + $(gzip -9nc "$file" | wc -c)))
done
if [ "$bytes" -gt 122880 ]; then
    echo "the page takes $bytes bytes compressed, over 120 KB"
    status=1
fi
exit $status

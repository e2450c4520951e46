#!/bin/sh
# Builds the web page: build_web.sh [--check]. Needs Node 20 and npm; what it makes, web/dist/, is kept in the repository, so
# that `make` needs neither. The same sources give the same bytes: versions are pinned by web/package-lock.json.
#   without an option  installs what is pinned, builds web/dist/, records what it was built from in web/dist.sha256
#   --check            builds into a folder aside and compares with what is kept
set -eu
cd "$(dirname "$0")/../web"
[ -d node_modules ] && [ node_modules -nt package-lock.json ] || npm ci --no-audit --no-fund
touch node_modules
if [ "${1:-}" = --check ]; then
    aside=$(mktemp -d)
    trap 'rm -rf "$aside"' EXIT
    npx tsc --noEmit
    npx vite build --logLevel warn --outDir "$aside/dist" --emptyOutDir
    diff -r "$aside/dist" dist
    exit
fi
npx tsc --noEmit
npx vite build --logLevel warn
../tools/check_web.sh --record

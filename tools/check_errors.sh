#!/bin/sh
# Every message that the library can give stands in docs/errors.md, and none stands there that it cannot.
set -eu
cd "$(dirname "$0")/.."
messages=$(mktemp)
trap 'rm -f "$messages"' EXIT
# Calls may run over lines: join them, then take the string literal of each err_set, fail() and message field.
cat $(find src -name '*.[ch]' ! -path 'src/cli/*' | LC_ALL=C sort) | tr '\n' ' ' |
    grep -oE '(err_set(_at|_errno)?|data_fault(_passable)?|fail(_[a-z]+)?|[a-z_]+_fail|reject[a-z_]*)\([^;"]*"[^"]+"( *"[^"]+")*|\.message = "[^"]+"' |
    sed -E 's/"( +)"//g; s/^[^"]*"//; s/"$//' | LC_ALL=C sort -u >"$messages"
status=0
while IFS= read -r message; do
    grep -qF "\`$message\`" docs/errors.md || { echo "docs/errors.md: missing: \`$message\`"; status=1; }
done <"$messages"
grep -oE '^\| `[^`]+`' docs/errors.md | sed 's/^| `//; s/`$//' | while IFS= read -r message; do
    grep -qxF "$message" "$messages" || echo "docs/errors.md: no longer in the code: $message"
done >"$messages.gone"
if [ -s "$messages.gone" ]; then cat "$messages.gone"; status=1; fi
rm -f "$messages.gone"
exit $status

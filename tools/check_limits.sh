#!/bin/sh
# Every constant of src/base/limits.h has a row in docs/limits.md with its value, and no row is left over.
set -eu
cd "$(dirname "$0")/.."
status=0
constants=$(sed -nE 's/^#define ([A-Z][A-Z0-9_]*) +(.+)$/\1=\2/p' src/base/limits.h | sed 's/ *\/\*.*//')
rows=$(sed -nE 's/^\| `([A-Z][A-Z0-9_]*)` \| ([0-9]+)[ |].*$/\1=\2/p' docs/limits.md)
for name in $(printf '%s\n' "$constants" | sed 's/=.*//'); do
    expression=$(printf '%s\n' "$constants" | sed -n "s/^$name=//p" | sed -E 's/\((size_t|uint32_t|uint64_t)\)//g')
    value=$(($expression))
    row=$(printf '%s\n' "$rows" | sed -n "s/^$name=//p")
    if [ -z "$row" ]; then
        echo "docs/limits.md: no row for $name ($value)"
        status=1
    elif [ "$row" != "$value" ]; then
        echo "docs/limits.md: $name is $row there and $value in limits.h"
        status=1
    fi
done
for name in $(printf '%s\n' "$rows" | sed 's/=.*//'); do
    printf '%s\n' "$constants" | grep -q "^$name=" || { echo "docs/limits.md: $name is no constant of limits.h"; status=1; }
done
exit $status

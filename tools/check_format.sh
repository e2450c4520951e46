#!/bin/sh
# clang-format over all C files: check_format.sh [--fix]. Without --fix it lists what differs and exits 1.
set -eu
cd "$(dirname "$0")/.."
format=$(command -v clang-format-14 || command -v clang-format)
files=$(find src include tests fuzz bench train -name '*.[ch]' | LC_ALL=C sort)
if [ "${1:-}" = --fix ]; then
    # shellcheck disable=SC2086
    exec "$format" -i $files
fi
# shellcheck disable=SC2086
exec "$format" --dry-run -Werror $files

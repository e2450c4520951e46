#!/bin/sh
# Makes the table of built-in files: embed.sh ROOT OUT.S OUT.c NAME...
# OUT.S holds the bytes of each ROOT/NAME (.incbin), OUT.c the table that base/resource.c reads.
# NAME=PATH is a file that the build made: the bytes of PATH under this name.
set -eu
root=$1 asm=$2 table=$3
shift 3
# Where the bytes of a NAME or NAME=PATH are.
path_of() {
    case $1 in
        *=*) printf '%s' "${1#*=}" ;;
        *) printf '%s/%s' "$root" "$1" ;;
    esac
}
{
    echo '    .section .rodata'
    n=0
    for name in "$@"; do
        printf '    .balign 64\n    .globl annals_resource_%d\n    .hidden annals_resource_%d\nannals_resource_%d:\n    .incbin "%s"\n    .byte 0\n' \
            "$n" "$n" "$n" "$(path_of "$name")"
        n=$((n + 1))
    done
    echo '    .section .note.GNU-stack,"",%progbits'
} >"$asm"
{
    echo '/* Made by tools/embed.sh. */'
    echo '#include "base/resource.h"'
    n=0
    for name in "$@"; do
        echo "extern const char annals_resource_$n[];"
        n=$((n + 1))
    done
    echo 'extern const struct resource resource_table[];'
    echo 'const struct resource resource_table[] = {'
    n=0
    for name in "$@"; do
        size=$(wc -c <"$(path_of "$name")")
        echo "    {\"${name%%=*}\", {annals_resource_$n, $((size))}},"
        n=$((n + 1))
    done
    echo '    {0},'
    echo '};'
    echo 'extern const size_t resource_count;'
    echo "const size_t resource_count = $n;"
} >"$table"

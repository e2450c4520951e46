#!/bin/sh
# Makes the table of built-in files: embed.sh ROOT OUT.S OUT.c NAME...
# OUT.S holds the bytes of each ROOT/NAME (.incbin), OUT.c the table that base/resource.c reads.
set -eu
root=$1 asm=$2 table=$3
shift 3
{
    echo '    .section .rodata'
    n=0
    for name in "$@"; do
        printf '    .balign 64\n    .globl annals_resource_%d\n    .hidden annals_resource_%d\nannals_resource_%d:\n    .incbin "%s/%s"\n    .byte 0\n' \
            "$n" "$n" "$n" "$root" "$name"
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
        size=$(wc -c <"$root/$name")
        echo "    {\"$name\", {annals_resource_$n, $((size))}},"
        n=$((n + 1))
    done
    echo '    {0},'
    echo '};'
    echo 'extern const size_t resource_count;'
    echo "const size_t resource_count = $n;"
} >"$table"

#!/bin/bash
# Builds Annals for 64-bit ARM and runs it under qemu: test_arm64.sh [BUILD]. BUILD (build) holds this machine's program.
# Its NEON kernels must pass the grammar's tests, and readings and trees must be this machine's, byte for byte.
# Needs Debian's gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user-static; the libraries for ARM it fetches itself,
# once, without root, into build-arm64/root. Exit status 77: skipped, with the reason.
set -euo pipefail
cd "$(dirname "$0")/.."
build=$(realpath "${1:-build}")
folder=$PWD/build-arm64
root=$folder/root
run=(qemu-aarch64-static -L "$root")
libraries='libc6-dev libxml2-dev libutf8proc-dev libsqlite3-dev libmicrohttpd-dev libzstd-dev zlib1g-dev libxxhash-dev
    nettle-dev libcmocka-dev'

skip() { echo "skipped: $1"; exit 77; }

# Debian's packages of the libraries and all they need, unpacked into ROOT; the system's own packages are left alone.
fetch_libraries() {
    local apt=$folder/apt
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
    : >"$apt/status"
    local options=(-q -o APT::Architecture=arm64 -o APT::Architectures::=arm64 -o "Dir::State::Lists=$apt/lists"
        -o "Dir::State::status=$apt/status" -o "Dir::Cache=$apt/cache" -o Debug::NoLocking=1)
    # shellcheck disable=SC2086
    apt-get "${options[@]}" update && apt-get "${options[@]}" install --download-only --no-install-recommends -y $libraries || return 1
    local package
    for package in "$apt"/cache/archives/*.deb; do dpkg -x "$package" "$root.new" || return 1; done
    mv "$root.new" "$root"
    rm -rf "$apt"
}

same() {
    cmp "$folder/here.$1" "$folder/arm64.$1"
    echo "same bytes: $2"
}

for program in aarch64-linux-gnu-gcc qemu-aarch64-static; do
    command -v "$program" >/dev/null || skip "no $program"
done
[ -x "$build/annals" ] || skip "no program $build/annals"
if [ ! -d "$root" ]; then
    command -v apt-get >/dev/null || skip 'no apt-get to fetch the libraries for ARM with'
    fetch_libraries >"$folder.log" 2>&1 || { tail -n 3 "$folder.log"; skip 'the libraries for ARM could not be fetched'; }
    rm -f "$folder.log"
fi
if [ ! -f "$folder/build.ninja" ]; then
    sed "s|@ROOT@|$root|g" tools/arm64.ini >"$folder/cross.ini"
    meson setup "$folder" --cross-file "$folder/cross.ini" -Dwerror=true
fi
ninja -C "$folder" annals tests/unit/test_grammar
"${run[@]}" "$folder/tests/unit/test_grammar"
for side in here arm64; do
    program=("$build/annals")
    [ $side = here ] || program=("${run[@]}" "$folder/annals")
    "${program[@]}" read --format jsonl --layers tokens --quiet examples/alanya >"$folder/$side.readings"
    cat docs/*.md | "${program[@]}" parse --input text - >"$folder/$side.trees" 2>/dev/null
done
same readings 'readings of examples/alanya with their tokens'
same trees 'tags, trees and entities of docs/*.md'

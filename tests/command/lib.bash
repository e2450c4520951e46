# What the command tests share: source it first. $annals is the program, $tmp a folder that goes at the end.
set -u
annals=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
failures=0

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# expect_status STATUS COMMAND...: stdout and stderr go to $tmp/out and $tmp/err.
expect_status() {
    local wanted=$1 got
    shift
    "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
    got=$?
    [ "$got" -eq "$wanted" ] || fail "status $got, not $wanted: $* ($(head -c 300 "$tmp/err"))"
}

# expect_err PATTERN: stderr of the last command has a line that matches.
expect_err() { grep -Eq -- "$1" "$tmp/err" || fail "no line like '$1' on stderr: $(cat "$tmp/err")"; }
expect_out() { grep -Eq -- "$1" "$tmp/out" || fail "no line like '$1' on stdout: $(head -c 500 "$tmp/out")"; }

# A page with a title and some paragraphs: page NUMBER
page() {
    printf '<html lang="en"><head><title>Ministers meet, take %d</title></head><body><article><h1>Ministers meet, take %d</h1>' "$1" "$1"
    local i
    for i in 1 2 3 4; do
        printf '<p>Report %d, part %d: the foreign ministers of both countries met on Thursday and discussed trade, visas and the fighting in the north. They agreed to meet again next month, officials said.</p>' "$1" "$i"
    done
    printf '</article></body></html>\n'
}

finish() { [ "$failures" -eq 0 ] || exit 1; }

#!/bin/bash
# Runs the tests: run_tests.sh [PART...], all parts but web and tidy without one. Ends with "N passed, N failed".
#   unit     unit tests and golden files, gcc, warnings are errors
#   torture  every allocation and every write failed in turn, SIGKILL at random moments
#   asan     the unit tests under AddressSanitizer and UBSan, clang, warnings are errors
#   checks   include rules, formatting, documentation against the code
#   command  the annals command from outside: exit codes, messages, same bytes for any --jobs
#   web      every page in Chromium, with axe-core, of the example and of a hostile record (only when asked for: make test-web)
#   tidy     clang-tidy, file by file (only when asked for: make tidy)
#   fuzz     each fuzz target for FUZZ_SECONDS (default 3)
set -u
cd "$(dirname "$0")/.."
root=$PWD
parts=${*:-unit torture command checks asan fuzz}
seconds=${FUZZ_SECONDS:-3}
passed=0
failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

ok() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAILED: $1"; }

# check NAME COMMAND...: one test; its output is shown when it fails.
check() {
    local name=$1
    shift
    if "$@" >"$log" 2>&1; then ok; else bad "$name"; tail -n 60 "$log"; fi
}

# configure DIR OPTION...: a Meson build folder, made anew when its options changed.
configure() {
    local dir=$1
    shift
    if [ ! -f "$dir/build.ninja" ]; then
        meson setup "$dir" "$@" >"$log" 2>&1 || { tail -n 40 "$log"; return 1; }
    fi
}

# build DIR OPTION...
build() {
    local dir=$1
    if configure "$@" && ninja -C "$dir" >"$log" 2>&1; then
        return 0
    fi
    grep -E -A12 'error:|warning:|FAILED' "$log" | head -n 80
    bad "build of $dir"
    return 1
}

# run_cmocka PROGRAM: every test case in it counts.
run_cmocka() {
    local program=$1 status good
    "$program" >"$log" 2>&1 </dev/null
    status=$?
    good=$(grep -c '^\[       OK \]' "$log")
    passed=$((passed + good))
    if [ $status -ne 0 ]; then
        grep -E '^\[  FAILED  \]|ERROR|error|runtime error|SUMMARY' "$log" | head -n 40
        local lost
        lost=$(grep -c '^\[  FAILED  \] [a-z]' "$log")
        [ "$lost" -gt 0 ] || lost=1
        failed=$((failed + lost))
        echo "FAILED: $program"
    elif [ "$good" -eq 0 ]; then
        bad "$program ran no test"
    fi
}

run_programs() {
    local program
    for program in "$1"/test_*; do
        if [ -f "$program" ] && [ -x "$program" ]; then run_cmocka "$program"; fi
    done
}

# Programs for measuring are built on request only: that they still build is a test.
part_unit() {
    build build-test -Dwerror=true || return
    run_programs build-test/tests/unit
    local programs
    programs=$(ninja -C build-test -t targets all | sed -n 's/^\(bench\/[a-z_]*\): c_LINKER$/\1/p')
    # shellcheck disable=SC2086 # names of ours, to be split
    check 'programs of bench/ build' ninja -C build-test $programs
}

part_torture() { build build-test -Dwerror=true && run_programs build-test/tests/torture; }

part_asan() {
    export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
    CC=clang-14 build build-asan -Dwerror=true -Db_sanitize=address,undefined -Db_lundef=false &&
        run_programs build-asan/tests/unit
}

part_checks() {
    check 'include rules (tools/check_layers.sh)' tools/check_layers.sh "$root"
    check 'formatting (tools/check_format.sh)' tools/check_format.sh
    for script in tools/check_*.sh; do
        case $script in
            tools/check_layers.sh | tools/check_format.sh) ;;
            *) check "$script" "$script" ;;
        esac
    done
}

part_command() {
    build build-test -Dwerror=true || return
    local script
    for script in tests/command/*.sh; do
        check "$script" bash "$script" "$root/build-test/annals"
    done
}

part_web() {
    build build-test -Dwerror=true || return
    (cd tests/web && { [ -d node_modules ] || npm ci --no-audit --no-fund; }) >"$log" 2>&1 || { bad 'npm ci in tests/web'; return; }
    check 'web/dist is what web/ builds' tools/build_web.sh --check
    local folder
    folder=$(mktemp -d)
    check 'the example is read' build-test/annals read examples/alanya -o "$folder/example.db" -q
    check 'pages of the example' node tests/web/pages.mjs "$root/build-test/annals" "$folder/example.db"
    python3 tests/web/hostile.py >"$folder/hostile.jsonl"
    check 'the hostile record is read' build-test/annals read "$folder/hostile.jsonl" -o "$folder/hostile.db" -q
    check 'pages of the hostile record' node tests/web/pages.mjs "$root/build-test/annals" "$folder/hostile.db" --hostile
    check 'report of the example' build-test/annals report "$folder/example.db" -o "$folder/example.html"
    check 'report of the hostile record' build-test/annals report "$folder/hostile.db" -o "$folder/hostile.html"
    check 'reports open from disk and ask nobody' node tests/web/report.mjs "$folder/example.html" "$folder/hostile.html"
    rm -rf "$folder"
}

part_tidy() {
    CC=clang-14 configure build-tidy || { bad 'build-tidy'; return; }
    ninja -C build-tidy src/resources.c >/dev/null 2>&1
    # What is compiled on this machine: kernels of other processors are not.
    grep -oE '"file": "\.\./src/[^"]+\.c"' build-tidy/compile_commands.json | sed -E 's/.*"\.\.\/([^"]+)"/\1/' | LC_ALL=C sort -u >"$log.files"
    check 'clang-tidy' xargs -a "$log.files" -P 2 -n 1 clang-tidy-14 -p build-tidy --quiet --warnings-as-errors='*'
    rm -f "$log.files"
}

part_fuzz() {
    CC=clang-14 build build-fuzz -Dfuzz=true -Db_sanitize=address,undefined -Db_lundef=false || return
    local target name
    for target in build-fuzz/fuzz/fuzz_*; do
        if [ ! -f "$target" ] || [ ! -x "$target" ]; then continue; fi
        name=$(basename "$target")
        mkdir -p "build-fuzz/corpus/$name"
        local seeds=
        [ -d "fuzz/seeds/$name" ] && seeds="fuzz/seeds/$name"
        # shellcheck disable=SC2086
        check "$name for $seconds s" "$target" -max_total_time="$seconds" -timeout=25 -rss_limit_mb=3000 -seed=1 \
            -artifact_prefix="build-fuzz/$name-" -print_final_stats=1 "build-fuzz/corpus/$name" $seeds
        grep -E '^stat::number_of_executed_units' "$log" | sed "s/^/$name: /"
    done
}

for part in $parts; do
    echo "== $part"
    "part_$part"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]

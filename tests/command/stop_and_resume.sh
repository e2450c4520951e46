# A read that is stopped or killed, and run again, ends in the bytes of an undisturbed one.
source "$(dirname "$0")/lib.bash"

for i in $(seq 1 400); do
    printf '{"id":"n%d","title":"Round %d","published":"2016-12-%02d","text":"The foreign ministers met for round %d of the talks on Thursday. They discussed trade, visas and the fighting in the north, officials said.\\n\\nBoth sides will meet again in %d days."}\n' \
        "$i" "$i" $((i % 28 + 1)) "$i" "$i"
done >dump.jsonl
"$annals" read dump.jsonl -o whole.db -q || fail 'undisturbed read'

try=0
for signal in TERM KILL INT KILL KILL TERM KILL; do
    rm -f broken.db*
    try=$((try + 1))
    "$annals" read dump.jsonl -o broken.db -q --jobs $((try % 3 + 1)) 2>/dev/null &
    reader=$!
    sleep "0.0$((try * 7 % 9))5"
    kill -$signal $reader 2>/dev/null
    wait $reader 2>/dev/null
    if [ -f broken.db ]; then
        [ "$(sqlite3 broken.db 'PRAGMA integrity_check' 2>&1)" = ok ] || fail "store broken after SIG$signal"
    fi
    "$annals" read dump.jsonl -o broken.db -q || fail "rerun after SIG$signal"
    cmp whole.db broken.db || fail "store differs after SIG$signal and a rerun"
done

mkfifo hold
"$annals" read hold -o busy.db -q &
holder=$!
exec 9>hold
sleep 0.3
expect_status 4 "$annals" read dump.jsonl -o busy.db -q
expect_err 'another|writing'
exec 9>&-
wait $holder
finish

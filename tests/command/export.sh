#!/bin/bash
# annals export: shapes, directed rows, what is left out and said, files that are whole or not there. export.sh ANNALS
. "$(dirname "$0")/lib.bash"

cat >in.jsonl <<'EOF'
{"id":"a","outlet":"Harbour Post","url":"https://harbour.example/1","published":"2016-12-01T10:00+03:00","title":"Talks","text":"Russian Foreign Minister Sergey Lavrov and Turkish Foreign Minister Mevlut Cavusoglu met in Ankara on Thursday.\n\nRussian forces attacked Syrian rebels in Aleppo on Wednesday."}
{"id":"b","outlet":"Quay, \"News\"","published":"2016-12-02","title":"Plans","text":"Russia will attack Syrian rebels in Aleppo next week. France did not attack Libya."}
EOF
"$annals" read in.jsonl -o r.db -q || fail "read"

columns() { awk -F'\t' '{print NF}' "$1" | sort -u | tr '\n' ' '; }
for format in polecat:42 gdelt-events:61 gdelt-mentions:16 gdelt:61; do
    expect_status 0 "$annals" export r.db --format "${format%:*}"
    cp out "${format%:*}.tsv"
    [ "$(columns out)" = "${format#*:} " ] || fail "${format%:*} has $(columns out)columns"
    expect_err '^left out [0-9]+ rows.*planned.*--status all takes them$'
done
cmp -s gdelt.tsv gdelt-events.tsv || fail "gdelt is not gdelt-events"

# A mutual event stands in both directions, a directed one in one.
met=$(awk -F'\t' '$3 == "CONSULT" { print $9 ">" $17 }' polecat.tsv | sort | tr '\n' ' ')
[ "$met" = "RUS>TUR TUR>RUS " ] || fail "the meeting went '$met'"
[ "$(awk -F'\t' '$27 ~ /^19/ { print $2, $8 ">" $18 }' gdelt-events.tsv)" = "20161130 RUS>SYR" ] || fail "the attack in gdelt"
[ "$(awk -F'\t' '$3 == "ASSAULT" { print $10, $18 }' polecat.tsv)" = "365 652" ] || fail "numbers of Correlates of War"

# Every mention belongs to an event of the other file.
cut -f1 gdelt-events.tsv | sort -u >ids
cut -f1 gdelt-mentions.tsv | sort -u | comm -23 - ids | grep -q . && fail "a mention of no event"
cut -f1 gdelt-events.tsv | sort | uniq -d | grep -q . && fail "an id twice"

# Plans and denials come when they are asked for.
expect_status 0 "$annals" export r.db --format polecat --status all
[ "$(wc -l <out)" -gt "$(wc -l <polecat.tsv)" ] || fail "--status all adds nothing"
[ -s err ] && fail "--status all leaves something out: $(cat err)"
expect_status 0 "$annals" export r.db --format polecat --status planned
[ "$(awk -F'\t' 'NR > 1 { print $9 ">" $17 }' out)" = "RUS>SYR" ] || fail "the plan is not among the planned"

# CSV is read by a CSV reader, and the outlet's quotes survive.
expect_status 0 "$annals" export r.db --format reports-csv
python3 - <<'EOF' || fail "reports-csv"
import csv
rows = list(csv.DictReader(open('out', newline='', encoding='utf-8')))
assert rows and all(None not in row and None not in row.values() for row in rows)
assert any(row['source'] == 'Quay, "News"' for row in rows), rows
assert {'planned', 'happened', 'denied'} <= {row['status'] for row in rows}, rows
EOF
expect_status 0 "$annals" export r.db --format csv
[ "$(head -1 out)" = "$("$annals" show events r.db --format csv | head -1)" ] || fail "csv is not the list of events"

# The same record, the same bytes; a file is whole or keeps what it held.
expect_status 0 "$annals" export r.db --format polecat -o again.tsv
cmp -s again.tsv polecat.tsv || fail "other bytes"
[ -e again.tsv.part ] && fail "a part is left"
expect_status 4 "$annals" export r.db --format polecat -o /dev/full
expect_status 4 "$annals" export r.db --format polecat -o nowhere/x.tsv
expect_err "could not open nowhere/x.tsv"
echo kept >kept.tsv
expect_status 2 "$annals" export r.db --format polecat --since yesterday -o kept.tsv
[ "$(cat kept.tsv)" = kept ] || fail "a failed export wrote over the file"

expect_status 2 "$annals" export r.db
expect_status 2 "$annals" export r.db --format excel
expect_status 4 "$annals" export none.db --format csv
expect_status 1 "$annals" export r.db --format csv --type SANCTION

# Lines of JSON, each whole.
for format in events-jsonl stories-jsonl; do
    expect_status 0 "$annals" export r.db --format $format
    python3 -c "
import json, sys
rows = [json.loads(line) for line in open('out', encoding='utf-8')]
assert rows and all(row['annals'] == sys.argv[1].split('-')[0].replace('ies', 'y').removesuffix('s') + '/1' for row in rows), rows[0]
" $format || fail "$format"
done

# The formats of the help are those of the documentation.
"$annals" export --help | grep -o 'polecat\|gdelt-mentions\|gdelt-events\|reports-csv' | sort -u | while read -r format; do
    grep -q "\`$format\`" "$here/docs/exports.md" || echo "$format"
done | grep -q . && fail "docs/exports.md misses a format"
finish

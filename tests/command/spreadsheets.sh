# What strangers wrote is no formula in CSV, from every command that writes it; --facet finds where reports differ.
source "$(dirname "$0")/lib.bash"

cat >attack.jsonl <<'EOF'
{"id": "a", "title": "=HYPERLINK(\"http://evil.example\")", "outlet": "@outlet", "published": "2016-12-01", "text": "-2+3 people met. Russia bombed Turkey near Aleppo on Friday, killing three people. Lavrov said: \"+1+1 is what we want.\""}
{"id": "b", "title": "plain", "outlet": "-9.5", "published": "2016-12-01", "text": "Turkey and Russia agreed on trade in Alanya on Thursday."}
EOF
expect_status 0 "$annals" read attack.jsonl -o record.db -q

# no_formula FILE: no cell starts as a formula does, but for numbers.
no_formula() {
    python3 - "$1" <<'PY' || fail "a formula in the CSV of $1"
import csv, re, sys
cells = [cell for row in csv.reader(open(sys.argv[1], encoding='utf-8', newline='')) for cell in row]
bad = [cell for cell in cells if cell[:1] in ('=', '@', '\t', '\r') or (cell[:1] in ('+', '-') and len(cell) > 1 and not re.fullmatch(r'[+-]\d+(\.\d+)?(e[+-]?\d+)?', cell))]
if bad or len(cells) < 10:
    sys.exit(f'{len(cells)} cells, {bad[:3]}')
PY
}
for list in articles events mentions statements actors places; do
    "$annals" show $list record.db --format csv >$list.csv
    no_formula $list.csv
done
grep -q "'=HYPERLINK" articles.csv || fail 'the title is not there with its apostrophe'
grep -q "'@outlet" articles.csv || fail 'the outlet is not there with its apostrophe'
grep -q '^[^,]*,[^,]*,-9.5,\|,-9.5,' articles.csv || fail 'a number has got an apostrophe'
for format in csv reports-csv; do
    expect_status 0 "$annals" export record.db --format $format -o $format.csv -q
    no_formula $format.csv
done

expect_status 0 "$annals" read "$here/examples/alanya" -o alanya.db -q
"$annals" show events alanya.db --facet count --format jsonl >count.jsonl || fail 'no event whose reports differ on a number'
"$annals" show events alanya.db --facet where --format jsonl >where.jsonl || fail 'no event whose reports differ on the place'
"$annals" show events alanya.db --facet any --format jsonl >any.jsonl || fail 'no event whose reports differ'
grep -q 'three / [Ff]our' count.jsonl || fail "count: $(cut -c1-300 count.jsonl)"
grep -q 'Alanya / Antalya' where.jsonl || fail "where: $(cut -c1-300 where.jsonl)"
[ "$(wc -l <any.jsonl)" -ge 2 ] && [ "$(wc -l <any.jsonl)" -lt "$("$annals" show events alanya.db --format jsonl | wc -l)" ] || fail 'any is all, or one'
expect_status 2 "$annals" show events alanya.db --facet nonsense
expect_status 2 "$annals" show actors alanya.db --facet count
finish

# The example lines of data/en/statements/cues.txt are read as they say; a store lists and filters statements.
source "$(dirname "$0")/lib.bash"
cues=$here/data/en/statements/cues.txt
python3 "$here/tests/command/statements.py" write "$cues" >examples.jsonl || fail 'writing the examples'
"$annals" read --format jsonl -q examples.jsonl >readings.jsonl || fail 'reading the examples'
python3 "$here/tests/command/statements.py" check "$cues" readings.jsonl || fail 'statement examples'

printf '%s\n' '{"id":"a","outlet":"Morning Post","published":"2016-12-01","text":"\"The bridge is safe,\" Sergey Lavrov told reporters on Thursday. A senior official said that the port was closed."}' \
    '{"id":"b","outlet":"Evening Post","published":"2016-12-03","text":"Mevlut Cavusoglu said the airport was open."}' >two.jsonl
"$annals" read -q two.jsonl -o two.db || fail 'storing two articles'
"$annals" show statements two.db --format csv >all.csv || fail 'show statements'
[ "$(wc -l <all.csv)" -eq 4 ] || fail 'three statements and a header'
"$annals" show statements two.db --actor lavrov --format jsonl >lavrov.jsonl || fail 'show statements --actor'
grep -q '"text":"The bridge is safe".*"kind":"direct"' lavrov.jsonl || fail 'what Lavrov said'
grep -q '"addressee_text":"reporters"' lavrov.jsonl || fail 'whom he told'
[ "$(wc -l <lavrov.jsonl)" -eq 1 ] || fail 'Lavrov alone'
"$annals" show statements two.db --country TUR --format csv | grep -q 'the airport was open' || fail 'show statements --country'
"$annals" show statements two.db --match 'port was' --outlet 'Morning Post' --kind indirect --format csv |
    grep -q 'senior official,the port was closed' || fail 'an unnamed speaker is kept as described'
"$annals" show statements two.db --since 2016-12-02 --format csv | grep -c . | grep -qx 2 || fail 'show statements --since'
"$annals" show statements two.db | awk 'length($0) > 82 { exit 1 }' || fail 'a table of 80 columns'
"$annals" explain -q examples.jsonl --input page 2>/dev/null | grep -q '^  said   ' || fail 'explain tells statements'
finish

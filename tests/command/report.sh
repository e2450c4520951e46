#!/bin/bash
# annals report: one page that does nothing, of a usual record, a hostile and an empty one. report.sh ANNALS
. "$(dirname "$0")/lib.bash"
check="python3 $here/tests/command/report.py"

"$annals" read "$here/examples/alanya" -o alanya.db -q || fail "read the example"
expect_status 0 "$annals" report alanya.db -o report.html
$check report.html alanya.db 'Marmara Dispatch' 'Sergey Lavrov' \
    'All who say so agree on:' 'Only one outlet tells:' || fail "the example's report"
[ "$(wc -c <report.html)" -lt 1000000 ] || fail "the example's report is $(wc -c <report.html) bytes"
"$annals" report alanya.db >again.html
cmp -s report.html again.html || fail "other bytes"
grep -qF "$("$annals" show articles alanya.db --format jsonl | sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p' | head -1)" report.html ||
    fail "a hash is missing"

# Bounded, and it says so.
expect_status 0 "$annals" report alanya.db -n 3 -o small.html
expect_err '^3 events shown, [0-9]+ more left out'
$check small.html '3 of' || fail "the bounded report"
[ "$(grep -c '<article class="event"' small.html)" = 3 ] || fail "not 3 events"
expect_status 0 "$annals" report alanya.db --actor RUS --title 'Russia & <others>' -o russia.html
$check russia.html 'Russia & <others>' 'Filters narrow' || fail "the report of one actor"

# Whatever an article holds is text.
python3 - <<'EOF'
import json
evil = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&lt;'
turn = '\u202eevil\u2066'
long = 'W' * 1000000
lines = [
    {"id": "1", "outlet": evil[:150], "title": evil + turn, "url": "javascript:alert(3)", "published": "2016-12-01",
     "text": f"Russia attacked {evil} Syria in Aleppo on Thursday. Turkey {turn} accused Russia of an attack on Syria. "
             f"Minister <b onclick=x()>Lavrov</b> said: “{evil} Russia will help Syria.”"},
    {"id": "2", "outlet": "</style><script>alert(4)</script>", "url": "https://a.example/?q=\"><script>alert(5)</script>",
     "title": "</title><svg onload=alert(6)>", "text": f"Russia attacked Syria. {long} Turkey attacked Syria in Idlib."},
    {"id": "3", "outlet": "Post", "title": long[:1900], "url": "data:text/html,<script>alert(7)</script>",
     "text": "Iran met Turkey in Ankara. " + "x" * 5000 + " Iran attacked {{sources}} Iraq."},
]
with open('hostile.jsonl', 'w', encoding='utf-8') as file:
    file.writelines(json.dumps(line) + '\n' for line in lines)
EOF
"$annals" read hostile.jsonl -o hostile.db -q
expect_status 0 "$annals" report hostile.db --title '</title><script>alert(0)</script>{{events}}' -o hostile.html
$check hostile.html '<script>alert(1)</script>' '{{events}}' || fail "the hostile report"
[ "$(wc -c <hostile.html)" -lt 400000 ] || fail "the hostile report is $(wc -c <hostile.html) bytes"

# Nothing in it.
echo '{"id":"4","text":"Soup is best on a cold day in the kitchen with bread."}' | "$annals" read - -o empty.db -q
expect_status 1 "$annals" report empty.db -o empty.html
$check empty.html 'No event has a day.' || fail "the empty report"

expect_status 4 "$annals" report none.db -o x.html
[ -e x.html ] && fail "a report of no store"
expect_status 2 "$annals" report alanya.db -n 0 -o x.html
expect_status 4 "$annals" report alanya.db -o /dev/full
finish

#!/bin/bash
# annals show actor: the page, JSON, CSV; hostile names; nothing left out in silence. show_actor.sh ANNALS
. "$(dirname "$0")/lib.bash"

python3 - <<'EOF'
import json
with open('in.jsonl', 'w', encoding='utf-8') as file:
    for day in range(1, 27):
        file.write(json.dumps({"id": f"a{day}", "outlet": "Harbour \u202ePost\x1b[31m", "published": f"2016-12-{day:02}",
            "text": f"Turkish Foreign Minister Mevlut Cavusoglu met Iranian Foreign Minister Mohammad Javad Zarif in Ankara on {day} "
                    f"December 2016.\n\n“We will meet again in {day} days,” Cavusoglu said."}) + '\n')
    file.write(json.dumps({"id": "z", "outlet": "Quay News", "published": "2016-12-29",
        "text": "Mevlut Cavusoglu, the Turkish foreign minister, flew to Paris.\n\nCavusoglu accused France of arming rebels in Syria on "
                "Wednesday."}) + '\n')
EOF
"$annals" read in.jsonl -o r.db -q || fail "read"

expect_status 0 "$annals" show actor cavusoglu r.db
expect_out '^Mevlut Cavusoglu$'
expect_out '^person, TUR, GOV'
expect_out '^2016-12-01  to 2016-12-29: foreign minister'
expect_out 'CONSULT: .*Cavusoglu'
for title in Roles Did 'Was done to' Said; do expect_out "^$title"; done
[ "$(awk '{ if (length($0) > 80) print }' out | wc -l)" = 0 ] || fail "lines over 80 columns: $(awk 'length($0) > 80' out | head -2)"
grep -q "$(printf '\x1b\|\xe2\x80\xae')" out && fail "control characters, or colour in a pipe"

# A section over its limit says by how much, and how to get the rest; every event is there when asked for.
events=$("$annals" show events r.db --actor Cavusoglu --format jsonl | wc -l)
expect_status 0 "$annals" show actor cavusoglu r.db -n 1
[ "$events" -gt 1 ] && expect_out "^and $((events - 1)) more: annals show events --actor [0-9a-f]{16}$"
"$annals" show actor cavusoglu r.db --format jsonl | python3 -c "
import json, sys
page, = [json.loads(line) for line in sys.stdin]
assert page['actor'][0]['name'] == 'Mevlut Cavusoglu', page['actor']
assert len(page['events']) == $events, len(page['events'])
assert {'roles', 'received', 'statements'} <= set(page)
assert all(event['outlet_names'] for event in page['events'])
" || fail "the JSON page"
expect_status 0 "$annals" show actor cavusoglu r.db --since 2016-12-27 --format jsonl
python3 -c "
import json
page = json.load(open('out'))
assert [event['type'] for event in page['events']] == ['ACCUSE'], page['events']
" || fail "--since"
expect_status 0 "$annals" show actor cavusoglu r.db --format csv
expect_out '^actor,published_day,outlet,article'
expect_status 1 "$annals" show actor nobody r.db
expect_status 2 "$annals" show actor --db r.db
finish

#!/bin/bash
# Events merged over outlets: what is one and what is two, disagreements, any order and any batches, decisions that are
# kept, bad input. merged_events.sh ANNALS
. "$(dirname "$0")/lib.bash"

# Two meetings of the same ministers; three reports of the first, one of them without a date; dead that are three for
# one outlet and four for the other; a plan; an impossible year.
cat >in.jsonl <<'EOF'
{"id":"post","outlet":"Harbour Post","url":"https://harbour.example/1","published":"2019-05-03","title":"Georgian and Armenian ministers meet in Batumi","text":"Georgian Foreign Minister David Zalkaliani met with Armenian Foreign Minister Zohrab Mnatsakanyan in Batumi on Thursday.\n\nThe ministers discussed the railway, visas and the shelling near Gyumri. Three Armenian soldiers were killed in the shelling near Gyumri on Monday, officials said."}
{"id":"quay","outlet":"Quay News","url":"https://quay.example/1","published":"2019-05-03","title":"Georgian, Armenian ministers hold talks on railway","text":"Armenian Foreign Minister Zohrab Mnatsakanyan met with his Georgian counterpart David Zalkaliani in Kutaisi on Thursday to talk about the railway and visas.\n\nFour Armenian soldiers were killed in the shelling near Gyumri on Monday."}
{"id":"undated","outlet":"Pier Wire","url":"https://pier.example/1","title":"Georgian and Armenian foreign ministers meet on railway, visas","text":"Georgian Foreign Minister David Zalkaliani met with Armenian Foreign Minister Zohrab Mnatsakanyan in Georgia on Thursday.\n\nThe ministers discussed the railway, visas and the shelling near Gyumri."}
{"id":"later","outlet":"Harbour Post","url":"https://harbour.example/2","published":"2019-06-21","title":"Georgian and Armenian ministers meet again in Batumi","text":"Georgian Foreign Minister David Zalkaliani met with Armenian Foreign Minister Zohrab Mnatsakanyan in Batumi on Thursday.\n\nThe ministers discussed the railway and visas."}
{"id":"future","outlet":"Quay News","url":"https://quay.example/3016","published":"3016-05-03","title":"Chad and Niger","text":"Chad expelled two envoys of Niger on Friday."}
EOF
"$annals" read in.jsonl -o all.db -q

event_of() { sqlite3 "$1" "SELECT DISTINCT event FROM mentions AS m JOIN articles AS a ON a.key = m.article WHERE a.id = '$2' AND m.anchor LIKE '$3%'"; }
post=$(event_of all.db post met)
[ -n "$post" ] || fail "no meeting"
[ "$(event_of all.db quay met)" = "$post" ] || fail "the second report of the meeting stands apart"
[ "$(event_of all.db undated met)" = "$post" ] || fail "the report without a date stands apart"
[ "$(event_of all.db post discussed)" = "$post" ] || fail "what the ministers discussed stands apart from their meeting"
later=$(event_of all.db later met)
[ "$later" != "$post" ] || fail "two meetings of the same ministers are one"
[ "$(event_of all.db later discussed)" != "$(event_of all.db post discussed)" ] || fail "what they discussed at two meetings is one"
[ "$(event_of all.db post killed)" = "$(event_of all.db quay killed)" ] || fail "the dead stand apart"
sqlite3 all.db "SELECT facet || ' ' || group_concat(value, '/') FROM (SELECT * FROM disagreements ORDER BY event, number, value) GROUP BY event, number" | sort >facets
[ "$(cat facets)" = "count Four/Three
where Batumi/Kutaisi" ] || fail "disagreements: $(cat facets)"
[ "$(sqlite3 all.db "SELECT outlets FROM events WHERE id = '$post'")" = 3 ] || fail "outlets of the meeting"
[ "$(sqlite3 all.db "SELECT count(*) FROM events WHERE earliest > '3000'")" = 0 ] || fail "an event of the year 3016"

# The page of an event, and why its mentions are one; 80 columns.
expect_status 0 "$annals" show event "${post:0:8}" all.db
expect_out 'they disagree on'
expect_out 'Kutaisi +Quay News'
awk 'length($0) > 100' out | grep -q . && fail "lines far over 80 columns"
expect_status 0 "$annals" explain "${post:0:8}" all.db
expect_out 'same-type'
expect_status 1 "$annals" show event ffffffffffff all.db
expect_status 2 "$annals" show event "" all.db
expect_status 0 "$annals" show disagreements all.db --kind count
expect_out 'Three'
expect_status 0 "$annals" export all.db --format events-jsonl
python3 - "$post" <<'EOF' || fail "events-jsonl"
import json, sys
events = [json.loads(line) for line in open("out")]
assert all(e["annals"] == "event/1" and e["mentions"] for e in events)
meeting = [e for e in events if e["id"] == sys.argv[1]]
said = [(a["facet"], a["kind"], a["value"]) for a in meeting[0]["agreements"]]
assert ("type", "agreed", "CONSULT") in said and not any(f == "where" for f, _, _ in said), said
assert len(meeting) == 1 and meeting[0]["outlets"] == 3 and meeting[0]["articles"] == 3
for e in events:
    for d in e["disagreements"]:
        assert len(d["values"]) >= 2 and all(0 <= m < len(e["mentions"]) for v in d["values"] for m in v["mentions"])
    for a in e["agreements"]:
        assert a["kind"] in ("agreed", "alone") and a["mentions"] and (a["outlets"] > 1) == (a["kind"] == "agreed")
        assert all(0 <= m < len(e["mentions"]) for m in a["mentions"])
        assert a["facet"] not in [d["facet"] for d in e["disagreements"]]
    for m in e["mentions"]:
        assert m["anchor"] in m["text"] and m["start"] < m["end"]
EOF

# The same record whatever the order and the batches.
dump() {
    sqlite3 "$1" "SELECT id, type, status, actors, recipients, earliest, latest, place, articles, outlets, disagreements,
                         first_mention, round(confidence, 9), round(divergence, 9) FROM events ORDER BY id;
                  SELECT id, event, round(merge_score, 9), merge_why FROM mentions ORDER BY id;
                  SELECT * FROM disagreements ORDER BY event, number, value_number;
                  SELECT * FROM disagreement_mentions ORDER BY 1, 2, 3, 4"
}
dump all.db >wanted
for order in '1 2 3 4 5' '5 4 3 2 1' '3 1 4 5 2' '4 3 2 1 5'; do
    rm -f one.db*
    for line in $order; do
        sed -n "${line}p" in.jsonl >part.jsonl
        "$annals" read part.jsonl -o one.db -q
    done
    dump one.db | cmp -s wanted - || fail "another record in the order $order"
done

# An id that was shown once leads to what its reports are in now: renamed by an earlier report, split by hand.
for line in 2 1; do sed -n "${line}p" in.jsonl; done >late.jsonl
head -n 1 late.jsonl >part.jsonl
"$annals" read part.jsonl -o moved.db -q
old=$(event_of moved.db quay met)
"$annals" read late.jsonl -o moved.db -q
new=$(event_of moved.db quay met)
[ "$old" != "$new" ] || fail "the first report did not give its id"
expect_status 0 "$annals" show event "$old" moved.db
expect_err "is now '$new'"
expect_out "event +$new"
first=$(sqlite3 moved.db "SELECT first_mention FROM events WHERE id = '$new'")
second=$(sqlite3 moved.db "SELECT id FROM mentions WHERE event = '$new' AND id <> '$first' ORDER BY id LIMIT 1")
expect_status 0 "$annals" record split "$second" moved.db
[ "$(sqlite3 moved.db "SELECT change FROM event_history WHERE id = '$new'")" = split ] || fail "the split is not told"
expect_status 0 "$annals" show event "$new" moved.db
expect_out "part now in +$(sqlite3 moved.db "SELECT event FROM mentions WHERE id = '$second'")"

# Decisions of the user: kept when more is read.
cp all.db decided.db
mention=$(sqlite3 all.db "SELECT m.id FROM mentions AS m JOIN articles AS a ON a.key = m.article WHERE a.id = 'quay' AND m.anchor LIKE 'met%'")
expect_status 0 "$annals" record split "$mention" decided.db
[ "$(event_of decided.db quay met)" != "$(event_of decided.db post met)" ] || fail "split did nothing"
expect_status 0 "$annals" record join "$later" "$(event_of decided.db post met)" decided.db
[ "$(event_of decided.db later met)" = "$(event_of decided.db post met)" ] || fail "join did nothing"
echo '{"id":"more","outlet":"Mole Times","url":"https://mole.example/1","published":"2019-05-04","title":"Georgian, Armenian ministers hold talks on railway","text":"Georgian Foreign Minister David Zalkaliani met with Armenian Foreign Minister Zohrab Mnatsakanyan in Batumi on Thursday to talk about the railway and visas."}' >more.jsonl
"$annals" read more.jsonl -o decided.db -q || fail "reading more"
[ "$(event_of decided.db later met)" = "$(event_of decided.db post met)" ] || fail "the join was forgotten"
[ "$(event_of decided.db quay met)" != "$(event_of decided.db post met)" ] || fail "the split was forgotten"
expect_status 0 "$annals" record join "$(event_of decided.db quay met)" "$(event_of decided.db post met)" decided.db
[ "$(event_of decided.db quay met)" = "$(event_of decided.db post met)" ] || fail "a later join does not replace the split"
expect_status 0 "$annals" show decisions decided.db --format csv
expect_out "join,"
expect_status 0 "$annals" record split "$mention" decided.db
expect_status 0 "$annals" show decisions decided.db --kind split --format csv
expect_out "split,$mention,"
expect_status 0 "$annals" record forget "$mention" decided.db
expect_status 1 "$annals" show decisions decided.db --kind split
expect_status 2 "$annals" record forget "$mention" decided.db
expect_err 'nothing was decided of this mention'
expect_status 1 "$annals" record join ffffffff "$(event_of decided.db post met)" decided.db
expect_err 'no such event: ffffffff'
expect_status 1 "$annals" record split nonsense decided.db
expect_err 'no such mention'
expect_status 2 "$annals" record
expect_status 0 "$annals" record update decided.db
expect_status 1 "$annals" record update missing.db

# One text by a feed three hundred times, and by twenty outlets: one event, few outlets, no time.
python3 - <<'EOF'
import json
text = "Chad expelled two envoys of Niger on Friday. Police arrested five protesters in N'Djamena on Thursday."
with open("feed.jsonl", "w") as out:
    for i in range(300):
        print(json.dumps({"id": f"f{i}", "outlet": f"Outlet {i % 20}", "url": f"https://o{i % 20}.example/{i}", "published": "2019-05-04", "title": "Chad expels envoys", "text": text}), file=out)
EOF
timeout 120 "$annals" read feed.jsonl -o feed.db -q || fail "the feed"
sqlite3 feed.db "SELECT DISTINCT articles || ' ' || outlets FROM events" >sums
[ "$(cat sums)" = "300 1" ] || fail "the feed's events: $(cat sums)"
finish

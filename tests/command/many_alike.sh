#!/bin/bash
# More reports that are nearly alike than are ever compared with each other: the same record in any order and batches, one
# story, time that grows with their number; a split among them is kept. A feed that repeats itself, outlets of one name,
# impossible dates, a newer store. many_alike.sh ANNALS
. "$(dirname "$0")/lib.bash"

# reports COUNT [FIRST]: JSONL of reports of one attack that differ in numbers, sentences and days
reports() {
    awk -v count="$1" -v first="${2:-0}" 'BEGIN {
        split("three four five six", dead); split("Schools stayed closed.|Trains were stopped.|Shops near the market were shut.|A curfew was announced.|Power was cut in several streets.", told, "|")
        for (i = first; i < first + count; i++)
            printf "{\"id\":\"n%d\",\"outlet\":\"Outlet %d\",\"published\":\"2017-03-%02d\",\"title\":\"Bomber attacks checkpoint in Basra\",\"text\":\"A suicide bomber attacked a police checkpoint in Basra on Tuesday, killing %s officers and wounding %d people, the interior ministry said.\\n\\n%s %s Desk %d filed this report.\"}\n", i, i % 7, 8 + i % 2, dead[i % 4 + 1], 10 + i % 13, told[i % 5 + 1], told[int(i / 5) % 5 + 1], i * 37 % 1009 }'
}
dump() {
    sqlite3 "$1" "SELECT id, type, actors, mentions, articles, outlets, disagreements, first_mention, round(confidence, 9), story FROM events ORDER BY id;
                  SELECT id, event, round(merge_score, 9), merge_why FROM mentions ORDER BY id;
                  SELECT * FROM disagreement_mentions ORDER BY 1, 2, 3, 4; SELECT * FROM event_link; SELECT * FROM story_link;
                  SELECT id, title, articles, outlets FROM stories ORDER BY id"
}

reports 90 >alike.jsonl
"$annals" read alike.jsonl -o all.db -q
dump all.db >wanted
[ "$(sqlite3 all.db 'SELECT max(mentions) FROM events')" -ge 90 ] || fail "the attack is several events"
[ "$(sqlite3 all.db 'SELECT count(*) FROM stories')" = 1 ] || fail "several stories"
for round in 1 2 3; do
    rm -f one.db*
    awk -v seed=$round 'BEGIN { srand(seed) } { print rand() "\t" $0 }' alike.jsonl | sort | cut -f 2- >mixed.jsonl
    for first in $(seq 1 $((11 + 13 * round)) 90); do
        tail -n "+$first" mixed.jsonl | head -n $((11 + 13 * round)) | "$annals" read - -o one.db -q
    done
    dump one.db | cmp -s wanted - || fail "another record in order $round"
done

# A mention split off 500 others stays apart when more is read.
reports 500 >many.jsonl
timeout 120 "$annals" read many.jsonl -o many.db -q || fail "500 nearly identical reports"
[ "$(sqlite3 many.db 'SELECT count(*) FROM stories')" = 1 ] || fail "500 reports are several stories"
mention=$(sqlite3 many.db "SELECT id FROM mentions WHERE event = (SELECT id FROM events ORDER BY mentions DESC LIMIT 1) ORDER BY id LIMIT 1 OFFSET 77")
event_of() { sqlite3 many.db "SELECT event FROM mentions WHERE id = '$1'"; }
expect_status 0 "$annals" record split "$mention" many.db
[ "$(sqlite3 many.db "SELECT mentions FROM events WHERE id = '$(event_of "$mention")'")" = 1 ] || fail "the split did nothing"
reports 10 500 | "$annals" read - -o many.db -q
[ "$(sqlite3 many.db "SELECT max(mentions) FROM events")" -ge 509 ] || fail "later reports stand apart"
[ "$(sqlite3 many.db "SELECT count(*) FROM events AS a, events AS b WHERE a.mentions > 500 AND b.id = '$(event_of "$mention")' AND b.mentions < 20")" = 1 ] || fail "the split was forgotten"
[ "$(sqlite3 many.db "SELECT count(*) FROM event_mention AS e WHERE NOT EXISTS (SELECT 1 FROM event_member AS m JOIN event AS v ON v.number = m.event WHERE m.article = e.article AND m.mention = e.number)")" = 0 ] || fail "mentions without an event"

# A feed that repeats one article ten thousand times: one story, one event of one independent outlet.
awk 'BEGIN { for (i = 0; i < 10000; i++) printf "{\"id\":\"f%d\",\"outlet\":\"Outlet %d\",\"url\":\"https://o%d.example/%d\",\"published\":\"2019-05-04\",\"title\":\"Chad expels envoys\",\"text\":\"Chad expelled two envoys of Niger on Friday after talks on the border between the two countries failed, officials in the capital said, and recalled its own ambassador for consultations.\"}\n", i, i % 20, i % 20, i }' >feed.jsonl
timeout 120 "$annals" read feed.jsonl -o feed.db -q || fail "the feed of ten thousand"
sums=$(sqlite3 feed.db "SELECT DISTINCT articles || ' ' || outlets FROM events UNION ALL SELECT articles || ' ' || outlets FROM stories")
[ "$sums" = "10000 1
10000 1" ] || fail "the feed's events and stories: $sums"

# Two outlets of one name are two by their sites; their own words count twice.
cat >names.jsonl <<'EOF'
{"id":"a","outlet":"The Times","url":"https://times-a.example/1","published":"2019-05-04","title":"Chad expels envoys of Niger","text":"Chad expelled two envoys of Niger on Friday after talks on the border failed, officials in N'Djamena said."}
{"id":"b","outlet":"The Times","url":"https://times-b.example/1","published":"2019-05-04","title":"Chad expels two envoys of Niger","text":"On Friday Chad expelled two envoys of Niger. The border has been closed since April, traders told reporters."}
EOF
"$annals" read names.jsonl -o names.db -q
[ "$(sqlite3 names.db "SELECT max(outlets) FROM events WHERE articles = 2")" = 2 ] || fail "two outlets of one name"

# Dates: an impossible one is none and flagged, and so are two that differ; the given one counts.
cat >dates.jsonl <<'EOF'
{"id":"future","published":"3016-05-04","title":"Mali and Benin","text":"Mali expelled two envoys of Benin on Friday."}
{"id":"none","title":"Mali and Benin again","text":"Police in Bamako arrested five protesters on Friday."}
{"id":"two","published":"2019-05-04","title":"Togo and Ghana","html":"<html lang=en><head><title>Togo and Ghana</title><meta property='article:published_time' content='2018-01-02'></head><body><article><p>Togo expelled two envoys of Ghana on Friday, officials in the capital said after a long meeting about the border.</p><p>Both sides will meet again next month to talk about trade and visas, the minister told reporters.</p></article></body></html>"}
EOF
expect_status 0 "$annals" read dates.jsonl -o dates.db
flags_of() { sqlite3 dates.db "SELECT coalesce(published, '') || '|' || coalesce(flags, '') FROM articles WHERE id = '$1'"; }
[ "$(flags_of future)" = "|date unreadable" ] || fail "an impossible date: $(flags_of future)"
[ "$(flags_of none)" = "|" ] || fail "no date: $(flags_of none)"
[ "$(flags_of two)" = "2019-05-04|date conflict" ] || fail "two dates: $(flags_of two)"
[ "$(sqlite3 dates.db "SELECT count(*) FROM events WHERE earliest > '2100'")" = 0 ] || fail "an event of the year 3016"

# A record of a newer version is refused, and left as it is.
cp all.db newer.db
sqlite3 newer.db "PRAGMA user_version = 99; UPDATE meta SET value = '99' WHERE name = 'schema'"
before=$(sha256sum <newer.db)
expect_status 4 "$annals" read names.jsonl -o newer.db -q
expect_err 'newer'
expect_status 4 "$annals" show events newer.db
expect_err 'newer'
[ "$(sha256sum <newer.db)" = "$before" ] || fail "a newer record was changed"
finish

# Verb dictionaries of PETRARCH: beside our frames, instead of them, checked.
source "$(dirname "$0")/lib.bash"

cat >my.verbs.txt <<'EOF'
# a small dictionary
&TALKS
+TALK
+ROUND OF TALKS

--- MEET [040:040] ---
MEET {MET MEETING}
- * SECRETLY [041:041]

--- HOLD [---] ---
HOLD {HELD HOLDS}
- * &TALKS WITH + [036]

--- SCORCH [1712] --- a verb that our frames do not have
SCORCH
--- SAY [010] ---
SAY {SAID}
EOF
printf 'Norway held a round of talks with Sweden on Monday, officials said.\nNorway scorched Sweden on Friday.\nNorwegian troops attacked Sweden on Friday.\n' >report.txt

expect_status 0 "$annals" dictionary check my.verbs.txt
expect_status 0 "$annals" dictionary check my.verbs.txt --as 'petrarch verbs'
expect_status 0 "$annals" read report.txt --verbs my.verbs.txt --verbs-only --format jsonl
expect_out '"cameo":"036".*"rule":"my.verbs.txt:12"'
expect_out '"cameo":"1712".*"rule":"my.verbs.txt:14"'
expect_out '"type":"ASSAULT"'
expect_out '"type":"OTHER","mode":null,"contexts":\[\],"cameo":"010","quad":null,"goldstein":null'
[ "$(grep -o '"rule":"my.verbs' out | wc -l)" -eq 3 ] || fail 'three events by the dictionary'
grep -q '"rule":"data/en/events/frames-' out && fail 'no frame of ours'
expect_status 0 "$annals" read report.txt --verbs my.verbs.txt --format jsonl
expect_out '"rule":"my.verbs.txt:14"'
expect_out '"rule":"data/en/events/frames-'
expect_status 0 "$annals" read report.txt -o verbs.db --verbs my.verbs.txt
expect_status 0 "$annals" show events verbs.db --type OTHER --format csv
expect_out 'said,.*,010,'
expect_status 0 "$annals" read report.txt --format jsonl
grep -q 'my.verbs' out && fail 'no dictionary was named'

# A line that PETRARCH would pass over is named and left out; a file that is no such dictionary stops a run.
printf -- '--- RAID [190] ---\nRAID\n- RAID [191]\n- * &NOBODY [192]\n- * TOWN [19/2]\n' >odd.verbs.txt
expect_status 3 "$annals" dictionary check odd.verbs.txt
expect_out '^odd.verbs.txt:3:3: expected one \* in a pattern \(left out\)$'
expect_out '^odd.verbs.txt:4:5: expected a set that an earlier line names \(left out\)$'
expect_out '^odd.verbs.txt:5:11: expected a code such as 043, 040:040 or --- \(left out\)$'
expect_status 0 "$annals" read report.txt --verbs odd.verbs.txt --format jsonl
expect_err '^odd.verbs.txt:3:3: expected one'
printf '&A\n+B\n' >none.verbs.txt
expect_status 4 "$annals" read report.txt --verbs none.verbs.txt --format jsonl
expect_err 'expected a dictionary of verbs'
expect_status 4 "$annals" read report.txt --verbs no-such.verbs.txt --format jsonl
expect_err 'could not open a data file'
finish

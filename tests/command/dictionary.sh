# Data files of one's own: checked, asked, used; a bad line stops a run and is named.
source "$(dirname "$0")/lib.bash"

mkdir mine bad
printf 'Zedonia Alliance; ZEDA | alliance | | IGO | 1999.. | k\n' >mine/organizations-mine.txt
printf '# my people\nAnn Zedova; A. Zedova | foreign minister | RUS | GOV | 2090-01-01.. | f | k\n' >mine/people-mine.txt
printf 'grand zed | foreign minister | GOV | RUS\n' >mine/titles-mine.txt
printf 'Ann Zedova | foreign minister | RUS | GOV | 20x0.. | f | k\nBob Zed | leader | QQQ | GOV | | m | k\n' >bad/people.txt

expect_status 0 "$annals" dictionary check mine
expect_err '^mine: 3 facts, 0 bad$'
expect_status 3 "$annals" dictionary check bad/people.txt
expect_out '^bad/people.txt:1:45: expected dates'
expect_out '^bad/people.txt:2:20: expected the code of a country'
[ "$(grep -c . out)" -eq 2 ] || fail 'each bad line is told once'
expect_status 3 "$annals" dictionary check --quiet mine bad
expect_status 2 "$annals" dictionary check
expect_status 2 "$annals" dictionary
printf 'x | y\n' >recipes.txt
expect_status 2 "$annals" dictionary check recipes.txt
expect_err 'no kind of data file'
expect_status 4 "$annals" dictionary check no-such-people.txt
expect_err 'could not open a data file: No such file'
printf 'Ann \xff | x\n' >people-latin.txt
expect_status 4 "$annals" dictionary check people-latin.txt

expect_status 0 "$annals" dictionary office 'grand zed' RUS 2091 --data mine
expect_out '^Ann Zedova: person, RUS, GOV, foreign minister, held, 2090-01-01\.\. \(mine/people-mine.txt:2\)$'
expect_status 0 "$annals" dictionary office 'foreign minister' RUS 2016-12-01
expect_out 'Lavrov'
expect_status 0 "$annals" dictionary name 'A. Zedova' 2095 --data mine --format jsonl
expect_out '"role":"foreign minister"'
expect_status 1 "$annals" dictionary name 'Ann Zedova'
expect_status 1 "$annals" dictionary office 'keeper of the zed' RUS
expect_status 2 "$annals" dictionary name 'Ann Zedova' yesterday
expect_status 2 "$annals" dictionary office 'foreign minister'
printf 'Lavrov\t2016\nPutin\t2009\n' | "$annals" dictionary name - --format jsonl >out 2>err
[ "$(grep -c '"role":' out)" -ge 2 ] || fail 'two answers expected'

echo 'Ann Zedova met reporters on Monday, officials said.' >report.txt
expect_status 0 "$annals" read report.txt --data mine --format jsonl
expect_out '"name":"Ann Zedova"'
expect_status 4 "$annals" read report.txt --data bad --format jsonl
expect_err '^bad/people.txt:1:45: expected dates'
expect_err '^bad/people.txt:2:20: expected'
expect_status 4 "$annals" read report.txt --data no-such-folder --format jsonl

# What is built in has no bad line.
for folder in actors events places en/actors en/events en/place en/quantity en/text en/time; do
    [ -d "$here/data/$folder" ] || continue
    expect_status 0 "$annals" dictionary check --quiet "$here/data/$folder"
done

# Dictionaries of PETRARCH and TABARI
printf '# theirs\nZEDLAND_ [ZED]\n+ZEDISTAN_\nANN_ZEDOVA_ ; a comment\n\t[RUSGOV 800101-991231]\n\t[RUSELI >20000101]\n' >my.actors.txt
printf 'ZEDSMAN {ZEDSMEN} [~GOVMIL]\n' >my.agents.txt
expect_status 0 "$annals" dictionary check my.actors.txt my.agents.txt
expect_status 0 "$annals" dictionary name 'Ann Zedova' 1990 --actors my.actors.txt
expect_out '^Ann Zedova: person, name, RUS, GOV'
expect_status 0 "$annals" dictionary name 'zedsmen' --agents my.agents.txt
expect_out 'GOV,MIL'
expect_status 0 "$annals" read report.txt --actors my.actors.txt --agents my.agents.txt --format jsonl
# A code of one's own for somebody who is known already wins; the rest of what is known stays.
printf 'SERGEY_LAVROV_\n+LAVROV_OF_ZED_\n\t[RUSSPY 20000101-20201231]\n' >known.actors.txt
expect_status 0 "$annals" dictionary name 'Lavrov of Zed' 2016 --actors known.actors.txt
expect_out '^Sergey Lavrov: person, name, RUS, SPY, foreign minister, held'
expect_status 0 "$annals" dictionary name 'Sergei Lavrov' 2022 --actors known.actors.txt
expect_out '^Sergey Lavrov: person, name, RUS, GOV, foreign minister, held'
printf 'ANN_ZEDOVA_ [RUSGOV 20x1-2002]\nBOB_ZED_ [USAGOV]\n' >dates.actors.txt
expect_status 3 "$annals" dictionary check dates.actors.txt
expect_out '^dates.actors.txt:1:21: expected days .*left out'
expect_status 0 "$annals" read report.txt --actors dates.actors.txt --format jsonl
expect_err '^dates.actors.txt:1:21: expected days'
printf 'ANN_ZEDOVA_ [RUSGOV\n' >broken.actors.txt
expect_status 4 "$annals" read report.txt --actors broken.actors.txt --format jsonl
expect_err '^broken.actors.txt:1:13: expected ] behind a code'
finish

# annals explain tells which frames were tried and why not, in rows of 80 columns; a bad frame line stops every command.
source "$(dirname "$0")/lib.bash"

cat >report.txt <<'TEXT'
The army shelled the town of Kobi on Monday. The minister shelled the jailed activists. Putin refused to meet with Erdogan.

The army shelled the town of Kobi on Monday.
TEXT
expect_status 0 "$annals" explain report.txt
expect_out '^  tried  “shelled”$'
expect_out '^         fires  @shell/v obj=_ in,of,near=R \[frames-force.txt:[0-9]+\]$'
expect_out 'frames? that wants? other words beside it: frames-'
expect_out '^  left   “jailed” out: it tells who somebody is, not what happened$'
expect_out '^  left   “meet” out: part of the event of “refused”$'
expect_out '^  left   “shelled” out: sentence 0 tells no less$'
[ "$(LC_ALL=C.UTF-8 wc -L <"$tmp/out")" -le 80 ] || fail 'rows of explain are over 80 columns'
cp "$tmp/out" first
expect_status 0 "$annals" explain --jobs 2 report.txt
cmp -s "$tmp/out" first || fail 'explain gives other bytes with other --jobs'

mkdir mine
printf '# mine\nmeet/v with=R | CONSULT\nshell/v obj=R:soldier | ASSAULT\nvisit/v | CONSULT | - | 4\n' >mine/frames-mine.txt
for command in 'explain' 'read --format jsonl' 'parse'; do
    # shellcheck disable=SC2086
    expect_status 4 "$annals" $command --data mine report.txt
    expect_err '^mine/frames-mine.txt:3:15: expected a kind of actor, or a sector in capitals$'
    expect_err '^mine/frames-mine.txt:4:25: expected a CAMEO code of 3 or 4 digits$'
    [ -s "$tmp/out" ] && fail "'$command' starts with half its data"
done
finish

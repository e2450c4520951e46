# The days of events, those that the text only implies among them.
source "$(dirname "$0")/lib.bash"
python3 "$here/tests/command/when.py" write "$here/tests/golden/when.txt" >articles.jsonl || fail 'writing the articles'
"$annals" read --format jsonl -q articles.jsonl >readings.jsonl || fail 'reading the articles'
python3 "$here/tests/command/when.py" check "$here/tests/golden/when.txt" readings.jsonl || fail 'days of events'
finish

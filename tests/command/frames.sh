# The example lines of data/en/events/frames-*.txt are coded as they say.
source "$(dirname "$0")/lib.bash"
python3 "$here/tests/command/frames.py" write "$here/data/en/events" >examples.jsonl || fail 'writing the examples'
"$annals" read --format jsonl -q examples.jsonl >readings.jsonl || fail 'reading the examples'
python3 "$here/tests/command/frames.py" check "$here/data/en/events" readings.jsonl || fail 'frame examples'
finish

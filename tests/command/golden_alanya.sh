# The example pages give exactly the texts and metadata of tests/golden/alanya/.
source "$(dirname "$0")/lib.bash"
"$annals" read "$here/examples/alanya" --format jsonl -q >readings.jsonl || fail 'reading the examples'
python3 "$here/tests/command/golden_alanya.py" "$here/tests/golden/alanya" readings.jsonl || fail 'golden files'
finish

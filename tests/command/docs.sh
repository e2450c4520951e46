#!/bin/bash
# Every command and query of the documentation runs: docs.sh ANNALS
# In README.md and docs/: ```sh is run block by block in a fresh folder that has build/annals and examples/, ```sql by sqlite3
# over record.db, ```python by python3; of ```r the queries are run. ```text and make, git, sudo are not.
. "$(dirname "$0")/lib.bash"

cat >run.py <<'EOF'
import re, subprocess, sys
page = sys.argv[1]
source = open(page, encoding='utf-8').read()
blocks = re.findall(r'^```(\w+)\n(.*?)^```$', source, re.M | re.S)
known = {'sh', 'sql', 'python', 'r', 'text', 'json'}
bad = [kind for kind, _ in blocks if kind not in known]
ran = 0

def run(command, text=None):
    global ran
    ran += 1
    done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=300)
    if done.returncode != 0 or 'Error' in done.stderr:
        bad.append(f'{text or command}: status {done.returncode}: {done.stderr[-300:]}')
    return done.stdout

for kind, body in blocks:
    if kind == 'sh':
        lines = [line for line in body.split('\n') if not re.match(r'(make|git|sudo|build/annals serve)\b', line)]
        if any(line.strip() for line in lines):
            run(['bash', '-exo', 'pipefail', '-c', '\n'.join(lines)])
    elif kind == 'sql':
        run(['sqlite3', '-bail', 'record.db'], body)
    elif kind == 'python':
        run(['python3', '-c', body])
    elif kind == 'r':
        for query in re.findall(r'dbGetQuery\(con, "(.*?)"\)', body):
            run(['sqlite3', '-bail', 'record.db'], query)
if bad:
    print('\n'.join(f'{page}: {what}' for what in bad))
if ran == 0:
    print(f'{page}: nothing to run')
sys.exit(bool(bad) or ran == 0)
EOF
for page in README.md docs/tutorial.md docs/howto.md docs/sql.md; do
    rm -rf work
    mkdir -p work/build
    ln -s "$annals" work/build/annals
    ln -s "$here/examples" "$here/data" work/
    (cd work && python3 ../run.py "$here/$page") || fail "$page"
done

# What README.md shows of an event is what is shown.
event=$(sqlite3 work/record.db "SELECT event FROM disagreements WHERE of = 'soldiers killed' LIMIT 1")
"$annals" show event "$event" work/record.db | tr -s ' ' >shown
sed -n '/^```text$/,/^```$/p' "$here/README.md" | grep -v '^```' | tr -s ' ' >told
[ -s told ] || fail "README.md shows nothing"
while IFS= read -r line; do
    grep -qxF -- "$line" shown || fail "README.md shows what is not so: $line"
done <told

# The example's store answers what docs/sql.md asks.
sqlite3 work/record.db "SELECT 1 FROM event_pairs WHERE actor_country = 'RUS' AND recipient_country = 'TUR' LIMIT 1" | grep -q 1 || fail "no pair"
sqlite3 work/record.db "SELECT 1 FROM statements WHERE text LIKE '%Syria%' LIMIT 1" | grep -q 1 || fail "no statement on Syria"
finish

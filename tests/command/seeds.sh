# The five scraped reports, when they lie beside the clone (../shared/seeds): nothing of the page left, nothing of the body lost.
source "$(dirname "$0")/lib.bash"
seeds=$here/../shared/seeds
if [ ! -d "$seeds" ]; then
    echo 'no ../shared/seeds: passed over'
    exit 0
fi
"$annals" read "$seeds" --format jsonl --layers page -q >readings.jsonl || fail 'reading the seeds'
python3 - "$seeds" <<'P' || fail 'seeds'
import json, os, re, sys
seeds = sys.argv[1]
# What a reader would not call the report: menus, share and follow lines, paywalls, tag lists, comment forms.
CLUTTER = re.compile(r"follow us|qr code|log ?in\b|subscribe|free article limit|try \d+ days|^comments$|discussion about this post|"
                     r"^tags:|edition:|homepage >|posted in|^all news$|insider access", re.I)
bad = 0
def complain(*what):
    global bad
    bad += 1
    print(*what)
for line in open("readings.jsonl", encoding="utf-8"):
    reading = json.loads(line)
    article = reading["article"]
    name = os.path.basename(article["source"])
    paragraphs = article["text"].split("\n\n")
    for p in paragraphs:
        if CLUTTER.search(p):
            complain(name, "clutter:", p[:80])
    if len(set(paragraphs)) != len(paragraphs):
        complain(name, "a paragraph stands twice")
    # Every line of the file that reads like the body (long, ends as a sentence does) is in the text, once.
    kept = set(re.sub(r"\s+", " ", p).strip() for p in paragraphs)
    for raw in open(os.path.join(seeds, name), encoding="utf-8"):
        raw = re.sub(r"\s+", " ", raw).strip()
        if len(raw) > 150 and raw[-1] in ".!?”\"" and not CLUTTER.search(raw) and raw not in kept:
            if "(L) shakes hands" not in raw:  # a caption
                complain(name, "lost:", raw[:80])
sys.exit(bad > 0)
P
finish

#!/bin/bash
# Scores the grammar on given tokens: eval_grammar.sh [BUILD [DATA [SCORERS]]]. DATA holds treebanks/ and entities/ (default:
# shared/data beside the clone), SCORERS conllu.py and entities.py (default: shared/eval beside it). Prints Markdown tables.
set -eu
root=$(realpath "$(dirname "$0")/..")
build=$(realpath "${1:-$root/build}")
data=$(realpath "${2:-$root/../shared/data}")
scorers=$(realpath "${3:-$root/../shared/eval}")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

score() { awk -v name="$1" '$1 == name { printf "%.2f", 100 * $2 }' "$tmp/scores"; }

# trees NAME GOLD.conllu: one row.
trees() {
    "$build/annals" parse -q --input conllu "$2" >"$tmp/out.conllu"
    python3 "$scorers/conllu.py" "$2" "$tmp/out.conllu" >"$tmp/scores"
    echo "| $1 | $(grep -cE '^[0-9]+	' "$2") | $(score upos) | $(score xpos) | $(score lemmas) | $(score uas) | $(score las) |"
}

# Documents of one genre of GUM, by the names of its documents (GUM_news_…).
genre() {
    awk -v genre="GUM_$1_" '/^# newdoc id = /{ keep = index($0, genre) > 0 } keep' "$2" >"$tmp/genre.conllu"
    if [ -s "$tmp/genre.conllu" ]; then trees "$3, $1" "$tmp/genre.conllu"; fi
}

entities() {
    python3 "$scorers/entities.py" prepare "$2" >"$tmp/in.conllu"
    "$build/annals" parse -q --input conllu "$tmp/in.conllu" >"$tmp/out.conllu"
    python3 "$scorers/entities.py" score "$2" "$tmp/out.conllu" >"$tmp/scores"
    echo "| $1 | $(score f1) | $(score f1_PER) | $(score f1_ORG) | $(score f1_LOC) |"
}

echo "| set | words | UPOS | XPOS | lemmas | UAS | LAS |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for part in dev test; do
    for bank in ewt gum; do
        gold=$data/treebanks/en_$bank-$part.conllu
        [ -f "$gold" ] || continue
        trees "${bank^^} $part" "$gold"
        [ "$bank" = gum ] || continue
        for name in academic bio court interview news speech textbook vlog voyage; do genre "$name" "$gold" "GUM $part"; done
    done
done
echo
echo "| set | F1 | PER | ORG | LOC |"
echo "| --- | --- | --- | --- | --- |"
for set in uner_ewt-dev.iob2 uner_ewt-test.iob2 worldwide-dev.tsv worldwide-test.tsv; do
    if [ -f "$data/entities/$set" ]; then entities "${set%.*}" "$data/entities/$set"; fi
done

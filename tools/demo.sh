#!/bin/sh
# The demo: reads the example reports and shows the record that they give. demo.sh ANNALS
set -eu
annals=$(realpath "$1")
cd "$(dirname "$0")/.."
rm -f demo.db demo.db-*

# show WHAT ARGUMENT...: a heading, the command as one would type it, what it prints. Nothing found is no failure.
show() {
    printf '\n== %s\n$ annals' "$1"
    shift
    for word in "$@"; do
        case $word in *[!A-Za-z0-9._/=-]*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    "$annals" "$@" 2>&1 || [ $? -eq 1 ]
}

show 'Twelve pages are read: eight on one meeting, three on other things of those days, one recipe' \
    read examples/alanya -o demo.db --progress none
show 'What was read' show articles demo.db
show 'Who met or spoke with whom' show events demo.db --type CONSULT --status happened
meeting=$("$annals" show events demo.db --type CONSULT --actor Lavrov --format jsonl |
    sed -n 's/^{"id":"\([0-9a-f]*\)".*"outlets":\([0-9]*\).*/\2 \1/p' | sort -rn | sed -n '1s/.* //p')
show 'The meeting: one entry, however many outlets report it' show event "$meeting" demo.db
show 'Where the reports disagree' show disagreements demo.db
show 'What was planned stays a plan' show events demo.db --status planned
show 'Who said what: the two ministers, with roles, deeds and words' show actor lavrov demo.db -n 8
show 'The same of his host' show actor cavusoglu demo.db -n 8
show 'In the shape that other tools read' export demo.db --format csv -o demo-events.csv
show 'As one page' report demo.db --title 'Alanya, 1 December 2016' -o demo-report.html
printf '\nOpen demo-report.html in a browser; docs/tutorial.md goes on from here. The store is demo.db.\n'

# The same inputs give the same bytes, for any --jobs; an article read twice is one article.
source "$(dirname "$0")/lib.bash"

mkdir pages
for i in $(seq 1 60); do page "$i" >"pages/$i.html"; done
cp pages/1.html pages/copy-of-1.html
printf 'not a page \0\1\2\3\4\5' >pages/noise.html
gzip -k pages/2.html
printf '{"id":"x%d","text":"The two sides met on Tuesday, round %d."}\n' 1 1 2 2 3 3 >pages/lines.jsonl

for jobs in 1 2 5; do
    "$annals" read pages -o "s$jobs.db" --jobs $jobs -q 2>err$jobs
    "$annals" read pages --format jsonl --layers tokens,page --jobs $jobs -q >"out$jobs" 2>/dev/null
    "$annals" parse pages --jobs $jobs -q >"conllu$jobs" 2>/dev/null
done
for jobs in 2 5; do
    cmp s1.db "s$jobs.db" || fail "stores differ between --jobs 1 and $jobs"
    cmp out1 "out$jobs" || fail "readings differ between --jobs 1 and $jobs"
    cmp conllu1 "conllu$jobs" || fail "CoNLL-U differs between --jobs 1 and $jobs"
    cmp err1 "err$jobs" || fail "messages differ between --jobs 1 and $jobs"
done
articles=$("$annals" show articles s1.db --format jsonl | wc -l)
[ "$articles" -eq 63 ] || fail "$articles articles, not 63"

before=$(sha256sum <s1.db)
"$annals" read pages -o s1.db -q 2>/dev/null
[ "$(sha256sum <s1.db)" = "$before" ] || fail 'reading the same again changed the store'

head -c 0 /dev/null >part.db
rm part.db
"$annals" read pages/1.html -o part.db -q
ls ./*.db-wal ./*.db-shm 2>/dev/null && fail 'a journal was left behind'
finish

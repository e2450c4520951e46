# Exit status and messages: 0 done, 1 nothing found, 2 usage, 3 some rejected, 4 failed.
source "$(dirname "$0")/lib.bash"

page 1 >good.html
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' >bad.html
mkdir empty

expect_status 0 "$annals" --help
expect_status 0 "$annals" --version
expect_status 0 "$annals" read --help
expect_status 2 "$annals"
expect_status 2 "$annals" nonsense
expect_err "unknown command 'nonsense'"
expect_status 2 "$annals" read --nonsense good.html
expect_err "unknown option '--nonsense'"
expect_status 2 "$annals" read --jobs 0 good.html
expect_status 2 "$annals" read --jobs 2x good.html
expect_status 2 "$annals" read --format xml good.html
expect_status 2 "$annals" show
expect_status 2 "$annals" show nonsense s.db
expect_status 0 "$annals" read good.html -o s.db
expect_status 1 "$annals" read empty -o e.db
expect_status 3 "$annals" read good.html bad.html missing.html -o s.db
expect_err '^annals read: bad.html: .+'
expect_err '^annals read: missing.html: .*No such file'
expect_status 4 "$annals" read bad.html -o t.db
expect_status 4 "$annals" read good.html -o no/such/folder/s.db
expect_err 'no/such/folder'
expect_status 0 "$annals" show articles s.db
expect_out 'Ministers meet, take 1'
expect_status 0 "$annals" show rejections s.db
expect_out 'bad.html'
expect_status 1 "$annals" show articles s.db --since 2099-01-01
expect_status 1 "$annals" show article ffffffffffffffff s.db
expect_status 4 "$annals" show articles missing.db
expect_status 4 "$annals" show articles good.html
head -c 5000 /dev/urandom >noise.db
expect_status 4 "$annals" read good.html -o noise.db
cmp -s noise.db <(head -c 5000 noise.db) || fail 'a file that is no store was touched'

printf '{"id":"a","text":"Troops entered the town on Monday, officials said."}\n{"id":"b","text":\n\n{"id":7,"text":"Police arrested four people on Friday, the mayor said."}\n' >lines.jsonl
expect_status 3 "$annals" read lines.jsonl --format jsonl
expect_err '^annals read: lines.jsonl: line 2: byte [0-9]+: '
[ "$(grep -c . out)" -eq 2 ] || fail 'two readings expected'
expect_out '"id":"a"'
expect_out '"id":"7"'
finish

# annals serve: addresses, headers, who may ask, every list in pages and as CSV, a writer beside it, stopping.
source "$(dirname "$0")/lib.bash"

# start_server ARGUMENT...: in the background; $server is its process, $port where it listens.
start_server() {
    "$annals" serve "$@" --port 0 2>serve.err &
    server=$!
    local i
    for i in $(seq 100); do
        port=$(sed -nE 's|.*http://.*:([0-9]+)/.*|\1|p' serve.err)
        [ -n "$port" ] && return 0
        kill -0 "$server" 2>/dev/null || break
        sleep 0.05
    done
    fail "serve did not start: $(cat serve.err)"
    finish
}
# stop_server SIGNAL: it ends by itself, with status 0.
stop_server() {
    local status
    kill "-$1" "$server"
    wait "$server"
    status=$?
    [ "$status" -eq 0 ] || fail "status $status after SIG$1"
}
fetched() { local pattern=$1 what=$2; shift 2; fetch "$@" >fetched.txt; grep -qE "$pattern" fetched.txt || fail "$what: $(cat fetched.txt)"; }
fetch() { python3 - "$@" <<'PY'
import sys, urllib.request, urllib.error
request = urllib.request.Request(sys.argv[1])
for header in sys.argv[2:]:
    name, value = header.split(': ', 1)
    request.add_header(name, value)
class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments): return None
try:
    answer = urllib.request.build_opener(Stay).open(request, timeout=20)
except urllib.error.HTTPError as error:
    answer = error
print(answer.status, answer.headers.get('Location', '-'), answer.headers.get('Set-Cookie', '-'), answer.read().decode()[:4000])
PY
}

cp -r "$here/examples/alanya" pages
expect_status 0 "$annals" read pages -o record.db -q

expect_status 4 "$annals" serve missing.db --port 0
expect_err 'no such store'
expect_status 2 "$annals" serve record.db --port 70000
expect_status 2 "$annals" serve record.db --address example.org
expect_err 'no IP address'
expect_status 2 "$annals" serve record.db --address 0.0.0.0
expect_err 'needs a token'
expect_status 2 "$annals" serve record.db --token short
expect_err 'SERVE_TOKEN_BYTES_MIN'
expect_status 2 "$annals" serve record.db other.db

start_server record.db
expect_status 4 "$annals" serve record.db --port "$port"
expect_err 'could not listen'
python3 "$here/tests/command/serve.py" "$port" >asked || fail "$(head -n 20 asked)"

# A writer beside it: what it has written is served, and nothing was in its way.
page 1 >one.html
expect_status 0 "$annals" read one.html -o record.db -q
fetched '"total":13' 'the new article is not served' "http://127.0.0.1:$port/api/articles?limit=1"
# Another file at the same path.
rm record.db*
expect_status 0 "$annals" read one.html -o record.db -q
fetched '"total":1,' 'the new store is not served' "http://127.0.0.1:$port/api/articles?limit=1"
rm record.db*
fetched '^404 .*no such store' 'a store that is gone' "http://127.0.0.1:$port/api"
expect_status 0 "$annals" read pages -o record.db -q
fetched '^200 ' 'a store that is back' "http://127.0.0.1:$port/api"
stop_server TERM

start_server record.db --token 0123456789abcdef
base=http://127.0.0.1:$port
fetched '^401 ' 'no token' "$base/"
fetched '^401 ' 'a wrong token' "$base/api" 'Authorization: Bearer 0123456789abcdee'
fetched '^200 ' 'the token' "$base/api" 'Authorization: Bearer 0123456789abcdef'
fetched '^200 ' 'the cookie' "$base/api" 'Cookie: a=b; annals_token=0123456789abcdef'
fetched '^303 / annals_token=0123456789abcdef; .*HttpOnly; SameSite=Strict' 'signing in' "$base/?token=0123456789abcdef"
fetched '^401 ' 'signing in with a wrong token' "$base/?token=0123456789abcdee"
fetched '^401 ' 'a token in the address of the api' "$base/api?token=0123456789abcdef"
stop_server INT
[ -e record.db-wal ] && [ -s record.db-wal ] && fail 'a log is left'
finish

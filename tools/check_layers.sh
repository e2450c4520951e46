#!/bin/sh
# Holds the include rules of src/README.md: check_layers.sh [ROOT]
#   a stage includes base/, article/ and itself (grammar/'s public header too), never another stage;
#   reading/ sees every stage; api/ everything but cli/; cli/ annals.h, base/ and itself;
#   each outside library is included by one folder alone.
# Prints each breach as FILE:LINE: what is wrong, and exits 1 when there is one.
set -eu
root=${1:-.}
cd "$root/src"

awk '
function allowed(folder, target) {
    if (target == folder || target == "base") return 1
    if (folder == "base") return 0
    if (folder == "cli") return 0
    if (target == "cli" || target == "api") return folder == "api" && target == "api"
    if (folder == "api") return 1
    if (target == "article") return 1
    if (folder == "article") return 0
    if (folder == "reading") return target != "store" && target != "export"
    if (folder == "export" || folder == "serve") return target == "store"
    if (target == "serve") return 0
    if (target == "grammar") return 1
    return 0
}
BEGIN {
    owner["sqlite3.h"] = "store"; owner["libpq-fe.h"] = "store"
    owner["microhttpd.h"] = "serve"
    owner["zlib.h"] = "intake"; owner["zstd.h"] = "intake"; owner["iconv.h"] = "intake"
    owner["utf8proc.h"] = "base"; owner["xxhash.h"] = "base"; owner["nettle/sha2.h"] = "base"
    breaches = 0
}
function breach(what) {
    printf "src/%s:%d: %s\n", FILENAME, FNR, what
    breaches++
}
/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
    split(FILENAME, path, "/"); folder = path[1]
    header = $0; sub(/^[^<"]*[<"]/, "", header); sub(/[>"].*/, "", header)
    quoted = $0 ~ /"/
    if (header ~ /^libxml\// && FILENAME != "page/html.c") breach("only page/html.c may include libxml2")
    if (header in owner && owner[header] != folder) breach("only " owner[header] "/ may include " header)
    if (header == "annals.h") {
        if (folder != "cli" && folder != "api") breach("only api/ and cli/ may include annals.h")
        next
    }
    if (!quoted) next
    if (header !~ /\//) { breach("include \"" header "\" without its folder"); next }
    split(header, target, "/")
    if (!allowed(folder, target[1])) breach(folder "/ may not include " target[1] "/")
    if (folder == "base" && target[1] != "base") breach("base/ may include nothing of ours")
}
END { exit breaches > 0 }
' $(find . -name '*.[ch]' | sed 's|^\./||' | LC_ALL=C sort)

# Every folder stands in the table of src/README.md and has a file table of its own.
status=0
for folder in */; do
    name=${folder%/}
    grep -q "^| \`$name/\` " README.md || { echo "src/README.md: no row for $name/"; status=1; }
    [ -f "$name/README.md" ] || { echo "src/$name: no README.md"; status=1; }
    for file in "$name"/*.c; do
        [ -f "$name/README.md" ] || break
        base=$(basename "$file" .c)
        grep -q "\`$base\.[ch]\`\|\`$base\`" "$name/README.md" || { echo "src/$name/README.md: no word of $base.c"; status=1; }
    done
done
exit $status

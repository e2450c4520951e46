# What make install lays down is enough for a program of someone else's, shared and static.
source "$(dirname "$0")/lib.bash"
build=$(dirname "$annals")
DESTDIR=$tmp/root meson install -C "$build" --no-rebuild >log 2>&1 || { cat log; fail 'meson install'; }
prefix=$(find root -name annals.pc -printf '%h\n' | sed 's|/lib.*||;s|/share.*||')
libdir=$(find root -name annals.pc -printf '%h\n')/..
[ -f "$prefix/bin/annals" ] && [ -f "$prefix/include/annals.h" ] || fail 'program or header missing'
[ -f "$prefix/share/man/man1/annals.1" ] || fail 'man page missing'
bash -n "$prefix/share/bash-completion/completions/annals.bash" || fail 'completion does not parse'
cat >one.c <<'C'
#include <stdio.h>
#include <string.h>
#include <annals.h>
int main(void)
{
    static const char TEXT[] = "Troops entered the town on Monday. The mayor fled, officials said.";
    struct annals_error error;
    struct annals_reader *reader;
    struct annals_reading *reading;
    struct annals_text json;
    struct annals_document document = {.bytes = {TEXT, sizeof(TEXT) - 1}, .form = ANNALS_FORM_PROSE};
    if (annals_reader_new(&reader, &error) || annals_read(reader, &document, &reading, &error) ||
        annals_reading_write(reading, ANNALS_READING_JSON, 0, &json, &error)) {
        fprintf(stderr, "%s\n", error.message);
        return 1;
    }
    fwrite(json.ptr, 1, json.len, stdout);
    annals_reading_free(reading);
    annals_reader_free(reader);
    return 0;
}
C
# shellcheck disable=SC2086
cc -I"$prefix/include" one.c -o shared -L"$libdir" -lannals && LD_LIBRARY_PATH=$libdir ./shared >out1 || fail 'shared library'
libs=$(PKG_CONFIG_PATH=$libdir/pkgconfig pkg-config --static --libs-only-l annals | sed 's/-lannals//')
# shellcheck disable=SC2086
cc -I"$prefix/include" one.c -o static "$libdir/libannals.a" $libs && ./static >out2 || fail 'static library'
cmp out1 out2 || fail 'shared and static give different readings'
grep -q '"annals":"reading/1"' out1 || fail 'no reading'
if nm -D --defined-only "$libdir/libannals.so" | awk '{print $3}' | grep -v '^annals_' | grep -q .; then
    fail "the shared library exports more than annals_*: $(nm -D --defined-only "$libdir/libannals.so" | awk '{print $3}' | grep -v '^annals_' | head)"
fi
finish

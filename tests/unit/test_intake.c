/*
 * test_intake.c - intake/: files, folders, JSONL, compression; what is rejected, where and why.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/buf.h"
#include "base/limits.h"
#include "intake/intake.h"

#define assert_slice(s, literal) assert_true(slice_equal((s), SLICE(literal)))

/* ---- a folder to write into, gone after each test ---- */

static int enter_folder(void **state)
{
    static char name[64];
    snprintf(name, sizeof(name), "/tmp/annals-intake-XXXXXX");
    *state = mkdtemp(name);
    return *state && chdir(name) == 0 ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status, (void)type, (void)walk;
    return remove(path);
}

static int leave_folder(void **state)
{
    return chdir("/") == 0 ? nftw(*state, remove_one, 16, FTW_DEPTH | FTW_PHYS) : -1;
}

static void write_file(const char *name, struct slice bytes)
{
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

#define WRITE(name, literal) write_file((name), SLICE(literal))

/* gzip data of one member, appended. */
static void add_gzip(struct buf *out, struct slice bytes)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t bound = deflateBound(&z, bytes.len) + 64;
    char *room = buf_reserve(out, bound);
    assert_non_null(room);
    unsigned char *in = malloc(bytes.len + 1);
    assert_non_null(in);
    memcpy(in, bytes.ptr, bytes.len);
    z.next_in = in;
    z.avail_in = (uInt)bytes.len;
    z.next_out = (unsigned char *)room;
    z.avail_out = (uInt)bound;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->len += bound - z.avail_out;
    deflateEnd(&z);
    free(in);
}

static void add_zstd(struct buf *out, struct slice bytes)
{
    size_t bound = ZSTD_compressBound(bytes.len);
    char *room = buf_reserve(out, bound);
    assert_non_null(room);
    size_t written = ZSTD_compress(room, bound, bytes.ptr, bytes.len, 3);
    assert_false(ZSTD_isError(written));
    out->len += written;
}

/* ---- what comes out, as lines of text ---- */

/* Everything that the inputs give, one line each: "path:line@offset form id=… bytes" for documents,
 * "path:line@offset! reason" for rejections. */
struct listing {
    struct buf text;
    size_t documents;
    size_t rejections;
};

static void list_document(struct buf *out, const struct document *document)
{
    buf_printf(out, "%.*s:%llu@%llu %s", SLICE_ARG(document->source),
               (unsigned long long)document->line, (unsigned long long)document->offset,
               document->form == DOCUMENT_HTML ? "html" : "text");
    if (document->id.len)
        buf_printf(out, " id=%.*s", SLICE_ARG(document->id));
    buf_printf(out, " [%.*s]\n", SLICE_ARG(slice_sub(document->bytes, 0, 60)));
}

static struct listing list_inputs(const struct slice *inputs, size_t count)
{
    struct listing listing = {0};
    struct intake *intake = NULL;
    struct arena arena;
    struct err err;
    buf_init(&listing.text, 1 << 20);
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    assert_true(intake_open(inputs, count, &intake, &err));
    for (bool more = true; more;) {
        struct document document;
        struct rejection rejection;
        arena_reset(&arena);
        switch (intake_next(intake, &arena, &document, &rejection, &err)) {
        case INTAKE_DOCUMENT:
            listing.documents++;
            list_document(&listing.text, &document);
            break;
        case INTAKE_REJECTED:
            listing.rejections++;
            buf_printf(&listing.text, "%.*s:%llu", SLICE_ARG(rejection.source),
                       (unsigned long long)rejection.line);
            if (rejection.err.offset != ERR_NO_OFFSET)
                buf_printf(&listing.text, "@%llu", (unsigned long long)rejection.err.offset);
            buf_printf(&listing.text, "! %s\n", rejection.err.message);
            break;
        case INTAKE_END:
            more = false;
            break;
        case INTAKE_FAILED:
            fail_msg("%s", err.message);
        }
    }
    struct intake_progress progress = intake_progress(intake);
    assert_int_equal(progress.files_read, progress.files_total);
    intake_close(intake);
    arena_free(&arena);
    return listing;
}

static void expect_all(const struct slice *inputs, size_t count, const char *expected)
{
    struct listing listing = list_inputs(inputs, count);
    assert_string_equal(listing.text.ptr ? listing.text.ptr : "", expected);
    buf_free(&listing.text);
}

static void expect(const char *input, const char *expected)
{
    struct slice one = slice_from(input);
    expect_all(&one, 1, expected);
}

/* ---- files and folders ---- */

static void names_tell_the_form(void **state)
{
    (void)state;
    WRITE("a.txt", "<p>text by its name");
    WRITE("b.HTM", "page");
    WRITE("c.xhtml", "page");
    WRITE("d.ndjson", "{\"html\":\"<p>x\"}");
    WRITE("e.md", "in folders, only known endings are taken");
    WRITE(".f.txt", "hidden");
    expect(".", "./a.txt:0@0 text [<p>text by its name]\n"
                "./b.HTM:0@0 html [page]\n"
                "./c.xhtml:0@0 html [page]\n"
                "./d.ndjson:1@0 html [<p>x]\n");
    expect("e.md", "e.md:0@0 text [in folders, only known endings are taken]\n");
}

static void content_tells_the_form_when_the_name_does_not(void **state)
{
    (void)state;
    WRITE("page", " \n<!DOCTYPE html><p>x");
    WRITE("lines", "\n{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
    WRITE("braces", "{this is} a text\n");
    WRITE("pretty", "{\n\"text\":\"one\"\n}\n");
    WRITE("less", "<5 of them\n");
    write_file("utf16", (struct slice){"\xFF\xFE<\0p\0>\0x\0", 10});
    expect("page", "page:0@0 html [ \n<!DOCTYPE html><p>x]\n");
    expect("lines", "lines:2@1 text [one]\nlines:3@16 text [two]\n");
    expect("braces", "braces:0@0 text [{this is} a text\n]\n");
    WRITE("array", "[ {\"text\":\"one\"}]");
    WRITE("bad", "{ \"text\":\n{\"text\":\"two\"}\n");
    expect("pretty", "pretty:0@0! json, but not one object a line\n");
    expect("array", "array:0@0! json, but not one object a line\n");
    expect("bad", "bad:1@9! json is cut off at the end of the line\nbad:2@10 text [two]\n");
    expect("less", "less:0@0 text [<5 of them\n]\n");
    struct slice utf16 = SLICE("utf16");
    struct listing listing = list_inputs(&utf16, 1);
    assert_non_null(strstr(listing.text.ptr, "html"));
    buf_free(&listing.text);
}

static void folders_are_read_in_byte_order(void **state)
{
    (void)state;
    assert_int_equal(mkdir("in", 0700), 0);
    assert_int_equal(mkdir("in/b", 0700), 0);
    WRITE("in/b/2.txt", "2");
    WRITE("in/b/10.txt", "10");
    WRITE("in/a.txt", "a");
    WRITE("in/c.txt", "c");
    WRITE("in/B.txt", "B");
    assert_int_equal(symlink("..", "in/loop"), 0);
    assert_int_equal(symlink("a.txt", "in/link.txt"), 0);
    assert_int_equal(mkfifo("in/pipe.txt", 0600), 0);
    expect("in/", "in/B.txt:0@0 text [B]\n"
                  "in/a.txt:0@0 text [a]\n"
                  "in/b/10.txt:0@0 text [10]\n"
                  "in/b/2.txt:0@0 text [2]\n"
                  "in/c.txt:0@0 text [c]\n");
    expect("in/link.txt", "in/link.txt:0@0 text [a]\n");
    assert_int_equal(symlink("in/b", "folder-link"), 0);
    expect("folder-link", "folder-link/10.txt:0@0 text [10]\nfolder-link/2.txt:0@0 text [2]\n");
}

static void what_cannot_be_opened_is_named_and_the_rest_read(void **state)
{
    (void)state;
    WRITE("a.txt", "a");
    WRITE("empty.txt", "");
    const struct slice inputs[] = {SLICE("none.txt"), SLICE(""),        SLICE("/dev/null"),
                                   SLICE("a.txt"),    SLICE("a.txt/b"), SLICE("empty.txt"),
                                   SLICE("a.txt")};
    expect_all(inputs, 7,
               "none.txt:0! could not open file\n"
               ":0! could not open file\n"
               "/dev/null:0! not a regular file or pipe\n"
               "a.txt:0@0 text [a]\n"
               "a.txt/b:0! could not open file\n"
               "empty.txt:0@0! file is empty\n"
               "a.txt:0@0 text [a]\n");
}

static void folders_nest_to_a_maximum(void **state)
{
    (void)state;
    char path[2 * (FOLDER_DEPTH_MAX + 4)] = "d";
    for (int i = 0; i < FOLDER_DEPTH_MAX + 1; i++) {
        assert_int_equal(mkdir(path, 0700), 0);
        strcat(path, "/d");
    }
    assert_int_equal(mkdir(path, 0700), 0);
    WRITE("d/z.txt", "z");
    struct slice input = SLICE("d");
    struct listing listing = list_inputs(&input, 1);
    assert_int_equal(listing.documents, 1);
    assert_int_equal(listing.rejections, 1);
    assert_non_null(strstr(listing.text.ptr, "FOLDER_DEPTH_MAX"));
    buf_free(&listing.text);
}

static void paths_have_a_maximum(void **state)
{
    (void)state;
    char *path = malloc(PATH_BYTES_MAX + 2);
    assert_non_null(path);
    memset(path, 'a', PATH_BYTES_MAX + 1);
    struct slice input = {path, PATH_BYTES_MAX + 1};
    struct listing listing = list_inputs(&input, 1);
    assert_non_null(strstr(listing.text.ptr, "! path over PATH_BYTES_MAX"));
    buf_free(&listing.text);
    free(path);
}

static void binaries_are_refused(void **state)
{
    (void)state;
    WRITE("a.txt", "%PDF-1.7 and so on");
    WRITE("b.html", "\x89PNG\r\n");
    write_file("c.txt", (struct slice){"a\0\1\2\3\4\5b", 8});
    write_file("d.txt", (struct slice){"one nul \0 is forgiven", 21});
    WRITE("e.jsonl", "PK\x03\x04");
    WRITE("f.jsonl", "\xFF\xFE{");
    expect(".", "./a.txt:0@0! not text: looks like a pdf\n"
                "./b.html:0@0! not text: looks like a png picture\n"
                "./c.txt:0@1! not text: many control bytes\n"
                "./d.txt:0@0 text [one nul ]\n"
                "./e.jsonl:0@0! not text: looks like a zip archive or an office document\n"
                "./f.jsonl:0@0! jsonl is not in utf-8\n");
}

/* ---- JSONL ---- */

static void jsonl_gives_back_what_it_was_given(void **state)
{
    (void)state;
    WRITE("a.jsonl",
          "\xEF\xBB\xBF{\"id\":7.50,\"text\":\"one\",\"other\":[1,{}]}\r\n"
          "\n  \n"
          "{\"id\":\"b\\u00e9\",\"html\":\"<p>\",\"title\":\"T\",\"url\":\"U\",\"outlet\":\"O\","
          "\"published\":\"2016\"}\n"
          "{\"id\":null,\"text\":\"\",\"html\":\"h\"}");
    struct slice input = SLICE("a.jsonl");
    struct intake *intake = NULL;
    struct arena arena;
    struct document document;
    struct rejection rejection;
    struct err err;
    arena_init(&arena, 1 << 20);
    assert_true(intake_open(&input, 1, &intake, &err));
    assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_DOCUMENT);
    assert_slice(document.id, "7.50");
    assert_slice(document.bytes, "one");
    assert_slice(document.source, "a.jsonl");
    assert_int_equal(document.line, 1);
    assert_int_equal(document.offset, 3);
    assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_DOCUMENT);
    assert_int_equal(document.line, 4);
    assert_int_equal(document.form, DOCUMENT_HTML);
    assert_slice(document.id, "b\xC3\xA9");
    assert_slice(document.title, "T");
    assert_slice(document.url, "U");
    assert_slice(document.outlet, "O");
    assert_slice(document.published, "2016");
    assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_DOCUMENT);
    assert_int_equal(document.id.len, 0);
    assert_slice(document.bytes, "h");
    assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_END);
    assert_int_equal(intake_progress(intake).bytes_read, intake_progress(intake).bytes_total);
    intake_close(intake);
    arena_free(&arena);
}

static void bad_lines_are_named_with_their_place(void **state)
{
    (void)state;
    WRITE("a.jsonl", "{\"text\":\"one\"}\n"
                     "{\"text\":x}\n"
                     "[1]\n"
                     "{\"text\":5}\n"
                     "{\"title\":\"no text\"}\n"
                     "{\"text\":\"a\",\"id\":{}}\n"
                     "{\"text\":\"a\",\"url\":true}\n"
                     "{\"text\":\"a\"} b\n"
                     "{\"text\":\"last\"}\n"
                     "{\"text\":\"cut o");
    expect("a.jsonl", "a.jsonl:1@0 text [one]\n"
                      "a.jsonl:2@23! expected a json value\n"
                      "a.jsonl:3@26! line is no json object\n"
                      "a.jsonl:4@38! text is not a string\n"
                      "a.jsonl:5@41! neither text nor html in the line\n"
                      "a.jsonl:6@78! id is neither a string nor a number\n"
                      "a.jsonl:7@100! url is not a string\n"
                      "a.jsonl:8@119! text after the json value\n"
                      "a.jsonl:9@121 text [last]\n"
                      "a.jsonl:10@151! json is cut off at the end of the line\n");
}

static void invalid_utf8_in_jsonl_is_replaced_and_counted(void **state)
{
    (void)state;
    WRITE("a.jsonl", "{\"text\":\"a\xFF\\u0000b\",\"title\":\"\xC3(\"}\n");
    struct slice input = SLICE("a.jsonl");
    struct intake *intake = NULL;
    struct arena arena;
    struct document document;
    struct rejection rejection;
    struct err err;
    arena_init(&arena, 1 << 20);
    assert_true(intake_open(&input, 1, &intake, &err));
    assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_DOCUMENT);
    assert_int_equal(document.encoding_basis, ENCODING_JSON);
    assert_null(document.encoding);
    assert_slice(document.title, "\xEF\xBF\xBD(");
    assert_true(document_decode(&document, &arena, &err));
    assert_slice(document.bytes, "a\xEF\xBF\xBD\xEF\xBF\xBD"
                                 "b");
    assert_int_equal(document.replaced, 3);
    assert_int_equal(document.encoding_basis, ENCODING_JSON);
    assert_string_equal(document.encoding, "utf-8");
    intake_close(intake);
    arena_free(&arena);
}

/* Lines of all lengths around the buffer's, so that each way through it is taken. */
static void lines_of_any_length_come_whole(void **state)
{
    (void)state;
    FILE *file = fopen("a.jsonl", "wb");
    assert_non_null(file);
    size_t count = 0;
    for (size_t len = 1; len < 3 * STREAM_BUFFER_BYTES; len = len * 3 + 7, count++) {
        fputs("{\"text\":\"", file);
        for (size_t i = 0; i < len; i++)
            fputc("abcdefghij"[i % 10], file);
        fputs("\"}\n", file);
    }
    assert_int_equal(fclose(file), 0);
    struct slice input = SLICE("a.jsonl");
    struct intake *intake = NULL;
    struct arena arena;
    struct document document;
    struct rejection rejection;
    struct err err;
    arena_init(&arena, 64 << 20);
    assert_true(intake_open(&input, 1, &intake, &err));
    for (size_t len = 1; len < 3 * STREAM_BUFFER_BYTES; len = len * 3 + 7) {
        assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_DOCUMENT);
        assert_int_equal(document.bytes.len, len);
        for (size_t i = 0; i < len; i++)
            assert_int_equal(document.bytes.ptr[i], "abcdefghij"[i % 10]);
    }
    assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_END);
    intake_close(intake);
    arena_free(&arena);
}

static void too_long_lines_and_documents_are_refused(void **state)
{
    (void)state;
    char *text = malloc(DOCUMENT_BYTES_MAX + 1);
    assert_non_null(text);
    memset(text, 'a', DOCUMENT_BYTES_MAX + 1);
    write_file("a.txt", (struct slice){text, DOCUMENT_BYTES_MAX + 1});
    expect("a.txt", "a.txt:0@33554432! document over DOCUMENT_BYTES_MAX\n");
    FILE *file = fopen("a.jsonl", "wb");
    assert_non_null(file);
    fputs("{\"text\":\"", file);
    assert_int_equal(fwrite(text, 1, DOCUMENT_BYTES_MAX, file), DOCUMENT_BYTES_MAX);
    fputs("\"}\n{\"text\":\"b\"}\n", file);
    assert_int_equal(fclose(file), 0);
    expect("a.jsonl", "a.jsonl:1@0! line over DOCUMENT_BYTES_MAX\n"
                      "a.jsonl:2@33554444 text [b]\n");
    free(text);
}

/* ---- compression ---- */

static void compressed_files_read_like_plain_ones(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 1 << 20);
    add_gzip(&out, SLICE("{\"text\":\"on"));
    add_gzip(&out, SLICE("e\"}\n{\"text\":\"two\"}\n"));
    add_gzip(&out, SLICE(""));
    write_file("a.jsonl.gz", buf_slice(&out));
    write_file("b", buf_slice(&out));
    buf_reset(&out);
    add_zstd(&out, SLICE("<p>"));
    buf_append(&out, (struct slice){"\x50\x2a\x4d\x18\x03\0\0\0abc", 11});
    add_zstd(&out, SLICE("page"));
    write_file("c.html.zst", buf_slice(&out));
    struct buf nested;
    buf_init(&nested, 1 << 20);
    add_gzip(&nested, buf_slice(&out));
    write_file("d.html.zst.gz", buf_slice(&nested));
    buf_reset(&out);
    add_zstd(&out, buf_slice(&nested));
    write_file("e.gz", buf_slice(&out));
    const struct slice inputs[] = {SLICE("a.jsonl.gz"), SLICE("b"), SLICE("c.html.zst"),
                                   SLICE("d.html.zst.gz"), SLICE("e.gz")};
    expect_all(inputs, 5,
               "a.jsonl.gz:1@0 text [one]\n"
               "a.jsonl.gz:2@15 text [two]\n"
               "b:1@0 text [one]\n"
               "b:2@15 text [two]\n"
               "c.html.zst:0@0 html [<p>page]\n"
               "d.html.zst.gz:0@0 html [<p>page]\n"
               "e.gz:0@0! compressed more often than COMPRESSION_LEVELS_MAX\n");
    buf_free(&out);
    buf_free(&nested);
}

static void damaged_compression_is_refused_after_what_was_whole(void **state)
{
    (void)state;
    struct buf out;
    buf_init(&out, 1 << 20);
    struct slice lines = SLICE("{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
    add_gzip(&out, lines);
    size_t whole = out.len;
    buf_append(&out, SLICE("more"));
    write_file("garbage.jsonl.gz", buf_slice(&out));
    write_file("cut.jsonl.gz", (struct slice){out.ptr, whole - 8});
    out.ptr[whole - 5] ^= 1;
    write_file("crc.jsonl.gz", (struct slice){out.ptr, whole});
    expect("garbage.jsonl.gz", "garbage.jsonl.gz:1@0 text [one]\n"
                               "garbage.jsonl.gz:2@15 text [two]\n"
                               "garbage.jsonl.gz:3@30! other bytes after the gzip data\n");
    expect("cut.jsonl.gz", "cut.jsonl.gz:1@0 text [one]\n"
                           "cut.jsonl.gz:2@15 text [two]\n"
                           "cut.jsonl.gz:3@30! gzip data is cut off\n");
    expect("crc.jsonl.gz", "crc.jsonl.gz:1@0 text [one]\n"
                           "crc.jsonl.gz:2@15 text [two]\n"
                           "crc.jsonl.gz:3@30! damaged gzip data\n");
    buf_reset(&out);
    add_zstd(&out, lines);
    whole = out.len;
    buf_append(&out, SLICE("more"));
    write_file("garbage.jsonl.zst", buf_slice(&out));
    write_file("cut.txt.zst", (struct slice){out.ptr, whole - 3});
    WRITE("plain.txt.gz", "not compressed");
    expect("garbage.jsonl.zst", "garbage.jsonl.zst:1@0 text [one]\n"
                                "garbage.jsonl.zst:2@15 text [two]\n"
                                "garbage.jsonl.zst:3@30! other bytes after the zstd data\n");
    expect("cut.txt.zst", "cut.txt.zst:0@0! zstd data is cut off\n");
    expect("plain.txt.gz", "plain.txt.gz:0@0! name says compressed but the content is not\n");
    buf_free(&out);
}

static void bombs_are_refused_early(void **state)
{
    (void)state;
    size_t len = 64 << 20;
    char *zeros = malloc(len);
    assert_non_null(zeros);
    memset(zeros, ' ', len);
    struct buf out;
    buf_init(&out, 128 << 20);
    add_gzip(&out, (struct slice){zeros, len});
    write_file("a.jsonl.gz", buf_slice(&out));
    buf_reset(&out);
    add_zstd(&out, (struct slice){zeros, len});
    write_file("b.txt.zst", buf_slice(&out));
    struct slice inputs[] = {SLICE("a.jsonl.gz"), SLICE("b.txt.zst")};
    struct listing listing = list_inputs(inputs, 2);
    assert_int_equal(listing.documents, 0);
    assert_int_equal(listing.rejections, 2);
    assert_non_null(strstr(listing.text.ptr, "compressed data over COMPRESSION_RATIO_MAX"));
    buf_free(&listing.text);
    buf_free(&out);
    free(zeros);
}

static void zstd_windows_have_a_maximum(void **state)
{
    (void)state;
    ZSTD_CCtx *context = ZSTD_createCCtx();
    char out[256];
    assert_non_null(context);
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 28);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    ZSTD_inBuffer in = {"some text", 9, 0};
    ZSTD_outBuffer written = {out, sizeof(out), 0};
    assert_false(ZSTD_isError(ZSTD_compressStream2(context, &written, &in, ZSTD_e_continue)));
    assert_int_equal(ZSTD_compressStream2(context, &written, &in, ZSTD_e_end), 0);
    write_file("a.txt.zst", (struct slice){out, written.pos});
    expect("a.txt.zst", "a.txt.zst:0@0! zstd window over ZSTD_WINDOW_LOG_MAX\n");
    ZSTD_freeCCtx(context);
}

/* ---- memory ---- */

static void a_full_arena_rejects_the_document_only(void **state)
{
    (void)state;
    WRITE("a.jsonl", "{\"text\":\"one\"}\n{\"text\":\"two two two two two two two two two two two "
                     "two two two two two two\"}\n{\"text\":\"one\"}\n");
    struct slice input = SLICE("a.jsonl");
    struct intake *intake = NULL;
    struct arena arena;
    struct document document;
    struct rejection rejection;
    struct err err;
    arena_init(&arena, 180);
    assert_true(intake_open(&input, 1, &intake, &err));
    assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_DOCUMENT);
    arena_reset(&arena);
    assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_REJECTED);
    assert_int_equal(rejection.err.code, ERR_LIMIT);
    assert_int_equal(rejection.line, 2);
    arena_reset(&arena);
    assert_int_equal(intake_next(intake, &arena, &document, &rejection, &err), INTAKE_DOCUMENT);
    intake_close(intake);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(names_tell_the_form, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(content_tells_the_form_when_the_name_does_not, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(folders_are_read_in_byte_order, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(what_cannot_be_opened_is_named_and_the_rest_read,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(folders_nest_to_a_maximum, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(paths_have_a_maximum, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(binaries_are_refused, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(jsonl_gives_back_what_it_was_given, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(bad_lines_are_named_with_their_place, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(invalid_utf8_in_jsonl_is_replaced_and_counted, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(lines_of_any_length_come_whole, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(too_long_lines_and_documents_are_refused, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(compressed_files_read_like_plain_ones, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(damaged_compression_is_refused_after_what_was_whole,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(bombs_are_refused_early, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(zstd_windows_have_a_maximum, enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(a_full_arena_rejects_the_document_only, enter_folder,
                                        leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

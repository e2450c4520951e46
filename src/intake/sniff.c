/*
 * sniff.c - what bytes are, told by looking at them.
 *
 *   in    the first bytes of a file or document
 *   out   its form, or why it is no text
 *
 * File types by their signatures; anything else with too many control bytes is binary too. Leading
 * tags are those of the WHATWG MIME Sniffing Standard §7.1, and the newer ones pages open with.
 */
#include "intake/sniff.h"

#include "base/ascii.h"

/* A slice for a static table. */
#define TEXT(literal)                                                                              \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

struct signature {
    struct slice magic;
    uint32_t at;
    const char *message;
};

static const struct signature SIGNATURES[] = {
    {TEXT("%PDF-"), .message = "not text: looks like a pdf"},
    {TEXT("\x89PNG"), .message = "not text: looks like a png picture"},
    {TEXT("\xFF\xD8\xFF"), .message = "not text: looks like a jpeg picture"},
    {TEXT("GIF8"), .message = "not text: looks like a gif picture"},
    {TEXT("PK\x03\x04"), .message = "not text: looks like a zip archive or an office document"},
    {TEXT("PK\x05\x06"), .message = "not text: looks like a zip archive or an office document"},
    {TEXT("\xD0\xCF\x11\xE0"), .message = "not text: looks like an old office document"},
    {TEXT("{\\rtf"), .message = "not text: looks like an rtf document"},
    {TEXT("%!PS"), .message = "not text: looks like postscript"},
    {TEXT("\x7F\x45LF"), .message = "not text: looks like a program"},
    {TEXT("\xCA\xFE\xBA\xBE"), .message = "not text: looks like a program"},
    {TEXT("\x1F\x8B\x08"), .message = "not text: looks like gzip data"},
    {TEXT("\x28\xB5\x2F\xFD"), .message = "not text: looks like zstd data"},
    {TEXT("BZh"), .message = "not text: looks like bzip2 data"},
    {TEXT("\xFD\x37zXZ"), .message = "not text: looks like xz data"},
    {TEXT("7z\xBC\xAF"), .message = "not text: looks like a 7z archive"},
    {TEXT("Rar!\x1A"), .message = "not text: looks like a rar archive"},
    {TEXT("ustar"), .at = 257, .message = "not text: looks like a tar archive"},
    {TEXT("WARC/1."), .message = "not text: looks like a warc archive"},
    {TEXT("SQLite format 3"), .message = "not text: looks like an sqlite file"},
    {TEXT("OggS"), .message = "not text: looks like sound or film"},
    {TEXT("ID3\x03"), .message = "not text: looks like sound or film"},
    {TEXT("ID3\x04"), .message = "not text: looks like sound or film"},
};

/* Of a hundred bytes, how many control characters still leave a text a text. Random bytes have ten;
 * texts in any encoding have none, but damaged ones a few. */
#define CONTROL_PERCENT_MAX 3
#define CONTROL_BYTES_FREE 4

#define HEAD_BYTES 256 /* looked at for a tag or a bracket */

static bool is_control(unsigned char c)
{
    return (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B) || c == 0x7F;
}

static size_t count_controls(struct slice bytes)
{
    uint8_t counts[256];
    size_t controls = 0;
    for (unsigned c = 0; c < sizeof(counts); c++)
        counts[c] = is_control((unsigned char)c);
    for (size_t i = 0; i < bytes.len; i++)
        controls += counts[(unsigned char)bytes.ptr[i]];
    return controls;
}

bool sniff_is_wide(struct slice bytes)
{
    return slice_starts(bytes, SLICE("\xFF\xFE")) || slice_starts(bytes, SLICE("\xFE\xFF")) ||
           slice_starts(bytes, (struct slice){"\0\0\xFE\xFF", 4});
}

bool sniff_is_text(struct slice bytes, struct err *err)
{
    if (sniff_is_wide(bytes))
        return true;
    for (size_t i = 0; i < sizeof(SIGNATURES) / sizeof(SIGNATURES[0]); i++) {
        const struct signature *signature = &SIGNATURES[i];
        if (slice_starts(slice_sub(bytes, signature->at, bytes.len), signature->magic))
            return err_set_at(err, ERR_FORMAT, signature->message, 0);
    }
    size_t controls = count_controls(bytes), first = 0;
    if (controls <= CONTROL_BYTES_FREE || controls <= bytes.len / 100 * CONTROL_PERCENT_MAX)
        return true;
    while (!is_control((unsigned char)bytes.ptr[first]))
        first++;
    return err_set_at(err, ERR_FORMAT, "not text: many control bytes", first);
}

static bool leads_with_tag(struct slice text)
{
    static const struct slice TAGS[] = {
        TEXT("!doctype"), TEXT("html"),    TEXT("head"),     TEXT("body"),   TEXT("script"),
        TEXT("style"),    TEXT("title"),   TEXT("meta"),     TEXT("link"),   TEXT("base"),
        TEXT("div"),      TEXT("p"),       TEXT("h1"),       TEXT("h2"),     TEXT("a"),
        TEXT("b"),        TEXT("br"),      TEXT("table"),    TEXT("iframe"), TEXT("font"),
        TEXT("main"),     TEXT("article"), TEXT("span"),     TEXT("header"), TEXT("section"),
        TEXT("center"),   TEXT("?xml"),    TEXT("noscript"), TEXT("ul"),     TEXT("img"),
    };
    if (!slice_starts(text, SLICE("<")))
        return false;
    struct slice rest = slice_sub(text, 1, text.len);
    if (slice_starts(rest, SLICE("!--")))
        return true;
    for (size_t i = 0; i < sizeof(TAGS) / sizeof(TAGS[0]); i++) {
        if (!slice_starts_nocase(rest, TAGS[i]) || rest.len == TAGS[i].len)
            continue;
        char after = rest.ptr[TAGS[i].len];
        if (ascii_is_space(after) || after == '>' || after == '/')
            return true;
    }
    return false;
}

/* The first bytes without leading white space and, in UTF-16 and UTF-32, without NULs, so that they
 * read like ASCII. */
static struct slice plain_head(struct slice head, char room[HEAD_BYTES])
{
    size_t len = 0;
    bool wide = sniff_is_wide(head);
    if (slice_starts(head, SLICE("\xEF\xBB\xBF")))
        head = slice_sub(head, 3, head.len);
    for (size_t i = 0; i < head.len && len < HEAD_BYTES; i++) {
        unsigned char c = (unsigned char)head.ptr[i];
        bool skipped = wide && (c == 0 || c >= 0xFE);
        if (!skipped && (len > 0 || !ascii_is_space((char)c)))
            room[len++] = (char)c;
    }
    return (struct slice){room, len};
}

bool sniff_form(struct slice head, enum source_form *ret_form, struct err *err)
{
    char room[HEAD_BYTES];
    struct slice text = plain_head(head, room);
    struct slice first_line = slice_sub(text, 1, slice_find_byte(text, '\n', 0));
    struct slice members = slice_trim(slice_sub(text, 1, text.len));
    bool in_line = slice_trim(first_line).len > 0;
    *ret_form = SOURCE_TEXT;
    if (leads_with_tag(text))
        *ret_form = SOURCE_HTML;
    else if (slice_starts(text, SLICE("{")) && slice_starts(members, SLICE("\"")) && in_line)
        *ret_form = SOURCE_JSONL;
    else if ((slice_starts(text, SLICE("{")) && slice_starts(members, SLICE("\""))) ||
             (slice_starts(text, SLICE("[")) && slice_starts(members, SLICE("{"))))
        return err_set_at(err, ERR_FORMAT, "json, but not one object a line", 0);
    if (*ret_form == SOURCE_JSONL && sniff_is_wide(head))
        return err_set_at(err, ERR_FORMAT, "jsonl is not in utf-8", 0);
    return true;
}

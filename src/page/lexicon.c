/*
 * lexicon.c - loads the lists, cuts text and class names into words, finds phrases.
 *
 *   in    the built-in files of data/en/page/
 *   out   struct lexicon
 */
#include "page/lexicon.h"

#include <string.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "page/facts.h"

#define PART_BYTES_MAX 32
#define PHRASE_BYTES_MAX 128
#define CREDIT_BYTES_MAX 48 /* from the slash to the end of a block that ends in a credit */

static bool load_words(const char *name, struct slice kind, struct arena *arena,
                       struct hash_set *ret_words, struct err *err);
static bool load_hints(struct arena *arena, struct lexicon *lexicon, struct err *err);
static bool load_phrases(struct arena *arena, struct lexicon *lexicon, struct err *err);

bool lexicon_load(struct arena *arena, struct lexicon *ret_lexicon, struct err *err)
{
    *ret_lexicon = (struct lexicon){0};
    const char *credits = "data/en/page/credits.txt";
    return load_words("data/en/page/stopwords.txt", SLICE_EMPTY, arena, &ret_lexicon->stopwords,
                      err) &&
           load_words(credits, SLICE("agency"), arena, &ret_lexicon->agencies, err) &&
           load_words(credits, SLICE("lead"), arena, &ret_lexicon->credit_leads, err) &&
           load_words("data/en/page/menu.txt", SLICE_EMPTY, arena, &ret_lexicon->menu, err) &&
           load_hints(arena, ret_lexicon, err) && load_phrases(arena, ret_lexicon, err);
}

/* ---- lists ---- */

/* The words of one kind, or of all when kind is empty. */
static bool load_words(const char *name, struct slice kind, struct arena *arena,
                       struct hash_set *ret_words, struct err *err)
{
    const struct fact *facts;
    size_t count;
    if (!facts_read(name, arena, &facts, &count, err))
        return false;
    if (!hash_set_init(ret_words, count, arena))
        return arena_fail(arena, err);
    for (size_t i = 0; i < count; i++) {
        if (kind.len == 0 || slice_equal(facts[i].kind, kind))
            hash_set_put(ret_words, lexicon_hash(facts[i].word));
    }
    return true;
}

static size_t find_name(struct slice name, const struct slice *names, size_t count)
{
    size_t i = 0;
    while (i < count && !slice_equal(names[i], name))
        i++;
    return i;
}

#define GROUP_NAME(constant, name) {name, sizeof(name) - 1},

static bool load_hints(struct arena *arena, struct lexicon *lexicon, struct err *err)
{
    static const struct slice names[] = {HINT_GROUPS(GROUP_NAME)};
    const struct fact *facts;
    size_t count;
    if (!facts_read("data/en/page/hints.txt", arena, &facts, &count, err))
        return false;
    map_init(&lexicon->hints, arena);
    if (!hash_set_init(&lexicon->hint_parts, count, arena))
        return arena_fail(arena, err);
    for (size_t i = 0; i < count; i++) {
        size_t group = find_name(facts[i].kind, names, HINT_COUNT);
        if (group == HINT_COUNT)
            return err_set_at(err, ERR_FORMAT, "hints.txt names an unknown group", facts[i].offset);
        hash_set_put(&lexicon->hint_parts, lexicon_hash(facts[i].word));
        uint32_t *bits = map_get(&lexicon->hints, facts[i].word);
        if (bits)
            *bits |= 1u << group;
        else if (!map_put(&lexicon->hints, facts[i].word, 1u << group))
            return arena_fail(arena, err);
    }
    return true;
}

static bool read_phrase(const struct fact *fact, struct phrase *ret_phrase)
{
    static const struct slice names[] = {PHRASE_GROUPS(GROUP_NAME)};
    size_t group = find_name(fact->kind, names, PHRASE_COUNT);
    struct word words[PHRASE_WORDS_MAX];
    char buffer[PHRASE_BYTES_MAX];
    struct slice line = fact->word;
    if (group == PHRASE_COUNT || line.len >= sizeof(buffer))
        return false;
    uint8_t match = PHRASE_INSIDE;
    if (line.ptr[0] == '^')
        match = PHRASE_BEGINS;
    else if (line.ptr[0] == '=')
        match = PHRASE_WHOLE;
    else if (slice_ends(line, SLICE("$")))
        match = PHRASE_ENDS;
    uint32_t count = lexicon_words(line, buffer, words, PHRASE_WORDS_MAX);
    *ret_phrase = (struct phrase){
        .word_count = (uint8_t)count, .group = (uint8_t)group, .match = match, .next = UINT32_MAX};
    for (uint32_t i = 0; i < count; i++)
        ret_phrase->words[i] = words[i].hash;
    return count > 0;
}

static bool load_phrases(struct arena *arena, struct lexicon *lexicon, struct err *err)
{
    const struct fact *facts;
    size_t count;
    if (!facts_read("data/en/page/phrases.txt", arena, &facts, &count, err))
        return false;
    struct phrase *phrases = arena_array(arena, struct phrase, count);
    if (!phrases)
        return arena_fail(arena, err);
    map_init(&lexicon->starts, arena);
    if (!hash_set_init(&lexicon->phrase_starts, count, arena))
        return arena_fail(arena, err);
    for (uint32_t i = 0; i < count; i++) {
        if (!read_phrase(&facts[i], &phrases[i]))
            return err_set_at(err, ERR_FORMAT, "phrases.txt has an unknown group or no words",
                              facts[i].offset);
        struct slice key = {(const char *)&phrases[i].words[0], sizeof(uint32_t)};
        hash_set_put(&lexicon->phrase_starts, phrases[i].words[0]);
        uint32_t *first = map_get(&lexicon->starts, key);
        phrases[i].next = first ? *first : UINT32_MAX;
        if (first)
            *first = i;
        else if (!map_put(&lexicon->starts, key, i))
            return arena_fail(arena, err);
    }
    lexicon->phrases = phrases;
    return true;
}

/* ---- words ---- */

uint32_t lexicon_hash(struct slice word)
{
    uint32_t hash = (uint32_t)hash_64(word);
    return hash ? hash : 1;
}

uint32_t lexicon_hash_pair(uint32_t first, uint32_t second)
{
    uint32_t hash = (first * 0x9E3779B1u) ^ (second + 0x7F4A7C15u + (first >> 15));
    return hash ? hash : 1;
}

uint32_t lexicon_shingle(const struct word *words)
{
    uint32_t hash = words[0].hash;
    for (uint32_t i = 1; i < SHINGLE_WORDS; i++)
        hash = lexicon_hash_pair(hash, words[i].hash);
    return hash;
}

/* Bytes of a character at `at` that parts words though it is not ASCII: quotes, dashes, bullets,
 * arrows, "»" and "©". */
static size_t wide_punctuation(struct slice s, size_t at)
{
    unsigned char a = (unsigned char)s.ptr[at];
    unsigned char b = at + 1 < s.len ? (unsigned char)s.ptr[at + 1] : 0;
    if (a == 0xC2 && b >= 0x80 && b <= 0xBF)
        return 2;
    if (a == 0xE2 && b >= 0x80 && b <= 0x9F && at + 2 < s.len)
        return 3;
    return 0;
}

static bool is_apostrophe(struct slice s, size_t at, size_t *ret_len)
{
    *ret_len = s.ptr[at] == '\'' ? 1 : 3;
    return s.ptr[at] == '\'' || slice_starts(slice_sub(s, at, s.len), SLICE("\u2019"));
}

/* Copies the word at `at` to buffer; returns its end in s. */
static size_t read_word(struct slice s, size_t at, char *buffer, size_t *ret_len)
{
    size_t len = 0, skip;
    bool digits = true;
    while (at < s.len) {
        char c = s.ptr[at];
        if (ascii_is_alnum(c)) {
            digits = digits && ascii_is_digit(c);
            buffer[len++] = ascii_lower(c);
            at++;
        } else if (is_apostrophe(s, at, &skip) && at + skip < s.len &&
                   ascii_is_letter(s.ptr[at + skip])) {
            digits = false;
            buffer[len++] = '\'';
            at += skip;
        } else if ((c & 0x80) && wide_punctuation(s, at) == 0) {
            digits = false;
            buffer[len++] = c;
            at++;
        } else {
            break;
        }
    }
    if (digits && len > 0) {
        buffer[0] = '#';
        len = 1;
    }
    *ret_len = len;
    return at;
}

static bool begins_word(struct slice s, size_t at)
{
    return ascii_is_alnum(s.ptr[at]) || ((s.ptr[at] & 0x80) && wide_punctuation(s, at) == 0);
}

uint32_t lexicon_words(struct slice text, char *buffer, struct word *ret_words, uint32_t max)
{
    uint32_t count = 0;
    for (size_t at = 0; at < text.len && count < max;) {
        if (!begins_word(text, at)) {
            at++;
            continue;
        }
        size_t len;
        at = read_word(text, at, buffer, &len);
        struct slice word = {buffer, len};
        ret_words[count++] = (struct word){word, lexicon_hash(word)};
        buffer += len;
    }
    return count;
}

/* ---- phrases ---- */

static bool phrase_at(const struct phrase *phrase, const struct word *words, uint32_t count,
                      uint32_t at)
{
    if (at + phrase->word_count > count)
        return false;
    bool begins = at == 0, ends = at + phrase->word_count == count;
    if ((phrase->match == PHRASE_WHOLE && !(begins && ends)) ||
        (phrase->match == PHRASE_BEGINS && !begins) || (phrase->match == PHRASE_ENDS && !ends))
        return false;
    for (uint32_t i = 0; i < phrase->word_count; i++) {
        if (words[at + i].hash != phrase->words[i])
            return false;
    }
    return true;
}

void lexicon_phrases(const struct lexicon *lexicon, const struct word *words, uint32_t count,
                     uint8_t ret_matches[PHRASE_COUNT])
{
    memset(ret_matches, PHRASE_NONE, PHRASE_COUNT);
    for (uint32_t at = 0; at < count && at < PHRASE_BLOCK_WORDS_MAX; at++) {
        if (!hash_set_has(&lexicon->phrase_starts, words[at].hash))
            continue;
        struct slice key = {(const char *)&words[at].hash, sizeof(uint32_t)};
        const uint32_t *first = map_get(&lexicon->starts, key);
        for (uint32_t i = first ? *first : UINT32_MAX; i != UINT32_MAX;
             i = lexicon->phrases[i].next) {
            const struct phrase *phrase = &lexicon->phrases[i];
            if (phrase->match > ret_matches[phrase->group] && phrase_at(phrase, words, count, at))
                ret_matches[phrase->group] = phrase->match;
        }
    }
}

/* ---- picture credits ---- */

/* A capitalised run of letters that is an agency's name. */
static bool is_agency(const struct lexicon *lexicon, struct slice s)
{
    char buffer[CREDIT_BYTES_MAX];
    struct word word;
    return s.len > 0 && s.len < sizeof(buffer) && ascii_is_upper(s.ptr[0]) &&
           lexicon_words(s, buffer, &word, 1) == 1 && hash_set_has(&lexicon->agencies, word.hash);
}

static size_t word_start(struct slice s, size_t end)
{
    while (end > 0 && ascii_is_alnum(s.ptr[end - 1]))
        end--;
    return end;
}

static size_t word_end(struct slice s, size_t start)
{
    while (start < s.len && ascii_is_alnum(s.ptr[start]))
        start++;
    return start;
}

/* "(Agency/First Last)" or "[...]" at the end: capitals on both sides of a slash, one side of more
 * words than one, and at most CREDIT_BYTES_MAX. */
static bool ends_in_names(struct slice text)
{
    if (!slice_ends(text, SLICE(")")) && !slice_ends(text, SLICE("]")))
        return false;
    size_t open = text.len - 1, slash = 0;
    while (open > 0 && text.len - open <= CREDIT_BYTES_MAX && !memchr("([", text.ptr[open], 2)) {
        slash = text.ptr[open] == '/' ? open : slash;
        open--;
    }
    bool found = memchr("([", text.ptr[open], 2) != NULL &&
                 slice_find_byte(text, ' ', open) != SIZE_MAX;
    return found && slash > open + 1 && ascii_is_upper(text.ptr[open + 1]) &&
           (ascii_is_upper(text.ptr[slash + 1]) || (text.ptr[slash + 1] & 0x80));
}

/* "Photo: Name" or "Photo by Name", bracketed or not, with nothing but capitalised words after. */
static bool ends_in_lead(const struct lexicon *lexicon, struct slice text)
{
    size_t from = text.len > CREDIT_BYTES_MAX ? text.len - CREDIT_BYTES_MAX : 0;
    for (size_t at = from; at < text.len; at = word_end(text, at) + 1) {
        struct word word;
        char buffer[CREDIT_BYTES_MAX + 1];
        size_t end = word_end(text, at);
        bool begins = end > at && (at == 0 || !ascii_is_alnum(text.ptr[at - 1]));
        if (!begins || !ascii_is_upper(text.ptr[at]) ||
            lexicon_words(slice_sub(text, at, end), buffer, &word, 1) == 0 ||
            !hash_set_has(&lexicon->credit_leads, word.hash))
            continue;
        struct slice rest = slice_sub(text, end, text.len);
        size_t skip = slice_starts(rest, SLICE(": ")) ? 2 : 4;
        if (skip == 4 && !slice_starts(rest, SLICE(" by ")))
            continue;
        bool names = rest.len > skip;
        for (size_t i = skip; i < rest.len && names; i++) {
            bool starts = i == skip || rest.ptr[i - 1] == ' ';
            names = (!starts || !ascii_is_lower(rest.ptr[i])) && rest.ptr[i] != '.';
        }
        if (names)
            return true;
    }
    return false;
}

enum credit lexicon_credit(const struct lexicon *lexicon, struct slice text)
{
    if (ends_in_names(text) || ends_in_lead(lexicon, text))
        return CREDIT_ENDS;
    enum credit credit = CREDIT_NONE;
    for (size_t at = 0; (at = slice_find_byte(text, '/', at)) != SIZE_MAX; at++) {
        size_t end = word_end(text, at + 1);
        if (is_agency(lexicon, slice_sub(text, at + 1, end)) ||
            is_agency(lexicon, slice_sub(text, word_start(text, at), at)))
            credit = text.len - at <= CREDIT_BYTES_MAX ? CREDIT_ENDS : CREDIT_INSIDE;
    }
    return credit;
}

/* ---- class names ---- */

void lexicon_parts(struct slice value, void (*visit)(void *user, struct slice part, bool is_whole),
                   void *user)
{
    char whole[PART_BYTES_MAX], part[PART_BYTES_MAX];
    size_t whole_len = 0, part_len = 0, parts = 0;
    for (size_t at = 0; at <= value.len; at++) {
        char c = at < value.len ? value.ptr[at] : ' ';
        bool after_lower = at > 0 && ascii_is_lower(value.ptr[at - 1]);
        if (!ascii_is_letter(c) || (ascii_is_upper(c) && after_lower)) {
            if (part_len > 1)
                visit(user, (struct slice){part, part_len}, false);
            parts += part_len > 0;
            part_len = 0;
        }
        if (ascii_is_space(c)) {
            if (whole_len > 1 && parts > 1)
                visit(user, (struct slice){whole, whole_len}, true);
            whole_len = parts = 0;
            continue;
        }
        if (ascii_is_letter(c) && part_len < PART_BYTES_MAX)
            part[part_len++] = ascii_lower(c);
        if (!ascii_is_digit(c) && whole_len < PART_BYTES_MAX)
            whole[whole_len++] = ascii_lower(c);
    }
}

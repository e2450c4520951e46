/*
 * spelling.c - one key for the spellings of one name.
 *
 *   in    rules, folded words
 *   out   keys
 */
#include "actors/spelling.h"

#include <string.h>

#include "actors/words.h"
#include "base/ascii.h"
#include "base/hash.h"

/* Bytes of a key under way: rules may lengthen a word. */
#define SPELLING_ROOM ((size_t)2 * WORD_BYTES_MAX)

/* A key under way. */
struct key_text {
    char bytes[SPELLING_ROOM];
    size_t length;
    uint32_t letters; /* that it has: bit 0 is a */
};

static bool read_line(struct spelling *spelling, struct data_faults *faults,
                      const struct data_line *line, struct err *err);

bool spelling_load(struct spelling *spelling, const struct data_set *set,
                   struct data_faults *faults, struct arena *arena, struct err *err)
{
    *spelling = (struct spelling){.arena = arena};
    keys_init(&spelling->same, arena);
    keys_init(&spelling->classes, arena);
    for (size_t i = 0; i < set->files.count; i++) {
        struct data_lines lines;
        struct data_line line;
        if (!slice_equal(set->files.items[i].kind, SLICE("spelling")))
            continue;
        data_lines_init(&lines, &set->files.items[i], faults);
        while (data_lines_next(&lines, &line)) {
            if (!read_line(spelling, faults, &line, err))
                return false;
        }
    }
    return true;
}

/* True when s is made of letters a to z. */
static bool is_plain(struct slice s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!ascii_is_lower(s.ptr[i]))
            return false;
    }
    return true;
}

static uint32_t letters_of(const char *bytes, size_t length)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < length; i++) {
        if (ascii_is_lower(bytes[i]))
            letters |= 1u << (bytes[i] - 'a');
    }
    return letters;
}

/* "rule | ^ye; yo$ | e": one rule for each word. */
static bool read_rule(struct spelling *spelling, struct data_faults *faults,
                      const struct data_line *line, struct err *err)
{
    struct slice rest = line->fields[1], from, to = SLICE_EMPTY;
    if (line->field_count > 2)
        to = line->fields[2];
    if (!is_plain(to) || to.len > WORD_BYTES_MAX) {
        data_fault(faults, line, to, "expected letters a to z");
        return true;
    }
    while (data_next_word(&rest, &from)) {
        struct spelling_rule rule = {.to = to, .at_start = from.ptr[0] == '^'};
        struct slice whole = from;
        from = slice_sub(from, rule.at_start, from.len);
        rule.at_end = slice_ends(from, SLICE("$"));
        from.len -= rule.at_end;
        if (from.len == 0 || !is_plain(from)) {
            data_fault(faults, line, whole, "expected letters a to z, ^ before or $ behind");
            continue;
        }
        rule.from = from;
        rule.letters = letters_of(from.ptr, from.len);
        struct spelling_rule *item = vector_push(&spelling->rules, spelling->arena);
        if (!item)
            return arena_fail(spelling->arena, err);
        *item = rule;
    }
    return true;
}

/* The folded first word of a text; empty when it has none. */
static struct slice first_word(struct word_reader *reader, struct slice text)
{
    struct slice word = SLICE_EMPTY;
    unsigned shape;
    word_reader_init(reader, text);
    word_next(reader, &word, &shape);
    return word;
}

static uint64_t word_hash(struct slice word)
{
    uint64_t hash = hash_64(word);
    return hash ? hash : 1;
}

/* "same | gaddafi; qaddafi; …" */
static bool read_same(struct spelling *spelling, const struct data_line *line, struct err *err)
{
    struct slice rest = line->fields[1], word, first = SLICE_EMPTY;
    while (data_next_word(&rest, &word)) {
        if (first.len == 0)
            first = word;
        if (!spelling_join(spelling, word, first, err))
            return false;
    }
    return true;
}

static bool read_class(struct spelling *spelling, const struct data_line *line, unsigned class,
                       struct err *err)
{
    struct slice rest = line->fields[1], text;
    struct word_reader reader;
    while (data_next_word(&rest, &text)) {
        struct slice word = first_word(&reader, text);
        if (word.len == 0)
            continue;
        uint32_t *value = keys_put(&spelling->classes, word_hash(word), 0);
        if (!value)
            return arena_fail(spelling->arena, err);
        *value |= class;
    }
    return true;
}

static bool read_line(struct spelling *spelling, struct data_faults *faults,
                      const struct data_line *line, struct err *err)
{
    static const struct {
        const char *name;
        unsigned class;
    } CLASSES[] = {
        {"skip", SPELLING_SKIPPED},
        {"particle", SPELLING_PARTICLE},
        {"suffix", SPELLING_SUFFIX},
        {"family-first", SPELLING_FAMILY_FIRST},
    };
    if (line->field_count < 2 || line->fields[1].len == 0) {
        data_fault(faults, line, SLICE_EMPTY, "expected words, parted by ;");
        return true;
    }
    if (slice_equal(line->fields[0], SLICE("rule")))
        return read_rule(spelling, faults, line, err);
    if (slice_equal(line->fields[0], SLICE("same")))
        return read_same(spelling, line, err);
    for (size_t i = 0; i < sizeof(CLASSES) / sizeof(CLASSES[0]); i++) {
        if (slice_equal(line->fields[0], slice_from(CLASSES[i].name)))
            return read_class(spelling, line, CLASSES[i].class, err);
    }
    data_fault(faults, line, line->fields[0],
               "expected rule, same, skip, particle, suffix or family-first");
    return true;
}

/* Takes letters that stand twice as one. */
static void drop_doubles(struct key_text *key)
{
    size_t kept = 0;
    for (size_t i = 0; i < key->length; i++) {
        if (kept == 0 || key->bytes[kept - 1] != key->bytes[i])
            key->bytes[kept++] = key->bytes[i];
    }
    key->length = kept;
}

/* Where a rule's letters stand next, from `at` on; the key's length for nowhere. */
static size_t find_rule(const struct key_text *key, const struct spelling_rule *rule, size_t at)
{
    size_t from = rule->from.len;
    if (rule->at_end && key->length >= from && at < key->length - from)
        at = key->length - from;
    for (; at + from <= key->length; at++) {
        if (rule->at_start && at > 0)
            break;
        size_t same = 0;
        while (same < from && key->bytes[at + same] == rule->from.ptr[same])
            same++;
        if (same == from && (!rule->at_end || at + from == key->length))
            return at;
    }
    return key->length;
}

/* Replaces a rule's letters wherever they stand, from left to right. A word that would vanish, or
 * grow over its room, stays as it is. */
static void apply_rule(struct key_text *key, const struct spelling_rule *rule)
{
    char out[SPELLING_ROOM];
    size_t length = 0, copied = 0, at = find_rule(key, rule, 0);
    if (at == key->length)
        return;
    while (at < key->length) {
        size_t before = at - copied;
        if (length + before + rule->to.len > sizeof(out))
            return;
        memcpy(out + length, key->bytes + copied, before);
        if (rule->to.len > 0)
            memcpy(out + length + before, rule->to.ptr, rule->to.len);
        length += before + rule->to.len;
        copied = at + rule->from.len;
        at = find_rule(key, rule, copied);
    }
    size_t rest = key->length - copied;
    if (length + rest > sizeof(out) || length + rest == 0)
        return;
    memcpy(out + length, key->bytes + copied, rest);
    key->length = length + rest;
    memcpy(key->bytes, out, key->length);
    key->letters = letters_of(out, key->length);
}

static void make_key(const struct spelling *spelling, struct slice word, struct key_text *key)
{
    key->length = word.len < sizeof(key->bytes) ? word.len : sizeof(key->bytes);
    if (key->length > 0)
        memcpy(key->bytes, word.ptr, key->length);
    drop_doubles(key);
    key->letters = letters_of(key->bytes, key->length);
    for (size_t i = 0; i < spelling->rules.count; i++) {
        const struct spelling_rule *rule = &spelling->rules.items[i];
        if ((rule->letters & ~key->letters) == 0)
            apply_rule(key, rule);
    }
    drop_doubles(key);
}

/* The number of a line's first word among all such, which is put there when it is new. */
static uint32_t *number_of_first(struct spelling *spelling, struct slice first)
{
    struct word_reader reader;
    uint32_t fresh = (uint32_t)spelling->same_firsts.count;
    struct slice folded = first_word(&reader, first);
    uint32_t *number = keys_put(&spelling->same, word_hash(folded), fresh);
    if (!number || *number != fresh)
        return number;
    struct slice *kept = vector_push(&spelling->same_firsts, spelling->arena);
    if (!kept)
        return NULL;
    *kept = first;
    return number;
}

bool spelling_join(struct spelling *spelling, struct slice word, struct slice first,
                   struct err *err)
{
    struct word_reader reader;
    uint32_t *number = number_of_first(spelling, first);
    if (!number)
        return arena_fail(spelling->arena, err);
    uint32_t same = *number;
    struct slice folded = first_word(&reader, word);
    if (folded.len > 0 && !keys_put(&spelling->same, word_hash(folded), same))
        return arena_fail(spelling->arena, err);
    return true;
}

bool spelling_finish(struct spelling *spelling, struct err *err)
{
    size_t count = spelling->same_firsts.count;
    uint64_t *keys = arena_array(spelling->arena, uint64_t, count);
    if (!keys)
        return arena_fail(spelling->arena, err);
    for (size_t i = 0; i < count; i++) {
        struct word_reader reader;
        struct key_text key;
        make_key(spelling, first_word(&reader, spelling->same_firsts.items[i]), &key);
        keys[i] = word_hash((struct slice){key.bytes, key.length});
    }
    spelling->same_keys = keys;
    return true;
}

uint64_t spelling_hash(const struct spelling *spelling, struct slice word)
{
    const uint32_t *same = keys_get(&spelling->same, word_hash(word));
    struct key_text key;
    if (same)
        return spelling->same_keys[*same];
    if (spelling_class(spelling, word) & SPELLING_SKIPPED)
        return 0;
    make_key(spelling, word, &key);
    return word_hash((struct slice){key.bytes, key.length});
}

unsigned spelling_class(const struct spelling *spelling, struct slice word)
{
    const uint32_t *class = keys_get(&spelling->classes, word_hash(word));
    return class ? *class : 0;
}

unsigned spelling_class_of_name(const struct spelling *spelling, struct slice text)
{
    struct word_reader reader;
    return spelling_class(spelling, first_word(&reader, text));
}

size_t spelling_key(const struct spelling *spelling, struct slice word, char *out, size_t room)
{
    struct key_text key;
    make_key(spelling, word, &key);
    if (key.length > room)
        return 0;
    memcpy(out, key.bytes, key.length);
    return key.length;
}

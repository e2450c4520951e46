/*
 * petrarch_line.c - verbs, patterns and combinations of a verb dictionary.
 *
 *   in    one line
 *   out   a verb under all its forms, a pattern, a combination
 */
#include <string.h>

#include "base/ascii.h"
#include "events/petrarch_parts.h"

/* Bytes of one form of a verb. */
#define FORM_BYTES_MAX 96

/* ---- verbs ---- */

/* The words of a verb, and which of them is inflected. */
struct verb_words {
    struct slice items[PETRARCH_PHRASE_WORDS_MAX];
    uint8_t count;
    uint8_t main;
};

/* "WIRE_+TAP", "+BEEF_UP", "LASH OUT". False when it has no word or too many. */
static bool split_verb(struct slice text, struct verb_words *ret_words)
{
    struct verb_words words = {.count = 0};
    for (size_t at = 0; at < text.len;) {
        bool marked = text.ptr[at] == '+';
        size_t start = at + marked, end = start;
        while (end < text.len && !ascii_is_space(text.ptr[end]) && text.ptr[end] != '_')
            end++;
        if (end > start) {
            if (words.count == PETRARCH_PHRASE_WORDS_MAX)
                return false;
            if (marked)
                words.main = words.count;
            words.items[words.count++] = slice_sub(text, start, end);
        }
        at = end + 1;
    }
    *ret_words = words;
    return words.count > 0;
}

/* The words beside the main one, outwards. */
static bool verb_side(struct verbs_reader *reader, const struct verb_words *words, int step,
                      struct petrarch_side *ret_side)
{
    uint8_t count = step < 0 ? words->main : (uint8_t)(words->count - words->main - 1);
    struct petrarch_element *items = arena_array(reader->arena, struct petrarch_element, count);
    if (!items)
        return arena_fail(reader->arena, reader->err);
    for (uint8_t i = 0; i < count; i++) {
        items[i] = (struct petrarch_element){.kind = PETRARCH_WORD, .joined = true};
        if (!verbs_word(reader, words->items[words->main + step * (i + 1)], &items[i].number))
            return false;
    }
    *ret_side = (struct petrarch_side){items, count};
    return true;
}

/* Puts a verb under the word of its main form. */
static bool add_form(struct verbs_reader *reader, const struct petrarch_verb *pattern,
                     struct slice form, bool is_base)
{
    uint32_t number;
    struct petrarch_verb *verb = arena_new(reader->arena, struct petrarch_verb);
    if (!verb)
        return arena_fail(reader->arena, reader->err);
    if (!verbs_word(reader, form, &number))
        return false;
    struct petrarch_word *word = &reader->petrarch->word_list.items[number];
    *verb = *pattern;
    verb->is_base = is_base;
    verb->next = word->verbs;
    word->verbs = verb;
    return true;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* The regular forms of a verb, as PETRARCH makes them. */
static bool add_regular_forms(struct verbs_reader *reader, const struct petrarch_verb *verb,
                              struct slice base)
{
    static const char *const PLAIN[] = {"s", "ed", "ing"};
    static const char *const HISSING[] = {"es", "ed", "ing"};
    static const char *const ENDING_E[] = {"es", "ed", "ing"};
    static const char *const ENDING_Y[] = {"ies", "ied", "ying"};
    const char *const *endings = PLAIN;
    size_t stem = base.len;
    char form[FORM_BYTES_MAX];
    char last = ascii_lower(base.ptr[base.len - 1]);
    char before = base.len > 1 ? ascii_lower(base.ptr[base.len - 2]) : '\0';
    if (base.len + 3 > sizeof(form))
        return true;
    if (last == 'e') {
        endings = ENDING_E;
        stem--;
    } else if (last == 'y' && !is_vowel(before)) {
        endings = ENDING_Y;
        stem--;
    } else if (last == 's' || last == 'x' || last == 'z' ||
               (last == 'h' && (before == 'c' || before == 's'))) {
        endings = HISSING;
    }
    for (size_t i = 0; i < 3; i++) {
        memcpy(form, base.ptr, stem);
        memcpy(form + stem, endings[i], strlen(endings[i]));
        if (!add_form(reader, verb, (struct slice){form, stem + strlen(endings[i])}, false))
            return false;
    }
    return true;
}

/* "{GAVE GIVEN}", "{+BEEFS_UP +BEEFED_UP}": forms; of several words the marked one, else the first,
 * is taken. */
static bool add_given_forms(struct verbs_reader *reader, const struct petrarch_verb *verb,
                            struct slice forms)
{
    for (size_t at = 0; at < forms.len;) {
        size_t end = at;
        struct verb_words words;
        while (end < forms.len && !ascii_is_space(forms.ptr[end]))
            end++;
        if (split_verb(slice_sub(forms, at, end), &words) &&
            !add_form(reader, verb, words.items[words.main], false))
            return false;
        at = end + 1;
    }
    return true;
}

bool verbs_read_verb(struct verbs_reader *reader, struct slice content)
{
    struct slice rest;
    struct petrarch_verb verb = {.block = reader->block};
    struct verb_words words;
    if (!verbs_code(reader, content, &rest, &verb.code, &verb.has_code))
        return true;
    size_t open = slice_find_byte(rest, '{', 0), close = slice_find_byte(rest, '}', 0);
    if (!split_verb(slice_trim(slice_sub(rest, 0, open)), &words) ||
        (open != SIZE_MAX && (close == SIZE_MAX || close < open)))
        return verbs_reject(reader, content, "expected a verb as WORD {FORMS} [CODE]");
    verb.rule = verb.has_code ? verbs_rule(reader)
                              : reader->petrarch->blocks.items[reader->block].rule;
    struct slice base = words.items[words.main];
    if (!verb.rule.ptr || !verb_side(reader, &words, -1, &verb.left) ||
        !verb_side(reader, &words, 1, &verb.right) || !verbs_word(reader, base, &verb.base) ||
        !add_form(reader, &verb, base, true))
        return false;
    if (open == SIZE_MAX)
        return add_regular_forms(reader, &verb, base);
    return add_given_forms(reader, &verb, slice_sub(rest, open + 1, close));
}

/* ---- patterns ---- */

/* A pattern under way: all elements in the order of the line; the verb parts the sides. */
struct pattern_reader {
    struct verbs_reader *reader;
    struct slice text;
    size_t at;
    struct petrarch_element items[2 * PETRARCH_ELEMENTS_MAX];
    uint8_t count;
    uint8_t verb;      /* elements before it; UINT8_MAX: not seen yet */
    bool joined;       /* "_" stands before what comes next */
    bool verb_joined;  /* "_" stands before the verb */
    uint8_t depth;     /* of brackets */
    bool opens;        /* the next element opens a phrase */
    const char *fault; /* why the line is left out */
};

/* The first fault counts. */
static void pattern_fail(struct pattern_reader *pattern, const char *expected)
{
    if (!pattern->fault)
        pattern->fault = expected;
}

static void push(struct pattern_reader *pattern, struct petrarch_element element)
{
    if (pattern->count == 2 * PETRARCH_ELEMENTS_MAX) {
        pattern_fail(pattern, "expected at most 24 words on a side of a pattern");
        return;
    }
    element.joined = pattern->joined;
    element.free = pattern->opens;
    element.inside = pattern->depth > 0 && !pattern->opens;
    pattern->items[pattern->count++] = element;
    pattern->joined = false;
    pattern->opens = false;
}

/* "RE-OPEN" stands in texts as one token or as three: a set of both. */
static bool push_hyphenated(struct pattern_reader *pattern, struct slice word)
{
    struct verbs_reader *reader = pattern->reader;
    struct petrarch_model *petrarch = reader->petrarch;
    uint32_t set = (uint32_t)petrarch->sets.count, words[PETRARCH_PHRASE_WORDS_MAX];
    uint8_t count = 1;
    struct petrarch_set *made = vector_push(&petrarch->sets, reader->arena);
    if (!made)
        return arena_fail(reader->arena, reader->err);
    if (!verbs_word(reader, word, &words[0]) || !verbs_add_phrase(reader, set, words, count, false))
        return false;
    count = 0;
    for (size_t at = 0; at < word.len && count < PETRARCH_PHRASE_WORDS_MAX;) {
        size_t end = at;
        if (word.ptr[at] == '-')
            end++;
        while (word.ptr[at] != '-' && end < word.len && word.ptr[end] != '-')
            end++;
        if (!verbs_word(reader, slice_sub(word, at, end), &words[count++]))
            return false;
        at = end;
    }
    push(pattern, (struct petrarch_element){.kind = PETRARCH_SET, .number = set});
    return count < 2 || verbs_add_phrase(reader, set, words, count, false);
}

/* A word; of "DON'T" the two that our texts have. */
static bool push_word(struct pattern_reader *pattern, struct slice word)
{
    struct petrarch_element element = {.kind = PETRARCH_WORD};
    size_t cut = slice_find_byte(word, '\'', 0);
    if (cut != SIZE_MAX && cut > 1 &&
        slice_equal_nocase(slice_sub(word, cut, word.len), SLICE("'t")))
        cut--;
    if (cut != SIZE_MAX && cut > 0) {
        if (!push_word(pattern, slice_sub(word, 0, cut)))
            return false;
        pattern->joined = true;
        word = slice_sub(word, cut, word.len);
    } else if (slice_find_byte(word, '-', 1) != SIZE_MAX) {
        return push_hyphenated(pattern, word);
    }
    if (!verbs_word(pattern->reader, word, &element.number))
        return false;
    push(pattern, element);
    return true;
}

static bool push_set(struct pattern_reader *pattern, struct slice name)
{
    if (slice_ends(name, SLICE("_")))
        name.len--;
    const uint32_t *set = map_get(&pattern->reader->petrarch->set_names, name);
    if (!set) {
        pattern_fail(pattern, "expected a set that an earlier line names");
        return true;
    }
    push(pattern, (struct petrarch_element){.kind = PETRARCH_SET, .number = *set});
    return true;
}

static bool is_word_byte(char c)
{
    return !ascii_is_space(c) && !strchr("_*$+%^(){}&/", c);
}

/* "*" or the older "**" */
static void push_verb(struct pattern_reader *pattern)
{
    while (pattern->at + 1 < pattern->text.len && pattern->text.ptr[pattern->at + 1] == '*')
        pattern->at++;
    if (pattern->verb != UINT8_MAX)
        pattern_fail(pattern, "expected one * in a pattern");
    pattern->verb = pattern->count;
    pattern->verb_joined = pattern->joined;
    pattern->joined = false;
}

static void read_sign(struct pattern_reader *pattern, char sign)
{
    static const char SIGNS[] = "$+%^";
    static const uint8_t KINDS[] = {PETRARCH_SOURCE, PETRARCH_TARGET, PETRARCH_BOTH, PETRARCH_SKIP};
    const char *found = strchr(SIGNS, sign);
    if (found) {
        push(pattern, (struct petrarch_element){.kind = KINDS[found - SIGNS]});
    } else if (sign == '*') {
        push_verb(pattern);
    } else if (sign == '_') {
        pattern->joined = true;
    } else if (sign == '(' || sign == '{') {
        pattern->opens = pattern->opens || pattern->depth == 0;
        pattern->depth++;
    } else if (sign == '/') {
        pattern_fail(pattern, "expected one word, or a set for several");
    } else if (pattern->depth == 0) {
        pattern_fail(pattern, "expected brackets that close in order");
    } else {
        pattern->depth--;
    }
}

/* The next word, sign or set. */
static bool read_element(struct pattern_reader *pattern)
{
    char c = pattern->text.ptr[pattern->at];
    size_t start = pattern->at + (c == '&'), end = start;
    while (end < pattern->text.len && is_word_byte(pattern->text.ptr[end]))
        end++;
    if (ascii_is_space(c)) {
        pattern->at++;
    } else if (c == '&' || is_word_byte(c)) {
        struct slice word = slice_sub(pattern->text, start, end);
        pattern->at = end;
        return c == '&' ? push_set(pattern, word) : push_word(pattern, word);
    } else {
        read_sign(pattern, c);
        pattern->at++;
    }
    return true;
}

/* One side, from the verb outwards: on the left the line's order is turned round, and with it what
 * opens a phrase. */
static bool make_side(const struct pattern_reader *pattern, int step,
                      struct petrarch_side *ret_side)
{
    struct arena *arena = pattern->reader->arena;
    uint8_t count = step < 0 ? pattern->verb : (uint8_t)(pattern->count - pattern->verb);
    struct petrarch_element *items = arena_array(arena, struct petrarch_element, count);
    if (!items)
        return arena_fail(arena, pattern->reader->err);
    for (uint8_t i = 0; i < count; i++) {
        const struct petrarch_element *from =
            &pattern->items[step < 0 ? pattern->verb - 1 - i : pattern->verb + i];
        items[i] = *from;
        if (step > 0)
            continue;
        bool is_first = i == 0;
        items[i].joined = is_first ? pattern->verb_joined : from[1].joined;
        items[i].inside = !is_first && from[1].inside;
        items[i].free = !items[i].inside && (from->free || from->inside);
    }
    *ret_side = (struct petrarch_side){items, count};
    return true;
}

/* Words weigh more than signs, and words that must follow each other a little more than others. */
static uint8_t weigh(const struct pattern_reader *pattern)
{
    unsigned weight = 0;
    for (uint8_t i = 0; i < pattern->count; i++) {
        const struct petrarch_element *element = &pattern->items[i];
        bool is_word = element->kind == PETRARCH_WORD || element->kind == PETRARCH_SET;
        weight += is_word ? 5 : element->kind == PETRARCH_SKIP ? 1 : 2;
        weight += element->joined;
    }
    weight += pattern->verb_joined;
    return weight > UINT8_MAX ? UINT8_MAX : (uint8_t)weight;
}

bool verbs_read_pattern(struct verbs_reader *reader, struct slice content)
{
    struct pattern_reader pattern = {.reader = reader, .verb = UINT8_MAX};
    struct petrarch_pattern made = {.line = reader->lines.line.number};
    bool found;
    if (!verbs_code(reader, content, &pattern.text, &made.code, &found))
        return true;
    if (!found)
        return verbs_reject(reader, content, "expected a code in brackets behind a pattern");
    size_t start = 0; /* of what is at fault: an element, else all of it */
    while (pattern.at < pattern.text.len && !pattern.fault) {
        start = pattern.at;
        if (!read_element(&pattern))
            return false;
    }
    start = pattern.fault ? start : 0;
    if (pattern.verb == UINT8_MAX)
        pattern_fail(&pattern, "expected one * in a pattern");
    if (pattern.depth > 0)
        pattern_fail(&pattern, "expected brackets that close in order");
    if (pattern.verb > PETRARCH_ELEMENTS_MAX ||
        pattern.count - pattern.verb > PETRARCH_ELEMENTS_MAX)
        pattern_fail(&pattern, "expected at most 24 words on a side of a pattern");
    if (pattern.fault)
        return verbs_reject(reader, slice_sub(pattern.text, start, pattern.text.len),
                            pattern.fault);
    made.weight = weigh(&pattern);
    made.rule = verbs_rule(reader);
    if (!made.rule.ptr || !make_side(&pattern, -1, &made.left) ||
        !make_side(&pattern, 1, &made.right))
        return false;
    struct petrarch_pattern *kept = vector_push(&reader->patterns, reader->arena);
    if (!kept)
        return arena_fail(reader->arena, reader->err);
    *kept = made;
    return true;
}

/* ---- combinations ---- */

/* The next word of a line; "(", ")" and "=" are words of their own. Empty at the end. */
static struct slice next_word(struct slice *rest)
{
    *rest = slice_trim(*rest);
    size_t end = 0;
    while (end < rest->len && !ascii_is_space(rest->ptr[end]) && !strchr("()=", rest->ptr[end]))
        end++;
    if (end == 0 && rest->len > 0)
        end = 1;
    struct slice word = slice_sub(*rest, 0, end);
    *rest = slice_sub(*rest, end, rest->len);
    return word;
}

static uint8_t party_of(struct slice word, struct slice outer)
{
    if (slice_equal(word, outer))
        return PARTY_OUTER;
    if (slice_equal(word, SLICE(".")))
        return PARTY_ANY;
    return slice_equal(word, SLICE("_")) ? PARTY_NOBODY : PARTY_OTHER;
}

/* "~ a (a b ATTACK) SAY = a b 015": who acts is always whom the outer verb has. */
bool verbs_read_combination(struct verbs_reader *reader, struct slice content)
{
    enum { OUTER, OPEN, ACTOR, RECIPIENT, INNER, CLOSE, VERB, EQUALS, DOES, TAKES, CODE, COUNT };
    struct slice rest = slice_sub(content, 1, content.len), words[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        words[i] = next_word(&rest);
    bool formed = slice_equal(words[OPEN], SLICE("(")) && slice_equal(words[CLOSE], SLICE(")")) &&
                  slice_equal(words[EQUALS], SLICE("=")) &&
                  slice_equal(words[DOES], words[OUTER]) && words[CODE].len > 0;
    struct petrarch_combination made = {
        .actor = party_of(words[ACTOR], words[OUTER]),
        .recipient = party_of(words[RECIPIENT], words[OUTER]),
        .takes_actor = slice_equal(words[TAKES], words[ACTOR]),
    };
    if (!formed ||
        (!slice_equal(words[CODE], SLICE("Q")) && !verbs_code_of(reader, words[CODE], &made.code)))
        return verbs_reject(reader, content, "expected ~ a (a b VERB) VERB = a b CODE");
    made.rule = verbs_rule(reader);
    if (!made.rule.ptr || !verbs_word(reader, words[VERB], &made.outer) ||
        (!slice_equal(words[INNER], SLICE("Q")) && !verbs_word(reader, words[INNER], &made.inner)))
        return false;
    struct petrarch_combination *kept = vector_push(&reader->petrarch->combinations, reader->arena);
    if (!kept)
        return arena_fail(reader->arena, reader->err);
    *kept = made;
    return true;
}

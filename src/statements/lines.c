/*
 * lines.c - statements without a verb of saying.
 *
 *   in    paragraphs and their sentences
 *   out   found statements
 */
#include "statements/lines.h"

#include "base/utf8.h"

/* Words before a headline's colon. */
#define HERALD_TOKENS_MAX 8
/* Words that follow it. */
#define LINE_TOKENS_MIN 3

static bool is_word_of(const struct clauses *clauses, uint32_t token, const char *text)
{
    return slice_equal(clauses_word(clauses, token), slice_from(text));
}

/* The mention that is all of the tokens but for punctuation, or INDEX_NONE. */
static uint32_t mention_of(const struct clauses *clauses, struct range range)
{
    const struct article *article = clauses->article;
    for (uint32_t i = range.first; i <= range.last; i++) {
        uint32_t mention = clauses->nodes[i].mention;
        if (mention == INDEX_NONE)
            continue;
        struct span span = article->mentions[mention].span;
        bool whole = span.start <= article->tokens[range.first].span.start &&
                     span.end >= article->tokens[range.last].span.end;
        enum actor_kind kind = article->actors[article->mentions[mention].actor].kind;
        if (whole && (article->mentions[mention].form == MENTION_NOMINAL || kind == ACTOR_PERSON ||
                      kind == ACTOR_ORGANIZATION))
            return i;
    }
    return INDEX_NONE;
}

/* The token that speaks in a few words beside a colon, or INDEX_NONE. */
static uint32_t herald_of(const struct clauses *clauses, struct range range, bool is_heading)
{
    uint32_t token = mention_of(clauses, range);
    if (token != INDEX_NONE)
        return token;
    bool heralds = is_heading && cue_as(clauses->nodes[range.last].cue, CUE_HERALD) &&
                   clauses->nodes[range.last].quote == 0;
    return heralds ? range.last : INDEX_NONE;
}

static bool add(struct finder *finder, uint32_t sentence, uint32_t speaker,
                struct range speaker_range, struct range cue, struct range content, struct err *err)
{
    struct found found = found_none(sentence);
    found.speaker = speaker;
    found.speaker_range = speaker_range;
    found.cue_range = cue;
    if (!found_set_content(finder, &found, &content, 1, err))
        return false;
    if (found.range_count == 0)
        return true;
    struct found *kept = vector_push(&finder->found, finder->scratch);
    if (!kept)
        return arena_fail(finder->scratch, err);
    *kept = found;
    return true;
}

/* Whether a quotation that nobody has yet fills the range, or a heading says it as it is. */
static bool is_sayable(const struct clauses *clauses, struct range range, bool is_heading)
{
    struct range trimmed = range_trim(clauses, range);
    if (trimmed.first > trimmed.last)
        return false;
    uint32_t quote = clauses->nodes[trimmed.first].quote;
    if (quote)
        return !clauses->quotations->list.items[quote - 1].is_taken;
    return is_heading && trimmed.last + 1 - trimmed.first >= LINE_TOKENS_MIN;
}

bool lines_find_colon(struct finder *finder, uint32_t number, struct err *err)
{
    const struct clauses *clauses = &finder->clauses;
    const struct article *article = clauses->article;
    const struct sentence *sentence = &article->sentences[number];
    uint32_t first = sentence->first_token, last = first + sentence->token_count - 1;
    enum paragraph_kind kind = article->paragraphs[sentence->paragraph].kind;
    bool is_heading = kind == PARAGRAPH_HEADING ||
                      (sentence->paragraph == 0 && !clauses_is_punctuation(clauses, last));
    for (uint32_t i = first; i <= last; i++) {
        if (!is_word_of(clauses, i, ":") || clauses->nodes[i].quote != 0)
            continue;
        struct range before = {first, i - 1}, after = {i + 1, last}, colon = {i, i};
        if (i == first || i == last)
            return true;
        uint32_t speaker = i - first <= HERALD_TOKENS_MAX ? herald_of(clauses, before, is_heading)
                                                          : INDEX_NONE;
        if (speaker != INDEX_NONE && is_sayable(clauses, after, is_heading))
            return add(finder, number, speaker, before, colon, after, err);
        speaker = is_heading && last - i <= HERALD_TOKENS_MAX ? herald_of(clauses, after, true)
                                                              : INDEX_NONE;
        if (speaker != INDEX_NONE && is_sayable(clauses, before, true))
            return add(finder, number, speaker, after, colon, before, err);
        return true;
    }
    return true;
}

/* The dash that opens a signature with an account, or INDEX_NONE. */
static uint32_t signature_dash(const struct clauses *clauses, struct range range)
{
    for (uint32_t i = range.last; i > range.first; i--) {
        struct slice word = clauses_word(clauses, i);
        uint32_t c = 0;
        if (word.len > 0)
            utf8_decode(word, 0, &c);
        if (!unicode_is_dash(c))
            continue;
        for (uint32_t t = i + 1; t < range.last; t++) {
            if (is_word_of(clauses, t, "(") &&
                slice_starts(clauses_word(clauses, t + 1), SLICE("@")))
                return i;
        }
        return INDEX_NONE;
    }
    return INDEX_NONE;
}

bool lines_find_signed(struct finder *finder, uint32_t first, uint32_t end, struct err *err)
{
    const struct clauses *clauses = &finder->clauses;
    const struct article *article = clauses->article;
    const struct sentence *closing = &article->sentences[end - 1];
    struct range range = {article->sentences[first].first_token,
                          closing->first_token + closing->token_count - 1};
    uint32_t dash = signature_dash(clauses, range);
    if (dash == INDEX_NONE)
        return true;
    uint32_t last = dash + 1;
    while (last < range.last && !is_word_of(clauses, last + 1, "("))
        last++;
    struct range name = {dash + 1, last};
    uint32_t speaker = dash + 1;
    for (uint32_t t = name.first; t <= name.last; t++) {
        if (clauses->nodes[t].mention != INDEX_NONE)
            speaker = t;
    }
    struct range content = {range.first, dash - 1};
    return add(finder, first, speaker, name, (struct range){dash, dash}, content, err);
}

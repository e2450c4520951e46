/*
 * tense.c - the tense of the verb over a word.
 *
 *   in    tags, lemmas and trees
 *   out   enum tense
 */
#include "time/tense.h"

#include "grammar/grammar.h"

/* Verbs that are looked at on the way up. */
#define CLIMB_MAX 24

static uint8_t tag_of_name(struct slice name)
{
    static const struct {
        const char *name;
        enum verb_tag tag;
    } tags[] = {
        {"VB", VERB_BASE},        {"VBD", VERB_PAST},    {"VBG", VERB_GERUND},
        {"VBN", VERB_PARTICIPLE}, {"VBP", VERB_PRESENT}, {"VBZ", VERB_PRESENT},
        {"MD", VERB_MODAL},
    };
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        if (slice_equal(name, slice_from(tags[i].name)))
            return (uint8_t)tags[i].tag;
    }
    return VERB_NONE;
}

void tense_reader_init(struct tense_reader *reader, const struct article *article,
                       const struct word_table *words)
{
    *reader = (struct tense_reader){.article = article, .words = words};
    reader->future = word_table_find(words, SLICE("$future"));
    reader->plan = word_table_find(words, SLICE("$plan"));
    reader->intend = word_table_find(words, SLICE("$intend"));
    reader->extend = word_table_find(words, SLICE("$extend"));
    reader->wish = word_table_find(words, SLICE("$wish"));
    if (!article->grammar)
        return;
    for (uint16_t i = 0; i < TENSE_TAGS_MAX; i++) {
        struct slice deprel = grammar_deprel_name(article->grammar, i);
        struct slice xpos = grammar_xpos_name(article->grammar, i);
        if (i > 0 && slice_equal(deprel, SLICE("_")) && slice_equal(xpos, SLICE("_")))
            break; /* past the last label */
        reader->tags[i] = tag_of_name(xpos);
        reader->helps[i] = slice_starts(deprel, SLICE("aux")) || slice_equal(deprel, SLICE("cop"));
    }
}

static bool lemma_is(const struct tense_reader *reader, const struct token *token, uint16_t symbol)
{
    for (int32_t at = word_table_uses(reader->words, token->lemma); at >= 0;
         at = reader->words->uses.items[at].next) {
        if (reader->words->uses.items[at].symbol == symbol)
            return true;
    }
    return false;
}

static enum verb_tag tag_of(const struct tense_reader *reader, const struct token *token)
{
    return token->xpos < TENSE_TAGS_MAX ? (enum verb_tag)reader->tags[token->xpos] : VERB_NONE;
}

/* What the verb's auxiliaries and copula are. */
struct helpers {
    bool any;
    bool modal;
    bool future;
    bool past;
    bool present;
};

static struct helpers helpers_of(const struct tense_reader *reader, const struct sentence *sentence,
                                 uint32_t verb)
{
    struct helpers helpers = {0};
    const struct token *tokens = reader->article->tokens + sentence->first_token;
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        const struct token *token = &tokens[i];
        if (token->head != verb || token->deprel >= TENSE_TAGS_MAX || !reader->helps[token->deprel])
            continue;
        enum verb_tag tag = tag_of(reader, token);
        helpers.any = true;
        helpers.modal = helpers.modal || tag == VERB_MODAL;
        helpers.future = helpers.future ||
                         (tag == VERB_MODAL && lemma_is(reader, token, reader->future));
        helpers.past = helpers.past || tag == VERB_PAST;
        helpers.present = helpers.present || tag == VERB_PRESENT;
    }
    return helpers;
}

/* The tense that a verb tells by itself; *ret_climb: the verb over it tells more. */
static enum tense verb_tense(const struct tense_reader *reader, const struct sentence *sentence,
                             uint32_t verb, bool *ret_climb)
{
    const struct token *token = &reader->article->tokens[sentence->first_token + verb];
    enum verb_tag tag = tag_of(reader, token);
    struct helpers helpers = helpers_of(reader, sentence, verb);
    bool plan = lemma_is(reader, token, reader->plan);
    if (helpers.future)
        return TENSE_FUTURE;
    if (helpers.modal)
        return TENSE_UNKNOWN;
    switch (tag) {
    case VERB_PAST: /* "they planned a rally for Friday" */
        return lemma_is(reader, token, reader->intend) ? TENSE_FUTURE : TENSE_PAST;
    case VERB_PARTICIPLE:
        return plan ? TENSE_FUTURE : TENSE_PAST;
    case VERB_PRESENT:
        return plan ? TENSE_FUTURE : TENSE_PRESENT;
    case VERB_GERUND:
        if (helpers.past)
            return plan ? TENSE_FUTURE : TENSE_PAST;
        if (helpers.present)
            return TENSE_FUTURE;
        *ret_climb = true;
        return TENSE_UNKNOWN;
    case VERB_BASE:
        *ret_climb = true;
        return TENSE_FUTURE;
    default: /* a noun or adjective with a copula */
        if (helpers.past)
            return plan ? TENSE_FUTURE : TENSE_PAST;
        if (helpers.present)
            return plan ? TENSE_FUTURE : TENSE_PRESENT;
        *ret_climb = true;
        return plan ? TENSE_FUTURE : TENSE_UNKNOWN;
    }
}

enum tense tense_of(const struct tense_reader *reader, const struct sentence *sentence,
                    uint32_t token)
{
    const struct token *tokens = reader->article->tokens + sentence->first_token;
    enum tense found = TENSE_UNKNOWN;
    if (!reader->article->grammar || token < sentence->first_token)
        return TENSE_UNKNOWN;
    uint32_t at = token - sentence->first_token;
    for (unsigned climbed = 0; climbed < CLIMB_MAX && at < sentence->token_count; climbed++) {
        bool climb = false;
        const struct token *verb = &tokens[at];
        if (found == TENSE_FUTURE &&
            (lemma_is(reader, verb, reader->plan) || lemma_is(reader, verb, reader->wish)))
            return TENSE_FUTURE;
        enum tense tense = verb_tense(reader, sentence, at, &climb);
        /* "failed to meet", "planned to meet": the verb over an infinitive decides, but one of
         * speech or the present leaves it open. */
        if (found == TENSE_FUTURE)
            return tense == TENSE_PAST ? TENSE_PAST : TENSE_FUTURE;
        if (!climb)
            return tense;
        found = tense;
        at = tokens[at].head;
    }
    return found;
}

bool tense_extends(const struct tense_reader *reader, const struct sentence *sentence,
                   uint32_t token)
{
    const struct token *tokens = reader->article->tokens + sentence->first_token;
    if (!reader->article->grammar || token < sentence->first_token)
        return false;
    uint32_t at = token - sentence->first_token;
    for (unsigned climbed = 0; climbed < CLIMB_MAX && at < sentence->token_count; climbed++) {
        if (tag_of(reader, &tokens[at]) != VERB_NONE)
            return lemma_is(reader, &tokens[at], reader->extend);
        at = tokens[at].head;
    }
    return false;
}

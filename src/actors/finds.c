/*
 * finds.c - the words of an article that the record knows.
 *
 *   in    tokens, the record
 *   out   finds that do not overlap, the longest first at each token
 */
#include "actors/evidence.h"

#include <string.h>

#include "base/utf8.h"

/* Whether all words of a match start with a capital letter: other spellings are of names only. */
static bool has_capitals(const struct article *article, uint32_t token, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = 0;
        struct slice form = article_slice(article, article->tokens[token + i].span);
        if (form.len > 0)
            utf8_decode(form, 0, &first);
        if (unicode_is_lower(first))
            return false;
    }
    return true;
}

/* The meanings of the longest wording that starts at the token, in room; false when there is none.
 */
static bool find_at(const struct record *record, const struct article *article,
                    const struct record_words *words, uint32_t token, uint32_t limit,
                    struct record_match *room, struct find *ret_find)
{
    size_t count = record_match(record, words, token, limit, room, RECORD_MATCHES_MAX);
    *ret_find = (struct find){.token = token, .matches = room};
    for (size_t i = 0; i < count; i++) {
        if (room[i].by_spelling && !has_capitals(article, token, room[i].token_count))
            continue;
        if (ret_find->count > 0 && room[i].token_count != ret_find->token_count)
            break;
        ret_find->token_count = room[i].token_count;
        room[ret_find->count++] = room[i];
    }
    return ret_find->count > 0;
}

/* A find of its own, with its meanings in the arena; false when memory is exhausted. */
static bool keep(const struct find *find, struct arena *scratch, struct finds *finds)
{
    struct record_match *matches = arena_array(scratch, struct record_match, find->count);
    struct find *place = vector_push(&finds->items, scratch);
    if (!matches || !place)
        return false;
    memcpy(matches, find->matches, find->count * sizeof(*matches));
    *place = *find;
    place->matches = matches;
    return true;
}

/* Of each place, whether the article says where it lies: "Athens, Ga.". */
static void read_ties(const struct article *article, bool *tied)
{
    for (uint32_t i = 0; i + 1 < article->place_mention_count; i++) {
        const struct place_mention *here = &article->place_mentions[i], *next = here + 1;
        struct slice between = here->span.end < next->span.start
                                   ? slice_sub(article->text, here->span.end, next->span.start)
                                   : SLICE_EMPTY;
        if (slice_equal(between, SLICE(", ")))
            tied[here->place] |= place_within(&article->places[here->place],
                                              &article->places[next->place]);
    }
}

static struct find_place *read_places(const struct article *article, struct arena *scratch)
{
    struct find_place *places = arena_array(scratch, struct find_place, article->token_count);
    bool *tied = arena_array(scratch, bool, article->place_count);
    if (tied)
        read_ties(article, tied);
    for (uint32_t i = 0; places && tied && i < article->place_mention_count; i++) {
        const struct place_mention *mention = &article->place_mentions[i];
        const struct place *place = &article->places[mention->place];
        const struct sentence *sentence = &article->sentences[mention->sentence];
        if (mention->form != PLACE_NAME || place->kind == PLACE_UNKNOWN)
            continue;
        for (uint32_t at = 0; at < sentence->token_count; at++) {
            struct span span = article->tokens[sentence->first_token + at].span;
            if (span.start >= mention->span.start && span.end <= mention->span.end)
                places[sentence->first_token + at] = (struct find_place){place->country,
                                                                         tied[mention->place]};
        }
    }
    return tied ? places : NULL;
}

/* Takes out the meanings that are another country than that of the place named. A capital stays
 * where the article does not say that another town is meant, and so does the seat of a government.
 */
static void fit_place(const struct record *record, const struct find_place *place,
                      struct find *find, struct record_match *room)
{
    uint32_t count = find->count;
    find->count = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct record_sense *sense = room[i].sense;
        bool stays = sense->relation == RECORD_SEAT ||
                     (sense->relation == RECORD_CAPITAL && !place->is_tied);
        if (place->country.len == 0 || sense->kind != RECORD_COUNTRY || stays ||
            slice_equal(record_country_at(record, sense->index)->code, place->country))
            room[find->count++] = room[i];
    }
}

bool finds_exactly(const struct record *record, const struct finds *finds, uint32_t token,
                   uint32_t limit, struct record_match *room, struct find *ret_find)
{
    size_t count = record_match(record, &finds->words, token, limit, room, RECORD_MATCHES_MAX);
    *ret_find = (struct find){.token = token, .token_count = limit - token, .matches = room};
    for (size_t i = 0; i < count; i++) {
        if (room[i].token_count == limit - token)
            room[ret_find->count++] = room[i];
    }
    fit_place(record, &finds->places[token], ret_find, room);
    return ret_find->count > 0;
}

bool finds_read(const struct record *record, const struct article *article, struct arena *scratch,
                struct finds *ret_finds, struct err *err)
{
    struct finds finds = {0};
    finds.at = arena_array(scratch, uint32_t, article->token_count);
    finds.places = read_places(article, scratch);
    if (!finds.at || !finds.places)
        return arena_fail(scratch, err);
    memset(finds.at, 0xff, article->token_count * sizeof(*finds.at));
    if (!record_words_of_article(record, article, scratch, &finds.words, err))
        return false;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        uint32_t end = article->sentences[s].first_token + article->sentences[s].token_count;
        for (uint32_t at = article->sentences[s].first_token; at < end;) {
            struct record_match room[RECORD_MATCHES_MAX];
            struct find find;
            if (!find_at(record, article, &finds.words, at, end, room, &find)) {
                at++;
                continue;
            }
            fit_place(record, &finds.places[at], &find, room);
            if (!keep(&find, scratch, &finds))
                return arena_fail(scratch, err);
            for (uint32_t i = 0; i < find.token_count; i++)
                finds.at[at + i] = (uint32_t)finds.items.count - 1;
            at += find.token_count;
        }
    }
    *ret_finds = finds;
    return true;
}

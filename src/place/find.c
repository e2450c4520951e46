/*
 * find.c - the names of places in an article.
 *
 *   in    tokens, entities, the gazetteer
 *   out   mentions by start, the names that they spell, what a name could mean
 *
 * From left to right, the longest name that the gazetteer knows wins. Whether it is taken depends
 * on what grammar/ says of the words: in a place, group or organisation it is, in a person it is
 * not, elsewhere the words around must speak for a place. What is turned down at first is taken
 * after all when the article uses the same name for a place elsewhere.
 */
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "place/parts.h"

/* Words of one name, and of one street. */
#define NAME_TOKENS_MAX 8
#define STREET_TOKENS_MAX 5
/* Words of a list of counties, and of a county's name. */
#define LIST_TOKENS_MAX 60
#define COUNTY_TOKENS_MAX 3
/* Words of a name that the data does not know; a longer one is kept only when no known name is in
 * it. */
#define UNKNOWN_TOKENS_MAX 3
/* Letters of a word without a capital inside a name: of, the, and, del, sur. */
#define JOINER_BYTES_MAX 5
/* People a town needs for its name to be one inside an organisation's name. */
#define KNOWN_POPULATION 10000

/* A run of tokens that the gazetteer knows. */
struct match {
    uint32_t end; /* token, exclusive; 0: none */
    uint32_t name;
    bool adjective;
};

struct finder {
    const struct place_model *model;
    const struct article *article;
    struct arena *scratch;
    struct findings *findings;
    uint32_t *entity_of; /* [tokens], or INDEX_NONE */
    uint32_t sentence;
    uint32_t start; /* tokens of the sentence */
    uint32_t end;
    uint32_t counties_end; /* of "Ellis and Navarro counties": the last word, or 0 */
    struct map persons;    /* keys of the words of persons' names */
    VECTOR(struct found) doubtful;
    bool failed; /* memory ended */
};

static void collect_persons(struct finder *finder);
static void find_in_sentence(struct finder *finder);
static void take_doubtful(struct finder *finder);
static void tie_mentions(struct finder *finder);

bool place_find(const struct place_model *model, const struct article *article,
                struct arena *scratch, struct findings *ret_findings, struct err *err)
{
    struct finder finder = {
        .model = model, .article = article, .scratch = scratch, .findings = ret_findings};
    *ret_findings = (struct findings){0};
    map_init(&ret_findings->keys, scratch);
    finder.entity_of = arena_array(scratch, uint32_t, article->token_count);
    if (!finder.entity_of)
        return arena_fail(scratch, err);
    for (uint32_t i = 0; i < article->token_count; i++)
        finder.entity_of[i] = INDEX_NONE;
    for (uint32_t e = 0; e < article->entity_count; e++) {
        const struct entity *entity = &article->entities[e];
        for (uint32_t i = 0; i < entity->token_count; i++)
            finder.entity_of[entity->first_token + i] = e;
    }
    collect_persons(&finder);
    for (uint32_t s = 0; s < article->sentence_count && !finder.failed; s++) {
        finder.sentence = s;
        finder.start = article->sentences[s].first_token;
        finder.end = finder.start + article->sentences[s].token_count;
        finder.counties_end = 0;
        find_in_sentence(&finder);
    }
    take_doubtful(&finder);
    tie_mentions(&finder);
    return !finder.failed || arena_fail(scratch, err);
}

/* The words of all persons' names: "Jackson said" is no town when "Ann Jackson" is near. */
static void collect_persons(struct finder *finder)
{
    const struct article *article = finder->article;
    char bytes[PLACE_KEY_BYTES];
    map_init(&finder->persons, finder->scratch);
    for (uint32_t e = 0; e < article->entity_count && !finder->failed; e++) {
        const struct entity *entity = &article->entities[e];
        for (uint32_t i = 0; entity->type == ENTITY_PERSON && i < entity->token_count; i++) {
            struct slice text = article_slice(article,
                                              article->tokens[entity->first_token + i].span);
            struct slice key = {bytes, place_key(text, bytes)};
            if (key.len < 2 || map_get(&finder->persons, key))
                continue;
            key = arena_copy(finder->scratch, key);
            finder->failed |= !key.ptr || !map_put(&finder->persons, key, e);
        }
    }
}

/* ---- words ---- */

static struct slice token_text(const struct finder *finder, uint32_t token)
{
    return article_slice(finder->article, finder->article->tokens[token].span);
}

static bool token_is(const struct finder *finder, uint32_t token, const char *text)
{
    return token >= finder->start && token < finder->end &&
           slice_equal(token_text(finder, token), slice_from(text));
}

static bool is_capital(const struct finder *finder, uint32_t token)
{
    if (token < finder->start || token >= finder->end)
        return false;
    struct slice text = token_text(finder, token);
    if (ascii_is_upper(text.ptr[0]))
        return true;
    if ((unsigned char)text.ptr[0] < 0x80)
        return false;
    uint32_t c;
    utf8_decode(text, 0, &c);
    return unicode_is_upper(c);
}

/* Whether no white space parts the token from the one before. */
static bool is_joined(const struct finder *finder, uint32_t token)
{
    return token > finder->start &&
           finder->article->tokens[token].span.start == finder->article->tokens[token - 1].span.end;
}

/* The bits of a word's classes, whatever its case. */
static uint32_t word_bits(const struct finder *finder, uint32_t token)
{
    char lower[24];
    if (token < finder->start || token >= finder->end)
        return 0;
    struct slice text = token_text(finder, token);
    if (text.len > sizeof(lower))
        return 0;
    for (size_t i = 0; i < text.len; i++)
        lower[i] = ascii_lower(text.ptr[i]);
    const uint32_t *bits = map_get(&finder->model->words, (struct slice){lower, text.len});
    return bits ? *bits : 0;
}

static const struct entity *entity_at(const struct finder *finder, uint32_t token)
{
    uint32_t entity = finder->entity_of[token];
    return entity == INDEX_NONE ? NULL : &finder->article->entities[entity];
}

static uint32_t entity_end(const struct entity *entity)
{
    return entity->first_token + entity->token_count;
}

/* Whether a name can start here: a capital, or an article joined to one ("al-Bab"). */
static bool starts_name(const struct finder *finder, uint32_t token)
{
    if (is_capital(finder, token))
        return true;
    return token + 2 < finder->end && token_is(finder, token + 1, "-") &&
           token_text(finder, token).len <= JOINER_BYTES_MAX && is_joined(finder, token + 1) &&
           is_joined(finder, token + 2) && is_capital(finder, token + 2);
}

/* ---- what the gazetteer knows ---- */

static struct span tokens_span(const struct finder *finder, uint32_t start, uint32_t end)
{
    const struct token *tokens = finder->article->tokens;
    return (struct span){tokens[start].span.start, tokens[end - 1].span.end};
}

/* Whether the words before speak for the abbreviation of a region: "Paris, Tex.", "(Tex.)",
 * "D-Tex." */
static bool is_postal_place(const struct finder *finder, uint32_t token)
{
    const struct entity *entity = entity_at(finder, token);
    if (token_is(finder, token - 1, "-"))
        return token >= finder->start + 2 && (word_bits(finder, token - 2) & WORD_PARTY);
    if (token_is(finder, token - 1, ","))
        return is_capital(finder, token - 2);
    if (token_is(finder, token - 1, "("))
        return token_is(finder, token + 1, ")");
    return entity && entity->type == ENTITY_LOCATION && entity->token_count == 1 &&
           token_text(finder, token).len > 2;
}

/* Leaves out the senses that the context does not allow; returns how many stay. */
static size_t allow_senses(const struct finder *finder, uint32_t token, struct sense *senses,
                           size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!(senses[i].flags & NAME_POSTAL) || is_postal_place(finder, token))
            senses[kept++] = senses[i];
    }
    return kept;
}

/* The name of this key, made when it is new. */
static uint32_t name_of(struct finder *finder, struct slice key, struct slice spelling,
                        const struct sense *senses, size_t count)
{
    struct findings *findings = finder->findings;
    const uint32_t *known = map_get(&findings->keys, key);
    if (known)
        return *known;
    struct name *name = vector_push(&findings->names, finder->scratch);
    struct slice kept = arena_copy(finder->scratch, key);
    struct sense *copy = arena_array(finder->scratch, struct sense, count);
    uint32_t number = (uint32_t)findings->names.count - 1;
    if (!name || !kept.ptr || !copy || !map_put(&findings->keys, kept, number)) {
        finder->failed = true;
        return 0;
    }
    for (size_t i = 0; i < count; i++)
        copy[i] = senses[i];
    *name = (struct name){
        .key = kept, .spelling = spelling, .senses = copy, .sense_count = (uint32_t)count};
    return number;
}

/* The name that tokens [start, end) spell, when the gazetteer knows it. */
static struct match match_tokens(struct finder *finder, uint32_t start, uint32_t end)
{
    struct sense senses[SENSES_MAX];
    char bytes[PLACE_KEY_BYTES];
    struct slice text = article_slice(finder->article, tokens_span(finder, start, end));
    struct slice key = {bytes, place_key(text, bytes)};
    struct match match = {0};
    if (key.len < 2)
        return match;
    size_t count = gazetteer_find(&finder->model->gazetteer, text, key, senses);
    count = allow_senses(finder, start, senses, count);
    if (count == 0)
        return match;
    match.adjective = true;
    for (size_t i = 0; i < count; i++)
        match.adjective = match.adjective && (senses[i].flags & NAME_ADJECTIVE);
    match.end = end;
    match.name = name_of(finder, key, text, senses, count);
    return match;
}

/* Whether a name may go on with this token. */
static bool goes_on(const struct finder *finder, uint32_t token)
{
    const struct entity *entity = entity_at(finder, token);
    if (entity && entity->type == ENTITY_PERSON)
        return false;
    struct slice text = token_text(finder, token);
    if (is_capital(finder, token) || ascii_is_digit(text.ptr[0]))
        return true;
    if (is_joined(finder, token) && text.len <= 3 && !ascii_is_alnum(text.ptr[0]))
        return text.ptr[0] == '-' || text.ptr[0] == '\'' || text.ptr[0] == '/' ||
               (unsigned char)text.ptr[0] == 0xE2;
    return text.len <= JOINER_BYTES_MAX && (ascii_is_lower(text.ptr[0]) || text.ptr[0] == '&') &&
           !slice_equal(text, SLICE("'s"));
}

/* The longest known name that starts here. */
static struct match longest_match(struct finder *finder, uint32_t start)
{
    uint32_t ends[NAME_TOKENS_MAX];
    size_t count = 0;
    for (uint32_t end = start + 1; end <= finder->end && end - start <= NAME_TOKENS_MAX; end++) {
        if (end - 1 > start && !goes_on(finder, end - 1))
            break;
        struct slice last = token_text(finder, end - 1);
        bool joined = end - 1 > start && is_joined(finder, end - 1);
        if (is_capital(finder, end - 1) || (joined && ascii_is_alnum(last.ptr[0])))
            ends[count++] = end;
    }
    struct match match = {0};
    while (count > 0 && match.end == 0 && !finder->failed)
        match = match_tokens(finder, start, ends[--count]);
    return match;
}

/* The county that tokens [start, end) name without the word: "Ellis" of "Ellis and Hill counties".
 */
static struct match match_county(struct finder *finder, uint32_t start, uint32_t end)
{
    struct sense senses[SENSES_MAX];
    char bytes[PLACE_KEY_BYTES];
    struct slice text = article_slice(finder->article, tokens_span(finder, start, end));
    size_t length = place_key(text, bytes);
    struct slice county = SLICE(" county");
    struct match match = {0};
    if (length == 0 || length + county.len > sizeof(bytes))
        return match;
    memcpy(bytes + length, county.ptr, county.len);
    struct slice key = {bytes, length + county.len};
    size_t count = gazetteer_find(&finder->model->gazetteer, text, key, senses);
    if (count == 0)
        return match;
    match.end = end;
    match.name = name_of(finder, key, text, senses, count);
    return match;
}

static struct match longest_county(struct finder *finder, uint32_t start)
{
    struct match match = {0};
    uint32_t end = start;
    while (end < finder->end && end - start < COUNTY_TOKENS_MAX && is_capital(finder, end))
        end++;
    for (; end > start && match.end == 0 && !finder->failed; end--)
        match = match_county(finder, start, end);
    return match;
}

/* The word "counties" that ends a list of names which starts here; 0 when there is none. */
static uint32_t counties_after(const struct finder *finder, uint32_t start)
{
    for (uint32_t i = start; i < finder->end && i - start < LIST_TOKENS_MAX; i++) {
        uint32_t bits = word_bits(finder, i);
        if (bits & WORD_COUNTIES)
            return i > start ? i : 0;
        if (!is_capital(finder, i) && !(bits & WORD_AND) && !token_is(finder, i, ","))
            return 0;
    }
    return 0;
}

/* ---- what speaks for a place ---- */

static struct gazetteer_place sense_place(const struct finder *finder, const struct name *name,
                                          uint32_t sense)
{
    return gazetteer_place(&finder->model->gazetteer, name->senses[sense].place);
}

/* Whether a name can mean a place that is not small, by its own name. */
static bool is_well_known(const struct finder *finder, const struct name *name)
{
    for (uint32_t i = 0; i < name->sense_count; i++) {
        struct gazetteer_place place = sense_place(finder, name, i);
        bool own = name->senses[i].flags & (NAME_PRIMARY | NAME_ADJECTIVE | NAME_EXACT);
        if (own && (place.kind <= PLACE_COUNTY || place.population >= KNOWN_POPULATION))
            return true;
    }
    return false;
}

/* Whether a name can mean a country, or the capital of one by its own name. */
static bool is_country(const struct finder *finder, const struct name *name)
{
    for (uint32_t i = 0; i < name->sense_count; i++) {
        struct gazetteer_place place = sense_place(finder, name, i);
        if (place.kind == PLACE_COUNTRY ||
            (place.capital == 1 && (name->senses[i].flags & NAME_PRIMARY)))
            return true;
    }
    return false;
}

static bool place_contains(const struct gazetteer_place *inner, uint32_t outer)
{
    return inner->country == outer || inner->region == outer;
}

/* Whether one of the places of a name lies in one of another. */
static bool names_tie(const struct finder *finder, const struct name *inner,
                      const struct name *outer)
{
    for (uint32_t i = 0; i < inner->sense_count; i++) {
        struct gazetteer_place place = sense_place(finder, inner, i);
        for (uint32_t o = 0; o < outer->sense_count; o++) {
            uint32_t number = outer->senses[o].place;
            if (number != inner->senses[i].place && place_contains(&place, number))
                return true;
        }
    }
    return false;
}

/* Whether "," and a country or region follow in which the name lies. */
static bool has_tie_after(struct finder *finder, struct match match)
{
    if (!token_is(finder, match.end, ",") || !is_capital(finder, match.end + 1))
        return false;
    struct match outer = longest_match(finder, match.end + 1);
    return outer.end != 0 && !outer.adjective &&
           names_tie(finder, &finder->findings->names.items[match.name],
                     &finder->findings->names.items[outer.name]);
}

static bool is_upper_case(struct slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (ascii_is_lower(text.ptr[i]))
            return false;
    }
    return true;
}

/* "ALANYA, December 1 (TASS)", "ALANYA /Turkey/": capitals at the start of a paragraph. */
static bool is_dateline(const struct finder *finder, uint32_t start, struct match match)
{
    const struct sentence *sentence = &finder->article->sentences[finder->sentence];
    struct slice text = article_slice(finder->article, tokens_span(finder, start, match.end));
    return start == finder->start &&
           sentence->span.start == finder->article->paragraphs[sentence->paragraph].span.start &&
           text.len > 3 && is_upper_case(text) &&
           (token_is(finder, match.end, ",") || token_is(finder, match.end, "(") ||
            token_is(finder, match.end, "/") || token_is(finder, match.end, "—") ||
            token_is(finder, match.end, "–") || token_is(finder, match.end, "-") ||
            token_is(finder, match.end, "--"));
}

/* "Ga." of "Athens, Ga.", where the entity ends before the comma. */
static bool is_postal_after(const struct finder *finder, uint32_t start, const struct name *name)
{
    if (start < finder->start + 2 || !token_is(finder, start - 1, ","))
        return false;
    for (uint32_t i = 0; i < name->sense_count; i++) {
        if (!(name->senses[i].flags & NAME_POSTAL))
            return false;
    }
    const struct entity *before = entity_at(finder, start - 2);
    return before && before->type == ENTITY_LOCATION;
}

/* Whether words around a known name outside of all entities speak for a place. */
static bool is_spoken_for(struct finder *finder, uint32_t start, struct match match)
{
    const struct name *name = &finder->findings->names.items[match.name];
    if (is_postal_after(finder, start, name) || has_tie_after(finder, match))
        return true;
    name = &finder->findings->names.items[match.name];
    if (is_capital(finder, match.end) || (start > finder->start && is_capital(finder, start - 1)))
        return is_country(finder, name) && !is_joined(finder, start);
    uint32_t before = start > finder->start ? word_bits(finder, start - 1) : 0;
    uint32_t after = word_bits(finder, match.end);
    return is_country(finder, name) || (before & (WORD_BEFORE | WORD_DIRECTION)) ||
           (after & WORD_SORT);
}

/* ---- mentions ---- */

/* The sort of place that a word beside a name says: "the city of X", "X province". */
static enum place_kind sort_beside(const struct finder *finder, uint32_t start, uint32_t end)
{
    uint32_t bits = word_bits(finder, end);
    if (!(bits & WORD_SORT) && start >= finder->start + 2 && token_is(finder, start - 1, "of"))
        bits = word_bits(finder, start - 2);
    return bits & WORD_SORT ? (enum place_kind)(bits >> WORD_KIND_SHIFT) : PLACE_UNKNOWN;
}

static struct found make_found(const struct finder *finder, uint32_t start, struct match match)
{
    return (struct found){.span = tokens_span(finder, start, match.end),
                          .sentence = finder->sentence,
                          .token_start = start,
                          .token_end = match.end,
                          .name = match.name,
                          .outer = INDEX_NONE,
                          .form = match.adjective ? PLACE_ADJECTIVE : PLACE_NAME,
                          .sort = sort_beside(finder, start, match.end)};
}

static uint32_t add_mention(struct finder *finder, uint32_t start, struct match match)
{
    struct found *found = vector_push(&finder->findings->mentions, finder->scratch);
    if (!found) {
        finder->failed = true;
        return match.end;
    }
    *found = make_found(finder, start, match);
    struct name *name = &finder->findings->names.items[match.name];
    name->mention_count++;
    return match.end;
}

/* A name that the gazetteer does not know. */
static uint32_t add_unknown(struct finder *finder, uint32_t start, uint32_t end)
{
    char bytes[PLACE_KEY_BYTES];
    struct slice text = article_slice(finder->article, tokens_span(finder, start, end));
    struct slice key = {bytes, place_key(text, bytes)};
    if (key.len == 0)
        return end;
    struct match match = {.end = end, .name = name_of(finder, key, text, NULL, 0)};
    return finder->failed ? end : add_mention(finder, start, match);
}

/* Whether one word is a person's name in this article, and nothing before it says place. */
static bool is_surname(const struct finder *finder, uint32_t start, uint32_t end)
{
    char bytes[PLACE_KEY_BYTES];
    struct slice text = article_slice(finder->article, tokens_span(finder, start, end));
    struct slice key = {bytes, place_key(text, bytes)};
    if (end != start + 1 || !map_get(&finder->persons, key))
        return false;
    return start == finder->start ||
           !(word_bits(finder, start - 1) & (WORD_BEFORE | WORD_DIRECTION));
}

static void put_off(struct finder *finder, uint32_t start, struct match match)
{
    struct found *found = vector_push(&finder->doubtful, finder->scratch);
    if (!found)
        finder->failed = true;
    else
        *found = make_found(finder, start, match);
}

/* The end of "Main Street", "North Seventh Street", when one starts here; else 0. */
static uint32_t street_end(const struct finder *finder, uint32_t start)
{
    for (uint32_t i = start; i < finder->end && i - start < STREET_TOKENS_MAX; i++) {
        if (!is_capital(finder, i) && !ascii_is_digit(token_text(finder, i).ptr[0]))
            return 0;
        if (i > start && (word_bits(finder, i) & WORD_ROAD) &&
            !(is_capital(finder, i + 1) && token_text(finder, i).len <= 3))
            return i + 1;
    }
    return 0;
}

/* The end of the part of an entity that starts here: its end, or its first comma or bracket. */
static uint32_t part_end(const struct finder *finder, const struct entity *entity, uint32_t start)
{
    uint32_t end = entity_end(entity);
    for (uint32_t i = start; i < end; i++) {
        if (token_is(finder, i, ",") || token_is(finder, i, "(") || token_is(finder, i, ")"))
            return i;
    }
    while (end > start + 1 && (token_is(finder, end - 1, "'s") || token_is(finder, end - 1, "’s")))
        end--;
    return end;
}

/* A known name in an entity that is a place or a facility: the whole part where more names follow
 * ("Madison Township"), else the name. */
static uint32_t step_in_place(struct finder *finder, const struct entity *entity, uint32_t start,
                              struct match match)
{
    uint32_t end = part_end(finder, entity, start);
    const struct name *name = &finder->findings->names.items[match.name];
    if (match.end < end && is_capital(finder, match.end) && !match.adjective) {
        bool is_site = word_bits(finder, end - 1) & WORD_SITE;
        if (!(is_site || end - start > UNKNOWN_TOKENS_MAX) || !is_well_known(finder, name))
            return add_unknown(finder, start, end);
    }
    if (is_surname(finder, start, match.end) && !is_country(finder, name) &&
        !has_tie_after(finder, match)) {
        put_off(finder, start, match);
        return match.end;
    }
    return add_mention(finder, start, match);
}

/* "St. Paul's" is a church, a school or a hospital. */
static bool is_saint(const struct finder *finder, uint32_t start, struct match match)
{
    struct slice key = finder->findings->names.items[match.name].key;
    return match.end > start + 1 && slice_starts(key, SLICE("st ")) &&
           (token_is(finder, match.end, "'s") || token_is(finder, match.end, "’s"));
}

/* A known name anywhere: taken, put off or passed over. Returns the token to go on with. */
static uint32_t step_known(struct finder *finder, uint32_t start, struct match match)
{
    const struct entity *entity = entity_at(finder, start);
    const struct name *name = &finder->findings->names.items[match.name];
    bool is_place = entity && (entity->type == ENTITY_LOCATION || entity->type == ENTITY_FACILITY);
    bool opens = is_place && entity->first_token == start;
    if (!opens && match.end == start + 1 && (word_bits(finder, start) & WORD_COMMON))
        return match.end;
    if (is_saint(finder, start, match))
        return match.end;
    if (is_dateline(finder, start, match)) /* also where the tagger has "ALANYA" as a person */
        return add_mention(finder, start, match);
    if (!entity) {
        if (is_spoken_for(finder, start, match))
            return add_mention(finder, start, match);
        put_off(finder, start, match);
        return match.end;
    }
    switch (entity->type) {
    case ENTITY_LOCATION:
    case ENTITY_FACILITY:
        return step_in_place(finder, entity, start, match);
    case ENTITY_NORP:
        return add_mention(finder, start, match);
    case ENTITY_ORGANIZATION:
    case ENTITY_OTHER:
        if (is_well_known(finder, name))
            return add_mention(finder, start, match);
        put_off(finder, start, match);
        return match.end;
    case ENTITY_PERSON:
        if (entity->first_token == start && entity_end(entity) <= match.end &&
            has_tie_after(finder, match))
            return add_mention(finder, start, match);
        return entity_end(entity);
    case ENTITY_DATE:
    case ENTITY_MONEY:
        break;
    }
    return match.end;
}

/* A capitalised word that starts no known name. */
static uint32_t step_unknown(struct finder *finder, uint32_t start)
{
    const struct entity *entity = entity_at(finder, start);
    if (!entity || (entity->type != ENTITY_LOCATION && entity->type != ENTITY_FACILITY))
        return start + 1;
    bool opens = start == entity->first_token || token_is(finder, start - 1, ",") ||
                 (start == entity->first_token + 1 && !is_capital(finder, start - 1));
    if (!opens && token_text(finder, start - 1).len != 3)
        return start + 1;
    uint32_t end = part_end(finder, entity, start);
    if (end <= start || is_surname(finder, start, end))
        return start + 1;
    return add_unknown(finder, start, end);
}

/* A county named without the word: in a list of counties, or after a party's letter ("D-Kanawha").
 * Returns the token after it, or 0. */
static uint32_t step_county(struct finder *finder, uint32_t start)
{
    if (start >= finder->counties_end)
        finder->counties_end = counties_after(finder, start);
    bool party = start >= finder->start + 2 && token_is(finder, start - 1, "-") &&
                 (word_bits(finder, start - 2) & WORD_PARTY);
    if (start >= finder->counties_end && !party)
        return 0;
    struct match match = longest_county(finder, start);
    return match.end && !finder->failed ? add_mention(finder, start, match) : 0;
}

static void find_in_sentence(struct finder *finder)
{
    for (uint32_t i = finder->start; i < finder->end && !finder->failed;) {
        if (!starts_name(finder, i)) {
            i++;
            continue;
        }
        const struct entity *entity = entity_at(finder, i);
        bool is_person = entity && entity->type == ENTITY_PERSON;
        uint32_t street = is_person ? 0 : street_end(finder, i);
        if (street) {
            i = add_unknown(finder, i, street);
            continue;
        }
        uint32_t county = is_person ? 0 : step_county(finder, i);
        if (county) {
            i = county;
            continue;
        }
        struct match match = longest_match(finder, i);
        i = match.end ? step_known(finder, i, match) : step_unknown(finder, i);
    }
}

/* Takes those that were put off whose name is a place's elsewhere, and sorts all by start. */
static void take_doubtful(struct finder *finder)
{
    struct findings *findings = finder->findings;
    VECTOR(struct found) all = {0};
    size_t at = 0;
    for (size_t i = 0; i < finder->doubtful.count && !finder->failed; i++) {
        struct found *found = &finder->doubtful.items[i], *slot;
        struct name *name = &findings->names.items[found->name];
        if (name->mention_count == 0)
            continue;
        while (at < findings->mentions.count &&
               findings->mentions.items[at].span.start < found->span.start) {
            slot = vector_push(&all, finder->scratch);
            if (slot)
                *slot = findings->mentions.items[at];
            finder->failed |= !slot;
            at++;
        }
        slot = vector_push(&all, finder->scratch);
        if (slot)
            *slot = *found;
        finder->failed |= !slot;
        name->mention_count++;
    }
    for (; at < findings->mentions.count && !finder->failed; at++) {
        struct found *slot = vector_push(&all, finder->scratch);
        if (slot)
            *slot = findings->mentions.items[at];
        finder->failed |= !slot;
    }
    memcpy(&findings->mentions, &all, sizeof(all));
}

/* ---- ties ---- */

/* Words that may stand between a place and what it lies in. */
#define GAP_TOKENS_MAX 4

/* How a mention is tied to the next: "Paris, Texas", "Paris (Texas)", "Paris in Texas", "Afrin, in
 * northern Syria". */
static enum tie_strength tie_after(struct finder *finder, const struct found *inner,
                                   const struct found *outer)
{
    uint32_t gap = outer->token_start - inner->token_end;
    bool in = false;
    if (gap == 0 || gap > GAP_TOKENS_MAX || outer->form == PLACE_ADJECTIVE)
        return TIE_NONE;
    if (gap == 1 &&
        (token_is(finder, inner->token_end, ",") || token_is(finder, inner->token_end, "(")))
        return TIE_COMMA;
    for (uint32_t i = inner->token_end; i < outer->token_start; i++) {
        if (token_is(finder, i, "in"))
            in = true;
        else if (!token_is(finder, i, ",") && !token_is(finder, i, "the") &&
                 !(word_bits(finder, i) & (WORD_DIRECTION | WORD_SORT)))
            return TIE_NONE;
    }
    return in ? TIE_NEAR : TIE_NONE;
}

/* Whether a mention before says where the next lies: "the Turkish city of Alanya", "Iraq's Mosul".
 */
static bool tie_before(struct finder *finder, const struct found *outer, const struct found *inner)
{
    uint32_t gap = inner->token_start - outer->token_end;
    bool says = outer->form == PLACE_ADJECTIVE;
    if (gap > GAP_TOKENS_MAX)
        return false;
    for (uint32_t i = outer->token_end; i < inner->token_start; i++) {
        if (token_is(finder, i, "'s") || token_is(finder, i, "’s") ||
            (word_bits(finder, i) & WORD_SORT))
            says = true;
        else if (!token_is(finder, i, "of") && !token_is(finder, i, "the") &&
                 !(word_bits(finder, i) & WORD_DIRECTION))
            return false;
    }
    return says;
}

/* Whether what follows the outer name closes the apposition, or the name is an abbreviation. */
static bool is_enclosed(const struct finder *finder, const struct found *outer)
{
    struct slice text = article_slice(finder->article, outer->span);
    return text.ptr[text.len - 1] == '.' || outer->token_end == finder->end ||
           token_is(finder, outer->token_end, ",") || token_is(finder, outer->token_end, ")") ||
           token_is(finder, outer->token_end, ".") || token_is(finder, outer->token_end, ";");
}

static void tie_mentions(struct finder *finder)
{
    struct found *mentions = finder->findings->mentions.items;
    for (size_t i = 0; i + 1 < finder->findings->mentions.count; i++) {
        struct found *left = &mentions[i], *right = &mentions[i + 1];
        if (left->sentence != right->sentence || right->token_start < left->token_end)
            continue;
        const struct sentence *sentence = &finder->article->sentences[left->sentence];
        finder->start = sentence->first_token;
        finder->end = finder->start + sentence->token_count;
        enum tie_strength tie = tie_after(finder, left, right);
        if (tie != TIE_NONE && left->form == PLACE_NAME) {
            left->outer = (uint32_t)i + 1;
            left->tie = tie;
            left->encloses = is_enclosed(finder, right);
        } else if (right->form == PLACE_NAME && tie_before(finder, left, right)) {
            right->outer = (uint32_t)i;
            right->tie = TIE_NEAR;
        }
    }
}

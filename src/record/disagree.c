/*
 * disagree.c - points on which the mentions of one event cannot all be right.
 *
 *   in    the mentions of an event, in canonical order
 *   out   disagreements, divergence
 *
 * Each facet is a list of claims: what one mention says. Claims that say the same are one value; a
 * facet is in dispute when two of its values cannot both be true.
 */
#include "record/disagree.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A span of at most so many days can contradict another. */
#define DISPUTED_DAYS_MAX 31
#define SCALE_MAX 5
/* Places so near each other are told apart by nobody, in degrees. */
#define NEAR_DEGREES 0.1
/* "Last week" and "this week" may share the Sunday between them; what has happened in a week ends
 * with the report. */
#define WEEK_DAYS_MIN 3
#define WEEK_DAYS_MAX 31
#define DAYS_TEXT_BYTES (2 * DATETIME_TEXT_BYTES + 4)

/* What one mention says on a facet. Which fields count is the facet's affair. */
struct claim {
    uint32_t place; /* of the part */
    struct slice text;
    struct slice of;
    uint32_t noun; /* of a count: what is counted, */
    uint32_t verb; /* and what befell it; 0: nothing */
    struct slice unit;
    double low;
    double high;
    bool is_vague; /* "dozens" */
    int32_t earliest;
    int32_t latest;
    const struct place *where;
    const struct event *event;
    const struct merge_article *article;
    bool recipients;               /* of who: on which side, */
    const struct merge_actor *who; /* and the one named there */
    uint32_t value; /* number of the value that it gives, from the first claim of it */
    uint32_t topic; /* of counts: first claim on the same thing */
    bool disputed;  /* of the first claim of a value: another contradicts it */
};

struct facet {
    const char *name;
    enum weight bar; /* what the mentions of two claims must be above */
    const struct merge_rules *rules;
    const struct merge_part *parts;
    struct claim *claims;
    uint32_t count;
    /* whether two claims say the same; whether they cannot both be true */
    bool (*same)(const struct facet *facet, const struct claim *a, const struct claim *b);
    bool (*apart)(const struct facet *facet, const struct claim *a, const struct claim *b);
};

struct found {
    VECTOR(struct merged_disagreement) items;
    struct arena *arena;
    double divergence; /* sums over facets */
    double modal;
    uint32_t facets;
};

typedef VECTOR(struct claim) claim_vector;

/* What might be says nothing of what was. */
static bool is_told_of(const struct event *event)
{
    return event->status != EVENT_HYPOTHETICAL;
}

static struct claim *add_claim(claim_vector *claims, const struct merge_part *parts, uint32_t place,
                               struct arena *arena)
{
    struct claim *claim = vector_push(claims, arena);
    if (claim)
        *claim = (struct claim){.place = place,
                                .event = parts[place].mention->event,
                                .article = parts[place].mention->article,
                                .low = (double)NAN,
                                .high = (double)NAN};
    return claim;
}

/* ---- counts ---- */

/* "Turkish soldiers killed": the last two words tell what is counted and what befell it. */
static void read_counted(const struct merge_rules *rules, struct claim *claim)
{
    struct slice of = claim->of;
    size_t last = of.len;
    while (last > 0 && of.ptr[last - 1] != ' ')
        last--;
    claim->noun = words_hash(rules, slice_sub(of, last, of.len));
    claim->verb = 0;
    if (last == 0)
        return;
    size_t before = last - 1;
    while (before > 0 && of.ptr[before - 1] != ' ')
        before--;
    claim->verb = claim->noun;
    claim->noun = words_hash(rules, slice_sub(of, before, last - 1));
}

static bool is_person(const struct merge_rules *rules, uint32_t noun)
{
    return merge_word_group(&rules->people, noun) != 0;
}

/* Whether two counts are of one thing. */
static bool counts_same_thing(const struct merge_rules *rules, const struct claim *a,
                              const struct claim *b)
{
    if (!slice_equal(a->unit, b->unit) || (a->verb == 0) != (b->verb == 0))
        return false;
    if (a->verb != b->verb && !merge_words_kin(&rules->kin, a->verb, b->verb))
        return false;
    return a->noun == b->noun || merge_words_kin(&rules->alike, a->noun, b->noun) ||
           (a->verb != 0 && is_person(rules, a->noun) && is_person(rules, b->noun));
}

static bool same_count(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    (void)facet;
    bool same_low = a->low == b->low || (isnan(a->low) && isnan(b->low));
    return same_low && (a->high == b->high || (isnan(a->high) && isnan(b->high)));
}

/* Whether one number is that many times the other that they are hardly of one thing: those killed
 * in a strike, and in the war. */
static bool is_other_scale(const struct claim *a, const struct claim *b)
{
    double x = isnan(a->low) ? a->high : a->low, y = isnan(b->low) ? b->high : b->low;
    return fmax(x, y) > SCALE_MAX * fmin(x, y);
}

/* "At least two" and "at least four" are told as different by who gives them. Numbers of one
 * sentence are parts of a whole, "dozens" is only coarser. */
static bool counts_apart(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    (void)facet;
    bool one_sentence = a->article == b->article && a->event->sentence == b->event->sentence;
    if (a->is_vague || b->is_vague || one_sentence || is_other_scale(a, b))
        return false;
    if (a->high < b->low || b->high < a->low)
        return true;
    return isnan(a->high) && isnan(b->high) && !isnan(a->low) && !isnan(b->low) && a->low != b->low;
}

static bool is_vague(const struct merge_rules *rules, struct slice text)
{
    struct slice word;
    while (slice_next_field(&text, ' ', &word)) {
        if (merge_word_group(&rules->vague, words_hash(rules, word)))
            return true;
    }
    return false;
}

/* "Two others", "five other defendants": a part, whatever the whole is. */
static bool is_of_others(const struct merge_rules *rules, const struct article *article,
                         const struct quantity *quantity, uint32_t noun)
{
    struct slice rest = slice_sub(article->text, quantity->span.end, article->text.len), word;
    return merge_word_group(&rules->others, noun) != 0 ||
           (words_next(&rest, &word) &&
            merge_word_group(&rules->others, words_hash(rules, word)) != 0);
}

static bool add_counts(const struct merge_rules *rules, const struct merge_part *parts,
                       uint32_t count, struct arena *arena, claim_vector *claims)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct merge_mention *mention = parts[i].mention;
        const struct article *article = &mention->article->recorded.article;
        for (uint32_t q = 0; is_told_of(mention->event) && q < mention->event->quantity_count;
             q++) {
            const struct quantity *quantity = &article->quantities[mention->event->counts[q]];
            if (quantity->of.len == 0 || (isnan(quantity->low) && isnan(quantity->high)))
                continue;
            struct claim *claim = add_claim(claims, parts, i, arena);
            if (!claim)
                return false;
            claim->low = quantity->low;
            claim->high = quantity->high;
            claim->of = quantity->of;
            claim->unit = quantity->unit;
            claim->text = article_slice(article, quantity->span);
            read_counted(rules, claim);
            claim->is_vague = is_vague(rules, claim->text) ||
                              is_of_others(rules, article, quantity, claim->noun);
        }
    }
    return true;
}

/* ---- when ---- */

static bool same_days(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    (void)facet;
    return a->earliest == b->earliest && a->latest == b->latest;
}

/* Neighbouring days are one night, or two time zones. */
static bool days_apart(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    (void)facet;
    int32_t days = merge_days_between(a->earliest, a->latest, b->earliest, b->latest);
    bool are_days = a->earliest == a->latest && b->earliest == b->latest;
    bool are_weeks = a->latest - a->earliest >= WEEK_DAYS_MIN &&
                     b->latest - b->earliest >= WEEK_DAYS_MIN;
    if (are_weeks && (a->latest == b->earliest || b->latest == a->earliest))
        return true;
    return days > (are_days ? 1 : 0);
}

/* The words of a mention's sentence that say its days; empty for none. */
static struct slice words_of_days(const struct merge_mention *mention)
{
    const struct article *article = &mention->article->recorded.article;
    for (uint32_t i = 0; i < article->time_count; i++) {
        const struct time_expression *time = &article->times[i];
        /* a week may have begun on its Sunday */
        bool same_start = time->earliest == mention->earliest ||
                          time->earliest - 1 == mention->earliest;
        if (time->sentence == mention->event->sentence && same_start &&
            time->latest >= mention->latest && time->latest - mention->latest <= WEEK_DAYS_MAX)
            return article_slice(article, time->span);
    }
    return SLICE_EMPTY;
}

/* "last week (2016-10-31/2016-11-06)" */
static bool set_days_text(struct claim *claim, const struct merge_mention *mention,
                          struct arena *arena)
{
    struct slice words = words_of_days(mention);
    char *text = arena_alloc(arena, words.len + DAYS_TEXT_BYTES, 1);
    size_t length = words.len;
    if (!text)
        return false;
    if (length > 0) {
        memcpy(text, words.ptr, length);
        memcpy(text + length, " (", 2);
        length += 2;
    }
    length += date_format_day(mention->earliest, text + length);
    if (mention->latest != mention->earliest) {
        text[length++] = '/';
        length += date_format_day(mention->latest, text + length);
    }
    if (words.len > 0)
        text[length++] = ')';
    claim->text = (struct slice){text, length};
    return true;
}

static bool add_days(const struct merge_part *parts, uint32_t count, struct arena *arena,
                     claim_vector *claims)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct merge_mention *mention = parts[i].mention;
        struct slice basis = mention->event->when_basis;
        if (!mention->is_dated || mention->latest - mention->earliest > DISPUTED_DAYS_MAX ||
            !(slice_equal(basis, SLICE("text")) || slice_equal(basis, SLICE("sentence"))) ||
            !is_told_of(mention->event) || words_of_days(mention).len == 0)
            continue; /* "now" is the day of the report */
        struct claim *claim = add_claim(claims, parts, i, arena);
        if (!claim || !set_days_text(claim, mention, arena))
            return false;
        claim->earliest = mention->earliest;
        claim->latest = mention->latest;
    }
    return true;
}

/* ---- where ---- */

static bool same_place(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    (void)facet;
    return memcmp(a->where->id, b->where->id, HASH_ID_CHARS) == 0;
}

static bool is_near(const struct place *a, const struct place *b)
{
    return fabs(a->latitude - b->latitude) < NEAR_DEGREES &&
           fabs(a->longitude - b->longitude) < NEAR_DEGREES;
}

/* Two towns, two regions, two countries; never a place and what may hold it. */
static bool places_apart(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    (void)facet;
    const struct place *x = a->where, *y = b->where;
    if (x->kind == PLACE_UNKNOWN || y->kind == PLACE_UNKNOWN || place_within(x, y) ||
        place_within(y, x))
        return false;
    if (x->country.len > 0 && y->country.len > 0 && !slice_equal(x->country, y->country))
        return true;
    return x->kind == y->kind && (x->kind == PLACE_CITY || x->kind == PLACE_REGION) &&
           !is_near(x, y);
}

static bool add_places(const struct merge_part *parts, uint32_t count, struct arena *arena,
                       claim_vector *claims)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct place *where = is_told_of(parts[i].mention->event) ? parts[i].mention->where
                                                                        : NULL;
        struct claim *claim = where ? add_claim(claims, parts, i, arena) : NULL;
        if (where && !claim)
            return false;
        if (!where)
            continue;
        claim->where = where;
        claim->text = where->name;
    }
    return true;
}

/* ---- who ---- */

/* Whom a claim compares: its side, or all when both sides may be told the other way round. */
static const struct participant *side_of(const struct merge_rules *rules, const struct claim *claim,
                                         uint32_t *ret_count)
{
    const struct event *event = claim->event;
    bool mutual = merge_is_mutual(rules, event->type);
    *ret_count = mutual              ? event->actor_count + event->recipient_count
                 : claim->recipients ? event->recipient_count
                                     : event->actor_count;
    return claim->recipients && !mutual ? event->recipients : event->actors;
}

static enum actor_relation relate(const struct merge_rules *rules, const struct claim *a,
                                  const struct claim *b)
{
    enum actor_relation best = ACTORS_OTHER;
    uint32_t x_count, y_count;
    const struct participant *x = side_of(rules, a, &x_count), *y = side_of(rules, b, &y_count);
    for (uint32_t i = 0; i < x_count; i++) {
        for (uint32_t j = 0; j < y_count; j++) {
            enum actor_relation relation = merge_actors_relate(&a->article->actors[x[i].actor],
                                                               &b->article->actors[y[j].actor]);
            best = relation > best ? relation : best;
        }
    }
    return best;
}

static bool same_side(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    return relate(facet->rules, a, b) != ACTORS_OTHER;
}

/* Two persons, two countries; a person and a country may be both. */
static bool sides_apart(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    return a->who->actor->kind == b->who->actor->kind && relate(facet->rules, a, b) == ACTORS_OTHER;
}

/* Whether the sentence has a word of the name: whom a pronoun stands for is read, not told. */
static bool is_named_there(const struct merge_rules *rules, const struct merge_mention *mention,
                           const struct participant *participant, const struct merge_actor *actor)
{
    struct slice rest = article_slice(&mention->article->recorded.article, participant->span);
    struct slice word;
    while (words_next(&rest, &word)) {
        uint32_t hash = words_hash(rules, word);
        for (uint32_t i = 0; i < actor->words.count; i++) {
            if (actor->words.items[i].hash == hash)
                return true;
        }
    }
    return false;
}

/* A side that one mention names with one name; several names may be of several. */
static bool add_sides(const struct merge_rules *rules, const struct merge_part *parts,
                      uint32_t count, bool recipients, struct arena *arena, claim_vector *claims)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct event *event = parts[i].mention->event;
        uint32_t named = recipients ? event->recipient_count : event->actor_count;
        const struct participant *side = recipients ? event->recipients : event->actors;
        const struct merge_actor *actor = named == 1
                                              ? &parts[i].mention->article->actors[side[0].actor]
                                              : NULL;
        if (!actor || !actor->is_named || !is_named_there(rules, parts[i].mention, &side[0], actor))
            continue;
        struct claim *claim = add_claim(claims, parts, i, arena);
        if (!claim)
            return false;
        claim->recipients = recipients;
        claim->who = actor;
        claim->text = actor->actor->name;
    }
    return true;
}

/* ---- status and outcome ---- */

static bool is_real(enum event_status status)
{
    return status == EVENT_HAPPENED || status == EVENT_ONGOING || status == EVENT_HISTORICAL;
}

static bool same_status(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    (void)facet;
    return is_real(a->event->status) == is_real(b->event->status);
}

/* "Boko Haram", "Boko Haram prisoners" */
static enum actor_relation names_relate(const struct merge_actor *a, const struct merge_actor *b)
{
    enum actor_relation relation = merge_actors_relate(a, b);
    bool is_part = relation == ACTORS_UNTOLD && words_share(&a->words, &b->words);
    return is_part ? ACTORS_ALIKE : relation;
}

/* How the nearest two of two sides stand to each other; ACTORS_UNTOLD where one names nobody. */
static enum actor_relation sides_relate(const struct claim *a, const struct participant *side_a,
                                        uint32_t count_a, const struct claim *b,
                                        const struct participant *side_b, uint32_t count_b)
{
    enum actor_relation nearest = count_a > 0 && count_b > 0 ? ACTORS_OTHER : ACTORS_UNTOLD;
    for (uint32_t i = 0; i < count_a; i++) {
        for (uint32_t j = 0; j < count_b; j++) {
            enum actor_relation relation = names_relate(&a->article->actors[side_a[i].actor],
                                                        &b->article->actors[side_b[j].actor]);
            nearest = relation > nearest ? relation : nearest;
        }
    }
    return nearest;
}

static bool names_nobody(const struct event *event)
{
    return event->actor_count + event->recipient_count == 0;
}

/* One denies what another tells when both tell it of the same, or one of nobody: what "users" are
 * spared, others may suffer. */
static bool statuses_apart(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    const struct event *x = a->event, *y = b->event;
    if (same_status(facet, a, b))
        return false;
    enum actor_relation actors = sides_relate(a, x->actors, x->actor_count, b, y->actors,
                                              y->actor_count);
    enum actor_relation recipients = sides_relate(a, x->recipients, x->recipient_count, b,
                                                  y->recipients, y->recipient_count);
    bool parted = actors < ACTORS_UNTOLD || recipients < ACTORS_UNTOLD;
    return !parted && (actors > ACTORS_UNTOLD || recipients > ACTORS_UNTOLD || names_nobody(x) ||
                       names_nobody(y));
}

/* "denied (Sergey Lavrov)" */
static bool set_status_text(struct claim *claim, struct arena *arena)
{
    struct slice status = is_real(claim->event->status) ? SLICE("happened") : SLICE("denied");
    const struct article *article = &claim->article->recorded.article;
    uint32_t source = claim->event->attributed_to;
    claim->text = status;
    if (source == INDEX_NONE || source >= article->actor_count)
        return true;
    struct slice name = article->actors[source].name;
    char *text = arena_alloc(arena, status.len + name.len + 3, 1);
    if (!text)
        return false;
    memcpy(text, status.ptr, status.len);
    memcpy(text + status.len, " (", 2);
    memcpy(text + status.len + 2, name.ptr, name.len);
    text[status.len + 2 + name.len] = ')';
    claim->text = (struct slice){text, status.len + name.len + 3};
    return true;
}

static bool add_statuses(const struct merge_part *parts, uint32_t count, struct arena *arena,
                         claim_vector *claims)
{
    for (uint32_t i = 0; i < count; i++) {
        enum event_status status = parts[i].mention->event->status;
        /* "No Democrats voted for it" denies nothing that others told; whoever says so denies. */
        bool denies = status == EVENT_DENIED &&
                      parts[i].mention->event->attributed_to != INDEX_NONE;
        if (!is_real(status) && !denies)
            continue;
        struct claim *claim = add_claim(claims, parts, i, arena);
        if (!claim || !set_status_text(claim, arena))
            return false;
    }
    return true;
}

static bool same_outcome(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    (void)facet;
    return a->noun == b->noun;
}

/* Groups come in pairs: an odd one and the next are opposites. */
static bool outcomes_apart(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    (void)facet;
    return a->noun != b->noun && (a->noun + 1) / 2 == (b->noun + 1) / 2;
}

static bool add_outcomes(const struct merge_rules *rules, const struct merge_part *parts,
                         uint32_t count, struct arena *arena, claim_vector *claims)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct merge_mention *mention = parts[i].mention;
        uint32_t group = 0;
        for (uint32_t w = 0; w < mention->anchor.count && !group; w++)
            group = merge_word_group(&rules->outcomes, mention->anchor.items[w].hash);
        struct claim *claim = group && is_real(mention->event->status)
                                  ? add_claim(claims, parts, i, arena)
                                  : NULL;
        if (!group || !is_real(mention->event->status))
            continue;
        if (!claim)
            return false;
        claim->noun = group;
        claim->text = article_slice(&mention->article->recorded.article, mention->event->anchor);
    }
    return true;
}

/* ---- from claims to values ---- */

/* Numbers each claim by the first that says the same. */
static uint32_t number_values(struct facet *facet)
{
    uint32_t values = 0;
    for (uint32_t i = 0; i < facet->count; i++) {
        struct claim *claim = &facet->claims[i];
        claim->value = i;
        for (uint32_t j = 0; j < i && claim->value == i; j++) {
            if (facet->claims[j].value == j && facet->same(facet, &facet->claims[j], claim))
                claim->value = j;
        }
        values += claim->value == i;
    }
    return values;
}

/* Whether two claims contradict each other: they cannot both be true, and their mentions are one
 * event by their own evidence, not only over others. */
static bool contradicts(const struct facet *facet, const struct claim *a, const struct claim *b)
{
    const struct merge_mention *x = facet->parts[a->place].mention;
    const struct merge_mention *y = facet->parts[b->place].mention;
    struct evidence evidence;
    if (!facet->apart(facet, a, b))
        return false;
    const double *weights = facet->rules->weights;
    double bar = weights[facet->bar];
    if (x->article == y->article)
        bar = fmax(bar, weights[WEIGHT_DISPUTE_WITHIN]);
    return merge_share_something(facet->rules, x, y) &&
           merge_score(facet->rules, x, y, &evidence) && evidence.score > bar;
}

/* Marks the values that contradict another; returns how many claims are of one. */
static uint32_t mark_disputed(struct facet *facet)
{
    uint32_t disputed = 0;
    for (uint32_t i = 0; i < facet->count; i++) {
        for (uint32_t j = i + 1; j < facet->count; j++) {
            struct claim *a = &facet->claims[facet->claims[i].value];
            struct claim *b = &facet->claims[facet->claims[j].value];
            if (a != b && !(a->disputed && b->disputed) &&
                contradicts(facet, &facet->claims[i], &facet->claims[j]))
                a->disputed = b->disputed = true;
        }
    }
    for (uint32_t i = 0; i < facet->count; i++)
        disputed += facet->claims[facet->claims[i].value].disputed;
    return disputed;
}

static bool is_disputed(const struct facet *facet, uint32_t value)
{
    return facet->claims[value].disputed;
}

/* First and last publication of a value; false when one of its articles has no date. */
static bool published(const struct facet *facet, uint32_t value, int32_t *ret_first,
                      int32_t *ret_last)
{
    *ret_first = INT32_MAX;
    *ret_last = INT32_MIN;
    for (uint32_t i = 0; i < facet->count; i++) {
        const struct merge_article *article = facet->claims[i].article;
        if (facet->claims[i].value != value)
            continue;
        if (article->published_first == DAY_UNKNOWN)
            return false;
        *ret_first = article->published_first < *ret_first ? article->published_first : *ret_first;
        *ret_last = article->published_last > *ret_last ? article->published_last : *ret_last;
    }
    return true;
}

/* Whether the disputed values follow each other in time, none going on when the next has come. */
static bool is_update(const struct facet *facet)
{
    for (uint32_t i = 0; i < facet->count; i++) {
        for (uint32_t j = i + 1; j < facet->count; j++) {
            int32_t first_a, last_a, first_b, last_b;
            if (facet->claims[i].value != i || facet->claims[j].value != j ||
                !facet->apart(facet, &facet->claims[i], &facet->claims[j]))
                continue;
            if (!published(facet, i, &first_a, &last_a) || !published(facet, j, &first_b, &last_b))
                return false;
            if (last_a >= first_b && last_b >= first_a)
                return false;
        }
    }
    return true;
}

/* Whether all that is disputed stands in one article. */
static bool is_within(const struct facet *facet)
{
    const struct merge_article *only = NULL;
    for (uint32_t i = 0; i < facet->count; i++) {
        if (!is_disputed(facet, facet->claims[i].value))
            continue;
        if (only && only != facet->claims[i].article)
            return false;
        only = facet->claims[i].article;
    }
    return true;
}

static bool add_value(const struct facet *facet, uint32_t value, struct found *found,
                      struct merged_value *ret_value)
{
    uint32_t *places = arena_array(found->arena, uint32_t, facet->count);
    uint32_t count = 0;
    if (!places)
        return false;
    for (uint32_t i = 0; i < facet->count; i++) {
        if (facet->claims[i].value == value &&
            (count == 0 || places[count - 1] != facet->claims[i].place))
            places[count++] = facet->claims[i].place;
    }
    ret_value->value = facet->claims[value].text;
    return merge_refs(facet->parts, places, count, found->arena, &ret_value->mentions,
                      &ret_value->mention_count, &ret_value->outlets);
}

/* Least, best and greatest of the disputed counts: best is that of most outlets, then the latest.
 */
static void set_bounds(const struct facet *facet, struct merged_disagreement *disagreement)
{
    uint32_t best = 0;
    double number = (double)NAN;
    uint32_t v = 0;
    disagreement->low = disagreement->best = disagreement->high = (double)NAN;
    for (uint32_t i = 0; i < facet->count; i++) {
        const struct claim *claim = &facet->claims[i];
        if (claim->value != i || !is_disputed(facet, i))
            continue;
        double low = isnan(claim->low) ? claim->high : claim->low;
        double high = isnan(claim->high) ? claim->low : claim->high;
        disagreement->low = fmin(disagreement->low, low);
        disagreement->high = fmax(disagreement->high, high);
        if (disagreement->values[v].outlets >= best) {
            best = disagreement->values[v].outlets;
            number = low;
        }
        v++;
    }
    disagreement->best = number;
}

static bool add_disagreement(const struct facet *facet, uint32_t values, struct found *found)
{
    struct merged_value *items = arena_array(found->arena, struct merged_value, values);
    struct merged_disagreement *disagreement = vector_push(&found->items, found->arena);
    if (!items || !disagreement)
        return false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < facet->count; i++) {
        if (facet->claims[i].value == i && is_disputed(facet, i) &&
            !add_value(facet, i, found, &items[count++]))
            return false;
    }
    *disagreement = (struct merged_disagreement){
        .facet = facet->name,
        .of = facet->claims[0].of,
        .kind = is_within(facet)   ? "within"
                : is_update(facet) ? "update"
                                   : "contradiction",
        .low = (double)NAN,
        .best = (double)NAN,
        .high = (double)NAN,
        .values = items,
        .value_count = count,
    };
    if (strcmp(facet->name, "count") == 0)
        set_bounds(facet, disagreement);
    return true;
}

/* Counts a facet into the summary figures. */
static void count_facet(const struct facet *facet, uint32_t values, struct found *found)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < facet->count; i++) {
        uint32_t votes = 0;
        for (uint32_t j = 0; j < facet->count; j++)
            votes += facet->claims[j].value == i;
        most = votes > most ? votes : most;
    }
    found->divergence += (double)(values - 1) / (facet->count - 1);
    found->modal += (double)most / facet->count;
    found->facets++;
}

static bool judge(struct facet *facet, struct found *found)
{
    if (facet->count < 2)
        return true;
    uint32_t values = number_values(facet);
    count_facet(facet, values, found);
    return mark_disputed(facet) == 0 || add_disagreement(facet, values, found);
}

/* Counts are one facet for each thing that is counted. */
static bool judge_counts(struct facet *facet, struct found *found)
{
    struct claim *all = facet->claims;
    uint32_t count = facet->count;
    struct claim *topic = arena_array(found->arena, struct claim, count);
    if (!topic)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        all[i].topic = i;
        for (uint32_t j = 0; j < i && all[i].topic == i; j++) {
            if (counts_same_thing(facet->rules, &all[j], &all[i]))
                all[i].topic = all[j].topic;
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        facet->claims = topic;
        facet->count = 0;
        for (uint32_t j = i; j < count; j++) {
            if (all[j].topic == i)
                topic[facet->count++] = all[j];
        }
        if (!judge(facet, found))
            return false;
    }
    return true;
}

bool merge_disagree(const struct merge_rules *rules, const struct merge_part *parts, uint32_t count,
                    struct arena *arena, struct merged_event *event)
{
    enum { WHEN, WHERE, ACTOR, RECIPIENT, COUNT, STATUS, OUTCOME, FACETS };
    struct found found = {.arena = arena};
    claim_vector claims[FACETS] = {0};
    struct facet facets[FACETS] = {
        [WHEN] = {.name = "when", .bar = WEIGHT_DISPUTE, .same = same_days, .apart = days_apart},
        [WHERE] = {.name = "where",
                   .bar = WEIGHT_DISPUTE,
                   .same = same_place,
                   .apart = places_apart},
        [ACTOR] = {.name = "who",
                   .bar = WEIGHT_DISPUTE_WHO,
                   .same = same_side,
                   .apart = sides_apart},
        [RECIPIENT] = {.name = "who",
                       .bar = WEIGHT_DISPUTE_WHO,
                       .same = same_side,
                       .apart = sides_apart},
        [COUNT] = {.name = "count",
                   .bar = WEIGHT_DISPUTE_COUNT,
                   .same = same_count,
                   .apart = counts_apart},
        [STATUS] = {.name = "status",
                    .bar = WEIGHT_DISPUTE_STATUS,
                    .same = same_status,
                    .apart = statuses_apart},
        [OUTCOME] = {.name = "outcome",
                     .bar = WEIGHT_DISPUTE,
                     .same = same_outcome,
                     .apart = outcomes_apart},
    };
    event->divergence = event->modal_confidence = (double)NAN;
    if (count < 2 && parts[0].mention->event->quantity_count < 2)
        return true;
    if (!add_days(parts, count, arena, &claims[WHEN]) ||
        !add_places(parts, count, arena, &claims[WHERE]) ||
        !add_sides(rules, parts, count, false, arena, &claims[ACTOR]) ||
        !add_sides(rules, parts, count, true, arena, &claims[RECIPIENT]) ||
        !add_counts(rules, parts, count, arena, &claims[COUNT]) ||
        !add_statuses(parts, count, arena, &claims[STATUS]) ||
        !add_outcomes(rules, parts, count, arena, &claims[OUTCOME]))
        return false;
    for (int i = 0; i < FACETS; i++) {
        facets[i].rules = rules;
        facets[i].parts = parts;
        facets[i].claims = claims[i].items;
        facets[i].count = (uint32_t)claims[i].count;
        if (!(i == COUNT ? judge_counts(&facets[i], &found) : judge(&facets[i], &found)))
            return false;
    }
    event->disagreements = found.items.items;
    event->disagreement_count = (uint32_t)found.items.count;
    if (found.facets > 0) {
        event->divergence = found.divergence / found.facets;
        event->modal_confidence = found.modal / found.facets;
    }
    return true;
}

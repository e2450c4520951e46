/*
 * copies.c - what two bodies share, and who follows whom.
 *
 *   in    bodies
 *   out   passages, decisions
 */
#include "record/copies.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/vector.h"

/* Percent of the shorter body that must be shared. */
#define COPY_SHARE_MIN 50
/* Percent of the words that the shorter one does not quote, where it has COPY_WORDS_MIN of them. */
#define COPY_OWN_SHARE_MIN 40
/* Percent of a body from which it counts as standing in the other as a whole. */
#define COPY_NEARLY_ALL 80
/* Days within which an outlet brings out a new version of its article. */
#define VERSION_DAYS 2
/* Places of a shingle that are tried in the other body. */
#define PLACES_MAX 8
/* Words of a gap between passages that may be a substitution. */
#define GAP_WORDS_MAX 6
/* Numbers put in place of others: so many, and one in so many shared words, make a form. */
#define FORM_SUBSTITUTIONS_MIN 3
#define FORM_WORDS_EACH 60

/* The shingles of a body by their hash: chains of places, the first first. */
struct shingles {
    uint32_t *first; /* [mask + 1] place + 1, 0: none */
    uint32_t *next;  /* [places] */
    size_t mask;
};

static bool index_shingles(const struct body *body, struct arena *arena, struct shingles *ret,
                           struct err *err)
{
    size_t places = body->word_count - BODY_SHINGLE_WORDS + 1, capacity = 16;
    while (capacity < places * 2)
        capacity *= 2;
    struct shingles index = {.first = arena_array(arena, uint32_t, capacity),
                             .next = arena_array(arena, uint32_t, places),
                             .mask = capacity - 1};
    if (!index.first || !index.next)
        return arena_fail(arena, err);
    for (size_t i = places; i-- > 0;) {
        uint32_t *first = &index.first[body_shingle(body, i) & index.mask];
        index.next[i] = *first;
        *first = (uint32_t)i + 1;
    }
    *ret = index;
    return true;
}

static uint32_t run_words(const struct body *a, uint32_t i, const struct body *b, uint32_t j)
{
    uint32_t words = 0;
    while (i + words < a->word_count && j + words < b->word_count &&
           a->words[i + words] == b->words[j + words])
        words++;
    return words;
}

/* The longest run of the other body that stands at word `at`; words 0 when none is long enough. */
static struct passage longest_at(const struct body *body, uint32_t at, const struct body *other,
                                 const struct shingles *index)
{
    struct passage best = {.start = at};
    unsigned tried = 0;
    uint32_t place = index->first[body_shingle(body, at) & index->mask];
    for (; place > 0 && tried < PLACES_MAX; place = index->next[place - 1]) {
        uint32_t words = run_words(body, at, other, place - 1);
        if (words < BODY_SHINGLE_WORDS)
            continue;
        tried++;
        if (words > best.words) {
            best.words = words;
            best.other_start = place - 1;
        }
    }
    return best;
}

static bool has_number(const struct body *body, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        if (body->has_digit[i])
            return true;
    }
    return false;
}

static uint32_t count_substitutions(const struct shared *shared)
{
    uint32_t count = 0;
    for (uint32_t i = 1; i < shared->passage_count; i++) {
        const struct passage *before = &shared->passages[i - 1], *here = &shared->passages[i];
        uint32_t from = before->start + before->words, to = here->start;
        uint32_t other_from = before->other_start + before->words, other_to = here->other_start;
        if (other_to < other_from || to - from > GAP_WORDS_MAX ||
            other_to - other_from > GAP_WORDS_MAX)
            continue;
        count += has_number(shared->body, from, to) &&
                 has_number(shared->other, other_from, other_to);
    }
    return count;
}

/* Words of the other body that some passage covers. */
static bool count_covered(const struct passage *passages, size_t count, const struct body *other,
                          struct arena *arena, uint32_t *ret_words, struct err *err)
{
    bool *covered = arena_array(arena, bool, other->word_count);
    uint32_t words = 0;
    if (!covered)
        return arena_fail(arena, err);
    for (size_t i = 0; i < count; i++)
        memset(covered + passages[i].other_start, 1, passages[i].words);
    for (uint32_t i = 0; i < other->word_count; i++)
        words += covered[i];
    *ret_words = words;
    return true;
}

static uint32_t count_own(const struct body *body, uint32_t from, uint32_t words)
{
    uint32_t own = 0;
    for (uint32_t i = from; i < from + words; i++)
        own += !body->quoted[i];
    return own;
}

static bool is_before(const struct body *a, const struct body *b)
{
    return a->word_count != b->word_count ? a->word_count < b->word_count : a->id < b->id;
}

bool copies_shared(const struct body *a, const struct body *b, struct arena *arena,
                   struct shared *ret_shared, struct err *err)
{
    struct shared shared = {.body = is_before(b, a) ? b : a, .other = is_before(b, a) ? a : b};
    VECTOR(struct passage) passages = {0};
    struct shingles index;
    if (shared.body->word_count < BODY_SHINGLE_WORDS) {
        *ret_shared = shared;
        return true;
    }
    if (!index_shingles(shared.other, arena, &index, err))
        return false;
    for (uint32_t at = 0; at + BODY_SHINGLE_WORDS <= shared.body->word_count;) {
        struct passage found = longest_at(shared.body, at, shared.other, &index);
        if (found.words == 0) {
            at++;
            continue;
        }
        struct passage *passage = vector_push(&passages, arena);
        if (!passage)
            return arena_fail(arena, err);
        *passage = found;
        shared.words += found.words;
        shared.own_words += count_own(shared.body, found.start, found.words);
        at += found.words;
    }
    shared.passages = passages.items;
    shared.passage_count = (uint32_t)passages.count;
    shared.body_own = count_own(shared.body, 0, shared.body->word_count);
    shared.substitutions = count_substitutions(&shared);
    if (!count_covered(passages.items, passages.count, shared.other, arena, &shared.other_words,
                       err))
        return false;
    *ret_shared = shared;
    return true;
}

bool copies_is_copy(const struct shared *shared)
{
    bool is_form = shared->substitutions >= FORM_SUBSTITUTIONS_MIN &&
                   shared->substitutions * FORM_WORDS_EACH >= shared->words;
    return shared->words >= COPY_WORDS_MIN &&
           (uint64_t)shared->words * 100 >= (uint64_t)shared->body->word_count * COPY_SHARE_MIN &&
           !is_form &&
           (shared->body_own < COPY_WORDS_MIN ||
            (uint64_t)shared->own_words * 100 >= (uint64_t)shared->body_own * COPY_OWN_SHARE_MIN);
}

static bool is_nearly_all(uint32_t words, const struct body *body)
{
    return (uint64_t)words * 100 >= (uint64_t)body->word_count * COPY_NEARLY_ALL;
}

enum copy_kind copies_kind(const struct shared *shared, const struct body *x)
{
    bool body_within = is_nearly_all(shared->words, shared->body);
    bool other_within = is_nearly_all(shared->other_words, shared->other);
    if (shared->words == shared->body->word_count && shared->passage_count == 1 &&
        shared->body->word_count == shared->other->word_count)
        return COPY_SAME;
    if (!body_within || other_within)
        return COPY_EDITED;
    return x == shared->body ? COPY_PART : COPY_WHOLE;
}

const char *copies_kind_name(enum copy_kind kind)
{
    static const char *const NAMES[] = {
        [COPY_SAME] = "same",
        [COPY_PART] = "part",
        [COPY_WHOLE] = "whole",
        [COPY_EDITED] = "edited",
    };
    return NAMES[kind];
}

/* ---- who follows whom ---- */

static int compare_nodes(const void *a, const void *b)
{
    const struct copy_node *left = *(const struct copy_node *const *)a;
    const struct copy_node *right = *(const struct copy_node *const *)b;
    if ((left->first.len == 0) != (right->first.len == 0))
        return left->first.len == 0 ? 1 : -1;
    int order = slice_compare(left->first, right->first);
    if (order != 0)
        return order;
    if (left->words != right->words)
        return left->words > right->words ? -1 : 1;
    return (left->id > right->id) - (left->id < right->id);
}

/* rank[node]: its place in the order. */
static bool rank_nodes(const struct copy_node *nodes, size_t count, struct arena *arena,
                       uint32_t **ret_rank, uint32_t **ret_order, struct err *err)
{
    const struct copy_node **sorted = arena_array(arena, const struct copy_node *, count);
    uint32_t *rank = arena_array(arena, uint32_t, count);
    uint32_t *order = arena_array(arena, uint32_t, count);
    if (!sorted || !rank || !order)
        return arena_fail(arena, err);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &nodes[i];
    qsort(sorted, count, sizeof(sorted[0]), compare_nodes);
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)(sorted[i] - nodes);
        rank[order[i]] = (uint32_t)i;
    }
    *ret_rank = rank;
    *ret_order = order;
    return true;
}

/* The day of a publication that is known to the day; INT32_MIN else. */
static int32_t day_of(struct slice published)
{
    struct datetime date;
    if (!datetime_parse_iso(published, &date) || date.precision < DATE_DAY)
        return INT32_MIN;
    return date_days(date.year, date.month, date.day);
}

bool copies_is_standing(const struct copy_node *a, const struct copy_node *b, uint32_t shared)
{
    int32_t a_day = day_of(a->first), b_day = day_of(b->first);
    uint32_t longer = a->words > b->words ? a->words : b->words;
    return a->outlet.len > 0 && slice_equal(a->outlet, b->outlet) && a_day != INT32_MIN &&
           b_day != INT32_MIN && abs(a_day - b_day) > VERSION_DAYS &&
           (uint64_t)shared * 100 < (uint64_t)longer * COPY_NEARLY_ALL;
}

bool copies_arrange(const struct copy_node *nodes, size_t node_count, const struct copy_link *links,
                    size_t link_count, struct arena *arena, uint32_t *ret_follows,
                    uint32_t *ret_root, struct err *err)
{
    uint32_t *rank, *order;
    uint32_t *most = arena_array(arena, uint32_t, node_count);
    if (!most)
        return arena_fail(arena, err);
    if (!rank_nodes(nodes, node_count, arena, &rank, &order, err))
        return false;
    for (size_t i = 0; i < node_count; i++)
        ret_follows[i] = COPY_FOLLOWS_NONE;
    for (size_t i = 0; i < link_count; i++) {
        if (copies_is_standing(&nodes[links[i].a], &nodes[links[i].b], links[i].shared))
            continue;
        bool a_later = rank[links[i].a] > rank[links[i].b];
        uint32_t later = a_later ? links[i].a : links[i].b;
        uint32_t earlier = a_later ? links[i].b : links[i].a;
        uint32_t *follows = &ret_follows[later];
        if (*follows == COPY_FOLLOWS_NONE || links[i].shared > most[later] ||
            (links[i].shared == most[later] && rank[earlier] < rank[*follows])) {
            *follows = earlier;
            most[later] = links[i].shared;
        }
    }
    for (size_t i = 0; i < node_count; i++) {
        uint32_t node = order[i];
        ret_root[node] = ret_follows[node] == COPY_FOLLOWS_NONE ? node
                                                                : ret_root[ret_follows[node]];
    }
    return true;
}

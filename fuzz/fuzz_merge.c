/*
 * fuzz_merge.c - rules of merging hold whatever they like, and merge reports of any words.
 *
 *   in    a file like data/en/record/merge.txt; a NUL; a text. An empty file stands for ours
 *   out   abort() when a property does not hold
 *
 * Properties: a load ends and faults lie in the file; scores are numbers, the same for (b, a), and
 * so is whether types meet; links weigh more the greater the score; events are a partition named by
 * their least mentions; an event has all its mentions, each near another of them; values of a
 * disagreement are two or more.
 */
#include <math.h>

#include "record/disagree.h"
#include "record/keys.h"
#include "record/merge.h"

#include "fuzz_common.h"

#define ARENA_BYTES ((size_t)256 << 20)
#define ARTICLES 3
#define EVENTS 3
#define MENTIONS (ARTICLES * EVENTS)
#define PARTICIPANTS 3

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_fault(void *context, const struct data_fault *fault)
{
    const struct slice *file = context;
    demand(fault->line > 0 && fault->column > 0 && fault->expected != NULL);
    demand(fault->offset <= file->len);
}

static bool load(struct slice file, const struct term_weights *terms, struct arena *arena,
                 struct merge_rules *rules)
{
    struct err err;
    struct data_set set = {.arena = arena};
    struct data_faults faults = {.tell = check_fault, .context = &file};
    if (!utf8_valid(file, NULL) || !data_set_add_bytes(&set, SLICE("merge.txt"), file, &err))
        return false;
    set.files.items[0].kind = SLICE("merge");
    return merge_rules_read(&set, terms, arena, &faults, rules, &err);
}

/* ---- reports out of bytes ---- */

struct bytes {
    const uint8_t *data;
    size_t size;
    size_t at;
};

/* The next byte, over and over; 0 when there is none. */
static uint8_t next(struct bytes *bytes)
{
    return bytes->size > 0 ? bytes->data[bytes->at++ % bytes->size] : 0;
}

/* A span of whole characters of the text. */
static struct span some_span(struct slice text, struct bytes *bytes)
{
    size_t start = text.len > 0 ? next(bytes) * text.len / 256 : 0;
    size_t end = start + next(bytes) % 24;
    while (start > 0 && ((uint8_t)text.ptr[start] & 0xc0) == 0x80)
        start--;
    end = end > text.len ? text.len : end;
    while (end < text.len && ((uint8_t)text.ptr[end] & 0xc0) == 0x80)
        end++;
    return (struct span){(uint32_t)start, (uint32_t)(end > start ? end : start)};
}

static struct actor some_actor(struct slice text, struct bytes *bytes)
{
    static const char *const LANDS[] = {"", "RUS", "TUR"};
    struct span span = some_span(text, bytes);
    struct actor actor = {.name = slice_sub(text, span.start, span.end),
                          .kind = (enum actor_kind)(next(bytes) % (ACTOR_GROUP + 1)),
                          .country = slice_from(LANDS[next(bytes) % 3])};
    hash_id(&actor.name, 1, actor.id);
    return actor;
}

static struct event some_event(struct article *article, struct bytes *bytes, struct arena *arena)
{
    static const char *const TYPES[] = {"ASSAULT", "CONSULT", "AGREE", "COERCE"};
    static const char *const MODES[] = {"", "aerial", "beat", "phone"};
    struct participant *participants = arena_array(arena, struct participant, PARTICIPANTS);
    uint32_t *counts = arena_new(arena, uint32_t);
    demand(participants && counts);
    for (uint32_t i = 0; i < PARTICIPANTS; i++) {
        participants[i].actor = next(bytes) % article->actor_count;
        participants[i].span = some_span(article->text, bytes);
    }
    uint32_t actors = next(bytes) % (PARTICIPANTS + 1);
    int32_t day = 17000 + next(bytes) % 16;
    *counts = next(bytes) % article->quantity_count;
    return (struct event){.anchor = some_span(article->text, bytes),
                          .type = slice_from(TYPES[next(bytes) % 4]),
                          .mode = slice_from(MODES[next(bytes) % 4]),
                          .cameo = SLICE("190"),
                          .quad = 4,
                          .status = (enum event_status)(next(bytes) % (EVENT_HISTORICAL + 1)),
                          .attributed_to = INDEX_NONE,
                          .earliest = next(bytes) % 3 == 0 ? DAY_UNKNOWN : day,
                          .latest = next(bytes) % 5 == 0 ? DAY_UNKNOWN : day + next(bytes) % 3,
                          .when_basis = SLICE("text"),
                          .where = next(bytes) % 2 == 0 ? INDEX_NONE : 0,
                          .actors = participants,
                          .actor_count = actors,
                          .recipients = participants + actors,
                          .recipient_count = PARTICIPANTS - actors,
                          .counts = counts,
                          .quantity_count = next(bytes) % 2};
}

static void make(const struct merge_rules *rules, struct slice text, uint32_t number,
                 struct bytes *bytes, struct arena *arena, struct merge_article *ret_article)
{
    struct sentence *sentence = arena_new(arena, struct sentence);
    struct actor *actors = arena_array(arena, struct actor, PARTICIPANTS);
    struct quantity *quantities = arena_array(arena, struct quantity, 2);
    struct place *place = arena_new(arena, struct place);
    struct event *events = arena_array(arena, struct event, EVENTS);
    struct slice *lemmas = arena_array(arena, struct slice, EVENTS);
    demand(sentence && actors && quantities && place && events && lemmas);
    struct recorded recorded = {.number = number + 1, .dateline = INDEX_NONE, .lemmas = lemmas};
    struct article *article = &recorded.article;
    sentence->span = (struct span){0, (uint32_t)text.len};
    *place = (struct place){.name = SLICE("Gyumri"),
                            .country = SLICE("ARM"),
                            .kind = PLACE_CITY,
                            .latitude = next(bytes) % 3};
    hash_id(&place->name, 1, place->id);
    for (uint32_t i = 0; i < PARTICIPANTS; i++)
        actors[i] = some_actor(text, bytes);
    for (uint32_t i = 0; i < 2; i++)
        quantities[i] = (struct quantity){.span = some_span(text, bytes),
                                          .low = next(bytes) % 3,
                                          .high = 3 + next(bytes) % 3,
                                          .of = SLICE("soldiers killed")};
    static const char *const TITLES[ARTICLES] = {"one", "two", "three"}; /* no twins */
    *article = (struct article){.text = text,
                                .title = slice_from(TITLES[number]),
                                .sentences = sentence,
                                .sentence_count = 1,
                                .actors = actors,
                                .actor_count = PARTICIPANTS,
                                .quantities = quantities,
                                .quantity_count = 2,
                                .places = place,
                                .place_count = 1,
                                .events = events,
                                .event_count = EVENTS};
    if (next(bytes) % 4 > 0)
        article->published = (struct datetime){
            .year = 2017, .month = 3, .day = 1 + next(bytes) % 28, .precision = DATE_DAY};
    for (uint32_t i = 0; i < EVENTS; i++) {
        events[i] = some_event(article, bytes, arena);
        lemmas[i] = article_slice(article, events[i].anchor);
    }
    demand(merge_article_prepare(rules, &recorded, arena, ret_article));
}

/* ---- properties ---- */

static size_t check_pairs(const struct merge_rules *rules, const struct merge_mention **mentions,
                          struct cluster_link *links)
{
    size_t count = 0;
    for (uint32_t i = 0; i < MENTIONS; i++) {
        for (uint32_t j = i + 1; j < MENTIONS; j++) {
            struct evidence evidence, reverse;
            bool meets = merge_score(rules, mentions[i], mentions[j], &evidence);
            demand(meets == merge_score(rules, mentions[j], mentions[i], &reverse));
            demand(meets ==
                   merge_types_meet(rules, mentions[i]->event->type, mentions[j]->event->type));
            if (!meets)
                continue;
            demand(evidence.score == reverse.score && isfinite(evidence.score));
            uint32_t weight = merge_link_weight(rules, evidence.score);
            demand(merge_link_weight(rules, evidence.score + 1) >= weight);
            if (weight > 0)
                links[count++] = (struct cluster_link){i, j, weight};
        }
    }
    return count;
}

static void check_event(const struct merge_rules *rules, const struct merge_part *parts,
                        uint32_t count, struct arena *arena)
{
    struct merged_event event;
    demand(merge_event_make(rules, parts, count, NULL, 0, arena, &event));
    demand(event.member_count == count && event.reports == count);
    demand(event.outlets >= 1 && event.outlets <= event.articles);
    for (uint32_t i = 0; i < count; i++)
        demand(event.members[i].near.article > 0 || isnan(event.members[i].score));
    for (uint32_t i = 0; i < event.disagreement_count; i++) {
        demand(event.disagreements[i].value_count >= 2);
        for (uint32_t v = 0; v < event.disagreements[i].value_count; v++)
            demand(event.disagreements[i].values[v].mention_count > 0);
    }
}

static int compare(const void *a, const void *b)
{
    return merge_mention_compare(*(const struct merge_mention *const *)a,
                                 *(const struct merge_mention *const *)b);
}

static void check(const struct merge_rules *rules, struct merge_article *articles,
                  struct arena *arena)
{
    static const uint64_t OUTLETS[ARTICLES] = {1, 2, 1};
    static const int64_t NUMBERS[ARTICLES] = {1, 2, 3};
    const struct merge_mention *mentions[MENTIONS];
    struct merge_source sources[ARTICLES];
    struct cluster_link links[MENTIONS * MENTIONS];
    struct merge_keys keys;
    uint32_t event_of[MENTIONS];
    for (uint32_t i = 0; i < MENTIONS; i++) {
        mentions[i] = &articles[i / EVENTS].mentions[i % EVENTS];
        merge_keys_of(rules, mentions[i], &keys);
        demand(keys.count <= MERGE_KEYS_MAX);
    }
    for (uint32_t a = 0; a < ARTICLES; a++)
        sources[a] = (struct merge_source){&articles[a], &NUMBERS[a], 1, &OUTLETS[a], 1, 0};
    qsort(mentions, MENTIONS, sizeof(mentions[0]), compare);
    const struct cluster_task task = {.rules = rules,
                                      .mentions = mentions,
                                      .count = MENTIONS,
                                      .links = links,
                                      .link_count = check_pairs(rules, mentions, links)};
    demand(merge_cluster(&task, arena, event_of));
    for (uint32_t first = 0; first < MENTIONS; first++) {
        struct merge_part parts[MENTIONS];
        uint32_t count = 0;
        demand(event_of[first] <= first && event_of[event_of[first]] == event_of[first]);
        for (uint32_t i = first; i < MENTIONS && event_of[first] == first; i++) {
            size_t article = (size_t)(mentions[i]->article - articles);
            if (event_of[i] == first)
                parts[count++] = (struct merge_part){mentions[i], &sources[article], false};
        }
        if (count > 0)
            check_event(rules, parts, count, arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena lasting, arena;
    static struct merge_rules ours;
    struct slice rest = {(const char *)data, size}, file = SLICE_EMPTY;
    struct merge_article articles[ARTICLES];
    if (!ours.terms) {
        struct data_faults faults = {0};
        struct err err;
        arena_init(&lasting, SIZE_MAX);
        arena_init(&arena, ARENA_BYTES);
        demand(merge_rules_load(&lasting, &faults, &ours, &err));
    }
    arena_reset(&arena);
    if (size == 0 || !slice_next_field(&rest, '\0', &file))
        return 0;
    struct merge_rules rules = ours;
    if (file.len > 0 && !load(file, ours.terms, &arena, &rules))
        return 0;
    struct slice text = clean_text(&arena, (const uint8_t *)rest.ptr, rest.len);
    struct bytes bytes = {(const uint8_t *)rest.ptr, rest.len, 0};
    for (uint32_t a = 0; a < ARTICLES; a++)
        make(&rules, text, a, &bytes, &arena, &articles[a]);
    check(&rules, articles, &arena);
    return 0;
}

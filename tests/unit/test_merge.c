/*
 * test_merge.c - record/: whether two mentions are one event, events out of mentions,
 * disagreements.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "record/cluster.h"
#include "record/keys.h"
#include "record/merge.h"

#define MENTIONS_MAX 8

static struct arena arena;
static struct merge_rules rules;

/* One report: an article of one sentence with one event. */
struct report {
    const char *text, *anchor, *lemma, *type, *outlet;
    const char *actor, *recipient; /* names; countries come from COUNTRY_OF */
    const char *published;         /* ISO day, or NULL */
    const char *day;               /* of the event, or NULL */
    const char *town;              /* of Georgia, or "Georgia" */
    double count;                  /* of soldiers killed; 0: none */
    enum event_status status;
};

static struct merge_article articles[MENTIONS_MAX];
static struct merge_source sources[MENTIONS_MAX];
static int64_t numbers[MENTIONS_MAX];
static uint64_t outlets[MENTIONS_MAX];

static int set_up(void **state)
{
    (void)state;
    struct err err;
    struct data_faults faults = {0};
    arena_init(&arena, (size_t)64 << 20);
    return merge_rules_load(&arena, &faults, &rules, &err) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static int32_t day_of(const char *iso)
{
    struct datetime date;
    assert_true(datetime_parse_iso(slice_from(iso), &date));
    return date_days(date.year, date.month, date.day);
}

static void fill_actor(struct actor *actor, const char *name)
{
    const struct slice of[] = {slice_from(name)};
    *actor = (struct actor){.name = slice_from(name), .kind = ACTOR_PERSON};
    hash_id(of, 1, actor->id);
    if (strstr(name, "soldiers") || strstr(name, "men"))
        actor->kind = ACTOR_GROUP;
    if (strcmp(name, "Georgia") == 0)
        actor->kind = ACTOR_COUNTRY;
    actor->country = strstr(name, "Zalkaliani") || strcmp(name, "Georgia") == 0 ? SLICE("GEO")
                     : strstr(name, "Mnatsakanyan")                             ? SLICE("ARM")
                                                                                : SLICE_EMPTY;
}

/* The report as the store would give it, number `n` among the articles of the test. */
static void make(const struct report *report, uint32_t n)
{
    struct actor *actors = arena_array(&arena, struct actor, 2);
    struct participant *participants = arena_array(&arena, struct participant, 2);
    struct sentence *sentence = arena_new(&arena, struct sentence);
    struct place *place = arena_new(&arena, struct place);
    struct quantity *quantity = arena_new(&arena, struct quantity);
    struct event *event = arena_new(&arena, struct event);
    struct slice *lemma = arena_new(&arena, struct slice);
    uint32_t *counts = arena_new(&arena, uint32_t);
    struct recorded recorded = {.number = n + 1, .dateline = INDEX_NONE, .lemmas = lemma};
    struct article *article = &recorded.article;
    uint32_t actor_count = 0;
    article->text = slice_from(report->text);
    size_t at = slice_find(article->text, slice_from(report->anchor), 0);
    assert_true(at != SIZE_MAX);
    *lemma = slice_from(report->lemma);
    sentence->span = (struct span){0, (uint32_t)article->text.len};
    *event = (struct event){.anchor = {(uint32_t)at, (uint32_t)(at + strlen(report->anchor))},
                            .type = slice_from(report->type),
                            .cameo = SLICE("040"),
                            .quad = 1,
                            .status = report->status,
                            .attributed_to = report->status == EVENT_DENIED ? 0 : INDEX_NONE,
                            .earliest = DAY_UNKNOWN,
                            .latest = DAY_UNKNOWN,
                            .where = INDEX_NONE,
                            .actors = participants,
                            .counts = counts};
    if (report->actor) {
        fill_actor(&actors[actor_count], report->actor);
        participants[actor_count].actor = actor_count;
        event->actor_count = ++actor_count;
    }
    event->recipients = participants + actor_count;
    if (report->recipient) {
        fill_actor(&actors[actor_count], report->recipient);
        participants[actor_count].actor = actor_count;
        actor_count++;
        event->recipient_count = 1;
    }
    if (report->day) {
        event->earliest = event->latest = day_of(report->day);
        event->when_basis = SLICE("text");
    }
    if (report->town) {
        const struct slice of[] = {slice_from(report->town)};
        bool is_country = strcmp(report->town, "Georgia") == 0;
        *place = (struct place){.name = of[0],
                                .country = SLICE("GEO"),
                                .kind = is_country ? PLACE_COUNTRY : PLACE_CITY,
                                .latitude = 41 + (double)strlen(report->town)};
        hash_id(of, 1, place->id);
        event->where = 0;
    }
    if (report->count > 0) {
        *quantity = (struct quantity){.span = event->anchor,
                                      .low = report->count,
                                      .high = report->count,
                                      .of = SLICE("soldiers killed")};
        event->quantity_count = 1;
    }
    if (report->published)
        assert_true(datetime_parse_iso(slice_from(report->published), &article->published));
    article->sentences = sentence;
    article->actors = actors;
    article->places = place;
    article->quantities = quantity;
    article->events = event;
    article->sentence_count = article->place_count = article->event_count = 1;
    article->actor_count = actor_count;
    article->quantity_count = 1;
    assert_true(merge_article_prepare(&rules, &recorded, &arena, &articles[n]));
    numbers[n] = n + 1;
    outlets[n] = hash_64(slice_from(report->outlet));
    sources[n] = (struct merge_source){.article = &articles[n],
                                       .numbers = &numbers[n],
                                       .number_count = 1,
                                       .outlets = &outlets[n],
                                       .outlet_count = 1};
}

static double score(const struct report *a, const struct report *b)
{
    struct evidence one, other;
    make(a, 0);
    make(b, 1);
    bool there = merge_score(&rules, articles[0].mentions, articles[1].mentions, &one);
    assert_int_equal(there,
                     merge_score(&rules, articles[1].mentions, articles[0].mentions, &other));
    if (!there)
        return -1000;
    assert_true(one.score == other.score);
    return one.score;
}

/* The event of all reports. */
static struct merged_event event_of(const struct report *reports, uint32_t count)
{
    struct merge_part parts[MENTIONS_MAX];
    struct merged_event event;
    for (uint32_t i = 0; i < count; i++) {
        make(&reports[i], i);
        parts[i] = (struct merge_part){.mention = articles[i].mentions, .source = &sources[i]};
    }
    assert_true(merge_event_make(&rules, parts, count, NULL, 0, &arena, &event));
    return event;
}

#define MEETING                                                                                    \
    .text = "Georgian Foreign Minister David Zalkaliani met with Armenian Foreign Minister "       \
            "Zohrab Mnatsakanyan on the railway to Gyumri.",                                       \
    .anchor = "met", .lemma = "meet", .type = "CONSULT", .actor = "David Zalkaliani",              \
    .recipient = "Zohrab Mnatsakanyan"
#define DEAD                                                                                       \
    .text = "Soldiers were killed in the shelling of Gyumri.", .anchor = "killed",                 \
    .lemma = "kill", .type = "ASSAULT", .recipient = "Armenian soldiers"

static void one_meeting_is_one(void **state)
{
    (void)state;
    const struct report post = {MEETING, .outlet = "Post", .published = "2019-05-03",
                                .day = "2019-05-02", .town = "Batumi"};
    struct report quay = post;
    quay.outlet = "Quay";
    quay.text = "Armenian Foreign Minister Zohrab Mnatsakanyan met his Georgian counterpart David "
                "Zalkaliani.";
    quay.actor = post.recipient;
    quay.recipient = post.actor;
    assert_true(score(&post, &quay) > 0);
    quay.town = "Kutaisi";
    assert_true(score(&post, &quay) > 0); /* they may be wrong about the town */
    quay.actor = "Georgia";
    quay.recipient = "Zohrab Mnatsakanyan";
    assert_true(score(&post, &quay) > 0); /* a country, and its minister */
}

static void two_meetings_are_two(void **state)
{
    (void)state;
    const struct report first = {MEETING, .outlet = "Post", .published = "2019-05-03",
                                 .day = "2019-05-02", .town = "Batumi"};
    struct report second = first;
    second.published = "2019-06-21";
    second.day = "2019-06-20";
    assert_true(score(&first, &second) < -5);
    struct report other = first;
    other.type = "SANCTION";
    assert_true(score(&first, &other) < 0); /* types that do not go together */
}

static void without_a_date_it_takes_evidence(void **state)
{
    (void)state;
    const struct report dated = {MEETING, .outlet = "Post", .published = "2019-05-03",
                                 .day = "2019-05-02", .town = "Batumi"};
    struct report undated = dated;
    undated.outlet = "Pier";
    undated.published = undated.day = undated.town = NULL;
    assert_true(score(&dated, &undated) > 0); /* the same words of the same people */
    undated.text =
        "At the airport he met students who asked for scholarships, shook hands and left.";
    undated.actor = undated.recipient = NULL;
    assert_true(score(&dated, &undated) < 0);
}

static void counts_are_told_apart(void **state)
{
    (void)state;
    const struct report reports[] = {
        {DEAD, .outlet = "Post", .published = "2019-05-03", .count = 3},
        {DEAD, .outlet = "Quay", .published = "2019-05-03", .count = 4},
        {DEAD, .outlet = "Pier", .published = "2019-05-03", .count = 4},
    };
    struct merged_event event = event_of(reports, 3);
    assert_int_equal(event.disagreement_count, 1);
    const struct merged_disagreement *count = &event.disagreements[0];
    assert_string_equal(count->facet, "count");
    assert_string_equal(count->kind, "contradiction");
    assert_int_equal(count->value_count, 2);
    assert_true(count->low == 3 && count->best == 4 && count->high == 4);
    assert_int_equal(count->values[0].mention_count, 1);
    assert_int_equal(count->values[1].mention_count, 2);
    assert_int_equal(count->values[1].outlets, 2);
    /* status and outcome have one value, the count has two of three mentions */
    assert_true(fabs(event.divergence - 0.5 / 3) < 1e-9);
}

static void a_later_count_is_an_update(void **state)
{
    (void)state;
    const struct report reports[] = {
        {DEAD, .outlet = "Post", .published = "2019-05-03", .count = 3},
        {DEAD, .outlet = "Quay", .published = "2019-05-04", .count = 4},
    };
    struct merged_event event = event_of(reports, 2);
    assert_int_equal(event.disagreement_count, 1);
    assert_string_equal(event.disagreements[0].kind, "update");
}

static void kin_are_known_by_their_stems(void **state)
{
    (void)state;
    uint32_t talks = words_hash(&rules, SLICE("negotiations"));
    assert_true(merge_words_kin(&rules.kin, talks, words_hash(&rules, SLICE("negotiating"))));
    assert_true(merge_words_kin(&rules.kin, words_hash(&rules, SLICE("rammed")),
                                words_hash(&rules, SLICE("attacked"))));
    assert_false(merge_words_kin(&rules.kin, talks, words_hash(&rules, SLICE("visited"))));
}

static void another_attack_is_another(void **state)
{
    (void)state;
    const struct report reports[] = {
        {DEAD, .outlet = "Post", .published = "2019-05-03", .count = 3},
        {"A second attack on Georgia killed a soldier.", "attack", "attack", "ASSAULT",
         .recipient = "Georgia", .outlet = "Quay", .published = "2019-05-03"},
    };
    struct evidence evidence;
    make(&reports[0], 0);
    make(&reports[1], 1);
    assert_false(articles[0].mentions[0].is_another);
    assert_true(articles[1].mentions[0].is_another);
    assert_true(merge_score(&rules, &articles[0].mentions[0], &articles[1].mentions[0], &evidence));
    bool told = false;
    for (uint32_t i = 0; i < evidence.count; i++)
        told |= strcmp(evidence.items[i].name, "another") == 0;
    assert_true(told);
}

static void coarser_is_no_disagreement(void **state)
{
    (void)state;
    struct report reports[] = {
        {MEETING, .outlet = "Post", .published = "2019-05-03", .town = "Batumi"},
        {MEETING, .outlet = "Quay", .published = "2019-05-03", .town = "Georgia"},
    };
    assert_int_equal(event_of(reports, 2).disagreement_count, 0);
    reports[1].town = "Kutaisi";
    struct merged_event event = event_of(reports, 2);
    assert_int_equal(event.disagreement_count, 1);
    assert_string_equal(event.disagreements[0].facet, "where");
}

static void a_denial_is_a_disagreement_and_a_plan_becomes_a_deed(void **state)
{
    (void)state;
    struct report reports[] = {
        {MEETING, .outlet = "Post", .published = "2019-05-03", .status = EVENT_HAPPENED},
        {MEETING, .outlet = "Quay", .published = "2019-05-03", .status = EVENT_DENIED},
    };
    struct merged_event event = event_of(reports, 2);
    assert_int_equal(event.disagreement_count, 1);
    assert_string_equal(event.disagreements[0].facet, "status");
    reports[0].recipient = reports[1].recipient = "Armenian soldiers";
    assert_int_equal(event_of(reports, 2).disagreement_count, 1);
    reports[1].recipient = "other women"; /* nobody says that he met these */
    assert_int_equal(event_of(reports, 2).disagreement_count, 0);
    reports[0].recipient = reports[1].recipient = "Zohrab Mnatsakanyan";
    reports[0].status = EVENT_PLANNED;
    reports[1].status = EVENT_HAPPENED;
    event = event_of(reports, 2);
    assert_int_equal(event.status, EVENT_HAPPENED);
    assert_int_equal(event.disagreement_count, 0);
}

static void copies_are_one_voice(void **state)
{
    (void)state;
    const struct report reports[] = {
        {MEETING, .outlet = "Post", .published = "2019-05-03"},
        {MEETING, .outlet = "Quay", .published = "2019-05-03"},
        {MEETING, .outlet = "Post", .published = "2019-05-04"},
    };
    assert_int_equal(event_of(reports, 3).outlets, 2);
    struct merge_part parts[2];
    struct merged_event event;
    for (uint32_t i = 0; i < 2; i++) {
        sources[i].copies = 7;
        parts[i] = (struct merge_part){.mention = articles[i].mentions, .source = &sources[i]};
    }
    assert_true(merge_event_make(&rules, parts, 2, NULL, 0, &arena, &event));
    assert_int_equal(event.outlets, 1);
    assert_int_equal(event.articles, 2);
}

static void partings_do_not_depend_on_order_and_obey_decisions(void **state)
{
    (void)state;
    const struct report reports[] = {
        {MEETING, .outlet = "Post", .published = "2019-05-03", .day = "2019-05-02"},
        {MEETING, .outlet = "Quay", .published = "2019-05-04", .day = "2019-05-02"},
        {MEETING, .outlet = "Pier", .published = "2019-06-21", .day = "2019-06-20"},
    };
    const struct merge_mention *mentions[3];
    uint32_t events[3];
    for (uint32_t i = 0; i < 3; i++) {
        make(&reports[i], i);
        mentions[i] = articles[i].mentions;
    }
    struct cluster_task task = {.rules = &rules, .mentions = mentions, .count = 3};
    assert_true(merge_cluster(&task, &arena, events));
    assert_true(events[0] == 0 && events[1] == 0 && events[2] == 2);
    const struct cluster_decision split = {0, 1, false}, joined = {1, 2, true};
    task.decisions = &split;
    task.decision_count = 1;
    assert_true(merge_cluster(&task, &arena, events));
    assert_true(events[0] == 0 && events[1] == 1 && events[2] == 2);
    task.decisions = &joined;
    assert_true(merge_cluster(&task, &arena, events));
    assert_true(events[1] == events[2]);
}

/* More mentions than are parted at once, linked with the first eight as strongly as can be: one
 * event, but for one that the user split off. */
static void many_mentions_stay_one(void **state)
{
    (void)state;
    enum { MANY = CLUSTER_MENTIONS_MAX + 50, HUBS = 8 };
    static struct merge_article many[MANY];
    static const struct merge_mention *mentions[MANY];
    static struct cluster_link links[MANY * HUBS];
    static struct cluster_decision splits[MANY];
    static uint32_t events[MANY];
    const struct report report = {MEETING, .outlet = "Post", .published = "2019-05-03",
                                  .day = "2019-05-02"};
    struct cluster_task task = {
        .rules = &rules, .mentions = mentions, .count = MANY, .links = links};
    make(&report, 0);
    for (uint32_t i = 0; i < MANY; i++) {
        many[i] = articles[0];
        struct merge_mention *mention = arena_new(&arena, struct merge_mention);
        *mention = articles[0].mentions[0];
        mention->article = &many[i];
        snprintf(many[i].content, HASH_ID_CHARS, "%08u", i);
        mentions[i] = mention;
        for (uint32_t hub = 0; hub < HUBS && hub < i; hub++)
            links[task.link_count++] = (struct cluster_link){hub, i,
                                                             merge_link_weight(&rules, 100)};
    }
    assert_true(merge_cluster(&task, &arena, events));
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(events[i], 0);
    for (uint32_t i = 0; i < MANY; i++) {
        if (i != 7)
            splits[task.decision_count++] = (struct cluster_decision){7, i, false};
    }
    task.decisions = splits;
    assert_true(merge_cluster(&task, &arena, events));
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(events[i], i == 7 ? 7 : 0);
}

static void keys_meet_over_neighbouring_days(void **state)
{
    (void)state;
    struct report report = {MEETING, .outlet = "Post", .day = "2019-05-02"};
    struct merge_keys keys, others;
    make(&report, 0);
    merge_keys_of(&rules, articles[0].mentions, &keys);
    assert_true(keys.count > 0);
    report.day = "2019-05-03";
    make(&report, 1);
    merge_keys_of(&rules, articles[1].mentions, &others);
    bool shared = false;
    for (uint32_t i = 0; i < keys.count; i++) {
        for (uint32_t j = 0; j < others.count; j++)
            shared |= keys.items[i].own == others.items[j].own;
    }
    assert_true(shared);
    report.day = NULL;
    make(&report, 1);
    merge_keys_of(&rules, articles[1].mentions, &others);
    assert_int_equal(others.count, 0);
}

/* "Agreed" and "discussed" go together: each looks where the other stands. */
static void keys_look_at_each_other(void **state)
{
    (void)state;
    struct report report = {MEETING, .outlet = "Post", .day = "2019-05-02"};
    struct merge_keys keys[2];
    for (uint32_t i = 0; i < 2; i++) {
        report.type = i == 0 ? "CONSULT" : "AGREE";
        make(&report, i);
        merge_keys_of(&rules, articles[i].mentions, &keys[i]);
    }
    assert_int_equal(keys[0].count, keys[1].count);
    for (uint32_t i = 0; i < keys[0].count; i++) {
        for (int side = 0; side < 2; side++) {
            const struct merge_key *key = &keys[side].items[i];
            bool looks = false;
            for (uint32_t l = 0; l < key->look_count; l++)
                looks |= key->looks[l] == keys[1 - side].items[i].own;
            assert_true(looks && key->own == key->looks[0]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_meeting_is_one),
        cmocka_unit_test(two_meetings_are_two),
        cmocka_unit_test(without_a_date_it_takes_evidence),
        cmocka_unit_test(counts_are_told_apart),
        cmocka_unit_test(a_later_count_is_an_update),
        cmocka_unit_test(kin_are_known_by_their_stems),
        cmocka_unit_test(another_attack_is_another),
        cmocka_unit_test(coarser_is_no_disagreement),
        cmocka_unit_test(a_denial_is_a_disagreement_and_a_plan_becomes_a_deed),
        cmocka_unit_test(copies_are_one_voice),
        cmocka_unit_test(partings_do_not_depend_on_order_and_obey_decisions),
        cmocka_unit_test(many_mentions_stay_one),
        cmocka_unit_test(keys_meet_over_neighbouring_days),
        cmocka_unit_test(keys_look_at_each_other),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

/*
 * score.c - whether two mentions report one event.
 *
 *   in    two mentions
 *   out   the evidence, one item each for type, words, actors, days, place, counts, story, status
 */
#include "record/score.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Spans of at most so many days say a day. */
#define DAY_SPAN 2
/* Days between two that nights, time zones and "last week" account for. */
#define DAY_TOLERANCE 1
#define SPAN_TOLERANCE 2
#define DAYS_APART_MAX 10
/* Spans of at most a week, this far from each other, are not one event; farther when one of them is
 * not said but implied. */
#define FAR_SPAN 7
#define FAR_DAYS 10
#define FAR_IMPLIED_DAYS 21
#define PUBLISHED_NEAR_DAYS 3
#define DOUBLINGS_MAX 4
/* A stretch of so many days is not what one day's event was. */
#define LONG_SPAN 60
/* Sentences of one event share mostly so much. */
#define SENTENCE_LIKENESS 0.15
/* Sentences on one matter share at least so much. */
#define MATTER_LIKENESS 0.2
/* By so many points another of the sentence fits better. */
#define CROSSED_POINTS 0.5
#define PUBLISHED_APART_MAX 20
/* Mentions at the head of an article that may place it in time. */
#define PLACING_MENTIONS 8
/* Articles on one happening share at least so much. */
#define STORY_LIKENESS 0.45

static void add_points(struct evidence *evidence, const char *name, double points)
{
    if (points == 0 || evidence->count == EVIDENCE_ITEMS_MAX)
        return;
    evidence->items[evidence->count++] = (struct evidence_item){name, points};
    evidence->score += points;
}

static void add(struct evidence *evidence, const struct merge_rules *rules, enum weight weight,
                double times)
{
    add_points(evidence, merge_weight_name(weight), rules->weights[weight] * times);
}

/* The points of a pair in a list, either way round. */
static const struct rule_pair *find_pair(const struct rule_pairs *pairs, struct slice a,
                                         struct slice b)
{
    for (size_t i = 0; i < pairs->count; i++) {
        const struct rule_pair *pair = &pairs->items[i];
        if ((slice_equal(pair->a, a) && slice_equal(pair->b, b)) ||
            (slice_equal(pair->a, b) && slice_equal(pair->b, a)))
            return pair;
    }
    return NULL;
}

bool merge_types_meet(const struct merge_rules *rules, struct slice a, struct slice b)
{
    return slice_equal(a, b) || find_pair(&rules->types, a, b);
}

static bool add_type(struct evidence *evidence, const struct merge_rules *rules,
                     const struct event *a, const struct event *b)
{
    if (slice_equal(a->type, b->type)) {
        add(evidence, rules, WEIGHT_SAME_TYPE, 1);
    } else {
        const struct rule_pair *types = find_pair(&rules->types, a->type, b->type);
        if (!types)
            return false;
        add_points(evidence, "other-type", types->points);
    }
    if (a->mode.len == 0 || b->mode.len == 0)
        return true;
    const struct rule_pair *modes = find_pair(&rules->modes, a->mode, b->mode);
    if (slice_equal(a->mode, b->mode))
        add(evidence, rules, WEIGHT_SAME_MODE, 1);
    else if (modes)
        add_points(evidence, merge_weight_name(WEIGHT_OTHER_MODE), modes->points);
    else
        add(evidence, rules, WEIGHT_OTHER_MODE, 1);
    return true;
}

/* "Claimed responsibility for the attack", "the bombing". */
static bool anchors_are_kin(const struct rule_words *list, const struct merge_mention *a,
                            const struct merge_mention *b)
{
    if (merge_words_kin(list, a->lemma, b->lemma))
        return true;
    for (uint32_t i = 0; i < a->anchor.count; i++) {
        for (uint32_t j = 0; j < b->anchor.count; j++) {
            if (merge_words_kin(list, a->anchor.items[i].hash, b->anchor.items[j].hash))
                return true;
        }
    }
    return false;
}

/* One word coded twice: "sentenced" is a sanction, and coerces. */
static bool is_same_anchor(const struct merge_mention *a, const struct merge_mention *b)
{
    return a->article == b->article && a->event->anchor.start == b->event->anchor.start &&
           a->event->anchor.end == b->event->anchor.end;
}

/* Whether a mention is in the sentence of another, tells what came of it or the reverse, and none
 * of the sentence that may stands nearer to the other. */
static bool is_nearest_result(const struct merge_rules *rules, const struct merge_mention *mention,
                              const struct merge_mention *of)
{
    const struct merge_article *article = mention->article;
    int64_t at = of->event->anchor.start, apart = llabs(mention->event->anchor.start - at);
    for (uint32_t i = 0; i < article->recorded.article.event_count; i++) {
        const struct merge_mention *other = &article->mentions[i];
        if (other != mention && other != of && other->event->sentence == of->event->sentence &&
            slice_equal(other->event->type, of->event->type) &&
            anchors_are_kin(&rules->result, other, of) &&
            llabs(other->event->anchor.start - at) < apart)
            return false;
    }
    return true;
}

/* "Rammed a car into the gate, killing four". */
static bool is_own_result(const struct merge_rules *rules, const struct merge_mention *a,
                          const struct merge_mention *b)
{
    return a->event->sentence == b->event->sentence && a->lemma != b->lemma &&
           slice_equal(a->event->type, b->event->type) && a->event->status == b->event->status &&
           anchors_are_kin(&rules->result, a, b) && is_nearest_result(rules, a, b) &&
           is_nearest_result(rules, b, a);
}

static void add_words(struct evidence *evidence, const struct merge_rules *rules,
                      const struct merge_mention *a, const struct merge_mention *b)
{
    enum weight found = WEIGHT_OTHER_WORD;
    if (a->lemma && a->lemma == b->lemma)
        found = WEIGHT_SAME_WORD;
    else if (anchors_are_kin(&rules->kin, a, b))
        found = WEIGHT_KIN_WORD;
    else if (words_share(&a->anchor, &b->anchor))
        found = WEIGHT_SHARED_WORD;
    else if (anchors_are_kin(&rules->result, a, b))
        found = WEIGHT_RESULT_WORD;
    add(evidence, rules, found, 1);
    if (a->article == b->article && is_own_result(rules, a, b))
        add(evidence, rules, WEIGHT_OWN_RESULT, 1);
    if (is_same_anchor(a, b))
        add(evidence, rules, WEIGHT_SAME_ANCHOR, 1);
    /* a comes first in the article */
    if (a->is_another != b->is_another)
        add(evidence, rules, WEIGHT_ANOTHER, 1);
    if (b->earlier && (b->earlier == a || b->earlier == a->earlier))
        add(evidence, rules, WEIGHT_TAKEN_UP, 1);
}

/* ---- who ---- */

static enum actor_relation nouns_relate(const struct merge_actor *a, const struct merge_actor *b)
{
    if (a->is_anybody || b->is_anybody)
        return ACTORS_UNTOLD;
    return a->noun == b->noun || (a->people != 0 && a->people == b->people) ? ACTORS_ALIKE
                                                                            : ACTORS_OTHER_NOUN;
}

enum actor_relation merge_actors_relate(const struct merge_actor *a, const struct merge_actor *b)
{
    const struct actor *x = a->actor, *y = b->actor;
    bool same_id = a->is_named && memcmp(x->id, y->id, HASH_ID_CHARS) == 0;
    bool both_placed = x->country.len > 0 && y->country.len > 0;
    if (same_id && x->kind == ACTOR_COUNTRY)
        return ACTORS_COUNTRY;
    if (same_id)
        return ACTORS_SAME;
    bool persons = x->kind == ACTOR_PERSON && y->kind == ACTOR_PERSON && a->is_named && b->is_named;
    if (persons && words_share(&a->words, &b->words))
        return ACTORS_ALIKE; /* whatever country the article knows them by */
    if (persons || (both_placed && !slice_equal(x->country, y->country)))
        return ACTORS_OTHER;
    if (!a->is_named && !b->is_named)
        return nouns_relate(a, b);
    if (!a->is_named || !b->is_named)
        return ACTORS_UNTOLD;
    if (both_placed && (x->kind == ACTOR_COUNTRY || y->kind == ACTOR_COUNTRY))
        return ACTORS_COUNTRY;
    return words_share(&a->words, &b->words) ? ACTORS_ALIKE : ACTORS_UNTOLD;
}

struct side {
    const struct merge_article *article;
    const struct participant *items;
    uint32_t count;
};

static double relation_points(const struct merge_rules *rules, enum actor_relation relation)
{
    switch (relation) {
    case ACTORS_SAME:
        return rules->weights[WEIGHT_SAME_ACTOR];
    case ACTORS_COUNTRY:
        return rules->weights[WEIGHT_SAME_COUNTRY];
    case ACTORS_ALIKE:
        return rules->weights[WEIGHT_ALIKE_ACTOR];
    case ACTORS_OTHER:
        return rules->weights[WEIGHT_OTHER_ACTOR];
    case ACTORS_OTHER_NOUN:
        return rules->weights[WEIGHT_OTHER_NOUN];
    case ACTORS_UNTOLD:
        break;
    }
    return 0;
}

/* The mean over the smaller side of how well each is found in the other; 0 when one is empty. */
static double side_points(const struct merge_rules *rules, struct side a, struct side b)
{
    if (a.count > b.count) {
        struct side larger = a;
        a = b;
        b = larger;
    }
    double sum = 0;
    for (uint32_t i = 0; i < a.count; i++) {
        enum actor_relation best = ACTORS_OTHER;
        for (uint32_t j = 0; j < b.count; j++) {
            enum actor_relation relation = merge_actors_relate(
                &a.article->actors[a.items[i].actor], &b.article->actors[b.items[j].actor]);
            best = relation > best ? relation : best;
        }
        sum += b.count > 0 ? relation_points(rules, best) : 0;
    }
    return a.count > 0 ? sum / a.count : 0;
}

/* Whose participants stand for a mention's: "the two ministers agreed" tells those who met. */
static const struct merge_mention *teller_of(const struct merge_mention *mention)
{
    return mention->earlier && !mention->names_somebody ? mention->earlier : mention;
}

static struct side actors_of(const struct merge_mention *mention)
{
    mention = teller_of(mention);
    return (struct side){mention->article, mention->event->actors, mention->event->actor_count};
}

static struct side recipients_of(const struct merge_mention *mention)
{
    mention = teller_of(mention);
    return (struct side){mention->article, mention->event->recipients,
                         mention->event->recipient_count};
}

/* Actors and recipients lie one after the other. */
static struct side all_of(const struct merge_mention *mention)
{
    mention = teller_of(mention);
    return (struct side){mention->article, mention->event->actors,
                         mention->event->actor_count + mention->event->recipient_count};
}

bool merge_is_mutual(const struct merge_rules *rules, struct slice type)
{
    return merge_has_type(&rules->mutual, type);
}

/* Whether both name two or more, and none of the one is, or stands for, one of the other. */
static bool are_other_people(struct side a, struct side b)
{
    uint32_t named[2] = {0, 0};
    for (uint32_t i = 0; i < a.count; i++)
        named[0] += a.article->actors[a.items[i].actor].is_named;
    for (uint32_t j = 0; j < b.count; j++)
        named[1] += b.article->actors[b.items[j].actor].is_named;
    for (uint32_t i = 0; i < a.count; i++) {
        for (uint32_t j = 0; j < b.count; j++) {
            if (merge_actors_relate(&a.article->actors[a.items[i].actor],
                                    &b.article->actors[b.items[j].actor]) > ACTORS_UNTOLD)
                return false;
        }
    }
    return named[0] > 1 && named[1] > 1;
}

/* Whether both sides have somebody, and nobody of the one can be one of the other. */
static bool are_others(struct side a, struct side b)
{
    for (uint32_t i = 0; i < a.count; i++) {
        for (uint32_t j = 0; j < b.count; j++) {
            if (merge_actors_relate(&a.article->actors[a.items[i].actor],
                                    &b.article->actors[b.items[j].actor]) != ACTORS_OTHER)
                return false;
        }
    }
    return a.count > 0 && b.count > 0;
}

/* What two sides of words alone are about: other sentences, of other recipients, are of another
 * matter. */
static void add_matter(struct evidence *evidence, const struct merge_rules *rules,
                       const struct merge_mention *a, const struct merge_mention *b)
{
    if (!merge_has_type(&rules->verbal, a->event->type) ||
        !merge_has_type(&rules->verbal, b->event->type) || a->earlier == b || b->earlier == a)
        return;
    if (are_others(actors_of(a), actors_of(b)))
        add(evidence, rules, WEIGHT_OTHER_SPEAKER, 1);
    double alike = words_cosine(&a->sentence, &b->sentence) / MATTER_LIKENESS;
    bool same_side = side_points(rules, recipients_of(a), recipients_of(b)) > 0;
    if (alike < 1)
        add(evidence, rules, WEIGHT_OTHER_MATTER, (1 - alike) * (same_side ? 0.5 : 1));
}

static void add_actors(struct evidence *evidence, const struct merge_rules *rules,
                       const struct merge_mention *a, const struct merge_mention *b)
{
    double actors = side_points(rules, actors_of(a), actors_of(b));
    double recipients = side_points(rules, recipients_of(a), recipients_of(b));
    if (a->article == b->article && is_own_result(rules, a, b))
        return; /* those killed are others than what was struck */
    if (merge_is_mutual(rules, a->event->type) && merge_is_mutual(rules, b->event->type)) {
        /* "A met B", "A and B met": who takes part counts, not on which side. Two who are found
         * count twice, as on two sides. */
        struct side x = all_of(a), y = all_of(b);
        uint32_t fewer = x.count < y.count ? x.count : y.count;
        double all = side_points(rules, x, y) * (fewer > 1 ? 2 : 1);
        if (all + rules->weights[WEIGHT_SWAPPED] > actors + recipients) {
            actors = all;
            recipients = 0;
        }
    }
    if (are_other_people(all_of(a), all_of(b)))
        add(evidence, rules, WEIGHT_OTHER_PEOPLE, 1);
    add_points(evidence, "actors", actors);
    add_points(evidence, "recipients", recipients);
}

/* ---- when and where ---- */

int32_t merge_days_between(int32_t earliest_a, int32_t latest_a, int32_t earliest_b,
                           int32_t latest_b)
{
    if (latest_a < earliest_b)
        return earliest_b - latest_a;
    return latest_b < earliest_a ? earliest_a - latest_b : 0;
}

static double at_most(int32_t days, int32_t most)
{
    return days < most ? days : most;
}

/* Whether two mentions tell, of somebody in common, one thing on one weekday. */
static bool is_one_day(const struct merge_rules *rules, const struct merge_mention *a,
                       const struct merge_mention *b)
{
    if (!a->weekday || a->weekday != b->weekday || !slice_equal(a->event->type, b->event->type) ||
        !(a->lemma == b->lemma || merge_words_kin(&rules->kin, a->lemma, b->lemma)))
        return false;
    struct side x = all_of(a), y = all_of(b);
    for (uint32_t i = 0; i < x.count; i++) {
        for (uint32_t j = 0; j < y.count; j++) {
            if (merge_actors_relate(&a->article->actors[x.items[i].actor],
                                    &b->article->actors[y.items[j].actor]) == ACTORS_SAME)
                return true;
        }
    }
    return false;
}

/* Whether an article without a date is placed in time by the other: an event that both tell first
 * fell on one weekday. O(PLACING_MENTIONS ^ 2 * actors ^ 2). */
static bool tell_one_day(const struct merge_rules *rules, const struct merge_article *a,
                         const struct merge_article *b)
{
    uint32_t a_count = a->recorded.article.event_count, b_count = b->recorded.article.event_count;
    for (uint32_t i = 0; i < a_count && i < PLACING_MENTIONS; i++) {
        for (uint32_t j = 0; j < b_count && j < PLACING_MENTIONS; j++) {
            if (is_one_day(rules, &a->mentions[i], &b->mentions[j]))
                return true;
        }
    }
    return false;
}

static void add_published(struct evidence *evidence, const struct merge_rules *rules,
                          const struct merge_mention *x, const struct merge_mention *y)
{
    const struct merge_article *a = x->article, *b = y->article;
    if (a == b)
        return;
    if (a->published_first == DAY_UNKNOWN || b->published_first == DAY_UNKNOWN) {
        bool both = a->published_first == b->published_first;
        enum weight unplaced = both ? WEIGHT_BOTH_UNDATED : WEIGHT_ONE_UNDATED;
        add(evidence, rules, tell_one_day(rules, a, b) ? WEIGHT_PLACED : unplaced, 1);
        if (x->weekday && y->weekday && x->weekday != y->weekday)
            add(evidence, rules, WEIGHT_OTHER_WEEKDAY, 1);
        return;
    }
    int32_t days = merge_days_between(a->published_first, a->published_last, b->published_first,
                                      b->published_last);
    if (days <= PUBLISHED_NEAR_DAYS)
        add(evidence, rules, WEIGHT_NEAR_PUBLISHED, 1);
    else
        add(evidence, rules, WEIGHT_EACH_DAY_PUBLISHED,
            at_most(days - PUBLISHED_NEAR_DAYS, PUBLISHED_APART_MAX));
}

/* A day that lies after the other article was published cannot be the other's past event. */
static bool is_after_report(const struct merge_mention *dated, const struct merge_mention *other)
{
    return dated->is_dated && other->article->published_last != DAY_UNKNOWN &&
           dated->earliest > other->article->published_last + 1 &&
           other->event->status != EVENT_PLANNED && other->event->status != EVENT_HYPOTHETICAL;
}

/* The event's own words or sentence say when, not the article around. */
static bool says_day(const struct merge_mention *mention)
{
    struct slice basis = mention->event->when_basis;
    return slice_equal(basis, SLICE("text")) || slice_equal(basis, SLICE("sentence"));
}

/* "Have bombed them since September": goes on over many days, as its own sentence says. */
static bool lasts(const struct merge_mention *mention)
{
    const struct event *event = mention->event;
    return says_day(mention) && event->earliest != DAY_UNKNOWN && event->latest != DAY_UNKNOWN &&
           event->latest - event->earliest > LONG_SPAN;
}

static void add_days(struct evidence *evidence, const struct merge_rules *rules,
                     const struct merge_mention *a, const struct merge_mention *b)
{
    if (is_after_report(a, b) || is_after_report(b, a))
        add(evidence, rules, WEIGHT_AFTER_REPORT, 1);
    if ((lasts(a) && b->is_dated && b->latest - b->earliest <= DAY_SPAN) ||
        (lasts(b) && a->is_dated && a->latest - a->earliest <= DAY_SPAN))
        add(evidence, rules, WEIGHT_LONG_SPAN, 1);
    if (!a->is_dated || !b->is_dated) {
        add_published(evidence, rules, a, b);
        return;
    }
    int32_t days = merge_days_between(a->earliest, a->latest, b->earliest, b->latest);
    bool are_days = a->latest - a->earliest <= DAY_SPAN && b->latest - b->earliest <= DAY_SPAN;
    if (days > 0 && days <= (are_days ? DAY_TOLERANCE : SPAN_TOLERANCE))
        return; /* neighbours: no evidence either way */
    if (days > 0) {
        add(evidence, rules, WEIGHT_DAYS_APART, 1);
        add(evidence, rules, WEIGHT_EACH_DAY_APART, at_most(days - 1, DAYS_APART_MAX));
        int32_t far = says_day(a) && says_day(b) ? FAR_DAYS : FAR_IMPLIED_DAYS;
        if (days > far && a->latest - a->earliest <= FAR_SPAN &&
            b->latest - b->earliest <= FAR_SPAN)
            add(evidence, rules, WEIGHT_FAR_APART, 1);
    } else if (are_days) {
        add(evidence, rules, WEIGHT_SAME_DAY, 1);
    } else {
        add(evidence, rules, WEIGHT_DAYS_MEET, 1);
    }
}

static void add_place(struct evidence *evidence, const struct merge_rules *rules,
                      const struct place *a, const struct place *b)
{
    if (!a || !b)
        return;
    if (memcmp(a->id, b->id, HASH_ID_CHARS) == 0)
        add(evidence, rules, WEIGHT_SAME_PLACE, 1);
    else if (place_within(a, b) || place_within(b, a))
        add(evidence, rules, WEIGHT_PLACE_WITHIN, 1);
    else if (a->country.len > 0 && b->country.len > 0 && !slice_equal(a->country, b->country))
        add(evidence, rules, WEIGHT_OTHER_LAND, 1);
    else if (a->kind >= PLACE_CITY && b->kind >= PLACE_CITY)
        add(evidence, rules, WEIGHT_OTHER_PLACE, 1);
}

/* ---- counts, story, status ---- */

/* Whether two numbers may be one; an open bound allows all beyond it. */
static bool numbers_meet(const struct quantity *a, const struct quantity *b)
{
    return !(a->high < b->low) && !(b->high < a->low);
}

/* How often the lesser of two numbers is to be doubled to the other, from 1 to DOUBLINGS_MAX. */
static double doublings_between(const struct quantity *a, const struct quantity *b)
{
    double x = isnan(a->low) ? a->high : a->low, y = isnan(b->low) ? b->high : b->low;
    if (!(x > 0 && y > 0))
        return 1;
    return fmin(fmax(fabs(log2(x / y)), 1), DOUBLINGS_MAX);
}

static void add_counts(struct evidence *evidence, const struct merge_rules *rules,
                       const struct merge_mention *a, const struct merge_mention *b)
{
    bool same = false;
    double doublings = 0;
    for (uint32_t i = 0; i < a->event->quantity_count; i++) {
        const struct quantity *x = &a->article->recorded.article.quantities[a->event->counts[i]];
        for (uint32_t j = 0; j < b->event->quantity_count; j++) {
            const struct quantity *y =
                &b->article->recorded.article.quantities[b->event->counts[j]];
            if (x->of.len == 0 || !slice_equal(x->of, y->of))
                continue;
            same |= x->low == y->low && numbers_meet(x, y);
            if (!numbers_meet(x, y))
                doublings = fmax(doublings, doublings_between(x, y));
        }
    }
    if (same)
        add(evidence, rules, WEIGHT_SAME_COUNT, 1);
    else if (doublings > 0 && a->article == b->article)
        add(evidence, rules, WEIGHT_OTHER_COUNT_WITHIN, 1);
    else if (doublings > 0)
        add(evidence, rules, WEIGHT_OTHER_COUNT, doublings);
}

bool merge_share_somebody(const struct merge_rules *rules, const struct merge_mention *a,
                          const struct merge_mention *b)
{
    return side_points(rules, actors_of(a), actors_of(b)) > 0 ||
           side_points(rules, recipients_of(a), recipients_of(b)) > 0;
}

/* Whether they share something beside the word and the story: somebody, a place, a number, a day
 * that both say, the words of their sentences, or one takes up the other. */
bool merge_share_something(const struct merge_rules *rules, const struct merge_mention *a,
                           const struct merge_mention *b)
{
    if (a->earlier == b || b->earlier == a || (a->earlier && a->earlier == b->earlier) ||
        is_same_anchor(a, b))
        return true;
    bool same_day = says_day(a) && says_day(b) && a->is_dated && b->is_dated &&
                    merge_days_between(a->earliest, a->latest, b->earliest, b->latest) == 0;
    bool same_place = a->where && b->where &&
                      (memcmp(a->where->id, b->where->id, HASH_ID_CHARS) == 0 ||
                       place_within(a->where, b->where) || place_within(b->where, a->where));
    return same_day || same_place ||
           words_cosine(&a->sentence, &b->sentence) >= SENTENCE_LIKENESS ||
           merge_share_somebody(rules, a, b);
}

/* Articles on one happening share most of what they are about; 0 for such, 1 for those that share
 * nothing. */
static double story_distance(double likeness)
{
    return likeness < STORY_LIKENESS ? 1 - likeness / STORY_LIKENESS : 0;
}

static void add_story(struct evidence *evidence, const struct merge_rules *rules,
                      const struct merge_mention *a, const struct merge_mention *b)
{
    if (a->article == b->article && a->event->sentence == b->event->sentence)
        return;
    add(evidence, rules, WEIGHT_SENTENCE_LIKE, words_cosine(&a->sentence, &b->sentence));
    if (a->article == b->article)
        return;
    double likeness = words_cosine(&a->article->topic, &b->article->topic);
    double distance = story_distance(likeness);
    add(evidence, rules, WEIGHT_ARTICLE_LIKE, likeness);
    if (distance > 0)
        add(evidence, rules, WEIGHT_OTHER_STORY, distance);
    if (distance > 0 && !merge_share_something(rules, a, b))
        add(evidence, rules, WEIGHT_NOTHING_SHARED, distance);
}

/* Whether one report plans what another, no later one tells as done. */
static bool is_still_planned(const struct merge_mention *planned, const struct merge_mention *done)
{
    bool is_plan = planned->event->status == EVENT_PLANNED &&
                   (done->event->status == EVENT_HAPPENED ||
                    done->event->status == EVENT_HISTORICAL);
    if (!is_plan || planned->article == done->article)
        return is_plan;
    return planned->article->published_first != DAY_UNKNOWN &&
           done->article->published_last != DAY_UNKNOWN &&
           planned->article->published_first >= done->article->published_last;
}

static void add_status(struct evidence *evidence, const struct merge_rules *rules,
                       const struct merge_mention *x, const struct merge_mention *y)
{
    enum event_status a = x->event->status, b = y->event->status;
    bool is_real[2] = {a == EVENT_HAPPENED || a == EVENT_ONGOING || a == EVENT_DENIED,
                       b == EVENT_HAPPENED || b == EVENT_ONGOING || b == EVENT_DENIED};
    if (a == b)
        return;
    if (is_still_planned(x, y) || is_still_planned(y, x))
        add(evidence, rules, WEIGHT_STILL_PLANNED, 1);
    if (a == EVENT_HISTORICAL || b == EVENT_HISTORICAL)
        add(evidence, rules, WEIGHT_HISTORICAL, 1);
    else if (is_real[0] != is_real[1])
        add(evidence, rules,
            a == EVENT_HYPOTHETICAL || b == EVENT_HYPOTHETICAL ? WEIGHT_HYPOTHETICAL
                                                               : WEIGHT_OTHER_STATUS,
            1);
}

/* ---- two events in one sentence ---- */

/* How well two mentions go together but for their sentences and days. */
static double fit_of(const struct merge_rules *rules, const struct merge_mention *a,
                     const struct merge_mention *b)
{
    struct evidence evidence = {0};
    if (!add_type(&evidence, rules, a->event, b->event))
        return -INFINITY;
    add_words(&evidence, rules, a, b);
    add_actors(&evidence, rules, a, b);
    return evidence.score;
}

/* Whether another mention of b's sentence goes better with a than b does. */
static bool has_better(const struct merge_rules *rules, const struct merge_mention *a,
                       const struct merge_mention *b, double fit)
{
    const struct merge_article *article = b->article;
    uint32_t first = b->index, end = b->index + 1;
    while (first > 0 && article->mentions[first - 1].event->sentence == b->event->sentence)
        first--;
    while (end < article->recorded.article.event_count &&
           article->mentions[end].event->sentence == b->event->sentence)
        end++;
    for (uint32_t i = first; i < end; i++) {
        const struct merge_mention *other = &article->mentions[i];
        if (i != b->index && !is_same_anchor(other, b) && !is_own_result(rules, other, b) &&
            fit_of(rules, a, other) > fit + CROSSED_POINTS)
            return true;
    }
    return false;
}

/* "Claimed the attack in reprisal for airstrikes", told twice: the attack of the one and the
 * airstrikes of the other share all words but their own. */
static bool is_crossed(const struct merge_rules *rules, const struct merge_mention *a,
                       const struct merge_mention *b)
{
    double fit = fit_of(rules, a, b);
    return (a->article != b->article || a->event->sentence != b->event->sentence) &&
           (has_better(rules, a, b, fit) || has_better(rules, b, a, fit));
}

static enum weight start_of(const struct merge_mention *a, const struct merge_mention *b)
{
    if (a->article != b->article)
        return WEIGHT_START_ACROSS;
    return a->event->sentence == b->event->sentence ? WEIGHT_START_SENTENCE : WEIGHT_START_WITHIN;
}

bool merge_score(const struct merge_rules *rules, const struct merge_mention *a,
                 const struct merge_mention *b, struct evidence *ret_evidence)
{
    ret_evidence->score = 0;
    ret_evidence->count = 0;
    /* One order, so that rounding is the same either way round. */
    if (merge_mention_compare(a, b) > 0) {
        const struct merge_mention *first = b;
        b = a;
        a = first;
    }
    add(ret_evidence, rules, start_of(a, b), 1);
    if (!add_type(ret_evidence, rules, a->event, b->event))
        return false;
    add_words(ret_evidence, rules, a, b);
    add_actors(ret_evidence, rules, a, b);
    add_days(ret_evidence, rules, a, b);
    add_place(ret_evidence, rules, a->where, b->where);
    add_counts(ret_evidence, rules, a, b);
    add_status(ret_evidence, rules, a, b);
    add_matter(ret_evidence, rules, a, b);
    add_story(ret_evidence, rules, a, b);
    if (ret_evidence->score > 0 && is_crossed(rules, a, b))
        add(ret_evidence, rules, WEIGHT_CROSSED, 1);
    return true;
}

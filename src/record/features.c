/*
 * features.c - what two mentions are compared by.
 *
 *   in    struct recorded
 *   out   struct merge_article
 */
#include "record/features.h"

#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"

/* Words kept of a text, the weightiest. */
#define ANCHOR_WORDS 16
#define NAME_WORDS 8
/* So far before an anchor stands what tells it from others: "a second car bomb". */
#define ANOTHER_WORDS 3
/* Sentences that tell what the dateline is about, the headline and the dateline itself among them.
 */
#define LEAD_SENTENCES 5
/* A span over so many days does not say when a thing happened. */
#define TELLING_DAYS 400
/* So many sentences back, what was told last is taken up; beyond, what was told first. */
#define TAKEN_UP_SENTENCES 2

/* The days that a publication date allows. */
static void set_published(struct merge_article *article)
{
    const struct datetime *date = &article->recorded.article.published;
    article->published_first = article->published_last = DAY_UNKNOWN;
    if (date->precision == DATE_UNKNOWN)
        return;
    article->published_first = date_days(date->year, date->month, date->day);
    article->published_last = article->published_first;
    if (date->precision == DATE_YEAR)
        article->published_last = date_days(date->year, 12, 31);
    else if (date->precision == DATE_MONTH)
        article->published_last += (int32_t)date_month_days(date->year, date->month) - 1;
}

static void set_content(struct merge_article *article)
{
    const struct article *from = &article->recorded.article;
    char published[DATETIME_TEXT_BYTES];
    const struct slice of[] = {
        from->title, from->text, {published, datetime_format(&from->published, published)}};
    hash_id(of, 3, article->content);
}

static int64_t mention_id(const struct merge_article *article, uint32_t index)
{
    char bytes[HASH_ID_CHARS + sizeof(index)];
    memcpy(bytes, article->content, HASH_ID_CHARS);
    memcpy(bytes + HASH_ID_CHARS, &index, sizeof(index));
    return (int64_t)hash_64((struct slice){bytes, sizeof(bytes)});
}

static struct slice last_word(struct slice name)
{
    size_t start = name.len;
    while (start > 0 && name.ptr[start - 1] != ' ')
        start--;
    return slice_sub(name, start, name.len);
}

/* Names end in a capital word, descriptions do not: "Palestinian teenage girl". */
static bool is_name(struct slice name)
{
    uint32_t code_point = 0;
    struct slice word = last_word(name);
    if (word.len > 0)
        utf8_decode(word, 0, &code_point);
    return !unicode_is_lower(code_point) && !unicode_is_digit(code_point);
}

static bool set_actors(const struct merge_rules *rules, struct merge_article *article,
                       struct arena *arena)
{
    uint32_t count = article->recorded.article.actor_count;
    article->actors = arena_array(arena, struct merge_actor, count);
    if (!article->actors)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        struct merge_actor *actor = &article->actors[i];
        actor->actor = &article->recorded.article.actors[i];
        actor->noun = words_hash(rules, last_word(actor->actor->name));
        actor->people = merge_word_group(&rules->alike, actor->noun);
        actor->is_anybody = merge_word_group(&rules->people, actor->noun) != 0;
        actor->is_named = actor->actor->kind != ACTOR_GROUP && is_name(actor->actor->name);
        if (!words_of(rules, actor->actor->name, NAME_WORDS, arena, &actor->words))
            return false;
    }
    return true;
}

/* Where a report says it was filed, when that tells where its news happened: a meeting that names
 * no place, and a dateline that is no capital, where desks file from anywhere. */
static const struct place *filed_at(const struct merge_article *article, const struct event *event)
{
    if (article->recorded.dateline == INDEX_NONE || event->sentence >= LEAD_SENTENCES)
        return NULL;
    const struct place *filed = &article->recorded.article.places[article->recorded.dateline];
    bool is_meeting = slice_equal(event->type, SLICE("CONSULT")) &&
                      event->status == EVENT_HAPPENED && !slice_equal(event->mode, SLICE("phone"));
    return is_meeting && filed->capital != 1 ? filed : NULL;
}

/* "Discussed Syria": a country among the participants is not where they met. In the lead the
 * dateline makes a coarser place finer. */
static const struct place *place_of(const struct merge_article *article, const struct event *event)
{
    if (event->where == INDEX_NONE)
        return filed_at(article, event);
    const struct place *where = &article->recorded.article.places[event->where];
    uint32_t all = event->actor_count + event->recipient_count;
    for (uint32_t i = 0; i < all && where->kind == PLACE_COUNTRY; i++) {
        const struct actor *actor = article->actors[event->actors[i].actor].actor;
        if (actor->kind == ACTOR_COUNTRY && slice_equal(actor->country, where->country))
            return NULL;
    }
    if (article->recorded.dateline == INDEX_NONE)
        return where;
    const struct place *filed = &article->recorded.article.places[article->recorded.dateline];
    return event->sentence < LEAD_SENTENCES && place_within(filed, where) ? filed : where;
}

/* Whether the word before the anchor, or one in it, points back: "the attack", "claimed the
 * attack". */
static bool is_definite(const struct merge_rules *rules, const struct article *article,
                        const struct event *event)
{
    struct slice sentence = article_slice(article, article->sentences[event->sentence].span);
    uint32_t start = article->sentences[event->sentence].span.start;
    struct slice before = slice_trim(slice_sub(sentence, 0, event->anchor.start - start));
    struct slice rest = article_slice(article, event->anchor), word;
    if (before.len > 0 && merge_word_group(&rules->definite, words_hash(rules, last_word(before))))
        return true;
    while (slice_next_field(&rest, ' ', &word)) {
        if (merge_word_group(&rules->definite, words_hash(rules, word)))
            return true;
    }
    return false;
}

/* Whether one of the last words before the anchor tells it from what was told before. */
static bool is_another(const struct merge_rules *rules, const struct article *article,
                       const struct event *event)
{
    uint32_t start = article->sentences[event->sentence].span.start;
    struct slice before = article_slice(article, (struct span){start, event->anchor.start});
    for (unsigned i = 0; i < ANOTHER_WORDS; i++) {
        before = slice_trim(before);
        struct slice word = last_word(before);
        if (word.len > 0 && merge_word_group(&rules->another, words_hash(rules, word)))
            return true;
        before.len -= word.len;
    }
    return false;
}

/* The event's sentence without the words that name who takes part: they are compared as actors.
 * NULL bytes when memory ran out. */
static struct slice told_of(const struct article *article, const struct event *event,
                            struct arena *arena)
{
    struct span span = article->sentences[event->sentence].span;
    size_t length = span.end - span.start;
    char *told = arena_array(arena, char, length);
    if (!told)
        return SLICE_EMPTY;
    memcpy(told, article->text.ptr + span.start, length);
    const struct participant *sides[] = {event->actors, event->recipients};
    const uint32_t counts[] = {event->actor_count, event->recipient_count};
    for (size_t side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < counts[side]; i++) {
            struct span named = sides[side][i].span;
            if (named.start >= span.start && named.end <= span.end)
                memset(told + (named.start - span.start), ' ', named.end - named.start);
        }
    }
    return (struct slice){told, length};
}

/* ---- what is taken up ---- */

/* Whether a participant is told by a noun alone that may stand for several named before: "the
 * ministers", "both sides". */
static bool is_together(const struct merge_rules *rules, const struct merge_actor *actor)
{
    return !actor->is_named && merge_word_group(&rules->together, actor->noun) != 0;
}

static uint32_t count_named(const struct merge_mention *mention)
{
    const struct event *event = mention->event;
    uint32_t named = 0;
    for (uint32_t i = 0; i < event->actor_count + event->recipient_count; i++)
        named += mention->article->actors[event->actors[i].actor].is_named;
    return named;
}

/* Whether those who take part are told by such nouns alone. */
static bool are_together(const struct merge_rules *rules, const struct merge_mention *mention)
{
    const struct event *event = mention->event;
    for (uint32_t i = 0; i < event->actor_count; i++) {
        if (!is_together(rules, &mention->article->actors[event->actors[i].actor]))
            return false;
    }
    return event->actor_count > 0 && !mention->names_somebody;
}

/* Whether whoever is named in a takes part in b. */
static bool named_within(const struct merge_mention *a, const struct merge_mention *b)
{
    uint32_t all = a->event->actor_count + a->event->recipient_count;
    uint32_t others = b->event->actor_count + b->event->recipient_count;
    for (uint32_t i = 0; i < all; i++) {
        const struct merge_actor *actor = &a->article->actors[a->event->actors[i].actor];
        bool found = !actor->is_named;
        for (uint32_t j = 0; j < others && !found; j++)
            found = b->event->actors[j].actor == a->event->actors[i].actor;
        if (!found)
            return false;
    }
    return true;
}

static bool share_word(const struct merge_rules *rules, const struct merge_mention *a,
                       const struct merge_mention *b)
{
    return (a->lemma && a->lemma == b->lemma) || merge_words_kin(&rules->kin, a->lemma, b->lemma) ||
           words_share(&a->anchor, &b->anchor);
}

static bool days_part(const struct merge_mention *a, const struct merge_mention *b)
{
    return a->is_dated && b->is_dated &&
           (a->latest + 1 < b->earliest || b->latest + 1 < a->earliest);
}

/* "The foreign ministers" are not the presidents who spoke before: whether one who is named in the
 * earlier mention holds each office that the later one tells of, as far as offices are known. */
static bool hold_offices(const struct merge_rules *rules, const struct merge_mention *later,
                         const struct merge_mention *earlier)
{
    const struct event *event = later->event;
    for (uint32_t i = 0; i < event->actor_count; i++) {
        uint32_t noun = later->article->actors[event->actors[i].actor].noun;
        uint32_t known = 0, held = 0;
        uint32_t all = earlier->event->actor_count + earlier->event->recipient_count;
        for (uint32_t j = 0; j < all && merge_word_group(&rules->offices, noun); j++) {
            uint32_t actor = earlier->event->actors[j].actor;
            struct slice role = earlier->article->actors[actor].actor->role, word;
            known += role.len > 0;
            while (words_next(&role, &word))
                held += words_hash(rules, word) == noun;
        }
        if (known > 0 && held == 0)
            return false;
    }
    return true;
}

static bool may_take_up(const struct merge_rules *rules, const struct merge_mention *later,
                        const struct merge_mention *earlier)
{
    return slice_equal(later->event->type, earlier->event->type) &&
           later->event->sentence != earlier->event->sentence && !earlier->earlier &&
           share_word(rules, later, earlier) && !days_part(later, earlier) &&
           named_within(later, earlier);
}

/* A noun that points back, or people told together, take up what was told right before; else what
 * the article told first. */
static void set_earlier(const struct merge_rules *rules, struct merge_article *article,
                        struct merge_mention *mention)
{
    bool together = are_together(rules, mention);
    if ((!mention->is_definite && !together) || mention->is_another)
        return;
    const struct merge_mention *found = NULL;
    for (uint32_t i = 0; i < mention->index; i++) {
        const struct merge_mention *other = &article->mentions[i];
        bool is_near = other->event->sentence + TAKEN_UP_SENTENCES >= mention->event->sentence;
        if (may_take_up(rules, mention, other) &&
            (!together || (count_named(other) > 1 && hold_offices(rules, mention, other))) &&
            (!found || is_near))
            found = other;
    }
    mention->earlier = found;
}

static void set_days(struct merge_mention *mention)
{
    const struct event *event = mention->event;
    mention->earliest = event->earliest;
    mention->latest = event->latest;
    mention->is_dated = event->earliest != DAY_UNKNOWN && event->latest != DAY_UNKNOWN &&
                        event->latest - event->earliest < TELLING_DAYS;
}

/* The weekday of its day, or the only one that its sentence names. */
static void set_weekday(const struct merge_rules *rules, struct merge_mention *mention)
{
    const struct article *article = &mention->article->recorded.article;
    struct slice rest = article_slice(article, article->sentences[mention->event->sentence].span);
    struct slice word;
    mention->weekday = 0;
    if (mention->is_dated && mention->earliest == mention->latest)
        mention->weekday = date_weekday(mention->earliest) + 1;
    while (!mention->is_dated && words_next(&rest, &word)) {
        uint32_t group = merge_word_group(&rules->weekdays, words_hash(rules, word));
        unsigned weekday = group ? group - rules->monday + 1 : 0;
        if (weekday && mention->weekday && weekday != mention->weekday) {
            mention->weekday = 0;
            return;
        }
        mention->weekday = weekday ? weekday : mention->weekday;
    }
}

bool merge_article_prepare(const struct merge_rules *rules, const struct recorded *recorded,
                           struct arena *arena, struct merge_article *ret_article)
{
    *ret_article = (struct merge_article){.recorded = *recorded};
    const struct article *article = &ret_article->recorded.article;
    set_content(ret_article);
    set_published(ret_article);
    ret_article->mentions = arena_array(arena, struct merge_mention, article->event_count);
    if (!ret_article->mentions || !set_actors(rules, ret_article, arena) ||
        !words_that_tell(rules, article->title, article->text, arena, &ret_article->topic))
        return false;
    for (uint32_t i = 0; i < article->event_count; i++) {
        const struct event *event = &article->events[i];
        struct slice lemma = recorded->lemmas[i];
        struct merge_mention *mention = &ret_article->mentions[i];
        *mention = (struct merge_mention){.article = ret_article, .event = event, .index = i};
        mention->id = mention_id(ret_article, i);
        mention->lemma = lemma.len > 0 ? merge_word_root(rules, words_hash(rules, lemma)) : 0;
        mention->where = place_of(ret_article, event);
        mention->is_definite = is_definite(rules, article, event);
        mention->is_another = is_another(rules, article, event);
        mention->names_somebody = count_named(mention) > 0;
        set_days(mention);
        set_weekday(rules, mention);
        struct slice told = told_of(article, event, arena);
        if (!told.ptr ||
            !words_of(rules, article_slice(article, event->anchor), ANCHOR_WORDS, arena,
                      &mention->anchor) ||
            !words_that_tell(rules, SLICE_EMPTY, told, arena, &mention->sentence))
            return false;
        set_earlier(rules, ret_article, mention);
    }
    return true;
}

int merge_mention_compare(const struct merge_mention *a, const struct merge_mention *b)
{
    if (a->article != b->article) {
        int32_t x = a->article->published_first, y = b->article->published_first;
        if (x != y) /* DAY_UNKNOWN is the least: unknown comes last */
            return x == DAY_UNKNOWN ? 1 : y == DAY_UNKNOWN ? -1 : x < y ? -1 : 1;
        int order = memcmp(a->article->content, b->article->content, HASH_ID_CHARS);
        if (order != 0)
            return order;
    }
    return a->index < b->index ? -1 : a->index > b->index;
}

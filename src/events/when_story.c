/*
 * when_story.c - the days of events whose own sentence names none.
 *
 *   in    the events of an article with their cues, the day of its story
 *   out   event->earliest, latest, when_basis
 *
 * A report dates its news once and tells the rest in the simple past: what has no day of its own
 * happened on the day of the story, unless its grammar puts it before (when_cue.h) or the sentence
 * before has moved to another time, which holds while sentences go on with one another.
 */
#include <math.h>

#include "events/setting.h"
#include "events/status.h"
#include "events/when.h"

/* A day this many days before publication may still be that of the news. */
#define NEWS_DAYS 6
/* Sentences of the body that are its lead; those in which the day of the story is looked for, at
 * least, and of longer articles one part in this many. */
#define LEAD_SENTENCES 3
#define STORY_SENTENCES 10
#define STORY_SHARE 2
/* Events to either side among which one without a day looks for another report of itself. */
#define CARRY_EVENTS_MAX 40
/* What ended this many days or more before publication is background. */
#define HISTORICAL_DAYS 31
/* How far back "the attack" takes up a conflict told in other words, in sentences. */
#define TAKEN_UP_SENTENCES 3
#define QUAD_MATERIAL_CONFLICT 4

/* ---- the day of the story ---- */

static const struct when_days NO_DAYS = {DAY_UNKNOWN, DAY_UNKNOWN};

static int32_t day_of(const struct datetime *date)
{
    return date->precision < DATE_DAY ? DAY_UNKNOWN : date_days(date->year, date->month, date->day);
}

struct when_story when_story_begin(const struct article *article)
{
    struct when_story story = {.article = article,
                               .published = day_of(&article->published),
                               .day = DAY_UNKNOWN,
                               .period = NO_DAYS,
                               .before = NO_DAYS};
    uint32_t body = 0;
    while (story.lead < article->sentence_count && body < LEAD_SENTENCES) {
        uint32_t paragraph = article->sentences[story.lead].paragraph;
        body += article->paragraphs[paragraph].kind != PARAGRAPH_HEADING;
        story.lead++;
    }
    return story;
}

static bool may_be_news(const struct when_story *story, const struct time_expression *time)
{
    return story->published != DAY_UNKNOWN && time->earliest == time->latest &&
           time->latest <= story->published && time->latest >= story->published - NEWS_DAYS &&
           !slice_equal(time->value, SLICE("PRESENT_REF"));
}

/* Whether a time only tells which noun is meant, away from the clause's subject and object:
 * "referring to the August 29 launch". */
static bool tells_which(const struct tree *tree, uint32_t time)
{
    enum relation relation = (enum relation)tree->nodes[time].relation;
    uint32_t noun = tree->nodes[time].head;
    if (noun == INDEX_NONE || !tree_is_noun(tree, noun) ||
        (relation != REL_AMOD && relation != REL_NUMMOD && relation != REL_COMPOUND))
        return false;
    return tree->nodes[noun].relation == REL_OBL || tree->nodes[noun].relation == REL_NMOD;
}

enum telling {
    TELLING_NONE,
    TELLING_EARLIER, /* "were killed after gunmen stormed the hotel on Monday" */
    TELLING_QUOTED,
    TELLING_FIRM,
};

/* How a clause in the past names the time. */
static enum telling telling_of(const struct tree *tree, const struct time_expression *time)
{
    bool is_point = time->type == TIME_DATE || time->type == TIME_TIME;
    uint32_t at = setting_head(tree, time->span);
    if (at == INDEX_NONE || !is_point || time->earliest == DAY_UNKNOWN ||
        time->latest == DAY_UNKNOWN || tells_which(tree, at))
        return TELLING_NONE;
    uint32_t head = at;
    while (tree->nodes[at].head != INDEX_NONE && !tree_is_verb(tree, at)) {
        if (tree->nodes[at].relation == REL_RELCL || tree->nodes[at].relation == REL_ACL)
            return TELLING_NONE;
        at = tree->nodes[at].head;
    }
    struct when_cue cue = when_cue_read(tree, at, head, head);
    if (cue.is_heading || !cue.is_main || (cue.tense != WHEN_PAST && cue.tense != WHEN_PERFECT))
        return TELLING_NONE;
    if (cue.is_earlier)
        return TELLING_EARLIER;
    return cue.is_quoted ? TELLING_QUOTED : TELLING_FIRM;
}

static void read_day(struct when_story *story, const struct time_expression *time,
                     enum telling telling)
{
    if (story->is_day_firm || !may_be_news(story, time) ||
        (telling != TELLING_FIRM && story->day != DAY_UNKNOWN))
        return;
    story->day = time->latest;
    story->is_day_firm = telling == TELLING_FIRM;
}

/* Whether the sentence tells how things are, or what was before the story. */
static bool tells_background(const struct tree *tree)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        if (tree->nodes[i].head != INDEX_NONE)
            continue;
        enum when_tense tense = (enum when_tense)when_cue_read(tree, i, i, i).tense;
        return tense == WHEN_PLUPERFECT || (tense == WHEN_PRESENT && !status_is_saying(tree, i));
    }
    return false;
}

/* "since 2006": tells nothing of what comes next. */
static bool is_since(const struct tree *tree, const struct time_expression *time)
{
    uint32_t head = setting_head(tree, time->span);
    return head != INDEX_NONE && word_set_has(&tree->model->after, tree_preposition(tree, head));
}

void when_story_read(const struct tree *tree, struct when_story *story)
{
    const struct article *article = tree->article;
    struct index_range range = ARTICLE_RANGE(struct time_expression, article->times,
                                             article->time_count, tree->sentence);
    uint32_t reach = article->sentence_count / STORY_SHARE;
    reach = reach > STORY_SENTENCES ? reach : STORY_SENTENCES;
    bool goes_on = when_goes_on(tree);
    story->before = goes_on ? story->period : NO_DAYS;
    story->was_background = goes_on && story->is_background;
    story->period = story->before;
    story->is_background = story->was_background || tells_background(tree);
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct time_expression *time = &article->times[i];
        enum telling telling = telling_of(tree, time);
        if (telling != TELLING_NONE && tree->sentence < reach &&
            (telling != TELLING_EARLIER || tree->sentence < story->lead))
            read_day(story, time, telling);
        if (telling < TELLING_QUOTED || is_since(tree, time))
            continue;
        story->period = (struct when_days){time->earliest, time->latest};
        story->is_background = false;
    }
}

/* ---- the same event told elsewhere ---- */

static bool has_actor(const struct participant *list, uint32_t count, uint32_t actor)
{
    for (uint32_t i = 0; i < count; i++) {
        if (list[i].actor == actor)
            return true;
    }
    return false;
}

/* Whether two events name somebody in common: whom it is done to, or who does what is done to
 * nobody. */
static bool shares_somebody(const struct event *a, const struct event *b)
{
    for (uint32_t i = 0; i < a->recipient_count; i++) {
        if (has_actor(b->recipients, b->recipient_count, a->recipients[i].actor))
            return true;
    }
    for (uint32_t i = 0; i < a->actor_count && a->recipient_count == 0; i++) {
        if (has_actor(b->actors, b->actor_count, a->actors[i].actor))
            return true;
    }
    return false;
}

static void give(struct event *event, int32_t earliest, int32_t latest, struct slice basis)
{
    event->earliest = earliest;
    event->latest = latest;
    event->when_basis = basis;
}

static bool is_open(const struct event *event)
{
    return event->earliest == DAY_UNKNOWN && event->latest == DAY_UNKNOWN;
}

static bool is_bounded(const struct event *event)
{
    return event->earliest != DAY_UNKNOWN && event->latest != DAY_UNKNOWN;
}

static bool is_own(const struct event *event)
{
    return slice_equal(event->when_basis, SLICE("text")) ||
           slice_equal(event->when_basis, SLICE("sentence"));
}

/* Whether b's days lie within a's and are fewer. */
static bool narrows(const struct event *a, const struct event *b)
{
    return b->earliest >= a->earliest && b->latest <= a->latest &&
           (b->earliest > a->earliest || b->latest < a->latest);
}

/* Happened, however long ago. */
static bool is_real(const struct event *event)
{
    return event->status == EVENT_HAPPENED || event->status == EVENT_HISTORICAL;
}

struct settler {
    const struct when_story *story;
    struct event *events;
    const struct when_cue *cues;
    size_t count;
};

static bool is_on_story_day(const struct settler *settler, const struct event *event,
                            const struct when_cue *cue)
{
    if (settler->story->day == DAY_UNKNOWN || cue->is_earlier)
        return false;
    if (cue->is_heading)
        return true;
    if (!cue->is_main || cue->is_state || cue->is_background)
        return false;
    switch (cue->tense) {
    case WHEN_PAST:
        return !cue->is_quoted;
    case WHEN_PERFECT:
        return event->sentence < settler->story->lead;
    case WHEN_PRESENT:
        return event->status != EVENT_ONGOING;
    default:
        return false;
    }
}

/* How many of what an event counts; false where it counts nothing. */
static bool count_of(const struct article *article, const struct event *event, uint32_t at,
                     double *ret_low)
{
    if (at >= event->quantity_count)
        return false;
    *ret_low = article->quantities[event->counts[at]].low;
    return !isnan(*ret_low);
}

/* Whether two events count the same things and find other numbers. */
static bool counts_differ(const struct article *article, const struct event *a,
                          const struct event *b)
{
    double one, other;
    return count_of(article, a, 0, &one) && count_of(article, b, 0, &other) && one != other &&
           slice_equal(article->quantities[a->counts[0]].of, article->quantities[b->counts[0]].of);
}

/* Whether days are a stretch up to the report: "since the start of the year". */
static bool is_running_total(const struct when_story *story, const struct event *event)
{
    return story->published != DAY_UNKNOWN && event->latest >= story->published - NEWS_DAYS &&
           story->published - event->earliest > 2 * NEWS_DAYS;
}

/* Whether days ended well before the report. */
static bool is_before_news(const struct when_story *story, const struct event *event)
{
    return story->published != DAY_UNKNOWN && event->latest < story->published - NEWS_DAYS;
}

/* Whether the source dates the event: the same that another sentence tells. */
static bool dates(const struct settler *settler, size_t source, size_t index)
{
    const struct event *from = &settler->events[source], *event = &settler->events[index];
    const struct when_cue *cue = &settler->cues[index];
    bool same_word = settler->cues[source].word == cue->word && cue->word != WORD_NONE;
    bool alike = from->status == event->status || (is_real(from) && is_real(event));
    if (!is_bounded(from) || from->sentence == event->sentence || !alike ||
        !slice_equal(from->type, event->type))
        return false;
    if (is_bounded(event) && !narrows(event, from))
        return false;
    bool is_lead = event->sentence < settler->story->lead;
    bool is_old = is_before_news(settler->story, from);
    if (counts_differ(settler->story->article, from, event) ||
        (is_on_story_day(settler, event, cue) &&
         (is_running_total(settler->story, from) || (is_lead && is_old))))
        return false;
    if (source < index && cue->takes_up && !is_bounded(event))
        return true; /* "the attack" */
    /* "a girl was charged", and then "Ahed Tamimi, 16, was charged this week" */
    bool names = from->actor_count + from->recipient_count > 0 &&
                 slice_equal(from->mode, event->mode);
    if (is_own(from) && cue->is_nameless && source > index && names &&
        event->sentence < settler->story->lead && from->sentence < settler->story->lead)
        return true;
    bool is_bare = from->actor_count + from->recipient_count == 0 && same_word && cue->is_noun &&
                   (cue->is_definite || event->actor_count + event->recipient_count == 0);
    if ((!is_own(from) && !same_word) || !(shares_somebody(event, from) || is_bare))
        return false;
    bool tells = !cue->is_noun &&
                 (cue->tense == WHEN_PAST ? cue->is_main : is_on_story_day(settler, event, cue));
    bool is_news = settler->story->published != DAY_UNKNOWN &&
                   from->earliest >= settler->story->published - NEWS_DAYS;
    return !tells || same_word || is_news;
}

/* The nearest earlier report of the event that has days, then the nearest later one. */
static size_t other_report(const struct settler *settler, size_t index)
{
    for (size_t step = 1; step <= CARRY_EVENTS_MAX; step++) {
        if (step <= index && dates(settler, index - step, index))
            return index - step;
        if (index + step < settler->count && dates(settler, index + step, index))
            return index + step;
    }
    return SIZE_MAX;
}

/* ---- what an event is told by ---- */

/* Days that a time of the words names, or the event that they tell. */
static struct when_days days_in(const struct settler *settler, size_t index)
{
    const struct article *article = settler->story->article;
    const struct event *event = &settler->events[index];
    struct span by = settler->cues[index].link.by;
    struct index_range range = ARTICLE_RANGE(struct time_expression, article->times,
                                             article->time_count, event->sentence);
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct time_expression *time = &article->times[i];
        bool is_in = time->span.start >= by.start && time->span.end <= by.end;
        if (is_in && time->type == TIME_DATE && time->earliest != DAY_UNKNOWN &&
            time->latest != DAY_UNKNOWN)
            return (struct when_days){time->earliest, time->latest};
    }
    for (size_t i = 0; i < settler->count; i++) {
        const struct event *other = &settler->events[i];
        if (i != index && other->anchor.start >= by.start && other->anchor.end <= by.end &&
            is_bounded(other))
            return (struct when_days){other->earliest, other->latest};
    }
    return NO_DAYS;
}

/* Days of what was told before: with the same word, or the last conflict where a noun takes it up.
 */
static struct when_days days_before(const struct settler *settler, size_t index)
{
    const struct when_link *link = &settler->cues[index].link;
    uint32_t sentence = settler->events[index].sentence;
    for (size_t i = index; i-- > 0;) {
        const struct event *other = &settler->events[i];
        bool same = settler->cues[i].word == link->word && link->word != WORD_NONE;
        bool taken_up = link->is_incident && other->quad == QUAD_MATERIAL_CONFLICT &&
                        sentence - other->sentence <= TAKEN_UP_SENTENCES;
        if (other->sentence < sentence && is_real(other) && is_bounded(other) && (same || taken_up))
            return (struct when_days){other->earliest, other->latest};
    }
    return NO_DAYS;
}

/* Gives an event the days that lie so far from what it is told by. False where that has none. */
static bool settle_link(const struct settler *settler, size_t index)
{
    const struct when_link *link = &settler->cues[index].link;
    struct event *event = &settler->events[index];
    int32_t published = settler->story->published;
    if (!link->is_set || is_own(event) ||
        (link->is_open && is_on_story_day(settler, event, &settler->cues[index])))
        return false;
    struct when_days days = days_in(settler, index);
    if (days.earliest == DAY_UNKNOWN && (link->by.start == link->by.end || link->is_incident))
        days = days_before(settler, index);
    if (days.earliest == DAY_UNKNOWN)
        return false;
    give(event, days.earliest + link->low, link->is_open ? published : days.latest + link->high,
         SLICE("article"));
    bool is_past = published != DAY_UNKNOWN && days.latest < published - HISTORICAL_DAYS;
    if (link->is_open && is_past && event->status == EVENT_HAPPENED)
        event->status = EVENT_HISTORICAL;
    return true;
}

/* ---- days from the story ---- */

/* No later than the story, or than its report. */
static void bound(const struct settler *settler, struct event *event)
{
    const struct when_story *story = settler->story;
    bool has_day = story->day != DAY_UNKNOWN;
    if (story->published != DAY_UNKNOWN)
        give(event, DAY_UNKNOWN, has_day ? story->day : story->published,
             has_day ? SLICE("story") : SLICE("published"));
}

/* In the period that the sentence before has moved to: on its day, else from its first day on. */
static void give_period(const struct settler *settler, struct event *event,
                        const struct when_days *period)
{
    const struct when_story *story = settler->story;
    int32_t end = story->day != DAY_UNKNOWN ? story->day : story->published;
    bool is_day = period->earliest == period->latest;
    give(event, period->earliest, is_day || end < period->latest ? period->latest : end,
         SLICE("story"));
}

static void settle_open(struct settler *settler, struct event *event, const struct when_cue *cue)
{
    const struct when_story *story = settler->story;
    bool is_day = cue->period.earliest == cue->period.latest;
    bool tells = cue->tense == WHEN_PAST && !cue->is_earlier && (cue->is_main || !is_day);
    if (event->status == EVENT_PLANNED) {
        if (story->published != DAY_UNKNOWN)
            give(event, story->published, DAY_UNKNOWN, SLICE("published"));
    } else if (event->status == EVENT_ONGOING) {
        if (story->published != DAY_UNKNOWN)
            give(event, DAY_UNKNOWN, story->published, SLICE("published"));
    } else if (tells && cue->period.earliest != DAY_UNKNOWN) {
        give_period(settler, event, &cue->period);
    } else if (is_on_story_day(settler, event, cue)) {
        give(event, story->day, cue->is_later ? story->published : story->day, SLICE("story"));
    } else {
        bound(settler, event);
    }
}

/* What happened lies before its report, and a period that the news falls into ("earlier this
 * month") ends with the news. */
static void cap(const struct when_story *story, struct event *event)
{
    const int32_t ends[] = {story->published, story->day};
    bool is_past = is_real(event) || event->status == EVENT_DENIED;
    if (event->status == EVENT_PLANNED)
        return;
    if (is_past && event->latest == DAY_UNKNOWN && event->earliest != DAY_UNKNOWN &&
        event->earliest <= story->published)
        event->latest = story->published;
    for (size_t i = 0; i < 2; i++) {
        bool started = event->earliest == DAY_UNKNOWN || event->earliest < ends[i] + (i == 0);
        if (ends[i] != DAY_UNKNOWN && event->latest != DAY_UNKNOWN && started &&
            event->latest > ends[i])
            event->latest = ends[i];
    }
}

/* Background: its last day lies well before publication. */
static void tell_history(const struct when_story *story, struct event *event)
{
    if (event->status == EVENT_HAPPENED && story->published != DAY_UNKNOWN &&
        event->latest != DAY_UNKNOWN && event->latest < story->published - HISTORICAL_DAYS)
        event->status = EVENT_HISTORICAL;
}

void when_settle(const struct when_story *story, struct event *events, const struct when_cue *cues,
                 size_t count)
{
    struct settler settler = {story, events, cues, count};
    for (size_t i = 0; i < count; i++) {
        struct event *event = &events[i];
        if (event->status == EVENT_HYPOTHETICAL)
            continue;
        size_t source = is_open(event) || (is_own(event) && is_bounded(event))
                            ? other_report(&settler, i)
                            : SIZE_MAX;
        if (source != SIZE_MAX)
            give(event, events[source].earliest, events[source].latest, SLICE("article"));
        else if (is_open(event))
            settle_open(&settler, event, &cues[i]);
        cap(story, event);
        tell_history(story, event);
    }
    for (size_t i = 0; i < count; i++) {
        if (events[i].status == EVENT_HYPOTHETICAL || !settle_link(&settler, i))
            continue;
        cap(story, &events[i]);
        tell_history(story, &events[i]);
    }
}

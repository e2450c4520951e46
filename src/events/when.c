/*
 * when.c - the days that an event's own sentence names.
 *
 *   in    a tree, times of its sentence
 *   out   event->earliest, latest, when_basis
 */
#include "events/when.h"

#include <string.h>

#include "base/limits.h"
#include "events/setting.h"

/* Added to the steps to a time with an open end, "recently": any other tells more. */
#define OPEN_STEPS (8 * (uint32_t)SENTENCE_TOKENS_MAX)

/* The next verb above a token, or INDEX_NONE. */
static uint32_t verb_above(const struct tree *tree, uint32_t token)
{
    for (unsigned step = 0; token != INDEX_NONE && step < TREE_STEPS_MAX; step++) {
        token = tree->nodes[token].head;
        if (token == INDEX_NONE || tree_is_verb(tree, token))
            return token;
    }
    return INDEX_NONE;
}

/* "freed girls kidnapped long ago" with the participle read as a clause of the verb above. */
static bool is_reduced_relative(const struct tree *tree, uint32_t verb)
{
    const struct tree_node *node = &tree->nodes[verb];
    return (node->tag == TAG_PAST || node->tag == TAG_PARTICIPLE) && verb > 0 &&
           tree_is_noun(tree, verb - 1) && tree_child(tree, verb, REL_NSUBJ) == INDEX_NONE &&
           tree_child(tree, verb, REL_MARK) == INDEX_NONE;
}

/* Whether a clause has times of its own, which are not those of what stands above it. */
static bool keeps_times(const struct tree *tree, uint32_t verb)
{
    uint32_t mark;
    switch (tree->nodes[verb].relation) {
    case REL_RELCL:
    case REL_ACL:
    case REL_AMOD:
    case REL_CCOMP:
        return true;
    case REL_ADVCL: /* "although it began in May", but "when it began" */
        mark = tree_child(tree, verb, REL_MARK);
        if (mark == INDEX_NONE)
            return is_reduced_relative(tree, verb);
        return !word_set_has(&tree->model->during, tree->nodes[mark].word);
    default:
        return false;
    }
}

static bool is_before_report(const struct article *article, const struct time_expression *time)
{
    const struct datetime *date = &article->published;
    return date->precision >= DATE_DAY && time->latest != DAY_UNKNOWN &&
           time->latest < date_days(date->year, date->month, date->day);
}

/* Whether a time stands in a clause under the event's, or beside it, that keeps it: "freed girls
 * kidnapped two years ago", "accused him of killing her in May". */
static bool is_kept_below(const struct tree *tree, const struct match *matches,
                          const struct time_expression *time, uint32_t token, uint32_t event)
{
    uint32_t at = verb_above(tree, token);
    for (unsigned step = 0; at != INDEX_NONE && at != event && step < TREE_STEPS_MAX; step++) {
        if (tree_is_under(tree, event, at))
            return false;
        /* "agreed to meet on Friday", but "threatened to leave last month" */
        bool taken_in = matches[at].taker != INDEX_NONE && matches[event].inner == at &&
                        matches[event].anchor == event && !is_before_report(tree->article, time);
        bool is_part = matches[at].taker == event && matches[event].inner != at;
        if (!is_part && (keeps_times(tree, at) || taken_in))
            return true;
        at = verb_above(tree, at);
    }
    return false;
}

/* Whether a word parts what stands before it from a time behind it. */
static bool parts(const struct tree *tree, uint32_t token)
{
    return tree->nodes[token].upos == UPOS_PUNCT;
}

/* The verb of a clause on a noun that ends right before a time which the parser hangs on a verb
 * farther on: "girls abducted two years ago have been freed". INDEX_NONE for none. */
static uint32_t clause_before(const struct tree *tree, uint32_t time)
{
    uint32_t head = tree->nodes[time].head;
    if (head == INDEX_NONE || time > head)
        return INDEX_NONE;
    for (uint32_t i = time; i-- > 0 && !parts(tree, i);) {
        const struct tree_node *node = &tree->nodes[i];
        if (node->relation == REL_NSUBJ && node->head == head)
            return INDEX_NONE;
        if (node->relation == REL_ACL || node->relation == REL_RELCL)
            return i;
        if (tree_is_verb(tree, i))
            return INDEX_NONE;
    }
    return INDEX_NONE;
}

/* The verb of a lower clause that stands between an earlier time under the same verb and this one:
 * "indicted her on Monday for punching him two weeks ago". INDEX_NONE for none. */
static uint32_t clause_between(const struct tree *tree, const struct time_expression *time,
                               uint32_t token)
{
    uint32_t head = tree->nodes[token].head, found = INDEX_NONE;
    if (head == INDEX_NONE || token < head || time == tree->article->times ||
        time[-1].sentence != tree->sentence)
        return INDEX_NONE;
    uint32_t other = setting_head(tree, time[-1].span);
    if (other == INDEX_NONE || other < head || !tree_is_under(tree, other, head))
        return INDEX_NONE;
    for (uint32_t i = other + 1; i < token; i++) {
        if (tree_is_verb(tree, i) && tree_is_under(tree, i, head))
            found = i;
    }
    return found;
}

static bool is_coded(const struct match *match)
{
    return match->frame && match->type != TYPE_NONE && match->taker == INDEX_NONE;
}

/* The word right before a time that the token heads, or INDEX_NONE. */
static uint32_t word_before(const struct tree *tree, const struct time_expression *time,
                            uint32_t token)
{
    const struct token *tokens = tree->article->tokens + tree->first_token;
    uint32_t first = token;
    while (first > 0 && tokens[first - 1].span.start >= time->span.start)
        first--;
    return first > 0 ? first - 1 : INDEX_NONE;
}

/* Whether a noun names something that happened: "strikes". */
static bool is_incident(const struct tree *tree, uint32_t noun)
{
    return word_set_has(&tree->model->incidents, tree->nodes[noun].word) ||
           word_set_has(&tree->model->incidents, tree->nodes[noun].joined);
}

/* Whether such a noun is the reason of what else is told: "in retaliation for air strikes". */
static bool is_reason(const struct tree *tree, uint32_t noun)
{
    return is_incident(tree, noun) &&
           word_set_has(&tree->model->because, tree_preposition(tree, noun));
}

/* The participle behind a noun, or the noun of an event in a phrase, right before a time without
 * preposition, which the parser hangs on the verb: "in retaliation for air strikes last week".
 * INDEX_NONE for none. */
static uint32_t noun_before(const struct tree *tree, const struct match *matches,
                            const struct time_expression *time, uint32_t token)
{
    uint32_t noun = word_before(tree, time, token);
    if (noun == INDEX_NONE || tree->nodes[token].head == noun)
        return INDEX_NONE;
    if (tree->nodes[noun].tag == TAG_PARTICIPLE && noun > 0 && tree_is_noun(tree, noun - 1))
        return noun; /* "freed girls abducted four years ago" */
    bool in_phrase = tree->nodes[noun].relation == REL_NMOD ||
                     tree->nodes[noun].relation == REL_OBL;
    bool is_event = tree_is_noun(tree, noun) && (is_coded(&matches[noun]) || is_reason(tree, noun));
    return in_phrase && is_event ? noun : INDEX_NONE;
}

/* Whether a time is that of another event, which does not stand above this one. */
static bool is_of_other(const struct tree *tree, const struct match *matches, uint32_t time,
                        uint32_t event)
{
    for (uint32_t i = 0; i < tree->count; i++) {
        if (i != event && is_coded(&matches[i]) &&
            setting_near(tree, time, matches[i].anchor) != UINT32_MAX &&
            !tree_is_under(tree, event, i))
            return true;
    }
    return false;
}

/* What happened, where the event's clause tells of it: "the raid last week that killed two".
 * INDEX_NONE for none. */
static uint32_t incident_told_of(const struct tree *tree, uint32_t event)
{
    const struct tree_node *node = &tree->nodes[event];
    bool is_clause = node->relation == REL_RELCL ||
                     (node->relation == REL_ACL && node->tag == TAG_GERUND);
    return is_clause && !node->passive && node->head != INDEX_NONE && is_incident(tree, node->head)
               ? node->head
               : INDEX_NONE;
}

/* Steps up to a verb with a time, by clauses that happen when it does: "struck on Monday, killing
 * two". UINT32_MAX where there are none. */
static uint32_t steps_above(const struct tree *tree, uint32_t time, uint32_t event)
{
    uint32_t verb = verb_above(tree, time), at = event;
    for (uint32_t step = 1; at != INDEX_NONE && step < TREE_STEPS_MAX; step++) {
        if (at == verb)
            return TREE_STEPS_MAX + step;
        bool is_clause = tree->nodes[at].relation == REL_ADVCL && !keeps_times(tree, at);
        bool is_part = tree_is_noun(tree, at) || tree->nodes[at].relation == REL_CONJ ||
                       tree->nodes[at].relation == REL_XCOMP;
        if (!is_clause && !is_part)
            return UINT32_MAX;
        at = tree->nodes[at].head;
    }
    return UINT32_MAX;
}

/* Whether a time tells which noun is meant, and that noun is none of the event's words: "the 1965
 * law", "Monday's editions". */
static bool is_of_noun(const struct tree *tree, const struct match *matches, uint32_t time,
                       uint32_t token, uint32_t anchor)
{
    enum relation relation = (enum relation)tree->nodes[time].relation;
    uint32_t noun = tree->nodes[time].head;
    bool modifies = relation == REL_AMOD || relation == REL_NUMMOD || relation == REL_COMPOUND ||
                    relation == REL_POSS;
    bool counts = relation == REL_NMOD && /* "its fifth since 2006" */
                  word_set_has(&tree->model->after, tree_preposition(tree, time));
    bool is_part = noun != INDEX_NONE && matches[noun].taker == token &&
                   !word_set_has(&tree->model->dated, tree->nodes[noun].word);
    return (modifies || counts) && noun != INDEX_NONE && !tree_is_verb(tree, noun) &&
           noun != anchor && noun != token && !is_part;
}

static uint32_t steps_to(const struct tree *tree, const struct match *matches,
                         const struct time_expression *time, uint32_t token, uint32_t anchor)
{
    bool is_span = time->type == TIME_DURATION && time->earliest != DAY_UNKNOWN;
    bool is_point = time->type == TIME_DATE || time->type == TIME_TIME;
    bool is_known = time->earliest != DAY_UNKNOWN || time->latest != DAY_UNKNOWN;
    uint32_t head = (is_point || is_span) && is_known ? setting_head(tree, time->span) : INDEX_NONE;
    if (head == INDEX_NONE || tree->nodes[head].relation == REL_OBJ) /* "celebrated Christmas" */
        return UINT32_MAX;
    if (is_of_noun(tree, matches, head, token, anchor))
        return UINT32_MAX;
    uint32_t owner = clause_before(tree, head);
    if (owner == INDEX_NONE)
        owner = clause_between(tree, time, head);
    if (owner == INDEX_NONE)
        owner = noun_before(tree, matches, time, head);
    uint32_t incident = incident_told_of(tree, token);
    if (owner != INDEX_NONE)
        return owner == anchor ? 1 : owner == incident ? 2 : UINT32_MAX;
    if (incident != INDEX_NONE &&
        (tree->nodes[head].head == incident || word_before(tree, time, head) == incident))
        return 2;
    if (is_kept_below(tree, matches, time, head, token))
        return UINT32_MAX;
    uint32_t steps = setting_distance(tree, matches, head, anchor);
    if (steps < TREE_STEPS_MAX)
        return steps;
    uint32_t above = steps_above(tree, head, token);
    if (above != UINT32_MAX)
        return above;
    return is_of_other(tree, matches, head, token) ? UINT32_MAX : steps;
}

/* Whether an event is told by how long after or before another it was: "three days after", "a week
 * later". */
static bool is_offset(const struct tree *tree, const struct time_expression *time, uint32_t event)
{
    const struct token *tokens = tree->article->tokens + tree->first_token;
    uint32_t head = time->type == TIME_DURATION ? setting_head(tree, time->span) : INDEX_NONE;
    if (head == INDEX_NONE || setting_near(tree, head, event) == UINT32_MAX)
        return false;
    uint32_t next = head;
    while (next < tree->count && tokens[next].span.start < time->span.end)
        next++;
    return next < tree->count && (word_set_has(&tree->model->earlier, tree->nodes[next].word) ||
                                  word_set_has(&tree->model->later, tree->nodes[next].word));
}

/* The first day of a time. The week that a report is written in, "this week", may have begun on
 * its Sunday, as American calendars have it, or on Monday. */
static int32_t first_day(const struct article *article, const struct time_expression *time)
{
    const struct datetime *date = &article->published;
    bool is_week = time->value.len > 6 && memcmp(time->value.ptr + 4, "-W", 2) == 0;
    if (!is_week || date->precision < DATE_DAY || time->earliest == time->latest ||
        time->earliest == DAY_UNKNOWN)
        return time->earliest;
    int32_t day = date_days(date->year, date->month, date->day);
    return time->earliest <= day && day <= time->latest ? time->earliest - 1 : time->earliest;
}

/* The last day of a time: "into the night" reaches the next one. */
static int32_t last_day(const struct tree *tree, const struct time_expression *time)
{
    uint32_t head = setting_head(tree, time->span);
    bool lasts = slice_ends(time->value, SLICE("TNI")) && head != INDEX_NONE &&
                 time->latest != DAY_UNKNOWN &&
                 (word_set_has(&tree->model->lasting, tree_preposition(tree, head)) ||
                  word_set_has(&tree->model->lasting, tree->nodes[head].word));
    return lasts ? time->latest + 1 : time->latest;
}

static bool is_now(const struct time_expression *time)
{
    return slice_equal(time->value, SLICE("PRESENT_REF"));
}

/* The first day of what an event came after: "jailed after the army ousted him in 2013". */
static int32_t day_after(const struct tree *tree, const struct time_expression *time,
                         uint32_t token)
{
    uint32_t at = setting_head(tree, time->span);
    for (unsigned step = 0; at != INDEX_NONE && step < TREE_STEPS_MAX; step++) {
        if (tree->nodes[at].head == token &&
            word_set_has(&tree->model->after, tree_preposition(tree, at)))
            return time->earliest;
        at = tree->nodes[at].head;
    }
    return DAY_UNKNOWN;
}

void when_read(const struct tree *tree, const struct match *matches, uint32_t token,
               struct event *event, struct when_cue *cue)
{
    const struct article *article = tree->article;
    struct index_range range = ARTICLE_RANGE(struct time_expression, article->times,
                                             article->time_count, tree->sentence);
    uint32_t best = UINT32_MAX;
    event->earliest = event->latest = DAY_UNKNOWN;
    for (uint32_t i = range.first; i < range.end; i++) {
        const struct time_expression *time = &article->times[i];
        uint32_t steps = steps_to(tree, matches, time, token, matches[token].anchor);
        if (is_now(time) && (cue->tense == WHEN_PAST || cue->tense == WHEN_PLUPERFECT))
            continue; /* "Now, as to trade, he asked" */
        bool is_near = steps < TREE_STEPS_MAX;
        if (steps != UINT32_MAX && (time->earliest == DAY_UNKNOWN || time->latest == DAY_UNKNOWN))
            steps += OPEN_STEPS;
        cue->is_earlier |= is_offset(tree, time, matches[token].anchor);
        int32_t after = steps == UINT32_MAX ? day_after(tree, time, token) : DAY_UNKNOWN;
        if (best == UINT32_MAX && after != DAY_UNKNOWN) {
            event->earliest = after;
            event->when_basis = SLICE("sentence");
        }
        if (steps >= best)
            continue;
        best = steps;
        event->earliest = first_day(article, time);
        event->latest = last_day(tree, time);
        event->when_basis = is_near ? SLICE("text") : SLICE("sentence");
    }
}

/*
 * when_link.c - events told by how they lie to something else: "three days after the raid".
 *
 *   in    a tree, times of its sentence
 *   out   cue->link
 *
 * An offset in days is exact; one in weeks, months or years may be off by half its unit.
 */
#include "events/when_link.h"

#include "base/ascii.h"
#include "events/setting.h"

/* The longest offset, in units. */
#define UNITS_MAX 1000

struct days {
    int32_t low;
    int32_t high;
};

/* The days of a TIMEX3 duration of whole units, "P3D". False for others. */
static bool read_length(struct slice value, struct days *ret_days)
{
    static const struct {
        char letter;
        int32_t days;
    } UNITS[] = {{'D', 1}, {'W', 7}, {'M', 30}, {'Y', 365}};
    int32_t number = 0;
    size_t at = 1;
    if (value.len < 3 || value.ptr[0] != 'P')
        return false;
    for (; at < value.len && ascii_is_digit(value.ptr[at]) && number < UNITS_MAX; at++)
        number = number * 10 + (value.ptr[at] - '0');
    for (size_t i = 0; i < sizeof(UNITS) / sizeof(UNITS[0]); i++) {
        if (at + 1 != value.len || value.ptr[at] != UNITS[i].letter || number == 0)
            continue;
        int32_t half = UNITS[i].days / 2;
        *ret_days = (struct days){number * UNITS[i].days - half, number * UNITS[i].days + half};
        return true;
    }
    return false;
}

/* The bytes of all that hangs on a token, and itself. */
static struct span words_under(const struct tree *tree, uint32_t token)
{
    const struct token *tokens = tree->article->tokens + tree->first_token;
    struct span span = tokens[token].span;
    for (uint32_t i = 0; i < tree->count; i++) {
        if (!tree_is_under(tree, i, token))
            continue;
        span.start = tokens[i].span.start < span.start ? tokens[i].span.start : span.start;
        span.end = tokens[i].span.end > span.end ? tokens[i].span.end : span.end;
    }
    return span;
}

/* Whether a phrase or clause hangs on the event, or on a noun of its. */
static bool hangs_on(const struct tree *tree, const struct match *match, uint32_t token,
                     uint32_t event)
{
    uint32_t at = tree->nodes[token].head;
    for (unsigned step = 0; at != INDEX_NONE && step < TREE_STEPS_MAX; step++) {
        if (at == event || at == match->anchor)
            return true;
        if (tree_is_verb(tree, at))
            return false;
        at = tree->nodes[at].head;
    }
    return false;
}

static void link_to(const struct tree *tree, uint32_t token, struct days days,
                    struct when_link *link)
{
    const struct tree_node *node = &tree->nodes[token];
    link->is_set = true;
    link->low = days.low;
    link->high = days.high;
    link->word = node->word;
    link->is_incident = tree_is_noun(tree, token) &&
                        word_set_has(&tree->model->incidents, node->word);
    link->by = words_under(tree, token);
}

/* "three days after the raid", "a week before he was arrested". */
static void read_offset(const struct tree *tree, const struct match *match,
                        const struct time_expression *time, uint32_t event, struct when_cue *cue)
{
    const struct token *tokens = tree->article->tokens + tree->first_token;
    struct days days;
    if (time->type != TIME_DURATION || !read_length(time->value, &days))
        return;
    uint32_t first = 0;
    while (first < tree->count && tokens[first].span.start < time->span.start)
        first++;
    uint32_t next = first;
    while (next < tree->count && tokens[next].span.start < time->span.end)
        next++;
    bool is_exact = first < tree->count &&
                    (tree->nodes[first].upos == UPOS_NUM || tree->nodes[first].upos == UPOS_DET);
    uint32_t by = next < tree->count ? tree->nodes[next].head : INDEX_NONE;
    if (!is_exact || by == INDEX_NONE || by <= next || !hangs_on(tree, match, by, event))
        return;
    if (word_set_has(&tree->model->before, tree->nodes[next].word))
        days = (struct days){-days.high, -days.low};
    else if (!word_set_has(&tree->model->after, tree->nodes[next].word))
        return;
    link_to(tree, by, days, &cue->link);
}

/* "jailed since the coup", "had fled after the army ousted him". */
static void read_since(const struct tree *tree, uint32_t event, struct when_cue *cue)
{
    for (uint32_t i = tree->nodes[event].first_child; i != INDEX_NONE && !cue->link.is_set;
         i = tree->nodes[i].next_sibling) {
        enum relation relation = (enum relation)tree->nodes[i].relation;
        if ((relation != REL_ADVCL && relation != REL_OBL) ||
            !word_set_has(&tree->model->after, tree_preposition(tree, i)))
            continue;
        link_to(tree, i, (struct days){0, 0}, &cue->link);
        cue->link.is_open = true;
    }
}

/* "killed in the attack": what was told before. */
static void read_incident(const struct tree *tree, const struct match *match, uint32_t event,
                          struct when_cue *cue)
{
    for (uint32_t i = 0; i < tree->count && !cue->link.is_set; i++) {
        uint32_t determiner = tree_child(tree, i, REL_DET);
        if (!word_set_has(&tree->model->incidents, tree->nodes[i].word) ||
            determiner == INDEX_NONE ||
            !word_set_has(&tree->model->definite, tree->nodes[determiner].word) ||
            !word_set_has(&tree->model->during, tree_preposition(tree, i)) ||
            !hangs_on(tree, match, i, event))
            continue;
        link_to(tree, i, (struct days){0, 0}, &cue->link);
        cue->link.by.end = cue->link.by.start;
    }
}

void when_link_read(const struct tree *tree, const struct match *matches, uint32_t token,
                    struct when_cue *cue)
{
    const struct article *article = tree->article;
    struct index_range range = ARTICLE_RANGE(struct time_expression, article->times,
                                             article->time_count, tree->sentence);
    for (uint32_t i = range.first; i < range.end && !cue->link.is_set; i++)
        read_offset(tree, &matches[token], &article->times[i], token, cue);
    read_since(tree, token, cue);
    read_incident(tree, &matches[token], token, cue);
}

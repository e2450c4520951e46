/*
 * code.c - event mentions of an article.
 *
 *   in    an article with grammar, actors, times, places and quantities
 *   out   article->events, in the order of their anchors
 */
#include <math.h>
#include <string.h>

#include "base/limits.h"
#include "events/combine.h"
#include "events/petrarch.h"
#include "events/repeat.h"
#include "events/said.h"
#include "events/setting.h"
#include "events/status.h"
#include "events/when.h"
#include "events/when_link.h"

/* Words of a domain in a thousand words of an article, from which the domain rules. */
#define DOMAIN_PER_MILLE 12
#define DOMAIN_WORDS_MIN 4

/* Words between an event's head and what it counts. */
#define COUNT_STEPS_MAX 4

struct coder {
    const struct events_model *model;
    struct article *article;
    struct arena *arena;
    struct labels labels;
    uint8_t domain;
    struct trace *trace; /* or NULL */
    VECTOR(struct event) events;
    VECTOR(struct when_cue) cues; /* of the events */
    struct when_story story;
};

/* ---- the article's domain ---- */

/* The domain whose words are common enough to rule the article, or 0. */
static uint8_t article_domain(const struct events_model *model, const struct article *article)
{
    uint32_t counts[UINT8_MAX + 1] = {0};
    for (uint32_t i = 0; i < article->token_count; i++) {
        uint32_t word = events_word(model, article->tokens[i].lemma);
        counts[word == WORD_NONE ? 0 : model->heads.items[word].domain]++;
    }
    uint8_t best = 0;
    for (size_t d = 1; d <= model->domains.count; d++) {
        if (counts[d] >= DOMAIN_WORDS_MIN &&
            (uint64_t)counts[d] * 1000 >= (uint64_t)article->token_count * DOMAIN_PER_MILLE &&
            (best == 0 || counts[d] > counts[best]))
            best = (uint8_t)d;
    }
    return best;
}

/* ---- what becomes of matches ---- */

/* Whether a poll tells it: "48 percent of voters oppose the war". */
static bool is_polled(const struct tree *tree, const struct match *match)
{
    for (uint8_t i = 0; i < match->actors.count; i++) {
        uint32_t token = match->actors.list[i].token;
        uint32_t above = tree->nodes[token].head;
        bool is_part = tree->nodes[token].relation == REL_NMOD && above != INDEX_NONE;
        if (word_set_has(&tree->model->polled, tree->nodes[token].word) ||
            (is_part && word_set_has(&tree->model->polled, tree->nodes[above].word)))
            return true;
    }
    return false;
}

/* What becomes of the match on a token. */
static enum match_fate fate_of(const struct coder *coder, const struct tree *tree, uint32_t token,
                               const struct match *match)
{
    if (match->type == TYPE_NONE && !match->code)
        return FATE_NOTHING;
    if (match->taker != INDEX_NONE)
        return FATE_TAKEN;
    /* "the freed girls", "jailed activists" tell who they are, not what happened. */
    if (tree->nodes[token].relation == REL_AMOD && !tree_is_noun(tree, token))
        return FATE_DESCRIBES;
    if (is_polled(tree, match) && !match->code)
        return FATE_POLLED;
    /* What a dictionary of the user's codes is for it to say. */
    return match->code ||
                   is_political(coder->article, coder->domain, &match->actors, &match->recipients)
               ? FATE_CODED
               : FATE_PRIVATE;
}

/* ---- how many ---- */

/* Whether a quantity belongs to the event of a token, or to a part that it took in. */
static bool counts_for(const struct tree *tree, const struct match *matches, uint32_t quantity,
                       uint32_t token)
{
    uint32_t at = quantity;
    for (unsigned step = 0; at != INDEX_NONE && step <= COUNT_STEPS_MAX; step++) {
        if (at == matches[token].anchor || matches[at].taker == token)
            return true;
        if (step > 0 && tree_is_verb(tree, at))
            return false;
        at = tree->nodes[at].head;
    }
    return false;
}

static bool is_casualties(const struct events_model *model, const struct quantity *quantity)
{
    struct slice of = quantity->of;
    size_t last = of.len;
    while (last > 0 && of.ptr[last - 1] != ' ')
        last--;
    return word_set_has(&model->casualties, events_word(model, slice_sub(of, last, of.len)));
}

static bool is_attack(const struct coder *coder, const struct tree *tree,
                      const struct match *matches, uint32_t token)
{
    return matches[token].frame && matches[token].type == TYPE_ASSAULT &&
           fate_of(coder, tree, token, &matches[token]) == FATE_CODED;
}

/* The attack that dead or wounded are counted for though their number hangs on another word:
 * "killing six and wounding 120"; the only one of the sentence: "the blast left 12 dead". */
static uint32_t attack_above(const struct coder *coder, const struct tree *tree,
                             const struct match *matches, uint32_t quantity)
{
    uint32_t at = quantity, only = INDEX_NONE;
    for (unsigned step = 0; at != INDEX_NONE && step < TREE_STEPS_MAX; step++) {
        uint32_t owner = matches[at].taker != INDEX_NONE ? matches[at].taker : at;
        if (is_attack(coder, tree, matches, owner))
            return owner;
        at = tree->nodes[at].head;
    }
    for (uint32_t i = 0; i < tree->count; i++) {
        if (!is_attack(coder, tree, matches, i))
            continue;
        if (only != INDEX_NONE)
            return INDEX_NONE;
        only = i;
    }
    return only;
}

static bool set_counts(struct coder *coder, const struct tree *tree, const struct match *matches,
                       uint32_t token, struct event *event, struct err *err)
{
    const struct article *article = tree->article;
    VECTOR(uint32_t) counts = {0};
    struct index_range range = ARTICLE_RANGE(struct quantity, article->quantities,
                                             article->quantity_count, tree->sentence);
    for (uint32_t i = range.first; i < range.end; i++) {
        uint32_t head = setting_head(tree, article->quantities[i].span);
        const struct quantity *quantity = &article->quantities[i];
        if (quantity->of.len == 0 || head == INDEX_NONE)
            continue;
        if (!counts_for(tree, matches, head, token) &&
            !(is_casualties(coder->model, quantity) &&
              attack_above(coder, tree, matches, head) == token))
            continue;
        uint32_t *kept = vector_push(&counts, coder->arena);
        if (!kept)
            return arena_fail(coder->arena, err);
        *kept = i;
    }
    event->counts = counts.items;
    event->quantity_count = (uint32_t)counts.count;
    return true;
}

/* ---- one event ---- */

static double goldstein_of(const struct events_model *model, struct slice cameo)
{
    for (size_t length = cameo.len; length >= 2; length--) {
        for (size_t i = 0; i < model->cameo.count; i++) {
            if (slice_equal(model->cameo.items[i].code, slice_sub(cameo, 0, length)))
                return model->cameo.items[i].goldstein;
        }
    }
    return NAN;
}

/* PLOVER's quads: verbal and material cooperation, verbal and material conflict. */
static uint8_t quad_of(enum event_type type)
{
    if (type == TYPE_NONE) /* a code of a dictionary that is none of CAMEO's */
        return 0;
    if (type >= TYPE_AGREE && type <= TYPE_CONCEDE)
        return 1;
    if (type >= TYPE_COOPERATE && type <= TYPE_RETREAT)
        return 2;
    return type >= TYPE_REQUEST && type <= TYPE_THREATEN ? 3 : 4;
}

static bool set_participants(struct coder *coder, const struct tree *tree, const struct side *side,
                             const struct participant **ret_list, uint32_t *ret_count,
                             struct err *err)
{
    struct participant *list = arena_array(coder->arena, struct participant, side->count);
    if (!list)
        return arena_fail(coder->arena, err);
    for (uint8_t i = 0; i < side->count; i++) {
        const struct match_participant *from = &side->list[i];
        list[i] = (struct participant){
            from->actor,
            tree_phrase(tree, from->token, coder->article->mentions[from->mention].span)};
    }
    *ret_list = list;
    *ret_count = side->count;
    return true;
}

static uint8_t event_status(const struct match *match, const struct status *status)
{
    uint32_t conditions = match->frame->conditions;
    uint8_t result = status->status;
    if (conditions & FRAME_DENIED)
        return EVENT_DENIED;
    if (conditions & FRAME_HYPOTHETICAL)
        return EVENT_HYPOTHETICAL;
    if (conditions & FRAME_PLANNED && result == EVENT_HAPPENED)
        return EVENT_PLANNED;
    if (conditions & FRAME_ONGOING && result == EVENT_HAPPENED)
        return EVENT_ONGOING;
    return result;
}

/* Whoever a word of saying has as subject. */
static uint32_t speaker_of(const struct tree *tree, uint32_t saying)
{
    struct tree_found found = {0};
    if (saying == INDEX_NONE)
        return INDEX_NONE;
    tree_path(tree, saying, PATH_SUBJECT, &found);
    for (uint32_t i = 0; i < found.count; i++) {
        uint32_t mention = tree->nodes[found.tokens[i]].mention;
        if (mention != INDEX_NONE)
            return tree->article->mentions[mention].actor;
    }
    return INDEX_NONE;
}

/* More of the frame filled, both sides known: surer. A rough scale, not a probability. */
static double confidence_of(const struct match *match)
{
    double sure = 0.4 + 0.1 * match->frame->constraints;
    sure += match->actors.count > 0 ? 0.15 : 0;
    sure += match->recipients.count > 0 ? 0.15 : 0;
    return sure > 0.95 ? 0.95 : sure;
}

static struct span anchor_span(const struct tree *tree, const struct match *match)
{
    const struct token *tokens = tree->article->tokens + tree->first_token;
    uint32_t first = match->anchor < match->extent ? match->anchor : match->extent;
    uint32_t last = match->anchor < match->extent ? match->extent : match->anchor;
    return (struct span){tokens[first].span.start, tokens[last].span.end};
}

/* A clause in the future is the promise of what it tells, and one that will not be a refusal, where
 * compose.txt says so. */
static void apply_future(const struct events_model *model, enum event_type outer,
                         struct match *match)
{
    const struct composition *composition = events_composition(model, outer,
                                                               (enum event_type)match->type);
    if (!composition)
        return;
    match->type = (uint8_t)composition->type;
    match->mode = composition->mode;
    match->cameo = composition->cameo;
}

/* Whether those of a side are told by nouns alone: "a girl". */
static bool is_nameless(const struct article *article, const struct side *side)
{
    for (uint8_t i = 0; i < side->count; i++) {
        if (article->mentions[side->list[i].mention].form != MENTION_NOMINAL)
            return false;
    }
    return true;
}

static bool code_event(struct coder *coder, const struct tree *tree, uint32_t token,
                       struct match *matches, struct err *err)
{
    struct match *match = &matches[token];
    struct status status = status_read(tree, token);
    struct event *event = vector_push(&coder->events, coder->arena);
    struct when_cue *cue = vector_push(&coder->cues, coder->arena);
    if (!event || !cue)
        return arena_fail(coder->arena, err);
    *cue = when_cue_read(tree, token, match->anchor, match->extent);
    cue->period = coder->story.before;
    cue->is_background = coder->story.was_background;
    cue->is_nameless = match->actors.count + match->recipients.count > 0 &&
                       is_nameless(coder->article, &match->actors) &&
                       is_nameless(coder->article, &match->recipients);
    bool composed = status.future && !match->code;
    if (composed && status.status == EVENT_PLANNED)
        apply_future(coder->model, status.unless ? TYPE_UNLESS : TYPE_FUTURE, match);
    if (composed && status.status == EVENT_DENIED) {
        enum event_type before = (enum event_type)match->type;
        apply_future(coder->model, status.unless ? TYPE_HELD : TYPE_REFUSED, match);
        if (match->type == before)
            apply_future(coder->model, TYPE_REFUSED, match);
        if (match->type != before) /* the refusal itself is what happened */
            status.status = EVENT_HAPPENED;
    }
    *event = (struct event){
        .sentence = tree->sentence,
        .anchor = anchor_span(tree, match),
        .type = match->type == TYPE_NONE ? SLICE(EVENTS_OTHER)
                                         : event_type_name((enum event_type)match->type),
        .mode = match->mode,
        .cameo = match->cameo,
        .quad = quad_of((enum event_type)match->type),
        .goldstein = goldstein_of(coder->model, match->cameo),
        .contexts = match->frame->contexts,
        .context_count = match->frame->context_count,
        .attributed_to = speaker_of(tree, status.attribution),
        .statement = INDEX_NONE,
        .confidence = confidence_of(match),
        .rule = match->code ? match->rule : match->frame->rule,
    };
    when_read(tree, matches, token, event, cue);
    when_link_read(tree, matches, token, cue);
    event->where = setting_where(tree, matches, match->anchor);
    event->status = (enum event_status)event_status(match, &status);
    return set_counts(coder, tree, matches, token, event, err) &&
           set_participants(coder, tree, &match->actors, &event->actors, &event->actor_count,
                            err) &&
           set_participants(coder, tree, &match->recipients, &event->recipients,
                            &event->recipient_count, err);
}

/* Makes the match that of the second event of its word: "sentenced to three years"; of a
 * dictionary's code "031:032", what is done back. False when there is none. */
static bool tell_second(struct match *match)
{
    if (match->also) {
        match->frame = match->also;
        match->type = match->also->type;
        match->mode = match->also->mode;
        match->cameo = match->also->cameo;
        return true;
    }
    if (!match->code || match->code->back.len == 0 || slice_equal(match->code->back, match->cameo))
        return false;
    struct side actors = match->actors;
    match->actors = match->recipients;
    match->recipients = actors;
    match->cameo = match->code->back;
    match->type = match->code->back_type;
    return true;
}

static bool code_sentence(struct coder *coder, uint32_t sentence, struct arena *scratch,
                          struct err *err)
{
    struct tree tree;
    if (!tree_read(coder->model, &coder->labels, coder->article, sentence, scratch, &tree, err))
        return false;
    struct match *matches = arena_array(scratch, struct match, tree.count);
    if (!matches)
        return arena_fail(scratch, err);
    when_story_read(&tree, &coder->story);
    match_sentence(&tree, coder->domain, coder->trace, matches);
    combine_parts(&tree, matches);
    if (!petrarch_match(&tree, scratch, matches, err))
        return false;
    size_t most = coder->events.count + EVENTS_OF_SENTENCE_MAX;
    for (uint32_t i = 0; i < tree.count; i++) {
        if (!matches[i].frame)
            continue;
        enum match_fate fate = fate_of(coder, &tree, i, &matches[i]);
        if (fate == FATE_CODED && coder->events.count == most)
            fate = FATE_TOO_MANY;
        trace_fate(coder->trace, (struct fate){sentence, anchor_span(&tree, &matches[i]), fate,
                                               matches[i].taker});
        if (fate != FATE_CODED)
            continue;
        if (!code_event(coder, &tree, i, matches, err))
            return false;
        bool second = coder->events.count < most && tell_second(&matches[i]);
        if (second && !code_event(coder, &tree, i, matches, err))
            return false;
    }
    return true;
}

static bool code_article(const struct events_model *model, struct arena *arena,
                         struct arena *scratch, struct trace *trace, struct article *article,
                         struct err *err)
{
    struct coder coder = {.model = model, .article = article, .arena = arena, .trace = trace};
    labels_read(article->grammar, &coder.labels);
    coder.domain = article_domain(model, article);
    coder.story = when_story_begin(article);
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        bool done = code_sentence(&coder, i, scratch, err);
        arena_rewind(scratch, mark);
        if (!done)
            return false;
    }
    when_settle(&coder.story, coder.events.items, coder.cues.items, coder.events.count);
    article->events = coder.events.items;
    article->event_count = (uint32_t)coder.events.count;
    return said_link(article, coder.events.items, coder.events.count, scratch, err) &&
           repeat_drop(article, coder.events.items, coder.cues.items, trace, scratch, err);
}

bool events_code(const struct events_model *model, struct arena *arena, struct arena *scratch,
                 struct article *article, struct err *err)
{
    return code_article(model, arena, scratch, NULL, article, err);
}

bool trace_article(const struct events_model *model, struct arena *arena, struct arena *scratch,
                   const struct article *article, struct trace *ret_trace, struct err *err)
{
    struct article copy = *article;
    struct trace trace = {.arena = arena};
    if (!code_article(model, arena, scratch, &trace, &copy, err))
        return false;
    if (trace.failed)
        return arena_fail(arena, err);
    trace_sort(&trace);
    *ret_trace = trace;
    return true;
}

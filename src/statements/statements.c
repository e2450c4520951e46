/*
 * statements.c - who said what, of a whole article.
 *
 *   in    an article with sentences, grammar, actors and times
 *   out   article->statements
 *
 * Quotations are found first; then the words of saying of each sentence claim clauses and
 * quotations; then lines without such a word; then the quotations that are left go on from what was
 * said beside them.
 */
#include "statements/statements.h"

#include "statements/find.h"
#include "statements/lines.h"
#include "statements/speakers.h"

struct statements_model {
    struct cues cues;
};

bool statements_reads_kind(struct slice kind)
{
    return slice_equal(kind, SLICE("cues"));
}

bool statements_model_load(const struct data_set *set, struct arena *arena,
                           struct data_faults *faults, const struct statements_model **ret_model,
                           struct err *err)
{
    struct statements_model *model = arena_new(arena, struct statements_model);
    if (!model)
        return arena_fail(arena, err);
    if (!cues_load(set, arena, faults, &model->cues, err))
        return false;
    *ret_model = model;
    return true;
}

static bool find_all(struct finder *finder, struct err *err)
{
    const struct article *article = finder->clauses.article;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        if (!find_in_sentence(finder, s, err))
            return false;
    }
    uint32_t first = 0;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        bool ends = s + 1 == article->sentence_count ||
                    article->sentences[s + 1].paragraph != article->sentences[s].paragraph;
        if (!lines_find_colon(finder, s, err) ||
            (ends && !lines_find_signed(finder, first, s + 1, err)))
            return false;
        first = ends ? s + 1 : first;
    }
    return true;
}

/* ---- from tokens to spans ---- */

static struct span span_of(const struct article *article, struct range range, uint32_t otherwise)
{
    if (range.first == INDEX_NONE || range.first > range.last)
        return (struct span){otherwise, otherwise};
    return (struct span){article->tokens[range.first].span.start,
                         article->tokens[range.last].span.end};
}

static uint32_t actor_at(const struct finder *finder, uint32_t token)
{
    uint32_t mention = token == INDEX_NONE ? INDEX_NONE : finder->clauses.nodes[token].mention;
    return mention == INDEX_NONE ? INDEX_NONE : finder->clauses.article->mentions[mention].actor;
}

static bool write_statement(const struct finder *finder, const struct found *found,
                            struct arena *arena, struct statement *ret_statement, struct err *err)
{
    const struct article *article = finder->clauses.article;
    struct span *content = arena_array(arena, struct span, found->range_count);
    if (!content)
        return arena_fail(arena, err);
    for (uint32_t i = 0; i < found->range_count; i++)
        content[i] = span_of(article, found->ranges[i], 0);
    uint32_t start = content[0].start;
    *ret_statement = (struct statement){
        .sentence = clauses_sentence(&finder->clauses, found->ranges[0].first),
        .speaker = found->actor,
        .speaker_span = span_of(article, found->speaker_range, start),
        .cue = span_of(article, found->cue_range, start),
        .content = content,
        .content_count = found->range_count,
        .kind = found->kind,
        .addressee = actor_at(finder, found->addressee),
        .addressee_span = span_of(article, found->addressee_range, start),
        .topic = span_of(article, found->topic, start),
        .rule = found->cue ? found->cue->rule : SLICE("line"),
    };
    return true;
}

/* Whether two tell the same words: "said in a statement that". */
static bool is_same(const struct found *a, const struct found *b)
{
    return a->ranges[0].first == b->ranges[0].first &&
           a->ranges[a->range_count - 1].last == b->ranges[b->range_count - 1].last;
}

static bool write_all(const struct finder *finder, struct arena *arena, struct article *article,
                      struct err *err)
{
    size_t count = finder->found.count, kept = 0;
    struct statement *statements = arena_array(arena, struct statement, count);
    if (!statements)
        return arena_fail(arena, err);
    for (size_t i = 0; i < count; i++) {
        const struct found *found = &finder->found.items[i];
        if (i > 0 && is_same(found, &finder->found.items[i - 1]))
            continue;
        if (!write_statement(finder, found, arena, &statements[kept], err))
            return false;
        kept++;
    }
    article->statements = statements;
    article->statement_count = (uint32_t)kept;
    return true;
}

bool statements_annotate(const struct statements_model *model, struct arena *arena,
                         struct arena *scratch, struct article *article, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    struct quotations quotations;
    struct finder finder = {.scratch = scratch};
    if (!article->grammar)
        return true;
    finder.roles = arena_array(scratch, uint8_t, article->token_count);
    bool done = finder.roles || arena_fail(scratch, err);
    done = done && quotations_find(article, scratch, &quotations, err) &&
           clauses_read(article, &model->cues, &quotations, scratch, &finder.clauses, err) &&
           find_all(&finder, err);
    if (done) {
        speakers_resolve(&finder);
        found_sort(&finder);
        done = speakers_go_on(&finder, err) && write_all(&finder, arena, article, err);
    }
    arena_rewind(scratch, mark);
    return done;
}

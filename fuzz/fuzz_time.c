/*
 * fuzz_time.c - any text gives time expressions that keep time.h's word, and any rules load or
 * fail.
 *
 *   in    bytes: the first chooses the date and what the rest is, text or a user's rules
 *   out   abort() when a property does not hold
 *
 * Properties: expressions are sorted, disjoint, in bounds and within their sentence; earliest is
 * not after latest; values and rules are not empty; nothing is anchored without a date unless the
 * text names it.
 */

#include "base/utf8.h"
#include "time/time.h"

#include "fuzz_split.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_times(const struct article *article)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < article->time_count; i++) {
        const struct time_expression *time = &article->times[i];
        demand(time->sentence < article->sentence_count);
        struct span sentence = article->sentences[time->sentence].span;
        demand(time->span.start >= end && time->span.start < time->span.end);
        demand(time->span.start >= sentence.start && time->span.end <= sentence.end);
        demand(time->value.len > 0 && time->rule.len > 0);
        demand(time->earliest == DAY_UNKNOWN || time->latest == DAY_UNKNOWN ||
               time->earliest <= time->latest);
        end = time->span.end;
    }
}

static void read_text(const struct text_model *text, const struct time_model *model,
                      struct slice bytes, uint8_t choice)
{
    struct arena arena, scratch;
    struct err err;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    struct article article = split_article(text, bytes, &arena, &scratch);
    if (choice & 2)
        datetime_parse_iso(choice & 4 ? SLICE("2016-12-02T13:03") : SLICE("2000-02-29"),
                           &article.published);
    else if (choice & 4)
        datetime_parse_iso(SLICE("2016-07"), &article.not_before);
    demand(time_annotate(model, &arena, &scratch, &article, &err));
    check_times(&article);
    arena_free(&arena);
    arena_free(&scratch);
}

/* A user's rules beside the built-in words; when they load they are run. */
static void read_rules(const struct text_model *text, struct slice bytes, uint8_t choice)
{
    struct arena own;
    struct data_set set;
    struct data_faults faults = {0};
    const struct time_model *model;
    struct err err;
    arena_init(&own, (size_t)256 << 20);
    demand(data_set_built_in(&own, &set, &err));
    struct slice name = choice & 8 ? SLICE("timewords-x.txt") : SLICE("timerules-x.txt");
    demand(data_set_add_bytes(&set, name, bytes, &err));
    if (time_model_load(&set, &own, &faults, &model, &err))
        read_text(text, model, SLICE("On Friday, 1 May 2015 three days later it rained."), choice);
    arena_free(&own);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena lasting;
    static const struct text_model *text;
    static const struct time_model *model;
    struct err err;
    if (!model) {
        struct data_set set;
        struct data_faults faults = {0};
        arena_init(&lasting, (size_t)256 << 20);
        demand(text_model_load(&lasting, &text, &err) && data_set_built_in(&lasting, &set, &err) &&
               time_model_load(&set, &lasting, &faults, &model, &err));
    }
    if (size == 0)
        return 0;
    struct arena arena;
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    struct slice bytes = clean_text(&arena, data + 1, size - 1);
    if (data[0] & 1)
        read_rules(text, bytes, data[0]);
    else
        read_text(text, model, bytes, data[0]);
    arena_free(&arena);
    return 0;
}

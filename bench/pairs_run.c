/*
 * pairs_run.c - the evidence on all pairs of mentions in a store: for fitting the weights of
 * merging.
 *
 *   in    pairs_run FILE.db
 *   out   tab-separated lines: for each mention "M", article id, number in its article, type,
 * anchor, sentence; for each pair whose types go together "P", both mentions by the order of their
 *         lines from 0, score, then NAME=TIMES of each weight that counts into it: by how much the
 *         score rises with it
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "record/score.h"
#include "store/events.h"

/* How far each weight is moved. */
#define STEP 1e-3

static struct arena arena;
static struct merge_rules rules;
static struct store *store;
static VECTOR(int64_t) numbers;

static void check(bool done, const struct err *err)
{
    if (done)
        return;
    fprintf(stderr, "pairs_run: %s\n", err->message);
    exit(1);
}

static bool keep_number(void *context, int64_t number)
{
    (void)context;
    int64_t *kept = vector_push(&numbers, &arena);
    if (kept)
        *kept = number;
    return kept != NULL;
}

static void print_text(struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        putchar(text.ptr[i] < ' ' && text.ptr[i] >= 0 ? ' ' : text.ptr[i]);
}

static void print_mention(const struct merge_mention *mention)
{
    const struct article *article = &mention->article->recorded.article;
    printf("M\t%.*s\t%u\t%.*s\t", SLICE_ARG(article->id), mention->index,
           SLICE_ARG(mention->event->type));
    print_text(article_slice(article, mention->event->anchor));
    putchar('\t');
    print_text(article_slice(article, article->sentences[mention->event->sentence].span));
    putchar('\n');
}

static void print_pair(const struct merge_mention *const *mentions, size_t a, size_t b)
{
    struct evidence evidence, moved;
    if (!merge_score(&rules, mentions[a], mentions[b], &evidence))
        return;
    printf("P\t%zu\t%zu\t%.4f", a, b, evidence.score);
    for (int w = 0; w < WEIGHT_COUNT; w++) {
        double kept = rules.weights[w];
        rules.weights[w] += STEP;
        merge_score(&rules, mentions[a], mentions[b], &moved);
        rules.weights[w] = kept;
        double times = (moved.score - evidence.score) / STEP;
        if (fabs(times) > STEP)
            printf("\t%s=%.3f", merge_weight_name((enum weight)w), times);
    }
    putchar('\n');
}

int main(int argc, char **argv)
{
    struct err err;
    struct data_faults faults = {0};
    VECTOR(const struct merge_mention *) mentions = {0};
    if (argc != 2)
        return fprintf(stderr, "pairs_run FILE.db\n"), 2;
    arena_init(&arena, (size_t)8 << 30);
    check(merge_rules_load(&arena, &faults, &rules, &err) &&
              store_open(argv[1], STORE_READ, &store, &err) &&
              store_articles_after(store, 0, keep_number, NULL, &err),
          &err);
    for (size_t n = 0; n < numbers.count; n++) {
        struct recorded recorded;
        struct merge_article *article = arena_new(&arena, struct merge_article);
        check(store_take(store, numbers.items[n], &arena, &recorded, &err) &&
                  merge_article_prepare(&rules, &recorded, &arena, article),
              &err);
        for (uint32_t i = 0; i < article->recorded.article.event_count; i++) {
            const struct merge_mention **kept = vector_push(&mentions, &arena);
            check(kept || arena_fail(&arena, &err), &err);
            *kept = &article->mentions[i];
        }
    }
    for (size_t i = 0; i < mentions.count; i++)
        print_mention(mentions.items[i]);
    for (size_t a = 0; a < mentions.count; a++) {
        for (size_t b = a + 1; b < mentions.count; b++)
            print_pair(mentions.items, a, b);
    }
    store_close(store, false, &err);
    arena_free(&arena);
    return 0;
}

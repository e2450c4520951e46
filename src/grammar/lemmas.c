/*
 * lemmas.c - lemmas: exceptions known by heart, else the best rule that fits the form.
 *
 *   in    space->z, token.upos
 *   out   token.lemma
 *
 * A rule changes case, strips an ending and adds another. Rules are tried from the likeliest down;
 * the first, which strips nothing, fits every form.
 */
#include <float.h>
#include <string.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "grammar/heads.h"

/* Longer forms (addresses of web pages) are their own lemmas. */
#define LEMMA_FORM_BYTES_MAX 1024
#define UPOS_NAME_BYTES_MAX 16

/* Lower case may take more bytes: U+023A has 2, its lower case 3. */
#define LOWER_BYTES_MAX (LEMMA_FORM_BYTES_MAX * 2)

enum lemma_mode { LEMMA_LOWER, LEMMA_AS_IS, LEMMA_LOWER_NO_COMMAS };

/* A form in the three ways that rules may take it. */
struct cases {
    struct slice given;
    struct slice lower;
    struct slice without_commas;
    char key[UPOS_NAME_BYTES_MAX + 1 + LOWER_BYTES_MAX]; /* "NOUN form"; lower points into it */
    char bytes[LOWER_BYTES_MAX];
    size_t key_length;
};

static size_t write_lower(struct slice form, char *ret_bytes)
{
    size_t length = 0;
    for (size_t at = 0; at < form.len;) {
        uint32_t code_point;
        at += utf8_decode(form, at, &code_point);
        length += utf8_encode(unicode_lower(code_point), ret_bytes + length);
    }
    return length;
}

static void cases_of(struct slice form, struct slice upos, struct cases *ret_cases)
{
    size_t tag = upos.len < UPOS_NAME_BYTES_MAX ? upos.len : UPOS_NAME_BYTES_MAX;
    memcpy(ret_cases->key, upos.ptr, tag);
    ret_cases->key[tag++] = ' ';
    ret_cases->given = form;
    ret_cases->lower = (struct slice){ret_cases->key + tag,
                                      write_lower(form, ret_cases->key + tag)};
    ret_cases->key_length = tag + ret_cases->lower.len;
    size_t length = 0;
    for (size_t i = 0; i < ret_cases->lower.len; i++) {
        if (ret_cases->lower.ptr[i] != ',')
            ret_cases->bytes[length++] = ret_cases->lower.ptr[i];
    }
    ret_cases->without_commas = (struct slice){ret_cases->bytes, length};
}

static struct slice in_mode(const struct cases *cases, int32_t mode)
{
    switch (mode) {
    case LEMMA_LOWER:
        return cases->lower;
    case LEMMA_AS_IS:
        return cases->given;
    default:
        return cases->without_commas;
    }
}

static bool rule_fits(const struct grammar_model *model, const struct cases *cases, uint32_t rule)
{
    struct slice form = in_mode(cases, model->lemma_mode[rule]);
    struct slice strip = string_at(&model->lemma_strip, rule);
    size_t added = string_at(&model->lemma_add, rule).len;
    return rule == 0 || (slice_ends(form, strip) && form.len - strip.len + added > 0);
}

/* The first of the likeliest rules that fit. scores holds one for each rule and is used up. */
static uint32_t best_rule(const struct grammar_model *model, const struct cases *cases,
                          const float *upos_scores, float *scores)
{
    model->kernels->add(scores, upos_scores, LANES_UP(model->lemma_count));
    for (uint32_t tries = 0; tries < model->lemma_count; tries++) {
        uint32_t rule = first_largest(scores, model->lemma_count);
        if (rule_fits(model, cases, rule))
            return rule;
        scores[rule] = -FLT_MAX;
    }
    return 0;
}

static bool apply_rule(const struct grammar_model *model, const struct cases *cases, uint32_t rule,
                       struct arena *arena, struct slice *ret_lemma)
{
    struct slice form = in_mode(cases, model->lemma_mode[rule]);
    struct slice add = string_at(&model->lemma_add, rule);
    size_t kept = form.len - string_at(&model->lemma_strip, rule).len;
    if (kept == 0 && add.len == 0) {
        *ret_lemma = cases->given;
        return true;
    }
    if (add.len == 0 && kept <= cases->given.len && memcmp(form.ptr, cases->given.ptr, kept) == 0) {
        *ret_lemma = slice_sub(cases->given, 0, kept);
        return true;
    }
    char *lemma = arena_alloc(arena, kept + add.len, 1);
    if (!lemma)
        return false;
    memcpy(lemma, form.ptr, kept);
    if (add.len > 0)
        memcpy(lemma + kept, add.ptr, add.len);
    *ret_lemma = (struct slice){lemma, kept + add.len};
    return true;
}

/* What the table has for the key. */
static struct slice exception_of(const struct grammar_model *model, const struct cases *cases)
{
    size_t known = sorted_find(model->lemma_hashes, model->lemma_exceptions.count,
                               hash_64((struct slice){cases->key, cases->key_length}));
    return known == SIZE_MAX ? SLICE_EMPTY : string_at(&model->lemma_exceptions, known);
}

struct slice lemmas_known(const struct grammar_model *model, struct slice form, uint16_t upos)
{
    struct cases cases;
    if (form.len > LEMMA_FORM_BYTES_MAX)
        return SLICE_EMPTY;
    cases_of(form, string_at(&model->upos_names, upos - 1U), &cases);
    return exception_of(model, &cases);
}

/* The lemma that the table has for the form, or the form itself when it is over
 * LEMMA_FORM_BYTES_MAX. False when a rule must tell. */
static bool look_up(const struct grammar_model *model, struct slice form, struct token *token,
                    struct cases *ret_cases)
{
    token->lemma = form;
    if (form.len > LEMMA_FORM_BYTES_MAX)
        return true;
    cases_of(form, string_at(&model->upos_names, token->upos - 1U), ret_cases);
    struct slice known = exception_of(model, ret_cases);
    if (known.len > 0)
        token->lemma = known;
    return known.len > 0;
}

/* Looks all words up. Those left over are counted; space->q2 gets their vectors, space->row_new
 * their tokens. */
static uint32_t look_up_all(const struct grammar_model *model, const struct article *article,
                            struct workspace *space)
{
    const struct batch *batch = &space->batch;
    struct cases cases;
    uint32_t left = 0;
    for (uint32_t s = 0; s < batch->sentence_count; s++) {
        const struct batch_sentence *sentence = &batch->sentences[s];
        for (uint32_t i = 0; i < sentence->count; i++) {
            struct token *token = &article->tokens[sentence->first_token + i];
            if (look_up(model, article_slice(article, token->span), token, &cases))
                continue;
            memcpy(space->q2.q + left * space->q2.stride,
                   space->z.q + (sentence->row + i) * space->z.stride,
                   model->width * sizeof(int16_t));
            space->row_new[left++] = sentence->first_token + i;
        }
    }
    return left;
}

bool lemmas_decode(const struct grammar_model *model, const struct article *article,
                   struct workspace *space, struct arena *arena, struct err *err)
{
    size_t stride = model->lemma.outputs;
    uint32_t left = look_up_all(model, article, space);
    struct quantised rows = {space->q2.q, space->ones, space->q2.stride};
    struct cases cases;
    model->kernels->linear(&model->lemma, rows, left, space->y, stride);
    for (uint32_t i = 0; i < left; i++) {
        struct token *token = &article->tokens[space->row_new[i]];
        uint32_t upos = token->upos - 1U;
        cases_of(article_slice(article, token->span), string_at(&model->upos_names, upos), &cases);
        uint32_t rule = best_rule(model, &cases,
                                  model->lemma_upos + upos * LANES_UP(model->lemma_count),
                                  space->y + i * stride);
        if (!apply_rule(model, &cases, rule, arena, &token->lemma))
            return arena_fail(arena, err);
    }
    return true;
}

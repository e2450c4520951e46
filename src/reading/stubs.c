/*
 * stubs.c - stands in for stages that are not written yet; goes when they are.
 *
 *   in    what the stages take
 *   out   nothing
 */
#include "intake/intake.h"
#include "page/page.h"
#include "store/store.h"
#include "text/text.h"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#define WEAK __attribute__((weak))
WEAK bool text_model_load(struct arena *a, const struct text_model **m, struct err *e)
{
    *m = NULL;
    return true;
}
WEAK bool text_split(const struct text_model *m, struct arena *a, struct arena *s,
                     struct article *article, struct err *e)
{
    return true;
}
WEAK bool store_open(const char *p, enum store_mode m, struct store **r, struct err *e)
{
    return err_set_memory(e);
}
WEAK bool store_close(struct store *s, bool c, struct err *e)
{
    return true;
}
WEAK const char *store_detail(const struct store *s)
{
    return "";
}
WEAK bool store_put_article(struct store *s, const struct article *a, enum store_put *r,
                            struct err *e)
{
    return true;
}
WEAK bool store_put_rejection(struct store *s, const struct store_rejection *a, enum store_put *r,
                              struct err *e)
{
    return true;
}
WEAK bool store_has(struct store *s, const char k[HASH_ID_CHARS], bool *r, struct err *e)
{
    return true;
}
WEAK bool store_articles(struct store *s, const struct store_query *q,
                         bool (*row)(void *, const struct store_article *), void *c, struct err *e)
{
    return true;
}
WEAK bool store_article(struct store *s, struct slice i, struct arena *a, struct store_article *r,
                        struct err *e)
{
    return err_set_memory(e);
}
WEAK bool store_sentences(struct store *s, struct slice k,
                          bool (*row)(void *, uint64_t, uint64_t, struct slice), void *c,
                          struct err *e)
{
    return true;
}
WEAK bool store_rejections(struct store *s, bool (*row)(void *, const struct store_rejection *),
                           void *c, struct err *e)
{
    return true;
}

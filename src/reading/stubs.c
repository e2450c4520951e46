/*
 * stubs.c - stands in for stages that are not written yet; goes when they are.
 *
 *   in    what the stages take
 *   out   nothing
 */
#include "intake/intake.h"
#include "page/page.h"
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

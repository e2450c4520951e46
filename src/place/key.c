/*
 * key.c - the key that names of places are compared by.
 *
 *   in    a name in any spelling
 *   out   fold_name's key, with one form for words that are also written short
 */
#include <string.h>

#include "base/fold.h"
#include "place/table.h"

/* Words of names that are also written short. */
static const struct {
    const char *word;
    const char *form;
} forms[] = {
    {"saint", "st"}, {"sainte", "ste"}, {"mount", "mt"}, {"fort", "ft"}, {"and", "&"},
};

/* The form of a word that key[start .. end) is, or NULL. */
static const char *short_form(const char *key, size_t start, size_t end)
{
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        size_t length = strlen(forms[i].word);
        if (end - start == length && memcmp(key + start, forms[i].word, length) == 0)
            return forms[i].form;
    }
    return NULL;
}

size_t place_key(struct slice name, char *out)
{
    size_t length = fold_name(name, out, PLACE_KEY_BYTES), written = 0;
    for (size_t start = 0; start < length;) {
        const char *space = memchr(out + start, ' ', length - start);
        size_t end = space ? (size_t)(space - out) : length;
        const char *form = short_form(out, start, end);
        if (written > 0)
            out[written++] = ' ';
        /* A form is never longer than its word, so what is written stays behind what is read. */
        size_t bytes = form ? strlen(form) : end - start;
        memmove(out + written, form ? form : out + start, bytes);
        written += bytes;
        start = end + 1;
    }
    return written;
}

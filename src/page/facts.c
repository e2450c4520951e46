/*
 * facts.c - the fact files of data/: one fact a line.
 *
 *   in    a built-in file
 *   out   its facts
 */
#include "page/facts.h"

#include "base/resource.h"
#include "base/vector.h"

/* True when the line holds a fact; *ret_malformed when it should and does not. */
static bool read_line(struct slice line, struct fact *fact, bool *ret_malformed)
{
    *ret_malformed = false;
    struct slice rest = slice_trim(line);
    if (rest.len == 0 || rest.ptr[0] == '#')
        return false;
    slice_next_field(&rest, '\t', &fact->kind);
    fact->kind = slice_trim(fact->kind);
    if (slice_next_field(&rest, '\t', &fact->word))
        fact->word = slice_trim(fact->word);
    if (slice_next_field(&rest, '\t', &fact->value))
        fact->value = slice_trim(fact->value);
    *ret_malformed = fact->kind.len == 0 || fact->word.len == 0;
    return !*ret_malformed;
}

bool facts_read(const char *name, struct arena *arena, const struct fact **ret_facts,
                size_t *ret_count, struct err *err)
{
    VECTOR(struct fact) facts = {0};
    struct slice file = resource_get(name);
    if (!file.ptr)
        return err_set(err, ERR_MISSING, "a data file is not built in");
    struct slice rest = file, line;
    while (slice_next_line(&rest, &line)) {
        struct fact fact = {.offset = (size_t)(line.ptr - file.ptr)};
        bool malformed;
        bool is_fact = read_line(line, &fact, &malformed);
        if (malformed)
            return err_set_at(err, ERR_FORMAT, "a line of a data file is no fact", fact.offset);
        if (!is_fact)
            continue;
        struct fact *kept = vector_push(&facts, arena);
        if (!kept)
            return arena_fail(arena, err);
        *kept = fact;
    }
    *ret_facts = facts.items;
    *ret_count = facts.count;
    return true;
}

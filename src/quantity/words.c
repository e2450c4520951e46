/*
 * words.c - the words around numbers and the parts that they play.
 *
 *   in    data files "role | words | value", "noun; plural | sectors | person"
 *   out   struct quantity_words
 */
#include "quantity/words.h"

#include <string.h>

#include "base/ascii.h"

static const char *const role_names[ROLE_COUNT] = {
#define ROLE_NAME(constant, name) [ROLE_##constant] = name,
    QUANTITY_ROLES(ROLE_NAME)
#undef ROLE_NAME
};

/* Words in lower case with one space between; 0 when they are too long. */
static size_t make_key(const struct slice *texts, size_t count, char key[QUANTITY_WORDS_BYTES_MAX])
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (length + texts[i].len + 1 > QUANTITY_WORDS_BYTES_MAX)
            return 0;
        if (i > 0)
            key[length++] = ' ';
        for (size_t j = 0; j < texts[i].len; j++)
            key[length++] = ascii_lower(texts[i].ptr[j]);
    }
    return length;
}

int32_t quantity_words_uses(const struct quantity_words *words, const struct slice *texts,
                            size_t count)
{
    char key[QUANTITY_WORDS_BYTES_MAX];
    size_t length = make_key(texts, count, key);
    const uint32_t *found = length ? map_get(&words->index, (struct slice){key, length}) : NULL;
    return found ? (int32_t)*found : -1;
}

bool quantity_use_is(const struct quantity_words *words, int32_t use, enum quantity_role role,
                     struct slice *ret_value)
{
    for (; use >= 0; use = words->uses.items[use].next) {
        if (words->uses.items[use].role != role)
            continue;
        *ret_value = words->uses.items[use].value;
        return true;
    }
    return false;
}

bool quantity_word_is(const struct quantity_words *words, struct slice text,
                      enum quantity_role role, struct slice *ret_value)
{
    return quantity_use_is(words, quantity_words_uses(words, &text, 1), role, ret_value);
}

static bool add_word(struct quantity_words *words, struct slice text, enum quantity_role role,
                     struct slice value, struct arena *arena, struct err *err)
{
    char key[QUANTITY_WORDS_BYTES_MAX];
    struct slice kept = {key, make_key(&text, 1, key)};
    const uint32_t *found = map_get(&words->index, kept);
    int32_t next = found ? (int32_t)*found : -1;
    struct role_use *use = vector_push(&words->uses, arena);
    kept = arena_copy(arena, kept);
    if (!use || !kept.ptr || !map_put(&words->index, kept, (uint32_t)words->uses.count - 1))
        return arena_fail(arena, err);
    *use = (struct role_use){role, value, next};
    return true;
}

static bool load_words(struct quantity_words *words, const struct data_file *file,
                       struct arena *arena, struct data_faults *faults, struct err *err)
{
    struct data_lines lines;
    struct data_line line;
    data_lines_init(&lines, file, faults);
    while (data_lines_next(&lines, &line)) {
        enum quantity_role role = ROLE_COUNT;
        for (int i = 0; i < ROLE_COUNT; i++) {
            if (slice_equal(line.fields[0], slice_from(role_names[i])))
                role = (enum quantity_role)i;
        }
        if (role == ROLE_COUNT || line.field_count < 2 || line.field_count > 3) {
            data_fault(faults, &line, line.fields[0], "expected a role, words and a value");
            continue;
        }
        struct slice value = line.field_count > 2 ? line.fields[2] : SLICE_EMPTY;
        struct slice rest = line.fields[1], text;
        while (data_next_word(&rest, &text)) {
            if (text.len > QUANTITY_WORDS_BYTES_MAX)
                data_fault(faults, &line, text, "expected words of at most 40 bytes");
            else if (!add_word(words, text, role, value, arena, err))
                return false;
        }
    }
    return true;
}

/* The nouns of persons among the agents; their own loader tells what is wrong with the lines. */
static bool load_agents(struct quantity_words *words, const struct data_file *file,
                        struct arena *arena, struct err *err)
{
    struct data_faults ignored = {0};
    struct data_lines lines;
    struct data_line line;
    data_lines_init(&lines, file, &ignored);
    while (data_lines_next(&lines, &line)) {
        struct slice rest = line.fields[0], text;
        if (line.field_count < 3 || !slice_equal(line.fields[2], SLICE("person")))
            continue;
        while (data_next_word(&rest, &text)) {
            if (text.len <= QUANTITY_WORDS_BYTES_MAX &&
                !add_word(words, text, ROLE_PERSON, SLICE("people"), arena, err))
                return false;
        }
    }
    return true;
}

bool quantity_words_load(struct quantity_words *words, const struct data_set *set,
                         struct arena *arena, struct data_faults *faults, struct err *err)
{
    map_init(&words->index, arena);
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        if (slice_equal(file->kind, SLICE("quantitywords")) &&
            !load_words(words, file, arena, faults, err))
            return false;
        if (slice_equal(file->kind, SLICE("agents")) && !load_agents(words, file, arena, err))
            return false;
    }
    return true;
}

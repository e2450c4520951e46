/*
 * petrarch_codes.c - codes and names in PETRARCH's dictionaries of actors and agents.
 *
 *   in    codes, phrases
 *   out   countries and sectors, wordings
 */
#include "actors/petrarch_parts.h"
#include "base/ascii.h"

bool petrarch_is_code(struct slice code)
{
    if (code.len < 3)
        return false;
    for (size_t i = 0; i < code.len; i++) {
        if (!ascii_is_upper(code.ptr[i]) && !ascii_is_digit(code.ptr[i]))
            return false;
    }
    return true;
}

bool petrarch_split_code(struct record_load *load, struct slice code, struct slice *ret_country,
                         struct record_sectors *ret_sectors)
{
    struct record *record = load->record;
    char list[4 * PETRARCH_GROUPS_MAX];
    size_t length = 0;
    struct slice country = SLICE_EMPTY;
    for (size_t at = 0; at + 3 <= code.len && at < 3 * PETRARCH_GROUPS_MAX; at += 3) {
        struct slice group = slice_sub(code, at, at + 3);
        bool is_country = ret_country && record_knows_country(record, group) &&
                          (at == 0 || (at == 3 && !record_country_of_code(record, country) &&
                                       country.len > 0));
        if (is_country && country.len == 0) {
            country = group;
            continue;
        }
        if (is_country) {
            /* "IGOUNO", "MNCUSA": the second says whose, the first is what it is. */
            struct slice what = country;
            country = group;
            group = what;
        }
        for (size_t i = 0; i < 3; i++)
            list[length++] = group.ptr[i];
        list[length++] = ',';
    }
    if (ret_country)
        *ret_country = country;
    *ret_sectors = (struct record_sectors){NULL, 0};
    if (length == 0)
        return true;
    return record_make_sectors(record, (struct slice){list, length - 1}, ret_sectors) ||
           arena_fail(record->arena, load->err);
}

/* Letters of an abbreviation that stands as a name on its own. */
#define ABBREVIATION_LETTERS_MAX 4

struct slice petrarch_phrase(struct record_load *load, struct slice phrase, bool is_name)
{
    while (slice_ends(phrase, SLICE("_")))
        phrase.len--;
    char *bytes = arena_alloc(load->record->arena, phrase.len + 1, 1);
    if (!bytes) {
        arena_fail(load->record->arena, load->err);
        return SLICE_EMPTY;
    }
    bool one_word = slice_find_byte(phrase, '_', 0) == SIZE_MAX &&
                    slice_find_byte(phrase, ' ', 0) == SIZE_MAX;
    bool keep = is_name && one_word && phrase.len <= ABBREVIATION_LETTERS_MAX;
    bool inside = false; /* a word */
    for (size_t i = 0; i < phrase.len; i++) {
        char c = phrase.ptr[i];
        bytes[i] = c == '_' ? ' ' : !keep && (inside || !is_name) ? ascii_lower(c) : c;
        /* Initials keep their capitals: "U.N."; what follows an apostrophe has none. */
        inside = ascii_is_letter(c) || c == '\'' || (c & 0x80) != 0;
    }
    return slice_trim((struct slice){bytes, phrase.len});
}

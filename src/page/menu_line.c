/*
 * menu_line.c - counts the words of menus in a line, or its parts between separators.
 *
 *   in    a line
 *   out   yes or no
 */
#include "page/menu_line.h"

#define MENU_WORDS_MIN 3
#define MENU_PERCENT 60
#define PARTS_MIN 3
#define PART_WORDS_MAX 5
#define PART_BYTES_MAX 64

bool menu_line_has_menu_words(const struct lexicon *lexicon, const struct word *words,
                              uint32_t count)
{
    uint32_t hits = 0, others = 0;
    for (uint32_t i = 0; i < count; i++) {
        hits += hash_set_has(&lexicon->menu, words[i].hash);
        others += hash_set_has(&lexicon->stopwords, words[i].hash) &&
                  !hash_set_has(&lexicon->menu, words[i].hash);
    }
    return others == 0 && hits >= MENU_WORDS_MIN && hits * 100 >= count * MENU_PERCENT;
}

/* Bytes of a separator that stands between spaces at `at`, or 0. */
static size_t separator(struct slice s, size_t at)
{
    static const struct slice marks[] = {{"|", 1},      {">", 1},      {"\u00bb", 2}, {"\u00b7", 2},
                                         {"\u203a", 3}, {"\u2022", 3}, {"\u2192", 3}};
    if (at == 0 || s.ptr[at - 1] != ' ')
        return 0;
    struct slice rest = slice_sub(s, at, s.len);
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        if (slice_starts(rest, marks[i]) && rest.len > marks[i].len &&
            rest.ptr[marks[i].len] == ' ')
            return marks[i].len;
    }
    return 0;
}

/* A part of a menu is short and no sentence. */
static bool is_short(struct slice part, struct word *words, char *buffer)
{
    return part.len > 0 && part.len <= PART_BYTES_MAX && !slice_ends(part, SLICE(".")) &&
           lexicon_words(part, buffer, words, PART_WORDS_MAX + 1) <= PART_WORDS_MAX;
}

bool menu_line_has_parts(const struct lexicon *lexicon, struct slice line)
{
    struct word words[PART_WORDS_MAX + 1];
    char buffer[PART_BYTES_MAX + 1];
    uint32_t parts = 0;
    bool menu_first = false;
    for (size_t at = 0, start = 0; at <= line.len; at++) {
        size_t step = at < line.len ? separator(line, at) : 0;
        if (step == 0 && at < line.len)
            continue;
        struct slice part = slice_trim(slice_sub(line, start, at));
        if (!is_short(part, words, buffer))
            return false;
        if (parts++ == 0)
            menu_first = lexicon_words(part, buffer, words, 2) == 1 &&
                         hash_set_has(&lexicon->menu, words[0].hash);
        start = at + step;
        at += step;
    }
    return parts >= PARTS_MIN || (parts > 1 && menu_first);
}

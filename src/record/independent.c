/*
 * independent.c - a greatest matching of outlets and texts.
 *
 *   in    reports
 *   out   how many are independent
 */
#include "record/independent.h"

#include <string.h>

#define NONE UINT32_MAX

struct matching {
    uint32_t outlet_count, text_count;
    uint32_t *first;     /* [outlet_count + 1] of the outlet's texts */
    uint32_t *texts;     /* [reports] by outlet */
    uint32_t *outlet_of; /* [text_count] the outlet that a text is matched with, or NONE */
    uint32_t *came_from; /* [text_count] of the search under way: the outlet that reached a text */
    uint32_t *seen;      /* [text_count] the search that saw it last */
    uint32_t *queue;     /* [outlet_count] */
    uint32_t *text_of;   /* [outlet_count] */
};

static bool matching_make(const struct report *reports, size_t count, struct arena *arena,
                          struct matching *ret)
{
    struct matching m = {0};
    for (size_t i = 0; i < count; i++) {
        m.outlet_count = reports[i].outlet >= m.outlet_count ? reports[i].outlet + 1
                                                             : m.outlet_count;
        m.text_count = reports[i].text >= m.text_count ? reports[i].text + 1 : m.text_count;
    }
    m.first = arena_array(arena, uint32_t, (size_t)m.outlet_count + 2);
    m.texts = arena_array(arena, uint32_t, count);
    m.outlet_of = arena_array(arena, uint32_t, m.text_count);
    m.came_from = arena_array(arena, uint32_t, m.text_count);
    m.seen = arena_array(arena, uint32_t, m.text_count);
    m.queue = arena_array(arena, uint32_t, m.outlet_count);
    m.text_of = arena_array(arena, uint32_t, m.outlet_count);
    if (!m.first || !m.texts || !m.outlet_of || !m.came_from || !m.seen || !m.queue || !m.text_of)
        return false;
    for (size_t i = 0; i < count; i++)
        m.first[reports[i].outlet + 2]++;
    for (uint32_t i = 0; i < m.outlet_count; i++)
        m.first[i + 2] += m.first[i + 1];
    for (size_t i = 0; i < count; i++)
        m.texts[m.first[reports[i].outlet + 1]++] = reports[i].text;
    memset(m.outlet_of, 0xff, m.text_count * sizeof(m.outlet_of[0]));
    memset(m.text_of, 0xff, m.outlet_count * sizeof(m.text_of[0]));
    *ret = m;
    return true;
}

/* Gives the text to the outlet that reached it, that outlet's text to the one before, and so on. */
static void shift_along(struct matching *m, uint32_t text)
{
    while (text != NONE) {
        uint32_t outlet = m->came_from[text], given_up = m->text_of[outlet];
        m->text_of[outlet] = text;
        m->outlet_of[text] = outlet;
        text = given_up;
    }
}

/* Looks, breadth first, for a free text that the outlet can have when others move on. */
static bool match_outlet(struct matching *m, uint32_t outlet)
{
    size_t head = 0, tail = 0;
    m->queue[tail++] = outlet;
    while (head < tail) {
        uint32_t at = m->queue[head++];
        for (uint32_t i = m->first[at]; i < m->first[at + 1]; i++) {
            uint32_t text = m->texts[i];
            if (m->seen[text] == outlet + 1)
                continue;
            m->seen[text] = outlet + 1;
            m->came_from[text] = at;
            if (m->outlet_of[text] == NONE) {
                shift_along(m, text);
                return true;
            }
            m->queue[tail++] = m->outlet_of[text];
        }
    }
    return false;
}

bool independent_reports(const struct report *reports, size_t count, struct arena *scratch,
                         uint32_t *ret_count, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    struct matching m;
    uint32_t matched = 0;
    if (!matching_make(reports, count, scratch, &m))
        return arena_fail(scratch, err);
    for (uint32_t outlet = 0; outlet < m.outlet_count; outlet++)
        matched += match_outlet(&m, outlet);
    arena_rewind(scratch, mark);
    *ret_count = matched;
    return true;
}

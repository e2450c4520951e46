/*
 * frames_parts.h - what the readers of event data share, and nobody else includes.
 *
 *   in    –
 *   out   words to numbers, fields to types, one frame line
 *   uses  frames.h
 */
#ifndef ANNALS_EVENTS_FRAMES_PARTS_H
#define ANNALS_EVENTS_FRAMES_PARTS_H

#include "events/frames.h"

struct word_list {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

/* The number of a word, a new one if need be; blanks become '_', capitals small letters. */
bool word_number(struct events_model *model, struct slice word, uint32_t *ret_number,
                 struct err *err);
/* Sorts words into a set, which keeps them, each once. */
void word_set_end(uint32_t *words, uint32_t count, struct word_set *ret_set);
/* The class of this name (without '@'), or NULL. */
const struct word_set *class_find(const struct events_model *model, struct slice name);
/* Bits of the types of a field, parted by commas; false, telling the fault, when one is none. */
bool types_of_field(struct data_faults *faults, const struct data_line *line, struct slice field,
                    uint32_t *ret_types);
/* "-" is nothing. */
struct slice dash_is_empty(struct slice field);

/* One line of a file of frames: a frame, or an example, which is only looked at for form. */
bool frame_read(struct events_model *model, struct data_faults *faults,
                const struct data_line *line, struct err *err);

#endif

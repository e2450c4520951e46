/*
 * model.c - what text/ knows of a language: word classes, multiword tokens, trained weights.
 *
 *   in    text files of data/en/text/ ("class form" a line), the weight file of train/text/
 *   out   struct text_model
 */
#include "text/model.h"

#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "base/resource.h"
#include "text/chars.h"

/* The weight file: all numbers little endian.
 *    0  8 bytes  magic
 *    8  u32      version
 *   12  4 x u32  log2 of the counts of the tables word, multiword, sentence, statistics
 *   28  u32      0
 *   32  u64      XXH3-64 of all bytes from 40 on
 *   40  16-bit numbers: the four tables, in this order */
#define WEIGHTS_MAGIC "ANNTEXT\n"
#define WEIGHTS_VERSION 1
#define WEIGHTS_HEADER_BYTES 40
#define WEIGHTS_BITS_MAX 20
#define WEIGHTS_TABLES 4

#define LEXICON_SLOTS 8192u
#define LEXICON_FORMS_MAX (LEXICON_SLOTS / 2)
#define MULTIWORDS_MAX 512

static const struct {
    const char *name;
    uint32_t bit;
} class_names[] = {
    {"title", CLASS_TITLE},
    {"month", CLASS_MONTH},
    {"day", CLASS_DAY},
    {"corporate", CLASS_CORPORATE},
    {"unit", CLASS_UNIT},
    {"latin", CLASS_LATIN},
    {"place", CLASS_PLACE},
    {"citation", CLASS_CITATION},
    {"initials", CLASS_INITIALS},
    {"other", CLASS_ABBREVIATION},
    {"starter", CLASS_STARTER},
    {"speech", CLASS_SPEECH},
    {"auxiliary", CLASS_AUXILIARY},
    {"joiner", CLASS_JOINER},
    {"preposition", CLASS_PREPOSITION},
    {"prefix", CLASS_PREFIX},
    {"agency", CLASS_AGENCY},
    {"clock", CLASS_CLOCK},
    {"credit", CLASS_CREDIT},
    {"domain", CLASS_DOMAIN},
    {"extension", CLASS_EXTENSION},
};

static bool read_classes(struct text_model *model, struct slice file, uint32_t *count,
                         struct err *err);
static bool read_multiwords(struct text_model *model, struct arena *arena, struct slice file,
                            uint32_t *lexicon_count, struct err *err);
static bool read_weights(struct text_model *model, struct arena *arena, struct slice file,
                         struct err *err);

bool text_model_load(struct arena *arena, const struct text_model **ret_model, struct err *err)
{
    struct text_model_files files = {
        .abbreviations = resource_get("data/en/text/abbreviations.txt"),
        .words = resource_get("data/en/text/words.txt"),
        .multiword = resource_get("data/en/text/multiword.txt"),
        .weights = resource_get("models/en.text.bin"),
    };
    if (files.weights.len == 0)
        return err_set(err, ERR_MISSING, "text weights are not built in");
    return text_model_read(arena, &files, ret_model, err);
}

bool text_model_read(struct arena *arena, const struct text_model_files *files,
                     const struct text_model **ret_model, struct err *err)
{
    struct text_model *model = arena_new(arena, struct text_model);
    if (!model)
        return arena_fail(arena, err);
    model->lexicon = arena_array(arena, struct lexicon_slot, LEXICON_SLOTS);
    if (!model->lexicon)
        return arena_fail(arena, err);
    model->lexicon_mask = LEXICON_SLOTS - 1;
    map_init(&model->suffixes, arena);
    uint32_t count = 0;
    if (!read_classes(model, files->abbreviations, &count, err) ||
        !read_classes(model, files->words, &count, err) ||
        !read_multiwords(model, arena, files->multiword, &count, err) ||
        !read_weights(model, arena, files->weights, err))
        return false;
    *ret_model = model;
    return true;
}

/* Gives a form one more class. */
static bool lexicon_add(struct text_model *model, struct slice form, uint32_t bit, uint32_t *count)
{
    uint32_t hash = hash_lower(form);
    uint32_t at = hash & model->lexicon_mask;
    while (model->lexicon[at].classes != 0 && model->lexicon[at].hash != hash)
        at = (at + 1) & model->lexicon_mask;
    if (model->lexicon[at].classes == 0 && ++*count > LEXICON_FORMS_MAX)
        return false;
    model->lexicon[at].hash = hash;
    model->lexicon[at].classes |= bit;
    return true;
}

/* Takes the next line that is not empty and no comment, cut at its first space. */
static bool next_entry(struct slice *rest, struct slice *ret_head, struct slice *ret_tail)
{
    struct slice line;
    while (slice_next_line(rest, &line)) {
        line = slice_trim(line);
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        size_t space = slice_find_byte(line, ' ', 0);
        *ret_head = slice_sub(line, 0, space);
        *ret_tail = slice_trim(slice_sub(line, space, line.len));
        return true;
    }
    return false;
}

/* Lines of "class form form …"; an abbreviation is sure unless a ? follows it. */
static bool read_classes(struct text_model *model, struct slice file, uint32_t *count,
                         struct err *err)
{
    struct slice rest = file, head, tail;
    while (next_entry(&rest, &head, &tail)) {
        uint64_t offset = (uint64_t)(head.ptr - file.ptr);
        uint32_t bit = 0;
        for (size_t i = 0; i < sizeof(class_names) / sizeof(class_names[0]); i++) {
            if (slice_equal(head, slice_from(class_names[i].name)))
                bit = class_names[i].bit;
        }
        if (bit == 0 || tail.len == 0)
            return err_set_at(err, ERR_FORMAT, "unknown class in a word list", offset);
        struct slice form;
        while (tail.ptr && slice_next_field(&tail, ' ', &form)) {
            if (form.len == 0)
                continue;
            bool doubtful = form.ptr[form.len - 1] == '?';
            form.len -= doubtful;
            bool dotted = slice_ends(form, SLICE("."));
            uint32_t bits = bit | (dotted && !doubtful ? (uint32_t)CLASS_SURE : 0);
            if (!lexicon_add(model, form, bits, count))
                return err_set_at(err, ERR_LIMIT, "too many words in the word lists", offset);
        }
    }
    return true;
}

/* "cannot can|not": the parts' lengths. */
static bool read_multiword(struct slice form, struct slice parts, struct multiword *ret_multiword)
{
    struct multiword multiword = {.hash = hash_lower(form)};
    size_t bytes = 0;
    struct slice part;
    while (slice_next_field(&parts, '|', &part)) {
        if (multiword.part_count == MULTIWORD_PARTS_MAX || part.len == 0 || part.len > 255)
            return false;
        multiword.part_bytes[multiword.part_count++] = (uint8_t)part.len;
        bytes += part.len;
    }
    if (bytes != form.len || multiword.part_count < 2)
        return false;
    *ret_multiword = multiword;
    return true;
}

/* Lines of "suffix n't" and "word cannot can|not". */
static bool read_multiwords(struct text_model *model, struct arena *arena, struct slice file,
                            uint32_t *lexicon_count, struct err *err)
{
    struct multiword *multiwords = arena_array(arena, struct multiword, MULTIWORDS_MAX);
    if (!multiwords)
        return arena_fail(arena, err);
    uint32_t count = 0;
    struct slice rest = file, head, tail;
    while (next_entry(&rest, &head, &tail)) {
        uint64_t offset = (uint64_t)(head.ptr - file.ptr);
        if (slice_equal(head, SLICE("suffix"))) {
            size_t before = slice_find_byte(tail, '\'', 0);
            if (before == SIZE_MAX)
                return err_set_at(err, ERR_FORMAT, "suffix without an apostrophe", offset);
            if (!map_put(&model->suffixes, tail, (uint32_t)before))
                return arena_fail(arena, err);
            continue;
        }
        size_t space = slice_find_byte(tail, ' ', 0);
        struct slice form = slice_sub(tail, 0, space);
        struct slice parts = slice_trim(slice_sub(tail, space, tail.len));
        if (!slice_equal(head, SLICE("word")) || count == MULTIWORDS_MAX ||
            !read_multiword(form, parts, &multiwords[count]))
            return err_set_at(err, ERR_FORMAT, "malformed multiword token", offset);
        count++;
        if (!lexicon_add(model, form, CLASS_MULTIWORD, lexicon_count))
            return err_set_at(err, ERR_LIMIT, "too many words in the word lists", offset);
    }
    model->multiwords = multiwords;
    model->multiword_count = count;
    return true;
}

static uint32_t read_u32(const unsigned char *bytes)
{
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* Tables of one zero each, so that every decision is a tie. For training. */
static bool no_weights(struct text_model *model, struct arena *arena, struct err *err)
{
    uint16_t *zero = arena_array(arena, uint16_t, 2);
    if (!zero)
        return arena_fail(arena, err);
    const int16_t *values = (const int16_t *)zero;
    model->word = model->multiword = model->sentence = (struct weights){values, 0};
    model->statistics = zero;
    return true;
}

static bool read_weights(struct text_model *model, struct arena *arena, struct slice file,
                         struct err *err)
{
    if (file.len == 0)
        return no_weights(model, arena, err);
    const unsigned char *bytes = (const unsigned char *)file.ptr;
    if (file.len < WEIGHTS_HEADER_BYTES || memcmp(bytes, WEIGHTS_MAGIC, 8) != 0)
        return err_set_at(err, ERR_FORMAT, "not a file of text weights", 0);
    if (read_u32(bytes + 8) != WEIGHTS_VERSION)
        return err_set_at(err, ERR_VERSION, "text weights of another version", 8);
    size_t counts[WEIGHTS_TABLES], total = 0;
    for (size_t i = 0; i < WEIGHTS_TABLES; i++) {
        uint32_t bits = read_u32(bytes + 12 + 4 * i);
        if (bits > WEIGHTS_BITS_MAX)
            return err_set_at(err, ERR_FORMAT, "text weights are damaged", 12 + 4 * i);
        counts[i] = (size_t)1 << bits;
        total += counts[i];
    }
    if (file.len != WEIGHTS_HEADER_BYTES + total * sizeof(uint16_t))
        return err_set_at(err, ERR_FORMAT, "text weights are cut short or too long", file.len);
    uint64_t sum = read_u32(bytes + 32) | (uint64_t)read_u32(bytes + 36) << 32;
    if (sum != hash_64(slice_sub(file, WEIGHTS_HEADER_BYTES, file.len)))
        return err_set_at(err, ERR_FORMAT, "text weights are damaged", WEIGHTS_HEADER_BYTES);

    uint16_t *numbers = arena_array(arena, uint16_t, total);
    if (!numbers)
        return arena_fail(arena, err);
    for (size_t i = 0; i < total; i++) {
        const unsigned char *number = bytes + WEIGHTS_HEADER_BYTES + 2 * i;
        numbers[i] = (uint16_t)(number[0] | number[1] << 8);
    }
    struct weights *tables[] = {&model->word, &model->multiword, &model->sentence};
    for (size_t i = 0; i < 3; i++) {
        *tables[i] = (struct weights){(const int16_t *)numbers, (uint32_t)counts[i] - 1};
        numbers += counts[i];
    }
    model->statistics = numbers;
    model->statistics_mask = (uint32_t)counts[3] - 1;
    return true;
}

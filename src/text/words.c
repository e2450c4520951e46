/*
 * words.c - the words of a stretch of text.
 *
 *   in    UTF-8 text without sentence boundaries
 *   out   struct word
 *
 * White space always divides. Between two white spaces atoms (atoms.h) are joined into words by a
 * linear model over hashed features (after UDPipe's and Elephant's character classifiers, but over
 * atoms, which leaves few places to decide). Most words are a run of letters between spaces and
 * take the quick way.
 */
#include "text/words.h"

#include "base/ascii.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/atoms.h"
#include "text/chars.h"

/* A chunk (what stands between two white spaces) being cut. */
struct chunk {
    const struct text_model *model;
    struct slice text;
    struct span area;
    struct atom atoms[ATOMS_MAX];
    size_t count;
    bool first_piece;     /* the atoms begin the chunk; */
    bool last_piece;      /* they end it */
    uint32_t before_hash; /* the word before the chunk */
    uint8_t before_shape;
    uint8_t gap;        /* enum gap before the chunk */
    struct atom after;  /* the first atom of the next chunk */
    uint32_t signature; /* hash of the atoms' shapes */
};

static size_t skip_space(struct slice text, size_t at, size_t end, uint8_t *gap);
static size_t quick_word(struct slice text, size_t at, size_t end, struct word *ret_word);
static bool cut_chunk(struct chunk *chunk, const struct word_options *options, size_t start,
                      size_t end, struct arena *scratch, word_vector *words, struct err *err);
static bool push_word(const struct text_model *model, struct slice text, struct word word,
                      struct arena *scratch, word_vector *words, struct err *err);
static void turn_quotes(word_vector *words, size_t first);

bool words_find(const struct text_model *model, const struct word_options *options,
                struct slice text, struct span area, struct arena *scratch, word_vector *words,
                struct err *err)
{
    struct chunk chunk = {.model = model, .text = text, .area = area};
    size_t first = words->count;
    size_t at = area.start;
    uint8_t gap = GAP_START;
    for (;;) {
        at = skip_space(text, at, area.end, &gap);
        if (at == area.end)
            break;
        struct word word;
        size_t length = quick_word(text, at, area.end, &word);
        if (length > 0) {
            word.gap = gap;
            if (!push_word(model, text, word, scratch, words, err))
                return false;
            at += length;
            gap = GAP_NONE;
            continue;
        }
        size_t end = at;
        while (end < area.end && space_length(text, end) == 0)
            end++;
        bool known = words->count > first;
        chunk.before_hash = known ? words->items[words->count - 1].hash : 0;
        chunk.before_shape = known ? words->items[words->count - 1].shape : SHAPE_NONE;
        chunk.gap = gap;
        if (!cut_chunk(&chunk, options, at, end, scratch, words, err))
            return false;
        at = end;
        gap = GAP_NONE;
    }
    turn_quotes(words, first);
    return true;
}

/* Gives straight double quotes the direction that the spaces around them show. */
static void turn_quotes(word_vector *words, size_t first)
{
    for (size_t i = first; i < words->count; i++) {
        struct word *word = &words->items[i];
        if (word->shape != SHAPE_QUOTE)
            continue;
        bool before = word->gap != GAP_NONE || words->items[i - 1].shape == SHAPE_BRACKET_OPEN;
        bool after = i + 1 == words->count || words->items[i + 1].gap != GAP_NONE ||
                     words->items[i + 1].shape == SHAPE_COMMA;
        if (before != after)
            word->shape = before ? SHAPE_QUOTE_OPEN : SHAPE_QUOTE_CLOSE;
    }
}

/* Moves over white space and says what kind it was. */
static size_t skip_space(struct slice text, size_t at, size_t end, uint8_t *gap)
{
    size_t count = 0;
    bool line = false, wide = false;
    while (at < end) {
        size_t length = space_length(text, at);
        if (length == 0)
            break;
        line |= text.ptr[at] == '\n';
        wide |= text.ptr[at] == '\t';
        count++;
        at += length;
    }
    if (count > 0 && *gap != GAP_START)
        *gap = line ? GAP_LINE : wide || count > 1 ? GAP_WIDE : GAP_SPACE;
    return at;
}

/* A run of ASCII letters that ends at a white space, or at a comma before one: the word's bytes,
 * else 0. */
static size_t quick_word(struct slice text, size_t at, size_t end, struct word *ret_word)
{
    uint32_t hash = HASH_LOWER_START;
    size_t cursor = at, upper = 0;
    while (cursor < end && ascii_is_letter(text.ptr[cursor])) {
        char c = text.ptr[cursor];
        upper += ascii_is_upper(c);
        hash = (hash ^ (unsigned char)ascii_lower(c)) * 16777619u;
        cursor++;
    }
    size_t length = cursor - at;
    if (length == 0 || length > TOKEN_BYTES_MAX)
        return 0;
    bool ends = cursor == end || ascii_is_space(text.ptr[cursor]) ||
                (text.ptr[cursor] == ',' &&
                 (cursor + 1 == end || ascii_is_space(text.ptr[cursor + 1])));
    if (!ends)
        return 0;
    enum shape shape = SHAPE_MIXED;
    if (upper == 0)
        shape = SHAPE_LOWER;
    else if (upper == length)
        shape = length == 1 ? SHAPE_INITIAL : SHAPE_UPPER;
    else if (upper == 1 && ascii_is_upper(text.ptr[at]))
        shape = SHAPE_CAPITAL;
    *ret_word = (struct word){
        .span = {(uint32_t)at, (uint32_t)cursor}, .hash = hash, .shape = (uint8_t)shape};
    return length;
}

/* Puts a multiword token's words in the place of one. */
static bool push_parts(const struct text_model *model, struct slice text, struct word word,
                       struct arena *scratch, word_vector *words, struct err *err)
{
    const struct multiword *multiword = NULL;
    for (uint32_t i = 0; i < model->multiword_count && !multiword; i++) {
        if (model->multiwords[i].hash == word.hash)
            multiword = &model->multiwords[i];
    }
    uint32_t at = word.span.start;
    for (uint32_t i = 0; multiword && i < multiword->part_count; i++) {
        struct word *part = vector_push(words, scratch);
        if (!part)
            return arena_fail(scratch, err);
        *part = word;
        part->span = (struct span){at, at + multiword->part_bytes[i]};
        part->hash = hash_lower(slice_sub(text, part->span.start, part->span.end));
        part->classes = text_model_classes(model, part->hash);
        part->statistics = text_model_statistics(model, part->hash);
        part->joined_next = i + 1 < multiword->part_count;
        part->gap = i == 0 ? word.gap : (uint8_t)GAP_NONE;
        at = part->span.end;
    }
    return true;
}

static bool push_word(const struct text_model *model, struct slice text, struct word word,
                      struct arena *scratch, word_vector *words, struct err *err)
{
    word.classes = text_model_classes(model, word.hash);
    if (word.classes & CLASS_MULTIWORD && !word.joined_next)
        return push_parts(model, text, word, scratch, words, err);
    word.statistics = text_model_statistics(model, word.hash);
    struct word *slot = vector_push(words, scratch);
    if (!slot)
        return arena_fail(scratch, err);
    *slot = word;
    return true;
}

/* ---- the places between atoms ---- */

/* The word that the atoms since the last boundary make up so far. */
struct open_word {
    size_t first;  /* atom */
    uint32_t hash; /* hash_lower of its bytes */
};

static const struct atom *atom_at(const struct chunk *chunk, size_t at)
{
    static const struct atom none = {.shape = SHAPE_NONE};
    return at < chunk->count ? &chunk->atoms[at] : &none;
}

static uint32_t atom_length(const struct atom *atom)
{
    uint32_t length = atom->span.end - atom->span.start;
    return length < 7 ? length : 7;
}

/* Hash of up to three of an atom's last or first letters. */
static uint32_t atom_affix(const struct chunk *chunk, const struct atom *atom, bool last)
{
    size_t length = atom->span.end - atom->span.start;
    size_t take = length < 3 ? length : 3;
    size_t from = last ? atom->span.end - take : atom->span.start;
    return hash_lower(slice_sub(chunk->text, from, from + take));
}

/* The features of the place before atom `i`, 1 <= i < count. */
static void word_features(const struct chunk *chunk, const struct open_word *open, size_t i,
                          uint32_t features[WORD_FEATURES])
{
    const struct atom *left = atom_at(chunk, i - 1), *right = atom_at(chunk, i);
    const struct atom *left2 = i >= 2 ? atom_at(chunk, i - 2) : atom_at(chunk, SIZE_MAX);
    const struct atom *right2 = atom_at(chunk, i + 1), *right3 = atom_at(chunk, i + 2);
    bool at_end = i + 1 == chunk->count && chunk->last_piece;
    bool at_start = i == 1 && chunk->first_piece;
    uint32_t place = (uint32_t)at_start | (uint32_t)at_end << 1;
    uint32_t after = chunk->last_piece ? chunk->after.shape : SHAPE_SYMBOL;
    uint32_t end_after = at_end ? after : SHAPE_COUNT;
    uint32_t classes = text_model_classes(chunk->model, open->hash);
    uint32_t dotted = hash_lower_more(open->hash,
                                      slice_sub(chunk->text, right->span.start, right->span.end));
    uint32_t dotted_classes = text_model_classes(chunk->model, dotted);
    uint32_t right2_classes = text_model_classes(chunk->model, right2->hash) &
                              (CLASS_DOMAIN | CLASS_EXTENSION | CLASS_UNIT);
    uint32_t left_stats = text_model_statistics(chunk->model, left->hash);
    uint32_t right_stats = text_model_statistics(chunk->model, right->hash);
    uint32_t right2_stats = text_model_statistics(chunk->model, right2->hash);
    uint32_t shapes = (uint32_t)left->shape << 8 | right->shape;
    uint32_t grown = i - 1 > open->first;
    uint32_t lengths = atom_length(left) << 4 | atom_length(right);
    size_t n = 0;
#define FEATURE(a, b, c) (features[n] = feature_hash((uint32_t)n + 1, (a), (b), (c)), n++)
    FEATURE(0, 0, 0);
    FEATURE(left->hash, 0, 0);
    FEATURE(right->hash, 0, 0);
    FEATURE(left->hash, right->hash, 0);
    FEATURE(shapes, 0, 0);
    FEATURE(left->shape, right->hash, place);
    FEATURE(left->hash, right->shape, place);
    FEATURE(left2->hash, left->hash, right->shape);
    FEATURE(left->shape, right->hash, right2->hash);
    FEATURE(shapes, left2->shape, right->hash);
    FEATURE(shapes, right2->shape, right->hash);
    FEATURE(shapes, right2->shape, left->hash);
    FEATURE(left2->hash, left->hash, right->hash);
    FEATURE(left->hash, right->hash, right2->hash);
    FEATURE(shapes, left2->shape, right2->shape);
    FEATURE(open->hash, right->shape, 0);
    FEATURE(open->hash, right->hash, at_end);
    FEATURE(open->hash, right->hash, right2->shape);
    FEATURE(shapes, lengths, right->hash);
    FEATURE(shapes, lengths, right2->shape << 3 | atom_length(right2));
    FEATURE(shapes, place, grown);
    FEATURE(right->hash, end_after, left->shape);
    FEATURE(right->hash, at_end ? chunk->after.hash : 0, left->shape);
    FEATURE(left->hash, right->hash, end_after);
    FEATURE(classes, right->hash, end_after);
    FEATURE(dotted_classes, right->hash, end_after);
    FEATURE(left_stats, right->hash, end_after);
    FEATURE(left_stats, right->hash, atom_length(left));
    FEATURE(atom_affix(chunk, left, true), right->hash, at_end);
    FEATURE(atom_affix(chunk, right2, false), right->hash, left->shape);
    FEATURE(atom_affix(chunk, right, false), left->hash, left2->shape);
    FEATURE(chunk->signature, (uint32_t)i, 0);
    FEATURE(chunk->before_hash, left->hash, right->hash);
    FEATURE(chunk->before_shape, shapes, chunk->gap);
    FEATURE(left_stats, right2_stats, right->hash);
    FEATURE(left_stats, right_stats, shapes);
    FEATURE(right2->hash, right3->hash, right->hash);
    FEATURE(grown << 8 | left2->shape, left->hash, right->shape);
    FEATURE((classes & CLASS_PREFIX) | right2_classes, right->hash, right2->shape);
    FEATURE(atom_affix(chunk, right2, true), right->hash, atom_length(left));
#undef FEATURE
}

/* The rules for languages without a model: words keep their apostrophes and hyphens, numbers their
 * separators, and a letter alone its full stop. */
static enum word_decision decide_generally(const struct chunk *chunk, size_t i)
{
    const struct atom *left = atom_at(chunk, i - 1), *right = atom_at(chunk, i);
    const struct atom *right2 = atom_at(chunk, i + 1);
    if (left->shape == SHAPE_IDEOGRAPH || right->shape == SHAPE_IDEOGRAPH ||
        left->shape == SHAPE_STOP || right->span.end - chunk->atoms[0].span.start > TOKEN_BYTES_MAX)
        return WORD_SPLIT;
    bool word_left = shape_is_word((enum shape)left->shape);
    bool word_right = shape_is_word((enum shape)right->shape);
    bool digits_right = right2->shape == SHAPE_DIGITS;
    if (word_left && word_right)
        return WORD_JOIN;
    if (word_left) {
        if (right->shape == SHAPE_APOSTROPHE || right->shape == SHAPE_DASH)
            return shape_is_word((enum shape)right2->shape) ? WORD_JOIN : WORD_SPLIT;
        if (left->shape == SHAPE_DIGITS && digits_right)
            return right->shape == SHAPE_PERIOD || right->shape == SHAPE_COMMA ||
                           right->shape == SHAPE_COLON || right->shape == SHAPE_SLASH
                       ? WORD_JOIN
                       : WORD_SPLIT;
        return left->shape == SHAPE_INITIAL && right->shape == SHAPE_PERIOD ? WORD_JOIN
                                                                            : WORD_SPLIT;
    }
    const struct atom *left2 = i >= 2 ? atom_at(chunk, i - 2) : atom_at(chunk, SIZE_MAX);
    if (!word_right || !shape_is_word((enum shape)left2->shape))
        return WORD_SPLIT;
    if (left->shape == SHAPE_APOSTROPHE || left->shape == SHAPE_DASH)
        return WORD_JOIN;
    bool digits = left2->shape == SHAPE_DIGITS && right->shape == SHAPE_DIGITS;
    return digits && (left->shape == SHAPE_PERIOD || left->shape == SHAPE_COMMA ||
                      left->shape == SHAPE_COLON || left->shape == SHAPE_SLASH)
               ? WORD_JOIN
               : WORD_SPLIT;
}

/* #tag and @name hold together. */
static bool is_tag_part(const struct chunk *chunk, const struct open_word *open,
                        const struct atom *right)
{
    const struct atom *first = &chunk->atoms[open->first];
    char mark = chunk->text.ptr[first->span.start];
    if ((mark != '#' && mark != '@') || first->span.end - first->span.start != 1 ||
        atom_at(chunk, open->first + 1)->shape == SHAPE_DIGITS)
        return false;
    if (open->first > 0 && shape_is_word((enum shape)chunk->atoms[open->first - 1].shape))
        return false;
    return (shape_is_word((enum shape)right->shape) && right->shape != SHAPE_CLITIC) ||
           chunk->text.ptr[right->span.start] == '_';
}

/* Does the full stop `right` belong to the abbreviation before it? Sure ones keep it; titles that
 * are words too keep it before a capital. */
static bool is_sure_abbreviation(const struct chunk *chunk, const struct open_word *open,
                                 const struct atom *right, bool at_end)
{
    struct slice stop = slice_sub(chunk->text, right->span.start, right->span.end);
    if (stop.len != 1)
        return false;
    uint32_t classes = text_model_classes(chunk->model, hash_lower_more(open->hash, stop));
    if (classes & CLASS_SURE)
        return true;
    enum shape after = (enum shape)chunk->after.shape;
    bool capital = ascii_is_upper(chunk->text.ptr[chunk->atoms[open->first].span.start]);
    return classes & CLASS_TITLE && capital && at_end &&
           (after == SHAPE_CAPITAL || after == SHAPE_INITIAL || after == SHAPE_MIXED);
}

/* What needs no model. Ideographs stand alone; a hyphen that is joined to the word before it is
 * joined to that behind it, and one that is not is not; a number does not keep a full stop, unless
 * it begins the text; "[...]" is three words; words stay within TOKEN_BYTES_MAX. */
static bool decide_by_rule(const struct chunk *chunk, const struct open_word *open, size_t i,
                           enum word_decision *ret_decision)
{
    const struct atom *left = atom_at(chunk, i - 1), *right = atom_at(chunk, i);
    const struct atom *right2 = atom_at(chunk, i + 1);
    const struct atom *left2 = i >= 2 ? atom_at(chunk, i - 2) : atom_at(chunk, SIZE_MAX);
    *ret_decision = WORD_SPLIT;
    if (left->shape == SHAPE_IDEOGRAPH || right->shape == SHAPE_IDEOGRAPH ||
        left->shape == SHAPE_STOP ||
        right->span.end - chunk->atoms[open->first].span.start > TOKEN_BYTES_MAX)
        return true;
    bool at_end = i + 1 == chunk->count && chunk->last_piece;
    bool opens_text = i == 1 && chunk->gap == GAP_START;
    bool stop = right->shape == SHAPE_PERIOD;
    if (stop && left->shape == SHAPE_DIGITS && !shape_is_word((enum shape)right2->shape) &&
        !opens_text)
        return true;
    if ((left->shape == SHAPE_BRACKET_OPEN && right->shape == SHAPE_ELLIPSIS) ||
        (left->shape == SHAPE_ELLIPSIS && right->shape == SHAPE_BRACKET_CLOSE))
        return true;
    bool hyphen = left->shape == SHAPE_DASH && left->span.end - left->span.start == 1 &&
                  shape_is_letters((enum shape)left2->shape) &&
                  shape_is_letters((enum shape)right->shape);
    if (hyphen) {
        *ret_decision = i - 1 > open->first ? WORD_JOIN : WORD_SPLIT;
        return true;
    }
    *ret_decision = WORD_JOIN;
    return is_tag_part(chunk, open, right) ||
           (stop && is_sure_abbreviation(chunk, open, right, at_end));
}

static enum word_decision decide(const struct chunk *chunk, const struct word_options *options,
                                 const struct open_word *open, size_t i)
{
    enum word_decision decision;
    if (options->general)
        return decide_generally(chunk, i);
    if (decide_by_rule(chunk, open, i, &decision))
        return decision;
    const struct atom *left = &chunk->atoms[i - 1], *right = &chunk->atoms[i];
    bool multiword_possible = (right->shape == SHAPE_CLITIC || right->shape == SHAPE_APOSTROPHE) &&
                              (shape_is_word((enum shape)left->shape) ||
                               left->shape == SHAPE_PERIOD);
    uint32_t features[WORD_FEATURES];
    word_features(chunk, open, i, features);
    if (options->oracle)
        return options->oracle->decide(options->oracle->context, right->span.start, features,
                                       multiword_possible);
    if (weights_sum(&chunk->model->word, features, WORD_FEATURES) <= 0)
        return WORD_JOIN;
    if (multiword_possible && weights_sum(&chunk->model->multiword, features, WORD_FEATURES) > 0)
        return WORD_SPLIT_MULTIWORD;
    return WORD_SPLIT;
}

/* Pushes atoms [first, end) as one word. */
static bool push_atoms(const struct chunk *chunk, size_t first, size_t end, uint32_t hash,
                       bool joined_next, struct arena *scratch, word_vector *words, struct err *err)
{
    struct word word = {
        .span = {chunk->atoms[first].span.start, chunk->atoms[end - 1].span.end},
        .hash = hash,
        .shape = chunk->atoms[first].shape,
        .gap = first == 0 ? chunk->gap : (uint8_t)GAP_NONE,
        .joined_next = joined_next,
    };
    if (end - first > 1)
        word.shape = (uint8_t)word_shape(slice_sub(chunk->text, word.span.start, word.span.end));
    return push_word(chunk->model, chunk->text, word, scratch, words, err);
}

/* Joins the atoms of one piece into words. */
static bool cut_piece(struct chunk *chunk, const struct word_options *options,
                      struct arena *scratch, word_vector *words, struct err *err)
{
    struct open_word open = {.first = 0, .hash = chunk->atoms[0].hash};
    size_t joined = 0; /* words of the open multiword token */
    for (size_t i = 1; i < chunk->count; i++) {
        const struct atom *atom = &chunk->atoms[i];
        enum word_decision decision = decide(chunk, options, &open, i);
        if (decision == WORD_JOIN) {
            open.hash = hash_lower_more(open.hash,
                                        slice_sub(chunk->text, atom->span.start, atom->span.end));
            continue;
        }
        bool joins = decision == WORD_SPLIT_MULTIWORD && joined + 2 < MULTIWORD_PARTS_MAX;
        joined = joins ? joined + 1 : 0;
        if (!push_atoms(chunk, open.first, i, open.hash, joins, scratch, words, err))
            return false;
        open = (struct open_word){.first = i, .hash = atom->hash};
    }
    return push_atoms(chunk, open.first, chunk->count, open.hash, false, scratch, words, err);
}

/* Cuts text[start .. end), which holds no white space. */
static bool cut_chunk(struct chunk *chunk, const struct word_options *options, size_t start,
                      size_t end, struct arena *scratch, word_vector *words, struct err *err)
{
    size_t at = start;
    uint8_t gap = GAP_START;
    size_t next = skip_space(chunk->text, end, chunk->area.end, &gap);
    chunk->after = (struct atom){.shape = SHAPE_NONE};
    if (next < chunk->area.end)
        chunk->after = atom_peek(chunk->text, next, chunk->area.end);
    while (at < end) {
        chunk->first_piece = at == start;
        chunk->count = atoms_cut(chunk->model, chunk->text, &at, end, chunk->atoms);
        chunk->last_piece = at == end;
        if (!chunk->first_piece)
            chunk->gap = GAP_NONE;
        chunk->signature = 0;
        for (size_t i = 0; i < chunk->count && i < 8; i++)
            chunk->signature = chunk->signature * SHAPE_COUNT + chunk->atoms[i].shape;
        if (!cut_piece(chunk, options, scratch, words, err))
            return false;
    }
    return true;
}

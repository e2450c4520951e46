/*
 * guess.c - the likeliest encoding of a text that does not say.
 *
 *   in    bytes that are no UTF-8
 *   out   an encoding
 *
 * Each pair of a language and an encoding it is written in explains the same bytes: all words that
 * have a byte over 0x7F. The explanation's cost is the sum of the language's letter pair costs
 * (-ln P(letter | letter before)), with the bytes read in that encoding. The cheapest pair wins; of
 * equals, the first in the data. Costs are small integers, so the sum is the same everywhere.
 */
#include "intake/guess.h"

#include <string.h>

#include "base/ascii.h"
#include "base/limits.h"
#include "base/resource.h"
#include "base/utf8.h"

#define LETTERS_MAX 62 /* of one language */
#define CLASS_EDGE 0   /* between words */
#define CLASS_UNKNOWN (LETTERS_MAX + 1)
#define CLASS_COUNT (LETTERS_MAX + 2)
#define CODE_POINTS_MAX 0x700 /* of letters: all but Latin's rarest, up to Arabic */
#define MARKS_MAX 96
#define ALPHABETS_MAX 24
/* Costs in tenths of -ln P, as in the data. */
#define COST_UNSEEN 85      /* a pair of letters not listed */
#define COST_SYMBOL 90      /* a sign that is no letter and no mark */
#define COST_UNDEFINED 140  /* a byte that the encoding does not have */
#define COST_CASE 30        /* a capital after a small letter */
#define COST_TOUCHING 40    /* a sign or a rarer mark right beside a letter */
#define COST_COMMON_MARK 40 /* marks under it stand beside letters: quotes, dashes */

struct mark {
    uint32_t code_point;
    uint8_t cost;
};

/* How one language's words are built. */
struct model {
    uint8_t class_of[CODE_POINTS_MAX];      /* 0 for what is no letter of the language */
    uint8_t letter_count;                   /* classes 1 .. letter_count are in use */
    uint8_t cost[CLASS_COUNT][CLASS_COUNT]; /* [before][after] */
};

/* What an encoding's bytes are, in any language. */
struct alphabet {
    const struct charset *charset;
    uint32_t letter[256]; /* in lower case; 0 for what is no letter */
    uint8_t extra[256];   /* cost of the byte itself */
    bool is_upper[256];
    bool is_lower[256];
};

struct guesser {
    struct slice sample; /* words parted by single spaces */
    struct mark marks[MARKS_MAX];
    size_t mark_count;
    struct model model;
    struct slice encodings;                   /* of the model's language, parted by spaces */
    struct alphabet alphabets[ALPHABETS_MAX]; /* those met so far */
    size_t alphabet_count;
    const struct charset *best;
    uint64_t best_cost;
};

static bool collect_sample(struct slice bytes, struct arena *arena, struct slice *ret_sample);
static void read_marks(struct guesser *guesser, struct slice line);
static void begin_language(struct guesser *guesser, struct slice line);
static void read_costs(struct model *model, struct slice line);
static void try_language(struct guesser *guesser);

bool guess_charset(struct slice bytes, struct arena *arena, const struct charset **ret_charset,
                   struct err *err)
{
    struct arena_mark mark = arena_mark(arena);
    struct guesser *guesser = arena_new(arena, struct guesser);
    if (!guesser || !collect_sample(bytes, arena, &guesser->sample)) {
        arena_fail(arena, err);
        arena_rewind(arena, mark);
        return false;
    }
    guesser->best = charset_by_name(SLICE("windows-1252"));
    guesser->best_cost = UINT64_MAX;
    struct slice rest = resource_get("data/encodings/letters.txt");
    struct slice line;
    while (guesser->sample.len > 1 && slice_next_line(&rest, &line)) {
        if (slice_starts(line, SLICE("marks ")))
            read_marks(guesser, line);
        else if (slice_starts(line, SLICE("language ")))
            begin_language(guesser, line);
        else if (!slice_starts(line, SLICE("#")))
            read_costs(&guesser->model, line);
        if (rest.len == 0 || slice_starts(rest, SLICE("language ")))
            try_language(guesser);
    }
    *ret_charset = guesser->best;
    arena_rewind(arena, mark);
    return true;
}

/* ---- the bytes to explain ---- */

static bool in_word(char c)
{
    return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

static bool collect_sample(struct slice bytes, struct arena *arena, struct slice *ret_sample)
{
    char *sample = arena_alloc(arena, ENCODING_GUESS_BYTES_MAX + 2, 1);
    size_t len = 1;
    if (!sample)
        return false;
    sample[0] = ' ';
    for (size_t at = 0; at < bytes.len;) {
        size_t end = at;
        bool has_high = false;
        while (end < bytes.len && in_word(bytes.ptr[end]))
            has_high |= (unsigned char)bytes.ptr[end++] >= 0x80;
        if (has_high) {
            size_t room = ENCODING_GUESS_BYTES_MAX - len;
            size_t taken = end - at < room ? end - at : room;
            memcpy(sample + len, bytes.ptr + at, taken);
            len += taken;
            sample[len++] = ' ';
            if (len >= ENCODING_GUESS_BYTES_MAX)
                break;
        }
        at = end + 1;
    }
    *ret_sample = (struct slice){sample, len};
    return true;
}

/* ---- the data ---- */

/* The number whose decimal digits start at byte *at, which is moved past them. */
static uint8_t take_cost(struct slice s, size_t *at)
{
    unsigned number = 0;
    for (; *at < s.len && ascii_is_digit(s.ptr[*at]); ++*at)
        number = number < UINT8_MAX ? number * 10 + (unsigned)(s.ptr[*at] - '0') : number;
    return (uint8_t)(number > UINT8_MAX ? UINT8_MAX : number);
}

static uint8_t read_cost(struct slice digits)
{
    size_t at = 0;
    return take_cost(digits, &at);
}

/* "marks COST CODEPOINT CODEPOINT …" */
static void read_marks(struct guesser *guesser, struct slice line)
{
    struct slice field;
    slice_next_field(&line, ' ', &field);
    if (!slice_next_field(&line, ' ', &field))
        return;
    uint8_t cost = read_cost(field);
    while (guesser->mark_count < MARKS_MAX && slice_next_field(&line, ' ', &field)) {
        uint32_t code_point = 0;
        for (size_t i = 0; i < field.len; i++)
            code_point = code_point << 4 | (uint32_t)(ascii_hex(field.ptr[i]) & 0xF);
        guesser->marks[guesser->mark_count++] = (struct mark){code_point, cost};
    }
}

/* "language CODE ENCODING+COST ENCODING+COST …" */
static void begin_language(struct guesser *guesser, struct slice line)
{
    struct slice field;
    slice_next_field(&line, ' ', &field);
    slice_next_field(&line, ' ', &field);
    guesser->encodings = line;
    guesser->model.letter_count = 0;
    memset(guesser->model.class_of, 0, sizeof(guesser->model.class_of));
    memset(guesser->model.cost, COST_UNSEEN, sizeof(guesser->model.cost));
    /* Where the edge lies is no news: two marks may stand side by side. */
    guesser->model.cost[CLASS_EDGE][CLASS_EDGE] = 0;
}

/* The letter's class; a new letter is given one. */
static uint8_t letter_class(struct model *model, uint32_t letter)
{
    if (letter == '_')
        return CLASS_EDGE;
    if (letter >= CODE_POINTS_MAX)
        return CLASS_UNKNOWN;
    if (model->class_of[letter] == 0 && model->letter_count < LETTERS_MAX)
        model->class_of[letter] = ++model->letter_count;
    return model->class_of[letter] ? model->class_of[letter] : CLASS_UNKNOWN;
}

/* "LETTER LETTERCOST LETTERCOST …" */
static void read_costs(struct model *model, struct slice line)
{
    uint32_t letter;
    if (line.len == 0)
        return;
    size_t at = utf8_decode(line, 0, &letter);
    uint8_t before = letter_class(model, letter);
    while (at + 1 < line.len) {
        at++; /* the space */
        at += utf8_decode(line, at, &letter);
        uint8_t after = letter_class(model, letter);
        model->cost[before][after] = take_cost(line, &at);
    }
}

/* ---- explaining ---- */

static uint8_t mark_cost(const struct guesser *guesser, uint32_t code_point)
{
    for (size_t i = 0; i < guesser->mark_count; i++) {
        if (guesser->marks[i].code_point == code_point)
            return guesser->marks[i].cost;
    }
    return 0;
}

static void read_byte(const struct guesser *guesser, unsigned byte, uint32_t code_point,
                      struct alphabet *alphabet)
{
    alphabet->extra[byte] = byte < 0x80 ? 0 : mark_cost(guesser, code_point);
    if (alphabet->extra[byte] > 0)
        return;
    if (!unicode_is_letter(code_point)) {
        alphabet->extra[byte] = byte < 0x80 ? 0 : code_point ? COST_SYMBOL : COST_UNDEFINED;
        return;
    }
    alphabet->letter[byte] = unicode_lower(code_point);
    alphabet->is_upper[byte] = unicode_is_upper(code_point);
    alphabet->is_lower[byte] = unicode_is_lower(code_point);
}

/* The alphabet of the encoding of this name, made when it is first met; NULL when there is none. */
static const struct alphabet *find_alphabet(struct guesser *guesser, struct slice name)
{
    uint32_t table[CHARSET_UPPER_COUNT];
    const struct charset *charset = charset_by_name(name);
    for (size_t i = 0; i < guesser->alphabet_count; i++) {
        if (guesser->alphabets[i].charset == charset)
            return &guesser->alphabets[i];
    }
    if (!charset || guesser->alphabet_count == ALPHABETS_MAX || !charset_table(charset, table))
        return NULL;
    struct alphabet *alphabet = &guesser->alphabets[guesser->alphabet_count++];
    alphabet->charset = charset;
    for (unsigned byte = 1; byte < 0x100; byte++)
        read_byte(guesser, byte, byte < 0x80 ? byte : table[byte - 0x80], alphabet);
    return alphabet;
}

/* The cost of reading the sample in this alphabet and the language just read, on top of `cost`; not
 * counted further once it is as high as the best. */
static uint64_t add_sample_cost(const struct guesser *guesser, const struct alphabet *alphabet,
                                uint64_t cost)
{
    const struct model *model = &guesser->model;
    const unsigned char *sample = (const unsigned char *)guesser->sample.ptr;
    uint8_t class_of[256];
    for (unsigned byte = 0; byte < 0x100; byte++) {
        uint32_t letter = alphabet->letter[byte];
        uint8_t class = letter < CODE_POINTS_MAX ? model->class_of[letter] : 0;
        class_of[byte] = letter == 0 ? CLASS_EDGE : class ? class : CLASS_UNKNOWN;
    }
    for (size_t i = 1; i < guesser->sample.len && cost < guesser->best_cost; i++) {
        unsigned before = sample[i - 1], byte = sample[i];
        cost += model->cost[class_of[before]][class_of[byte]];
        cost += alphabet->extra[byte];
        if (alphabet->is_lower[before] && alphabet->is_upper[byte])
            cost += COST_CASE;
        if ((alphabet->extra[byte] >= COST_COMMON_MARK && class_of[before] != CLASS_EDGE) ||
            (alphabet->extra[before] >= COST_COMMON_MARK && class_of[byte] != CLASS_EDGE))
            cost += COST_TOUCHING;
    }
    return cost;
}

/* Tries the language just read in each of its encodings: "ENCODING+COST ENCODING+COST …". */
static void try_language(struct guesser *guesser)
{
    struct slice entries = guesser->encodings, entry, name;
    while (slice_next_field(&entries, ' ', &entry)) {
        if (!slice_next_field(&entry, '+', &name))
            continue;
        const struct alphabet *alphabet = find_alphabet(guesser, name);
        if (!alphabet)
            continue;
        uint64_t cost = add_sample_cost(guesser, alphabet, read_cost(entry));
        if (cost < guesser->best_cost) {
            guesser->best = alphabet->charset;
            guesser->best_cost = cost;
        }
    }
}

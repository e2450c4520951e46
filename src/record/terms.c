/*
 * terms.c - what an article is about.
 *
 *   in    title, text, word weights
 *   out   struct terms, keys, similarities
 */
#include "record/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "base/hash.h"
#include "record/word.h"

/* Occurrences are counted in halves: a number is half a word, for dates, times and sums stand in
 * every article. */
#define HALVES_OF_WORD 2
#define HALVES_OF_NUMBER 1
/* A title's word stands for so many in the text. */
#define TITLE_FACTOR 4
/* Halves after which more no longer count. */
#define HALVES_MAX 64
/* A word that the list leaves out as rare is taken to stand in so many of its articles. */
#define RARE_ARTICLES 1
/* Days between at which a similarity is halved. */
#define DAYS_HALVED 1000
/* Percent of a similarity that is left when one of the two has no date. */
#define UNDATED_PERCENT 80
/* The weightiest words with their days, and those that are paired. */
#define KEY_WORDS 8
#define PAIR_WORDS 7
/* Days of one key; articles meet up to two keys apart. */
#define KEY_DAYS 5
#define KEY_REACH 2
#define KEY_UNDATED INT32_MIN
#define ENDINGS_MAX 16

/* "ies | y | eies; aies | 5": one way to write a plural or possessive as the plain word. */
struct ending {
    struct slice ending;
    struct slice becomes;
    struct slice unless; /* longer endings, parted by ';' */
    uint64_t letters;    /* bytes that the word has at least */
};

struct term_weights {
    struct map articles; /* plain word, to the number of articles that hold it */
    uint32_t total;
    struct ending endings[ENDINGS_MAX];
    size_t ending_count;
};

/* ---- data ---- */

static bool ends_in_one_of(struct slice word, struct slice endings)
{
    struct slice ending;
    while (data_next_word(&endings, &ending)) {
        if (slice_ends(word, ending))
            return true;
    }
    return false;
}

/* The plain form of a word in lower case, written over it. Each rule is tried once, in order. */
static size_t make_plain(const struct term_weights *weights, char *bytes, size_t length)
{
    for (size_t i = 0; i < weights->ending_count; i++) {
        const struct ending *rule = &weights->endings[i];
        struct slice word = {bytes, length};
        if (length < rule->letters || !slice_ends(word, rule->ending) ||
            ends_in_one_of(word, rule->unless))
            continue;
        length -= rule->ending.len;
        memcpy(bytes + length, rule->becomes.ptr ? rule->becomes.ptr : "", rule->becomes.len);
        length += rule->becomes.len;
    }
    return length;
}

static void load_endings(struct term_weights *weights, const struct data_file *file,
                         struct data_faults *faults)
{
    struct data_lines lines;
    struct data_line line;
    data_lines_init(&lines, file, faults);
    while (data_lines_next(&lines, &line)) {
        struct ending rule = {line.fields[0], line.fields[1], line.fields[2], 0};
        if (line.field_count != 4 || rule.ending.len == 0 || rule.becomes.len > rule.ending.len ||
            !slice_to_u64(line.fields[3], &rule.letters) || rule.letters <= rule.ending.len)
            data_fault(faults, &line, line.fields[0],
                       "expected an ending, what it becomes, exceptions and letters");
        else if (weights->ending_count == ENDINGS_MAX)
            data_fault(faults, &line, line.fields[0], "expected at most 16 endings");
        else
            weights->endings[weights->ending_count++] = rule;
    }
}

/* Counts of one plain word from several forms: the greatest. */
static bool add_word(struct term_weights *weights, struct slice word, uint32_t articles,
                     struct arena *arena, struct err *err)
{
    char bytes[WORD_BYTES_MAX];
    memcpy(bytes, word.ptr, word.len);
    struct slice plain = {bytes, make_plain(weights, bytes, word.len)};
    uint32_t *known = map_get(&weights->articles, plain);
    if (known) {
        *known = *known > articles ? *known : articles;
        return true;
    }
    plain = arena_copy(arena, plain);
    if (!plain.ptr || !map_put(&weights->articles, plain, articles))
        return arena_fail(arena, err);
    return true;
}

static bool load_words(struct term_weights *weights, const struct data_file *file,
                       struct arena *arena, struct data_faults *faults, struct err *err)
{
    struct data_lines lines;
    struct data_line line;
    data_lines_init(&lines, file, faults);
    while (data_lines_next(&lines, &line)) {
        uint64_t articles;
        if (line.field_count != 2 || line.fields[0].len == 0 ||
            line.fields[0].len > WORD_BYTES_MAX || !slice_to_u64(line.fields[1], &articles) ||
            articles == 0 || articles > INT32_MAX) {
            data_fault(faults, &line, line.fields[0], "expected a word and a number of articles");
            continue;
        }
        if (slice_equal(line.fields[0], SLICE("*")))
            weights->total = (uint32_t)articles;
        else if (!add_word(weights, line.fields[0], (uint32_t)articles, arena, err))
            return false;
    }
    return true;
}

static bool load_kind(struct term_weights *weights, const struct data_set *set, struct slice kind,
                      struct arena *arena, struct data_faults *faults, struct err *err)
{
    for (size_t i = 0; i < set->files.count; i++) {
        const struct data_file *file = &set->files.items[i];
        if (!slice_equal(file->kind, kind))
            continue;
        if (slice_equal(kind, SLICE("endings")))
            load_endings(weights, file, faults);
        else if (!load_words(weights, file, arena, faults, err))
            return false;
    }
    return true;
}

bool term_weights_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                       const struct term_weights **ret_weights, struct err *err)
{
    struct term_weights *weights = arena_new(arena, struct term_weights);
    if (!weights)
        return arena_fail(arena, err);
    map_init(&weights->articles, arena);
    if (!load_kind(weights, set, SLICE("endings"), arena, faults, err) ||
        !load_kind(weights, set, SLICE("storywords"), arena, faults, err) ||
        !data_faults_end(faults, err))
        return false;
    *ret_weights = weights;
    return true;
}

/* ---- terms ---- */

struct counted {
    struct slice word;
    uint32_t halves;
};

struct counts {
    const struct term_weights *weights;
    struct arena *arena;
    struct map index;
    VECTOR(struct counted) words;
};

static bool count_words(struct counts *counts, struct slice text, uint32_t factor, struct err *err)
{
    struct word_reader reader = {.text = text};
    while (word_reader_next(&reader)) {
        struct slice word = {reader.bytes,
                             make_plain(counts->weights, reader.bytes, reader.length)};
        const uint32_t *found = map_get(&counts->index, word);
        uint32_t at = found ? *found : (uint32_t)counts->words.count;
        if (!found) {
            word = arena_copy(counts->arena, word);
            struct counted *added = vector_push(&counts->words, counts->arena);
            if (!word.ptr || !added || !map_put(&counts->index, word, at))
                return arena_fail(counts->arena, err);
            added->word = word;
        }
        uint32_t halves = reader.has_digit ? HALVES_OF_NUMBER : HALVES_OF_WORD;
        counts->words.items[at].halves += halves * factor;
    }
    return true;
}

/* Thousandths, rounded: whole numbers from here on, so that results are the same everywhere. */
static uint64_t thousandths(double number)
{
    return (uint64_t)(number * 1000 + 0.5);
}

static uint64_t weigh(const struct term_weights *weights, const struct counted *counted)
{
    const uint32_t *articles = map_get(&weights->articles, counted->word);
    double held_by = articles ? *articles : RARE_ARTICLES;
    double times = (counted->halves < HALVES_MAX ? counted->halves : HALVES_MAX) / 2.0;
    double rarity = log((weights->total + 1.0) / (held_by + 1.0));
    if (rarity <= 0)
        return 0;
    return thousandths(times < 1 ? times : 1 + log(times)) * thousandths(rarity);
}

struct weighed {
    uint64_t weight;
    uint32_t hash;
};

static int heaviest_first(const void *a, const void *b)
{
    const struct weighed *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return (left->hash > right->hash) - (left->hash < right->hash);
}

static int by_hash(const void *a, const void *b)
{
    const struct weighed *left = a, *right = b;
    return (left->hash > right->hash) - (left->hash < right->hash);
}

/* The heaviest, by hash, with weights from 1 to 255. */
static void keep_heaviest(struct weighed *words, size_t count, struct terms *terms)
{
    qsort(words, count, sizeof(words[0]), heaviest_first);
    uint64_t greatest = count > 0 ? words[0].weight : 0;
    size_t kept = count < TERMS_MAX ? count : TERMS_MAX;
    while (kept > 0 && words[kept - 1].weight * 255 < greatest)
        kept--;
    qsort(words, kept, sizeof(words[0]), by_hash);
    for (size_t i = 0; i < kept; i++) {
        if (terms->count > 0 && terms->hashes[terms->count - 1] == words[i].hash)
            continue;
        terms->hashes[terms->count] = words[i].hash;
        terms->weights[terms->count++] = (uint8_t)(words[i].weight * 255 / greatest);
    }
}

static bool weigh_all(const struct counts *counts, struct terms *terms, struct err *err)
{
    struct weighed *words = arena_array(counts->arena, struct weighed, counts->words.count);
    size_t count = 0;
    if (!words)
        return arena_fail(counts->arena, err);
    for (size_t i = 0; i < counts->words.count; i++) {
        const struct counted *counted = &counts->words.items[i];
        uint64_t weight = weigh(counts->weights, counted);
        if (weight > 0)
            words[count++] = (struct weighed){weight, (uint32_t)(hash_64(counted->word) >> 32)};
    }
    keep_heaviest(words, count, terms);
    return true;
}

bool terms_read(const struct term_weights *weights, struct slice title, struct slice text,
                int32_t day, struct arena *scratch, struct terms *ret_terms, struct err *err)
{
    struct arena_mark mark = arena_mark(scratch);
    struct counts counts = {.weights = weights, .arena = scratch};
    struct terms terms = {.day = day};
    map_init(&counts.index, scratch);
    bool done = count_words(&counts, title, TITLE_FACTOR, err) &&
                count_words(&counts, text, 1, err) && weigh_all(&counts, &terms, err);
    arena_rewind(scratch, mark);
    if (done)
        *ret_terms = terms;
    return done;
}

size_t terms_pack(const struct terms *terms, char ret_bytes[TERMS_BYTES_MAX])
{
    for (uint32_t i = 0; i < terms->count; i++) {
        char *bytes = ret_bytes + (size_t)i * TERM_BYTES;
        for (int b = 0; b < 4; b++)
            bytes[b] = (char)(terms->hashes[i] >> (8 * b) & 0xff);
        bytes[4] = (char)terms->weights[i];
    }
    return (size_t)terms->count * TERM_BYTES;
}

bool terms_unpack(struct slice bytes, int32_t day, struct terms *ret_terms)
{
    struct terms terms = {.day = day, .count = (uint32_t)(bytes.len / TERM_BYTES)};
    if (bytes.len > TERMS_BYTES_MAX || bytes.len % TERM_BYTES != 0)
        return false;
    for (uint32_t i = 0; i < terms.count; i++) {
        const unsigned char *term = (const unsigned char *)bytes.ptr + (size_t)i * TERM_BYTES;
        terms.hashes[i] = term[0] | (uint32_t)term[1] << 8 | (uint32_t)term[2] << 16 |
                          (uint32_t)term[3] << 24;
        terms.weights[i] = term[4];
        if (term[4] == 0 || (i > 0 && terms.hashes[i - 1] >= terms.hashes[i]))
            return false;
    }
    *ret_terms = terms;
    return true;
}

/* ---- two articles ---- */

static uint64_t length_squared(const struct terms *terms)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < terms->count; i++)
        sum += (uint64_t)terms->weights[i] * terms->weights[i];
    return sum;
}

static uint64_t product(const struct terms *a, const struct terms *b)
{
    uint64_t sum = 0;
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->hashes[i] == b->hashes[j])
            sum += (uint64_t)a->weights[i++] * b->weights[j++];
        else if (a->hashes[i] < b->hashes[j])
            i++;
        else
            j++;
    }
    return sum;
}

unsigned terms_similarity(const struct terms *a, const struct terms *b)
{
    uint64_t common = product(a, b);
    if (common == 0)
        return 0;
    /* Both lengths are at most 64 * 255^2, so the product is exact, and sqrt rounds as IEEE says.
     */
    double lengths = sqrt((double)(length_squared(a) * length_squared(b)));
    double similarity = (double)common * SIMILARITY_ONE / lengths;
    bool a_dated = a->day != DAY_UNKNOWN, b_dated = b->day != DAY_UNKNOWN;
    if (a_dated && b_dated)
        similarity = similarity * DAYS_HALVED / (DAYS_HALVED + fabs((double)a->day - b->day));
    else if (a_dated != b_dated)
        similarity = similarity * UNDATED_PERCENT / 100;
    return (unsigned)(similarity + 0.5);
}

/* ---- keys ---- */

static int64_t key_of(uint32_t first, uint32_t second, int32_t days)
{
    const uint32_t parts[] = {first, second, (uint32_t)days};
    return (int64_t)(hash_64((struct slice){(const char *)parts, sizeof(parts)}) >> 32);
}

/* A word and five days: five keys on either side of it are near. */
static struct term_key word_key(uint32_t hash, int32_t day)
{
    struct term_key key = {0};
    if (day == DAY_UNKNOWN) {
        key.own = key_of(hash, hash, KEY_UNDATED);
        key.looks[key.look_count++] = key.own;
        return key;
    }
    int32_t days = day >= 0 ? day / KEY_DAYS : -((-day + KEY_DAYS - 1) / KEY_DAYS);
    key.own = key_of(hash, hash, days);
    for (int32_t near = days - KEY_REACH; near <= days + KEY_REACH; near++)
        key.looks[key.look_count++] = key_of(hash, hash, near);
    return key;
}

static struct term_key pair_key(uint32_t a, uint32_t b)
{
    struct term_key key = {.own = key_of(a < b ? a : b, a < b ? b : a, KEY_UNDATED),
                           .look_count = 1};
    key.looks[0] = key.own;
    return key;
}

size_t terms_keys(const struct terms *terms, struct term_key ret_keys[TERM_KEYS_MAX])
{
    struct weighed words[TERMS_MAX];
    size_t count = 0;
    if (terms->count < TERMS_MIN)
        return 0;
    for (uint32_t i = 0; i < terms->count; i++)
        words[i] = (struct weighed){terms->weights[i], terms->hashes[i]};
    qsort(words, terms->count, sizeof(words[0]), heaviest_first);
    for (size_t i = 0; i < KEY_WORDS && i < terms->count; i++)
        ret_keys[count++] = word_key(words[i].hash, terms->day);
    for (size_t i = 1; i < PAIR_WORDS && i < terms->count; i++) {
        for (size_t j = 0; j < i; j++)
            ret_keys[count++] = pair_key(words[i].hash, words[j].hash);
    }
    return count;
}

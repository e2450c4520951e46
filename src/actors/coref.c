/*
 * coref.c - which noun phrases of an article name the same thing.
 *
 *   in    noun phrases, learned weights
 *   out   chains
 *
 * Candidates of a phrase: the WINDOW phrases before it (fewer for names and nouns, which are found
 * again by their words), and, however far, the last phrases with its head word or one of its name's
 * words.
 */
#include "actors/coref.h"

#include <string.h>

#include "actors/compare.h"
#include "actors/speakers.h"
#include "base/ascii.h"

/* Phrases before a pronoun, and before any other phrase, that are compared with it. */
#define WINDOW_PRONOUN 60
#define WINDOW_OTHER 30
/* Candidates beyond the window, by their words. */
#define RECALLED_MAX 8
/* More than all weights of a comparison together. */
#define SCORE_SAME (1 << 28)

/* The last phrases that had a word: slots by its hash, the newest wins. */
struct memory {
    uint32_t *slots; /* phrase, or INDEX_NONE */
    uint64_t *hashes;
    uint32_t mask;
};

struct resolve {
    struct compare compare;
    struct traits *traits;
    const struct phrases *phrases;
    const struct coref_watch *watch;
    struct coref *coref;
    struct chain *chains;
    struct memory heads;  /* by head_hash; counts in head_counts */
    struct memory names;  /* by each word of a name */
    uint8_t *head_counts; /* [slot of heads] */
    struct memory texts;
    uint8_t *text_counts;
    uint32_t values[COREF_FEATURES_MAX];
};

size_t coref_feature_values(void)
{
    return compare_values();
}

static bool memory_make(struct memory *memory, size_t entries, struct arena *scratch)
{
    size_t size = 64;
    while (size < entries * 2)
        size *= 2;
    memory->mask = (uint32_t)(size - 1);
    memory->slots = arena_array(scratch, uint32_t, size);
    memory->hashes = arena_array(scratch, uint64_t, size);
    if (!memory->slots || !memory->hashes)
        return false;
    memset(memory->slots, 0xff, size * sizeof(*memory->slots));
    return true;
}

/* The slot of a hash: its own, or the free one where it belongs. */
static uint32_t memory_slot(const struct memory *memory, uint64_t hash)
{
    uint32_t at = (uint32_t)(hash ^ (hash >> 32)) & memory->mask;
    while (memory->slots[at] != INDEX_NONE && memory->hashes[at] != hash)
        at = (at + 1) & memory->mask;
    return at;
}

static void memory_put(struct memory *memory, uint64_t hash, uint32_t phrase)
{
    uint32_t at = memory_slot(memory, hash);
    memory->slots[at] = phrase;
    memory->hashes[at] = hash;
}

/* ---- chains ---- */

static void chain_add(struct resolve *resolve, uint32_t number, uint32_t at)
{
    const struct phrase *phrase = &resolve->compare.phrases[at];
    struct chain *chain = &resolve->chains[number];
    if (chain->size == 0) {
        chain->gender = phrase->gender;
        chain->number = phrase->number;
    }
    /* What the phrases allow in common; a contradiction leaves it as it was. */
    if (phrase->gender && (chain->gender & phrase->gender || !chain->gender))
        chain->gender = chain->gender ? chain->gender & phrase->gender : phrase->gender;
    if (phrase->number && (chain->number & phrase->number || !chain->number))
        chain->number = chain->number ? chain->number & phrase->number : phrase->number;
    if (chain->class == NOUN_UNKNOWN)
        chain->class = phrase->class;
    enum phrase_form anchored =
        chain->size == 0 ? PHRASE_PRONOUN
                         : (enum phrase_form)resolve->phrases->items.items[chain->anchor].form;
    if (chain->size == 0 || phrase->form < anchored)
        chain->anchor = at;
    if (phrase->form != PHRASE_PRONOUN) {
        chain->has_name |= phrase->form == PHRASE_NAME;
        bool known = false;
        for (unsigned i = 0; i < chain->head_count; i++)
            known |= chain->heads[i] == phrase->head_hash;
        if (!known && chain->head_count < CHAIN_HEADS_MAX)
            chain->heads[chain->head_count++] = phrase->head_hash;
    }
    chain->size++;
    chain->last = at;
    resolve->coref->chain[at] = number;
}

static void remember(struct resolve *resolve, uint32_t at)
{
    const struct phrase *phrase = &resolve->compare.phrases[at];
    const struct traits *traits = &resolve->compare.traits[at];
    if (phrase->form == PHRASE_PRONOUN)
        return;
    uint32_t slot = memory_slot(&resolve->heads, phrase->head_hash);
    if (resolve->head_counts[slot] < 3)
        resolve->head_counts[slot]++;
    memory_put(&resolve->heads, phrase->head_hash, at);
    slot = memory_slot(&resolve->texts, phrase->text_hash);
    if (resolve->text_counts[slot] < 3)
        resolve->text_counts[slot]++;
    memory_put(&resolve->texts, phrase->text_hash, at);
    for (unsigned i = 0; i < traits->name_count; i++)
        memory_put(&resolve->names, traits->names[i], at);
    if (traits->initials)
        memory_put(&resolve->names, traits->initials, at);
}

/* Phrases beyond the window that share a word; returns their number. */
static uint32_t recall(const struct resolve *resolve, uint32_t at, uint32_t before,
                       uint32_t ret_candidates[RECALLED_MAX])
{
    const struct traits *traits = &resolve->compare.traits[at];
    const struct phrase *phrase = &resolve->compare.phrases[at];
    uint32_t found[NAME_WORDS_MAX + 4], count = 0, kept = 0;
    if (phrase->form == PHRASE_PRONOUN)
        return 0;
    found[count++] = resolve->texts.slots[memory_slot(&resolve->texts, phrase->text_hash)];
    found[count++] = resolve->heads.slots[memory_slot(&resolve->heads, phrase->head_hash)];
    for (unsigned i = 0; i < traits->name_count; i++)
        found[count++] = resolve->names.slots[memory_slot(&resolve->names, traits->names[i])];
    if (phrase->form == PHRASE_NAME && traits->name_count == 1) {
        uint64_t letters = traits_letters(syntax_form(resolve->compare.syntax, phrase->name_last));
        if (letters)
            found[count++] = resolve->names.slots[memory_slot(&resolve->names, letters)];
    }
    for (uint32_t i = 0; i < count && kept < RECALLED_MAX; i++) {
        bool again = found[i] == INDEX_NONE || found[i] >= before;
        for (uint32_t j = 0; j < kept; j++)
            again |= ret_candidates[j] == found[i];
        if (!again)
            ret_candidates[kept++] = found[i];
    }
    return kept;
}

/* ---- one phrase ---- */

struct best {
    uint32_t candidate;
    int32_t score;
};

/* What an outside source knows of the phrase and the candidate or the candidate's chain. */
static enum coref_hint hint_of(const struct resolve *resolve, uint32_t at, uint32_t candidate)
{
    const struct coref_hints *hints = resolve->compare.hints;
    if (!hints)
        return HINT_NONE;
    uint32_t anchor = resolve->chains[resolve->coref->chain[candidate]].anchor;
    enum coref_hint hint = hints->hint(hints->context, at, candidate);
    if (hint == HINT_OTHER || anchor == candidate)
        return hint;
    enum coref_hint other = hints->hint(hints->context, at, anchor);
    return other == HINT_NONE ? hint : other;
}

static bool numbers_differ(uint32_t a, uint32_t b)
{
    return a && b && a != b && (a & TRAITS_DIGITS) == (b & TRAITS_DIGITS);
}

/* "26 people" are not "11 people"; "five" may be 5. */
static bool counts_differ(const struct resolve *resolve, uint32_t at, uint32_t candidate)
{
    uint32_t anchor = resolve->chains[resolve->coref->chain[candidate]].anchor;
    return numbers_differ(resolve->traits[at].number_word,
                          resolve->traits[candidate].number_word) ||
           numbers_differ(resolve->traits[at].number_word, resolve->traits[anchor].number_word);
}

/* Whether a pronoun would speak of itself as another: '"The minister will resign," he said'. */
static bool is_spoken_of(const struct resolve *resolve, uint32_t at, uint32_t candidate)
{
    const struct phrase *phrases = resolve->compare.phrases, *inside = &phrases[candidate];
    return phrases[at].form == PHRASE_PRONOUN && inside->quote != 0 && inside->person == 3 &&
           resolve->coref->speaker[inside->quote] == at;
}

static void try_candidate(struct resolve *resolve, struct current *current, uint32_t candidate,
                          struct best *best)
{
    enum coref_hint hint = hint_of(resolve, current->phrase, candidate);
    if (hint == HINT_OTHER || counts_differ(resolve, current->phrase, candidate) ||
        is_spoken_of(resolve, current->phrase, candidate))
        return;
    int32_t score = compare_pair(&resolve->compare, current, candidate);
    if (hint == HINT_SAME)
        score += SCORE_SAME;
    if (resolve->watch)
        resolve->watch->compared(resolve->watch->context, current->phrase, candidate,
                                 resolve->compare.values, resolve->compare.value_count);
    if (score > best->score)
        *best = (struct best){candidate, score};
    current->agreeing += current->agreeing < 3 &&
                         compare_agrees(&resolve->compare, current->phrase, candidate);
}

static uint32_t antecedent_of(struct resolve *resolve, uint32_t at)
{
    const struct phrase *phrase = &resolve->compare.phrases[at];
    struct current current = {.phrase = at};
    bool pronoun = traits_is_pronoun(&resolve->compare.traits[at]);
    uint32_t window = pronoun ? WINDOW_PRONOUN : WINDOW_OTHER;
    uint32_t from = at > window ? at - window : 0, recalled[RECALLED_MAX];
    struct best best = {INDEX_NONE, INT32_MIN};
    if (!pronoun) {
        current.heads_before =
            resolve->head_counts[memory_slot(&resolve->heads, phrase->head_hash)];
        current.texts_before =
            resolve->text_counts[memory_slot(&resolve->texts, phrase->text_hash)];
    }
    for (uint32_t candidate = at; candidate-- > from;)
        try_candidate(resolve, &current, candidate, &best);
    uint32_t count = recall(resolve, at, from, recalled);
    for (uint32_t i = 0; i < count; i++)
        try_candidate(resolve, &current, recalled[i], &best);
    int32_t new_score = compare_new(&resolve->compare, &current);
    if (resolve->watch)
        resolve->watch->compared(resolve->watch->context, at, INDEX_NONE, resolve->compare.values,
                                 resolve->compare.value_count);
    if (new_score >= best.score)
        best.candidate = INDEX_NONE;
    if (resolve->watch && resolve->watch->decide)
        return resolve->watch->decide(resolve->watch->context, at, best.candidate);
    return best.candidate;
}

/* How often remember() can write to the memory of names. */
static size_t name_words(const struct traits *traits, size_t count)
{
    size_t words = 0;
    for (size_t i = 0; i < count; i++)
        words += traits[i].name_count + 1u;
    return words;
}

static bool make_room(struct resolve *resolve, const struct syntax *syntax,
                      const struct phrases *phrases, struct arena *scratch)
{
    size_t count = phrases->items.count;
    struct coref *coref = resolve->coref;
    coref->antecedent = arena_array(scratch, uint32_t, count);
    coref->chain = arena_array(scratch, uint32_t, count);
    resolve->chains = arena_array(scratch, struct chain, count);
    resolve->compare.traits = resolve->traits = traits_read(syntax, phrases, scratch);
    if (!coref->antecedent || !coref->chain || !resolve->chains || !resolve->compare.traits ||
        !memory_make(&resolve->heads, count, scratch) ||
        !memory_make(&resolve->texts, count, scratch) ||
        !memory_make(&resolve->names, name_words(resolve->compare.traits, count), scratch))
        return false;
    memset(coref->chain, 0xff, count * sizeof(*coref->chain));
    resolve->head_counts = arena_array(scratch, uint8_t, (size_t)resolve->heads.mask + 1);
    resolve->text_counts = arena_array(scratch, uint8_t, (size_t)resolve->texts.mask + 1);
    return resolve->head_counts && resolve->text_counts;
}

/* How often each phrase's head stands in the article. */
static void count_heads(struct resolve *resolve)
{
    const struct phrase *items = resolve->phrases->items.items;
    struct traits *traits = resolve->traits;
    size_t count = resolve->phrases->items.count;
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < count; i++) {
            uint32_t slot = memory_slot(&resolve->heads, items[i].head_hash);
            if (pass == 0 && items[i].form != PHRASE_PRONOUN) {
                memory_put(&resolve->heads, items[i].head_hash, 0);
                if (resolve->head_counts[slot] < UINT8_MAX)
                    resolve->head_counts[slot]++;
            }
            uint8_t times = resolve->head_counts[slot];
            if (pass == 1)
                traits[i].often = (uint8_t)(times < 2   ? 0
                                            : times < 4 ? times - 1
                                            : times < 8 ? 3
                                                        : 4);
        }
    }
    size_t slots = (size_t)resolve->heads.mask + 1;
    memset(resolve->heads.slots, 0xff, slots * sizeof(*resolve->heads.slots));
    memset(resolve->head_counts, 0, slots);
}

bool coref_resolve(const struct coref_weights *weights, const struct syntax *syntax,
                   const struct phrases *phrases, const struct coref_hints *hints,
                   const struct coref_watch *watch, struct arena *scratch, struct coref *ret_coref,
                   struct err *err)
{
    struct coref coref = {0};
    struct resolve resolve = {.phrases = phrases, .watch = watch, .coref = &coref};
    uint32_t *of_head = phrases_of_heads(syntax, phrases, scratch);
    if (!of_head || !make_room(&resolve, syntax, phrases, scratch))
        return arena_fail(scratch, err);
    count_heads(&resolve);
    if (!speakers_find(syntax, of_head, scratch, &coref.speaker, err))
        return false;
    resolve.compare.syntax = syntax;
    resolve.compare.phrases = phrases->items.items;
    resolve.compare.chains = resolve.chains;
    resolve.compare.chain = coref.chain;
    resolve.compare.speaker = coref.speaker;
    resolve.compare.hints = hints;
    resolve.compare.weights = weights->values;
    resolve.compare.values = watch ? resolve.values : NULL;
    for (uint32_t i = 0; i < phrases->items.count; i++) {
        uint32_t antecedent = antecedent_of(&resolve, i);
        coref.antecedent[i] = antecedent;
        chain_add(&resolve,
                  antecedent == INDEX_NONE ? coref.chain_count++ : coref.chain[antecedent], i);
        remember(&resolve, i);
    }
    *ret_coref = coref;
    return true;
}

/* ---- weights ---- */

/* A whole number, with its sign, off the front of *rest. */
static bool take_number(struct slice *rest, int32_t *ret_number)
{
    size_t at = 0;
    while (at < rest->len && rest->ptr[at] == ' ')
        at++;
    bool negative = at < rest->len && rest->ptr[at] == '-';
    at += negative;
    size_t start = at;
    int32_t number = 0;
    while (at < rest->len && ascii_is_digit(rest->ptr[at]) && at - start < 8)
        number = number * 10 + (rest->ptr[at++] - '0');
    if (at == start)
        return false;
    *rest = slice_sub(*rest, at, rest->len);
    *ret_number = negative ? -number : number;
    return true;
}

/* "name: number number …", as many as the feature has values; a run "x*n" stands for n times x. */
static bool read_feature(struct slice line, const char *name, uint32_t count, int32_t *values)
{
    struct slice head = slice_from(name);
    if (!slice_starts(line, head) || line.len <= head.len || line.ptr[head.len] != ':')
        return false;
    struct slice rest = slice_sub(line, head.len + 1, line.len);
    for (uint32_t i = 0; i < count;) {
        int32_t number, times = 1;
        if (!take_number(&rest, &number))
            return false;
        if (rest.len > 0 && rest.ptr[0] == '*') {
            rest = slice_sub(rest, 1, rest.len);
            if (!take_number(&rest, &times) || times < 1)
                return false;
        }
        for (; times > 0 && i < count; times--)
            values[i++] = number;
        if (times > 0)
            return false;
    }
    return slice_trim(rest).len == 0;
}

bool coref_weights_read(struct slice text, struct arena *arena, struct coref_weights *ret_weights,
                        struct err *err)
{
    int32_t *values = arena_array(arena, int32_t, compare_values());
    if (!values)
        return arena_fail(arena, err);
    struct slice rest = text, line;
    uint32_t count, done = 0;
    for (unsigned feature = 0;; feature++) {
        const char *name = compare_feature(feature, &count);
        if (!name)
            break;
        do {
            if (!slice_next_line(&rest, &line))
                return err_set_at(err, ERR_FORMAT, "coreference weights end early", text.len);
        } while (line.len == 0 || line.ptr[0] == '#');
        if (!read_feature(line, name, count, values + done))
            return err_set_at(err, ERR_FORMAT, "expected the weights of the next feature",
                              (uint64_t)(line.ptr - text.ptr));
        done += count;
    }
    ret_weights->values = values;
    return true;
}

/*
 * record_names.c - the index of names: what is put in, what is found in a text.
 *
 *   in    names of entries; articles
 *   out   matches
 */
#include <string.h>

#include "actors/record_parts.h"
#include "base/hash.h"
#include "base/utf8.h"

/* Seeds of the hashes of sequences of words, and of spelling keys. */
#define SEED_EXACT 0x9AE16A3B2F90404FULL
#define SEED_SPELLED 0xC949D7C7509E6557ULL

/* Letters of a name that is looked for by its spelling: shorter ones are too like others. */
#define SPELLED_LETTERS_MIN 4

static uint64_t chain(uint64_t sequence, uint64_t word)
{
    sequence = (sequence ^ word) * 0x9E3779B97F4A7C15ULL;
    sequence ^= sequence >> 32;
    return sequence ? sequence : 1;
}

/* Meanings of one name that are looked at. */
#define SENSES_SEEN_MAX 2048

/* Words of a text looked at from one token on: a name's, and those that keys leave out. */
#define WALK_WORDS_MAX (2 * RECORD_NAME_WORDS_MAX)

static uint64_t exact_hash(struct slice text)
{
    uint64_t hash = hash_64(text);
    return hash ? hash : 1;
}

/* The hash of a word's spelling key; kept for the next name that has the word, and for texts. */
static uint64_t keep_spelled(struct record *record, struct slice text, uint64_t exact)
{
    const uint32_t *known = keys_get(&record->spelled_of_word, exact);
    if (known)
        return record->spelled.items[*known];
    uint64_t hash = spelling_hash(&record->spelling, text);
    uint64_t *kept = vector_push(&record->spelled, record->arena);
    if (kept) {
        *kept = hash;
        keys_put(&record->spelled_of_word, exact, (uint32_t)record->spelled.count - 1);
    }
    return hash;
}

/* The word of a text. Of words without a capital those alone are looked for by spelling that names
 * have so ("bin"): that spares most words the making of a key. */
static struct record_word text_word(const struct record *record, struct slice text, unsigned shape)
{
    struct record_word word = {.shape = (uint8_t)shape};
    if (shape & WORD_BREAK)
        return word;
    word.exact = word.spelled = exact_hash(text);
    const uint32_t *known = keys_get(&record->spelled_of_word, word.exact);
    if (known)
        word.spelled = record->spelled.items[*known];
    else if (shape & WORD_CAPITAL || spelling_class(&record->spelling, text) & SPELLING_SKIPPED)
        word.spelled = spelling_hash(&record->spelling, text);
    return word;
}

static bool read_words(struct slice name, struct name_words *ret_words)
{
    struct word_reader reader;
    struct slice text;
    unsigned shape;
    size_t used = 0;
    ret_words->count = 0;
    word_reader_init(&reader, name);
    while (word_next(&reader, &text, &shape)) {
        uint32_t at = ret_words->count;
        if (at == RECORD_NAME_WORDS_MAX || shape & WORD_BREAK)
            return false;
        memcpy(ret_words->room + used, text.ptr, text.len);
        ret_words->texts[at] = (struct slice){ret_words->room + used, text.len};
        ret_words->words[at].shape = (uint8_t)shape;
        used += text.len;
        ret_words->count++;
    }
    return ret_words->count > 0;
}

bool name_words_of(struct record *record, struct slice name, bool spelled,
                   struct name_words *ret_words)
{
    if (!read_words(name, ret_words))
        return false;
    for (uint32_t i = 0; i < ret_words->count; i++)
        name_word_set(record, ret_words, i, ret_words->texts[i], ret_words->words[i].shape,
                      spelled);
    return true;
}

void name_word_set(struct record *record, struct name_words *words, uint32_t at, struct slice text,
                   unsigned shape, bool spelled)
{
    struct record_word *word = &words->words[at];
    words->texts[at] = text;
    word->shape = (uint8_t)shape;
    word->exact = exact_hash(text);
    word->spelled = spelled ? keep_spelled(record, text, word->exact) : word->exact;
}

uint64_t name_words_hash(const struct name_words *words)
{
    uint64_t sequence = SEED_EXACT;
    for (uint32_t i = 0; i < words->count; i++)
        sequence = chain(sequence, words->words[i].exact);
    return sequence;
}

/* ---- putting names in ---- */

/* Adds a link to the ring whose last link is *last: at its end, or at its start when it is the
 * user's own. */
static bool put_link(struct record_load *load, uint64_t sequence, const struct name_link *link)
{
    struct record *record = load->record;
    uint32_t number = (uint32_t)record->links.count;
    struct name_link *kept = vector_push(&record->links, record->arena);
    uint32_t *last = keys_put(&record->names, sequence, INDEX_NONE);
    if (!kept || !last)
        return false;
    *kept = *link;
    kept->next = number;
    if (*last != INDEX_NONE) {
        kept->next = record->links.items[*last].next;
        record->links.items[*last].next = number;
    }
    *last = number;
    return true;
}

/* Puts all beginnings of a sequence in, and the link at its end. */
static bool put_sequence(struct record_load *load, const struct name_words *words, bool spelled,
                         const struct name_link *link)
{
    uint64_t sequence = spelled ? SEED_SPELLED : SEED_EXACT;
    bool any = false;
    for (uint32_t i = 0; i < words->count; i++) {
        uint64_t word = spelled ? words->words[i].spelled : words->words[i].exact;
        if (word == 0)
            continue;
        any = true;
        sequence = chain(sequence, word);
        if (!keys_put(&load->record->names, sequence, INDEX_NONE))
            return false;
    }
    return !any || put_link(load, sequence, link);
}

/* Where the text must have capitals. */
static void set_shape(const struct name_words *words, unsigned flags, struct name_link *link)
{
    for (uint32_t i = 0; i < words->count && !(flags & NAME_ANY_CASE); i++) {
        unsigned shape = words->words[i].shape;
        bool abbreviation = (shape & WORD_UPPER) && (shape & WORD_SHORT);
        if ((shape & WORD_CAPITAL) && !(flags & NAME_ANY_CAPITAL))
            link->capitals |= (uint16_t)(1u << i);
        if (abbreviation && (!(flags & NAME_ANY_CAPITAL) || words->count == 1))
            link->uppers |= (uint16_t)(1u << i);
    }
    link->any_capital = (flags & NAME_ANY_CAPITAL) != 0;
}

bool record_put_name(struct record_load *load, const struct name_words *words,
                     const struct record_sense *sense, unsigned flags)
{
    struct name_link link = {.sense = sense, .own = load->own};
    size_t letters = 0;
    for (uint32_t i = 0; i < words->count; i++)
        letters += words->texts[i].len;
    set_shape(words, flags, &link);
    if (!put_sequence(load, words, false, &link))
        return arena_fail(load->record->arena, load->err);
    /* Keys leave words out, so masks by word do not fit them: one capital will do. */
    link.any_capital = link.any_capital || link.capitals != 0;
    link.capitals = 0;
    if ((flags & NAME_SPELLED) && link.uppers == 0 && letters >= SPELLED_LETTERS_MIN &&
        !put_sequence(load, words, true, &link))
        return arena_fail(load->record->arena, load->err);
    return true;
}

bool record_put_wording(struct record_load *load, const struct data_line *line,
                        struct slice wording, const struct record_sense *sense, unsigned flags)
{
    struct name_words words;
    bool spelled = (flags & NAME_SPELLED) != 0;
    if (!name_words_of(load->record, record_name_shown(wording), spelled, &words)) {
        data_fault(load->faults, line, wording, "expected a name of 1 to 16 words");
        return true;
    }
    struct record_sense *kept = arena_new(load->record->arena, struct record_sense);
    if (!kept)
        return arena_fail(load->record->arena, load->err);
    *kept = *sense;
    kept->wording = wording;
    return record_put_name(load, &words, kept, flags);
}

/* ---- the words of a text ---- */

/* Words under way. */
struct words_writer {
    const struct record *record;
    struct arena *arena;
    VECTOR(struct record_word) words;
    uint32_t *first_word;
};

static bool add_token(struct words_writer *writer, uint32_t token, struct slice text)
{
    struct word_reader reader;
    struct slice word_text;
    unsigned shape;
    size_t first = writer->words.count;
    writer->first_word[token] = (uint32_t)first;
    word_reader_init(&reader, text);
    while (word_next(&reader, &word_text, &shape)) {
        struct record_word *word = vector_push(&writer->words, writer->arena);
        if (!word)
            return false;
        *word = text_word(writer->record, word_text, shape);
    }
    if (writer->words.count > first)
        writer->words.items[writer->words.count - 1].shape |= WORD_END;
    writer->first_word[token + 1] = (uint32_t)writer->words.count;
    return true;
}

bool record_words_of_article(const struct record *record, const struct article *article,
                             struct arena *arena, struct record_words *ret_words, struct err *err)
{
    struct words_writer writer = {.record = record, .arena = arena};
    writer.first_word = arena_array(arena, uint32_t, (size_t)article->token_count + 1);
    if (!writer.first_word)
        return arena_fail(arena, err);
    for (uint32_t i = 0; i < article->token_count; i++) {
        if (!add_token(&writer, i, article_slice(article, article->tokens[i].span)))
            return arena_fail(arena, err);
    }
    *ret_words = (struct record_words){writer.words.items, writer.first_word, article->token_count};
    return true;
}

/* Takes what spaces part off the text. */
static bool next_token(struct slice *rest, struct slice *ret_token)
{
    *rest = slice_trim(*rest);
    size_t end = 0;
    while (end < rest->len && rest->ptr[end] != ' ' && rest->ptr[end] != '\t' &&
           rest->ptr[end] != '\n' && rest->ptr[end] != '\r')
        end++;
    *ret_token = slice_sub(*rest, 0, end);
    *rest = slice_sub(*rest, end, rest->len);
    return ret_token->len > 0;
}

bool record_words_of_text(const struct record *record, struct slice text, struct arena *arena,
                          struct record_words *ret_words, struct err *err)
{
    struct words_writer writer = {.record = record, .arena = arena};
    struct slice rest = text, token;
    uint32_t count = 0, at = 0;
    while (next_token(&rest, &token))
        count++;
    writer.first_word = arena_array(arena, uint32_t, (size_t)count + 1);
    if (!writer.first_word)
        return arena_fail(arena, err);
    for (rest = text; next_token(&rest, &token); at++) {
        if (!add_token(&writer, at, token))
            return arena_fail(arena, err);
    }
    *ret_words = (struct record_words){writer.words.items, writer.first_word, count};
    return true;
}

/* ---- matching ---- */

/* A sequence that is a name, found in the text. */
struct hit {
    uint32_t last_link;
    uint32_t word_count;
    uint32_t token_count; /* set once it is taken */
    bool by_spelling;
};

struct hits {
    uint32_t count;
    struct hit items[2 * RECORD_NAME_WORDS_MAX + 2];
};

/* The names that begin with a word, by exact words or by spelling keys; the shortest first. */
static void walk(const struct record *record, const struct record_word *words, uint32_t count,
                 bool by_spelling, struct hits *hits)
{
    uint64_t sequence = by_spelling ? SEED_SPELLED : SEED_EXACT;
    uint32_t length = 0;
    if (count > WALK_WORDS_MAX)
        count = WALK_WORDS_MAX;
    for (uint32_t i = 0; i < count && length < RECORD_NAME_WORDS_MAX; i++) {
        uint64_t word = by_spelling ? words[i].spelled : words[i].exact;
        if (words[i].exact == 0)
            return;
        if (word == 0)
            continue;
        length++;
        sequence = chain(sequence, word);
        const uint32_t *last = keys_get(&record->names, sequence);
        if (!last)
            return;
        if (*last != INDEX_NONE && words[i].shape & WORD_END)
            hits->items[hits->count++] = (struct hit){*last, i + 1, 0, by_spelling};
    }
}

static bool has_capital(const struct record_word *words, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (words[i].shape & WORD_CAPITAL)
            return true;
    }
    return false;
}

/* Whether the text has its capitals where the name has them. */
static bool shape_fits(const struct name_link *link, const struct record_word *words,
                       uint32_t word_count)
{
    if (link->any_capital && !has_capital(words, word_count))
        return false;
    for (uint32_t i = 0; i < word_count && i < RECORD_NAME_WORDS_MAX; i++) {
        unsigned bit = 1u << i;
        if ((link->capitals & bit) && !(words[i].shape & WORD_CAPITAL))
            return false;
        if ((link->uppers & bit) && !(words[i].shape & WORD_UPPER))
            return false;
    }
    return true;
}

/* Whether the same words were found to mean this already: a person or an organisation counts once
 * for all the ways in which the words are its name. */
static bool is_there(const struct record_match *matches, size_t count, uint32_t token_count,
                     const struct record_sense *sense)
{
    bool once = sense->kind == RECORD_PERSON || sense->kind == RECORD_ORGANIZATION;
    for (size_t i = count; i > 0 && matches[i - 1].token_count == token_count; i--) {
        const struct record_sense *other = matches[i - 1].sense;
        if (other == sense || (once && other->kind == sense->kind && other->index == sense->index))
            return true;
    }
    return false;
}

/* Adds the senses of one hit that are the user's own, or those that are not. */
static size_t add_matches(const struct record *record, const struct record_word *words,
                          const struct hit *hit, bool own, struct record_match *matches,
                          size_t count, size_t max)
{
    uint32_t first = record->links.items[hit->last_link].next, at = first, seen = 0;
    do {
        const struct name_link *link = &record->links.items[at];
        if (count == max)
            break;
        if (link->own == own && shape_fits(link, words, hit->word_count) &&
            !is_there(matches, count, hit->token_count, link->sense))
            matches[count++] = (struct record_match){link->sense, hit->token_count,
                                                     hit->by_spelling};
        at = link->next;
    } while (at != first && ++seen < SENSES_SEEN_MAX);
    return count;
}

/* Tokens from `token` on that hold so many words. */
static uint32_t tokens_of(const struct record_words *words, uint32_t token, uint32_t word_count)
{
    uint32_t end = token, wanted = words->first_word[token] + word_count;
    while (words->first_word[end] < wanted)
        end++;
    return end - token;
}

size_t record_match(const struct record *record, const struct record_words *words, uint32_t token,
                    uint32_t token_limit, struct record_match *ret_matches, size_t max)
{
    struct hits hits = {0};
    size_t count = 0;
    if (token_limit > words->token_count)
        token_limit = words->token_count;
    if (token >= token_limit || words->first_word[token] == words->first_word[token + 1])
        return 0;
    uint32_t first = words->first_word[token], end = words->first_word[token_limit];
    uint32_t exact, spelled;
    walk(record, words->words + first, end - first, false, &hits);
    exact = hits.count;
    walk(record, words->words + first, end - first, true, &hits);
    spelled = hits.count;
    /* Both runs of hits grow in length: take the longer of their last ones, exact before spelled.
     */
    for (uint32_t e = exact, s = spelled; e > 0 || s > exact;) {
        bool take_exact = e > 0 && (s == exact ||
                                    hits.items[e - 1].word_count >= hits.items[s - 1].word_count);
        struct hit *hit = take_exact ? &hits.items[--e] : &hits.items[--s];
        hit->token_count = tokens_of(words, token, hit->word_count);
        for (int own = 1; own >= 0; own--)
            count = add_matches(record, words->words + first, hit, own != 0, ret_matches, count,
                                max);
    }
    return count;
}

size_t record_find(const struct record *record, struct slice text, struct record_match *ret_matches,
                   size_t max)
{
    struct name_words name;
    uint32_t first_word[RECORD_NAME_WORDS_MAX + 1];
    if (!read_words(text, &name))
        return 0;
    for (uint32_t i = 0; i < name.count; i++) {
        first_word[i] = i;
        name.words[i] = text_word(record, name.texts[i], name.words[i].shape | WORD_END);
    }
    first_word[name.count] = name.count;
    struct record_words words = {name.words, first_word, name.count};
    size_t count = record_match(record, &words, 0, name.count, ret_matches, max), kept = 0;
    while (kept < count && ret_matches[kept].token_count == name.count)
        kept++;
    return kept;
}

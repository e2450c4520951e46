/*
 * sentences.c - where sentences end in a row of words.
 *
 *   in    the words of one paragraph
 *   out   the count of words of each sentence
 *
 * Candidates are places after what may end a sentence, at line breaks and before capitals; a linear
 * model over hashed features decides each from left to right, knowing where the sentence began
 * (after Read et al. 2012, "Sentence boundary detection: a long solved problem?", and Kiss and
 * Strunk 2006 for the word statistics).
 */
#include "text/sentences.h"

#include "base/limits.h"
#include "text/chars.h"

/* Words ahead that are looked at for the next full stop and for capitals. */
#define LOOK_AHEAD 40
#define CAPITALS_AHEAD 6
/* Class of statistics: the word has a capital inside sentences less than three times in ten. */
#define STARTER_CAPITALS_MAX 3
/* "Dear Ms. Lind," may be a sentence; behind longer ones a comma ends none. */
#define SALUTATION_WORDS_MAX 6
/* A dateline is not longer. */
#define DATELINE_WORDS_MAX 20

/* The row being cut, and what is known at the place after words[at]. */
struct row {
    const struct text_model *model;
    struct slice text;
    const struct word *words;
    size_t count;
    size_t start;         /* first word of the open sentence */
    size_t next_stop;     /* first terminator after `at`, or count */
    bool in_quote;        /* a double quote is open after words[at] */
    bool start_in_quote;  /* it was open where the sentence began */
    uint32_t brackets;    /* open ones in this sentence */
    uint32_t auxiliaries; /* in this sentence */
    uint32_t capitals;    /* words with a capital in this sentence */
    /* of the whole paragraph: */
    size_t dateline;      /* words of the dateline that it begins with, or 0 */
    bool ends_stopped;    /* its last word is a terminator or a closer */
    bool has_lines;       /* line breaks inside */
    bool has_lower_start; /* some terminator is followed by a lower-case word */
};

static void look_at_paragraph(struct row *row);
static size_t dateline_length(const struct row *row);
static void take_word(struct row *row, size_t at);
static void begin_sentence(struct row *row, size_t at);
static bool is_candidate(const struct row *row, size_t at);
static void sentence_features(const struct row *row, size_t at,
                              uint32_t features[SENTENCE_FEATURES]);
static bool ends_surely(const struct row *row, size_t at);
static bool ends_generally(const struct row *row, size_t at);
static bool push_sentence(const struct row *row, size_t end, uint32_t base, struct arena *scratch,
                          sentence_vector *sentences, struct err *err);

bool sentences_find(const struct text_model *model, const struct sentence_options *options,
                    struct slice text, const struct word *words, size_t count, uint32_t base,
                    struct arena *scratch, sentence_vector *sentences, struct err *err)
{
    struct row row = {.model = model, .text = text, .words = words, .count = count};
    look_at_paragraph(&row);
    for (size_t at = 0; at < count; at++) {
        take_word(&row, at);
        if (at + 1 < count) {
            if (words[at].joined_next || !is_candidate(&row, at))
                continue;
            uint32_t features[SENTENCE_FEATURES];
            bool ends;
            if (options->general) {
                ends = ends_generally(&row, at);
            } else if (at < row.dateline) {
                ends = at + 1 == row.dateline;
            } else if (ends_surely(&row, at)) {
                ends = true;
            } else {
                sentence_features(&row, at, features);
                ends = options->oracle
                           ? options->oracle->decide(options->oracle->context, at, features)
                           : weights_sum(&model->sentence, features, SENTENCE_FEATURES) > 0;
            }
            if (!ends)
                continue;
        }
        if (!push_sentence(&row, at + 1, base, scratch, sentences, err))
            return false;
        begin_sentence(&row, at + 1);
    }
    return true;
}

static enum shape shape_at(const struct row *row, size_t at)
{
    return at < row->count ? (enum shape)row->words[at].shape : SHAPE_NONE;
}

static bool is_upper_start(enum shape shape)
{
    return shape == SHAPE_CAPITAL || shape == SHAPE_UPPER || shape == SHAPE_INITIAL ||
           shape == SHAPE_MIXED;
}

static bool is_opener(enum shape shape)
{
    return shape == SHAPE_QUOTE_OPEN || shape == SHAPE_QUOTE || shape == SHAPE_BRACKET_OPEN ||
           shape == SHAPE_APOSTROPHE;
}

static void look_at_paragraph(struct row *row)
{
    size_t last = row->count;
    while (last > 0 && shape_is_closer(shape_at(row, last - 1)))
        last--;
    row->dateline = dateline_length(row);
    row->ends_stopped = last > 0 && shape_is_terminator(shape_at(row, last - 1));
    for (size_t at = 1; at < row->count; at++) {
        row->has_lines |= row->words[at].gap == GAP_LINE;
        row->has_lower_start |= shape_at(row, at) == SHAPE_LOWER &&
                                shape_is_terminator(shape_at(row, at - 1)) &&
                                row->words[at].gap != GAP_NONE;
    }
}

/* The words of a dateline at the start of a paragraph, a sentence of its own as in EWT: "KABUL,
 * Afghanistan (AP) --", "ALANYA /TURKEY/, December 1./TASS/."; 0 when there is none. All of its
 * words are names, dates and marks; it ends in a dash, or in a full stop behind its agency. */
static size_t dateline_length(const struct row *row)
{
    bool agency = false, bracket = false;
    bool upper = row->count > 0 && row->words[0].shape == SHAPE_UPPER;
    for (size_t at = 0; at + 1 < row->count && at < DATELINE_WORDS_MAX; at++) {
        const struct word *word = &row->words[at];
        const struct word *next = &row->words[at + 1];
        enum shape shape = (enum shape)word->shape,
                   before = at > 0 ? shape_at(row, at - 1) : SHAPE_NONE;
        bool enclosed = before == SHAPE_BRACKET_OPEN || before == SHAPE_SLASH;
        agency |= enclosed && word->classes & CLASS_AGENCY;
        bracket |= enclosed;
        bool name = is_upper_start(shape) || shape == SHAPE_DOTTED || shape == SHAPE_DIGITS;
        bool mark = shape == SHAPE_COMMA || shape == SHAPE_SLASH || shape == SHAPE_BRACKET_OPEN ||
                    shape == SHAPE_BRACKET_CLOSE;
        bool starts = is_upper_start((enum shape)next->shape) ||
                      is_opener((enum shape)next->shape) || next->shape == SHAPE_DOTTED ||
                      next->shape == SHAPE_DIGITS;
        if (shape == SHAPE_DASH && at > 0 && next->gap != GAP_NONE && starts) {
            bool long_dash = word->span.end - word->span.start > 1;
            return agency || (upper && (bracket || long_dash)) ? at + 1 : 0;
        }
        if (shape == SHAPE_PERIOD && agency &&
            (before == SHAPE_SLASH || before == SHAPE_BRACKET_CLOSE))
            return starts ? at + 1 : 0;
        bool glued = word->gap == GAP_NONE && next->gap == GAP_NONE &&
                     (shape == SHAPE_DASH || shape == SHAPE_PERIOD);
        if (!name && !mark && !glued)
            return 0;
    }
    return 0;
}

static void begin_sentence(struct row *row, size_t at)
{
    row->start = at;
    row->brackets = 0;
    row->auxiliaries = 0;
    row->capitals = 0;
    row->start_in_quote = row->in_quote;
}

/* Moves the running state over words[at]. */
static void take_word(struct row *row, size_t at)
{
    const struct word *word = &row->words[at];
    enum shape shape = (enum shape)word->shape;
    bool space_before = word->gap != GAP_NONE;
    bool space_after = at + 1 >= row->count || row->words[at + 1].gap != GAP_NONE;
    if (shape == SHAPE_QUOTE_OPEN)
        row->in_quote = true;
    else if (shape == SHAPE_QUOTE_CLOSE)
        row->in_quote = false;
    else if (shape == SHAPE_QUOTE)
        row->in_quote = space_before == space_after ? !row->in_quote : space_before;
    if (shape == SHAPE_BRACKET_OPEN)
        row->brackets++;
    else if (shape == SHAPE_BRACKET_CLOSE && row->brackets > 0)
        row->brackets--;
    row->auxiliaries += (word->classes & (CLASS_AUXILIARY | CLASS_SPEECH)) != 0;
    row->capitals += is_upper_start(shape);
    if (row->next_stop <= at) {
        size_t stop = at + 1;
        while (stop < row->count && stop <= at + LOOK_AHEAD &&
               !shape_is_terminator(shape_at(row, stop)))
            stop++;
        row->next_stop = stop;
    }
}

/* May a sentence begin with a word of this shape without a full stop before it? */
static bool may_begin(enum shape shape)
{
    return is_upper_start(shape) || is_opener(shape) || shape == SHAPE_DIGITS ||
           shape == SHAPE_NUMBER || shape == SHAPE_BULLET || shape == SHAPE_DASH ||
           shape == SHAPE_SYMBOL || shape == SHAPE_DOTTED || shape == SHAPE_JOINED ||
           shape == SHAPE_ELLIPSIS;
}

/* May a sentence end after words[at]? */
static bool is_candidate(const struct row *row, size_t at)
{
    const struct word *word = &row->words[at], *next = &row->words[at + 1];
    enum shape shape = (enum shape)word->shape, after = (enum shape)next->shape;
    if (word->classes & CLASS_TITLE && word->classes & CLASS_SURE && is_upper_start(after))
        return false;
    if (word->classes & CLASS_CLOCK && next->classes & (CLASS_DAY | CLASS_MONTH))
        return false;
    bool dotted = row->text.ptr[word->span.end - 1] == '.';
    if (dotted || next->gap >= GAP_WIDE || shape_is_terminator(shape) || shape_is_closer(shape) ||
        shape == SHAPE_COLON)
        return true;
    if (next->gap == GAP_NONE)
        return shape == SHAPE_SLASH;
    if (shape == SHAPE_COMMA && at - row->start >= SALUTATION_WORDS_MAX)
        return false;
    return shape == SHAPE_SEMICOLON || shape == SHAPE_DASH || shape == SHAPE_SYMBOL ||
           shape == SHAPE_BULLET || may_begin(after) ||
           (next->classes & CLASS_STARTER && (row->has_lower_start || !row->ends_stopped));
}

/* What treebanks show too seldom to be learned: before a credit line ("Photo: AP"), and between an
 * abbreviation that may end a sentence and a word that has a capital only where one begins. */
static bool ends_surely(const struct row *row, size_t at)
{
    const struct word *word = &row->words[at], *next = &row->words[at + 1];
    if (next->gap == GAP_NONE || !is_upper_start((enum shape)next->shape))
        return false;
    if (next->classes & CLASS_CREDIT && shape_at(row, at + 2) == SHAPE_COLON)
        return !is_opener((enum shape)word->shape) && word->shape != SHAPE_COLON &&
               word->shape != SHAPE_DASH && row->brackets == 0;
    bool may_end = word->classes & (CLASS_INITIALS | CLASS_CORPORATE | CLASS_PLACE) &&
                   word->classes & CLASS_SURE && !(word->classes & (CLASS_TITLE | CLASS_CITATION));
    uint32_t capitals = next->statistics & 7; /* models/text.md */
    return may_end && next->classes & CLASS_STARTER && next->shape == SHAPE_CAPITAL &&
           capitals >= 1 && capitals <= STARTER_CAPITALS_MAX;
}

/* ---- the model's features ---- */

static uint32_t distance_class(size_t distance)
{
    static const uint8_t limits[] = {0, 1, 2, 3, 4, 6, 9, 14, 20, 30, 45};
    uint32_t class = 0;
    while (class < sizeof(limits) && distance > limits[class])
        class ++;
    return class;
}

/* What ends before the place: the word before closing quotes and brackets. */
struct ending {
    struct word last;   /* words[at] */
    struct word stop;   /* the last word that is no closer */
    struct word before; /* the word before stop */
    uint32_t closers;   /* hash of what closes after stop */
};

static struct word word_at(const struct row *row, size_t at)
{
    return at < row->count ? row->words[at] : (struct word){0};
}

static struct ending ending_at(const struct row *row, size_t at)
{
    struct ending ending = {.last = row->words[at]};
    size_t stop = at;
    while (stop > row->start && at - stop < 3 && shape_is_closer(shape_at(row, stop))) {
        ending.closers = ending.closers * SHAPE_COUNT + row->words[stop].shape;
        stop--;
    }
    ending.stop = row->words[stop];
    ending.before = stop > row->start ? row->words[stop - 1] : (struct word){0};
    return ending;
}

static uint32_t capitals_ahead(const struct row *row, size_t at)
{
    uint32_t capitals = 0;
    for (size_t i = at + 1; i < row->count && i <= at + CAPITALS_AHEAD; i++)
        capitals += is_upper_start((enum shape)row->words[i].shape);
    return capitals;
}

static void sentence_features(const struct row *row, size_t at,
                              uint32_t features[SENTENCE_FEATURES])
{
    struct ending e = ending_at(row, at);
    struct word a0 = e.last;
    struct word a1 = at > row->start ? row->words[at - 1] : (struct word){0};
    struct word a2 = at > row->start + 1 ? row->words[at - 2] : (struct word){0};
    struct word b0 = word_at(row, at + 1), b1 = word_at(row, at + 2), b2 = word_at(row, at + 3);
    /* The next word that is no opening quote or bracket. */
    struct word next = is_opener((enum shape)b0.shape) || b0.shape == SHAPE_BULLET ? b1 : b0;
    uint32_t since = distance_class(at - row->start);
    uint32_t rest = distance_class(row->count - at - 2);
    uint32_t stop_ahead = distance_class(row->next_stop - at - 1);
    uint32_t quote = (uint32_t)row->in_quote | (uint32_t)row->start_in_quote << 1;
    uint32_t state = quote | (uint32_t)(row->brackets > 0) << 2;
    uint32_t paragraph = (uint32_t)row->ends_stopped | (uint32_t)row->has_lines << 1 |
                         (uint32_t)row->has_lower_start << 2;
    uint32_t verbs = row->auxiliaries < 2 ? row->auxiliaries : 2;
    uint32_t dotted = row->text.ptr[e.stop.span.end - 1] == '.';
    uint32_t kind = dotted << 8 | a0.shape;
    uint32_t ab = (uint32_t)a0.shape << 8 | b0.shape;
    uint32_t gap = b0.gap;
    uint32_t first_shape = row->words[row->start].shape;
    uint32_t capitals = capitals_ahead(row, at);
    bool all_capitals = row->capitals == at + 1 - row->start;
    uint32_t before_length = e.before.span.end - e.before.span.start;
    before_length = before_length < 6 ? before_length : 6;
    size_t n = 0;
#define FEATURE(a, b, c) (features[n] = feature_hash((uint32_t)n + 1, (a), (b), (c)), n++)
    FEATURE(kind, gap > GAP_NONE, 0);
    FEATURE(a0.hash, 0, 0);
    FEATURE(b0.hash, kind, 0);
    FEATURE(a0.hash, b0.hash, 0);
    FEATURE(ab, gap, dotted);
    FEATURE(a1.hash, a0.hash, 0);
    FEATURE(b0.hash, b1.hash, kind);
    FEATURE(a0.hash, b0.shape, 0);
    FEATURE(a0.hash, b0.shape, b1.shape);
    FEATURE(ab, a1.shape, gap);
    FEATURE(ab, b1.shape, gap);
    FEATURE(ab, a1.shape, b1.shape);
    FEATURE(ab, a1.shape << 8 | a2.shape, b1.shape);
    FEATURE(ab, b1.shape, b2.shape);
    FEATURE(a0.hash, gap, state);
    FEATURE(a0.hash, since, gap);
    FEATURE(ab, since, gap);
    FEATURE(a0.hash, rest, 0);
    FEATURE(ab, rest, since);
    FEATURE(b0.statistics, kind, gap);
    FEATURE(a0.statistics, b0.statistics, ab);
    FEATURE(next.statistics, kind, state);
    FEATURE(a1.hash, a0.hash, b0.shape);
    FEATURE(a0.classes, b0.shape, dotted);
    FEATURE(a0.classes, b0.classes, kind);
    FEATURE(a0.classes, b0.hash, dotted);
    FEATURE(b0.classes, a0.hash, gap);
    FEATURE(e.stop.hash, e.closers, b0.shape);
    FEATURE(e.stop.hash, e.closers, quote << 8 | b0.shape);
    FEATURE(e.stop.hash, e.closers, next.hash);
    FEATURE(e.stop.hash, next.classes, quote);
    FEATURE(e.stop.hash, e.closers, (uint32_t)next.shape << 8 | gap);
    FEATURE(e.before.hash, e.stop.hash, next.shape);
    FEATURE(e.before.statistics, e.stop.hash, next.statistics);
    FEATURE(e.before.shape << 8 | before_length, e.stop.hash, next.shape);
    FEATURE(e.before.classes, e.stop.hash, next.shape);
    FEATURE(e.stop.statistics, e.stop.shape, next.statistics);
    FEATURE(state, kind, b0.shape);
    FEATURE(state, ab, b1.shape);
    FEATURE(capitals, ab, gap);
    FEATURE(capitals, b0.statistics, kind);
    FEATURE(all_capitals, ab, since);
    FEATURE(all_capitals, b0.statistics, gap);
    FEATURE(verbs, kind, b0.statistics);
    FEATURE(verbs, ab, since);
    FEATURE(stop_ahead, ab, gap);
    FEATURE(stop_ahead, since, ab);
    FEATURE(stop_ahead, b0.statistics, kind);
    FEATURE(paragraph, ab, gap);
    FEATURE(paragraph, kind, b0.statistics);
    FEATURE(paragraph, since, kind << 4 | gap);
    FEATURE(first_shape, ab, since);
    FEATURE(row->words[row->start].hash, since, kind);
    FEATURE(b1.statistics, b0.hash, kind);
    FEATURE(b1.classes, b0.classes, ab);
    FEATURE(b1.shape, b0.statistics, kind << 4 | gap);
    FEATURE(a1.statistics, a0.statistics, ab);
    FEATURE(a1.classes, a0.classes, ab);
    FEATURE(a1.hash, ab, 0);
    FEATURE(a0.hash, b1.hash, b0.shape);
    FEATURE(row->brackets, kind, gap);
    FEATURE(a2.shape, a1.hash, a0.hash);
    FEATURE(b2.shape, b1.classes, (uint32_t)b0.classes ^ kind << 20);
    FEATURE(0, 0, 0);
#undef FEATURE
}

/* ---- rules for any language ---- */

/* After a terminator and what closes: at a space before no lower-case word, or at once behind an
 * ideographic stop. */
static bool ends_generally(const struct row *row, size_t at)
{
    const struct word *next = &row->words[at + 1];
    struct ending ending = ending_at(row, at);
    enum shape stop = (enum shape)ending.stop.shape;
    if (!shape_is_terminator(stop) || shape_is_terminator(shape_at(row, at + 1)))
        return false;
    bool closes = next->gap == GAP_NONE &&
                  (next->shape == SHAPE_QUOTE_CLOSE || next->shape == SHAPE_BRACKET_CLOSE ||
                   next->shape == SHAPE_QUOTE);
    if (closes)
        return false;
    if (stop == SHAPE_STOP)
        return true;
    if (next->gap == GAP_NONE || next->shape == SHAPE_LOWER || next->shape == SHAPE_DASH)
        return false;
    /* "ул. Ленина", "т. е.": short lower-case abbreviations are told by the next word alone;
     * numbers before a full stop are ordinals in many languages. */
    bool ordinal = ending.before.shape == SHAPE_DIGITS && stop == SHAPE_PERIOD &&
                   ending.before.span.end - ending.before.span.start <= 2;
    return !ordinal;
}

/* ---- sentences that are too long ---- */

/* The best place to cut words[start .. start + SENTENCE_TOKENS_MAX): behind the last semicolon,
 * else the last comma or colon, else before the last conjunction, of its second half; else at its
 * end. Never inside a multiword token. */
static size_t cut_place(const struct row *row, size_t start)
{
    size_t end = start + SENTENCE_TOKENS_MAX;
    size_t best = end, best_rank = 0;
    for (size_t at = start + SENTENCE_TOKENS_MAX / 2; at < end; at++) {
        enum shape shape = shape_at(row, at);
        bool joiner = row->words[at + 1].classes & CLASS_JOINER;
        size_t rank = shape_is_terminator(shape) || shape == SHAPE_SEMICOLON ? 3
                      : shape == SHAPE_COMMA || shape == SHAPE_COLON         ? 2
                      : joiner                                               ? 1
                                                                             : 0;
        if (rank > 0 && rank >= best_rank && !row->words[at].joined_next) {
            best = at + 1;
            best_rank = rank;
        }
    }
    while (row->words[best - 1].joined_next) /* at most MULTIWORD_PARTS_MAX */
        best--;
    return best;
}

/* Pushes words [row->start, end), in pieces when they are too many. */
static bool push_sentence(const struct row *row, size_t end, uint32_t base, struct arena *scratch,
                          sentence_vector *sentences, struct err *err)
{
    size_t start = row->start;
    bool was_split = end - start > SENTENCE_TOKENS_MAX;
    while (start < end) {
        size_t stop = end - start > SENTENCE_TOKENS_MAX ? cut_place(row, start) : end;
        struct sentence_cut *cut = vector_push(sentences, scratch);
        if (!cut)
            return arena_fail(scratch, err);
        *cut = (struct sentence_cut){.first = base + (uint32_t)start,
                                     .count = (uint32_t)(stop - start),
                                     .was_split = was_split};
        start = stop;
    }
    return true;
}

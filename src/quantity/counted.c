/*
 * counted.c - what a number counts, and what befell it.
 *
 *   in    a number, the sentence's tree
 *   out   struct counted
 *
 * The counted noun is the number's head ("three soldiers"), or hangs on it ("dozens of soldiers").
 * What befell it is told by a participle or adjective of its own ("killed in the raid"), by the
 * verb it is object or subject of, or by a noun that it is part of ("the deaths of three
 * soldiers").
 */
#include "quantity/counted.h"

#include <string.h>

#include "base/ascii.h"
#include "grammar/grammar.h"

/* Words that are looked at on the way up from the counted noun. */
#define CLIMB_MAX 5

void relations_find(const struct article *article, struct relations *ret_relations)
{
    const struct grammar_model *grammar = article->grammar;
    *ret_relations = (struct relations){0};
    if (!grammar)
        return;
    const struct {
        const char *name;
        uint16_t *number;
    } names[] = {
        {"nummod", &ret_relations->nummod},
        {"obj", &ret_relations->obj},
        {"nsubj", &ret_relations->nsubj},
        {"nsubj:pass", &ret_relations->nsubj_pass},
        {"nmod", &ret_relations->nmod},
        {"obl", &ret_relations->obl},
        {"amod", &ret_relations->amod},
        {"acl", &ret_relations->acl},
        {"acl:relcl", &ret_relations->acl_relcl},
        {"compound", &ret_relations->compound},
        {"conj", &ret_relations->conj},
        {"appos", &ret_relations->appos},
        {"xcomp", &ret_relations->xcomp},
        {"case", &ret_relations->case_},
        {"det", &ret_relations->det},
        {"advmod", &ret_relations->advmod},
        {"obl:unmarked", &ret_relations->obl_unmarked},
        {"nmod:unmarked", &ret_relations->nmod_unmarked},
    };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        *names[i].number = grammar_deprel_number(grammar, slice_from(names[i].name));
}

static const struct token *token_at(const struct counting *c, uint32_t at)
{
    return &c->article->tokens[c->sentence->first_token + at];
}

static struct slice form_of(const struct counting *c, uint32_t at)
{
    return article_slice(c->article, token_at(c, at)->span);
}

static struct slice lemma_of(const struct counting *c, uint32_t at)
{
    struct slice lemma = token_at(c, at)->lemma;
    return lemma.len > 0 ? lemma : form_of(c, at);
}

static bool plays(const struct counting *c, uint32_t at, enum quantity_role role,
                  struct slice *ret_value)
{
    return quantity_word_is(c->words, lemma_of(c, at), role, ret_value) ||
           quantity_word_is(c->words, form_of(c, at), role, ret_value);
}

static bool is_upos(const struct counting *c, uint32_t at, const char *name)
{
    return slice_equal(grammar_upos_name(c->article->grammar, token_at(c, at)->upos),
                       slice_from(name));
}

/* The next child of a word with this relation, from `from` on; INDEX_NONE when there is none. */
static uint32_t child_with(const struct counting *c, uint32_t head, uint16_t relation,
                           uint32_t from)
{
    for (uint32_t i = from; i < c->sentence->token_count; i++) {
        const struct token *token = token_at(c, i);
        if (token->head == head && token->deprel == relation && relation != 0)
            return i;
    }
    return INDEX_NONE;
}

/* The number's own word whose head lies outside of it. */
static uint32_t number_root(const struct counting *c, uint32_t first, uint32_t last)
{
    for (uint32_t i = last + 1; i-- > first;) {
        uint32_t head = token_at(c, i)->head;
        if (head == INDEX_NONE || head < first || head > last)
            return i;
    }
    return last;
}

static bool is_of(const struct counting *c, uint32_t at)
{
    uint32_t mark = child_with(c, at, c->relations.case_, 0);
    return mark != INDEX_NONE && slice_equal_nocase(form_of(c, mark), SLICE("of"));
}

/* The noun in "dozens of soldiers", "tons of oil", "three of them": after the words [first, last]
 * and hanging on one of them. */
static uint32_t of_child(const struct counting *c, uint32_t first, uint32_t last)
{
    for (uint32_t i = last + 1; i < c->sentence->token_count; i++) {
        const struct token *token = token_at(c, i);
        if (token->head >= first && token->head <= last && token->deprel == c->relations.nmod &&
            is_of(c, i))
            return i;
    }
    return INDEX_NONE;
}

/* ---- the words of `of` ---- */

static void append(struct counted *counted, struct slice text, bool lower)
{
    size_t space = counted->of_bytes > 0;
    if (text.len == 0 || counted->of_bytes + space + text.len > COUNTED_BYTES_MAX)
        return;
    if (space)
        counted->of[counted->of_bytes++] = ' ';
    for (size_t i = 0; i < text.len; i++)
        counted->of[counted->of_bytes++] = lower ? ascii_lower(text.ptr[i]) : text.ptr[i];
}

static bool ends_in(struct slice word, const char *ending)
{
    return slice_ends(word, slice_from(ending));
}

/* A noun in the plural: as written when it is no lemma, by the list, or by the rules of spelling.
 */
static void append_plural(const struct counting *c, uint32_t at, struct counted *counted)
{
    struct slice form = form_of(c, at), lemma = lemma_of(c, at), plural;
    if (quantity_word_is(c->words, lemma, ROLE_PLURAL, &plural)) {
        append(counted, plural, true);
        return;
    }
    struct slice tag = grammar_xpos_name(c->article->grammar, token_at(c, at)->xpos);
    bool proper = slice_starts(tag, SLICE("NNP"));
    append(counted, form, !proper);
    if (slice_equal(tag, SLICE("NNS")) || slice_equal(tag, SLICE("NNPS")) ||
        !slice_equal_nocase(form, lemma) || form.len == 0 ||
        counted->of_bytes + 3 > COUNTED_BYTES_MAX)
        return;
    char last = ascii_lower(form.ptr[form.len - 1]);
    char before = form.len > 1 ? ascii_lower(form.ptr[form.len - 2]) : 'a';
    if (!ascii_is_letter(last) || ends_in(form, "ese"))
        return;
    if (last == 'y' && !strchr("aeiou", before)) {
        counted->of[counted->of_bytes - 1] = 'i';
        memcpy(counted->of + counted->of_bytes, "es", 2);
        counted->of_bytes += 2;
    } else if (last == 's' || last == 'x' || last == 'z' || ends_in(form, "ch") ||
               ends_in(form, "sh")) {
        memcpy(counted->of + counted->of_bytes, "es", 2);
        counted->of_bytes += 2;
    } else {
        counted->of[counted->of_bytes++] = 's';
    }
}

/* A noun with its compounds but for the unit: "police officers". Mass nouns of a unit keep their
 * number. */
static void append_noun(const struct counting *c, uint32_t noun, bool plural, uint32_t unit,
                        struct counted *counted)
{
    for (uint32_t i = child_with(c, noun, c->relations.compound, 0); i < noun;
         i = child_with(c, noun, c->relations.compound, i + 1)) {
        struct slice form = form_of(c, i);
        if (i != unit && is_upos(c, i, "NOUN") && ascii_is_lower(form.ptr[0]))
            append(counted, form, true);
    }
    if (plural)
        append_plural(c, noun, counted);
    else
        append(counted, form_of(c, noun), true);
}

/* ---- what befell it ---- */

/* By a participle, adjective or relative clause of the noun's own: "three soldiers killed in …". */
static bool fate_of_child(const struct counting *c, uint32_t noun, struct slice *ret_fate)
{
    const uint16_t relations[] = {c->relations.acl, c->relations.amod, c->relations.acl_relcl};
    for (size_t r = 0; r < sizeof(relations) / sizeof(relations[0]); r++) {
        for (uint32_t i = child_with(c, noun, relations[r], 0); i != INDEX_NONE;
             i = child_with(c, noun, relations[r], i + 1)) {
            bool passive = slice_equal(grammar_xpos_name(c->article->grammar, token_at(c, i)->xpos),
                                       SLICE("VBN"));
            if (plays(c, i, ROLE_STATE, ret_fate) ||
                (passive && plays(c, i, ROLE_OBJECT, ret_fate)) ||
                (relations[r] == c->relations.acl_relcl && plays(c, i, ROLE_SUBJECT, ret_fate)))
                return true;
        }
    }
    return false;
}

/* "left 40 people dead": the state beside the object. */
static bool fate_of_leaving(const struct counting *c, uint32_t verb, struct slice *ret_fate)
{
    struct slice value;
    if (!plays(c, verb, ROLE_LEAVE, &value))
        return false;
    for (uint32_t i = child_with(c, verb, c->relations.xcomp, 0); i != INDEX_NONE;
         i = child_with(c, verb, c->relations.xcomp, i + 1)) {
        if (plays(c, i, ROLE_STATE, ret_fate))
            return true;
    }
    return false;
}

/* "the death toll rose to 45": the verb's subject is what is told of. */
static bool fate_of_subject(const struct counting *c, uint32_t verb, struct slice *ret_fate)
{
    uint32_t subject = child_with(c, verb, c->relations.nsubj, 0);
    return subject != INDEX_NONE && plays(c, subject, ROLE_NOUN, ret_fate);
}

enum step { STEP_STOP, STEP_UP, STEP_FOUND };

/* One step from a word to its head: does the relation tell what befell it? */
static enum step fate_above(const struct counting *c, uint32_t at, bool lives,
                            struct slice *ret_fate)
{
    const struct relations *relations = &c->relations;
    uint16_t relation = token_at(c, at)->deprel;
    uint32_t head = token_at(c, at)->head;
    struct slice value;
    if (head == INDEX_NONE || relation == 0)
        return STEP_STOP;
    if (relation == relations->obj || relation == relations->nsubj_pass) {
        if (lives && plays(c, head, ROLE_TAKES, ret_fate))
            return STEP_FOUND;
        return plays(c, head, ROLE_OBJECT, ret_fate) || fate_of_leaving(c, head, ret_fate) ||
                       (relation == relations->obj && fate_of_subject(c, head, ret_fate))
                   ? STEP_FOUND
                   : STEP_STOP;
    }
    if (relation == relations->nsubj) {
        bool participle = slice_equal(
            grammar_xpos_name(c->article->grammar, token_at(c, head)->xpos), SLICE("VBN"));
        return plays(c, head, ROLE_SUBJECT, ret_fate) || plays(c, head, ROLE_STATE, ret_fate) ||
                       (participle && plays(c, head, ROLE_OBJECT, ret_fate))
                   ? STEP_FOUND
                   : STEP_STOP;
    }
    if (relation == relations->conj || relation == relations->appos)
        return STEP_UP;
    if (relation == relations->nmod || relation == relations->obl ||
        relation == relations->obl_unmarked || relation == relations->nmod_unmarked) {
        uint32_t mark = child_with(c, at, relations->case_, 0);
        if (mark != INDEX_NONE && plays(c, mark, ROLE_INCLUDING, &value))
            return plays(c, head, ROLE_SUBJECT, ret_fate) || plays(c, head, ROLE_OBJECT, ret_fate)
                       ? STEP_FOUND
                       : STEP_UP;
        if (plays(c, head, ROLE_NOUN, ret_fate) || fate_of_subject(c, head, ret_fate))
            return STEP_FOUND;
    }
    return STEP_STOP;
}

/* What befell the counted noun, from the words above it or, failing that, from its own. */
static bool fate_of(const struct counting *c, uint32_t noun, uint32_t root, bool lives,
                    struct slice *ret_fate)
{
    uint32_t at = root;
    for (unsigned climbed = 0; climbed < CLIMB_MAX; climbed++) {
        enum step step = fate_above(c, at, lives, ret_fate);
        if (step == STEP_FOUND)
            return true;
        if (step == STEP_STOP)
            break;
        if (climbed == 0 && (fate_of_child(c, noun, ret_fate) || fate_of_child(c, root, ret_fate)))
            return true;
        at = token_at(c, at)->head;
        if (fate_of_child(c, at, ret_fate))
            return true;
    }
    return fate_of_child(c, noun, ret_fate) || (root != noun && fate_of_child(c, root, ret_fate));
}

/* ---- the counted noun ---- */

/* "a five-year sentence", "20 years in prison", "sentenced to 20 years". */
static bool is_prison(const struct counting *c, uint32_t span)
{
    struct slice value;
    uint32_t head = token_at(c, span)->head;
    if (head != INDEX_NONE && plays(c, head, ROLE_PRISON, &value))
        return true;
    if (head != INDEX_NONE && plays(c, head, ROLE_OBJECT, &value) &&
        slice_equal(value, SLICE("sentenced")))
        return true;
    for (uint32_t i = 0; i < c->sentence->token_count; i++) {
        uint32_t above = token_at(c, i)->head;
        if ((above == span ||
             (head != INDEX_NONE && above == head && i < span + 6 && i + 6 > span)) &&
            plays(c, i, ROLE_PRISON, &value))
            return true;
    }
    return false;
}

static void tell_fate(struct counted *counted, struct slice fate)
{
    append(counted, fate, true);
    counted->told = true;
}

/* "Four detained": no noun at all. */
static bool is_participle(const struct counting *c, uint32_t at)
{
    return is_upos(c, at, "VERB") || is_upos(c, at, "ADJ");
}

/* A number with a noun that it counts. */
static void count_noun(const struct counting *c, uint32_t noun, uint32_t root, bool one,
                       struct counted *counted)
{
    struct slice value, fate = SLICE_EMPTY;
    if (plays(c, noun, ROLE_PART, &value) || is_upos(c, noun, "SYM") || is_upos(c, noun, "PUNCT"))
        return;
    if (plays(c, noun, ROLE_CURRENCY, &counted->unit) || /* "millions of dollars" */
        plays(c, noun, ROLE_PERCENT, &counted->unit) ||
        plays(c, noun, ROLE_MEASURE, &counted->unit)) {
        counted->told = true;
        return;
    }
    bool lives = plays(c, noun, ROLE_LIVES, &value);
    bool fated = fate_of(c, noun, root, lives, &fate);
    bool person = plays(c, noun, ROLE_PERSON, &value);
    if (lives && !fated)
        return;
    /* "40 dead", "45 deaths", "15 wounded": the noun itself says what befell people. */
    bool pronoun = is_upos(c, noun, "PRON") || is_upos(c, noun, "DET") ||
                   (!person && plays(c, noun, ROLE_PRONOUN, &value));
    bool by_itself = plays(c, noun, ROLE_FATE, &value) ||
                     (is_participle(c, noun) && plays(c, noun, ROLE_OBJECT, &value));
    if (by_itself)
        fate = value;
    if (one && fate.len == 0)
        return;
    if (by_itself || lives || pronoun)
        append(counted, SLICE("people"), true);
    else
        append_noun(c, noun, true, INDEX_NONE, counted);
    if (person || by_itself || lives || pronoun)
        counted->unit = SLICE("people");
    counted->told = !pronoun || fate.len > 0;
    if (fate.len > 0)
        tell_fate(counted, fate);
}

/* A number without a noun: "wounded 30", "12 were killed". */
static void count_implied(const struct counting *c, uint32_t root, struct counted *counted)
{
    struct slice fate;
    if (!fate_of(c, root, root, false, &fate))
        return;
    append(counted, SLICE("people"), true);
    counted->unit = SLICE("people");
    tell_fate(counted, fate);
}

/* What a unit is of: "89 percent of imports", "a $5 million ransom". */
static void count_unit(const struct counting *c, const struct number *number,
                       struct counted *counted)
{
    counted->told = true;
    if (!c->article->grammar)
        return;
    uint32_t first = number->first_token, last = number->last_token;
    if (number->unit_token < first)
        first = number->unit_token;
    if (number->unit_token > last)
        last = number->unit_token;
    uint32_t root = number_root(c, first, last);
    uint32_t of = of_child(c, first, last);
    uint32_t head = token_at(c, root)->head;
    uint16_t relation = token_at(c, root)->deprel;
    bool before = head != INDEX_NONE && head > root &&
                  (relation == c->relations.compound || relation == c->relations.nummod ||
                   relation == c->relations.amod || relation == c->relations.nmod_unmarked);
    /* "a $5 million ransom", "a ransom of $5 million" */
    bool behind = head != INDEX_NONE && relation == c->relations.nmod && is_of(c, root);
    if (of == INDEX_NONE && (before || behind) && is_upos(c, head, "NOUN"))
        of = head;
    if (of == INDEX_NONE || !is_upos(c, of, "NOUN"))
        return;
    uint32_t adjective = child_with(c, of, c->relations.amod, 0);
    if (adjective != INDEX_NONE && adjective < of)
        append(counted, form_of(c, adjective), true);
    append_noun(c, of, false, number->unit_token, counted);
}

/* A proper noun that is written as one: "the 12 Muslims" is not what a number counts here. */
static bool is_name(const struct counting *c, uint32_t at)
{
    return is_upos(c, at, "PROPN") && ascii_is_upper(form_of(c, at).ptr[0]) &&
           !slice_equal(grammar_xpos_name(c->article->grammar, token_at(c, at)->xpos),
                        SLICE("NNPS"));
}

struct counted counted_find(const struct counting *counting, const struct number *number)
{
    struct counted counted = {0};
    struct slice value;
    if (number->unit.len > 0) {
        count_unit(counting, number, &counted);
        return counted;
    }
    if (!counting->article->grammar || number->labelled)
        return counted;
    uint32_t root = number_root(counting, number->first_token, number->last_token);
    const struct token *token = token_at(counting, root);
    uint32_t head = token->head;
    uint32_t of = of_child(counting, number->first_token, number->last_token);
    bool modifies = head != INDEX_NONE && head > root &&
                    (token->deprel == counting->relations.nummod ||
                     token->deprel == counting->relations.amod ||
                     token->deprel == counting->relations.compound ||
                     token->deprel == counting->relations.det);
    if (modifies && plays(counting, head, ROLE_SPAN, &value)) {
        if (is_prison(counting, head)) {
            append(&counted, SLICE("prison"), true);
            counted.unit = value;
            counted.told = true;
        }
    } else if (modifies && !is_name(counting, head) && !is_upos(counting, head, "NUM")) {
        count_noun(counting, head, head, number->is_one, &counted);
    } else if (of != INDEX_NONE && !is_upos(counting, of, "NUM")) {
        count_noun(counting, of, root, number->is_one, &counted);
    } else if (head == INDEX_NONE || head < root || !modifies) {
        count_implied(counting, root, &counted);
    }
    return counted;
}

/*
 * content.c - what a telling says.
 *
 *   in    a telling with its speaker
 *   out   its pieces: runs of words that are said
 *
 * What a word of saying takes: a clause before, around or behind it, a quotation, an object, an
 * infinitive or a phrase. What belongs to the telling itself (verb, subject, auxiliaries, "on
 * Thursday", "told reporters") is cut out.
 */
#include "statements/telling.h"

#include <string.h>

/* Words between a telling and the quotation that it tells of, and where nothing else says so. */
#define GAP_TOKENS_MAX 14
#define NEAR_TOKENS_MAX 4

/* ---- roles of the words ---- */

void telling_set_roles(const struct telling *telling, uint32_t above, enum role role)
{
    const struct clause_node *top = telling_node(telling, above);
    for (uint32_t i = top->left; i <= top->right; i++) {
        if (clauses_is_under(telling->clauses, i, above))
            telling->finder->roles[i] = (uint8_t)role;
    }
}

void telling_clear_roles(const struct telling *telling)
{
    for (uint32_t i = 0; i < telling->sentence->token_count; i++)
        telling->finder->roles[telling->sentence->first_token + i] = ROLE_NONE;
}

/* Children of a verb that are clauses of their own, not part of the telling. */
static bool is_own_clause(enum relation relation)
{
    return relation == REL_CONJ || relation == REL_ADVCL || relation == REL_PARATAXIS ||
           relation == REL_PUNCT || relation == REL_CC || relation == REL_CCOMP ||
           relation == REL_XCOMP || relation == REL_DEP;
}

/* Marks the words of the telling, but for those that are content already. */
static void set_frame(const struct telling *telling, uint32_t token)
{
    uint8_t *roles = telling->finder->roles;
    uint32_t speaker = telling->found.speaker;
    roles[token] = ROLE_FRAME;
    if (speaker != INDEX_NONE && telling_node(telling, speaker)->right + 1 == token)
        telling_set_roles(telling, speaker, ROLE_FRAME);
    for (uint32_t i = telling_node(telling, token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        if (roles[i] != ROLE_CONTENT &&
            !is_own_clause((enum relation)telling_node(telling, i)->relation))
            telling_set_roles(telling, i, ROLE_FRAME);
    }
}

/* Cuts out what goes on as a telling of its own: "…, adding that". */
static void cut_tellings(const struct telling *telling)
{
    uint32_t first = telling->sentence->first_token;
    for (uint32_t i = first; i < first + telling->sentence->token_count; i++) {
        bool cuts = telling->finder->roles[i] == ROLE_CONTENT &&
                    telling_node(telling, i)->quote == 0 &&
                    clauses_is_part(telling->clauses, i, CUE_VERB) &&
                    (telling_outer(telling->clauses, i) == telling->token ||
                     telling_joined(telling->clauses, i) == telling->token);
        if (cuts)
            telling_set_roles(telling, i, ROLE_FRAME);
    }
}

/* Drops "that" from the front: it opens what is said. */
static void drop_that(struct telling *telling)
{
    struct range *piece = telling->piece_count > 0 ? &telling->pieces[0] : NULL;
    if (!piece)
        return;
    *piece = range_trim(telling->clauses, *piece);
    if (piece->first < piece->last && telling_node(telling, piece->first)->quote == 0 &&
        clauses_is_part(telling->clauses, piece->first, CUE_THAT))
        piece->first++;
}

void telling_gather(struct telling *telling)
{
    const uint8_t *roles = telling->finder->roles;
    uint32_t first = telling->sentence->first_token, open = INDEX_NONE, last = INDEX_NONE;
    for (uint32_t i = first; i < first + telling->sentence->token_count; i++) {
        if (roles[i] == ROLE_CONTENT) {
            open = open == INDEX_NONE ? i : open;
            last = i;
        }
        bool ends = open != INDEX_NONE &&
                    (roles[i] == ROLE_FRAME || i + 1 == first + telling->sentence->token_count);
        if (ends && telling->piece_count < PIECES_MAX) {
            telling->pieces[telling->piece_count++] = (struct range){open, last};
            open = INDEX_NONE;
        }
    }
    drop_that(telling);
}

/* ---- clauses ---- */

static bool is_clause_child(const struct telling *telling, uint32_t child)
{
    enum relation relation = (enum relation)telling_node(telling, child)->relation;
    if (child == telling->found.speaker)
        return false;
    if (relation == REL_CCOMP)
        return !clauses_is_part(telling->clauses, child, CUE_VERB) ||
               telling_outer(telling->clauses, child) != telling->token;
    /* "announced that …", hung on as if joined */
    uint32_t mark = clauses_child(telling->clauses, child, REL_MARK);
    if (relation == REL_CONJ && mark == telling->token + 1 &&
        clauses_is_part(telling->clauses, mark, CUE_THAT))
        return true;
    /* "said: …" */
    bool quoted = telling_node(telling, child)->quote != 0;
    bool behind_colon = telling_node(telling, child)->left > telling->token &&
                        slice_equal(
                            clauses_word(telling->clauses, telling_node(telling, child)->left - 1),
                            SLICE(":"));
    return relation == REL_PARATAXIS && (quoted || behind_colon);
}

/* "The plan, officials said, had been dropped": whether a clause began before the telling, with its
 * subject and a comma. */
static bool is_interrupted(const struct telling *telling, uint32_t clause)
{
    uint32_t subject = clauses_child(telling->clauses, clause, REL_NSUBJ);
    if (subject == INDEX_NONE)
        subject = clauses_child(telling->clauses, clause, REL_NSUBJ_PASS);
    if (subject == INDEX_NONE || subject > telling->token)
        return false;
    uint32_t speaker = telling->found.speaker;
    uint32_t first = telling->token;
    if (speaker != INDEX_NONE && telling->found.speaker_range.last < telling->token)
        first = telling->found.speaker_range.first;
    return first > telling->sentence->first_token &&
           clauses_is_punctuation(telling->clauses, first - 1);
}

/* What stands before the telling is not said. */
static void drop_before(const struct telling *telling)
{
    for (uint32_t i = telling->sentence->first_token; i < telling->token; i++)
        telling->finder->roles[i] = ROLE_NONE;
}

/* A clause that completes the verb, or the sentence that the verb stands in as an aside. */
static bool take_clause(struct telling *telling)
{
    bool taken = false;
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        if (!is_clause_child(telling, i))
            continue;
        telling_set_roles(telling, i, ROLE_CONTENT);
        if (i > telling->token && !is_interrupted(telling, i))
            drop_before(telling);
        taken = true;
    }
    if (taken)
        return true;
    const struct clause_node *verb = telling_node(telling, telling->token);
    if (verb->relation != REL_PARATAXIS || verb->head == INDEX_NONE)
        return false;
    telling_set_roles(telling, verb->head, ROLE_CONTENT);
    telling_set_roles(telling, telling->token, ROLE_FRAME);
    return true;
}

/* ---- quotations ---- */

/* Whether a word is one of these marks. */
static bool is_mark(const struct clauses *clauses, uint32_t token, const char *marks)
{
    struct slice word = clauses_word(clauses, token);
    return word.len == 1 && strchr(marks, word.ptr[0]) != NULL;
}

/* The quotation that stands beside a telling, from the telling's token in steps of `step`, with no
 * other telling between; 0: none. *ret_token is its first token met. */
static uint32_t quotation_beside(const struct telling *telling, int step, uint32_t *ret_token)
{
    const struct clauses *clauses = telling->clauses;
    uint32_t begin = telling->sentence->first_token;
    uint32_t end = begin + telling->sentence->token_count;
    uint32_t at = telling->token;
    for (unsigned gap = 0; gap <= GAP_TOKENS_MAX; gap++) {
        if (step < 0 ? at == begin : at + 1 == end)
            break;
        at = step < 0 ? at - 1 : at + 1;
        if (clauses->nodes[at].quote) {
            *ret_token = at;
            return clauses->nodes[at].quote;
        }
        if (clauses_is_part(clauses, at, CUE_VERB) && clauses_is_verb(clauses, at))
            return 0;
    }
    /* "…," alone in the sentence before: "Lavrov said." */
    bool before = step < 0 && at == begin && begin > 0 && clauses->nodes[begin - 1].quote;
    *ret_token = begin - (begin > 0);
    return before ? clauses->nodes[begin - 1].quote : 0;
}

/* Whether a quotation ends as what somebody said: with a comma, or as a question or a cry. */
static bool ends_said(const struct clauses *clauses, const struct quotation *quotation,
                      uint32_t met)
{
    uint32_t last = quotation->last_token;
    return is_mark(clauses, last, ",?!") ||
           (met + 1 < clauses->article->token_count && is_mark(clauses, met + 1, ",")) ||
           (last + 2 < clauses->article->token_count && is_mark(clauses, last + 2, ","));
}

static bool take_quoted(struct telling *telling, uint32_t quote)
{
    const struct quotation *quotation = &telling->clauses->quotations->list.items[quote - 1];
    if (quotation->is_taken || quotation->first_token == INDEX_NONE)
        return false;
    telling->pieces[telling->piece_count++] = (struct range){quotation->first_token,
                                                             quotation->last_token};
    return true;
}

/* A quotation before the telling that ends in a comma, or behind it after a comma or colon. */
static bool take_spoken(struct telling *telling)
{
    const struct clauses *clauses = telling->clauses;
    uint32_t met = 0;
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        if (i != telling->found.speaker && telling_node(telling, i)->relation == REL_CCOMP &&
            telling_node(telling, i)->left > telling->token &&
            !clauses_is_punctuation(clauses, telling->token + 1) &&
            !clauses_is_punctuation(clauses, telling_node(telling, i)->left - 1) &&
            telling_node(telling, i)->quote == 0)
            return false; /* what is said follows */
    }
    uint32_t before = quotation_beside(telling, -1, &met);
    if (before && ends_said(clauses, &clauses->quotations->list.items[before - 1], met) &&
        take_quoted(telling, before))
        return true;
    uint32_t after = quotation_beside(telling, 1, &met);
    return after && met > 0 && is_mark(clauses, met - 1, ",:") && take_quoted(telling, after);
}

/* Any quotation beside the telling, with at most the telling's own words between. */
static bool take_quotation(struct telling *telling)
{
    uint32_t met = 0;
    uint32_t before = quotation_beside(telling, -1, &met);
    if (before && telling->token - met <= NEAR_TOKENS_MAX && take_quoted(telling, before))
        return true;
    uint32_t after = quotation_beside(telling, 1, &met);
    return after && met - telling->token <= NEAR_TOKENS_MAX && take_quoted(telling, after);
}

/* ---- objects, infinitives, phrases ---- */

/* "called the attack a crime": two or more phrases behind the verb, or one with a quotation in it.
 */
static bool take_predicate(struct telling *telling)
{
    unsigned phrases = 0;
    bool quoted = false;
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        const struct clause_node *child = telling_node(telling, i);
        bool is_phrase = child->relation == REL_OBJ || child->relation == REL_IOBJ ||
                         child->relation == REL_XCOMP || child->relation == REL_CCOMP;
        if (!is_phrase || i < telling->token)
            continue;
        phrases += 1 + (clauses_child(telling->clauses, i, REL_APPOS) != INDEX_NONE);
        for (uint32_t t = child->left; t <= child->right; t++)
            quoted |= telling_node(telling, t)->quote != 0;
        telling_set_roles(telling, i, ROLE_CONTENT);
    }
    return phrases > 1 || (phrases == 1 && quoted);
}

/* "asked them to leave", "vowed to stay". */
static bool take_infinitive(struct telling *telling)
{
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        enum relation relation = (enum relation)telling_node(telling, i)->relation;
        bool completes = relation == REL_XCOMP || relation == REL_ADVCL || relation == REL_CCOMP;
        if (!completes || i < telling->token || !telling_is_infinitive(telling, i))
            continue;
        uint32_t object = clauses_child(telling->clauses, telling->token, REL_OBJ);
        if (object == INDEX_NONE)
            object = clauses_child(telling->clauses, telling->token, REL_IOBJ);
        uint32_t whom = object != INDEX_NONE
                            ? object
                            : clauses_child(telling->clauses, telling->token, REL_OBL);
        bool is_purpose = whom == INDEX_NONE || whom < telling->token || whom > i;
        if (is_purpose && !(telling->cue->takes & TAKES_THAT))
            continue; /* "called to congratulate him" */
        if (object != INDEX_NONE && object > telling->token && object < i)
            telling_set_roles(telling, object, ROLE_CONTENT);
        telling_set_roles(telling, i, ROLE_CONTENT);
        return true;
    }
    return false;
}

/* "called for a ceasefire"; with what stands before the phrase, "accused them of lying". The
 * preposition belongs to the cue where it follows the verb. */
static bool take_phrase(struct telling *telling)
{
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        enum relation relation = (enum relation)telling_node(telling, i)->relation;
        bool is_phrase = relation == REL_OBL || relation == REL_ADVCL || relation == REL_CCOMP;
        struct slice preposition = clauses_preposition(telling->clauses, i);
        if (!is_phrase || i < telling->token || !cue_takes_preposition(telling->cue, preposition))
            continue;
        telling_set_roles(telling, i, ROLE_CONTENT);
        uint32_t object = clauses_child(telling->clauses, telling->token, REL_OBJ);
        if (object != INDEX_NONE && object > telling->token && object < i) {
            telling_set_roles(telling, object, ROLE_CONTENT);
            return true;
        }
        uint32_t word = clauses_child(telling->clauses, i, REL_CASE);
        if (word == INDEX_NONE)
            word = clauses_child(telling->clauses, i, REL_MARK);
        if (word < i)
            telling_set_roles(telling, word, ROLE_FRAME);
        telling->found.cue_range.last = word == telling->token + 1 ? word : INDEX_NONE;
        return true;
    }
    return false;
}

/* "confirmed the deaths": an object of more than one word that is nobody. */
static bool take_object(struct telling *telling)
{
    uint32_t object = clauses_child(telling->clauses, telling->token, REL_OBJ);
    if (object == INDEX_NONE || object < telling->token ||
        telling_node(telling, object)->upos == UPOS_PRON)
        return false;
    struct range range = range_of_phrase(telling->clauses, object);
    bool tells = clauses_is_part(telling->clauses, object, CUE_NOUN) &&
                 clauses_child(telling->clauses, object, REL_ACL) != INDEX_NONE;
    if (range.first >= range.last || tells)
        return false;
    telling_set_roles(telling, object, ROLE_CONTENT);
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) { /* "repeated their aim to reach" */
        if (telling_node(telling, i)->left == telling_node(telling, object)->right + 1 &&
            telling_is_infinitive(telling, i))
            telling_set_roles(telling, i, ROLE_CONTENT);
    }
    return true;
}

/* ---- edges ---- */

/* Whether a quotation begins a clause: its sentence, or behind a comma or colon. */
static bool opens_clause(const struct telling *telling, uint32_t token)
{
    const struct clauses *clauses = telling->clauses;
    const struct quotation *quotation =
        &clauses->quotations->list.items[telling_node(telling, token)->quote - 1];
    uint32_t at = token;
    while (at > telling->sentence->first_token &&
           clauses->article->tokens[at - 1].span.start >= quotation->outer.start)
        at--;
    return at == telling->sentence->first_token || clauses_is_punctuation(clauses, at - 1);
}

/* "says outlets undercount him", with "outlets" hung on "says": between the telling and what is
 * said after it, what is no part of the telling is said too. */
static void widen_to_cue(struct telling *telling)
{
    uint32_t at = telling->token + 1;
    struct range *piece = &telling->pieces[0];
    if (telling->piece_count == 0 || piece->first < at ||
        telling_node(telling, piece->first)->quote != 0)
        return;
    for (uint32_t i = at; i < piece->first; i++) {
        const struct clause_node *here = telling_node(telling, i);
        if (here->quote != 0)
            return;
        if (clauses_is_part(telling->clauses, i, CUE_THAT)) {
            piece->first = i + 1;
            return;
        }
    }
    uint32_t first = piece->first;
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        const struct clause_node *child = telling_node(telling, i);
        bool is_noun = child->relation == REL_OBJ || child->relation == REL_NSUBJ ||
                       child->relation == REL_CSUBJ || child->relation == REL_IOBJ;
        bool is_near = i >= at && child->right + 1 == first;
        if (is_noun && is_near && i != telling->found.speaker && !(telling->cue->marks & MARK_TOLD))
            piece->first = child->left;
    }
}

/* "The plant blew up and three died, police said": what stands before the telling belongs to it
 * from the sentence's start, unless another telling stands there. */
static void widen_left(struct telling *telling)
{
    uint32_t first = telling->sentence->first_token;
    struct range *piece = &telling->pieces[0];
    if (telling->piece_count == 0 || piece->last > telling->token ||
        (telling_node(telling, piece->first)->quote != 0 && opens_clause(telling, piece->first)))
        return;
    for (uint32_t i = first; i < piece->first; i++) {
        const struct clause_node *here = telling_node(telling, i);
        bool tells = here->quote == 0 && clauses_is_part(telling->clauses, i, CUE_VERB) &&
                     clauses_is_verb(telling->clauses, i);
        if (tells || telling->finder->roles[i] == ROLE_FRAME)
            return;
        if (slice_equal(clauses_word(telling->clauses, i), SLICE(":")))
            first = i + 1; /* "The Latest: …" */
    }
    piece->first = first;
}

/* '"A," he said, "b."': the second half, which the tree may have hung elsewhere. */
static void add_second_half(struct telling *telling)
{
    const struct clauses *clauses = telling->clauses;
    uint32_t end = telling->sentence->first_token + telling->sentence->token_count;
    if (telling->piece_count != 1 || telling->pieces[0].last > telling->token ||
        telling_node(telling, telling->pieces[0].last)->quote == 0)
        return;
    uint32_t at = telling->token;
    while (at < end && clauses->nodes[at].quote == 0)
        at++;
    if (at == end || at == 0 || !slice_equal(clauses_word(clauses, at - 1), SLICE(",")))
        return;
    const struct quotation *quotation =
        &clauses->quotations->list.items[clauses->nodes[at].quote - 1];
    if (quotation->is_taken || quotation->first_token == INDEX_NONE)
        return;
    for (uint32_t i = telling->token; i < at; i++) {
        if (i != telling->token && clauses_is_part(clauses, i, CUE_VERB) &&
            clauses_is_verb(clauses, i))
            return;
    }
    telling->pieces[telling->piece_count++] = (struct range){quotation->first_token,
                                                             quotation->last_token};
}

/* ---- all of it ---- */

/* Marks or takes what the cue takes. */
static bool take(struct telling *telling)
{
    static const struct {
        uint32_t takes;
        bool (*take)(struct telling *telling);
    } WAYS[] = {
        {TAKES_PREDICATE, take_predicate}, {TAKES_THAT, take_clause},
        {TAKES_QUOTE, take_quotation},     {TAKES_INFINITIVE, take_infinitive},
        {TAKES_OBJECT, take_object},
    };
    telling_clear_roles(telling);
    if (telling->cue->takes & TAKES_QUOTE && take_spoken(telling))
        return true;
    for (size_t i = 0; i < sizeof(WAYS) / sizeof(WAYS[0]); i++) {
        if (telling->cue->takes & WAYS[i].takes && WAYS[i].take(telling))
            return true;
        if (WAYS[i].takes == TAKES_INFINITIVE && telling->cue->preposition_count > 0 &&
            take_phrase(telling))
            return true;
        telling_clear_roles(telling);
    }
    return false;
}

bool telling_take_content(struct telling *telling)
{
    if (!take(telling))
        return false;
    if (telling->piece_count == 0) {
        set_frame(telling, telling->token);
        cut_tellings(telling);
        telling_gather(telling);
        widen_to_cue(telling);
    }
    widen_left(telling);
    add_second_half(telling);
    return true;
}

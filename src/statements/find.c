/*
 * find.c - statements by the words that tell of them.
 *
 *   in    clauses with cues and quotations
 *   out   found statements
 *
 * For each word of saying: who speaks (its logical subject), and what it takes: a clause before,
 * around or behind it, a quotation, an object, an infinitive or a phrase. What belongs to the
 * telling itself (verb, subject, auxiliaries, "on Thursday", "told reporters") is cut out of the
 * content.
 */
#include "statements/find.h"

#include <string.h>

#include "base/limits.h"

/* Pieces of one statement within a sentence. */
#define PIECES_MAX 8
/* Words between a telling and the quotation that it tells of, and where nothing else says so. */
#define GAP_TOKENS_MAX 14
#define NEAR_TOKENS_MAX 4
/* Words from the comma to a verb at the sentence's end that was taken for a noun. */
#define TAIL_TOKENS_MAX 8

enum role { ROLE_NONE, ROLE_CONTENT, ROLE_FRAME };

/* One cue under way. */
struct telling {
    struct finder *finder;
    const struct clauses *clauses;
    const struct sentence *sentence;
    uint32_t token; /* the cue */
    const struct cue *cue;
    struct found found;
    struct range pieces[PIECES_MAX];
    uint32_t piece_count;
};

/* ---- small questions ---- */

struct found found_none(uint32_t sentence)
{
    struct range none = {INDEX_NONE, INDEX_NONE};
    return (struct found){.sentence = sentence,
                          .cue_range = none,
                          .speaker = INDEX_NONE,
                          .speaker_range = none,
                          .actor = INDEX_NONE,
                          .addressee = INDEX_NONE,
                          .addressee_range = none,
                          .topic = none};
}

static const struct clause_node *node(const struct telling *telling, uint32_t token)
{
    return &telling->clauses->nodes[token];
}

static bool is_part(const struct clauses *clauses, uint32_t token, enum cue_part part)
{
    return cue_as(clauses->nodes[token].cue, part) != NULL;
}

static bool is_edge(const struct clauses *clauses, uint32_t token)
{
    struct slice word = clauses_word(clauses, token);
    if (!clauses_is_punctuation(clauses, token) && clauses->nodes[token].upos != UPOS_SYM)
        return false;
    char c = word.len > 0 ? word.ptr[0] : ',';
    return c != '?' && c != '!' && c != '(' && c != ')' && c != '$' && c != '#' && c != '@' &&
           c != '%' && c != '[' && c != ']';
}

struct range range_trim(const struct clauses *clauses, struct range range)
{
    while (range.first <= range.last && is_edge(clauses, range.first))
        range.first++;
    while (range.last > range.first && is_edge(clauses, range.last))
        range.last--;
    return range;
}

/* ---- phrases ---- */

/* What hangs on a noun without being part of its name. */
static bool is_loose(enum relation relation)
{
    return relation == REL_PARATAXIS || relation == REL_ADVCL || relation == REL_CCOMP ||
           relation == REL_DEP || relation == REL_PUNCT || relation == REL_CC;
}

struct range range_of_phrase(const struct clauses *clauses, uint32_t token)
{
    struct range range = {token, token};
    for (uint32_t i = clauses->nodes[token].first_child; i != INDEX_NONE;
         i = clauses->nodes[i].next_sibling) {
        const struct clause_node *child = &clauses->nodes[i];
        bool before_case = child->relation == REL_CASE && i < token;
        if (is_loose((enum relation)child->relation) || before_case)
            continue;
        range.first = child->left < range.first ? child->left : range.first;
        range.last = child->right > range.last ? child->right : range.last;
    }
    uint32_t preposition = clauses_child(clauses, token, REL_CASE);
    while (preposition != INDEX_NONE && preposition < token && range.first <= preposition)
        range.first = clauses->nodes[preposition].right + 1; /* a child stood before it */
    return range_trim(clauses, range);
}

/* ---- whether it was said ---- */

static bool has_child_part(const struct telling *telling, uint32_t token, enum cue_part part)
{
    for (uint32_t i = node(telling, token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        enum relation relation = (enum relation)node(telling, i)->relation;
        bool is_helper = relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_MARK ||
                         relation == REL_ADVMOD || relation == REL_DET || relation == REL_CC;
        if (is_helper && is_part(telling->clauses, i, part))
            return true;
    }
    return false;
}

static bool is_infinitive(const struct telling *telling, uint32_t token)
{
    for (uint32_t i = node(telling, token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        if (node(telling, i)->relation == REL_MARK && node(telling, i)->tag == TAG_TO)
            return true;
    }
    return false;
}

/* The verb that carries an infinitive out ("went on to say"), or INDEX_NONE. */
static uint32_t carrier_of(const struct telling *telling)
{
    uint32_t above = node(telling, telling->token)->head;
    bool carries = above != INDEX_NONE && above < telling->token &&
                   is_part(telling->clauses, above, CUE_CARRIER);
    return carries ? above : INDEX_NONE;
}

static bool is_passive(const struct telling *telling)
{
    const struct clause_node *verb = node(telling, telling->token);
    if (clauses_child(telling->clauses, telling->token, REL_AUX_PASS) != INDEX_NONE ||
        clauses_child(telling->clauses, telling->token, REL_NSUBJ_PASS) != INDEX_NONE)
        return true;
    bool bare = clauses_child(telling->clauses, telling->token, REL_AUX) == INDEX_NONE &&
                clauses_child(telling->clauses, telling->token, REL_NSUBJ) == INDEX_NONE;
    return verb->tag == TAG_PARTICIPLE && bare && verb->relation != REL_CONJ;
}

/* Whether the verb tells that somebody spoke: not denied, not a condition, a wish or an order. */
static bool is_told(const struct telling *telling)
{
    uint32_t token = telling->token;
    if (has_child_part(telling, token, CUE_UNREAL) || has_child_part(telling, token, CUE_NOT))
        return false;
    if (is_infinitive(telling, token)) {
        uint32_t carrier = carrier_of(telling);
        return carrier != INDEX_NONE && !has_child_part(telling, carrier, CUE_UNREAL) &&
               !has_child_part(telling, carrier, CUE_NOT);
    }
    return true;
}

/* ---- who speaks ---- */

/* "…, adding that": a participle inside what another verb tells, that goes on for its speaker. */
static uint32_t outer_saying(const struct clauses *clauses, uint32_t token)
{
    if (clauses->nodes[token].tag != TAG_GERUND || token == 0 ||
        !clauses_is_punctuation(clauses, token - 1))
        return INDEX_NONE;
    uint32_t at = token;
    for (unsigned step = 0; step < CLAUSE_STEPS_MAX; step++) {
        const struct clause_node *here = &clauses->nodes[at];
        if (here->head == INDEX_NONE)
            return INDEX_NONE;
        const struct cue *cue = cue_as(clauses->nodes[here->head].cue, CUE_VERB);
        if (here->relation == REL_CCOMP && cue && cue->takes & TAKES_THAT)
            return here->head;
        if (here->relation != REL_ADVCL && here->relation != REL_CONJ &&
            here->relation != REL_XCOMP && here->relation != REL_CCOMP)
            return INDEX_NONE;
        at = here->head;
    }
    return INDEX_NONE;
}

/* The tense of a clause's finite verb: enum tag, TAG_OTHER when there is none. */
static uint8_t tense_of(const struct clauses *clauses, uint32_t verb)
{
    for (uint32_t i = clauses->nodes[verb].first_child; i != INDEX_NONE;
         i = clauses->nodes[i].next_sibling) {
        uint8_t tag = clauses->nodes[i].tag;
        bool helps = clauses->nodes[i].relation == REL_AUX ||
                     clauses->nodes[i].relation == REL_AUX_PASS ||
                     clauses->nodes[i].relation == REL_COP;
        if (helps && (tag == TAG_PAST || tag == TAG_PRESENT || tag == TAG_MODAL))
            return tag;
    }
    uint8_t tag = clauses->nodes[verb].tag;
    return tag == TAG_PAST || tag == TAG_PRESENT ? tag : TAG_OTHER;
}

/* "warned that it is late and said that …", with "said" hung on "is": a verb of saying joined to
 * what another one tells, in that one's tense and not in the clause's own. INDEX_NONE: none. */
static uint32_t joined_saying(const struct clauses *clauses, uint32_t token)
{
    const struct clause_node *here = &clauses->nodes[token];
    uint32_t clause = here->head;
    if (here->relation != REL_CONJ || clause == INDEX_NONE || clause > token ||
        clauses->nodes[clause].relation != REL_CCOMP || clauses->nodes[clause].head == INDEX_NONE ||
        clauses_child(clauses, token, REL_NSUBJ) != INDEX_NONE)
        return INDEX_NONE;
    uint32_t outer = clauses->nodes[clause].head;
    const struct cue *cue = cue_as(clauses->nodes[outer].cue, CUE_VERB);
    uint8_t tense = tense_of(clauses, token);
    bool quoted = clauses->nodes[clause].quote != 0 && here->quote == 0;
    bool differs = tense != TAG_OTHER && tense == tense_of(clauses, outer) &&
                   tense != tense_of(clauses, clause);
    return cue && cue->takes & TAKES_THAT && (quoted || differs) ? outer : INDEX_NONE;
}

static uint32_t agent_of(const struct clauses *clauses, uint32_t verb)
{
    return clauses_child(clauses, verb, REL_AGENT);
}

static void set_speaker(struct telling *telling, uint32_t speaker)
{
    if (speaker == INDEX_NONE || node(telling, speaker)->quote != 0)
        return;
    telling->found.speaker = speaker;
    struct range range = range_of_phrase(telling->clauses, speaker);
    bool holds_cue = range.first <= telling->token && telling->token <= range.last;
    if (holds_cue && speaker < telling->token)
        range.last = telling->token - 1;
    else if (holds_cue)
        range.first = telling->token + 1;
    telling->found.speaker_range = range_trim(telling->clauses, range);
}

/* ", a spokesman said" at a sentence's end, with the spokesman hung on another verb: what stands
 * between the comma and the verb. */
static uint32_t subject_before(const struct telling *telling)
{
    const struct clauses *clauses = telling->clauses;
    uint32_t best = INDEX_NONE;
    for (uint32_t i = telling->token; i-- > telling->sentence->first_token;) {
        if (node(telling, i)->quote != 0 || slice_equal(clauses_word(clauses, i), SLICE(",")))
            return i + 1 < telling->token ? best : INDEX_NONE;
        bool is_noun = node(telling, i)->upos == UPOS_NOUN ||
                       node(telling, i)->upos == UPOS_PROPN || node(telling, i)->upos == UPOS_PRON;
        if (is_noun && node(telling, i)->right + 1 == telling->token)
            best = i;
    }
    return INDEX_NONE;
}

/* '…," Bruce Aylward, who led the mission, said': the first name behind the quotation. */
static uint32_t name_behind_quotation(const struct telling *telling)
{
    const struct article *article = telling->clauses->article;
    uint32_t best = INDEX_NONE, at = telling->token;
    while (at > telling->sentence->first_token && node(telling, at - 1)->quote == 0) {
        at--;
        uint32_t mention = node(telling, at)->mention;
        if (mention != INDEX_NONE && article->mentions[mention].form == MENTION_NAME)
            best = at;
    }
    return at > telling->sentence->first_token ? best : INDEX_NONE;
}

/* "… restrictions and both ministers repeated", with the ministers hung on the restrictions. */
static uint32_t joined_subject(const struct telling *telling)
{
    uint32_t before = telling->token - 1;
    if (telling->token == telling->sentence->first_token ||
        node(telling, telling->token)->relation != REL_CONJ ||
        clauses_child(telling->clauses, telling->token, REL_NSUBJ) != INDEX_NONE)
        return INDEX_NONE;
    bool is_noun = node(telling, before)->upos == UPOS_NOUN ||
                   node(telling, before)->upos == UPOS_PROPN;
    return is_noun && node(telling, before)->relation == REL_CONJ ? before : INDEX_NONE;
}

static uint32_t verb_speaker(const struct telling *telling)
{
    if (is_passive(telling))
        return agent_of(telling->clauses, telling->token);
    uint32_t joined = joined_subject(telling);
    if (joined != INDEX_NONE)
        return joined;
    uint32_t outer = outer_saying(telling->clauses, telling->token);
    if (outer == INDEX_NONE)
        outer = joined_saying(telling->clauses, telling->token);
    uint32_t subject = clauses_subject(telling->clauses,
                                       outer != INDEX_NONE ? outer : telling->token);
    bool finite = node(telling, telling->token)->tag == TAG_PAST ||
                  node(telling, telling->token)->tag == TAG_PRESENT;
    if (subject != INDEX_NONE || !finite)
        return subject;
    subject = subject_before(telling);
    return subject != INDEX_NONE ? subject : name_behind_quotation(telling);
}

/* ---- roles of the words ---- */

static void set_roles(const struct telling *telling, uint32_t above, enum role role)
{
    const struct clause_node *top = node(telling, above);
    for (uint32_t i = top->left; i <= top->right; i++) {
        if (clauses_is_under(telling->clauses, i, above))
            telling->finder->roles[i] = (uint8_t)role;
    }
}

static void clear_roles(const struct telling *telling)
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
    if (speaker != INDEX_NONE && node(telling, speaker)->right + 1 == token)
        set_roles(telling, speaker, ROLE_FRAME);
    for (uint32_t i = node(telling, token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        if (roles[i] != ROLE_CONTENT && !is_own_clause((enum relation)node(telling, i)->relation))
            set_roles(telling, i, ROLE_FRAME);
    }
}

/* Cuts out what goes on as a telling of its own: "…, adding that". */
static void cut_tellings(const struct telling *telling)
{
    uint32_t first = telling->sentence->first_token;
    for (uint32_t i = first; i < first + telling->sentence->token_count; i++) {
        bool cuts = telling->finder->roles[i] == ROLE_CONTENT && node(telling, i)->quote == 0 &&
                    is_part(telling->clauses, i, CUE_VERB) &&
                    (outer_saying(telling->clauses, i) == telling->token ||
                     joined_saying(telling->clauses, i) == telling->token);
        if (cuts)
            set_roles(telling, i, ROLE_FRAME);
    }
}

/* Runs of words from the first to the last of the content, parted by the telling. */
static void gather_pieces(struct telling *telling)
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
}

/* ---- what is said ---- */

static bool is_clause_child(const struct telling *telling, uint32_t child)
{
    enum relation relation = (enum relation)node(telling, child)->relation;
    if (child == telling->found.speaker)
        return false;
    if (relation == REL_CCOMP)
        return !is_part(telling->clauses, child, CUE_VERB) ||
               outer_saying(telling->clauses, child) != telling->token;
    /* "announced that …", hung on as if joined */
    uint32_t mark = clauses_child(telling->clauses, child, REL_MARK);
    if (relation == REL_CONJ && mark == telling->token + 1 &&
        is_part(telling->clauses, mark, CUE_THAT))
        return true;
    /* "said: …" */
    bool quoted = node(telling, child)->quote != 0;
    bool behind_colon = node(telling, child)->left > telling->token &&
                        slice_equal(clauses_word(telling->clauses, node(telling, child)->left - 1),
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
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        if (!is_clause_child(telling, i))
            continue;
        set_roles(telling, i, ROLE_CONTENT);
        if (i > telling->token && !is_interrupted(telling, i))
            drop_before(telling);
        taken = true;
    }
    if (taken)
        return true;
    const struct clause_node *verb = node(telling, telling->token);
    if (verb->relation != REL_PARATAXIS || verb->head == INDEX_NONE)
        return false;
    set_roles(telling, verb->head, ROLE_CONTENT);
    set_roles(telling, telling->token, ROLE_FRAME);
    return true;
}

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
        if (is_part(clauses, at, CUE_VERB) && clauses_is_verb(clauses, at))
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
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        if (i != telling->found.speaker && node(telling, i)->relation == REL_CCOMP &&
            node(telling, i)->left > telling->token &&
            !clauses_is_punctuation(clauses, telling->token + 1) &&
            !clauses_is_punctuation(clauses, node(telling, i)->left - 1) &&
            node(telling, i)->quote == 0)
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

/* "called the attack a crime": two or more phrases behind the verb, or one with a quotation in it.
 */
static bool take_predicate(struct telling *telling)
{
    unsigned phrases = 0;
    bool quoted = false;
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        const struct clause_node *child = node(telling, i);
        bool is_phrase = child->relation == REL_OBJ || child->relation == REL_IOBJ ||
                         child->relation == REL_XCOMP || child->relation == REL_CCOMP;
        if (!is_phrase || i < telling->token)
            continue;
        phrases += 1 + (clauses_child(telling->clauses, i, REL_APPOS) != INDEX_NONE);
        for (uint32_t t = child->left; t <= child->right; t++)
            quoted |= node(telling, t)->quote != 0;
        set_roles(telling, i, ROLE_CONTENT);
    }
    return phrases > 1 || (phrases == 1 && quoted);
}

/* "asked them to leave", "vowed to stay". */
static bool take_infinitive(struct telling *telling)
{
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        enum relation relation = (enum relation)node(telling, i)->relation;
        bool completes = relation == REL_XCOMP || relation == REL_ADVCL || relation == REL_CCOMP;
        if (!completes || i < telling->token || !is_infinitive(telling, i))
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
            set_roles(telling, object, ROLE_CONTENT);
        set_roles(telling, i, ROLE_CONTENT);
        return true;
    }
    return false;
}

/* "called for a ceasefire"; with what stands before the phrase, "accused them of lying". The
 * preposition belongs to the cue where it follows the verb. */
static bool take_phrase(struct telling *telling)
{
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        enum relation relation = (enum relation)node(telling, i)->relation;
        bool is_phrase = relation == REL_OBL || relation == REL_ADVCL || relation == REL_CCOMP;
        struct slice preposition = clauses_preposition(telling->clauses, i);
        if (!is_phrase || i < telling->token || !cue_takes_preposition(telling->cue, preposition))
            continue;
        set_roles(telling, i, ROLE_CONTENT);
        uint32_t object = clauses_child(telling->clauses, telling->token, REL_OBJ);
        if (object != INDEX_NONE && object > telling->token && object < i) {
            set_roles(telling, object, ROLE_CONTENT);
            return true;
        }
        uint32_t word = clauses_child(telling->clauses, i, REL_CASE);
        if (word == INDEX_NONE)
            word = clauses_child(telling->clauses, i, REL_MARK);
        if (word < i)
            set_roles(telling, word, ROLE_FRAME);
        telling->found.cue_range.last = word == telling->token + 1 ? word : INDEX_NONE;
        return true;
    }
    return false;
}

/* "confirmed the deaths": an object of more than one word that is nobody. */
static bool take_object(struct telling *telling)
{
    uint32_t object = clauses_child(telling->clauses, telling->token, REL_OBJ);
    if (object == INDEX_NONE || object < telling->token || node(telling, object)->upos == UPOS_PRON)
        return false;
    struct range range = range_of_phrase(telling->clauses, object);
    bool tells = is_part(telling->clauses, object, CUE_NOUN) &&
                 clauses_child(telling->clauses, object, REL_ACL) != INDEX_NONE;
    if (range.first >= range.last || tells)
        return false;
    set_roles(telling, object, ROLE_CONTENT);
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) { /* "repeated their aim to reach" */
        if (node(telling, i)->left == node(telling, object)->right + 1 && is_infinitive(telling, i))
            set_roles(telling, i, ROLE_CONTENT);
    }
    return true;
}

static bool take_content(struct telling *telling)
{
    static const struct {
        uint32_t takes;
        bool (*take)(struct telling *telling);
    } WAYS[] = {
        {TAKES_PREDICATE, take_predicate}, {TAKES_THAT, take_clause},
        {TAKES_QUOTE, take_quotation},     {TAKES_INFINITIVE, take_infinitive},
        {TAKES_OBJECT, take_object},
    };
    clear_roles(telling);
    if (telling->cue->takes & TAKES_QUOTE && take_spoken(telling))
        return true;
    for (size_t i = 0; i < sizeof(WAYS) / sizeof(WAYS[0]); i++) {
        if (telling->cue->takes & WAYS[i].takes && WAYS[i].take(telling))
            return true;
        if (WAYS[i].takes == TAKES_INFINITIVE && telling->cue->preposition_count > 0 &&
            take_phrase(telling))
            return true;
        clear_roles(telling);
    }
    return false;
}

/* ---- content from ranges ---- */

/* Quotations at the edges are taken whole. */
static struct range whole_quotations(const struct clauses *clauses, struct range range)
{
    const struct quotation *list = clauses->quotations->list.items;
    uint32_t first = clauses->nodes[range.first].quote, last = clauses->nodes[range.last].quote;
    if (first && list[first - 1].first_token < range.first)
        range.first = list[first - 1].first_token;
    if (last && list[last - 1].first_token != INDEX_NONE && list[last - 1].last_token > range.last)
        range.last = list[last - 1].last_token;
    return range_trim(clauses, range);
}

static enum statement_kind kind_of(const struct clauses *clauses, const struct found *found)
{
    bool quoted = false, whole = true;
    for (uint32_t i = 0; i < found->range_count; i++) {
        struct range range = found->ranges[i];
        uint32_t first = clauses->nodes[range.first].quote;
        whole = whole && first != 0 && first == clauses->nodes[range.last].quote;
        for (uint32_t t = range.first; t <= range.last; t++)
            quoted |= clauses->nodes[t].quote != 0;
    }
    return whole ? STATEMENT_DIRECT : quoted ? STATEMENT_MIXED : STATEMENT_INDIRECT;
}

/* The quotations that a content takes in are nobody else's. */
static void take_quotations(const struct clauses *clauses, const struct found *found)
{
    for (uint32_t i = 0; i < found->range_count; i++) {
        for (uint32_t t = found->ranges[i].first; t <= found->ranges[i].last; t++) {
            uint32_t quote = clauses->nodes[t].quote;
            if (quote)
                clauses->quotations->list.items[quote - 1].is_taken = true;
        }
    }
}

struct range_list {
    struct range *items;
    size_t count;
    size_t capacity;
};

static bool add_range(struct finder *finder, struct range_list *list, struct range range,
                      struct err *err)
{
    struct range *place = vector_push(list, finder->scratch);
    if (!place)
        return arena_fail(finder->scratch, err);
    *place = range;
    return true;
}

/* Whether a quotation runs on in the next one. */
static bool runs_on(const struct quotations *quotations, uint32_t number)
{
    const struct quotation *list = quotations->list.items;
    return list[number].goes_on && number + 1 < quotations->list.count &&
           list[number + 1].first_token != INDEX_NONE && list[number].first_token != INDEX_NONE;
}

static struct range range_of_quotation(const struct clauses *clauses, uint32_t number)
{
    const struct quotation *quotation = &clauses->quotations->list.items[number];
    return range_trim(clauses, (struct range){quotation->first_token, quotation->last_token});
}

/* Adds a range with the paragraphs before and behind in which its quotations began and run on. */
static bool add_with_paragraphs(struct finder *finder, struct range_list *kept, struct range range,
                                struct err *err)
{
    const struct clauses *clauses = &finder->clauses;
    const struct quotations *quotations = clauses->quotations;
    uint32_t first = clauses->nodes[range.first].quote, last = clauses->nodes[range.last].quote;
    uint32_t from = first;
    while (from > 1 && runs_on(quotations, from - 2) && !quotations->list.items[from - 2].is_taken)
        from--;
    for (uint32_t q = from; q < first; q++) {
        if (!add_range(finder, kept, range_of_quotation(clauses, q - 1), err))
            return false;
    }
    if (!add_range(finder, kept, range, err))
        return false;
    for (uint32_t q = last; q > 0 && runs_on(quotations, q - 1); q++) {
        if (!add_range(finder, kept, range_of_quotation(clauses, q), err))
            return false;
    }
    return true;
}

bool found_set_content(struct finder *finder, struct found *found, const struct range *ranges,
                       uint32_t count, struct err *err)
{
    const struct clauses *clauses = &finder->clauses;
    struct range_list kept = {0};
    for (uint32_t i = 0; i < count; i++) {
        struct range range = range_trim(clauses, ranges[i]);
        if (range.first > range.last || is_edge(clauses, range.first))
            continue;
        range = whole_quotations(clauses, range);
        bool is_new = kept.count == 0 || range.first > kept.items[kept.count - 1].last;
        if (is_new && !add_with_paragraphs(finder, &kept, range, err))
            return false;
    }
    found->ranges = kept.items;
    found->range_count = (uint32_t)kept.count;
    if (kept.count == 0)
        return true;
    found->kind = kind_of(clauses, found);
    take_quotations(clauses, found);
    return true;
}

/* ---- the rest of a telling ---- */

/* The verb with its auxiliaries and adverbs before and its particle behind: "has also said",
 * "pointed out", "went on to say". */
static struct range cue_range(const struct telling *telling)
{
    const struct clauses *clauses = telling->clauses;
    struct range range = {telling->token, telling->token};
    uint32_t carrier = is_infinitive(telling, telling->token) ? carrier_of(telling) : INDEX_NONE;
    if (carrier != INDEX_NONE)
        range.first = carrier;
    while (range.first > telling->sentence->first_token) {
        const struct clause_node *before = &clauses->nodes[range.first - 1];
        bool of_group = before->head == telling->token || before->head == carrier;
        bool helps = before->relation == REL_AUX || before->relation == REL_AUX_PASS ||
                     before->relation == REL_ADVMOD;
        if (!of_group || !helps || before->quote != 0)
            break;
        range.first--;
    }
    uint32_t next = telling->token + 1;
    uint32_t end = telling->sentence->first_token + telling->sentence->token_count;
    if (next < end && clauses->nodes[next].head == telling->token &&
        clauses->nodes[next].relation == REL_PRT)
        range.last = next;
    return range;
}

/* Who hears: the object of "tell", or "to" somebody. */
static void set_addressee(struct telling *telling)
{
    const uint8_t *roles = telling->finder->roles;
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        const struct clause_node *child = node(telling, i);
        bool is_object = child->relation == REL_OBJ || child->relation == REL_IOBJ;
        bool hears = is_object && telling->cue->marks & MARK_TOLD && i > telling->token;
        bool to = child->relation == REL_OBL && child->mention != INDEX_NONE &&
                  slice_equal_nocase(clauses_preposition(telling->clauses, i), SLICE("to"));
        if ((!hears && !to) || roles[i] == ROLE_CONTENT || child->quote != 0 ||
            i == telling->found.speaker)
            continue;
        telling->found.addressee = i;
        telling->found.addressee_range = range_of_phrase(telling->clauses, i);
        return;
    }
}

/* What is spoken of: "said of the war". */
static void set_topic(struct telling *telling)
{
    const uint8_t *roles = telling->finder->roles;
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        uint32_t word = clauses_child(telling->clauses, i, REL_CASE);
        if (node(telling, i)->relation != REL_OBL || roles[i] == ROLE_CONTENT ||
            word == INDEX_NONE || !is_part(telling->clauses, word, CUE_TOPIC))
            continue;
        telling->found.topic = range_of_phrase(telling->clauses, i);
        return;
    }
}

/* Drops "that" from the front: it opens what is said. */
static void drop_that(struct telling *telling)
{
    struct range *piece = telling->piece_count > 0 ? &telling->pieces[0] : NULL;
    if (!piece)
        return;
    *piece = range_trim(telling->clauses, *piece);
    if (piece->first < piece->last && node(telling, piece->first)->quote == 0 &&
        is_part(telling->clauses, piece->first, CUE_THAT))
        piece->first++;
}

/* Whether a quotation begins a clause: its sentence, or behind a comma or colon. */
static bool opens_clause(const struct telling *telling, uint32_t token)
{
    const struct clauses *clauses = telling->clauses;
    const struct quotation *quotation =
        &clauses->quotations->list.items[node(telling, token)->quote - 1];
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
    if (telling->piece_count == 0 || piece->first < at || node(telling, piece->first)->quote != 0)
        return;
    for (uint32_t i = at; i < piece->first; i++) {
        const struct clause_node *here = node(telling, i);
        if (here->quote != 0)
            return;
        if (is_part(telling->clauses, i, CUE_THAT)) {
            piece->first = i + 1;
            return;
        }
    }
    uint32_t first = piece->first;
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        const struct clause_node *child = node(telling, i);
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
        (node(telling, piece->first)->quote != 0 && opens_clause(telling, piece->first)))
        return;
    for (uint32_t i = first; i < piece->first; i++) {
        const struct clause_node *here = node(telling, i);
        bool tells = here->quote == 0 && is_part(telling->clauses, i, CUE_VERB) &&
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
        node(telling, telling->pieces[0].last)->quote == 0)
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
        if (i != telling->token && is_part(clauses, i, CUE_VERB) && clauses_is_verb(clauses, i))
            return;
    }
    telling->pieces[telling->piece_count++] = (struct range){quotation->first_token,
                                                             quotation->last_token};
}

static bool keep(struct telling *telling, struct err *err)
{
    if (telling->piece_count == 0)
        return true;
    if (!found_set_content(telling->finder, &telling->found, telling->pieces, telling->piece_count,
                           err))
        return false;
    if (telling->found.range_count == 0)
        return true;
    struct found *kept = vector_push(&telling->finder->found, telling->finder->scratch);
    if (!kept)
        return arena_fail(telling->finder->scratch, err);
    telling->found.cue = telling->cue;
    *kept = telling->found;
    return true;
}

/* ---- verbs ---- */

static bool tell_by_verb(struct telling *telling, struct err *err)
{
    if (!is_told(telling))
        return true;
    set_speaker(telling, verb_speaker(telling));
    if ((telling->found.speaker != INDEX_NONE &&
         has_child_part(telling, telling->found.speaker, CUE_NOT)) ||
        !take_content(telling))
        return true;
    if (telling->piece_count == 0) {
        set_frame(telling, telling->token);
        cut_tellings(telling);
        gather_pieces(telling);
        drop_that(telling);
        widen_to_cue(telling);
    }
    widen_left(telling);
    add_second_half(telling);
    set_addressee(telling);
    set_topic(telling);
    uint32_t preposition = telling->found.cue_range.last;
    telling->found.cue_range = cue_range(telling);
    if (preposition != INDEX_NONE)
        telling->found.cue_range.last = preposition;
    bool quoted = telling->piece_count > 0 && node(telling, telling->pieces[0].first)->quote != 0;
    if (telling->found.speaker == INDEX_NONE && !quoted)
        return true; /* "it is said" */
    return keep(telling, err);
}

/* ---- nouns ---- */

/* Whose claim: "his", "of the minister", "Russian", or who makes it. */
static uint32_t noun_speaker(const struct telling *telling)
{
    uint32_t noun = telling->token;
    uint32_t owner = clauses_child(telling->clauses, noun, REL_POSS);
    for (uint32_t i = node(telling, noun)->first_child; owner == INDEX_NONE && i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        enum relation relation = (enum relation)node(telling, i)->relation;
        bool by = relation == REL_NMOD &&
                  cue_takes_preposition(telling->cue, clauses_preposition(telling->clauses, i));
        bool names = (relation == REL_AMOD || relation == REL_COMPOUND) &&
                     node(telling, i)->mention != INDEX_NONE;
        if (by || names)
            owner = i;
    }
    uint32_t above = node(telling, noun)->head;
    bool unnamed = owner == INDEX_NONE || node(telling, owner)->upos == UPOS_PRON;
    bool makes = unnamed && above != INDEX_NONE && node(telling, noun)->relation == REL_OBJ &&
                 is_part(telling->clauses, above, CUE_LIGHT);
    return makes ? clauses_subject(telling->clauses, above) : owner;
}

static bool tell_by_noun(struct telling *telling, struct err *err)
{
    clear_roles(telling);
    for (uint32_t i = node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = node(telling, i)->next_sibling) {
        uint32_t mark = clauses_child(telling->clauses, i, REL_MARK);
        enum relation relation = (enum relation)node(telling, i)->relation;
        bool clause = (relation == REL_ACL || relation == REL_RELCL || relation == REL_CCOMP) &&
                      i > telling->token && mark != INDEX_NONE &&
                      is_part(telling->clauses, mark, CUE_THAT);
        if (!clause)
            continue;
        set_speaker(telling, noun_speaker(telling));
        if (telling->found.speaker == INDEX_NONE)
            return true;
        set_roles(telling, i, ROLE_CONTENT);
        gather_pieces(telling);
        drop_that(telling);
        telling->found.cue_range = (struct range){telling->token, telling->token};
        return keep(telling, err);
    }
    return true;
}

/* ---- phrases: "according to him", "in his words" ---- */

/* Whether a phrase opens or ends its sentence, parted by a comma. */
static bool is_aside(const struct telling *telling, uint32_t phrase)
{
    uint32_t first = telling->sentence->first_token;
    uint32_t last = first + telling->sentence->token_count - 1;
    const struct clause_node *here = node(telling, phrase);
    while (last > here->right && is_edge(telling->clauses, last))
        last--;
    while (first < here->left && is_edge(telling->clauses, first))
        first++;
    if (here->left == first)
        return true;
    return here->right == last && clauses_is_punctuation(telling->clauses, here->left - 1);
}

/* The clause that a phrase belongs to: an aside's is the whole sentence. */
static uint32_t clause_of(const struct telling *telling, uint32_t phrase)
{
    bool aside = is_aside(telling, phrase);
    uint32_t at = node(telling, phrase)->head;
    for (unsigned step = 0; at != INDEX_NONE && step < CLAUSE_STEPS_MAX; step++) {
        const struct clause_node *here = node(telling, at);
        bool is_clause = here->relation == REL_ROOT || here->relation == REL_CONJ ||
                         here->relation == REL_CCOMP || here->relation == REL_ADVCL ||
                         here->relation == REL_PARATAXIS;
        if (here->head == INDEX_NONE || (!aside && is_clause && here->relation != REL_ADVCL))
            return at;
        at = here->head;
    }
    return INDEX_NONE;
}

static bool tell_by_phrase(struct telling *telling, uint32_t phrase, uint32_t speaker,
                           struct range cue, struct err *err)
{
    uint32_t clause = clause_of(telling, phrase);
    set_speaker(telling, speaker);
    if (clause == INDEX_NONE || telling->found.speaker == INDEX_NONE)
        return true;
    clear_roles(telling);
    set_roles(telling, clause, ROLE_CONTENT);
    if (node(telling, phrase)->upos == UPOS_PRON && node(telling, phrase)->right > phrase) {
        /* "according to him, A and B plan", with A hung on "him" */
        telling->found.speaker_range = (struct range){phrase, phrase};
        for (uint32_t i = node(telling, phrase)->left; i <= phrase; i++)
            telling->finder->roles[i] = ROLE_FRAME;
    } else {
        set_roles(telling, phrase, ROLE_FRAME);
    }
    gather_pieces(telling);
    drop_that(telling);
    telling->found.cue_range = cue;
    return keep(telling, err);
}

static bool tell_by_source(struct telling *telling, struct err *err)
{
    uint32_t noun = node(telling, telling->token)->head;
    if (noun == INDEX_NONE || node(telling, telling->token)->relation != REL_CASE ||
        noun < telling->token ||
        (telling->cue->marks & MARK_NAMED && node(telling, noun)->mention == INDEX_NONE))
        return true;
    struct range cue = {telling->token, node(telling, telling->token)->right};
    return tell_by_phrase(telling, noun, noun, cue, err);
}

static bool tell_by_words(struct telling *telling, struct err *err)
{
    uint32_t owner = clauses_child(telling->clauses, telling->token, REL_POSS);
    uint32_t word = clauses_child(telling->clauses, telling->token, REL_CASE);
    bool is_phrase = owner != INDEX_NONE && word != INDEX_NONE && word < owner &&
                     node(telling, telling->token)->relation == REL_OBL &&
                     cue_takes_preposition(telling->cue, clauses_word(telling->clauses, word));
    if (!is_phrase)
        return true;
    return tell_by_phrase(telling, telling->token, owner, (struct range){word, telling->token},
                          err);
}

/* ---- verbs taken for nouns: "…, the Associated Press reports." ---- */

/* Whether nothing but a phrase of place follows a word in its sentence. */
static bool ends_sentence(const struct telling *telling)
{
    uint32_t end = telling->sentence->first_token + telling->sentence->token_count;
    for (uint32_t i = telling->token + 1; i < end; i++) {
        if (node(telling, i)->upos == UPOS_ADP)
            return i == telling->token + 1;
        if (!is_edge(telling->clauses, i))
            return false;
    }
    return true;
}

static bool tell_by_tail(struct telling *telling, struct err *err)
{
    const struct clauses *clauses = telling->clauses;
    uint32_t first = telling->sentence->first_token, comma = telling->token, speaker = INDEX_NONE;
    if (!ends_sentence(telling))
        return true;
    while (comma > first && !slice_equal(clauses_word(clauses, comma), SLICE(",")) &&
           node(telling, comma)->quote == 0)
        comma--;
    for (uint32_t i = comma + 1; i < telling->token; i++) {
        bool is_noun = node(telling, i)->upos == UPOS_PROPN || node(telling, i)->upos == UPOS_NOUN;
        speaker = is_noun ? i : speaker;
    }
    if (comma == first || speaker != telling->token - 1 || telling->token - comma > TAIL_TOKENS_MAX)
        return true;
    telling->found.speaker = speaker;
    telling->found.speaker_range = range_trim(clauses, (struct range){comma + 1, speaker});
    telling->found.cue_range = (struct range){telling->token, telling->token};
    telling->pieces[telling->piece_count++] = (struct range){first, comma};
    return keep(telling, err);
}

/* ---- all cues of a sentence ---- */

static bool find_at(struct finder *finder, uint32_t number, uint32_t token, struct err *err)
{
    static const struct {
        enum cue_part part;
        bool of_verb, of_noun;
        bool (*tell)(struct telling *telling, struct err *err);
    } WAYS[] = {
        {CUE_VERB, true, false, tell_by_verb},   {CUE_VERB, false, true, tell_by_tail},
        {CUE_NOUN, false, true, tell_by_noun},   {CUE_SOURCE, false, false, tell_by_source},
        {CUE_WORDS, false, true, tell_by_words},
    };
    const struct clause_node *here = &finder->clauses.nodes[token];
    bool is_verb = clauses_is_verb(&finder->clauses, token) && here->relation != REL_AMOD &&
                   here->relation != REL_CASE;
    bool is_noun = here->upos == UPOS_NOUN;
    for (size_t i = 0; i < sizeof(WAYS) / sizeof(WAYS[0]); i++) {
        const struct cue *cue = cue_as(here->cue, WAYS[i].part);
        if (!cue || (WAYS[i].of_verb && !is_verb) || (WAYS[i].of_noun && !is_noun))
            continue;
        struct telling telling = {.finder = finder,
                                  .clauses = &finder->clauses,
                                  .sentence = &finder->clauses.article->sentences[number],
                                  .token = token,
                                  .cue = cue,
                                  .found = found_none(number)};
        if (!WAYS[i].tell(&telling, err))
            return false;
    }
    return true;
}

bool find_in_sentence(struct finder *finder, uint32_t number, struct err *err)
{
    const struct sentence *sentence = &finder->clauses.article->sentences[number];
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        uint32_t token = sentence->first_token + i;
        const struct clause_node *here = &finder->clauses.nodes[token];
        if (here->cue && here->quote == 0 && !find_at(finder, number, token, err))
            return false;
    }
    return true;
}

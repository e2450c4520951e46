/*
 * telling.c - whether a word of saying tells that somebody spoke, and who.
 *
 *   in    a telling with its cue
 *   out   its speaker
 */
#include "statements/telling.h"

bool telling_has_helper(const struct telling *telling, uint32_t token, enum cue_part part)
{
    for (uint32_t i = telling_node(telling, token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        enum relation relation = (enum relation)telling_node(telling, i)->relation;
        bool is_helper = relation == REL_AUX || relation == REL_AUX_PASS || relation == REL_MARK ||
                         relation == REL_ADVMOD || relation == REL_DET || relation == REL_CC;
        if (is_helper && clauses_is_part(telling->clauses, i, part))
            return true;
    }
    return false;
}

bool telling_is_infinitive(const struct telling *telling, uint32_t token)
{
    for (uint32_t i = telling_node(telling, token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        if (telling_node(telling, i)->relation == REL_MARK &&
            telling_node(telling, i)->tag == TAG_TO)
            return true;
    }
    return false;
}

uint32_t telling_carrier(const struct telling *telling)
{
    uint32_t above = telling_node(telling, telling->token)->head;
    bool carries = above != INDEX_NONE && above < telling->token &&
                   clauses_is_part(telling->clauses, above, CUE_CARRIER);
    return carries ? above : INDEX_NONE;
}

/* ---- whether it was said ---- */

bool telling_is_told(const struct telling *telling)
{
    uint32_t token = telling->token;
    if (telling_has_helper(telling, token, CUE_UNREAL) ||
        telling_has_helper(telling, token, CUE_NOT))
        return false;
    if (telling_is_infinitive(telling, token)) {
        uint32_t carrier = telling_carrier(telling);
        return carrier != INDEX_NONE && !telling_has_helper(telling, carrier, CUE_UNREAL) &&
               !telling_has_helper(telling, carrier, CUE_NOT);
    }
    return true;
}

/* ---- sayings within sayings ---- */

uint32_t telling_outer(const struct clauses *clauses, uint32_t token)
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

uint32_t telling_joined(const struct clauses *clauses, uint32_t token)
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

/* ---- who speaks ---- */

static bool is_passive(const struct telling *telling)
{
    const struct clause_node *verb = telling_node(telling, telling->token);
    if (clauses_child(telling->clauses, telling->token, REL_AUX_PASS) != INDEX_NONE ||
        clauses_child(telling->clauses, telling->token, REL_NSUBJ_PASS) != INDEX_NONE)
        return true;
    bool bare = clauses_child(telling->clauses, telling->token, REL_AUX) == INDEX_NONE &&
                clauses_child(telling->clauses, telling->token, REL_NSUBJ) == INDEX_NONE;
    /* "Asked about it, he said", tagged as if he had asked */
    bool mistagged = verb->tag == TAG_PAST && verb->relation == REL_ADVCL &&
                     telling->token < verb->head &&
                     clauses_child(telling->clauses, telling->token, REL_MARK) == INDEX_NONE;
    return (verb->tag == TAG_PARTICIPLE || mistagged) && bare && verb->relation != REL_CONJ;
}

static uint32_t agent_of(const struct clauses *clauses, uint32_t verb)
{
    return clauses_child(clauses, verb, REL_AGENT);
}

static bool is_dash(struct slice word)
{
    return slice_equal(word, SLICE("\u2013")) || slice_equal(word, SLICE("\u2014")) ||
           slice_equal(word, SLICE("--"));
}

void telling_set_speaker(struct telling *telling, uint32_t speaker)
{
    if (speaker == INDEX_NONE || telling_node(telling, speaker)->quote != 0)
        return;
    telling->found.speaker = speaker;
    struct range range = range_of_phrase(telling->clauses, speaker);
    bool holds_cue = range.first <= telling->token && telling->token <= range.last;
    if (holds_cue && speaker < telling->token)
        range.last = telling->token - 1;
    else if (holds_cue)
        range.first = telling->token + 1;
    for (uint32_t i = speaker + 1; i <= range.last;
         i++) { /* "an aide – and who knows why – said" */
        if (is_dash(clauses_word(telling->clauses, i)))
            range.last = i - 1;
    }
    telling->found.speaker_range = range_trim(telling->clauses, range);
}

/* ", a spokesman said" at a sentence's end, with the spokesman hung on another verb: what stands
 * between the comma and the verb. */
static uint32_t subject_before(const struct telling *telling)
{
    const struct clauses *clauses = telling->clauses;
    uint32_t best = INDEX_NONE;
    for (uint32_t i = telling->token; i-- > telling->sentence->first_token;) {
        if (telling_node(telling, i)->quote != 0 ||
            slice_equal(clauses_word(clauses, i), SLICE(",")))
            return i + 1 < telling->token ? best : INDEX_NONE;
        bool is_noun = telling_node(telling, i)->upos == UPOS_NOUN ||
                       telling_node(telling, i)->upos == UPOS_PROPN ||
                       telling_node(telling, i)->upos == UPOS_PRON;
        if (is_noun && telling_node(telling, i)->right + 1 == telling->token)
            best = i;
    }
    return INDEX_NONE;
}

/* '…," Bruce Aylward, who led the mission, said': the first name behind the quotation. */
static uint32_t name_behind_quotation(const struct telling *telling)
{
    const struct article *article = telling->clauses->article;
    uint32_t best = INDEX_NONE, at = telling->token;
    while (at > telling->sentence->first_token && telling_node(telling, at - 1)->quote == 0) {
        at--;
        uint32_t mention = telling_node(telling, at)->mention;
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
        telling_node(telling, telling->token)->relation != REL_CONJ ||
        clauses_child(telling->clauses, telling->token, REL_NSUBJ) != INDEX_NONE)
        return INDEX_NONE;
    bool is_noun = telling_node(telling, before)->upos == UPOS_NOUN ||
                   telling_node(telling, before)->upos == UPOS_PROPN;
    return is_noun && telling_node(telling, before)->relation == REL_CONJ ? before : INDEX_NONE;
}

uint32_t telling_verb_speaker(const struct telling *telling)
{
    if (is_passive(telling))
        return agent_of(telling->clauses, telling->token);
    uint32_t joined = joined_subject(telling);
    if (joined != INDEX_NONE)
        return joined;
    uint32_t outer = telling_outer(telling->clauses, telling->token);
    if (outer == INDEX_NONE)
        outer = telling_joined(telling->clauses, telling->token);
    uint32_t subject = clauses_subject(telling->clauses,
                                       outer != INDEX_NONE ? outer : telling->token);
    bool finite = telling_node(telling, telling->token)->tag == TAG_PAST ||
                  telling_node(telling, telling->token)->tag == TAG_PRESENT;
    if (subject != INDEX_NONE || !finite)
        return subject;
    subject = subject_before(telling);
    return subject != INDEX_NONE ? subject : name_behind_quotation(telling);
}

/*
 * find.c - statements by the words that tell of them.
 *
 *   in    clauses with cues and quotations
 *   out   found statements
 *
 * For each word of saying: who speaks (telling.c), what is said (content.c), who hears, what of.
 */
#include "statements/find.h"

#include "statements/telling.h"

/* Words from the comma to a verb at the sentence's end that was taken for a noun. */
#define TAIL_TOKENS_MAX 8

/* ---- the rest of a telling ---- */

/* The verb with its auxiliaries and adverbs before and its particle behind: "has also said",
 * "pointed out", "went on to say". */
static struct range cue_range(const struct telling *telling)
{
    const struct clauses *clauses = telling->clauses;
    struct range range = {telling->token, telling->token};
    uint32_t carrier = telling_is_infinitive(telling, telling->token) ? telling_carrier(telling)
                                                                      : INDEX_NONE;
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
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        const struct clause_node *child = telling_node(telling, i);
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
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        uint32_t word = clauses_child(telling->clauses, i, REL_CASE);
        if (telling_node(telling, i)->relation != REL_OBL || roles[i] == ROLE_CONTENT ||
            word == INDEX_NONE || !clauses_is_part(telling->clauses, word, CUE_TOPIC))
            continue;
        telling->found.topic = range_of_phrase(telling->clauses, i);
        return;
    }
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
    if (!telling_is_told(telling))
        return true;
    telling_set_speaker(telling, telling_verb_speaker(telling));
    if ((telling->found.speaker != INDEX_NONE &&
         telling_has_helper(telling, telling->found.speaker, CUE_NOT)) ||
        !telling_take_content(telling))
        return true;
    set_addressee(telling);
    set_topic(telling);
    uint32_t preposition = telling->found.cue_range.last;
    telling->found.cue_range = cue_range(telling);
    if (preposition != INDEX_NONE)
        telling->found.cue_range.last = preposition;
    bool quoted = telling->piece_count > 0 &&
                  telling_node(telling, telling->pieces[0].first)->quote != 0;
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
    for (uint32_t i = telling_node(telling, noun)->first_child;
         owner == INDEX_NONE && i != INDEX_NONE; i = telling_node(telling, i)->next_sibling) {
        enum relation relation = (enum relation)telling_node(telling, i)->relation;
        bool by = relation == REL_NMOD &&
                  cue_takes_preposition(telling->cue, clauses_preposition(telling->clauses, i));
        bool names = (relation == REL_AMOD || relation == REL_COMPOUND) &&
                     telling_node(telling, i)->mention != INDEX_NONE;
        if (by || names)
            owner = i;
    }
    uint32_t above = telling_node(telling, noun)->head;
    bool unnamed = owner == INDEX_NONE || telling_node(telling, owner)->upos == UPOS_PRON;
    bool makes = unnamed && above != INDEX_NONE &&
                 telling_node(telling, noun)->relation == REL_OBJ &&
                 clauses_is_part(telling->clauses, above, CUE_LIGHT);
    return makes ? clauses_subject(telling->clauses, above) : owner;
}

static bool tell_by_noun(struct telling *telling, struct err *err)
{
    telling_clear_roles(telling);
    for (uint32_t i = telling_node(telling, telling->token)->first_child; i != INDEX_NONE;
         i = telling_node(telling, i)->next_sibling) {
        uint32_t mark = clauses_child(telling->clauses, i, REL_MARK);
        enum relation relation = (enum relation)telling_node(telling, i)->relation;
        bool clause = (relation == REL_ACL || relation == REL_RELCL || relation == REL_CCOMP) &&
                      i > telling->token && mark != INDEX_NONE &&
                      clauses_is_part(telling->clauses, mark, CUE_THAT);
        if (!clause)
            continue;
        telling_set_speaker(telling, noun_speaker(telling));
        if (telling->found.speaker == INDEX_NONE)
            return true;
        telling_set_roles(telling, i, ROLE_CONTENT);
        telling_gather(telling);
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
    const struct clause_node *here = telling_node(telling, phrase);
    while (last > here->right && range_is_edge(telling->clauses, last))
        last--;
    while (first < here->left && range_is_edge(telling->clauses, first))
        first++;
    if (here->left == first)
        return true;
    return here->right == last && clauses_is_punctuation(telling->clauses, here->left - 1);
}

/* The clause that a phrase belongs to: an aside's is the whole sentence. */
static uint32_t clause_of(const struct telling *telling, uint32_t phrase)
{
    bool aside = is_aside(telling, phrase);
    uint32_t at = telling_node(telling, phrase)->head;
    for (unsigned step = 0; at != INDEX_NONE && step < CLAUSE_STEPS_MAX; step++) {
        const struct clause_node *here = telling_node(telling, at);
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
    telling_set_speaker(telling, speaker);
    if (clause == INDEX_NONE || telling->found.speaker == INDEX_NONE)
        return true;
    telling_clear_roles(telling);
    telling_set_roles(telling, clause, ROLE_CONTENT);
    if (telling_node(telling, phrase)->upos == UPOS_PRON &&
        telling_node(telling, phrase)->right > phrase) {
        /* "according to him, A and B plan", with A hung on "him" */
        telling->found.speaker_range = (struct range){phrase, phrase};
        for (uint32_t i = telling_node(telling, phrase)->left; i <= phrase; i++)
            telling->finder->roles[i] = ROLE_FRAME;
    } else {
        telling_set_roles(telling, phrase, ROLE_FRAME);
    }
    telling_gather(telling);
    telling->found.cue_range = cue;
    return keep(telling, err);
}

static bool tell_by_source(struct telling *telling, struct err *err)
{
    uint32_t noun = telling_node(telling, telling->token)->head;
    if (noun == INDEX_NONE || telling_node(telling, telling->token)->relation != REL_CASE ||
        noun < telling->token ||
        (telling->cue->marks & MARK_NAMED && telling_node(telling, noun)->mention == INDEX_NONE))
        return true;
    struct range cue = {telling->token, telling_node(telling, telling->token)->right};
    return tell_by_phrase(telling, noun, noun, cue, err);
}

/* Whether a phrase stands by itself: "in his words, …", not "united in their views". */
static bool is_parted(const struct telling *telling, uint32_t phrase)
{
    uint32_t left = telling_node(telling, phrase)->left;
    return left == telling->sentence->first_token ||
           clauses_is_punctuation(telling->clauses, left) ||
           clauses_is_punctuation(telling->clauses, left - 1);
}

static bool tell_by_words(struct telling *telling, struct err *err)
{
    uint32_t owner = clauses_child(telling->clauses, telling->token, REL_POSS);
    uint32_t word = clauses_child(telling->clauses, telling->token, REL_CASE);
    bool is_phrase = owner != INDEX_NONE && word != INDEX_NONE && word < owner &&
                     telling_node(telling, telling->token)->relation == REL_OBL &&
                     cue_takes_preposition(telling->cue, clauses_word(telling->clauses, word));
    if (!is_phrase || !is_parted(telling, telling->token))
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
        if (telling_node(telling, i)->upos == UPOS_ADP)
            return i == telling->token + 1;
        if (!range_is_edge(telling->clauses, i))
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
           telling_node(telling, comma)->quote == 0)
        comma--;
    for (uint32_t i = comma + 1; i < telling->token; i++) {
        bool is_noun = telling_node(telling, i)->upos == UPOS_PROPN ||
                       telling_node(telling, i)->upos == UPOS_NOUN;
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

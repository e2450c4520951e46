/*
 * telling.h - one word of saying in its sentence: whether it tells, who speaks, what is said.
 *
 *   in    clauses with cues and quotations
 *   out   a found statement in the making
 *   uses  found
 */
#ifndef ANNALS_STATEMENTS_TELLING_H
#define ANNALS_STATEMENTS_TELLING_H

#include "base/limits.h"
#include "statements/found.h"

/* Pieces of one statement within a sentence. */
#define PIECES_MAX 8

/* What a word is to the telling under way (finder.roles). */
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

static inline const struct clause_node *telling_node(const struct telling *telling, uint32_t token)
{
    return clauses_node(telling->clauses, token);
}

/* ---- whether it was said (telling.c) ---- */

/* Whether a helping word of a token (auxiliary, mark, adverb, determiner) is a cue of this part. */
bool telling_has_helper(const struct telling *telling, uint32_t token, enum cue_part part);
/* "to say". */
bool telling_is_infinitive(const struct telling *telling, uint32_t token);
/* The verb that carries an infinitive out ("went on to say"), or INDEX_NONE. */
uint32_t telling_carrier(const struct telling *telling);
/* Whether the verb tells that somebody spoke: not denied, not a condition, a wish or an order. */
bool telling_is_told(const struct telling *telling);

/* ---- who speaks (telling.c) ---- */

/* "…, adding that": a participle inside what another verb tells, that goes on for its speaker: that
 * verb, or INDEX_NONE. */
uint32_t telling_outer(const struct clauses *clauses, uint32_t token);
/* "warned that it is late and said that …", with "said" hung on "is": a verb of saying joined to
 * what another one tells, in that one's tense and not in the clause's own: that other verb, or
 * INDEX_NONE. */
uint32_t telling_joined(const struct clauses *clauses, uint32_t token);
/* Sets who speaks and his words; nothing for INDEX_NONE or a word within a quotation. */
void telling_set_speaker(struct telling *telling, uint32_t speaker);
/* Who says what the verb tells: its agent, its subject, or whoever stands where a subject would. */
uint32_t telling_verb_speaker(const struct telling *telling);

/* ---- what is said (content.c) ---- */

/* Gives the words below a token, it included, a role. */
void telling_set_roles(const struct telling *telling, uint32_t above, enum role role);
/* Takes all words of the sentence for neither content nor frame. */
void telling_clear_roles(const struct telling *telling);
/* Adds as pieces the runs of words from the first to the last of the content, parted by the
 * telling; "that", which opens what is said, is dropped. */
void telling_gather(struct telling *telling);
/* Sets the pieces of what a verb tells. False when it takes nothing here. */
bool telling_take_content(struct telling *telling);

#endif

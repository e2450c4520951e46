/*
 * speakers.c - who speaks in each quotation.
 *
 *   in    nodes, phrases by head
 *   out   speakers by quotation
 */
#include "actors/speakers.h"

/* The phrase that the subject of a reporting verb heads, when both stand outside quotations. */
static uint32_t subject_of(const struct syntax *syntax, const uint32_t *of_head, uint32_t verb)
{
    const struct node *node = &syntax->nodes[verb];
    if (node->upos != UPOS_VERB || node->quote != 0 || !(node->word->flags & WORD_REPORTS))
        return INDEX_NONE;
    uint32_t subject = syntax_child(syntax, verb, REL_NSUBJ);
    if (subject == INDEX_NONE || syntax->nodes[subject].quote != 0)
        return INDEX_NONE;
    return of_head[subject];
}

/* The speaker that a sentence names: that of the verb nearest to the root. */
static uint32_t speaker_in(const struct syntax *syntax, const uint32_t *of_head,
                           const struct sentence *sentence)
{
    uint32_t speaker = INDEX_NONE;
    for (uint32_t i = 0; i < sentence->token_count; i++) {
        uint32_t at = sentence->first_token + i;
        uint32_t found = subject_of(syntax, of_head, at);
        if (found == INDEX_NONE)
            continue;
        enum relation relation = (enum relation)syntax->nodes[at].relation;
        if (speaker == INDEX_NONE || relation == REL_ROOT || relation == REL_PARATAXIS)
            speaker = found;
        if (relation == REL_ROOT)
            break;
    }
    return speaker;
}

bool speakers_find(const struct syntax *syntax, const uint32_t *of_head, struct arena *scratch,
                   uint32_t **ret_speakers, struct err *err)
{
    const struct article *article = syntax->article;
    uint32_t *speakers = arena_array(scratch, uint32_t, syntax->quote_count + 1);
    if (!speakers)
        return arena_fail(scratch, err);
    for (uint32_t q = 0; q <= syntax->quote_count; q++)
        speakers[q] = INDEX_NONE;
    uint32_t paragraph = INDEX_NONE, last = INDEX_NONE;
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const struct sentence *sentence = &article->sentences[s];
        if (sentence->paragraph != paragraph)
            last = INDEX_NONE;
        paragraph = sentence->paragraph;
        uint32_t speaker = speaker_in(syntax, of_head, sentence), quote = 0;
        for (uint32_t i = 0; i < sentence->token_count; i++) {
            uint32_t inside = syntax->nodes[sentence->first_token + i].quote;
            if (inside == 0 || inside == quote)
                continue;
            quote = inside;
            if (speakers[quote] == INDEX_NONE)
                speakers[quote] = speaker != INDEX_NONE ? speaker : last;
        }
        if (speaker != INDEX_NONE)
            last = speaker;
    }
    speakers[0] = INDEX_NONE;
    *ret_speakers = speakers;
    return true;
}

/*
 * explain_events.c - why a sentence has the events it has, and no others.
 *
 *   in    a trace of the coder
 *   out   for each word that has frames: which fires, and why each other one does not
 */
#include <string.h>

#include "reading/explain_parts.h"

/* Trials [first, end) of one word. */
struct word_trials {
    const struct trial *first;
    const struct trial *end;
};

static void write_word(struct buf *out, const struct article *article, uint32_t sentence,
                       uint32_t token)
{
    const struct sentence *in = &article->sentences[sentence];
    explain_span(out, article, article->tokens[in->first_token + token].span);
}

/* "frames-force.txt:12": the event itself gives the whole path. */
static void write_place(struct buf *out, struct slice rule)
{
    size_t start = rule.len;
    while (start > 0 && rule.ptr[start - 1] != '/')
        start--;
    buf_append(out, slice_sub(rule, start, rule.len));
}

/* ---- one frame ---- */

static const char *condition_words(enum trial_result result)
{
    switch (result) {
    case TRIAL_WEAKER:
        return "it fits, but the one that fires fits better";
    case TRIAL_NOT_PASSIVE:
        return "the verb is not passive";
    case TRIAL_PASSIVE:
        return "the verb is passive";
    case TRIAL_WEAK:
        return "it is weak, and another domain rules the article";
    case TRIAL_BARE:
        return "nobody known stands at its slots";
    case TRIAL_BOTH:
        return "it needs both an actor and a recipient";
    case TRIAL_UNKNOWN:
        return "the actor has no known name, nation or sector";
    case TRIAL_NO_STATE:
        return "the actor is no state's";
    case TRIAL_UNARMED:
        return "the actor is not armed";
    case TRIAL_NOT_ALONE:
        return "several do it together";
    case TRIAL_STATIVE:
        return "in the simple present it tells a state";
    case TRIAL_THING:
        return "a thing does it that is no weapon";
    default:
        return NULL;
    }
}

/* What a slot asks for and does not get. */
static void write_slot(struct buf *out, const struct article *article, const struct trial *trial)
{
    bool choosy = trial->slot->kinds || trial->slot->sector_count > 0;
    explain_text(out, trial->slot->text);
    if (trial->result == TRIAL_EMPTY) {
        buf_append(out, SLICE(" finds nothing"));
        return;
    }
    buf_append(out, SLICE(" finds "));
    if (trial->at != INDEX_NONE)
        write_word(out, article, trial->sentence, trial->at);
    if (trial->result == TRIAL_PRESENT)
        buf_append(out, SLICE(", which must not stand there"));
    else if (trial->result == TRIAL_NO_EVENT)
        buf_append(out,
                   trial->slot->types ? SLICE(", no event of these types") : SLICE(", no event"));
    else
        buf_append(out, choosy ? SLICE(", no actor of this kind") : SLICE(", no known actor"));
}

static void write_trial(struct buf *out, const struct article *article, const struct trial *trial)
{
    const char *words = condition_words(trial->result);
    bool fires = trial->result == TRIAL_FIRES;
    buf_append(out, fires ? SLICE("         fires  ") : SLICE("         no     "));
    explain_text(out, trial->frame->pattern);
    if (!fires)
        buf_append(out, SLICE(": "));
    if (words)
        buf_append(out, slice_from(words));
    else if (trial->slot)
        write_slot(out, article, trial);
    buf_append(out, SLICE(" ["));
    write_place(out, trial->frame->rule);
    buf_append(out, SLICE("]\n"));
}

/* ---- the frames of a word ---- */

/* Frames that ask for other words around theirs: they are many, and told together. */
static bool wants_words(const struct trial *trial)
{
    return trial->slot && trial->slot->words.count > 0 &&
           (trial->result == TRIAL_WORDS || trial->result == TRIAL_EMPTY);
}

/* "12 frames of another part of speech: frames-force.txt:12, 14, frames-words.txt:3" */
static void write_group(struct buf *out, struct word_trials trials,
                        bool (*belongs)(const struct trial *), const char *one, const char *many)
{
    unsigned count = 0;
    for (const struct trial *trial = trials.first; trial < trials.end; trial++)
        count += belongs(trial);
    if (count == 0)
        return;
    buf_printf(out, "         no     %u %s:", count, count == 1 ? one : many);
    struct slice file = {NULL, 0};
    for (const struct trial *trial = trials.first; trial < trials.end; trial++) {
        if (!belongs(trial))
            continue;
        struct slice rule = trial->frame->rule;
        size_t colon = rule.len;
        while (colon > 0 && rule.ptr[colon - 1] != ':')
            colon--;
        buf_append_byte(out, ' ');
        if (slice_equal(file, slice_sub(rule, 0, colon)))
            buf_append(out, slice_sub(rule, colon, rule.len));
        else
            write_place(out, rule);
        file = slice_sub(rule, 0, colon);
    }
    buf_append_byte(out, '\n');
}

static bool is_other_pos(const struct trial *trial)
{
    return trial->result == TRIAL_POS;
}

static void write_trials(struct buf *out, const struct article *article, struct word_trials trials)
{
    buf_append(out, SLICE("  tried  "));
    write_word(out, article, trials.first->sentence, trials.first->token);
    buf_append_byte(out, '\n');
    for (int firing = 1; firing >= 0; firing--) {
        for (const struct trial *trial = trials.first; trial < trials.end; trial++) {
            if ((trial->result == TRIAL_FIRES) == firing && !is_other_pos(trial) &&
                !wants_words(trial))
                write_trial(out, article, trial);
        }
    }
    write_group(out, trials, wants_words, "frame that wants other words beside it",
                "frames that want other words beside it");
    write_group(out, trials, is_other_pos, "frame of another part of speech",
                "frames of another part of speech");
}

/* ---- what became of what fired ---- */

static void write_fate(struct buf *out, const struct article *article, const struct fate *fate)
{
    if (fate->fate == FATE_CODED)
        return;
    buf_append(out, SLICE("  left   "));
    explain_span(out, article, fate->anchor);
    switch (fate->fate) {
    case FATE_TAKEN:
        buf_append(out, SLICE(" out: part of the event of "));
        write_word(out, article, fate->sentence, fate->other);
        break;
    case FATE_DESCRIBES:
        buf_append(out, SLICE(" out: it tells who somebody is, not what happened"));
        break;
    case FATE_PRIVATE:
        buf_append(out, SLICE(" out: nobody of politics, arms, law or society takes part"));
        break;
    case FATE_POLLED:
        buf_append(out, SLICE(" out: it tells what those asked in a poll hold"));
        break;
    case FATE_TOO_MANY:
        buf_append(out, SLICE(" out: the sentence has as many events as it may"));
        break;
    case FATE_REPEATS:
        buf_printf(out, " out: sentence %u tells no less", fate->other);
        break;
    case FATE_HEADLINE:
        buf_printf(out, " out: a headline's, told in sentence %u", fate->other);
        break;
    case FATE_NOTHING:
    default:
        buf_append(out, SLICE(" out: its frame codes nothing"));
        break;
    }
    buf_append_byte(out, '\n');
}

void explain_trials(struct buf *out, const struct article *article, const struct trace *trace,
                    uint32_t sentence, struct trace_cursor *cursor)
{
    const struct trial *trials = trace->trials.items;
    while (cursor->trial < trace->trials.count && trials[cursor->trial].sentence == sentence) {
        size_t first = cursor->trial;
        while (cursor->trial < trace->trials.count && trials[cursor->trial].sentence == sentence &&
               trials[cursor->trial].token == trials[first].token)
            cursor->trial++;
        write_trials(out, article, (struct word_trials){trials + first, trials + cursor->trial});
    }
    for (;
         cursor->fate < trace->fates.count && trace->fates.items[cursor->fate].sentence == sentence;
         cursor->fate++)
        write_fate(out, article, &trace->fates.items[cursor->fate]);
    for (; cursor->dropped < trace->dropped.count &&
           trace->dropped.items[cursor->dropped].sentence == sentence;
         cursor->dropped++)
        write_fate(out, article, &trace->dropped.items[cursor->dropped]);
}

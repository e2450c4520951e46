/*
 * explain.c - an article told sentence by sentence: its tree, and every resolution with its reason.
 *
 *   in    an annotated article
 *   out   plain text for people, for annals explain
 *
 * All text of the article passes through one function that replaces what must not reach a terminal.
 */
#include <math.h>

#include "base/utf8.h"
#include "grammar/grammar.h"
#include "reading/explain_parts.h"

/* Steps of indentation that a tree is shown with; deeper words stand there too. */
#define INDENT_MAX 20
/* Columns of a row; longer lines are wrapped. */
#define EXPLAINED_COLUMNS 80

void explain_text(struct buf *out, struct slice text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t code_point;
        size_t length = utf8_decode(text, at, &code_point);
        bool folded = code_point == '\n' || code_point == '\t' || code_point == '\r';
        if (folded)
            buf_append_byte(out, ' ');
        else
            buf_append_code_point(out,
                                  unicode_is_unsafe(code_point) ? UTF8_REPLACEMENT : code_point);
        at += length;
    }
}

void explain_span(struct buf *out, const struct article *article, struct span span)
{
    buf_append(out, SLICE("“"));
    explain_text(out, article_slice(article, span));
    buf_append(out, SLICE("”"));
}

static void write_day(struct buf *out, int32_t day)
{
    char text[DATETIME_TEXT_BYTES];
    if (day == DAY_UNKNOWN) {
        buf_append(out, SLICE("?"));
        return;
    }
    buf_append(out, (struct slice){text, date_format_day(day, text)});
}

static void write_days(struct buf *out, int32_t earliest, int32_t latest)
{
    write_day(out, earliest);
    if (earliest != latest) {
        buf_append(out, SLICE(" to "));
        write_day(out, latest);
    }
}

/* ---- the tree ---- */

static unsigned depth_of(const struct article *article, const struct sentence *sentence,
                         uint32_t token)
{
    unsigned depth = 0;
    while (depth < INDENT_MAX) {
        uint32_t head = article->tokens[sentence->first_token + token].head;
        if (head == INDEX_NONE || head >= sentence->token_count)
            break;
        token = head;
        depth++;
    }
    return depth;
}

/* The words in their order, each as far in as it stands below the root. */
static void write_tree(struct buf *out, const struct article *article,
                       const struct sentence *sentence)
{
    for (uint32_t i = 0; article->grammar && i < sentence->token_count; i++) {
        const struct token *token = &article->tokens[sentence->first_token + i];
        unsigned depth = depth_of(article, sentence, i);
        buf_printf(out, "    %3u %*s", i + 1, (int)(2 * depth), "");
        explain_text(out, article_slice(article, token->span));
        buf_append(out, SLICE("  "));
        explain_text(out, token->lemma);
        buf_printf(out, "  %.*s  %.*s", SLICE_ARG(grammar_upos_name(article->grammar, token->upos)),
                   SLICE_ARG(grammar_deprel_name(article->grammar, token->deprel)));
        if (token->head != INDEX_NONE)
            buf_printf(out, " of %u", token->head + 1);
        buf_append_byte(out, '\n');
    }
}

/* ---- the layers ---- */

/* The first item of each layer that is not told yet: layers are in the order of the text. */
struct cursor {
    uint32_t mention, time, place, quantity, statement, event;
};

static void write_actor(struct buf *out, const struct article *article, uint32_t index)
{
    const struct actor *actor = &article->actors[index];
    explain_text(out, actor->name);
    buf_printf(out, " (%s", article_actor_kind_name(actor->kind));
    if (actor->country.len > 0)
        buf_printf(out, ", %.*s", SLICE_ARG(actor->country));
    for (uint32_t i = 0; i < actor->sector_count; i++)
        buf_printf(out, "%s%.*s", i ? "," : " ", SLICE_ARG(actor->sectors[i]));
    if (actor->role.len > 0) {
        buf_append(out, SLICE(", "));
        explain_text(out, actor->role);
    }
    buf_append(out, SLICE(")"));
}

static void write_mentions(struct buf *out, const struct article *article, uint32_t sentence,
                           struct cursor *cursor)
{
    for (uint32_t i = cursor->mention;
         i < article->mention_count && article->mentions[i].sentence <= sentence; i++) {
        cursor->mention = i + 1;
        const struct mention *mention = &article->mentions[i];
        if (mention->sentence != sentence)
            continue;
        const struct actor *actor = &article->actors[mention->actor];
        buf_append(out, SLICE("  who    "));
        explain_span(out, article, mention->span);
        buf_append(out, SLICE(" is "));
        write_actor(out, article, mention->actor);
        if (mention->reason)
            buf_printf(out, ": %s", mention->reason);
        if (actor->reason && actor->reason != mention->reason)
            buf_printf(out, "; %s", actor->reason);
        if (actor->fact_line > 0)
            buf_printf(out, " [%.*s:%u]", SLICE_ARG(actor->fact_file), actor->fact_line);
        buf_append_byte(out, '\n');
    }
}

static void write_times(struct buf *out, const struct article *article, uint32_t sentence,
                        struct cursor *cursor)
{
    for (uint32_t i = cursor->time;
         i < article->time_count && article->times[i].sentence <= sentence; i++) {
        cursor->time = i + 1;
        const struct time_expression *time = &article->times[i];
        if (time->sentence != sentence)
            continue;
        buf_append(out, SLICE("  when   "));
        explain_span(out, article, time->span);
        buf_printf(out, " is %s %.*s, ", article_time_type_name(time->type),
                   SLICE_ARG(time->value));
        write_days(out, time->earliest, time->latest);
        buf_printf(out, " [%.*s]\n", SLICE_ARG(time->rule));
    }
}

static void write_places(struct buf *out, const struct article *article, uint32_t sentence,
                         struct cursor *cursor)
{
    for (uint32_t i = cursor->place;
         i < article->place_mention_count && article->place_mentions[i].sentence <= sentence; i++) {
        cursor->place = i + 1;
        const struct place_mention *mention = &article->place_mentions[i];
        const struct place *place = &article->places[mention->place];
        if (mention->sentence != sentence)
            continue;
        buf_append(out, SLICE("  where  "));
        explain_span(out, article, mention->span);
        buf_append(out, SLICE(" is "));
        explain_text(out, place->name);
        if (place->country.len > 0)
            buf_printf(out, ", %.*s", SLICE_ARG(place->country));
        if (isnan(place->latitude))
            buf_append(out, SLICE(", place unknown"));
        else
            buf_printf(out, " (%.2f, %.2f)", place->latitude, place->longitude);
        if (place->reason.len > 0) {
            buf_append(out, SLICE(": "));
            explain_text(out, place->reason);
        }
        buf_append_byte(out, '\n');
    }
}

static void write_bound(struct buf *out, double bound, const char *open)
{
    if (isnan(bound))
        buf_append(out, slice_from(open));
    else
        buf_printf(out, "%.*f", bound == floor(bound) ? 0 : 3, bound);
}

static void write_quantities(struct buf *out, const struct article *article, uint32_t sentence,
                             struct cursor *cursor)
{
    for (uint32_t i = cursor->quantity;
         i < article->quantity_count && article->quantities[i].sentence <= sentence; i++) {
        cursor->quantity = i + 1;
        const struct quantity *quantity = &article->quantities[i];
        if (quantity->sentence != sentence)
            continue;
        buf_append(out, SLICE("  count  "));
        explain_span(out, article, quantity->span);
        buf_append(out, SLICE(" is "));
        write_bound(out, quantity->low, "at most");
        if (quantity->low != quantity->high) {
            buf_append(out, SLICE(" to "));
            write_bound(out, quantity->high, "any number");
        }
        if (quantity->of.len > 0) {
            buf_append(out, SLICE(" "));
            explain_text(out, quantity->of);
        } else if (quantity->unit.len > 0) {
            buf_append(out, SLICE(" "));
            explain_text(out, quantity->unit);
        }
        buf_append_byte(out, '\n');
    }
}

static void write_side(struct buf *out, const struct article *article, const char *name,
                       const struct participant *participants, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        buf_printf(out, "         %-10s", name);
        explain_span(out, article, participants[i].span);
        buf_append(out, SLICE(" is "));
        write_actor(out, article, participants[i].actor);
        buf_append_byte(out, '\n');
    }
}

/* "who name: words", of a speaker or an addressee. */
static void write_voice(struct buf *out, const struct article *article, const char *name,
                        struct span span, uint32_t actor)
{
    if (span.start == span.end && actor == INDEX_NONE)
        return;
    buf_printf(out, "         %-10s", name);
    explain_span(out, article, span);
    if (actor != INDEX_NONE) {
        buf_append(out, SLICE(" is "));
        write_actor(out, article, actor);
    }
    buf_append_byte(out, '\n');
}

static void write_statement(struct buf *out, const struct article *article,
                            const struct statement *statement)
{
    buf_append(out, SLICE("  said   "));
    for (uint32_t i = 0; i < statement->content_count; i++) {
        buf_append(out, i > 0 ? SLICE(" … ") : SLICE_EMPTY);
        explain_span(out, article, statement->content[i]);
    }
    buf_printf(out, ", %s [%.*s]\n", article_statement_kind_name(statement->kind),
               SLICE_ARG(statement->rule));
    write_voice(out, article, "speaker", statement->speaker_span, statement->speaker);
    write_voice(out, article, "cue", statement->cue, INDEX_NONE);
    write_voice(out, article, "to", statement->addressee_span, statement->addressee);
    write_voice(out, article, "about", statement->topic, INDEX_NONE);
}

/* Those whose content starts in the sentence. */
static void write_statements(struct buf *out, const struct article *article, uint32_t sentence,
                             struct cursor *cursor)
{
    while (cursor->statement < article->statement_count &&
           article->statements[cursor->statement].sentence <= sentence)
        write_statement(out, article, &article->statements[cursor->statement++]);
}

static void write_event(struct buf *out, const struct article *article, const struct event *event)
{
    buf_append(out, SLICE("  event  "));
    explain_span(out, article, event->anchor);
    buf_printf(out, " is %.*s", SLICE_ARG(event->type));
    if (event->mode.len > 0)
        buf_printf(out, " %.*s", SLICE_ARG(event->mode));
    if (event->cameo.len > 0)
        buf_printf(out, ", CAMEO %.*s", SLICE_ARG(event->cameo));
    buf_printf(out, ", %s [%.*s]\n", article_event_status_name(event->status),
               SLICE_ARG(event->rule));
    write_side(out, article, "actor", event->actors, event->actor_count);
    write_side(out, article, "recipient", event->recipients, event->recipient_count);
    if (event->when_basis.len > 0) {
        buf_append(out, SLICE("         when      "));
        write_days(out, event->earliest, event->latest);
        buf_printf(out, " (%.*s)\n", SLICE_ARG(event->when_basis));
    }
    if (event->where != INDEX_NONE) {
        buf_append(out, SLICE("         where     "));
        explain_text(out, article->places[event->where].name);
        buf_append_byte(out, '\n');
    }
    if (event->attributed_to != INDEX_NONE) {
        buf_append(out, SLICE("         says      "));
        write_actor(out, article, event->attributed_to);
        buf_append_byte(out, '\n');
    }
}

static void write_sentence(struct buf *out, const struct article *article, uint32_t number,
                           struct cursor *cursor)
{
    buf_printf(out, "%u. ", number);
    explain_text(out, article_slice(article, article->sentences[number].span));
    buf_append_byte(out, '\n');
    write_tree(out, article, &article->sentences[number]);
    write_mentions(out, article, number, cursor);
    write_times(out, article, number, cursor);
    write_places(out, article, number, cursor);
    write_quantities(out, article, number, cursor);
    write_statements(out, article, number, cursor);
    while (cursor->event < article->event_count &&
           article->events[cursor->event].sentence <= number)
        write_event(out, article, &article->events[cursor->event++]);
}

/* ---- lines ---- */

static size_t skip(struct slice line, size_t at, bool blanks)
{
    while (at < line.len && (line.ptr[at] == ' ') == blanks)
        at++;
    return at;
}

/* Appends a line in rows of EXPLAINED_COLUMNS; further rows stand below its second word, as the
 * first is a number or a label. A longer word has a row of its own. */
static void wrap_line(struct buf *out, struct slice line)
{
    size_t start = skip(line, skip(line, skip(line, 0, true), false), true), column = 0;
    for (size_t at = 0; at < line.len;) {
        size_t word = at < start ? start : skip(line, at, true);
        size_t end = at < start ? start : skip(line, word, false);
        size_t blanks = word - at, width = 0;
        for (size_t i = at; i < end;) {
            uint32_t code_point;
            i += utf8_decode(line, i, &code_point);
            width += unicode_width(code_point);
        }
        if (column > start && column + width > EXPLAINED_COLUMNS) {
            buf_printf(out, "\n%*s", (int)start, "");
            column = start;
            at += blanks;
            width -= blanks;
        }
        buf_append(out, slice_sub(line, at, end));
        column += width;
        at = end;
    }
    buf_append_byte(out, '\n');
}

/* Moves the lines of *raw to *out, wrapped. */
static void wrap_lines(struct buf *out, struct buf *raw)
{
    struct slice rest = buf_slice(raw), line;
    while (slice_next_line(&rest, &line))
        wrap_line(out, line);
    out->failed |= raw->failed;
    out->limited |= raw->limited;
    buf_reset(raw);
}

void explain_article(const struct article *article, const struct trace *trace, struct buf *out)
{
    struct cursor cursor = {0};
    struct trace_cursor tried = {0};
    struct buf raw;
    buf_init(&raw, out->max_bytes);
    buf_append(&raw, SLICE("article "));
    explain_text(&raw, article->id);
    if (article->title.len > 0) {
        buf_append(&raw, SLICE(": "));
        explain_text(&raw, article->title);
    }
    buf_append_byte(&raw, '\n');
    wrap_lines(out, &raw);
    for (uint32_t i = 0; i < article->sentence_count; i++) {
        buf_append_byte(out, '\n');
        write_sentence(&raw, article, i, &cursor);
        if (trace)
            explain_trials(&raw, article, trace, i, &tried);
        wrap_lines(out, &raw);
    }
    buf_append_byte(out, '\n');
    buf_free(&raw);
}

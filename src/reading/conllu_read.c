/*
 * conllu_read.c - CoNLL-U as given.
 *
 *   in    lines
 *   out   an article's text, paragraphs, sentences and tokens
 */
#include "reading/conllu_read.h"

#include <string.h>

#include "base/limits.h"
#include "base/vector.h"

#define COLUMN_COUNT 10
#define COLUMN_ID 0
#define COLUMN_FORM 1
#define COLUMN_MISC 9
/* Words of one sentence. */
#define GIVEN_WORDS_MAX 100000

struct conllu_reader {
    struct arena *arena;
    struct slice bytes;
    VECTOR(struct paragraph) paragraphs;
    VECTOR(struct sentence) sentences;
    VECTOR(struct token) tokens;
    VECTOR(struct slice) given;
    const char *wrong; /* what is wrong with the line under way, or NULL */
    char *text;        /* room for bytes.len */
    uint32_t length;
    uint64_t line;         /* number of the line under way */
    size_t sentence_start; /* its first line, bytes; SIZE_MAX: no sentence is under way */
    uint32_t words;        /* of the sentence under way */
    uint32_t joined_until; /* last word of the multiword token under way, or 0 */
    bool joined_space;     /* a space follows it */
    bool space_due;        /* before the next word */
    bool paragraph_due;    /* the next sentence starts one */
};

static bool read_number(struct slice text, uint32_t *ret_number)
{
    uint64_t number;
    if (text.len > 9 || !slice_to_u64(text, &number))
        return false;
    *ret_number = (uint32_t)number;
    return true;
}

/* "8", "8-9" or "8.1" */
static bool read_id(struct slice id, struct conllu_line *ret_line)
{
    size_t dash = slice_find_byte(id, '-', 0), dot = slice_find_byte(id, '.', 0);
    size_t end = dash != SIZE_MAX ? dash : dot != SIZE_MAX ? dot : id.len;
    ret_line->kind = dash != SIZE_MAX  ? CONLLU_MULTIWORD
                     : dot != SIZE_MAX ? CONLLU_EMPTY_NODE
                                       : CONLLU_WORD;
    ret_line->id = id;
    ret_line->last = 0;
    return read_number(slice_sub(id, 0, end), &ret_line->first) &&
           (end == id.len || read_number(slice_sub(id, end + 1, id.len), &ret_line->last));
}

/* Says what is wrong with a line; returns false. */
static bool reject(const char **ret_wrong, const char *what)
{
    *ret_wrong = what;
    return false;
}

bool conllu_line_read(struct slice line, struct conllu_line *ret_line, const char **ret_wrong)
{
    struct slice columns[COLUMN_COUNT], rest = line;
    size_t count = 0;
    if (line.ptr[0] == '#') {
        *ret_line = (struct conllu_line){.kind = CONLLU_COMMENT};
        return true;
    }
    while (count < COLUMN_COUNT && slice_next_field(&rest, '\t', &columns[count]))
        count++;
    if (count != COLUMN_COUNT || rest.ptr)
        return reject(ret_wrong, "a line of CoNLL-U has not ten columns");
    if (!read_id(columns[COLUMN_ID], ret_line))
        return reject(ret_wrong, "an ID of CoNLL-U is no number, range or empty node");
    if (columns[COLUMN_FORM].len == 0)
        return reject(ret_wrong, "a FORM of CoNLL-U is empty");
    ret_line->form = columns[COLUMN_FORM];
    ret_line->misc = columns[COLUMN_MISC];
    return true;
}

static bool has_no_space_after(struct slice misc)
{
    struct slice field;
    while (slice_next_field(&misc, '|', &field)) {
        field = slice_trim(field); /* as reading_write_conllu writes it */
        if (slice_equal(field, SLICE("SpaceAfter=No")))
            return true;
    }
    return false;
}

/* Where text goes on: after two line feeds in a new paragraph, else after a space if one is due. */
static void append_gap(struct conllu_reader *reader, bool new_paragraph)
{
    const char *gap = new_paragraph ? "\n\n" : reader->space_due ? " " : "";
    size_t length = strlen(gap);
    if (reader->length == 0)
        return;
    memcpy(reader->text + reader->length, gap, length);
    reader->length += (uint32_t)length;
}

static bool start_sentence(struct conllu_reader *reader)
{
    bool new_paragraph = reader->paragraph_due || reader->paragraphs.count == 0;
    append_gap(reader, new_paragraph);
    reader->space_due = false;
    reader->paragraph_due = false;
    if (new_paragraph) {
        struct paragraph *paragraph = vector_push(&reader->paragraphs, reader->arena);
        if (!paragraph)
            return false;
        paragraph->span.start = reader->length;
    }
    struct sentence *sentence = vector_push(&reader->sentences, reader->arena);
    if (!sentence)
        return false;
    sentence->span.start = reader->length;
    sentence->paragraph = (uint32_t)reader->paragraphs.count - 1;
    sentence->first_token = (uint32_t)reader->tokens.count;
    return true;
}

static bool add_word(struct conllu_reader *reader, const struct conllu_line *line)
{
    if (reader->words == 0 && !start_sentence(reader))
        return false;
    append_gap(reader, false);
    struct token *token = vector_push(&reader->tokens, reader->arena);
    if (!token)
        return false;
    token->head = INDEX_NONE;
    token->span.start = reader->length;
    memcpy(reader->text + reader->length, line->form.ptr, line->form.len);
    reader->length += (uint32_t)line->form.len;
    token->span.end = reader->length;
    reader->words++;
    token->joined_next = reader->words < reader->joined_until;
    bool ends_multiword = reader->joined_until == reader->words;
    reader->space_due = token->joined_next ? false
                        : ends_multiword   ? reader->joined_space
                                           : !has_no_space_after(line->misc);
    return true;
}

static bool take_multiword(struct conllu_reader *reader, const struct conllu_line *line)
{
    if (line->first != reader->words + 1 || line->last < line->first ||
        line->last > GIVEN_WORDS_MAX || reader->joined_until > reader->words)
        return reject(&reader->wrong, "a range of CoNLL-U does not fit its words");
    reader->joined_until = line->last;
    reader->joined_space = !has_no_space_after(line->misc);
    return true;
}

/* "# newpar" and "# newdoc", also with a name. */
static bool parts_paragraphs(struct slice comment)
{
    struct slice words = slice_trim(slice_sub(comment, 1, comment.len));
    return slice_starts(words, SLICE("newpar")) || slice_starts(words, SLICE("newdoc"));
}

/* False when the line is wrong (reader->wrong says how) or memory is out (it is NULL). */
static bool take_line(struct conllu_reader *reader, struct slice text)
{
    struct conllu_line line;
    if (!conllu_line_read(text, &line, &reader->wrong))
        return false;
    switch (line.kind) {
    case CONLLU_COMMENT:
        if (reader->words > 0)
            return reject(&reader->wrong,
                          "a comment of CoNLL-U stands behind words of its sentence");
        reader->paragraph_due |= parts_paragraphs(text);
        return true;
    case CONLLU_MULTIWORD:
        return take_multiword(reader, &line);
    case CONLLU_EMPTY_NODE:
        return line.first == reader->words ||
               reject(&reader->wrong, "an ID of CoNLL-U is out of order");
    case CONLLU_WORD:
        if (line.first != reader->words + 1)
            return reject(&reader->wrong, "an ID of CoNLL-U is out of order");
        if (line.first > GIVEN_WORDS_MAX)
            return reject(&reader->wrong, "a sentence of CoNLL-U has too many words");
        return add_word(reader, &line);
    }
    return true;
}

/* Ends the sentence under way at an empty line or the end. As take_line. */
static bool end_sentence(struct conllu_reader *reader, size_t end)
{
    if (reader->sentence_start == SIZE_MAX)
        return true;
    if (reader->words == 0)
        return reject(&reader->wrong, "a sentence of CoNLL-U has no words");
    if (reader->joined_until > reader->words)
        return reject(&reader->wrong, "a range of CoNLL-U does not fit its words");
    struct sentence *sentence = &reader->sentences.items[reader->sentences.count - 1];
    struct slice *given = vector_push(&reader->given, reader->arena);
    if (!given)
        return false;
    *given = slice_sub(reader->bytes, reader->sentence_start, end);
    sentence->token_count = reader->words;
    sentence->span.end = reader->length;
    reader->paragraphs.items[sentence->paragraph].span.end = reader->length;
    reader->words = 0;
    reader->joined_until = 0;
    reader->sentence_start = SIZE_MAX;
    return true;
}

static bool read_lines(struct conllu_reader *reader, struct err *err)
{
    struct slice rest = reader->bytes, line;
    bool more;
    do {
        size_t at = reader->bytes.len - rest.len;
        more = slice_next_line(&rest, &line);
        reader->line += more;
        bool in_sentence = more && line.len > 0;
        if (in_sentence && reader->sentence_start == SIZE_MAX)
            reader->sentence_start = at;
        if (in_sentence ? take_line(reader, line) : end_sentence(reader, at))
            continue;
        if (!reader->wrong)
            return arena_fail(reader->arena, err);
        *err = (struct err){.code = ERR_FORMAT, .message = reader->wrong, .offset = at};
        return false;
    } while (more);
    return true;
}

bool conllu_read(struct slice bytes, struct arena *arena, struct article *article,
                 uint64_t *ret_line, struct err *err)
{
    struct conllu_reader reader = {.arena = arena, .bytes = bytes, .sentence_start = SIZE_MAX};
    reader.text = arena_alloc(arena, bytes.len + 1, 1);
    if (!reader.text)
        return arena_fail(arena, err);
    if (!read_lines(&reader, err)) {
        *ret_line = reader.line;
        return false;
    }
    if (reader.tokens.count == 0)
        return err_set(err, ERR_EMPTY, "no text in the document");
    if (reader.length > ARTICLE_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "text over ARTICLE_BYTES_MAX");
    article->text = (struct slice){reader.text, reader.length};
    article->paragraphs = reader.paragraphs.items;
    article->paragraph_count = (uint32_t)reader.paragraphs.count;
    article->sentences = reader.sentences.items;
    article->sentence_count = (uint32_t)reader.sentences.count;
    article->tokens = reader.tokens.items;
    article->token_count = (uint32_t)reader.tokens.count;
    article->given = reader.given.items;
    return true;
}

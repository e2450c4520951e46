/*
 * reading.h - from a raw document to the whole annotated article: the library's front door.
 *
 *   in    a struct document as intake/ made it
 *   out   an annotated article, and its JSON and CoNLL-U
 *   uses  every stage
 */
#ifndef ANNALS_READING_READING_H
#define ANNALS_READING_READING_H

#include "article/article.h"
#include "base/arena.h"
#include "base/buf.h"
#include "reading/dictionary.h"

/* All models and word lists. Read-only once made: one reader serves any number of threads. */
struct reader;

/* What the reader knows beyond what is built in, and who hears of bad lines in it. */
struct reader_options {
    struct dictionary_files files;
    struct data_faults *faults; /* may be NULL */
};

/* Loads everything. Bad lines of data files are all told to the faults; then false with ERR_FORMAT.
 */
bool reader_new_with(const struct reader_options *options, struct reader **ret_reader,
                     struct err *err);
/* With what is built in. */
bool reader_new(struct reader **ret_reader, struct err *err);
void reader_free(struct reader *reader);

/* The key that the article of an undecoded document will have: a hash of what was given beside the
 * text and of the bytes. Pure, thread safe. */
void reader_key(const struct document *document, char ret_key[HASH_ID_CHARS]);

/*
 * Runs the stages over document, up to sentences and tokens. *ret_article and all it points to live
 * in arena, as does document; scratch is used and rewound. The same document gives the same
 * article, on any machine. False with ERR_EMPTY, ERR_FORMAT, ERR_LIMIT or ERR_MEMORY. Thread safe
 * with an arena per thread.
 */
bool reader_read(const struct reader *reader, struct document *document, struct arena *arena,
                 struct arena *scratch, struct article *ret_article, struct err *err);

/* As reader_read, but the document's text is taken as it stands: no boilerplate is removed; empty
 * lines part paragraphs. For annals parse. */
bool reader_parse_text(const struct reader *reader, struct document *document, struct arena *arena,
                       struct arena *scratch, struct article *ret_article, struct err *err);

/* As reader_read, but the document is CoNLL-U, whose sentences and words are taken as they stand
 * (conllu_read.h). On an ERR_FORMAT document->line is the bad line, from 1. */
bool reader_parse_conllu(const struct reader *reader, struct document *document,
                         struct arena *arena, struct arena *scratch, struct article *ret_article,
                         struct err *err);

/*
 * Adds the grammar layer (tags, lemmas, trees, entities) to an article that one of the functions
 * above made, and no other: for CoNLL-U. False with ERR_MEMORY or ERR_LIMIT; the article is then to
 * be thrown away. Thread safe.
 */
bool reader_add_grammar(const struct reader *reader, struct arena *arena, struct arena *scratch,
                        struct article *article, struct err *err);

/*
 * Adds every layer of meaning to an article that one of the functions above made: the grammar, then
 * who, when, where and how many. An article in a language that has no models keeps them empty
 * (article->layers says so). Errors as above.
 */
bool reader_annotate(const struct reader *reader, struct arena *arena, struct arena *scratch,
                     struct article *article, struct err *err);

enum reading_layers {
    READING_TOKENS = 1u << 0, /* add "tokens" */
    READING_PAGE = 1u << 1,   /* add "page": paragraphs, what was set aside and why, flags */
};

/* Appends one reading/1 object and a line feed. Check out->failed. */
void reading_write_json(const struct article *article, unsigned layers, struct buf *out);
/* Appends the article's sentences as CoNLL-U, each followed by an empty line; those that came as
 * CoNLL-U keep their comments, multiword tokens and MISC. Entities stand in MISC: NER=B-PER. */
void reading_write_conllu(const struct article *article, struct buf *out);

/*
 * Appends the article told sentence by sentence: tree, who, when, where, how many, events, each
 * with the reason or the line of data behind it; then the frames tried, and why those that did not
 * fire did not (docs/explain.md). The article is one that reader_annotate read with this reader;
 * its events are coded once more, in arena. Plain text in rows of 80 columns, safe for a terminal.
 * False with ERR_MEMORY or ERR_LIMIT. Linear in the article.
 */
bool reader_explain(const struct reader *reader, struct arena *arena, struct arena *scratch,
                    const struct article *article, struct buf *out, struct err *err);

#endif

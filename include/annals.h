/*
 * annals.h - the public interface of libannals.
 *
 * Annals reads news reports and keeps the record of events. This header is all that a program
 * needs: the annals command itself uses nothing else.
 *
 * Conventions
 *   - Text is UTF-8 with an explicit length, as struct annals_text; what the library returns is
 * also NUL-terminated unless said otherwise.
 *   - Functions that can fail return 0 on success and -1 on failure, and then fill *error, which
 * may not be NULL. Outputs are untouched on failure.
 *   - The library never prints, exits or changes the locale, and keeps no global state.
 *   - A struct annals_reader may be used by any number of threads at once; a store or a reading by
 * one at a time.
 */
#ifndef ANNALS_H
#define ANNALS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(ANNALS_BUILDING)
#define ANNALS_API __attribute__((visibility("default")))
#else
#define ANNALS_API
#endif

/* len bytes at ptr; the empty text is {NULL or any, 0}. */
struct annals_text {
    const char *ptr;
    size_t len;
};

enum annals_code {
    ANNALS_OK = 0,
    ANNALS_MEMORY,   /* out of memory */
    ANNALS_IO,       /* the system refused a read or a write */
    ANNALS_LIMIT,    /* a named maximum was passed (docs/limits.md) */
    ANNALS_FORMAT,   /* the input is not what it says it is */
    ANNALS_EMPTY,    /* the input holds no text */
    ANNALS_USAGE,    /* an argument is off */
    ANNALS_MISSING,  /* the thing asked for is not there */
    ANNALS_BUSY,     /* another process writes the store */
    ANNALS_VERSION,  /* the store was written by a newer version */
    ANNALS_CONFLICT, /* the same id with other content, or an id that fits several articles */
    ANNALS_STOPPED,  /* the caller asked to stop */
};

#define ANNALS_NO_OFFSET UINT64_MAX

struct annals_error {
    enum annals_code code;
    uint64_t offset;   /* byte in the input, or ANNALS_NO_OFFSET */
    char message[256]; /* lower case, no full stop, NUL-terminated (docs/errors.md) */
};

/* "0.1.0". A constant. */
ANNALS_API const char *annals_version(void);

/* ---- reading one document ---- */

struct annals_reader;  /* all models and word lists; tens of megabytes */
struct annals_reading; /* one annotated article */

/* Loads what is built into the library. Free with annals_reader_free, which takes NULL too. */
ANNALS_API int annals_reader_new(struct annals_reader **ret_reader, struct annals_error *error);

/* A place in a data file that is not as it should be, or with line 0 a file that cannot be read.
 * The texts hold during the call only. */
struct annals_fault {
    struct annals_text file;
    uint64_t line;               /* from 1 */
    uint64_t column;             /* from 1, in code points */
    uint64_t offset;             /* bytes from the start of the file, or ANNALS_NO_OFFSET */
    struct annals_text expected; /* what should stand there */
    int passable; /* a line of another program's dictionary that is left out; no fault */
};

/* What is known beyond what is built in (docs/data.md). All may be NULL and 0. */
struct annals_data {
    const char *folder;        /* data files of one's own */
    const char *const *actors; /* [actor_count]: dictionaries of PETRARCH or TABARI */
    const char *const *agents; /* [agent_count] */
    const char *const *verbs;  /* [verb_count]: verb dictionaries of PETRARCH */
    size_t actor_count;
    size_t agent_count;
    size_t verb_count;
    int verbs_only; /* code with the verb dictionaries alone, not with the built-in frames */
    void (*fault)(void *context, const struct annals_fault *fault); /* hears of each bad line */
    void *context;
};

/* As annals_reader_new, with data of one's own. When a line is bad there is no reader, and all bad
 * lines were told: nothing is read with half of its data. */
ANNALS_API int annals_reader_new_with(const struct annals_data *data,
                                      struct annals_reader **ret_reader,
                                      struct annals_error *error);
ANNALS_API void annals_reader_free(struct annals_reader *reader);

enum annals_form {
    ANNALS_FORM_TEXT, /* plain text scraped from a page: headlines and menus may be among it */
    ANNALS_FORM_HTML,
    ANNALS_FORM_PROSE,  /* plain text to be taken as it stands, nothing set aside */
    ANNALS_FORM_CONLLU, /* given sentences and words; of each word ID, FORM and MISC are read */
};

/* A document in memory. All but bytes may be empty. */
struct annals_document {
    struct annals_text bytes; /* in any encoding */
    enum annals_form form;
    struct annals_text id; /* comes back unchanged */
    struct annals_text title;
    struct annals_text url;
    struct annals_text outlet;
    struct annals_text published; /* ISO 8601 */
    struct annals_text source;    /* a path or name for messages and provenance */
};

/* Reads one document. Pure: the same document gives the same reading on every machine. Time linear
 * in the document, memory bounded (docs/limits.md). The reading owns copies of all it needs of
 * the document, and its reader must outlive it; free it with annals_reading_free, which takes NULL
 * too. */
ANNALS_API int annals_read(const struct annals_reader *reader,
                           const struct annals_document *document,
                           struct annals_reading **ret_reading, struct annals_error *error);
ANNALS_API void annals_reading_free(struct annals_reading *reading);

enum annals_layers {
    ANNALS_LAYER_TOKENS = 1 << 0,
    ANNALS_LAYER_PAGE = 1 << 1, /* paragraphs, and what was set aside and why */
};

enum annals_format {
    ANNALS_READING_JSON, /* one reading/1 object and a line feed */
    ANNALS_CONLLU,
    ANNALS_EXPLAINED, /* text for people: each sentence with its tree, every resolution's reason,
                         and the frames tried: docs/explain.md */
};

/* The reading written out. *ret_text belongs to the reading and holds until the next call of this
 * function for it, or its end. layers: a sum of enum annals_layers; JSON only. */
ANNALS_API int annals_reading_write(struct annals_reading *reading, enum annals_format format,
                                    unsigned layers, struct annals_text *ret_text,
                                    struct annals_error *error);

/* ---- reading many: files, folders, archives, into a store or a stream ---- */

struct annals_progress {
    uint64_t articles; /* read so far, rejected ones not counted */
    uint64_t rejected;
    uint64_t words;
    uint64_t bytes_read;  /* of input, as it lies on disk */
    uint64_t bytes_total; /* 0: unknown */
    /* After the articles, the record over all of them is brought up to date: how far that is, in
     * steps of no unit. to_record is 0 before. */
    uint64_t recorded;
    uint64_t to_record;
};

/* An input that could not be read. The texts hold during the call only. */
struct annals_rejection {
    struct annals_text source; /* path, or "-" */
    uint64_t line;             /* of JSONL, 1-based, else 0 */
    uint64_t offset;           /* byte in the decompressed source, or ANNALS_NO_OFFSET */
    struct annals_text reason;
};

/* Called from the thread that called annals_run, in input order. */
struct annals_callbacks {
    void *context;
    /* The output of one article, in input order. A return other than 0 ends the run with ANNALS_IO.
     * May be NULL when the job has a store. */
    int (*output)(void *context, struct annals_text text);
    void (*rejected)(void *context, const struct annals_rejection *rejection); /* may be NULL */
    void (*progress)(void *context, const struct annals_progress *progress);   /* may be NULL */
    /* Asked before each article; other than 0 stops the run with ANNALS_STOPPED. May be NULL. */
    int (*stop)(void *context);
};

struct annals_job {
    const struct annals_text *inputs; /* files, folders, "-" for standard input */
    size_t input_count;
    const char *store;         /* path of the store, or NULL for output alone */
    enum annals_format format; /* of output */
    unsigned layers;           /* of output */
    int prose;                 /* plain text is taken as it stands: ANNALS_FORM_PROSE */
    int conllu;                /* every document is CoNLL-U: ANNALS_FORM_CONLLU */
    unsigned jobs;             /* threads that read; 0: one per processor */
};

struct annals_summary {
    struct annals_progress progress;
    uint64_t added; /* articles that the store did not have */
    uint64_t known; /* articles that it had */
};

/*
 * Reads all inputs. What comes out, and what the store holds at the end, does not depend on jobs.
 * Inputs that cannot be read are told to callbacks->rejected (and stored) and passed over.
 * *ret_summary is filled on failure too, as far as the run came. A run that was stopped, killed or
 * failed leaves a store that is whole up to some article; the same job run again ends as an
 * undisturbed one would. Memory does not grow with the number of articles.
 */
ANNALS_API int annals_run(const struct annals_reader *reader, const struct annals_job *job,
                          const struct annals_callbacks *callbacks,
                          struct annals_summary *ret_summary, struct annals_error *error);

/* Brings the record of a store up to date: copies, stories, merged events and disagreements over
 * all articles. annals_run does so at its end; this is for a store whose last run was cut short.
 * Nothing happens when nothing is pending. callbacks may be NULL; progress and stop are used. */
ANNALS_API int annals_record_update(const char *path, const struct annals_callbacks *callbacks,
                                    struct annals_progress *ret_progress,
                                    struct annals_error *error);

/* The user's decisions stand above all evidence, also when the record is brought up to date later.
 * Join: two events, by their ids or starts of them, are one. Split: a mention (mentions.id: the
 * article's key, "-" and a number) is no part of the event that it is in now. A later decision
 * takes the place of an earlier one on the same mentions. ANNALS_MISSING when there is no such
 * event or mention, ANNALS_USAGE when there is nothing to decide. */
ANNALS_API int annals_record_join(const char *path, struct annals_text event,
                                  struct annals_text other, struct annals_error *error);
ANNALS_API int annals_record_split(const char *path, struct annals_text mention,
                                   struct annals_error *error);
/* Forget: all that was decided of a mention is taken back, and evidence alone decides again. */
ANNALS_API int annals_record_forget(const char *path, struct annals_text mention,
                                    struct annals_error *error);

/* ---- data files: checking them, asking them ---- */

/* Reads a data file, or all of a folder, on top of what is built in, and tells each bad line to
 * fault. kind: NULL for what the file's name tells, else such as "people". *ret_facts: lines that
 * hold something; *ret_faults: those that are bad. */
ANNALS_API int annals_dictionary_check(const char *path, const char *kind,
                                       void (*fault)(void *context,
                                                     const struct annals_fault *fault),
                                       void *context, uint64_t *ret_facts, uint64_t *ret_faults,
                                       struct annals_error *error);

/* The record of actors; any number of threads may ask it. */
struct annals_dictionary;

ANNALS_API int annals_dictionary_open(const struct annals_data *data,
                                      struct annals_dictionary **ret_dictionary,
                                      struct annals_error *error);
ANNALS_API void annals_dictionary_close(struct annals_dictionary *dictionary);

/* What the record says of an actor. The texts hold during the call only; unknown ones are empty. */
struct annals_known_actor {
    struct annals_text name;
    struct annals_text kind;     /* person, organization, country, group */
    struct annals_text relation; /* how the name asked for stands to it: "name", "surname", … */
    struct annals_text country;  /* ISO 3166-1 alpha-3 */
    struct annals_text sectors;  /* "GOV,MIL" */
    struct annals_text role;     /* "foreign minister" */
    struct annals_text organization; /* whose office it is */
    struct annals_text tenure;       /* held, perhaps, undated, ended, to come; of the role */
    struct annals_text from, to;     /* ISO days of the role, empty where open */
    struct annals_text file;         /* where it stands */
    uint64_t line;
};

/* Everybody who held an office of a country (its code) or organisation on a day (ISO date to the
 * day, month or year; empty: ever), the surest first. The office may be worded freely: "secretary
 * of state". Ends when row returns other than 0. ANNALS_MISSING when no such office is known. */
ANNALS_API int
annals_dictionary_office(const struct annals_dictionary *dictionary, struct annals_text office,
                         struct annals_text of, struct annals_text day,
                         int (*row)(void *context, const struct annals_known_actor *actor),
                         void *context, struct annals_error *error);

/* Everybody and everything that a name means, and who they are on a day, likewise. */
ANNALS_API int annals_dictionary_name(const struct annals_dictionary *dictionary,
                                      struct annals_text name, struct annals_text day,
                                      int (*row)(void *context,
                                                 const struct annals_known_actor *actor),
                                      void *context, struct annals_error *error);

/* ---- looking into a store ---- */

struct annals_store;

/* Opens an existing store for reading; a writer may be at work on it. Close with
 * annals_store_close, which takes NULL too. */
ANNALS_API int annals_store_open(const char *path, struct annals_store **ret_store,
                                 struct annals_error *error);
ANNALS_API void annals_store_close(struct annals_store *store);

/* An article as stored. Unknown fields are empty. */
struct annals_article {
    struct annals_text id, key, title, byline, outlet, url, source, language;
    struct annals_text published, published_precision, published_basis, not_before;
    struct annals_text text; /* empty in listings */
    struct annals_text sha256, encoding, flags;
    uint64_t source_line, words, sentences;
};

struct annals_query {
    struct annals_text outlet; /* exact */
    struct annals_text since;  /* ISO day, inclusive */
    struct annals_text until;  /* ISO day, inclusive */
    struct annals_text match;  /* full-text query (SQLite FTS5 syntax) */
    uint64_t limit;            /* 0: all */
    uint64_t offset;
};

/* Calls row for each article, by date of publication (unknown last), outlet, id. The texts hold
 * during the call only. Ends when row returns other than 0. */
ANNALS_API int annals_store_articles(struct annals_store *store, const struct annals_query *query,
                                     int (*row)(void *context,
                                                const struct annals_article *article),
                                     void *context, struct annals_error *error);

/* One article with its text, by id, key, or the start of its key; its sentences to sentence (may be
 * NULL). Texts hold during the calls only. */
ANNALS_API int annals_store_article(struct annals_store *store, struct annals_text id,
                                    void (*article)(void *context,
                                                    const struct annals_article *article),
                                    void (*sentence)(void *context, uint64_t number,
                                                     uint64_t paragraph, struct annals_text text),
                                    void *context, struct annals_error *error);

/* Calls row for each input that was rejected, by source and line. Ends when row returns other than
 * 0. */
ANNALS_API int annals_store_rejections(struct annals_store *store,
                                       int (*row)(void *context,
                                                  const struct annals_rejection *rejection),
                                       void *context, struct annals_error *error);

/* ---- lists of all layers: actors, places, times … ---- */

enum annals_filter {
    ANNALS_FILTER_OUTLET,    /* exact */
    ANNALS_FILTER_SINCE,     /* ISO day, month or year: articles of that day or later */
    ANNALS_FILTER_UNTIL,     /* likewise, or earlier */
    ANNALS_FILTER_MATCH,     /* words that the name holds, in any case */
    ANNALS_FILTER_ACTOR,     /* id, or the start of one */
    ANNALS_FILTER_COUNTRY,   /* ISO 3166-1 alpha-3 */
    ANNALS_FILTER_KIND,      /* person, organization, country, group */
    ANNALS_FILTER_ARTICLE,   /* key, or the start of one */
    ANNALS_FILTER_RECIPIENT, /* of events: a country's code, an id, or a part of a name; so ACTOR */
    ANNALS_FILTER_TYPE,      /* of events: PLOVER's type, or the start of a CAMEO code */
    ANNALS_FILTER_STATUS, /* of events: happened, ongoing, planned, hypothetical, denied, historical
                           */
    ANNALS_FILTER_WHERE,  /* of events: a part of a place's name, or a country's code */
    ANNALS_FILTER_EVENT,  /* of mentions and disagreements: an event's id, or the start of one */
    ANNALS_FILTER_FACET, /* of events: with a disagreement on this: when, where, who, count, …, any
                          */
    ANNALS_FILTER_STORY, /* of stories and copies: a story's id, or the start of one */
    ANNALS_FILTER_COUNT,
};

struct annals_column {
    const char *name;
    int is_number;       /* a number in JSON, or null */
    unsigned char width; /* the least that a table gives it where cells are longer; 0: left out of
                            tables; 255: what is left */
};

/* One row; all constant but the cells, which hold during the call only and are empty for NULL. */
struct annals_row {
    const struct annals_column *columns;
    const struct annals_text *cells;
    size_t count;
};

struct annals_list_query {
    const char *list; /* "events", "mentions", "disagreements", "actors", "actor_roles",
                         "actor_mentions", "places", "times", "quantities": docs/store.md */
    struct annals_text filters[ANNALS_FILTER_COUNT]; /* empty: not set */
    uint64_t limit;                                  /* 0: all */
    uint64_t offset;
};

/* Calls header once, then row for each row, in an order that depends on content alone. header (may
 * be NULL) gets the columns with no cells. Ends when row returns other than 0. ANNALS_USAGE when
 * there is no such list or it has no such filter. */
ANNALS_API int annals_store_list(struct annals_store *store, const struct annals_list_query *query,
                                 void (*header)(void *context, const struct annals_row *row),
                                 int (*row)(void *context, const struct annals_row *row),
                                 void *context, struct annals_error *error);

/* ---- the record for other programs ---- */

/* happened, ongoing, planned, hypothetical, denied, historical: the name of each number; NULL past
 * the last. */
#define ANNALS_STATUS_COUNT 6
ANNALS_API const char *annals_status_name(size_t number);

struct annals_export {
    const char *format; /* "csv", "reports-csv", "polecat", "gdelt-events", …: docs/exports.md */
    struct annals_text filters[ANNALS_FILTER_COUNT]; /* as in lists; STATUS also "all" */
    /* Gets the text piece after piece; a return other than 0 ends with ANNALS_IO. */
    int (*output)(void *context, struct annals_text text);
    void *context;
};

struct annals_export_summary {
    uint64_t rows;
    /* Rows that the format leaves out when no status is asked for, as it cannot tell a plan from a
     * deed, [number of annals_status_name]. */
    uint64_t left_out[ANNALS_STATUS_COUNT];
};

/* Writes the record as it is at the call; the same record gives the same bytes. ANNALS_USAGE when
 * there is no such format or it has no such filter. */
ANNALS_API int annals_store_export(struct annals_store *store, const struct annals_export *wanted,
                                   struct annals_export_summary *ret_summary,
                                   struct annals_error *error);
/* ---- a store on HTTP: the JSON API (docs/openapi.yaml) and the web page ---- */

struct annals_server;

struct annals_serve_options {
    const char *store;   /* path; it is only read, and a writer may be at work on it */
    const char *address; /* IPv4 or IPv6; NULL: 127.0.0.1 */
    uint16_t port;       /* 0: any that is free */
    const char *token;   /* what clients must show; needed for an address that others can reach */
    const char *host;    /* a name that clients may use beside addresses, or NULL */
};

/* Starts a server in threads of its own; limits are in docs/limits.md. The options must outlive it.
 * From here on the process ignores SIGPIPE. */
ANNALS_API int annals_serve_start(const struct annals_serve_options *options,
                                  struct annals_server **ret_server, struct annals_error *error);
/* The port that it listens on. */
ANNALS_API uint16_t annals_serve_port(const struct annals_server *server);
/* Takes no more requests, lets those under way end, frees all. NULL is let pass. */
ANNALS_API void annals_serve_stop(struct annals_server *server);

struct annals_report {
    const char *title;                               /* "record.db" */
    struct annals_text filters[ANNALS_FILTER_COUNT]; /* as in the list of events */
    uint32_t events; /* at most so many; 0: REPORT_EVENTS_MAX (docs/limits.md) */
    int (*output)(void *context, struct annals_text text); /* as of struct annals_export */
    void *context;
};

struct annals_report_summary {
    uint64_t events;   /* shown */
    uint64_t left_out; /* events that the filters allow and the page has no room for */
};

/* Writes the record as one HTML page that loads nothing and runs nothing. The same record gives the
 * same bytes. */
ANNALS_API int annals_store_report(struct annals_store *store, const struct annals_report *wanted,
                                   struct annals_report_summary *ret_summary,
                                   struct annals_error *error);

#ifdef __cplusplus
}
#endif

#endif

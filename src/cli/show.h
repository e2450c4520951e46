/*
 * show.h - what the files of annals show share.
 *
 *   in    –
 *   out   struct show, rows as JSON, endings
 *   uses  annals.h, options.h, table.h
 */
#ifndef ANNALS_CLI_SHOW_H
#define ANNALS_CLI_SHOW_H

#include "annals.h"
#include "base/json_write.h"
#include "cli/options.h"
#include "cli/table.h"

enum show_format { SHOW_TABLE, SHOW_CSV, SHOW_JSONL };

struct show {
    const struct arguments *arguments;
    const char *subject; /* "actors" */
    struct annals_store *store;
    enum show_format format;
    unsigned long limit; /* 0: all */
    uint64_t rows;       /* shown and not shown */
    size_t columns;      /* of the terminal */
    struct table table;  /* the one under way */
    bool colour;
    bool failed;
};

/* ---- show.c ---- */

/* An option's argument; empty when it is absent. */
struct annals_text show_option(const struct show *show, enum option_id id);
/* A table's first line. */
void show_header(const struct show *show, const char *header);
/* Says how many rows --limit left out; the exit status. */
enum exit_status show_end_rows(const struct show *show);
/* A line of JSONL: begins its object; ends it and prints it. */
void show_json_begin(struct buf *line, struct json_writer *json);
void show_json_end(struct show *show, struct json_writer *json);

/* ---- show_list.c ---- */

/* The list that show->subject names. */
enum exit_status show_list(struct show *show, const char *id);
/* The rows of a list whose filter has this id, in the format of show, under its other filters. */
int show_rows_of(struct show *show, const char *list, enum annals_filter filter, const char *id,
                 struct annals_error *error);
/* Writes a row's cells as members of the object under way. */
void show_json_cells(struct json_writer *json, const struct annals_row *row);

/* ---- show_story.c ---- */

/* One story by the start of its id, also one that went into others: its articles, copies marked. */
enum exit_status show_story(struct show *show, const char *id);
/* The copies of an article (the start of its key), and the passages that it has from another. */
enum exit_status show_copy(struct show *show, const char *id);

/* ---- show_actor.c ---- */

/* One actor, by the start of an id or by name: who, roles over time, what he did, what was done to
 * him, what he said. As CSV: his mentions. */
enum exit_status show_actor(struct show *show, const char *id);

/* ---- show_event.c ---- */

/* One event, by the start of its id: what each outlet reports, where they agree and where not. */
enum exit_status show_event(struct show *show, const char *id);
/* The same; why: with the evidence that holds each mention in it. */
enum exit_status show_event_page(struct show *show, const char *id, bool why);

#endif

/*
 * site.h - the answer to a request, whatever carries it.
 *
 *   in    struct request
 *   out   struct response
 *   uses  base/, store/
 *
 * Paths are looked up in tables of ours; none is ever a file's name.
 */
#ifndef ANNALS_SERVE_SITE_H
#define ANNALS_SERVE_SITE_H

#include "serve/cache.h"
#include "serve/guard.h"
#include "serve/pool.h"
#include "serve/request.h"
#include "serve/response.h"
#include "store/list.h"

struct site {
    struct guard guard;
    struct pool pool;
    struct cache cache;
    pthread_mutex_t export_lock; /* one whole list at a time is written out */
    const char *version;         /* the program's */
};

/* Opens the store. Errors as store_open. path must outlive the site. */
bool site_open(struct site *site, const char *path, struct err *err);
void site_close(struct site *site);

/* Fills *ret_response, always; free it with response_free. Any number of threads. */
void site_respond(struct site *site, const struct request *request, struct response *ret_response);

/* Answers a request of the server's own to /api/…, for the sake of the cache: nobody is checked. */
void site_warm(struct site *site, const struct request *request, struct response *ret_response);

/* ---- what the files of serve/ share ---- */

/* An answer under way: the request, a connection, room. */
struct answer {
    struct site *site;
    const struct request *request;
    struct store *store;
    struct arena *arena;
    uint64_t generation;
};

/* api_list.c: one list, a page as JSON or the whole as CSV. */
bool answer_list(struct answer *answer, const struct store_list *list, struct response *response,
                 struct err *err);
bool answer_list_csv(struct answer *answer, const struct store_list *list,
                     struct response *response, struct err *err);
/* A list as an object, {"list","total","next","rows"}; limit 0 is the request's. */
bool list_write(struct answer *answer, struct store_list_query *query, struct json_writer *json,
                struct err *err);
/* Fills the filters, limit and offset of query from the request's parameters. */
bool list_query_from(const struct answer *answer, const struct store_list *list,
                     struct store_list_query *query, struct err *err);

/* api_detail.c: several lists of one thing, in one object. False with ERR_MISSING when there is no
 * such kind of thing, or none with this id. */
bool answer_detail(struct answer *answer, struct slice kind, struct slice id,
                   struct response *response, struct err *err);
/* What the store holds and which lists there are. */
bool answer_root(struct answer *answer, struct response *response, struct err *err);

/* api_article.c: an article's text, sentences and layers into an object that is open. */
bool article_write(struct answer *answer, struct slice id, struct json_writer *json,
                   struct slice *ret_key, struct err *err);

/* assets.c: a file of the web page by its name, or the page itself for the address of a view. False
 * when there is none. */
bool asset_find(const struct request *request, struct response *response);
/* Says so: with the page for a browser, with an error for a program. */
void asset_missing(const struct request *request, struct response *response);

#endif

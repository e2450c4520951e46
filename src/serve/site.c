/*
 * site.c - the answer to a request, whatever carries it.
 *
 *   in    struct request
 *   out   struct response
 *
 *   Host, Origin, token -> method -> page and its files -> /api/… from the cache or the store
 */
#include "serve/site.h"

#include <string.h>

/* Of one request: decoded parameters, an article. */
#define ANSWER_ARENA_BYTES_MAX ((size_t)128 << 20)

static bool check(struct site *site, const struct request *request, struct response *response);
static bool sign_in(struct site *site, const struct request *request, struct response *response);
static void respond_api(struct site *site, const struct request *request, struct slice rest,
                        struct response *response);
static void answer_lent(struct answer *answer, struct slice rest, uint32_t budget_ms,
                        struct response *response);
static void answer_snapshot(struct answer *answer, struct slice rest, struct response *response);
static bool answer_path(struct answer *answer, struct slice rest, struct response *response,
                        struct err *err);

bool site_open(struct site *site, const char *path, struct err *err)
{
    if (!pool_open(&site->pool, path, err))
        return false;
    cache_init(&site->cache);
    pthread_mutex_init(&site->export_lock, NULL);
    return true;
}

void site_close(struct site *site)
{
    pool_close(&site->pool);
    cache_free(&site->cache);
    pthread_mutex_destroy(&site->export_lock);
}

void site_respond(struct site *site, const struct request *request, struct response *ret_response)
{
    struct slice rest = request->path, first;
    *ret_response = (struct response){0};
    if (!check(site, request, ret_response))
        return;
    if (request_next_segment(&rest, &first) && slice_equal(first, SLICE("api")))
        respond_api(site, request, rest, ret_response);
    else if (!asset_find(request, ret_response))
        asset_missing(request, ret_response);
}

void site_warm(struct site *site, const struct request *request, struct response *ret_response)
{
    struct slice rest = request->path, first;
    *ret_response = (struct response){0};
    if (request_next_segment(&rest, &first))
        respond_api(site, request, rest, ret_response);
}

static bool check(struct site *site, const struct request *request, struct response *response)
{
    if (!guard_host(&site->guard, request->host))
        response_error(response, 403, "this server does not go by that host name", NULL);
    else if (!guard_origin(request->origin, request->host))
        response_error(response, 403, "pages of other sites may not ask", NULL);
    else if (request->method == REQUEST_OTHER)
        response_error(response, 405, "only GET and HEAD", NULL);
    else if (guard_token(&site->guard, request))
        return true;
    else if (!sign_in(site, request, response))
        response_error(response, 401, "the token is missing or wrong", NULL);
    return false;
}

/* "/?token=TOKEN": the token goes into a cookie and out of the address. */
static bool sign_in(struct site *site, const struct request *request, struct response *response)
{
    if (!slice_equal(request->path, SLICE("/")) ||
        !guard_is_token(&site->guard, request_value(request, SLICE("token"))))
        return false;
    response->status = 303;
    response->content_type = "text/plain; charset=utf-8";
    response->constant = SLICE("signed in\n");
    response->location = "/";
    response->sets_cookie = true;
    return true;
}

static void respond_api(struct site *site, const struct request *request, struct slice rest,
                        struct response *response)
{
    struct err err = {0};
    struct answer answer = {.site = site, .request = request};
    if (!pool_generation(&site->pool, &answer.generation, &err)) {
        response_fail(response, &err, NULL);
        return;
    }
    if (slice_ends(request->path, SLICE(".csv"))) {
        pthread_mutex_lock(&site->export_lock);
        answer_lent(&answer, rest, SERVE_EXPORT_MS_MAX, response);
        pthread_mutex_unlock(&site->export_lock);
        return;
    }
    if (cache_get(&site->cache, request->target, answer.generation, response))
        return;
    answer_lent(&answer, rest, SERVE_QUERY_MS_MAX, response);
    cache_put(&site->cache, request->target, answer.generation, response);
}

/* Answers with a connection to the store, for budget_ms at most. */
static void answer_lent(struct answer *answer, struct slice rest, uint32_t budget_ms,
                        struct response *response)
{
    struct loan loan;
    struct err err = {0};
    if (!pool_take(&answer->site->pool, budget_ms, &loan, &err)) {
        response_fail(response, &err, NULL);
        return;
    }
    answer->store = loan.store;
    answer_snapshot(answer, rest, response);
    pool_give(&answer->site->pool, &loan);
}

/* All queries of one answer see one state of the store. */
static void answer_snapshot(struct answer *answer, struct slice rest, struct response *response)
{
    struct arena arena;
    struct err err = {0};
    arena_init(&arena, ANSWER_ARENA_BYTES_MAX);
    answer->arena = &arena;
    if (!store_snapshot_begin(answer->store, &err) || !answer_path(answer, rest, response, &err))
        response_fail(response, &err, err.code == ERR_FORMAT ? store_detail(answer->store) : NULL);
    store_snapshot_end(answer->store);
    arena_free(&arena);
}

/* "" | LIST | LIST.csv | KIND/ID */
static bool answer_path(struct answer *answer, struct slice rest, struct response *response,
                        struct err *err)
{
    struct slice name = SLICE_EMPTY, id, more;
    request_next_segment(&rest, &name);
    if (name.len == 0)
        return answer_root(answer, response, err);
    if (request_next_segment(&rest, &id)) {
        if (request_next_segment(&rest, &more))
            return err_set(err, ERR_MISSING, "no such address in the api");
        return answer_detail(answer, name, id, response, err);
    }
    bool is_csv = slice_ends(name, SLICE(".csv"));
    if (is_csv)
        name = slice_sub(name, 0, name.len - 4);
    const struct store_list *list = store_list_find(name);
    if (!list && !is_csv)
        return answer_detail(answer, name, SLICE_EMPTY, response, err);
    if (!list)
        return err_set(err, ERR_MISSING, "no such address in the api");
    return is_csv ? answer_list_csv(answer, list, response, err)
                  : answer_list(answer, list, response, err);
}

/*
 * fuzz_serve.c - what strangers send to the server: a request line, headers, over a small store.
 *
 * The input is a request as it comes over the wire: "METHOD TARGET VERSION", then header lines.
 * Properties: every request has an answer with a status and a type; without a Host of ours, or with
 * the Origin of another, nothing of the store is told; what is not GET or HEAD is refused; the same
 * request again has the same answer; an answer in JSON is JSON.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json_read.h"
#include "serve/site.h"

#include "../tests/torture/corpus.h"
#include "fuzz_common.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARTICLES 12
#define SENTENCES 3

static char folder[32];
static char path[64];
static struct site site;

static void remove_store(void)
{
    static const char *const SUFFIXES[] = {"", "-wal", "-shm", "-lock"};
    site_close(&site);
    for (size_t i = 0; i < sizeof(SUFFIXES) / sizeof(SUFFIXES[0]); i++) {
        char name[80];
        snprintf(name, sizeof(name), "%s%s", path, SUFFIXES[i]);
        unlink(name);
    }
    rmdir(folder);
}

static void open_site(void)
{
    struct err err;
    strcpy(folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/annals-XXXXXX" : "/tmp/annals-XXXXXX");
    demand(mkdtemp(folder) != NULL);
    snprintf(path, sizeof(path), "%s/record.db", folder);
    demand(corpus_run(path, ARTICLES, SENTENCES, &err));
    site.guard = (struct guard){.is_loopback = true};
    site.version = "fuzz";
    demand(site_open(&site, path, &err));
    atexit(remove_store);
}

static void take_header(struct request *request, struct slice line)
{
    const struct {
        struct slice name;
        struct slice *value;
    } HEADERS[] = {
        {SLICE("host"), &request->host},
        {SLICE("origin"), &request->origin},
        {SLICE("authorization"), &request->authorization},
        {SLICE("cookie"), &request->cookie},
        {SLICE("if-none-match"), &request->if_none_match},
        {SLICE("accept-encoding"), &request->accept_encoding},
    };
    size_t colon = slice_find_byte(line, ':', 0);
    for (size_t i = 0; colon != SIZE_MAX && i < sizeof(HEADERS) / sizeof(HEADERS[0]); i++) {
        if (slice_equal_nocase(slice_sub(line, 0, colon), HEADERS[i].name))
            *HEADERS[i].value = slice_trim(slice_sub(line, colon + 1, line.len));
    }
}

/* The request of the input; false when its target is none. */
static bool read_request(struct slice input, struct arena *arena, struct request *request)
{
    struct slice line, method = SLICE_EMPTY, target = SLICE_EMPTY;
    struct err err = {0};
    if (!slice_next_line(&input, &line))
        return false;
    slice_next_field(&line, ' ', &method);
    if (line.ptr)
        slice_next_field(&line, ' ', &target);
    request->method = slice_equal(method, SLICE("GET"))    ? REQUEST_GET
                      : slice_equal(method, SLICE("HEAD")) ? REQUEST_HEAD
                                                           : REQUEST_OTHER;
    while (slice_next_line(&input, &line))
        take_header(request, line);
    if (request_parse_target(target, arena, request, &err))
        return true;
    demand(err.code != ERR_NONE && err.message);
    return false;
}

static void demand_answer(const struct request *request, const struct response *response)
{
    demand(response->status >= 200 && response->status < 600 && response->content_type);
    bool is_ours = guard_host(&site.guard, request->host) &&
                   guard_origin(request->origin, request->host);
    demand(is_ours || response->status == 403);
    demand(request->method != REQUEST_OTHER || response->status >= 400);
    if (response->body && strcmp(response->content_type, TYPE_JSON) == 0) {
        struct arena arena;
        struct json *value;
        struct err err;
        arena_init(&arena, (size_t)1 << 26);
        demand(json_parse((struct slice){response->body->data, response->body->bytes}, JSON_STRICT,
                          &arena, &value, &err));
        arena_free(&arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct request request = {0};
    struct response response, again;
    struct arena arena;
    if (!site.version)
        open_site();
    arena_init(&arena, (size_t)1 << 24);
    if (read_request((struct slice){(const char *)data, size}, &arena, &request)) {
        request_takes_gzip(&request);
        request_has_tag(&request, SLICE("0123456789abcdef"));
        site_respond(&site, &request, &response);
        demand_answer(&request, &response);
        site_respond(&site, &request, &again);
        demand(again.status == response.status && strcmp(again.tag, response.tag) == 0);
        response_free(&response);
        response_free(&again);
    }
    arena_free(&arena);
    return 0;
}

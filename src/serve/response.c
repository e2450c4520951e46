/*
 * response.c - what a client gets: a status, a type and a body.
 *
 *   in    bytes
 *   out   struct response
 */
#include "serve/response.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

/* Of one error's JSON. */
#define ERROR_BYTES_MAX ((size_t)8192)

struct body *body_share(struct body *body)
{
    if (body)
        __atomic_add_fetch(&body->references, 1, __ATOMIC_RELAXED);
    return body;
}

void body_release(struct body *body)
{
    if (body && __atomic_sub_fetch(&body->references, 1, __ATOMIC_ACQ_REL) == 0)
        free(body);
}

void response_free(struct response *response)
{
    body_release(response->body);
    if (response->file)
        fclose(response->file);
    *response = (struct response){0};
}

static struct body *body_of(struct slice bytes)
{
    struct body *body = malloc(sizeof(*body) + bytes.len);
    if (!body)
        return NULL;
    body->references = 1;
    body->bytes = bytes.len;
    if (bytes.len > 0)
        memcpy(body->data, bytes.ptr, bytes.len);
    return body;
}

/* What is left to say when there is no memory to say more. */
static void response_bare(struct response *response)
{
    response->status = 500;
    response->content_type = TYPE_JSON;
    response->constant = SLICE("{\"error\":{\"status\":500,\"message\":\"out of memory\"}}\n");
}

void response_take(struct response *response, const char *content_type, struct buf *bytes)
{
    if (bytes->limited) {
        buf_free(bytes);
        response_error(response, 413, "the answer is over SERVE_ANSWER_BYTES_MAX", NULL);
        return;
    }
    response->body = bytes->failed ? NULL : body_of(buf_slice(bytes));
    if (response->body) {
        char hash[HASH_ID_CHARS];
        const struct slice parts[] = {buf_slice(bytes)};
        hash_id(parts, 1, hash);
        memcpy(response->tag, hash, TAG_CHARS);
        response->status = response->status ? response->status : 200;
        response->content_type = content_type;
    } else {
        response_bare(response);
    }
    buf_free(bytes);
}

void response_error(struct response *response, unsigned status, const char *message,
                    const char *detail)
{
    struct buf bytes;
    struct json_writer json;
    response_free(response);
    buf_init(&bytes, ERROR_BYTES_MAX);
    json_begin(&json, &bytes);
    json_object(&json);
    json_key(&json, "error");
    json_object(&json);
    json_key(&json, "status");
    json_u64(&json, status);
    json_key(&json, "message");
    json_string(&json, slice_from(message));
    if (detail) {
        json_key(&json, "detail");
        json_string(&json, slice_from(detail));
    }
    json_object_end(&json);
    json_object_end(&json);
    buf_append_byte(&bytes, '\n');
    response->status = status;
    response_take(response, TYPE_JSON, &bytes);
    response->tag[0] = '\0';
}

void response_fail(struct response *response, const struct err *err, const char *detail)
{
    static const unsigned STATUSES[] = {
        [ERR_NONE] = 500,   [ERR_MEMORY] = 500,  [ERR_IO] = 500,       [ERR_LIMIT] = 503,
        [ERR_FORMAT] = 500, [ERR_EMPTY] = 404,   [ERR_USAGE] = 400,    [ERR_MISSING] = 404,
        [ERR_BUSY] = 503,   [ERR_VERSION] = 500, [ERR_CONFLICT] = 409,
    };
    response_error(response, STATUSES[err->code], err->message ? err->message : "unknown", detail);
    if (response->status == 503)
        response->retry_s = 1;
}

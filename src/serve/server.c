/*
 * server.c - HTTP by libmicrohttpd: a thread for each connection, limits, headers.
 *
 *   in    connections
 *   out   site.c's answers
 *
 * State of a connection's request
 *   made     by begin(), with the target as it was sent
 *   known    headers are there: a request with a body, or with a method of no use, is answered now
 *   answered by respond(); freed by end(), whatever happened
 */
#include "serve/serve.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "serve/deadline.h"
#include "serve/site.h"

#define REQUEST_ARENA_BYTES_MAX ((size_t)1 << 20)

static const char POLICY[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

struct server {
    struct MHD_Daemon *daemon;
    struct site site;
    struct deadline deadline;
    pthread_t warmer;
    bool is_warming; /* warmer is to be joined */
    unsigned active; /* requests begun and not ended; changed atomically */
    uint16_t port;
};

struct exchange {
    char *target;
    bool known;
};

static void connected(void *context, struct MHD_Connection *connection, void **guest,
                      enum MHD_ConnectionNotificationCode code)
{
    struct server *server = context;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *info = MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        *guest = info ? deadline_enter(&server->deadline, info->connect_fd) : NULL;
    } else {
        deadline_leave(&server->deadline, *guest);
        *guest = NULL;
    }
}

static struct guest *guest_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(
        connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void *begin(void *context, const char *target, struct MHD_Connection *connection);
static enum MHD_Result proceed(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_bytes, void **state);
static void end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code);
static void connected(void *context, struct MHD_Connection *connection, void **guest,
                      enum MHD_ConnectionNotificationCode code);
static void keep_silent(void *context, const char *format, va_list arguments);
static void *warm(void *context);

/* ---- start and stop ---- */

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
};

static bool parse_address(const struct serve_options *options, union address *ret_address,
                          struct err *err)
{
    union address address = {0};
    if (inet_pton(AF_INET, options->address, &address.v4.sin_addr) == 1) {
        address.v4.sin_family = AF_INET;
        address.v4.sin_port = htons(options->port);
    } else if (inet_pton(AF_INET6, options->address, &address.v6.sin6_addr) == 1) {
        address.v6.sin6_family = AF_INET6;
        address.v6.sin6_port = htons(options->port);
    } else {
        return err_set(err, ERR_USAGE, "the address is no IP address");
    }
    *ret_address = address;
    return true;
}

static bool make_guard(const struct serve_options *options, struct guard *guard, struct err *err)
{
    guard->is_loopback = guard_is_loopback(slice_from(options->address));
    guard->host = slice_from(options->host);
    guard->token = slice_from(options->token);
    if (options->token && guard->token.len < SERVE_TOKEN_BYTES_MIN)
        return err_set(err, ERR_USAGE, "the token is shorter than SERVE_TOKEN_BYTES_MIN");
    if (!guard->is_loopback && guard->token.len == 0)
        return err_set(err, ERR_USAGE, "an address that others can reach needs a token");
    for (size_t i = 0; i < guard->token.len; i++) {
        char c = guard->token.ptr[i];
        if (c <= ' ' || c >= 0x7F || c == ';' || c == ',' || c == '"' || c == '\\')
            return err_set(err, ERR_USAGE, "the token holds a sign that no cookie can hold");
    }
    return true;
}

static bool listen_on(struct server *server, union address *address, struct err *err)
{
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD |
                     MHD_USE_POLL | MHD_USE_ITC | MHD_USE_ERROR_LOG;
    if (address->any.sa_family == AF_INET6)
        flags |= MHD_USE_IPv6;
    errno = 0;
    server->daemon = MHD_start_daemon(
        flags, 0, NULL, NULL, proceed, server, MHD_OPTION_EXTERNAL_LOGGER, keep_silent, NULL,
        MHD_OPTION_SOCK_ADDR, &address->any, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)SERVE_CONNECTIONS_MAX, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)SERVE_REQUEST_BYTES_MAX, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SERVE_IDLE_S,
        MHD_OPTION_NOTIFY_CONNECTION, connected, server, MHD_OPTION_URI_LOG_CALLBACK, begin, server,
        MHD_OPTION_NOTIFY_COMPLETED, end, server, MHD_OPTION_END);
    if (!server->daemon)
        return err_set_errno(err, "could not listen on the address");
    server->port = MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    return true;
}

bool serve_start(const struct serve_options *options, struct server **ret_server, struct err *err)
{
    union address address;
    struct server *server = calloc(1, sizeof(*server));
    if (!server)
        return err_set_memory(err);
    if (!parse_address(options, &address, err) || !make_guard(options, &server->site.guard, err) ||
        !site_open(&server->site, options->path, err)) {
        free(server);
        return false;
    }
    server->site.version = options->version;
    signal(SIGPIPE, SIG_IGN);
    bool is_watched = deadline_start(&server->deadline, err);
    if (!is_watched || !listen_on(server, &address, err)) {
        if (is_watched)
            deadline_stop(&server->deadline);
        site_close(&server->site);
        free(server);
        return false;
    }
    server->is_warming = pthread_create(&server->warmer, NULL, warm, server) == 0;
    *ret_server = server;
    return true;
}

/* The first view sums up the whole record: it is asked for once before anybody does, so that the
 * first who looks finds it in the cache. */
static void *warm(void *context)
{
    static const char *const TARGETS[] = {"/api", "/api/overview"};
    struct server *server = context;
    for (size_t i = 0; i < sizeof(TARGETS) / sizeof(TARGETS[0]); i++) {
        struct request request = {.method = REQUEST_GET};
        struct response response;
        struct arena arena;
        struct err err;
        arena_init(&arena, REQUEST_ARENA_BYTES_MAX);
        if (request_parse_target(slice_from(TARGETS[i]), &arena, &request, &err)) {
            site_warm(&server->site, &request, &response);
            response_free(&response);
        }
        arena_free(&arena);
    }
    return NULL;
}

uint16_t serve_port(const struct server *server)
{
    return server->port;
}

void serve_stop(struct server *server)
{
    static const struct timespec STEP = {.tv_nsec = 10000000};
    MHD_socket listening = MHD_quiesce_daemon(server->daemon);
    for (unsigned ms = 0; ms < SERVE_STOP_MS; ms += 10) {
        if (__atomic_load_n(&server->active, __ATOMIC_ACQUIRE) == 0)
            break;
        nanosleep(&STEP, NULL);
    }
    MHD_stop_daemon(server->daemon);
    deadline_stop(&server->deadline);
    if (server->is_warming)
        pthread_join(server->warmer, NULL);
    if (listening != MHD_INVALID_SOCKET)
        close(listening);
    site_close(&server->site);
    free(server);
}

/* ---- one request ---- */

static void keep_silent(void *context, const char *format, va_list arguments)
{
    (void)context;
    (void)format;
    (void)arguments;
}

static void *begin(void *context, const char *target, struct MHD_Connection *connection)
{
    struct server *server = context;
    struct exchange *exchange = calloc(1, sizeof(*exchange));
    (void)connection;
    if (exchange)
        exchange->target = strdup(target);
    __atomic_add_fetch(&server->active, 1, __ATOMIC_ACQ_REL);
    return exchange;
}

static void end(void *context, struct MHD_Connection *connection, void **state,
                enum MHD_RequestTerminationCode code)
{
    struct server *server = context;
    struct exchange *exchange = *state;
    (void)code;
    deadline_answered(&server->deadline, guest_of(connection));
    if (exchange)
        free(exchange->target);
    free(exchange);
    *state = NULL;
    __atomic_sub_fetch(&server->active, 1, __ATOMIC_ACQ_REL);
}

static struct slice header(struct MHD_Connection *connection, const char *name)
{
    return slice_from(MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name));
}

static void add_tag(struct MHD_Response *answer, const struct response *response)
{
    char quoted[TAG_CHARS + 3];
    if (!response->tag[0])
        return;
    snprintf(quoted, sizeof(quoted), "\"%s\"", response->tag);
    MHD_add_response_header(answer, "ETag", quoted);
}

static void add_headers(const struct server *server, struct MHD_Response *answer,
                        const struct response *response)
{
    static const char *const ALWAYS[][2] = {
        {"Content-Security-Policy", POLICY},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
        {"Cache-Control", "private, no-cache"},
        {"Vary", "Accept-Encoding, Cookie"},
    };
    char text[256];
    for (size_t i = 0; i < sizeof(ALWAYS) / sizeof(ALWAYS[0]); i++)
        MHD_add_response_header(answer, ALWAYS[i][0], ALWAYS[i][1]);
    MHD_add_response_header(answer, "Content-Type", response->content_type);
    add_tag(answer, response);
    if (response->is_gzip)
        MHD_add_response_header(answer, "Content-Encoding", "gzip");
    if (response->status == 405)
        MHD_add_response_header(answer, "Allow", "GET, HEAD");
    if (response->status == 401)
        MHD_add_response_header(answer, "WWW-Authenticate", "Bearer");
    if (response->location)
        MHD_add_response_header(answer, "Location", response->location);
    if (response->link)
        MHD_add_response_header(answer, "Link", response->link);
    if (response->retry_s) {
        snprintf(text, sizeof(text), "%u", response->retry_s);
        MHD_add_response_header(answer, "Retry-After", text);
    }
    if (response->attachment[0]) {
        snprintf(text, sizeof(text), "inline; filename=\"%s\"", response->attachment);
        MHD_add_response_header(answer, "Content-Disposition", text);
    }
    if (response->sets_cookie) {
        struct buf cookie;
        buf_init(&cookie, SERVE_TARGET_BYTES_MAX);
        buf_printf(&cookie, GUARD_COOKIE "=%.*s; Path=/; HttpOnly; SameSite=Strict",
                   SLICE_ARG(server->site.guard.token));
        if (!cookie.failed)
            MHD_add_response_header(answer, "Set-Cookie", cookie.ptr);
        buf_free(&cookie);
    }
}

static void release_body(void *body)
{
    body_release(body);
}

/* The response's content goes over to MHD's. */
static struct MHD_Response *content_of(struct response *response)
{
    struct MHD_Response *answer;
    if (response->file) {
        int fd = dup(fileno(response->file));
        answer = fd < 0 ? NULL : MHD_create_response_from_fd64(response->file_bytes, fd);
        if (!answer && fd >= 0)
            close(fd);
        return answer;
    }
    if (response->body)
        return MHD_create_response_from_buffer_with_free_callback_cls(
            response->body->bytes, response->body->data, release_body, body_share(response->body));
    return MHD_create_response_from_buffer_with_free_callback(
        response->constant.len, (void *)(uintptr_t)response->constant.ptr, NULL);
}

/* A client that has it already is told so. */
static void check_tag(const struct request *request, struct response *response)
{
    if (response->status != 200 || !response->tag[0] ||
        !request_has_tag(request, slice_from(response->tag)))
        return;
    body_release(response->body);
    response->body = NULL;
    response->constant = SLICE("");
    response->status = 304;
}

static enum MHD_Result send_response(struct server *server, struct MHD_Connection *connection,
                                     struct response *response, bool closes)
{
    struct MHD_Response *answer = content_of(response);
    enum MHD_Result result = MHD_NO;
    if (answer) {
        add_headers(server, answer, response);
        if (closes)
            MHD_add_response_header(answer, "Connection", "close");
        result = MHD_queue_response(connection, response->status, answer);
        MHD_destroy_response(answer);
    }
    response_free(response);
    return result;
}

static void read_headers(struct MHD_Connection *connection, const char *method,
                         struct request *request)
{
    request->method = strcmp(method, "GET") == 0    ? REQUEST_GET
                      : strcmp(method, "HEAD") == 0 ? REQUEST_HEAD
                                                    : REQUEST_OTHER;
    request->host = header(connection, "Host");
    request->origin = header(connection, "Origin");
    request->authorization = header(connection, "Authorization");
    request->cookie = header(connection, "Cookie");
    request->if_none_match = header(connection, "If-None-Match");
    request->accept = header(connection, "Accept");
    request->accept_encoding = header(connection, "Accept-Encoding");
}

static enum MHD_Result respond(struct server *server, struct MHD_Connection *connection,
                               const char *target, const char *method)
{
    struct request request = {0};
    struct response response = {0};
    struct arena arena;
    struct err err;
    arena_init(&arena, REQUEST_ARENA_BYTES_MAX);
    read_headers(connection, method, &request);
    if (!request_parse_target(slice_from(target), &arena, &request, &err))
        response_error(&response, err.code == ERR_MEMORY ? 500 : 400, err.message, NULL);
    else
        site_respond(&server->site, &request, &response);
    check_tag(&request, &response);
    arena_free(&arena);
    return send_response(server, connection, &response, request.method == REQUEST_OTHER);
}

/* Whether a body follows, which no request of ours has. */
static bool has_body(struct MHD_Connection *connection)
{
    struct slice length = header(connection, "Content-Length");
    return (length.len > 0 && !slice_equal(length, SLICE("0"))) ||
           header(connection, "Transfer-Encoding").len > 0;
}

static enum MHD_Result proceed(void *context, struct MHD_Connection *connection, const char *url,
                               const char *method, const char *version, const char *upload,
                               size_t *upload_bytes, void **state)
{
    struct server *server = context;
    struct exchange *exchange = *state;
    (void)url;
    (void)version;
    (void)upload;
    if (!exchange || !exchange->target)
        return MHD_NO;
    deadline_asked(&server->deadline, guest_of(connection));
    bool is_read = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    if (!exchange->known && is_read && has_body(connection)) {
        struct response response = {0};
        response_error(&response, 413, "requests have no body here", NULL);
        return send_response(server, connection, &response, true);
    }
    if (!exchange->known && is_read) {
        exchange->known = true; /* MHD calls again when the request is whole */
        return MHD_YES;
    }
    *upload_bytes = 0;
    return respond(server, connection, exchange->target, method);
}

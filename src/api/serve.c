/*
 * serve.c - the public functions that put a store on HTTP.
 *
 *   in    struct annals_serve_options
 *   out   a server in threads of its own
 */
#include "serve/serve.h"

#include "api/convert.h"

int annals_serve_start(const struct annals_serve_options *options,
                       struct annals_server **ret_server, struct annals_error *error)
{
    struct server *server;
    struct err err;
    const struct serve_options given = {
        .path = options->store,
        .address = options->address ? options->address : "127.0.0.1",
        .port = options->port,
        .token = options->token,
        .host = options->host,
        .version = annals_version(),
    };
    if (!serve_start(&given, &server, &err))
        return error_from(&err, NULL, error);
    *ret_server = (struct annals_server *)server;
    return 0;
}

uint16_t annals_serve_port(const struct annals_server *server)
{
    return serve_port((const struct server *)server);
}

void annals_serve_stop(struct annals_server *server)
{
    if (server)
        serve_stop((struct server *)server);
}

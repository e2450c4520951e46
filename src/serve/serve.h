/*
 * serve.h - a store on HTTP: the JSON API and the web page.
 *
 *   in    the path of a store, an address
 *   out   a server in threads of its own
 *   uses  base/, store/, libmicrohttpd
 *
 * The store is only read; a writer may be at work on it. docs/openapi.yaml describes the API.
 */
#ifndef ANNALS_SERVE_SERVE_H
#define ANNALS_SERVE_SERVE_H

#include "base/err.h"
#include "base/slice.h"

struct server;

struct serve_options {
    const char *path;    /* of the store */
    const char *address; /* IPv4 or IPv6, no name */
    uint16_t port;       /* 0: any that is free */
    const char *token;   /* NULL: none; needed for an address that is not of the machine itself */
    const char *host;    /* a name that clients may use beside addresses, or NULL */
    const char *version; /* the program's */
};

/* Starts it. False with the errors of store_open; ERR_USAGE: no such address, a token that is
 * missing or under SERVE_TOKEN_BYTES_MIN; ERR_IO: the port is taken. End it with serve_stop. The
 * options must outlive it. */
bool serve_start(const struct serve_options *options, struct server **ret_server, struct err *err);
/* The port that it listens on. */
uint16_t serve_port(const struct server *server);
/* Takes no more requests, lets those under way end for SERVE_STOP_MS, and frees all. */
void serve_stop(struct server *server);

#endif

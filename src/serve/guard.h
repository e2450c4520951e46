/*
 * guard.h - who may ask: Host, Origin and token.
 *
 *   in    a request, the server's address and token
 *   out   yes or no
 *   uses  base/
 *
 * A page of another site can make a browser send requests to this machine. What such a page cannot
 * do is send a Host of ours under a name of its own (DNS rebinding), or be without its own Origin.
 */
#ifndef ANNALS_SERVE_GUARD_H
#define ANNALS_SERVE_GUARD_H

#include "serve/request.h"

struct guard {
    bool is_loopback;   /* the address is 127.0.0.0/8 or ::1 */
    struct slice host;  /* a further name that clients may use, or empty */
    struct slice token; /* empty: none is asked for */
};

/* Whether the address (no name) is one of the machine itself. */
bool guard_is_loopback(struct slice address);

/* Whether Host names this server: localhost or a loopback address; for a server on another address
 * any IP address (a page cannot make one its own) and guard->host. A port may follow. */
bool guard_host(const struct guard *guard, struct slice host);

/* Whether Origin, where there is one, is that of the Host. */
bool guard_origin(struct slice origin, struct slice host);

/* Whether the request has the token, as "Authorization: Bearer TOKEN" or as cookie. Takes the same
 * time for every wrong token of the right length. */
bool guard_token(const struct guard *guard, const struct request *request);
bool guard_is_token(const struct guard *guard, struct slice given);

#define GUARD_COOKIE "annals_token"

#endif

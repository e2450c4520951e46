/*
 * deadline.h - connections whose request does not come are ended, however slowly they drip.
 *
 *   in    connections, as they open, ask, are answered and close
 *   out   sockets shut down
 *   uses  base/
 *
 * libmicrohttpd ends a connection on which nothing happens; a client that sends a byte now and then
 * keeps it. So a thread of its own looks, once a second while there are connections, which of them
 * have waited for a whole request over SERVE_REQUEST_S.
 *
 * Invariants
 *   1. A connection's socket is a duplicate: no other connection can come to have its number.
 *   2. since_s is 0 while a request is being answered.
 */
#ifndef ANNALS_SERVE_DEADLINE_H
#define ANNALS_SERVE_DEADLINE_H

#include <pthread.h>
#include <time.h>

#include "base/err.h"
#include "base/limits.h"

/* An open connection. */
struct guest {
    int socket;     /* our own duplicate */
    time_t since_s; /* waits for a request since then, or 0; CLOCK_MONOTONIC */
    struct guest *previous, *next;
};

struct deadline {
    pthread_mutex_t lock;
    pthread_cond_t changed; /* the first guest has come, or it is to stop */
    pthread_t thread;
    struct guest *guests;
    bool stops;
};

/* Starts the thread. ERR_MEMORY when there is none to have. */
bool deadline_start(struct deadline *deadline, struct err *err);
/* Ends the thread; all guests must have left. */
void deadline_stop(struct deadline *deadline);

/* A connection with this socket has come. NULL when there is no memory or no duplicate to have: it
 * is then not watched, and the others are let pass a NULL. */
struct guest *deadline_enter(struct deadline *deadline, int socket);
/* Its request is whole; it is answered, and may ask again; it has closed. */
void deadline_asked(struct deadline *deadline, struct guest *guest);
void deadline_answered(struct deadline *deadline, struct guest *guest);
void deadline_leave(struct deadline *deadline, struct guest *guest);

#endif

/*
 * deadline.c - connections whose request does not come are ended, however slowly they drip.
 *
 *   in    connections, as they open, ask, are answered and close
 *   out   sockets shut down
 */
#include "serve/deadline.h"

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static time_t now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* Ends those that have waited too long: their threads see the end of the stream. Under the lock. */
static void end_late(struct deadline *deadline)
{
    time_t now = now_s();
    for (struct guest *guest = deadline->guests; guest; guest = guest->next) {
        if (guest->since_s > 0 && now - guest->since_s >= SERVE_REQUEST_S)
            shutdown(guest->socket, SHUT_RDWR);
    }
}

static void *watch(void *context)
{
    struct deadline *deadline = context;
    pthread_mutex_lock(&deadline->lock);
    while (!deadline->stops) {
        if (deadline->guests) {
            struct timespec until;
            clock_gettime(CLOCK_REALTIME, &until);
            until.tv_sec++;
            pthread_cond_timedwait(&deadline->changed, &deadline->lock, &until);
            end_late(deadline);
        } else {
            pthread_cond_wait(&deadline->changed, &deadline->lock);
        }
    }
    pthread_mutex_unlock(&deadline->lock);
    return NULL;
}

bool deadline_start(struct deadline *deadline, struct err *err)
{
    *deadline = (struct deadline){0};
    pthread_mutex_init(&deadline->lock, NULL);
    pthread_cond_init(&deadline->changed, NULL);
    if (pthread_create(&deadline->thread, NULL, watch, deadline) == 0)
        return true;
    pthread_cond_destroy(&deadline->changed);
    pthread_mutex_destroy(&deadline->lock);
    return err_set_memory(err);
}

void deadline_stop(struct deadline *deadline)
{
    pthread_mutex_lock(&deadline->lock);
    deadline->stops = true;
    pthread_cond_signal(&deadline->changed);
    pthread_mutex_unlock(&deadline->lock);
    pthread_join(deadline->thread, NULL);
    pthread_cond_destroy(&deadline->changed);
    pthread_mutex_destroy(&deadline->lock);
}

struct guest *deadline_enter(struct deadline *deadline, int socket)
{
    struct guest *guest = calloc(1, sizeof(*guest));
    if (!guest)
        return NULL;
    guest->socket = dup(socket);
    if (guest->socket < 0) {
        free(guest);
        return NULL;
    }
    guest->since_s = now_s();
    pthread_mutex_lock(&deadline->lock);
    guest->next = deadline->guests;
    if (guest->next)
        guest->next->previous = guest;
    else
        pthread_cond_signal(&deadline->changed);
    deadline->guests = guest;
    pthread_mutex_unlock(&deadline->lock);
    return guest;
}

static void set_since(struct deadline *deadline, struct guest *guest, time_t since_s)
{
    if (!guest)
        return;
    pthread_mutex_lock(&deadline->lock);
    guest->since_s = since_s;
    pthread_mutex_unlock(&deadline->lock);
}

void deadline_asked(struct deadline *deadline, struct guest *guest)
{
    set_since(deadline, guest, 0);
}

void deadline_answered(struct deadline *deadline, struct guest *guest)
{
    set_since(deadline, guest, now_s());
}

void deadline_leave(struct deadline *deadline, struct guest *guest)
{
    if (!guest)
        return;
    pthread_mutex_lock(&deadline->lock);
    if (guest->previous)
        guest->previous->next = guest->next;
    else
        deadline->guests = guest->next;
    if (guest->next)
        guest->next->previous = guest->previous;
    pthread_mutex_unlock(&deadline->lock);
    close(guest->socket);
    free(guest);
}

/*
 * serve.c - annals serve: the store as a web page and a JSON API, until it is told to stop.
 *
 *   in    a store, an address
 *   out   the page's address on stderr
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "annals.h"
#include "cli/commands.h"

#define ADDRESS_DEFAULT "127.0.0.1"
#define PORT_DEFAULT 8020
#define TOKEN_VARIABLE "ANNALS_TOKEN"

/* Blocks the signals that end the server, for this thread and those that come from it, so that the
 * wait below is the one place that hears of them. */
static void block_signals(sigset_t *ret_signals)
{
    sigemptyset(ret_signals);
    sigaddset(ret_signals, SIGINT);
    sigaddset(ret_signals, SIGTERM);
    sigaddset(ret_signals, SIGHUP);
    sigprocmask(SIG_BLOCK, ret_signals, NULL);
}

static void tell_address(const struct arguments *arguments, const char *path, const char *address,
                         const struct annals_server *server)
{
    bool is_v6 = strchr(address, ':') != NULL;
    if (arguments->values[OPTION_QUIET])
        return;
    fprintf(stderr, "annals serve: %s is at http://%s%s%s:%u/ (ctrl-c ends it)\n", path,
            is_v6 ? "[" : "", address, is_v6 ? "]" : "", annals_serve_port(server));
}

enum exit_status command_serve(const struct arguments *arguments)
{
    const char *path = arguments->values[OPTION_DB] ? arguments->values[OPTION_DB] : STORE_DEFAULT;
    const char *address = arguments->values[OPTION_ADDRESS];
    unsigned long port;
    struct annals_server *server;
    struct annals_error error;
    sigset_t signals;
    int received;
    if (arguments->positional_count > 1) {
        fprintf(stderr, "annals serve: one store at a time, not '%s' too\n",
                arguments->positional[1]);
        return EXIT_USAGE;
    }
    if (arguments->positional_count == 1)
        path = arguments->positional[0];
    if (!arguments_number(arguments, OPTION_PORT, 0, 65535, PORT_DEFAULT, &port))
        return EXIT_USAGE;
    const struct annals_serve_options options = {
        .store = path,
        .address = address ? address : ADDRESS_DEFAULT,
        .port = (uint16_t)port,
        .token = arguments->values[OPTION_TOKEN] ? arguments->values[OPTION_TOKEN]
                                                 : getenv(TOKEN_VARIABLE),
        .host = arguments->values[OPTION_HOST],
    };
    block_signals(&signals);
    if (annals_serve_start(&options, &server, &error) != 0) {
        fprintf(stderr, "annals serve: %s\n", error.message);
        return error.code == ANNALS_USAGE ? EXIT_USAGE : EXIT_FAILED;
    }
    tell_address(arguments, path, options.address, server);
    sigwait(&signals, &received);
    annals_serve_stop(server);
    return EXIT_DONE;
}

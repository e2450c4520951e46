/*
 * looks.c - what commands that look into a store share.
 *
 *   in    arguments, errors
 *   out   a store, filters, an exit status
 */
#include "cli/looks.h"

#include <string.h>

#include "cli/commands.h"

const char *looks_path(const struct arguments *arguments)
{
    if (arguments->values[OPTION_DB])
        return arguments->values[OPTION_DB];
    return arguments->positional_count ? arguments->positional[0] : STORE_DEFAULT;
}

bool looks_open(const struct arguments *arguments, struct annals_store **ret_store,
                enum exit_status *ret_status)
{
    struct annals_error error;
    const char *name = arguments->command->name;
    const char *path = looks_path(arguments);
    size_t words = arguments->values[OPTION_DB] ? 0 : 1;
    if (arguments->positional_count > words) {
        fprintf(stderr, "annals %s: one word too many: '%s'; see 'annals %s --help'\n", name,
                arguments->positional[words], name);
        *ret_status = EXIT_USAGE;
        return false;
    }
    if (annals_store_open(path, ret_store, &error) == 0)
        return true;
    fprintf(stderr, "annals %s: %s: %s\n", name, path, error.message);
    *ret_status = EXIT_FAILED;
    return false;
}

void looks_filters(const struct arguments *arguments,
                   struct annals_text ret_filters[ANNALS_FILTER_COUNT])
{
    static const enum option_id NAMES[ANNALS_FILTER_COUNT] = {
        [ANNALS_FILTER_OUTLET] = OPTION_OUTLET,   [ANNALS_FILTER_SINCE] = OPTION_SINCE,
        [ANNALS_FILTER_UNTIL] = OPTION_UNTIL,     [ANNALS_FILTER_MATCH] = OPTION_MATCH,
        [ANNALS_FILTER_ACTOR] = OPTION_ACTOR,     [ANNALS_FILTER_COUNTRY] = OPTION_COUNTRY,
        [ANNALS_FILTER_KIND] = OPTION_KIND,       [ANNALS_FILTER_FACET] = OPTION_FACET,
        [ANNALS_FILTER_ARTICLE] = OPTION_ARTICLE, [ANNALS_FILTER_RECIPIENT] = OPTION_RECIPIENT,
        [ANNALS_FILTER_TYPE] = OPTION_TYPE,       [ANNALS_FILTER_STATUS] = OPTION_STATUS,
        [ANNALS_FILTER_WHERE] = OPTION_WHERE,     [ANNALS_FILTER_EVENT] = OPTION_EVENT,
        [ANNALS_FILTER_STORY] = OPTION_STORY,
    };
    for (size_t i = 0; i < ANNALS_FILTER_COUNT; i++) {
        const char *value = arguments->values[NAMES[i]];
        if (i == ANNALS_FILTER_STATUS && !value)
            value = arguments->values[OPTION_EXPORT_STATUS];
        ret_filters[i] = (struct annals_text){value, value ? strlen(value) : 0};
    }
}

enum exit_status looks_fail(const struct arguments *arguments, const struct annals_error *error)
{
    fprintf(stderr, "annals %s: %s\n", arguments->command->name, error->message);
    switch (error->code) {
    case ANNALS_USAGE:
    case ANNALS_CONFLICT:
        return EXIT_USAGE;
    case ANNALS_MISSING:
        return EXIT_NOTHING;
    default:
        return EXIT_FAILED;
    }
}

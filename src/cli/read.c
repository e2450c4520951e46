/*
 * read.c - annals read: reports into a store, or one reading a line.
 *
 *   in    INPUTs
 *   out   a store, or JSONL
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/run.h"

/* The layers of "tokens,page". False, said on stderr, for another word. */
static bool parse_layers(const char *list, unsigned *ret_layers)
{
    static const struct {
        const char *name;
        unsigned layer;
    } LAYERS[] = {{"tokens", ANNALS_LAYER_TOKENS}, {"page", ANNALS_LAYER_PAGE}};
    unsigned layers = 0;
    while (list && *list) {
        size_t length = strcspn(list, ",");
        unsigned layer = 0;
        for (size_t i = 0; i < sizeof(LAYERS) / sizeof(LAYERS[0]); i++) {
            if (strlen(LAYERS[i].name) == length && strncmp(LAYERS[i].name, list, length) == 0)
                layer = LAYERS[i].layer;
        }
        if (!layer) {
            fprintf(stderr, "annals read: --layers takes tokens and page, not '%.*s'\n",
                    (int)length, list);
            return false;
        }
        layers |= layer;
        list += length + (list[length] == ',');
    }
    *ret_layers = layers;
    return true;
}

enum exit_status command_read(const struct arguments *arguments)
{
    const char *format = arguments->values[OPTION_FORMAT];
    const char *output = arguments->values[OPTION_OUTPUT];
    struct annals_job job = {.format = ANNALS_READING_JSON};
    if (!parse_layers(arguments->values[OPTION_LAYERS], &job.layers))
        return EXIT_USAGE;
    if (!format) {
        job.store = output ? output : STORE_DEFAULT;
        return run_job(arguments, &job, NULL);
    }
    if (strcmp(format, "jsonl") != 0) {
        fprintf(stderr, "annals read: --format takes jsonl, not '%s'\n", format);
        return EXIT_USAGE;
    }
    return run_job(arguments, &job, output ? output : "-");
}

/*
 * parse.c - annals parse: sentences, words, trees and entities as CoNLL-U.
 *
 *   in    INPUTs
 *   out   CoNLL-U
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/run.h"

enum exit_status command_parse(const struct arguments *arguments)
{
    const char *input = arguments->values[OPTION_INPUT];
    const char *output = arguments->values[OPTION_OUTPUT];
    struct annals_job job = {
        .format = ANNALS_CONLLU,
        .prose = !input || strcmp(input, "text") == 0,
        .conllu = input && strcmp(input, "conllu") == 0,
    };
    return run_job(arguments, &job, output ? output : "-");
}

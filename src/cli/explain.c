/*
 * explain.c - annals explain: each sentence with its tree, and the reason of every resolution.
 *
 *   in    INPUTs
 *   out   text for people
 */
#include <string.h>

#include "cli/commands.h"
#include "cli/run.h"

enum exit_status command_explain(const struct arguments *arguments)
{
    const char *input = arguments->values[OPTION_INPUT];
    const char *output = arguments->values[OPTION_OUTPUT];
    struct annals_job job = {
        .format = ANNALS_EXPLAINED,
        .prose = !input || strcmp(input, "text") == 0,
        .conllu = input && strcmp(input, "conllu") == 0,
    };
    return run_job(arguments, &job, output ? output : "-");
}

/*
 * explain.c - annals explain: each sentence with its tree, and the reason of every resolution.
 *
 *   in    INPUTs
 *   out   text for people
 */
#include "cli/commands.h"
#include "cli/run.h"

enum exit_status command_explain(const struct arguments *arguments)
{
    return run_written(arguments, ANNALS_EXPLAINED);
}

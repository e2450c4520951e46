/*
 * parse.c - annals parse: sentences, words, trees and entities as CoNLL-U.
 *
 *   in    INPUTs
 *   out   CoNLL-U
 */
#include "cli/commands.h"
#include "cli/run.h"

enum exit_status command_parse(const struct arguments *arguments)
{
    return run_written(arguments, ANNALS_CONLLU);
}

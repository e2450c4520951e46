/*
 * commands.h - the functions behind the commands, one file each.
 *
 *   in    parsed arguments
 *   out   output on stdout, messages on stderr, an exit status
 *   uses  options.h, annals.h
 */
#ifndef ANNALS_CLI_COMMANDS_H
#define ANNALS_CLI_COMMANDS_H

#include "cli/options.h"

/* The store, where no other is named. */
#define STORE_DEFAULT "annals.db"

enum exit_status command_read(const struct arguments *arguments);
enum exit_status command_show(const struct arguments *arguments);
enum exit_status command_export(const struct arguments *arguments);
enum exit_status command_report(const struct arguments *arguments);
enum exit_status command_explain(const struct arguments *arguments);
enum exit_status command_parse(const struct arguments *arguments);
enum exit_status command_dictionary(const struct arguments *arguments);
enum exit_status command_record(const struct arguments *arguments);
enum exit_status command_serve(const struct arguments *arguments);
enum exit_status command_help(const struct arguments *arguments);

#endif

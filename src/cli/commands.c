/*
 * commands.c - the table of commands.
 *
 *   in    nothing
 *   out   COMMANDS, which options.c reads
 */
#include "cli/commands.h"

const struct command_spec COMMANDS[] = {
    {
        .name = "read",
        .usage = "read [INPUT…] [-o FILE.db] [OPTION…]",
        .summary = "read reports into a store, or write one reading a line",
        .details =
            "An INPUT is a file (.txt .html .jsonl .ndjson, also .gz and .zst), a folder of them, "
            "or - for standard input. Articles that the store has already are passed over, so the "
            "same command run again goes on where an interrupted one stopped, and ends in the same "
            "bytes.\n"
            "\n"
            "A line of JSONL is {\"id\",\"text\" or \"html\",\"title\",\"url\",\"outlet\","
            "\"published\"}, all but text or html optional. Inputs that cannot be read are named "
            "on standard error with the place and the reason, and kept in the store.",
        .examples = "  annals read pages/ -o record.db\n"
                    "  annals read dump.jsonl.zst -o record.db --jobs 4\n"
                    "  annals read page.html --format jsonl --layers tokens,page\n",
        .options = {OPTION_OUTPUT, OPTION_FORMAT, OPTION_LAYERS, OPTION_DATA, OPTION_ACTORS,
                    OPTION_AGENTS, OPTION_VERBS, OPTION_VERBS_ONLY, OPTION_JOBS, OPTION_PROGRESS,
                    OPTION_QUIET, OPTION_HELP},
        .option_count = 12,
        .run = command_read,
    },
    {
        .name = "show",
        .usage =
            "show articles|article ID|stories|story ID|copies|copy ID|events|event ID|mentions|"
            "disagreements|decisions|statements|actors|actor ID|places|times|quantities|rejections "
            "[FILE.db] [OPTION…]",
        .summary = "look into a store",
        .details =
            "show articles lists them by date of publication; show article prints one with its "
            "sentences, found by its id, its key or the start of its key; show rejections lists "
            "the inputs that could not be read. show stories lists articles on one happening, "
            "the greatest first; show story prints one, found by the start of its id; show "
            "copies lists articles that copy one another, and show copy, with the start of an "
            "article's key, what they share. show events lists who did what to whom, with "
            "--actor, --recipient, --type, --status, --where, --facet and the days of --since and "
            "--until; show event prints one, found by the start of its id: what each outlet "
            "reports, what all agree on, where they disagree, and with --why the evidence that "
            "holds each mention in it; show mentions lists every report of every event, show "
            "disagreements the values that cannot all be true, show decisions what was decided "
            "by hand (annals record). show statements lists who said what, with --actor for the "
            "speaker. show actors and show places list who and what is named, most reported "
            "first; show actor prints one, found by the start of its id or by a part of its "
            "name: roles over time, what it did, what was done to it, what it said, 20 rows of "
            "each unless --limit says otherwise (CSV: every mention with its sentence); show "
            "times and show quantities list what the texts say of when and how many. The store "
            "is FILE.db, or --db, or annals.db.\n"
            "\n"
            "Formats: table (the default), csv, jsonl.",
        .examples = "  annals show articles record.db --since 2016-12-01 --until 2016-12-02\n"
                    "  annals show articles record.db --match 'lavrov AND ceasefire' --format csv\n"
                    "  annals show article 3f9a record.db\n"
                    "  annals show actors record.db --country RUS --kind person\n"
                    "  annals show actor lavrov record.db\n"
                    "  annals show event 3f9a record.db --why\n"
                    "  annals show events record.db --actor RUS --recipient TUR --type CONSULT\n"
                    "  annals show statements record.db --actor lavrov --match ceasefire\n",
        .words = "articles|article|stories|story|copies|copy|events|event|mentions|disagreements|"
                 "decisions|statements|actors|actor|places|times|quantities|rejections",
        .options = {OPTION_DB,    OPTION_FORMAT,  OPTION_OUTLET,    OPTION_SINCE, OPTION_UNTIL,
                    OPTION_MATCH, OPTION_ACTOR,   OPTION_RECIPIENT, OPTION_TYPE,  OPTION_STATUS,
                    OPTION_WHERE, OPTION_COUNTRY, OPTION_KIND,      OPTION_FACET, OPTION_ARTICLE,
                    OPTION_EVENT, OPTION_STORY,   OPTION_WHY,       OPTION_LIMIT, OPTION_HELP},
        .option_count = 20,
        .run = command_show,
    },
    {
        .name = "export",
        .usage = "export [FILE.db] --format FORMAT [-o FILE] [OPTION…]",
        .summary = "write the record in the shapes that other programs read",
        .details =
            "events-jsonl has one merged event a line, with its mentions, the evidence that holds "
            "them together, and its disagreements; stories-jsonl has one story a line; csv is the "
            "list of events; reports-csv has one row a report, as R's package eventreport takes "
            "it; polecat, gdelt-events (or gdelt) and gdelt-mentions are "
            "tab-separated in the columns of these data sets, one row for each actor and "
            "recipient. Tables begin with a line of names. The same record gives the same bytes; "
            "what a shape has no room for is counted on standard error. The filters are those of "
            "show events.",
        .examples = "  annals export record.db --format polecat -o record.tsv\n"
                    "  annals export record.db --format reports-csv --type ASSAULT -o deaths.csv\n"
                    "  annals export record.db --format gdelt-events --status all --since 2016\n",
        .options = {OPTION_DB, OPTION_EXPORT_FORMAT, OPTION_OUTPUT, OPTION_OUTLET, OPTION_SINCE,
                    OPTION_UNTIL, OPTION_MATCH, OPTION_ACTOR, OPTION_RECIPIENT, OPTION_TYPE,
                    OPTION_EXPORT_STATUS, OPTION_WHERE, OPTION_ARTICLE, OPTION_EVENT, OPTION_QUIET,
                    OPTION_HELP},
        .option_count = 16,
        .run = command_export,
    },
    {
        .name = "serve",
        .usage = "serve [FILE.db] [OPTION…]",
        .summary = "show a store as a web page, and give it as JSON",
        .details =
            "The page and the API (docs/openapi.yaml) are at http://127.0.0.1:8020/ until the "
            "command is ended. The store is only read; 'annals read' may write to it meanwhile, "
            "and the page shows what came. With --address others can reach it: then every client "
            "must show the token, as 'Authorization: Bearer TOKEN', or once as /?token=TOKEN in a "
            "browser. There is no encryption: between machines put a proxy with TLS before it.",
        .examples = "  annals serve record.db\n"
                    "  annals serve record.db --port 9000\n"
                    "  ANNALS_TOKEN=$(openssl rand -hex 16) annals serve record.db --address "
                    "0.0.0.0\n",
        .options = {OPTION_DB, OPTION_PORT, OPTION_ADDRESS, OPTION_TOKEN, OPTION_HOST, OPTION_QUIET,
                    OPTION_HELP},
        .option_count = 7,
        .run = command_serve,
    },
    {
        .name = "report",
        .usage = "report [FILE.db] [-o FILE.html] [OPTION…]",
        .summary = "write the record as one HTML page",
        .details =
            "The page needs no network and runs no script: disagreements first, a timeline, events "
            "with all their reports side by side and the evidence marked in the sentences, "
            "statements by speaker, who to whom, a map, and the sources with their hashes. It can "
            "be printed. Of a large record it shows the disputed and most reported events, and "
            "says what it leaves out. The filters are those of show events.",
        .examples = "  annals report record.db -o report.html\n"
                    "  annals report record.db --actor TUR --since 2016-12 -n 50 -o turkey.html\n",
        .options = {OPTION_DB, OPTION_OUTPUT, OPTION_TITLE, OPTION_REPORT_EVENTS, OPTION_OUTLET,
                    OPTION_SINCE, OPTION_UNTIL, OPTION_MATCH, OPTION_ACTOR, OPTION_RECIPIENT,
                    OPTION_TYPE, OPTION_STATUS, OPTION_WHERE, OPTION_ARTICLE, OPTION_QUIET,
                    OPTION_HELP},
        .option_count = 16,
        .run = command_report,
    },
    {
        .name = "parse",
        .usage = "parse [INPUT…] [OPTION…]",
        .summary = "write sentences, words, trees and entities as CoNLL-U",
        .details = "Plain text is taken as prose, its paragraphs parted by empty lines; HTML is "
                   "cleaned first. Entities stand in MISC: NER=B-PER, NER=I-PER.\n"
                   "\n"
                   "--input conllu keeps given sentences, words, comments, multiword tokens and "
                   "MISC, and writes all other columns anew; DEPS and empty nodes are left out.",
        .examples = "  annals parse speech.txt\n"
                    "  echo 'ALANYA, December 1. They met.' | annals parse -\n"
                    "  annals parse --input conllu treebank.conllu --output trees.conllu\n",
        .options = {OPTION_OUTPUT, OPTION_INPUT, OPTION_DATA, OPTION_ACTORS, OPTION_AGENTS,
                    OPTION_JOBS, OPTION_PROGRESS, OPTION_QUIET, OPTION_HELP},
        .option_count = 9,
        .run = command_parse,
    },
    {
        .name = "dictionary",
        .usage = "dictionary check FILE… | name NAME [DAY] | office OFFICE OF [DAY] [OPTION…]",
        .summary = "check data files, ask what is known of actors",
        .details =
            "dictionary check reads data files or folders of them as a run with --data would and "
            "names each bad line as FILE:LINE:COLUMN, with what should stand there; the exit "
            "status is then 3. dictionary name tells whom and what a name means, and who they "
            "were on a DAY; dictionary office who held an office of a country (its code, as RUS) "
            "or an organization on a DAY. With - in place of NAME or OFFICE, questions are read "
            "from standard input, one a line, their words parted by tabs.\n"
            "\n"
            "Formats: table (the default), jsonl. docs/data.md describes the files.",
        .examples = "  annals dictionary check my-data/\n"
                    "  annals dictionary office 'foreign minister' RUS 2016-12-01\n"
                    "  annals dictionary name 'Sergei Lavrov' 2016 --format jsonl\n",
        .words = "check|name|office",
        .options = {OPTION_FORMAT, OPTION_FILE_KIND, OPTION_DATA, OPTION_ACTORS, OPTION_AGENTS,
                    OPTION_QUIET, OPTION_HELP},
        .option_count = 7,
        .run = command_dictionary,
    },
    {
        .name = "explain",
        .usage = "explain [INPUT…] | explain EVENT FILE.db [OPTION…]",
        .summary = "tell each sentence with its tree, and the reason of every resolution",
        .details = "For each sentence: its words as a tree, who each mention is and why, what the "
                   "times, places and numbers mean, and the events with the line of data that "
                   "coded them; then the frames tried, and why they fired or not. Plain text is "
                   "taken as prose; --input page cleans it first.\n"
                   "\n"
                   "With the id of an event (four hexadecimal digits or more) and a store: why its "
                   "mentions are one event, as show event EVENT --why.",
        .examples = "  annals explain report.html\n"
                    "  echo 'Chad expelled two envoys of Sudan on Friday.' | annals explain -\n",
        .options = {OPTION_OUTPUT, OPTION_INPUT, OPTION_DATA, OPTION_ACTORS, OPTION_AGENTS,
                    OPTION_VERBS, OPTION_VERBS_ONLY, OPTION_JOBS, OPTION_PROGRESS, OPTION_QUIET,
                    OPTION_HELP},
        .option_count = 11,
        .run = command_explain,
    },
    {
        .name = "record",
        .usage = "record update|join EVENT EVENT|split MENTION|forget MENTION [FILE.db] [OPTION…]",
        .summary = "bring the record over all articles up to date, decide what is one event",
        .details =
            "annals read brings the record up to date at its end: copies, stories and merged "
            "events over all articles of the store. record update does it for a store whose last "
            "run was cut short before that.\n"
            "\n"
            "record join makes two events one; record split takes a mention out of its event (show "
            "event ID --why tells the mentions' ids). These decisions stand above all evidence, "
            "also when more is read; a later one takes the place of an earlier one. record forget "
            "takes back what was decided of a mention; show decisions lists them.",
        .examples = "  annals record update record.db\n"
                    "  annals record join 3f9a 77c0 record.db\n"
                    "  annals record split 0d3eaa17c5b8f1e2-4 record.db\n"
                    "  annals record forget 0d3eaa17c5b8f1e2-4 record.db\n",
        .words = "update|join|split|forget",
        .options = {OPTION_DB, OPTION_PROGRESS, OPTION_QUIET, OPTION_HELP},
        .option_count = 4,
        .run = command_record,
    },
    {
        .name = "help",
        .usage = "help [COMMAND]",
        .summary = "explain a command",
        .words = "read|show|serve|export|report|parse|explain|dictionary|record",
        .run = command_help,
    },
};

const size_t COMMAND_COUNT = sizeof(COMMANDS) / sizeof(COMMANDS[0]);

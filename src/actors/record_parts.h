/*
 * record_parts.h - what the files of the record share.
 *
 *   in    lines of data
 *   out   entries, and the index of their names
 *   uses  keys, map, record.h, spelling, vector, words
 *
 * The index is one hash table of word sequences. Each name puts the hash of each of its beginnings
 * there, so that a walk over a text ends at the first sequence that begins no name (a trie without
 * nodes). The sequence of a whole name has a ring of links to senses. Names by exact words and by
 * spelling keys start from two seeds, so one table serves both.
 */
#ifndef ANNALS_ACTORS_RECORD_PARTS_H
#define ANNALS_ACTORS_RECORD_PARTS_H

#include "actors/keys.h"
#include "actors/record.h"
#include "actors/spelling.h"
#include "actors/words.h"
#include "base/map.h"
#include "base/vector.h"

/* Bytes of all folded words of a name. */
#define NAME_BYTES_MAX ((size_t)RECORD_NAME_WORDS_MAX * WORD_BYTES_MAX)

/* A word of a name or an article. */
struct record_word {
    uint64_t exact;   /* hash of its folded letters; 0: a WORD_BREAK */
    uint64_t spelled; /* hash of its spelling key; 0: left out of sequences of keys */
    uint8_t shape;    /* enum word_shape */
};

/* A name cut into words. */
struct name_words {
    uint32_t count;
    struct record_word words[RECORD_NAME_WORDS_MAX];
    struct slice texts[RECORD_NAME_WORDS_MAX]; /* folded; in room */
    char room[NAME_BYTES_MAX];
};

/* One sense in the ring of a name: link.next leads on, the last to the first. */
struct name_link {
    const struct record_sense *sense;
    uint32_t next;
    uint16_t capitals; /* bit per word: the text must have a capital there too */
    uint16_t uppers;   /* bit per word: the text must have capitals only */
    bool any_capital;  /* one of the words must have a capital, no matter which */
    bool own;          /* from the user's data */
};

struct role_entry {
    struct record_role role;
    uint32_t next; /* of the same office and country, or INDEX_NONE */
};

struct person_name {
    struct slice text; /* as the data writes it */
    struct record_origin origin;
    bool own;              /* from the user's data */
    uint32_t surname_word; /* marked by a "*" behind it, or INDEX_NONE */
};

struct person_entry {
    struct record_person person;
    VECTOR(struct person_name) names; /* of all lines */
    bool has_full_name;               /* one of two or more words */
};

struct record {
    struct arena *arena;
    struct spelling spelling;
    struct keys spelled_of_word; /* exact hash of a word of names -> number in spelled */
    VECTOR(uint64_t) spelled;    /* hashes of spelling keys */
    VECTOR(struct record_country) countries;
    VECTOR(struct record_organization) organizations;
    VECTOR(struct person_entry) people;
    VECTOR(struct role_entry) roles;
    VECTOR(struct record_coded) coded;
    VECTOR(struct record_agent) agents;
    VECTOR(struct record_title) titles;
    VECTOR(struct record_given_name) given_names;
    struct keys country_of_code;      /* hash of a code */
    struct keys codes;                /* hash of a code that is no country's */
    struct keys organization_of_name; /* hash of a folded first name */
    struct keys organization_of_key;  /* of it and the country */
    VECTOR(uint32_t) last_phases;     /* [organizations.count]: last line of the same one */
    struct keys person_of_key;        /* hash of a folded first name */
    struct keys role_of_key;          /* of person, office, of, first day */
    struct keys coded_of_entry;       /* record_entry_key -> number in coded */
    struct keys holders;              /* of office and of: the last role's number */
    struct keys sector_lists;         /* hash of "GOV,MIL" */
    VECTOR(struct record_sectors) sectors;
    struct keys names; /* sequences of words: the last link's number, or INDEX_NONE */
    VECTOR(struct name_link) links;
};

/* A load under way. */
struct record_load {
    struct record *record;
    struct data_faults *faults;
    struct err *err;
    bool own; /* the file under way is the user's: its senses come before those built in */
};

/* ---- record_names.c ---- */

/* Cuts a name into words, `spelled` if their spelling keys are wanted. False when it has none, more
 * than RECORD_NAME_WORDS_MAX or a break. */
bool name_words_of(struct record *record, struct slice name, bool spelled,
                   struct name_words *ret_words);

/* Makes one word of a name the word of a folded text, which is kept by the caller. */
void name_word_set(struct record *record, struct name_words *words, uint32_t at, struct slice text,
                   unsigned shape, bool spelled);

/* How a name is put into the index. */
enum name_flags {
    NAME_SPELLED = 1,     /* by its spelling keys too */
    NAME_ANY_CAPITAL = 2, /* the text has a capital somewhere; the name's own letters do not tell */
    NAME_ANY_CASE = 4,    /* the text needs no capital */
};

/* Puts a sense, which lives in the record's arena, into the index. flags: a sum of enum name_flags.
 * False with ERR_MEMORY. */
bool record_put_name(struct record_load *load, const struct name_words *words,
                     const struct record_sense *sense, unsigned flags);

/* The hash of a name's exact words. */
uint64_t name_words_hash(const struct name_words *words);

/* As record_put_name for a wording of a line, of which a copy of the sense is kept. A wording that
 * is no name is told as a fault. */
bool record_put_wording(struct record_load *load, const struct data_line *line,
                        struct slice wording, const struct record_sense *sense, unsigned flags);

/* ---- record_lines.c: one line of each kind; false with ERR_MEMORY, faults are told ---- */

bool record_read_code(struct record_load *load, const struct data_line *line);
bool record_read_country(struct record_load *load, const struct data_line *line);
bool record_read_organization(struct record_load *load, const struct data_line *line);
bool record_read_agent(struct record_load *load, const struct data_line *line);
bool record_read_title(struct record_load *load, const struct data_line *line);
bool record_read_given_name(struct record_load *load, const struct data_line *line);

/* What lines have in common. A field that is not there is empty. */
struct slice record_field(const struct data_line *line, uint32_t number);
struct record_origin record_origin_of(const struct data_line *line);
/* False when the field is no list of codes, which is told, or with ERR_MEMORY in load->err. */
bool record_sectors_of(struct record_load *load, const struct data_line *line, struct slice field,
                       struct record_sectors *ret_sectors);
/* "GOV,MIL", copied and made once for all that have it. False with ERR_MEMORY. */
bool record_make_sectors(struct record *record, struct slice list,
                         struct record_sectors *ret_sectors);
/* m, f, b or nothing; false when it is told as a fault. */
bool record_gender_field(struct record_load *load, const struct data_line *line, struct slice field,
                         enum record_gender *ret_gender);
/* The hash of a folded name, without a distinguishing "(…)" unless it is kept. */
uint64_t record_name_hash(struct slice name);
/* A name without the "(1924)" at its end. */
struct slice record_name_shown(struct slice name);

/* Whether countries.txt or codes.txt has the code; any three capitals when no such file was read.
 */
bool record_knows_country(const struct record *record, struct slice code);

/* The organisation of this first name, else of any name; INDEX_NONE for none. */
uint32_t record_organization_number(const struct record *record, struct slice name);

/* Whose office a field `of` says: a country's, whose code it is, or an organisation's, whose
 * country's code is given. False, telling the fault, when it names neither. Any text passes while
 * no organisation is known.
 */
bool record_resolve_of(struct record_load *load, const struct data_line *line, struct slice of,
                       struct slice *ret_country, uint32_t *ret_organization);

/* The key of a person or organisation in record->coded_of_entry. */
static inline uint64_t record_entry_key(enum record_kind kind, uint32_t index)
{
    return ((uint64_t)kind + 1) << 32 | index;
}

/* ---- record_people.c ---- */

bool record_read_person(struct record_load *load, const struct data_line *line);
/* Once all lines are read: orders offices, makes short names and surnames, puts names into the
 * index. */
bool record_finish_people(struct record_load *load);

/* ---- record_offices.c ---- */

/* The key of an office in record->holders: of an organisation, or with INDEX_NONE of a country's
 * code or other text. */
uint64_t record_office_key(struct slice office, uint32_t organization, struct slice of);
/* Once all is read: offices that no title words are titles of their own wording. */
bool record_finish_offices(struct record_load *load);

#endif

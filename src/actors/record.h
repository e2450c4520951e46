/*
 * record.h - what is known of actors: countries, organisations, people in office, nouns, titles.
 *
 *   in    data files of the kinds codes, countries, organizations, people, agents, titles, names
 *         and spelling (docs/data.md), and dictionaries of PETRARCH and TABARI
 *   out   names found in an article; who they are on a day; who held an office on a day
 *   uses  data_set, article.h
 *
 * How names are compared. Text is cut into words at spaces, hyphens and dots; the 's of a genitive
 * is a word of its own, other apostrophes vanish. Letters lose case and marks (Çavuşoğlu =
 * cavusoglu). People, organisations and breakaways are also found by their spelling key, made by
 * the rules of data/actors/ spelling.txt and by the given names that names.txt puts on one line
 * (Sergey = Sergei, al-Qadhafi = Gaddafi); such a match says so. A name written with capitals in
 * the data is found only where the text has a capital too; an abbreviation ("US", "WHO") of up to
 * three letters only in capitals.
 *
 * Everything is read-only once loaded: any number of threads may ask. Days are those of
 * base/date.h; an open end is INT32_MIN or INT32_MAX. Slices live as long as the record.
 */
#ifndef ANNALS_ACTORS_RECORD_H
#define ANNALS_ACTORS_RECORD_H

#include "article/article.h"
#include "base/data_set.h"

/* Words of one name; longer names of the data are faults. */
#define RECORD_NAME_WORDS_MAX 16
/* Matches at one token. */
#define RECORD_MATCHES_MAX 64

/* Kinds of files that no name tells: dictionaries of PETRARCH and TABARI (actors/petrarch.h). */
#define RECORD_PETRARCH_ACTORS "petrarch actors"
#define RECORD_PETRARCH_AGENTS "petrarch agents"

struct record;

/* Where a fact stands. */
struct record_origin {
    struct slice file; /* "data/actors/people-europe.txt" */
    uint32_t line;     /* from 1 */
};

/* Codes of PLOVER and CAMEO: GOV, MIL, … The first is the primary one. */
struct record_sectors {
    const struct slice *items;
    uint32_t count;
};

enum record_gender { RECORD_GENDER_UNKNOWN, RECORD_MALE, RECORD_FEMALE, RECORD_BOTH };

/* ---- entries ---- */

struct record_country {
    struct slice code;      /* ISO 3166-1 alpha-3; XKX; historical ones: SUN, YUG, … */
    struct slice name;      /* "Russia"; the first of the line `name` */
    struct slice adjective; /* "Russian", or empty */
    struct slice people;    /* "Russians", or empty */
    struct slice capital;   /* "Moscow", or empty */
    int32_t from, to;       /* the days on which it was a country */
    struct record_origin origin;
};

enum record_organization_kind {
    RECORD_IGO,
    RECORD_NGO,
    RECORD_ARMED_GROUP,
    RECORD_PARTY,
    RECORD_MINISTRY,
    RECORD_AGENCY,
    RECORD_MILITARY,
    RECORD_POLICE,
    RECORD_INTELLIGENCE,
    RECORD_COURT,
    RECORD_LEGISLATURE,
    RECORD_COMPANY,
    RECORD_MEDIA,
    RECORD_UNIVERSITY,
    RECORD_RELIGIOUS,
    RECORD_UNION,
    RECORD_MOVEMENT,
    RECORD_ETHNIC_GROUP,
    RECORD_CENTRAL_BANK,
    RECORD_ALLIANCE,
    RECORD_OTHER_ORGANIZATION,
};

struct record_organization {
    struct slice name;
    enum record_organization_kind kind;
    struct slice country; /* code of countries.txt or codes.txt (UNO, IGO, …), or empty */
    struct record_sectors sectors;
    int32_t from, to;    /* the days on which that held */
    uint32_t next_phase; /* the same organisation at another time, or INDEX_NONE */
    struct record_origin origin;
};

/* One office that one person held. */
struct record_role {
    uint32_t person;
    struct slice office;   /* canonical, lower case: "foreign minister" */
    struct slice of;       /* country code or organisation name as in the data, or empty */
    uint32_t organization; /* whose office it is, or INDEX_NONE for a country's or nobody's */
    struct slice country;  /* code: of the country, or of the organisation's; or empty */
    struct record_sectors sectors;
    int32_t from, to;           /* perhaps held on these days … */
    int32_t sure_from, sure_to; /* … and surely on these: "2004..2008" leaves both years open */
    bool dated;                 /* the line gives dates */
    struct record_origin origin;
};

struct record_person {
    struct slice name; /* as in the data, without a distinguishing "(1924)" */
    struct slice key;  /* with it: tells two people of one name apart */
    enum record_gender gender;
    struct slice country;                   /* of the offices, or empty */
    const struct record_role *const *roles; /* by first day, then by line */
    uint32_t role_count;
};

/* A common noun that makes a sector: "soldier", "lawmakers", "opposition leader". */
enum record_agent_kind { RECORD_AGENT_PERSON, RECORD_AGENT_GROUP, RECORD_AGENT_ORGANIZATION };
struct record_agent {
    struct slice noun; /* singular, or as first written */
    enum record_agent_kind kind;
    struct record_sectors sectors;
    bool sectors_first; /* PETRARCH's "NGO~": the code stands before the actor's */
    struct record_origin origin;
};

/* A wording of an office, or an honorific ("Mr."), whose office is empty. */
struct record_title {
    struct slice wording;
    struct slice office; /* canonical, as in struct record_role */
    struct record_sectors sectors;
    struct slice of;       /* only of this country (its code) or organisation; or empty */
    uint32_t organization; /* the latter, or INDEX_NONE */
    enum record_gender gender;
    struct record_origin origin;
};

struct record_given_name {
    struct slice name;
    enum record_gender gender;
};

/* A name of a PETRARCH dictionary, with its codes over time. */
struct record_code {
    struct slice code;             /* raw: "RUSGOV" */
    struct slice country;          /* "RUS", or empty */
    struct record_sectors sectors; /* "GOV" */
    int32_t from, to;
    bool dated;
    struct record_origin origin;
};
struct record_coded {
    struct slice name;               /* "SERGEY LAVROV" as the file writes it, with spaces */
    const struct record_code *codes; /* in the file's order: the first that fits a day counts */
    uint32_t code_count;
};

/* ---- loading ---- */

/*
 * Reads all files of the set that are of a kind of this record, in the set's order. Facts of later
 * files win: a person's or country's line again adds to it, and the same office and country with
 * the same first day replaces the earlier line. Bad lines are told to faults and passed over; the
 * record is then good with what remains, and it is for the caller to go on or not
 * (data_faults_end). False only with ERR_MEMORY or ERR_LIMIT. O(bytes); about 10 ms for 10,000
 * lines.
 */
bool record_load(const struct data_set *set, struct data_faults *faults, struct arena *arena,
                 const struct record **ret_record, struct err *err);

/* Whether record_load reads files of this kind. */
bool record_reads_kind(struct slice kind);

/* ---- names in text ---- */

enum record_kind {
    RECORD_COUNTRY,
    RECORD_ORGANIZATION,
    RECORD_PERSON,
    RECORD_CODED,
    RECORD_AGENT,
    RECORD_TITLE,
    RECORD_GIVEN_NAME,
};

/* How a wording stands to its entry. */
enum record_relation {
    RECORD_NAME,       /* a full name, or any other name that says all; a person's only name */
    RECORD_SHORT_NAME, /* person: first and last of three names, initials: made, not in the data */
    RECORD_ONE_WORD,   /* person: one word that the data gives beside full names: "Putin" */
    RECORD_SURNAME,    /* person: last name alone: made, not in the data */
    RECORD_ADJECTIVE,  /* country, region or breakaway: "Russian" */
    RECORD_PEOPLE,     /* "Russians" */
    RECORD_CAPITAL,
    RECORD_SEAT,      /* "Kremlin" */
    RECORD_REGION,    /* "Crimea" */
    RECORD_BREAKAWAY, /* "Abkhazia" */
    RECORD_FORMER,    /* "Zaire"; see from and to */
    RECORD_SINGULAR,  /* agent: its first word */
    RECORD_PLURAL,    /* agent: its second word */
    RECORD_SPELLING,  /* agent: a further word, singular or plural as the text has it */
};

/* One meaning of one wording. */
struct record_sense {
    enum record_kind kind;
    enum record_relation relation;
    uint32_t index;                /* of the entry, in record_country_at etc. by kind */
    struct slice wording;          /* as the data writes it */
    struct record_sectors sectors; /* of seats, regions, breakaways; else empty */
    int32_t from, to;              /* when the wording meant it */
    struct record_origin origin;
};

/* The words of a text, folded and hashed once, so that matching costs little. */
struct record_words {
    const struct record_word *words;
    const uint32_t *first_word; /* [token_count + 1]: words of a token, none for punctuation */
    uint32_t token_count;
};

/* The words of all tokens of an article, in arena. False with ERR_MEMORY or ERR_LIMIT. */
bool record_words_of_article(const struct record *record, const struct article *article,
                             struct arena *arena, struct record_words *ret_words, struct err *err);
/* The words of a text whose tokens are what spaces part; for questions and tests. */
bool record_words_of_text(const struct record *record, struct slice text, struct arena *arena,
                          struct record_words *ret_words, struct err *err);

struct record_match {
    const struct record_sense *sense;
    uint32_t token_count; /* tokens [token, token + token_count) */
    bool by_spelling;     /* the letters differ; the spelling key is the same */
};

/* All meanings of the wordings that start at a token and end before token_limit; the longest first,
 * then exact ones before those by spelling, then the user's own, then by kind. At most max
 * (RECORD_MATCHES_MAX is enough); the shortest are left out. Returns their number. O(words of the
 * longest). */
size_t record_match(const struct record *record, const struct record_words *words, uint32_t token,
                    uint32_t token_limit, struct record_match *ret_matches, size_t max);

/* As record_match for a whole text: only meanings of all its words. */
size_t record_find(const struct record *record, struct slice text, struct record_match *ret_matches,
                   size_t max);

/* ---- entries by number and by code; index < count ---- */

size_t record_country_count(const struct record *record);
size_t record_organization_count(const struct record *record);
size_t record_person_count(const struct record *record);
const struct record_country *record_country_at(const struct record *record, uint32_t index);
const struct record_organization *record_organization_at(const struct record *record,
                                                         uint32_t index);
/* What it was on the days: the last line that holds on some of them, else the nearest; for
 * DAY_UNKNOWN the last of all. */
const struct record_organization *record_organization_on(const struct record *record,
                                                         uint32_t index, int32_t earliest,
                                                         int32_t latest);
const struct record_person *record_person_at(const struct record *record, uint32_t index);
const struct record_coded *record_coded_at(const struct record *record, uint32_t index);
const struct record_agent *record_agent_at(const struct record *record, uint32_t index);
const struct record_title *record_title_at(const struct record *record, uint32_t index);
const struct record_given_name *record_given_name_at(const struct record *record, uint32_t index);

/* NULL when there is none. O(1). */
const struct record_country *record_country_of_code(const struct record *record, struct slice code);
/* By its first name, else by any of its names. NULL when there is none. O(words). */
const struct record_organization *record_organization_of_name(const struct record *record,
                                                              struct slice name);
/* The gender that a given name tells; by spelling key too. O(1). */
enum record_gender record_gender_of(const struct record *record, struct slice given_name);

/* ---- who somebody is on a day ---- */

/* How an office stands to the days asked for. */
enum record_tenure {
    RECORD_HELD,    /* on all the days asked for */
    RECORD_PERHAPS, /* on some of them */
    RECORD_UNDATED, /* the line has no dates, or the days asked for are not known */
    RECORD_ENDED,   /* before them */
    RECORD_TO_COME, /* after them */
};

struct record_role_at {
    const struct record_role *role;
    enum record_tenure tenure;
};

/*
 * A person's offices, the best first: by tenure in the order above, then the later first day first,
 * then a country's before an organisation's. When the days are DAY_UNKNOWN all are RECORD_UNDATED
 * and the one that began last comes first, an open one before all. Returns their number, at most
 * max.
 */
size_t record_roles_at(const struct record *record, uint32_t person, int32_t earliest,
                       int32_t latest, struct record_role_at *ret_roles, size_t max);

/* What a sense says of its actor on the days. */
struct record_identity {
    enum actor_kind kind;
    struct slice name;    /* canonical */
    struct slice country; /* code, or empty */
    struct record_sectors
        sectors;                 /* ELI alone for a person whose offices all ended or are to come */
    struct slice role;           /* office held, or empty */
    struct slice organization;   /* of the office, or empty */
    struct slice code;           /* raw code of a PETRARCH dictionary, or empty */
    enum record_tenure tenure;   /* of the office or code */
    struct record_origin origin; /* of the line that decided */
};

/* Never fails; agents, titles and given names give kind and sectors. DAY_UNKNOWN as above. */
void record_identify(const struct record *record, const struct record_sense *sense,
                     int32_t earliest, int32_t latest, struct record_identity *ret_identity);

/* The code of a PETRARCH dictionary's name on the days: the first in the file that holds on some of
 * them, else one without days; for DAY_UNKNOWN one without days, else the last. NULL for none. */
const struct record_code *record_code_on(const struct record *record, uint32_t coded,
                                         int32_t earliest, int32_t latest);

/* ---- who held an office ---- */

/* The canonical office that a wording means in a country (its code) or organisation (its first
 * name): the first title of that country or organisation, else the first of all ("secretary of
 * state" of USA: "foreign minister"). Empty when no title or office has that wording. O(words). */
struct slice record_office(const struct record *record, struct slice wording, struct slice of);

/*
 * Who held an office of a country (its code) or organisation (its first name) on the days:
 * RECORD_HELD first, then RECORD_PERHAPS by first day. With DAY_UNKNOWN all who ever held it, the
 * last first. office is canonical (record_office). Returns their number, at most max.
 */
size_t record_holders(const struct record *record, struct slice office, struct slice of,
                      int32_t earliest, int32_t latest, struct record_role_at *ret_roles,
                      size_t max);

#endif

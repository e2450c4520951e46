/*
 * test_record.c - actors/record: facts about actors, names found in text, offices on a day.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "actors/record.h"
#include "base/date.h"

static const char SPELLING[] = "rule | kh | h\n"
                               "rule | q | k\n"
                               "rule | dj | j\n"
                               "rule | w | v\n"
                               "rule | ou | u\n"
                               "rule | of$ | ov\n"
                               "rule | ey; ei | i\n"
                               "rule | e; y | i\n"
                               "rule | o | u\n"
                               "same | Gaddafi; Qaddafi; Kadhafi; Gadhafi\n"
                               "skip | al; el\n"
                               "particle | bin; van; der; de; al\n"
                               "suffix | jr; ii\n"
                               "family-first | CHN\n";

static const char COUNTRIES[] = "# codes\n"
                                "RUS | name | Russia; Russian Federation | | iso\n"
                                "RUS | adjective | Russian | | k\n"
                                "RUS | people | Russian; Russians | | k\n"
                                "RUS | capital | Moscow | | k\n"
                                "RUS | seat | Kremlin; the Kremlin | | k\n"
                                "RUS | former | Soviet Union; USSR | ..1991-12-26 | k\n"
                                "USA | name | United States; US; U.S.; America | | iso\n"
                                "USA | adjective | American; U.S. | | k\n"
                                "USA | seat | White House | | k\n"
                                "USA | seat | Pentagon | | k | MIL\n"
                                "TUR | name | Turkey; Türkiye | | iso\n"
                                "TUR | capital | Ankara | | k\n"
                                "GEO | name | Georgia | 1991-04-09.. | iso\n"
                                "GEO | breakaway | Abkhazia; Abkhaz | | k\n"
                                "LBY | name | Libya | | iso\n"
                                "CHN | name | China | | iso\n"
                                "MEX | name | Mexico | | iso\n"
                                "JOR | name | Jordan | | iso\n"
                                "ITA | name | Italy | | iso\n"
                                "DEU | name | Germany | | iso\n";

static const char ORGANIZATIONS[] =
    "United Nations; UN; U.N. | igo | | IGO | 1945-10-24.. | k\n"
    "World Health Organization; WHO | igo | | IGO | 1948.. | k\n"
    "People's Liberation Army; PLA | military | CHN | MIL | | k\n"
    "Labour Party | party | MEX | PTY | | k\n"
    "Labour Party | party | JOR | PTY | | k\n"
    "Hezbollah; Hizballah | armed-group | | REB | 1985.. | k\n"
    "Taliban | armed-group | CHN | REB | 1994..1996-09-26 | k\n"
    "Taliban | armed-group | CHN | GOV | 1996-09-27..2001-11-13 | k\n"
    "Taliban | armed-group | CHN | REB | 2001-11-14..2021-08-14 | k\n"
    "World Bank | igo | IGO | | | k\n";

static const char PEOPLE[] =
    "Sergey Lavrov | foreign minister | RUS | GOV | 2004-03-09.. | m | k\n"
    "Igor Ivanov | foreign minister | RUS | GOV | 1998-09-11..2004-03-09 | m | k\n"
    "Vladimir Putin; Putin | president | RUS | GOV | 2000-05-07..2008-05-07 | m | k\n"
    "Vladimir Putin | prime minister | RUS | GOV | 2008-05-08..2012-05-07 | m | k\n"
    "Vladimir Putin | president | RUS | GOV | 2012-05-07.. | m | k\n"
    "Mevlüt Çavuşoğlu | foreign minister | TUR | GOV | 2014..2023-06 | m | k\n"
    "Muammar Gaddafi | leader | LBY | GOV | 1969-09-01..2011-10-20 | m | k\n"
    "George Bush (1924); George Bush; George H. W. Bush | president | USA | GOV | "
    "1989-01-20..1993-01-20 | m | k\n"
    "George Bush (1946); George W. Bush; George Bush | president | USA | GOV | "
    "2001-01-20..2009-01-20 | m | k\n"
    "Ban* Ki-moon | foreign minister | DEU | GOV | 1950..1951 | m | k\n"
    "Xi Jinping | president | CHN | GOV | 2013-03-14.. | m | k\n"
    "Enrique Peña Nieto | president | MEX | GOV | 2012-12-01..2018-11-30 | m | k\n"
    "Osama bin Laden | leader | Hezbollah | REB | 1988..2011-05-02 | m | k\n"
    "Colin Powell | foreign minister | USA | GOV | 2001-01-20..2005-01-26 | m | k\n"
    "Kofi Annan | secretary-general | United Nations | IGO | 1997..2006 | m | k\n"
    "Jane Undated | finance minister | DEU | GOV | | f | k\n"
    "Kim de Vries | finance minister | DEU | GOV | 2009..2013 | b | k\n";

static const char AGENTS[] = "soldier; soldiers | MIL | person | k\n"
                             "police; police | COP | organization | k\n"
                             "opposition leader; opposition leaders | OPP | person | k\n";

static const char TITLES[] = "secretary of state; top diplomat | foreign minister | GOV | USA\n"
                             "top diplomat | foreign minister | GOV |\n"
                             "Mr.; Mr | | | | m\n";

static const char NAMES[] = "Sergey; Sergei; Serguei | m\n"
                            "Mohammed; Muhammad; Mohamed | m\n"
                            "Anna | f\n";

static const struct {
    const char *name;
    const char *text;
} FILES[] = {
    {"agents.txt", AGENTS},
    {"codes.txt", "IGO | other intergovernmental organizations | k\n"},
    {"countries.txt", COUNTRIES},
    {"names.txt", NAMES},
    {"organizations.txt", ORGANIZATIONS},
    {"people-1.txt", PEOPLE},
    {"spelling.txt", SPELLING},
    {"titles.txt", TITLES},
};

static struct arena arena;
static const struct record *record;

static int load(void **state)
{
    (void)state;
    struct err err;
    struct data_faults faults = {0};
    arena_init(&arena, (size_t)64 << 20);
    struct data_set set = {.arena = &arena};
    for (size_t i = 0; i < sizeof(FILES) / sizeof(FILES[0]); i++)
        data_set_add_bytes(&set, slice_from(FILES[i].name), slice_from(FILES[i].text), &err);
    if (!record_load(&set, &faults, &arena, &record, &err))
        return -1;
    if (faults.count > 0)
        print_error("%s:%u: %s\n", faults.first.file.ptr, faults.first.line, faults.first.expected);
    return faults.count == 0 ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

/* The first meaning of a whole text of this kind, or NULL. */
static const struct record_sense *find(const char *text, enum record_kind kind)
{
    struct record_match matches[RECORD_MATCHES_MAX];
    size_t count = record_find(record, slice_from(text), matches, RECORD_MATCHES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (matches[i].sense->kind == kind)
            return matches[i].sense;
    }
    return NULL;
}

static void assert_slice(struct slice s, const char *expected)
{
    assert_int_equal(s.len, strlen(expected));
    assert_memory_equal(s.ptr, expected, s.len);
}

/* The name of the country, organisation or person that a text means. */
static void assert_means(const char *text, enum record_kind kind, enum record_relation relation,
                         const char *name)
{
    const struct record_sense *sense = find(text, kind);
    struct record_identity identity;
    if (!sense)
        print_error("'%s' means nothing of kind %d\n", text, (int)kind);
    assert_non_null(sense);
    record_identify(record, sense, DAY_UNKNOWN, DAY_UNKNOWN, &identity);
    assert_int_equal(sense->relation, relation);
    assert_slice(identity.name, name);
}

static void names_are_found_by_their_words(void **state)
{
    (void)state;
    assert_means("Russia", RECORD_COUNTRY, RECORD_NAME, "Russia");
    assert_means("Russian Federation", RECORD_COUNTRY, RECORD_NAME, "Russia");
    assert_means("Kremlin", RECORD_COUNTRY, RECORD_SEAT, "Russia");
    assert_means("MOSCOW", RECORD_COUNTRY, RECORD_CAPITAL, "Russia");
    assert_means("Turkiye", RECORD_COUNTRY, RECORD_NAME, "Turkey");
    assert_means("Mevlut Cavusoglu", RECORD_PERSON, RECORD_NAME, "Mevlüt Çavuşoğlu");
    assert_means("People’s Liberation Army", RECORD_ORGANIZATION, RECORD_NAME,
                 "People's Liberation Army");
    assert_means("U.S.", RECORD_COUNTRY, RECORD_NAME, "United States");
    assert_null(find("us", RECORD_COUNTRY));
    assert_null(find("Who", RECORD_ORGANIZATION));
    assert_null(find("turkey", RECORD_COUNTRY));
    assert_means("WHO", RECORD_ORGANIZATION, RECORD_NAME, "World Health Organization");
}

static void spellings_of_one_name_are_one(void **state)
{
    (void)state;
    static const char *const LAVROV[] = {"Sergei Lavrov",   "Serguei Lavrov", "Sergey Lawrow",
                                         "Sergueï Lavroff", "SERGEI LAVROV",  "Sergey Lavrof"};
    static const char *const GADDAFI[] = {"Muammar al-Gadhafi", "Mouammar Kadhafi",
                                          "Muammar al Qaddafi"};
    for (size_t i = 0; i < sizeof(LAVROV) / sizeof(LAVROV[0]); i++)
        assert_means(LAVROV[i], RECORD_PERSON, RECORD_NAME, "Sergey Lavrov");
    for (size_t i = 0; i < sizeof(GADDAFI) / sizeof(GADDAFI[0]); i++)
        assert_means(GADDAFI[i], RECORD_PERSON, RECORD_NAME, "Muammar Gaddafi");
    assert_null(find("sergei lavrov", RECORD_PERSON));
    assert_null(find("Sergei Lavrenko", RECORD_PERSON));
}

static void short_names_and_surnames_are_made(void **state)
{
    (void)state;
    assert_means("Putin", RECORD_PERSON, RECORD_ONE_WORD, "Vladimir Putin");
    assert_means("Lavrov", RECORD_PERSON, RECORD_SURNAME, "Sergey Lavrov");
    assert_means("V. Putin", RECORD_PERSON, RECORD_SHORT_NAME, "Vladimir Putin");
    assert_means("Xi", RECORD_PERSON, RECORD_SURNAME, "Xi Jinping");
    assert_null(find("Jinping", RECORD_PERSON));
    assert_means("Ban Ki Moon", RECORD_PERSON, RECORD_NAME, "Ban Ki-moon");
    assert_means("Ban", RECORD_PERSON, RECORD_SURNAME, "Ban Ki-moon");
    assert_null(find("Moon", RECORD_PERSON));
    assert_means("Bin Laden", RECORD_PERSON, RECORD_SURNAME, "Osama bin Laden");
    assert_means("Pena Nieto", RECORD_PERSON, RECORD_SURNAME, "Enrique Peña Nieto");
    assert_means("Enrique Nieto", RECORD_PERSON, RECORD_SHORT_NAME, "Enrique Peña Nieto");
    assert_means("De Vries", RECORD_PERSON, RECORD_SURNAME, "Kim de Vries");
}

static void two_people_of_one_name_stay_two(void **state)
{
    (void)state;
    struct record_match matches[RECORD_MATCHES_MAX];
    size_t count = record_find(record, SLICE("George Bush"), matches, RECORD_MATCHES_MAX);
    assert_int_equal(count, 2);
    assert_int_not_equal(matches[0].sense->index, matches[1].sense->index);
    assert_means("George W. Bush", RECORD_PERSON, RECORD_NAME, "George Bush");
    const struct record_sense *sense = find("George W. Bush", RECORD_PERSON);
    assert_slice(record_person_at(record, sense->index)->key, "George Bush (1946)");
}

static void the_longest_match_comes_first(void **state)
{
    (void)state;
    struct record_words words;
    struct err err;
    struct record_match matches[RECORD_MATCHES_MAX];
    struct slice text = SLICE(
        "The Russian Federation 's Sergey Lavrov , Jr. met soldiers in Moscow .");
    assert_true(record_words_of_text(record, text, &arena, &words, &err));
    assert_int_equal(words.token_count, 13);
    size_t count = record_match(record, &words, 1, words.token_count, matches, RECORD_MATCHES_MAX);
    assert_int_equal(count, 3);
    assert_int_equal(matches[0].token_count, 2);
    assert_int_equal(matches[1].token_count, 1);
    assert_int_equal(matches[1].sense->relation, RECORD_ADJECTIVE);
    assert_int_equal(record_match(record, &words, 1, 2, matches, RECORD_MATCHES_MAX), 2);
    assert_int_equal(record_match(record, &words, 4, 13, matches, 1), 1);
    assert_int_equal(matches[0].token_count, 2);
    assert_int_equal(record_match(record, &words, 9, 13, matches, RECORD_MATCHES_MAX), 1);
    assert_int_equal(matches[0].sense->relation, RECORD_PLURAL);
    assert_int_equal(record_match(record, &words, 6, 13, matches, RECORD_MATCHES_MAX), 0);
    assert_int_equal(record_match(record, &words, 12, 13, matches, RECORD_MATCHES_MAX), 0);
}

/* The role and sector of a person on a day. */
static void assert_on(const char *name, int year, unsigned month, unsigned day, const char *role,
                      const char *sector)
{
    struct record_identity identity;
    int32_t days = year ? date_days(year, month, day) : DAY_UNKNOWN;
    const struct record_sense *sense = find(name, RECORD_PERSON);
    assert_non_null(sense);
    record_identify(record, sense, days, days, &identity);
    assert_slice(identity.role, role);
    if (*sector == '\0') {
        assert_int_equal(identity.sectors.count, 0);
    } else {
        assert_int_equal(identity.sectors.count, 1);
        assert_slice(identity.sectors.items[0], sector);
    }
}

static void offices_depend_on_the_day(void **state)
{
    (void)state;
    assert_on("Vladimir Putin", 2005, 1, 1, "president", "GOV");
    assert_on("Vladimir Putin", 2010, 1, 1, "prime minister", "GOV");
    assert_on("Vladimir Putin", 2016, 12, 1, "president", "GOV");
    assert_on("Vladimir Putin", 0, 0, 0, "president", "GOV");
    assert_on("Vladimir Putin", 1990, 1, 1, "", "");
    assert_on("Igor Ivanov", 2010, 1, 1, "", "ELI");
    assert_on("Kofi Annan", 2012, 1, 1, "", "ELI");
    assert_on("Osama bin Laden", 2012, 1, 1, "", "REB");
    assert_on("Mevlut Cavusoglu", 2014, 5, 1, "foreign minister", "GOV");
    assert_on("Mevlut Cavusoglu", 2023, 6, 20, "foreign minister", "GOV");
    assert_on("Mevlut Cavusoglu", 2023, 7, 1, "", "ELI");
    assert_on("Jane Undated", 2014, 5, 1, "finance minister", "GOV");
}

static void years_leave_their_edges_open(void **state)
{
    (void)state;
    struct record_role_at at;
    const struct record_sense *sense = find("Mevlut Cavusoglu", RECORD_PERSON);
    int32_t day = date_days(2014, 5, 1);
    assert_int_equal(record_roles_at(record, sense->index, day, day, &at, 1), 1);
    assert_int_equal(at.tenure, RECORD_PERHAPS);
    day = date_days(2015, 5, 1);
    record_roles_at(record, sense->index, day, day, &at, 1);
    assert_int_equal(at.tenure, RECORD_HELD);
    record_roles_at(record, sense->index, DAY_UNKNOWN, DAY_UNKNOWN, &at, 1);
    assert_int_equal(at.tenure, RECORD_UNDATED);
}

/* The first holder of an office on a day, or "". */
static void assert_holder(const char *office, const char *of, int year, const char *name)
{
    struct record_role_at roles[4];
    int32_t day = year ? date_days(year, 7, 1) : DAY_UNKNOWN;
    struct slice canonical = record_office(record, slice_from(office), slice_from(of));
    size_t count = record_holders(record, canonical, slice_from(of), day, day, roles, 4);
    if (*name == '\0') {
        assert_int_equal(count, 0);
        return;
    }
    assert_true(count > 0);
    assert_slice(record_person_at(record, roles[0].role->person)->name, name);
}

static void holders_are_found_by_office_and_day(void **state)
{
    (void)state;
    assert_holder("foreign minister", "RUS", 2016, "Sergey Lavrov");
    assert_holder("Foreign Minister", "RUS", 2000, "Igor Ivanov");
    assert_holder("foreign minister", "RUS", 1990, "");
    assert_holder("foreign minister", "RUS", 0, "Sergey Lavrov");
    assert_holder("secretary of state", "USA", 2003, "Colin Powell");
    assert_holder("top diplomat", "RUS", 2003, "Igor Ivanov");
    assert_holder("secretary of state", "RUS", 2003, "");
    assert_holder("secretary-general", "United Nations", 2003, "Kofi Annan");
    assert_holder("president", "USA", 2003, "George Bush");
    assert_holder("finance minister", "DEU", 2011, "Kim de Vries");
    assert_holder("finance minister", "DEU", 2020, "Jane Undated");
}

static void countries_have_their_facts(void **state)
{
    (void)state;
    const struct record_country *country = record_country_of_code(record, SLICE("RUS"));
    assert_slice(country->name, "Russia");
    assert_slice(country->adjective, "Russian");
    assert_slice(country->people, "Russians");
    assert_slice(country->capital, "Moscow");
    assert_int_equal(record_country_of_code(record, SLICE("GEO"))->from, date_days(1991, 4, 9));
    assert_null(record_country_of_code(record, SLICE("XXX")));
    const struct record_sense *sense = find("Soviet Union", RECORD_COUNTRY);
    assert_int_equal(sense->to, date_days(1991, 12, 26));
    assert_slice(find("Pentagon", RECORD_COUNTRY)->sectors.items[0], "MIL");
    assert_slice(find("White House", RECORD_COUNTRY)->sectors.items[0], "GOV");
    assert_slice(find("Abkhazia", RECORD_COUNTRY)->sectors.items[0], "PRE");
}

static void organizations_change_with_time(void **state)
{
    (void)state;
    static const struct {
        int year;
        const char *sector;
    } PHASES[] = {{1985, "REB"}, {1995, "REB"}, {1999, "GOV"}, {2010, "REB"}, {2030, "REB"}};
    struct record_match matches[RECORD_MATCHES_MAX];
    assert_int_equal(record_find(record, SLICE("Taliban"), matches, RECORD_MATCHES_MAX), 1);
    for (size_t i = 0; i < sizeof(PHASES) / sizeof(PHASES[0]); i++) {
        struct record_identity identity;
        int32_t day = date_days(PHASES[i].year, 7, 1);
        record_identify(record, matches[0].sense, day, day, &identity);
        assert_slice(identity.sectors.items[0], PHASES[i].sector);
    }
    assert_slice(record_organization_of_name(record, SLICE("world bank"))->country, "IGO");
    assert_null(record_country_of_code(record, SLICE("IGO")));
}

static void nouns_titles_and_given_names_are_known(void **state)
{
    (void)state;
    const struct record_sense *sense = find("opposition leaders", RECORD_AGENT);
    assert_int_equal(sense->relation, RECORD_PLURAL);
    assert_slice(record_agent_at(record, sense->index)->noun, "opposition leader");
    assert_non_null(find("Opposition leader", RECORD_AGENT));
    sense = find("Mr.", RECORD_TITLE);
    assert_int_equal(record_title_at(record, sense->index)->gender, RECORD_MALE);
    assert_int_equal(record_gender_of(record, SLICE("Anna")), RECORD_FEMALE);
    assert_int_equal(record_gender_of(record, SLICE("Mohamed")), RECORD_MALE);
    assert_int_equal(record_gender_of(record, SLICE("Zzyzx")), RECORD_GENDER_UNKNOWN);
    struct record_match matches[RECORD_MATCHES_MAX];
    assert_int_equal(record_find(record, SLICE("Labour Party"), matches, RECORD_MATCHES_MAX), 2);
}

/* ---- the data that is built in ---- */

static void tell_fault(void *context, const struct data_fault *fault)
{
    (void)context;
    print_error("%.*s:%u:%u: %s\n", SLICE_ARG(fault->file), fault->line, fault->column,
                fault->expected);
}

static void built_in_data_has_no_faults(void **state)
{
    (void)state;
    struct data_faults faults = {.tell = tell_fault};
    struct arena own;
    struct err err;
    const struct record *built_in;
    struct data_set set;
    arena_init(&own, (size_t)256 << 20);
    assert_true(data_set_built_in(&own, &set, &err));
    assert_true(record_load(&set, &faults, &own, &built_in, &err));
    assert_int_equal(faults.count, 0);
    arena_free(&own);
}

/* ---- dictionaries of PETRARCH ---- */

static const char PETRARCH_ACTORS[] = "# a comment\n"
                                      "RUSSIA_ [RUS]\n"
                                      "+RUSSIAN_FEDERATION_ <!-- a comment --> \n"
                                      "<!-- more\n"
                                      "NOT_READ [XXX]\n"
                                      "-->\n"
                                      "SERGEY_LAVROV_ ; foreign minister\n"
                                      "+S._LAVROV_\n"
                                      "\t[RUSGOV 040309-20101231]\n"
                                      "\t[RUSELI >20101231] trailing words\n"
                                      "UN_ [IGOUNO]\n"
                                      "AN_ORG_ [USA <500101] [ITAREB]\n";

static const char PETRARCH_AGENTS[] = "!PERSON! = MAN, MEN\n"
                                      "TROOP {} [~MIL]\n"
                                      "MINISTRY_ [~GOV]\n"
                                      "ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOVJUD] # x\n"
                                      "CONGRESS!PERSON! [~LEG}\n"
                                      "RIGHTS_ACTIVIST [NGO~]\n"
                                      "NO_CODE\n";

/* The record of two PETRARCH files on top of no others but countries. */
static const struct record *load_petrarch(struct arena *own, const char *actors, const char *agents,
                                          struct data_faults *faults)
{
    struct err err;
    const struct record *loaded;
    struct data_set set = {.arena = own};
    arena_init(own, (size_t)16 << 20);
    data_set_add_bytes(&set, SLICE("data/actors/countries.txt"), SLICE(COUNTRIES), &err);
    set.files.items[0].built_in = true;
    data_set_add_bytes(&set, SLICE("codes.txt"), SLICE("IGO | x\nUNO | x\n"), &err);
    data_set_add_bytes(&set, SLICE("a.txt"), slice_from(actors), &err);
    set.files.items[2].kind = SLICE(RECORD_PETRARCH_ACTORS);
    data_set_add_bytes(&set, SLICE("b.txt"), slice_from(agents), &err);
    set.files.items[3].kind = SLICE(RECORD_PETRARCH_AGENTS);
    assert_true(record_load(&set, faults, own, &loaded, &err));
    return loaded;
}

/* "COUNTRY:SECTOR:CODE" of a name on a day. */
static void assert_coded(const struct record *loaded, const char *name, int year,
                         const char *expected)
{
    char text[64];
    struct record_match match;
    struct record_identity identity;
    int32_t day = year ? date_days(year, 7, 1) : DAY_UNKNOWN;
    assert_true(record_find(loaded, slice_from(name), &match, 1) == 1);
    record_identify(loaded, match.sense, day, day, &identity);
    struct slice sector = identity.sectors.count
                              ? identity.sectors.items[identity.sectors.count - 1]
                              : SLICE_EMPTY;
    snprintf(text, sizeof(text), "%.*s:%.*s:%.*s", SLICE_ARG(identity.country), SLICE_ARG(sector),
             SLICE_ARG(identity.code));
    assert_string_equal(text, expected);
}

static void petrarch_actors_have_codes_by_day(void **state)
{
    (void)state;
    struct data_faults faults = {0};
    struct arena own;
    struct record_match match;
    const struct record *loaded = load_petrarch(&own, PETRARCH_ACTORS, PETRARCH_AGENTS, &faults);
    assert_int_equal(faults.count + faults.passable_count, 0);
    assert_coded(loaded, "Russian Federation", 2004, "RUS::");
    assert_coded(loaded, "S. Lavrov", 2007, "RUS:GOV:RUSGOV");
    assert_coded(loaded, "Sergey Lavrov", 2012, "RUS:ELI:RUSELI");
    assert_coded(loaded, "Sergey Lavrov", 1999, "RUS::");
    assert_coded(loaded, "SERGEY LAVROV", 0, "RUS:ELI:RUSELI");
    assert_coded(loaded, "UN", 0, "UNO:IGO:IGOUNO");
    assert_coded(loaded, "An org", 1940, "USA::USA");
    assert_coded(loaded, "An org", 1960, "ITA:REB:ITAREB");
    assert_int_equal(record_find(loaded, SLICE("un"), &match, 1), 0);
    assert_int_equal(record_find(loaded, SLICE("not read"), &match, 1), 0);
    arena_free(&own);
}

static void petrarch_agents_have_their_forms(void **state)
{
    (void)state;
    struct data_faults faults = {0};
    struct arena own;
    struct record_match match;
    const struct record *loaded = load_petrarch(&own, PETRARCH_ACTORS, PETRARCH_AGENTS, &faults);
    assert_coded(loaded, "troop", 0, ":MIL:");
    assert_coded(loaded, "Ministries", 0, ":GOV:");
    assert_coded(loaded, "attorneys general", 0, ":JUD:");
    assert_coded(loaded, "congressmen", 0, ":LEG:");
    assert_coded(loaded, "rights activists", 0, ":NGO:");
    assert_true(record_agent_at(loaded, 4)->sectors_first);
    assert_int_equal(record_find(loaded, SLICE("troops"), &match, 1), 0);
    assert_int_equal(record_find(loaded, SLICE("no code"), &match, 1), 0);
    arena_free(&own);
}

static void bad_lines_of_petrarch_are_told(void **state)
{
    (void)state;
    struct data_faults faults = {0};
    struct arena own;
    load_petrarch(&own,
                  "\t[RUS]\n"
                  "RUSSIA_ [RUS\n"
                  "RUSSIA_ [ru]\n"
                  "RUSSIA_ [RUS 20x10101]\n"
                  "RUSSIA_ [RUSGOV 20011301-20020101]\n"
                  "RUSSIA_ [RUS]\n",
                  "TROOP ~MIL]\n"
                  "TROOP [~MIL\n"
                  "TROOP [~MI]\n"
                  "[~MIL]\n"
                  "!A! = !A!, B\n",
                  &faults);
    assert_int_equal(faults.count, 7);
    assert_int_equal(faults.passable_count, 3);
    arena_free(&own);
}

/* ---- faults ---- */

struct told {
    unsigned count;
    uint32_t lines[16];
    uint32_t columns[16];
};

static void note_fault(void *context, const struct data_fault *fault)
{
    struct told *told = context;
    if (told->count < 16) {
        told->lines[told->count] = fault->line;
        told->columns[told->count] = fault->column;
    }
    told->count++;
}

static void bad_lines_are_told_and_passed_over(void **state)
{
    (void)state;
    static const char LINES[] = "Ann One | president | RUS | GOV | 2001.. | f | k\n"
                                "Ann Two | president | RUS | GOV | 20x1.. | f | k\n"
                                " | president | RUS | GOV | | f | k\n"
                                "Ann Three | president | RUS | gov | 2001.. | f | k\n"
                                "Ann Four | president | RUS | GOV | 2001.. | x | k\n"
                                "Ann Five | president | XQZ | GOV | 2001.. | f | k\n"
                                ", | president | RUS | GOV | | f | k\n"
                                "a b c d e f g h i j k l m n o p q | president | RUS | GOV | | f\n";
    struct told told = {0};
    struct data_faults faults = {.tell = note_fault, .context = &told};
    struct arena own;
    struct err err;
    const struct record *other;
    arena_init(&own, (size_t)16 << 20);
    struct data_set set = {.arena = &own};
    data_set_add_bytes(&set, SLICE("people.txt"), SLICE(LINES), &err);
    data_set_add_bytes(&set, SLICE("countries.txt"), SLICE("RUS | name | Russia\n"), &err);
    assert_true(record_load(&set, &faults, &own, &other, &err));
    assert_false(data_faults_end(&faults, &err));
    assert_int_equal(err.code, ERR_FORMAT);
    assert_int_equal(told.count, 7);
    for (unsigned i = 0; i < 7; i++)
        assert_int_equal(told.lines[i], i + 2);
    assert_int_equal(told.columns[0], 35);
    assert_int_equal(record_find(other, SLICE("Ann One"), &(struct record_match){0}, 1), 1);
    arena_free(&own);
}

static void later_facts_win(void **state)
{
    (void)state;
    struct data_faults faults = {0};
    struct arena own;
    struct err err;
    const struct record *other;
    struct record_role_at at;
    arena_init(&own, (size_t)16 << 20);
    struct data_set set = {.arena = &own};
    data_set_add_bytes(&set, SLICE("countries.txt"), SLICE(COUNTRIES), &err);
    data_set_add_bytes(&set, SLICE("people.txt"),
                       SLICE("Sergey Lavrov | foreign minister | RUS | GOV | 2004-03-09.. | m\n"),
                       &err);
    data_set_add_bytes(
        &set, SLICE("people-mine.txt"),
        SLICE("SERGEY LAVROV | foreign minister | RUS | GOV | 2004-03-09..2025-01-01 | m\n"
              "Ann One | foreign minister | RUS | GOV | 2025-01-02.. | f\n"),
        &err);
    assert_true(record_load(&set, &faults, &own, &other, &err));
    assert_int_equal(record_person_count(other), 2);
    int32_t day = date_days(2026, 1, 1);
    assert_int_equal(
        record_holders(other, SLICE("foreign minister"), SLICE("RUS"), day, day, &at, 1), 1);
    assert_slice(record_person_at(other, at.role->person)->name, "Ann One");
    arena_free(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_by_their_words),
        cmocka_unit_test(spellings_of_one_name_are_one),
        cmocka_unit_test(short_names_and_surnames_are_made),
        cmocka_unit_test(two_people_of_one_name_stay_two),
        cmocka_unit_test(the_longest_match_comes_first),
        cmocka_unit_test(offices_depend_on_the_day),
        cmocka_unit_test(years_leave_their_edges_open),
        cmocka_unit_test(holders_are_found_by_office_and_day),
        cmocka_unit_test(countries_have_their_facts),
        cmocka_unit_test(organizations_change_with_time),
        cmocka_unit_test(nouns_titles_and_given_names_are_known),
        cmocka_unit_test(built_in_data_has_no_faults),
        cmocka_unit_test(petrarch_actors_have_codes_by_day),
        cmocka_unit_test(petrarch_agents_have_their_forms),
        cmocka_unit_test(bad_lines_of_petrarch_are_told),
        cmocka_unit_test(bad_lines_are_told_and_passed_over),
        cmocka_unit_test(later_facts_win),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

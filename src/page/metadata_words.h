/*
 * metadata_words.h - what data/ knows about dates, bylines and the fields that pages put them in.
 *
 *   in    data/en/page/dates.txt, bylines.txt; data/page/fields.txt; data/languages/ (months)
 *   out   look-ups by kind of word; read-only once loaded
 *   uses  base/, facts.h, language.h
 */
#ifndef ANNALS_PAGE_METADATA_WORDS_H
#define ANNALS_PAGE_METADATA_WORDS_H

#include "base/date.h"
#include "base/map.h"
#include "page/language.h"

/* Bytes of the longest word or phrase that is looked up. */
#define WORD_BYTES_MAX ((size_t)64)

enum word_kind {
    WORD_MONTH,           /* value: 1 to 12 */
    WORD_WEEKDAY,         /* value: 0 for Monday to 6 */
    WORD_MERIDIEM,        /* value: 0 am, 12 pm */
    WORD_TIME_JOINER,     /* between a date and its time: "at" */
    WORD_PUBLISHED_LABEL, /* before a publication date: "Published" */
    WORD_MODIFIED_LABEL,  /* before another date: "Updated" */
    WORD_DATE_FILLER,     /* may stand beside a date in a date line: "on" */
    WORD_PLAN,            /* a sentence with it may speak of the future: "will" */
    WORD_PLAN_BEFORE,     /* a date right after it may lie in the future: "until" */
    WORD_PAST,            /* a sentence with it tells what has happened: "was" */
    WORD_PAST_ENDING,     /* the last letters of such words: "ed" */
    WORD_BYLINE,          /* opens a byline: "By" */
    WORD_BYLINE_END,      /* ends one: "on", "Posted in" */
    WORD_NAME_JOINER,     /* between names: "and" */
    WORD_ROLE,            /* after or before a name, no part of it: "Staff writer" */
    WORD_NO_AUTHOR,       /* what templates write where no author is known: "admin" */
    WORD_NAME_PARTICLE,   /* lower-case part of a name: "van" */
    WORD_AGENCY,          /* in a dateline: "TASS" */
    WORD_CREDENTIAL,      /* after a name and its comma, part of the byline: "MD" */
    WORD_NO_TITLE,        /* a heading that is no headline: "All news" */
    FIELD_PUBLISHED,      /* names of meta tags, itemprops: value is the trust, 1 best */
    FIELD_MODIFIED,       /* likewise */
    FIELD_AUTHOR,         /* likewise */
    FIELD_TITLE,          /* likewise */
    FIELD_OUTLET,         /* likewise */
    FIELD_URL,            /* likewise */
    CLASS_DATE,           /* parts of class names: value is the trust */
    CLASS_AUTHOR,         /* likewise */
    CLASS_NOT,            /* parts of class names of what belongs to something else: "related" */
    CLASS_NOT_AUTHOR,     /* of what stands beside an author: "bio" */
    CLASS_NOT_DATE,       /* of what stands beside a date: "updated" */
    LD_TYPE,              /* @type of schema.org; value is the trust, 1 best */
    LD_NOT,               /* members of JSON-LD objects that are about something else */
    HOST_DAY_FIRST,       /* last part of hosts whose countries write the day first: "uk" */
    HOST_MONTH_FIRST,     /* likewise the month */
    LOCALE_DAY_FIRST,     /* of the page's lang: "en-gb" */
    LOCALE_MONTH_FIRST,   /* likewise */
    WORD_ENTITY,          /* name of a character reference; value: its code point */
    WORD_KIND_COUNT
};

enum summer_rule { SUMMER_NONE, SUMMER_US, SUMMER_EU };

struct zone {
    struct slice name; /* upper case, as printed: "MSK" */
    int16_t minutes;   /* offset from UTC in winter */
    enum summer_rule summer;
    bool month_first; /* countries that use it write the month first */
};

/* What a part of a class name says. Trusts are 0 when it says nothing of the kind. */
struct class_word {
    uint8_t date;   /* CLASS_DATE's trust */
    uint8_t author; /* CLASS_AUTHOR's */
    bool other;     /* CLASS_NOT */
    bool not_author;
    bool not_date;
};

struct metadata_words {
    struct map maps[WORD_KIND_COUNT];
    uint8_t first_bytes[WORD_KIND_COUNT]
                       [256 / 8]; /* bit b: a word of the kind starts with byte b */
    struct map class_map;         /* all CLASS_ words, to their index in class_words */
    const struct class_word *class_words;
    uint32_t class_lengths[26]; /* [letter]: bit n: a class word of n bytes starts with it */
    const struct zone *zones;
    size_t zone_count;
    const struct language_model *languages;
};

/* True when word (any case) is of this kind; *ret_value, which may be NULL, is then its value.
 * O(bytes). */
bool words_have(const struct metadata_words *words, enum word_kind kind, struct slice word,
                uint32_t *ret_value);

/* What a part of a class name (ASCII letters) says, or NULL: one look-up for all the CLASS_ kinds.
 */
const struct class_word *words_class(const struct metadata_words *words, struct slice part);

/* The bytes at the start of text that are a phrase of this kind, at most three words, the longest
 * one; 0 when none is. The phrase ends where a word does. */
size_t words_starting(const struct metadata_words *words, enum word_kind kind, struct slice text);

/* The zone that is printed so, or NULL. */
const struct zone *words_zone(const struct metadata_words *words, struct slice name);

/* Its offset from UTC on a date, in minutes. The US rule of 2007, the EU rule of 1996;
 * DATE_ZONE_NONE for a zone with summer time before those years. */
int16_t zone_minutes_on(const struct zone *zone, const struct datetime *date);

#endif

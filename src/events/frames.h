/*
 * frames.h - frames and the words they name, as data files give them.
 *
 *   in    data files of the kinds frames, classes, compose, status, domains, cameo (docs/frames.md)
 *   out   frames by head word, word numbers, compositions, status words
 *   uses  base/
 */
#ifndef ANNALS_EVENTS_FRAMES_H
#define ANNALS_EVENTS_FRAMES_H

#include "base/arena.h"
#include "base/data_set.h"
#include "base/map.h"
#include "events/events.h"
#include "events/petrarch_data.h"

#define FRAME_SLOTS_MAX 8
#define FRAME_PATHS_MAX 12
#define FRAME_KINDS_MAX 6
#define FRAME_CONTEXTS_MAX 4

/* The number of a word that no frame, class or status line names. */
#define WORD_NONE 0

/* PLOVER's types, then what a frame may say instead. */
enum event_type {
    TYPE_NONE, /* no event; as a frame: it blocks others */
    TYPE_AGREE,
    TYPE_CONSULT,
    TYPE_SUPPORT,
    TYPE_CONCEDE,
    TYPE_COOPERATE,
    TYPE_AID,
    TYPE_RETREAT,
    TYPE_REQUEST,
    TYPE_ACCUSE,
    TYPE_REJECT,
    TYPE_THREATEN,
    TYPE_PROTEST,
    TYPE_SANCTION,
    TYPE_MOBILIZE,
    TYPE_COERCE,
    TYPE_ASSAULT,
    TYPE_SAME,    /* "=": the inner event's */
    TYPE_FUTURE,  /* of compositions: a clause in the future */
    TYPE_REFUSED, /* of compositions: "will not" */
    TYPE_UNLESS,  /* of compositions: "will, unless" */
    TYPE_HELD,    /* of compositions: "will not, unless" */
    TYPE_COUNT,
};

/* "CONSULT"; "" for those that are none of PLOVER's. */
struct slice event_type_name(enum event_type type);
/* The type of a name; TYPE_COUNT for none. */
enum event_type event_type_of(struct slice name);

enum frame_pos { FRAME_VERB, FRAME_NOUN, FRAME_ADJECTIVE };

/* Where a slot looks. From PATH_WORD on it is a preposition: PATH_WORD + its word number. */
enum frame_path {
    PATH_SUBJECT,
    PATH_OBJECT,
    PATH_DATIVE,
    PATH_CLAUSE,
    PATH_POSSESSOR,
    PATH_MODIFIER,
    PATH_MODAL,
    PATH_HOST,
    PATH_SURFACE, /* "subj" of an adjective's frame: of a passive participle what it is done to */
    PATH_WORD,
};

enum slot_role { ROLE_NONE, ROLE_ACTOR, ROLE_RECIPIENT, ROLE_PLACE, ROLE_EVENT, ROLE_ANYTHING };
enum slot_need {
    NEED_USUAL,
    NEED_ALWAYS,
    NEED_PHRASE, /* a phrase must stand there, though it may name no actor */
    NEED_NEVER,  /* optional */
    NEED_ABSENT,
};

/* What an actor must be: any of these. */
enum slot_kind {
    KIND_PERSON = 1u << 0,
    KIND_ORGANIZATION = 1u << 1,
    KIND_COUNTRY = 1u << 2,
    KIND_GROUP = 1u << 3,
    KIND_ARMED = 1u << 4,
    KIND_STATE = 1u << 5,
    KIND_PLACE = 1u << 6,
    KIND_THING = 1u << 7,
    KIND_POLITICIAN = 1u << 8,
};

struct word_set {
    const uint32_t *words; /* rising */
    uint32_t count;
};

struct frame_slot {
    struct slice text; /* as the line has it: "obj=@talks" */
    uint32_t paths[FRAME_PATHS_MAX];
    uint8_t path_count;
    uint8_t role;   /* enum slot_role */
    uint8_t need;   /* enum slot_need */
    uint32_t kinds; /* enum slot_kind, 0: any */
    uint32_t types; /* of inner events: bits by enum event_type, 0: any */
    struct slice sectors[FRAME_KINDS_MAX];
    uint8_t sector_count;
    struct word_set words; /* count 0: no constraint */
};

enum frame_condition {
    FRAME_MUTUAL = 1u << 0,
    FRAME_BOTH = 1u << 1,
    FRAME_KNOWN = 1u << 2,
    FRAME_ARMED = 1u << 3,
    FRAME_STATE = 1u << 4,
    FRAME_PASSIVE = 1u << 5,
    FRAME_ACTIVE = 1u << 6,
    FRAME_KEEP = 1u << 7,
    FRAME_PLANNED = 1u << 8,
    FRAME_HYPOTHETICAL = 1u << 9,
    FRAME_DENIED = 1u << 10,
    FRAME_ONGOING = 1u << 11,
    FRAME_SELF = 1u << 12,
    FRAME_WEAK = 1u << 13,
    FRAME_BARE = 1u << 14,
    FRAME_ALSO = 1u << 15,
    FRAME_ACT = 1u << 16,
    FRAME_ALONE = 1u << 17,
};

struct frame {
    uint8_t pos;                      /* enum frame_pos */
    uint8_t type;                     /* enum event_type */
    bool compose_mode, compose_cameo; /* "*" */
    uint8_t slot_count;
    uint8_t constraints; /* slots with words or a needed event */
    uint32_t conditions; /* enum frame_condition */
    struct slice mode;   /* or empty */
    struct slice cameo;
    struct slice contexts[FRAME_CONTEXTS_MAX];
    uint8_t context_count;
    struct frame_slot slots[FRAME_SLOTS_MAX];
    struct slice pattern; /* as the line has it: "hold/v obj=@talks with=R" */
    struct slice rule;    /* "data/en/events/frames-consult.txt:12" */
};

struct composition {
    enum event_type outer;
    uint32_t inner; /* bits by type */
    enum event_type type;
    struct slice mode;
    struct slice cameo;
};

/* Where a status word stands to the event's head; docs/frames.md. */
enum status_place {
    STATUS_AUX = 1,
    STATUS_MOD,
    STATUS_MARK,
    STATUS_OVER,
    STATUS_REPORTED,
    STATUS_ATTRIBUTION
};
struct status_word {
    uint8_t place;                  /* enum status_place */
    uint8_t status;                 /* enum event_status */
    const struct status_word *next; /* of the same word */
};

struct cameo_code {
    struct slice code;
    double goldstein;
    enum event_type type;
};

/* A frame of a word; one frame may head many words, those of its class. */
struct frame_link {
    const struct frame *frame;
    struct frame_link *next; /* in the files' order */
};

struct head {
    struct frame_link *first;
    struct frame_link *last;
    const struct status_word *status;
    uint8_t domain; /* number from 1, 0: none */
};

struct events_model {
    struct arena *arena;
    struct map words;          /* lower-case word, parts joined by '_' -> number from 1 */
    VECTOR(struct head) heads; /* by word number */
    VECTOR(struct composition) compositions;
    VECTOR(struct cameo_code) cameo;
    VECTOR(struct slice) domains;
    struct map classes; /* name without '@' -> index of sets */
    VECTOR(struct word_set) sets;
    struct word_set toward;  /* class @toward: prepositions that bring in whom it is done to */
    struct word_set partner; /* class @partner: prepositions that bring in with whom it is done */
    struct word_set unless; /* class @unless: words that open a condition on which it is not done */
    struct word_set complement; /* class @complement: words that open a clause completing a verb */
    struct word_set particles;  /* class @particles: prepositions that may be a verb's particle */
    struct word_set weapons;    /* class @weapons: things and happenings that hurt */
    struct word_set harm;       /* class @harm: verbs of what an attack does */
    struct word_set definite;   /* class @definite: words before a noun that is known by now */
    struct word_set earlier;    /* class @earlier: words that put an event before the story */
    struct word_set after;      /* class @after: words that bring in what an event came after */
    struct word_set later;      /* class @later: words that put it after */
    struct word_set before;     /* class @before: words that bring in what an event came before */
    struct word_set because;    /* class @because: words that bring in a reason */
    struct word_set lasting;    /* class @lasting: words of a night that reach the next day */
    struct word_set portions;   /* class @portions: "a round of sanctions" */
    struct word_set polled;     /* class @polled: those who are asked in polls */
    struct word_set completing; /* class @completing: words that open a completing clause */
    struct word_set sources;    /* class @sources: words that bring in who says so */
    struct word_set dated;      /* class @dated: nouns whose year tells which: "the 2015 deal" */
    struct word_set incidents;  /* class @incidents: nouns that take up what was told */
    struct word_set casualties; /* class @casualties: what a count says befell people in attacks */
    struct word_set company;    /* class @company: prepositions that tell with whom, not where */
    struct word_set apart;      /* class @apart: adverbs that bring in what is left aside */
    struct word_set during;     /* class @during: words that open a clause of the same time */
    struct petrarch_model petrarch; /* verb dictionaries; empty without any */
    uint32_t by, to, of, for_whom;  /* numbers of words that trees are read by */
};

/* The number of a word, or WORD_NONE. key is lower case. */
uint32_t events_word(const struct events_model *model, struct slice key);

/* What compose.txt makes of an outer event and its inner one, or NULL. */
const struct composition *events_composition(const struct events_model *model,
                                             enum event_type outer, enum event_type inner);

bool word_set_has(const struct word_set *set, uint32_t word);

#endif

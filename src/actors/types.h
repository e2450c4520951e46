/*
 * types.h - kinds of noun phrases, as coreference tells them apart.
 *
 *   in    nothing
 *   out   enums; their order is the order of values in models/en.coref
 *   uses  nothing
 */
#ifndef ANNALS_ACTORS_TYPES_H
#define ANNALS_ACTORS_TYPES_H

/* Pronouns stand before names, names before nominals. */
enum phrase_type {
    TYPE_HE,
    TYPE_SHE,
    TYPE_IT,
    TYPE_ITS,
    TYPE_THEY,
    TYPE_I,
    TYPE_WE,
    TYPE_YOU,
    TYPE_THIS,
    TYPE_THAT,
    TYPE_THOSE,
    TYPE_NAME_PERSON,
    TYPE_NAME_GROUP,
    TYPE_NAME_PLACE,
    TYPE_NAME_OTHER,
    TYPE_DEFINITE,
    TYPE_DEMONSTRATIVE,
    TYPE_POSSESSED,
    TYPE_INDEFINITE,
    TYPE_QUANTIFIED,
    TYPE_NUMBERED,
    TYPE_BARE,
    TYPE_BARE_PLURAL,
    TYPE_ANYONE,
    TYPE_JOINED,
    TYPE_COUNT,
};

enum phrase_coarse {
    COARSE_HE,
    COARSE_IT,
    COARSE_THEY,
    COARSE_I,
    COARSE_THIS,
    COARSE_NAME,
    COARSE_DEFINITE,
    COARSE_OTHER,
    COARSE_COUNT,
};

#endif

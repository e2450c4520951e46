/*
 * labels.c - the grammar's labels as small numbers of our own.
 *
 *   in    a grammar model
 *   out   tables from its label numbers to ours
 */
#include "grammar/labels.h"

#include <string.h>

struct name {
    const char *name;
    uint8_t value;
};

/* What a label name means here; a subtype that is not listed means what its relation means. */
static const struct name UPOS[] = {
    {"NOUN", UPOS_NOUN}, {"PROPN", UPOS_PROPN}, {"PRON", UPOS_PRON},   {"NUM", UPOS_NUM},
    {"DET", UPOS_DET},   {"ADJ", UPOS_ADJ},     {"VERB", UPOS_VERB},   {"AUX", UPOS_AUX},
    {"ADP", UPOS_ADP},   {"ADV", UPOS_ADV},     {"PUNCT", UPOS_PUNCT}, {"PART", UPOS_PART},
    {"SYM", UPOS_SYM},
};
static const struct name RELATIONS[] = {
    {"root", REL_ROOT},
    {"nsubj", REL_NSUBJ},
    {"nsubj:pass", REL_NSUBJ_PASS},
    {"obj", REL_OBJ},
    {"iobj", REL_IOBJ},
    {"obl", REL_OBL},
    {"obl:agent", REL_AGENT},
    {"obl:unmarked", REL_UNMARKED},
    {"nmod", REL_NMOD},
    {"nmod:poss", REL_POSS},
    {"nmod:desc", REL_DESC},
    {"nmod:unmarked", REL_UNMARKED},
    {"appos", REL_APPOS},
    {"compound", REL_COMPOUND},
    {"compound:prt", REL_PRT},
    {"flat", REL_FLAT},
    {"fixed", REL_FIXED},
    {"goeswith", REL_FIXED},
    {"conj", REL_CONJ},
    {"cc", REL_CC},
    {"case", REL_CASE},
    {"det", REL_DET},
    {"amod", REL_AMOD},
    {"nummod", REL_NUMMOD},
    {"acl", REL_ACL},
    {"acl:relcl", REL_RELCL},
    {"punct", REL_PUNCT},
    {"cop", REL_COP},
    {"aux", REL_AUX},
    {"aux:pass", REL_AUX_PASS},
    {"mark", REL_MARK},
    {"advmod", REL_ADVMOD},
    {"ccomp", REL_CCOMP},
    {"xcomp", REL_XCOMP},
    {"advcl", REL_ADVCL},
    {"parataxis", REL_PARATAXIS},
    {"expl", REL_EXPL},
    {"vocative", REL_VOCATIVE},
    {"csubj", REL_CSUBJ},
    {"dep", REL_DEP},
    {"list", REL_DEP},
};
static const struct name TAGS[] = {
    {"NN", TAG_SINGULAR},  {"NNS", TAG_PLURAL},  {"NNP", TAG_NAME},       {"NNPS", TAG_NAMES},
    {"WDT", TAG_RELATIVE}, {"WP", TAG_RELATIVE}, {"WP$", TAG_RELATIVE},   {"VB", TAG_BASE},
    {"VBD", TAG_PAST},     {"VBG", TAG_GERUND},  {"VBN", TAG_PARTICIPLE}, {"VBP", TAG_PRESENT},
    {"VBZ", TAG_PRESENT},  {"MD", TAG_MODAL},    {"TO", TAG_TO},
};

/* The value of a name, or of what stands before its ':', or 0. */
static uint8_t value_of(struct slice name, const struct name *names, size_t count)
{
    struct slice general = slice_sub(name, 0, slice_find_byte(name, ':', 0));
    uint8_t value = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(names[i].name);
        if (length == name.len && memcmp(names[i].name, name.ptr, length) == 0)
            return names[i].value;
        if (length == general.len && memcmp(names[i].name, general.ptr, length) == 0)
            value = names[i].value;
    }
    return value;
}

/* Label number 0 is "_", and so are numbers past the last label. */
static void read_table(const struct grammar_model *model,
                       struct slice (*name_of)(const struct grammar_model *, uint16_t),
                       const struct name *names, size_t count, uint8_t *ret_table)
{
    for (uint16_t number = 1; number < LABELS_MAX; number++) {
        struct slice name = name_of(model, number);
        if (slice_equal(name, SLICE("_")))
            break;
        ret_table[number] = value_of(name, names, count);
    }
}

void labels_read(const struct grammar_model *model, struct labels *ret_labels)
{
    memset(ret_labels, 0, sizeof(*ret_labels));
    if (!model)
        return;
    read_table(model, grammar_upos_name, UPOS, sizeof(UPOS) / sizeof(UPOS[0]), ret_labels->upos);
    read_table(model, grammar_deprel_name, RELATIONS, sizeof(RELATIONS) / sizeof(RELATIONS[0]),
               ret_labels->relation);
    read_table(model, grammar_xpos_name, TAGS, sizeof(TAGS) / sizeof(TAGS[0]), ret_labels->tag);
}

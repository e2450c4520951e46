/*
 * labels.h - the grammar's labels as small numbers of our own.
 *
 *   in    a grammar model, which numbers its labels as it likes
 *   out   tables from its numbers to enum upos, enum relation, enum tag
 *   uses  grammar.h
 *
 * Made once for each article, so that no later step compares label names.
 */
#ifndef ANNALS_GRAMMAR_LABELS_H
#define ANNALS_GRAMMAR_LABELS_H

#include "grammar/grammar.h"

/* Numbers that a model may give to its labels; higher ones are read as none. */
#define LABELS_MAX 256

/* Universal parts of speech, as far as they matter here. */
enum upos {
    UPOS_OTHER,
    UPOS_NOUN,
    UPOS_PROPN,
    UPOS_PRON,
    UPOS_NUM,
    UPOS_DET,
    UPOS_ADJ,
    UPOS_VERB,
    UPOS_AUX,
    UPOS_ADP,
    UPOS_PUNCT,
    UPOS_ADV,
    UPOS_PART,
    UPOS_SYM,
};

/* Universal dependency relations (universaldependencies.org/u/dep). */
enum relation {
    REL_NONE, /* unparsed, or a relation that is not told apart here */
    REL_ROOT,
    REL_NSUBJ,
    REL_NSUBJ_PASS,
    REL_OBJ,
    REL_IOBJ,
    REL_OBL,
    REL_AGENT,
    REL_UNMARKED, /* obl:unmarked, nmod:unmarked: "last week" */
    REL_NMOD,
    REL_POSS,
    REL_DESC, /* nmod:desc: "Minister" of "Minister Lavrov" */
    REL_APPOS,
    REL_COMPOUND,
    REL_FLAT,
    REL_FIXED,
    REL_CONJ,
    REL_CC,
    REL_CASE,
    REL_DET,
    REL_AMOD,
    REL_NUMMOD,
    REL_ACL,
    REL_RELCL,
    REL_PUNCT,
    REL_COP,
    REL_AUX,
    REL_AUX_PASS, /* "was" of "was arrested" */
    REL_MARK,
    REL_ADVMOD,
    REL_PRT, /* particle of a verb: "carry out" */
    REL_CCOMP,
    REL_XCOMP,
    REL_ADVCL,
    REL_PARATAXIS,
    REL_EXPL,
    REL_VOCATIVE,
    REL_CSUBJ,
    REL_DEP,
    REL_COUNT,
};

/* Penn tags that tell number, tense and the form of a verb, and those of relative words. */
enum tag {
    TAG_OTHER,
    TAG_SINGULAR,
    TAG_PLURAL,
    TAG_NAME,
    TAG_NAMES,
    TAG_RELATIVE,
    TAG_BASE,       /* VB */
    TAG_PAST,       /* VBD */
    TAG_GERUND,     /* VBG */
    TAG_PARTICIPLE, /* VBN */
    TAG_PRESENT,    /* VBP, VBZ */
    TAG_MODAL,      /* MD */
    TAG_TO,
};

struct labels {
    uint8_t upos[LABELS_MAX];
    uint8_t relation[LABELS_MAX];
    uint8_t tag[LABELS_MAX];
};

/* Reads the model's label names; with NULL every token is unparsed. Cannot fail. */
void labels_read(const struct grammar_model *model, struct labels *ret_labels);

static inline enum upos labels_upos(const struct labels *labels, const struct token *token)
{
    return token->upos < LABELS_MAX ? (enum upos)labels->upos[token->upos] : UPOS_OTHER;
}

static inline enum relation labels_relation(const struct labels *labels, const struct token *token)
{
    return token->deprel < LABELS_MAX ? (enum relation)labels->relation[token->deprel] : REL_NONE;
}

static inline enum tag labels_tag(const struct labels *labels, const struct token *token)
{
    return token->xpos < LABELS_MAX ? (enum tag)labels->tag[token->xpos] : TAG_OTHER;
}

#endif

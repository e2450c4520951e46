/*
 * faults.h - bad lines of data files, told to whom the caller names; the caller's files.
 *
 *   in    struct data_fault, struct annals_data
 *   out   struct annals_fault, struct dictionary_files
 *   uses  annals.h, data_set, dictionary.h
 */
#ifndef ANNALS_API_FAULTS_H
#define ANNALS_API_FAULTS_H

#include "api/convert.h"
#include "reading/dictionary.h"

/* The context of fault_tell. */
struct fault_teller {
    void (*fault)(void *context, const struct annals_fault *fault); /* or NULL */
    void *context;
};

/* The tell of struct data_faults. */
void fault_tell(void *context, const struct data_fault *fault);

struct dictionary_files files_of(const struct annals_data *data);

#endif

/*
 * test_record_faults.c - the record of actors with every allocation failed in turn.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "faults.h"
#include "reading/dictionary.h"

#define USUAL_POINTS 100

static void opening_survives_each_failed_allocation(void **state)
{
    (void)state;
    const struct dictionary_files files = {.folder = NULL};
    if (!faults_reach_memory())
        skip();
    uint64_t count = 1, step = 1;
    for (uint64_t nth = 0; nth <= count; nth += nth ? step : 1) {
        struct dictionary *dictionary = NULL;
        struct data_faults faults = {0};
        struct err err = {0};
        faults_begin((struct fault_plan){.kind = FAULT_MEMORY, .nth = nth, .lasting = nth % 2});
        bool ok = dictionary_open(&files, &faults, &dictionary, &err);
        uint64_t calls = faults_end();
        assert_true(ok || err.code == ERR_MEMORY);
        assert_true(ok == (dictionary != NULL));
        if (nth == 0) {
            assert_true(ok);
            count = calls;
            step = faults_step(count, USUAL_POINTS);
        }
        dictionary_close(dictionary);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_survives_each_failed_allocation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * test_verbs.c - verb dictionaries of PETRARCH, and what they code.
 *
 *   in    a dictionary and sentences of the test's own
 *   out   cmocka's verdict
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "coded.h"
static const char CAMEO[] = "04 | CONSULT | 1.0\n08 | CONCEDE | 5.0\n11 | ACCUSE | -2.0\n"
                            "17 | COERCE | -7.0\n19 | ASSAULT | -10.0\n";
static const char VERBS[] =
    "<!-- a dictionary\n of the test's own -->\n"                       /* 1, 2 */
    "&GOODS\n+GRAIN\n+FISSILE_MATERIAL\n+POLICE_\n"                     /* 3 */
    "&MANY_\n+HUNDRED\n+&GOODS\n\n"                                     /* 7 */
    "--- MEET [040:040] ---\nMEET {MET MEETING} # a comment\n"          /* 11 */
    "- * SECRETLY_WITH [041:041]\n- SAID * [042:043]\n\n"               /* 13 */
    "--- SEND [070] ---\nSEND {SENT}\n+SHIP_OUT {+SHIPPED_OUT} [071]\n" /* 16 */
    "- * &GOODS [072]\n- * &GOODS TO + [073]\n- * &MANY [074]\n"        /* 19 */
    "- $ * + TO ^ [075]\n- WILL NOT * [124]\n\n"                        /* 22 */
    "--- HIT [190] ---\nHIT {HIT HITTING}\nSTRIKE {STRUCK} [195]\n"     /* 25 */
    "- % * [193]\n- * (NEAR +) [192]\n\n"                               /* 28 */
    "--- OFFEND [:110] ---\nOFFEND\n\n"                                 /* 31 */
    "--- SAY [---] ---\nSAY {SAID}\n\n"                                 /* 34 */
    "--- WANT [---] ---\nWANT\n\n"                                      /* 37 */
    "~ a (b . HIT) SAY = a b 112\n~ a (_ b HIT) WANT = a b 138\n";      /* 40 */

static void add(struct data_set *set, const char *name, const char *text, struct slice kind)
{
    struct err err;
    assert_true(data_set_add_bytes(set, slice_from(name), slice_from(text), &err));
    if (kind.len > 0)
        set->files.items[set->files.count - 1].kind = kind;
}

static const struct events_model *load(const char *verbs, struct data_faults *faults)
{
    struct err err;
    const struct events_model *model;
    arena_reset(&model_arena);
    *faults = (struct data_faults){.tell = tell};
    struct data_set set = {.arena = &model_arena};
    add(&set, "my.verbs.txt", verbs, SLICE(EVENTS_PETRARCH_VERBS));
    add(&set, "cameo.txt", CAMEO, SLICE_EMPTY);
    assert_true(events_model_load(&set, faults, &model_arena, &model, &err));
    return model;
}

/* ---- files ---- */

static void good_files_have_no_fault(void **state)
{
    (void)state;
    static const char *const FILES[] = {
        VERBS,
        "GRANT [070]\nGIVE {GAVE GIVEN}\n- ** RUPEES [071]\n\nVOW [170] ; old\n- ** WAR [173]\n",
        "&B\n+C\n--- A [s1] ---\nA\n- {THE OLD &B} * (IN {TIME}) [010]\n- DON'T_* RE-OPEN [020]\n",
    };
    for (size_t i = 0; i < sizeof(FILES) / sizeof(FILES[0]); i++) {
        struct data_faults faults;
        load(FILES[i], &faults);
        if (faults.count + faults.passable_count > 0)
            fail_msg("file %zu: %s", i, told.expected);
    }
}

static void bad_lines_are_told_and_left_out(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        uint32_t column;
        const char *expected;
    } LINES[] = {
        {"- RAID [190]", 3, "expected one * in a pattern"},
        {"- * A * B [190]", 7, "expected one * in a pattern"},
        {"- * TOWN", 3, "expected a code in brackets behind a pattern"},
        {"- * TOWN [190", 10, "expected ] behind a code"},
        {"- * TOWN [1]", 11, "expected a code such as 043, 040:040 or ---"},
        {"- * TOWN [190-1]", 11, "expected a code such as 043, 040:040 or ---"},
        {"- * TOWN [123456789]", 11, "expected a code such as 043, 040:040 or ---"},
        {"- * &NOBODY [190]", 5, "expected a set that an earlier line names"},
        {"- * (IN TOWN [190]", 3, "expected brackets that close in order"},
        {"- * IN) TOWN [190]", 7, "expected brackets that close in order"},
        {"- * A/B [190]", 6, "expected one word, or a set for several"},
        {"- * A A A A A A A A A A A A A A A A A A A A A A A A A [190]", 3,
         "expected at most 24 words on a side of a pattern"},
        {"BREAK {BROKE [190]", 1, "expected a verb as WORD {FORMS} [CODE]"},
        {"{BROKE} [190]", 1, "expected a verb as WORD {FORMS} [CODE]"},
        {"&", 1, "expected the name of a set behind &"},
        {"~ a (a b RAID) SAY = b a 112", 1, "expected ~ a (a b VERB) VERB = a b CODE"},
        {"~ a (a b RAID SAY = a b 112", 1, "expected ~ a (a b VERB) VERB = a b CODE"},
        {"~", 1, "expected ~ a (a b VERB) VERB = a b CODE"},
    };
    for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
        char text[256];
        struct data_faults faults;
        snprintf(text, sizeof(text), "--- RAID [190] ---\n\nRAID\n%s\n", LINES[i].line);
        load(text, &faults);
        if (faults.passable_count != 1 || faults.count != 0)
            fail_msg("'%s': %u faults", LINES[i].line, (unsigned)faults.passable_count);
        assert_string_equal(told.expected, LINES[i].expected);
        assert_int_equal(told.line, 4);
        if (told.column != LINES[i].column)
            fail_msg("'%s': column %u is not %u", LINES[i].line, told.column, LINES[i].column);
    }
}

static void other_files_are_faults(void **state)
{
    (void)state;
    struct data_faults faults;
    load("# nothing\n&A\n+B\n", &faults);
    assert_int_equal(faults.count, 1);
    assert_string_equal(told.expected, "expected a dictionary of verbs with codes in brackets");
    load("", &faults);
    assert_int_equal(faults.count, 0);
    load("- * TOWN [190]\nRAID\n", &faults);
    assert_int_equal(faults.passable_count, 1);
    assert_string_equal(told.expected, "expected a verb before its patterns");
    load("&A\n+\n+B C D E F G H I J K L M N\n--- RAID [190] ---\nRAID\n", &faults);
    assert_int_equal(faults.passable_count, 2);
    assert_string_equal(told.expected, "expected 1 to 12 words");
}

/* ---- sentences ---- */

static struct article code(const char *text)
{
    struct data_faults faults;
    const struct events_model *model = load(VERBS, &faults);
    assert_int_equal(faults.count + faults.passable_count, 0);
    return code_with(model, text);
}

/* "cameo TYPE:line: actors > recipients; …" */
static void expect(const char *text, const char *wanted)
{
    struct article article = code(text);
    struct buf got;
    buf_init(&got, (size_t)1 << 20);
    for (uint32_t i = 0; i < article.event_count; i++) {
        const struct event *event = &article.events[i];
        size_t colon = slice_find_byte(event->rule, ':', 0);
        buf_printf(&got, "%s%.*s %.*s%.*s: ", i > 0 ? "; " : "", SLICE_ARG(event->cameo),
                   SLICE_ARG(event->type),
                   SLICE_ARG(slice_sub(event->rule, colon, event->rule.len)));
        write_sides(&got, &article, event);
    }
    buf_append_byte(&got, '\0');
    assert_string_equal(got.ptr, wanted);
    buf_free(&got);
}

static void verbs_code_alone(void **state)
{
    (void)state;
    expect("Russia hit Turkey on Friday.", "190 ASSAULT:25: Russia > Turkey");
    expect("Turkey was hit by Russia on Friday.", "190 ASSAULT:25: Russia > Turkey");
    expect("Russian troops struck Turkey.", "195 ASSAULT:27: Russian troops > Turkey");
    expect("Norway shipped out grain to Sweden.", "073 OTHER:20: Norway > Sweden");
    expect("Norway shipped grain to Sweden.", "");
    expect("The hit record pleased Russia.", "");
}

static void patterns_win(void **state)
{
    (void)state;
    expect("Norway sent grain to Sweden.", "073 OTHER:20: Norway > Sweden");
    expect("Norway sent fissile material.", "072 OTHER:19: Norway > ");
    expect("Norway sent police.", "072 OTHER:19: Norway > police");
    expect("Norway sent hundreds.", "070 OTHER:16: Norway > "); /* &MANY_ has no plurals */
    expect("Norway will not send grain.", "124 OTHER:23: Norway > ");
    expect("Russia hit a town near Turkey.", "192 ASSAULT:29: Russia > Turkey");
}

static void sides_are_told(void **state)
{
    (void)state;
    expect("Lavrov met Cavusoglu.", "040 CONSULT:11: Lavrov+Cavusoglu > ");
    expect("Russia and Turkey hit.", "193 ASSAULT:28: Russia+Turkey > ");
    expect("Russia offended Turkey.", "110 ACCUSE:31: Turkey > Russia");
    expect("Lavrov said Putin met Erdogan.",
           "042 CONSULT:14: Putin > Erdogan; 043 CONSULT:14: Erdogan > Putin");
}

static void two_verbs_make_one_event(void **state)
{
    (void)state;
    expect("Russia said Turkey hit Syria.", "112 ACCUSE:40: Russia > Turkey");
    expect("Russia wants to hit Turkey.", "138 OTHER:41: Russia > Turkey");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_files_have_no_fault),
        cmocka_unit_test(bad_lines_are_told_and_left_out),
        cmocka_unit_test(other_files_are_faults),
        cmocka_unit_test(verbs_code_alone),
        cmocka_unit_test(patterns_win),
        cmocka_unit_test(sides_are_told),
        cmocka_unit_test(two_verbs_make_one_event),
    };
    return cmocka_run_group_tests(tests, coded_begin, coded_end);
}

/*
 * test_events.c - frames read from lines, and events coded by frames written here.
 *
 *   in    frames and sentences of the test's own, read by the whole line up to the actors
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
#include "events/trace.h"

/* ---- data ---- */

static const char CLASSES[] = "talks | talk; negotiation\n"
                              "light | hold; @talks; begin\n"
                              "toward | to; against; on\n"
                              "casualties | killed; injured\n"
                              "apart | aside\n"
                              "unless | unless; until\n";
static const char COMPOSE[] = "REJECT | CONSULT | REJECT | meet | 125\n"
                              "future | CONSULT | AGREE | - | 030\n"
                              "refused | CONSULT | REJECT | - | 120\n"
                              "AGREE | CONSULT | AGREE | - | 036\n";
static const char STATUS[] = "will; shall | planned | aux\n"
                             "not; never | denied | mod\n"
                             "deny | denied | over\n"
                             "if | hypothetical | mark\n"
                             "plan; agree | planned | over\n"
                             "would | hypothetical | aux\n"
                             "would | planned | reported\n"
                             "say | - | attribution\n";
static const char DOMAINS[] = "goal; striker; coach; league | sport\n";
static const char CAMEO[] = "04 | CONSULT | 1\n040 | CONSULT | 1.0\n17 | COERCE | -5\n"
                            "173 | COERCE | -5.0\n";
static const char FRAMES[] = "meet/v with=R | CONSULT | - | 040 | - | mutual\n" /* 1 */
                             "@light/v obj=@talks with=R | CONSULT | - | 040 | - | mutual\n"
                             "arrest/v obj=R* | COERCE | arrest | 173 | - |\n" /* 3 */
                             "visit/v obj=R:country! | CONSULT | visit | 0421 | diplomatic | both\n"
                             "visit/n to=R | CONSULT | visit | 042 | - |\n" /* 5 */
                             "refuse/v comp=E | REJECT | * | * | - |\n"
                             "agree/v comp=E | AGREE | * | * | - |\n" /* 7 */
                             "shell/v obj=[doubt] | NONE |\n"
                             "shell/v obj=_ | ASSAULT | - | 190 | - | armed\n" /* 9 */
                             "begin/v comp=E | =\n"
                             "accuse/v obj=R of=E? | ACCUSE | - | 112 | - | keep\n" /* 11 */
                             "resign/v | YIELD | - | 083 | - | self\n"              /* 12: bad */
                             "resign/v | CONCEDE | resign | 083 | - | self\n"
                             "sign/v obj=_ -with=R | AGREE | - | 057 | - | known\n" /* 14 */
                             "praise/v obj=R | SUPPORT | - | 051 | - | weak\n"
                             "airstrike/n in=_ | ASSAULT | aerial | 195 | - | bare\n"; /* 16 */

static void add(struct data_set *set, const char *name, const char *text)
{
    struct err err;
    assert_true(data_set_add_bytes(set, slice_from(name), slice_from(text), &err));
}

/* Loads the words above with these frames; *ret_faults bad lines, the last in told. */
static const struct events_model *load(const char *frames, uint64_t *ret_faults)
{
    struct err err;
    const struct events_model *model;
    struct data_faults faults = {.tell = tell};
    arena_reset(&model_arena);
    struct data_set set = {.arena = &model_arena};
    add(&set, "frames-test.txt", frames); /* classes are read first, whatever the order */
    add(&set, "classes.txt", CLASSES);
    add(&set, "compose.txt", COMPOSE);
    add(&set, "status.txt", STATUS);
    add(&set, "domains.txt", DOMAINS);
    add(&set, "cameo.txt", CAMEO);
    assert_true(events_model_load(&set, &faults, &model_arena, &model, &err));
    *ret_faults = faults.count;
    return model;
}

static void test_good_lines(void **state)
{
    (void)state;
    static const char *const LINES[] = {
        "meet/v | CONSULT",
        "meet/v with=R | CONSULT | - | 040 | - | mutual",
        "@talks/n between=A! | CONSULT | - | 040 | - | mutual, known",
        "carry_out/v obj=E:ASSAULT,COERCE | =",
        "in_doubt/a subj=_ | NONE |",
        "place/v obj=R! under,in=[house arrest] | COERCE | arrest | 173 | - |",
        "give/v obj=@talks&R:GOV,armed iobj=R:country,place? -to=R | AID | * | * | - | both",
        "+ | A met B. | CONSULT | - | A | B",
        "- | Nothing.",
        "? | Not yet. | CONSULT",
        "# nothing at all",
    };
    for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
        uint64_t faults;
        load(LINES[i], &faults);
        if (faults > 0)
            fail_msg("'%s' is bad: %s", LINES[i], told.expected);
    }
}

static void test_bad_lines(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        uint32_t column;
        const char *expected;
    } LINES[] = {
        {"meet | CONSULT", 1, "expected a head such as meet/v, visit/n or @class/v"},
        {"meet/x | CONSULT", 1, "expected a head such as meet/v, visit/n or @class/v"},
        {"/v | CONSULT", 1, "expected a head such as meet/v, visit/n or @class/v"},
        {"meet/v", 7, "expected pattern | type | mode | cameo | contexts | conditions"},
        {"| CONSULT", 10, "expected pattern | type | mode | cameo | contexts | conditions"},
        {"meet/v | CONSUL", 10, "expected a type of PLOVER, NONE or ="},
        {"meet/v with | CONSULT", 8, "expected at most eight slots, each path=filler"},
        {"meet/v with= | CONSULT", 8, "expected a filler after '='"},
        {"meet/v with=! | CONSULT", 8, "expected a filler after '='"},
        {"meet/v =R | CONSULT", 8, "expected one to twelve paths before '='"},
        {"meet/v with,=R | CONSULT", 13, "expected one to twelve paths before '='"},
        {"meet/v with=X | CONSULT", 13, "expected A, R, P, E, _, @class or [words] after '='"},
        {"meet/v with=@nobody | CONSULT", 13, "expected a class that classes.txt names"},
        {"@nobody/v with=R | CONSULT", 1, "expected a class that classes.txt names"},
        {"meet/v with=[] | CONSULT", 13, "expected words between the brackets"},
        {"meet/v with=[talk | CONSULT", 13, "expected ']' after the words"},
        {"meet/v with=R | CONSULT | - | 4 |", 31, "expected a CAMEO code of 3 or 4 digits"},
        {"meet/v with=R | CONSULT | - | 04x |", 31, "expected a CAMEO code of 3 or 4 digits"},
        {"meet/v with=R:soldier | CONSULT", 15,
         "expected a kind of actor, or a sector in capitals"},
        {"meet/v comp=E:MEET | CONSULT", 15, "expected a type of PLOVER"},
        {"meet/v | CONSULT | - | 040 | - | mutual,often", 41, "expected a condition of a frame"},
        {"meet/v | CONSULT | - | 040 | a,b,c,d,e", 38, "expected at most four contexts"},
        {"+ |", 4, "expected a sentence after + or -"},
    };
    for (size_t i = 0; i < sizeof(LINES) / sizeof(LINES[0]); i++) {
        char text[256];
        uint64_t faults;
        snprintf(text, sizeof(text), "# a comment\n\nvisit/n to=R | CONSULT\n%s\n", LINES[i].line);
        load(text, &faults);
        if (faults != 1)
            fail_msg("'%s': %llu faults", LINES[i].line, (unsigned long long)faults);
        assert_string_equal(told.expected, LINES[i].expected);
        assert_true(slice_equal(told.file, SLICE("frames-test.txt")));
        assert_int_equal(told.line, 4);
        if (told.column != LINES[i].column)
            fail_msg("'%s': column %u is not %u", LINES[i].line, told.column, LINES[i].column);
    }
}

static void test_bad_words(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        uint32_t line;
        const char *expected;
    } FILES[] = {
        {"classes.txt", "talks | talk\nmore | @less", 2,
         "expected a class that an earlier line names"},
        {"classes.txt", "talks", 1, "expected a class and its words"},
        {"compose.txt", "AGREE | MEET | AGREE | - | 036", 1, "expected a type of PLOVER"},
        {"compose.txt", "soon | CONSULT | AGREE | - | 036", 1, "expected a type of PLOVER"},
        {"status.txt", "will | planned | behind", 1,
         "expected words | status | aux, mod, mark, over, reported or attribution"},
        {"status.txt", "will | likely | aux", 1,
         "expected words | status | aux, mod, mark, over, reported or attribution"},
        {"domains.txt", "goal", 1, "expected words | domain"},
        {"cameo.txt", "04 | CONSULT | 1\n05 | SUPPORT | 11", 2,
         "expected code | type | score from -10 to 10"},
        {"cameo.txt", "04 | CONSULT | 1.25", 1, "expected code | type | score from -10 to 10"},
    };
    for (size_t i = 0; i < sizeof(FILES) / sizeof(FILES[0]); i++) {
        struct err err;
        const struct events_model *model;
        struct data_faults faults = {.tell = tell};
        arena_reset(&model_arena);
        struct data_set set = {.arena = &model_arena};
        add(&set, FILES[i].name, FILES[i].text);
        assert_true(events_model_load(&set, &faults, &model_arena, &model, &err));
        assert_int_equal(faults.count, 1);
        assert_string_equal(told.expected, FILES[i].expected);
        assert_int_equal(told.line, FILES[i].line);
        assert_false(data_faults_end(&faults, &err));
        assert_int_equal(err.code, ERR_FORMAT);
    }
}

/* ---- sentences ---- */

static struct article code(const char *text)
{
    uint64_t faults;
    const struct events_model *model = load(FRAMES, &faults);
    assert_int_equal(faults, 1);
    assert_int_equal(told.line, 12);
    return code_with(model, text);
}

/* "TYPE mode cameo status line: actors > recipients; …" */
static void expect(const char *text, const char *wanted)
{
    struct article article = code(text);
    struct buf got;
    buf_init(&got, (size_t)1 << 20);
    for (uint32_t i = 0; i < article.event_count; i++) {
        const struct event *event = &article.events[i];
        size_t colon = slice_find_byte(event->rule, ':', 0);
        buf_printf(&got, "%s%.*s %.*s %.*s %s%.*s: ", i > 0 ? "; " : "", SLICE_ARG(event->type),
                   SLICE_ARG(event->mode.len > 0 ? event->mode : SLICE("-")),
                   SLICE_ARG(event->cameo), article_event_status_name(event->status),
                   SLICE_ARG(slice_sub(event->rule, colon, event->rule.len)));
        write_sides(&got, &article, event);
    }
    buf_append_byte(&got, '\0');
    assert_string_equal(got.ptr, wanted);
    buf_free(&got);
}

static void test_matching(void **state)
{
    (void)state;
    expect("Police arrested the protesters.",
           "COERCE arrest 173 happened:3: Police > the protesters");
    expect("The protesters were arrested by police.",
           "COERCE arrest 173 happened:3: police > The protesters");
    expect("The protesters were arrested.", "COERCE arrest 173 happened:3:  > The protesters");
    expect("Putin visited Turkey.", "CONSULT visit 0421 happened:4: Putin > Turkey");
    expect("Putin visited the museum.", "");
    expect("The army shelled the town.", "ASSAULT - 190 happened:9: The army > the town");
    expect("The minister shelled the town.", "");
    expect("Rebels shelled the doubt.", "");
    expect("The minister resigned.", "CONCEDE resign 083 happened:13: The minister > ");
    expect("Russia signed a treaty.", "AGREE - 057 happened:14: Russia > ");
    expect("Russia signed a treaty with Turkey.", "");
}

static void test_mutual(void **state)
{
    (void)state;
    expect("Lavrov met with Cavusoglu.", "CONSULT - 040 happened:1: Lavrov > Cavusoglu");
    expect("Lavrov and Cavusoglu met.", "CONSULT - 040 happened:1: Lavrov+Cavusoglu > ");
    expect("Russia held talks with Turkey.", "CONSULT - 040 happened:2: Russia > Turkey");
    expect("Russia and Turkey held talks.", "CONSULT - 040 happened:2: Russia+Turkey > ");
}

static void test_status(void **state)
{
    (void)state;
    expect("Police did not arrest the protesters.",
           "COERCE arrest 173 denied:3: Police > the protesters");
    expect("Police will arrest the protesters.",
           "COERCE arrest 173 planned:3: Police > the protesters");
    expect("Police planned to arrest the protesters.",
           "COERCE arrest 173 planned:3: Police > the protesters");
    expect("Police are arresting the protesters.",
           "COERCE arrest 173 ongoing:3: Police > the protesters");
    expect("If police arrest the protesters, the crowd will grow.",
           "COERCE arrest 173 hypothetical:3: police > the protesters");
    expect("If police had not arrested the protesters, the crowd would have grown.",
           "COERCE arrest 173 hypothetical:3: police > the protesters");
    expect("Police arrested the protesters in May 2011.",
           "COERCE arrest 173 historical:3: Police > the protesters");
    struct article article = code("Putin said police would arrest the protesters.");
    assert_int_equal(article.event_count, 1);
    assert_int_equal(article.events[0].status, EVENT_PLANNED);
    assert_true(article.events[0].attributed_to != INDEX_NONE);
    assert_true(
        slice_equal(article.actors[article.events[0].attributed_to].name, SLICE("Vladimir Putin")));
}

static void test_composition(void **state)
{
    (void)state;
    expect("Lavrov refused to meet with Cavusoglu.",
           "REJECT meet 125 happened:6: Lavrov > Cavusoglu");
    expect("Lavrov will meet with Cavusoglu.", "AGREE - 030 planned:1: Lavrov > Cavusoglu");
    expect("Lavrov will not meet with Cavusoglu.", "REJECT - 120 happened:1: Lavrov > Cavusoglu");
    expect("The army began to shell the town.", "ASSAULT - 190 happened:9: The army > the town");
    expect("Russia accused Turkey of shelling the town.",
           "ACCUSE - 112 happened:11: Russia > Turkey");
}

static void test_settings(void **state)
{
    (void)state;
    struct article article = code("Police arrested 40 protesters in Ankara on Thursday.");
    assert_int_equal(article.event_count, 1);
    const struct event *event = &article.events[0];
    char day[DATETIME_TEXT_BYTES];
    struct slice text = {day, date_format_day(event->earliest, day)};
    assert_true(slice_equal(text, SLICE("2016-12-01")));
    assert_int_equal(event->earliest, event->latest);
    assert_true(event->where != INDEX_NONE);
    assert_true(slice_equal(article.places[event->where].name, SLICE("Ankara")));
    assert_int_equal(event->quantity_count, 1);
    assert_true(article.quantities[event->counts[0]].low == 40);
    assert_int_equal(event->quad, 4);
    assert_true(event->goldstein == -5);
    assert_true(event->confidence > 0 && event->confidence < 1);
}

/* Dead and wounded belong to the attack, whatever word their number hangs on. */
static void test_casualties(void **state)
{
    (void)state;
    struct article article = code("An airstrike in Idlib killed 12 people and wounded 30.");
    assert_int_equal(article.event_count, 1);
    const struct event *event = &article.events[0];
    assert_int_equal(event->quantity_count, 2);
    assert_true(article.quantities[event->counts[0]].low == 12);
    assert_true(article.quantities[event->counts[1]].low == 30);
}

static void test_apart(void **state)
{
    (void)state;
    struct article article = code("Aside from Libya, the army shelled the town.");
    assert_int_equal(article.event_count, 1);
    assert_int_equal(article.events[0].where, INDEX_NONE);
}

/* A domain that rules an article silences weak frames, and those in which nobody of politics is. */
static void test_domain(void **state)
{
    (void)state;
    expect("The minister praised the coach.",
           "SUPPORT - 051 happened:15: The minister > the coach");
    expect("The striker scored a goal. The coach praised the goal of the striker. The league has "
           "a goal. The minister praised the coach.",
           "");
    expect("An airstrike in Kunduz hit a school.", "ASSAULT aerial 195 happened:16:  > ");
}

static void test_repeats(void **state)
{
    (void)state;
    expect("Turkey arrested the protesters on Thursday. Turkey arrested the protesters.",
           "COERCE arrest 173 happened:3: Turkey > the protesters");
}

/* ---- why not ---- */

static enum trial_result result_of(const struct trace *trace, const char *pattern)
{
    for (size_t i = 0; i < trace->trials.count; i++) {
        if (slice_equal(trace->trials.items[i].frame->pattern, slice_from(pattern)))
            return trace->trials.items[i].result;
    }
    fail_msg("'%s' was not tried", pattern);
    return TRIAL_FIRES;
}

static void expect_trial(const char *text, const char *pattern, enum trial_result wanted)
{
    struct err err;
    uint64_t faults;
    struct trace trace;
    const struct events_model *model = load(FRAMES, &faults);
    struct article article = annotate(slice_from(text));
    const struct event *events = article.events;
    uint32_t count = article.event_count;
    assert_true(trace_article(model, &arena, &scratch, &article, &trace, &err));
    assert_ptr_equal(article.events, events);
    assert_int_equal(article.event_count, count);
    assert_int_equal(result_of(&trace, pattern), wanted);
}

static void test_trace(void **state)
{
    (void)state;
    expect_trial("Police arrested the protesters.", "arrest/v obj=R*", TRIAL_FIRES);
    expect_trial("Putin visited the museum.", "visit/v obj=R:country!", TRIAL_NOBODY);
    expect_trial("Putin visited.", "visit/v obj=R:country!", TRIAL_EMPTY);
    expect_trial("Putin visited Turkey.", "visit/n to=R", TRIAL_POS);
    expect_trial("The minister shelled the town.", "shell/v obj=_", TRIAL_UNARMED);
    expect_trial("The army shelled the town.", "shell/v obj=[doubt]", TRIAL_WORDS);
    expect_trial("Rebels shelled the doubt.", "shell/v obj=_", TRIAL_WEAKER);
    expect_trial("Russia signed a treaty with Turkey.", "sign/v obj=_ -with=R", TRIAL_PRESENT);
    expect_trial("Lavrov refused to sleep.", "refuse/v comp=E", TRIAL_NO_EVENT);
    expect_trial("It met.", "meet/v with=R", TRIAL_BARE);
}

static void test_fates(void **state)
{
    (void)state;
    struct err err;
    uint64_t faults;
    struct trace trace;
    const struct events_model *model = load(FRAMES, &faults);
    struct article article = annotate(SLICE("Lavrov refused to meet with Cavusoglu. Lavrov refused "
                                            "to meet with Cavusoglu."));
    assert_true(trace_article(model, &arena, &scratch, &article, &trace, &err));
    assert_int_equal(trace.fates.count, 4);
    assert_int_equal(trace.fates.items[0].fate, FATE_CODED);
    assert_int_equal(trace.fates.items[1].fate, FATE_TAKEN);
    assert_int_equal(trace.fates.items[1].other, 1);
    assert_int_equal(trace.dropped.count, 1);
    assert_int_equal(trace.dropped.items[0].fate, FATE_REPEATS);
    assert_int_equal(trace.dropped.items[0].sentence, 1);
    assert_int_equal(trace.dropped.items[0].other, 0);
}

/* ---- odd text ---- */

static void test_no_verb(void **state)
{
    (void)state;
    expect("Ankara, Turkey. Monday. Photo: the minister, left. 12 + 4, \"...\" ?", "");
    expect("Les ministres se sont rencontr\u00e9s jeudi \u00e0 Alanya, en Turquie, pour discuter "
           "de la paix.",
           "");
    expect("\u041c\u0438\u043d\u0438\u0441\u0442\u0440 \u043f\u0440\u0438\u0431\u044b\u043b \u0432 "
           "\u0410\u043d\u043a\u0430\u0440\u0443.",
           "");
}

/* A sentence of 5,000 words: bounded time; and the same text through the frames built in. */
static void test_long_sentence(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, (size_t)1 << 20);
    for (unsigned i = 0; i < 1000; i++)
        buf_append(&text, SLICE("trade of the other kind "));
    buf_append(&text, SLICE("\0"));
    expect(text.ptr, "");
    struct article article = annotate(slice_from(text.ptr));
    assert_int_equal(article.event_count, 0);
    buf_reset(&text);
    for (unsigned i = 0; i < 1000; i++)
        buf_append(&text, SLICE("that police arrested them and "));
    buf_append(&text, SLICE("\0"));
    article = code(text.ptr);
    assert_true(article.event_count <= article.sentence_count * EVENTS_OF_SENTENCE_MAX);
    buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good_lines),  cmocka_unit_test(test_bad_lines),
        cmocka_unit_test(test_bad_words),   cmocka_unit_test(test_matching),
        cmocka_unit_test(test_mutual),      cmocka_unit_test(test_status),
        cmocka_unit_test(test_composition), cmocka_unit_test(test_settings),
        cmocka_unit_test(test_casualties),  cmocka_unit_test(test_apart),
        cmocka_unit_test(test_domain),      cmocka_unit_test(test_repeats),
        cmocka_unit_test(test_trace),       cmocka_unit_test(test_fates),
        cmocka_unit_test(test_no_verb),     cmocka_unit_test(test_long_sentence),
    };
    return cmocka_run_group_tests_name("events", tests, coded_begin, coded_end);
}

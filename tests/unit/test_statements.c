/*
 * test_statements.c - who said what: quotations, spans over paragraphs, speakers that go on.
 *
 *   in    texts written here
 *   out   cmocka's verdict
 *
 * Single sentences are tested by the examples of data/en/statements/cues.txt (tests/command); here
 * is what an article's shape does, and the words of the data file that are wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "annotated.h"
#include "statements/cues.h"
#include "statements/quotes.h"

static struct article read_text(const char *text)
{
    struct err err;
    struct article article;
    arena_reset(&arena);
    struct slice bytes = arena_copy(&arena, slice_from(text));
    struct document document = {.bytes = bytes};
    assert_true(reader_parse_text(reader, &document, &arena, &scratch, &article, &err));
    assert_true(reader_annotate(reader, &arena, &scratch, &article, &err));
    return article;
}

/* "speaker: piece … piece; …": the statements of a text. */
static void expect(const char *text, const char *wanted)
{
    struct article article = read_text(text);
    struct buf got;
    buf_init(&got, (size_t)1 << 20);
    for (uint32_t i = 0; i < article.statement_count; i++) {
        const struct statement *statement = &article.statements[i];
        struct slice name = article_slice(&article, statement->speaker_span);
        if (statement->speaker != INDEX_NONE)
            name = article.actors[statement->speaker].name;
        buf_printf(&got, "%s%.*s: ", i > 0 ? "; " : "", SLICE_ARG(name));
        for (uint32_t c = 0; c < statement->content_count; c++)
            buf_printf(&got, "%s%.*s", c > 0 ? " … " : "",
                       SLICE_ARG(article_slice(&article, statement->content[c])));
    }
    buf_append_byte(&got, '\0');
    assert_string_equal(got.ptr, wanted);
    buf_free(&got);
}

static void test_paragraphs(void **state)
{
    (void)state;
    expect("“We will rebuild the port,” Sergey Lavrov said. “It will take two years.\n\n"
           "“The money is there.”",
           "Sergey Lavrov: We will rebuild the port; "
           "Sergey Lavrov: It will take two years … The money is there");
    expect("Sergey Lavrov said the port was closed. He spoke in Sochi.\n\n"
           "He added that it would open in May.",
           "Sergey Lavrov: the port was closed; Sergey Lavrov: it would open in May");
}

static void test_two_speakers(void **state)
{
    (void)state;
    expect("Sergey Lavrov said the port was open. Mevlut Cavusoglu said it was closed.",
           "Sergey Lavrov: the port was open; Mevlut Cavusoglu: it was closed");
}

static void test_no_statements(void **state)
{
    (void)state;
    expect("They crossed the “line of contact” at noon. The “reporters” had left.", "");
}

static void test_unclosed_marks(void **state)
{
    (void)state;
    expect("The bar is 5\" wide. Sergey Lavrov said the port was open.",
           "Sergey Lavrov: the port was open");
    expect("The ministers' plan wasn't ready, Sergey Lavrov said.",
           "Sergey Lavrov: The ministers' plan wasn't ready");
}

/* An event inside what is said is the speaker's word; a verb of saying is the statement itself. */
static void test_events_link(void **state)
{
    (void)state;
    struct article article = read_text(
        "“Sudan bombed the capital of Chad on Monday,” Sergey Lavrov said.");
    assert_int_equal(article.statement_count, 1);
    assert_true(article.event_count > 0);
    assert_int_equal(article.events[0].statement, 0);
    assert_int_equal(article.events[0].attributed_to, article.statements[0].speaker);
    article = read_text("Sudan accused Chad of bombing the capital.");
    assert_int_equal(article.statement_count, 1);
    assert_true(article.event_count > 0);
    assert_int_equal(article.events[0].statement, 0);
}

/* Offsets of the JSON count code points, also where a step of its table ends inside a character. */
static void test_offsets(void **state)
{
    (void)state;
    char text[4096];
    size_t length = 0;
    while (length < 3000) {
        memcpy(text + length, "“ééé” was the name. ", strlen("“ééé” was the name. "));
        length += strlen("“ééé” was the name. ");
    }
    strcpy(text + length, "Sergey Lavrov said the port was open.");
    struct article article = read_text(text);
    struct buf out;
    buf_init(&out, (size_t)1 << 22);
    reading_write_json(&article, 0, &out);
    assert_false(out.failed);
    size_t sentences = length / strlen("“ééé” was the name. ");
    char wanted[64];
    snprintf(wanted, sizeof(wanted), "\"cue\":{\"start\":%zu,", sentences * 20 + 14);
    buf_append_byte(&out, '\0');
    assert_non_null(strstr(out.ptr, wanted));
    buf_free(&out);
}

static void test_quotation_marks(void **state)
{
    (void)state;
    static const struct {
        const char *text, *inner;
    } CASES[] = {
        {"He said «we go» and left.", "we go"},
        {"He said ``we go'' and left.", "we go"},
        {"He said 'we go' and left.", "we go"},
        {"He said ‘we don’t go’ and left.", "we don’t go"},
        {"The 1990s' end.", NULL},
        {"A stray \" mark", NULL},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct err err;
        struct quotations quotations;
        struct paragraph paragraph = {.span = {0, (uint32_t)strlen(CASES[i].text)}};
        struct article article = {
            .text = slice_from(CASES[i].text), .paragraphs = &paragraph, .paragraph_count = 1};
        assert_true(quotations_find(&article, &scratch, &quotations, &err));
        assert_int_equal(quotations.list.count, CASES[i].inner ? 1 : 0);
        if (CASES[i].inner)
            assert_true(slice_equal(article_slice(&article, quotations.list.items[0].inner),
                                    slice_from(CASES[i].inner)));
    }
}

static void test_bad_lines(void **state)
{
    (void)state;
    static const char LINES[] =
        "verb\nwhatever | say\nverb | say | thus\nverb | say | that | loud\n"
        "verb | say | that quote +of | told\n+ | He said so. | He | so | x\n";
    struct err err;
    struct data_set set = {.arena = &arena};
    struct data_faults faults = {0};
    struct cues cues;
    arena_reset(&arena);
    assert_true(data_set_add_bytes(&set, SLICE("cues.txt"), slice_from(LINES), &err));
    assert_true(cues_load(&set, &arena, &faults, &cues, &err));
    assert_int_equal(faults.count, 4);
    const struct cue *said = cue_as(cues_find(&cues, SLICE("Says")), CUE_VERB);
    assert_non_null(said);
    assert_true(cue_takes_preposition(said, SLICE("OF")));
    assert_false(cue_takes_preposition(said, SLICE("on")));
    assert_null(cues_find(&cues, SLICE("sayed ")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paragraphs),      cmocka_unit_test(test_two_speakers),
        cmocka_unit_test(test_no_statements),   cmocka_unit_test(test_unclosed_marks),
        cmocka_unit_test(test_events_link),     cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_quotation_marks), cmocka_unit_test(test_bad_lines),
    };
    return cmocka_run_group_tests(tests, annotated_begin, annotated_end);
}

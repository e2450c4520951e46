/*
 * test_actors.c - who each mention is; odd data, odd articles.
 *
 *   in    text written here, read by the whole line
 *   out   cmocka's verdict
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "actors/actors.h"
#include "actors/coref.h"
#include "annotated.h"
#include "base/buf.h"

static struct article annotate_on(struct slice text, struct slice published)
{
    struct err err;
    struct article article;
    struct document document = {.bytes = text};
    arena_reset(&arena);
    assert_true(reader_parse_text(reader, &document, &arena, &scratch, &article, &err));
    if (published.len > 0)
        assert_true(datetime_parse_iso(published, &article.published));
    assert_true(reader_annotate(reader, &arena, &scratch, &article, &err));
    return article;
}

static struct article annotate(const char *text)
{
    return annotate_on(slice_from(text), SLICE("2016-12-02"));
}

/* The actor of the n-th mention that reads so; fails when there is none. */
static const struct actor *actor_of(const struct article *article, const char *words, unsigned nth)
{
    for (uint32_t i = 0; i < article->mention_count; i++) {
        const struct mention *mention = &article->mentions[i];
        if (slice_equal(article_slice(article, mention->span), slice_from(words)) && nth-- == 0)
            return &article->actors[mention->actor];
    }
    fail_msg("no mention reads '%s'", words);
    return NULL;
}

static void assert_slice(struct slice slice, const char *text)
{
    if (!slice_equal(slice, slice_from(text)))
        fail_msg("'%.*s' is not '%s'", SLICE_ARG(slice), text);
}

static void test_one_person_many_names(void **state)
{
    (void)state;
    struct article article = annotate(
        "Russian Foreign Minister Sergei Lavrov flew to Ankara on Thursday. Lavrov met his "
        "Turkish counterpart, Mevlüt Çavuşoğlu. Sergey Lavrov later praised Cavusoglu.");
    const struct actor *lavrov = actor_of(&article, "Lavrov", 0);
    assert_slice(lavrov->name, "Sergey Lavrov");
    assert_slice(lavrov->country, "RUS");
    assert_slice(lavrov->role, "foreign minister");
    assert_int_equal(lavrov->sector_count, 1);
    assert_slice(lavrov->sectors[0], "GOV");
    assert_int_equal(lavrov->kind, ACTOR_PERSON);
    assert_ptr_equal(lavrov, actor_of(&article, "Sergey Lavrov", 0));
    assert_ptr_equal(lavrov, actor_of(&article, "Russian Foreign Minister Sergei Lavrov", 0));
    assert_ptr_equal(lavrov, actor_of(&article, "his", 0));
    const struct actor *cavusoglu = actor_of(&article, "Cavusoglu", 0);
    assert_slice(cavusoglu->country, "TUR");
    assert_ptr_equal(cavusoglu, actor_of(&article, "his Turkish counterpart", 0));
    assert_true(lavrov->fact_line > 0);
}

static void test_ids_are_the_same_everywhere(void **state)
{
    (void)state;
    char id[HASH_ID_CHARS];
    struct article article = annotate("Sergey Lavrov spoke. A senior official disagreed.");
    memcpy(id, actor_of(&article, "Sergey Lavrov", 0)->id, sizeof(id));
    article = annotate("Nobody heard what Sergei Lavrov had told reporters.");
    assert_memory_equal(id, actor_of(&article, "Sergei Lavrov", 0)->id, sizeof(id));
}

static void test_office_without_name(void **state)
{
    (void)state;
    struct article article = annotate(
        "The Russian foreign minister arrived late. Protesters waited outside.");
    assert_slice(actor_of(&article, "The Russian foreign minister", 0)->name, "Sergey Lavrov");
    article = annotate_on(SLICE("The Russian foreign minister arrived late."), SLICE("1997-03-01"));
    assert_slice(actor_of(&article, "The Russian foreign minister", 0)->name, "Yevgeny Primakov");
}

static void test_counterpart_without_name(void **state)
{
    (void)state;
    struct article article = annotate_on(
        SLICE("Russian Foreign Minister Sergei Lavrov met his Turkish counterpart on Thursday."),
        SLICE("2016-12-02"));
    assert_slice(actor_of(&article, "his Turkish counterpart", 0)->name, "Mevlut Cavusoglu");
}

/* The office tells who "the president" is, and who it is not. */
static void test_bare_office(void **state)
{
    (void)state;
    struct article article = annotate_on(
        SLICE("President Donald Trump praised Rex Tillerson. Tillerson flew to Oslo, and he spoke "
              "there after the president had left."),
        SLICE("2017-05-03"));
    assert_slice(actor_of(&article, "the president", 0)->name, "Donald Trump");
}

/* The one who writes is none of those written of. */
static void test_writer_is_nobody(void **state)
{
    (void)state;
    struct article article = annotate("President Vladimir Putin smiled. I visited Moscow in May.");
    assert_ptr_equal(actor_of(&article, "President Vladimir Putin", 0), &article.actors[0]);
    for (uint32_t i = 0; i < article.mention_count; i++)
        assert_int_not_equal(article.mentions[i].form, MENTION_PRONOUN);
    article = annotate("President Vladimir Putin smiled. \"I visited Tomsk in May,\" he said.");
    assert_ptr_equal(actor_of(&article, "President Vladimir Putin", 0), actor_of(&article, "I", 0));
}

/* A title of several words belongs to the name behind it, whatever the tree makes of it. */
static void test_title_of_words(void **state)
{
    (void)state;
    struct article article = annotate_on(
        SLICE("Secretary of State Rex Tillerson said on Thursday that he would leave. The White "
              "House press secretary confirmed it."),
        SLICE("2017-09-14"));
    assert_slice(actor_of(&article, "Secretary", 0)->name, "Rex Tillerson");
    assert_slice(actor_of(&article, "The White House press secretary", 0)->country, "USA");
}

/* Nobody speaks of himself as another. */
static void test_speaker_is_not_spoken_of(void **state)
{
    (void)state;
    struct article article = annotate("Vladimir Putin spoke in Tomsk. \"The teacher left the town "
                                      "for good,\" he said.");
    assert_ptr_equal(actor_of(&article, "he", 0), actor_of(&article, "Vladimir Putin", 0));
}

/* "she" is no country, and eleven people are not twenty-six. */
static void test_what_cannot_be_one(void **state)
{
    (void)state;
    struct article article = annotate(
        "Israel jailed a teacher after she slapped a soldier. A bomb killed 26 people in the town "
        "of Kobi. Another bomb killed 11 people near the river.");
    assert_ptr_not_equal(actor_of(&article, "Israel", 0), actor_of(&article, "she", 0));
    assert_ptr_not_equal(actor_of(&article, "26 people", 0), actor_of(&article, "11 people", 0));
}

/* Many share the surname: the one in the highest office of a country is meant. */
static void test_common_surname(void **state)
{
    (void)state;
    struct article article = annotate_on(SLICE("Pyongyang said Kim had ordered the launch."),
                                         SLICE("2017-08-30"));
    assert_slice(actor_of(&article, "Kim", 0)->name, "Kim Jong-un");
}

static void test_unknown_person_has_country_and_sector(void **state)
{
    (void)state;
    struct article article = annotate(
        "French farmers' union leader Jean Dupontel called for talks. "
        "He said farmers were angry.");
    const struct actor *leader = actor_of(&article, "He", 0);
    assert_slice(leader->name, "Jean Dupontel");
    assert_slice(leader->country, "FRA");
    assert_int_equal(leader->kind, ACTOR_PERSON);
}

static void test_groups(void **state)
{
    (void)state;
    struct article article = annotate(
        "Turkish troops crossed the border. Israeli police arrested three protesters.");
    const struct actor *troops = actor_of(&article, "Turkish troops", 0);
    assert_slice(troops->country, "TUR");
    assert_slice(troops->sectors[0], "MIL");
    assert_int_equal(troops->kind, ACTOR_GROUP);
    assert_slice(actor_of(&article, "Israeli police", 0)->sectors[0], "COP");
}

static void test_capitals_act_or_lie_there(void **state)
{
    (void)state;
    struct article article = annotate("Ankara rejected the claim. The ministers met in Ankara.");
    assert_slice(actor_of(&article, "Ankara", 0)->country, "TUR");
    assert_int_equal(actor_of(&article, "Ankara", 0)->kind, ACTOR_COUNTRY);
    unsigned mentions = 0;
    for (uint32_t i = 0; i < article.mention_count; i++)
        mentions += slice_equal(article_slice(&article, article.mentions[i].span), SLICE("Ankara"));
    assert_int_equal(mentions, 1);
}

/* Whose a town's police are tells the place that the article means. */
static void test_country_of_the_place(void **state)
{
    (void)state;
    struct article article = annotate(
        "Police in Athens, Ga., arrested two students on Thursday. Athens police said so.");
    assert_slice(actor_of(&article, "Athens police", 0)->country, "USA");
    assert_slice(actor_of(&article, "two students", 0)->country, "USA");
    article = annotate("Greek officials flew home. Athens police arrested two students.");
    assert_slice(actor_of(&article, "Athens police", 0)->country, "GRC");
    article = annotate("Police in Anantnag arrested two students. Islamabad rejected the charge.");
    assert_slice(actor_of(&article, "Islamabad", 0)->country, "PAK");
    article = annotate("Police in Lyon arrested two students.");
    assert_slice(actor_of(&article, "two students", 0)->country, "FRA");
}

static void test_both_are_two(void **state)
{
    (void)state;
    struct article article = annotate(
        "Sergey Lavrov met Mevlut Cavusoglu on Thursday. Both ministers called for calm.");
    const struct actor *both = actor_of(&article, "Both ministers", 0);
    assert_int_equal(both->member_count, 2);
    assert_slice(article.actors[both->members[0]].name, "Sergey Lavrov");
    assert_slice(article.actors[both->members[1]].name, "Mevlut Cavusoglu");
}

/* "The two men", one of those whom "they" are, is not taken apart into others in turn. */
static void test_members_have_no_members(void **state)
{
    (void)state;
    struct article article = annotate(
        "Sergey Lavrov met Mevlut Cavusoglu in Alanya on Thursday. John Kerry phoned Lavrov. "
        "The two men and women of the village were happy with what they did.");
    const struct actor *they = actor_of(&article, "they", 0);
    assert_int_equal(they->member_count, 2);
    for (uint32_t m = 0; m < they->member_count; m++)
        assert_int_equal(article.actors[they->members[m]].member_count, 0);
}

static void test_relative_clause(void **state)
{
    (void)state;
    struct article article = annotate("Sergey Lavrov, who arrived on Monday, spoke to reporters.");
    assert_slice(actor_of(&article, "who", 0)->name, "Sergey Lavrov");
}

/* Long runs of one thing: they end, in good time. */
static void test_many_pronouns_and_names(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, (size_t)4 << 20);
    for (unsigned i = 0; i < 1500; i++)
        buf_append(&text, SLICE("He told her that they had seen it. "));
    struct article article = annotate_on(buf_slice(&text), SLICE_EMPTY);
    assert_true(article.token_count > 9000);
    buf_reset(&text);
    for (unsigned i = 0; i < 10000; i++)
        buf_printf(&text, "Mr. %c%c%cov left. ", 'A' + (char)(i % 26), 'a' + (char)(i / 26 % 26),
                   'a' + (char)(i / 676 % 26));
    article = annotate_on(buf_slice(&text), SLICE_EMPTY);
    assert_true(article.mention_count > 1000);
    buf_free(&text);
}

static void test_unparsed_words_give_nothing(void **state)
{
    (void)state;
    struct err err;
    struct data_set set;
    struct data_faults faults = {0};
    struct arena models;
    const struct actors_model *model;
    arena_init(&models, (size_t)256 << 20);
    assert_true(data_set_built_in(&models, &set, &err));
    assert_true(actors_model_load(&set, &models, &faults, &model, &err));
    assert_int_equal(faults.count, 0);
    struct token tokens[] = {{.span = {0, 4}, .head = INDEX_NONE}, {.span = {5, 9}, .head = 1}};
    struct sentence sentence = {.span = {0, 9}, .token_count = 2};
    struct article article = {.text = SLICE("Some body"),
                              .sentences = &sentence,
                              .sentence_count = 1,
                              .tokens = tokens,
                              .token_count = 2};
    assert_true(actors_annotate(model, &arena, &scratch, &article, &err));
    assert_int_equal(article.actor_count, 0);
    struct article empty = {.text = SLICE("")};
    assert_true(actors_annotate(model, &arena, &scratch, &empty, &err));
    arena_free(&models);
}

static void test_bad_lines_are_told(void **state)
{
    (void)state;
    struct err err;
    struct data_set set = {.arena = &scratch};
    struct data_faults faults = {0};
    const struct actors_model *model;
    assert_true(data_set_add_bytes(&set, SLICE("pronouns-mine.txt"),
                                   SLICE("xe | 3 | s | x | personal | they\nxem | 3\n"), &err));
    assert_true(
        data_set_add_bytes(&set, SLICE("relations-mine.txt"), SLICE("odd | words\n"), &err));
    assert_true(actors_model_load(&set, &scratch, &faults, &model, &err));
    assert_int_equal(faults.count, 3);
    assert_int_equal(faults.first.line, 1);
    assert_int_equal(faults.first.column, 14);
    assert_true(actors_reads_kind(SLICE("relations")));
    assert_false(actors_reads_kind(SLICE("seas")));
}

static void test_bad_weights(void **state)
{
    (void)state;
    struct err err;
    struct coref_weights weights;
    assert_false(coref_weights_read(SLICE(""), &scratch, &weights, &err));
    assert_int_equal(err.code, ERR_FORMAT);
    assert_false(coref_weights_read(SLICE("new_type: 1*1000\n"), &scratch, &weights, &err));
    assert_int_equal(err.code, ERR_FORMAT);
    assert_false(coref_weights_read(SLICE("new_type: 1*0 2\n"), &scratch, &weights, &err));
    assert_false(coref_weights_read(SLICE("new_type: x\n"), &scratch, &weights, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_person_many_names),
        cmocka_unit_test(test_ids_are_the_same_everywhere),
        cmocka_unit_test(test_office_without_name),
        cmocka_unit_test(test_counterpart_without_name),
        cmocka_unit_test(test_bare_office),
        cmocka_unit_test(test_writer_is_nobody),
        cmocka_unit_test(test_title_of_words),
        cmocka_unit_test(test_speaker_is_not_spoken_of),
        cmocka_unit_test(test_what_cannot_be_one),
        cmocka_unit_test(test_common_surname),
        cmocka_unit_test(test_unknown_person_has_country_and_sector),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_capitals_act_or_lie_there),
        cmocka_unit_test(test_country_of_the_place),
        cmocka_unit_test(test_both_are_two),
        cmocka_unit_test(test_members_have_no_members),
        cmocka_unit_test(test_relative_clause),
        cmocka_unit_test(test_many_pronouns_and_names),
        cmocka_unit_test(test_unparsed_words_give_nothing),
        cmocka_unit_test(test_bad_lines_are_told),
        cmocka_unit_test(test_bad_weights),
    };
    return cmocka_run_group_tests(tests, annotated_begin, annotated_end);
}

/*
 * test_language.c - page/language: which language a text is in.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page/language.h"

static struct arena arena;
static const struct language_model *model;

static int load(void **state)
{
    struct err err;
    (void)state;
    arena_init(&arena, (size_t)16 << 20);
    return language_model_load(&arena, &model, &err) ? 0 : -1;
}

static int unload(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static void each_language_is_told(void **state)
{
    static const struct {
        const char *code;
        const char *text;
    } TEXTS[] = {
        {"en", "The minister said on Friday that the talks had been useful and would go on."},
        {"ru", "Министр сказал, что переговоры были полезными и будут продолжены на этой неделе."},
        {"uk", "Міністр сказав, що переговори були корисними і їх буде продовжено цього тижня."},
        {"bg", "Министърът каза, че разговорите са били полезни и ще продължат през седмицата."},
        {"sr", "Министар је рекао да су разговори били корисни и да ће се наставити ове недеље."},
        {"tr", "Bakan, görüşmelerin yararlı olduğunu ve bu hafta içinde devam edeceğini söyledi."},
        {"ar", "قال الوزير إن المحادثات كانت مفيدة وإنها ستستمر خلال هذا الأسبوع في المدينة."},
        {"fa", "وزیر گفت که گفتگوها مفید بود و این هفته در تهران ادامه خواهد داشت."},
        {"he", "השר אמר כי השיחות היו מועילות וכי הן יימשכו גם בשבוע הבא."},
        {"es", "El ministro dijo que las conversaciones fueron útiles y que van a continuar esta "
               "semana."},
        {"pt", "O ministro disse que as conversas foram úteis e que vão continuar esta semana, não "
               "antes."},
        {"fr", "Le ministre a dit que les entretiens étaient utiles et qu'ils vont se poursuivre."},
        {"it", "Il ministro ha detto che i colloqui sono stati utili e che proseguiranno nella "
               "settimana."},
        {"de", "Der Minister sagte, die Gespräche seien nützlich gewesen und würden fortgesetzt."},
        {"nl",
         "De minister zei dat de gesprekken nuttig waren en dat ze deze week worden voortgezet."},
        {"sv", "Ministern sade att samtalen hade varit nyttiga och att de ska fortsätta i veckan."},
        {"pl",
         "Minister powiedział, że rozmowy były pożyteczne i że będą kontynuowane w tym tygodniu."},
        {"ro",
         "Ministrul a spus că discuțiile au fost utile și că vor continua în această săptămână."},
        {"el", "Ο υπουργός είπε ότι οι συνομιλίες ήταν χρήσιμες και θα συνεχιστούν."},
        {"zh", "部长说，会谈是有益的，本周将在首都继续进行。他对记者说了这些话。"},
        {"ja", "大臣は、会談が有益であり、今週も続けると述べた。"},
        {"ko", "장관은 회담이 유익했으며 이번 주에 계속될 것이라고 말했다."},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++) {
        struct slice code = language_detect(model, slice_from(TEXTS[i].text), SLICE_EMPTY);
        if (!slice_equal(code, slice_from(TEXTS[i].code)))
            print_error("%s taken for %.*s\n", TEXTS[i].code, SLICE_ARG(code));
        assert_true(slice_equal(code, slice_from(TEXTS[i].code)));
    }
}

static void clear_text_wins_over_its_hint(void **state)
{
    struct slice text = SLICE("The minister said on Friday that the talks had been useful and that "
                              "they would go on for the rest of the week in the capital.");
    (void)state;
    assert_true(slice_equal(language_detect(model, text, SLICE("tr-TR")), SLICE("en")));
}

static void a_hint_decides_where_text_does_not(void **state)
{
    (void)state;
    assert_true(slice_equal(language_detect(model, SLICE("Ankara"), SLICE("TR")), SLICE("tr")));
    assert_true(slice_equal(language_detect(model, SLICE_EMPTY, SLICE("en_GB")), SLICE("en")));
    assert_int_equal(language_detect(model, SLICE("Ankara"), SLICE("klingon")).len, 0);
    assert_int_equal(language_detect(model, SLICE_EMPTY, SLICE_EMPTY).len, 0);
}

static void odd_bytes_do_no_harm(void **state)
{
    (void)state;
    char text[5000];
    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = (char)(i * 37 + i / 3);
    language_detect(model, (struct slice){text, sizeof(text)}, SLICE("\xFF\xFE"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_language_is_told),
        cmocka_unit_test(clear_text_wins_over_its_hint),
        cmocka_unit_test(a_hint_decides_where_text_does_not),
        cmocka_unit_test(odd_bytes_do_no_harm),
    };
    return cmocka_run_group_tests(tests, load, unload);
}

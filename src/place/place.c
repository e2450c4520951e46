/*
 * place.c - places with coordinates.
 *
 *   in    an article with its tokens and entities
 *   out   its places and their mentions
 */
#include "place/place.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "place/parts.h"

/* Bytes of a reason. */
#define REASON_BYTES_MAX 400

static bool read_words(struct place_model *model, const struct data_set *set, struct arena *arena,
                       struct data_faults *faults, struct err *err);

bool place_model_load(const struct data_set *set, struct arena *arena, struct data_faults *faults,
                      const struct place_model **ret_model, struct err *err)
{
    struct place_model *model = arena_new(arena, struct place_model);
    if (!model)
        return arena_fail(arena, err);
    map_init(&model->words, arena);
    if (!gazetteer_load(set, arena, faults, &model->gazetteer, err) ||
        !read_words(model, set, arena, faults, err) || !data_faults_end(faults, err))
        return false;
    *ret_model = model;
    return true;
}

/* The bit of a class of words; 0 for none of ours. */
static uint32_t class_bit(struct slice name)
{
    static const struct {
        const char *name;
        uint32_t bit;
    } classes[] = {
        {"before", WORD_BEFORE}, {"direction", WORD_DIRECTION}, {"sort", WORD_SORT},
        {"road", WORD_ROAD},     {"site", WORD_SITE},           {"party", WORD_PARTY},
        {"and", WORD_AND},       {"common", WORD_COMMON},       {"counties", WORD_COUNTIES}};
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (slice_equal(name, slice_from(classes[i].name)))
            return classes[i].bit;
    }
    return 0;
}

/* class | words | kind */
static bool read_word_line(struct place_model *model, const struct data_line *line,
                           struct data_faults *faults)
{
    uint32_t bits = class_bit(line->fields[0]);
    struct slice rest = line->fields[1], word;
    if (bits == 0) {
        data_fault(faults, line, line->fields[0], "expected a class of words beside places");
        return true;
    }
    if (bits == WORD_SORT) {
        enum place_kind kind = PLACE_UNKNOWN;
        while (kind <= PLACE_FACILITY &&
               !slice_equal(line->fields[2], slice_from(article_place_kind_name(kind))))
            kind++;
        if (kind > PLACE_FACILITY) {
            data_fault(faults, line, line->fields[2], "expected a sort of place");
            return true;
        }
        bits |= (uint32_t)kind << WORD_KIND_SHIFT;
    }
    while (data_next_word(&rest, &word)) {
        const uint32_t *known = map_get(&model->words, word);
        if (!map_put(&model->words, word, bits | (known ? *known : 0)))
            return false;
    }
    return true;
}

static bool read_words(struct place_model *model, const struct data_set *set, struct arena *arena,
                       struct data_faults *faults, struct err *err)
{
    for (size_t i = 0; i < set->files.count; i++) {
        struct data_lines lines;
        struct data_line line;
        if (!slice_equal(set->files.items[i].kind, SLICE("placewords")))
            continue;
        data_lines_init(&lines, &set->files.items[i], faults);
        while (data_lines_next(&lines, &line)) {
            if (!read_word_line(model, &line, faults))
                return arena_fail(arena, err);
        }
    }
    return true;
}

/* ---- the article's layer ---- */

struct writer {
    const struct gazetteer *gazetteer;
    struct arena *arena;
    const struct findings *findings;
    VECTOR(struct place) places;
    uint32_t *place_of_name; /* [names], or INDEX_NONE */
    struct map by_number;    /* 4 bytes of a place number: index in places */
};

static bool write_layer(const struct place_model *model, struct arena *arena, struct arena *scratch,
                        const struct findings *findings, struct article *article);

bool place_annotate(const struct place_model *model, struct arena *arena, struct arena *scratch,
                    struct article *article, struct err *err)
{
    struct findings findings;
    struct arena_mark mark = arena_mark(scratch);
    article->places = NULL;
    article->place_mentions = NULL;
    article->place_count = article->place_mention_count = 0;
    bool done = place_find(model, article, scratch, &findings, err) &&
                place_resolve(model, scratch, &findings, err);
    if (done && !write_layer(model, arena, scratch, &findings, article)) {
        arena_fail(arena, err);
        done = false;
    }
    arena_rewind(scratch, mark);
    return done;
}

static struct slice place_name(const struct gazetteer *gazetteer, uint32_t number)
{
    return number == GAZETTEER_NONE ? SLICE_EMPTY : gazetteer_place(gazetteer, number).name;
}

/* Why a name means what it does, in a few words; the empty slice with no ptr when memory ends. */
static struct slice write_reason(struct writer *writer, const struct name *name)
{
    struct buf text;
    buf_init(&text, REASON_BYTES_MAX);
    if (name->tied_to != GAZETTEER_NONE)
        buf_printf(&text, "said to be in %.*s; ",
                   SLICE_ARG(place_name(writer->gazetteer, name->tied_to)));
    if (name->chosen == INDEX_NONE)
        buf_printf(&text, "not in the data; ");
    else if (name->sense_count == 1)
        buf_printf(&text, "the only place of this name; ");
    else
        buf_printf(&text, "best of %u places of this name; ", name->sense_count);
    if (name->near != GAZETTEER_NONE)
        buf_printf(&text, "near %.*s; ", SLICE_ARG(place_name(writer->gazetteer, name->near)));
    struct slice reason = buf_slice(&text);
    reason.len -= reason.len > 2 ? 2 : 0;
    bool exhausted = text.failed && !text.limited;
    reason = exhausted ? SLICE_EMPTY : arena_copy(writer->arena, reason);
    buf_free(&text);
    return reason;
}

/* The id of a place: of GeoNames' number, or of what the data or the text says of it. */
static void write_id(struct place *place)
{
    char number[24];
    int length = 0;
    uint64_t rest = place->geonames;
    while (rest > 0) {
        number[length++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    struct slice parts[3] = {SLICE("place"), place->name, place->country};
    if (place->geonames)
        parts[1] = (struct slice){number, (size_t)length};
    struct slice with_region[4] = {parts[0], parts[1], parts[2], place->region};
    hash_id(with_region, place->geonames ? 2 : 4, place->id);
}

static void fill_place(struct writer *writer, const struct name *name, struct place *place)
{
    struct gazetteer_place known = {.name = name->spelling,
                                    .country = name->country,
                                    .region = name->region,
                                    .latitude = TABLE_NOWHERE};
    if (name->chosen != INDEX_NONE)
        known = gazetteer_place(writer->gazetteer, name->senses[name->chosen].place);
    *place = (struct place){.name = known.name,
                            .kind = known.kind,
                            .capital = known.capital,
                            .latitude = (double)NAN,
                            .longitude = (double)NAN,
                            .geonames = known.geonames,
                            .population = known.population,
                            .sense_count = name->sense_count};
    if (known.country != GAZETTEER_NONE)
        place->country = gazetteer_place(writer->gazetteer, known.country).code;
    place->region = place_name(writer->gazetteer, known.region);
    if (known.latitude != TABLE_NOWHERE) {
        place->latitude = (double)known.latitude / TABLE_DEGREE;
        place->longitude = (double)known.longitude / TABLE_DEGREE;
    }
    write_id(place);
}

/* The article's place that a name means, made at its first mention; INDEX_NONE when memory ends. */
static uint32_t place_of(struct writer *writer, uint32_t number)
{
    if (writer->place_of_name[number] != INDEX_NONE)
        return writer->place_of_name[number];
    const struct name *name = &writer->findings->names.items[number];
    const uint32_t *known = NULL;
    struct slice key = {0};
    if (name->chosen != INDEX_NONE) {
        key = (struct slice){(const char *)&name->senses[name->chosen].place, sizeof(uint32_t)};
        known = map_get(&writer->by_number, key);
    }
    uint32_t index = known ? *known : (uint32_t)writer->places.count;
    if (!known) {
        struct place *place = vector_push(&writer->places, writer->arena);
        if (!place || (key.ptr && !map_put(&writer->by_number, key, index)))
            return INDEX_NONE;
        fill_place(writer, name, place);
        place->reason = write_reason(writer, name);
        if (!place->reason.ptr)
            return INDEX_NONE;
    }
    writer->place_of_name[number] = index;
    return index;
}

static bool write_layer(const struct place_model *model, struct arena *arena, struct arena *scratch,
                        const struct findings *findings, struct article *article)
{
    struct writer writer = {.gazetteer = &model->gazetteer, .arena = arena, .findings = findings};
    writer.place_of_name = arena_array(scratch, uint32_t, findings->names.count);
    struct place_mention *mentions = arena_array(arena, struct place_mention,
                                                 findings->mentions.count);
    if (!writer.place_of_name || !mentions)
        return false;
    map_init(&writer.by_number, scratch);
    for (size_t i = 0; i < findings->names.count; i++)
        writer.place_of_name[i] = INDEX_NONE;
    for (size_t i = 0; i < findings->mentions.count; i++) {
        const struct found *found = &findings->mentions.items[i];
        mentions[i] = (struct place_mention){.place = place_of(&writer, found->name),
                                             .sentence = found->sentence,
                                             .span = found->span,
                                             .form = found->form};
        if (mentions[i].place == INDEX_NONE)
            return false;
    }
    article->places = writer.places.items;
    article->place_count = (uint32_t)writer.places.count;
    article->place_mentions = mentions;
    article->place_mention_count = (uint32_t)findings->mentions.count;
    return true;
}

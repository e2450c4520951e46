/*
 * model.c - the weights of the grammar, checked, packed and ready to run.
 *
 *   in    tensors of a weight file
 *   out   struct grammar_model
 *
 * A struct loader carries the first error; after it the further steps do nothing, so that the list
 * of tensors below reads as a list.
 */
#include "grammar/model.h"

#include <stdio.h>
#include <string.h>

#include "base/resource.h"
#include "base/utf8.h"
#include "grammar/workspace.h"

#define ENGLISH "models/en.grammar"
#define FIELD_COUNT 16

enum size_field {
    FIELD_WIDTH,
    FIELD_HEADS,
    FIELD_REACH, /* of attention's distances */
    FIELD_ARC,
    FIELD_LABEL,
    FIELD_ARC_REACH,
    FIELD_FEED_FORWARD,
    FIELD_TYPE,
};

struct loader {
    struct weights weights;
    struct grammar_model *model;
    struct arena *arena;
    struct err *err;
    bool failed;
    uint32_t sizes[FIELD_COUNT];
};

static void fail_shape(struct loader *loader)
{
    if (!loader->failed)
        err_set(loader->err, ERR_FORMAT, "grammar weights hold a part of the wrong shape");
    loader->failed = true;
}

static void *take_memory(struct loader *loader, size_t count, size_t size)
{
    void *memory = loader->failed ? NULL : arena_alloc_array(loader->arena, count, size, 64);
    if (!memory && !loader->failed) {
        arena_fail(loader->arena, loader->err);
        loader->failed = true;
    }
    return memory;
}

/* The data of a tensor of this shape (columns 0: of rank 1), or NULL when that failed. */
static const void *take(struct loader *loader, const char *name, enum tensor_type type,
                        uint32_t rows, uint32_t columns)
{
    const uint32_t shape[] = {rows, columns};
    const struct tensor *tensor;
    if (loader->failed)
        return NULL;
    if (!weights_get(&loader->weights, name, type, columns ? 2 : 1, shape, &tensor, loader->err)) {
        loader->failed = true;
        return NULL;
    }
    return tensor->data;
}

/* The first extent of a tensor of this type, at most `most`. */
static uint32_t extent_of(struct loader *loader, const char *name, enum tensor_type type,
                          uint32_t most)
{
    const struct tensor *tensor = weights_find(&loader->weights, name);
    if (loader->failed || !tensor || tensor->type != type || tensor->shape[0] > most) {
        fail_shape(loader);
        return 1;
    }
    return tensor->shape[0];
}

static const char *joined(const char *prefix, const char *name, char ret_name[WEIGHTS_NAME_BYTES])
{
    snprintf(ret_name, WEIGHTS_NAME_BYTES, "%s.%s", prefix, name);
    return ret_name;
}

static const float *pad_floats(struct loader *loader, const float *numbers, size_t count)
{
    float *padded = take_memory(loader, LANES_UP(count), sizeof(float));
    if (padded && numbers)
        memcpy(padded, numbers, count * sizeof(float));
    return padded;
}

static const float *pad_rows(struct loader *loader, const float *numbers, size_t rows,
                             size_t columns)
{
    float *padded = take_memory(loader, rows * LANES_UP(columns), sizeof(float));
    for (size_t row = 0; padded && row < rows; row++)
        memcpy(padded + row * LANES_UP(columns), numbers + row * columns, columns * sizeof(float));
    return padded;
}

/* A layer of these numbers, packed. */
static struct linear pack_linear(struct loader *loader, const int8_t *weights, const float *scale,
                                 const float *bias, uint32_t outputs, uint32_t inputs)
{
    struct grammar_model *model = loader->model;
    struct linear layer = {.scale = pad_floats(loader, scale, outputs),
                           .bias = pad_floats(loader, bias, outputs),
                           .inputs = inputs,
                           .outputs = (uint32_t)LANES_UP(outputs)};
    int16_t *packed = take_memory(loader, (size_t)layer.outputs * inputs, sizeof(int16_t));
    if (!packed)
        return layer;
    model->kernels->pack(weights, outputs, inputs, packed);
    layer.packed = packed;
    if (layer.outputs > model->inner_width)
        model->inner_width = layer.outputs;
    return layer;
}

static struct linear take_linear(struct loader *loader, const char *name, uint32_t outputs,
                                 uint32_t inputs)
{
    char part[WEIGHTS_NAME_BYTES];
    const int8_t *weights = take(loader, joined(name, "w", part), TENSOR_I8, outputs, inputs);
    const float *scale = take(loader, joined(name, "scale", part), TENSOR_F32, outputs, 0);
    const float *bias = take(loader, joined(name, "bias", part), TENSOR_F32, outputs, 0);
    if (inputs % LANES != 0)
        fail_shape(loader);
    return pack_linear(loader, weights, scale, bias, outputs, inputs);
}

static struct table take_table(struct loader *loader, const char *name, bool hashed)
{
    char part[WEIGHTS_NAME_BYTES];
    uint32_t rows = extent_of(loader, joined(name, "q", part), TENSOR_I8, UINT32_MAX);
    struct table table = {.rows = rows};
    table.q = take(loader, part, TENSOR_I8, rows, loader->model->width);
    table.scale = take(loader, joined(name, "scale", part), TENSOR_F32, rows, 0);
    if (hashed && (rows & (rows - 1)) != 0)
        fail_shape(loader);
    return table;
}

static struct strings take_strings(struct loader *loader, const char *name, uint32_t most)
{
    char part[WEIGHTS_NAME_BYTES];
    uint32_t count = extent_of(loader, joined(name, "end", part), TENSOR_U32, most);
    struct strings strings = {.count = count};
    strings.end = take(loader, part, TENSOR_U32, count, 0);
    uint32_t bytes = extent_of(loader, joined(name, "text", part), TENSOR_U8, UINT32_MAX);
    strings.text = take(loader, part, TENSOR_U8, bytes, 0);
    for (uint32_t i = 0; !loader->failed && i < count; i++) {
        if (strings.end[i] > bytes || (i > 0 && strings.end[i] < strings.end[i - 1]) ||
            !utf8_valid(string_at(&strings, i), NULL))
            fail_shape(loader);
    }
    return strings;
}

/* Labels: strings that are not empty. */
static struct strings take_names(struct loader *loader, const char *name)
{
    struct strings names = take_strings(loader, name, MODEL_LABELS_MAX);
    for (uint32_t i = 0; !loader->failed && i < names.count; i++) {
        if (string_at(&names, i).len == 0)
            fail_shape(loader);
    }
    return names;
}

static const uint64_t *take_rising(struct loader *loader, const char *name, uint32_t count)
{
    const uint64_t *numbers = take(loader, name, TENSOR_U64, count, 0);
    for (uint32_t i = 1; !loader->failed && i < count; i++) {
        if (numbers[i - 1] >= numbers[i])
            fail_shape(loader);
    }
    return numbers;
}

/* count whole numbers below `end`. */
static const int32_t *take_indices(struct loader *loader, const char *name, uint32_t count,
                                   uint32_t end)
{
    const int32_t *numbers = take(loader, name, TENSOR_I32, count, 0);
    for (uint32_t i = 0; !loader->failed && i < count; i++) {
        if (numbers[i] < 0 || (uint32_t)numbers[i] >= end)
            fail_shape(loader);
    }
    return numbers;
}

/* One row for each head: what each distance adds, clipped to +-reach. Distance d of head h stands
 * at [h * DISTANCE_ENTRIES + SENTENCE_TOKENS_MAX + d]. */
static const float *spread_distances(struct loader *loader, const float *table, uint32_t heads,
                                     uint32_t reach)
{
    float *spread = take_memory(loader, heads * DISTANCE_ENTRIES, sizeof(float));
    for (uint32_t head = 0; spread && table && head < heads; head++) {
        for (int64_t at = 0; at < (int64_t)DISTANCE_ENTRIES; at++) {
            int64_t distance = at - (int64_t)SENTENCE_TOKENS_MAX;
            if (distance < -(int64_t)reach)
                distance = -(int64_t)reach;
            if (distance > (int64_t)reach)
                distance = (int64_t)reach;
            spread[head * DISTANCE_ENTRIES + at] = table[head * (2 * reach + 1) + reach + distance];
        }
    }
    return spread;
}

static void load_sizes(struct loader *loader)
{
    struct grammar_model *model = loader->model;
    static const struct {
        uint32_t least, most, step;
    } RANGES[] = {
        [FIELD_WIDTH] = {LANES, MODEL_WIDTH_MAX, LANES},
        [FIELD_HEADS] = {1, MODEL_HEADS_MAX, 1},
        [FIELD_REACH] = {0, MODEL_DISTANCE_MAX, 1},
        [FIELD_ARC] = {LANES, MODEL_WIDTH_MAX, LANES},
        [FIELD_LABEL] = {LANES, MODEL_WIDTH_MAX, LANES},
        [FIELD_ARC_REACH] = {0, MODEL_DISTANCE_MAX, 1},
        [FIELD_FEED_FORWARD] = {0, MODEL_HIDDEN_MAX, LANES},
        [FIELD_TYPE] = {LANES, MODEL_HIDDEN_MAX, LANES},
    };
    const int32_t *sizes = take(loader, "sizes", TENSOR_I32, FIELD_COUNT, 0);
    for (size_t i = 0; !loader->failed && i < sizeof(RANGES) / sizeof(RANGES[0]); i++) {
        loader->sizes[i] = (uint32_t)sizes[i];
        if (sizes[i] < 0 || loader->sizes[i] < RANGES[i].least ||
            loader->sizes[i] > RANGES[i].most || loader->sizes[i] % RANGES[i].step != 0)
            fail_shape(loader);
    }
    model->width = loader->sizes[FIELD_WIDTH];
    model->heads = loader->sizes[FIELD_HEADS];
    model->arc_width = loader->sizes[FIELD_ARC];
    model->label_width = loader->sizes[FIELD_LABEL];
    if (!loader->failed &&
        (model->width % model->heads != 0 || model->width / model->heads % LANES))
        fail_shape(loader);
}

static void load_types(struct loader *loader)
{
    struct grammar_model *model = loader->model;
    uint32_t hidden = loader->sizes[FIELD_TYPE];
    model->words = take_table(loader, "word", false);
    model->affixes = take_table(loader, "affix", true);
    model->ngrams = take_table(loader, "ngram", true);
    model->vocabulary_count = extent_of(loader, "vocab.hash", TENSOR_U64, UINT32_MAX);
    model->vocabulary = take_rising(loader, "vocab.hash", model->vocabulary_count);
    model->vocabulary_rows = take_indices(loader, "vocab.row", model->vocabulary_count,
                                          model->words.rows);
    model->type_up = take_linear(loader, "type.up", hidden, model->width);
    model->type_down = take_linear(loader, "type.down", model->width, hidden);
}

static void load_block(struct loader *loader, uint32_t number, uint8_t kind)
{
    struct block *block = &loader->model->blocks[number];
    uint32_t width = loader->model->width, reach = loader->sizes[FIELD_REACH];
    uint32_t feed_forward = loader->sizes[FIELD_FEED_FORWARD];
    char prefix[8], name[WEIGHTS_NAME_BYTES];
    snprintf(prefix, sizeof(prefix), "b%u", (unsigned)number);
    block->kind = (enum block_kind)kind;
    switch (kind) {
    case BLOCK_CONVOLUTION:
        block->first = take_linear(loader, joined(prefix, "conv", name), 2 * width, 3 * width);
        return;
    case BLOCK_ATTENTION:
        block->first = take_linear(loader, joined(prefix, "qkv", name), 3 * width, width);
        block->second = take_linear(loader, joined(prefix, "out", name), width, width);
        const float *distances = take(loader, joined(prefix, "rel", name), TENSOR_F32,
                                      loader->model->heads, 2 * reach + 1);
        block->distance = spread_distances(loader, distances, loader->model->heads, reach);
        return;
    case BLOCK_FEED_FORWARD:
        if (feed_forward == 0)
            fail_shape(loader);
        block->first = take_linear(loader, joined(prefix, "up", name), feed_forward, width);
        block->second = take_linear(loader, joined(prefix, "down", name), width, feed_forward);
        return;
    default:
        fail_shape(loader);
    }
}

static void load_blocks(struct loader *loader)
{
    uint32_t count = extent_of(loader, "blocks", TENSOR_U8, MODEL_BLOCKS_MAX);
    const uint8_t *kinds = take(loader, "blocks", TENSOR_U8, count, 0);
    for (uint32_t i = 0; kinds && i < count; i++)
        load_block(loader, i, kinds[i]);
    loader->model->block_count = count;
}

/* The rows of the layer `morph` that are allowed beside one part of speech, as a layer of their
 * own.
 */
static void load_pairs(struct loader *loader, const uint8_t *allowed, uint32_t count,
                       struct pairs *ret_pairs)
{
    uint32_t width = loader->model->width;
    const int8_t *weights = take(loader, "morph.w", TENSOR_I8, count, width);
    const float *scale = take(loader, "morph.scale", TENSOR_F32, count, 0);
    const float *bias = take(loader, "morph.bias", TENSOR_F32, count, 0);
    uint32_t *numbers = take_memory(loader, count, sizeof(uint32_t));
    int8_t *chosen = take_memory(loader, (size_t)count * width, 1);
    float *chosen_scale = take_memory(loader, count, sizeof(float));
    float *chosen_bias = take_memory(loader, count, sizeof(float));
    uint32_t kept = 0;
    for (uint32_t i = 0; !loader->failed && i < count; i++) {
        if (allowed[i] != 1)
            continue;
        memcpy(chosen + (size_t)kept * width, weights + (size_t)i * width, width);
        chosen_scale[kept] = scale[i];
        chosen_bias[kept] = bias[i];
        numbers[kept++] = i;
    }
    if (kept == 0)
        fail_shape(loader);
    ret_pairs->numbers = numbers;
    ret_pairs->count = kept;
    ret_pairs->layer = pack_linear(loader, chosen, chosen_scale, chosen_bias, kept, width);
}

static void load_morphology(struct loader *loader)
{
    struct grammar_model *model = loader->model;
    model->upos_names = take_names(loader, "upos.names");
    model->xpos_names = take_names(loader, "xpos.names");
    model->feats_names = take_names(loader, "feats.names");
    uint32_t tags = model->upos_names.count;
    uint32_t count = extent_of(loader, "morph.xpos", TENSOR_I32, MODEL_LABELS_MAX);
    if (tags > MODEL_TAGS_MAX)
        fail_shape(loader);
    model->upos = take_linear(loader, "upos", tags, model->width);
    model->morph_xpos = take_indices(loader, "morph.xpos", count, model->xpos_names.count);
    model->morph_feats = take_indices(loader, "morph.feats", count, model->feats_names.count);
    const uint8_t *allowed = take(loader, "morph.allowed", TENSOR_U8, tags, count);
    struct pairs *pairs = take_memory(loader, tags, sizeof(struct pairs));
    for (uint32_t tag = 0; !loader->failed && tag < tags; tag++)
        load_pairs(loader, allowed + (size_t)tag * count, count, &pairs[tag]);
    model->pairs = pairs;
}

static void load_lemmas(struct loader *loader)
{
    struct grammar_model *model = loader->model;
    uint32_t count = extent_of(loader, "lemma.mode", TENSOR_I32, MODEL_LABELS_MAX);
    model->lemma_count = count;
    model->lemma = take_linear(loader, "lemma", count, model->width);
    model->lemma_upos = pad_rows(
        loader, take(loader, "lemma.upos", TENSOR_F32, model->upos_names.count, count),
        model->upos_names.count, count);
    model->lemma_mode = take_indices(loader, "lemma.mode", count, 3);
    model->lemma_strip = take_strings(loader, "lemma.strip", count);
    model->lemma_add = take_strings(loader, "lemma.add", count);
    model->lemma_exceptions = take_strings(loader, "lemma.ex_text", UINT32_MAX);
    model->lemma_hashes = take_rising(loader, "lemma.ex_hash", model->lemma_exceptions.count);
    if (!loader->failed && (model->lemma_strip.count != count || model->lemma_add.count != count ||
                            string_at(&model->lemma_strip, 0).len != 0))
        fail_shape(loader);
}

static void load_trees(struct loader *loader)
{
    struct grammar_model *model = loader->model;
    uint32_t width = model->width, arc = model->arc_width, label = model->label_width;
    uint32_t reach = loader->sizes[FIELD_ARC_REACH];
    model->deprel_names = take_names(loader, "deprel.names");
    model->arc_dependent = take_linear(loader, "arc.dep", arc, width);
    model->arc_head = take_linear(loader, "arc.head", arc, width);
    model->arc_mix = take_linear(loader, "arc.u", arc, arc);
    model->arc_prior = take_linear(loader, "arc.prior", 1, arc);
    model->arc_root = take_linear(loader, "arc.root", 1, arc);
    const float *distances = take(loader, "arc.dist", TENSOR_F32, 2 * reach + 1, 0);
    model->arc_distance = spread_distances(loader, distances, 1, reach);
    model->label_dependent = take_linear(loader, "label.dep", label, width);
    model->label_head = take_linear(loader, "label.head", label, width);
    model->label_root = take(loader, "label.root", TENSOR_F32, label, 0);
    model->label_out = take_linear(loader, "label.out", model->deprel_names.count, label);
    if (!loader->failed && (model->deprel_names.count < 2 ||
                            !slice_equal(string_at(&model->deprel_names, 0), SLICE("root"))))
        fail_shape(loader);
}

static bool entity_type_named(struct slice name, enum entity_type *ret_type)
{
    for (enum entity_type type = ENTITY_PERSON; type <= ENTITY_OTHER; type++) {
        if (slice_equal(name, slice_from(grammar_entity_name(type)))) {
            *ret_type = type;
            return true;
        }
    }
    return false;
}

/* More than any two of the numbers, which are at most 1e6, differ. */
static double spread_of(const float *numbers, size_t count)
{
    float least = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        least = numbers[i] < least ? numbers[i] : least;
        most = numbers[i] > most ? numbers[i] : most;
    }
    return (double)most - (double)least + 1;
}

static void load_entities(struct loader *loader)
{
    struct grammar_model *model = loader->model;
    struct strings names = take_names(loader, "ner.names");
    uint32_t hidden = extent_of(loader, "ner.up.w", TENSOR_I8, MODEL_HIDDEN_MAX);
    if (names.count > ENTITY_TYPES_MAX)
        fail_shape(loader);
    for (uint32_t i = 0; !loader->failed && i < names.count; i++) {
        if (!entity_type_named(string_at(&names, i), &model->entity_types[i]))
            fail_shape(loader);
    }
    model->entity_type_count = names.count;
    uint32_t tags = 1 + 4 * names.count;
    const struct tensor *up = weights_find(&loader->weights, "ner.up.w");
    model->entity_neighbours = up && up->shape[1] == 3 * model->width;
    model->entity_up = take_linear(loader, "ner.up", hidden,
                                   (model->entity_neighbours ? 3 : 1) * model->width);
    model->entity_out = take_linear(loader, "ner.out", tags, hidden);
    model->entity_move = weights_find(&loader->weights, "ner.move")
                             ? take(loader, "ner.move", TENSOR_F32, tags, tags)
                             : take_memory(loader, (size_t)tags * tags, sizeof(float));
    model->entity_spread = spread_of(model->entity_move,
                                     model->entity_move ? (size_t)tags * tags : 0);
}

/* The set of this name, or the fastest when name is NULL. */
static const struct kernels *choose_kernels(const char *name)
{
    size_t count;
    const struct kernels *const *available = kernels_available(&count);
    for (size_t i = 0; i < count; i++) {
        if (!name || strcmp(available[i]->name, name) == 0)
            return available[i];
    }
    return NULL;
}

bool grammar_model_open(struct slice bytes, const char *kernels, struct arena *arena,
                        struct grammar_model **ret_model, struct err *err)
{
    struct loader loader = {.arena = arena, .err = err};
    if (!weights_open(bytes, arena, &loader.weights, err))
        return false;
    loader.model = arena_new(arena, struct grammar_model);
    if (!loader.model)
        return arena_fail(arena, err);
    loader.model->kernels = choose_kernels(kernels);
    if (!loader.model->kernels)
        return err_set(err, ERR_MISSING, "this machine cannot run these kernels");
    load_sizes(&loader);
    load_types(&loader);
    load_blocks(&loader);
    load_morphology(&loader);
    load_lemmas(&loader);
    load_trees(&loader);
    load_entities(&loader);
    if (loader.failed)
        return false;
    pthread_mutex_init(&loader.model->lock, NULL);
    *ret_model = loader.model;
    return true;
}

bool grammar_model_load(struct arena *arena, struct grammar_model **ret_model, struct err *err)
{
    return grammar_model_open(resource_get(ENGLISH), NULL, arena, ret_model, err);
}

void grammar_model_free(struct grammar_model *model)
{
    if (!model)
        return;
    workspaces_free(model);
    pthread_mutex_destroy(&model->lock);
}

const char *grammar_kernels_name(const struct grammar_model *model)
{
    return model->kernels->name;
}

size_t sorted_find(const uint64_t *numbers, size_t count, uint64_t key)
{
    size_t low = 0;
    for (size_t left = count; left > 0;) {
        size_t half = left / 2;
        bool above = numbers[low + half] < key;
        low += above ? half + 1 : 0;
        left = above ? left - half - 1 : half;
    }
    return low < count && numbers[low] == key ? low : SIZE_MAX;
}

/* ---- labels ---- */

static struct slice name_at(const struct strings *names, uint16_t number)
{
    return number == 0 || number > names->count ? SLICE("_") : string_at(names, number - 1U);
}

static uint16_t number_of(const struct strings *names, struct slice name)
{
    for (uint32_t i = 0; i < names->count; i++) {
        if (slice_equal(string_at(names, i), name))
            return (uint16_t)(i + 1);
    }
    return 0;
}

struct slice grammar_upos_name(const struct grammar_model *model, uint16_t number)
{
    return name_at(&model->upos_names, number);
}

struct slice grammar_xpos_name(const struct grammar_model *model, uint16_t number)
{
    return name_at(&model->xpos_names, number);
}

struct slice grammar_feats_name(const struct grammar_model *model, uint16_t number)
{
    return name_at(&model->feats_names, number);
}

struct slice grammar_deprel_name(const struct grammar_model *model, uint16_t number)
{
    return name_at(&model->deprel_names, number);
}

uint16_t grammar_upos_number(const struct grammar_model *model, struct slice name)
{
    return number_of(&model->upos_names, name);
}

uint16_t grammar_deprel_number(const struct grammar_model *model, struct slice name)
{
    return number_of(&model->deprel_names, name);
}

const char *grammar_entity_name(enum entity_type type)
{
    static const char *const NAMES[] = {
        [ENTITY_PERSON] = "PER",  [ENTITY_ORGANIZATION] = "ORG", [ENTITY_LOCATION] = "LOC",
        [ENTITY_NORP] = "NORP",   [ENTITY_FACILITY] = "FAC",     [ENTITY_DATE] = "DATE",
        [ENTITY_MONEY] = "MONEY", [ENTITY_OTHER] = "MISC",
    };
    return NAMES[type];
}

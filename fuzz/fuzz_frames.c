/*
 * fuzz_frames.c - files of frames, classes and the like hold whatever they like.
 *
 * The input is files parted by NUL, each behind a byte that picks its kind. Properties: a load
 * ends; a fault has a line and a column in its file, and says what was expected; whatever was
 * loaded codes an article, and its events keep the properties of fuzz_article.h.
 */
#include "events/events.h"
#include "reading/reading.h"

#include "fuzz_article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MODEL_BYTES_MAX ((size_t)256 << 20)

static const char *const KINDS[] = {"frames", "classes", "compose", "status", "domains", "cameo"};
#define KIND_COUNT (sizeof(KINDS) / sizeof(KINDS[0]))

static const char TEXT[] =
    "The army attacked rebels in the town on Monday. Police arrested 40 protesters, and will not "
    "release them unless Turkey agrees to hold talks with Russia. Putin said Russia would support "
    "the visit of the minister to Ankara. They refused to meet and signed no deal with anybody who "
    "had killed the hostages.";

static void check_fault(void *context, const struct data_fault *fault)
{
    (void)context;
    demand(fault->line > 0 && fault->column > 0 && fault->expected != NULL);
    demand(fault->file.len > 0);
}

/* The article that all models code: read once, without events. */
static const struct article *article_once(struct arena *arena)
{
    static struct article article;
    struct arena scratch;
    struct reader *reader;
    struct err err;
    struct document document = {.bytes = SLICE(TEXT)};
    if (article.sentence_count > 0)
        return &article;
    arena_init(arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    demand(reader_new(&reader, &err) &&
           reader_parse_text(reader, &document, arena, &scratch, &article, &err) &&
           reader_annotate(reader, arena, &scratch, &article, &err));
    arena_free(&scratch); /* the reader stays: the article points into it */
    return &article;
}

static bool add_files(struct data_set *set, struct slice rest)
{
    struct slice part;
    struct err err;
    while (slice_next_field(&rest, '\0', &part)) {
        if (part.len < 2)
            continue;
        struct slice bytes = slice_sub(part, 1, part.len);
        if (!utf8_valid(bytes, NULL) || !data_set_add_bytes(set, SLICE("x.txt"), bytes, &err))
            return false;
        set->files.items[set->files.count - 1].kind = slice_from(
            KINDS[(uint8_t)part.ptr[0] % KIND_COUNT]);
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena kept;
    struct arena arena, scratch;
    struct err err;
    struct data_faults faults = {.tell = check_fault};
    const struct events_model *model;
    struct article article = *article_once(&kept);
    arena_init(&arena, MODEL_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    struct data_set set = {.arena = &arena};
    if (add_files(&set, (struct slice){(const char *)data, size}) &&
        events_model_load(&set, &faults, &arena, &model, &err)) {
        demand(events_code(model, &arena, &scratch, &article, &err));
        demand_events(&article);
    }
    arena_free(&arena);
    arena_free(&scratch);
    return 0;
}

/*
 * record_copies.c - articles that copy each other.
 *
 *   in    the pending articles of a step
 *   out   bodies, their prints and links; rows of copy_group_article and copy_passage
 */
#include <string.h>

#include "api/record.h"
#include "base/utf8.h"
#include "record/copies.h"

/* Bodies that are compared with all that share a print: a phrase that more have than these is an
 * agency's, not a story's. */
#define COPY_LEADERS 16
/* Bodies kept in memory: those under common prints are wanted again and again. */
#define BODY_SLOTS 512
/* Bytes of a text that are worth keeping. */
#define BODY_KEPT_BYTES_MAX ((size_t)64 << 10)

struct body_slot {
    struct arena arena;
    struct body body;
    bool filled;
};

struct copying {
    struct record_step *step;
    struct graph_members bodies; /* of pending articles */
    struct graph_change
        change;              /* bodies that the record did not have; whose group may be another */
    struct body_slot *slots; /* [BODY_SLOTS] */
};

/* ---- bodies ---- */

/* Reads the body of any article that has it. */
static bool load_body(struct copying *copying, int64_t id, struct arena *arena,
                      struct body *ret_body, size_t *ret_bytes, struct err *err)
{
    int64_t number;
    struct store_report report;
    struct store *store = copying->step->store;
    if (!store_body_article(store, id, &number, err) ||
        !store_report(store, number, arena, &report, err))
        return false;
    *ret_bytes = report.text.len;
    return body_read(report.text, arena, ret_body, err);
}

/* The body from its slot, filled when it holds another; from arena when it is too long to keep. */
static bool find_body(struct copying *copying, int64_t id, struct arena *arena,
                      struct body *ret_body, struct err *err)
{
    struct body_slot *slot = &copying->slots[(uint64_t)id % BODY_SLOTS];
    size_t bytes;
    if (slot->filled && slot->body.id == id) {
        *ret_body = slot->body;
        return true;
    }
    slot->filled = false;
    arena_reset(&slot->arena);
    if (!load_body(copying, id, &slot->arena, &slot->body, &bytes, err))
        return false;
    slot->filled = true;
    *ret_body = slot->body;
    if (bytes <= BODY_KEPT_BYTES_MAX)
        return true;
    slot->filled = false;
    arena_free(&slot->arena);
    return load_body(copying, id, arena, ret_body, &bytes, err);
}

static bool body_keys(void *context, int64_t id, struct arena *arena, struct graph_key **ret_keys,
                      size_t *ret_count, struct err *err)
{
    struct body body;
    int64_t *prints;
    if (!find_body(context, id, arena, &body, err) ||
        !body_prints(&body, arena, &prints, ret_count, err))
        return false;
    struct graph_key *keys = arena_array(arena, struct graph_key, *ret_count);
    if (!keys)
        return arena_fail(arena, err);
    for (size_t i = 0; i < *ret_count; i++)
        keys[i] = (struct graph_key){prints[i], &prints[i], 1};
    *ret_keys = keys;
    return true;
}

/* Two bodies, the second from arena when both belong into one slot. */
static bool find_two(struct copying *copying, int64_t a, int64_t b, struct arena *arena,
                     struct body *ret_a, struct body *ret_b, struct err *err)
{
    size_t bytes;
    bool collide = (uint64_t)a % BODY_SLOTS == (uint64_t)b % BODY_SLOTS;
    return find_body(copying, a, arena, ret_a, err) &&
           (collide ? load_body(copying, b, arena, ret_b, &bytes, err)
                    : find_body(copying, b, arena, ret_b, err));
}

static bool weigh_bodies(void *context, int64_t a, int64_t b, struct arena *arena,
                         uint32_t *ret_weight, struct err *err)
{
    struct body a_body, b_body;
    struct shared shared;
    if (!find_two(context, a, b, arena, &a_body, &b_body, err) ||
        !copies_shared(&a_body, &b_body, arena, &shared, err))
        return false;
    *ret_weight = copies_is_copy(&shared) ? shared.words : 0;
    return true;
}

static bool tell(void *context, uint64_t done, struct err *err)
{
    struct copying *copying = context;
    return done % 64 != 0 || record_tell(copying->step, done, err);
}

/* Notes the body of each pending article. */
static bool note_bodies(struct copying *copying, struct arena *scratch, struct err *err)
{
    struct record_step *step = copying->step;
    for (int64_t after = step->pending.after;;) {
        struct store_report report;
        struct body body;
        int64_t known;
        bool found;
        arena_reset(scratch);
        if (!store_report_next(step->store, after, scratch, &report, &found, err))
            return false;
        if (!found)
            return true;
        after = report.number;
        if (!body_read(report.text, scratch, &body, err) ||
            !store_body_article(step->store, body.id, &known, err) ||
            !store_report_note_body(step->store, report.number, body.id, body.word_count, err) ||
            !graph_members_add(&copying->bodies, body.id, &step->arena, err) ||
            (known == 0 && !graph_members_add(&copying->change.fresh, body.id, &step->arena, err)))
            return false;
    }
}

/* ---- groups ---- */

/* A body with its articles, the first one first. */
struct copied_body {
    struct store_member_article *articles;
    size_t count;
};

/* An article's text with its words. */
struct copied_text {
    struct store_report report;
    struct body body;
};

static bool read_text(struct copying *copying, int64_t number, struct arena *arena,
                      struct copied_text *ret_text, struct err *err)
{
    return store_report(copying->step->store, number, arena, &ret_text->report, err) &&
           body_read(ret_text->report.text, arena, &ret_text->body, err);
}

static uint32_t code_points(const struct copied_text *text, uint32_t byte)
{
    return (uint32_t)utf8_count(slice_sub(text->report.text, 0, byte));
}

/* Words [from, from + count) of a text as code points. */
static void set_range(const struct copied_text *text, uint32_t from, uint32_t count,
                      uint32_t *ret_start, uint32_t *ret_end)
{
    *ret_start = code_points(text, text->body.spans[from].start);
    *ret_end = code_points(text, text->body.spans[from + count - 1].end);
}

/* The shared passages as ranges of both texts, from `text` on `other`. */
static bool make_passages(const struct shared *shared, const struct copied_text *text,
                          const struct copied_text *other, struct arena *arena,
                          struct store_copy *copy, struct err *err)
{
    struct store_passage *passages = arena_array(arena, struct store_passage,
                                                 shared->passage_count);
    bool is_shorter = shared->body == &text->body;
    if (!passages)
        return arena_fail(arena, err);
    for (uint32_t i = 0; i < shared->passage_count; i++) {
        const struct passage *passage = &shared->passages[i];
        uint32_t start = is_shorter ? passage->start : passage->other_start;
        uint32_t other_start = is_shorter ? passage->other_start : passage->start;
        set_range(text, start, passage->words, &passages[i].start, &passages[i].end);
        set_range(other, other_start, passage->words, &passages[i].other_start,
                  &passages[i].other_end);
    }
    copy->passages = passages;
    copy->passage_count = shared->passage_count;
    return true;
}

/* Notes that an article follows another; their texts may be the same words. */
static bool put_follower(struct copying *copying, int64_t number, int64_t follows,
                         struct slice group, struct arena *arena, struct err *err)
{
    struct copied_text text, other;
    struct shared shared;
    if (!read_text(copying, number, arena, &text, err) ||
        !read_text(copying, follows, arena, &other, err) ||
        !copies_shared(&text.body, &other.body, arena, &shared, err))
        return false;
    struct store_copy copy = {
        .number = number,
        .follows = follows,
        .group = group,
        .kind = slice_from(copies_kind_name(copies_kind(&shared, &text.body))),
        .shared = shared.words,
    };
    return make_passages(&shared, &text, &other, arena, &copy, err) &&
           store_copy_put(copying->step->store, &copy, err);
}

/* Writes the rows of one body's articles: its first follows the first of the body before it, the
 * others follow its first. */
static bool put_body(struct copying *copying, const struct copied_body *body,
                     const struct copied_body *before, struct slice group, struct arena *scratch,
                     struct err *err)
{
    for (size_t i = 0; i < body->count; i++) {
        struct arena_mark mark = arena_mark(scratch);
        int64_t number = body->articles[i].number;
        int64_t follows = i > 0    ? body->articles[0].number
                          : before ? before->articles[0].number
                                   : 0;
        const struct store_copy first = {.number = number, .group = group, .kind = SLICE("first")};
        bool done = follows > 0 ? put_follower(copying, number, follows, group, scratch, err)
                                : store_copy_put(copying->step->store, &first, err);
        if (!done || !graph_members_add(&copying->step->copied, number, &copying->step->arena, err))
            return false;
        arena_rewind(scratch, mark);
    }
    return true;
}

/* Takes away what was noted of the articles before. */
static bool drop_body(struct copying *copying, const struct copied_body *body, struct err *err)
{
    for (size_t i = 0; i < body->count; i++) {
        bool was;
        if (!store_copy_drop(copying->step->store, body->articles[i].number, &was, err) ||
            (was && !graph_members_add(&copying->step->copied, body->articles[i].number,
                                       &copying->step->arena, err)))
            return false;
    }
    return true;
}

/* The id of a group: of its first article. */
static bool group_id(struct copying *copying, const struct copied_body *root, struct arena *arena,
                     char ret_id[HASH_ID_CHARS], struct err *err)
{
    struct store_report report;
    if (!store_report(copying->step->store, root->articles[0].number, arena, &report, err))
        return false;
    const struct slice parts[] = {SLICE("copies"), {report.key, HASH_ID_CHARS}};
    hash_id(parts, 2, ret_id);
    return true;
}

/* The outlet that alone carries a body, or the empty slice. */
static struct slice only_outlet(const struct copied_body *body)
{
    for (size_t i = 1; i < body->count; i++) {
        if (!slice_equal(body->articles[i].outlet, body->articles[0].outlet))
            return SLICE_EMPTY;
    }
    return body->articles[0].outlet;
}

static bool load_bodies(struct copying *copying, const struct graph_part *part,
                        struct arena *scratch, struct copied_body **ret_bodies,
                        struct copy_node **ret_nodes, struct err *err)
{
    struct copied_body *bodies = arena_array(scratch, struct copied_body, part->member_count);
    struct copy_node *nodes = arena_array(scratch, struct copy_node, part->member_count);
    if (!bodies || !nodes)
        return arena_fail(scratch, err);
    for (size_t i = 0; i < part->member_count; i++) {
        if (!store_member_articles(copying->step->store, STORE_COPY_GRAPH, part->members[i],
                                   scratch, &bodies[i].articles, &bodies[i].count, err))
            return false;
        if (bodies[i].count == 0)
            return err_set(err, ERR_FORMAT, "the store is damaged");
        nodes[i] = (struct copy_node){part->members[i], bodies[i].articles[0].published,
                                      only_outlet(&bodies[i]), bodies[i].articles[0].words};
    }
    *ret_bodies = bodies;
    *ret_nodes = nodes;
    return true;
}

static struct copy_link *links_of(const struct graph_part *part, struct arena *scratch)
{
    struct copy_link *links = arena_array(scratch, struct copy_link, part->edge_count);
    for (size_t i = 0; links && i < part->edge_count; i++)
        links[i] = (struct copy_link){part->edges[i].a, part->edges[i].b, part->edges[i].weight};
    return links;
}

/* Writes the groups of bodies that hang together. */
static bool put_part(void *context, const struct graph_part *part, struct arena *scratch,
                     struct err *err)
{
    struct copying *copying = context;
    size_t count = part->member_count;
    struct copied_body *bodies;
    struct copy_node *nodes;
    uint32_t *follows = arena_array(scratch, uint32_t, count);
    uint32_t *root = arena_array(scratch, uint32_t, count);
    size_t *articles = arena_array(scratch, size_t, count);
    struct copy_link *links = links_of(part, scratch);
    if (!follows || !root || !articles || !links)
        return arena_fail(scratch, err);
    if (!load_bodies(copying, part, scratch, &bodies, &nodes, err) ||
        !copies_arrange(nodes, count, links, part->edge_count, scratch, follows, root, err))
        return false;
    for (size_t i = 0; i < count; i++)
        articles[root[i]] += bodies[i].count;
    for (size_t i = 0; i < count; i++) {
        char id[HASH_ID_CHARS];
        const struct copied_body *before = follows[i] == COPY_FOLLOWS_NONE ? NULL
                                                                           : &bodies[follows[i]];
        if (!drop_body(copying, &bodies[i], err))
            return false;
        if (articles[root[i]] < 2 || nodes[root[i]].words < COPY_WORDS_MIN)
            continue;
        if (!group_id(copying, &bodies[root[i]], scratch, id, err) ||
            !put_body(copying, &bodies[i], before, (struct slice){id, HASH_ID_CHARS}, scratch, err))
            return false;
    }
    return true;
}

static bool take_in(struct copying *copying, struct arena *scratch, struct err *err)
{
    struct record_step *step = copying->step;
    const struct graph_rules rules = {.graph = STORE_COPY_GRAPH,
                                      .leaders = COPY_LEADERS,
                                      .context = copying,
                                      .keys = body_keys,
                                      .weigh = weigh_bodies,
                                      .tell = tell};
    if (!note_bodies(copying, scratch, err))
        return false;
    graph_members_sort(&copying->change.fresh);
    if (!graph_take_in(step->store, &rules, &copying->change, &step->arena, err))
        return false;
    for (size_t i = 0; i < copying->bodies.count; i++) {
        if (!graph_members_add(&copying->change.touched, copying->bodies.items[i], &step->arena,
                               err))
            return false;
    }
    graph_members_sort(&copying->change.touched);
    if (!graph_parts(step->store, &rules, &copying->change.touched, scratch, put_part, copying,
                     err))
        return false;
    graph_members_sort(&step->copied);
    return true;
}

bool record_copies_update(struct record_step *step, struct err *err)
{
    struct copying copying = {.step = step,
                              .slots = arena_array(&step->arena, struct body_slot, BODY_SLOTS)};
    struct arena scratch;
    if (!copying.slots)
        return arena_fail(&step->arena, err);
    arena_init(&scratch, SIZE_MAX);
    for (size_t i = 0; i < BODY_SLOTS; i++)
        arena_init(&copying.slots[i].arena, SIZE_MAX);
    bool done = take_in(&copying, &scratch, err);
    for (size_t i = 0; i < BODY_SLOTS; i++)
        arena_free(&copying.slots[i].arena);
    arena_free(&scratch);
    return done && record_tell(step, step->pending.count, err);
}

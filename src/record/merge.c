/*
 * merge.c - one event out of its mentions.
 *
 *   in    mentions in canonical order
 *   out   struct merged_event
 *
 * What most mentions say wins; ties go to the first in canonical order.
 */
#include "record/merge.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "record/disagree.h"

#define WHY_BYTES_MAX ((size_t)1024)
#define CONTEXTS_BYTES_MAX ((size_t)512)
#define ID_BYTES_MAX 48

/* ---- majority of texts ---- */

typedef struct slice (*text_of)(const struct event *event);

static struct slice type_of(const struct event *event)
{
    return event->type;
}

static struct slice mode_of(const struct event *event)
{
    return event->mode;
}

/* The place of the first mention that says what most say, among those of the type wanted (empty:
 * any); count when none says anything. */
static uint32_t majority(const struct merge_part *parts, uint32_t count, text_of text,
                         struct slice type)
{
    uint32_t best = count, best_votes = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct event *event = parts[i].mention->event;
        struct slice said = text(event);
        uint32_t votes = 0;
        if (said.len == 0 || (type.len > 0 && !slice_equal(event->type, type)))
            continue;
        for (uint32_t j = 0; j < count; j++)
            votes += slice_equal(said, text(parts[j].mention->event));
        if (votes > best_votes) {
            best = i;
            best_votes = votes;
        }
    }
    return best;
}

static void set_type(const struct merge_part *parts, uint32_t count, struct merged_event *event)
{
    const struct event *first = parts[majority(parts, count, type_of, SLICE_EMPTY)].mention->event;
    event->type = first->type;
    uint32_t with_mode = majority(parts, count, mode_of, event->type);
    const struct event *coded = with_mode < count ? parts[with_mode].mention->event : first;
    event->mode = coded->mode;
    event->cameo = coded->cameo;
    event->quad = coded->quad;
    event->goldstein = coded->goldstein;
}

static bool has_name(struct slice list, struct slice name)
{
    struct slice item;
    while (list.len > 0 && slice_next_field(&list, ',', &item)) {
        if (slice_equal(item, name))
            return true;
    }
    return false;
}

static bool set_contexts(const struct merge_part *parts, uint32_t count, struct arena *arena,
                         struct merged_event *event)
{
    char *list = arena_alloc(arena, CONTEXTS_BYTES_MAX, 1);
    if (!list)
        return false;
    size_t length = 0;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t c = 0; c < parts[i].mention->event->context_count; c++) {
            struct slice name = parts[i].mention->event->contexts[c];
            if (has_name((struct slice){list, length}, name) ||
                length + 1 + name.len > CONTEXTS_BYTES_MAX)
                continue; /* names of PLOVER's, some twenty in all */
            if (length > 0)
                list[length++] = ',';
            memcpy(list + length, name.ptr, name.len);
            length += name.len;
        }
    }
    event->contexts = (struct slice){list, length};
    return true;
}

/* ---- status ---- */

/* What happened stands above what was planned, as reports of it come later; who denies must be
 * more than who says that it happened. */
static void set_status(const struct merge_part *parts, uint32_t count, struct merged_event *event)
{
    uint32_t votes[EVENT_HISTORICAL + 1] = {0};
    for (uint32_t i = 0; i < count; i++)
        votes[parts[i].mention->event->status]++;
    uint32_t real = votes[EVENT_HAPPENED] + votes[EVENT_ONGOING];
    if (votes[EVENT_DENIED] > real && votes[EVENT_DENIED] >= votes[EVENT_HISTORICAL])
        event->status = EVENT_DENIED;
    else if (votes[EVENT_HISTORICAL] > real)
        event->status = EVENT_HISTORICAL;
    else if (real > 0)
        event->status = votes[EVENT_ONGOING] > votes[EVENT_HAPPENED] ? EVENT_ONGOING
                                                                     : EVENT_HAPPENED;
    else
        event->status = votes[EVENT_PLANNED] >= votes[EVENT_HYPOTHETICAL] &&
                                votes[EVENT_PLANNED] > 0
                            ? EVENT_PLANNED
                            : EVENT_HYPOTHETICAL;
}

static void set_attribution(const struct merge_part *parts, uint32_t count,
                            struct merged_event *event)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct article *article = &parts[i].mention->article->recorded.article;
        uint32_t source = parts[i].mention->event->attributed_to;
        if (source == INDEX_NONE || source >= article->actor_count ||
            (i > 0 && !slice_equal(article->actors[source].name, event->attributed_to))) {
            event->attributed_to = SLICE_EMPTY;
            return;
        }
        event->attributed_to = article->actors[source].name;
    }
}

/* ---- when ---- */

static const char *precision_of(int32_t earliest, int32_t latest)
{
    int32_t year;
    unsigned month, day;
    if (earliest == DAY_UNKNOWN || latest == DAY_UNKNOWN)
        return earliest == latest ? NULL : "interval";
    if (earliest == latest)
        return "day";
    date_from_days(earliest, &year, &month, &day);
    if (day == 1 && latest == earliest + (int32_t)date_month_days(year, month) - 1)
        return "month";
    return month == 1 && day == 1 && latest == date_days(year, 12, 31) ? "year" : "interval";
}

/* The mention whose days most others allow; the shortest of these, then the first. */
static uint32_t best_dated(const struct merge_part *parts, uint32_t count)
{
    uint32_t best = count, best_votes = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct merge_mention *a = parts[i].mention;
        uint32_t votes = 0;
        for (uint32_t j = 0; a->is_dated && j < count; j++) {
            const struct merge_mention *b = parts[j].mention;
            votes += b->is_dated &&
                     merge_days_between(a->earliest, a->latest, b->earliest, b->latest) == 0;
        }
        const struct merge_mention *found = best < count ? parts[best].mention : NULL;
        if (votes > best_votes || (votes == best_votes && found && a->is_dated &&
                                   a->latest - a->earliest < found->latest - found->earliest)) {
            best = i;
            best_votes = votes;
        }
    }
    return best;
}

static void set_days(const struct merge_part *parts, uint32_t count, struct merged_event *event)
{
    uint32_t best = best_dated(parts, count);
    event->earliest = event->latest = DAY_UNKNOWN;
    for (uint32_t i = 0; i < count && best == count; i++) {
        /* "since November": one bound alone */
        const struct event *open = parts[i].mention->event;
        if (open->earliest != DAY_UNKNOWN && event->earliest == DAY_UNKNOWN)
            event->earliest = open->earliest;
        if (open->latest != DAY_UNKNOWN && event->latest == DAY_UNKNOWN)
            event->latest = open->latest;
    }
    if (event->earliest != DAY_UNKNOWN && event->latest != DAY_UNKNOWN &&
        event->earliest > event->latest)
        event->latest = DAY_UNKNOWN;
    if (best < count) {
        event->earliest = parts[best].mention->earliest;
        event->latest = parts[best].mention->latest;
    }
    for (uint32_t i = 0; i < count && best < count; i++) {
        const struct merge_mention *mention = parts[i].mention;
        if (!mention->is_dated || merge_days_between(mention->earliest, mention->latest,
                                                     event->earliest, event->latest) > 0)
            continue;
        event->earliest = mention->earliest > event->earliest ? mention->earliest : event->earliest;
        event->latest = mention->latest < event->latest ? mention->latest : event->latest;
    }
    event->when_precision = precision_of(event->earliest, event->latest);
}

/* ---- where ---- */

/* The place that most name or contain; the finest of these, then the first. */
static void set_place(const struct merge_part *parts, uint32_t count, struct merged_event *event)
{
    uint32_t best_votes = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct place *a = parts[i].mention->where;
        uint32_t votes = 0;
        for (uint32_t j = 0; a && j < count; j++) {
            const struct place *b = parts[j].mention->where;
            votes += b && (memcmp(a->id, b->id, HASH_ID_CHARS) == 0 || place_within(a, b));
        }
        if (votes > best_votes ||
            (votes == best_votes && event->where && a && a->kind > event->where->kind)) {
            event->where = a;
            best_votes = votes;
        }
    }
}

/* ---- who ---- */

struct voter {
    const struct merge_actor *actor;
    uint32_t votes[2]; /* as actor, as recipient */
};

static int compare_participants(const void *a, const void *b)
{
    const struct merged_participant *x = a, *y = b;
    if (x->is_recipient != y->is_recipient)
        return x->is_recipient ? 1 : -1;
    if (x->mentions != y->mentions)
        return x->mentions > y->mentions ? -1 : 1;
    if (x->actor->kind != y->actor->kind)
        return x->actor->kind < y->actor->kind ? -1 : 1;
    return memcmp(x->actor->id, y->actor->id, HASH_ID_CHARS);
}

/* Each participant of all mentions once, with how many name him on each side. Whoever is denied to
 * have done it is none of those who did, unless all deny it. */
static bool count_votes(const struct merge_part *parts, uint32_t count, enum event_status status,
                        struct arena *arena, struct voter **ret_voters, uint32_t *ret_count)
{
    VECTOR(struct voter) voters = {0};
    for (uint32_t i = 0; i < count; i++) {
        const struct event *event = parts[i].mention->event;
        uint32_t all = event->actor_count + event->recipient_count;
        bool denied = event->status == EVENT_DENIED && status != EVENT_DENIED;
        if (parts[i].mention->earlier && !parts[i].mention->names_somebody)
            continue; /* "the two ministers": those who were named */
        for (uint32_t p = denied ? event->actor_count : 0; p < all; p++) {
            const struct merge_actor *actor =
                &parts[i].mention->article->actors[event->actors[p].actor];
            size_t v = 0;
            while (v < voters.count &&
                   memcmp(voters.items[v].actor->actor->id, actor->actor->id, HASH_ID_CHARS) != 0)
                v++;
            struct voter *voter = v < voters.count ? &voters.items[v] : vector_push(&voters, arena);
            if (!voter)
                return false;
            voter->actor = voter->actor ? voter->actor : actor;
            voter->votes[p >= event->actor_count]++;
        }
    }
    *ret_voters = voters.items;
    *ret_count = (uint32_t)voters.count;
    return true;
}

/* Whether another on the same side says the same of more: the minister of the country, the named
 * group. */
static bool is_covered(const struct voter *voters, uint32_t count, uint32_t place, bool recipient)
{
    const struct voter *voter = &voters[place];
    for (uint32_t i = 0; i < count; i++) {
        const struct voter *other = &voters[i];
        bool other_side = other->votes[1] > other->votes[0];
        if (i == place || other_side != recipient)
            continue;
        enum actor_relation relation = merge_actors_relate(voter->actor, other->actor);
        if (relation < ACTORS_ALIKE)
            continue;
        if (other->actor->actor->kind < voter->actor->actor->kind ||
            (other->actor->actor->kind == voter->actor->actor->kind && i < place))
            return true;
    }
    return false;
}

static bool set_participants(const struct merge_part *parts, uint32_t count, struct arena *arena,
                             struct merged_event *event)
{
    struct voter *voters;
    uint32_t voter_count, kept = 0;
    if (!count_votes(parts, count, event->status, arena, &voters, &voter_count))
        return false;
    struct merged_participant *items = arena_array(arena, struct merged_participant, voter_count);
    if (!items)
        return false;
    for (uint32_t v = 0; v < voter_count; v++) {
        bool recipient = voters[v].votes[1] > voters[v].votes[0];
        if (!is_covered(voters, voter_count, v, recipient))
            items[kept++] = (struct merged_participant){voters[v].actor->actor, recipient,
                                                        voters[v].votes[recipient]};
    }
    if (kept > 1)
        qsort(items, kept, sizeof(*items), compare_participants);
    event->participants = items;
    event->participant_count = kept;
    return true;
}

/* ---- outlets ---- */

/* Whether two sources are one voice: an outlet in common, or copies of one text. */
static bool is_one_voice(const struct merge_source *a, const struct merge_source *b)
{
    if (a->copies != 0 && a->copies == b->copies)
        return true;
    for (uint32_t i = 0; i < a->outlet_count; i++) {
        for (uint32_t j = 0; j < b->outlet_count; j++) {
            if (a->outlets[i] == b->outlets[j])
                return true;
        }
    }
    return false;
}

/* Articles and independent outlets among the parts at places (NULL: all of them in turn). */
static void count_sources(const struct merge_part *parts, const uint32_t *places, uint32_t count,
                          uint32_t *ret_articles, uint32_t *ret_outlets)
{
    *ret_articles = *ret_outlets = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct merge_source *source = parts[places ? places[i] : i].source;
        bool is_new = true, is_new_voice = true;
        for (uint32_t j = 0; j < i && is_new; j++) {
            const struct merge_source *earlier = parts[places ? places[j] : j].source;
            is_new = earlier != source;
            is_new_voice = is_new_voice && is_new && !is_one_voice(earlier, source);
        }
        *ret_articles += is_new ? source->number_count : 0;
        *ret_outlets += is_new && is_new_voice;
    }
}

bool merge_refs(const struct merge_part *parts, const uint32_t *places, uint32_t count,
                struct arena *arena, const struct mention_ref **ret_refs, uint32_t *ret_count,
                uint32_t *ret_outlets)
{
    VECTOR(struct mention_ref) refs = {0};
    uint32_t articles;
    for (uint32_t i = 0; i < count; i++) {
        const struct merge_part *part = &parts[places[i]];
        for (uint32_t n = 0; n < part->source->number_count; n++) {
            struct mention_ref *ref = vector_push(&refs, arena);
            if (!ref)
                return false;
            *ref = (struct mention_ref){part->source->numbers[n], part->mention->index};
        }
    }
    count_sources(parts, places, count, &articles, ret_outlets);
    *ret_refs = refs.items;
    *ret_count = (uint32_t)refs.count;
    return true;
}

static void set_sources(const struct merge_part *parts, uint32_t count, struct merged_event *event)
{
    count_sources(parts, NULL, count, &event->articles, &event->outlets);
    event->first_published = event->last_published = DAY_UNKNOWN;
    for (uint32_t i = 0; i < count; i++) {
        int32_t day = parts[i].mention->article->published_first;
        if (day == DAY_UNKNOWN)
            continue;
        if (event->first_published == DAY_UNKNOWN)
            event->first_published = day;
        event->last_published = day > event->last_published ? day : event->last_published;
    }
}

/* ---- members ---- */

static struct slice why_of(const struct evidence *evidence, struct arena *arena)
{
    struct buf text;
    buf_init(&text, WHY_BYTES_MAX);
    for (uint32_t i = 0; i < evidence->count; i++)
        buf_printf(&text, "%s%s %+.1f", i > 0 ? "; " : "", evidence->items[i].name,
                   evidence->items[i].points);
    struct slice why = text.failed ? SLICE_EMPTY : arena_copy(arena, buf_slice(&text));
    buf_free(&text);
    return why;
}

/* The other part that a part has the most evidence with; its own place when there is none. */
struct nearest {
    uint32_t place;
    double score;
};

static void weigh_pair(const struct merge_rules *rules, const struct merge_part *parts, uint32_t a,
                       uint32_t b, struct nearest *nearest)
{
    struct evidence evidence;
    if (!merge_score(rules, parts[a].mention, parts[b].mention, &evidence))
        return;
    const uint32_t ends[] = {a, b};
    for (int end = 0; end < 2; end++) {
        uint32_t other = ends[1 - end];
        struct nearest *best = &nearest[ends[end]];
        if (best->place == ends[end] || evidence.score > best->score ||
            (evidence.score == best->score && other < best->place))
            *best = (struct nearest){other, evidence.score};
    }
}

static struct nearest *find_nearest(const struct merge_rules *rules, const struct merge_part *parts,
                                    uint32_t count, const struct cluster_link *links,
                                    size_t link_count, struct arena *arena)
{
    struct nearest *nearest = arena_array(arena, struct nearest, count);
    if (!nearest)
        return NULL;
    for (uint32_t i = 0; i < count; i++)
        nearest[i].place = i;
    for (uint32_t i = 0; i < count && count <= CLUSTER_MENTIONS_MAX; i++) {
        for (uint32_t j = i + 1; j < count; j++)
            weigh_pair(rules, parts, i, j, nearest);
    }
    for (size_t l = 0; l < link_count && count > CLUSTER_MENTIONS_MAX; l++)
        weigh_pair(rules, parts, links[l].a, links[l].b, nearest);
    return nearest;
}

static double likelihood(double score)
{
    return 1 / (1 + exp(-score));
}

static bool add_member(struct merged_member *members, uint32_t *kept,
                       const struct merge_rules *rules, const struct merge_part *parts,
                       uint32_t place, uint32_t near, struct arena *arena,
                       struct merged_event *event)
{
    const struct merge_part *part = &parts[place];
    struct merged_member first = {.score = (double)NAN};
    struct evidence evidence;
    if (near != place && merge_score(rules, part->mention, parts[near].mention, &evidence)) {
        first.near = (struct mention_ref){parts[near].source->numbers[0],
                                          parts[near].mention->index};
        first.score = evidence.score;
        first.why = part->joined_by_hand ? SLICE("decided by hand") : why_of(&evidence, arena);
        if (!first.why.ptr)
            return false;
        if (!part->joined_by_hand)
            event->confidence = fmin(event->confidence, likelihood(evidence.score));
    }
    for (uint32_t t = 0; t < part->source->number_count; t++) {
        struct merged_member *member = &members[(*kept)++];
        *member = first;
        member->mention = (struct mention_ref){part->source->numbers[t], part->mention->index};
        if (t > 0) {
            member->near = (struct mention_ref){part->source->numbers[0], part->mention->index};
            member->why = SLICE("same text, title and date");
        }
    }
    return true;
}

static bool set_members(const struct merge_rules *rules, const struct merge_part *parts,
                        uint32_t count, const struct nearest *nearest, struct arena *arena,
                        struct merged_event *event)
{
    uint32_t all = 0;
    for (uint32_t i = 0; i < count; i++)
        all += parts[i].source->number_count;
    struct merged_member *members = arena_array(arena, struct merged_member, all);
    if (!members)
        return false;
    event->confidence = 1;
    event->members = members;
    for (uint32_t i = 0; i < count; i++) {
        if (!add_member(members, &event->member_count, rules, parts, i, nearest[i].place, arena,
                        event))
            return false;
    }
    return true;
}

void merge_mention_id(const struct merge_mention *mention, char ret_id[HASH_ID_CHARS])
{
    char number[ID_BYTES_MAX];
    int length = snprintf(number, sizeof(number), "%u", mention->index);
    const struct slice of[] = {{mention->article->content, HASH_ID_CHARS},
                               {number, (size_t)length}};
    hash_id(of, 2, ret_id);
}

bool merge_event_make(const struct merge_rules *rules, const struct merge_part *parts,
                      uint32_t count, const struct cluster_link *links, size_t link_count,
                      struct arena *arena, struct merged_event *ret_event)
{
    *ret_event = (struct merged_event){.reports = count};
    const struct nearest *nearest = find_nearest(rules, parts, count, links, link_count, arena);
    if (!nearest)
        return false;
    merge_mention_id(parts[0].mention, ret_event->id);
    set_type(parts, count, ret_event);
    set_status(parts, count, ret_event);
    set_attribution(parts, count, ret_event);
    set_days(parts, count, ret_event);
    set_place(parts, count, ret_event);
    set_sources(parts, count, ret_event);
    return set_contexts(parts, count, arena, ret_event) &&
           set_participants(parts, count, arena, ret_event) &&
           set_members(rules, parts, count, nearest, arena, ret_event) &&
           merge_disagree(rules, parts, count, arena, ret_event);
}

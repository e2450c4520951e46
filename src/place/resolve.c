/*
 * resolve.c - which place each name of an article means.
 *
 *   in    names with their senses, mentions in order
 *   out   for each name one sense, or none, and the reasons
 *
 * Every sense has a score in hundredths of a tenfold in population: a town of 100,000 has 500.
 * What the text says outright ("Paris, Texas") weighs most, then the country and region that the
 * article's other names are in, then names close by. Scores depend on the others' choices, so they
 * are worked out in ROUNDS rounds, the first by population and ties alone. The idea is that of
 * Leidner (2007), "Toponym Resolution in Text": one sense per discourse, minimal spread.
 */
#include <string.h>

#include "place/parts.h"

#define ROUNDS 4
/* Names whose places others are compared with: those mentioned most. */
#define NEIGHBOURS_MAX 64
/* Names whose senses are weighed together, and the senses of each that take part. */
#define JOINT_NAMES_MAX 24
#define JOINT_SENSES_MAX 16

enum weight {
    WEIGHT_ALTERNATE = -130, /* the name is not the place's first */
    WEIGHT_CONTINENT = 950,
    WEIGHT_COUNTRY = 850,
    WEIGHT_REGION = -60,
    WEIGHT_COUNTY = -40,
    WEIGHT_DISTRICT = -70,
    WEIGHT_OTHER = 400, /* water, mountains, facilities without a weight */
    WEIGHT_UNKNOWN = 300,
    WEIGHT_CAPITAL = 90,
    WEIGHT_COMMA = 600,
    WEIGHT_TIE = 250,
    WEIGHT_OUTER = 250, /* a place is said to lie in it */
    WEIGHT_SORT = 200,
    WEIGHT_TIED_NAME = 400, /* the same name is tied elsewhere in the article */
    WEIGHT_SHARE_COUNTRY = 280,
    WEIGHT_SHARE_REGION = 330,
    WEIGHT_JOINT_20 = 150,
    WEIGHT_JOINT_50 = 110,
    WEIGHT_JOINT_150 = 60,
    WEIGHT_JOINT_REGION = 40,
    WEIGHT_JOINT_MAX = 300,
    JOINT_DISCOUNT = 8, /* an unlikely sense supports by that part of its lack of score less */
    WEIGHT_NEAR_50 = 80,
    WEIGHT_NEAR_150 = 50,
    WEIGHT_NEAR_300 = 15,
    WEIGHT_NEAR_MAX = 240,
};

/* What a name's mentions say for its country and region. */
struct tally {
    int32_t *weights; /* [divisions] */
    int32_t total;
};

struct resolver {
    const struct gazetteer *gazetteer;
    struct arena *scratch;
    struct findings *findings;
    struct gazetteer_place **places; /* [names][senses] */
    uint32_t division_count;
    struct tally countries;
    struct tally regions;
    uint32_t neighbours[NEIGHBOURS_MAX]; /* names */
    size_t neighbour_count;
};

static bool look_up_places(struct resolver *resolver);
static bool split_tied_names(struct resolver *resolver);
static void score_ties(struct resolver *resolver);
static void choose_neighbours(struct resolver *resolver);
static void choose_together(struct resolver *resolver);
static void count_context(struct resolver *resolver);
static void choose(struct resolver *resolver, bool with_context);
static void place_unknown_names(struct resolver *resolver);

bool place_resolve(const struct place_model *model, struct arena *scratch,
                   struct findings *findings, struct err *err)
{
    struct resolver resolver = {
        .gazetteer = &model->gazetteer, .scratch = scratch, .findings = findings};
    resolver.division_count = model->gazetteer.table.header->region_count +
                              (uint32_t)model->gazetteer.facts.count;
    resolver.countries.weights = arena_array(scratch, int32_t, resolver.division_count);
    resolver.regions.weights = arena_array(scratch, int32_t, resolver.division_count);
    if (!resolver.countries.weights || !resolver.regions.weights || !split_tied_names(&resolver) ||
        !look_up_places(&resolver))
        return arena_fail(scratch, err);
    score_ties(&resolver);
    choose(&resolver, false);
    choose_neighbours(&resolver);
    choose_together(&resolver);
    for (unsigned round = 1; round < ROUNDS; round++) {
        count_context(&resolver);
        choose(&resolver, true);
    }
    place_unknown_names(&resolver);
    return true;
}

/* ---- ties ---- */

static bool contains(uint32_t outer, uint32_t inner_number, const struct gazetteer_place *inner)
{
    return outer != inner_number && (inner->country == outer || inner->region == outer);
}

/* Whether some sense of one name lies in some sense of the other. */
static bool can_tie(const struct gazetteer *gazetteer, const struct name *inner,
                    const struct name *outer)
{
    for (uint32_t i = 0; i < inner->sense_count; i++) {
        struct gazetteer_place place = gazetteer_place(gazetteer, inner->senses[i].place);
        for (uint32_t o = 0; o < outer->sense_count; o++) {
            if (contains(outer->senses[o].place, inner->senses[i].place, &place))
                return true;
        }
    }
    return false;
}

/* Whether a name is the name of a region or country above all. */
static bool is_division(const struct gazetteer *gazetteer, const struct name *name)
{
    for (uint32_t i = 0; i < name->sense_count; i++) {
        struct gazetteer_place place = gazetteer_place(gazetteer, name->senses[i].place);
        if (place.kind == PLACE_REGION || place.kind == PLACE_COUNTRY)
            return true;
    }
    return false;
}

/* Gives a mention that is tied by a comma a name of its own, "paris, texas", so that the article
 * can mean another Paris elsewhere. When none of the name's places lies there, the new name has no
 * sense: it is a place there that the data does not know. */
static bool split_name(struct resolver *resolver, struct found *found, const struct found *outer)
{
    struct findings *findings = resolver->findings;
    char bytes[2 * PLACE_KEY_BYTES + 1];
    struct name *name = &findings->names.items[found->name];
    const struct name *outer_name = &findings->names.items[outer->name];
    size_t length = name->key.len;
    memcpy(bytes, name->key.ptr, length);
    bytes[length++] = ',';
    memcpy(bytes + length, outer_name->key.ptr, outer_name->key.len);
    length += outer_name->key.len;
    struct slice key = {bytes, length};
    const uint32_t *known = map_get(&findings->keys, key);
    uint32_t number = known ? *known : (uint32_t)findings->names.count;
    if (!known) {
        bool tied = can_tie(resolver->gazetteer, name, outer_name);
        struct name copy = *name;
        struct name *slot = vector_push(&findings->names, resolver->scratch);
        key = arena_copy(resolver->scratch, key);
        if (!slot || !key.ptr || !map_put(&findings->keys, key, number))
            return false;
        *slot = copy;
        slot->key = key;
        slot->mention_count = 0;
        slot->base = found->name;
        slot->sense_count = tied ? copy.sense_count : 0;
    }
    findings->names.items[found->name].mention_count--;
    findings->names.items[number].mention_count++;
    found->name = number;
    return true;
}

static bool split_tied_names(struct resolver *resolver)
{
    struct findings *findings = resolver->findings;
    for (size_t i = 0; i < findings->names.count; i++)
        findings->names.items[i].base = INDEX_NONE;
    for (size_t i = 0; i < findings->mentions.count; i++) {
        struct found *found = &findings->mentions.items[i];
        if (found->outer == INDEX_NONE || found->tie != TIE_COMMA)
            continue;
        const struct found *outer = &findings->mentions.items[found->outer];
        if (found->name == outer->name ||
            !is_division(resolver->gazetteer, &findings->names.items[outer->name]))
            continue;
        bool ties = can_tie(resolver->gazetteer, &findings->names.items[found->name],
                            &findings->names.items[outer->name]);
        if ((ties || found->encloses) && !split_name(resolver, found, outer))
            return false;
    }
    return true;
}

static bool look_up_places(struct resolver *resolver)
{
    struct findings *findings = resolver->findings;
    size_t count = findings->names.count;
    resolver->places = arena_array(resolver->scratch, struct gazetteer_place *, count);
    if (!resolver->places)
        return false;
    for (size_t n = 0; n < count; n++) {
        struct name *name = &findings->names.items[n];
        struct gazetteer_place *places = arena_array(resolver->scratch, struct gazetteer_place,
                                                     name->sense_count);
        name->scores = arena_array(resolver->scratch, int32_t, name->sense_count);
        if (!places || !name->scores)
            return false;
        for (uint32_t s = 0; s < name->sense_count; s++)
            places[s] = gazetteer_place(resolver->gazetteer, name->senses[s].place);
        resolver->places[n] = places;
        name->chosen = INDEX_NONE;
        name->country = name->region = name->tied_to = name->near = GAZETTEER_NONE;
    }
    return true;
}

/* 100 times the decimal logarithm, by whole numbers. */
static int32_t logarithm(uint32_t number)
{
    uint32_t bits = 31;
    if (number == 0)
        return 0;
    while (!(number >> bits))
        bits--;
    uint64_t fraction = ((uint64_t)number << (32 - bits)) & UINT32_MAX;
    return (int32_t)((bits * 30103 + ((fraction * 30103) >> 32)) / 1000);
}

/* The score of a place before anything in the article speaks for it. */
static int32_t prior(const struct gazetteer_place *place, uint32_t flags)
{
    int32_t score = place->population ? logarithm(place->population) : WEIGHT_UNKNOWN;
    switch (place->kind) {
    case PLACE_CONTINENT:
        score = WEIGHT_CONTINENT;
        break;
    case PLACE_COUNTRY:
        score = WEIGHT_COUNTRY;
        break;
    case PLACE_REGION:
        score += WEIGHT_REGION;
        break;
    case PLACE_COUNTY:
        score += WEIGHT_COUNTY;
        break;
    case PLACE_DISTRICT:
        score += WEIGHT_DISTRICT;
        break;
    case PLACE_UNKNOWN:
    case PLACE_AREA:
    case PLACE_WATER:
    case PLACE_NATURE:
    case PLACE_FACILITY:
        score = place->population ? score : WEIGHT_OTHER;
        break;
    case PLACE_CITY:
        score += place->capital == 1   ? WEIGHT_CAPITAL
                 : place->capital == 2 ? WEIGHT_CAPITAL / 2
                                       : 0;
        break;
    }
    if (!(flags & (NAME_PRIMARY | NAME_EXACT | NAME_ADJECTIVE)))
        score += place->kind == PLACE_COUNTRY || place->capital == 1 ? WEIGHT_ALTERNATE / 4
                                                                     : WEIGHT_ALTERNATE;
    return score;
}

/* What one mention's tie gives the senses of both names; each sense gets it once. */
static void score_tie(struct resolver *resolver, const struct found *found)
{
    struct findings *findings = resolver->findings;
    const struct found *outer_found = &findings->mentions.items[found->outer];
    struct name *inner = &findings->names.items[found->name];
    struct name *outer = &findings->names.items[outer_found->name];
    int32_t weight = found->tie == TIE_COMMA ? WEIGHT_COMMA : WEIGHT_TIE;
    for (uint32_t i = 0; i < inner->sense_count; i++) {
        for (uint32_t o = 0; o < outer->sense_count; o++) {
            uint32_t number = outer->senses[o].place;
            if (!contains(number, inner->senses[i].place, &resolver->places[found->name][i]))
                continue;
            if (inner->scores[i] < weight)
                inner->scores[i] = weight;
            if (outer->scores[o] < WEIGHT_OUTER)
                outer->scores[o] = WEIGHT_OUTER;
            inner->tied_to = number;
        }
    }
}

static void score_sort(struct resolver *resolver, const struct found *found)
{
    struct name *name = &resolver->findings->names.items[found->name];
    for (uint32_t s = 0; s < name->sense_count; s++) {
        const struct gazetteer_place *place = &resolver->places[found->name][s];
        if (place->kind == found->sort && name->scores[s] % 100 != 1)
            name->scores[s] += WEIGHT_SORT + 1;
    }
}

static void score_ties(struct resolver *resolver)
{
    struct findings *findings = resolver->findings;
    for (size_t i = 0; i < findings->mentions.count; i++) {
        if (findings->mentions.items[i].outer != INDEX_NONE)
            score_tie(resolver, &findings->mentions.items[i]);
    }
    for (size_t i = 0; i < findings->mentions.count; i++) {
        if (findings->mentions.items[i].sort != PLACE_UNKNOWN)
            score_sort(resolver, &findings->mentions.items[i]);
    }
}

/* ---- context ---- */

/* Where a country's or region's weight stands; division_count for other places. */
static uint32_t division(const struct resolver *resolver, uint32_t place)
{
    uint32_t regions = resolver->gazetteer->table.header->region_count;
    uint32_t places = resolver->gazetteer->table.header->place_count;
    if (place == GAZETTEER_NONE)
        return resolver->division_count;
    if (place >= places)
        return place - places + regions;
    return place < regions ? place : resolver->division_count;
}

static void tally_add(const struct resolver *resolver, struct tally *tally, uint32_t place,
                      int32_t weight)
{
    uint32_t at = division(resolver, place);
    if (at >= resolver->division_count)
        return;
    tally->weights[at] += weight;
    tally->total += weight;
}

/* How much a name's mentions say of where the article is. */
static int32_t name_weight(const struct name *name)
{
    int32_t mentions = name->mention_count < 4 ? (int32_t)name->mention_count : 4;
    return 4 + mentions * 2;
}

/* Adds or takes away what a name's choice says. */
static void add_choice(struct resolver *resolver, const struct name *name, int32_t sign)
{
    if (name->chosen == INDEX_NONE || name->mention_count == 0)
        return;
    size_t number = (size_t)(name - resolver->findings->names.items);
    const struct gazetteer_place *place = &resolver->places[number][name->chosen];
    tally_add(resolver, &resolver->countries, place->country, sign * name_weight(name));
    tally_add(resolver, &resolver->regions, place->region, sign * name_weight(name));
}

static void count_context(struct resolver *resolver)
{
    struct findings *findings = resolver->findings;
    memset(resolver->countries.weights, 0, resolver->division_count * sizeof(int32_t));
    memset(resolver->regions.weights, 0, resolver->division_count * sizeof(int32_t));
    resolver->countries.total = resolver->regions.total = 0;
    for (size_t n = 0; n < findings->names.count; n++)
        add_choice(resolver, &findings->names.items[n], 1);
}

/* The names mentioned most, in the order of the text among equals. */
static void choose_neighbours(struct resolver *resolver)
{
    struct findings *findings = resolver->findings;
    for (uint32_t least = 4; least >= 1; least--) {
        for (size_t n = 0; n < findings->names.count; n++) {
            const struct name *name = &findings->names.items[n];
            uint32_t mentions = name->mention_count < 4 ? name->mention_count : 4;
            if (mentions == least && name->sense_count > 0 &&
                resolver->neighbour_count < NEIGHBOURS_MAX)
                resolver->neighbours[resolver->neighbour_count++] = (uint32_t)n;
        }
    }
}

/* Weight of a share of the context, without what the name itself says. */
static int32_t share(const struct resolver *resolver, const struct tally *tally, uint32_t place,
                     int32_t weight)
{
    uint32_t at = division(resolver, place);
    if (tally->total <= 0 || at >= resolver->division_count)
        return 0;
    return (int32_t)((int64_t)weight * tally->weights[at] / tally->total);
}

static int32_t nearness(const struct resolver *resolver, size_t number, uint32_t sense,
                        uint32_t *ret_near)
{
    const struct gazetteer_place *place = &resolver->places[number][sense];
    int32_t sum = 0, best = INT32_MAX;
    if (place->kind == PLACE_CONTINENT || place->kind == PLACE_COUNTRY)
        return 0;
    for (size_t i = 0; i < resolver->neighbour_count; i++) {
        uint32_t other_number = resolver->neighbours[i];
        const struct name *other = &resolver->findings->names.items[other_number];
        if (other_number == number || other->chosen == INDEX_NONE)
            continue;
        const struct gazetteer_place *near = &resolver->places[other_number][other->chosen];
        if (near->kind <= PLACE_REGION ||
            other->senses[other->chosen].place ==
                resolver->findings->names.items[number].senses[sense].place)
            continue;
        int32_t km = gazetteer_distance(place, near);
        sum += km <= 50    ? WEIGHT_NEAR_50
               : km <= 150 ? WEIGHT_NEAR_150
               : km <= 300 ? WEIGHT_NEAR_300
                           : 0;
        if (km < best) {
            best = km;
            *ret_near = km <= 150 ? other->senses[other->chosen].place : GAZETTEER_NONE;
        }
    }
    return sum < WEIGHT_NEAR_MAX ? sum : WEIGHT_NEAR_MAX;
}

/* The best sense of one name as things stand. */
static void choose_sense(struct resolver *resolver, size_t number, bool with_context)
{
    struct name *name = &resolver->findings->names.items[number];
    int32_t best = INT32_MIN;
    uint32_t chosen = INDEX_NONE, chosen_near = GAZETTEER_NONE;
    for (uint32_t s = 0; s < name->sense_count; s++) {
        const struct gazetteer_place *place = &resolver->places[number][s];
        int32_t score = prior(place, name->senses[s].flags) + name->scores[s];
        uint32_t near = GAZETTEER_NONE;
        if (with_context) {
            score += share(resolver, &resolver->countries, place->country, WEIGHT_SHARE_COUNTRY) +
                     share(resolver, &resolver->regions, place->region, WEIGHT_SHARE_REGION) +
                     nearness(resolver, number, s, &near);
        }
        if (score > best) {
            best = score;
            chosen = s;
            chosen_near = near;
        }
    }
    name->chosen = chosen;
    name->near = chosen_near;
}

/* How two places that an article may mean support each other. */
static int32_t closeness(const struct gazetteer_place *a, const struct gazetteer_place *b)
{
    if (a->kind <= PLACE_COUNTRY || b->kind <= PLACE_COUNTRY)
        return 0;
    int32_t region = a->region == b->region && a->region != GAZETTEER_NONE ? WEIGHT_JOINT_REGION
                                                                           : 0;
    if (a->kind == PLACE_REGION || b->kind == PLACE_REGION)
        return region;
    int32_t km = gazetteer_distance(a, b);
    return region + (km <= 20    ? WEIGHT_JOINT_20
                     : km <= 50  ? WEIGHT_JOINT_50
                     : km <= 150 ? WEIGHT_JOINT_150
                                 : 0);
}

/* The support that a place has from the senses of another name: the best of them, less what that
 * sense lacks to its name's likeliest. */
static int32_t support(const struct resolver *resolver, const struct gazetteer_place *place,
                       uint32_t place_number, uint32_t other)
{
    const struct name *name = &resolver->findings->names.items[other];
    int32_t likeliest = INT32_MIN, best = 0;
    uint32_t count = name->sense_count < JOINT_SENSES_MAX ? name->sense_count : JOINT_SENSES_MAX;
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t s = 0; s < count; s++) {
            const struct gazetteer_place *near = &resolver->places[other][s];
            int32_t score = prior(near, name->senses[s].flags) + name->scores[s];
            if (pass == 0 && score > likeliest)
                likeliest = score;
            if (pass == 0 || name->senses[s].place == place_number)
                continue;
            int32_t given = closeness(place, near) - (likeliest - score) / JOINT_DISCOUNT;
            if (given > best)
                best = given;
        }
    }
    return best;
}

/* The first choice of the names mentioned most, all their senses weighed against each other, so
 * that several small places close together win over large ones far apart. */
static void choose_together(struct resolver *resolver)
{
    struct findings *findings = resolver->findings;
    uint32_t chosen[JOINT_NAMES_MAX];
    size_t count = resolver->neighbour_count < JOINT_NAMES_MAX ? resolver->neighbour_count
                                                               : JOINT_NAMES_MAX;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = resolver->neighbours[i];
        struct name *name = &findings->names.items[number];
        int32_t best = INT32_MIN;
        chosen[i] = name->chosen;
        for (uint32_t s = 0; s < name->sense_count; s++) {
            const struct gazetteer_place *place = &resolver->places[number][s];
            int32_t score = 0;
            for (size_t j = 0; j < count; j++) {
                if (j != i)
                    score += support(resolver, place, name->senses[s].place,
                                     resolver->neighbours[j]);
            }
            score = score < WEIGHT_JOINT_MAX ? score : WEIGHT_JOINT_MAX;
            score += prior(place, name->senses[s].flags) + name->scores[s];
            if (score > best) {
                best = score;
                chosen[i] = s;
            }
        }
    }
    for (size_t i = 0; i < count; i++)
        findings->names.items[resolver->neighbours[i]].chosen = chosen[i];
}

/* The untied name takes part in what its tied twin means: "Richmond, Va." … "Richmond". */
static void score_twins(struct resolver *resolver)
{
    struct findings *findings = resolver->findings;
    for (size_t n = 0; n < findings->names.count; n++) {
        const struct name *name = &findings->names.items[n];
        if (name->base == INDEX_NONE || name->chosen == INDEX_NONE)
            continue;
        struct name *base = &findings->names.items[name->base];
        if (base->scores[name->chosen] < WEIGHT_TIED_NAME)
            base->scores[name->chosen] = WEIGHT_TIED_NAME;
    }
}

static void choose(struct resolver *resolver, bool with_context)
{
    struct findings *findings = resolver->findings;
    for (size_t n = 0; n < findings->names.count; n++) {
        struct name *name = &findings->names.items[n];
        if (name->sense_count == 0 || (name->mention_count == 0 && !with_context))
            continue;
        if (with_context)
            add_choice(resolver, name, -1);
        choose_sense(resolver, n, with_context);
        if (with_context)
            add_choice(resolver, name, 1);
    }
    if (!with_context)
        score_twins(resolver);
}

/* ---- names without a sense ---- */

/* The country and region that a mention's tie says, for names that the data does not know. */
static void place_unknown_names(struct resolver *resolver)
{
    struct findings *findings = resolver->findings;
    for (size_t i = 0; i < findings->mentions.count; i++) {
        const struct found *found = &findings->mentions.items[i];
        struct name *name = &findings->names.items[found->name];
        if (name->chosen != INDEX_NONE || found->outer == INDEX_NONE ||
            name->country != GAZETTEER_NONE)
            continue;
        uint32_t outer = findings->mentions.items[found->outer].name;
        const struct name *outer_name = &findings->names.items[outer];
        if (outer_name->chosen == INDEX_NONE)
            continue;
        const struct gazetteer_place *place = &resolver->places[outer][outer_name->chosen];
        name->country = place->country;
        name->region = place->region;
        name->tied_to = outer_name->senses[outer_name->chosen].place;
    }
}

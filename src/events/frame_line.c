/*
 * frame_line.c - one frame from its line.
 *
 *   in    "hold/v obj=@talks with=R | CONSULT | - | 040 | - | mutual"
 *   out   a struct frame under each of its head words
 */
#include <stdio.h>
#include <string.h>

#include "events/frames_parts.h"

/* Bytes of a frame's own name: file and line. */
#define RULE_BYTES_MAX 512

struct flag_name {
    const char *name;
    uint32_t flag;
};

static const struct flag_name CONDITIONS[] = {
    {"mutual", FRAME_MUTUAL},   {"both", FRAME_BOTH},
    {"known", FRAME_KNOWN},     {"armed", FRAME_ARMED},
    {"state", FRAME_STATE},     {"passive", FRAME_PASSIVE},
    {"active", FRAME_ACTIVE},   {"keep", FRAME_KEEP},
    {"planned", FRAME_PLANNED}, {"hypothetical", FRAME_HYPOTHETICAL},
    {"denied", FRAME_DENIED},   {"ongoing", FRAME_ONGOING},
    {"self", FRAME_SELF},       {"weak", FRAME_WEAK},
    {"bare", FRAME_BARE},       {"also", FRAME_ALSO},
    {"act", FRAME_ACT},         {"alone", FRAME_ALONE},
};
static const struct flag_name KINDS[] = {
    {"person", KIND_PERSON},         {"organization", KIND_ORGANIZATION},
    {"country", KIND_COUNTRY},       {"group", KIND_GROUP},
    {"armed", KIND_ARMED},           {"state", KIND_STATE},
    {"place", KIND_PLACE},           {"thing", KIND_THING},
    {"politician", KIND_POLITICIAN},
};
static const struct flag_name PATHS[] = {
    {"subj", PATH_SUBJECT},   {"obj", PATH_OBJECT},   {"iobj", PATH_DATIVE}, {"comp", PATH_CLAUSE},
    {"poss", PATH_POSSESSOR}, {"mod", PATH_MODIFIER}, {"modal", PATH_MODAL}, {"host", PATH_HOST},
};
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool flag_of(const struct flag_name *names, size_t count, struct slice name,
                    uint32_t *ret_flag)
{
    for (size_t i = 0; i < count; i++) {
        if (slice_equal(slice_from(names[i].name), name)) {
            *ret_flag = names[i].flag;
            return true;
        }
    }
    return false;
}

struct slice dash_is_empty(struct slice field)
{
    return slice_equal(field, SLICE("-")) ? SLICE_EMPTY : field;
}

bool types_of_field(struct data_faults *faults, const struct data_line *line, struct slice field,
                    uint32_t *ret_types)
{
    struct slice rest = field, name;
    uint32_t types = 0;
    while (slice_next_field(&rest, ',', &name)) {
        enum event_type type = event_type_of(slice_trim(name));
        if (type == TYPE_COUNT)
            return data_fault(faults, line, name, "expected a type of PLOVER");
        types |= 1u << type;
    }
    *ret_types = types;
    return true;
}

/* Takes the next piece off *rest: blanks part pieces, but not inside brackets. */
static bool next_piece(struct slice *rest, struct slice *ret_piece)
{
    size_t start = 0, end;
    while (start < rest->len && rest->ptr[start] == ' ')
        start++;
    if (start == rest->len)
        return false;
    bool bracket = false;
    for (end = start; end < rest->len && (bracket || rest->ptr[end] != ' '); end++)
        bracket = rest->ptr[end] == '[' || (bracket && rest->ptr[end] != ']');
    *ret_piece = slice_sub(*rest, start, end);
    *rest = slice_sub(*rest, end, rest->len);
    return true;
}

/* ---- slots ---- */

struct reading_line {
    struct events_model *model;
    struct data_faults *faults;
    const struct data_line *line;
    struct err *err;
    bool failed; /* *err is set: the load ends */
};

/* False when the line is at fault or the load failed. */
static bool read_paths(struct reading_line *reading, struct slice paths, struct frame_slot *slot)
{
    struct slice name;
    while (slice_next_field(&paths, ',', &name)) {
        uint32_t path, word;
        if (slot->path_count == FRAME_PATHS_MAX || name.len == 0)
            return data_fault(reading->faults, reading->line, name,
                              "expected one to twelve paths before '='");
        if (!flag_of(PATHS, COUNT(PATHS), name, &path)) {
            if (!word_number(reading->model, name, &word, reading->err)) {
                reading->failed = true;
                return false;
            }
            path = PATH_WORD + word;
        }
        slot->paths[slot->path_count++] = path;
    }
    return slot->path_count > 0 || data_fault(reading->faults, reading->line, slot->text,
                                              "expected one to twelve paths before '='");
}

/* "[word word]" or "@class". */
static bool read_words(struct reading_line *reading, struct slice words, struct frame_slot *slot)
{
    if (words.ptr[0] == '@') {
        const struct word_set *set = class_find(reading->model, slice_sub(words, 1, words.len));
        if (!set)
            return data_fault(reading->faults, reading->line, words,
                              "expected a class that classes.txt names");
        slot->words = *set;
        return true;
    }
    struct slice rest = slice_sub(words, 1, words.len - 1), word;
    struct word_list list = {0};
    if (!slice_ends(words, SLICE("]")))
        return data_fault(reading->faults, reading->line, words, "expected ']' after the words");
    while (next_piece(&rest, &word)) {
        uint32_t *number = vector_push(&list, reading->model->arena);
        if (!number || !word_number(reading->model, word, number, reading->err)) {
            if (!number)
                arena_fail(reading->model->arena, reading->err);
            reading->failed = true;
            return false;
        }
    }
    word_set_end(list.items, (uint32_t)list.count, &slot->words);
    return list.count > 0 ||
           data_fault(reading->faults, reading->line, words, "expected words between the brackets");
}

/* Kinds of an actor, or types of an inner event, after the ':'. */
static bool read_kinds(struct reading_line *reading, struct slice kinds, struct frame_slot *slot)
{
    struct slice name;
    if (slot->role == ROLE_EVENT)
        return types_of_field(reading->faults, reading->line, kinds, &slot->types);
    while (slice_next_field(&kinds, ',', &name)) {
        uint32_t kind;
        bool is_sector = name.len == 3 && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z';
        if (is_sector && slot->sector_count < FRAME_KINDS_MAX)
            slot->sectors[slot->sector_count++] = name;
        else if (flag_of(KINDS, COUNT(KINDS), name, &kind))
            slot->kinds |= kind;
        else
            return data_fault(reading->faults, reading->line, name,
                              "expected a kind of actor, or a sector in capitals");
    }
    return true;
}

/* "A", "R:place", "P", "E:ASSAULT", "_" . */
static bool read_role(struct reading_line *reading, struct slice role, struct frame_slot *slot)
{
    static const struct flag_name ROLES[] = {
        {"A", ROLE_ACTOR}, {"R", ROLE_RECIPIENT}, {"P", ROLE_PLACE},
        {"E", ROLE_EVENT}, {"_", ROLE_ANYTHING},
    };
    struct slice name = slice_sub(role, 0, slice_find_byte(role, ':', 0));
    uint32_t value;
    if (!flag_of(ROLES, COUNT(ROLES), name, &value))
        return data_fault(reading->faults, reading->line, role,
                          "expected A, R, P, E, _, @class or [words] after '='");
    slot->role = (uint8_t)value;
    return name.len == role.len ||
           read_kinds(reading, slice_sub(role, name.len + 1, role.len), slot);
}

/* "obj=@leaders&R!" */
static bool read_slot(struct reading_line *reading, struct slice piece, struct frame *frame)
{
    struct frame_slot *slot = &frame->slots[frame->slot_count];
    slot->text = piece;
    size_t equals = slice_find_byte(piece, '=', 0);
    if (equals == SIZE_MAX || frame->slot_count == FRAME_SLOTS_MAX)
        return data_fault(reading->faults, reading->line, piece,
                          "expected at most eight slots, each path=filler");
    bool absent = piece.ptr[0] == '-';
    struct slice filler = slice_sub(piece, equals + 1, piece.len);
    if (absent)
        slot->need = NEED_ABSENT;
    else if (slice_ends(filler, SLICE("!")))
        slot->need = NEED_ALWAYS;
    else if (slice_ends(filler, SLICE("*")))
        slot->need = NEED_PHRASE;
    else if (slice_ends(filler, SLICE("?")))
        slot->need = NEED_NEVER;
    if (!absent && slot->need != NEED_USUAL)
        filler.len--;
    if (filler.len == 0)
        return data_fault(reading->faults, reading->line, piece, "expected a filler after '='");
    if (!read_paths(reading, slice_sub(piece, absent, equals), slot))
        return false;
    if (filler.ptr[0] == '@' || filler.ptr[0] == '[') {
        size_t and = slice_find_byte(filler, '&', 0);
        if (!read_words(reading, slice_sub(filler, 0, and), slot) ||
            (and != SIZE_MAX && !read_role(reading, slice_sub(filler, and+1, filler.len), slot)))
            return false;
    } else if (!read_role(reading, filler, slot)) {
        return false;
    }
    bool needed = slot->words.count > 0 || slot->role == ROLE_EVENT || slot->role == ROLE_ANYTHING;
    if (slot->need == NEED_USUAL && needed)
        slot->need = NEED_ALWAYS;
    if (needed && slot->need == NEED_ALWAYS)
        frame->constraints++;
    frame->slot_count++;
    return true;
}

/* ---- the line ---- */

/* Three or four digits, "*", or nothing. */
static bool is_cameo(struct slice cameo)
{
    uint64_t number;
    return cameo.len == 0 || slice_equal(cameo, SLICE("*")) ||
           ((cameo.len == 3 || cameo.len == 4) && slice_to_u64(cameo, &number));
}

static bool read_codes(struct reading_line *reading, struct frame *frame)
{
    const struct data_line *line = reading->line;
    struct slice type = line->fields[1], name;
    struct slice contexts = dash_is_empty(line->fields[4]),
                 conditions = dash_is_empty(line->fields[5]);
    frame->type = slice_equal(type, SLICE("NONE")) ? TYPE_NONE
                  : slice_equal(type, SLICE("="))  ? TYPE_SAME
                                                   : (uint8_t)event_type_of(type);
    if (frame->type == TYPE_COUNT)
        return data_fault(reading->faults, line, type, "expected a type of PLOVER, NONE or =");
    frame->mode = dash_is_empty(line->fields[2]);
    frame->cameo = dash_is_empty(line->fields[3]);
    frame->compose_mode = slice_equal(frame->mode, SLICE("*"));
    frame->compose_cameo = slice_equal(frame->cameo, SLICE("*"));
    if (!is_cameo(frame->cameo))
        return data_fault(reading->faults, line, frame->cameo,
                          "expected a CAMEO code of 3 or 4 digits");
    while (contexts.len > 0 && slice_next_field(&contexts, ',', &name)) {
        if (frame->context_count == FRAME_CONTEXTS_MAX)
            return data_fault(reading->faults, line, name, "expected at most four contexts");
        frame->contexts[frame->context_count++] = slice_trim(name);
    }
    while (conditions.len > 0 && slice_next_field(&conditions, ',', &name)) {
        uint32_t condition;
        if (!flag_of(CONDITIONS, COUNT(CONDITIONS), slice_trim(name), &condition))
            return data_fault(reading->faults, line, name, "expected a condition of a frame");
        frame->conditions |= condition;
    }
    return true;
}

/* "hold/v", "@kill/v": the head's words go to *ret_words. */
static bool read_head(struct reading_line *reading, struct slice piece, struct frame *frame,
                      struct word_set *ret_words)
{
    struct slice word = slice_sub(piece, 0, piece.len > 2 ? piece.len - 2 : 0);
    struct slice pos = slice_sub(piece, word.len, piece.len);
    frame->pos = slice_equal(pos, SLICE("/v"))   ? FRAME_VERB
                 : slice_equal(pos, SLICE("/n")) ? FRAME_NOUN
                                                 : FRAME_ADJECTIVE;
    if (word.len == 0 || (frame->pos == FRAME_ADJECTIVE && !slice_equal(pos, SLICE("/a"))))
        return data_fault(reading->faults, reading->line, piece,
                          "expected a head such as meet/v, visit/n or @class/v");
    struct frame_slot slot = {0};
    if (word.ptr[0] == '@') {
        if (!read_words(reading, word, &slot))
            return false;
        *ret_words = slot.words;
        return true;
    }
    uint32_t *number = arena_new(reading->model->arena, uint32_t);
    if (!number || !word_number(reading->model, word, number, reading->err)) {
        if (!number)
            arena_fail(reading->model->arena, reading->err);
        reading->failed = true;
        return false;
    }
    *ret_words = (struct word_set){number, 1};
    return true;
}

/* Who does it is asked for when the line does not. */
static void add_subject(struct frame *frame)
{
    for (size_t i = 0; i < frame->slot_count; i++) {
        const struct frame_slot *slot = &frame->slots[i];
        bool is_subject = slot->path_count == 1 && slot->paths[0] == PATH_SUBJECT;
        if (slot->role == ROLE_ACTOR || (is_subject && slot->need != NEED_ABSENT))
            return;
    }
    if (frame->slot_count < FRAME_SLOTS_MAX)
        frame->slots[frame->slot_count++] = (struct frame_slot){
            .text = SLICE("subj=A"), .paths = {PATH_SUBJECT}, .path_count = 1, .role = ROLE_ACTOR};
}

/* "concerned/a": who is concerned, though the tree may have a passive there. */
static void use_surface(struct frame *frame)
{
    for (size_t i = 0; i < frame->slot_count; i++) {
        struct frame_slot *slot = &frame->slots[i];
        for (uint8_t p = 0; p < slot->path_count; p++) {
            if (slot->paths[p] == PATH_SUBJECT)
                slot->paths[p] = PATH_SURFACE;
        }
    }
}

static bool keep_frame(struct events_model *model, const struct frame *frame,
                       const struct word_set *words, struct err *err)
{
    struct frame *kept = arena_new(model->arena, struct frame);
    struct frame_link *links = arena_array(model->arena, struct frame_link, words->count);
    if (!kept || !links)
        return arena_fail(model->arena, err);
    *kept = *frame;
    for (uint32_t i = 0; i < words->count; i++) {
        struct head *head = &model->heads.items[words->words[i]];
        links[i] = (struct frame_link){kept, NULL};
        if (!head->first)
            head->first = &links[i];
        else
            head->last->next = &links[i];
        head->last = &links[i];
    }
    return true;
}

static bool name_rule(struct events_model *model, const struct data_line *line,
                      struct slice *ret_rule, struct err *err)
{
    char text[RULE_BYTES_MAX];
    int length = snprintf(text, sizeof(text), "%.*s:%u", SLICE_ARG(line->file->name), line->number);
    *ret_rule = arena_copy(model->arena, slice_sub(slice_from(text), 0, (size_t)length));
    return ret_rule->ptr || arena_fail(model->arena, err);
}

static bool is_example(struct slice field)
{
    return field.len == 1 && strchr("+-?", field.ptr[0]);
}

bool frame_read(struct events_model *model, struct data_faults *faults,
                const struct data_line *line, struct err *err)
{
    struct reading_line reading = {model, faults, line, err, false};
    struct frame frame = {.pattern = line->fields[0]};
    struct word_set words = {0};
    struct slice rest = line->fields[0], piece;
    if (is_example(line->fields[0])) {
        if (line->field_count < 2 || line->fields[1].len == 0)
            data_fault(faults, line, SLICE_EMPTY, "expected a sentence after + or -");
        return true;
    }
    if (line->field_count < 2 || line->field_count > 7 || !next_piece(&rest, &piece)) {
        data_fault(faults, line, SLICE_EMPTY,
                   "expected pattern | type | mode | cameo | contexts | conditions");
        return true;
    }
    bool good = read_head(&reading, piece, &frame, &words) && read_codes(&reading, &frame);
    while (good && next_piece(&rest, &piece))
        good = read_slot(&reading, piece, &frame);
    if (!good)
        return !reading.failed;
    add_subject(&frame);
    if (frame.pos == FRAME_ADJECTIVE)
        use_surface(&frame);
    return name_rule(model, line, &frame.rule, err) && keep_frame(model, &frame, &words, err);
}

/*
 * request.c - what a client asks: a path, parameters and the headers that matter.
 *
 *   in    a request target, headers
 *   out   struct request
 */
#include "serve/request.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* Percent escapes decoded (RFC 3986 §2.1). */
static bool decode(struct slice text, bool plus_is_space, struct arena *arena,
                   struct slice *ret_text, struct err *err)
{
    char *out = arena_alloc(arena, text.len + 1, 1);
    size_t length = 0;
    if (!out)
        return err_set_memory(err);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%') {
            int high = i + 2 < text.len ? ascii_hex(text.ptr[i + 1]) : -1;
            int low = high >= 0 ? ascii_hex(text.ptr[i + 2]) : -1;
            if (low < 0)
                return err_set(err, ERR_FORMAT, "bad escape in the address");
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        out[length++] = c;
    }
    struct slice decoded = {out, length};
    if (!utf8_valid(decoded, NULL) || slice_find_byte(decoded, '\0', 0) != SIZE_MAX)
        return err_set(err, ERR_FORMAT, "the address is not text");
    *ret_text = decoded;
    return true;
}

static bool add_parameter(struct slice field, struct arena *arena, struct request *request,
                          struct err *err)
{
    struct request_parameter parameter;
    size_t equals = slice_find_byte(field, '=', 0);
    struct slice value = equals == SIZE_MAX ? SLICE_EMPTY : slice_sub(field, equals + 1, field.len);
    if (field.len == 0)
        return true;
    if (request->parameter_count == SERVE_PARAMETERS_MAX)
        return err_set(err, ERR_LIMIT, "the address has more than SERVE_PARAMETERS_MAX parameters");
    if (!decode(slice_sub(field, 0, equals), true, arena, &parameter.name, err) ||
        !decode(value, true, arena, &parameter.value, err))
        return false;
    request->parameters[request->parameter_count++] = parameter;
    return true;
}

bool request_parse_target(struct slice target, struct arena *arena, struct request *request,
                          struct err *err)
{
    size_t question = slice_find_byte(target, '?', 0);
    struct slice query = question == SIZE_MAX ? SLICE_EMPTY
                                              : slice_sub(target, question + 1, target.len);
    struct slice field;
    if (target.len == 0 || target.ptr[0] != '/')
        return err_set(err, ERR_FORMAT, "the address is not a path");
    if (target.len > SERVE_TARGET_BYTES_MAX)
        return err_set(err, ERR_LIMIT, "the address is longer than SERVE_TARGET_BYTES_MAX");
    request->target = target;
    request->parameter_count = 0;
    if (!decode(slice_sub(target, 0, question), false, arena, &request->path, err))
        return false;
    while (query.len > 0 && slice_next_field(&query, '&', &field)) {
        if (!add_parameter(field, arena, request, err))
            return false;
    }
    return true;
}

struct slice request_value(const struct request *request, struct slice name)
{
    for (size_t i = 0; i < request->parameter_count; i++) {
        if (slice_equal(request->parameters[i].name, name))
            return request->parameters[i].value;
    }
    return SLICE_EMPTY;
}

struct slice request_cookie(const struct request *request, struct slice name)
{
    struct slice rest = request->cookie, pair;
    while (rest.len > 0 && slice_next_field(&rest, ';', &pair)) {
        pair = slice_trim(pair);
        if (pair.len > name.len && pair.ptr[name.len] == '=' && slice_starts(pair, name))
            return slice_sub(pair, name.len + 1, pair.len);
    }
    return SLICE_EMPTY;
}

bool request_takes_html(const struct request *request)
{
    struct slice rest = request->accept, type, name;
    while (rest.len > 0 && slice_next_field(&rest, ',', &type)) {
        slice_next_field(&type, ';', &name);
        if (slice_equal_nocase(slice_trim(name), SLICE("text/html")))
            return true;
    }
    return false;
}

bool request_takes_gzip(const struct request *request)
{
    struct slice rest = request->accept_encoding, coding, name;
    while (rest.len > 0 && slice_next_field(&rest, ',', &coding)) {
        struct slice quality = slice_trim(coding);
        slice_next_field(&quality, ';', &name);
        if (!slice_equal_nocase(slice_trim(name), SLICE("gzip")))
            continue;
        quality = slice_trim(quality);
        return !slice_equal(quality, SLICE("q=0")) && !slice_equal(quality, SLICE("q=0.0"));
    }
    return false;
}

bool request_has_tag(const struct request *request, struct slice tag)
{
    struct slice rest = request->if_none_match, given;
    while (rest.len > 0 && slice_next_field(&rest, ',', &given)) {
        given = slice_trim(given);
        if (slice_equal(given, SLICE("*")))
            return true;
        if (slice_starts(given, SLICE("W/")))
            given = slice_sub(given, 2, given.len);
        if (given.len >= 2 && slice_equal(slice_sub(given, 1, given.len - 1), tag))
            return true;
    }
    return false;
}

bool request_next_segment(struct slice *rest, struct slice *ret_segment)
{
    if (rest->len == 0)
        return false;
    size_t start = rest->ptr[0] == '/' ? 1 : 0;
    size_t end = slice_find_byte(*rest, '/', start);
    if (end == SIZE_MAX)
        end = rest->len;
    *ret_segment = slice_sub(*rest, start, end);
    *rest = slice_sub(*rest, end, rest->len);
    return true;
}

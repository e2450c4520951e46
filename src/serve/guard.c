/*
 * guard.c - who may ask: Host, Origin and token.
 *
 *   in    a request, the server's address and token
 *   out   yes or no
 */
#include "serve/guard.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/ascii.h"

/* An IP address as text, with a NUL; false when it is none. */
static bool parse_address(struct slice text, int *ret_family, unsigned char ret_bytes[16])
{
    char name[INET6_ADDRSTRLEN + 1];
    if (text.len == 0 || text.len >= sizeof(name))
        return false;
    memcpy(name, text.ptr, text.len);
    name[text.len] = '\0';
    *ret_family = slice_find_byte(text, ':', 0) == SIZE_MAX ? AF_INET : AF_INET6;
    return inet_pton(*ret_family, name, ret_bytes) == 1;
}

bool guard_is_loopback(struct slice address)
{
    static const unsigned char V6[16] = {[15] = 1};
    unsigned char bytes[16];
    int family;
    if (!parse_address(address, &family, bytes))
        return false;
    return family == AF_INET ? bytes[0] == 127 : memcmp(bytes, V6, sizeof(V6)) == 0;
}

static bool is_port(struct slice text)
{
    uint64_t port;
    return text.len <= 5 && slice_to_u64(text, &port) && port > 0 && port < 65536;
}

/* The name of "name", "name:port", "[v6]" or "[v6]:port"; false for anything else. */
static bool host_name(struct slice host, struct slice *ret_name)
{
    bool bracketed = host.len > 0 && host.ptr[0] == '[';
    size_t end = bracketed ? slice_find_byte(host, ']', 0) : slice_find_byte(host, ':', 0);
    if (bracketed && end == SIZE_MAX)
        return false;
    struct slice name = slice_sub(host, bracketed, end);
    struct slice rest = end == SIZE_MAX ? SLICE_EMPTY : slice_sub(host, end + bracketed, host.len);
    if (name.len == 0 ||
        (rest.len > 0 && (rest.ptr[0] != ':' || !is_port(slice_sub(rest, 1, rest.len)))))
        return false;
    *ret_name = name;
    return true;
}

bool guard_host(const struct guard *guard, struct slice host)
{
    struct slice name;
    unsigned char bytes[16];
    int family;
    if (!host_name(host, &name))
        return false;
    if (slice_equal_nocase(name, SLICE("localhost")) || guard_is_loopback(name))
        return true;
    if (guard->host.len > 0 && slice_equal_nocase(name, guard->host))
        return true;
    return !guard->is_loopback && parse_address(name, &family, bytes);
}

bool guard_origin(struct slice origin, struct slice host)
{
    if (origin.len == 0)
        return true;
    size_t scheme = slice_find(origin, SLICE("://"), 0);
    if (scheme == SIZE_MAX)
        return false; /* "null" too: a file or a sandbox */
    return slice_equal_nocase(slice_sub(origin, scheme + 3, origin.len), host);
}

bool guard_is_token(const struct guard *guard, struct slice given)
{
    unsigned char difference = 0;
    if (given.len != guard->token.len)
        return false;
    for (size_t i = 0; i < given.len; i++)
        difference |= (unsigned char)(given.ptr[i] ^ guard->token.ptr[i]);
    return difference == 0;
}

bool guard_token(const struct guard *guard, const struct request *request)
{
    static const struct slice BEARER = {"Bearer ", 7};
    struct slice header = request->authorization;
    if (guard->token.len == 0)
        return true;
    if (slice_starts_nocase(header, BEARER))
        return guard_is_token(guard, slice_trim(slice_sub(header, BEARER.len, header.len)));
    return guard_is_token(guard, request_cookie(request, SLICE(GUARD_COOKIE)));
}

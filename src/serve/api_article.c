/*
 * api_article.c - an article's own fields and its text.
 *
 *   in    its id, its key or the start of its key
 *   out   members of a JSON object that is open
 */
#include "serve/site.h"

bool article_write(struct answer *answer, struct slice id, struct json_writer *json,
                   struct slice *ret_key, struct err *err)
{
    struct store_article article;
    if (!store_article(answer->store, id, answer->arena, &article, err))
        return false;
    const struct {
        const char *name;
        struct slice value;
    } FIELDS[] = {
        {"key", article.key},
        {"id", article.id},
        {"title", article.title},
        {"byline", article.byline},
        {"outlet", article.outlet},
        {"url", article.url},
        {"source", article.source},
        {"language", article.language},
        {"published", article.published},
        {"published_precision", article.published_precision},
        {"published_basis", article.published_basis},
        {"not_before", article.not_before},
        {"sha256", article.sha256},
        {"encoding", article.encoding},
        {"flags", article.flags},
        {"text", article.text},
    };
    for (size_t i = 0; i < sizeof(FIELDS) / sizeof(FIELDS[0]); i++) {
        json_key(json, FIELDS[i].name);
        json_string_or_null(json, FIELDS[i].value);
    }
    json_key(json, "words");
    json_u64(json, article.words);
    *ret_key = article.key;
    return true;
}

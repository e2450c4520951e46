/*
 * json_layers.h - the layers of meaning in a reading/1 object: actors to events.
 *
 *   in    an annotated article, a writer inside the reading's object
 *   out   its lists "actors", "times", "places", "quantities", "statements", "events"
 *   uses  base/, article/
 */
#ifndef ANNALS_READING_JSON_LAYERS_H
#define ANNALS_READING_JSON_LAYERS_H

#include "article/article.h"
#include "base/json_write.h"

/* Turns byte offsets of the article's text into code points. Owned by reading_write_json. */
struct json_offsets {
    struct slice text;
    uint32_t *before; /* [n]: code points before byte n * 512 */
};

/* "start" and "end" of a span, in code points. */
void json_span(struct json_writer *json, struct json_offsets *offsets, struct span span);

/* A key with a string, or null when it is empty. */
void json_field(struct json_writer *json, const char *key, struct slice value);

/* The six lists; those of layers that were not read are empty. Fails as the writer's buffer does.
 */
void json_write_layers(struct json_writer *json, struct json_offsets *offsets,
                       const struct article *article);

#endif

/*
 * times_run.c - the times and quantities of articles, for the scorers of this folder.
 *
 *   in    JSONL on standard input: {"id","text","published"}; text is taken as it stands
 *   out   JSONL on standard output: {"id","times":[…],"quantities":[…]}, offsets in code points;
 *         with the argument "speed" the words a second of both stages on standard error
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/data_set.h"
#include "base/json_read.h"
#include "base/json_write.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "quantity/quantity.h"
#include "reading/reading.h"
#include "time/time.h"

#define LINE_BYTES_MAX ((size_t)64 << 20)
#define SPEED_ROUNDS 20

struct stages {
    struct reader *reader;
    const struct time_model *times;
    const struct quantity_model *quantities;
};

static void tell(void *context, const struct data_fault *fault)
{
    (void)context;
    fprintf(stderr, "%.*s:%u:%u: %s\n", SLICE_ARG(fault->file), fault->line, fault->column,
            fault->expected);
}

static void write_range(struct json_writer *json, const struct article *article, struct span span)
{
    json_key(json, "start");
    json_u64(json, utf8_count(slice_sub(article->text, 0, span.start)));
    json_key(json, "end");
    json_u64(json, utf8_count(slice_sub(article->text, 0, span.end)));
}

static void write_day(struct json_writer *json, const char *key, int32_t day)
{
    char text[DATETIME_TEXT_BYTES];
    struct datetime date = {.precision = DATE_DAY};
    unsigned month = 1, of_month = 1;
    json_key(json, key);
    if (day != DAY_UNKNOWN)
        date_from_days(day, &date.year, &month, &of_month);
    date.month = (uint8_t)month;
    date.day = (uint8_t)of_month;
    if (day == DAY_UNKNOWN)
        json_null(json);
    else
        json_string(json, (struct slice){text, datetime_format(&date, text)});
}

static void write_times(struct json_writer *json, const struct article *article)
{
    static const char *const types[] = {"DATE", "TIME", "DURATION", "SET"};
    json_key(json, "times");
    json_array(json);
    for (uint32_t i = 0; i < article->time_count; i++) {
        const struct time_expression *time = &article->times[i];
        json_object(json);
        write_range(json, article, time->span);
        json_key(json, "type");
        json_string(json, slice_from(types[time->type]));
        json_key(json, "value");
        json_string(json, time->value);
        write_day(json, "earliest", time->earliest);
        write_day(json, "latest", time->latest);
        json_key(json, "rule");
        json_string(json, time->rule);
        json_object_end(json);
    }
    json_array_end(json);
}

static void write_quantities(struct json_writer *json, const struct article *article)
{
    json_key(json, "quantities");
    json_array(json);
    for (uint32_t i = 0; i < article->quantity_count; i++) {
        const struct quantity *quantity = &article->quantities[i];
        json_object(json);
        write_range(json, article, quantity->span);
        json_key(json, "low");
        json_decimal(json, quantity->low, 2);
        json_key(json, "high");
        json_decimal(json, quantity->high, 2);
        json_key(json, "unit");
        json_string(json, quantity->unit);
        json_key(json, "of");
        json_string(json, quantity->of);
        json_object_end(json);
    }
    json_array_end(json);
}

static bool read_line(const struct stages *stages, const struct json *line, struct arena *arena,
                      struct arena *scratch, struct article *ret_article, struct err *err)
{
    struct document document = {.bytes = json_text(json_member(line, SLICE("text"))),
                                .id = json_text(json_member(line, SLICE("id"))),
                                .encoding_basis = ENCODING_JSON};
    struct slice published = json_text(json_member(line, SLICE("published")));
    return reader_parse_text(stages->reader, &document, arena, scratch, ret_article, err) &&
           (published.len == 0 || datetime_parse_iso(published, &ret_article->published) ||
            err_set(err, ERR_FORMAT, "no date")) &&
           reader_add_grammar(stages->reader, arena, scratch, ret_article, err);
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static bool annotate(const struct stages *stages, struct arena *arena, struct arena *scratch,
                     struct article *article, struct err *err)
{
    return time_annotate(stages->times, arena, scratch, article, err) &&
           quantity_annotate(stages->quantities, arena, scratch, article, err);
}

int main(int argc, char **argv)
{
    static char bytes[LINE_BYTES_MAX];
    bool speed = argc > 1 && strcmp(argv[1], "speed") == 0;
    struct arena lasting, arena, scratch;
    struct err err = {0};
    struct data_set set;
    struct data_faults faults = {.tell = tell};
    struct stages stages = {0};
    double seconds = 0, words = 0;
    arena_init(&lasting, (size_t)256 << 20);
    arena_init(&arena, ARTICLE_ARENA_BYTES_MAX);
    arena_init(&scratch, ARTICLE_ARENA_BYTES_MAX);
    if (!reader_new(&stages.reader, &err) || !data_set_built_in(&lasting, &set, &err) ||
        !time_model_load(&set, &lasting, &faults, &stages.times, &err) ||
        !quantity_model_load(&set, &lasting, &faults, &stages.quantities, &err)) {
        fprintf(stderr, "times_run: %s\n", err.message);
        return 4;
    }
    while (fgets(bytes, sizeof(bytes), stdin)) {
        struct json *line;
        struct article article;
        arena_reset(&arena);
        if (!json_parse(slice_trim(slice_from(bytes)), JSON_STRICT, &arena, &line, &err) ||
            !read_line(&stages, line, &arena, &scratch, &article, &err) ||
            !annotate(&stages, &arena, &scratch, &article, &err)) {
            fprintf(stderr, "times_run: %s\n", err.message);
            return 4;
        }
        double start = seconds_now();
        for (int i = 0; speed && i < SPEED_ROUNDS; i++)
            annotate(&stages, &arena, &scratch, &article, &err);
        seconds += seconds_now() - start;
        words += (double)article.token_count * SPEED_ROUNDS;
        struct buf out;
        struct json_writer json;
        buf_init(&out, LINE_BYTES_MAX);
        json_begin(&json, &out);
        json_object(&json);
        json_key(&json, "id");
        json_string(&json, article.id);
        write_times(&json, &article);
        write_quantities(&json, &article);
        json_object_end(&json);
        fwrite(out.ptr, 1, out.len, stdout);
        fputc('\n', stdout);
        buf_free(&out);
    }
    if (speed)
        fprintf(stderr, "%.0f words/s\n", words / seconds);
    reader_free(stages.reader);
    return 0;
}

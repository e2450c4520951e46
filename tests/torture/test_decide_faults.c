/*
 * test_decide_faults.c - the user's decisions about events: every allocation and every write failed
 * in turn, and death at every one. A decision is made or it is not, the store is sound, the
 * decision can be made again, and reading more keeps it.
 */
#include "../stores.h"

#include <errno.h>
#include <sys/wait.h>

#include "annals.h"
#include "faults.h"

#define OUTLETS 5

static char folder[64];
static char base[128];    /* the store before the decision */
static char decided[128]; /* after it */
static char broken[128];
static char more[128]; /* articles that are read later */
static char *before;   /* what base, decided and decided with more hold */
static char *after;
static char *later;
static char mention[64]; /* that is split off */
static struct annals_reader *reader;

/* All that the record has of events, and the decisions. */
static const char DUMP[] =
    "SELECT id, actors, recipients, mentions, articles, outlets, first_mention FROM events"
    " UNION ALL SELECT id, event, merge_why, '', '', '', '' FROM mentions"
    " UNION ALL SELECT kind, a, b, '', '', '', '' FROM event_decision ORDER BY 1, 2, 3";

static void write_reports(const char *path, int first, int count)
{
    write_file(path, "w", "");
    for (int i = first; i < first + count; i++) {
        char line[1024];
        snprintf(
            line, sizeof(line),
            "{\"id\":\"r%d\",\"outlet\":\"Outlet %d\",\"published\":\"2019-05-0%d\",\"title\":"
            "\"Ministers of Georgia and Armenia meet\",\"text\":\"Georgian Foreign Minister "
            "David Zalkaliani met with Armenian Foreign Minister Zohrab Mnatsakanyan in Batumi "
            "on May 2 to discuss the railway. %d people waited outside.\"}\n",
            i, i, 3 + i % 3, i + 12);
        write_file(path, "a", line);
    }
}

static int read_into(const char *input, const char *store)
{
    const struct annals_text inputs[] = {{input, strlen(input)}};
    const struct annals_job job = {.inputs = inputs, .input_count = 1, .store = store, .jobs = 1};
    const struct annals_callbacks callbacks = {0};
    struct annals_summary summary;
    struct annals_error error;
    return annals_run(reader, &job, &callbacks, &summary, &error);
}

static int split(const char *store, struct annals_error *error)
{
    return annals_record_split(store, (struct annals_text){mention, strlen(mention)}, error);
}

/* Two events of all reports of the meeting: the split makes one of them. */
static int make_stores(void **state)
{
    char input[128];
    struct annals_error error;
    (void)state;
    strcpy(folder, "/tmp/annals-decide-XXXXXX");
    if (!mkdtemp(folder) || annals_reader_new(&reader, &error) != 0)
        return -1;
    snprintf(base, sizeof(base), "%s/base.db", folder);
    snprintf(decided, sizeof(decided), "%s/decided.db", folder);
    snprintf(broken, sizeof(broken), "%s/broken.db", folder);
    snprintf(input, sizeof(input), "%s/input.jsonl", folder);
    snprintf(more, sizeof(more), "%s/more.jsonl", folder);
    write_reports(input, 0, OUTLETS);
    write_reports(more, OUTLETS, 2);
    assert_int_equal(read_into(input, base), 0);
    char *one = query(base, "SELECT id FROM mentions WHERE event = (SELECT id FROM events WHERE"
                            " articles = 5 LIMIT 1) ORDER BY id DESC LIMIT 1");
    snprintf(mention, sizeof(mention), "%.*s", (int)strcspn(one, "|"), one);
    free(one);
    assert_true(mention[0] != '\0');
    before = query(base, DUMP);
    copy_file(base, decided);
    assert_int_equal(split(decided, &error), 0);
    after = query(decided, DUMP);
    assert_string_not_equal(before, after);
    copy_file(decided, broken);
    assert_int_equal(read_into(more, broken), 0);
    later = query(broken, DUMP);
    remove_store(broken);
    return 0;
}

static int remove_stores(void **state)
{
    (void)state;
    char command[128];
    free(before);
    free(after);
    free(later);
    annals_reader_free(reader);
    snprintf(command, sizeof(command), "rm -rf '%s'", folder);
    return system(command); /* NOLINT(cert-env33-c): a fixed command on our own folder */
}

/* After a fault the decision is made or it is not; then it is made again, and kept. */
static void assert_decided_or_not(int result)
{
    struct annals_error error;
    assert_sound(broken);
    char *dump = query(broken, DUMP);
    bool done = strcmp(dump, after) == 0;
    assert_true(done || strcmp(dump, before) == 0);
    assert_true(done || result != 0);
    free(dump);
    if (!done && split(broken, &error) != 0)
        fail_msg("deciding again: %s", error.message);
    assert_int_equal(read_into(more, broken), 0);
    dump = query(broken, DUMP);
    assert_string_equal(dump, later);
    free(dump);
    remove_store(broken);
}

static void fail_each(enum fault_kind kind, int sys, uint64_t usual)
{
    struct annals_error error;
    copy_file(base, broken);
    faults_begin((struct fault_plan){.kind = kind});
    assert_int_equal(split(broken, &error), 0);
    uint64_t count = faults_end();
    remove_store(broken);
    assert_true(count > 3);
    uint64_t step = faults_step(count, usual);
    for (uint64_t nth = 1; nth <= count; nth += step) {
        copy_file(base, broken);
        memset(&error, 0, sizeof(error));
        faults_begin((struct fault_plan){.kind = kind, .nth = nth, .sys = sys});
        int result = split(broken, &error);
        faults_end();
        assert_true(result == 0 || error.message[0]);
        assert_decided_or_not(result);
    }
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    if (!faults_reach_memory())
        skip();
    fail_each(FAULT_MEMORY, 0, 60);
}

static void every_write_may_find_the_disk_full(void **state)
{
    (void)state;
    fail_each(FAULT_IO, ENOSPC, 40);
}

static void every_write_may_be_the_last(void **state)
{
    (void)state;
    struct annals_error error;
    copy_file(base, broken);
    faults_begin((struct fault_plan){.kind = FAULT_KILL});
    assert_int_equal(split(broken, &error), 0);
    uint64_t count = faults_end();
    remove_store(broken);
    uint64_t step = faults_step(count, 40);
    for (uint64_t nth = 1; nth <= count; nth += step) {
        copy_file(base, broken);
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            faults_begin((struct fault_plan){.kind = FAULT_KILL, .nth = nth});
            split(broken, &error);
            _exit(0);
        }
        assert_int_equal(waitpid(child, NULL, 0), child);
        assert_decided_or_not(-1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(every_write_may_find_the_disk_full),
        cmocka_unit_test(every_write_may_be_the_last),
    };
    return cmocka_run_group_tests_name("decide faults", tests, make_stores, remove_stores);
}

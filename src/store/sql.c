/*
 * sql.c - statements, bindings and errors of SQLite.
 *
 *   in    SQL of ours, values
 *   out   rows; SQLite's results as struct err
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "store/store_parts.h"

/* What the record asks of an article; its day only when the day is known. */
#define REPORT_COLUMNS                                                                             \
    "a.number, a.key, a.title, a.outlet, a.url, a.published, a.language, a.text,"                  \
    " CASE WHEN a.published_precision IN ('day', 'minute') THEN a.published_day END"
/* The one that came first, first. */
#define REPORT_ORDER " ORDER BY a.published IS NULL, a.published, a.key"

static const char *const STATEMENTS[STATEMENT_COUNT] = {
    [SQL_FIND_KEY] = "SELECT 1 FROM article WHERE key = ?1",
    [SQL_FIND_ID] = "SELECT 1 FROM article WHERE id = ?1",
    [SQL_FIND_REJECTION] =
        "SELECT 1 FROM rejection WHERE source = ?1 AND source_line = ?2 AND reason = ?3",
    [SQL_PUT_OUTLET] = "INSERT OR IGNORE INTO outlet (name) VALUES (?1)",
    [SQL_PUT_ARTICLE] =
        ("INSERT INTO article (key, id, outlet, published, published_day, published_precision,"
         " published_basis, not_before, title, byline, url, language, words, sentences, source,"
         " source_line, sha256, encoding, encoding_basis, flags, text, layers)"
         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
         " ?19, ?20, ?21, ?22)"),
    [SQL_PUT_SEARCH] = "INSERT INTO article_search (rowid, title, text) VALUES (?1, ?2, ?3)",
    [SQL_PUT_SENTENCE] =
        ("INSERT INTO sentence (article, number, paragraph, start_offset, end_offset, words)"
         " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
    [SQL_PUT_ACTOR] =
        ("INSERT INTO article_actor (article, number, id, name, kind, country, sectors, role)"
         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
    [SQL_PUT_ACTOR_MENTION] =
        ("INSERT INTO actor_mention (article, number, actor, sentence, start_offset, end_offset,"
         " form) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
    [SQL_PUT_ACTOR_COUNTS] =
        ("UPDATE article_actor SET mentions = c.mentions FROM (SELECT actor, count(*) AS mentions"
         " FROM actor_mention WHERE article = ?1 GROUP BY actor) AS c"
         " WHERE article_actor.article = ?1 AND article_actor.number = c.actor"),
    [SQL_PUT_TIME] =
        ("INSERT INTO time_expression (article, number, sentence, start_offset, end_offset, type,"
         " value, earliest, latest) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
    [SQL_PUT_PLACE] =
        ("INSERT OR IGNORE INTO place (id, name, country, latitude, longitude, geonames, kind,"
         " region, capital) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
    [SQL_PUT_PLACE_MENTION] =
        ("INSERT INTO place_mention (article, number, place, sentence, start_offset, end_offset)"
         " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
    [SQL_PUT_QUANTITY] =
        ("INSERT INTO quantity (article, number, sentence, start_offset, end_offset, low, high,"
         " unit, counted) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
    [SQL_PUT_STATEMENT] =
        ("INSERT INTO statement (article, number, sentence, kind, speaker, speaker_start,"
         " speaker_end, cue_start, cue_end, addressee, addressee_start, addressee_end, topic_start,"
         " topic_end, rule) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
         " ?15)"),
    [SQL_PUT_STATEMENT_SPAN] =
        ("INSERT INTO statement_span (article, statement, number, start_offset, end_offset)"
         " VALUES (?1, ?2, ?3, ?4, ?5)"),
    [SQL_PUT_EVENT] =
        ("INSERT INTO event_mention (article, number, sentence, start_offset, end_offset, type,"
         " mode, contexts, cameo, quad, goldstein, status, attributed_to, earliest, latest,"
         " when_basis, place, confidence, rule, statement, lemma) VALUES (?1, ?2, ?3, ?4, ?5, ?6,"
         " ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"),
    [SQL_PUT_PARTICIPANT] =
        ("INSERT INTO event_participant (article, event, side, number, actor, start_offset,"
         " end_offset) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
    [SQL_PUT_COUNT] =
        "INSERT OR IGNORE INTO event_count (article, event, quantity) VALUES (?1, ?2, ?3)",
    [SQL_PUT_REJECTION] =
        "INSERT INTO rejection (source, source_line, reason, byte_offset) VALUES (?1, ?2, ?3, ?4)",
    [SQL_COPY_KEY_ADD] = "INSERT OR IGNORE INTO copy_key (key, member) VALUES (?1, ?2)",
    [SQL_COPY_KEY_MEMBERS] = "SELECT member FROM copy_key WHERE key = ?1 ORDER BY member LIMIT ?2",
    [SQL_COPY_LINK_ADD] =
        "INSERT OR REPLACE INTO copy_link (member, other, weight) VALUES (?1, ?2, ?3)",
    [SQL_COPY_LINK_DROP] = "DELETE FROM copy_link WHERE member = ?1 AND other = ?2",
    [SQL_COPY_LINKS] =
        "SELECT other, weight FROM copy_link WHERE member = ?1 ORDER BY other LIMIT ?2",
    [SQL_STORY_KEY_ADD] = "INSERT OR IGNORE INTO story_key (key, member) VALUES (?1, ?2)",
    [SQL_STORY_KEY_MEMBERS] =
        "SELECT member FROM story_key WHERE key = ?1 ORDER BY member LIMIT ?2",
    [SQL_STORY_LINK_ADD] =
        "INSERT OR REPLACE INTO story_link (member, other, weight) VALUES (?1, ?2, ?3)",
    [SQL_STORY_LINK_DROP] = "DELETE FROM story_link WHERE member = ?1 AND other = ?2",
    [SQL_STORY_LINKS] =
        "SELECT other, weight FROM story_link WHERE member = ?1 ORDER BY other LIMIT ?2",
    [SQL_NEXT_ARTICLE] = "SELECT " REPORT_COLUMNS
                         " FROM article AS a WHERE a.number > ?1 ORDER BY a.number LIMIT 1",
    [SQL_ONE_ARTICLE] = "SELECT " REPORT_COLUMNS " FROM article AS a WHERE a.number = ?1",
    [SQL_NOTE_BODY] = ("INSERT OR REPLACE INTO record_article (article, body, words, unit)"
                       " VALUES (?1, ?2, ?3, 0)"),
    [SQL_NOTE_UNIT] = "UPDATE record_article SET unit = ?2 WHERE article = ?1",
    [SQL_ARTICLE_OF_BODY] =
        "SELECT article FROM record_article WHERE body = ?1 ORDER BY article LIMIT 1",
    [SQL_ARTICLES_OF_BODY] =
        ("SELECT a.number, a.published, r.words, a.outlet FROM record_article AS r"
         " JOIN article AS a ON a.number = r.article WHERE r.body = ?1" REPORT_ORDER),
    [SQL_ARTICLES_OF_UNIT] =
        ("SELECT a.number, a.published, r.words, a.outlet FROM record_article AS r"
         " JOIN article AS a ON a.number = r.article WHERE r.unit = ?1" REPORT_ORDER),
    [SQL_UNIT_OF_ARTICLE] = "SELECT unit FROM record_article WHERE article = ?1",
    [SQL_PUT_UNIT] = "INSERT OR IGNORE INTO story_unit (id, day, terms) VALUES (?1, ?2, ?3)",
    [SQL_GET_UNIT] = "SELECT day, terms FROM story_unit WHERE id = ?1",
    [SQL_DROP_PASSAGES] = "DELETE FROM copy_passage WHERE article = ?1",
    [SQL_DROP_COPY] = "DELETE FROM copy_group_article WHERE article = ?1",
    [SQL_PUT_COPY] = ("INSERT INTO copy_group_article (article, copy_group, follows, kind, shared)"
                      " VALUES (?1, ?2, ?3, ?4, ?5)"),
    [SQL_PUT_PASSAGE] =
        ("INSERT INTO copy_passage (article, number, start_offset, end_offset, other_start,"
         " other_end) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
    [SQL_STORY_OF_ARTICLE] = "SELECT story FROM story_article WHERE article = ?1",
    [SQL_STORY_OF_UNIT] =
        ("SELECT t.id, u.articles, t.articles FROM (SELECT min(s.story) AS id, count(*) AS articles"
         " FROM record_article AS r LEFT JOIN story_article AS s ON s.article = r.article"
         " WHERE r.unit = ?1 HAVING min(s.story) = max(s.story) AND count(s.story) = count(*)) AS u"
         " JOIN story AS t ON t.id = u.id"),
    [SQL_PUT_STORY_ARTICLE] =
        "INSERT OR REPLACE INTO story_article (article, story) VALUES (?1, ?2)",
    [SQL_PUT_STORY] =
        ("INSERT OR REPLACE INTO story (id, title, first_day, last_day, articles, outlets,"
         " outlets_all) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
    [SQL_DROP_EMPTY_STORY] = ("DELETE FROM story WHERE id = ?1 AND NOT EXISTS"
                              " (SELECT 1 FROM story_article WHERE story = ?1)"),
    [SQL_PUT_STORY_CHANGE] =
        "INSERT OR REPLACE INTO story_change (story, successor, kind) VALUES (?1, ?2, ?3)",
    [SQL_COPY_GROUP_OF] = "SELECT copy_group FROM copy_group_article WHERE article = ?1",
    [SQL_TAKE_ARTICLE] =
        ("SELECT key, id, outlet, published, not_before, title, language, text FROM article"
         " WHERE number = ?1"),
    [SQL_TAKE_SENTENCES] =
        "SELECT start_offset, end_offset FROM sentence WHERE article = ?1 ORDER BY number",
    [SQL_TAKE_ACTORS] = ("SELECT id, name, kind, country, sectors, role FROM article_actor"
                         " WHERE article = ?1 ORDER BY number"),
    [SQL_TAKE_TIMES] =
        ("SELECT t.sentence, t.earliest, t.latest, s.start_offset, t.start_offset, t.end_offset"
         " FROM time_expression AS t JOIN sentence AS s ON s.article = t.article"
         " AND s.number = t.sentence WHERE t.article = ?1 AND t.earliest NOTNULL"
         " AND t.latest NOTNULL AND t.value IS NOT 'PRESENT_REF'"
         " ORDER BY t.number"),
    [SQL_TAKE_QUANTITIES] =
        ("SELECT q.sentence, q.low, q.high, q.unit, q.counted, s.start_offset, q.start_offset,"
         " q.end_offset FROM quantity AS q JOIN sentence AS s ON s.article = q.article"
         " AND s.number = q.sentence WHERE q.article = ?1 ORDER BY q.number"),
    [SQL_TAKE_EVENTS] =
        ("SELECT e.sentence, s.start_offset, e.start_offset, e.end_offset, e.type, e.mode,"
         " e.contexts, e.cameo, e.quad, e.goldstein, e.status, e.attributed_to, e.earliest,"
         " e.latest, e.when_basis, e.confidence, e.lemma, p.id, p.name, p.country, p.latitude,"
         " p.longitude, p.geonames, p.kind, p.region, p.capital FROM event_mention AS e JOIN "
         "sentence AS s"
         " ON s.article = e.article AND s.number = e.sentence LEFT JOIN place AS p"
         " ON p.id = e.place WHERE e.article = ?1 ORDER BY e.number"),
    [SQL_TAKE_DATELINE] =
        ("SELECT p.id, p.name, p.country, p.latitude, p.longitude, p.geonames, p.kind, p.region,"
         " p.capital,"
         " substr(a.text, m.start_offset + 1, m.end_offset - m.start_offset)"
         " FROM place_mention AS m JOIN sentence AS s ON s.article = m.article"
         " AND s.number = m.sentence AND s.start_offset = m.start_offset"
         " JOIN article AS a ON a.number = m.article JOIN place AS p ON p.id = m.place"
         " WHERE m.article = ?1 AND m.sentence < 4 ORDER BY m.number"),
    [SQL_TAKE_PARTICIPANTS] =
        ("SELECT p.event, p.side, p.actor, s.start_offset, p.start_offset, p.end_offset"
         " FROM event_participant AS p JOIN event_mention AS e ON e.article = p.article"
         " AND e.number = p.event JOIN sentence AS s ON s.article = p.article"
         " AND s.number = e.sentence WHERE p.article = ?1 ORDER BY p.event, p.side, p.number"),
    [SQL_TAKE_COUNTS] =
        "SELECT event, quantity FROM event_count WHERE article = ?1 ORDER BY event, quantity",
    [SQL_FIND_AFTER] = "SELECT number FROM article WHERE number > ?1 ORDER BY number",
    [SQL_FIND_TWIN] = "SELECT min(article) FROM event_twin WHERE hash = ?1",
    [SQL_PUT_TWIN] = "INSERT INTO event_twin (hash, article) VALUES (?1, ?2)",
    [SQL_FIND_TWIN_OF] = ("SELECT min(article) FROM event_twin WHERE hash ="
                          " (SELECT hash FROM event_twin WHERE article = ?1)"),
    [SQL_FIND_TWINS] = ("SELECT t.article, a.outlet, a.url FROM event_twin AS t JOIN article AS a"
                        " ON a.number = t.article WHERE t.hash ="
                        " (SELECT hash FROM event_twin WHERE article = ?1) ORDER BY a.key"),
    [SQL_PUT_SOURCE] = "INSERT INTO event_source (unit, hash, article) VALUES (?1, ?2, ?3)",
    [SQL_FIND_SOURCES] = "SELECT article FROM event_source WHERE unit = ?1 ORDER BY hash LIMIT ?2",
    [SQL_PUT_NODE] = "INSERT INTO event_node (id, article, mention) VALUES (?1, ?2, ?3)",
    [SQL_FIND_NODE] = "SELECT article, mention FROM event_node WHERE id = ?1",
    [SQL_FIND_NODES] = "SELECT id FROM event_node WHERE article = ?1 ORDER BY mention",
    [SQL_EVENT_KEY_ADD] = "INSERT OR IGNORE INTO event_key (key, member) VALUES (?1, ?2)",
    [SQL_EVENT_KEY_MEMBERS] =
        "SELECT member FROM event_key WHERE key = ?1 ORDER BY member LIMIT ?2",
    [SQL_EVENT_LINK_ADD] =
        "INSERT OR REPLACE INTO event_link (member, other, weight) VALUES (?1, ?2, ?3)",
    [SQL_EVENT_LINK_DROP] = "DELETE FROM event_link WHERE member = ?1 AND other = ?2",
    [SQL_EVENT_LINKS] =
        "SELECT other, weight FROM event_link WHERE member = ?1 ORDER BY other LIMIT ?2",
    [SQL_FIND_EVENT_OF] = "SELECT event FROM event_member WHERE article = ?1 AND mention = ?2",
    [SQL_FIND_EVENT_HEAD] = "SELECT id, reports FROM event WHERE number = ?1",
    [SQL_PUT_MERGED] =
        ("INSERT INTO event (number, id, type, mode, contexts, cameo, quad, goldstein, status,"
         " attributed_to, actors, actor_countries, recipients, recipient_countries, earliest,"
         " latest, when_precision, place, mentions, articles, outlets, first_published,"
         " last_published, first_article, first_mention, disagreements, confidence, divergence,"
         " modal_confidence, reports) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
         "?13, ?14,"
         " ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30)"),
    [SQL_PUT_MEMBER] = ("INSERT OR REPLACE INTO event_member (article, mention, event, "
                        "near_article, near_mention, score,"
                        " why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"),
    [SQL_PUT_EVENT_ACTOR] =
        ("INSERT INTO event_actor (event, side, number, id, name, kind, country, sectors, role,"
         " mentions) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"),
    [SQL_PUT_DISAGREEMENT] =
        ("INSERT INTO disagreement (event, number, facet, of, kind, low, best, high)"
         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
    [SQL_PUT_DISAGREEMENT_VALUE] =
        ("INSERT INTO disagreement_value (event, disagreement, number, value, outlets)"
         " VALUES (?1, ?2, ?3, ?4, ?5)"),
    [SQL_PUT_DISAGREEMENT_MENTION] =
        ("INSERT OR IGNORE INTO disagreement_mention (event, disagreement, value, article,"
         " mention) VALUES (?1, ?2, ?3, ?4, ?5)"),
    [SQL_DROP_EVENT_ACTORS] = "DELETE FROM event_actor WHERE event = ?1",
    [SQL_DROP_DISAGREEMENTS] = "DELETE FROM disagreement WHERE event = ?1",
    [SQL_DROP_DISAGREEMENT_VALUES] = "DELETE FROM disagreement_value WHERE event = ?1",
    [SQL_DROP_DISAGREEMENT_MENTIONS] = "DELETE FROM disagreement_mention WHERE event = ?1",
    [SQL_DROP_EVENT] = "DELETE FROM event WHERE number = ?1",
    [SQL_FIND_EVENT] =
        "SELECT number FROM event WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT 2",
    [SQL_FIND_MENTION] = ("SELECT e.article, e.number FROM article AS a JOIN event_mention AS e"
                          " ON e.article = a.number WHERE a.key = substr(?1, 1, 16)"
                          " AND ?1 = a.key || '-' || e.number"),
    [SQL_FIND_MEMBERS] =
        ("SELECT m.article, m.mention, a.key || '-' || m.mention FROM event AS v"
         " JOIN event_member AS m ON m.event = v.number JOIN article AS a ON a.number = m.article"
         " WHERE v.number = ?1 ORDER BY m.article <> v.first_article OR m.mention <> "
         "v.first_mention, 3"),
    [SQL_FIND_DECISIONS] = ("SELECT d.kind, x.number, CAST(substr(d.a, 18) AS INTEGER), y.number,"
                            " CAST(substr(d.b, 18) AS INTEGER) FROM event_decision AS d"
                            " JOIN article AS x ON x.key = substr(d.a, 1, 16)"
                            " JOIN article AS y ON y.key = substr(d.b, 1, 16) ORDER BY d.number"),
    [SQL_PUT_DECISION] = "INSERT INTO event_decision (kind, a, b) VALUES (?1, ?2, ?3)",
    [SQL_DROP_DECISION] =
        "DELETE FROM event_decision WHERE (a = ?1 AND b = ?2) OR (a = ?2 AND b = ?1)",
    [SQL_FIND_DECIDED] = ("SELECT x.number, CAST(substr(d.other, 18) AS INTEGER) FROM (SELECT"
                          " DISTINCT CASE WHEN a = ?1 THEN b ELSE a END AS other FROM"
                          " event_decision WHERE a = ?1 OR b = ?1) AS d"
                          " JOIN article AS x ON x.key = substr(d.other, 1, 16) ORDER BY 1, 2"),
    [SQL_DROP_DECISIONS] = "DELETE FROM event_decision WHERE a = ?1 OR b = ?1",
    [SQL_PUT_HISTORY] =
        "INSERT OR REPLACE INTO event_history (id, into_id, change) VALUES (?1, ?3, ?2)",
    [SQL_ROLLBACK] = "ROLLBACK",
};

static bool io_fail(int sys, const char *message, struct err *err);

bool sql_fail(struct store *store, int result, struct err *err)
{
    return sql_fail_on(store, store->db, result, err);
}

bool sql_fail_on(struct store *store, sqlite3 *db, int result, struct err *err)
{
    const char *detail = db && sqlite3_errcode(db) != SQLITE_OK ? sqlite3_errmsg(db)
                                                                : sqlite3_errstr(result);
    snprintf(store->detail, sizeof(store->detail), "%s", detail);
    int sys = db ? sqlite3_system_errno(db) : errno;
    if (sys == 0) /* SQLite has not kept it */
        sys = EIO;
    switch (result & 0xff) {
    case SQLITE_NOMEM:
        return err_set_memory(err);
    case SQLITE_IOERR:
        if (result == SQLITE_IOERR_NOMEM)
            return err_set_memory(err);
        return io_fail(sys, "could not read or write the store", err);
    case SQLITE_FULL:
        return io_fail(ENOSPC, "no room left to write the store", err);
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY:
        return io_fail(sys, "could not open the store", err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_set(err, ERR_BUSY, "another program holds the store");
    case SQLITE_INTERRUPT:
        return err_set(err, ERR_LIMIT, "the query took too long");
    case SQLITE_TOOBIG:
        return err_set(err, ERR_LIMIT, "a text is too long for the store");
    case SQLITE_NOTADB:
        return err_set(err, ERR_FORMAT, "not an annals store");
    default: /* CORRUPT, ERROR (a table is not as it should be), CONSTRAINT, … */
        return err_set(err, ERR_FORMAT, "the store is damaged");
    }
}

static bool io_fail(int sys, const char *message, struct err *err)
{
    *err = (struct err){.code = ERR_IO, .sys = sys, .message = message, .offset = ERR_NO_OFFSET};
    return false;
}

bool sql_run(struct store *store, const char *sql, struct err *err)
{
    int result = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return result == SQLITE_OK || sql_fail(store, result, err);
}

bool sql_number(struct store *store, const char *sql, int64_t *ret_number, struct err *err)
{
    sqlite3_stmt *statement;
    int result = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    if (result != SQLITE_OK)
        return sql_fail(store, result, err);
    result = sqlite3_step(statement);
    int64_t number = result == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
        sql_fail(store, result, err);
        sqlite3_finalize(statement);
        return false;
    }
    sqlite3_finalize(statement);
    *ret_number = number;
    return true;
}

bool sql_statement(struct store *store, enum sql which, sqlite3_stmt **ret_statement,
                   struct err *err)
{
    sqlite3_stmt **kept = &store->statements[which];
    if (!*kept) {
        int result = sqlite3_prepare_v3(store->db, STATEMENTS[which], -1, SQLITE_PREPARE_PERSISTENT,
                                        kept, NULL);
        if (result != SQLITE_OK)
            return sql_fail(store, result, err);
    }
    sqlite3_clear_bindings(*kept);
    *ret_statement = *kept;
    return true;
}

bool sql_step_once(struct store *store, sqlite3_stmt *statement, bool *ret_row, struct err *err)
{
    int result = sqlite3_step(statement);
    if (result != SQLITE_ROW && result != SQLITE_DONE) {
        sql_fail(store, result, err);
        sqlite3_reset(statement);
        return false;
    }
    sqlite3_reset(statement);
    if (ret_row)
        *ret_row = result == SQLITE_ROW;
    return true;
}

void sql_forget_statements(struct store *store)
{
    for (int which = 0; which < STATEMENT_COUNT; which++) {
        sqlite3_finalize(store->statements[which]);
        store->statements[which] = NULL;
    }
    for (size_t i = 0; i < STORE_LISTS_KEPT; i++) {
        sqlite3_finalize(store->lists[i]);
        store->lists[i] = NULL;
    }
}

void sql_bind_text(sqlite3_stmt *statement, int index, struct slice text)
{
    /* Without a copy, binding cannot fail. */
    if (text.len > 0)
        sqlite3_bind_text64(statement, index, text.ptr, text.len, SQLITE_STATIC, SQLITE_UTF8);
    else
        sqlite3_bind_null(statement, index);
}

struct slice sql_column_text(sqlite3_stmt *statement, int column)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    int bytes = sqlite3_column_bytes(statement, column);
    return text && bytes > 0 ? (struct slice){(const char *)text, (size_t)bytes} : SLICE_EMPTY;
}

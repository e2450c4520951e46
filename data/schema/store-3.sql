-- store-3.sql - takes a store of version 2 to version 3: who said what, and the record across outlets. docs/store.md
-- is the manual.
--
-- Conventions as in store-1.sql and store-2.sql.

-- The record is brought up to date once at the end of a run: 'recorded' is the number of the last article that it
-- has taken in.
INSERT INTO meta VALUES ('recorded', '0');


-- ==== statements: who said what ====

-- One row per statement: a speaker, the words that tell that he speaks, and what he says.
CREATE TABLE statement (
    article         INTEGER NOT NULL REFERENCES article (number),
    number          INTEGER NOT NULL, -- 0-based within the article, in the order of the text
    sentence        INTEGER NOT NULL, -- sentence.number in which the content starts
    kind            TEXT NOT NULL,    -- direct, indirect, mixed
    speaker         INTEGER,          -- article_actor.number, NULL when he is no actor
    speaker_start   INTEGER,          -- the words that name him; NULL: nobody is named
    speaker_end     INTEGER,
    cue_start       INTEGER,          -- "said"; NULL for a quotation that goes on without one
    cue_end         INTEGER,
    addressee       INTEGER,          -- article_actor.number of who is spoken to
    addressee_start INTEGER,
    addressee_end   INTEGER,
    topic_start     INTEGER,          -- "the war" of "said of the war"
    topic_end       INTEGER,
    rule            TEXT NOT NULL,    -- 'data/en/statements/cues.txt:12'
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- What is said: one row per unbroken stretch of text.
CREATE TABLE statement_span (
    article      INTEGER NOT NULL,
    statement    INTEGER NOT NULL, -- statement.number
    number       INTEGER NOT NULL, -- 0-based within the statement
    start_offset INTEGER NOT NULL,
    end_offset   INTEGER NOT NULL,
    PRIMARY KEY (article, statement, number)
) WITHOUT ROWID;

-- The statement that a report of an event stands in, or that it is: statement.number, NULL: none.
ALTER TABLE event_mention ADD COLUMN statement INTEGER;

-- Every statement with its words; stretches are parted by ' … '.
CREATE VIEW statements AS
SELECT a.key || '-s' || s.number AS id, a.key AS article, s.sentence, s.kind, x.id AS speaker,
       x.name AS speaker_name, x.country AS speaker_country, x.role AS speaker_role,
       x.sectors AS speaker_sectors,
       substr(a.text, s.speaker_start + 1, s.speaker_end - s.speaker_start) AS speaker_text,
       substr(a.text, s.cue_start + 1, s.cue_end - s.cue_start) AS cue,
       (SELECT group_concat(p.text, ' … ')
        FROM (SELECT substr(a.text, c.start_offset + 1, c.end_offset - c.start_offset) AS text
              FROM statement_span AS c WHERE c.article = s.article AND c.statement = s.number
              ORDER BY c.number) AS p) AS text,
       y.id AS addressee, y.name AS addressee_name,
       substr(a.text, s.addressee_start + 1, s.addressee_end - s.addressee_start) AS addressee_text,
       substr(a.text, s.topic_start + 1, s.topic_end - s.topic_start) AS topic,
       (SELECT min(c.start_offset) FROM statement_span AS c
        WHERE c.article = s.article AND c.statement = s.number) AS start_offset,
       (SELECT max(c.end_offset) FROM statement_span AS c
        WHERE c.article = s.article AND c.statement = s.number) AS end_offset,
       s.rule, a.outlet, a.published, a.published_day, a.title, a.url, s.number
FROM statement AS s JOIN article AS a ON a.number = s.article
LEFT JOIN article_actor AS x ON x.article = s.article AND x.number = s.speaker
LEFT JOIN article_actor AS y ON y.article = s.article AND y.number = s.addressee;


-- ==== copies and stories ====

-- What the record has of an article to find its copies and its story by: bodies of the same words have one number,
-- so have articles of the same weighty words and day.
CREATE TABLE record_article (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    body    INTEGER NOT NULL, -- hash of the words of its text
    words   INTEGER NOT NULL, -- of its text
    unit    INTEGER NOT NULL  -- story_unit.id
);
CREATE INDEX record_article_by_body ON record_article (body, article);
CREATE INDEX record_article_by_unit ON record_article (unit, article);

-- Keys under which bodies meet that may share a passage, and which do; weight: shared words.
CREATE TABLE copy_key (
    key    INTEGER NOT NULL,
    member INTEGER NOT NULL, -- record_article.body
    PRIMARY KEY (key, member)
) WITHOUT ROWID;
CREATE TABLE copy_link (
    member INTEGER NOT NULL,
    other  INTEGER NOT NULL, -- each pair both ways
    weight INTEGER NOT NULL,
    PRIMARY KEY (member, other)
) WITHOUT ROWID;

-- The weighty words of articles (4 bytes of hash, 1 of weight each), keys under which those meet that may be on one
-- happening, and which are alike; weight: similarity in thousandths.
CREATE TABLE story_unit (
    id    INTEGER PRIMARY KEY,
    day   INTEGER, -- days since 1970-01-01
    terms BLOB NOT NULL
);
CREATE TABLE story_key (
    key    INTEGER NOT NULL,
    member INTEGER NOT NULL, -- story_unit.id
    PRIMARY KEY (key, member)
) WITHOUT ROWID;
CREATE TABLE story_link (
    member INTEGER NOT NULL,
    other  INTEGER NOT NULL, -- each pair both ways
    weight INTEGER NOT NULL,
    PRIMARY KEY (member, other)
) WITHOUT ROWID;

-- Articles that copy one another, one row each; an article without copies has none.
CREATE TABLE copy_group_article (
    article    INTEGER PRIMARY KEY REFERENCES article (number),
    copy_group TEXT NOT NULL, -- 16 hexadecimal digits, of the article that came first
    follows    INTEGER REFERENCES article (number), -- the one that it copies most of; NULL: it came first
    kind       TEXT NOT NULL, -- first, same, edited, part (of the other), whole (holds the other)
    shared     INTEGER        -- words that it shares with the one that it follows
);
CREATE INDEX copy_group_article_by_group ON copy_group_article (copy_group, article);

-- What a copy shares with the article that it follows: stretches of both texts.
CREATE TABLE copy_passage (
    article      INTEGER NOT NULL REFERENCES article (number),
    number       INTEGER NOT NULL, -- 0-based, in the order of the text
    start_offset INTEGER NOT NULL,
    end_offset   INTEGER NOT NULL,
    other_start  INTEGER NOT NULL, -- in the text of the one that it follows
    other_end    INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- Stories: every article is in one, perhaps alone.
CREATE TABLE story (
    id          TEXT PRIMARY KEY, -- 16 hexadecimal digits, of its first article
    title       TEXT,             -- of the most central article
    first_day   TEXT,             -- of publication
    last_day    TEXT,
    articles    INTEGER NOT NULL,
    outlets     INTEGER NOT NULL, -- copies of one text count as one outlet
    outlets_all INTEGER NOT NULL  -- all that carry it
) WITHOUT ROWID;
CREATE TABLE story_article (
    article INTEGER PRIMARY KEY REFERENCES article (number),
    story   TEXT NOT NULL -- story.id
);
CREATE INDEX story_article_by_story ON story_article (story, article);

-- What became of stories whose articles went into others when more arrived. The one part of the record that tells of
-- the order in which articles came.
CREATE TABLE story_change (
    story     TEXT NOT NULL, -- an id that was shown once
    successor TEXT NOT NULL, -- the story that some of its articles went to
    kind      TEXT NOT NULL, -- renamed, merged, split
    PRIMARY KEY (story, successor)
) WITHOUT ROWID;

CREATE VIEW stories AS
SELECT id, title, first_day, last_day, articles, outlets, outlets_all FROM story;

CREATE VIEW story_articles AS
SELECT s.story, a.key AS article, a.id, a.outlet, a.published, a.published_day, a.title, a.url,
       c.copy_group, c.kind AS copy, f.key AS copy_of, c.shared AS copied_words, r.words
FROM story_article AS s JOIN article AS a ON a.number = s.article
JOIN record_article AS r ON r.article = s.article
LEFT JOIN copy_group_article AS c ON c.article = s.article
LEFT JOIN article AS f ON f.number = c.follows;

-- Articles that have copies: who follows whom.
CREATE VIEW copies AS
SELECT c.copy_group, a.key AS article, a.id, a.outlet, a.published, a.published_day, a.title, a.url,
       c.kind, f.key AS copy_of, f.outlet AS copy_of_outlet, c.shared, r.words,
       (SELECT count(*) FROM copy_passage AS p WHERE p.article = c.article) AS passages,
       s.story
FROM copy_group_article AS c JOIN article AS a ON a.number = c.article
JOIN record_article AS r ON r.article = c.article
LEFT JOIN article AS f ON f.number = c.follows
LEFT JOIN story_article AS s ON s.article = c.article;

-- The words that a copy shares with the article that it follows.
CREATE VIEW copy_passages AS
SELECT a.key AS article, p.number, p.start_offset, p.end_offset,
       substr(a.text, p.start_offset + 1, p.end_offset - p.start_offset) AS text,
       f.key AS copy_of, p.other_start, p.other_end,
       (SELECT min(s.number) FROM sentence AS s
        WHERE s.article = p.article AND s.end_offset > p.start_offset) AS sentence,
       (SELECT max(s.number) FROM sentence AS s
        WHERE s.article = p.article AND s.start_offset < p.end_offset) AS last_sentence,
       c.copy_group
FROM copy_passage AS p JOIN copy_group_article AS c ON c.article = p.article
JOIN article AS a ON a.number = p.article JOIN article AS f ON f.number = c.follows;


-- ==== events merged over their mentions, disagreements, decisions of the user ====

-- What merging asks of a place and of an event's words.
ALTER TABLE place ADD COLUMN kind TEXT;   -- country, region, city, …, unknown
ALTER TABLE place ADD COLUMN region TEXT; -- name of the first-order division
ALTER TABLE place ADD COLUMN capital INTEGER; -- 1: of its country, 2: of its region, 0
ALTER TABLE event_mention ADD COLUMN lemma TEXT; -- of the word that carries it: 'kill'

-- One happening, with all mentions that report it. All columns follow from the mentions and the user's decisions;
-- event_member has them.
CREATE TABLE event (
    number              INTEGER PRIMARY KEY, -- this file's own
    id                  TEXT NOT NULL UNIQUE, -- 16 hexadecimal digits, of its first mention by publication: docs/store.md
    type                TEXT NOT NULL,    -- most mentions'; so the next ones
    mode                TEXT,
    contexts            TEXT,             -- of all mentions, comma-separated
    cameo               TEXT,
    quad                INTEGER,
    goldstein           REAL,
    status              TEXT NOT NULL,    -- as last reported: a plan that happened has happened
    attributed_to       TEXT,             -- name, when all mentions give one source
    actors              TEXT,             -- names, joined by '; '; event_actor has them one by one
    actor_countries     TEXT,
    recipients          TEXT,
    recipient_countries TEXT,
    earliest            TEXT,             -- ISO day, what most mentions allow together
    latest              TEXT,
    when_precision      TEXT,             -- day, month, year, interval; NULL when no mention says when
    place               TEXT REFERENCES place (id), -- the finest that most mentions name
    mentions            INTEGER NOT NULL,
    articles            INTEGER NOT NULL,
    outlets             INTEGER NOT NULL, -- those that report it in words of their own: copies count once
    first_published     TEXT,             -- ISO day of the first article that reports it
    last_published      TEXT,
    first_article       INTEGER NOT NULL REFERENCES article (number), -- of the mention that gives the id
    first_mention       INTEGER NOT NULL, -- event_mention.number
    disagreements       INTEGER NOT NULL, -- rows in disagreement that are no updates
    confidence          REAL,             -- 0 to 1: the least evidence by which a mention is held in it
    divergence          REAL,             -- 0 to 1: how far its mentions give different values, mean over the facets that
                                          -- two or more give; NULL when none is; after the R package eventreport
    modal_confidence    REAL,             -- 0 to 1: share of mentions that give the most frequent value, likewise
    reports             INTEGER NOT NULL  -- mentions; those of articles of one text, title and date count once
);
CREATE INDEX event_by_day ON event (coalesce(earliest, first_published), id);
CREATE INDEX event_by_reports ON event (outlets, articles);
CREATE INDEX event_by_publication ON event (first_published, outlets, articles);
CREATE INDEX event_sums ON event (status, type, quad, goldstein, disagreements, earliest, first_published);

-- Which mentions an event has: every mention is in one.
CREATE TABLE event_member (
    article INTEGER NOT NULL REFERENCES article (number),
    mention INTEGER NOT NULL, -- event_mention.number
    event   INTEGER NOT NULL REFERENCES event (number),
    near_article INTEGER,     -- the mention in the event that it stands nearest to; NULL in an event of one mention
    near_mention INTEGER,
    score   REAL,             -- of these two, in points; at 0 they are as likely two events as one
    why     TEXT,             -- 'same type CONSULT +1.2; …', or 'joined by hand'
    PRIMARY KEY (article, mention)
) WITHOUT ROWID;
CREATE INDEX event_member_by_event ON event_member (event, article, mention);

-- Who takes part in an event: side is 'actor' or 'recipient'.
CREATE TABLE event_actor (
    event    INTEGER NOT NULL REFERENCES event (number),
    side     TEXT NOT NULL,
    number   INTEGER NOT NULL, -- 0-based within the side, most mentioned first
    id       TEXT NOT NULL,
    name     TEXT NOT NULL,
    kind     TEXT NOT NULL,
    country  TEXT,
    sectors  TEXT,
    role     TEXT,
    mentions INTEGER NOT NULL, -- of the event that name him on this side
    PRIMARY KEY (event, side, number)
) WITHOUT ROWID;
CREATE INDEX event_actor_by_id ON event_actor (id, event);

-- Points on which the mentions of an event cannot all be right.
CREATE TABLE disagreement (
    event  INTEGER NOT NULL REFERENCES event (number),
    number INTEGER NOT NULL, -- 0-based within the event
    facet  TEXT NOT NULL,    -- when, where, who, count, status, outcome
    of     TEXT,             -- what is counted, where that is not said by the facet: 'soldiers killed'
    kind   TEXT NOT NULL,    -- contradiction; update: the values follow each other in time; within: one article says both
    low    REAL,             -- of counts: least, best and greatest value; best is that of most outlets, then the latest
    best   REAL,
    high   REAL,
    PRIMARY KEY (event, number)
) WITHOUT ROWID;

-- Its values, with the mentions that give them.
CREATE TABLE disagreement_value (
    event        INTEGER NOT NULL,
    disagreement INTEGER NOT NULL,
    number       INTEGER NOT NULL, -- 0-based: as the values were first published
    value        TEXT NOT NULL,    -- 'at least four', 'Antalya', '2016-12-01'
    outlets      INTEGER NOT NULL, -- copies count once
    PRIMARY KEY (event, disagreement, number)
) WITHOUT ROWID;
CREATE TABLE disagreement_mention (
    event        INTEGER NOT NULL,
    disagreement INTEGER NOT NULL,
    value        INTEGER NOT NULL, -- disagreement_value.number
    article      INTEGER NOT NULL,
    mention      INTEGER NOT NULL, -- event_mention.number
    PRIMARY KEY (event, disagreement, value, article, mention)
) WITHOUT ROWID;

-- What the user decided about mentions: they stand above all evidence, also in later runs.
CREATE TABLE event_decision (
    number INTEGER PRIMARY KEY, -- in the order in which they were made
    kind   TEXT NOT NULL,       -- split: never one event; join: one event
    a      TEXT NOT NULL,       -- mentions.id
    b      TEXT NOT NULL
);

-- What became of events that are no more: which event holds the mention that gave an old id. Unlike the record itself
-- this depends on the order in which articles came.
CREATE TABLE event_history (
    id      TEXT NOT NULL, -- the old event's
    into_id TEXT NOT NULL, -- the event that some of its mentions went to; its own, when it was split, is not told
    change  TEXT NOT NULL, -- renamed: an earlier report came; merged; split
    PRIMARY KEY (id, into_id)
) WITHOUT ROWID;

-- How mentions find each other: near ones (of one article, of articles of one story) and those that share a key, a hash of
-- type, actors, words and days. event_link has the pairs that are one event by their own evidence.
CREATE TABLE event_twin ( -- articles of one text, title and date: the first stands for all when mentions are compared
    hash    INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number),
    PRIMARY KEY (hash, article)
) WITHOUT ROWID;
CREATE INDEX event_twin_by_article ON event_twin (article);
CREATE TABLE event_source ( -- the first of each twins, by unit
    unit    INTEGER NOT NULL, -- story_unit.id
    hash    INTEGER NOT NULL, -- event_twin.hash
    article INTEGER NOT NULL,
    PRIMARY KEY (unit, hash)
) WITHOUT ROWID;
CREATE TABLE event_node ( -- their mentions
    id      INTEGER PRIMARY KEY, -- hash of the twins' and the number
    article INTEGER NOT NULL,
    mention INTEGER NOT NULL -- event_mention.number
);
CREATE UNIQUE INDEX event_node_by_mention ON event_node (article, mention);
CREATE TABLE event_key (
    key    INTEGER NOT NULL,
    member INTEGER NOT NULL, -- event_node.id
    PRIMARY KEY (key, member)
) WITHOUT ROWID;
CREATE TABLE event_link (
    member INTEGER NOT NULL,
    other  INTEGER NOT NULL, -- each pair both ways
    weight INTEGER NOT NULL, -- 1: just linked; each more is half a point of evidence
    PRIMARY KEY (member, other)
) WITHOUT ROWID;

DROP VIEW events;
DROP VIEW mentions;

-- Every report of an event, with its sentence and the event that it belongs to. Actors and recipients are names, joined
-- by '; '.
CREATE VIEW mentions AS
SELECT a.key || '-' || e.number AS id, a.key AS article, e.sentence, e.type, e.mode, e.contexts,
       e.cameo, e.quad, e.goldstein, e.status,
       (SELECT group_concat(x.name, '; ') FROM event_participant AS p
        JOIN article_actor AS x ON x.article = p.article AND x.number = p.actor
        WHERE p.article = e.article AND p.event = e.number AND p.side = 'actor') AS actors,
       (SELECT group_concat(coalesce(x.country, ''), '; ') FROM event_participant AS p
        JOIN article_actor AS x ON x.article = p.article AND x.number = p.actor
        WHERE p.article = e.article AND p.event = e.number AND p.side = 'actor') AS actor_countries,
       (SELECT group_concat(x.name, '; ') FROM event_participant AS p
        JOIN article_actor AS x ON x.article = p.article AND x.number = p.actor
        WHERE p.article = e.article AND p.event = e.number AND p.side = 'recipient') AS recipients,
       (SELECT group_concat(coalesce(x.country, ''), '; ') FROM event_participant AS p
        JOIN article_actor AS x ON x.article = p.article AND x.number = p.actor
        WHERE p.article = e.article AND p.event = e.number AND p.side = 'recipient')
           AS recipient_countries,
       e.earliest, e.latest, e.when_basis, w.name AS place, w.country AS place_country, w.latitude,
       w.longitude,
       (SELECT x.name FROM article_actor AS x
        WHERE x.article = e.article AND x.number = e.attributed_to) AS attributed_to,
       e.confidence, e.rule, e.start_offset, e.end_offset,
       substr(a.text, e.start_offset + 1, e.end_offset - e.start_offset) AS anchor,
       substr(a.text, s.start_offset + 1, s.end_offset - s.start_offset) AS text,
       a.outlet, a.published, a.published_day, a.title, a.url,
       a.key || '-s' || e.statement AS statement, v.id AS event, e.lemma,
       m.score AS merge_score, m.why AS merge_why, e.number
FROM event_mention AS e JOIN article AS a ON a.number = e.article
JOIN sentence AS s ON s.article = e.article AND s.number = e.sentence
LEFT JOIN place AS w ON w.id = e.place
LEFT JOIN event_member AS m ON m.article = e.article AND m.mention = e.number
LEFT JOIN event AS v ON v.number = m.event;

-- Events: one row for all mentions of one happening.
CREATE VIEW events AS
SELECT v.id, v.type, v.mode, v.contexts, v.cameo, v.quad, v.goldstein, v.status, v.actors,
       v.actor_countries, v.recipients, v.recipient_countries, v.earliest, v.latest,
       w.name AS place, w.country AS place_country, w.latitude, w.longitude, v.attributed_to,
       v.articles, v.outlets, v.first_published, v.last_published, v.when_precision, v.mentions,
       v.disagreements, v.confidence, a.key || '-' || v.first_mention AS first_mention,
       v.divergence, v.modal_confidence,
       (SELECT t.story FROM story_article AS t WHERE t.article = v.first_article) AS story,
       substr(a.text, e.start_offset + 1, e.end_offset - e.start_offset) AS anchor,
       substr(a.text, s.start_offset + 1, s.end_offset - s.start_offset) AS text
FROM event AS v JOIN article AS a ON a.number = v.first_article
JOIN event_mention AS e ON e.article = v.first_article AND e.number = v.first_mention
JOIN sentence AS s ON s.article = e.article AND s.number = e.sentence
LEFT JOIN place AS w ON w.id = v.place;

-- Who takes part in events over all their mentions.
CREATE VIEW event_actors AS
SELECT v.id AS event, p.side, p.number, p.id AS actor, p.name, p.kind, p.country, p.sectors, p.role,
       p.mentions
FROM event_actor AS p JOIN event AS v ON v.number = p.event;

-- Disagreements, one row for each value of each.
CREATE VIEW disagreements AS
SELECT v.id AS event, d.number, d.facet, d.of, d.kind, d.low, d.best, d.high,
       u.number AS value_number, u.value, u.outlets,
       (SELECT group_concat(n.name, '; ')
        FROM (SELECT DISTINCT coalesce(a.outlet, a.id) AS name FROM disagreement_mention AS m
              JOIN article AS a ON a.number = m.article
              WHERE m.event = u.event AND m.disagreement = u.disagreement AND m.value = u.number
              ORDER BY name) AS n) AS outlet_names,
       (SELECT min(a.published_day) FROM disagreement_mention AS m
        JOIN article AS a ON a.number = m.article
        WHERE m.event = u.event AND m.disagreement = u.disagreement AND m.value = u.number)
           AS first_published,
       (SELECT count(*) FROM disagreement_mention AS m
        WHERE m.event = u.event AND m.disagreement = u.disagreement AND m.value = u.number)
           AS mentions
FROM disagreement AS d JOIN event AS v ON v.number = d.event
JOIN disagreement_value AS u ON u.event = d.event AND u.disagreement = d.number;

-- The mentions behind each value.
CREATE VIEW disagreement_mentions AS
SELECT v.id AS event, m.disagreement AS number, m.value AS value_number,
       a.key || '-' || m.mention AS mention, a.key AS article, a.outlet
FROM disagreement_mention AS m JOIN event AS v ON v.number = m.event
JOIN article AS a ON a.number = m.article;


-- ==== sums ====

-- How often an article names each of its actors: rows in actor_mention.
ALTER TABLE article_actor ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0;
UPDATE article_actor SET mentions = (SELECT count(*) FROM actor_mention AS m
    WHERE m.article = article_actor.article AND m.actor = article_actor.number);

-- Actors over all articles that the record has taken in: one row each, with the name, sectors and role that most articles
-- give. Kept, as to count them takes as long as to read all that names them.
CREATE TABLE actor (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    country   TEXT,
    sectors   TEXT,
    role      TEXT,
    articles  INTEGER NOT NULL,
    outlets   INTEGER NOT NULL,
    mentions  INTEGER NOT NULL,
    first_day TEXT,
    last_day  TEXT
) WITHOUT ROWID;
CREATE INDEX actor_by_articles ON actor (articles DESC, id);

-- All that the list of outlets sums up, apart from the texts.
CREATE INDEX article_sums ON article (outlet, published_day, sentences, words);

DROP VIEW actors;
CREATE VIEW actors AS
SELECT id, name, kind, country, sectors, articles, outlets, first_day, last_day, role, mentions FROM actor;


-- ==== exports ====

DROP VIEW places;
CREATE VIEW places AS
SELECT p.id, p.name, p.country, p.latitude, p.longitude, p.geonames,
       count(DISTINCT m.article) AS articles, count(*) AS mentions,
       min(a.published_day) AS first_day, max(a.published_day) AS last_day, p.kind, p.region
FROM place AS p JOIN place_mention AS m ON m.place = p.id JOIN article AS a ON a.number = m.article
GROUP BY p.id;

-- Events of these types, with CAMEO codes that start so, are done by all their actors to one another when they have no
-- recipient: "A and B met", "A and B clashed". Others ("A and B bombed") are done together.
CREATE VIEW mutual_codes AS
SELECT column1 AS type, column2 AS cameo
FROM (VALUES ('AGREE', ''), ('CONSULT', ''), ('COOPERATE', ''), ('SUPPORT', '050'), ('SUPPORT', '057'),
             ('CONCEDE', '083'), ('RETREAT', '084'), ('RETREAT', '087'), ('ASSAULT', '190'));

-- Events directed: who (x) does it to whom (y), one row for each pair. A side that is not named is NULL; where an event
-- is done to one another and names no recipient, or somebody on both sides, its actors stand on both sides in turn.
-- actor_text and recipient_text are the words of the first report, of which article to text are too.
DROP VIEW event_pairs;
CREATE VIEW event_pairs AS
SELECT v.id, v.type, v.mode, v.cameo, v.quad, v.goldstein, v.status, v.earliest, v.latest, x.id AS actor,
       x.name AS actor_name, x.country AS actor_country, x.sectors AS actor_sectors, y.id AS recipient,
       y.name AS recipient_name, y.country AS recipient_country, y.sectors AS recipient_sectors,
       a.key AS article, a.outlet, a.published_day,
       coalesce(x.id, '') || '-' || coalesce(y.id, '') AS pair, x.role AS actor_role, x.kind AS actor_kind,
       (SELECT substr(a.text, p.start_offset + 1, p.end_offset - p.start_offset)
        FROM event_participant AS p JOIN article_actor AS o ON o.article = p.article AND o.number = p.actor
        WHERE p.article = e.article AND p.event = e.number AND o.id = x.id
        ORDER BY p.side, p.number LIMIT 1) AS actor_text,
       y.role AS recipient_role, y.kind AS recipient_kind,
       (SELECT substr(a.text, p.start_offset + 1, p.end_offset - p.start_offset)
        FROM event_participant AS p JOIN article_actor AS o ON o.article = p.article AND o.number = p.actor
        WHERE p.article = e.article AND p.event = e.number AND o.id = y.id
        ORDER BY p.side, p.number LIMIT 1) AS recipient_text,
       v.contexts, coalesce(v.earliest, v.latest, v.first_published) AS day, w.name AS place,
       w.kind AS place_kind, w.region AS place_region, w.country AS place_country, w.latitude, w.longitude,
       w.geonames, v.mentions, v.outlets, v.articles,
       EXISTS (SELECT 1 FROM event_member AS m
               JOIN event_mention AS n ON n.article = m.article AND n.number = m.mention
               JOIN sentence AS o ON o.article = n.article AND o.number = n.sentence
               WHERE m.event = v.number AND o.paragraph = 0) AS lead, -- in the first paragraph of a report
       v.confidence, a.published, a.title, a.url, a.source, a.language,
       (SELECT group_concat(n.name, '; ') FROM (SELECT DISTINCT o.name FROM article_actor AS o
        WHERE o.article = e.article AND o.kind = 'person' ORDER BY o.name) AS n) AS people,
       (SELECT group_concat(n.name, '; ') FROM (SELECT DISTINCT o.name FROM article_actor AS o
        WHERE o.article = e.article AND o.kind = 'organization' ORDER BY o.name) AS n) AS organizations,
       (SELECT group_concat(n.name, '; ') FROM (SELECT DISTINCT o.name FROM place_mention AS m
        JOIN place AS o ON o.id = m.place WHERE m.article = e.article ORDER BY o.name) AS n) AS locations,
       substr(a.text, s.start_offset + 1, s.end_offset - s.start_offset) AS text,
       x.number AS actor_number, (y.side = 'recipient') * 1000 - y.number AS recipient_order
FROM event AS v JOIN article AS a ON a.number = v.first_article
JOIN event_mention AS e ON e.article = v.first_article AND e.number = v.first_mention
JOIN sentence AS s ON s.article = e.article AND s.number = e.sentence
LEFT JOIN place AS w ON w.id = v.place
LEFT JOIN event_actor AS x ON x.event = v.number AND x.side = 'actor'
LEFT JOIN event_actor AS y ON y.event = v.number AND y.id <> coalesce(x.id, '')
    AND (y.side = 'recipient'
         OR (x.id NOTNULL
             AND EXISTS (SELECT 1 FROM mutual_codes AS m WHERE m.type = v.type AND v.cameo LIKE m.cameo || '%')
             AND (NOT EXISTS (SELECT 1 FROM event_actor AS r WHERE r.event = v.number AND r.side = 'recipient')
                  OR EXISTS (SELECT 1 FROM event_actor AS r
                             JOIN event_actor AS t ON t.event = r.event AND t.id = r.id AND t.side = 'actor'
                             WHERE r.event = v.number AND r.side = 'recipient'))
             AND NOT EXISTS (SELECT 1 FROM event_actor AS r
                             WHERE r.event = v.number AND r.side = 'recipient' AND r.id = y.id)));

-- The reports of each pair, and where they name the two; NULL: this report does not.
CREATE VIEW event_pair_mentions AS
SELECT r.id, r.pair, r.status, r.published AS first_published, b.key AS article, n.sentence, b.outlet, b.url,
       b.source, b.published, b.published_day,
       (SELECT p.start_offset FROM event_participant AS p
        JOIN article_actor AS o ON o.article = p.article AND o.number = p.actor
        WHERE p.article = n.article AND p.event = n.number AND o.id = r.actor
        ORDER BY p.side, p.number LIMIT 1) AS actor_start,
       (SELECT p.start_offset FROM event_participant AS p
        JOIN article_actor AS o ON o.article = p.article AND o.number = p.actor
        WHERE p.article = n.article AND p.event = n.number AND o.id = r.recipient
        ORDER BY p.side, p.number LIMIT 1) AS recipient_start,
       n.start_offset, CAST(round(n.confidence * 100) AS INTEGER) AS percent, length(b.text) AS characters,
       r.actor_number, r.recipient_order, n.number
FROM event_pairs AS r JOIN event AS v ON v.id = r.id
JOIN event_member AS k ON k.event = v.number
JOIN event_mention AS n ON n.article = k.article AND n.number = k.mention
JOIN article AS b ON b.number = n.article;

-- One row a report of an event, with its counts: deaths and injured are those of whom data/en/quantity says so.
CREATE VIEW event_reports AS
SELECT m.*, a.source, a.language,
       (SELECT min(o.low) FROM event_count AS c
        JOIN quantity AS o ON o.article = c.article AND o.number = c.quantity
        WHERE c.article = k.article AND c.event = k.mention AND o.counted LIKE '%killed') AS deaths_low,
       (SELECT max(o.high) FROM event_count AS c
        JOIN quantity AS o ON o.article = c.article AND o.number = c.quantity
        WHERE c.article = k.article AND c.event = k.mention AND o.counted LIKE '%killed') AS deaths_high,
       (SELECT min(o.low) FROM event_count AS c
        JOIN quantity AS o ON o.article = c.article AND o.number = c.quantity
        WHERE c.article = k.article AND c.event = k.mention AND o.counted LIKE '%injured') AS injured_low,
       (SELECT max(o.high) FROM event_count AS c
        JOIN quantity AS o ON o.article = c.article AND o.number = c.quantity
        WHERE c.article = k.article AND c.event = k.mention AND o.counted LIKE '%injured') AS injured_high,
       (SELECT group_concat(n.text, '; ')
        FROM (SELECT substr(a.text, o.start_offset + 1, o.end_offset - o.start_offset)
                     || coalesce(' (' || o.counted || ')', '') AS text
              FROM event_count AS c JOIN quantity AS o ON o.article = c.article AND o.number = c.quantity
              WHERE c.article = k.article AND c.event = k.mention ORDER BY o.number) AS n) AS counts,
       k.event AS event_number, o.start_offset AS sentence_start,
       -- where its words stand: e the event's, a and r those of actors and recipients, c of counts, in code points
       (SELECT group_concat(n.part, ' ') FROM (
            SELECT CASE p.side WHEN 'actor' THEN 'a' ELSE 'r' END || p.start_offset || '-' || p.end_offset AS part
            FROM event_participant AS p WHERE p.article = k.article AND p.event = k.mention
            UNION SELECT 'c' || q.start_offset || '-' || q.end_offset
            FROM event_count AS c JOIN quantity AS q ON q.article = c.article AND q.number = c.quantity
            WHERE c.article = k.article AND c.event = k.mention
            UNION SELECT 'e' || m.start_offset || '-' || m.end_offset
            ORDER BY part) AS n) AS evidence
FROM event_member AS k JOIN article AS a ON a.number = k.article
JOIN mentions AS m ON m.article = a.key AND m.number = k.mention
JOIN sentence AS o ON o.article = k.article AND o.number = m.sentence;

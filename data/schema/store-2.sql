-- store-2.sql - takes a store of version 1 to version 2: who, when, where and how many. docs/store.md is the manual.
--
-- Conventions as in store-1.sql. "number" within an article counts from 0 and means nothing outside it; actors
-- and places are known by id, 16 hexadecimal digits, which is the same in every article and every store.

-- Which layers of meaning were read: 'grammar,actors,times,places,quantities'. NULL: none, because the article is
-- in a language without models, or was read by an annals that had none.
ALTER TABLE article ADD COLUMN layers TEXT;

-- Who an article names: one row per actor and article, with what is known of him on the article's date.
CREATE TABLE article_actor (
    article INTEGER NOT NULL REFERENCES article (number),
    number  INTEGER NOT NULL, -- 0-based within the article
    id      TEXT NOT NULL,    -- the actor's, in every article
    name    TEXT NOT NULL,    -- canonical name, or the fullest in the article
    kind    TEXT NOT NULL,    -- person, organization, country, group
    country TEXT,             -- ISO 3166-1 alpha-3, or IGO, NGO
    sectors TEXT,             -- PLOVER codes, comma-separated, the main one first: 'GOV,MIL'
    role    TEXT,             -- 'foreign minister'
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE INDEX article_actor_by_id ON article_actor (id, article);
CREATE INDEX article_actor_by_country ON article_actor (country, article);

-- Where an article names him.
CREATE TABLE actor_mention (
    article      INTEGER NOT NULL REFERENCES article (number),
    number       INTEGER NOT NULL, -- 0-based within the article
    actor        INTEGER NOT NULL, -- article_actor.number
    sentence     INTEGER NOT NULL, -- sentence.number
    start_offset INTEGER NOT NULL,
    end_offset   INTEGER NOT NULL,
    form         TEXT NOT NULL,    -- name, nominal, pronoun
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- Times as the text gives them and as days, both inclusive.
CREATE TABLE time_expression (
    article      INTEGER NOT NULL REFERENCES article (number),
    number       INTEGER NOT NULL, -- 0-based within the article
    sentence     INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset   INTEGER NOT NULL,
    type         TEXT NOT NULL,    -- DATE, TIME, DURATION, SET
    value        TEXT,             -- TIMEX3: '2016-11-24', 'P3D', 'XXXX-WXX-5'
    earliest     TEXT,             -- ISO day, NULL when the text does not prove it
    latest       TEXT,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- Places: one row per place of any article.
CREATE TABLE place (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    country   TEXT,    -- ISO 3166-1 alpha-3
    latitude  REAL,    -- degrees north, NULL when unknown
    longitude REAL,    -- degrees east
    geonames  INTEGER  -- GeoNames' number
) WITHOUT ROWID;

CREATE TABLE place_mention (
    article      INTEGER NOT NULL REFERENCES article (number),
    number       INTEGER NOT NULL, -- 0-based within the article
    place        TEXT NOT NULL REFERENCES place (id),
    sentence     INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset   INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE INDEX place_mention_by_place ON place_mention (place, article);

-- Numbers with what they count; a NULL bound is open: 'at least 80' is 80, NULL.
CREATE TABLE quantity (
    article      INTEGER NOT NULL REFERENCES article (number),
    number       INTEGER NOT NULL, -- 0-based within the article
    sentence     INTEGER NOT NULL,
    start_offset INTEGER NOT NULL,
    end_offset   INTEGER NOT NULL,
    low          REAL,
    high         REAL,
    unit         TEXT,
    counted      TEXT,             -- 'soldiers killed'
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- Event mentions: one report of one event, by the frame that coded it.
CREATE TABLE event_mention (
    article       INTEGER NOT NULL REFERENCES article (number),
    number        INTEGER NOT NULL, -- 0-based within the article
    sentence      INTEGER NOT NULL, -- sentence.number
    start_offset  INTEGER NOT NULL, -- of the words that carry it
    end_offset    INTEGER NOT NULL,
    type          TEXT NOT NULL,    -- PLOVER's: 'CONSULT'
    mode          TEXT,
    contexts      TEXT,             -- comma-separated
    cameo         TEXT,             -- 3 or 4 digits
    quad          INTEGER,          -- 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict
    goldstein     REAL,             -- -10 to 10
    status        TEXT NOT NULL,    -- happened, ongoing, planned, hypothetical, denied, historical
    attributed_to INTEGER,          -- article_actor.number of who says so
    earliest      TEXT,             -- ISO day, NULL when the text does not say
    latest        TEXT,
    when_basis    TEXT,             -- text: beside the event; sentence: elsewhere in its sentence
    place         TEXT REFERENCES place (id),
    confidence    REAL,             -- 0 to 1, rough
    rule          TEXT NOT NULL,    -- 'data/en/events/frames-force.txt:12'
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE INDEX event_mention_by_type ON event_mention (type, article);

-- Who takes part: side is 'actor' or 'recipient'.
CREATE TABLE event_participant (
    article      INTEGER NOT NULL,
    event        INTEGER NOT NULL, -- event_mention.number
    side         TEXT NOT NULL,
    number       INTEGER NOT NULL, -- 0-based within the side
    actor        INTEGER NOT NULL, -- article_actor.number
    start_offset INTEGER NOT NULL,
    end_offset   INTEGER NOT NULL,
    PRIMARY KEY (article, event, side, number)
) WITHOUT ROWID;

-- Its counts.
CREATE TABLE event_count (
    article  INTEGER NOT NULL,
    event    INTEGER NOT NULL,
    quantity INTEGER NOT NULL, -- quantity.number
    PRIMARY KEY (article, event, quantity)
) WITHOUT ROWID;

DROP VIEW articles;
CREATE VIEW articles AS
SELECT key, id, outlet, published, published_day, published_precision, published_basis, not_before,
       title, byline, url, language, words, sentences, source, source_line, sha256, encoding,
       encoding_basis, flags, text, layers
FROM article;

-- Actors over all articles: one row each, with the name that most articles give.
CREATE VIEW actors AS
SELECT x.id AS id,
       (SELECT n.name FROM article_actor AS n WHERE n.id = x.id
        GROUP BY n.name ORDER BY count(*) DESC, n.name LIMIT 1) AS name,
       min(x.kind) AS kind, min(x.country) AS country,
       (SELECT s.sectors FROM article_actor AS s WHERE s.id = x.id
        GROUP BY s.sectors ORDER BY count(*) DESC, s.sectors LIMIT 1) AS sectors,
       count(DISTINCT x.article) AS articles, count(DISTINCT a.outlet) AS outlets,
       min(a.published_day) AS first_day, max(a.published_day) AS last_day
FROM article_actor AS x JOIN article AS a ON a.number = x.article
GROUP BY x.id;

-- Their roles over time: each country, role and sectors that articles give an actor, with the days of these articles.
CREATE VIEW actor_roles AS
SELECT x.id AS actor, x.country, x.role, x.sectors, count(DISTINCT x.article) AS articles,
       min(a.published_day) AS first_day, max(a.published_day) AS last_day
FROM article_actor AS x JOIN article AS a ON a.number = x.article
GROUP BY x.id, x.country, x.role, x.sectors;

-- Every mention of an actor, with its words.
CREATE VIEW actor_mentions AS
SELECT x.id AS actor, x.name, x.kind, x.country, x.sectors, x.role, a.key AS article, m.sentence,
       m.start_offset, m.end_offset, m.form,
       substr(a.text, m.start_offset + 1, m.end_offset - m.start_offset) AS text,
       a.outlet, a.published, a.published_day
FROM actor_mention AS m
JOIN article_actor AS x ON x.article = m.article AND x.number = m.actor
JOIN article AS a ON a.number = m.article;

-- Places over all articles.
CREATE VIEW places AS
SELECT p.id, p.name, p.country, p.latitude, p.longitude, p.geonames,
       count(DISTINCT m.article) AS articles, count(*) AS mentions,
       min(a.published_day) AS first_day, max(a.published_day) AS last_day
FROM place AS p JOIN place_mention AS m ON m.place = p.id JOIN article AS a ON a.number = m.article
GROUP BY p.id;

CREATE VIEW place_mentions AS
SELECT m.place, p.name, p.country, p.latitude, p.longitude, a.key AS article, m.sentence,
       m.start_offset, m.end_offset,
       substr(a.text, m.start_offset + 1, m.end_offset - m.start_offset) AS text,
       a.outlet, a.published, a.published_day
FROM place_mention AS m JOIN place AS p ON p.id = m.place JOIN article AS a ON a.number = m.article;

CREATE VIEW times AS
SELECT a.key AS article, t.sentence, t.start_offset, t.end_offset, t.type, t.value, t.earliest,
       t.latest, substr(a.text, t.start_offset + 1, t.end_offset - t.start_offset) AS text,
       a.outlet, a.published, a.published_day
FROM time_expression AS t JOIN article AS a ON a.number = t.article;

CREATE VIEW quantities AS
SELECT a.key AS article, q.sentence, q.start_offset, q.end_offset, q.low, q.high, q.unit,
       q.counted, substr(a.text, q.start_offset + 1, q.end_offset - q.start_offset) AS text,
       a.outlet, a.published, a.published_day
FROM quantity AS q JOIN article AS a ON a.number = q.article;

-- Every report of an event, with its sentence. Actors and recipients are names, joined by '; '.
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
       a.outlet, a.published, a.published_day, a.title, a.url
FROM event_mention AS e JOIN article AS a ON a.number = e.article
JOIN sentence AS s ON s.article = e.article AND s.number = e.sentence
LEFT JOIN place AS w ON w.id = e.place;

-- Events. Until reports of one event are merged, each mention is an event of its own.
CREATE VIEW events AS
SELECT id, type, mode, contexts, cameo, quad, goldstein, status, actors, actor_countries, recipients,
       recipient_countries, earliest, latest, place, place_country, latitude, longitude,
       attributed_to, 1 AS articles, 1 AS outlets, published_day AS first_published
FROM mentions;

-- Who does what to whom, one row for each pair, for tools that want directed events.
CREATE VIEW event_pairs AS
SELECT a.key || '-' || e.number AS id, e.type, e.mode, e.cameo, e.quad, e.goldstein, e.status,
       e.earliest, e.latest, x.id AS actor, x.name AS actor_name, x.country AS actor_country,
       x.sectors AS actor_sectors, y.id AS recipient, y.name AS recipient_name,
       y.country AS recipient_country, y.sectors AS recipient_sectors, a.key AS article, a.outlet,
       a.published_day
FROM event_mention AS e JOIN article AS a ON a.number = e.article
JOIN event_participant AS p ON p.article = e.article AND p.event = e.number AND p.side = 'actor'
JOIN article_actor AS x ON x.article = p.article AND x.number = p.actor
JOIN event_participant AS q ON q.article = e.article AND q.event = e.number
    AND (q.side = 'recipient' OR (q.number <> p.number AND NOT EXISTS (
        SELECT 1 FROM event_participant AS r
        WHERE r.article = e.article AND r.event = e.number AND r.side = 'recipient')))
JOIN article_actor AS y ON y.article = q.article AND y.number = q.actor;

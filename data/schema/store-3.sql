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
       s.rule, a.outlet, a.published, a.published_day, a.title, a.url
FROM statement AS s JOIN article AS a ON a.number = s.article
LEFT JOIN article_actor AS x ON x.article = s.article AND x.number = s.speaker
LEFT JOIN article_actor AS y ON y.article = s.article AND y.number = s.addressee;


-- ==== copies and stories ====


-- ==== events merged over their mentions, disagreements, decisions of the user ====


-- store-1.sql - the tables of an Annals store, schema version 1. docs/store.md is the manual.
--
-- Run in one transaction on a store of version 0, which has no tables. Later versions are files of their
-- own, store-2.sql and so on, each taking the version before it one step further; a file that was released
-- never changes.
--
-- Conventions. All text is UTF-8 without NUL; what is unknown is NULL, never ''. Offsets count Unicode code
-- points of article.text from 0, end exclusive, so substr(text, start_offset + 1, end_offset - start_offset)
-- is the stretch they name. Columns called "number" are this file's own and mean nothing outside it: cite
-- articles by key or id.

-- What this file is, for programs that cannot read PRAGMA user_version.
CREATE TABLE meta (
    name  TEXT PRIMARY KEY, -- 'format', 'offsets'
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES ('format', 'annals store/1'), ('offsets', 'unicode code points');

-- Who publishes. Every article.outlet is here.
CREATE TABLE outlet (
    name TEXT PRIMARY KEY -- as the page or the input names it
) WITHOUT ROWID;

-- One row per article, in the order in which they were read.
CREATE TABLE article (
    number              INTEGER PRIMARY KEY, -- this file's own
    key                 TEXT NOT NULL UNIQUE, -- 16 hexadecimal digits: hash of origin and content
    id                  TEXT NOT NULL UNIQUE, -- as the input gave it, else the key
    outlet              TEXT REFERENCES outlet (name),
    published           TEXT,    -- ISO 8601, as precise as known: 2016, 2016-12, 2016-12-02, 2016-12-02T13:03+08:00
    published_day       TEXT,    -- first day that published allows: 2016-12 has 2016-12-01. For sorting and filters
    published_precision TEXT,    -- year, month, day, minute
    published_basis     TEXT,    -- given (beside the text), meta (the page's own metadata), dateline, text
    not_before          TEXT,    -- ISO 8601: what the text itself proves when it has no date
    title               TEXT,
    byline              TEXT,
    url                 TEXT,
    language            TEXT,    -- ISO 639-1
    words               INTEGER NOT NULL, -- tokens
    sentences           INTEGER NOT NULL, -- rows in sentence
    source              TEXT NOT NULL,    -- path as given or found, '-' for standard input
    source_line         INTEGER, -- 1-based line of a JSONL source
    sha256              TEXT NOT NULL,    -- 64 hexadecimal digits: SHA-256 of the document's bytes as read
    encoding            TEXT,    -- of those bytes: utf-8, windows-1254, …
    encoding_basis      TEXT,    -- bom, meta, valid, json, guessed
    flags               TEXT,    -- what to know of this reading, comma-separated: 'encoding guessed,date conflict'
    text                TEXT NOT NULL     -- paragraphs parted by one empty line
);
CREATE INDEX article_by_day ON article (published_day, published, outlet, id);
CREATE INDEX article_by_outlet ON article (outlet, published_day, published, id);

-- One row per sentence: a stretch of its article's text.
CREATE TABLE sentence (
    article      INTEGER NOT NULL REFERENCES article (number),
    number       INTEGER NOT NULL, -- 0-based within the article
    paragraph    INTEGER NOT NULL, -- 0-based within the article
    start_offset INTEGER NOT NULL, -- code points of article.text
    end_offset   INTEGER NOT NULL, -- exclusive; after start_offset
    words        INTEGER NOT NULL, -- tokens
    PRIMARY KEY (article, number)
) WITHOUT ROWID;

-- Inputs that could not be read, each once.
CREATE TABLE rejection (
    source      TEXT NOT NULL,    -- path as given or found
    source_line INTEGER NOT NULL, -- 1-based line of a JSONL source, else 0
    reason      TEXT NOT NULL,
    byte_offset INTEGER,          -- where in the source it was seen
    PRIMARY KEY (source, source_line, reason)
) WITHOUT ROWID;

-- Full-text index of article.title and article.text; rowid is article.number. English word stems, accents
-- ignored: a search for cavusoglu finds Çavuşoğlu. Holds no text of its own. Its hash is large enough for a
-- whole batch, so that each batch adds few segments.
CREATE VIRTUAL TABLE article_search USING fts5 (
    title, text,
    content = 'article', content_rowid = 'number',
    tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO article_search (article_search, rank) VALUES ('hashsize', 16777216);

-- The views are what to read. Their columns only ever get more.

-- Articles, without this file's own numbers.
CREATE VIEW articles AS
SELECT key, id, outlet, published, published_day, published_precision, published_basis, not_before,
       title, byline, url, language, words, sentences, source, source_line, sha256, encoding,
       encoding_basis, flags, text
FROM article;

-- Sentences with their words and where they stand.
CREATE VIEW sentences AS
SELECT a.key AS article, -- articles.key
       s.number AS sentence, s.paragraph, s.start_offset, s.end_offset, s.words,
       substr(a.text, s.start_offset + 1, s.end_offset - s.start_offset) AS text,
       a.outlet, a.published, a.title
FROM sentence AS s JOIN article AS a ON a.number = s.article;

-- Outlets with what each gave; the row with a NULL outlet counts the articles that name none.
CREATE VIEW outlets AS
SELECT outlet, count(*) AS articles, sum(sentences) AS sentences, sum(words) AS words,
       min(published_day) AS first_day, max(published_day) AS last_day
FROM article GROUP BY outlet;

-- Inputs that could not be read.
CREATE VIEW rejections AS
SELECT source, nullif(source_line, 0) AS source_line, byte_offset, reason FROM rejection;

-- Full-text search: SELECT * FROM search WHERE query MATCH 'lavrov NEAR cavusoglu' ORDER BY rank. The column
-- query is there to be matched; it holds nothing of use.
CREATE VIEW search AS
SELECT a.key AS article, a.outlet, a.published, a.title,
       snippet(article_search, 1, '[', ']', '…', 16) AS snippet,
       article_search.rank AS rank, -- bm25, best first
       article_search.article_search AS query
FROM article_search JOIN article AS a ON a.number = article_search.rowid;

-- store-3.sql - takes a store of version 2 to version 3: who said what, and the record across outlets. docs/store.md
-- is the manual.
--
-- Conventions as in store-1.sql and store-2.sql.

-- The record is brought up to date once at the end of a run: 'recorded' is the number of the last article that it
-- has taken in.
INSERT INTO meta VALUES ('recorded', '0');


-- ==== statements: who said what ====


-- ==== copies and stories ====


-- ==== events merged over their mentions, disagreements, decisions of the user ====


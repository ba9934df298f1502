-- Two epochs may be open at a time, each with an index, candidates and matches of its own in one of two places: what stood here is in place 0. The epochs this database knows:
-- place = where what belongs to it lies, empty once it is closed; sealed = a value under the epoch's own index key, which tells that key.
CREATE TABLE epoch (
  number INTEGER PRIMARY KEY,
  place INTEGER UNIQUE CHECK (place IN (0, 1)),
  sealed BLOB
);
-- Runs 0 to 15 are those of place 0, runs 16 to 31 those of place 1.
CREATE TABLE index_run_16 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_17 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_18 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_19 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_20 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_21 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_22 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_23 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_24 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_25 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_26 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_27 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_28 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_29 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_30 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
CREATE TABLE index_run_31 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
-- All blocks of all runs.
DROP VIEW index_block;
CREATE VIEW index_block (k, entries, sealed) AS
  SELECT k, entries, sealed FROM index_run_0 UNION ALL
  SELECT k, entries, sealed FROM index_run_1 UNION ALL
  SELECT k, entries, sealed FROM index_run_2 UNION ALL
  SELECT k, entries, sealed FROM index_run_3 UNION ALL
  SELECT k, entries, sealed FROM index_run_4 UNION ALL
  SELECT k, entries, sealed FROM index_run_5 UNION ALL
  SELECT k, entries, sealed FROM index_run_6 UNION ALL
  SELECT k, entries, sealed FROM index_run_7 UNION ALL
  SELECT k, entries, sealed FROM index_run_8 UNION ALL
  SELECT k, entries, sealed FROM index_run_9 UNION ALL
  SELECT k, entries, sealed FROM index_run_10 UNION ALL
  SELECT k, entries, sealed FROM index_run_11 UNION ALL
  SELECT k, entries, sealed FROM index_run_12 UNION ALL
  SELECT k, entries, sealed FROM index_run_13 UNION ALL
  SELECT k, entries, sealed FROM index_run_14 UNION ALL
  SELECT k, entries, sealed FROM index_run_15 UNION ALL
  SELECT k, entries, sealed FROM index_run_16 UNION ALL
  SELECT k, entries, sealed FROM index_run_17 UNION ALL
  SELECT k, entries, sealed FROM index_run_18 UNION ALL
  SELECT k, entries, sealed FROM index_run_19 UNION ALL
  SELECT k, entries, sealed FROM index_run_20 UNION ALL
  SELECT k, entries, sealed FROM index_run_21 UNION ALL
  SELECT k, entries, sealed FROM index_run_22 UNION ALL
  SELECT k, entries, sealed FROM index_run_23 UNION ALL
  SELECT k, entries, sealed FROM index_run_24 UNION ALL
  SELECT k, entries, sealed FROM index_run_25 UNION ALL
  SELECT k, entries, sealed FROM index_run_26 UNION ALL
  SELECT k, entries, sealed FROM index_run_27 UNION ALL
  SELECT k, entries, sealed FROM index_run_28 UNION ALL
  SELECT k, entries, sealed FROM index_run_29 UNION ALL
  SELECT k, entries, sealed FROM index_run_30 UNION ALL
  SELECT k, entries, sealed FROM index_run_31;
ALTER TABLE candidate RENAME TO candidate_0;
CREATE TABLE candidate_1 (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
-- Those of both places.
CREATE VIEW candidate (name, sealed) AS SELECT name, sealed FROM candidate_0 UNION ALL SELECT name, sealed FROM candidate_1;
ALTER TABLE match RENAME TO match_0;
CREATE TABLE match_1 (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
-- Those of both places.
CREATE VIEW match (name, sealed) AS SELECT name, sealed FROM match_0 UNION ALL SELECT name, sealed FROM match_1;
-- The parameter file that the matches of each place were decided by.
ALTER TABLE decision RENAME TO decision_of_all;
CREATE TABLE decision (
  place INTEGER PRIMARY KEY,
  parameters TEXT NOT NULL
);
INSERT INTO decision (place, parameters) SELECT 0, parameters FROM decision_of_all;
DROP TABLE decision_of_all;

-- The index in runs: each set of changes adds one, written once in the order of its labels, so that what is known is neither read nor moved when more comes. A run only
-- loses entries. Sixteen places for runs; what stood in one table before is the first run. All entries: the view index_entry.
ALTER TABLE index_entry RENAME TO index_run_0;
CREATE TABLE index_run_1 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_2 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_3 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_4 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_5 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_6 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_7 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_8 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_9 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_10 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_11 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_12 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_13 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_14 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE index_run_15 (k INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE VIEW index_entry (k, sealed) AS
  SELECT k, sealed FROM index_run_0 UNION ALL
  SELECT k, sealed FROM index_run_1 UNION ALL
  SELECT k, sealed FROM index_run_2 UNION ALL
  SELECT k, sealed FROM index_run_3 UNION ALL
  SELECT k, sealed FROM index_run_4 UNION ALL
  SELECT k, sealed FROM index_run_5 UNION ALL
  SELECT k, sealed FROM index_run_6 UNION ALL
  SELECT k, sealed FROM index_run_7 UNION ALL
  SELECT k, sealed FROM index_run_8 UNION ALL
  SELECT k, sealed FROM index_run_9 UNION ALL
  SELECT k, sealed FROM index_run_10 UNION ALL
  SELECT k, sealed FROM index_run_11 UNION ALL
  SELECT k, sealed FROM index_run_12 UNION ALL
  SELECT k, sealed FROM index_run_13 UNION ALL
  SELECT k, sealed FROM index_run_14 UNION ALL
  SELECT k, sealed FROM index_run_15;
-- The runs: their places, a random name for each, how many entries each had when it was written.
CREATE TABLE index_run (
  run INTEGER PRIMARY KEY,
  id INTEGER NOT NULL,
  entries INTEGER NOT NULL
);
-- Which labels a run may have: a Bloom filter, sealed in pieces. A run without one is read through when it is first asked.
CREATE TABLE index_filter (
  run INTEGER NOT NULL REFERENCES index_run (run) ON DELETE CASCADE,
  piece INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (run, piece)
);
INSERT INTO index_run (run, id, entries) SELECT 0, 0, count(*) FROM index_run_0 HAVING count(*) > 0;

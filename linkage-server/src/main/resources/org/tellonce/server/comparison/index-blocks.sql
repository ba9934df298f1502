-- The runs in blocks: a row of a run's table holds neighbouring entries, about a page of them, instead of one. k = the label of the last (or of one that stood behind it and
-- is gone), sealed = for each entry its label (8 bytes), how long it is (2), the sealed entry. Entries that stood alone are put together, thirty a block.
DROP VIEW index_entry;
ALTER TABLE index_run_0 RENAME TO unblocked;
CREATE TABLE index_run_0 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_0 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_1 RENAME TO unblocked;
CREATE TABLE index_run_1 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_1 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_2 RENAME TO unblocked;
CREATE TABLE index_run_2 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_2 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_3 RENAME TO unblocked;
CREATE TABLE index_run_3 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_3 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_4 RENAME TO unblocked;
CREATE TABLE index_run_4 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_4 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_5 RENAME TO unblocked;
CREATE TABLE index_run_5 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_5 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_6 RENAME TO unblocked;
CREATE TABLE index_run_6 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_6 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_7 RENAME TO unblocked;
CREATE TABLE index_run_7 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_7 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_8 RENAME TO unblocked;
CREATE TABLE index_run_8 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_8 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_9 RENAME TO unblocked;
CREATE TABLE index_run_9 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_9 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_10 RENAME TO unblocked;
CREATE TABLE index_run_10 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_10 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_11 RENAME TO unblocked;
CREATE TABLE index_run_11 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_11 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_12 RENAME TO unblocked;
CREATE TABLE index_run_12 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_12 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_13 RENAME TO unblocked;
CREATE TABLE index_run_13 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_13 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_14 RENAME TO unblocked;
CREATE TABLE index_run_14 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_14 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
ALTER TABLE index_run_15 RENAME TO unblocked;
CREATE TABLE index_run_15 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
INSERT INTO index_run_15 (k, entries, sealed)
  SELECT max(k), count(*), unhex(group_concat(printf('%016X%04X', k, length(sealed)) || hex(sealed), '' ORDER BY k))
  FROM (SELECT k, sealed, (row_number() OVER (ORDER BY k) - 1) / 30 AS block FROM unblocked) GROUP BY block ORDER BY block;
DROP TABLE unblocked;
-- All blocks of all runs.
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
  SELECT k, entries, sealed FROM index_run_15;

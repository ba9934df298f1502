-- The runs in blocks: a row of a run's table holds neighbouring entries, about a page of them, instead of one. k = the label of the last (or of one that stood behind it and
-- is gone), sealed = for each entry its label (8 bytes), how long it is (2), the sealed entry. What stood in the runs is not taken over: it is of a form that no program with
-- this table can read (encoding-form.sql), and agencies send it again.
DROP VIEW index_entry;
DELETE FROM index_filter;
DELETE FROM index_run;
DROP TABLE index_run_0;
CREATE TABLE index_run_0 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_1;
CREATE TABLE index_run_1 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_2;
CREATE TABLE index_run_2 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_3;
CREATE TABLE index_run_3 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_4;
CREATE TABLE index_run_4 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_5;
CREATE TABLE index_run_5 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_6;
CREATE TABLE index_run_6 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_7;
CREATE TABLE index_run_7 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_8;
CREATE TABLE index_run_8 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_9;
CREATE TABLE index_run_9 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_10;
CREATE TABLE index_run_10 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_11;
CREATE TABLE index_run_11 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_12;
CREATE TABLE index_run_12 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_13;
CREATE TABLE index_run_13 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_14;
CREATE TABLE index_run_14 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
DROP TABLE index_run_15;
CREATE TABLE index_run_15 (k INTEGER PRIMARY KEY, entries INTEGER NOT NULL, sealed BLOB NOT NULL);
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

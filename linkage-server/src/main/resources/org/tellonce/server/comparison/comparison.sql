-- The encrypted multimap: k = the first 8 bytes of a label, sealed = mark, nonce, AES-256-GCM of one row. In the order of k, which is random-looking.
CREATE TABLE index_entry (
  k INTEGER PRIMARY KEY,
  sealed BLOB NOT NULL
);
-- One row for each record that shares a tag with another: name = keyed name of the record, sealed = its candidates with their agreement vectors.
CREATE TABLE candidate (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
-- One row for each record with a match: name = keyed name of the record, sealed = its matches with their grades.
CREATE TABLE match (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
-- The parameter file that the matches were decided by: one row at most.
CREATE TABLE decision (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  parameters TEXT NOT NULL
);

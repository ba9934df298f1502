-- What tells whether an index key is that of this database: one row, sealed when it was made.
CREATE TABLE key_check (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  sealed BLOB NOT NULL
);

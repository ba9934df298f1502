-- The records in the order of their coming, so that what a night adds is written to pages of its own; which record is where tells a small index by token.
-- state = a keyed value for live, another for retired: whether a record is live can be told from the index alone, and only with the index key. Empty in records from before.
ALTER TABLE record RENAME TO unnumbered;
CREATE TABLE record (
  number INTEGER PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agency (number),
  token BLOB NOT NULL,
  state BLOB,
  last_month TEXT,
  expires_on TEXT,
  pointer BLOB NOT NULL,
  index_keys BLOB NOT NULL
);
INSERT INTO record (agency, token, last_month, expires_on, pointer, index_keys)
  SELECT agency, token, last_month, expires_on, pointer, index_keys FROM unnumbered ORDER BY agency, token;
DROP TABLE unnumbered;
CREATE INDEX record_token ON record (agency, token, state);
CREATE INDEX record_expires_on ON record (expires_on) WHERE expires_on IS NOT NULL;

-- One row for each agency that ever committed: whether it must resync, and the day of its last commit.
CREATE TABLE feed (
  agency INTEGER PRIMARY KEY REFERENCES agency (number),
  sealed BLOB NOT NULL
);
-- Of each agency at most one that is being staged and the last one committed; id = the digest of its manifest, sealed = manifest, day and receipt.
CREATE TABLE submission (
  id BLOB NOT NULL PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agency (number),
  sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE submission_part (
  submission BLOB NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (submission, number)
);
-- The records: the month of the newest screening, and the month in which the first of them is over; both empty without screenings.
CREATE TABLE record (
  agency INTEGER NOT NULL REFERENCES agency (number),
  token BLOB NOT NULL,
  last_month TEXT,
  expires_on TEXT,
  pointer BLOB NOT NULL,
  index_keys BLOB NOT NULL,
  PRIMARY KEY (agency, token)
) WITHOUT ROWID;
CREATE INDEX record_expires_on ON record (expires_on) WHERE expires_on IS NOT NULL;
-- What was withdrawn: name = keyed name of agency and token, sealed = both.
CREATE TABLE tombstone (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;

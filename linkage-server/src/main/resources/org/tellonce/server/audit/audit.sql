-- The log: a row for each leaf, numbered from 0 without gaps.
CREATE TABLE log_leaf (
  number INTEGER PRIMARY KEY,
  leaf BLOB NOT NULL
);
-- What the leaves stand for, until it is destroyed: reader = the agency that may read it, 0 for every agency, none for officers; sealed = salt and event.
CREATE TABLE log_payload (
  number INTEGER PRIMARY KEY REFERENCES log_leaf (number),
  reader INTEGER,
  sealed BLOB NOT NULL
);
CREATE INDEX log_payload_reader ON log_payload (reader, number);
-- Which events tell of a record: name = keyed name of the record.
CREATE TABLE log_name (
  name BLOB NOT NULL,
  number INTEGER NOT NULL REFERENCES log_leaf (number),
  PRIMARY KEY (name, number)
) WITHOUT ROWID;
-- What has its event already: rules by number, cards by agency, certificates by digest.
CREATE TABLE log_known (
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  PRIMARY KEY (kind, name)
) WITHOUT ROWID;
-- The tiles of the tree as of the newest checkpoint.
CREATE TABLE log_tile (
  level INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hashes BLOB NOT NULL,
  PRIMARY KEY (level, position)
) WITHOUT ROWID;
-- Every checkpoint: note = the signed note of the log's own key.
CREATE TABLE log_checkpoint (
  size INTEGER PRIMARY KEY,
  made_at INTEGER NOT NULL,
  note TEXT NOT NULL
);
CREATE TABLE log_cosignature (
  size INTEGER NOT NULL REFERENCES log_checkpoint (size),
  agency INTEGER NOT NULL REFERENCES agency (number),
  name TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (size, agency)
) WITHOUT ROWID;

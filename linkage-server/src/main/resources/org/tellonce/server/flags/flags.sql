-- The feed: for each record that ever had a flag its last change. name = keyed name of agency and token, sealed = token, set or not, day.
CREATE TABLE flag_change (
  agency INTEGER NOT NULL REFERENCES agency (number),
  seq INTEGER NOT NULL,
  name BLOB NOT NULL UNIQUE,
  sealed BLOB NOT NULL,
  PRIMARY KEY (agency, seq)
) WITHOUT ROWID;
-- The accounting of openings: asked and shown = keyed names of the two records (shown is chance if nothing was), sealed = who, when, why, what.
CREATE TABLE opening (
  id BLOB NOT NULL PRIMARY KEY,
  asked BLOB NOT NULL,
  shown BLOB NOT NULL,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX opening_asked ON opening (asked);
CREATE INDEX opening_shown ON opening (shown);

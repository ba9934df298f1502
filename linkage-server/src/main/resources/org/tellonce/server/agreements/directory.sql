-- Who of each agency may ask: number = of the directory, sealed = its digest.
CREATE TABLE directory (
  agency INTEGER PRIMARY KEY REFERENCES agency (number),
  number INTEGER NOT NULL,
  sealed BLOB NOT NULL
);
-- Its users: name = keyed name of agency and pseudonym, sealed = role and dates.
CREATE TABLE directory_user (
  name BLOB NOT NULL PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agency (number),
  sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX directory_user_agency ON directory_user (agency);
-- Users that are locked until a directory clears them, also while no directory names them: name as above, sealed = the day.
CREATE TABLE user_lock (
  name BLOB NOT NULL PRIMARY KEY,
  agency INTEGER NOT NULL REFERENCES agency (number),
  sealed BLOB NOT NULL
) WITHOUT ROWID;

-- What was answered to openings and look-ups, until the accounting period is over: name = keyed name of the answer's id, day = on which, asked and shown = keyed
-- names of the two records (shown is chance if nothing was), told = whether its notice was made, sealed = the records, and who may be told.
CREATE TABLE answer (
  name BLOB NOT NULL PRIMARY KEY,
  day TEXT NOT NULL,
  asked BLOB NOT NULL,
  shown BLOB NOT NULL,
  told INTEGER NOT NULL,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX answer_asked ON answer (asked);
CREATE INDEX answer_shown ON answer (shown);
CREATE INDEX answer_told ON answer (told, day);
CREATE INDEX answer_day ON answer (day);
-- What agencies did with answers: name = keyed name of the answer's id, sealed = the disposition.
CREATE TABLE disposition (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
-- Look-ups of the last seven days: asked = keyed name of the token asked with, asker = keyed name of agency and user,
-- sealed = when, and their rows.
CREATE TABLE lookup (
  name BLOB NOT NULL PRIMARY KEY,
  asked BLOB NOT NULL,
  asker BLOB NOT NULL,
  day TEXT NOT NULL,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX lookup_asked ON lookup (asked);
CREATE INDEX lookup_asker ON lookup (asker, day);
CREATE INDEX lookup_day ON lookup (day);
-- How often an agency and a user have asked today: name = keyed name of either, sealed = day and count.
CREATE TABLE ask_count (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
-- Shields: name = keyed name of the record, sealed = until when it is lifted.
CREATE TABLE shield (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
-- What agencies are told by themselves: seq = its place in the agency's notices, name = keyed name of what it says, so that nothing is told twice, sealed = the
-- notice.
CREATE TABLE notice (
  agency INTEGER NOT NULL REFERENCES agency (number),
  seq INTEGER NOT NULL,
  name BLOB NOT NULL UNIQUE,
  sealed BLOB NOT NULL,
  PRIMARY KEY (agency, seq)
) WITHOUT ROWID;

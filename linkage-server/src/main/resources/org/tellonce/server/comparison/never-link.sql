-- Pairs that somebody who knows both records has said are two people. Each record has one sealed list of the others, under the index key that outlives epochs.
CREATE TABLE never_link (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;

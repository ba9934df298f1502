-- Records of which too many of one agency look alike, under the index key that outlives epochs: sealed = the record, and by place whether it waits or was confirmed.
CREATE TABLE alike (
  name BLOB NOT NULL PRIMARY KEY,
  sealed BLOB NOT NULL
) WITHOUT ROWID;
-- So that what is held already is looked at once, too.
DELETE FROM decision;

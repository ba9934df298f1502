-- A record stands here once, whatever epochs it was sent in; what it is in each of them stands beside it: state_0, state_1 = a keyed value for live, another for retired, empty
-- if it was not sent in the epoch of that place; record_rows_0, record_rows_1 = tags and digest of its rows in that epoch, sealed under the epoch's key.
CREATE TABLE record_rows_0 (
  number INTEGER PRIMARY KEY REFERENCES record (number) ON DELETE CASCADE,
  sealed BLOB NOT NULL
);
CREATE TABLE record_rows_1 (
  number INTEGER PRIMARY KEY REFERENCES record (number) ON DELETE CASCADE,
  sealed BLOB NOT NULL
);
INSERT INTO record_rows_0 (number, sealed) SELECT number, index_keys FROM record ORDER BY number;
ALTER TABLE record DROP COLUMN index_keys;
DROP INDEX record_token;
ALTER TABLE record RENAME COLUMN state TO state_0;
ALTER TABLE record ADD COLUMN state_1 BLOB;
CREATE INDEX record_token ON record (agency, token, state_0, state_1);
-- The feeds, one for each agency and epoch. The table feed holds those from before; the first start moves them.
CREATE TABLE epoch_feed (
  agency INTEGER NOT NULL REFERENCES agency (number),
  epoch INTEGER NOT NULL REFERENCES epoch (number),
  sealed BLOB NOT NULL,
  PRIMARY KEY (agency, epoch)
) WITHOUT ROWID;

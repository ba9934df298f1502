-- How many records came new from each agency on each of the last days on which it submitted: sealed = the count, whether they wait, and which they are.
CREATE TABLE new_rows (
  agency INTEGER NOT NULL REFERENCES agency (number),
  day TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (agency, day)
) WITHOUT ROWID;

-- What custodians signed that the log refers to, in the order in which it came: kind = restart or transcript, digest = that in its event, json = it with its signatures.
CREATE TABLE log_document (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  digest TEXT NOT NULL,
  json TEXT NOT NULL,
  UNIQUE (kind, digest)
);

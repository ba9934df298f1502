-- The coordinator's queue. name = keyed name of a pair, sealed = its records, first half of its codes, why it is here, when it came, how it was closed.
CREATE TABLE queue_item (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  name BLOB NOT NULL UNIQUE,
  sealed BLOB NOT NULL
);

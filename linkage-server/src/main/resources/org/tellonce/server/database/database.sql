-- The agencies that ever sent something, by the number that rows name them by.
CREATE TABLE agency (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
);

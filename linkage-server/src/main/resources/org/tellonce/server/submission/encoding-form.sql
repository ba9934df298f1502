-- In which form rows and agreement vectors are stored: one row, written when the server first starts on the database. None in databases from before.
CREATE TABLE encoding_form (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  form INTEGER NOT NULL
);

-- Up to which epoch an agency can have linkage secrets: the newest that rules named while it might submit. A secret is wrapped before its epoch opens.
CREATE TABLE secret_holder (
  agency INTEGER PRIMARY KEY REFERENCES agency (number),
  epoch INTEGER NOT NULL
);

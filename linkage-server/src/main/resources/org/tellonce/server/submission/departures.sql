-- Agencies that rules named once and name no more: since when. Each knows the linkage secrets that were open then, so another epoch is demanded.
CREATE TABLE departure (
  agency INTEGER PRIMARY KEY REFERENCES agency (number),
  day TEXT NOT NULL
);

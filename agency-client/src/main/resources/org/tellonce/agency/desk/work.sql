-- Answers to write about. No name and no local id.
CREATE TABLE work_item (
  id TEXT PRIMARY KEY,
  answer TEXT NOT NULL,
  case_number TEXT NOT NULL,
  user TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  due TEXT NOT NULL,
  done_on TEXT
) STRICT;

CREATE INDEX work_item_open ON work_item (due) WHERE done_on IS NULL;

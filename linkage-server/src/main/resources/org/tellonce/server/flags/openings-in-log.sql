-- The accounting of openings is the log's: an event for each.
DROP TABLE opening;

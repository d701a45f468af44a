-- An analyst's decisions hang on record ids, not on units: no re-run removes them.
CREATE TABLE judgement (
  id TEXT PRIMARY KEY,
  record TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body))
) STRICT;
CREATE INDEX judgement_by_record ON judgement (record);

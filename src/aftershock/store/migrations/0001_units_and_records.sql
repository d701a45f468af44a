-- A unit is a piece of work of one step: its records and refusals appear and vanish with it, in one transaction.
CREATE TABLE unit (
  step TEXT NOT NULL,
  scope TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (step, scope)
) STRICT;

CREATE TABLE record (
  step TEXT NOT NULL,
  scope TEXT NOT NULL,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  PRIMARY KEY (step, scope, kind, position),
  FOREIGN KEY (step, scope) REFERENCES unit (step, scope) ON DELETE CASCADE
) STRICT;
CREATE INDEX record_by_kind ON record (kind, id);

CREATE TABLE refusal (
  step TEXT NOT NULL,
  scope TEXT NOT NULL,
  position INTEGER NOT NULL,
  refused_step TEXT NOT NULL,
  place TEXT NOT NULL,
  reason TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (step, scope, position),
  FOREIGN KEY (step, scope) REFERENCES unit (step, scope) ON DELETE CASCADE
) STRICT;

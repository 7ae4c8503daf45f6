-- Who read what, signed in, was given a right: the entries of the instance's audit log as rows that can be
-- asked about, and the reasons that were given for reading a case. The log itself lies in the tables of the
-- logs, under no program ('').

CREATE TABLE audit_entry (
  leaf_index BIGINT NOT NULL,
  event_id BYTEA NOT NULL,
  recorded_at BIGINT NOT NULL,
  act TEXT NOT NULL,
  actor TEXT NOT NULL,
  object TEXT NOT NULL,
  program_id TEXT,
  case_id BYTEA,
  sealed_details BYTEA,
  PRIMARY KEY (leaf_index, event_id)
);
CREATE INDEX audit_entry_program ON audit_entry (program_id, leaf_index);
CREATE INDEX audit_entry_case ON audit_entry (program_id, case_id);
CREATE INDEX audit_entry_time ON audit_entry (recorded_at);

CREATE TABLE access_reason (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  user_id BYTEA NOT NULL,
  reason TEXT NOT NULL,
  good_until BIGINT NOT NULL,
  PRIMARY KEY (program_id, case_id, user_id)
);
CREATE INDEX access_reason_end ON access_reason (good_until);

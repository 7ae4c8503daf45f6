-- The first schema. Written once for both engines: TEXT, BIGINT and BYTEA only; dialect.rs turns it
-- into SQLite's STRICT tables. One definition per statement; each ends with a semicolon at a line's end.
-- Ids are the sixteen bytes of a UUIDv7 (half the size of their text in every index); programs are named
-- by their short text, because a person reading the tables starts there. Times are whole seconds since
-- 1970-01-01T00:00Z. Yes and no are 1 and 0. `program_id` leads every key, so tables shard by program.

CREATE TABLE program (
  program_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  policy_version BYTEA NOT NULL,
  log_origin TEXT NOT NULL,
  log_epoch BIGINT NOT NULL,
  PRIMARY KEY (program_id)
);

CREATE TABLE policy_version (
  program_id TEXT NOT NULL,
  version BYTEA NOT NULL,
  source TEXT NOT NULL,
  in_force_from BIGINT NOT NULL,
  PRIMARY KEY (program_id, version)
);
CREATE INDEX policy_version_history ON policy_version (program_id, in_force_from);

CREATE TABLE report (
  program_id TEXT NOT NULL,
  report_id BYTEA NOT NULL,
  case_id BYTEA NOT NULL,
  received_at BIGINT NOT NULL,
  policy_version BYTEA NOT NULL,
  channel TEXT NOT NULL,
  sealed_body BYTEA,
  PRIMARY KEY (program_id, report_id)
);
CREATE INDEX report_of_case ON report (program_id, case_id, received_at);

CREATE TABLE case_file (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  handle TEXT NOT NULL,
  opened_at BIGINT NOT NULL,
  policy_version BYTEA NOT NULL,
  last_seq BIGINT NOT NULL,
  last_recorded BIGINT NOT NULL,
  rm TEXT NOT NULL,
  em TEXT NOT NULL,
  vfd TEXT NOT NULL,
  pxa TEXT NOT NULL,
  waiting TEXT,
  headline TEXT NOT NULL,
  close_class TEXT,
  next_due_at BIGINT NOT NULL,
  next_due_promise TEXT,
  next_due_to TEXT,
  assignee BYTEA,
  replay BIGINT NOT NULL,
  sealed_state BYTEA,
  PRIMARY KEY (program_id, case_id)
);
CREATE UNIQUE INDEX case_file_handle ON case_file (program_id, handle);
CREATE INDEX case_file_open ON case_file (program_id, next_due_at, case_id) WHERE close_class IS NULL;
CREATE INDEX case_file_closed ON case_file (program_id, last_recorded, case_id) WHERE close_class IS NOT NULL;

CREATE TABLE event (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  seq BIGINT NOT NULL,
  event_id BYTEA NOT NULL,
  kind TEXT NOT NULL,
  happened_at BIGINT NOT NULL,
  learned_at BIGINT NOT NULL,
  recorded_at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  visibility TEXT NOT NULL,
  sealed_body BYTEA,
  leaf_index BIGINT NOT NULL,
  PRIMARY KEY (program_id, case_id, seq)
);
CREATE UNIQUE INDEX event_id ON event (program_id, event_id);
CREATE UNIQUE INDEX event_leaf ON event (program_id, leaf_index);

CREATE TABLE deadline (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  promise_id TEXT NOT NULL,
  occurrence BIGINT NOT NULL,
  act TEXT NOT NULL,
  owed_to TEXT NOT NULL,
  class TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  due_at BIGINT,
  latest_at BIGINT,
  target_at BIGINT,
  state TEXT NOT NULL,
  met_at BIGINT,
  PRIMARY KEY (program_id, case_id, promise_id, occurrence)
);
CREATE INDEX deadline_due ON deadline (program_id, state, due_at);
CREATE INDEX deadline_kept ON deadline (program_id, promise_id, class, state, started_at, met_at, due_at);

CREATE TABLE case_key (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  holder_kind TEXT NOT NULL,
  holder_id BYTEA NOT NULL,
  epoch BIGINT NOT NULL,
  wrap BYTEA NOT NULL,
  PRIMARY KEY (program_id, case_id, holder_kind, holder_id, epoch)
);
CREATE INDEX case_key_holder ON case_key (program_id, holder_kind, holder_id, epoch, case_id);

CREATE TABLE receipt (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  locator_hash BYTEA NOT NULL,
  auth_hash BYTEA NOT NULL,
  public_key BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, case_id, locator_hash)
);
CREATE UNIQUE INDEX receipt_locator ON receipt (locator_hash);

CREATE TABLE file (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  file_id BYTEA NOT NULL,
  seq BIGINT NOT NULL,
  sealed_name BYTEA NOT NULL,
  stored_size BIGINT NOT NULL,
  digest BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, case_id, file_id)
);

CREATE TABLE advisory (
  program_id TEXT NOT NULL,
  advisory_id BYTEA NOT NULL,
  case_id BYTEA,
  public_id TEXT,
  edition BIGINT NOT NULL,
  state TEXT NOT NULL,
  sealed_draft BYTEA,
  published TEXT,
  published_at BIGINT,
  modified_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, advisory_id)
);
CREATE UNIQUE INDEX advisory_public_id ON advisory (program_id, public_id);
CREATE INDEX advisory_of_case ON advisory (program_id, case_id);
CREATE INDEX advisory_published ON advisory (program_id, published_at, advisory_id) WHERE published IS NOT NULL;

CREATE TABLE credit (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  line TEXT NOT NULL,
  year BIGINT NOT NULL,
  link TEXT,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, case_id, line)
);
CREATE INDEX credit_year ON credit (program_id, year, line);

CREATE TABLE ledger_leaf (
  program_id TEXT NOT NULL,
  leaf_index BIGINT NOT NULL,
  entry BYTEA NOT NULL,
  leaf_hash BYTEA NOT NULL,
  PRIMARY KEY (program_id, leaf_index)
);

CREATE TABLE ledger_tile (
  program_id TEXT NOT NULL,
  level BIGINT NOT NULL,
  tile_index BIGINT NOT NULL,
  hashes BYTEA NOT NULL,
  PRIMARY KEY (program_id, level, tile_index)
);

CREATE TABLE ledger_head (
  program_id TEXT NOT NULL,
  size BIGINT NOT NULL,
  frontier BYTEA NOT NULL,
  PRIMARY KEY (program_id)
);

CREATE TABLE checkpoint (
  program_id TEXT NOT NULL,
  size BIGINT NOT NULL,
  root BYTEA NOT NULL,
  note TEXT NOT NULL,
  signed_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, size)
);

CREATE TABLE account (
  user_id BYTEA NOT NULL,
  login TEXT NOT NULL,
  verifier BYTEA NOT NULL,
  public_key BYTEA NOT NULL,
  signing_key BYTEA NOT NULL,
  administrator BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  disabled_at BIGINT,
  PRIMARY KEY (user_id)
);
CREATE UNIQUE INDEX account_login ON account (login);

CREATE TABLE account_wrap (
  user_id BYTEA NOT NULL,
  kind TEXT NOT NULL,
  wrap BYTEA NOT NULL,
  PRIMARY KEY (user_id, kind)
);

CREATE TABLE team_epoch (
  program_id TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  public_key BYTEA NOT NULL,
  recovery_wrap BYTEA NOT NULL,
  previous_wrap BYTEA,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, epoch)
);

CREATE TABLE team_grant (
  program_id TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  user_id BYTEA NOT NULL,
  role TEXT NOT NULL,
  wrap BYTEA NOT NULL,
  granter BYTEA,
  signature BYTEA,
  granted_at BIGINT NOT NULL,
  revoked_at BIGINT,
  PRIMARY KEY (program_id, epoch, user_id)
);
CREATE INDEX team_grant_user ON team_grant (user_id, program_id, epoch);

CREATE TABLE session (
  lookup_hash BYTEA NOT NULL,
  kind TEXT NOT NULL,
  user_id BYTEA,
  sealed_payload BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (lookup_hash)
);
CREATE INDEX session_of_user ON session (user_id);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE submission (
  program_id TEXT NOT NULL,
  key_hash BYTEA NOT NULL,
  body_hash BYTEA NOT NULL,
  case_id BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, key_hash)
);
CREATE INDEX submission_age ON submission (program_id, created_at);

CREATE TABLE outbox (
  program_id TEXT NOT NULL,
  outbox_id BYTEA NOT NULL,
  kind TEXT NOT NULL,
  case_id BYTEA,
  payload BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  run_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  lease_owner TEXT,
  lease_until BIGINT NOT NULL,
  fence BIGINT NOT NULL,
  dedupe_key BYTEA NOT NULL,
  done_at BIGINT,
  last_error TEXT,
  PRIMARY KEY (program_id, outbox_id)
);
CREATE UNIQUE INDEX outbox_dedupe ON outbox (program_id, dedupe_key);
CREATE INDEX outbox_waiting ON outbox (program_id, run_at, outbox_id) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON outbox (program_id, done_at) WHERE done_at IS NOT NULL;

CREATE TABLE notice (
  program_id TEXT NOT NULL,
  notice_id BYTEA NOT NULL,
  kind TEXT NOT NULL,
  case_id BYTEA,
  created_at BIGINT NOT NULL,
  seen_at BIGINT,
  PRIMARY KEY (program_id, notice_id)
);
CREATE INDEX notice_unseen ON notice (program_id, created_at, notice_id) WHERE seen_at IS NULL;

-- Outside parties of a case: what their secrets are looked up by, and the key that the case's key is wrapped to.
-- The wraps themselves stand in case_key, under 'party' and the party's id.

CREATE TABLE party (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  party_id BYTEA NOT NULL,
  locator_hash BYTEA NOT NULL,
  auth_hash BYTEA NOT NULL,
  public_key BYTEA NOT NULL,
  standing TEXT NOT NULL,
  sealed_name BYTEA NOT NULL,
  invited_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, case_id, party_id)
);
CREATE UNIQUE INDEX party_locator ON party (locator_hash);

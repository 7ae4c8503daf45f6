-- Signing in: second factors, recovery codes, passkeys, providers, API tokens; what a session is allowed.

ALTER TABLE session ADD COLUMN stage TEXT NOT NULL DEFAULT 'open';
ALTER TABLE session ADD COLUMN pathway TEXT NOT NULL DEFAULT 'passphrase';
ALTER TABLE session ADD COLUMN client TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN proven_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX session_idle ON session (stage, seen_at);

CREATE TABLE totp (
  user_id BYTEA NOT NULL,
  sealed_seed BYTEA,
  last_step BIGINT NOT NULL,
  sealed_pending BYTEA,
  confirmed_at BIGINT,
  PRIMARY KEY (user_id)
);

CREATE TABLE recovery_code (
  user_id BYTEA NOT NULL,
  place BIGINT NOT NULL,
  code_hash BYTEA NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (user_id, place)
);

CREATE TABLE passkey (
  credential_id BYTEA NOT NULL,
  user_id BYTEA NOT NULL,
  label TEXT NOT NULL,
  record TEXT NOT NULL,
  wrap BYTEA,
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  PRIMARY KEY (credential_id)
);
CREATE INDEX passkey_of_user ON passkey (user_id, created_at);

CREATE TABLE ceremony (
  ceremony_hash BYTEA NOT NULL,
  kind TEXT NOT NULL,
  user_id BYTEA,
  sealed_body BYTEA NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (ceremony_hash)
);
CREATE INDEX ceremony_expiry ON ceremony (expires_at);

CREATE TABLE provider_binding (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  user_id BYTEA NOT NULL,
  bound_at BIGINT NOT NULL,
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX provider_binding_of_user ON provider_binding (user_id);

CREATE TABLE api_token (
  token_id BYTEA NOT NULL,
  user_id BYTEA NOT NULL,
  label TEXT NOT NULL,
  auth_hash BYTEA NOT NULL,
  wrap BYTEA NOT NULL,
  scope TEXT NOT NULL,
  made_by BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  used_at BIGINT,
  PRIMARY KEY (token_id)
);
CREATE INDEX api_token_of_user ON api_token (user_id, created_at);

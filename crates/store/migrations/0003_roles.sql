-- Who may do what: roles held on scopes, sets of permissions that an instance made, invitations, cases
-- restricted to those named on them, acts that need two people, holds, and what was erased.
-- A role held in a program as a whole stands in team_grant, where its key is. The scope of a role_grant is
-- in its keys: no program ('') is the instance, no case (no bytes) the program.

ALTER TABLE case_file ADD COLUMN restricted BIGINT NOT NULL DEFAULT 0;
ALTER TABLE case_file ADD COLUMN held_since BIGINT;

CREATE TABLE role_grant (
  user_id BYTEA NOT NULL,
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  role TEXT NOT NULL,
  granter BYTEA NOT NULL,
  granted_at BIGINT NOT NULL,
  expires_at BIGINT,
  revoked_at BIGINT,
  PRIMARY KEY (user_id, program_id, case_id, role)
);
CREATE INDEX role_grant_scope ON role_grant (program_id, case_id, user_id);

CREATE TABLE permission_set (
  set_id TEXT NOT NULL,
  permissions TEXT NOT NULL,
  made_by BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (set_id)
);

CREATE TABLE invitation (
  user_id BYTEA NOT NULL,
  invited_by BYTEA NOT NULL,
  invited_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  PRIMARY KEY (user_id)
);

CREATE TABLE proposal (
  program_id TEXT NOT NULL,
  proposal_id BYTEA NOT NULL,
  act TEXT NOT NULL,
  case_id BYTEA,
  proposer BYTEA NOT NULL,
  proposed_at BIGINT NOT NULL,
  sealed_details BYTEA,
  phase TEXT NOT NULL,
  open_until BIGINT NOT NULL,
  agreed_at BIGINT,
  decided_by BYTEA,
  decided_at BIGINT,
  PRIMARY KEY (program_id, proposal_id)
);
CREATE INDEX proposal_of_case ON proposal (program_id, case_id);
CREATE INDEX proposal_phase ON proposal (program_id, phase, proposal_id);

CREATE TABLE erasure (
  program_id TEXT NOT NULL,
  case_id BYTEA NOT NULL,
  what TEXT NOT NULL,
  reason TEXT NOT NULL,
  erased_at BIGINT NOT NULL,
  leaf_index BIGINT NOT NULL,
  PRIMARY KEY (program_id, case_id, what)
);

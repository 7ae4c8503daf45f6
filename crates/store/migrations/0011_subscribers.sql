-- Who gets mail about the advisories of a program. Only who confirmed it is here.

CREATE TABLE subscriber (
  program_id TEXT NOT NULL,
  subscriber_id BYTEA NOT NULL,
  fingerprint BYTEA NOT NULL,
  sealed_address BYTEA NOT NULL,
  language TEXT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, subscriber_id)
);
CREATE UNIQUE INDEX subscriber_address ON subscriber (program_id, fingerprint);

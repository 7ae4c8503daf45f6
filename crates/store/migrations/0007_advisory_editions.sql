-- Advisories: every edition that came out, and every document that was rendered from it. Nothing of a draft
-- is in either table: rows are made by the transaction that publishes.

ALTER TABLE advisory ADD COLUMN replay BIGINT NOT NULL DEFAULT 0;
ALTER TABLE advisory ADD COLUMN release_at BIGINT;
ALTER TABLE advisory ADD COLUMN release_by BYTEA;
ALTER TABLE advisory ADD COLUMN sealed_release BYTEA;
CREATE INDEX advisory_release ON advisory (program_id, release_at) WHERE release_at IS NOT NULL;
-- What came out before is taken over at the next start, when the policies are known.
CREATE INDEX advisory_first_form ON advisory (program_id, advisory_id) WHERE state = 'published';

CREATE TABLE advisory_edition (
  program_id TEXT NOT NULL,
  advisory_id BYTEA NOT NULL,
  edition BIGINT NOT NULL,
  stage TEXT NOT NULL,
  record TEXT NOT NULL,
  digest BYTEA NOT NULL,
  published_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, advisory_id, edition)
);

CREATE TABLE published_document (
  program_id TEXT NOT NULL,
  path TEXT NOT NULL,
  advisory_id BYTEA NOT NULL,
  format TEXT NOT NULL,
  media_type TEXT NOT NULL,
  body BYTEA NOT NULL,
  sha256 BYTEA NOT NULL,
  sha512 BYTEA NOT NULL,
  signature TEXT,
  signed_by TEXT,
  modified_at BIGINT NOT NULL,
  PRIMARY KEY (program_id, path)
);
CREATE INDEX published_document_of ON published_document (program_id, advisory_id, format);

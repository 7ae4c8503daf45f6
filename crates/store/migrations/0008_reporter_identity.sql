-- Who sent a report, apart from what they wrote: a policy may keep the two for different times.

ALTER TABLE report ADD COLUMN sealed_identity BYTEA;

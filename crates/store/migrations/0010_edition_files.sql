-- What is public of an edition, file by file, as the program's log names it, and the place of that entry in the
-- log. Editions that came out before have neither: their entries name the record alone.

ALTER TABLE advisory_edition ADD COLUMN files BYTEA;
ALTER TABLE advisory_edition ADD COLUMN leaf_index BIGINT;

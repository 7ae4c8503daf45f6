//! The tests of the store: one suite, run on SQLite and on PostgreSQL.

#[cfg(test)]
mod blobs;
#[cfg(test)]
mod classification;
#[cfg(test)]
mod cursors;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod filters;
#[cfg(test)]
mod outboxes;
#[cfg(test)]
mod postgres_faults;
#[cfg(test)]
mod proofs;
#[cfg(test)]
mod queues;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod sqlite_file;
#[cfg(test)]
mod statement_plans;
#[cfg(test)]
mod subscribers;
#[cfg(test)]
mod support;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod waist;

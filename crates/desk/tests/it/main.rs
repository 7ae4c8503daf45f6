//! The use cases together, over a real store: most tests run on SQLite and on PostgreSQL.

mod acting;
mod backups;
mod canary;
mod exporting;
mod house;
mod jobs;
mod people;
mod replays;
mod reporting;
mod verifying;

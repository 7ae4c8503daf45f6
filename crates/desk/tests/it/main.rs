//! The use cases together, over a real store: each test runs on SQLite and on PostgreSQL.

mod house;
mod replays;

//! The use cases together, over a real store: most tests run on SQLite and on PostgreSQL.

#[cfg(test)]
mod acting;
#[cfg(test)]
mod advising;
#[cfg(test)]
mod attachments;
#[cfg(test)]
mod auditing;
#[cfg(test)]
mod backups;
#[cfg(test)]
mod canary;
#[cfg(test)]
mod crediting;
#[cfg(test)]
mod disclosing;
#[cfg(test)]
mod exporting;
#[cfg(test)]
mod handing_over;
#[cfg(test)]
mod house;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod joint;
#[cfg(test)]
mod lookout;
#[cfg(test)]
mod lost;
#[cfg(test)]
mod mailing;
#[cfg(test)]
mod parties;
#[cfg(test)]
mod passkeys;
#[cfg(test)]
mod passphrases;
#[cfg(test)]
mod people;
#[cfg(test)]
mod regressions;
mod replays;
#[cfg(test)]
mod reporting;
#[cfg(test)]
mod retention;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod security_reports;
#[cfg(test)]
mod sending;
#[cfg(test)]
mod signing_in;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod verifying;

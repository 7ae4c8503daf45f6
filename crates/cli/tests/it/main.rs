//! Whole-program tests: the real binary, over HTTP and the command line, on real databases.

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run the program, and one of Go's")]
mod auditing;
#[cfg(test)]
mod browser;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run the program's command line")]
mod commands;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run openssl, gpg and another web server")]
mod csaf_provider;
#[cfg(test)]
mod cve;
#[cfg(test)]
mod durability;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run openssl")]
mod entrances;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run the program's command line")]
mod explain;
#[cfg(test)]
mod faults;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run gpg")]
mod gpg;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run the program, and wait for it")]
mod looking_inside;
#[cfg(test)]
mod mailing;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run themselves in a network of their own")]
mod nothing_leaves;
#[cfg(test)]
mod operating;
#[cfg(test)]
mod parties;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run the program's command line")]
mod policy_check;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run the program's command line")]
mod policy_files;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run the program's command line")]
mod policy_import;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests run programs, and wait for one")]
mod policy_outside;
#[cfg(test)]
mod seeds;
#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "tests wait for what is shipped")]
mod shipping;
#[cfg(test)]
mod signing_in;
#[cfg(test)]
mod story;
#[cfg(test)]
mod uploads;

//! GnuPG with a home of its own, at the time of the served program.

use std::process::{Command, Output};

/// A GnuPG home of its own.
pub(crate) struct Gpg(tempfile::TempDir);

impl Gpg {
    /// Nothing without the program.
    pub(crate) fn new() -> Option<Self> {
        let home = Self(tempfile::tempdir().unwrap());
        let there = Command::new("gpg").arg("--version").output().is_ok();
        there.then_some(home)
    }

    /// Works at the time of the served program, and in its own folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("gpg");
        command.current_dir(self.0.path()).env("GNUPGHOME", self.0.path());
        command.args(["--batch", "--no-tty", "--faked-system-time", "20261103T000000"]);
        command.args(["--passphrase", "", "--pinentry-mode", "loopback"]);
        command.args(arguments).output().unwrap()
    }

    /// Puts a file into its folder.
    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.0.path().join(name), bytes).unwrap();
    }
}

impl Drop for Gpg {
    fn drop(&mut self) {
        let mut end = Command::new("gpgconf");
        let _ = end.env("GNUPGHOME", self.0.path()).args(["--kill", "all"]).output();
    }
}

//! The real program under test: started with its own data folder, driven clock and port, stopped or killed.

#![expect(
    clippy::disallowed_methods,
    reason = "tests start the program; the program itself starts nothing"
)]

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use crate::http::Browser;

/// A running `candor serve`.
#[derive(Debug)]
pub struct Program {
    child: Option<Child>,
    /// Where it listens.
    pub address: SocketAddr,
    /// What it has written to its log so far.
    pub log: Arc<Mutex<String>>,
    /// The link of the first setup, when it printed one.
    pub setup_link: Option<String>,
}

/// How to start it.
#[derive(Debug, Clone)]
pub struct Start {
    /// The binary.
    pub binary: PathBuf,
    /// The data folder (its key is made beside it).
    pub data: PathBuf,
    /// Policy files.
    pub policies: Vec<PathBuf>,
    /// The driven clock's file.
    pub clock: Option<PathBuf>,
    /// Further arguments after `serve`.
    pub arguments: Vec<String>,
    /// Further environment.
    pub environment: Vec<(String, String)>,
    /// A command to run it under, such as `strace -f -o FILE`.
    pub under: Vec<String>,
}

impl Start {
    /// With a data folder below `folder`; members need no second factor unless the environment says so.
    #[must_use]
    pub fn new(binary: &str, folder: &Path) -> Self {
        Self {
            binary: PathBuf::from(binary),
            data: folder.join("data"),
            policies: Vec::new(),
            clock: None,
            arguments: Vec::new(),
            environment: vec![("CANDOR_SECOND_FACTOR".to_owned(), "optional".to_owned())],
            under: Vec::new(),
        }
    }

    /// With a clock that shows `now` until [`set_clock`] moves it.
    ///
    /// # Errors
    /// When the clock file cannot be written.
    pub fn at(mut self, now: &str) -> std::io::Result<Self> {
        let path = self.data.with_extension("clock");
        set_clock(&path, now)?;
        self.clock = Some(path);
        Ok(self)
    }

    /// With a policy file.
    #[must_use]
    pub fn policy(mut self, path: impl Into<PathBuf>) -> Self {
        self.policies.push(path.into());
        self
    }

    /// Another command line of the same program with the same data folder: `candor <arguments>`.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).env_clear().env("CANDOR_DATA", &self.data).stdin(Stdio::null());
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        command
    }

    /// Starts it and waits until it listens.
    ///
    /// # Errors
    /// When it ends before it listens; the error holds what it wrote.
    pub fn run(&self) -> std::io::Result<Program> {
        let mut command = match self.under.split_first() {
            None => Command::new(&self.binary),
            Some((first, rest)) => {
                let mut command = Command::new(first);
                command.args(rest).arg(&self.binary);
                command
            }
        };
        command.env_clear().env("CANDOR_DATA", &self.data);
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        for (name, value) in &self.environment {
            command.env(name, value);
        }
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        for policy in &self.policies {
            command.arg("--policy").arg(policy);
        }
        if let Some(clock) = &self.clock {
            command.arg("--clock-file").arg(clock);
        }
        command.args(&self.arguments);
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let log = Arc::new(Mutex::new(String::new()));
        let reader = child.stderr.take().map(|errors| {
            let log = Arc::clone(&log);
            std::thread::spawn(move || {
                for line in BufReader::new(errors).lines().map_while(Result::ok) {
                    let mut log = log.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    log.push_str(&line);
                    log.push('\n');
                }
            })
        });
        let mut setup_link = None;
        let output = child.stdout.take().ok_or_else(|| std::io::Error::other("no output"))?;
        let mut lines = BufReader::new(output).lines();
        let mut said = String::new();
        for line in lines.by_ref().map_while(Result::ok) {
            said.push_str(&line);
            said.push('\n');
            if let Some(link) = line.split_whitespace().find(|word| word.contains("/desk/setup?")) {
                setup_link = Some(link.to_owned());
            }
            let listening = line.strip_prefix("Listening on ");
            if let Some((_, address)) = listening.and_then(|place| place.split_once("://")) {
                let address = address.split_whitespace().next().unwrap_or_default();
                let address =
                    address.trim_end_matches('/').parse().map_err(std::io::Error::other)?;
                std::thread::spawn(move || lines.by_ref().map_while(Result::ok).for_each(drop));
                return Ok(Program { child: Some(child), address, log, setup_link });
            }
        }
        let status = child.wait()?;
        // What it said last may still be on its way.
        if let Some(reader) = reader {
            let _ = reader.join();
        }
        let log = log.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        Err(std::io::Error::other(format!(
            "candor ended with {status} before it listened:\n{said}{log}"
        )))
    }
}

/// Moves a driven clock to `now` (RFC 3339).
///
/// # Errors
/// When the file cannot be written.
pub fn set_clock(path: &Path, now: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let next = path.with_extension("clock-next");
    std::fs::write(&next, now)?;
    std::fs::rename(next, path)
}

impl Program {
    /// A new visitor.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::new(self.address)
    }

    /// The process id.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }

    /// `kill -9`: no chance to clean up.
    ///
    /// # Errors
    /// When the process is gone already.
    pub fn kill(mut self) -> std::io::Result<()> {
        if let Some(mut child) = self.child.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// Asks it to end, and waits.
    ///
    /// # Errors
    /// When it cannot be signalled.
    pub fn stop(mut self) -> std::io::Result<std::process::ExitStatus> {
        let mut child =
            self.child.take().ok_or_else(|| std::io::Error::other("already stopped"))?;
        Command::new("kill").arg("-TERM").arg(child.id().to_string()).status()?;
        child.wait()
    }

    /// Waits until it ends by itself.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn wait(mut self) -> std::io::Result<std::process::ExitStatus> {
        self.child.take().ok_or_else(|| std::io::Error::other("already stopped"))?.wait()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

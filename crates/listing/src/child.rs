//! The two ends of the pipe: [`Reader`] starts the process and reads its answer, [`answer`] is what the process does.
//!
//! The process is this very program with one hidden word as its argument. It gets no environment, no argument of
//! others, no descriptor but its pipes; the file comes on standard input, the list goes out as JSON. What comes back is
//! read as strictly as if a stranger had written it, for a stranger may have taken the process over.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{Listing, MOST_ENTRIES, list};

/// The largest file that is looked into, in bytes.
pub const MOST_BYTES: usize = 64 << 20;
/// The longest answer of the process, in bytes.
const MOST_ANSWER_BYTES: u64 = 4 << 20;
/// How long the process may take.
const LONGEST: Duration = Duration::from_secs(15);
/// How many may run at once.
const MOST_AT_ONCE: u32 = 2;
/// The word that makes the program into the reading process.
pub const WORD: &str = "parse-child";

/// Why nothing could be listed.
#[derive(Debug, Error)]
pub enum Unreadable {
    /// It is larger than is looked at.
    #[error("files above {} MiB are not looked into", MOST_BYTES >> 20)]
    TooLarge,
    /// The process could not be walled in, so it read nothing.
    #[error(
        "this system cannot confine the process that looks into files, so it does not look: {0}"
    )]
    NotConfined(String),
    /// The process was stopped: by a limit, or because it tried what it may not.
    #[error("looking into the file was stopped; treat it with care")]
    Stopped,
}

/// What the process says.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
enum Said {
    /// The list, and whether Landlock was among the walls.
    Listing(Listing, bool),
    /// A required wall is missing.
    NotConfined(String),
}

/// Starts the process that looks into files.
#[derive(Debug)]
pub struct Reader {
    program: PathBuf,
    running: Mutex<u32>,
    freed: Condvar,
}

impl Reader {
    /// With the program at this path; on Linux `/proc/self/exe` is the running one, whatever became of its file.
    #[must_use]
    pub fn new(program: impl AsRef<Path>) -> Self {
        let program = program.as_ref().to_owned();
        Self { program, running: Mutex::new(0), freed: Condvar::new() }
    }

    /// Lists what is inside of a file. Blocks, for at most a quarter of a minute once its turn comes.
    ///
    /// # Errors
    /// [`Unreadable`].
    pub fn list(&self, bytes: Vec<u8>) -> Result<Listing, Unreadable> {
        if bytes.len() > MOST_BYTES {
            return Err(Unreadable::TooLarge);
        }
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        while *running >= MOST_AT_ONCE {
            running = self.freed.wait(running).unwrap_or_else(PoisonError::into_inner);
        }
        *running += 1;
        drop(running);
        let said = self.ask(bytes);
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        self.freed.notify_one();
        match said {
            Some(Said::Listing(listing, _)) if listing.entries.len() <= MOST_ENTRIES => Ok(listing),
            Some(Said::NotConfined(why)) => Err(Unreadable::NotConfined(why)),
            _ => Err(Unreadable::Stopped),
        }
    }

    fn ask(&self, bytes: Vec<u8>) -> Option<Said> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the only program that is started is this one, walled in, to read what strangers wrote"
        )]
        let mut child = Command::new(&self.program)
            .arg(WORD)
            .env_clear()
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let (mut input, output) = (child.stdin.take()?, child.stdout.take()?);
        // Both end when the process does: the pipes close.
        std::thread::spawn(move || {
            let _ = input.write_all(&bytes);
        });
        let (said, heard) = mpsc::channel();
        std::thread::spawn(move || {
            let mut answer = Vec::new();
            let read = output.take(MOST_ANSWER_BYTES).read_to_end(&mut answer);
            let _ = said.send(read.map(|_| answer));
        });
        let answer = heard.recv_timeout(LONGEST).ok().and_then(Result::ok);
        if answer.is_none() {
            let _ = child.kill();
        }
        let ended = child.wait().ok()?;
        answer.filter(|_| ended.success()).and_then(|answer| serde_json::from_slice(&answer).ok())
    }
}

/// The reading process: walls itself in, reads standard input, writes the list, ends.
#[must_use]
pub fn answer() -> ExitCode {
    let said = match confined() {
        Ok(landlocked) => {
            let mut bytes = Vec::new();
            let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX);
            match std::io::stdin().lock().take(most).read_to_end(&mut bytes) {
                Ok(_) => Said::Listing(list(&bytes), landlocked),
                Err(_) => return ExitCode::FAILURE,
            }
        }
        Err(why) => Said::NotConfined(why),
    };
    let written = serde_json::to_vec(&said).is_ok_and(|text| {
        let mut out = std::io::stdout().lock();
        out.write_all(&text).and_then(|()| out.flush()).is_ok()
    });
    if written { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the confined process is made to try, to show that it cannot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probe {
    /// Nothing: shows that the walls let the process live.
    Nothing,
    /// To open a file that everybody may read.
    File,
    /// To open a socket.
    Socket,
    /// To start a program.
    Program,
    /// To take memory beyond the limit.
    Memory,
}

/// Walls the process in and lets it try one thing. Success only when the thing was done.
#[must_use]
pub fn probe(what: Probe) -> ExitCode {
    if confined().is_err() {
        return ExitCode::from(9);
    }
    let done = match what {
        Probe::Nothing => true,
        Probe::File => std::fs::read("/etc/hostname").is_ok() || std::fs::File::open("/").is_ok(),
        Probe::Socket => std::net::UdpSocket::bind(("127.0.0.1", 0)).is_ok(),
        Probe::Program => {
            #[expect(clippy::disallowed_methods, reason = "it is shown that this does not work")]
            let started = Command::new("/bin/true").status();
            started.is_ok()
        }
        Probe::Memory => Vec::<u8>::new().try_reserve_exact(2 << 30).is_ok(),
    };
    if done { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(target_os = "linux")]
fn confined() -> Result<bool, String> {
    crate::confine::confine()
}

#[cfg(not(target_os = "linux"))]
fn confined() -> Result<bool, String> {
    Err("seccomp is there on Linux only".to_owned())
}

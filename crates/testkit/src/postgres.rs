//! A PostgreSQL server for tests, started from the binaries that are installed.
//!
//! One server per test process, as a user without rights (PostgreSQL refuses to run as root), in a folder of
//! its own, reachable by a Unix socket only, and with syncing off: what a power cut does to PostgreSQL is
//! PostgreSQL's to test. ([`durable_database`] syncs: it is for measurements.) A small shell waits at its
//! side for the end of the test process, however it comes, and then stops the server and removes the folder.
//!
//! Where no binaries are found the tests say that they skip PostgreSQL; with `CANDOR_REQUIRE_POSTGRES=1`
//! they fail instead.

use std::io;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// The role that the tests connect as; it owns everything in the server.
const ROLE: &str = "candor";

/// A running server.
#[derive(Debug)]
pub struct Server {
    socket_folder: PathBuf,
    databases: AtomicU32,
    /// Keeps the shell's standard input open for as long as this process lives.
    _companion: Child,
}

/// A database on a server that writes through to the disk, as in service: for measurements.
#[derive(Debug)]
pub struct DurableDatabase {
    /// How to connect to it.
    pub address: String,
    /// The process id of its server.
    pub server_id: u32,
}

/// What a server does when it is told that something must last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Syncing {
    /// Nothing: tests are about answers.
    Off,
    /// What the installed PostgreSQL does unless told otherwise.
    On,
}

/// The server of this process, started when first asked for; the reason when there is none.
fn server() -> Result<&'static Server, &'static str> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    SERVER.get_or_init(|| start(Syncing::Off)).as_ref().map_err(String::as_str)
}

/// The address of a new, empty database, or nothing when PostgreSQL cannot be started here; the reason is
/// then printed once per call.
///
/// # Panics
/// When `CANDOR_REQUIRE_POSTGRES=1` and PostgreSQL cannot be started, or it does not make a database.
#[must_use]
pub fn fresh_database() -> Option<String> {
    match server() {
        Ok(server) => Some(server.fresh_database()),
        Err(reason) => {
            let required = std::env::var_os("CANDOR_REQUIRE_POSTGRES").is_some_and(|v| v == "1");
            assert!(!required, "CANDOR_REQUIRE_POSTGRES=1, but there is no PostgreSQL: {reason}");
            say(&format!("skipped: PostgreSQL ({reason})"));
            None
        }
    }
}

/// A new, empty database on a server of its own that syncs to disk, or nothing when PostgreSQL cannot be
/// started here; the reason is then printed.
///
/// # Panics
/// When the server does not make a database.
#[must_use]
pub fn durable_database() -> Option<DurableDatabase> {
    static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
    match SERVER.get_or_init(|| start(Syncing::On)) {
        Ok(server) => {
            let file = server.socket_folder.join("data").join("postmaster.pid");
            let text = std::fs::read_to_string(file).ok()?;
            let server_id = text.lines().next()?.parse().ok()?;
            Some(DurableDatabase { address: server.fresh_database(), server_id })
        }
        Err(reason) => {
            say(&format!("skipped: PostgreSQL ({reason})"));
            None
        }
    }
}

impl Server {
    fn fresh_database(&self) -> String {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        let created = self.psql("postgres", &format!("CREATE DATABASE {name}"));
        assert!(created.is_ok(), "CREATE DATABASE {name}: {created:?}");
        self.address(&name)
    }

    fn address(&self, database: &str) -> String {
        format!("host={} user={ROLE} dbname={database}", self.socket_folder.display())
    }

    /// Carries out statements with the client that came with the server.
    fn psql(&self, database: &str, sql: &str) -> Result<(), String> {
        let psql = binary("psql").ok_or("psql is not installed")?;
        let mut command = program(&psql);
        command
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", ROLE, "-d", database, "-c", sql])
            .arg("-h")
            .arg(&self.socket_folder);
        finish(command)
    }
}

fn start(syncing: Syncing) -> Result<Server, String> {
    let initdb = binary("initdb").ok_or("initdb and postgres are not installed")?;
    let postgres = initdb.with_file_name("postgres");
    let user = ServerUser::choose()?;
    let folder = tempfile::Builder::new()
        .prefix("candor-pg-")
        .tempdir()
        .map_err(|error| error.to_string())?
        .keep();
    user.own(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let data = folder.join("data");
    let mut command = user.command(&initdb);
    command
        .args(["--no-sync", "--no-instructions", "--auth=trust", "--encoding=UTF8", "--locale=C"])
        .args(["-U", ROLE, "-D"])
        .arg(&data)
        .current_dir(&folder);
    finish(command)?;

    let mut server = user.command(&postgres);
    server.arg("-D").arg(&data).arg("-k").arg(&folder);
    for setting in [
        "listen_addresses=",
        "max_connections=300",
        "shared_buffers=64MB",
        "log_min_messages=fatal",
    ] {
        server.arg("-c").arg(setting);
    }
    if syncing == Syncing::Off {
        server.args(["-c", "fsync=off", "-c", "full_page_writes=off"]);
    }
    let companion = spawn_beside(&server, &folder).map_err(|error| error.to_string())?;
    let running = Server {
        socket_folder: folder.clone(),
        databases: AtomicU32::new(0),
        _companion: companion,
    };
    let socket = folder.join(".s.PGSQL.5432");
    for _ in 0..600 {
        if UnixStream::connect(&socket).is_ok() && running.psql("postgres", "SELECT 1").is_ok() {
            return Ok(running);
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Err("the server did not answer within 30 seconds".to_owned())
}

/// Starts the server under a shell that ends it when this process is gone: the shell waits for the end of
/// its input, which this process holds open.
fn spawn_beside(server: &Command, folder: &Path) -> io::Result<Child> {
    const SCRIPT: &str = r#"
        trap '' INT TERM HUP
        folder=$1; shift
        "$@" >"$folder/log" 2>&1 &
        cat >/dev/null
        kill -QUIT "$(head -n 1 "$folder/data/postmaster.pid")" 2>/dev/null
        wait
        rm -rf "$folder"
    "#;
    let mut shell = program(Path::new("/bin/sh"));
    shell.args(["-c", SCRIPT, "sh"]).arg(folder);
    shell.arg(server.get_program()).args(server.get_args());
    shell.current_dir("/").stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    shell.spawn()
}

/// Where a PostgreSQL program is: in the folders of Debian's packages, newest first, or on the path.
fn binary(name: &str) -> Option<PathBuf> {
    let mut packaged: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin").join(name)))
        })
        .filter(|(_, path)| path.is_file())
        .collect();
    packaged.sort();
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file())
    };
    packaged.pop().map(|(_, path)| path).or_else(on_path)
}

/// Who the server runs as.
enum ServerUser {
    /// Whoever runs the tests.
    Same,
    /// Another, because root runs the tests.
    Other { user: u32, group: u32 },
}

impl ServerUser {
    fn choose() -> Result<Self, String> {
        let own = std::fs::metadata("/proc/self").map_err(|error| error.to_string())?.uid();
        if own != 0 {
            return Ok(Self::Same);
        }
        let accounts = std::fs::read_to_string("/etc/passwd").map_err(|error| error.to_string())?;
        ["postgres", "nobody"]
            .iter()
            .find_map(|name| {
                let line = accounts.lines().find(|line| line.split(':').next() == Some(*name))?;
                let mut fields = line.split(':').skip(2);
                let user = fields.next()?.parse().ok()?;
                let group = fields.next()?.parse().ok()?;
                Some(Self::Other { user, group })
            })
            .ok_or_else(|| "root runs the tests and there is no user without rights".to_owned())
    }

    fn own(&self, folder: &Path) -> io::Result<()> {
        match self {
            Self::Same => Ok(()),
            Self::Other { user, group } => chown(folder, Some(*user), Some(*group)),
        }
    }

    fn command(&self, path: &Path) -> Command {
        match self {
            Self::Same => program(path),
            Self::Other { user, group } => {
                let mut command = program(Path::new("setpriv"));
                command
                    .arg(format!("--reuid={user}"))
                    .arg(format!("--regid={group}"))
                    .arg("--clear-groups")
                    .arg("--")
                    .arg(path);
                command
            }
        }
    }
}

fn finish(mut command: Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{name} cannot be started: {error}"))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(format!("{name}: {}", String::from_utf8_lossy(&output.stderr).trim()))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the tests start a database server; the product starts nothing"
)]
fn program(path: &Path) -> Command {
    Command::new(path)
}

#[expect(clippy::print_stderr, reason = "a test that skips says so where its runner shows it")]
pub(crate) fn say(text: &str) {
    eprintln!("{text}");
}

//! What the real program costs over HTTP: one connection for each request, as a browser without keep-alive.
//!
//! The client runs on the same machine, and only the CPU time of the server's process is counted. Pages and
//! answers are checked: a measurement of error pages would be fast.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use testkit::http::Browser;
use testkit::program::{Program, Start};

use crate::Failure;
use crate::cost::{as_f64, family_cpu, file_mb, process_cpu, resident_mb, waited_cpu};
use crate::result::Row;

const PASSPHRASE: &str = "correct horse battery staple";
/// The program that reports go to.
pub(crate) const PROGRAM: &str = "feature-table";

/// The policy it runs under.
pub(crate) fn policy_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../examples/policies")
        .join(format!("{PROGRAM}.toml"))
}

/// How to start the program with its data below `folder`.
pub(crate) fn start(binary: &str, folder: &Path) -> Start {
    let mut start = Start::new(binary, folder).policy(policy_path());
    // The limit for one network: here every reporter comes from one address.
    start.environment.push(("CANDOR_RATE_LIMIT".to_owned(), "0".to_owned()));
    start.environment.push(("CANDOR_LOG".to_owned(), "warn".to_owned()));
    start
}

/// Makes the first account; the browser is signed in.
pub(crate) fn first_account(program: &Program) -> Result<Browser, Failure> {
    let link = program.setup_link.as_deref().ok_or("no setup link")?;
    let (_, rest) = link.split_once("/desk/").ok_or("no setup link")?;
    let mut desk = program.browser();
    let page = desk.get(&format!("/desk/{rest}"))?;
    let token = page.hidden("setup_token").ok_or("no setup token")?;
    let fields = [
        ("setup_token", token.as_str()),
        ("name", "alice"),
        ("passphrase", PASSPHRASE),
        ("passphrase_again", PASSPHRASE),
    ];
    let made = desk.post("/desk/setup", &fields)?;
    expect(made.status, 201, "setup")?;
    Ok(desk)
}

pub(crate) fn expect(found: u16, expected: u16, what: &str) -> Result<(), Failure> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what}: {found} instead of {expected}").into())
    }
}

/// What a load measured.
pub(crate) struct Load {
    count: u64,
    wall: Duration,
    cpu: Duration,
    latencies: Vec<Duration>,
}

impl Load {
    fn cpu_ms(&self) -> f64 {
        self.cpu.as_secs_f64() * 1e3 / as_f64(self.count)
    }

    fn per_second(&self) -> f64 {
        as_f64(self.count) / self.wall.as_secs_f64()
    }

    /// The latency that this share of the requests stayed below.
    fn percentile_ms(&self, share: usize) -> f64 {
        let place = self.latencies.len().saturating_mul(share) / 100;
        self.latencies.get(place).map_or(0.0, |latency| latency.as_secs_f64() * 1e3)
    }
}

/// Sends `count` requests over `connections` at once.
fn load(
    program: &Program,
    connections: u64,
    count: u64,
    request: impl Fn(u64) -> Result<(), Failure> + Sync,
) -> Result<Load, Failure> {
    let next = AtomicU64::new(0);
    let latencies = Mutex::new(Vec::new());
    let failure: Mutex<Option<String>> = Mutex::new(None);
    let (cpu, began) = (process_cpu(program.id()), Instant::now());
    std::thread::scope(|scope| {
        for _ in 0..connections {
            scope.spawn(|| {
                let mut own = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        break;
                    }
                    let began = Instant::now();
                    if let Err(error) = request(number) {
                        lock(&failure).get_or_insert(error.to_string());
                        break;
                    }
                    own.push(began.elapsed());
                }
                lock(&latencies).extend(own);
            });
        }
    });
    let wall = began.elapsed();
    let cpu = process_cpu(program.id()).saturating_sub(cpu);
    if let Some(failure) = lock(&failure).take() {
        return Err(failure.into());
    }
    let mut latencies = std::mem::take(&mut *lock(&latencies));
    latencies.sort_unstable();
    Ok(Load { count, wall, cpu, latencies })
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Sends reports, each with a text of its own, as the form of the page does.
pub(crate) fn submit(
    program: &Program,
    connections: u64,
    from: u64,
    count: u64,
) -> Result<Load, Failure> {
    let path = format!("/p/{PROGRAM}/report");
    let page = program.browser().get(&path)?;
    let token = page.hidden("form_token").ok_or("no form token")?;
    let names = field_names(&page.text());
    load(program, connections, count, |number| {
        let text = format!(
            "Report {}. An attacker who is signed in can read every file of the server: the path of a download is \
             joined without a check, so that two dots lead out of the folder. Steps: sign in, open the \
             downloads, change the name in the address. Every version since 2.1 is affected.",
            from + number
        );
        let mut form: Vec<(&str, &str)> = vec![
            ("form_token", &token),
            ("rules", "yes"),
            ("incomplete", "yes"),
            ("identity", "anonymous"),
        ];
        form.extend(names.iter().map(|name| (name.as_str(), text.as_str())));
        let answer = program.browser().post_files(&path, &form, &[])?;
        if answer.status == 201 { Ok(()) } else { Err(answer.words().into()) }
    })
}

/// Names of the text fields that the policy asks for.
fn field_names(html: &str) -> Vec<String> {
    let mut names: Vec<String> = html
        .split('<')
        .filter(|tag| tag.starts_with("input") || tag.starts_with("textarea"))
        .filter(|tag| !tag.contains("type=\"radio\"") && !tag.contains("type=\"hidden\""))
        .filter_map(|tag| tag.split_once("name=\"field-")?.1.split_once('"'))
        .map(|(id, _)| format!("field-{id}"))
        .collect();
    names.sort();
    names.dedup();
    names
}

/// Sealed, durable reports on one database: a row for the rate and one for the cost.
pub(crate) fn submissions(
    name: &str,
    program: &Program,
    count: u64,
    server: Option<u32>,
) -> Result<Vec<Row>, Failure> {
    submit(program, 8, 0, 200)?;
    let before = server.map(family_cpu);
    let load = submit(program, 64, 1_000, count)?;
    let (rate, ms) = (load.per_second(), load.cpu_ms());
    let beside = match (server, before) {
        (Some(id), Some(before)) => {
            let cpu = family_cpu(id).saturating_sub(before).as_secs_f64() * 1e3 / as_f64(count);
            format!("; PostgreSQL beside it {cpu:.2} ms")
        }
        _ => String::new(),
    };
    let busy = load.cpu.as_secs_f64() / load.wall.as_secs_f64();
    Ok(vec![
        Row::new(&format!("sealed durable reports, {name}"), ">= 800/s", format!("{rate:.0}/s"))
            .met(rate >= 800.0)
            .note(format!(
                "{count} reports, 64 connections; wall time: p50 {:.0} ms, p99 {:.0} ms; the program had {busy:.2} cores",
                load.percentile_ms(50),
                load.percentile_ms(99)
            )),
        Row::new(&format!("CPU of a report, {name}"), "<= 2 ms", format!("{ms:.2} ms"))
            .met(ms <= 2.0)
            .note(format!(
                "form post, sealed, in the log, on disk: {:.0}/s for each whole core{beside}",
                1e3 / ms
            )),
    ])
}

/// One page, many times, by a visitor or a signed-in member.
pub(crate) fn page(
    program: &Program,
    visitor: &Browser,
    what: &str,
    aim_ms: Option<f64>,
    path: &str,
    count: u64,
) -> Result<Row, Failure> {
    let get = |_| -> Result<(), Failure> { expect(visitor.clone().get(path)?.status, 200, path) };
    load(program, 4, 20, get)?;
    let size = visitor.clone().get(path)?.body.len();
    let load = load(program, 8, count, get)?;
    let ms = load.cpu_ms();
    let row = Row::new(
        &format!("CPU of {what}"),
        &aim_ms.map_or_else(String::new, |aim| format!("<= {aim} ms")),
        format!("{ms:.3} ms"),
    )
    .note(format!(
        "`{path}`, {count} requests, {size} bytes; {:.0}/s for each whole core",
        1e3 / ms
    ));
    Ok(match aim_ms {
        Some(aim) => row.met(ms <= aim),
        None => row,
    })
}

/// The page of the first case of the queue.
pub(crate) fn first_case(desk: &mut Browser) -> Result<String, Failure> {
    let queue = desk.get(&format!("/desk?program={PROGRAM}"))?.text();
    let (_, rest) = queue.split_once("/cases/").ok_or("no case in the queue")?;
    let handle = rest.get(..9).ok_or("no handle in the queue")?;
    Ok(format!("/desk/p/{PROGRAM}/cases/{handle}"))
}

/// Takes notes on a case until it has about `events` events.
pub(crate) fn lengthen(desk: &mut Browser, path: &str, events: u64) -> Result<(), Failure> {
    for number in 1..events {
        let page = desk.get(path)?;
        let csrf = page.hidden("csrf").ok_or("no csrf token")?;
        let seq = page.hidden("expected_seq").ok_or("no expected_seq")?;
        let text =
            format!("Note {number}: looked at it again, and asked the people who know the module.");
        let fields = [("csrf", csrf.as_str()), ("expected_seq", &seq), ("text", &text)];
        let answer = desk.post(&format!("{path}/do/note"), &fields)?;
        expect(answer.status, 303, "note")?;
    }
    Ok(())
}

/// From the start of the process to its first page: the median of several, on data that is there.
pub(crate) fn cold_start(start: &Start, tries: usize) -> Result<Row, Failure> {
    let mut walls = Vec::new();
    for _ in 0..tries {
        let began = Instant::now();
        let program = start.run()?;
        expect(program.browser().get(&format!("/p/{PROGRAM}"))?.status, 200, "first page")?;
        walls.push(began.elapsed().as_secs_f64() * 1e3);
        program.stop()?;
    }
    walls.sort_by(f64::total_cmp);
    let middle = walls.get(walls.len() / 2).copied().unwrap_or_default();
    // Far too short for ticks of 10 ms: this one is wall time.
    Ok(Row::new("cold start to the first page", "< 150 ms", format!("{middle:.0} ms wall time"))
        .met(middle < 150.0)
        .note(format!(
            "median of {tries}; fastest {:.0} ms",
            walls.first().copied().unwrap_or_default()
        )))
}

/// Memory in use.
pub(crate) fn memory(what: &str, aim_mb: Option<f64>, program: &Program) -> Row {
    let (now, highest) = resident_mb(program.id());
    let aim = aim_mb.map_or_else(String::new, |aim| format!("< {aim} MB"));
    let row = Row::new(&format!("resident memory, {what}"), &aim, format!("{now:.1} MB"))
        .note(format!("highest so far {highest:.1} MB"));
    match aim_mb {
        Some(aim) => row.met(now < aim),
        None => row,
    }
}

/// `candor verify` over everything in the data folder.
pub(crate) fn verify(start: &Start) -> Result<Row, Failure> {
    let before = waited_cpu();
    let output = start.command(&["verify"]).output()?;
    let cpu = waited_cpu().saturating_sub(before);
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let said = said.lines().find(|line| line.contains(PROGRAM)).unwrap_or_default();
    Ok(Row::new("`candor verify` of that data", "", format!("{:.2} s CPU", cpu.as_secs_f64()))
        .note(said.trim().replace('|', "/")))
}

/// The size of the program.
pub(crate) fn size(binary: &str) -> Row {
    Row::new("size of the program", "", format!("{:.1} MB", file_mb(Path::new(binary))))
        .note("release profile, stripped".to_owned())
}

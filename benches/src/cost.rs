//! What work costs, as the kernel counts it: CPU time of a process or of this thread, resident memory.
//!
//! Wall time on a busy machine says more about its neighbours than about the work, so every aim is in CPU
//! time. A process is counted in ticks of 10 ms, which is why each measurement lasts for hundreds of them.

use std::path::Path;
use std::time::Duration;

/// Nanoseconds this thread has been on a CPU.
pub(crate) fn thread_cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(text.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0))
}

/// Fields of `/proc/<id>/stat` from the third on: the second, a name, may hold spaces.
fn stat(id: u32) -> Vec<String> {
    let text = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    let rest = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
    rest.split_whitespace().map(str::to_owned).collect()
}

fn ticks(fields: &[String], places: std::ops::Range<usize>) -> u64 {
    fields.get(places).unwrap_or_default().iter().filter_map(|n| n.parse::<u64>().ok()).sum()
}

/// User and system time of a process.
pub(crate) fn process_cpu(id: u32) -> Duration {
    Duration::from_millis(ticks(&stat(id), 11..13) * 10)
}

/// User and system time of the processes this one has waited for.
pub(crate) fn waited_cpu() -> Duration {
    Duration::from_millis(ticks(&stat(std::process::id()), 13..15) * 10)
}

/// User and system time of a process, of its living children and of those it waited for: a PostgreSQL
/// server with its back ends.
pub(crate) fn family_cpu(id: u32) -> Duration {
    let mut sum = ticks(&stat(id), 11..15);
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    for child in entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok()) {
        let fields = stat(child);
        if fields.get(1).and_then(|parent| parent.parse().ok()) == Some(id) {
            sum += ticks(&fields, 11..13);
        }
    }
    Duration::from_millis(sum * 10)
}

/// Resident memory of a process, in MB of 10^6 bytes: now and at its highest.
pub(crate) fn resident_mb(id: u32) -> (f64, f64) {
    let text = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let of = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        let kib: f64 =
            line.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or_default();
        kib * 1024.0 / 1e6
    };
    (of("VmRSS:"), of("VmHWM:"))
}

/// The machine, in one line: processors, kernel, memory, load.
pub(crate) fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let info = read("/proc/cpuinfo");
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown processor", |(_, model)| model);
    let count = info.lines().filter(|line| line.starts_with("processor")).count();
    let memory = read("/proc/meminfo");
    let kib: f64 =
        memory.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or_default();
    let kernel = read("/proc/sys/kernel/osrelease");
    let load = read("/proc/loadavg");
    let load: Vec<&str> = load.split(' ').take(3).collect();
    format!(
        "{count} x {model}, {:.0} GB, Linux {}, load {}",
        kib * 1024.0 / 1e9,
        kernel.trim(),
        load.join(" ")
    )
}

/// Bytes of a file, in MB of 10^6 bytes.
pub(crate) fn file_mb(path: &Path) -> f64 {
    let bytes = std::fs::metadata(path).map_or(0, |meta| meta.len());
    as_f64(bytes) / 1e6
}

/// A count as a number to divide by.
pub(crate) fn as_f64(count: u64) -> f64 {
    // Counts here stay far below 2^52.
    u32::try_from(count).map_or_else(
        |_| f64::from(u32::try_from(count >> 20).unwrap_or(u32::MAX)) * 1_048_576.0,
        f64::from,
    )
}

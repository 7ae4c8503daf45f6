//! Fuzzing with the stable toolchain: builds one target of `fuzz/` with coverage and AddressSanitizer, and
//! runs libFuzzer over its corpus.
//!
//! `cargo fuzz` builds the same targets the same way; this needs nothing that is not here already.
//! What a run finds that is new goes to `target/fuzz/corpus/`, never into the kept corpus by itself:
//! `fuzz --minimise` takes over what reaches something of its own.
#![expect(clippy::disallowed_methods, reason = "this task starts programs")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::ci::target_folder;
use crate::error::TaskError;
use crate::tree::root;

/// How long one target is fuzzed unless something else is asked for.
pub(crate) const USUAL_SECONDS: u32 = 300;

/// Where libFuzzer runs: the only platform that this was tried on.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

/// What rustc is told: coverage counters with the values of comparisons, and AddressSanitizer.
const FLAGS: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares -Zsanitizer=address";

/// Bounds of one execution: seconds, megabytes, and bytes of input.
const BOUNDS: [&str; 3] = ["-timeout=10", "-rss_limit_mb=4096", "-max_len=65536"];

/// The largest input that is kept: what is longer costs every later run.
const LARGEST_KEPT: &str = "-max_len=16384";

/// Fuzzes a target; fails when it finds something. New inputs go to a folder under `target/`.
pub(crate) fn run(target: &str, seconds: u32) -> Result<(), TaskError> {
    let program = build(target)?;
    let found = folder(&fresh(target))?;
    let artifacts = folder(&root().join("fuzz/artifacts").join(target))?;
    let mut fuzzer = Command::new(program);
    fuzzer.current_dir(root()).args(BOUNDS).arg(format!("-max_total_time={seconds}"));
    fuzzer.args(["-print_final_stats=1", "-use_value_profile=1"]);
    fuzzer.arg(format!("-artifact_prefix={}/", artifacts.display()));
    if let Some(words) = words(target) {
        fuzzer.arg(format!("-dict={}", words.display()));
    }
    fuzzer.arg(found).arg(kept(target));
    wait(fuzzer)
}

/// Merges what runs found into the kept corpus, and drops from it what reaches nothing of its own.
/// Seeds stay: they are the real inputs.
pub(crate) fn minimise(target: &str) -> Result<(), TaskError> {
    let program = build(target)?;
    let (kept, merged) = (kept(target), fresh(target).with_extension("merged"));
    if merged.exists() {
        fs::remove_dir_all(&merged).map_err(|source| file_error(&merged, source))?;
    }
    let mut merge = Command::new(program);
    merge.current_dir(root()).args(["-merge=1", LARGEST_KEPT, "-timeout=10"]);
    merge.arg(folder(&merged)?).arg(&kept).arg(folder(&fresh(target))?);
    wait(merge)?;
    for (path, name) in files(&kept)? {
        if !name.starts_with("seed-") {
            fs::remove_file(&path).map_err(|source| file_error(&path, source))?;
        }
    }
    let seeds: Vec<Vec<u8>> =
        files(&kept)?.iter().filter_map(|(path, _)| fs::read(path).ok()).collect();
    for (path, name) in files(&merged)? {
        let bytes = fs::read(&path).map_err(|source| file_error(&path, source))?;
        if !seeds.contains(&bytes) {
            let place = kept.join(name);
            fs::write(&place, bytes).map_err(|source| file_error(&place, source))?;
        }
    }
    Ok(())
}

fn build(target: &str) -> Result<PathBuf, TaskError> {
    let source = root().join("fuzz/fuzz_targets").join(format!("{target}.rs"));
    if !source.exists() {
        return Err(TaskError::NoFuzzTarget { target: target.to_owned() });
    }
    let built = target_folder().join("fuzz");
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root());
    cargo.args([
        "build",
        "--release",
        "--manifest-path",
        "fuzz/Cargo.toml",
        "--target",
        PLATFORM,
        "--bin",
        target,
    ]);
    // The sanitizer is not stable yet; everything else is.
    cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", FLAGS).env("CARGO_TARGET_DIR", &built);
    wait(cargo)?;
    Ok(built.join(PLATFORM).join("release").join(target))
}

/// The corpus in the repository.
fn kept(target: &str) -> PathBuf {
    root().join("fuzz/corpus").join(target)
}

/// Where runs put what they find.
fn fresh(target: &str) -> PathBuf {
    target_folder().join("fuzz/corpus").join(target)
}

/// Words that the target's inputs are made of, one a line in quotes, where there is such a list.
fn words(target: &str) -> Option<PathBuf> {
    let path = root().join("fuzz/words").join(format!("{target}.txt"));
    path.exists().then_some(path)
}

fn folder(path: &Path) -> Result<PathBuf, TaskError> {
    fs::create_dir_all(path).map_err(|source| file_error(path, source))?;
    Ok(path.to_path_buf())
}

fn files(folder: &Path) -> Result<Vec<(PathBuf, String)>, TaskError> {
    let entries = fs::read_dir(folder).map_err(|source| file_error(folder, source))?;
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|source| file_error(folder, source))?;
        files.push((entry.path(), entry.file_name().to_string_lossy().into_owned()));
    }
    Ok(files)
}

fn file_error(path: &Path, source: std::io::Error) -> TaskError {
    TaskError::File { path: path.display().to_string(), source }
}

fn wait(mut command: Command) -> Result<(), TaskError> {
    let program = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(TaskError::Failed { program }),
        Err(source) => Err(TaskError::Start { program, source }),
    }
}

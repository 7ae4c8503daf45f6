//! Fuzzing with the stable toolchain: builds one target of `fuzz/` with coverage and AddressSanitizer, and
//! runs libFuzzer over its corpus.
//!
//! `cargo fuzz` builds the same targets the same way; this needs nothing that is not here already.
//! What a run finds that is new goes to `target/fuzz/corpus/`, never into the kept corpus by itself:
//! `fuzz --minimise` takes over what reaches something of its own.
#![expect(clippy::disallowed_methods, reason = "this task starts programs")]

use std::collections::BTreeSet;
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
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares \
    -Zsanitizer=address -Ccodegen-units=1";

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

/// Takes what runs found into the kept corpus: of all inputs the few that together reach the most, the one
/// that adds most first. Seeds stay, because they are the real inputs, and so do findings.
pub(crate) fn minimise(target: &str) -> Result<(), TaskError> {
    let program = build(target)?;
    let (kept, scratch) = (kept(target), fresh(target).with_extension("merge"));
    for part in ["in", "out"] {
        let part = scratch.join(part);
        if part.exists() {
            fs::remove_dir_all(&part).map_err(|source| file_error(&part, source))?;
        }
        folder(&part)?;
    }
    // libFuzzer writes down what each input reaches; the choice is made here, to have a bound on it.
    let report = scratch.join("report");
    let _ = fs::remove_file(&report);
    let mut merge = Command::new(program);
    merge.current_dir(root()).args(["-set_cover_merge=1", LARGEST_KEPT, "-timeout=10"]);
    merge.arg(format!("-merge_control_file={}", report.display()));
    merge.arg(scratch.join("out")).arg(&kept).arg(folder(&fresh(target))?);
    wait(merge)?;
    let text = fs::read_to_string(&report).map_err(|source| file_error(&report, source))?;
    let reached = parse_report(&text);
    let stays = |path: &Path| {
        path.starts_with(&kept) && name(path).is_some_and(|name| !name.starts_with(FOUND_BY_RUNS))
    };
    let chosen = choose(&reached, stays);
    let mut written = Vec::new();
    for path in chosen {
        let bytes = fs::read(path).map_err(|source| file_error(path, source))?;
        let hash = name(path).unwrap_or_default().trim_start_matches(FOUND_BY_RUNS);
        written
            .push((kept.join(format!("{FOUND_BY_RUNS}{}", hash.get(..16).unwrap_or(hash))), bytes));
    }
    for entry in fs::read_dir(&kept).map_err(|source| file_error(&kept, source))? {
        let path = entry.map_err(|source| file_error(&kept, source))?.path();
        if !stays(&path) {
            fs::remove_file(&path).map_err(|source| file_error(&path, source))?;
        }
    }
    for (path, bytes) in written {
        fs::write(&path, bytes).map_err(|source| file_error(&path, source))?;
    }
    Ok(())
}

/// How the names of inputs begin that runs found; seeds and findings begin otherwise.
const FOUND_BY_RUNS: &str = "run-";

/// The most inputs of one target that are kept beside its seeds and findings.
const MOST_KEPT: usize = 12;

/// What each input reaches, from libFuzzer's merge control file: two counts, the names, then a line
/// `FT number features…` for each.
fn parse_report(text: &str) -> Vec<(&Path, BTreeSet<u64>)> {
    let mut lines = text.lines();
    let count = lines.next().and_then(|line| line.parse().ok()).unwrap_or(0);
    let names: Vec<&str> = lines.by_ref().skip(1).take(count).collect();
    lines
        .filter_map(|line| {
            let (number, features) = line.strip_prefix("FT ")?.split_once(' ')?;
            let name = names.get(number.parse::<usize>().ok()?)?;
            Some((
                Path::new(*name),
                features.split(' ').filter_map(|word| word.parse().ok()).collect(),
            ))
        })
        .collect()
}

/// Up to [`MOST_KEPT`] inputs that add most to what those reach that stay anyway.
fn choose<'a>(
    reached: &'a [(&'a Path, BTreeSet<u64>)],
    stays: impl Fn(&Path) -> bool,
) -> Vec<&'a Path> {
    let mut covered: BTreeSet<u64> =
        reached.iter().filter(|(path, _)| stays(path)).flat_map(|(_, set)| set).copied().collect();
    let mut chosen = Vec::new();
    while chosen.len() < MOST_KEPT {
        let new = |set: &BTreeSet<u64>| set.difference(&covered).count();
        let Some((path, set)) =
            reached.iter().max_by_key(|(_, set)| new(set)).filter(|(_, set)| new(set) > 0)
        else {
            break;
        };
        covered.extend(set);
        chosen.push(*path);
    }
    chosen
}

fn name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inputs_that_add_most_are_chosen_first_and_none_that_adds_nothing() {
        let report = "4\n1\nkept/seed-a\nnew/b\nnew/c\nnew/d\nSTARTED 0 9\nFT 0 1 2\nCOV 0 1\n\
                      STARTED 1 9\nFT 1 2 3\nSTARTED 2 9\nFT 2 3 4 5\nSTARTED 3 9\nFT 3 1 5\n";
        let reached = parse_report(report);
        assert_eq!(reached.len(), 4);
        let chosen = choose(&reached, |path| path.starts_with("kept"));
        assert_eq!(chosen, [Path::new("new/c")]);
    }

    #[test]
    fn every_target_has_a_source_a_corpus_and_a_place_in_the_manifest() {
        let manifest = fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
        let mut targets = 0;
        for file in fs::read_dir(root().join("fuzz/fuzz_targets")).unwrap() {
            let path = file.unwrap().path();
            let target = path.file_stem().unwrap().to_str().unwrap();
            assert!(manifest.contains(&format!("name = \"{target}\"")), "{target}");
            assert!(fs::read_dir(kept(target)).unwrap().count() >= 5, "the corpus of {target}");
            targets += 1;
        }
        assert_eq!(targets, manifest.matches("[[bin]]").count());
    }
}

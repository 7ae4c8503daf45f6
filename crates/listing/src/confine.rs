//! The walls around the reading process, in the order in which they go up:
//!
//! 1. limits: memory, processor time, no file to write, no further descriptor, no child, no core dump; nobody may
//!    attach to it;
//! 2. Landlock: no file, no TCP, no signal or abstract socket outside, where the kernel has it (Linux 5.13 and later);
//! 3. seccomp: the few calls that reading, computing and writing need. Any other call ends the process.
//!
//! The rule when a wall is missing: without seccomp nothing is read, on any kernel. Landlock forbids once more what
//! seccomp forbids already, so without it the process goes on and says so.

use std::collections::BTreeMap;

use landlock::{ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetStatus, Scope};
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter,
    SeccompRule,
};

/// Memory, in bytes: the file, what comes out of gzip, the list, and the program itself.
const MEMORY_BYTES: u64 = 1 << 30;
/// Processor time, in seconds.
const SECONDS: u64 = 10;

/// Puts the walls up around this process. Whether Landlock is among them.
///
/// # Errors
/// In words, when one that is required cannot be had.
pub(crate) fn confine() -> Result<bool, String> {
    let said = |what: &str, error: &dyn std::fmt::Display| format!("{what}: {error}");
    let limit = |resource, most| {
        let both = Rlimit { current: Some(most), maximum: Some(most) };
        setrlimit(resource, both).map_err(|error| said("limits", &error))
    };
    limit(Resource::As, MEMORY_BYTES)?;
    limit(Resource::Cpu, SECONDS)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Core, 0)?;
    limit(Resource::Nproc, 0)?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(|error| said("dumps", &error))?;
    let landlocked = landlock()?;
    // Standard input, output and error are open. Landlock needed one descriptor more, so this limit comes after it.
    limit(Resource::Nofile, 3)?;
    let filter = filter().map_err(|error| said("seccomp", &error))?;
    seccompiler::apply_filter(&filter).map_err(|error| said("seccomp", &error))?;
    Ok(landlocked)
}

/// Takes every file and every connection away. False where the kernel has no Landlock.
fn landlock() -> Result<bool, String> {
    let abi = ABI::V6;
    let status = Ruleset::default()
        .handle_access(AccessFs::from_all(abi))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(abi)))
        .and_then(|rules| rules.scope(Scope::from_all(abi)))
        .and_then(Ruleset::create)
        .and_then(landlock::RulesetCreated::restrict_self)
        .map_err(|error| format!("landlock: {error}"))?;
    Ok(status.ruleset != RulesetStatus::NotEnforced)
}

/// The calls that are left, and an end to the process for every other one.
fn filter() -> Result<BpfProgram, seccompiler::BackendError> {
    let not_executable = |protection: u8| -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
        let is_data = SeccompCondition::new(
            protection,
            SeccompCmpArgLen::Dword,
            SeccompCmpOp::MaskedEq(4),
            0,
        )?;
        Ok(vec![SeccompRule::new(vec![is_data])?])
    };
    let always = [
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_lseek,
        libc::SYS_brk,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_madvise,
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sched_yield,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        always.into_iter().map(|call| (call, Vec::new())).collect();
    rules.insert(libc::SYS_mmap, not_executable(2)?);
    rules.insert(libc::SYS_mprotect, not_executable(2)?);
    let here = std::env::consts::ARCH.try_into()?;
    SeccompFilter::new(rules, SeccompAction::KillProcess, SeccompAction::Allow, here)?.try_into()
}

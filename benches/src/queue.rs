//! A long queue: rows of cases written through the store, as if they had come in over years.
//!
//! Only the plain row of each case is written, with a sealed state of the usual size that nobody can open:
//! the queue reads nothing else, and sealing so many cases would take minutes. They fall due after the
//! real cases of the same program, so that the first page is made of real ones.

use std::path::Path;
use std::sync::Arc;

use access::{Principal, SubmitReport, Target, decide};
use clock::Instant;
use policy::id::CaseId;
use store::case_file::CaseFileRow;
use store::{Location, Options, Store, StoreError};

use crate::Failure;

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bytes of a sealed state.
const STATE: u64 = 600;

/// Adds `count` open cases to the database of a program that is not running.
pub(crate) fn fill(
    data: &Path,
    policy: &policy::Policy,
    now: i64,
    count: u64,
) -> Result<(), Failure> {
    const BATCH: u64 = 1_000;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let path = data.join("candor.db");
        let options = Options { ballast_bytes: 0, ..Options::default() };
        let store = Store::open(Location::Sqlite { path }, options).await?;
        let proof = decide::<SubmitReport>(
            &Principal::Anonymous,
            Target::Program(policy.program.id.clone()),
        )
        .map_err(|_| "anyone may report, or so it was thought")?;
        let mut next = 0;
        while next < count {
            let upto = count.min(next + BATCH);
            let rows: Arc<Vec<(CaseId, CaseFileRow)>> =
                Arc::new((next..upto).map(|number| row(policy, now, number)).collect());
            let proof = proof.clone();
            store
                .write(move |tx| {
                    let (rows, proof) = (Arc::clone(&rows), proof.clone());
                    Box::pin(async move {
                        for (case, row) in rows.iter() {
                            store::case_file::open(tx, &proof, *case, row).await?;
                        }
                        Ok::<(), StoreError>(())
                    })
                })
                .await?;
            next = upto;
        }
        Ok(())
    })
}

fn row(policy: &policy::Policy, now: i64, number: u64) -> (CaseId, CaseFileRow) {
    // Of a thousand, a hundred are late, and the rest fall due within three years.
    let opened = now - 86_400 - i64::try_from(number % 10_000_000).unwrap_or(0);
    let spread = i64::try_from(number * 7_919 % 94_608_000).unwrap_or(0);
    let due = now + 30 * 86_400 + spread;
    let mut handle: String = (0..8)
        .rev()
        .filter_map(|place| {
            let digit = usize::try_from((number >> (5 * place)) & 31).ok()?;
            DIGITS.get(digit).map(|byte| char::from(*byte))
        })
        .collect();
    handle.insert(4, '-');
    let promise = policy.promises.first();
    let state: Vec<u8> = (0..STATE / 8)
        .flat_map(|place| {
            (number * STATE + place)
                .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                .rotate_left(29)
                .to_le_bytes()
        })
        .collect();
    let millis = u64::try_from(opened).unwrap_or(0) * 1_000;
    let mut random = [0; 10];
    for (to, from) in random.iter_mut().zip(number.to_be_bytes()) {
        *to = from;
    }
    let case = CaseId::new(millis, random);
    let row = CaseFileRow {
        handle,
        opened_at: Instant::from_second(opened),
        policy_version: policy.version(),
        last_seq: 4,
        last_recorded: Instant::from_second(opened),
        rm: "A".to_owned(),
        em: "N".to_owned(),
        vfd: "Vfd".to_owned(),
        pxa: "pxa".to_owned(),
        waiting: None,
        headline: "looking-into-it".to_owned(),
        close_class: None,
        next_due_at: Some(Instant::from_second(due)),
        next_due_promise: promise.map(|promise| promise.id.clone()),
        next_due_to: Some("reporter".to_owned()),
        assignee: None,
        replay: false,
        sealed_state: Some(state.into()),
    };
    (case, row)
}

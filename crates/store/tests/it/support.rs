//! Proofs, ids and rows for the tests.

use access::{
    Authorized, CaseFacts, Grant, Permission, Principal, Role, Scope, Stage, Target, decide,
};
use clock::Instant;
use policy::PolicyVersion;
use policy::id::{CaseId, EventId, OutboxId, ProgramId, ReportId, UserId};
use store::case_file::CaseFileRow;
use store::event::EventRow;
use store::outbox::NewWork;
use store::{BoxFuture, Bytes, Hash32, Store, StoreError, Tx};

pub(crate) fn program() -> ProgramId {
    program_named("acme")
}

pub(crate) fn program_named(name: &str) -> ProgramId {
    name.parse().expect("a program id")
}

pub(crate) fn at(second: i64) -> Instant {
    Instant::from_second(1_790_000_000 + second)
}

fn bytes16(number: u64) -> [u8; 16] {
    let mut bytes = [7; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    bytes
}

pub(crate) fn case(number: u64) -> CaseId {
    CaseId::from_bytes(bytes16(number))
}

pub(crate) fn event_id(number: u64) -> EventId {
    EventId::from_bytes(bytes16(number))
}

pub(crate) fn report_id(number: u64) -> ReportId {
    ReportId::from_bytes(bytes16(number))
}

pub(crate) fn user(number: u64) -> UserId {
    UserId::from_bytes(bytes16(number))
}

pub(crate) fn outbox_id(number: u64) -> OutboxId {
    OutboxId::from_bytes(bytes16(number))
}

pub(crate) fn hash(number: u64) -> Hash32 {
    let mut bytes = [9; 32];
    bytes[24..].copy_from_slice(&number.to_be_bytes());
    Hash32(bytes)
}

pub(crate) fn version() -> PolicyVersion {
    PolicyVersion::from_bytes([3; 32])
}

fn granted<P: Permission>(principal: &Principal, target: Target) -> Authorized<P> {
    decide::<P>(principal, target).expect("this principal has this permission")
}

/// A proof of the program itself: for jobs, ledgers, administration.
pub(crate) fn system<P: Permission>(target: Target) -> Authorized<P> {
    granted(&Principal::System, target)
}

/// A proof of the program itself for [`program`].
pub(crate) fn system_in_program<P: Permission>() -> Authorized<P> {
    system(Target::Program(program()))
}

/// A proof of the program itself for the instance.
pub(crate) fn system_instance<P: Permission>() -> Authorized<P> {
    system(Target::Instance)
}

/// An owner's proof for [`program`].
pub(crate) fn owner<P: Permission>() -> Authorized<P> {
    granted(&owner_of(program()), Target::Program(program()))
}

/// An owner's proof for one case of [`program`].
pub(crate) fn on_case<P: Permission>(number: u64) -> Authorized<P> {
    granted(&owner_of(program()), Target::Case(open_facts(number)))
}

/// An open case of [`program`] that is not restricted.
pub(crate) fn open_facts(number: u64) -> CaseFacts {
    CaseFacts { program: program(), case: case(number), stage: Stage::Open, restricted: false }
}

pub(crate) fn owner_of(program: ProgramId) -> Principal {
    Principal::member(user(1), vec![Grant::of_role(Scope::Program(program), Role::Owner)])
}

pub(crate) fn case_row(number: u64) -> CaseFileRow {
    CaseFileRow {
        handle: format!("A-{number}"),
        opened_at: at(0),
        policy_version: version(),
        last_seq: 1,
        last_recorded: at(0),
        rm: "received".to_owned(),
        em: "none".to_owned(),
        vfd: "vfd".to_owned(),
        pxa: "pxa".to_owned(),
        waiting: None,
        headline: "new".to_owned(),
        close_class: None,
        next_due_at: Some(at(3600)),
        next_due_promise: Some("acknowledge".to_owned()),
        next_due_to: Some("reporter".to_owned()),
        assignee: None,
        replay: false,
        sealed_state: Some(Bytes::from([1, 2, 3])),
    }
}

pub(crate) fn event_row(seq: u64, leaf_index: u64, id: u64) -> EventRow {
    EventRow {
        seq,
        event_id: event_id(id),
        kind: "report-received".to_owned(),
        happened_at: at(1),
        learned_at: at(2),
        recorded_at: at(3),
        actor: "reporter".to_owned(),
        visibility: "reporter".to_owned(),
        sealed_body: Some(Bytes::from([4, 5, 6])),
        leaf_index,
    }
}

pub(crate) fn work(number: u64, run_at: Instant) -> NewWork {
    NewWork {
        outbox_id: outbox_id(number),
        kind: "remind".to_owned(),
        case_id: Some(case(1)),
        payload: Bytes::from([8]),
        created_at: at(0),
        run_at,
        dedupe_key: hash(number),
    }
}

/// Opens a case with one event, as a submission does.
pub(crate) async fn open_case(store: &Store, number: u64) {
    open_case_as(store, number, case_row(number)).await;
}

/// Opens a case with this first state and one event.
pub(crate) async fn open_case_as(store: &Store, number: u64, row: CaseFileRow) {
    write(store, move |tx| {
        let row = row.clone();
        Box::pin(async move {
            let opened = store::case_file::open(tx, &owner(), case(number), &row).await?;
            store::event::append(tx, &opened, &[event_row(1, number, number)]).await
        })
    })
    .await
    .expect("a new case");
}

/// `Store::write` with the error type settled.
pub(crate) async fn write<T, B>(store: &Store, body: B) -> Result<T, StoreError>
where
    T: Send + 'static,
    B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, StoreError>> + Send + Sync + 'static,
{
    store.write(body).await
}

/// `Store::read` with the error type settled.
pub(crate) async fn read<T, B>(store: &Store, body: B) -> T
where
    T: Send + 'static,
    B: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, StoreError>> + Send + Sync + 'static,
{
    store.read(body).await.expect("a read that succeeds")
}

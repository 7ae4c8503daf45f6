//! How an event is stored: sealed under the case's key, committed to by a ledger leaf.
//!
//! The sealed body is a 32-byte salt and the whole event as JSON. The leaf commits to both: to the text
//! through the salt, so that erasing the key leaves a commitment nobody can guess at, and to the sealed
//! bytes, so that `candor verify` notices a changed row without any key. The plain columns beside the body
//! are the metadata that the queue and the jobs live on; opening an event checks that they agree with it.

use case::{Actor, Event};
use clock::Instant;
use ledger::{Entry, Hash, Subject, commitment, leaf_hash};
use policy::id::{CaseId, EventId, ProgramId};
use seal::{CaseKey, CaseOpener, FieldContext, row_key};
use store::event::EventRow;

use crate::error::Error;
use crate::random::{self, SystemRandom};

const SALT: usize = 32;

/// An event ready to be stored: the row (its leaf index still open), and its ledger leaf.
pub(crate) struct Prepared {
    pub(crate) row: EventRow,
    pub(crate) leaf: Leaf,
}

/// A ledger entry and its hash.
#[derive(Debug, Clone)]
pub(crate) struct Leaf {
    pub(crate) entry: Vec<u8>,
    pub(crate) hash: Hash,
}

impl Leaf {
    /// The leaf of an entry.
    pub(crate) fn of(entry: &Entry) -> Result<Self, Error> {
        let entry = entry.to_bytes().map_err(|error| Error::bug("ledger entry", &error))?;
        let hash = leaf_hash(&entry);
        Ok(Self { entry, hash })
    }

    /// The leaf of an act that is about no case: a policy adopted, a member granted, a key epoch begun.
    pub(crate) fn of_act(
        act: &str,
        object: &str,
        actor: &str,
        policy: Option<Hash>,
        now: Instant,
    ) -> Result<Self, Error> {
        Self::of(&Entry {
            act: act.to_owned(),
            subject: Subject::Object(object.to_owned()),
            event: random::event_id(now).to_string(),
            happened: now.second(),
            learned: now.second(),
            recorded: now.second(),
            actor: actor.to_owned(),
            commit: None,
            sealed: None,
            policy,
        })
    }
}

fn body_row(program: &ProgramId, case: CaseId, event: EventId) -> Vec<u8> {
    row_key(&[program.as_str().as_bytes(), case.as_bytes(), event.as_bytes()])
}

fn body_place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "event", column: "sealed_body", row, version: 1 }
}

/// The plain name of who acted: never a person's name.
pub(crate) fn pseudonym(actor: &Actor) -> String {
    match actor {
        Actor::Reporter => "reporter".to_owned(),
        Actor::Member(user) => format!("member:{user}"),
        Actor::System => "system".to_owned(),
        Actor::Participant(_) => "participant".to_owned(),
    }
}

/// Whether a plain name is that of who acted. For every event of a case that is opened, so without
/// writing the name first.
fn is_pseudonym(actor: &Actor, plain: &str) -> bool {
    match actor {
        Actor::Member(user) => plain
            .strip_prefix("member:")
            .and_then(|id| id.parse::<policy::id::UserId>().ok())
            .is_some_and(|id| id == *user),
        _ => pseudonym(actor) == plain,
    }
}

/// Seals an event as the `seq`th of its case.
pub(crate) fn prepare(
    key: &CaseKey,
    program: &ProgramId,
    case: CaseId,
    seq: u64,
    event: &Event,
) -> Result<Prepared, Error> {
    let salt: [u8; SALT] = random::bytes();
    let details = serde_json::to_vec(event).map_err(|error| Error::bug("event to JSON", &error))?;
    prepare_as(key, program, case, seq, event, &Opened { salt, details })
}

/// The same with a salt and a text that are there already: a log that takes an event over from another commits to
/// the same bytes.
pub(crate) fn prepare_as(
    key: &CaseKey,
    program: &ProgramId,
    case: CaseId,
    seq: u64,
    event: &Event,
    Opened { salt, details }: &Opened,
) -> Result<Prepared, Error> {
    let mut body = Vec::with_capacity(SALT + details.len());
    body.extend_from_slice(salt);
    body.extend_from_slice(details);
    let row = body_row(program, case, event.id);
    let sealed = key.seal(&body_place(&row), &body, &mut SystemRandom)?;

    let entry = Entry {
        act: event.fact.kind().to_owned(),
        subject: Subject::Case {
            case: case.to_string(),
            seq,
            visibility: event.visibility.as_str().to_owned(),
        },
        event: event.id.to_string(),
        happened: event.happened.second(),
        learned: event.learned.second(),
        recorded: event.recorded.second(),
        actor: pseudonym(&event.actor),
        commit: Some(commitment(salt, details)),
        sealed: Some(Hash::of(&[&sealed])),
        policy: match &event.fact {
            case::Fact::ReportReceived { policy, .. } => Some(Hash::from_bytes(*policy.as_bytes())),
            _ => None,
        },
    };
    let leaf = Leaf::of(&entry)?;
    Ok(Prepared {
        row: EventRow {
            seq,
            event_id: event.id,
            kind: entry.act,
            happened_at: event.happened,
            learned_at: event.learned,
            recorded_at: event.recorded,
            actor: entry.actor,
            visibility: event.visibility.as_str().to_owned(),
            sealed_body: Some(sealed.into()),
            leaf_index: 0,
        },
        leaf,
    })
}

/// What was stored of an event, and the salt that its leaf commits with.
pub(crate) struct Opened {
    pub(crate) salt: [u8; SALT],
    pub(crate) details: Vec<u8>,
}

/// Opens an event's body, with its salt. `None` when the body was erased.
pub(crate) fn open_with_salt(
    key: &CaseKey,
    program: &ProgramId,
    case: CaseId,
    row: &EventRow,
) -> Result<Option<Opened>, Error> {
    let Some(body) = open_body(&key.opener(), program, case, row)? else { return Ok(None) };
    let (salt, details) = split(&body)?;
    read(details, row)?;
    Ok(Some(Opened { salt: *salt, details: details.to_vec() }))
}

fn open_body(
    opener: &CaseOpener,
    program: &ProgramId,
    case: CaseId,
    row: &EventRow,
) -> Result<Option<seal::Opened>, Error> {
    let Some(sealed) = &row.sealed_body else { return Ok(None) };
    let place = body_row(program, case, row.event_id);
    Ok(Some(opener.open(&body_place(&place), sealed)?))
}

fn split(body: &[u8]) -> Result<(&[u8; SALT], &[u8]), Error> {
    body.split_first_chunk::<SALT>()
        .ok_or_else(|| Error::bug("event body", &"it is shorter than its salt"))
}

/// The event of a body, when the plain columns beside it say the same.
fn read(details: &[u8], row: &EventRow) -> Result<Event, Error> {
    let event: Event = serde_json::from_slice(details)
        .map_err(|error| Error::bug("event from JSON", &format!("{:?}", error.classify())))?;
    let agrees = event.id == row.event_id
        && event.fact.kind() == row.kind
        && event.happened == row.happened_at
        && event.learned == row.learned_at
        && event.recorded == row.recorded_at
        && is_pseudonym(&event.actor, &row.actor)
        && event.visibility.as_str() == row.visibility;
    if !agrees {
        return Err(Error::bug("event row", &"its plain columns were changed after it was sealed"));
    }
    Ok(event)
}

/// Opens the events of a case, in order. Erased ones are left out.
pub(crate) fn open_all(
    key: &CaseKey,
    program: &ProgramId,
    case: CaseId,
    rows: &[EventRow],
) -> Result<Vec<Event>, Error> {
    let opener = key.opener();
    let mut events = Vec::with_capacity(rows.len());
    for row in rows {
        if let Some(body) = open_body(&opener, program, case, row)? {
            events.push(read(split(&body)?.1, row)?);
        }
    }
    Ok(events)
}

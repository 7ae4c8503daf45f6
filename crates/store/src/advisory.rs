//! Advisories: a sealed draft beside the case, and the public text once an edition is out.

use clock::Instant;
use policy::id::{AdvisoryId, CaseId, ProgramId, UserId};

use access::{Authorized, PublishAdvisory, RunJobs};

use crate::error::StoreError;
use crate::proof::{ChangesCase, OpensCase, within};
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Bytes, Column, Value, row};

row! {
    /// One advisory, drafts included.
    pub struct AdvisoryRow {
        /// Its id.
        pub advisory_id: AdvisoryId,
        /// Its public identifier, once it has one.
        pub public_id: Option<String>,
        /// The edition that is out; 0 before the first.
        pub edition: u32,
        /// Where it stands (`draft`, `published`, `withdrawn`).
        pub state: String,
        /// The draft, sealed.
        pub sealed_draft: Option<Bytes>,
        /// The edition that is out, as public JSON.
        pub published: Option<String>,
        /// When the first edition came out.
        pub published_at: Option<Instant>,
        /// When the row last changed.
        pub modified_at: Instant,
        /// Whether it comes from a replayed case.
        pub replay: bool,
        /// When the draft is to be published, if that is settled.
        pub release_at: Option<Instant>,
        /// Who settled that, and will be the one who published.
        pub release_by: Option<UserId>,
        /// What the job needs to open the case at that minute, sealed.
        pub sealed_release: Option<Bytes>,
    }
}

row! {
    /// A publication whose minute has come.
    pub struct ReleaseRow {
        /// The case.
        pub case_id: CaseId,
        /// The advisory.
        pub advisory_id: AdvisoryId,
        /// Its minute.
        pub release_at: Instant,
        /// Who settled it.
        pub release_by: Option<UserId>,
        /// What opens the case.
        pub sealed_release: Option<Bytes>,
    }
}

row! {
    /// A published advisory. All of it is public.
    pub struct PublishedRow {
        /// The program.
        pub program_id: ProgramId,
        /// Its id.
        pub advisory_id: AdvisoryId,
        /// Its public identifier.
        pub public_id: Option<String>,
        /// The edition that is out.
        pub edition: u32,
        /// Where it stands (`published`, `withdrawn`).
        pub state: String,
        /// The text, as public JSON.
        pub published: String,
        /// When the first edition came out.
        pub published_at: Instant,
        /// When this edition came out.
        pub modified_at: Instant,
        /// Whether it comes from a replayed case.
        pub replay: bool,
    }
}

declare! {
    /// Takes the drafts of a case away.
    ERASE = "UPDATE advisory SET sealed_draft = NULL, release_at = NULL, release_by = NULL, sealed_release = NULL
        WHERE program_id = ?1 AND case_id = ?2";
    /// A new advisory.
    INSERT = "INSERT INTO advisory
        (program_id, case_id, advisory_id, public_id, edition, state, sealed_draft, published,
         published_at, modified_at, replay, release_at, release_by, sealed_release)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    /// A changed draft; what is public stays, and what was settled about publishing the old one falls.
    DRAFT = "UPDATE advisory SET sealed_draft = ?4, modified_at = ?5, release_at = NULL, release_by = NULL,
            sealed_release = NULL
        WHERE program_id = ?1 AND advisory_id = ?2 AND case_id = ?3";
    /// Settles when the draft `?4` is published, or that it is not.
    SETTLE = "UPDATE advisory SET release_at = ?5, release_by = ?6, sealed_release = ?7
        WHERE program_id = ?1 AND advisory_id = ?2 AND case_id = ?3 AND sealed_draft = ?4";
    /// Publications whose minute has come.
    DUE = "SELECT case_id, advisory_id, release_at, release_by, sealed_release FROM advisory
        WHERE program_id = ?1 AND release_at IS NOT NULL AND release_at <= ?2 ORDER BY release_at LIMIT ?3";
    /// Takes back a publication that did not happen at its minute.
    DROP_RELEASE = "UPDATE advisory SET release_at = NULL, release_by = NULL, sealed_release = NULL
        WHERE program_id = ?1 AND advisory_id = ?2 AND release_at = ?3";
    /// Gives a settled publication other keys, if it still has the ones that were read.
    HAND_OVER = "UPDATE advisory SET sealed_release = ?4
        WHERE program_id = ?1 AND advisory_id = ?2 AND sealed_release = ?3";
    /// A page of published advisories in the form that was kept before editions were.
    IN_FIRST_FORM = "SELECT program_id, advisory_id, public_id, edition, state, published, published_at,
            modified_at, replay
        FROM advisory WHERE program_id = ?1 AND state = 'published' AND published IS NOT NULL AND advisory_id > ?2
        ORDER BY advisory_id LIMIT ?3";
    /// The record of today in the place of one in that form.
    TAKE_OVER = "UPDATE advisory SET state = ?3, published = ?4, replay = ?5
        WHERE program_id = ?1 AND advisory_id = ?2 AND state = 'published'";
    /// How many advisories first came out between two times.
    FIRST_BETWEEN = "SELECT count(*) FROM advisory
        WHERE program_id = ?1 AND published IS NOT NULL AND published_at >= ?2 AND published_at < ?3";
    /// A new edition, if `?4` is the one that is out and `?5` the draft that was read.
    PUBLISH = "UPDATE advisory SET public_id = ?6, edition = ?7, state = ?8, sealed_draft = NULL,
            published = ?9, published_at = ?10, modified_at = ?11, replay = ?12,
            release_at = NULL, release_by = NULL, sealed_release = NULL
        WHERE program_id = ?1 AND advisory_id = ?2 AND case_id = ?3 AND edition = ?4 AND sealed_draft = ?5";
    /// The advisories of a case.
    OF_CASE = "SELECT advisory_id, public_id, edition, state, sealed_draft, published, published_at,
            modified_at, replay, release_at, release_by, sealed_release
        FROM advisory WHERE program_id = ?1 AND case_id = ?2 ORDER BY advisory_id";
    /// The published advisories of a case.
    PUBLIC_OF_CASE = "SELECT program_id, advisory_id, public_id, edition, state, published, published_at,
            modified_at, replay
        FROM advisory WHERE program_id = ?1 AND case_id = ?2 AND published IS NOT NULL ORDER BY advisory_id";
    /// Another record in the place of edition `?3`, as the next; what is being drafted stays.
    AMEND = "UPDATE advisory SET edition = ?4, published = ?5, modified_at = ?6
        WHERE program_id = ?1 AND advisory_id = ?2 AND edition = ?3 AND published IS NOT NULL";
    /// A page of published advisories, latest first.
    PUBLISHED = "SELECT program_id, advisory_id, public_id, edition, state, published, published_at,
            modified_at, replay
        FROM advisory WHERE program_id = ?1 AND published IS NOT NULL
            AND (published_at, advisory_id) < (?2, ?3)
        ORDER BY published_at DESC, advisory_id DESC LIMIT ?4";
    /// The published advisory with this identifier.
    BY_PUBLIC_ID = "SELECT program_id, advisory_id, public_id, edition, state, published, published_at,
            modified_at, replay
        FROM advisory WHERE program_id = ?1 AND public_id = ?2 AND published IS NOT NULL";
}

/// Adds an advisory to the case of the proof.
///
/// # Errors
/// [`StoreError::Duplicate`] when its id or public identifier is taken.
pub async fn insert(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    row: &AdvisoryRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let mut values = vec![program.value(), case.value()];
    values.extend(crate::value::Record::values(row));
    tx.execute(&INSERT, &values).await.map(|_| ())
}

/// Changes the draft. Says whether the case has that advisory.
///
/// # Errors
/// When the database does.
pub async fn save_draft(
    tx: &Tx<'_>,
    proof: &impl ChangesCase,
    advisory: AdvisoryId,
    sealed_draft: &Bytes,
    now: Instant,
) -> Result<bool, StoreError> {
    let (program, case) = proof.case_key()?;
    let values =
        [program.value(), advisory.value(), case.value(), sealed_draft.value(), now.value()];
    Ok(tx.execute(&DRAFT, &values).await? == 1)
}

/// Writes a new edition (or a withdrawal) if `expected_edition` is the one that is out and `row.sealed_draft`
/// the draft that is kept: what was read is what is published.
///
/// # Errors
/// [`StoreError::Conflict`] when it is not; [`StoreError::Duplicate`] when the public identifier is taken.
pub async fn publish(
    tx: &Tx<'_>,
    proof: &Authorized<PublishAdvisory>,
    expected_edition: u32,
    row: &AdvisoryRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let values = [
        program.value(),
        row.advisory_id.value(),
        case.value(),
        expected_edition.value(),
        row.sealed_draft.value(),
        row.public_id.value(),
        row.edition.value(),
        row.state.value(),
        row.published.value(),
        row.published_at.value(),
        row.modified_at.value(),
        row.replay.value(),
    ];
    match tx.execute(&PUBLISH, &values).await? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// Settles when the draft of `row` is published, or that it is not: its `release_at`, `release_by` and
/// `sealed_release`.
///
/// # Errors
/// [`StoreError::Conflict`] when another draft is kept by now.
pub async fn settle(
    tx: &Tx<'_>,
    proof: &Authorized<PublishAdvisory>,
    row: &AdvisoryRow,
) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    let values = [
        program.value(),
        row.advisory_id.value(),
        case.value(),
        row.sealed_draft.value(),
        row.release_at.value(),
        row.release_by.value(),
        row.sealed_release.value(),
    ];
    match tx.execute(&SETTLE, &values).await? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// Up to `limit` publications of a program whose minute has come, the earliest first.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn due(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    now: Instant,
    limit: u32,
) -> Result<Vec<ReleaseRow>, StoreError> {
    within(proof, program)?;
    tx.records(&DUE, &[program.value(), now.value(), limit.value()]).await
}

/// Takes back a publication that could not happen at its minute.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn drop_release(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    row: &ReleaseRow,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    let values = [program.value(), row.advisory_id.value(), row.release_at.value()];
    Ok(tx.execute(&DROP_RELEASE, &values).await? == 1)
}

/// Gives a settled publication other keys. Nothing happens when it has others by now than `row` has.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn hand_over(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    row: &ReleaseRow,
    sealed_release: &Bytes,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    let values = [
        program.value(),
        row.advisory_id.value(),
        row.sealed_release.value(),
        sealed_release.value(),
    ];
    Ok(tx.execute(&HAND_OVER, &values).await? == 1)
}

/// Up to `limit` advisories of a program after `after` that are kept in the form from before editions.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn in_first_form(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    after: Option<AdvisoryId>,
    limit: u32,
) -> Result<Vec<PublishedRow>, StoreError> {
    within(proof, program)?;
    let after: &[u8] = after.as_ref().map_or(&[], |id| id.as_bytes());
    tx.records(&IN_FIRST_FORM, &[program.value(), Value::Bytes(after.into()), limit.value()]).await
}

/// What is published of the advisories of a case.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn public_of_case(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    case: CaseId,
) -> Result<Vec<PublishedRow>, StoreError> {
    within(proof, program)?;
    tx.records(&PUBLIC_OF_CASE, &[program.value(), case.value()]).await
}

/// Makes `record` the edition after `row.edition`, without touching the draft of another or its minute.
///
/// # Errors
/// [`StoreError::Conflict`] when another edition came out meanwhile, [`StoreError::WrongTarget`] when the proof
/// is for another program.
pub async fn amend(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    row: &PublishedRow,
    record: &str,
    now: Instant,
) -> Result<(), StoreError> {
    within(proof, program)?;
    let next = row.edition.saturating_add(1);
    let values = [
        program.value(),
        row.advisory_id.value(),
        row.edition.value(),
        next.value(),
        Value::Text(record.into()),
        now.value(),
    ];
    match tx.execute(&AMEND, &values).await? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict),
    }
}

/// Puts the record of today in the place of one in the form from before editions. Says whether it was there.
///
/// # Errors
/// [`StoreError::WrongTarget`] when the proof is for another program.
pub async fn take_over(
    tx: &Tx<'_>,
    proof: &Authorized<RunJobs>,
    program: &ProgramId,
    advisory: AdvisoryId,
    state: &str,
    published: &str,
    replay: bool,
) -> Result<bool, StoreError> {
    within(proof, program)?;
    let values = [
        program.value(),
        advisory.value(),
        Value::Text(state.into()),
        Value::Text(published.into()),
        replay.value(),
    ];
    Ok(tx.execute(&TAKE_OVER, &values).await? == 1)
}

/// How many advisories of a program first came out from `from` on and before `to`.
///
/// # Errors
/// When the database does.
pub async fn first_between(
    tx: &Tx<'_>,
    program: &ProgramId,
    from: Instant,
    to: Instant,
) -> Result<u32, StoreError> {
    let values = [program.value(), from.value(), to.value()];
    let mut rows = tx.rows(&FIRST_BETWEEN, &values).await?;
    rows.first_mut().map_or(Ok(0), crate::value::Row::next)
}

/// The advisories of the case of the proof, drafts included.
///
/// # Errors
/// When the database does.
pub async fn of_case(tx: &Tx<'_>, proof: &impl OpensCase) -> Result<Vec<AdvisoryRow>, StoreError> {
    let (program, case) = proof.case_key()?;
    tx.records(&OF_CASE, &[program.value(), case.value()]).await
}

/// A page of a program's published advisories, latest first.
///
/// # Errors
/// When the database does.
pub async fn published(
    tx: &Tx<'_>,
    program: &ProgramId,
    after: Option<(Instant, AdvisoryId)>,
    limit: u32,
) -> Result<Vec<PublishedRow>, StoreError> {
    let (at, id): (i64, &[u8]) = match &after {
        Some((at, id)) => (at.second(), id.as_bytes()),
        None => (i64::MAX, &[]),
    };
    let values = [program.value(), at.value(), Value::Bytes(id.into()), limit.value()];
    tx.records(&PUBLISHED, &values).await
}

/// The published advisory with this identifier.
///
/// # Errors
/// When the database does.
pub async fn by_public_id(
    tx: &Tx<'_>,
    program: &ProgramId,
    public_id: &str,
) -> Result<Option<PublishedRow>, StoreError> {
    tx.record(&BY_PUBLIC_ID, &[program.value(), Value::Text(public_id.into())]).await
}

/// Takes the drafts of the case away; part of [`crate::case_file::erase`]. What was published stays.
pub(crate) async fn erase(tx: &Tx<'_>, proof: &impl ChangesCase) -> Result<(), StoreError> {
    let (program, case) = proof.case_key()?;
    tx.execute(&ERASE, &[program.value(), case.value()]).await.map(|_| ())
}

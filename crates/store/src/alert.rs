//! Alerts: which rule was met, when, by whom, how often. No case, no content.

use access::{Authorized, RunJobs};
use clock::Instant;
use policy::id::UserId;

use crate::error::StoreError;
use crate::statement::declare;
use crate::tx::Tx;
use crate::value::{Column, Record, Value, row};

/// The id of an alert: it follows from the rule, the subject and the time, so that two that notice the same
/// write one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AlertId(pub [u8; 16]);

impl Column for AlertId {
    fn value(&self) -> Value<'_> {
        self.0.value()
    }
    fn read(value: Value<'static>) -> Result<Self, StoreError> {
        <[u8; 16]>::read(value).map(Self)
    }
}

row! {
    /// One alert.
    pub struct AlertRow {
        /// Its id.
        pub alert_id: AlertId,
        /// When the rule was met.
        pub raised_at: Instant,
        /// The rule's name.
        pub rule: String,
        /// What kind of subject (`member`, `token`, `network`, `instance`).
        pub subject: String,
        /// The account it is about, where it is about one.
        pub user_id: Option<UserId>,
        /// What was counted.
        pub count: u64,
        /// What was done about it.
        pub action: String,
        /// When somebody looked at it.
        pub seen_at: Option<Instant>,
        /// Who did.
        pub seen_by: Option<UserId>,
    }
}

declare! {
    /// A new alert; the same again stays as it is.
    INSERT = "INSERT INTO alert
            (alert_id, raised_at, rule, subject, user_id, count, action, seen_at, seen_by)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT (alert_id) DO NOTHING";
    /// The alerts since a time, newest first.
    SINCE = "SELECT alert_id, raised_at, rule, subject, user_id, count, action, seen_at, seen_by
        FROM alert WHERE raised_at >= ?1 ORDER BY raised_at DESC, alert_id LIMIT ?2";
    /// One alert.
    FIND = "SELECT alert_id, raised_at, rule, subject, user_id, count, action, seen_at, seen_by
        FROM alert WHERE alert_id = ?1";
    /// Marks one as seen.
    SEE = "UPDATE alert SET seen_at = ?2, seen_by = ?3 WHERE alert_id = ?1 AND seen_at IS NULL";
}

/// Keeps an alert. Says whether it is new.
///
/// # Errors
/// When the database does.
pub async fn insert(
    tx: &Tx<'_>,
    _proof: &Authorized<RunJobs>,
    row: &AlertRow,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&INSERT, &row.values()).await? == 1)
}

/// Up to `limit` alerts raised at `since` or later, newest first. The caller says who sees which.
///
/// # Errors
/// When the database does.
pub async fn since(
    tx: &Tx<'_>,
    _proof: &Authorized<RunJobs>,
    since: Instant,
    limit: u32,
) -> Result<Vec<AlertRow>, StoreError> {
    tx.records(&SINCE, &[since.value(), limit.value()]).await
}

/// One alert.
///
/// # Errors
/// When the database does.
pub async fn find(
    tx: &Tx<'_>,
    _proof: &Authorized<RunJobs>,
    alert: AlertId,
) -> Result<Option<AlertRow>, StoreError> {
    tx.record(&FIND, &[alert.value()]).await
}

/// Notes that somebody looked at an alert. Says whether nobody had.
///
/// # Errors
/// When the database does.
pub async fn see(
    tx: &Tx<'_>,
    _proof: &Authorized<RunJobs>,
    alert: AlertId,
    user: UserId,
    now: Instant,
) -> Result<bool, StoreError> {
    Ok(tx.execute(&SEE, &[alert.value(), now.value(), user.value()]).await? == 1)
}

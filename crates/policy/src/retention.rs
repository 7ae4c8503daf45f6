//! Retention: what is kept, why, and how long. The privacy page and the erasing of old data read this
//! same table.

use clock::Span;

use crate::word::words;

/// One row of `[[retention]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retention {
    /// What is kept.
    pub what: Retained,
    /// Why it is kept, as a sentence.
    pub why: String,
    /// How long it is kept; `None`: for good.
    pub keep: Option<Span>,
    /// From when the time counts.
    pub after: RetainedFrom,
}

/// What is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retained {
    /// The text of a report.
    Report,
    /// Files sent with a report.
    Attachments,
    /// Messages between the reporter and the team.
    Messages,
    /// Name and address of the reporter.
    ReporterIdentity,
    /// Who did what when on a case.
    Events,
    /// Salted commitments to the events, from which nothing can be read.
    Ledger,
    /// Accounts of the team.
    Accounts,
    /// Technical logs.
    Logs,
}

/// From when a time of retention counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RetainedFrom {
    /// The arrival of the report, or the making of the record.
    Received,
    /// The closing of the case.
    Closed,
    /// The publication of the advisory.
    Disclosed,
}

words!(Retained, "a kind of record", {
    Report = "report", Attachments = "attachments", Messages = "messages",
    ReporterIdentity = "reporter identity", Events = "events", Ledger = "ledger",
    Accounts = "accounts", Logs = "logs",
});
words!(RetainedFrom, "a start of retention", {
    Received = "received", Closed = "closed", Disclosed = "disclosed",
});

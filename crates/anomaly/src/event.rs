//! What the rules see: who did what kind of thing, when and from where, as pseudonyms.
//!
//! A pseudonym is a keyed hash that the caller makes. That of an address prefix changes with its key every day, so no rule
//! compares prefixes over more than a day; whether a device is known is the device cookie's business, and comes as a
//! yes or no.

use clock::Instant;

/// Somebody or something, without saying who or what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pseudonym(pub u64);

/// Something that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Instant,
    /// Whose account or token, where there is one.
    pub actor: Option<Pseudonym>,
    /// From which address prefix, where there is one (an onion service has none).
    pub prefix: Option<Pseudonym>,
    /// What.
    pub kind: Kind,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A member opened a case.
    CaseRead {
        /// Which.
        case: Pseudonym,
        /// Whether it is assigned to them, or they take part in it.
        assigned: bool,
        /// Whether it is restricted.
        restricted: bool,
    },
    /// A member downloaded an attachment.
    AttachmentRead,
    /// A member exported so many cases at once.
    Exported {
        /// How many.
        cases: u32,
    },
    /// Somebody signed in or unlocked.
    SignedIn {
        /// Whether the device signed in with this account before.
        known_device: bool,
    },
    /// A passphrase, code or unlock of this account was wrong.
    UnlockFailed,
    /// An API token was used; the actor is the token.
    TokenUsed,
    /// A page or object that does not exist or is not for them was asked for (403 and 404 are the same).
    NotFound,
    /// A role or grant was changed.
    GrantChanged {
        /// Whose.
        of: Pseudonym,
        /// Whether they may do more than before.
        raises: bool,
    },
    /// A team was switched between sealed and assisted mode.
    ModeSwitched,
    /// A receipt that opens nothing was tried.
    ReceiptGuessed,
    /// A receipt opened its case.
    ReceiptOpened {
        /// Which.
        case: Pseudonym,
    },
    /// A report was sent.
    Submitted,
    /// A check of the log found something that does not fit.
    LedgerMismatch,
    /// The wall clock moved against the machine's own by so much.
    ClockStepped {
        /// Seconds, negative when it went back.
        seconds: i64,
    },
    /// The age of the newest checkpoint, looked at now.
    CheckpointAge {
        /// Seconds.
        seconds: u32,
    },
    /// The room left on the disk, looked at now.
    DiskFree {
        /// Thousandths of the whole.
        permille: u32,
    },
    /// The age of the last backup that was verified, looked at now.
    BackupAge {
        /// Seconds.
        seconds: u32,
    },
}

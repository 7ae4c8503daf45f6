//! What can go wrong in a use case, by whose fault it is.
//!
//! The sentences may be shown: they name what to change and hold nothing that was sealed. What only the
//! operator may know is in the log, under the incident number of [`Error::Bug`].

use thiserror::Error;

/// One field of a form or request that must change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name as it was sent.
    pub field: String,
    /// What to change.
    pub message: String,
}

/// Why a use case did not happen.
#[derive(Debug, Error)]
pub enum Error {
    /// It does not exist, or the caller may not know that it does: the same answer.
    #[error("there is nothing here, or nothing that you may open")]
    NotFound,
    /// The caller knows that it exists and has no right to this.
    #[error("your role does not let you {0}. Ask an owner of the program for it")]
    Forbidden(&'static str),
    /// Nobody is signed in, or the session ended.
    #[error("you are not signed in, or your session has ended. Sign in and try again")]
    SignedOut,
    /// Name and passphrase do not belong together, or too many were tried; says nothing about which.
    #[error(
        "this name and passphrase do not belong together, or too many were tried lately. Check both; after several tries wait a quarter of an hour, or use a device on which you signed in before"
    )]
    WrongPassphrase,
    /// A code of an app or sheet is not right, was used, or too many were tried; says nothing about which.
    #[error(
        "this code is not right, was used already, or too many were tried lately. Type the code that your app shows now, or an unused one of your recovery sheet"
    )]
    WrongCode,
    /// What a passkey answered is not right.
    #[error("{0}")]
    Passkey(#[from] credential::passkey::PasskeyRefused),
    /// Nobody has this passkey, or whoever has it may not sign in.
    #[error(
        "this passkey is not known here, or its account may not sign in. Use another one, or your passphrase"
    )]
    UnknownPasskey,
    /// A passkey that signs in and does not unlock.
    #[error(
        "this passkey shows who you are, and cannot unlock: it has no prf extension, or was never used while your session was unlocked. Type your passphrase"
    )]
    PasskeyLocks,
    /// What came back from an identity provider is not accepted.
    #[error("{0}")]
    Provider(#[from] credential::oidc::OidcRefused),
    /// Nobody here is linked to this person at the provider, or whoever is may not sign in.
    #[error(
        "no account here is linked to you at this provider. Sign in by another way and link it on your account's page"
    )]
    UnknownPerson,
    /// A program signed in with a passphrase alone, and the account needs more.
    #[error(
        "this account signs in with a second factor. Send the code of its app as well, or use an API token; an account without a second factor sets one up in the browser first"
    )]
    SecondFactorMissing,
    /// Too many people are signing in.
    #[error("too many are signing in at this moment. Wait a minute and try again")]
    Busy,
    /// A factor was not shown lately, and this is dangerous.
    #[error("show once more who you are before {before}")]
    StepUp {
        /// What was to be done.
        before: &'static str,
    },
    /// A program asked for what only a person may do.
    #[error(
        "an API token is not enough for {what}. Somebody does it in the browser, where they can show who they are"
    )]
    NotByToken {
        /// What was to be done.
        what: &'static str,
    },
    /// The case is restricted, or somebody else's: whoever reads it says why.
    #[error("say first why you open this case: it is restricted, or it is somebody else's")]
    ReasonNeeded,
    /// Fields must change; everything else that was sent is kept by the caller.
    #[error("{}", one_sentence(.0))]
    Fields(Vec<FieldError>),
    /// The rules of the case refuse, and say what is possible instead.
    #[error("{0}")]
    Refused(case::Refusal),
    /// Somebody acted first.
    #[error(
        "someone else acted on this case since you opened it. Look at what changed, then decide again; what you wrote is kept"
    )]
    Conflict,
    /// The same idempotency key came with another body.
    #[error("this Idempotency-Key was used for a different report. Use a new key for a new report")]
    KeyReused,
    /// Reports are not taken at present.
    #[error("{0}")]
    IntakeClosed(String),
    /// The database is away or overloaded: nothing was written.
    #[error("this cannot be stored at the moment, and nothing was. Try again in a minute")]
    Unavailable,
    /// The disk is full: nothing was written.
    #[error(
        "there is no room to store this, and nothing was stored. The operator has been told; please try again later, or use another contact"
    )]
    NoRoom,
    /// An act that needs two people is not that far.
    #[error("{0}")]
    Joint(#[from] access::joint::JointRefusal),
    /// The ledger may not be signed: an anchor outside the data saw more than the data holds.
    #[error("the ledger cannot be signed: {0}")]
    Ledger(String),
    /// The setup is over.
    #[error("the first account exists already. Sign in, or ask an owner to add you")]
    AlreadySetUp,
    /// The disk failed while storing. Never shown: the process ends.
    #[error("the disk failed")]
    Fatal,
    /// Our fault. The number is in the log beside the cause.
    #[error(
        "something went wrong on our side (incident {incident}). Nothing you sent was changed; please try again, or give this number to the operator"
    )]
    Bug {
        /// Random, so that a log line can be found.
        incident: String,
    },
}

fn one_sentence(fields: &[FieldError]) -> String {
    fields.iter().map(|field| field.message.as_str()).collect::<Vec<_>>().join(" ")
}

impl Error {
    /// One field must change.
    pub fn field(field: &str, message: impl Into<String>) -> Self {
        Self::Fields(vec![FieldError { field: field.to_owned(), message: message.into() }])
    }

    /// A fault of ours: logs the cause and gives it a number. `cause` must hold nothing sealed.
    pub fn bug(place: &'static str, cause: &dyn std::fmt::Display) -> Self {
        let incident = crate::random::incident();
        tracing::error!(%incident, place, %cause, "a fault in the program");
        Self::Bug { incident }
    }
}

impl From<access::Denied> for Error {
    fn from(denied: access::Denied) -> Self {
        tracing::debug!(permission = denied.permission.name(), hidden = denied.hidden, "denied");
        if denied.hidden { Self::NotFound } else { Self::Forbidden(denied.permission.words()) }
    }
}

impl From<store::StoreError> for Error {
    fn from(error: store::StoreError) -> Self {
        use store::StoreError as S;
        match error {
            S::Conflict => Self::Conflict,
            S::DiskFull => {
                tracing::error!("{error}");
                Self::NoRoom
            }
            S::Unavailable { .. } | S::Contended | S::Unknown | S::Closed => {
                tracing::warn!("{error}");
                Self::Unavailable
            }
            S::Durability { .. } => {
                tracing::error!("{error}");
                Self::Fatal
            }
            other => Self::bug("store", &other),
        }
    }
}

impl From<seal::SealError> for Error {
    fn from(error: seal::SealError) -> Self {
        match error {
            seal::SealError::Memory => {
                tracing::warn!("{error}");
                Self::Unavailable
            }
            other => Self::bug("seal", &other),
        }
    }
}

impl From<seal::OpenError> for Error {
    fn from(error: seal::OpenError) -> Self {
        Self::bug("open", &format!("{error:?}"))
    }
}

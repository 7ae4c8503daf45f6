//! How long a way in stays open, what is asked for once more, and when a session gets a new name.
//!
//! OWASP ASVS 5.0 chapter 7. The cookie and what is sealed under it are `seal`'s; here are the decisions about the row.

use core::time::Duration;

use clock::Instant;
use serde::{Deserialize, Serialize};

/// Whose session it is; staff and reporters have other limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// A member, or a guest of a case.
    Staff,
    /// The holder of a receipt.
    Reporter,
}

/// How long a session lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Without a request.
    pub idle: Duration,
    /// In any case.
    pub longest: Duration,
}

impl Holder {
    /// The limits: 30 minutes and 12 hours for staff, 2 hours for reporters, who may write for long.
    #[must_use]
    pub const fn limits(self) -> Limits {
        let reporter = Duration::from_secs(2 * 60 * 60);
        match self {
            Self::Staff => Limits {
                idle: Duration::from_secs(30 * 60),
                longest: Duration::from_secs(12 * 60 * 60),
            },
            Self::Reporter => Limits { idle: reporter, longest: reporter },
        }
    }
}

/// What is known of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionFacts {
    /// Whose it is.
    pub holder: Holder,
    /// When it began.
    pub began: Instant,
    /// When it was last used.
    pub seen: Instant,
    /// When a factor was last shown: at sign-in, or since.
    pub proven: Option<Instant>,
}

/// Whether a session is alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Yes, for at least so long.
    Alive(Duration),
    /// No: unused for too long. The vault is locked with it.
    Idle,
    /// No: its longest time is over.
    Over,
    /// No: the clock is more than a minute before its last use, so its age cannot be told.
    ClockWentBack,
}

/// So much may a clock step back without ending sessions.
const TOLERATED_STEP: Duration = Duration::from_secs(60);
/// After so long without a request the keys are taken out of a member's session; it goes on locked.
pub const RELOCK: Duration = Duration::from_secs(15 * 60);
/// A factor is fresh for this long.
pub const FRESH: Duration = Duration::from_secs(5 * 60);

impl SessionFacts {
    /// Whether the session is alive now.
    #[must_use]
    pub fn standing(&self, now: Instant) -> Standing {
        let limits = self.holder.limits();
        let since = |moment: Instant| match now.since(moment) {
            Some(passed) => Some(passed),
            None => {
                moment.since(now).filter(|step| *step <= TOLERATED_STEP).map(|_| Duration::ZERO)
            }
        };
        let (Some(age), Some(unused)) = (since(self.began), since(self.seen)) else {
            return Standing::ClockWentBack;
        };
        if age >= limits.longest {
            Standing::Over
        } else if unused >= limits.idle {
            Standing::Idle
        } else {
            Standing::Alive((limits.longest - age).min(limits.idle - unused))
        }
    }

    /// Whether an act may be done now, or a factor must be shown first. A factor from the future is no fresh one.
    #[must_use]
    pub fn may(&self, act: Act, now: Instant) -> bool {
        let fresh = self.proven.and_then(|proven| now.since(proven)).is_some_and(|age| age < FRESH);
        !act.is_dangerous() || fresh
    }
}

/// What somebody is about to do, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    /// Anything that is not listed.
    Ordinary,
    /// Exporting one case.
    ExportCase,
    /// Exporting many cases, or a program.
    BulkExport,
    /// Opening a restricted case.
    OpenRestricted,
    /// Giving or changing a role, adding or removing a member or a guest.
    ChangeGrant,
    /// Making an API token or a service account.
    MakeToken,
    /// Switching a team between sealed and assisted mode.
    SwitchMode,
    /// Erasing a case or a person.
    Erase,
    /// Using or making recovery codes, the recovery kit, or the organisation's key.
    Recover,
    /// Changing the own factors: passphrase, authenticator app, passkeys, the binding to a provider.
    ChangeFactor,
    /// Changing what speaks to the outside: mail, identity providers, webhooks, witnesses.
    ChangeOutside,
    /// Setting or lifting a legal hold.
    LegalHold,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 12] = [
        Self::Ordinary,
        Self::ExportCase,
        Self::BulkExport,
        Self::OpenRestricted,
        Self::ChangeGrant,
        Self::MakeToken,
        Self::SwitchMode,
        Self::Erase,
        Self::Recover,
        Self::ChangeFactor,
        Self::ChangeOutside,
        Self::LegalHold,
    ];

    /// Whether a factor must have been shown within [`FRESH`] (ASVS 7.5.1, 7.5.3).
    #[must_use]
    pub const fn is_dangerous(self) -> bool {
        !matches!(self, Self::Ordinary)
    }

    /// Whether a second person must agree (ASVS 2.3.5); one-person teams wait and are told instead.
    #[must_use]
    pub const fn needs_second_person(self) -> bool {
        matches!(
            self,
            Self::BulkExport | Self::SwitchMode | Self::Recover | Self::LegalHold | Self::Erase
        )
    }

    /// The act in words, after "before".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Ordinary => "anything else",
            Self::ExportCase => "exporting a case",
            Self::BulkExport => "exporting many cases",
            Self::OpenRestricted => "opening a restricted case",
            Self::ChangeGrant => "changing roles, members or guests",
            Self::MakeToken => "making an API token or service account",
            Self::SwitchMode => "switching between sealed and assisted mode",
            Self::Erase => "erasing a case or a person",
            Self::Recover => "using or making recovery keys",
            Self::ChangeFactor => "changing your own passphrase, app, passkeys or provider",
            Self::ChangeOutside => "changing mail, providers, webhooks or witnesses",
            Self::LegalHold => "setting or lifting a legal hold",
        }
    }
}

/// What happened to an account or its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// Somebody signed in.
    SignedIn,
    /// A factor was shown once more.
    SteppedUp,
    /// The vault was unlocked in the session.
    Unlocked,
    /// The account's role or grants changed.
    GrantsChanged,
    /// The passphrase, app, passkeys, recovery codes or provider of the account changed.
    FactorChanged,
    /// The person asked for it.
    SignedOutEverywhere,
    /// An administrator ended the account's sessions.
    EndedByAdministrator,
    /// The account was disabled, here or at its provider.
    Disabled,
}

/// What follows for sessions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consequence {
    /// The session in which it happened gets a new cookie; the old one is worth nothing at once.
    pub rotate_own: bool,
    /// The session in which it happened ends.
    pub end_own: bool,
    /// All other sessions of the account end.
    pub end_others: bool,
    /// The account's API tokens are revoked.
    pub revoke_tokens: bool,
}

impl Change {
    /// Every change.
    pub const ALL: [Self; 8] = [
        Self::SignedIn,
        Self::SteppedUp,
        Self::Unlocked,
        Self::GrantsChanged,
        Self::FactorChanged,
        Self::SignedOutEverywhere,
        Self::EndedByAdministrator,
        Self::Disabled,
    ];

    /// What follows (ASVS 7.2.4, 7.4.2, 7.4.3, 7.4.5).
    #[must_use]
    pub const fn consequence(self) -> Consequence {
        let nothing = Consequence {
            rotate_own: false,
            end_own: false,
            end_others: false,
            revoke_tokens: false,
        };
        match self {
            // Rights are read at every request; the new name is for whoever holds the old one.
            Self::SignedIn | Self::SteppedUp | Self::Unlocked | Self::GrantsChanged => {
                Consequence { rotate_own: true, ..nothing }
            }
            Self::FactorChanged => Consequence { rotate_own: true, end_others: true, ..nothing },
            Self::SignedOutEverywhere | Self::EndedByAdministrator => {
                Consequence { end_own: true, end_others: true, ..nothing }
            }
            Self::Disabled => {
                Consequence { end_own: true, end_others: true, revoke_tokens: true, ..nothing }
            }
        }
    }
}

//! Every way in, and how strong it is: one table, from which the code decides and the documentation is made.
//!
//! OWASP ASVS 5.0 §6.1.3 asks for such a document, and §6.3.4 that no pathway is left out of it. `docs/ways-in.md` is
//! generated from this table.

use core::fmt::Write as _;

use crate::session::{Act, FRESH, Holder, RELOCK};
use crate::softlock::Pace;

/// A way of showing who one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pathway {
    /// A passphrase alone: the first of two steps, never the whole way for staff.
    Passphrase,
    /// A passphrase, then a code of an authenticator app.
    PassphraseAndTotp,
    /// A passphrase, then a recovery code from paper.
    PassphraseAndRecoveryCode,
    /// A passkey with user verification.
    Passkey,
    /// An identity provider that was asked for a second factor and says so.
    ProviderStrong,
    /// An identity provider that says nothing about how.
    Provider,
    /// An API token, for service accounts.
    ApiToken,
    /// A reporter's receipt.
    Receipt,
    /// The link of an invitation to one case, until the invited party agreed.
    Invitation,
    /// The key of an outside party of one case.
    PartyKey,
}

/// How much it takes to get in by a way that is not one's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// One thing that can be given away by being tricked.
    OneFactor,
    /// One secret of 128 random bits or more: not to be guessed, but to be stolen.
    RandomSecret,
    /// Two things.
    TwoFactors,
    /// Two things that work at no other site.
    PhishingResistant,
}

impl Strength {
    const fn words(self) -> &'static str {
        match self {
            Self::OneFactor => "one factor",
            Self::RandomSecret => "one random secret",
            Self::TwoFactors => "two factors",
            Self::PhishingResistant => "two factors, resistant to phishing",
        }
    }
}

/// Who comes by a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visitor {
    /// Members and guests.
    Staff,
    /// Programs with a service account.
    Service,
    /// Reporters.
    Reporter,
    /// Outside parties of one case.
    Party,
}

/// What is known about a way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its name in lists and logs.
    pub name: &'static str,
    /// Who comes by it.
    pub visitor: Visitor,
    /// How strong it is.
    pub strength: Strength,
    /// Whether it lets a member in by itself (ASVS 6.3.3: staff need two factors).
    pub complete_for_staff: bool,
    /// Whether it is enough for instance administrators.
    pub complete_for_administrators: bool,
    /// Whether showing it again steps up a session.
    pub steps_up: bool,
    /// Whether an answer works once only.
    pub replay: &'static str,
    /// What unlocks the vault with it.
    pub unlocks: &'static str,
    /// What slows guessing down.
    pub against_guessing: &'static str,
}

impl Pathway {
    /// Every way.
    pub const ALL: [Self; 10] = [
        Self::Passkey,
        Self::PassphraseAndTotp,
        Self::PassphraseAndRecoveryCode,
        Self::Passphrase,
        Self::ProviderStrong,
        Self::Provider,
        Self::ApiToken,
        Self::Receipt,
        Self::Invitation,
        Self::PartyKey,
    ];

    /// What is known about it.
    #[must_use]
    pub const fn facts(self) -> Facts {
        match self {
            Self::Passkey => Facts {
                name: "passkey",
                visitor: Visitor::Staff,
                strength: Strength::PhishingResistant,
                complete_for_staff: true,
                complete_for_administrators: true,
                steps_up: true,
                replay: "once: a challenge of 5 minutes",
                unlocks: "the same touch, with the prf extension; else the vault passphrase",
                against_guessing: "nothing to guess",
            },
            Self::PassphraseAndTotp => Facts {
                name: "passphrase and authenticator app",
                visitor: Visitor::Staff,
                strength: Strength::TwoFactors,
                complete_for_staff: true,
                complete_for_administrators: false,
                steps_up: true,
                replay: "once: the step of the last code is remembered",
                unlocks: "the passphrase",
                against_guessing: "softlock on each of the two",
            },
            Self::PassphraseAndRecoveryCode => Facts {
                name: "passphrase and recovery code",
                visitor: Visitor::Staff,
                strength: Strength::TwoFactors,
                complete_for_staff: true,
                complete_for_administrators: false,
                steps_up: false,
                replay: "once: a used code is marked",
                unlocks: "the passphrase",
                against_guessing: "softlock; 128 bits",
            },
            Self::Passphrase => Facts {
                name: "passphrase alone",
                visitor: Visitor::Staff,
                strength: Strength::OneFactor,
                complete_for_staff: false,
                complete_for_administrators: false,
                steps_up: false,
                replay: "any time",
                unlocks: "the passphrase, once signed in",
                against_guessing: "softlock; offline list",
            },
            Self::ProviderStrong => Facts {
                name: "identity provider with a second factor (acr or amr as demanded)",
                visitor: Visitor::Staff,
                strength: Strength::TwoFactors,
                complete_for_staff: true,
                complete_for_administrators: false,
                steps_up: true,
                replay: "once: state, nonce and code verifier of one browser",
                unlocks: "a passkey, or the vault passphrase",
                against_guessing: "the provider's business",
            },
            Self::Provider => Facts {
                name: "identity provider that does not say how",
                visitor: Visitor::Staff,
                strength: Strength::OneFactor,
                complete_for_staff: false,
                complete_for_administrators: false,
                steps_up: false,
                replay: "once: state, nonce and code verifier of one browser",
                unlocks: "a passkey, or the vault passphrase",
                against_guessing: "the provider's business",
            },
            Self::ApiToken => Facts {
                name: "API token",
                visitor: Visitor::Service,
                strength: Strength::RandomSecret,
                complete_for_staff: false,
                complete_for_administrators: false,
                steps_up: false,
                replay: "until it expires or is revoked",
                unlocks: "the token itself, for the request",
                against_guessing: "256 bits",
            },
            Self::Receipt => Facts {
                name: "receipt",
                visitor: Visitor::Reporter,
                strength: Strength::RandomSecret,
                complete_for_staff: false,
                complete_for_administrators: false,
                steps_up: false,
                replay: "as long as the case is kept",
                unlocks: "the receipt itself, one case",
                against_guessing: "128 bits",
            },
            Self::Invitation => Facts {
                name: "invitation",
                visitor: Visitor::Party,
                strength: Strength::RandomSecret,
                complete_for_staff: false,
                complete_for_administrators: false,
                steps_up: false,
                replay: "until the invited party agrees, then never again",
                unlocks: "the terms of one case, no content",
                against_guessing: "128 bits",
            },
            Self::PartyKey => Facts {
                name: "key of a party",
                visitor: Visitor::Party,
                strength: Strength::RandomSecret,
                complete_for_staff: false,
                complete_for_administrators: false,
                steps_up: false,
                replay: "until its access ends or it is taken off the case",
                unlocks: "the key itself, what of one case is shared",
                against_guessing: "128 bits",
            },
        }
    }

    /// Whether this way lets somebody in as a member, administrator or not.
    #[must_use]
    pub const fn lets_in(self, administrator: bool) -> bool {
        let facts = self.facts();
        if administrator { facts.complete_for_administrators } else { facts.complete_for_staff }
    }
}

/// The document `docs/ways-in.md`.
#[must_use]
pub fn pathways_markdown() -> String {
    let mut out = String::from(
        "# Ways in\n\n<!-- Generated from `credential::pathway`; a test compares it. -->\n\n\
         Every way of showing who one is, and how strong it is. There is no other: no link in a mail, no question, no\n\
         master passphrase. A way that lets nobody in by itself is one step of another.\n\n\
         | way | for | strength | lets a member in | an administrator, where one must have a passkey | steps up | works | unlocks by | against guessing |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let yes = |yes: bool| if yes { "yes" } else { "no" };
    for facts in Pathway::ALL.map(Pathway::facts) {
        let (visitor, staff) = match facts.visitor {
            Visitor::Staff => ("members, guests", true),
            Visitor::Service => ("service accounts", false),
            Visitor::Reporter => ("reporters", false),
            Visitor::Party => ("parties of one case", false),
        };
        let lets = |answer: bool| if staff { yes(answer) } else { "–" };
        // Writing to a String cannot fail.
        let _ = writeln!(
            out,
            "| {} | {visitor} | {} | {} | {} | {} | {} | {} | {} |",
            facts.name,
            facts.strength.words(),
            lets(facts.complete_for_staff),
            lets(facts.complete_for_administrators),
            lets(facts.steps_up),
            facts.replay,
            facts.unlocks,
            facts.against_guessing,
        );
    }
    out.push_str("\n## Guessing\n\nWaits double after the free attempts. No lock lasts longer than its longest wait.\n\n| counter | free attempts | longest wait | most guesses a day |\n| --- | --- | --- | --- |\n");
    let day = core::time::Duration::from_secs(24 * 60 * 60);
    for (name, pace) in [
        ("a credential, from devices that never signed in with it", Pace::CREDENTIAL),
        ("a credential, from one device that did", Pace::KNOWN_DEVICE),
        ("an address prefix, all accounts", Pace::PREFIX),
        ("the instance, all strange devices", Pace::INSTANCE),
    ] {
        let _ = writeln!(
            out,
            "| {name} | {} | {} s | {} |",
            pace.free,
            pace.longest_wait.as_secs(),
            pace.most_within(day)
        );
    }
    out.push_str("\n## Sessions\n\n| of | ends without a request after | ends in any case after |\n| --- | --- | --- |\n");
    for (name, holder) in [("members and guests", Holder::Staff), ("reporters", Holder::Reporter)] {
        let limits = holder.limits();
        let (idle, longest) = (limits.idle.as_secs() / 60, limits.longest.as_secs() / 3600);
        let _ = writeln!(out, "| {name} | {idle} minutes | {longest} hours |");
    }
    let _ = writeln!(
        out,
        "\nAfter {} minutes without a request the keys are taken out of a member's session in a browser. It stays, and a\npassphrase or a passkey unlocks it.",
        RELOCK.as_secs() / 60
    );
    let _ = write!(
        out,
        "\n## Shown once more\n\nA factor must have been shown within the last {} minutes before:\n\n",
        FRESH.as_secs() / 60
    );
    for act in Act::ALL.into_iter().filter(|act| act.is_dangerous()) {
        let second = if act.needs_second_person() { " (a second person agrees)" } else { "" };
        let _ = writeln!(out, "- {}{second}", act.words());
    }
    out
}

//! What can be lost, who can act then, what comes back and what is gone for good: one table.
//!
//! `docs/lost.md` is generated from it, and one test of `desk` carries out every row on both databases. A row that
//! no test carries out does not compile there.

use core::fmt::Write as _;

/// Something that somebody can lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// The authenticator app, with the recovery codes still there.
    App,
    /// The app and every recovery code, with a passkey still there.
    AppAndCodes,
    /// Every second factor; the passphrase is known.
    EverySecondFactor,
    /// The recovery codes alone.
    RecoveryCodes,
    /// The passphrase, with a passkey that unlocks still there.
    Passphrase,
    /// The passphrase, and nothing else unlocks.
    EveryWayToUnlock,
    /// One passkey, with another factor still there.
    Passkey,
    /// The cookie of a session: a stolen device, or a browser that forgot.
    SessionCookie,
    /// An API token that somebody else may have.
    ApiToken,
    /// Every token of a service account.
    EveryTokenOfAService,
    /// Every member's key, with the recovery kit still there.
    EveryMemberKey,
    /// One of the three sheets that the recovery kit was printed as.
    OneSheet,
    /// The recovery kit, or two of its three sheets, while a member can unlock.
    RecoveryKit,
    /// The recovery kit or two of its sheets, to somebody who may read them.
    KitInOtherHands,
    /// Every member's key and the recovery kit.
    EveryMemberKeyAndKit,
    /// A reporter's receipt.
    Receipt,
    /// A reporter's session, with the receipt still there.
    MailboxCookie,
}

/// What follows from a loss.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// What is lost, in words.
    pub lost: &'static str,
    /// Who can act.
    pub who: &'static str,
    /// What they do.
    pub how: &'static str,
    /// What comes back.
    pub regained: &'static str,
    /// What is gone for good.
    pub gone: &'static str,
}

impl Loss {
    /// Every loss, the smallest first.
    pub const ALL: [Self; 17] = [
        Self::RecoveryCodes,
        Self::App,
        Self::AppAndCodes,
        Self::EverySecondFactor,
        Self::Passkey,
        Self::Passphrase,
        Self::EveryWayToUnlock,
        Self::SessionCookie,
        Self::ApiToken,
        Self::EveryTokenOfAService,
        Self::OneSheet,
        Self::RecoveryKit,
        Self::KitInOtherHands,
        Self::EveryMemberKey,
        Self::EveryMemberKeyAndKit,
        Self::MailboxCookie,
        Self::Receipt,
    ];

    /// What follows.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            Self::RecoveryCodes => Outcome {
                lost: "the recovery codes",
                who: "the member",
                how: "makes new ones on the account's page, after showing passphrase and app",
                regained: "ten new codes; the old ones are worth nothing",
                gone: "nothing",
            },
            Self::App => Outcome {
                lost: "the authenticator app; a recovery code is there",
                who: "the member",
                how: "signs in with the passphrase and a code from paper, and sets up another app",
                regained: "everything",
                gone: "nothing",
            },
            Self::AppAndCodes => Outcome {
                lost: "the app and every recovery code; a passkey is there",
                who: "the member",
                how: "signs in with the passkey, and sets up another app",
                regained: "everything",
                gone: "nothing",
            },
            Self::EverySecondFactor => Outcome {
                lost: "every second factor; the passphrase is known",
                who: "an owner of a program that both are in",
                how: "resets the second factor on the members' page; the member sets up another at the next sign-in",
                regained: "everything; nobody else chooses or sees the new factor",
                gone: "nothing",
            },
            Self::Passkey => Outcome {
                lost: "a passkey; another factor is there",
                who: "the member",
                how: "signs in by another way and removes it on the account's page",
                regained: "everything; the lost one lets nobody in",
                gone: "nothing",
            },
            Self::Passphrase => Outcome {
                lost: "the passphrase; a passkey that unlocks is there",
                who: "the member",
                how: "signs in with the passkey and changes the passphrase without typing the old one",
                regained: "everything",
                gone: "nothing",
            },
            Self::EveryWayToUnlock => Outcome {
                lost: "the passphrase, and nothing else unlocks",
                who: "an owner, and the member: two people",
                how: "the owner gives a new key on the members' page (`candor user reset`) and hands over words in person; the member shows their app and chooses a passphrase",
                regained: "the name, the roles in the owner's programs, every case of them",
                gone: "the old account's tokens, passkeys and roles on single cases; in programs of other owners the role until they give it again",
            },
            Self::SessionCookie => Outcome {
                lost: "a session: a device was left somewhere",
                who: "the member",
                how: "ends it on the account's page, from another device",
                regained: "everything; the cookie lets nobody in",
                gone: "nothing",
            },
            Self::ApiToken => Outcome {
                lost: "an API token that somebody else may have",
                who: "its member; of a service account every owner",
                how: "makes the next one from it and revokes it",
                regained: "everything; the lost one lets nobody in",
                gone: "nothing",
            },
            Self::EveryTokenOfAService => Outcome {
                lost: "every token of a service account",
                who: "an owner",
                how: "removes the account and makes another",
                regained: "the same rights under another name",
                gone: "the account: nothing else opens its root",
            },
            Self::OneSheet => Outcome {
                lost: "one of the three sheets of the recovery kit",
                who: "nobody has to",
                how: "the two others give the kit; whoever finds the one opens nothing with it",
                regained: "everything",
                gone: "nothing, until a second sheet is lost",
            },
            Self::RecoveryKit => Outcome {
                lost: "the recovery kit, or two of its sheets; a member can unlock",
                who: "an administrator who owns every program",
                how: "makes another kit (`candor user kit`) and a backup",
                regained: "the way back when every member's key is lost",
                gone: "backups that were made before",
            },
            Self::KitInOtherHands => Outcome {
                lost: "the recovery kit, or two of its sheets: somebody else may have read it",
                who: "an administrator who owns every program",
                how: "makes another kit (`candor user kit`), which withdraws the first, and a backup; destroys the backups before",
                regained: "everything; the withdrawn kit opens nothing that is stored",
                gone: "what is in a backup from before, to whoever has that and the kit",
            },
            Self::EveryMemberKey => Outcome {
                lost: "every member's key; the recovery kit is there",
                who: "whoever holds the kit, at the console",
                how: "`candor user recover`: the kit opens each team's key for a new owner, who adds the others again",
                regained: "every case",
                gone: "the roles of everybody else, until they are given again",
            },
            Self::EveryMemberKeyAndKit => Outcome {
                lost: "every member's key and the recovery kit",
                who: "nobody",
                how: "",
                regained: "what was never sealed: what is published, times, the log; each reporter their own case with the receipt",
                gone: "every text that the team had",
            },
            Self::MailboxCookie => Outcome {
                lost: "a reporter's session; the receipt is there",
                who: "the reporter",
                how: "types the receipt again",
                regained: "everything",
                gone: "nothing",
            },
            Self::Receipt => Outcome {
                lost: "a reporter's receipt",
                who: "nobody; the team goes on with the case",
                how: "the reporter may send another report and say so there",
                regained: "nothing of the mailbox",
                gone: "the reporter's mailbox of this case",
            },
        }
    }
}

/// The document `docs/lost.md`.
#[must_use]
pub fn losses_markdown() -> String {
    let mut out = String::from(
        "# Lost something\n\n<!-- Generated from `credential::lost`; a test compares it, and another carries out every row. -->\n\n\
         Nothing here goes by mail, by a question or by a call to somebody who can open everything: there is nobody who can.\n\n\
         | lost | who acts | how | comes back | gone for good |\n| --- | --- | --- | --- | --- |\n",
    );
    for Outcome { lost, who, how, regained, gone } in Loss::ALL.map(Loss::outcome) {
        let how = if how.is_empty() { "–" } else { how };
        // Writing to a String cannot fail.
        let _ = writeln!(out, "| {lost} | {who} | {how} | {regained} | {gone} |");
    }
    out.push_str(
        "\nThe root key is no member's key and opens no case: when its file is lost, a backup and the recovery kit bring it\n\
         back (`candor restore`). The key that signs what is published is the operator's: make another and publish it.\n",
    );
    out
}

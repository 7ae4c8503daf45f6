//! Where every page lives: the addresses that templates link to and that the router answers.
//!
//! A constant is a pattern in the router's spelling (`{program}`), a function fills it in. Both sides use this
//! module, so a link and its route cannot drift apart.

use std::fmt::Write as _;

/// Declares a pattern and the function that fills it in, in the order of its parts.
macro_rules! paths {
    ($($(#[$doc:meta])* $pattern:ident $function:ident ( $($part:ident),* ) = $text:literal;)+) => {
        $($(#[$doc])* pub const $pattern: &str = $text;)+
        $($(#[$doc])*
        #[must_use]
        pub fn $function($($part: &str),*) -> String {
            fill($text, &[$($part),*])
        })+
        /// Every pattern that carries a page or takes a form, for the test that walks all routes.
        pub const ALL: &[&str] = &[$($text),+];
    };
}

/// The style sheet.
pub const STYLE: &str = "/assets/style.css";
/// The icon.
pub const ICON: &str = "/assets/icon.svg";

/// The script of the pages that ask for a passkey.
pub const PASSKEY_SCRIPT: &str = "/assets/passkey.js";

paths! {
    /// The list of programs.
    HOME home() = "/";
    /// A program: its policy in words.
    PROGRAM program(program) = "/p/{program}";
    /// The versions of a program's policy.
    VERSIONS versions(program) = "/p/{program}/policy";
    /// The source of one version of the policy.
    VERSION version(program, version) = "/p/{program}/policy/{version}";
    /// The versions as an Atom feed.
    VERSIONS_FEED versions_feed(program) = "/p/{program}/policy.atom";
    /// The policy in force as SECURITY.md.
    SECURITY_MD security_md(program) = "/p/{program}/SECURITY.md";
    /// The policy in force for machines.
    POLICY_JSON policy_json(program) = "/p/{program}/security-policy.json";
    /// The privacy page beside the policy.
    PRIVACY privacy(program) = "/p/{program}/privacy";
    /// The report form (GET), and where it is sent (POST, multipart).
    REPORT report(program) = "/p/{program}/report";
    /// A program's advisories.
    ADVISORIES advisories(program) = "/p/{program}/advisories";
    /// A program's advisories as an Atom feed.
    FEED feed(program) = "/p/{program}/advisories.atom";
    /// One advisory.
    ADVISORY advisory(program, advisory) = "/p/{program}/advisories/{advisory}";
    /// One advisory in a format: `csaf.json`, `osv.json`, `advisory.md` …
    ADVISORY_FILE advisory_file(program, advisory, file) = "/p/{program}/advisories/{advisory}/{file}";
    /// The key with which minisign verifies what a program publishes.
    MINISIGN_KEY minisign_key(program) = "/p/{program}/minisign.pub";
    /// Ask for mail about a program's advisories (GET, POST, field `address`).
    SUBSCRIBE subscribe(program) = "/p/{program}/subscribe";
    /// The link of the mail that asks (GET), and where it is confirmed (POST).
    SUBSCRIPTION subscription(program, token) = "/p/{program}/subscribe/{token}";
    /// The link that every mail has (GET), and where the subscription is ended (POST; RFC 8058).
    UNSUBSCRIBE unsubscribe(program, token) = "/p/{program}/unsubscribe/{token}";
    /// A program's hall of fame.
    CREDITS credits(program) = "/p/{program}/credits";
    /// How a program keeps its promises.
    STATISTICS statistics(program) = "/p/{program}/statistics";
    /// A program's ledger, for anyone.
    LEDGER ledger(program) = "/p/{program}/ledger";
    /// Where a receipt is typed (GET), and where it is sent (POST, field `receipt`).
    MAILBOX mailbox() = "/mailbox";
    /// The reporter's own case.
    MAILBOX_CASE mailbox_case() = "/mailbox/case";
    /// A command of the reporter (POST).
    MAILBOX_COMMAND mailbox_command(command) = "/mailbox/case/do/{command}";
    /// The proof file (POST; the field `receipt` outside the mailbox, the session inside).
    MAILBOX_PROOF mailbox_proof() = "/mailbox/proof";
    /// Everything that is held about the reporter, as a file (POST).
    MAILBOX_EXPORT mailbox_export() = "/mailbox/export";
    /// Ask for erasure (POST, field `reason`).
    MAILBOX_ERASURE mailbox_erasure() = "/mailbox/erasure";
    /// What a proof file shows (GET), and whether one holds (POST, field `proof` or a file).
    PROOF proof() = "/proof";
    /// Leave the mailbox (POST).
    MAILBOX_LEAVE mailbox_leave() = "/mailbox/leave";
    /// Where the secret of an invitation, or a party's key, is typed (GET), and where it is sent (POST, field `code`).
    INVITATION invitation() = "/invitation";
    /// The link of an invitation: the same page, filled in. Nothing happens before it is sent.
    INVITATION_LINK invitation_link(code) = "/invitation/{code}";
    /// A party's own case: the terms, then what is shared.
    PARTY_CASE party_case() = "/party";
    /// A command of a party (POST).
    PARTY_COMMAND party_command(command) = "/party/do/{command}";
    /// Leave (POST).
    PARTY_LEAVE party_leave() = "/party/leave";
    /// The team's queue. Query: `program`, `state` (`open`, `closed`), `after`.
    QUEUE queue() = "/desk";
    /// Mark the notices of the queue as seen (POST, field `program`, empty for all).
    NOTICES_SEEN notices_seen() = "/desk/notices/seen";
    /// The first account (GET, POST).
    SETUP setup() = "/desk/setup";
    /// The recovery kit and its confirmation (GET, POST).
    RECOVERY_KIT recovery_kit() = "/desk/setup/recovery-kit";
    /// Sign in (GET, POST).
    SIGN_IN sign_in() = "/desk/sign-in";
    /// Sign out (POST).
    SIGN_OUT sign_out() = "/desk/sign-out";
    /// The second step of signing in (GET, POST, fields `code`, `next`).
    SIGN_IN_CODE sign_in_code() = "/desk/sign-in/code";
    /// Ask any passkey of this site to sign in (POST, field `next`).
    SIGN_IN_PASSKEY sign_in_passkey() = "/desk/sign-in/passkey";
    /// Its answer (POST, fields `answer`, `next`).
    SIGN_IN_PASSKEY_ANSWER sign_in_passkey_answer() = "/desk/sign-in/passkey/answer";
    /// Begin signing in with the identity provider (POST).
    SIGN_IN_PROVIDER sign_in_provider() = "/desk/sign-in/provider";
    /// Where the provider sends browsers back to (GET, query `state`, `code`, `iss`, `error`).
    PROVIDER_CALLBACK provider_callback() = "/desk/sign-in/provider/callback";
    /// What came back, sent on by our page (POST, the same fields).
    PROVIDER_FINISH provider_finish() = "/desk/sign-in/provider/finish";
    /// Link the provider to one's account, or show who it is with it (POST, field `step`).
    ACCOUNT_PROVIDER account_provider() = "/desk/account/provider";
    /// End that link (POST).
    ACCOUNT_PROVIDER_REMOVE account_provider_remove() = "/desk/account/provider/remove";
    /// Ask a passkey of one's own account, to unlock or to step up (POST, field `next`).
    PASSKEY passkey() = "/desk/passkey";
    /// Its answer (POST, fields `answer`, `next`).
    PASSKEY_ANSWER passkey_answer() = "/desk/passkey/answer";
    /// Begin adding a passkey (POST, field `label`).
    ACCOUNT_PASSKEYS account_passkeys() = "/desk/account/passkeys";
    /// Add it (POST, field `answer`).
    ACCOUNT_PASSKEY_ADD account_passkey_add() = "/desk/account/passkeys/add";
    /// Take one away (POST, field `passkey`).
    ACCOUNT_PASSKEY_REMOVE account_passkey_remove() = "/desk/account/passkeys/remove";
    /// Unlock a locked session (GET, POST, fields `passphrase`, `next`).
    UNLOCK unlock() = "/desk/unlock";
    /// Lock this session (POST).
    LOCK lock() = "/desk/lock";
    /// Show once more who it is (GET, POST, fields `passphrase`, `code`, `next`).
    STEP_UP step_up() = "/desk/step-up";
    /// One's own account.
    ACCOUNT account() = "/desk/account";
    /// Set up an authenticator app (GET, POST, field `passphrase`).
    ACCOUNT_APP account_app() = "/desk/account/app";
    /// Confirm it (POST, field `code`).
    ACCOUNT_APP_CONFIRM account_app_confirm() = "/desk/account/app/confirm";
    /// Take it away (POST).
    ACCOUNT_APP_REMOVE account_app_remove() = "/desk/account/app/remove";
    /// Make new recovery codes (POST).
    ACCOUNT_CODES account_codes() = "/desk/account/codes";
    /// End one session (POST, field `session`).
    ACCOUNT_SESSION_END account_session_end() = "/desk/account/sessions/end";
    /// End all others (POST).
    ACCOUNT_SESSIONS_END account_sessions_end() = "/desk/account/sessions/end-others";
    /// Change one's own passphrase (GET, POST, fields `current`, `new`, `again`).
    ACCOUNT_PASSPHRASE account_passphrase() = "/desk/account/passphrase";
    /// Make an API token of one's own (GET, POST).
    ACCOUNT_TOKENS account_tokens() = "/desk/account/tokens";
    /// Revoke a token (POST, field `token`).
    ACCOUNT_TOKEN_REVOKE account_token_revoke() = "/desk/account/tokens/revoke";
    /// One case.
    CASE case(program, case) = "/desk/p/{program}/cases/{case}";
    /// A command of the team: its form (GET), and where it is sent (POST).
    COMMAND command(program, case, command) = "/desk/p/{program}/cases/{case}/do/{command}";
    /// The parties of a case (GET, query `show`: a standing), and an invitation (POST).
    PARTIES parties(program, case) = "/desk/p/{program}/cases/{case}/parties";
    /// One party of a case.
    PARTY party(program, case, party) = "/desk/p/{program}/cases/{case}/parties/{party}";
    /// Make the link of a party's invitation (POST, field `until`).
    PARTY_LINK party_link(program, case, party) = "/desk/p/{program}/cases/{case}/parties/{party}/link";
    /// A command about a party (POST).
    PARTY_ACT party_act(program, case, party, command) = "/desk/p/{program}/cases/{case}/parties/{party}/do/{command}";
    /// Who is named on a case (GET), and naming somebody (POST, fields `login`, `role`, `until`).
    CASE_PEOPLE case_people(program, case) = "/desk/p/{program}/cases/{case}/people";
    /// Take somebody off a case (POST, field `member`).
    CASE_PEOPLE_REMOVE case_people_remove(program, case) = "/desk/p/{program}/cases/{case}/people/remove";
    /// Restrict a case to those named on it, or open it to the team (POST, field `restricted`: `yes` or `no`).
    CASE_RESTRICT case_restrict(program, case) = "/desk/p/{program}/cases/{case}/people/restrict";
    /// The whole case as a file.
    CASE_EXPORT case_export(program, case) = "/desk/p/{program}/cases/{case}/export";
    /// What is inside a file of a case.
    FILE_INSIDE file_inside(program, case, file) = "/desk/p/{program}/cases/{case}/files/{file}/inside";
    /// Why a case is read (GET, POST, fields `reason`, `words`).
    REASON reason(program, case) = "/desk/p/{program}/cases/{case}/reason";
    /// Who read what in a program. Query: `before`.
    ACCESS_LOG access_log(program) = "/desk/p/{program}/access";
    /// Who signed in, and what else the audit log has about no program. Query: `before`.
    INSTANCE_LOG instance_log() = "/desk/access";
    /// What holds in every program: sets of permissions, and who audits or observes (GET).
    ROLES roles() = "/desk/roles";
    /// Make or change a set of permissions (POST, fields `name` and `may-…`).
    ROLE_SETS role_sets() = "/desk/roles/sets";
    /// Take a set away (POST, field `name`).
    ROLE_SET_REMOVE role_set_remove() = "/desk/roles/sets/remove";
    /// Give a role in every program (POST, fields `login`, `role`).
    ROLE_GRANTS role_grants() = "/desk/roles/grants";
    /// Take the roles that somebody holds in every program (POST, field `member`).
    ROLE_GRANT_REMOVE role_grant_remove() = "/desk/roles/grants/remove";
    /// The security report of a program (GET), and that access was reviewed (POST).
    SECURITY security(program) = "/desk/p/{program}/security";
    /// What the rules noticed (GET), and that somebody looked at it (POST, field `alert`).
    ALERTS alerts() = "/desk/alerts";
    /// What the public sees of a case, beside its report.
    DISCLOSURE disclosure(program, case) = "/desk/p/{program}/cases/{case}/disclosure";
    /// The advisory editor of a case (GET, POST: the button's name is `act`, its value `save`, `preview`, `agree`,
    /// `schedule`, `unschedule` or `publish`).
    EDITOR editor(program, case) = "/desk/p/{program}/cases/{case}/advisory";
    /// A program's ledger, for the team.
    AUDIT audit(program) = "/desk/p/{program}/ledger";
    /// A program's members (GET, POST).
    MEMBERS members(program) = "/desk/p/{program}/members";
    /// Give a member who lost everything a new account and key (POST, field `member`).
    MEMBER_RESET member_reset(program) = "/desk/p/{program}/members/reset";
    /// Make a service account with its first token (GET, POST).
    SERVICE_ACCOUNTS service_accounts(program) = "/desk/p/{program}/members/service-accounts";
    /// Take a member's second factors away (POST, field `member`).
    MEMBER_RESET_FACTOR member_reset_factor(program) = "/desk/p/{program}/members/reset-factor";
    /// Acts that need two people (GET), and a new proposal (POST, fields `act`, `case`, `reason`).
    PROPOSALS proposals(program) = "/desk/p/{program}/proposals";
    /// Agree to a proposal or stop it (POST, field `step`: `agree` or `stop`).
    PROPOSAL proposal(program, proposal) = "/desk/p/{program}/proposals/{proposal}";
    /// Remove a member (POST, field `member`).
    MEMBER_REMOVE member_remove(program) = "/desk/p/{program}/members/remove";
}

/// The queue with its filters in the address.
#[must_use]
pub fn queue_of(program: Option<&str>, state: &str, after: Option<&str>) -> String {
    let mut address = format!("{QUEUE}?state={}", encode(state));
    for (name, value) in [("program", program), ("after", after)] {
        if let Some(value) = value {
            // Writing to a String cannot fail.
            let _ = write!(address, "&{name}={}", encode(value));
        }
    }
    address
}

/// The parties of a case with one standing, or all.
#[must_use]
pub fn parties_of(program: &str, case: &str, standing: Option<&str>) -> String {
    let all = parties(program, case);
    standing.map_or_else(|| all.clone(), |standing| format!("{all}?show={}", encode(standing)))
}

/// The style sheet's address with a mark of its content, so that browsers may keep it for ever.
#[must_use]
pub fn style() -> &'static str {
    static STYLE_WITH_MARK: std::sync::LazyLock<String> =
        std::sync::LazyLock::new(|| format!("{STYLE}?v={:016x}", mark(crate::STYLE_SHEET)));
    &STYLE_WITH_MARK
}

/// The script's address with a mark of its content.
#[must_use]
pub fn passkey_script() -> &'static str {
    static SCRIPT_WITH_MARK: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
        format!("{PASSKEY_SCRIPT}?v={:016x}", mark(crate::PASSKEY_SCRIPT))
    });
    &SCRIPT_WITH_MARK
}

/// FNV-1a: enough to tell two editions of a file apart.
fn mark(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// Puts the parts where the pattern has braces, in order.
fn fill(pattern: &str, parts: &[&str]) -> String {
    let mut parts = parts.iter();
    pattern
        .split('/')
        .map(|segment| match segment.starts_with('{') {
            true => parts.next().map(|part| encode(part)).unwrap_or_default(),
            false => segment.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// Percent-encodes everything but RFC 3986 unreserved characters.
fn encode(part: &str) -> String {
    let mut out = String::with_capacity(part.len());
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    // ASVS 1.2.2
    #[test]
    fn parts_are_filled_in_order_and_encoded() {
        assert_eq!(case("sigtech", "0192"), "/desk/p/sigtech/cases/0192");
        assert_eq!(command("a", "b", "c"), "/desk/p/a/cases/b/do/c");
        assert_eq!(program("../x?y#z é"), "/p/..%2Fx%3Fy%23z%20%C3%A9");
        assert_eq!(home(), "/");
    }

    #[test]
    fn the_queue_keeps_its_filters_in_the_address() {
        assert_eq!(queue_of(None, "open", None), "/desk?state=open");
        assert_eq!(
            queue_of(Some("sigtech"), "closed", Some("a&b")),
            "/desk?state=closed&program=sigtech&after=a%26b"
        );
    }

    #[test]
    fn no_two_pages_share_an_address() {
        let distinct: std::collections::BTreeSet<_> = ALL.iter().collect();
        assert_eq!(distinct.len(), ALL.len());
    }

    #[test]
    fn another_style_sheet_has_another_address() {
        assert!(style().starts_with("/assets/style.css?v="));
        assert_ne!(mark("a"), mark("b"));
    }
}

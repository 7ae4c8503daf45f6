//! Tests over every page: what must hold for all of them, on every sample.

mod language;
mod markup;
mod policy;
mod snapshots;
mod style;

use crate::{Language, Page, desk, portal, problem};

/// A rendered sample: the page's name, the situation's, and the HTML.
pub(super) struct Rendered {
    pub(super) name: String,
    pub(super) html: String,
}

/// Every sample of a page.
fn of<P: Page>(page: &str, out: &mut Vec<Rendered>) {
    let samples = P::samples();
    assert!(!samples.is_empty(), "{page} has no samples");
    out.extend(samples.into_iter().map(|(situation, view)| Rendered {
        name: format!("{page}.{situation}"),
        html: Page::render(&view).unwrap(),
    }));
}

/// Every sample of the pages that a reporter meets, which are said in every language.
pub(super) fn public() -> Vec<Rendered> {
    let mut out = shared();
    out.retain(|sample| sample.name != "ledger.full");
    out
}

/// The same, and what the team sees on one of them.
fn shared() -> Vec<Rendered> {
    let mut out = Vec::new();
    of::<portal::HomePage>("home", &mut out);
    of::<portal::ProgramPage>("program", &mut out);
    of::<portal::PolicyVersionsPage>("versions", &mut out);
    of::<portal::PolicySourcePage>("source", &mut out);
    of::<portal::PrivacyPage>("privacy", &mut out);
    of::<portal::ReportPage>("report", &mut out);
    of::<portal::ReceiptPage>("receipt", &mut out);
    of::<portal::ProofPage>("proof", &mut out);
    of::<portal::MailboxEntryPage>("mailbox-entry", &mut out);
    of::<portal::MailboxPage>("mailbox", &mut out);
    of::<portal::AdvisoriesPage>("advisories", &mut out);
    of::<portal::SubscriptionPage>("subscription", &mut out);
    of::<portal::AdvisoryPage>("advisory", &mut out);
    of::<portal::CreditsPage>("credits", &mut out);
    of::<portal::StatisticsPage>("statistics", &mut out);
    of::<problem::ProblemPage>("problem", &mut out);
    of::<problem::BusyPage>("busy", &mut out);
    of::<desk::LedgerPage>("ledger", &mut out);
    out
}

/// Every sample of every page.
pub(super) fn all() -> Vec<Rendered> {
    let mut out = shared();
    of::<desk::SetupPage>("setup", &mut out);
    of::<desk::RecoveryKitPage>("recovery-kit", &mut out);
    of::<desk::SignInPage>("sign-in", &mut out);
    of::<desk::AskPage>("ask", &mut out);
    of::<desk::PasskeyPage>("passkey", &mut out);
    of::<desk::EnrolPage>("enrol", &mut out);
    of::<desk::ShownOncePage>("shown-once", &mut out);
    of::<desk::AccountPage>("account", &mut out);
    of::<desk::QueuePage>("queue", &mut out);
    of::<desk::CasePage>("case", &mut out);
    of::<desk::CommandPage>("command", &mut out);
    of::<desk::EditorPage>("editor", &mut out);
    of::<desk::DisclosurePage>("disclosure", &mut out);
    of::<desk::MembersPage>("members", &mut out);
    of::<desk::ProposalsPage>("proposals", &mut out);
    of::<desk::OutlinePage>("outline", &mut out);
    of::<desk::InsidePage>("inside", &mut out);
    of::<desk::CasePeoplePage>("case-people", &mut out);
    of::<desk::RolesPage>("roles", &mut out);
    of::<desk::PartiesPage>("parties", &mut out);
    of::<desk::PartyPage>("party", &mut out);
    of::<portal::InvitationPage>("invitation", &mut out);
    of::<portal::PartyTermsPage>("party-terms", &mut out);
    of::<portal::PartyCasePage>("party-case", &mut out);
    of::<desk::AccessLogPage>("access-log", &mut out);
    of::<desk::AlertsPage>("alerts", &mut out);
    of::<desk::SecurityPage>("security", &mut out);
    out
}

/// The browser check (`browser/axe.mjs`) opens what this writes. Without the variable there is nobody to write for.
#[test]
fn samples_are_written_for_the_browser_when_asked() {
    let Ok(folder) = std::env::var("CANDOR_SAMPLES_DIR") else {
        println!("skipped: CANDOR_SAMPLES_DIR names no folder");
        return;
    };
    let folder = std::path::Path::new(&folder);
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    std::fs::write(folder.join("assets/style.css"), crate::STYLE_SHEET).unwrap();
    std::fs::write(folder.join("assets/passkey.js"), crate::PASSKEY_SCRIPT).unwrap();
    std::fs::write(folder.join("assets/icon.svg"), crate::ICON).unwrap();
    for Rendered { name, html } in all() {
        std::fs::write(folder.join(format!("{name}.html")), html).unwrap();
    }
    // The other languages differ in words alone: the main pages in German, whose words are long, stand for them. Arabic,
    // which mirrors a page, is among the samples themselves.
    let main = ["home.full", "program.full", "report.wrong", "receipt.full", "mailbox.full"];
    for Rendered { name, html } in crate::samples::speaking(Language::German, public) {
        if main.contains(&name.as_str()) {
            std::fs::write(folder.join(format!("{name}.de.html")), html).unwrap();
        }
    }
}

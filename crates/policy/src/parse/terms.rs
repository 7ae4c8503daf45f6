//! Reads the terms of dealing with a report: `[disclosure]`, `[credit]`, `[reward]`, `[intake]`,
//! `[retention]`, `[privacy]`.

use super::MAX_ENTRIES;
use super::address::{email_or_url, is_email, is_https, url};
use super::calendar::Counting;
use super::promise::countable_span;
use super::table::Table;
use crate::credit::{Credit, CreditChoice};
use crate::disclosure::{Disclosure, Venue};
use crate::escalation::{Escalation, EscalationTarget, EscalationTrigger};
use crate::finding::Code;
use crate::intake::{Intake, IntakeMode};
use crate::privacy::Privacy;
use crate::program::ContactWay;
use crate::promise::Class;
use crate::retention::{Retained, RetainedFrom, Retention};
use crate::reward::Reward;
use crate::selection::is_no_longer;

pub(super) fn disclosure(table: &mut Table<'_>) -> Disclosure {
    let disclosure = Disclosure {
        from: table.word("from"),
        preferred: table.span_of_time("preferred"),
        minimum: table.span_of_time("minimum"),
        maximum: table.span_of_time("maximum"),
        extension: table.text("extension"),
        ended_by: table.words("ended_by"),
        statement: table.text("statement"),
        until: table.word("until"),
        places: table.texts("places"),
        venues: table.tables("venue", MAX_ENTRIES, venue),
        release_days: table.words("release_days"),
        release_at: table.time("release_at"),
        four_eyes: table.flag("four_eyes"),
        source: table.texts("source"),
    };
    let Disclosure { preferred, minimum, maximum, .. } = disclosure;
    for (short, key, long, other) in [
        (minimum, "minimum", maximum, "maximum"),
        (minimum, "minimum", preferred, "preferred"),
        (preferred, "preferred", maximum, "maximum"),
    ] {
        let (Some(short), Some(long)) = (short, long) else { continue };
        if short != long && is_no_longer(long, short) {
            let message =
                format!("the {key} embargo of {short} is longer than the {other} one of {long}");
            let instead = "keep to minimum, then preferred, then maximum, from short to long";
            table.error(Code::Contradiction, key, message, instead);
        }
    }
    disclosure
}

fn venue(table: &mut Table<'_>) -> Option<Venue> {
    let name = table.need_text("name", "it says who is told before the public");
    let way = email_or_url(table, "to");
    let maximum = table.span_of_time("maximum");
    let source = table.text("source");
    Some(Venue { name: name?, way, maximum, source })
}

pub(super) fn escalation(table: &mut Table<'_>, counting: &Counting) -> Option<Escalation> {
    let when = table.need_word::<EscalationTrigger>("when");
    if !table.has("after") {
        table.missing("after", "it says how long a reporter waits, like `6 business days`");
    }
    let after = table.span_of_time("after");
    if let Some(after) = after {
        countable_span(table, (after, "after"), Class::Promise, counting);
    }
    let to = table.need_text("to", "it says whom a reporter may turn to");
    let source = table.need_text("source", "it is the sentence that says so, word for word");
    let to = match to? {
        text if is_email(&text) => EscalationTarget::Way(ContactWay::Email(text)),
        text if is_https(&text) => EscalationTarget::Way(ContactWay::Url(text)),
        text => EscalationTarget::Words(text),
    };
    Some(Escalation { when: when?, after: after?, to, source: source? })
}

pub(super) fn credit(table: &mut Table<'_>) -> Credit {
    let credit = Credit {
        choice: table.need_word("choice").unwrap_or_default(),
        forms: table.words("forms"),
        hall_of_fame: table.flag("hall_of_fame"),
        in_consultation: table.flag("in_consultation"),
        source: table.texts("source"),
    };
    if credit.choice == CreditChoice::Never && credit.hall_of_fame {
        let message = "there is a hall of fame, and nobody is ever named";
        let instead = "write `choice = \"opt-in\"`, or leave the hall of fame out";
        table.error(Code::Contradiction, "hall_of_fame", message, instead);
    }
    credit
}

pub(super) fn reward(table: &mut Table<'_>) -> Reward {
    Reward { kind: table.need_word("kind").unwrap_or_default(), source: table.text("source") }
}

pub(super) fn intake(table: &mut Table<'_>) -> Option<Intake> {
    let mode = table.need_text("mode", "it is one of: open, restricted, paused");
    let condition = table.text("condition");
    let (from, until) = (table.instant("from"), table.instant("until"));
    let (notice, source) = (table.text("notice"), table.text("source"));
    let urgent = email_or_url(table, "urgent");
    let mode = match mode.as_deref()? {
        "open" => IntakeMode::Open,
        "restricted" => {
            if !table.has("condition") {
                table.missing(
                    "condition",
                    "reporters must know on what condition reports are taken",
                );
            }
            IntakeMode::Restricted { condition: condition? }
        }
        "paused" => {
            if !table.has("until") {
                table.missing("until", "reporters must know when reports are taken again");
            }
            let until = until?;
            if from.is_some_and(|from| until <= from) {
                let message = "intake opens again before it pauses";
                table.error(Code::Contradiction, "until", message, "write a moment after `from`");
            }
            IntakeMode::Paused { from, until }
        }
        other => {
            let instead = super::reader::suggestion(other, &["open", "restricted", "paused"]);
            table.error(Code::UnknownValue, "mode", "there is no such mode of intake", instead);
            return None;
        }
    };
    if mode != IntakeMode::Open && !table.has("urgent") {
        let why = "what is being exploited must always find a way in";
        table.missing("urgent", why);
    }
    Some(Intake { mode, notice, urgent, source })
}

pub(super) fn retention(table: &mut Table<'_>) -> Option<Retention> {
    let what = table.need_word::<Retained>("what");
    let why = table.need_text("why", "nothing is kept without a reason");
    if !table.has("keep") {
        table.missing("keep", "it says how long, like `36 months` or `for good`");
    }
    let keep = table.span_or_phrase("keep", &["for good"]);
    let after = table.word("after").unwrap_or(RetainedFrom::Closed);
    Some(Retention { what: what?, why: why?, keep: keep?.ok(), after })
}

pub(super) fn privacy(table: &mut Table<'_>) -> Privacy {
    Privacy {
        statement: table.text("statement"),
        policy_url: url(table, "policy_url"),
        anonymous: table.flag("anonymous"),
        pseudonym: table.flag("pseudonym"),
        not_passed_on: table.flag("not_passed_on"),
        source: table.texts("source"),
    }
}

//! The questions that rows of profiles ask. Several standards ask the same, in other words.
//!
//! A question is answered from what a policy says: met with the words that show it, not met with what is
//! missing, or open where no text could show it.

use policy::{HarborGrade, HarborStatement};
use prose::{CreditKind, Deed, DisclosureKind, Promise, Quote, Strength, SupportForm, Way};

use super::{Answer, Asked};
use crate::rules::promise::{hours, is_answer};
use crate::security_txt::FieldKind;
use crate::subject::span;

const DAY: u64 = 24;

/// The words of a quote, as an answer.
fn shown(asked: &Asked<'_>, quote: &Quote) -> Answer {
    Answer::met(asked.subject.source, &span(quote))
}

/// Met with this quote, or not met with this remark.
fn if_shown(asked: &Asked<'_>, quote: Option<&Quote>, remark: &str) -> Answer {
    quote.map_or_else(|| Answer::not_met(remark), |quote| shown(asked, quote))
}

/// Met with a sentence that has one of the words of each group, or else open.
fn if_said(asked: &Asked<'_>, groups: &[&[&str]], otherwise: Answer) -> Answer {
    asked
        .subject
        .sentence_with(groups)
        .map_or(otherwise, |span| Answer::met(asked.subject.source, &span))
}

fn find_promise<'a>(
    asked: &'a Asked<'_>,
    wanted: impl Fn(&Promise) -> bool,
) -> Option<&'a Promise> {
    asked.subject.claims.promises.iter().find(|promise| wanted(promise))
}

fn has_deed(promise: &Promise, deeds: &[Deed]) -> bool {
    deeds.contains(&promise.deed) || promise.also.iter().any(|deed| deeds.contains(deed))
}

fn usable<'a>(asked: &'a Asked<'_>) -> impl Iterator<Item = &'a prose::Contact> {
    asked.subject.claims.contacts.iter().filter(|contact| {
        !contact.address.is_empty() || !matches!(contact.way, Way::Email | Way::Web | Way::Phone)
    })
}

pub(super) fn contact(asked: &Asked<'_>) -> Answer {
    let contact = usable(asked).next().map(|contact| &contact.quote);
    if_shown(asked, contact, "no way to report is named with an address")
}

pub(super) fn private_channel(asked: &Asked<'_>) -> Answer {
    let private = usable(asked).find(|contact| !matches!(contact.way, Way::Chat | Way::Matrix));
    if_shown(asked, private.map(|contact| &contact.quote), "no private way to report is named")
}

pub(super) fn web_form(asked: &Asked<'_>) -> Answer {
    let form = usable(asked)
        .find(|contact| !matches!(contact.way, Way::Email | Way::Phone | Way::Chat | Way::Matrix));
    if_shown(asked, form.map(|contact| &contact.quote), "no page or form to report on is named")
}

/// A published process is a way to report and something about what then happens.
pub(super) fn process(asked: &Asked<'_>) -> Answer {
    let claims = &asked.subject.claims;
    let says_more = !claims.promises.is_empty()
        || !claims.soft_promises.is_empty()
        || !claims.forbidden_ways.is_empty()
        || !claims.report.required.is_empty()
        || !claims.report.helpful.is_empty();
    let contact = contact(asked);
    if contact.outcome == super::Outcome::Met && !says_more {
        return Answer::not_met("a contact is named, and nothing about how it goes on");
    }
    contact
}

pub(super) fn handling(asked: &Asked<'_>) -> Answer {
    let claims = &asked.subject.claims;
    let deeds = [
        Deed::Triage,
        Deed::AcceptOrDecline,
        Deed::Fix,
        Deed::Release,
        Deed::Resolve,
        Deed::FixTimeline,
        Deed::Investigate,
        Deed::AssignHandler,
        Deed::Coordinate,
        Deed::DetailedResponse,
    ];
    let numbered = claims.promises.iter().find(|p| has_deed(p, &deeds)).map(|p| &p.quote);
    let soft = claims.soft_promises.iter().find(|p| deeds.contains(&p.deed)).map(|p| &p.quote);
    if_shown(asked, numbered.or(soft), "nothing says how a report is handled after it came in")
}

pub(super) fn answer_with_time(asked: &Asked<'_>) -> Answer {
    let promise = find_promise(asked, is_answer);
    if_shown(asked, promise.map(|p| &p.quote), "no time is given for the first answer")
}

pub(super) fn answer_within_14_days(asked: &Asked<'_>) -> Answer {
    let soon = |promise: &Promise| {
        is_answer(promise) && hours(&promise.time).is_some_and(|hours| hours <= 14 * DAY)
    };
    match (find_promise(asked, soon), find_promise(asked, is_answer)) {
        (Some(promise), _) => shown(asked, &promise.quote),
        (None, Some(_)) => Answer::not_met("the promised answer may take longer than 14 days"),
        (None, None) => Answer::cannot_tell(
            "no time is promised; the criterion is about answers that were given",
        ),
    }
}

pub(super) fn answer_firm(asked: &Asked<'_>) -> Answer {
    let firm = |promise: &Promise| is_answer(promise) && promise.strength == Strength::Commit;
    match (find_promise(asked, firm), find_promise(asked, is_answer)) {
        (Some(promise), _) if asked.subject.claims.caveats.is_empty() => {
            shown(asked, &promise.quote)
        }
        (Some(_), _) => Answer::not_met("the times are taken back by another sentence"),
        (None, Some(_)) => Answer::not_met("the time is an aim or an expectation, not a guarantee"),
        (None, None) => Answer::not_met("no time is given for the first answer"),
    }
}

pub(super) fn policy_with_time(asked: &Asked<'_>) -> Answer {
    let has_contact = contact(asked).outcome == super::Outcome::Met;
    if has_contact {
        answer_with_time(asked)
    } else {
        Answer::not_met("no way to report is named with an address")
    }
}

pub(super) fn updates_with_time(asked: &Asked<'_>) -> Answer {
    let updates = [Deed::StatusUpdate, Deed::KeepInformed];
    let promise = find_promise(asked, |promise| promise.recurring && has_deed(promise, &updates));
    if_shown(asked, promise.map(|p| &p.quote), "no interval is given for status updates")
}

pub(super) fn kept_informed(asked: &Asked<'_>) -> Answer {
    let claims = &asked.subject.claims;
    let updates = [Deed::StatusUpdate, Deed::KeepInformed, Deed::Coordinate];
    let numbered = claims.promises.iter().find(|p| has_deed(p, &updates)).map(|p| &p.quote);
    let soft = claims.soft_promises.iter().find(|p| updates.contains(&p.deed)).map(|p| &p.quote);
    if_shown(asked, numbered.or(soft), "nothing says that reporters are kept informed")
}

const FIXES: &[Deed] = &[Deed::Fix, Deed::Release, Deed::Resolve];

pub(super) fn fix_within_60_days(asked: &Asked<'_>) -> Answer {
    let soon = |promise: &Promise| {
        has_deed(promise, FIXES) && hours(&promise.time).is_some_and(|hours| hours <= 60 * DAY)
    };
    find_promise(asked, soon).map_or_else(
        || Answer::cannot_tell("no time is promised; the criterion is about fixes that were made"),
        |promise| shown(asked, &promise.quote),
    )
}

pub(super) fn fix_at_all(asked: &Asked<'_>) -> Answer {
    let claims = &asked.subject.claims;
    let numbered = find_promise(asked, |promise| has_deed(promise, FIXES)).map(|p| &p.quote);
    let soft = claims.soft_promises.iter().find(|p| FIXES.contains(&p.deed)).map(|p| &p.quote);
    numbered.or(soft).map_or_else(
        || Answer::cannot_tell("nothing is promised; it is about fixes that were made"),
        |quote| shown(asked, quote),
    )
}

pub(super) fn credit(asked: &Asked<'_>) -> Answer {
    let credit = &asked.subject.claims.credit;
    match credit.kind {
        CreditKind::Unspecified => Answer::not_met("nothing is said about naming those who report"),
        CreditKind::No => Answer::not_met("nobody is named"),
        CreditKind::Yes | CreditKind::OptIn | CreditKind::OptOut => {
            if_shown(asked, credit.quotes.first(), "nothing is said about naming those who report")
        }
    }
}

pub(super) fn advisories(asked: &Asked<'_>) -> Answer {
    let claims = &asked.subject.claims;
    let deeds = [Deed::PublishAdvisory, Deed::Disclose];
    let numbered = find_promise(asked, |promise| has_deed(promise, &deeds)).map(|p| &p.quote);
    let soft = claims.soft_promises.iter().find(|p| deeds.contains(&p.deed)).map(|p| &p.quote);
    if let Some(quote) = numbered.or(soft) {
        return shown(asked, quote);
    }
    let open = Answer::cannot_tell(
        "nothing is said about publishing; what was published cannot be seen here",
    );
    if_said(
        asked,
        &[
            &["advisor", "cve", "announce", "publish"],
            &["publish", "announce", "release", "listed", "will be", "issue"],
        ],
        open,
    )
}

pub(super) fn vex(asked: &Asked<'_>) -> Answer {
    if_said(asked, &[&["vex"]], Answer::cannot_tell("it is about documents, not about the policy"))
}

pub(super) fn csaf(asked: &Asked<'_>) -> Answer {
    let field = served(asked, FieldKind::Csaf);
    field.unwrap_or_else(|| {
        if_said(
            asked,
            &[&["csaf"]],
            Answer::not_met("neither the policy nor security.txt speaks of CSAF"),
        )
    })
}

pub(super) fn composition_analysis(asked: &Asked<'_>) -> Answer {
    let open = Answer::cannot_tell("the policy for components may be elsewhere");
    if_said(
        asked,
        &[
            &["dependenc", "component", "third-party"],
            &["days", "threshold", "severity", "before release"],
        ],
        open,
    )
}

pub(super) fn static_analysis(asked: &Asked<'_>) -> Answer {
    let open = Answer::cannot_tell("the policy for analysis may be elsewhere");
    if_said(
        asked,
        &[
            &["static analysis", "sast", "code scanning"],
            &["days", "threshold", "severity", "before release"],
        ],
        open,
    )
}

pub(super) fn beyond_a_policy(_: &Asked<'_>) -> Answer {
    Answer::cannot_tell("it is about what is done, which no policy shows")
}

pub(super) fn bill_of_materials(asked: &Asked<'_>) -> Answer {
    let open = Answer::cannot_tell("it may be offered elsewhere");
    if_said(asked, &[&["sbom", "bill of materials", "cyclonedx", "spdx"]], open)
}

pub(super) fn coordinated_disclosure(asked: &Asked<'_>) -> Answer {
    let claims = &asked.subject.claims;
    if contact(asked).outcome != super::Outcome::Met {
        return Answer::not_met("no way to report is named with an address");
    }
    let limit = claims.disclosure.limits.first().map(|limit| &limit.quote);
    let words = limit.or(claims.disclosure.asks.first());
    words.map_or_else(
        || Answer::not_met("nothing says how and when a vulnerability becomes public"),
        |quote| shown(asked, quote),
    )
}

pub(super) fn users_are_told(asked: &Asked<'_>) -> Answer {
    let deeds = [Deed::NotifyUsers, Deed::PublishAdvisory];
    let claims = &asked.subject.claims;
    let numbered = find_promise(asked, |promise| has_deed(promise, &deeds)).map(|p| &p.quote);
    let soft = claims.soft_promises.iter().find(|p| deeds.contains(&p.deed)).map(|p| &p.quote);
    numbered.or(soft).map_or_else(
        || {
            Answer::cannot_tell(
                "nothing is said about telling users; it is about updates that were made",
            )
        },
        |quote| shown(asked, quote),
    )
}

pub(super) fn products(asked: &Asked<'_>) -> Answer {
    let claims = &asked.subject.claims;
    let row = claims.supported.rows.first().map(|row| &row.quote);
    let scope = claims.scope.inside.first().map(|item| &item.quote);
    if_shown(asked, row.or(scope), "no product or version is named")
}

pub(super) fn support(asked: &Asked<'_>) -> Answer {
    let supported = &asked.subject.claims.supported;
    let quote = supported.rows.first().map(|row| &row.quote).or(supported.rule.as_ref());
    match (supported.form, quote) {
        (SupportForm::None, _) => {
            Answer::not_met("nothing says which versions get security updates")
        }
        (_, Some(quote)) => shown(asked, quote),
        (SupportForm::Link, None) => Answer::cannot_tell("it is said on another page"),
        (SupportForm::Table | SupportForm::Prose, None) => Answer::met_by_itself(),
    }
}

pub(super) fn end_of_support(asked: &Asked<'_>) -> Answer {
    let supported = &asked.subject.claims.supported;
    let dated = supported.rows.iter().find(|row| {
        crate::rules::disclosure::date_in(&row.said).is_some()
            || crate::rules::disclosure::date_in(&row.quote.plain).is_some()
    });
    if let Some(row) = dated {
        return shown(asked, &row.quote);
    }
    if supported.form == SupportForm::Link {
        return Answer::cannot_tell("it is said on another page");
    }
    Answer::not_met("no day is named on which security updates end")
}

pub(super) fn scope(asked: &Asked<'_>) -> Answer {
    let scope = &asked.subject.claims.scope;
    if_shown(
        asked,
        scope.inside.first().map(|item| &item.quote),
        "nothing says which systems are in scope",
    )
}

pub(super) fn testing_rules(asked: &Asked<'_>) -> Answer {
    if let Some(policy) = &asked.subject.data {
        let stated = !policy.rules.forbidden.is_empty() || !policy.rules.asked.is_empty();
        return if stated {
            Answer::met_by_itself()
        } else {
            Answer::not_met("`[rules]` is empty")
        };
    }
    let missing =
        Answer::not_met("nothing says which kinds of testing are allowed and which are not");
    if_said(
        asked,
        &[&[
            "denial of service",
            "denial-of-service",
            "social engineering",
            "brute force",
            "automated scan",
            "phishing",
            "physical",
            "test on production",
            "production systems",
            "privacy violations",
        ]],
        missing,
    )
}

pub(super) fn no_data_sharing(asked: &Asked<'_>) -> Answer {
    if let Some(policy) = &asked.subject.data {
        let stated = policy.rules.forbidden.iter().any(|rule| rule.id == "data-sharing");
        return if stated {
            Answer::met_by_itself()
        } else {
            Answer::not_met("`[rules]` does not forbid `data-sharing`")
        };
    }
    let missing = Answer::not_met("nothing forbids showing personal data to third parties");
    if_said(
        asked,
        &[
            &["do not", "must not", "don't", "never", "refrain"],
            &["share", "disclose", "pass on", "transfer", "publish"],
            &[
                "sensitive data",
                "personal data",
                "personally identifiable",
                "user data",
                "private data",
                "data obtained",
            ],
        ],
        missing,
    )
}

pub(super) fn report_fields(asked: &Asked<'_>) -> Answer {
    let report = &asked.subject.claims.report;
    let first = report.required.first().or(report.helpful.first());
    if_shown(asked, first.map(|field| &field.quote), "nothing says what a report should contain")
}

pub(super) fn anonymous(asked: &Asked<'_>) -> Answer {
    if let Some(policy) = &asked.subject.data {
        return if policy.privacy.anonymous {
            Answer::met_by_itself()
        } else {
            Answer::not_met("`[privacy]` does not say `anonymous = true`")
        };
    }
    let missing = Answer::not_met("nothing says that a report may be anonymous");
    if_said(asked, &[&["anonymous"], &["report", "submi", "contact", "possible", "may"]], missing)
}

fn has_statement(asked: &Asked<'_>, wanted: &[HarborStatement]) -> Option<Answer> {
    let statements = &asked.subject.claims.harbor.statements;
    let found = statements.iter().find(|(statement, _)| wanted.contains(statement));
    found.map(|(_, quote)| shown(asked, quote))
}

pub(super) fn good_faith_authorised(asked: &Asked<'_>) -> Answer {
    use HarborStatement::{AntiHacking, GoodFaith, NoCharges, NoLegalAction};
    let authorised = has_statement(asked, &[AntiHacking, GoodFaith]);
    let spared = has_statement(asked, &[NoLegalAction, NoCharges]);
    match (authorised, spared) {
        (Some(answer), Some(_)) => answer,
        (Some(_), None) => {
            Answer::not_met("research is authorised, and legal action is not ruled out")
        }
        (None, Some(_)) => {
            Answer::not_met("legal action is ruled out, and research is not called authorised")
        }
        (None, None) => Answer::not_met("there is no safe harbor"),
    }
}

pub(super) fn harbor_partial(asked: &Asked<'_>) -> Answer {
    let statements = &asked.subject.claims.harbor.statements;
    if_shown(asked, statements.first().map(|(_, quote)| quote), "there is no safe harbor")
}

pub(super) fn harbor_full(asked: &Asked<'_>) -> Answer {
    let harbor = &asked.subject.claims.harbor;
    if harbor.grade != HarborGrade::Full {
        return Answer::not_met("not all four statements of a full safe harbor are made");
    }
    harbor_partial(asked)
}

pub(super) fn disclosure_limit(asked: &Asked<'_>) -> Answer {
    let claims = &asked.subject.claims;
    let limit =
        claims.disclosure.limits.iter().find(|limit| limit.kind != DisclosureKind::AdvanceNotice);
    let promise =
        find_promise(asked, |promise| has_deed(promise, &[Deed::Disclose, Deed::EmbargoEnd]));
    let quote = limit.map(|limit| &limit.quote).or(promise.map(|promise| &promise.quote));
    if_shown(asked, quote, "no time is given after which a vulnerability becomes public")
}

pub(super) fn disclosure_with_extension(asked: &Asked<'_>) -> Answer {
    let limit = disclosure_limit(asked);
    if limit.outcome != super::Outcome::Met {
        return limit;
    }
    if let Some(policy) = &asked.subject.data {
        let stated = policy.disclosure.extension.is_some();
        return if stated { limit } else { Answer::not_met("`[disclosure]` has no `extension`") };
    }
    let extends = asked.subject.sentence_with(&[
        &["exten", "longer", "additional time", "negotiat", "mutual", "agree"],
        &["disclos", "embargo", "publi", "days", "deadline"],
    ]);
    if extends.is_some() {
        limit
    } else {
        Answer::not_met("nothing says how the time can be extended")
    }
}

pub(super) fn silence_is_limited(asked: &Asked<'_>) -> Answer {
    let claims = &asked.subject.claims;
    if let Some(quote) = &claims.disclosure.forbidden {
        return Answer::not_met(format!(
            "publication is forbidden without an end: {}",
            quote.plain
        ));
    }
    if claims.disclosure.asks.is_empty() {
        return Answer::met_by_itself();
    }
    disclosure_limit(asked)
}

pub(super) fn issue_date(asked: &Asked<'_>) -> Answer {
    if asked.subject.is_data() {
        return Answer::cannot_tell("the history of versions is shown with the policy");
    }
    let missing = Answer::not_met("no day of issue is named");
    if_said(
        asked,
        &[
            &[
                "last updated",
                "last modified",
                "effective",
                "issued on",
                "published on",
                "version 1",
                "date of issue",
                "revised",
            ],
            &["20"],
        ],
        missing,
    )
}

pub(super) fn no_personal_data_required(asked: &Asked<'_>) -> Answer {
    let mut findings = Vec::new();
    crate::run_one("requires-personal-data", asked.subject, &mut findings);
    match findings.first() {
        Some(finding) => Answer::not_met(format!("personal data is demanded: {}", finding.words)),
        None => Answer::met_by_itself(),
    }
}

pub(super) fn open_to_all(asked: &Asked<'_>) -> Answer {
    let limited = asked.subject.sentence_with(&[
        &["only"],
        &[
            "registered researchers",
            "vetted",
            "invited researchers",
            "approved researchers",
            "u.s. citizens",
            "invitation only",
            "invitation-only",
        ],
    ]);
    match limited {
        Some(span) => {
            Answer::not_met(format!("reports are limited: {}", asked.subject.source.words(&span)))
        }
        None => Answer::met_by_itself(),
    }
}

pub(super) fn english(asked: &Asked<'_>) -> Answer {
    if asked.subject.is_foreign() {
        return Answer::not_met("the policy is in another language");
    }
    if asked.subject.claims.language.readable {
        Answer::met_by_itself()
    } else {
        Answer::cannot_tell("there is too little text to tell the language")
    }
}

pub(super) fn freely_given(_: &Asked<'_>) -> Answer {
    Answer::cannot_tell("it is about how the policy is published, not about what it says")
}

/// A field of security.txt, as an answer; `None` when there is no such field.
fn served(asked: &Asked<'_>, kind: FieldKind) -> Option<Answer> {
    let (source, served) = asked.served?;
    served.file.first(kind).map(|field| Answer::met(source, &field.span))
}

fn no_file(asked: &Asked<'_>) -> Answer {
    if asked.served.is_some() {
        Answer::not_met("security.txt does not have it")
    } else if asked.tree.is_whole {
        Answer::not_met("there is no security.txt")
    } else {
        Answer::cannot_tell("no security.txt was given")
    }
}

pub(super) fn has_security_txt(asked: &Asked<'_>) -> Answer {
    if asked.served.is_some() { Answer::met_by_itself() } else { no_file(asked) }
}

pub(super) fn security_txt_contact(asked: &Asked<'_>) -> Answer {
    served(asked, FieldKind::Contact).unwrap_or_else(|| no_file(asked))
}

pub(super) fn security_txt_encryption(asked: &Asked<'_>) -> Answer {
    served(asked, FieldKind::Encryption).unwrap_or_else(|| no_file(asked))
}

pub(super) fn security_txt_policy(asked: &Asked<'_>) -> Answer {
    served(asked, FieldKind::Policy).unwrap_or_else(|| no_file(asked))
}

pub(super) fn security_txt_expiry(asked: &Asked<'_>) -> Answer {
    let Some((_, file)) = asked.served else { return no_file(asked) };
    let Some(expires) = file.file.expires() else {
        return Answer::not_met("it has no date of expiry that can be read");
    };
    let days = (expires.second() - file.now.second()).div_euclid(86_400);
    match days {
        ..0 => Answer::not_met("it has expired"),
        0..=366 => served(asked, FieldKind::Expires).unwrap_or_else(|| no_file(asked)),
        _ => Answer::not_met("it is valid for more than a year"),
    }
}

pub(super) fn security_txt_signed(asked: &Asked<'_>) -> Answer {
    match asked.served {
        Some((_, file)) if file.file.signed => Answer::met_by_itself(),
        _ => no_file(asked),
    }
}

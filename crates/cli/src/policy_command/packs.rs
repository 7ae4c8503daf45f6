//! `candor policy packs`: which laws and programme rules Candor knows, and what each owes, in words.

use std::process::ExitCode;

use clap::Args;
use policy::{Pack, Promise, Standing, pack, packs};
use serde::Serialize;

use crate::{Failure, say};

/// Options of `policy packs`.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  candor policy packs            the packs, one a line\n  candor policy packs cra        what the Cyber Resilience Act owes, clause by clause\n  candor policy packs cra --json the same for programs\n\nA policy switches a pack on by `[law] packs = [\"cra\"]`."
)]
pub(crate) struct Packs {
    /// The pack, such as cra. Left out, all are listed.
    name: Option<String>,
}

/// One pack, for programs.
#[derive(Debug, Serialize)]
struct PackView<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    url: &'a str,
    about: &'a str,
    class: &'static str,
    version: String,
    valid_from: Option<String>,
    valid_until: Option<String>,
    as_of: String,
    needs_roles: bool,
    needs_member_state: bool,
    promises: Vec<PromiseView<'a>>,
    standing: Vec<StandingView<'a>>,
}

/// One promise of a pack.
#[derive(Debug, Serialize)]
struct PromiseView<'a> {
    id: &'a str,
    class: &'static str,
    act: &'static str,
    to: &'static str,
    from: &'static str,
    time: &'static str,
    within: Option<String>,
    words: String,
    summary: &'a str,
    #[serde(flatten)]
    clause: ClauseView<'a>,
}

/// One standing duty of a pack.
#[derive(Debug, Serialize)]
struct StandingView<'a> {
    id: &'a str,
    words: String,
    summary: &'a str,
    #[serde(flatten)]
    clause: ClauseView<'a>,
}

/// Where something is written.
#[derive(Debug, Default, Serialize)]
struct ClauseView<'a> {
    clause: Option<&'a str>,
    confidence: Option<&'static str>,
    duty: Option<&'static str>,
    valid_from: Option<String>,
    valid_until: Option<String>,
    follows: Option<&'a str>,
    kept_with: Option<&'a str>,
    extension: Option<String>,
    note: Option<&'a str>,
}

/// Lists the packs, or shows one.
///
/// # Errors
/// There is no pack of that name.
pub(crate) fn run(options: &Packs, json: bool) -> Result<ExitCode, Failure> {
    let Some(name) = &options.name else {
        list(json);
        return Ok(ExitCode::SUCCESS);
    };
    let known = || packs().iter().map(|pack| pack.id.as_str()).collect::<Vec<_>>().join(", ");
    let pack = pack(name)
        .ok_or_else(|| format!("there is no pack \"{name}\": choose one of {}", known()))?;
    if json {
        say::json(&PackView::from(pack));
    } else {
        say::line(pack.in_words().trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

fn list(json: bool) {
    if json {
        say::json(&packs().iter().map(PackView::from).collect::<Vec<_>>());
        return;
    }
    for pack in packs() {
        let days = pack.validity.in_words().map_or_else(String::new, |days| format!(", {days}"));
        say::line(&format!("{:14} {}{days}", pack.id, pack.name));
    }
}

impl<'a> From<&'a Pack> for PackView<'a> {
    fn from(pack: &'a Pack) -> Self {
        Self {
            id: &pack.id,
            name: &pack.name,
            title: &pack.title,
            url: &pack.url,
            about: &pack.about,
            class: pack.class.as_str(),
            version: pack.version().to_string(),
            valid_from: pack.validity.from.map(|day| day.to_string()),
            valid_until: pack.validity.until.map(|day| day.to_string()),
            as_of: pack.as_of.to_string(),
            needs_roles: pack.needs_roles,
            needs_member_state: pack.needs_member_state,
            promises: pack.promises.iter().map(PromiseView::from).collect(),
            standing: pack.standing.iter().map(StandingView::from).collect(),
        }
    }
}

impl<'a> From<&'a Promise> for PromiseView<'a> {
    fn from(promise: &'a Promise) -> Self {
        Self {
            id: &promise.id,
            class: promise.class().as_str(),
            act: promise.act.as_str(),
            to: promise.to.as_str(),
            from: promise.from.event.as_str(),
            time: promise.from.time.as_str(),
            within: promise.promised().map(|span| span.to_string()),
            words: promise.in_words(),
            summary: &promise.source,
            clause: promise.clause.as_deref().map(ClauseView::from).unwrap_or_default(),
        }
    }
}

impl<'a> From<&'a Standing> for StandingView<'a> {
    fn from(standing: &'a Standing) -> Self {
        Self {
            id: &standing.id,
            words: standing.in_words(),
            summary: &standing.summary,
            clause: ClauseView::from(&standing.clause),
        }
    }
}

impl<'a> From<&'a policy::Clause> for ClauseView<'a> {
    fn from(clause: &'a policy::Clause) -> Self {
        Self {
            clause: clause.text.as_deref(),
            confidence: Some(clause.confidence.as_str()),
            duty: Some(clause.duty.as_str()),
            valid_from: clause.validity.from.map(|day| day.to_string()),
            valid_until: clause.validity.until.map(|day| day.to_string()),
            follows: clause.follows.as_deref(),
            kept_with: clause.kept_with.as_deref(),
            extension: clause.extension.map(|span| span.to_string()),
            note: clause.note.as_deref(),
        }
    }
}

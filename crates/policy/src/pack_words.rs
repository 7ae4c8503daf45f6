//! Packs in plain words, for the command line and for the reference page, which are made from one text.

use std::fmt::Write as _;

use crate::clause::{Clause, Confidence, Validity};
use crate::pack::{Pack, Standing, StandingKind, packs};
use crate::promise::Promise;

/// What the page says before the packs.
const HEAD: &str = "# Packs\n\n\
    Generated from `packs/*.toml`; a test holds this page to them.\n\n\
    A pack is a law or the rules of a programme as promises in the language of a policy. `[law] packs = [\"cra\"]` switches one on; \
    its promises then stand beside the team's own, and a case counts them with its own clocks. The summaries are ours and no legal \
    advice: the clause named beside each is what holds. What nobody here has read in its source says so.\n\n\
    Law never pauses. Periods of EU law show two times: the strict one, which is alarmed, and the latest that could be argued under \
    Regulation (EEC, Euratom) No 1182/71.\n";

/// The reference page of all packs, as Markdown.
#[must_use]
pub fn packs_reference() -> String {
    let mut page = HEAD.to_owned();
    page.push_str("\n| pack | what it is | in force | promises |\n| --- | --- | --- | --- |\n");
    for pack in packs() {
        let days = pack.validity.in_words().unwrap_or_else(|| "always".to_owned());
        let count = pack.promises.len() + pack.standing.len();
        let _ = writeln!(page, "| [`{0}`](#{0}) | {1} | {days} | {count} |", pack.id, pack.name);
    }
    for pack in packs() {
        let _ = write!(page, "\n## {}\n\n{}", pack.id, pack.head_in_words());
        for promise in &pack.promises {
            let _ = write!(page, "\n### {}\n\n{}\n", promise.id, promise.in_words());
            for line in promise_lines(promise, pack) {
                let _ = write!(page, "\n- {line}");
            }
            page.push('\n');
        }
        for standing in &pack.standing {
            let _ = write!(page, "\n### {}\n\n{}\n", standing.id, standing.in_words());
            for line in clause_lines(&standing.clause, &standing.summary, pack.validity) {
                let _ = write!(page, "\n- {line}");
            }
            page.push('\n');
        }
    }
    page
}

impl Pack {
    /// What the pack is, since when, and where it is written: a few lines.
    #[must_use]
    pub fn head_in_words(&self) -> String {
        let mut lines = vec![
            format!("{}: {}", self.name, self.title),
            self.url.clone(),
            String::new(),
            self.about.clone(),
            String::new(),
        ];
        let mut facts = vec![format!("Followed up to {}.", self.as_of)];
        facts.extend(self.validity.in_words().map(|days| format!("In force {days}.")));
        if self.counted_by_eu_rule {
            facts.push("Counted strictly, and beside it by Regulation 1182/71.".to_owned());
        }
        if self.needs_roles {
            facts.push("Asks for `role` on every `[[product]]`.".to_owned());
        }
        if self.needs_member_state {
            facts.push("Asks for `member_state` in `[law]`.".to_owned());
        }
        lines.push(facts.join(" "));
        lines.join("\n") + "\n"
    }

    /// The whole pack in words, for a terminal.
    #[must_use]
    pub fn in_words(&self) -> String {
        let mut text = self.head_in_words();
        let _ = writeln!(text, "Version {}.", self.version());
        for promise in &self.promises {
            let _ = write!(text, "\n{}\n  {}\n", promise.id, promise.in_words());
            for line in promise_lines(promise, self) {
                let _ = writeln!(text, "  {line}");
            }
        }
        for standing in &self.standing {
            let _ = write!(text, "\n{}\n  {}\n", standing.id, standing.in_words());
            for line in clause_lines(&standing.clause, &standing.summary, self.validity) {
                let _ = writeln!(text, "  {line}");
            }
        }
        text
    }
}

impl Standing {
    /// The duty in one sentence.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.kind {
            StandingKind::Keep { keep, or_support_period } => {
                let or = if *or_support_period {
                    ", or for the support period if that is longer"
                } else {
                    ""
                };
                format!("Keep {} for {keep} after {}{or}.", self.what, self.from)
            }
            StandingKind::PublishTimes(_) => {
                format!("Publish {}, as long as {}.", self.what, self.from)
            }
        }
    }
}

/// Where a promise is written, what the clause says, and how sure that is.
fn promise_lines(promise: &Promise, pack: &Pack) -> Vec<String> {
    let clause = promise.clause.as_deref();
    clause.map_or_else(Vec::new, |clause| clause_lines(clause, &promise.source, pack.validity))
}

/// The lines of a clause. Days that are those of the whole pack are not repeated.
fn clause_lines(clause: &Clause, summary: &str, of_the_pack: Validity) -> Vec<String> {
    let mut lines = Vec::new();
    match &clause.text {
        Some(text) => lines.push(format!("{text}: {summary}")),
        None => lines.push(summary.to_owned()),
    }
    lines.extend(clause.note.clone());
    lines.extend(
        clause
            .follows
            .as_ref()
            .map(|other| format!("It counts from the notice that answers `{other}`.")),
    );
    lines.extend(
        clause.kept_with.as_ref().map(|other| format!("What keeps `{other}` keeps it too.")),
    );
    lines.extend(clause.extension.map(|more| {
        format!("The rule allows {more} more, when those it is owed to are told why before the time is up.")
    }));
    if clause.duty == crate::clause::Duty::Should {
        lines.push("It should be done: missed, it is late and breaks nothing.".to_owned());
    }
    let days = Some(clause.validity).filter(|days| *days != of_the_pack);
    lines.extend(days.and_then(Validity::in_words).map(|days| format!("In force {days}.")));
    lines.extend(match clause.confidence {
        Confidence::Read => None,
        Confidence::SecondHand => {
            Some("Taken from somebody else's report of the source.".to_owned())
        }
        Confidence::Memory => {
            Some("Written from memory: check it before you rely on it.".to_owned())
        }
    });
    lines
}

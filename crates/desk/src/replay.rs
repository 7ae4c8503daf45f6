//! Replays: public cases walked through again, with the dates that their records state.
//!
//! The records lie in `examples/replays/` (their README says what the keys mean). A replay drives the clock
//! and gives the same commands as people do; nothing is written past the use cases. All steps of all
//! programs go in one order of time, because time never runs backwards. What a case refuses is passed over
//! with a note: the record's course of events need not fit a policy that its project never had.

use std::collections::BTreeMap;

use access::Principal;
use advisory::Advisory;
use clock::{Date, Instant};
use policy::FieldKind;
use policy::id::{CaseId, ProgramId};
use seal::Receipt;
use serde::Deserialize;

use crate::Desk;
use crate::act_on_case::Instruction;
use crate::advisory::AdvisoryDraft;
use crate::error::{Error, FieldError};
use crate::open_case::Purpose;
use crate::program::Program;
use crate::report_body::Identity;
use crate::submit_report::{Submission, SubmissionKey};
use crate::time::SwitchableTime;
use crate::visitor::Member;

const FILES: [(&str, &str); 5] = [
    ("ethical-rules", include_str!("../../../examples/replays/ethical-rules.toml")),
    ("feature-table", include_str!("../../../examples/replays/feature-table.toml")),
    ("sigtech", include_str!("../../../examples/replays/sigtech.toml")),
    ("simprints", include_str!("../../../examples/replays/simprints.toml")),
    ("supported-versions", include_str!("../../../examples/replays/supported-versions.toml")),
];

/// Noon, when a step of a day without an hour is replayed.
const NOON: i64 = 12 * 60 * 60;
/// Between steps of one day.
const MINUTE: i64 = 60;

/// A public case to be walked through again.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// The program it is replayed in.
    pub program: String,
    /// Id of the record that states the dates.
    pub record: String,
    /// Other ids of the same vulnerability.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where the record can be read.
    pub source: String,
    /// The licence the record is published under.
    pub licence: String,
    /// The product.
    pub product: String,
    /// What it is, in one line.
    pub title: String,
    /// What it is, in a few sentences.
    pub summary: String,
    /// Affected versions.
    #[serde(default)]
    pub affected: Option<String>,
    /// Fixed versions.
    #[serde(default)]
    pub fixed: Option<String>,
    /// CVSS vector.
    #[serde(default)]
    pub cvss: Option<String>,
    /// Rating.
    #[serde(default)]
    pub severity: Option<String>,
    /// CWE ids.
    #[serde(default)]
    pub weakness: Vec<String>,
    /// Who found it.
    #[serde(default)]
    pub credits: Vec<String>,
    /// What is unusual about the record.
    #[serde(default)]
    pub note: Option<String>,
    /// How the case closes after its last step.
    #[serde(default)]
    pub outcome: Option<String>,
    /// What happened, in order.
    pub steps: Vec<ReplayStep>,
}

/// One thing that happened.
#[derive(Debug, Clone, Deserialize)]
pub struct ReplayStep {
    /// When: an instant, or a day.
    pub at: String,
    /// What: `report`, `publish`, or a command.
    #[serde(rename = "do")]
    pub act: String,
    /// `reporter` where the reporter acted.
    #[serde(default)]
    pub by: Option<String>,
    /// The command's fields.
    #[serde(flatten)]
    pub fields: BTreeMap<String, String>,
}

/// Why nothing was replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// A record cannot be read.
    #[error("the replays of {program} cannot be read: {why}")]
    Unreadable {
        /// Whose.
        program: String,
        /// What is wrong, with its place.
        why: String,
    },
    /// A step's `at` is neither an instant nor a day.
    #[error("{record}: “{at}” is neither a day like 2025-01-14 nor an instant")]
    Time {
        /// Which record.
        record: String,
        /// What it says.
        at: String,
    },
    /// Something failed that is no refusal of a case.
    #[error(transparent)]
    Desk(#[from] Error),
}

/// What a replay did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReplayReport {
    /// Cases that were opened.
    pub cases: u64,
    /// Steps that were taken, reports included.
    pub steps: u64,
    /// Steps that a case refused, a sentence each.
    pub passed_over: Vec<String>,
    /// Programs that held cases already and were left as they are.
    pub left_alone: Vec<ProgramId>,
}

impl core::fmt::Display for ReplayReport {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} public cases were replayed in {} steps", self.cases, self.steps)?;
        for left in &self.left_alone {
            write!(f, "\n{left} holds cases already and was left as it is")?;
        }
        for passed_over in &self.passed_over {
            write!(f, "\npassed over: {passed_over}")?;
        }
        Ok(())
    }
}

/// A case on its way.
struct Underway {
    program: ProgramId,
    case: CaseId,
    receipt: Receipt,
}

impl Replay {
    /// Every record that comes with this program.
    ///
    /// # Errors
    /// [`ReplayError::Unreadable`] with the place.
    pub fn all() -> Result<Vec<Self>, ReplayError> {
        #[derive(Deserialize)]
        struct File {
            replay: Vec<Replay>,
        }
        let mut replays = Vec::new();
        for (program, text) in FILES {
            let file: File = toml::from_str(text).map_err(|error| ReplayError::Unreadable {
                program: program.to_owned(),
                why: error.to_string(),
            })?;
            replays.extend(file.replay);
        }
        Ok(replays)
    }

    /// A day before the first step of all: when an instance that replays them must have begun.
    ///
    /// # Errors
    /// As [`Replay::all`].
    pub fn begin_of_time() -> Result<Instant, ReplayError> {
        let mut first = Instant::MAX;
        for replay in Self::all()? {
            for (at, _) in replay.timed()? {
                first = first.min(at);
            }
        }
        let day_before = first.checked_sub(core::time::Duration::from_hours(24));
        Ok(day_before.unwrap_or(first))
    }

    /// Its steps with their instants, the closing one included; never one before the one before it.
    fn timed(&self) -> Result<Vec<(Instant, ReplayStep)>, ReplayError> {
        let mut timed: Vec<(Instant, ReplayStep)> = Vec::with_capacity(self.steps.len() + 1);
        for step in &self.steps {
            let before = timed.last().map(|(at, _)| *at);
            let wrong = || ReplayError::Time { record: self.record.clone(), at: step.at.clone() };
            let at = instant_of(&step.at, before).ok_or_else(wrong)?;
            imply_acceptance(&mut timed, at, step);
            timed.push((at, step.clone()));
        }
        if let (Some(outcome), Some(&(last, _))) = (&self.outcome, timed.last()) {
            let at = later(last, MINUTE);
            let reason = "This replay ends where the public record does.".to_owned();
            let fields = [("class", outcome.clone()), ("reason", reason)];
            let step = ReplayStep {
                at: at.to_string(),
                act: "close".to_owned(),
                by: None,
                fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
            };
            imply_acceptance(&mut timed, at, &step);
            timed.push((at, step));
        }
        Ok(timed)
    }

    fn submission(&self, program: &Program) -> Submission {
        let form = program.policy.report_form();
        let mut fields = BTreeMap::from([("title".to_owned(), self.title.clone())]);
        let mut fill = |id: &str, text: &str| {
            let Some(field) = form.field(id) else { return false };
            let fits = match &field.kind {
                FieldKind::Choice(choices) => choices.iter().any(|choice| choice.value == text),
                FieldKind::Text | FieldKind::LongText => !text.is_empty(),
            };
            fits && fields.insert(id.to_owned(), text.to_owned()).is_none()
        };
        fill("product", &self.product);
        fill("version", self.affected.as_deref().unwrap_or_default());
        fill("type", &self.weakness.join(", "));
        // A form without a description asks for it in parts; the record tells none of them apart.
        let _ = fill("details", &self.summary) || fill("impact", &self.summary);
        let credit = self.credits.join(", ");
        let identity = if credit.is_empty() {
            Identity::Anonymous
        } else {
            Identity::Pseudonym { name: credit.clone() }
        };
        Submission {
            fields,
            identity,
            may_pass_on: false,
            credit: (!credit.is_empty()).then_some(credit),
            files: Vec::new(),
            sealed: None,
            incomplete: true,
            channel: "replay",
            replay_of: Some(self.source.clone()),
        }
    }

    /// What the record says, written into a draft.
    fn advisory(&self, base: &Advisory) -> Result<AdvisoryDraft, Error> {
        // A record names several ranges with `;`, several versions with `,`, and a package in brackets.
        let affected = self.affected.as_deref().unwrap_or_default();
        let affected = affected.split('(').next().unwrap_or_default().replace(';', "\n");
        let fixed = self.fixed.as_deref().unwrap_or_default().replace(',', "\n");
        let fields = BTreeMap::from(
            [
                ("title", self.title.clone()),
                ("summary", self.summary.clone()),
                (
                    "details",
                    format!("Replayed from the public record {} ({}).", self.record, self.licence),
                ),
                ("product-1-affected", affected),
                ("product-1-fixed", fixed),
                ("cvss", self.cvss.clone().unwrap_or_default()),
                ("weaknesses", self.weakness.join("\n")),
                ("references", format!("WEB {}", self.source)),
                ("aliases", self.aliases.join("\n")),
            ]
            .map(|(name, text)| (name.to_owned(), text)),
        );
        advisory::form::read(base, &fields).map(AdvisoryDraft::of).map_err(|wrong| {
            Error::Fields(
                wrong
                    .into_iter()
                    .map(|wrong| FieldError { field: wrong.field, message: wrong.sentence })
                    .collect(),
            )
        })
    }
}

impl Desk {
    /// Replays the records of these programs as this member, and leaves the clock at the last step.
    /// A program that holds cases already is left as it is.
    ///
    /// # Errors
    /// [`ReplayError`]; a step that a case refuses is none.
    pub async fn replay_all(
        &self,
        member: &Member,
        time: &SwitchableTime,
        programs: &[ProgramId],
    ) -> Result<ReplayReport, ReplayError> {
        let mut report = ReplayReport::default();
        let replays = Replay::all()?;
        let mut order: Vec<(Instant, usize, ReplayStep)> = Vec::new();
        for program in programs {
            if self.holds_cases(program).await? {
                report.left_alone.push(program.clone());
                continue;
            }
            for (place, replay) in replays.iter().enumerate() {
                if replay.program == program.as_str() {
                    let timed = replay.timed()?;
                    order.extend(timed.into_iter().map(|(at, step)| (at, place, step)));
                }
            }
        }
        // Stable: steps of one instant keep the order of their record.
        order.sort_by_key(|(at, place, _)| (*at, *place));
        let mut underway: BTreeMap<usize, Underway> = BTreeMap::new();
        for (at, place, step) in order {
            let Some(replay) = replays.get(place) else { continue };
            time.advance_to(at);
            let taken = match underway.get(&place) {
                Some(case) => self.take(member, replay, case, &step).await,
                None => match self.begin(replay).await {
                    Ok(case) => {
                        report.cases += 1;
                        underway.insert(place, case);
                        Ok(())
                    }
                    Err(error) => Err(error),
                },
            };
            match taken {
                Ok(()) => report.steps += 1,
                Err(error @ (Error::Refused(_) | Error::Fields(_) | Error::IntakeClosed(_))) => {
                    report.passed_over.push(format!(
                        "{}, {}, {} at {}: {error}",
                        replay.program, replay.record, step.act, step.at
                    ));
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(report)
    }

    async fn holds_cases(&self, program: &ProgramId) -> Result<bool, Error> {
        let proof = access::decide::<access::RunJobs>(
            &Principal::System,
            access::Target::Program(program.clone()),
        )?;
        let program = program.clone();
        self.read(move |tx| {
            let (proof, program) = (proof.clone(), program.clone());
            Box::pin(async move {
                let cases = store::case_file::of_program(tx, &proof, &program, None, 1).await?;
                Ok(!cases.is_empty())
            })
        })
        .await
    }

    async fn begin(&self, replay: &Replay) -> Result<Underway, Error> {
        let id: ProgramId = replay.program.parse().map_err(|_| Error::NotFound)?;
        let program = self.program(&id)?;
        let received = self
            .submit_report(
                &Principal::Anonymous,
                &id,
                replay.submission(&program),
                SubmissionKey::Fresh,
            )
            .await?;
        Ok(Underway { program: id, case: received.case, receipt: received.receipt })
    }

    async fn take(
        &self,
        member: &Member,
        replay: &Replay,
        case: &Underway,
        step: &ReplayStep,
    ) -> Result<(), Error> {
        let instruction = Instruction {
            command: step.act.clone(),
            fields: step.fields.clone(),
            seen: None,
            files: Vec::new(),
            sealed: None,
        };
        if step.act == "credit" {
            // Publishing named them already, where the policy and the reporter let it.
            let opened =
                self.open_case_for(Purpose::Step, member, &case.program, case.case).await?;
            if opened.state.credit.given {
                return Ok(());
            }
        }
        if step.by.as_deref() == Some("reporter") {
            let reporter = self.reporter(&case.receipt).await?;
            self.act_as_reporter(&reporter, instruction).await?;
        } else if step.act == "publish" {
            let opened =
                self.open_case_for(Purpose::Step, member, &case.program, case.case).await?;
            let mut draft = self.advisory_of(member, &opened).await?;
            let change = if draft.edition > 0 { "The record was published again." } else { "" };
            draft.draft.record.timeline.clear();
            let text = AdvisoryDraft {
                change: change.to_owned(),
                ..replay.advisory(&draft.draft.record)?
            };
            self.save_advisory_draft(member, &opened, &text, None).await?;
            self.publish_advisory(member, &case.program, case.case, None, None).await?;
        } else {
            self.act(member, &case.program, case.case, instruction).await?;
        }
        Ok(())
    }
}

/// A record seldom states when a report was accepted, and what follows asks for it: it is then given at
/// the instant of the first step that implies it, and says so.
fn imply_acceptance(timed: &mut Vec<(Instant, ReplayStep)>, at: Instant, step: &ReplayStep) {
    let implies = matches!(step.act.as_str(), "fix-ready" | "fix-released" | "publish" | "close");
    if implies && !timed.iter().any(|(_, earlier)| earlier.act == "accept") {
        let text = "The record states no day for this; what follows implies it.".to_owned();
        let accept = ReplayStep {
            at: step.at.clone(),
            act: "accept".to_owned(),
            by: None,
            fields: BTreeMap::from([("text".to_owned(), text)]),
        };
        timed.push((at, accept));
    }
}

/// An instant as written, or noon of a day; of two steps of one day the later is a minute after.
fn instant_of(text: &str, before: Option<Instant>) -> Option<Instant> {
    let at = match text.parse::<Instant>() {
        Ok(at) => at,
        Err(_) => {
            let day: Date = text.parse().ok()?;
            let midnight: Instant = format!("{day}T00:00:00Z").parse().ok()?;
            later(midnight, NOON)
        }
    };
    Some(match before {
        Some(before) if at <= before => later(before, MINUTE),
        _ => at,
    })
}

fn later(at: Instant, seconds: i64) -> Instant {
    Instant::from_second(at.second().saturating_add(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_record_is_readable_and_begins_with_its_report() {
        let replays = Replay::all().unwrap();
        assert!(replays.len() >= 20, "{}", replays.len());
        for replay in &replays {
            let timed = replay.timed().unwrap();
            assert_eq!(timed[0].1.act, "report", "{}", replay.record);
            assert!(
                timed.windows(2).all(|pair| pair[0].0 <= pair[1].0),
                "the steps of {} are in order",
                replay.record
            );
        }
    }

    #[test]
    fn a_day_without_an_hour_is_noon_and_keeps_its_order() {
        let noon = instant_of("2025-01-14", None).unwrap();
        assert_eq!(noon.to_string(), "2025-01-14T12:00:00Z");
        let next = instant_of("2025-01-14", Some(noon)).unwrap();
        assert_eq!(next.to_string(), "2025-01-14T12:01:00Z");
        assert_eq!(instant_of("soon", None), None);
    }
}

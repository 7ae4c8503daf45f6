//! `/desk/p/{program}/cases/{case}/advisory`: the advisory, written beside the report.

use std::collections::BTreeMap;
use std::sync::Arc;

use advisory::form::{self, Answer as Asked};
use advisory::model::Status;
use advisory::{Need, publication};
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use case::{Actor, CommandKind};
use clock::Instant;
use desk::{AdvisoryDraft, AdvisoryOfCase, Error, FieldError, Member, OpenCase, Program};
use pages::desk::{
    AgreementBox, CveBox, EditorPage, FieldGroup, FormatNeeds, Publication, ReleaseBox,
};
use pages::portal::EditionRow;
use pages::{Choice, Field, FieldKind, Input};

use super::{case::back, opened, posted};
use crate::answer::{self, Answer, failed, sentence};
use crate::cve::{NoNumber, number_for_draft};
use crate::form::Form;
use crate::portal::advisories::{body, history};
use crate::site::{App, Site, program_ref};
use crate::visit::member;
use crate::words;

/// What has to be typed to publish.
const CONFIRM: &str = "publish";

/// Who edits which advisory.
struct Desk<'a> {
    site: &'a Site,
    member: &'a Member,
    cookie: &'a str,
    program: &'a Arc<Program>,
    case: &'a OpenCase,
}

/// What the page shows besides the advisory as it is kept.
#[derive(Default)]
struct Shown {
    /// What was typed, where it is not what is kept.
    typed: BTreeMap<String, String>,
    wrong: Vec<FieldError>,
    error: Option<String>,
    confirm: Option<Input>,
    release_at: Input,
    preview: bool,
    saved: bool,
    /// What the CVE programme or the kept numbers brought.
    cve: Option<String>,
}

/// `GET`: the editor.
pub(crate) async fn get(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
    let desk =
        Desk { site: &site, member: &member, cookie: &cookie, program: &program, case: &case };
    desk.page(StatusCode::OK, Shown::default()).await
}

/// `POST`: keep the draft, preview it, agree to it, publish it now or at a minute.
pub(crate) async fn post(
    State(site): State<App>,
    Path((slug, handle)): Path<(String, String)>,
    request: Request,
) -> Answer {
    let (member, cookie, form, _) = posted(&site, request).await?;
    let (program, case) = opened(&site, &member, &cookie, &slug, &handle).await?;
    let desk =
        Desk { site: &site, member: &member, cookie: &cookie, program: &program, case: &case };
    let seen_draft = Some(form.text("draft")).filter(|digest| !digest.is_empty());
    match form.text("act") {
        "agree" => {
            let done =
                site.desk.agree_to_advisory(&member, &case, seen_draft.unwrap_or_default()).await;
            return desk.after(done, &slug, &handle, Shown::default()).await;
        }
        "unschedule" => {
            let done = site.desk.unschedule_advisory(&member, &case).await;
            return desk.after(done, &slug, &handle, Shown::default()).await;
        }
        _ => {}
    }
    let kept = site.desk.advisory_of(&member, &case).await.map_err(|error| desk.fail(&error))?;
    let draft = match read(&kept.draft, &form) {
        Ok(draft) => draft,
        Err(wrong) => {
            let shown = Shown { typed: form.texts.clone(), wrong, ..Shown::default() };
            return desk.page(StatusCode::UNPROCESSABLE_ENTITY, shown).await;
        }
    };
    match site.desk.save_advisory_draft(&member, &case, &draft, seen_draft).await {
        Ok(()) => {}
        Err(Error::Conflict) => {
            let error = "Somebody kept another text while you wrote. Yours is below and was not kept: look at theirs in another window, then save again.";
            let shown = Shown {
                typed: form.texts.clone(),
                error: Some(error.to_owned()),
                ..Shown::default()
            };
            return desk.page(StatusCode::CONFLICT, shown).await;
        }
        Err(error) => return Err(desk.fail(&error)),
    }
    let digest = draft.digest();
    match form.text("act") {
        "publish" if form.text("confirm") != CONFIRM => {
            let words =
                format!("Type \u{201c}{CONFIRM}\u{201d} to publish. Nothing was published.");
            let confirm = Some(Input::wrong(form.text("confirm"), words));
            let shown = Shown { confirm, saved: true, preview: true, ..Shown::default() };
            desk.page(StatusCode::UNPROCESSABLE_ENTITY, shown).await
        }
        "publish" => {
            let seen = form.text("expected_seq").parse().ok();
            let done = site
                .desk
                .publish_advisory(&member, &program.id, case.id, seen, Some(&digest))
                .await
                .map(|_| ());
            desk.after(done, &slug, &handle, Shown { saved: true, ..Shown::default() }).await
        }
        "schedule" => {
            let typed = form.text("release_at");
            let Some(at) = moment(typed) else {
                let words = "Write the moment in UTC, such as 2026-11-02T16:00Z.";
                let release_at = Input::wrong(typed, words);
                let shown = Shown { release_at, saved: true, ..Shown::default() };
                return desk.page(StatusCode::UNPROCESSABLE_ENTITY, shown).await;
            };
            let done = site.desk.schedule_advisory(&member, &case, &digest, at).await;
            let release_at = Input::of(typed);
            let shown = Shown { release_at, saved: true, ..Shown::default() };
            desk.after(done, &slug, &handle, shown).await
        }
        "cve-reserve" | "cve-return" | "cve-send" => {
            let done = desk.cve(form.text("act")).await;
            let (status, shown) = match done {
                Ok(words) => {
                    (StatusCode::OK, Shown { cve: Some(words), saved: true, ..Shown::default() })
                }
                Err(NoNumber::Desk(error)) => {
                    return desk.after(Err(error), &slug, &handle, Shown::default()).await;
                }
                Err(failed) => {
                    let error = Some(sentence(&failed.to_string()));
                    (StatusCode::BAD_GATEWAY, Shown { error, saved: true, ..Shown::default() })
                }
            };
            desk.page(status, shown).await
        }
        act => {
            let shown = Shown { saved: true, preview: act == "preview", ..Shown::default() };
            desk.page(StatusCode::OK, shown).await
        }
    }
}

/// A moment as it is typed, with seconds or without.
fn moment(text: &str) -> Option<Instant> {
    let text = text.trim();
    let whole = text.strip_suffix('Z').map(|start| format!("{start}:00Z"));
    text.parse().ok().or_else(|| whole.and_then(|whole| whole.parse().ok()))
}

/// The draft that was typed.
fn read(base: &AdvisoryDraft, form: &Form) -> Result<AdvisoryDraft, Vec<FieldError>> {
    let record = form::read(&base.record, &form.texts).map_err(|wrong| {
        let field =
            |wrong: form::Unreadable| FieldError { field: wrong.field, message: wrong.sentence };
        wrong.into_iter().map(field).collect::<Vec<_>>()
    })?;
    Ok(AdvisoryDraft {
        record,
        becomes: form.text("becomes").parse().unwrap_or(base.becomes),
        change: form
            .texts
            .get("change")
            .map_or_else(|| base.change.clone(), |t| t.trim().to_owned()),
    })
}

impl Desk<'_> {
    fn fail(&self, error: &Error) -> answer::Halt {
        failed(self.site.desk_frame(Some(self.cookie), Some(self.member)), error)
    }

    /// Back to the case, or the page with what stands in the way.
    async fn after(
        &self,
        done: Result<(), Error>,
        slug: &str,
        handle: &str,
        mut shown: Shown,
    ) -> Answer {
        match done {
            Ok(()) => Ok(back(slug, handle)),
            Err(error @ (Error::Fields(_) | Error::Refused(_) | Error::Conflict)) => {
                match &error {
                    Error::Fields(fields) => {
                        for field in fields {
                            if field.field == "release_at" {
                                shown.release_at.error = Some(sentence(&field.message));
                            }
                            if matches!(field.field.as_str(), "agree" | "cve" | "tlp" | "sign") {
                                shown.error = Some(sentence(&field.message));
                            }
                        }
                        shown.wrong.clone_from(fields);
                    }
                    other => shown.error = Some(sentence(&other.to_string())),
                }
                let status = StatusCode::from_u16(answer::kind_of(&error).status())
                    .unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
                self.page(status, shown).await
            }
            Err(error) => Err(self.fail(&error)),
        }
    }

    async fn page(&self, status: StatusCode, shown: Shown) -> Answer {
        let (site, case) = (self.site, self.case);
        let kept =
            site.desk.advisory_of(self.member, case).await.map_err(|error| self.fail(&error))?;
        let editions = self.editions(&kept).await?;
        let preview = if shown.preview && !kept.draft.record.title.is_empty() {
            let record = site
                .desk
                .preview_advisory(self.member, case, &kept.draft)
                .await
                .map_err(|error| self.fail(&error))?;
            let mut body = body(&record, &publication::place("https://example.org", &record));
            body.id =
                kept.public_id.clone().unwrap_or_else(|| "(given when it is published)".to_owned());
            body.published = None;
            Some(body)
        } else {
            None
        };
        let view = EditorPage {
            frame: site
                .desk_frame(Some(self.cookie), Some(self.member))
                .within(program_ref(self.program)),
            program: program_ref(self.program),
            case: case.handle.clone(),
            handle: case.handle.clone(),
            groups: groups(&kept, &shown),
            preview,
            missing: kept.problems.iter().map(|problem| sentence(&problem.message)).collect(),
            formats: formats(&kept),
            agreement: self.agreement(&kept),
            publication: self.publication(&kept, shown.confirm),
            release: ReleaseBox {
                settled: kept.release.map(|(at, _)| words::when(at)),
                at: shown.release_at,
            },
            editions,
            hints: kept.hints.clone(),
            credits: kept.credits.clone(),
            cve: self.cve_box(shown.cve).await?,
            draft: kept.draft.digest(),
            error: shown.error,
            saved: shown.saved.then(|| words::when(site.desk.now())),
            expected_seq: case.last_seq,
        };
        answer::page_with(status, &view)
    }

    /// A number reserved or handed back, or the record sent once more. Says what was done.
    async fn cve(&self, act: &str) -> Result<String, NoNumber> {
        let (desk, member, case) = (&self.site.desk, self.member, self.case);
        match act {
            "cve-reserve" => {
                let year = desk.now().to_string().get(..4).and_then(|year| year.parse().ok());
                let wish = (year.unwrap_or_default(), 1);
                let services = self.site.cve.as_ref();
                let got = number_for_draft(services, desk, member, case, wish).await?;
                Ok(format!("{} stands in the draft.", got.cve_id))
            }
            "cve-return" => {
                let number = desk.return_cve_number(member, case).await?;
                Ok(format!("{number} is free for another draft."))
            }
            _ => {
                desk.send_cve_again(member, case).await?;
                Ok("The record is sent within half a minute.".to_owned())
            }
        }
    }

    async fn cve_box(&self, done: Option<String>) -> Result<CveBox, answer::Halt> {
        let standing = self.site.desk.cve_of_case(self.member, self.case).await;
        let standing = standing.map_err(|error| self.fail(&error))?;
        let has_account = self.site.cve.is_some();
        Ok(CveBox {
            done,
            may_reserve: standing.number.is_none() && (has_account || standing.free > 0),
            may_return: standing.may_return,
            may_send: standing.may_send && has_account,
            number: standing.number,
            request: standing.request,
            broken: standing.broken.iter().map(|broken| sentence(broken)).collect(),
        })
    }

    async fn editions(&self, kept: &AdvisoryOfCase) -> Result<Vec<EditionRow>, answer::Halt> {
        let Some(id) = &kept.public_id else { return Ok(Vec::new()) };
        let editions = self
            .site
            .desk
            .editions(&self.program.id, id)
            .await
            .map_err(|error| self.fail(&error))?;
        Ok(history(&editions))
    }

    fn agreement(&self, kept: &AdvisoryOfCase) -> Option<AgreementBox> {
        if !kept.needs_agreement {
            return None;
        }
        let name = |user| self.case.names.get(&user).map_or("somebody", String::as_str).to_owned();
        let own = kept.written_by == Some(self.member.user);
        Some(match (&kept.agreed, kept.written_by) {
            (Some(agreed), _) => AgreementBox {
                words: format!(
                    "{} agreed to exactly this text, {}.",
                    name(agreed.by),
                    words::when(agreed.at).words
                ),
                may_agree: false,
            },
            (None, None) => AgreementBox {
                words: "A second person has to agree to the text; save one first.".to_owned(),
                may_agree: false,
            },
            (None, Some(by)) => AgreementBox {
                words: format!(
                    "{} wrote this text; somebody else has to agree to exactly it.",
                    name(by)
                ),
                may_agree: !own,
            },
        })
    }

    fn publication(&self, kept: &AdvisoryOfCase, confirm: Option<Input>) -> Publication {
        let actor = Actor::Member(self.member.user);
        let now = self.site.desk.now();
        let allowed = case::open_commands(&self.case.state, &actor, &self.case.policy, now)
            .into_iter()
            .find(|(spec, _)| spec.kind == CommandKind::PublishAdvisory)
            .map(|(_, allowed)| allowed);
        match allowed {
            Some(Err(refusal)) => Publication::Closed { why: sentence(&refusal.to_string()) },
            _ => Publication::Open {
                phrase: CONFIRM.to_owned(),
                confirm: confirm.unwrap_or_default(),
                effects: vec![
                    format!(
                        "Edition {} becomes public at once, as a page, in the feeds and in every format that is ready.",
                        kept.edition.saturating_add(1)
                    ),
                    "The reporter sees it in the mailbox.".to_owned(),
                    "The ledger records it; it can be corrected by a new edition or withdrawn, never taken back unseen.".to_owned(),
                ],
            },
        }
    }
}

fn formats(kept: &AdvisoryOfCase) -> Vec<FormatNeeds> {
    publication::PUBLISHED
        .iter()
        .map(|format| {
            let missing: Vec<_> =
                kept.missing.iter().filter(|missing| missing.format == *format).collect();
            FormatNeeds {
                name: format.name().to_owned(),
                is_ready: !missing.iter().any(|missing| missing.need == Need::Required),
                lines: missing.iter().map(|missing| missing.sentence.clone()).collect(),
            }
        })
        .collect()
}

fn groups(kept: &AdvisoryOfCase, shown: &Shown) -> Vec<FieldGroup> {
    let mut becomes = vec![
        Choice::new(Status::Final.as_str(), "Final").help("Complete as far as anybody knows."),
        Choice::new(Status::Interim.as_str(), "Interim").help("Expected to change soon."),
    ];
    if kept.edition > 0 {
        becomes.push(
            Choice::new(Status::Withdrawn.as_str(), "Withdrawn")
                .help("The address stays, and says that it was withdrawn and why."),
        );
    }
    let edition = vec![
        Field::text("becomes", "It comes out as")
            .kind(FieldKind::Choice(becomes))
            .value(kept.draft.becomes.as_str()),
        Field::text("change", "What this edition changes")
            .help("In a sentence, for its readers. The first one may leave it empty.")
            .value(kept.draft.change.clone()),
    ];
    let mut groups: Vec<FieldGroup> = form::fields(&kept.draft.record)
        .into_iter()
        .map(|group| FieldGroup {
            heading: group.heading,
            fields: group.fields.into_iter().map(field).collect(),
        })
        .collect();
    groups.push(FieldGroup { heading: "This edition".to_owned(), fields: edition });
    for field in groups.iter_mut().flat_map(|group| &mut group.fields) {
        if let Some(typed) = shown.typed.get(&field.name) {
            field.value.clone_from(typed);
        }
        if let Some(wrong) = shown.wrong.iter().find(|wrong| wrong.field == field.name) {
            field.error = Some(sentence(&wrong.message));
        }
    }
    groups
}

fn field(asked: form::Field) -> Field {
    let kind = match asked.answer {
        Asked::Line => FieldKind::Text,
        Asked::Lines => FieldKind::LongText,
        Asked::OneOf(options) => FieldKind::Choice(
            options.into_iter().map(|(value, label)| Choice::new(value, label)).collect(),
        ),
    };
    Field::text(asked.name, asked.label).help(asked.help).kind(kind).value(asked.value)
}

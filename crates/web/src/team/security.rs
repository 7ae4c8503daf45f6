//! `/desk/p/{program}/security`: the security report, and that somebody reviewed who has access.

use axum::extract::{Path, Request, State};
use desk::{Error, ReportLine, SecurityReport};
use pages::When;
use pages::desk::{AccessOf, SecurityLine, SecurityPage};
use policy::id::ProgramId;

use super::audit::act_in_words;
use super::posted;
use crate::answer::{self, Answer, failed, to};
use crate::site::{App, program_ref};
use crate::visit::member;
use crate::words;

/// `GET`: the report.
pub(crate) async fn get(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (parts, _) = request.into_parts();
    let (member, cookie) = member(&site, &parts).await?;
    let frame = site.desk_frame(Some(&cookie), Some(&member));
    let fail = |error: Error| failed(frame.clone(), &error);
    let id: ProgramId = slug.parse().map_err(|_| fail(Error::NotFound))?;
    let program = site.desk.program(&id).map_err(fail)?;
    let report = site.desk.security_report(&member, &id).await.map_err(fail)?;
    let SecurityReport { made, days, reviewed, review_due, members, changes, reads, .. } = report;
    answer::page(&SecurityPage {
        frame: frame.clone().within(program_ref(&program)),
        program: program_ref(&program),
        made: when(&made),
        days,
        reviewed: reviewed.as_deref().map(when),
        review_due,
        checks: report
            .checks
            .into_iter()
            .map(|check| (check.name.to_owned(), check.holds, check.found))
            .collect(),
        deviations: report.deviations,
        members: members
            .into_iter()
            .map(|member| AccessOf {
                name: member.login,
                role: member.role,
                since: when(&member.since),
                last: member.last_sign_in.as_deref().map(when),
                stale: member.stale,
                second_factor: member.second_factor,
            })
            .collect(),
        alerts: report
            .alerts
            .into_iter()
            .map(|count| (count.rule, count.waiting, count.seen))
            .collect(),
        changes: changes.into_iter().map(line).collect(),
        reads: reads.into_iter().map(line).collect(),
    })
}

/// `POST`: access was reviewed.
pub(crate) async fn reviewed(
    State(site): State<App>,
    Path(slug): Path<String>,
    request: Request,
) -> Answer {
    let (member, cookie, _, _) = posted(&site, request).await?;
    let fail = |error: Error| failed(site.desk_frame(Some(&cookie), Some(&member)), &error);
    let id: ProgramId = slug.parse().map_err(|_| fail(Error::NotFound))?;
    site.desk.review_access(&member, &id).await.map_err(fail)?;
    Ok(to(&pages::path::security(&slug)))
}

fn when(text: &str) -> When {
    text.parse().map_or_else(|_| When::new(text, text), words::when)
}

fn line(line: ReportLine) -> SecurityLine {
    SecurityLine {
        index: line.index,
        when: when(&line.at),
        who: line.who,
        what: act_in_words(&line.act),
        about: line.about,
        why: line.why.unwrap_or_default(),
    }
}

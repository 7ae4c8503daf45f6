//! `GET /`: the programs of this instance, or what to do when there is none.

use axum::extract::State;
use axum::http::StatusCode;
use desk::Health;
use pages::portal::{HomePage, ProgramCard};

use crate::answer::{self, Answer};
use crate::site::App;
use crate::words;

/// The first page.
pub(crate) async fn get(State(site): State<App>) -> Answer {
    let now = site.desk.now();
    let programs = site
        .desk
        .programs()
        .iter()
        .map(|program| ProgramCard {
            slug: program.id.to_string(),
            name: program.policy.program.name.clone(),
            summary: program.policy.program.about.clone().unwrap_or_default(),
            intake: words::intake(&program.policy, now),
            promises: program
                .policy
                .promises
                .iter()
                .filter(|promise| words::is_public(promise))
                .map(words::promise_short)
                .collect(),
        })
        .collect();
    answer::page(&HomePage { frame: site.portal(None), programs })
}

/// `GET /health`: whether the store answers and every log is signed. Says nothing else.
pub(crate) async fn health(State(site): State<App>) -> Answer {
    match site.desk.health().await {
        Ok(Health::Fine) => Ok(answer::text("text/plain; charset=utf-8", "ok\n".to_owned())),
        Ok(Health::Unsigned { log }) => {
            tracing::error!(log, "a log was not signed for longer than two hours");
            let words = "a log was not signed for longer than two hours\n".to_owned();
            let mut response = answer::text("text/plain; charset=utf-8", words);
            *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
            Ok(response)
        }
        Err(error) => Err(answer::failed(site.portal(None), &error)),
    }
}

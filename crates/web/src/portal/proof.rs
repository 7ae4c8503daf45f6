//! `/proof`: what a proof file shows, and whether one holds. Checked by `verifier`, which shares no code with what
//! makes the files, against the key of every program here. Nothing of it is kept.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use clock::Instant;
use pages::Input;
use pages::portal::{ProofPage, Verdict};

use crate::answer::{self, Answer, unreadable};
use crate::form::{Form, TakesFiles};
use crate::site::{App, Site, program_ref};
use crate::visit::check_post;
use crate::words;

/// A proof is a few kilobytes: an entry, some twenty hashes and a signed head.
const MOST_BYTES: usize = 64 << 10;

/// Keeps one small file in memory.
#[derive(Default)]
struct Small(Vec<u8>);

impl TakesFiles for Small {
    fn admits(&self, _: &std::collections::BTreeMap<String, String>) -> bool {
        true
    }
    async fn begin(&mut self, _: &str) -> Result<(), desk::Error> {
        self.0.clear();
        Ok(())
    }
    async fn push(&mut self, bytes: &[u8]) -> Result<(), desk::Error> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
    async fn finish(&mut self) -> Result<(), desk::Error> {
        Ok(())
    }
}

/// `GET /proof`.
pub(crate) async fn get(State(site): State<App>) -> Answer {
    answer::page(&page(&site, Input::default(), None))
}

/// `POST /proof`.
pub(crate) async fn post(State(site): State<App>, request: Request) -> Answer {
    let (parts, body) = request.into_parts();
    check_post(&site, &parts)?;
    let mut file = Small::default();
    let form = Form::read_with(Request::from_parts(parts, body), MOST_BYTES, &mut file)
        .await
        .map_err(|error| unreadable(site.portal(None), &error))?;
    let pasted = form.texts.get("proof").map(String::as_str).unwrap_or_default();
    // A browser sends the lines of a text field with other line breaks and without the last one.
    let text = match file.0.is_empty() {
        true if pasted.trim().is_empty() => {
            let wrong = Input::wrong("", words::text("proof-empty"));
            let page = page(&site, wrong, None);
            return answer::page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
        true => format!("{}\n", pasted.trim()).into_bytes(),
        false => file.0,
    };
    let verdict = verdict(&site, &text);
    answer::page(&page(&site, Input::of(pasted), Some(verdict)))
}

/// What the logs of this instance say about a proof. The last fault is told when it is from none of them.
fn verdict(site: &Site, text: &[u8]) -> Verdict {
    let mut fault = String::new();
    for program in &site.desk.programs() {
        let checked = verifier::Key::parse(&program.ledger_key())
            .and_then(|key| verifier::verify_receipt(text, &key, &[]));
        match checked {
            Ok(facts) => {
                return Verdict::Holds {
                    program: program_ref(program),
                    index: facts.proof.index,
                    recorded: facts
                        .recorded
                        .parse::<Instant>()
                        .map_or_else(|_| pages::When::new("", &facts.recorded), words::when),
                    version: facts.policy,
                };
            }
            Err(wrong) => fault = answer::sentence(&wrong.to_string()),
        }
    }
    Verdict::Fails(fault)
}

fn page(site: &Site, proof: Input, verdict: Option<Verdict>) -> ProofPage {
    let key = site.desk.programs().first().map(|program| program.ledger_key());
    ProofPage {
        frame: site.portal(None),
        proof,
        verdict,
        command: format!(
            "candor verify --receipt candor-receipt.txt --key '{}'",
            key.unwrap_or_else(|| "KEY".to_owned())
        ),
    }
}

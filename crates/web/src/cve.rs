//! The CVE programme's interface for CNAs (CVE Services 2.x): numbers are reserved, records published, updated and
//! rejected.
//!
//! Every step first asks how things stand, so that an answer that was lost costs nothing: a record that is there is
//! put anew, a number that is reserved is not reserved again. Source: the programme's OpenAPI description.

use std::collections::BTreeSet;
use std::sync::Arc;

use advisory::model::CveOrganization;
use desk::{Asking, Delivery, Desk, Member, OpenCase};
use outbound::{Failed, Purpose, Reach, Reply, Verb};
use serde::Deserialize;
use thiserror::Error;

use crate::sending::class;

/// Most bytes of an answer.
const MOST_BYTES: usize = 4 << 20;
/// Pages of reserved numbers that are read at most.
const MOST_PAGES: u32 = 200;

/// The account of the CVE programme.
#[derive(Clone)]
pub struct CveSettings {
    /// The interface's address.
    pub address: String,
    /// The CNA.
    pub organization: CveOrganization,
    /// The account's name.
    pub user: String,
    /// The account's key.
    pub key: Arc<str>,
    /// What may be contacted.
    pub reach: Reach,
}

impl core::fmt::Debug for CveSettings {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("CveSettings").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Why the CVE programme did not do what it was asked for.
#[derive(Debug, Error)]
pub enum CveFailed {
    /// No whole answer came. Whether it was done is not known.
    #[error("the CVE programme gave no answer ({0}). Try again: nothing is done twice")]
    Away(String),
    /// Too many requests, or trouble over there.
    #[error("the CVE programme asks to come back later (status {0}). Try again in some minutes")]
    Later(u16),
    /// The account.
    #[error(
        "the CVE programme does not know this account, or its key is not right: check cve_org, cve_user and cve_key"
    )]
    Account,
    /// It refused.
    #[error("the CVE programme refuses (status {status}): {words}")]
    Refused {
        /// The status.
        status: u16,
        /// What it said.
        words: String,
    },
    /// An answer that is none of this interface.
    #[error("the answer is not one of the CVE programme's interface: check cve_url")]
    Unreadable,
}

impl CveFailed {
    /// Whether it is certain that nothing was done.
    #[must_use]
    pub const fn is_certain(&self) -> bool {
        matches!(self, Self::Later(429) | Self::Account | Self::Refused { .. })
    }
}

/// What was reserved, and how many fewer than were asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reserved {
    /// The numbers.
    pub numbers: Vec<String>,
    /// How many are missing, because the CNA may reserve no more at present.
    pub missing: u32,
}

/// A number that a draft got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberOfDraft {
    /// The number.
    pub cve_id: String,
    /// How many fewer were reserved than asked for: the CNA may have no more at present.
    pub missing: u32,
}

/// Why a draft got no number.
#[derive(Debug, Error)]
pub enum NoNumber {
    /// The desk refuses.
    #[error(transparent)]
    Desk(#[from] desk::Error),
    /// The CVE programme did not do it.
    #[error(transparent)]
    Cve(#[from] CveFailed),
    /// No account.
    #[error(
        "no account of the CVE programme is configured: set cve_org, cve_org_id, cve_user and cve_key, or ask a CNA with the text of the request"
    )]
    NoAccount,
    /// Nothing came of it.
    #[error("the CVE programme reserved no number for this year")]
    Nothing,
}

/// Gives the draft of a case a number: one that is kept, or else one that is reserved now. When an answer is lost,
/// the next call finds out what came of it.
///
/// # Errors
/// [`NoNumber`].
pub async fn number_for_draft(
    services: Option<&CveServices>,
    desk: &Desk,
    member: &Member,
    opened: &OpenCase,
    (year, amount): (u16, u32),
) -> Result<NumberOfDraft, NoNumber> {
    let mut missing = 0;
    if let Some(cve_id) = desk.take_cve_number(member, opened, year).await? {
        return Ok(NumberOfDraft { cve_id, missing });
    }
    let services = services.ok_or(NoNumber::NoAccount)?;
    let (program, case) = (&opened.program, opened.id);
    // An earlier wish may have to be ended first; its numbers are kept too.
    loop {
        let kept = desk.cve_numbers(member, program, case).await?;
        let kept: Vec<String> = kept.into_iter().map(|row| row.cve_id).collect();
        let reserved = services.reserved().await?;
        let wish =
            desk.ask_for_cve_numbers(member, program, case, (year, amount), reserved).await?;
        let answer = match services.reserve(&wish, &kept).await {
            Ok(answer) => answer,
            Err(failed) => {
                if failed.is_certain() {
                    desk.keep_cve_numbers(member, program, case, Vec::new()).await?;
                } else {
                    desk.leave_cve_wish(&wish).await?;
                }
                return Err(failed.into());
            }
        };
        missing += answer.missing;
        let nothing = answer.numbers.is_empty();
        desk.keep_cve_numbers(member, program, case, answer.numbers).await?;
        if let Some(cve_id) = desk.take_cve_number(member, opened, year).await? {
            return Ok(NumberOfDraft { cve_id, missing });
        }
        if nothing || !wish.is_resumed {
            return Err(NoNumber::Nothing);
        }
    }
}

/// The interface, for one account.
pub struct CveServices {
    http: outbound::Client,
    settings: CveSettings,
}

#[derive(Deserialize)]
struct Number {
    cve_id: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    owning_cna: String,
    #[serde(default)]
    requested_by: Requester,
}

#[derive(Deserialize, Default)]
struct Requester {
    #[serde(default)]
    user: String,
}

#[derive(Deserialize)]
struct Numbers {
    cve_ids: Vec<Number>,
    #[serde(rename = "nextPage")]
    next_page: Option<u32>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Refusal {
    error: String,
    message: String,
    details: serde_json::Value,
}

/// How a number stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Reserved,
    Published,
    Rejected,
}

/// What a refusal says, short enough for a line.
fn words_of(body: &[u8]) -> String {
    let refusal: Refusal = serde_json::from_slice(body).unwrap_or_default();
    let mut words = if refusal.message.is_empty() { refusal.error } else { refusal.message };
    for detail in refusal.details.as_array().into_iter().flatten() {
        let text = |name: &str| detail.get(name).and_then(serde_json::Value::as_str).unwrap_or("");
        words.push_str(&format!("; {} {}", text("param"), text("msg")));
    }
    words.chars().filter(|c| !c.is_control()).take(400).collect()
}

impl CveServices {
    /// The interface of these settings.
    ///
    /// # Errors
    /// [`Failed`] when the address is none, or the system's certificates cannot be read.
    pub fn new(mut settings: CveSettings) -> Result<Self, Failed> {
        // The operator wrote the address.
        let reach = settings.reach.clone().and_typed(&settings.address)?;
        settings.address = settings.address.trim_end_matches('/').to_owned();
        Ok(Self { http: outbound::Client::new(Purpose::CveServices, reach)?, settings })
    }

    async fn ask(&self, verb: Verb, path: &str, body: Option<String>) -> Result<Reply, CveFailed> {
        let mut headers = vec![
            ("CVE-API-ORG", self.settings.organization.short_name.as_str()),
            ("CVE-API-USER", self.settings.user.as_str()),
            ("CVE-API-KEY", &self.settings.key),
        ];
        if body.is_some() {
            headers.push(("content-type", "application/json"));
        }
        let address = format!("{}{path}", self.settings.address);
        let body = body.unwrap_or_default().into_bytes();
        let reply = self.http.ask(verb, &address, &headers, body, MOST_BYTES).await;
        let reply = reply.map_err(|failed| {
            tracing::warn!(reason = failed.reason(), "the CVE programme's interface");
            CveFailed::Away(class(&failed))
        })?;
        match reply.status {
            200..=299 => Ok(reply),
            401 => Err(CveFailed::Account),
            status @ (408 | 425 | 429 | 500..=599) => Err(CveFailed::Later(status)),
            status => Err(CveFailed::Refused { status, words: words_of(&reply.body) }),
        }
    }

    /// Every number that this account reserved and that has no record.
    ///
    /// # Errors
    /// [`CveFailed`].
    pub async fn reserved(&self) -> Result<Vec<String>, CveFailed> {
        let mut numbers = Vec::new();
        let mut page = 1;
        loop {
            let path = format!("/cve-id?state=RESERVED&page={page}");
            let reply = self.ask(Verb::Get, &path, None).await?;
            let answer: Numbers =
                serde_json::from_slice(&reply.body).map_err(|_| CveFailed::Unreadable)?;
            let own = answer.cve_ids.into_iter().filter(|number| {
                number.state == "RESERVED"
                    && number.owning_cna == self.settings.organization.short_name
                    && number.requested_by.user == self.settings.user
            });
            numbers.extend(own.map(|number| number.cve_id));
            match answer.next_page {
                Some(next) if next > page && next <= MOST_PAGES => page = next,
                _ => return Ok(numbers),
            }
        }
    }

    /// Reserves what a wish asks for. When its answer was lost before, what came of it is found first.
    ///
    /// # Errors
    /// [`CveFailed`]; [`CveFailed::is_certain`] tells whether numbers may have been reserved all the same.
    pub async fn reserve(&self, wish: &Asking, kept: &[String]) -> Result<Reserved, CveFailed> {
        let mut numbers = Vec::new();
        if wish.is_resumed {
            let known: BTreeSet<&String> = wish.known.iter().chain(kept).collect();
            let of_year = format!("CVE-{}-", wish.year);
            let mut found = self.reserved().await?;
            found.retain(|number| number.starts_with(&of_year) && !known.contains(number));
            numbers = found;
        }
        let have = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        let rest = wish.amount.saturating_sub(have);
        if rest > 0 {
            let organization = crate::visit::percent(&self.settings.organization.short_name);
            let batch = if rest > 1 { "&batch_type=nonsequential" } else { "" };
            let path = format!(
                "/cve-id?amount={rest}&cve_year={}&short_name={organization}{batch}",
                wish.year
            );
            let reply = self.ask(Verb::Post, &path, None).await?;
            let answer: Numbers =
                serde_json::from_slice(&reply.body).map_err(|_| CveFailed::Unreadable)?;
            numbers.extend(answer.cve_ids.into_iter().map(|number| number.cve_id));
        }
        let have = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        Ok(Reserved { missing: wish.amount.saturating_sub(have), numbers })
    }

    async fn standing(&self, cve_id: &str) -> Result<Standing, CveFailed> {
        let path = format!("/cve-id/{}", crate::visit::percent(cve_id));
        let reply = self.ask(Verb::Get, &path, None).await?;
        let number: Number =
            serde_json::from_slice(&reply.body).map_err(|_| CveFailed::Unreadable)?;
        match number.state.as_str() {
            "RESERVED" => Ok(Standing::Reserved),
            "PUBLISHED" => Ok(Standing::Published),
            "REJECTED" => Ok(Standing::Rejected),
            _ => Err(CveFailed::Unreadable),
        }
    }

    /// Publishes, updates or rejects a record, whichever is due.
    ///
    /// # Errors
    /// [`CveFailed`].
    pub async fn put_record(
        &self,
        cve_id: &str,
        container: &str,
        is_rejection: bool,
    ) -> Result<(), CveFailed> {
        let standing = self.standing(cve_id).await?;
        let (verb, end) = match (is_rejection, standing) {
            (false, Standing::Reserved) => (Verb::Post, "cna"),
            (false, Standing::Published | Standing::Rejected) => (Verb::Put, "cna"),
            // A number without a record gets a rejected one; a record is put in another's place.
            (true, Standing::Reserved) => (Verb::Post, "reject"),
            (true, Standing::Published | Standing::Rejected) => (Verb::Put, "reject"),
        };
        let path = format!("/cve/{}/{end}", crate::visit::percent(cve_id));
        let body = format!("{{\"cnaContainer\":{container}}}");
        self.ask(verb, &path, Some(body)).await.map(|_| ())
    }

    /// The same for the outbox.
    pub(crate) async fn deliver(
        &self,
        cve_id: &str,
        container: &str,
        is_rejection: bool,
    ) -> Delivery {
        match self.put_record(cve_id, container, is_rejection).await {
            Ok(()) => Delivery::Taken,
            Err(failed @ CveFailed::Refused { status, .. }) => {
                tracing::warn!(%failed, "a CVE record");
                Delivery::Refused(format!("status {status}"))
            }
            Err(CveFailed::Away(class)) => Delivery::Later(class),
            Err(CveFailed::Later(status)) => Delivery::Later(format!("status {status}")),
            // Whoever runs this server mends the account; the record is owed all the same.
            Err(failed @ (CveFailed::Account | CveFailed::Unreadable)) => {
                tracing::error!(%failed, "a CVE record");
                Delivery::Later("the account or the address is not right".to_owned())
            }
        }
    }
}

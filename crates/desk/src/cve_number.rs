//! CVE numbers: reserved by the instance's CNA, kept here, and taken by a draft.
//!
//! This crate contacts nobody; the edge asks the CVE programme. What is asked is written down before, together with
//! the numbers that were reserved already. When the answer is lost, the next attempt finds that note, and what is
//! reserved by then and was not before is the lost answer: no number is reserved twice for one wish.

use core::time::Duration;

use access::{
    AdministerInstance, AppendLedger, Authorized, DraftAdvisory, Principal, PublishAdvisory,
    Target, decide,
};
use advisory::model::Identifier;
use advisory::{cna, publication};
use clock::Instant;
use policy::id::{CaseId, ProgramId};
use serde::{Deserialize, Serialize};
use store::cve_number::CveNumberRow;

use crate::Desk;
use crate::error::Error;
use crate::open_case::OpenCase;
use crate::record::Leaf;
use crate::visitor::Member;

/// Where the open wish is noted.
const KEY: &str = "cve_asking";
/// Numbers that are asked for at once.
const MOST: u32 = 100;
/// An open wish that is younger may still be answered: whoever comes later waits.
const PATIENCE: Duration = Duration::from_secs(60);

/// A wish for numbers, written down before anybody is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    /// The year of the numbers.
    pub year: u16,
    /// How many.
    pub amount: u32,
    /// What was reserved before. More than that later is the answer.
    pub known: Vec<String>,
    /// Since when, in seconds since 1970.
    at: i64,
    /// Whether it was asked before, and the answer was lost.
    #[serde(skip)]
    pub is_resumed: bool,
}

/// How a draft stands with the CVE programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CveOfCase {
    /// Its number.
    pub number: Option<String>,
    /// Whether the number may be handed back: it was reserved here and is not out.
    pub may_return: bool,
    /// Whether a record is out that can be sent once more.
    pub may_send: bool,
    /// Numbers that are kept and that no draft has.
    pub free: usize,
    /// The request for a number, for those who are no CNA.
    pub request: String,
    /// What the draft does not keep of the rules for CVE records, one sentence each.
    pub broken: Vec<String>,
}

impl Desk {
    /// The numbers that are kept, taken ones too.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not one whose advisory the member may write.
    pub async fn cve_numbers(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<Vec<CveNumberRow>, Error> {
        let proof = self.enter::<DraftAdvisory>(&member.principal(), program, case).await?;
        self.numbers(&proof).await
    }

    async fn numbers(&self, proof: &Authorized<DraftAdvisory>) -> Result<Vec<CveNumberRow>, Error> {
        let proof = proof.clone();
        self.read(move |tx| {
            let proof = proof.clone();
            Box::pin(async move { Ok(store::cve_number::all(tx, &proof).await?) })
        })
        .await
    }

    /// Notes the wish for numbers. `reserved` is what is reserved at this moment. When an earlier wish was never
    /// answered, that one is given back: its answer is looked for first.
    ///
    /// # Errors
    /// [`Error::Fields`] for a year or amount that cannot be, [`Error::Busy`] while somebody else asks.
    pub async fn ask_for_cve_numbers(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        (year, amount): (u16, u32),
        reserved: Vec<String>,
    ) -> Result<Asking, Error> {
        self.enter::<DraftAdvisory>(&member.principal(), program, case).await?;
        let now = self.now();
        let this_year: u16 =
            now.to_string().get(..4).and_then(|year| year.parse().ok()).unwrap_or_default();
        if !(1999..=this_year.saturating_add(1)).contains(&year) {
            return Err(Error::field("year", "Numbers are of a year from 1999 to the next one."));
        }
        if !(1..=MOST).contains(&amount) {
            return Err(Error::field("amount", "Ask for 1 to 100 numbers at once."));
        }
        let wish = Asking { year, amount, known: reserved, at: now.second(), is_resumed: false };
        let json = serde_json::to_string(&wish).map_err(|e| Error::bug("wish to JSON", &e))?;
        let instance = decide::<AdministerInstance>(&Principal::System, Target::Instance)?;
        let (append, leaf) = self.entry(
            member,
            program,
            "CveNumbersAsked",
            &format!("cve-numbers:{amount}/{year}"),
        )?;
        let open = self
            .write(move |tx| {
                let (instance, append) = (instance.clone(), append.clone());
                let (json, leaf) = (json.clone(), leaf.clone());
                Box::pin(async move {
                    let open = store::meta::read(tx, KEY).await?.unwrap_or_default();
                    if let Ok(open) = serde_json::from_str::<Asking>(&open) {
                        let age = now.since(Instant::from_second(open.at));
                        if age.is_some_and(|age| age < PATIENCE) {
                            return Err(Error::Busy);
                        }
                        // Whoever goes on with it holds it now.
                        let held = Asking { at: now.second(), ..open.clone() };
                        let held = serde_json::to_string(&held)
                            .map_err(|e| Error::bug("wish to JSON", &e))?;
                        store::meta::write(tx, &instance, KEY, &held).await?;
                        return Ok(Some(Asking { is_resumed: true, ..open }));
                    }
                    store::meta::write(tx, &instance, KEY, &json).await?;
                    let leaves = core::slice::from_ref(&leaf);
                    crate::ledger_log::append_act(tx, &append, leaves).await?;
                    Ok(None)
                })
            })
            .await?;
        Ok(open.unwrap_or(wish))
    }

    /// Keeps the numbers that were reserved, which ends the wish. None: nothing was reserved, for certain. Says how
    /// many are new here.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not one whose advisory the member may write.
    pub async fn keep_cve_numbers(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        numbers: Vec<String>,
    ) -> Result<u64, Error> {
        let proof = self.enter::<DraftAdvisory>(&member.principal(), program, case).await?;
        let instance = decide::<AdministerInstance>(&Principal::System, Target::Instance)?;
        let object = format!("cve-numbers:{}", numbers.len());
        let (append, leaf) = self.entry(member, program, "CveNumbersReserved", &object)?;
        let now = self.now();
        self.write(move |tx| {
            let (proof, instance, append) = (proof.clone(), instance.clone(), append.clone());
            let (numbers, leaf) = (numbers.clone(), leaf.clone());
            Box::pin(async move {
                let new = store::cve_number::keep(tx, &proof, &numbers, now).await?;
                store::meta::write(tx, &instance, KEY, "").await?;
                crate::ledger_log::append_act(tx, &append, core::slice::from_ref(&leaf)).await?;
                Ok(new)
            })
        })
        .await
    }

    /// Leaves a wish open whose answer was lost: whoever asks next goes on with it at once.
    ///
    /// # Errors
    /// When the store does.
    pub async fn leave_cve_wish(&self, wish: &Asking) -> Result<(), Error> {
        let instance = decide::<AdministerInstance>(&Principal::System, Target::Instance)?;
        let left = Asking { at: 0, ..wish.clone() };
        let json = serde_json::to_string(&left).map_err(|e| Error::bug("wish to JSON", &e))?;
        self.write(move |tx| {
            let (instance, json) = (instance.clone(), json.clone());
            Box::pin(async move { Ok(store::meta::write(tx, &instance, KEY, &json).await?) })
        })
        .await
    }

    fn entry(
        &self,
        member: &Member,
        program: &ProgramId,
        act: &str,
        object: &str,
    ) -> Result<(Authorized<AppendLedger>, Leaf), Error> {
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let leaf = Leaf::of_act(act, object, &format!("member:{}", member.user), None, self.now())?;
        Ok((append, leaf))
    }

    /// Gives the draft of a case the first free number of a year. Nothing: none is free.
    ///
    /// # Errors
    /// [`Error::Fields`] when the draft has a number, [`Error::Conflict`] when somebody kept another draft meanwhile.
    pub async fn take_cve_number(
        &self,
        member: &Member,
        opened: &OpenCase,
        year: u16,
    ) -> Result<Option<String>, Error> {
        let proof =
            self.enter::<DraftAdvisory>(&member.principal(), &opened.program, opened.id).await?;
        let mut draft = self.advisory_of(member, opened).await?.draft;
        if let Some(number) = draft.record.cve() {
            let words = format!("The draft has the number {number} already.");
            return Err(Error::field("aliases", words));
        }
        let seen = draft.digest();
        let of_year = format!("CVE-{year}-");
        for row in self.numbers(&proof).await? {
            let is_free = !row.is_taken && row.cve_id.starts_with(&of_year);
            // Somebody else may be faster.
            if !is_free || !self.turn_number(&proof, &row.cve_id, true).await? {
                continue;
            }
            let alias: Identifier =
                row.cve_id.parse().map_err(|e| Error::bug("a kept CVE number", &e))?;
            draft.record.aliases.push(alias);
            let kept = self.save_advisory_draft(member, opened, &draft, Some(&seen)).await;
            if let Err(error) = kept {
                self.turn_number(&proof, &row.cve_id, false).await?;
                return Err(error);
            }
            return Ok(Some(row.cve_id));
        }
        Ok(None)
    }

    /// How a draft stands with the CVE programme.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not one whose advisory the member may write.
    pub async fn cve_of_case(
        &self,
        member: &Member,
        opened: &OpenCase,
    ) -> Result<CveOfCase, Error> {
        let program = self.program(&opened.program)?;
        let kept = self.advisory_of(member, opened).await?;
        let record = self.preview_advisory(member, opened, &kept.draft).await?;
        let place = publication::place(&self.program_address(&program), &record);
        let number = kept.draft.record.cve().map(str::to_owned);
        let out = match &kept.public_id {
            Some(id) => self.advisory(&opened.program, id).await?.record.cve().map(str::to_owned),
            None => None,
        };
        let numbers = self.cve_numbers(member, &opened.program, opened.id).await?;
        let is_ours = numbers.iter().any(|row| Some(&row.cve_id) == number.as_ref());
        Ok(CveOfCase {
            may_return: is_ours && number != out,
            may_send: out.is_some(),
            free: numbers.iter().filter(|row| !row.is_taken).count(),
            // Without a number there is no record yet, and the request asks for what it needs.
            broken: match number {
                Some(_) => cna::broken_rules(&record, &place),
                None => Vec::new(),
            },
            number,
            request: cna::request_text(&record),
        })
    }

    /// Takes the number out of the draft of a case and keeps it for another one. Only before it came out: a number
    /// that was public stays with its advisory for ever.
    ///
    /// # Errors
    /// [`Error::Fields`] when there is none, it is out, or it was not reserved here; [`Error::Conflict`] when
    /// somebody kept another draft meanwhile.
    pub async fn return_cve_number(
        &self,
        member: &Member,
        opened: &OpenCase,
    ) -> Result<String, Error> {
        let (program, case) = (&opened.program, opened.id);
        let proof = self.enter::<DraftAdvisory>(&member.principal(), program, case).await?;
        let refused = |words: &str| Error::field("aliases", words);
        let standing = self.cve_of_case(member, opened).await?;
        let number = standing.number.ok_or_else(|| refused("The draft has no CVE number."))?;
        if !standing.may_return {
            return Err(refused(
                "This number is public with the advisory, or was not reserved here: it cannot be handed back.",
            ));
        }
        let mut draft = self.advisory_of(member, opened).await?.draft;
        let seen = draft.digest();
        draft.record.aliases.retain(|alias| alias.as_str() != number);
        self.save_advisory_draft(member, opened, &draft, Some(&seen)).await?;
        self.turn_number(&proof, &number, false).await?;
        Ok(number)
    }

    async fn turn_number(
        &self,
        proof: &Authorized<DraftAdvisory>,
        number: &str,
        is_taken: bool,
    ) -> Result<bool, Error> {
        let (proof, number) = (proof.clone(), number.to_owned());
        self.write(move |tx| {
            let (proof, number) = (proof.clone(), number.clone());
            Box::pin(
                async move { Ok(store::cve_number::turn(tx, &proof, &number, is_taken).await?) },
            )
        })
        .await
    }

    /// The request for a CVE number as text, for those who are no CNA; and what the draft does not keep of the rules
    /// for CVE records.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is not the member's.
    pub async fn cve_request(
        &self,
        member: &Member,
        opened: &OpenCase,
    ) -> Result<(String, Vec<String>), Error> {
        let program = self.program(&opened.program)?;
        let kept = self.advisory_of(member, opened).await?;
        let mut record = self.preview_advisory(member, opened, &kept.draft).await?;
        if kept.public_id.is_none() {
            record.status = advisory::model::Status::Draft;
        }
        let place = publication::place(&self.program_address(&program), &record);
        Ok((cna::request_text(&record), cna::broken_rules(&record, &place)))
    }

    /// Sends the CVE record of a published advisory once more: after what was refused is mended.
    ///
    /// # Errors
    /// [`Error::Fields`] when nothing is published or no CVE account is configured.
    pub async fn send_cve_again(&self, member: &Member, opened: &OpenCase) -> Result<(), Error> {
        self.enter::<PublishAdvisory>(&member.principal(), &opened.program, opened.id).await?;
        if self.publishing().cve.is_none() {
            let words = "No account of the CVE programme is configured: set cve_org, cve_org_id, cve_user and cve_key.";
            return Err(Error::field("cve", words));
        }
        let Some(public_id) = self.advisory_of(member, opened).await?.public_id else {
            return Err(Error::field("cve", "Nothing is published yet, so there is no record."));
        };
        let record = self.advisory(&opened.program, &public_id).await?.record;
        let place = self.program(&opened.program)?;
        let place = publication::place(&self.program_address(&place), &record);
        if let Some(broken) = cna::broken_rules(&record, &place).into_iter().next() {
            return Err(Error::field("cve", broken));
        }
        let work = self.cve_again(opened, member.user, &public_id)?;
        let program = opened.program.clone();
        let object = format!("advisory:{public_id}");
        let (append, leaf) = self.entry(member, &program, "CveRecordAsked", &object)?;
        self.write(move |tx| {
            let (program, work) = (program.clone(), work.clone());
            let (append, leaf) = (append.clone(), leaf.clone());
            Box::pin(async move {
                store::outbox::enqueue(tx, &program, &work).await?;
                crate::ledger_log::append_act(tx, &append, core::slice::from_ref(&leaf)).await?;
                Ok(())
            })
        })
        .await
    }
}

//! Who gets mail about the advisories of a program: asking, confirming, ending.
//!
//! Whoever asks is known to have an address only when they answer from it. Until then nothing about them is stored: the
//! address travels, sealed, in the link of the mail that asks for confirmation. So the answer to asking is the same for
//! an address that subscribed, one that did not, and one that is nobody's, and an unanswered question leaves nothing
//! behind. What ends a subscription is in every mail: a token that follows from the subscription's id under the root
//! key, so that it need not be kept either.

use core::time::Duration;

use access::{Authorized, Principal, ReadMembers, RunJobs, Subscribe, Target, decide};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clock::Instant;
use outbound::MailAddress;
use policy::id::{ProgramId, SubscriberId};
use seal::{FieldContext, RootUse, Subkey};
use store::subscriber::SubscriberRow;

use crate::Desk;
use crate::audit::{AuditDetails, Prepared, Record};
use crate::error::Error;
use crate::form_token::unhex;
use crate::inner::hex;
use crate::random::{self, SystemRandom};
use crate::visitor::Member;
use crate::{mailing, sending};

/// How long the link of the question is good.
const VALID: Duration = Duration::from_hours(48);
/// The same address is asked once in this time, however often somebody types it.
const ASKED_AGAIN: Duration = Duration::from_hours(6);
/// Subscribers that a program has at most.
pub const MOST_SUBSCRIBERS: u64 = 10_000;

/// What came of confirming.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// From now on there is mail.
    Subscribed,
    /// The program has as many subscribers as it may.
    Full,
}

/// Who is told of a program's advisories, in numbers. Nothing of it names a subscriber.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Audience {
    /// Whether mail is sent at all.
    pub by_mail: bool,
    /// Who confirmed.
    pub subscribers: u64,
    /// Mails that wait to be taken.
    pub mails_waiting: u64,
    /// Webhooks that the operator named.
    pub webhooks: usize,
    /// Messages to webhooks that wait to be taken.
    pub hooks_waiting: u64,
}

/// What the link of the question holds.
pub(crate) struct Question {
    at: Instant,
    pub(crate) language: String,
    pub(crate) address: MailAddress,
}

impl Question {
    /// `seconds since 1970 | language | address`, in lines.
    fn to_text(&self) -> String {
        format!("{}\n{}\n{}", self.at.second(), self.language, self.address.as_str())
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        let at = Instant::from_second(lines.next()?.parse().ok()?);
        let language = lines.next()?.to_owned();
        let address = lines.next()?.parse().ok()?;
        Some(Self { at, language, address })
    }

    /// Whether it may still be answered.
    pub(crate) fn is_open(&self, now: Instant) -> bool {
        // A clock that went backwards: the question is from our own future, and still ours.
        now.since(self.at).is_none_or(|age| age <= VALID)
    }
}

fn question_place(program: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "subscriber", column: "question", row: program, version: 1 }
}

fn address_place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "subscriber", column: "sealed_address", row, version: 1 }
}

fn row_of(program: &ProgramId, id: SubscriberId) -> Vec<u8> {
    seal::row_key(&[program.as_str().as_bytes(), id.as_bytes()])
}

impl Desk {
    fn contact_key(&self) -> Subkey {
        let inner = self.inner();
        inner.root_key.subkey(&inner.instance, RootUse::Contact)
    }

    /// Asks an address whether it wants mail about a program's advisories. The answer says nothing about the address.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such program or no mail is sent.
    pub async fn ask_subscriber(
        &self,
        program: &ProgramId,
        address: MailAddress,
        language: &str,
    ) -> Result<(), Error> {
        if !self.publishing().sends_mail {
            return Err(Error::NotFound);
        }
        let program = self.program(program)?.id.clone();
        let now = self.now();
        let key = self.contact_key();
        let turn = now.second().div_euclid(i64::try_from(ASKED_AGAIN.as_secs()).unwrap_or(1));
        let same = key.mac(&[
            b"question",
            program.as_str().as_bytes(),
            address.folded().as_bytes(),
            &turn.to_be_bytes(),
        ]);
        let question = Question { at: now, language: language.to_owned(), address };
        let sealed = key.seal(
            &question_place(program.as_str().as_bytes()),
            question.to_text().as_bytes(),
            &mut SystemRandom,
        )?;
        let token = URL_SAFE_NO_PAD.encode(sealed);
        let work = mailing::question(&self.outbox_key(), &program, &token, &hex(&same), now)?;
        self.write(move |tx| {
            let (program, work) = (program.clone(), work.clone());
            Box::pin(async move {
                store::outbox::enqueue(tx, &program, &work).await?;
                Ok(())
            })
        })
        .await
    }

    /// What a link of a question holds; nothing when it is not ours or of another program.
    pub(crate) fn question(&self, program: &ProgramId, token: &str) -> Option<Question> {
        let sealed = URL_SAFE_NO_PAD.decode(token).ok()?;
        let opened =
            self.contact_key().open(&question_place(program.as_str().as_bytes()), &sealed).ok()?;
        Question::from_text(core::str::from_utf8(&opened).ok()?)
    }

    /// Whether a link of a question may still be answered. Nothing is answered by looking.
    #[must_use]
    pub fn is_open_question(&self, program: &ProgramId, token: &str) -> bool {
        let question = self.question(program, token);
        self.publishing().sends_mail && question.is_some_and(|asked| asked.is_open(self.now()))
    }

    /// Confirms a subscription. Done twice it is the same subscription.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the link is not ours or too old.
    pub async fn confirm_subscription(
        &self,
        program: &ProgramId,
        token: &str,
    ) -> Result<Confirmed, Error> {
        let program = self.program(program)?.id.clone();
        let now = self.now();
        let asked = self.question(&program, token).filter(|asked| asked.is_open(now));
        let asked = asked.filter(|_| self.publishing().sends_mail).ok_or(Error::NotFound)?;
        let id = random::subscriber_id(now);
        let key = self.contact_key();
        let fingerprint = key.mac(&[
            b"subscriber",
            program.as_str().as_bytes(),
            asked.address.folded().as_bytes(),
        ]);
        let sealed = key.seal(
            &address_place(&row_of(&program, id)),
            asked.address.as_str().as_bytes(),
            &mut SystemRandom,
        )?;
        let row = SubscriberRow {
            subscriber_id: id,
            fingerprint: fingerprint.into(),
            sealed_address: sealed.into(),
            language: asked.language,
            confirmed_at: now,
        };
        let proof = decide::<Subscribe>(&Principal::Anonymous, Target::Program(program.clone()))?;
        let entry = self.subscription_entry("Subscribed", &program, id, None)?;
        self.write(move |tx| {
            let (proof, program) = (proof.clone(), program.clone());
            let (row, entry) = (row.clone(), entry.clone());
            Box::pin(async move {
                if store::subscriber::count(tx, &proof, &program).await? >= MOST_SUBSCRIBERS {
                    return Ok(Confirmed::Full);
                }
                if store::subscriber::insert(tx, &proof, &program, &row).await? {
                    crate::audit::append(tx, &[entry]).await?;
                }
                Ok(Confirmed::Subscribed)
            })
        })
        .await
    }

    /// What ends a subscription, for its mails.
    pub(crate) fn ending_token(&self, program: &ProgramId, id: SubscriberId) -> String {
        let mac = self.contact_key().mac(&[b"end", program.as_str().as_bytes(), id.as_bytes()]);
        let mac = mac.first_chunk::<16>().copied().unwrap_or_default();
        format!("{}{}", hex(id.as_bytes()), hex(&mac))
    }

    /// The subscription that a token ends; nothing when the token is not ours. The subscription may have ended.
    fn ended_by(&self, program: &ProgramId, token: &str) -> Option<SubscriberId> {
        let bytes = unhex::<32>(token)?;
        let id = SubscriberId::from_bytes(*bytes.first_chunk::<16>()?);
        let right = self.ending_token(program, id);
        crate::inner::same(token.to_ascii_lowercase().as_bytes(), right.as_bytes()).then_some(id)
    }

    /// Whether a token is one that ends a subscription. Nothing ends by looking.
    #[must_use]
    pub fn is_ending_token(&self, program: &ProgramId, token: &str) -> bool {
        self.ended_by(program, token).is_some()
    }

    /// Ends a subscription: its row is gone. Done twice it stays ended. It works without a relay too.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the token is not ours.
    pub async fn end_subscription(&self, program: &ProgramId, token: &str) -> Result<(), Error> {
        let program = self.program(program)?.id.clone();
        let id = self.ended_by(&program, token).ok_or(Error::NotFound)?;
        let proof = decide::<Subscribe>(&Principal::Anonymous, Target::Program(program.clone()))?;
        let entry = self.subscription_entry("SubscriptionEnded", &program, id, None)?;
        self.write(move |tx| {
            let (proof, program, entry) = (proof.clone(), program.clone(), entry.clone());
            Box::pin(async move {
                if store::subscriber::remove(tx, &proof, &program, id).await? {
                    crate::audit::append(tx, &[entry]).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// An entry of the audit log about a subscription.
    pub(crate) fn subscription_entry(
        &self,
        act: &'static str,
        program: &ProgramId,
        id: SubscriberId,
        reason: Option<&str>,
    ) -> Result<Prepared, Error> {
        self.prepare_audit(&Record {
            act,
            actor: "anybody".to_owned(),
            object: format!("subscriber:{id}"),
            program: Some(program.clone()),
            case: None,
            at: self.now(),
            details: AuditDetails { reason: reason.map(str::to_owned), ..AuditDetails::default() },
        })
    }

    /// The address of a subscriber, opened.
    pub(crate) fn address_of(
        &self,
        program: &ProgramId,
        row: &SubscriberRow,
    ) -> Result<MailAddress, Error> {
        let at = row_of(program, row.subscriber_id);
        let opened = self.contact_key().open(&address_place(&at), &row.sealed_address)?;
        let text = core::str::from_utf8(&opened).ok().and_then(|text| text.parse().ok());
        text.ok_or_else(|| Error::bug("address of a subscriber", &"it is none"))
    }

    /// Who is told of a program's advisories, in numbers.
    ///
    /// # Errors
    /// [`Error::NotFound`] for whoever does not belong to the team.
    pub async fn audience(&self, member: &Member, program: &ProgramId) -> Result<Audience, Error> {
        let proof = decide::<ReadMembers>(&member.principal(), Target::Program(program.clone()))?;
        let by_mail = self.publishing().sends_mail;
        let webhooks = self.publishing().webhooks.get(program).map_or(0, Vec::len);
        let program = program.clone();
        self.read(move |tx| {
            let (proof, program) = (proof.clone(), program.clone());
            Box::pin(async move {
                let waiting =
                    async |kind: &str| store::outbox::waiting(tx, &proof, &program, kind).await;
                Ok(Audience {
                    by_mail,
                    subscribers: store::subscriber::count(tx, &proof, &program).await?,
                    mails_waiting: waiting(mailing::SEND).await?,
                    webhooks,
                    hooks_waiting: waiting(sending::WEBHOOK).await?,
                })
            })
        })
        .await
    }

    /// Takes a subscription away because its address refuses mail for good.
    pub(crate) async fn drop_subscriber(
        &self,
        jobs: &Authorized<RunJobs>,
        program: &ProgramId,
        id: SubscriberId,
        why: &str,
    ) -> Result<(), Error> {
        let entry = self.subscription_entry("SubscriptionEnded", program, id, Some(why))?;
        let (jobs, program) = (jobs.clone(), program.clone());
        self.write(move |tx| {
            let (jobs, program, entry) = (jobs.clone(), program.clone(), entry.clone());
            Box::pin(async move {
                if store::subscriber::remove(tx, &jobs, &program, id).await? {
                    crate::audit::append(tx, &[entry]).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

//! Mail in the outbox: the question to somebody who asked for it, and an edition to everybody who confirmed.
//!
//! The transaction that publishes puts one parcel aside, whatever the number of subscribers. Once it is claimed it
//! becomes a parcel for each of them, under a key of its own: begun anew, nobody gets a second one. A parcel names a
//! subscription, not an address; the address is read when it is sent, so that nobody who ended it gets mail. What is
//! sent is the published document as it stands then. An edition that was followed by another while its mail waited is
//! passed over: the mail of the other says it all.

use access::{Authorized, Principal, RunJobs, Target, decide};
use advisory::Format;
use clock::Instant;
use outbound::MailAddress;
use policy::id::{ProgramId, SubscriberId};
use seal::Subkey;
use serde::{Deserialize, Serialize};
use store::outbox::{MAX_ATTEMPTS, NewWork, OutboxRow};

use crate::Desk;
use crate::error::Error;
use crate::random;
use crate::sending::{Delivery, LEASE, opened_payload, sealed_work};

/// The kind of work that becomes mail to every subscriber.
const SPREAD: &str = "spread-mail";
/// The kind of work that is one message.
pub(crate) const SEND: &str = "send-mail";
/// Messages of a program that are claimed at once.
const BATCH: u32 = 50;
/// Subscribers for whom a parcel is made in one transaction.
const SPREAD_AT_ONCE: u32 = 200;

/// What a parcel holds, sealed.
#[derive(Serialize, Deserialize)]
enum Kept {
    /// The question to an address that is in the token alone.
    Question { token: String },
    /// An edition for everybody.
    Edition { public_id: String, edition: u32 },
    /// An edition for one subscriber.
    Copy { public_id: String, edition: u32, subscriber: String },
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailContent {
    /// Whether the address wants mail.
    Question {
        /// What confirms it.
        token: String,
    },
    /// An edition of an advisory.
    Advisory {
        /// The subject, without who it is from.
        subject: String,
        /// The published document for mail.
        text: String,
        /// What ends the subscription.
        ending: String,
    },
}

/// One message to one person, claimed for a while.
pub struct MailParcel {
    program: ProgramId,
    row: OutboxRow,
    subscriber: Option<SubscriberId>,
    /// To whom.
    pub to: MailAddress,
    /// The language that they asked in.
    pub language: String,
    /// What it says.
    pub content: MailContent,
}

impl MailParcel {
    /// The program that sends it.
    #[must_use]
    pub fn program(&self) -> &ProgramId {
        &self.program
    }

    /// What makes this message the same when it is sent again.
    #[must_use]
    pub fn message_id(&self) -> String {
        self.row.outbox_id.to_string()
    }

    /// When it was put aside.
    #[must_use]
    pub fn written_at(&self) -> Instant {
        self.row.created_at
    }
}

/// Work that asks an address whether it wants mail; `same` stands for the address and the time.
pub(crate) fn question(
    root: &Subkey,
    program: &ProgramId,
    token: &str,
    same: &str,
    now: Instant,
) -> Result<NewWork, Error> {
    let kept = Kept::Question { token: token.to_owned() };
    sealed_work(root, program, None, SEND, &kept, &format!("question/{same}"), now)
}

/// Work that becomes mail about an edition to every subscriber.
pub(crate) fn edition(
    root: &Subkey,
    program: &ProgramId,
    public_id: &str,
    edition: u32,
    now: Instant,
) -> Result<NewWork, Error> {
    let kept = Kept::Edition { public_id: public_id.to_owned(), edition };
    sealed_work(root, program, None, SPREAD, &kept, &format!("{public_id}/{edition}"), now)
}

impl Desk {
    /// Claims messages that are to be sent now, of every program; fewer than wait, so that it is asked again.
    ///
    /// # Errors
    /// When the store does.
    pub async fn claim_mail(&self) -> Result<Vec<MailParcel>, Error> {
        let now = self.now();
        let until = now.checked_add(LEASE).unwrap_or(now);
        let owner = random::incident();
        let mut parcels = Vec::new();
        for program in self.programs() {
            let id = program.id.clone();
            let jobs = decide::<RunJobs>(&Principal::System, Target::Program(id.clone()))?;
            // What is spread is claimed in the second round.
            for _ in 0..2 {
                let (proof, place, owner) = (jobs.clone(), id.clone(), owner.clone());
                let rows = self
                    .write(move |tx| {
                        let (proof, place, owner) = (proof.clone(), place.clone(), owner.clone());
                        Box::pin(async move {
                            let claimed = store::outbox::claim_mail(
                                tx, &proof, &place, &owner, now, until, BATCH,
                            );
                            Ok(claimed.await?)
                        })
                    })
                    .await?;
                let mut has_spread = false;
                for row in rows {
                    has_spread |= row.kind == SPREAD;
                    match self.mail_parcel(&jobs, &id, &row).await {
                        Ok(Some(parcel)) => parcels.push(parcel),
                        Ok(None) => self.put_away(&id, &row, None, None).await?,
                        Err(error @ (Error::Unavailable | Error::NoRoom)) => return Err(error),
                        Err(error) => {
                            tracing::warn!(program = %id, %error, "a mail cannot be made");
                            self.put_away(&id, &row, None, None).await?;
                            self.tell_of_undelivered(&id).await?;
                        }
                    }
                }
                if !has_spread {
                    break;
                }
            }
        }
        Ok(parcels)
    }

    /// The message of a claimed row; nothing when there is none to be sent any more.
    async fn mail_parcel(
        &self,
        jobs: &Authorized<RunJobs>,
        program: &ProgramId,
        row: &OutboxRow,
    ) -> Result<Option<MailParcel>, Error> {
        let kept: Kept = opened_payload(&self.outbox_key(), program, row)?;
        let parcel = |subscriber, to, language, content| MailParcel {
            program: program.clone(),
            row: row.clone(),
            subscriber,
            to,
            language,
            content,
        };
        match kept {
            Kept::Question { token } => {
                let asked = self.question(program, &token);
                let asked = asked.filter(|asked| asked.is_open(self.now()));
                Ok(asked.map(|asked| {
                    let content = MailContent::Question { token };
                    parcel(None, asked.address, asked.language, content)
                }))
            }
            Kept::Edition { public_id, edition } => {
                self.spread(jobs, program, row, &public_id, edition).await?;
                Ok(None)
            }
            Kept::Copy { public_id, edition, subscriber } => {
                let Ok(id) = subscriber.parse::<SubscriberId>() else { return Ok(None) };
                let (proof, place) = (jobs.clone(), program.clone());
                let found = self
                    .read(move |tx| {
                        let (proof, place) = (proof.clone(), place.clone());
                        Box::pin(async move {
                            Ok(store::subscriber::find(tx, &proof, &place, id).await?)
                        })
                    })
                    .await?;
                let Some(found) = found else { return Ok(None) };
                let record = self.advisory(program, &public_id).await?.record;
                if record.edition() != edition {
                    return Ok(None);
                }
                let document = self.advisory_in(program, &public_id, Format::Mail).await?;
                let content = MailContent::Advisory {
                    subject: advisory::format::mail::subject(&record),
                    text: String::from_utf8_lossy(&document.body).into_owned(),
                    ending: self.ending_token(program, id),
                };
                let to = self.address_of(program, &found)?;
                Ok(Some(parcel(Some(id), to, found.language, content)))
            }
        }
    }

    /// Makes a parcel for each subscriber who had confirmed when the edition came out.
    async fn spread(
        &self,
        jobs: &Authorized<RunJobs>,
        program: &ProgramId,
        row: &OutboxRow,
        public_id: &str,
        edition: u32,
    ) -> Result<(), Error> {
        let (root, now, by) = (self.outbox_key(), self.now(), row.created_at);
        let mut last = SubscriberId::from_bytes([0; 16]);
        loop {
            let (proof, place) = (jobs.clone(), program.clone());
            let rows = self
                .read(move |tx| {
                    let (proof, place) = (proof.clone(), place.clone());
                    Box::pin(async move {
                        let most = SPREAD_AT_ONCE;
                        Ok(store::subscriber::after(tx, &proof, &place, last, by, most).await?)
                    })
                })
                .await?;
            let Some(end) = rows.last() else { return Ok(()) };
            last = end.subscriber_id;
            let mut work = Vec::with_capacity(rows.len());
            for found in &rows {
                let subscriber = found.subscriber_id.to_string();
                let same = format!("{public_id}/{edition}/{subscriber}");
                let kept = Kept::Copy { public_id: public_id.to_owned(), edition, subscriber };
                work.push(sealed_work(&root, program, None, SEND, &kept, &same, now)?);
            }
            let place = program.clone();
            self.write(move |tx| {
                let (place, work) = (place.clone(), work.clone());
                Box::pin(async move {
                    for work in &work {
                        store::outbox::enqueue(tx, &place, work).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        }
    }

    /// Puts a notice before the desk that mail was not taken: one a day, for however many messages.
    async fn tell_of_undelivered(&self, program: &ProgramId) -> Result<(), Error> {
        let (now, kind) = (self.now(), "mail-undelivered");
        let day = now.second().div_euclid(86_400);
        let notice = NewWork {
            outbox_id: random::outbox_id(now),
            kind: kind.to_owned(),
            case_id: None,
            payload: Vec::new().into(),
            created_at: now,
            run_at: now,
            dedupe_key: crate::inner::dedupe_key(&format!("{kind}/{day}")),
        };
        let program = program.clone();
        self.write(move |tx| {
            let (program, notice) = (program.clone(), notice.clone());
            Box::pin(async move {
                store::outbox::enqueue(tx, &program, &notice).await?;
                Ok(())
            })
        })
        .await
    }

    /// Says what came of a message. An address that is refused for good has no subscription any more.
    ///
    /// # Errors
    /// When the store does.
    pub async fn mail_sent(&self, parcel: &MailParcel, delivery: &Delivery) -> Result<(), Error> {
        let (program, row) = (&parcel.program, &parcel.row);
        match delivery {
            Delivery::Taken => self.put_away(program, row, None, None).await,
            Delivery::Refused(why) => {
                if let Some(id) = parcel.subscriber {
                    let target = Target::Program(program.clone());
                    let jobs = decide::<RunJobs>(&Principal::System, target)?;
                    self.drop_subscriber(&jobs, program, id, why).await?;
                }
                self.put_away(program, row, None, None).await
            }
            Delivery::Later(why) if row.attempts >= MAX_ATTEMPTS => {
                tracing::warn!(%program, why, kind = row.kind, "given up");
                self.put_away(program, row, None, None).await?;
                match parcel.subscriber {
                    Some(_) => self.tell_of_undelivered(program).await,
                    None => Ok(()),
                }
            }
            Delivery::Later(why) => self.put_off(program, row, why).await,
        }
    }
}

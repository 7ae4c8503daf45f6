//! The outside parties of a case: the link of an invitation, the terms that come before anything else, the key
//! of its own that a party takes when it agrees, and what it sees then.
//!
//! An invitation's link shows the terms and no content: not because the page leaves it out, but because only a
//! party that agreed is given a proof to read with, and only while its consent stands. The link is worth
//! nothing once it was answered. What a party sees is a type of its own ([`PartyTerms`], [`CaseOfParty`]),
//! made from what is for it and from nothing else.

use core::time::Duration;
use std::collections::BTreeMap;
use std::sync::Arc;

use access::{
    ActOnCase, AnswerInvitation, AppendLedger, Authorized, Permission, Principal, ReadShared,
    ShareCase, TakePart, Target, decide,
};
use case::{
    Actor, Command, CommandKind, CommandSpec, Event, Impact, NewFact, PartyStanding, Private,
    Proposal, Refusal, Statement, Terms, Tlp,
};
use clock::Instant;
use credential::pathway::Pathway;
use credential::session::Act;
use policy::id::{CaseId, PartyId, ProgramId};
use seal::{CaseContext, CaseKey, FieldContext, PartyKey, Session, row_key};
use store::party::PartyRow;
use store::{ChangesCase, OpensCase};

use crate::Desk;
use crate::act_on_case::{Acted, Beside, Instruction, KeyTaken, parse};
use crate::attachment::Attachments;
use crate::case_key::{PARTY_HOLDER, require_generation, row as key_row, whole};
use crate::error::Error;
use crate::file::FileFacts;
use crate::open_case::{OpenCase, on_case};
use crate::random::{self, SystemRandom};
use crate::record::Leaf;
use crate::roles::shared_events;
use crate::visitor::{Member, PARTY_SESSION, Party};

/// How long a party's access lasts where nobody says: half a year.
const USUAL_ACCESS: Duration = Duration::from_hours(180 * 24);
/// The standing of a row whose secret is the link's.
const INVITED: &str = "invited";
/// The standing of a row whose secret is the party's own.
const JOINED: &str = "joined";

/// The link of an invitation. It is shown once, to whoever made it, and handed over by the team's own way.
pub struct Invitation {
    /// The party's short name.
    pub party: String,
    /// The address to open.
    pub link: String,
    /// Until when it, and what comes of it, gives access.
    pub until: Instant,
}

/// What a party that agreed takes away: shown once.
pub struct Joined {
    /// Its key, as twelve words.
    pub words: String,
    /// The same as characters.
    pub characters: String,
    /// The cookie of its session.
    pub cookie: String,
}

/// What a party sees of its case.
pub enum PartySees {
    /// The terms, until it agreed to those that stand now.
    Terms(PartyTerms),
    /// What is shared with it.
    Case(CaseOfParty),
}

/// The terms under which a party is asked to take part, and nothing of the case.
pub struct PartyTerms {
    /// The program that asks.
    pub program: ProgramId,
    /// The short name of the case.
    pub handle: String,
    /// The party's name in full, as the team wrote it, or its short name.
    pub party: String,
    /// What it is to the case.
    pub role: case::PartyRole,
    /// How it stands.
    pub standing: PartyStanding,
    /// The embargo that binds, if one does.
    pub embargo: Option<Terms>,
    /// The other terms that it proposed itself and that nobody has decided about.
    pub proposed: Vec<Proposal>,
    /// How far what it will be told may be passed on.
    pub tlp: Tlp,
    /// What it is asked to keep to besides.
    pub rules: Option<Private>,
    /// Until when it is asked to answer.
    pub respond_by: Option<Instant>,
    /// Whether it agreed already, and only has to take its key.
    pub takes_key: bool,
    /// When its access ends.
    pub until: Instant,
    /// What it may answer, each with whether the case lets it through now.
    pub commands: Vec<(&'static CommandSpec, Result<(), Refusal>)>,
}

/// A case as one of its parties sees it.
pub struct CaseOfParty {
    /// The program.
    pub program: ProgramId,
    /// The short name of the case.
    pub handle: String,
    /// The party's short name.
    pub name: String,
    /// The party's name in full.
    pub party: String,
    /// Its role.
    pub role: case::PartyRole,
    /// How it stands.
    pub standing: PartyStanding,
    /// How far it said it is with the report.
    pub report: &'static str,
    /// How far it said it is with the fix, for a vendor.
    pub fix: Option<&'static str>,
    /// Whether it said that it is affected.
    pub impact: Option<Impact>,
    /// What it said about its product.
    pub statement: Option<Statement>,
    /// The embargo that binds.
    pub embargo: Option<Terms>,
    /// How far what is in the case may be passed on: the narrower of the case's mark and of the party's.
    pub tlp: Tlp,
    /// What it agreed to keep to besides.
    pub rules: Option<Private>,
    /// When its access ends.
    pub until: Instant,
    /// What is for it, with its place.
    pub events: Vec<(u64, Event)>,
    /// The files that came with that.
    pub files: Vec<FileFacts>,
    /// What it may do, each with whether the case lets it through now.
    pub commands: Vec<(&'static CommandSpec, Result<(), Refusal>)>,
    /// The policy that the case is held to.
    pub policy: Arc<policy::Policy>,
}

/// The files of a case that came with something a party sees.
pub(crate) fn files_for<'a>(
    opened: &'a OpenCase,
    name: &'a str,
) -> impl Iterator<Item = &'a FileFacts> {
    opened.files.iter().filter(move |file| {
        usize::try_from(file.seq)
            .ok()
            .and_then(|seq| opened.events.get(seq.checked_sub(1)?))
            .is_some_and(|event| event.is_for_party(name))
    })
}

fn name_row(program: &ProgramId, case: CaseId, party: PartyId) -> Vec<u8> {
    row_key(&[program.as_str().as_bytes(), case.as_bytes(), party.as_bytes()])
}

fn name_place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "party", column: "sealed_name", row, version: 1 }
}

fn name_of(
    key: &CaseKey,
    program: &ProgramId,
    case: CaseId,
    row: &PartyRow,
) -> Result<String, Error> {
    let place = name_row(program, case, row.party_id);
    let name = key.open(&name_place(&place), &row.sealed_name)?;
    Ok(String::from_utf8_lossy(&name).into_owned())
}

/// A party of a case that goes over to another program, with the case's key there wrapped to it.
pub(crate) fn moved_party(
    opened: &OpenCase,
    row: &PartyRow,
    (program, key): (&ProgramId, &CaseKey),
) -> Result<(PartyRow, store::case_key::CaseKeyRow), Error> {
    let name = name_of(&opened.key, &opened.program, opened.id, row)?;
    let place = name_row(program, opened.id, row.party_id);
    let sealed_name = key.seal(&name_place(&place), name.as_bytes(), &mut SystemRandom)?.into();
    let context = CaseContext { program: program.as_str(), case: opened.id.as_bytes() };
    let public = seal::PublicKey::from_bytes(&row.public_key)?;
    let wrap = key.wrap_to_party(context, &public, &mut SystemRandom)?;
    let wrap = key_row(PARTY_HOLDER, row.party_id.as_bytes(), 0, wrap);
    Ok((PartyRow { sealed_name, ..row.clone() }, wrap))
}

/// What somebody who only was asked may say.
const fn is_answer(kind: CommandKind) -> bool {
    matches!(
        kind,
        CommandKind::Consent
            | CommandKind::DeclineConsent
            | CommandKind::ProposeEmbargo
            | CommandKind::ReviseEmbargo
    )
}

impl Desk {
    /// Invites a party and makes the link of its invitation. Without a short name among the fields it gets one
    /// made of its name.
    ///
    /// # Errors
    /// As [`Desk::act`] and [`Desk::make_party_link`].
    pub async fn invite_party(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        mut fields: BTreeMap<String, String>,
        until: Option<Instant>,
    ) -> Result<Invitation, Error> {
        self.enter::<ShareCase>(&member.principal(), program, case).await?;
        self.require_fresh(member, Act::ChangeGrant)?;
        if until.is_some_and(|until| until <= self.now()) {
            return Err(Error::field("until", "Choose a time to come."));
        }
        let text = |fields: &BTreeMap<String, String>, name: &str| {
            fields.get(name).map(|text| text.trim().to_owned()).unwrap_or_default()
        };
        let mut short = text(&fields, "participant");
        if short.is_empty() {
            let in_full = text(&fields, "name");
            if in_full.is_empty() {
                return Err(Error::field("name", "Say whom you invite."));
            }
            let opened = self.open_case(member, program, case).await?;
            short = short_name(&in_full, &opened);
            fields.insert("participant".to_owned(), short.clone());
        }
        let instruction =
            Instruction { command: "invite".to_owned(), fields, ..Instruction::default() };
        self.act(member, program, case, instruction).await?;
        self.make_party_link(member, program, case, &short, until).await
    }

    /// Makes the link of an invitation for a party that was invited (or that lost its key): the one before,
    /// and the key it may have led to, open nothing any more.
    ///
    /// # Errors
    /// [`Error::Fields`] for a party that is not on the case or a time that is over, [`Error::Forbidden`] for
    /// somebody who may not name parties, [`Error::Conflict`] when somebody acted first.
    pub async fn make_party_link(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        name: &str,
        until: Option<Instant>,
    ) -> Result<Invitation, Error> {
        let principal = member.principal();
        self.enter::<ShareCase>(&principal, program, case).await?;
        self.require_fresh(member, Act::ChangeGrant)?;
        let proof = self.enter::<ActOnCase>(&principal, program, case).await?;
        let now = self.now();
        let until = until.or_else(|| now.checked_add(USUAL_ACCESS)).unwrap_or(now);
        if until <= now {
            return Err(Error::field("until", "Choose a time to come."));
        }
        let opened = self.open_case(member, program, case).await?;
        let on_it =
            opened.state.parties().any(|(known, party)| known == name && party.removed.is_none());
        if !on_it {
            return Err(Error::field("participant", "There is no such party on the case."));
        }
        let known = self.parties_of(&opened, &proof).await?;
        let party_id = known
            .iter()
            .find(|(other, _)| other == name)
            .map_or_else(|| random::party_id(now), |(_, row)| row.party_id);
        let secret = PartyKey::generate(&mut SystemRandom);
        let place = name_row(program, case, party_id);
        let row = PartyRow {
            party_id,
            locator_hash: secret.locator_hash().into(),
            auth_hash: secret.authenticator_hash().into(),
            public_key: secret.public_key().to_bytes().into(),
            standing: INVITED.to_owned(),
            sealed_name: opened
                .key
                .seal(&name_place(&place), name.as_bytes(), &mut SystemRandom)?
                .into(),
            invited_at: now,
            expires_at: until,
        };
        let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
        let wrap = opened.key.wrap_to_party(context, &secret.public_key(), &mut SystemRandom)?;
        let wrap = key_row(PARTY_HOLDER, party_id.as_bytes(), 0, wrap);
        let object = format!("case:{case}/party:{party_id}");
        let by = format!("member:{}", member.user);
        let leaf = Leaf::of_act("InvitationMade", &object, &by, None, now)?;
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let (id, generation) = (program.clone(), opened.generation.clone());
        self.write(move |tx| {
            let (principal, id, append) = (principal.clone(), id.clone(), append.clone());
            let (row, wrap, leaf) = (row.clone(), wrap.clone(), leaf.clone());
            let generation = generation.clone();
            Box::pin(async move {
                on_case::<ShareCase>(tx, &principal, &id, case).await?;
                let act = on_case::<ActOnCase>(tx, &principal, &id, case).await?;
                require_generation(tx, &act, generation.as_ref()).await?;
                store::party::put(tx, &act, &row).await?;
                store::case_key::put(tx, &act, &wrap).await?;
                crate::ledger_log::append_act(tx, &append, &[leaf]).await?;
                Ok(())
            })
        })
        .await?;
        Ok(Invitation {
            party: name.to_owned(),
            link: format!("{}/invitation/{}", self.public_url(), secret.characters().as_str()),
            until,
        })
    }

    /// Which parties of a case have a link or a key, by short name: whether that is their own key, and when
    /// their access ends.
    ///
    /// # Errors
    /// [`Error::NotFound`] for somebody who may not act on the case.
    pub async fn party_access(
        &self,
        member: &Member,
        opened: &OpenCase,
    ) -> Result<BTreeMap<String, (bool, Instant)>, Error> {
        let proof =
            self.enter::<access::ReadCase>(&member.principal(), &opened.program, opened.id).await?;
        let known = self.parties_of(opened, &proof).await?;
        Ok(known
            .into_iter()
            .map(|(name, row)| (name, (row.standing == JOINED, row.expires_at)))
            .collect())
    }

    /// The rows of the parties of a case, with their short names.
    async fn parties_of<P>(
        &self,
        opened: &OpenCase,
        proof: &Authorized<P>,
    ) -> Result<Vec<(String, PartyRow)>, Error>
    where
        P: Permission + Clone + Send + Sync + 'static,
        Authorized<P>: OpensCase,
    {
        let proof = proof.clone();
        let rows = self
            .read(move |tx| {
                let proof = proof.clone();
                Box::pin(async move { Ok(store::party::of_case(tx, &proof).await?) })
            })
            .await?;
        rows.into_iter()
            .map(|row| Ok((name_of(&opened.key, &opened.program, opened.id, &row)?, row)))
            .collect()
    }

    /// The parties that these facts take off the case.
    pub(crate) async fn leaving<P>(
        &self,
        opened: &OpenCase,
        facts: &[NewFact],
        proof: &Authorized<P>,
    ) -> Result<Vec<PartyId>, Error>
    where
        P: Permission + Clone + Send + Sync + 'static,
        Authorized<P>: ChangesCase,
    {
        let removed = |name: &str| {
            facts.iter().any(|fact| {
                matches!(&fact.fact, case::Fact::PartyRemoved { participant, .. } if participant == name)
            })
        };
        if !facts.iter().any(|fact| fact.fact.kind() == "PartyRemoved") {
            return Ok(Vec::new());
        }
        let known = self.parties_of(opened, proof).await?;
        Ok(known
            .into_iter()
            .filter(|(name, _)| removed(name))
            .map(|(_, row)| row.party_id)
            .collect())
    }

    /// The party that a secret belongs to. A wrong one, an unknown one and one that has ended get the same
    /// answer.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(crate) async fn party_of(&self, secret: &PartyKey) -> Result<Party, Error> {
        let locator = secret.locator_hash().into();
        let found = self
            .read(move |tx| Box::pin(async move { Ok(store::party::find(tx, locator).await?) }))
            .await?;
        let now = self.now();
        let found = found
            .filter(|found| secret.authenticates(&found.party.auth_hash.0))
            .filter(|found| now < found.party.expires_at)
            .ok_or(Error::NotFound)?;
        let (program, case, row) = (found.program_id, found.case_id, found.party);
        let has_own_key = row.standing == JOINED;
        let principal = Principal::party(program.clone(), case, has_own_key);
        let id = program.clone();
        let wraps = self
            .read(move |tx| {
                let (principal, id) = (principal.clone(), id.clone());
                Box::pin(async move {
                    // A party that was only asked reads nothing: its secret leads it to the terms.
                    Ok(match has_own_key {
                        true => {
                            let proof = on_case::<ReadShared>(tx, &principal, &id, case).await?;
                            store::case_key::of_case(tx, &proof).await?
                        }
                        false => {
                            let proof =
                                on_case::<AnswerInvitation>(tx, &principal, &id, case).await?;
                            store::case_key::of_case(tx, &proof).await?
                        }
                    })
                })
            })
            .await?;
        let wrap = wraps
            .iter()
            .find(|wrap| {
                wrap.holder_kind == PARTY_HOLDER && *wrap.holder_id == *row.party_id.as_bytes()
            })
            .ok_or(Error::NotFound)?;
        let context = CaseContext { program: program.as_str(), case: case.as_bytes() };
        let key = CaseKey::from_party_wrap(context, secret, &wrap.wrap)?;
        let key = whole(key, context, &wraps)?;
        let name = name_of(&key, &program, case, &row)?;
        let until = row.expires_at;
        Ok(Party { program, case, name, has_own_key, until, row, key: Arc::new(key) })
    }

    /// Begins a party's session with the secret of its invitation or with its own key: the cookie's text.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it opens nothing, or nothing any more.
    pub async fn open_invitation(&self, secret: &PartyKey) -> Result<String, Error> {
        let party = self.party_of(secret).await?;
        let pathway = if party.has_own_key { Pathway::PartyKey } else { Pathway::Invitation };
        self.party_session(secret, pathway).await
    }

    async fn party_session(&self, secret: &PartyKey, pathway: Pathway) -> Result<String, Error> {
        let session = Session::generate(&mut SystemRandom);
        let sealed = session.seal_party(secret, &mut SystemRandom)?;
        self.begin_outside_session(&session, PARTY_SESSION, pathway, sealed).await
    }

    /// The case of a party, opened in memory to say what is for it.
    async fn opened_for(&self, party: &Party) -> Result<OpenCase, Error> {
        let principal = party.principal();
        match party.has_own_key {
            true => {
                let proof =
                    self.enter::<ReadShared>(&principal, &party.program, party.case).await?;
                self.open_for_party(party, proof).await
            }
            false => {
                let proof =
                    self.enter::<AnswerInvitation>(&principal, &party.program, party.case).await?;
                self.open_for_party(party, proof).await
            }
        }
    }

    /// What a party sees: the terms, or the case once it agreed to those that stand.
    ///
    /// # Errors
    /// [`Error::NotFound`] when its access ended.
    pub async fn party_sees(&self, party: &Party) -> Result<PartySees, Error> {
        let opened = self.opened_for(party).await?;
        let actor = Actor::Participant(party.name.clone());
        let commands = case::open_commands(&opened.state, &actor, &opened.policy, self.now());
        let participant =
            opened.state.participants.get(&party.name).cloned().ok_or(Error::NotFound)?;
        if participant.removed.is_some() {
            return Err(Error::NotFound);
        }
        let embargo = &opened.state.embargo;
        let standing = participant.standing(embargo.state.binds());
        let marked = opened.state.tlp();
        let tlp = participant.tlp.map_or(marked, |own| own.min(marked));
        let in_full = participant.name.as_ref().map_or(party.name.as_str(), Private::as_str);
        if !party.has_own_key || !opened.state.may_see(&party.name) {
            let proposed =
                embargo.proposals.iter().filter(|one| one.by == party.name).cloned().collect();
            return Ok(PartySees::Terms(PartyTerms {
                program: party.program.clone(),
                handle: opened.handle.clone(),
                party: in_full.to_owned(),
                role: participant.role,
                standing,
                embargo: embargo.terms.clone(),
                proposed,
                tlp,
                rules: participant.rules,
                respond_by: participant.respond_by,
                takes_key: !party.has_own_key && opened.state.may_see(&party.name),
                until: party.until,
                commands: commands.into_iter().filter(|(spec, _)| is_answer(spec.kind)).collect(),
            }));
        }
        Ok(PartySees::Case(CaseOfParty {
            program: party.program.clone(),
            handle: opened.handle.clone(),
            name: party.name.clone(),
            party: in_full.to_owned(),
            role: participant.role,
            standing,
            report: participant.report.name(),
            fix: participant.fix.map(case::state::Fix::name),
            impact: participant.impact,
            statement: participant.statement.clone(),
            embargo: embargo.terms.clone(),
            tlp,
            rules: participant.rules,
            until: party.until,
            events: shared_events(&opened, |event| event.is_for_party(&party.name)),
            files: files_for(&opened, &party.name).cloned().collect(),
            commands,
            policy: Arc::clone(&opened.policy),
        }))
    }

    /// Gives a command as a party, for itself: what a form names as the party is what the secret says.
    ///
    /// # Errors
    /// As [`Desk::act`]; agreeing is [`Desk::join_as_party`].
    pub async fn act_as_party(
        &self,
        party: &Party,
        mut instruction: Instruction,
    ) -> Result<Acted, Error> {
        let sealed = instruction.sealed.take();
        let files = sealed.as_ref().map_or_else(Vec::new, |sealed| sealed.rows(0));
        let command = command_of(party, &instruction.command, instruction.fields);
        let outcome = async {
            let command = command?;
            let opened = self.opened_for(party).await?;
            let actor = Actor::Participant(party.name.clone());
            let beside = Beside { files, ..Beside::default() };
            let principal = party.principal();
            if is_answer(command.kind()) {
                let proof =
                    self.enter::<AnswerInvitation>(&principal, &party.program, party.case).await?;
                return self.carry_out(&opened, &command, &actor, proof, None, beside).await;
            }
            let proof = self.enter::<TakePart>(&principal, &party.program, party.case).await?;
            self.carry_out(&opened, &command, &actor, proof, None, beside).await
        };
        let outcome = outcome.await;
        crate::act_on_case::settle(sealed, &outcome).await;
        outcome
    }

    /// For the files of a party's message.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it takes no part.
    pub async fn attach_for_party(&self, party: &Party) -> Result<Attachments, Error> {
        self.enter::<TakePart>(&party.principal(), &party.program, party.case).await?;
        Ok(self.attachments(party.program.clone(), party.case, Arc::clone(&party.key)))
    }

    /// Agrees to the terms for a party and, when it came with a link, exchanges that for a key of its own.
    /// Nothing for a party that has its key already and agreed anew.
    ///
    /// # Errors
    /// [`Error::Refused`] when it is not asked any more, [`Error::NotFound`] when the link was used meanwhile.
    pub async fn join_as_party(&self, party: &Party) -> Result<Option<Joined>, Error> {
        let proof =
            self.enter::<AnswerInvitation>(&party.principal(), &party.program, party.case).await?;
        let opened = self.opened_for(party).await?;
        let actor = Actor::Participant(party.name.clone());
        let consent = Command::Consent { participant: party.name.clone() };
        if party.has_own_key {
            let beside = Beside::default();
            self.carry_out(&opened, &consent, &actor, proof, None, beside).await?;
            return Ok(None);
        }
        let secret = PartyKey::generate(&mut SystemRandom);
        let taken = key_taken(party, &opened, &secret)?;
        if opened.state.may_see(&party.name) {
            // The team wrote down that it agreed, or its own terms were taken: only the key is left to take.
            self.take_key(party, proof, taken).await?;
        } else {
            let beside = Beside { key_taken: Some(taken), ..Beside::default() };
            self.carry_out(&opened, &consent, &actor, proof, None, beside).await?;
        }
        Ok(Some(Joined {
            words: secret.words().to_string(),
            characters: secret.characters().to_string(),
            cookie: self.party_session(&secret, Pathway::PartyKey).await?,
        }))
    }

    async fn take_key(
        &self,
        party: &Party,
        proof: Authorized<AnswerInvitation>,
        taken: KeyTaken,
    ) -> Result<(), Error> {
        let object = format!("case:{}/party:{}", party.case, party.row.party_id);
        let leaf = Leaf::of_act("PartyKeyTaken", &object, "participant", None, self.now())?;
        let append =
            decide::<AppendLedger>(&Principal::System, Target::Program(party.program.clone()))?;
        self.write(move |tx| {
            let (proof, append) = (proof.clone(), append.clone());
            let (taken, leaf) = (taken.clone(), leaf.clone());
            Box::pin(async move {
                taken.write(tx, &proof).await?;
                crate::ledger_log::append_act(tx, &append, &[leaf]).await?;
                Ok(())
            })
        })
        .await
    }
}

/// A command as a party gives it: about itself, and to the team alone or to every party.
fn command_of(
    party: &Party,
    name: &str,
    mut fields: BTreeMap<String, String>,
) -> Result<Command, Error> {
    let spec = case::catalogue().iter().find(|spec| spec.name == name);
    if spec.is_some_and(|spec| spec.field("participant").is_some()) {
        fields.insert("participant".to_owned(), party.name.clone());
    }
    if name == "party-message" {
        let alone = fields.remove("to").is_some_and(|to| !to.trim().is_empty());
        if alone {
            fields.insert("to".to_owned(), party.name.clone());
        }
    }
    let command = parse(name, &fields)?;
    if command.kind() == CommandKind::Consent {
        return Err(Error::field("command", "Agreeing has a way of its own."));
    }
    Ok(command)
}

/// A short name made of a name in full, that no other party of the case has.
fn short_name(in_full: &str, opened: &OpenCase) -> String {
    let mut short = String::new();
    for c in in_full.chars().take(40) {
        if c.is_ascii_alphanumeric() {
            short.push(c.to_ascii_lowercase());
        } else if !short.is_empty() && !short.ends_with('-') {
            short.push('-');
        }
    }
    let base = match short.trim_end_matches('-') {
        "" => "party",
        short => short,
    };
    let taken = |name: &str| opened.state.participants.contains_key(name);
    (1_u32..)
        .map(|number| match number {
            1 => base.to_owned(),
            number => format!("{base}-{number}"),
        })
        .find(|name| !taken(name))
        .unwrap_or_default()
}

/// A party's row and wrap for a key of its own, in place of the link that it showed.
fn key_taken(party: &Party, opened: &OpenCase, secret: &PartyKey) -> Result<KeyTaken, Error> {
    let context = CaseContext { program: party.program.as_str(), case: party.case.as_bytes() };
    let wrap = opened.key.wrap_to_party(context, &secret.public_key(), &mut SystemRandom)?;
    Ok(KeyTaken {
        shown: party.row.locator_hash,
        row: PartyRow {
            locator_hash: secret.locator_hash().into(),
            auth_hash: secret.authenticator_hash().into(),
            public_key: secret.public_key().to_bytes().into(),
            standing: JOINED.to_owned(),
            ..party.row.clone()
        },
        wrap: key_row(PARTY_HOLDER, party.row.party_id.as_bytes(), 0, wrap),
        generation: opened.generation.clone(),
    })
}

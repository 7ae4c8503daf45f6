//! Giving a command of a case: the only way in which a case changes after it was opened.
//!
//! What a person typed becomes a command (`case::parse_command`), the command becomes facts or a refusal
//! (`case::decide`), and the facts of every case they touch are written in one transaction with the new
//! state, the deadlines and the ledger leaves. Each case names the last event that was seen: when another
//! person acted in between, nothing is written and the caller says so.

use std::collections::BTreeMap;
use std::sync::Arc;

use access::{
    ActOnCase, AppendLedger, Authorized, CaseFacts, DevelopCase, KeepMailbox, Permission,
    Principal, Stage, Target, decide,
};
use case::{Actor, Case, Clock, Command, Fact, FieldKind, NewFact, Place};
use clock::Instant;
use policy::PolicyVersion;
use policy::id::{CaseId, PartyId, ProgramId};
use seal::{CaseContext, CaseKey, FieldContext, row_key};
use store::ChangesCase;
use store::case_file::CaseFileRow;
use store::case_key::CaseKeyRow;
use store::credit::CreditRow;
use store::deadline::DeadlineRow;
use store::outbox::NewWork;

use crate::Desk;
use crate::advisory::{HandedKeys, NewEdition, Renaming, line_of_fame};
use crate::attachment::Attachments;
use crate::error::{Error, FieldError};
use crate::file::NewFile;
use crate::open_case::{OpenCase, Purpose, TEAM_HOLDER};
use crate::random::{self, SystemRandom};
use crate::record;
use crate::visitor::{Member, Reporter};

/// What somebody asks for, as it was typed.
#[derive(Default)]
pub struct Instruction {
    /// The command's name in `case::catalogue`.
    pub command: String,
    /// Its fields.
    pub fields: BTreeMap<String, String>,
    /// The last event the person saw; nothing: whatever is there now.
    pub seen: Option<u64>,
    /// Files that came whole with it, to be sealed.
    pub files: Vec<NewFile>,
    /// Files that were sealed while they arrived ([`Desk::attach_to_case`], [`Desk::attach_to_mailbox`]).
    pub sealed: Option<Attachments>,
}

/// What came of it.
pub struct Acted {
    /// Names of the facts that were recorded on this case.
    pub facts: Vec<&'static str>,
    /// The place of the last event now.
    pub last_seq: u64,
}

/// What else is written with the events of a case.
#[derive(Default, Clone)]
pub(crate) struct Beside {
    pub(crate) advisory: Option<NewEdition>,
    /// What a reporter's word on their credit changes in what is public.
    pub(crate) renaming: Option<Renaming>,
    pub(crate) files: Vec<store::file::FileRow>,
    pub(crate) work: Vec<NewWork>,
    /// Parties taken off with it, whose keys are taken away.
    pub(crate) leaving: Vec<PartyId>,
    /// The key of its own that a party takes with it.
    pub(crate) key_taken: Option<KeyTaken>,
}

/// A party exchanges the secret it showed for a key of its own.
#[derive(Clone)]
pub(crate) struct KeyTaken {
    /// The hash of what it showed.
    pub(crate) shown: store::Hash32,
    /// Its row from now on.
    pub(crate) row: store::party::PartyRow,
    /// The case's key, wrapped to it.
    pub(crate) wrap: CaseKeyRow,
    /// Which of the case's keys that is.
    pub(crate) generation: Option<store::Bytes>,
}

impl KeyTaken {
    pub(crate) async fn write(
        &self,
        tx: &store::Tx<'_>,
        proof: &impl ChangesCase,
    ) -> Result<(), Error> {
        crate::case_key::require_generation(tx, proof, self.generation.as_ref()).await?;
        if !store::party::exchange(tx, proof, self.shown, &self.row).await? {
            return Err(Error::NotFound);
        }
        Ok(store::case_key::put(tx, proof, &self.wrap).await?)
    }
}

/// What whoever acts opens the other cases with that a command touches.
pub(crate) enum Hand<'a> {
    /// A member who is here.
    Member(&'a Member),
    /// Keys that a member handed over for one publication.
    Handed(&'a HandedKeys),
}

impl Hand<'_> {
    fn principal(&self) -> Principal {
        match self {
            Self::Member(member) => member.principal(),
            Self::Handed(handed) => handed.principal.clone(),
        }
    }
}

/// The change of one case, ready to be written.
pub(crate) struct Change<P> {
    proof: Authorized<P>,
    expected: u64,
    row: CaseFileRow,
    /// The case as it is after it.
    state: Case,
    leaves: Vec<record::Leaf>,
    events: Vec<store::event::EventRow>,
    deadlines: Vec<DeadlineRow>,
    /// The line on the hall of fame, when the reporter was named by this.
    credit: Option<CreditRow>,
    /// A case that begins with this change (a split): its wraps.
    begins: Option<Begins>,
}

struct Begins {
    case: CaseId,
    proof: Authorized<access::SubmitReport>,
    keys: Vec<CaseKeyRow>,
}

/// What whoever works on the fix may say: talk within the team, and report on it.
pub(crate) const DEVELOPERS: [&str; 3] = ["note", "progress", "fix-ready"];

/// As what a member may write to a case.
pub(crate) enum MayWrite {
    /// Any command.
    Act(Authorized<ActOnCase>),
    /// Those of [`DEVELOPERS`].
    Develop(Authorized<DevelopCase>),
}

/// Takes sealed files away again when nothing came of what they came with.
pub(crate) async fn settle(sealed: Option<Attachments>, outcome: &Result<Acted, Error>) {
    // What could not be told to have been stored may have been: what was not is swept.
    if let Some(sealed) = sealed
        && !matches!(outcome, Ok(_) | Err(Error::Unavailable))
    {
        sealed.discard().await;
    }
}

impl Desk {
    /// The widest right to write to a case that a member has.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Forbidden`] when they have none.
    pub(crate) async fn enter_to_write(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
    ) -> Result<MayWrite, Error> {
        let principal = member.principal();
        match self.enter::<ActOnCase>(&principal, program, case).await {
            Err(Error::Forbidden(words)) => self
                .enter::<DevelopCase>(&principal, program, case)
                .await
                .map(MayWrite::Develop)
                .map_err(|error| match error {
                    Error::Forbidden(_) => Error::Forbidden(words),
                    other => other,
                }),
            outcome => outcome.map(MayWrite::Act),
        }
    }

    /// Gives a command as a member of the team.
    ///
    /// # Errors
    /// [`Error::Refused`] with the rule, [`Error::Fields`], [`Error::Conflict`], [`Error::NotFound`].
    pub async fn act(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        mut instruction: Instruction,
    ) -> Result<Acted, Error> {
        let may = self.enter_to_write(member, program, case).await?;
        let mut sealed = instruction.sealed.take();
        let outcome = async {
            if let MayWrite::Develop(_) = may
                && !DEVELOPERS.contains(&instruction.command.as_str())
            {
                return Err(Error::Forbidden(access::PermissionKind::ActOnCase.words()));
            }
            let opened = self.open_case_for(Purpose::Step, member, program, case).await?;
            if instruction.seen.is_some_and(|seen| seen != opened.last_seq) {
                return Err(Error::Conflict);
            }
            let mut fields = instruction.fields;
            self.name_things(member, program, &instruction.command, &mut fields).await?;
            let command = parse(&instruction.command, &fields)?;
            let actor = Actor::Member(member.user);
            let files = self.gathered(&opened, instruction.files, &mut sealed).await?;
            let beside = Beside { files, ..Beside::default() };
            match may {
                MayWrite::Act(proof) => {
                    self.carry_out(&opened, &command, &actor, proof, Some(member), beside).await
                }
                MayWrite::Develop(proof) => {
                    self.carry_out(&opened, &command, &actor, proof, Some(member), beside).await
                }
            }
        };
        let outcome = outcome.await;
        settle(sealed, &outcome).await;
        outcome
    }

    /// Gives a command as the reporter.
    ///
    /// # Errors
    /// As [`Desk::act`].
    pub async fn act_as_reporter(
        &self,
        reporter: &Reporter,
        mut instruction: Instruction,
    ) -> Result<Acted, Error> {
        let proof = decide::<KeepMailbox>(
            &reporter.principal(),
            Target::Mailbox(reporter.program.clone(), reporter.case),
        )?;
        let mut sealed = instruction.sealed.take();
        let outcome = async {
            let opened = self.open_for_reporter(reporter).await?;
            if instruction.seen.is_some_and(|seen| seen != opened.last_seq) {
                return Err(Error::Conflict);
            }
            let command = parse(&instruction.command, &instruction.fields)?;
            let files = self.gathered(&opened, instruction.files, &mut sealed).await?;
            let beside = Beside { files, ..Beside::default() };
            self.carry_out(&opened, &command, &Actor::Reporter, proof, None, beside).await
        };
        let outcome = outcome.await;
        settle(sealed, &outcome).await;
        outcome
    }

    /// The rows of the files of an instruction, sealed; those that came whole are sealed now. What they came
    /// with is not known yet: [`Self::carry_out`] fills it in.
    async fn gathered(
        &self,
        opened: &OpenCase,
        files: Vec<NewFile>,
        sealed: &mut Option<Attachments>,
    ) -> Result<Vec<store::file::FileRow>, Error> {
        if files.is_empty() && sealed.is_none() {
            return Ok(Vec::new());
        }
        let attachments = sealed.get_or_insert_with(|| {
            self.attachments(opened.program.clone(), opened.id, Arc::clone(&opened.key))
        });
        if attachments.case() != opened.id {
            return Err(Error::bug("files", &"they were sealed for another case"));
        }
        for file in &files {
            attachments.add(file).await?;
        }
        let rows = attachments.rows(0);
        crate::quota::check(&opened.files, &rows, self.now())?;
        Ok(rows)
    }

    /// Decides and writes. `member` opens the other cases that a command touches (duplicates, merges).
    pub(crate) async fn carry_out<P>(
        &self,
        opened: &OpenCase,
        command: &Command,
        actor: &Actor,
        proof: Authorized<P>,
        member: Option<&Member>,
        beside: Beside,
    ) -> Result<Acted, Error>
    where
        P: Permission + Clone + Send + Sync + 'static,
        Authorized<P>: ChangesCase,
    {
        let hand = member.map(Hand::Member);
        self.carry_out_by(opened, command, actor, proof, hand.as_ref(), beside).await
    }

    /// As [`Self::carry_out`], for somebody who need not be here.
    pub(crate) async fn carry_out_by<P>(
        &self,
        opened: &OpenCase,
        command: &Command,
        actor: &Actor,
        proof: Authorized<P>,
        hand: Option<&Hand<'_>>,
        mut beside: Beside,
    ) -> Result<Acted, Error>
    where
        P: Permission + Clone + Send + Sync + 'static,
        Authorized<P>: ChangesCase,
    {
        let now = self.now();
        let facts = case::decide(&opened.state, command, actor, &opened.policy, now)
            .map_err(Error::Refused)?;
        let names: Vec<&'static str> = facts
            .iter()
            .filter(|fact| fact.on == Place::ThisCase)
            .map(|fact| fact.fact.kind())
            .collect();
        let mut here = Vec::new();
        let mut elsewhere: Vec<(CaseId, Vec<NewFact>)> = Vec::new();
        for fact in facts {
            match fact.on {
                Place::ThisCase => here.push(fact),
                Place::Case(other) => match elsewhere.iter_mut().find(|(case, _)| *case == other) {
                    Some((_, facts)) => facts.push(fact),
                    None => elsewhere.push((other, vec![fact])),
                },
            }
        }
        beside.leaving = self.leaving(opened, &here, &proof).await?;
        let change = self.change(opened, here, proof, now)?;
        let last_seq = change.row.last_seq;
        let mut others: Vec<Change<ActOnCase>> = Vec::new();
        for (other, facts) in elsewhere {
            let hand =
                hand.ok_or_else(|| Error::bug("a reporter's command", &"it touches another case"))?;
            others.push(self.change_of_other(hand, opened, other, facts, now).await?);
        }
        if actor == &Actor::Reporter {
            if matches!(command, Command::DeclineCredit {} | Command::AgreeCredit { .. }) {
                beside.renaming = Some(self.renaming(opened, &change.state)?);
            }
            beside.work.push(NewWork {
                outbox_id: random::outbox_id(now),
                kind: "reporter-wrote".to_owned(),
                case_id: Some(opened.id),
                payload: Vec::new().into(),
                created_at: now,
                run_at: now,
                dedupe_key: crate::inner::dedupe_key(&format!(
                    "reporter-wrote/{}/{last_seq}",
                    opened.id
                )),
            });
        }
        for file in &mut beside.files {
            file.seq = last_seq;
        }
        let renaming = beside.renaming.clone();
        let outcome = self.commit(opened.program.clone(), change, others, beside).await;
        if let (Ok(()), Some(renaming)) = (&outcome, &renaming) {
            self.note_names(renaming);
        }
        outcome.map(|()| Acted { facts: names, last_seq })
    }

    pub(crate) fn change<P: Permission>(
        &self,
        opened: &OpenCase,
        facts: Vec<NewFact>,
        proof: Authorized<P>,
        now: Instant,
    ) -> Result<Change<P>, Error> {
        let mut events = opened.events.clone();
        let mut leaves = Vec::with_capacity(facts.len());
        let mut rows = Vec::with_capacity(facts.len());
        let mut seq = opened.last_seq;
        let is_credited = facts.iter().any(|new| matches!(new.fact, Fact::Credited { .. }));
        for fact in facts {
            let last = events.last().map(|event| event.recorded);
            let event = fact.into_event(random::event_id(now), last);
            seq += 1;
            let prepared = record::prepare(&opened.key, &opened.program, opened.id, seq, &event)?;
            leaves.push(prepared.leaf);
            rows.push(prepared.row);
            events.push(event);
        }
        let state = case::fold(&events);
        let clocks = case::clocks(&opened.policy, &events, now);
        let row = CaseFileRow {
            last_seq: seq,
            ..case_row(
                &opened.key,
                &opened.program,
                opened.id,
                &opened.handle,
                opened.opened_at,
                opened.row.policy_version,
                &state,
                &clocks,
                opened.replay,
            )?
        };
        Ok(Change {
            proof,
            expected: opened.last_seq,
            row,
            leaves,
            events: rows,
            deadlines: deadline_rows(&clocks),
            credit: line_of_fame(&state, &opened.policy)
                .filter(|_| is_credited)
                .map(|line| CreditRow { line, year: year_of(now), link: None, published_at: now }),
            state,
            begins: None,
        })
    }

    async fn change_of_other(
        &self,
        hand: &Hand<'_>,
        from: &OpenCase,
        other: CaseId,
        facts: Vec<NewFact>,
        now: Instant,
    ) -> Result<Change<ActOnCase>, Error> {
        let principal = hand.principal();
        match self.open_by(hand, &from.program, other).await {
            Ok(opened) => {
                let proof = self.enter::<ActOnCase>(&principal, &from.program, other).await?;
                let facts =
                    case::beside(&opened.state, &opened.policy, facts).map_err(Error::Refused)?;
                self.change(&opened, facts, proof, now)
            }
            Err(Error::NotFound) if facts.iter().any(|f| f.fact.kind() == "SplitFrom") => {
                let Hand::Member(member) = hand else { return Err(Error::NotFound) };
                // What begins from a case is as closed to others as that case.
                let from_proof =
                    self.enter::<ActOnCase>(&principal, &from.program, from.id).await?;
                let restricted =
                    matches!(from_proof.target(), Target::Case(CaseFacts { restricted: true, .. }));
                if restricted {
                    return Err(Error::field(
                        "command",
                        "A restricted case cannot be split: open it to the team first, split it, and restrict both.",
                    ));
                }
                let begins = CaseFacts {
                    program: from.program.clone(),
                    case: other,
                    stage: Stage::Open,
                    restricted: false,
                };
                let proof = decide::<ActOnCase>(&principal, Target::Case(begins))?;
                let begun = self.begin_case(member, from, other, now).await?;
                let facts =
                    case::beside(&begun.0.state, &begun.0.policy, facts).map_err(Error::Refused)?;
                let mut change = self.change(&begun.0, facts, proof, now)?;
                change.begins = Some(begun.1);
                Ok(change)
            }
            Err(error) => Err(error),
        }
    }

    /// A case that is split off: a new key, held by the team.
    async fn begin_case(
        &self,
        member: &Member,
        from: &OpenCase,
        case: CaseId,
        now: Instant,
    ) -> Result<(OpenCase, Begins), Error> {
        let key = Arc::new(CaseKey::generate(&mut SystemRandom));
        let program = self.program(&from.program)?;
        let epoch = program.team.as_ref().map_or(1, |team| team.epoch);
        let team = self.team_root(member, &from.program, epoch).await?;
        let context = CaseContext { program: from.program.as_str(), case: case.as_bytes() };
        let wrap = key.rewrap_under_team(context, &team, &mut SystemRandom)?;
        let state = Case::default();
        let handle = random::handle();
        let row = case_row(
            &key,
            &from.program,
            case,
            &handle,
            now,
            from.row.policy_version,
            &state,
            &[],
            from.replay,
        )?;
        let opened = OpenCase {
            program: from.program.clone(),
            id: case,
            handle,
            opened_at: now,
            replay: from.replay,
            policy: Arc::clone(&from.policy),
            state,
            events: Vec::new(),
            clocks: Vec::new(),
            reports: Vec::new(),
            files: Vec::new(),
            names: from.names.clone(),
            last_seq: 0,
            row,
            rows: Vec::new(),
            restricted: from.restricted,
            may: from.may,
            key,
            generation: None,
        };
        let begins = Begins {
            case,
            proof: decide::<access::SubmitReport>(
                &member.principal(),
                Target::Program(from.program.clone()),
            )?,
            keys: vec![CaseKeyRow {
                holder_kind: TEAM_HOLDER.to_owned(),
                holder_id: Vec::new().into(),
                epoch,
                wrap: wrap.into(),
            }],
        };
        Ok((opened, begins))
    }

    pub(crate) async fn commit<P>(
        &self,
        program: ProgramId,
        change: Change<P>,
        others: Vec<Change<ActOnCase>>,
        beside: Beside,
    ) -> Result<(), Error>
    where
        P: Permission + Clone + Send + Sync + 'static,
        Authorized<P>: ChangesCase,
    {
        let append = decide::<AppendLedger>(&Principal::System, Target::Program(program.clone()))?;
        let work = Arc::new((program, change, others, beside));
        self.write(move |tx| {
            let (append, work) = (append.clone(), Arc::clone(&work));
            Box::pin(async move {
                let (program, change, others, beside) = &*work;
                write_change::<P>(tx, &append, change).await?;
                for other in others {
                    write_change::<ActOnCase>(tx, &append, other).await?;
                }
                for file in &beside.files {
                    store::file::insert(tx, &change.proof, file).await?;
                }
                let page = match &beside.advisory {
                    Some(edition) => Some(edition.write(tx, &append).await?),
                    None => None,
                };
                write_credit::<P>(tx, change, page.as_deref()).await?;
                for other in others {
                    write_credit::<ActOnCase>(tx, other, page.as_deref()).await?;
                }
                if let Some(renaming) = &beside.renaming {
                    renaming.write(tx, &change.proof, &append).await?;
                }
                for party in &beside.leaving {
                    store::party::remove(tx, &change.proof, *party).await?;
                    let kind = crate::case_key::PARTY_HOLDER;
                    crate::case_key::take_away(tx, &change.proof, kind, party.as_bytes()).await?;
                }
                if let Some(taken) = &beside.key_taken {
                    taken.write(tx, &change.proof).await?;
                }
                for work in &beside.work {
                    store::outbox::enqueue(tx, program, work).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Replaces the names that people type by ids: a case's handle, a member's login, a new case.
    async fn name_things(
        &self,
        member: &Member,
        program: &ProgramId,
        command: &str,
        fields: &mut BTreeMap<String, String>,
    ) -> Result<(), Error> {
        let Some(spec) = case::catalogue().iter().find(|spec| spec.name == command) else {
            return Ok(());
        };
        for field in spec.fields {
            let typed =
                fields.get(field.name).map(|text| text.trim().to_owned()).unwrap_or_default();
            let named = match field.kind {
                FieldKind::NewCase => random::case_id(self.now()).to_string(),
                FieldKind::Case if !typed.is_empty() && typed.parse::<CaseId>().is_err() => {
                    match self.case_by_handle(member, program, &typed).await {
                        Ok(case) => case.to_string(),
                        Err(Error::NotFound) => {
                            return Err(Error::field(
                                field.name,
                                format!(
                                    "There is no case {typed} in this program. Give a handle such as K7Q2-M4XD."
                                ),
                            ));
                        }
                        Err(error) => return Err(error),
                    }
                }
                FieldKind::Member if !typed.is_empty() => {
                    let login = typed.clone();
                    let account = self
                        .read(move |tx| {
                            let login = login.clone();
                            Box::pin(async move { Ok(store::account::by_login(tx, &login).await?) })
                        })
                        .await?;
                    match account {
                        Some(account) => account.user_id.to_string(),
                        None => {
                            return Err(Error::field(
                                field.name,
                                format!("There is no account named {typed}."),
                            ));
                        }
                    }
                }
                _ => continue,
            };
            fields.insert(field.name.to_owned(), named);
        }
        Ok(())
    }
}

pub(crate) fn parse(name: &str, fields: &BTreeMap<String, String>) -> Result<Command, Error> {
    case::parse_command(name, fields).map_err(|errors| match errors {
        case::FieldErrors::UnknownCommand => Error::field("command", errors.to_string()),
        case::FieldErrors::Fields(fields) => Error::Fields(
            fields.into_iter().map(|(field, message)| FieldError { field, message }).collect(),
        ),
    })
}

async fn write_change<P>(
    tx: &store::Tx<'_>,
    append: &Authorized<AppendLedger>,
    change: &Change<P>,
) -> Result<(), Error>
where
    P: Permission,
    Authorized<P>: ChangesCase,
{
    let first = crate::ledger_log::append(tx, append, &change.leaves).await?;
    let mut events = change.events.clone();
    for (place, event) in (first..).zip(&mut events) {
        event.leaf_index = place;
    }
    match &change.begins {
        Some(begins) => {
            let opened =
                store::case_file::open(tx, &begins.proof, begins.case, &change.row).await?;
            for key in &begins.keys {
                store::case_key::put(tx, &opened, key).await?;
            }
        }
        None => store::case_file::update(tx, &change.proof, change.expected, &change.row).await?,
    }
    store::event::append(tx, &change.proof, &events).await?;
    store::deadline::replace(tx, &change.proof, &change.deadlines).await?;
    Ok(())
}

/// Puts a line on the hall of fame, with the page of the advisory that names them.
async fn write_credit<P>(
    tx: &store::Tx<'_>,
    change: &Change<P>,
    page: Option<&str>,
) -> Result<(), Error>
where
    P: Permission,
    Authorized<P>: ChangesCase,
{
    if let Some(credit) = &change.credit {
        let credit = CreditRow { link: page.map(str::to_owned), ..credit.clone() };
        store::credit::publish(tx, &change.proof, &credit).await?;
    }
    Ok(())
}

/// What is sealed beside the plain state: enough for a list of opened cases to say what each is about.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct SealedState {
    pub(crate) title: String,
    pub(crate) severity: Option<String>,
}

pub(crate) fn state_place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "case_file", column: "sealed_state", row, version: 1 }
}

pub(crate) fn state_row(program: &ProgramId, case: CaseId) -> Vec<u8> {
    row_key(&[program.as_str().as_bytes(), case.as_bytes()])
}

/// The plain row of a case, computed from its fold and its clocks and from nothing else.
#[expect(clippy::too_many_arguments, reason = "the columns of one row")]
pub(crate) fn case_row(
    key: &CaseKey,
    program: &ProgramId,
    case_id: CaseId,
    handle: &str,
    opened_at: Instant,
    policy_version: PolicyVersion,
    state: &Case,
    clocks: &[Clock],
    replay: bool,
) -> Result<CaseFileRow, Error> {
    let next = case::next_owed(clocks);
    let summary = SealedState {
        title: state.received.as_ref().map(|r| r.title.as_str().to_owned()).unwrap_or_default(),
        severity: state.severity.map(|severity| severity.to_string()),
    };
    let summary =
        serde_json::to_vec(&summary).map_err(|error| Error::bug("state to JSON", &error))?;
    let row = state_row(program, case_id);
    Ok(CaseFileRow {
        handle: handle.to_owned(),
        opened_at,
        policy_version,
        last_seq: state.version,
        last_recorded: state.last_recorded.unwrap_or(opened_at),
        rm: state.report().name().to_owned(),
        em: state.embargo.state.letter().to_string(),
        vfd: state.fix().letters().to_owned(),
        pxa: state.awareness.letters().to_owned(),
        waiting: waiting_words(state),
        headline: case::headline(state).key.to_owned(),
        close_class: state
            .milestones
            .closed
            .and(state.outcome.as_ref())
            .map(|outcome| outcome.class.as_str().to_owned()),
        next_due_at: next.and_then(|clock| clock.due).map(|due| due.strict),
        next_due_promise: next.map(|clock| clock.promise.clone()),
        next_due_to: next.map(|clock| clock.owed_to.to_string()),
        assignee: state.assigned,
        replay,
        sealed_state: Some(key.seal(&state_place(&row), &summary, &mut SystemRandom)?.into()),
    })
}

fn year_of(now: Instant) -> u32 {
    now.to_string().split('-').next().and_then(|year| year.parse().ok()).unwrap_or_default()
}

fn waiting_words(state: &Case) -> Option<String> {
    let on: Vec<&str> = state.waiting.keys().map(|on| on.as_str()).collect();
    (!on.is_empty()).then(|| on.join(","))
}

/// The plain deadlines of a case: what the queue, the jobs and the statistics know.
pub(crate) fn deadline_rows(clocks: &[Clock]) -> Vec<DeadlineRow> {
    case::deadlines(clocks)
        .into_iter()
        .map(|deadline| DeadlineRow {
            promise_id: deadline.promise,
            occurrence: deadline.occurrence,
            act: deadline.act.to_string(),
            owed_to: deadline.to.to_string(),
            class: deadline.class.to_string(),
            started_at: deadline.started,
            due_at: deadline.due.filter(|_| !deadline.is_target),
            latest_at: deadline.latest,
            target_at: deadline.due.filter(|_| deadline.is_target),
            state: deadline.state.to_owned(),
            met_at: deadline.met_at,
        })
        .collect()
}

//! One case of one program, driven by commands, with what must hold after each of them.

use std::collections::BTreeMap;
use std::time::Duration;

use case::{
    Actor, Affected, Arrival, Case, CommandSpec, DeadlineFacts, Event, FieldKind, NewFact, Place,
    catalogue, clocks, deadlines, decide, evolve, fold, headline, lapse, next_hints, next_owed,
    open_commands, parse_command, plan, receive,
};
use clock::Instant;
use policy::Policy;
use policy::id::{CaseId, EventId, ReportId, UserId};

/// Mon 2026-11-02 09:00 UTC.
pub(crate) const BEGIN: i64 = 1_793_610_000;

/// A case and the time.
pub(crate) struct World {
    pub(crate) policy: Policy,
    pub(crate) events: Vec<Event>,
    case: Case,
    pub(crate) now: Instant,
}

/// The text of `source`, which holds no errors.
pub(crate) fn read(source: &str) -> Policy {
    policy::parse(source).expect("the examples are without errors")
}

impl World {
    /// A report has just come in.
    pub(crate) fn new(policy: Policy) -> Self {
        let now = Instant::from_second(BEGIN);
        let arrival = Arrival {
            case: CaseId::from_bytes([1; 16]),
            report: ReportId::from_bytes([1; 16]),
            digest: None,
            title: "A title".into(),
            affected: Affected::default(),
            credit: None,
            sent: None,
            embargo_ends: None,
        };
        let facts = receive(arrival, &policy, now);
        let mut world = Self { policy, events: Vec::new(), case: Case::default(), now };
        world.record(facts);
        world
    }

    fn record(&mut self, facts: Vec<NewFact>) {
        for fact in facts.into_iter().filter(|fact| fact.on == Place::ThisCase) {
            let mut id = [0; 16];
            id[8..].copy_from_slice(&(self.events.len() as u64).to_be_bytes());
            let event = fact.into_event(EventId::from_bytes(id), self.case.last_recorded);
            self.case = evolve(core::mem::take(&mut self.case), &event);
            self.events.push(event);
        }
    }

    pub(crate) fn pass(&mut self, seconds: u64) {
        self.now = self.now.checked_add(Duration::from_secs(seconds)).unwrap_or(Instant::MAX);
    }

    /// Gives a command; it is refused or done. What was offered as open must not be refused by the table.
    pub(crate) fn give(&mut self, name: &str, fields: &BTreeMap<String, String>, actor: &Actor) {
        let Ok(command) = parse_command(name, fields) else { return };
        match decide(&self.case, &command, actor, &self.policy, self.now) {
            Ok(facts) => self.record(facts),
            Err(refusal) => assert!(!refusal.to_string().is_empty()),
        }
    }

    /// Time alone: what has lapsed is recorded.
    pub(crate) fn tick(&mut self) {
        let facts = lapse(&self.case, self.now);
        self.record(facts);
    }

    /// What must hold whatever happened.
    pub(crate) fn check(&self) {
        look(&self.policy, &self.events, self.now);
        assert!(fold(&self.events) == self.case, "replay is not live");
        for event in &self.events {
            let json = serde_json::to_vec(event).expect("an event can be written");
            let again: Event = serde_json::from_slice(&json).expect("a written event can be read");
            assert!(again == *event, "an event is read as another: {event:?}");
        }
        for actor in [Actor::Reporter, member(), Actor::System, Actor::Participant("acme".into())] {
            for (spec, open) in open_commands(&self.case, &actor, &self.policy, self.now) {
                assert!(open.is_ok() || !spec.label.is_empty());
            }
        }
    }
}

/// Everything that is derived from the events of a case.
pub(crate) fn look(policy: &Policy, events: &[Event], now: Instant) {
    let case = fold(events);
    let shown = headline(&case);
    assert!(!format!("{shown:?}").is_empty());
    let _ = next_hints(&case);
    let clocks = clocks(policy, events, now);
    let _ = next_owed(&clocks);
    let facts: Vec<_> = deadlines(&clocks)
        .into_iter()
        .map(|deadline| DeadlineFacts { case: None, deadline })
        .collect();
    for fact in &facts {
        let (due, latest) = (fact.deadline.due, fact.deadline.latest);
        assert!(latest.is_none() || due <= latest, "arguable before strict: {:?}", fact.deadline);
    }
    let actions = plan(now, &facts);
    assert!(actions.len() <= facts.len());
}

pub(crate) fn member() -> Actor {
    Actor::Member(UserId::from_bytes([7; 16]))
}

/// The fields of a command, each value chosen by a byte.
pub(crate) fn fields(
    spec: &CommandSpec,
    policy: &Policy,
    now: Instant,
    mut choose: impl FnMut() -> u8,
) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::new();
    for field in spec.fields {
        let choice = choose();
        if !field.required && choice & 1 == 0 {
            continue;
        }
        let choice = usize::from(choice >> 1);
        let value = match field.kind {
            FieldKind::Text | FieldKind::LongText => "Some words".to_owned(),
            FieldKind::Lines => "one\ntwo".to_owned(),
            FieldKind::Choice(choices) => {
                choices.get(choice % choices.len().max(1)).map_or("", |(value, _)| value).to_owned()
            }
            FieldKind::Date => {
                ["2026-11-05", "2026-12-31", "2027-02-28", "0001-01-01", "9999-12-31"][choice % 5]
                    .to_owned()
            }
            FieldKind::Instant => match choice % 6 {
                0 => now.to_string(),
                1 => shifted(now, -3600),
                2 => shifted(now, 86_400 * 10),
                3 => shifted(now, 86_400 * 60),
                4 => Instant::MIN.to_string(),
                _ => Instant::MAX.to_string(),
            },
            FieldKind::Severity => ["low", "medium", "high", "critical"][choice % 4].to_owned(),
            FieldKind::Count => ["1", "2", "4294967295"][choice % 3].to_owned(),
            FieldKind::Case | FieldKind::NewCase => {
                CaseId::from_bytes([u8::try_from(choice % 3).unwrap_or(0) + 1; 16]).to_string()
            }
            FieldKind::Member => UserId::from_bytes([7; 16]).to_string(),
            FieldKind::Promise => {
                let promise = policy.promises.get(choice % policy.promises.len().max(1));
                promise.map_or_else(|| "decide".to_owned(), |promise| promise.id.clone())
            }
            FieldKind::Participant => ["acme", "beta", "reporter", "team"][choice % 4].to_owned(),
            FieldKind::Advisory => CaseId::from_bytes([9; 16]).to_string(),
        };
        fields.insert(field.name.to_owned(), value);
    }
    fields
}

fn shifted(now: Instant, seconds: i64) -> String {
    Instant::from_second(now.second() + seconds).to_string()
}

/// The command of this number.
pub(crate) fn command(number: usize) -> &'static CommandSpec {
    let all = catalogue();
    &all[number % all.len()]
}

/// The command of this name.
pub(crate) fn spec(name: &str) -> Option<&'static CommandSpec> {
    catalogue().iter().find(|spec| spec.name == name)
}

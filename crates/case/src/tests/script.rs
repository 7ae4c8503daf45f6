//! Case scripts: the life of cases as text, and what it comes to as text.
//!
//! `t+0 report; t+2d acknowledge; t+9d tick` is one case. A statement is a time (`t+1d12h`), perhaps a case
//! number (`2:`; 1 is meant otherwise), perhaps who (`reporter>`, `acme>`), a command and its fields
//! (`name=value`, quoted when it has spaces). Required texts that are left out are filled in. `report` opens a
//! case, `tick` only lets time pass, `show` prints how the case stands. What is refused is printed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clock::Instant;
use expect_test::Expect;
use policy::Policy;
use policy::id::{CaseId, EventId, ReportId, UserId};

use crate::state::Report;
use crate::{
    Actor, Affected, Arrival, Case, Clock, ClockState, Event, FieldKind, NewFact, Place, clocks,
    decide, fold, headline, parse_command, receive,
};

pub(super) const SIMPRINTS: &str = include_str!("../../../../examples/policies/simprints.toml");
pub(super) const FEATURE_TABLE: &str =
    include_str!("../../../../examples/policies/feature-table.toml");
pub(super) const ETHICAL_RULES: &str =
    include_str!("../../../../examples/policies/ethical-rules.toml");
pub(super) const SUPPORTED_VERSIONS: &str =
    include_str!("../../../../examples/policies/supported-versions.toml");
pub(super) const SIGTECH: &str = include_str!("../../../../examples/policies/sigtech.toml");

/// A policy with one of everything, for what no single example shows.
pub(super) const WHOLE: &str = r#"
[program]
id = "whole"
name = "Whole"
languages = ["en"]
[[program.contact]]
email = "security@example.org"
[[product]]
id = "app"
name = "App"
type = "application"
[scope]
in = [{ id = "app", what = "App", product = "app" }]
out = [{ id = "third-party", what = "Third-party libraries" }]
not_vulnerabilities = [{ id = "self-xss", what = "Self-XSS" }]
[disclosure]
preferred = "30 days"
minimum = "7 days"
maximum = "90 days"
source = "We ask for 30 days."
[credit]
choice = "opt-in"
source = "We credit those who want it."
[calendar]
zone = "UTC"
[[promise]]
id = "acknowledge"
do = "acknowledge"
within = "2 days"
source = "We acknowledge within two days."
[[promise]]
id = "evaluate"
do = "evaluate"
within = "7 days"
includes = ["evaluation", "expected resolution date"]
pause = ["awaiting reporter"]
pause_cap = "14 days"
source = "We evaluate within seven days, not counting the time we wait for you."
[[promise]]
id = "decide"
do = "decide"
within = "14 days"
source = "We decide within fourteen days."
[[promise]]
id = "update"
do = "update"
within = "7 days"
every = "7 days"
until = "resolved"
source = "We write every seven days."
[[promise]]
id = "fix-critical"
do = "fix"
to = "users"
from = "accepted"
within = "7 days"
when = { severity = ["critical"] }
source = "Critical: seven days."
[[promise]]
id = "fix-other"
do = "fix"
to = "users"
from = "accepted"
within = "60 days"
extension = "30 days"
when = { severity = ["low", "medium", "high"] }
source = "Others: sixty days."
[[promise]]
id = "warn-csirt"
do = "report"
to = "csirt"
from = "attack observed"
within = "24 hours"
class = "law"
source = "CRA Article 14(2)(a)"
[[promise]]
id = "publish"
do = "publish"
to = "public"
from = "fix released"
within = "as soon as possible"
target = "7 days"
source = "We publish soon after the fix."
"#;

pub(super) fn policy(source: &str) -> Policy {
    match policy::parse(source) {
        Ok(policy) => policy,
        Err(findings) => {
            let all: Vec<_> = findings.iter().map(ToString::to_string).collect();
            panic!("{}", all.join("\n"))
        }
    }
}

/// Mon 2026-11-02 09:00 UTC.
pub(super) const T0: i64 = 1_793_610_000;

pub(super) fn at(seconds: i64) -> Instant {
    Instant::from_second(T0 + seconds)
}

pub(super) fn case_id(number: u8) -> CaseId {
    CaseId::from_bytes([number; 16])
}

pub(super) fn member() -> Actor {
    Actor::Member(UserId::from_bytes([7; 16]))
}

pub(super) fn arrival(number: u8) -> Arrival {
    Arrival {
        case: case_id(number),
        report: ReportId::from_bytes([number; 16]),
        digest: None,
        title: "A title".into(),
        affected: Affected::default(),
        credit: None,
        sent: None,
        embargo_ends: None,
    }
}

/// The cases of one program while a script runs.
pub(super) struct World {
    pub(super) policy: Policy,
    pub(super) cases: BTreeMap<CaseId, Vec<Event>>,
    made: u64,
    pub(super) now: Instant,
    pub(super) out: String,
}

impl World {
    pub(super) fn new(policy: Policy) -> Self {
        Self { policy, cases: BTreeMap::new(), made: 0, now: at(0), out: String::new() }
    }

    pub(super) fn run(source: &str, script: &str) -> Self {
        let mut world = Self::new(policy(source));
        world.give_all(script);
        world
    }

    /// Carries on with a script.
    pub(super) fn give_all(&mut self, script: &str) {
        for statement in script.split([';', '\n']).map(str::trim).filter(|one| !one.is_empty()) {
            self.step(statement);
        }
    }

    pub(super) fn events(&self, number: u8) -> &[Event] {
        self.cases.get(&case_id(number)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn case(&self, number: u8) -> Case {
        fold(self.events(number))
    }

    pub(super) fn clocks(&self, number: u8) -> Vec<Clock> {
        clocks(&self.policy, self.events(number), self.now)
    }

    pub(super) fn clock(&self, promise: &str) -> Clock {
        let found = self.clocks(1).into_iter().rfind(|clock| clock.promise == promise);
        found.unwrap_or_else(|| panic!("no clock {promise}: {:?}", self.clocks(1)))
    }

    pub(super) fn record(&mut self, home: CaseId, facts: Vec<NewFact>) {
        for new in facts {
            let id = match new.on {
                Place::ThisCase => home,
                Place::Case(other) => other,
            };
            self.made += 1;
            let mut bytes = [0; 16];
            bytes[8..].copy_from_slice(&self.made.to_be_bytes());
            let events = self.cases.entry(id).or_default();
            let last = events.last().map(|event| event.recorded);
            events.push(new.into_event(EventId::from_bytes(bytes), last));
        }
    }

    fn step(&mut self, statement: &str) {
        let mut words = split(statement);
        let time = words.remove(0);
        self.now = at(seconds(&time));
        let mut number = 1;
        if let Some(digits) = words[0].strip_suffix(':') {
            number = digits.parse().unwrap();
            words.remove(0);
        }
        let mut who = None;
        if let Some(name) = words[0].strip_suffix('>') {
            who = Some(name.to_owned());
            words.remove(0);
        }
        let name = words.remove(0);
        let fields: BTreeMap<String, String> = words
            .iter()
            .map(|word| {
                let (field, value) = word.split_once('=').unwrap();
                (field.to_owned(), self.value(value))
            })
            .collect();
        match name.as_str() {
            "tick" => {}
            "show" => {
                let stand = stand(self, number);
                self.out.push_str(&stand);
            }
            "report" => {
                let arrival = Arrival {
                    credit: fields.get("credit").map(|name| name.as_str().into()),
                    sent: fields.get("sent").map(|text| text.parse().unwrap()),
                    embargo_ends: fields.get("embargo").map(|text| text.parse().unwrap()),
                    ..arrival(number)
                };
                let facts = receive(arrival, &self.policy, self.now);
                self.record(case_id(number), facts);
            }
            command => {
                if let Err(refusal) = self.give(number, who.as_deref(), command, fields) {
                    let time = time_of(self.now);
                    writeln!(self.out, "{time} {command} refused: {refusal}").unwrap();
                }
            }
        }
    }

    fn give(
        &mut self,
        number: u8,
        who: Option<&str>,
        name: &str,
        mut fields: BTreeMap<String, String>,
    ) -> Result<(), String> {
        let spec = crate::catalogue().iter().find(|spec| spec.name == name);
        let spec = spec.unwrap_or_else(|| panic!("no command {name}"));
        let actor = match who {
            Some("reporter") => Actor::Reporter,
            Some(party) => Actor::Participant(party.to_owned()),
            None if spec.givers == [crate::Giver::Reporter] => Actor::Reporter,
            None => member(),
        };
        for field in spec.fields.iter().filter(|field| field.required) {
            if matches!(field.kind, FieldKind::Text | FieldKind::LongText) {
                fields.entry(field.name.to_owned()).or_insert_with(|| format!("({name})"));
            }
        }
        let command = parse_command(name, &fields).map_err(|error| error.to_string())?;
        let case = self.case(number);
        let facts = decide(&case, &command, &actor, &self.policy, self.now)
            .map_err(|refusal| format!("[{}] {refusal} ({})", refusal.code, refusal.source))?;
        self.settle(case_id(number), facts)
    }

    /// Records what a decision made, as the edge does: every other case that it touches says what of it has a
    /// place there, and where one refuses nothing is recorded.
    pub(super) fn settle(&mut self, home: CaseId, facts: Vec<NewFact>) -> Result<(), String> {
        let mut elsewhere: BTreeMap<CaseId, Vec<NewFact>> = BTreeMap::new();
        let mut all = Vec::new();
        for new in facts {
            match new.on {
                Place::ThisCase => all.push(new),
                Place::Case(other) => elsewhere.entry(other).or_default().push(new),
            }
        }
        for (other, facts) in elsewhere {
            let begins = facts.iter().any(|new| new.fact.kind() == "SplitFrom");
            if begins && self.cases.contains_key(&other) {
                return Err("there is such a case".to_owned());
            }
            let case = self.cases.get(&other).map(Vec::as_slice).map(fold).unwrap_or_default();
            let settled = crate::beside(&case, &self.policy, facts)
                .map_err(|refusal| format!("[{}] {refusal}", refusal.code))?;
            all.extend(settled.into_iter().map(|new| NewFact { on: Place::Case(other), ..new }));
        }
        self.record(home, all);
        Ok(())
    }

    /// `#2` is the second case, `t+3d` a moment; everything else is itself.
    fn value(&self, text: &str) -> String {
        if let Some(number) = text.strip_prefix('#') {
            case_id(number.parse().unwrap()).to_string()
        } else if text.starts_with("t+") || text.starts_with("t-") {
            at(seconds(text)).to_string()
        } else {
            text.to_owned()
        }
    }
}

/// Words apart, quotes kept together.
fn split(statement: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in statement.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `t+1d12h30m10s` in seconds.
pub(super) fn seconds(time: &str) -> i64 {
    let (sign, rest) = if let Some(rest) = time.strip_prefix("t-") {
        (-1, rest)
    } else {
        (1, time.strip_prefix("t+").unwrap_or_else(|| panic!("a time, not {time}")))
    };
    let mut total = 0;
    let mut count = String::new();
    for c in rest.chars() {
        let unit = match c {
            'd' => 86_400,
            'h' => 3_600,
            'm' => 60,
            's' => 1,
            _ => {
                count.push(c);
                continue;
            }
        };
        total += unit * count.parse::<i64>().unwrap();
        count.clear();
    }
    sign * total
}

/// A moment from the start of the script.
pub(super) fn time_of(instant: Instant) -> String {
    let away = instant.second() - T0;
    let sign = if away < 0 { '-' } else { '+' };
    format!("t{sign}{}", length(away.unsigned_abs()))
}

fn length(seconds: u64) -> String {
    let (days, hours, minutes, left) =
        (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    let parts = [(days, 'd'), (hours, 'h'), (minutes, 'm'), (left, 's')];
    let text: String = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count}{unit}"))
        .collect();
    if text.is_empty() { "0".to_owned() } else { text }
}

/// The six letters and two more: RM, EM, vfd, pxa.
pub(super) fn letters(case: &Case) -> String {
    if case.report() == Report::Start {
        return "S".to_owned();
    }
    format!(
        "{} {} {}",
        case.report().letter(),
        case.embargo.state.letter(),
        case.vulnerability().letters()
    )
}

fn stand(world: &World, number: u8) -> String {
    let mut out = String::new();
    let case = world.case(number);
    let words = headline(&case);
    let which = if number == 1 { String::new() } else { format!("{number}: ") };
    writeln!(out, "{which}{} [{}] {}", time_of(world.now), letters(&case), words.team).unwrap();
    writeln!(out, "  reporter: {}", words.reporter).unwrap();
    for clock in world.clocks(number) {
        writeln!(out, "  {}", line(&clock)).unwrap();
    }
    out
}

pub(super) fn line(clock: &Clock) -> String {
    let Clock { promise, occurrence, state, due, is_target, missing, .. } = clock;
    let due = due.map_or_else(|| "no time".to_owned(), |due| time_of(due.strict));
    let aim = if *is_target { "aim" } else { "due" };
    let state = match state {
        ClockState::Kept { at } => format!("kept {}", time_of(*at)),
        ClockState::KeptLate { at, by } => {
            format!("KEPT LATE {} by {}", time_of(*at), length(by.as_secs()))
        }
        ClockState::Broken { by } => format!("BROKEN by {}", length(by.as_secs())),
        ClockState::Late { by } => format!("late by {}", length(by.as_secs())),
        ClockState::Void { why } => format!("void: {why}"),
        other => other.name().to_owned(),
    };
    let over = match (&clock.state, clock.over) {
        (ClockState::Broken { .. } | ClockState::Late { .. }, Some(at)) => {
            format!(", over {}", time_of(at))
        }
        _ => String::new(),
    };
    let missing = if missing.is_empty() {
        String::new()
    } else {
        format!(" (missing: {})", missing.join(", "))
    };
    format!("{promise} #{occurrence} {aim} {due}: {state}{over}{missing}")
}

/// Runs a script and compares what was printed and how case 1 stands at the end.
#[expect(clippy::needless_pass_by_value, reason = "expect! makes a value at the call site")]
pub(super) fn check_case(source: &str, script: &str, expected: Expect) {
    let mut world = World::run(source, script);
    let last = stand(&world, 1);
    world.out.push_str(&last);
    expected.assert_eq(&world.out);
}

//! Thirty days of a team, made from a seed: what everybody does every day, and one attack put into it, with labels.
//!
//! The team: eight members in two time zones, one of them on call at weekends; a service account that polls; reporters. People
//! mistype passphrases, follow dead links, have heavy days, work late now and then, and get new laptops. None of that is
//! labelled unless somebody should be told of it.

use anomaly::{Event, Kind, Pseudonym, RuleId, Subject};
use clock::Instant;

/// Monday, 2026-06-01, 00:00 UTC.
pub(crate) const START: i64 = 1_780_272_000;
pub(crate) const DAYS: i64 = 30;
const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;
const MEMBERS: u64 = 8;
const TOKEN: u64 = 100;

/// SplitMix64: the same seed gives the same trace on every machine.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    fn among(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % u64::try_from(high - low + 1).unwrap()).unwrap()
    }

    fn chance(&mut self, percent: i64) -> bool {
        self.among(1, 100) <= percent
    }
}

/// Something that somebody should be told: any of these rules, about this subject, within this time.
pub(crate) struct Label {
    pub(crate) what: &'static str,
    pub(crate) rules: &'static [RuleId],
    pub(crate) subject: Subject,
    pub(crate) from: i64,
    pub(crate) to: i64,
}

/// Events in order, and what should be noticed in them.
pub(crate) struct Trace {
    pub(crate) events: Vec<Event>,
    pub(crate) labels: Vec<Label>,
}

pub(crate) fn member(number: u64) -> Subject {
    Subject::Actor(Pseudonym(number))
}

fn prefix(day: i64, of: u64) -> Pseudonym {
    // The key of prefixes changes every day, and with it every pseudonym.
    Pseudonym(Dice::new(of.wrapping_mul(1_000_003) ^ u64::try_from(day).unwrap()).next())
}

fn day_of(second: i64) -> i64 {
    second.div_euclid(DAY)
}

impl Trace {
    fn new() -> Self {
        Self { events: Vec::new(), labels: Vec::new() }
    }

    /// `second` counts from the start.
    fn push(&mut self, second: i64, actor: Option<u64>, from: Option<u64>, kind: Kind) {
        self.events.push(Event {
            at: Instant::from_second(START + second),
            actor: actor.map(Pseudonym),
            prefix: from.map(|of| prefix(day_of(second), of)),
            kind,
        });
    }

    fn label(
        &mut self,
        what: &'static str,
        rules: &'static [RuleId],
        subject: Subject,
        from: i64,
        to: i64,
    ) {
        self.labels.push(Label { what, rules, subject, from: START + from, to: START + to });
    }

    fn member_day(&mut self, dice: &mut Dice, number: u64, day: i64) {
        let begin = day * DAY
            + dice.among(7, 9) * HOUR
            + if number >= 6 { 7 * HOUR } else { 0 }
            + dice.among(0, 3_000);
        let end = begin + 8 * HOUR;
        let from = Some(number);
        let who = Some(number);
        self.push(begin, who, from, Kind::SignedIn { known_device: true });
        for _ in 0..dice.among(0, 2) {
            let at = dice.among(begin, end);
            self.push(at, who, from, Kind::SignedIn { known_device: true });
        }
        if dice.chance(1) {
            // Late, once in a while.
            self.push(day * DAY + 23 * HOUR, who, from, Kind::SignedIn { known_device: true });
        }
        let heavy = dice.chance(2);
        let reads = if heavy { dice.among(15, 20) } else { dice.among(3, 9) };
        for _ in 0..reads {
            let case = Pseudonym(
                number * 1_000
                    + u64::try_from(day / 7 * 10 + dice.among(0, if heavy { 30 } else { 12 }))
                        .unwrap(),
            );
            let at = dice.among(begin, end);
            self.push(
                at,
                who,
                from,
                Kind::CaseRead { case, assigned: true, restricted: dice.chance(5) },
            );
        }
        // Two of them sort what comes in, the others look over a shoulder now and then.
        let foreign = if number < 2 { dice.among(1, 3) } else { i64::from(dice.chance(40)) };
        for _ in 0..foreign {
            let case = Pseudonym(50_000 + u64::try_from(dice.among(0, 400)).unwrap());
            let at = dice.among(begin, end);
            self.push(at, who, from, Kind::CaseRead { case, assigned: false, restricted: false });
        }
        for _ in 0..dice.among(0, 5) {
            let at = dice.among(begin, end);
            self.push(at, who, from, Kind::AttachmentRead);
        }
        if dice.chance(8) {
            self.push(dice.among(begin, end), who, from, Kind::Exported { cases: 1 });
        }
        if dice.chance(12) {
            let at = dice.among(begin, end);
            for again in 0..dice.among(1, 3) {
                self.push(at + again * 20, who, from, Kind::UnlockFailed);
            }
        }
        for _ in 0..dice.among(0, 2) {
            let at = dice.among(begin, end);
            self.push(at, who, from, Kind::NotFound);
        }
    }

    fn strangers_day(&mut self, dice: &mut Dice, day: i64) {
        for _ in 0..dice.among(2, 6) {
            let (at, from) = (day * DAY + dice.among(0, DAY - 1), 10_000 + dice.next() % 100_000);
            self.push(at, None, Some(from), Kind::Submitted);
        }
        for _ in 0..dice.among(5, 15) {
            let (at, from) = (day * DAY + dice.among(0, DAY - 1), 10_000 + dice.next() % 100_000);
            if dice.chance(15) {
                self.push(at, None, Some(from), Kind::ReceiptGuessed);
            }
            self.push(
                at + 30,
                None,
                Some(from),
                Kind::ReceiptOpened { case: Pseudonym(dice.next()) },
            );
        }
    }

    fn machine_day(&mut self, dice: &mut Dice, day: i64) {
        for quarter in 0..96 {
            self.push(
                day * DAY + quarter * 900 + dice.among(0, 200),
                Some(TOKEN),
                Some(TOKEN),
                Kind::TokenUsed,
            );
        }
        for hour in 0..24 {
            let at = day * DAY + hour * HOUR;
            self.push(
                at,
                None,
                None,
                Kind::CheckpointAge { seconds: u32::try_from(dice.among(30, 3_700)).unwrap() },
            );
            self.push(
                at + 1,
                None,
                None,
                Kind::DiskFree { permille: u32::try_from(400 - day * 3).unwrap() },
            );
            let age = u32::try_from((hour * HOUR + 20 * HOUR) % DAY + 600).unwrap();
            self.push(at + 2, None, None, Kind::BackupAge { seconds: age });
        }
    }

    fn sorted(mut self) -> Self {
        self.events.sort_by_key(|event| event.at);
        self
    }
}

/// A team without an attack. What should be told: two new devices, three changes of grants.
pub(crate) fn normal(seed: u64) -> Trace {
    let mut dice = Dice::new(seed);
    let mut trace = Trace::new();
    for day in 0..DAYS {
        let weekend = day % 7 >= 5;
        for number in 0..MEMBERS {
            if weekend && (number != u64::try_from(day / 7).unwrap() % MEMBERS || dice.chance(60)) {
                continue;
            }
            if weekend || dice.chance(92) {
                trace.member_day(&mut dice, number, day);
            }
        }
        trace.strangers_day(&mut dice, day);
        trace.machine_day(&mut dice, day);
    }
    for (number, day) in [(1, 9), (4, 22)] {
        let at = day * DAY + 10 * HOUR;
        trace.push(at, Some(number), Some(number), Kind::SignedIn { known_device: false });
        trace.label("a new device", &[RuleId::NewDevice], member(number), at, at);
    }
    for (of, day) in [(9, 2), (3, 15), (6, 26)] {
        let at = day * DAY + 16 * HOUR;
        trace.push(at, Some(7), Some(7), Kind::GrantChanged { of: Pseudonym(of), raises: true });
        trace.label("a changed grant", &[RuleId::GrantChanged], member(7), at, at);
    }
    trace.sorted()
}

const READS: &[RuleId] = &[
    RuleId::ReadsAboveUsual,
    RuleId::ReadsBudget,
    RuleId::ReadsStop,
    RuleId::UnassignedDay,
    RuleId::UnassignedWeek,
    RuleId::UnusualHour,
];

/// Member 3 reads seventy foreign cases in one evening.
pub(crate) fn insider_in_a_hurry(seed: u64) -> Trace {
    let mut trace = normal(seed);
    let begin = 18 * DAY + 21 * HOUR;
    trace.push(begin - 60, Some(3), Some(3), Kind::SignedIn { known_device: true });
    for read in 0..70 {
        let case = Pseudonym(70_000 + u64::try_from(read).unwrap());
        trace.push(
            begin + read * 35,
            Some(3),
            Some(3),
            Kind::CaseRead { case, assigned: false, restricted: read % 9 == 8 },
        );
    }
    let end = begin + 3 * HOUR;
    trace.label("the reading is noticed", READS, member(3), begin - 60, end);
    trace.label("restricted cases are noticed", &[RuleId::RestrictedRead], member(3), begin, end);
    trace.label("the reading is stopped", &[RuleId::ReadsStop], member(3), begin, end);
    trace.sorted()
}

/// Member 5 reads four foreign cases on every working day for four weeks, during work.
pub(crate) fn insider_with_patience(seed: u64) -> Trace {
    let mut trace = normal(seed);
    let mut dice = Dice::new(seed ^ 0xabcd);
    for day in (2..DAYS).filter(|day| day % 7 < 5) {
        for read in 0..4 {
            let case = Pseudonym(80_000 + u64::try_from(day * 10 + read).unwrap());
            let at = day * DAY + dice.among(9, 15) * HOUR + dice.among(0, 3_000);
            trace.push(
                at,
                Some(5),
                Some(5),
                Kind::CaseRead { case, assigned: false, restricted: false },
            );
        }
    }
    trace.label("the reading is noticed", READS, member(5), 2 * DAY, DAYS * DAY);
    trace.sorted()
}

/// The token of the service account is used from elsewhere, first quietly, then often.
pub(crate) fn stolen_token(seed: u64) -> Trace {
    let mut trace = normal(seed);
    let begin = 12 * DAY + 14 * HOUR;
    for use_ in 0..20 {
        trace.push(begin + use_ * 60, Some(TOKEN), Some(666), Kind::TokenUsed);
    }
    let often = begin + 2 * HOUR;
    for use_ in 0..1_500 {
        trace.push(often + use_ * 4, Some(TOKEN), Some(666), Kind::TokenUsed);
    }
    let token = Subject::Actor(Pseudonym(TOKEN));
    trace.label("a second place is noticed", &[RuleId::TokenPrefixes], token, begin, begin + HOUR);
    trace.label("the rate is noticed", &[RuleId::TokenRate], token, often, often + 2 * HOUR);
    trace.sorted()
}

/// Receipts are guessed out of one prefix, later out of four hundred.
pub(crate) fn guessed_receipts(seed: u64) -> Trace {
    let mut trace = normal(seed);
    let first = 9 * DAY + 3 * HOUR;
    for guess in 0..500 {
        trace.push(first + guess * 5, None, Some(777), Kind::ReceiptGuessed);
    }
    let one = Subject::Prefix(prefix(9, 777));
    trace.label("one prefix guesses", &[RuleId::ReceiptGuesses], one, first, first + HOUR);
    trace.label(
        "many guesses",
        &[RuleId::ReceiptGuessesAll],
        Subject::Instance,
        first,
        first + HOUR,
    );
    let second = 17 * DAY + 2 * HOUR;
    for guess in 0..400 {
        trace.push(
            second + guess * 20,
            None,
            Some(1_000_000 + u64::try_from(guess).unwrap()),
            Kind::ReceiptGuessed,
        );
    }
    trace.label(
        "many prefixes guess",
        &[RuleId::ReceiptGuessesAll],
        Subject::Instance,
        second,
        second + 3 * HOUR,
    );
    trace.sorted()
}

/// Reports pour in out of one prefix, later out of a hundred and fifty; one prefix opens many mailboxes.
pub(crate) fn flood(seed: u64) -> Trace {
    let mut trace = normal(seed);
    let first = 5 * DAY + 8 * HOUR;
    for report in 0..200 {
        trace.push(first + report * 12, None, Some(888), Kind::Submitted);
    }
    let one = Subject::Prefix(prefix(5, 888));
    trace.label("one prefix floods", &[RuleId::SubmissionsFromOne], one, first, first + HOUR);
    trace.label(
        "the intake is flooded",
        &[RuleId::SubmissionFlood],
        Subject::Instance,
        first,
        first + HOUR,
    );
    let second = 22 * DAY + 11 * HOUR;
    for report in 0..300 {
        let from = 2_000_000 + u64::try_from(report % 150).unwrap();
        trace.push(second + report * 12, None, Some(from), Kind::Submitted);
    }
    trace.label(
        "many prefixes flood",
        &[RuleId::SubmissionFlood],
        Subject::Instance,
        second,
        second + 2 * HOUR,
    );
    let third = 25 * DAY + 11 * HOUR;
    for case in 0..12 {
        trace.push(
            third + case * 300,
            None,
            Some(999),
            Kind::ReceiptOpened { case: Pseudonym(u64::try_from(case).unwrap()) },
        );
    }
    let many = Subject::Prefix(prefix(25, 999));
    trace.label(
        "one prefix, many receipts",
        &[RuleId::ManyReceipts],
        many,
        third,
        third + 2 * HOUR,
    );
    trace.sorted()
}

/// A passphrase was guessed: a strange device at night, then what an intruder does.
pub(crate) fn taken_account(seed: u64) -> Trace {
    let mut trace = normal(seed);
    let begin = 19 * DAY + 2 * HOUR;
    for guess in 0..9 {
        trace.push(begin + guess * 60, Some(2), Some(555), Kind::UnlockFailed);
    }
    trace.push(begin + 600, Some(2), Some(555), Kind::SignedIn { known_device: false });
    for page in 0..60 {
        trace.push(begin + 700 + page * 4, Some(2), Some(555), Kind::NotFound);
    }
    trace.push(
        begin + 1_000,
        Some(2),
        Some(555),
        Kind::GrantChanged { of: Pseudonym(2), raises: true },
    );
    trace.push(begin + 1_100, Some(2), Some(555), Kind::ModeSwitched);
    trace.push(begin + 1_200, Some(2), Some(555), Kind::Exported { cases: 40 });
    for file in 0..50 {
        trace.push(begin + 1_300 + file * 5, Some(2), Some(555), Kind::AttachmentRead);
    }
    let end = begin + HOUR;
    let who = member(2);
    trace.label("guessing", &[RuleId::FailedUnlocks], who, begin, end);
    trace.label("a strange device", &[RuleId::NewDevice], who, begin, end);
    trace.label("at night", &[RuleId::UnusualHour], who, begin, end);
    trace.label("probing", &[RuleId::Probing], who, begin, end);
    trace.label(
        "own rights raised",
        &[RuleId::SelfElevation, RuleId::GrantChanged],
        who,
        begin,
        end,
    );
    trace.label("mode switched", &[RuleId::ModeSwitched], who, begin, end);
    trace.label("export", &[RuleId::BulkExport], who, begin, end);
    trace.label("attachments", &[RuleId::BulkAttachments], who, begin, end);
    trace.sorted()
}

/// The clock jumps ahead by two hours and back a day later; the machine is in trouble besides.
pub(crate) fn jumping_clock(seed: u64) -> Trace {
    let mut trace = normal(seed);
    let ahead = 10 * DAY + 12 * HOUR;
    trace.push(ahead, None, None, Kind::ClockStepped { seconds: 7_200 });
    trace.label(
        "the clock goes ahead",
        &[RuleId::ClockJump],
        Subject::Instance,
        ahead,
        ahead + 3 * HOUR,
    );
    trace.label(
        "the clock goes back",
        &[RuleId::ClockJump],
        Subject::Instance,
        ahead + DAY,
        ahead + DAY + 3 * HOUR,
    );
    let trouble = 20 * DAY;
    trace.push(trouble, None, None, Kind::LedgerMismatch);
    trace.push(trouble + HOUR, None, None, Kind::CheckpointAge { seconds: 9_000 });
    trace.push(trouble + 2 * HOUR, None, None, Kind::DiskFree { permille: 31 });
    trace.push(trouble + 3 * HOUR, None, None, Kind::BackupAge { seconds: 40 * 3_600 });
    let rules: [&'static [RuleId]; 4] = [
        &[RuleId::LedgerMismatch],
        &[RuleId::CheckpointStale],
        &[RuleId::DiskLow],
        &[RuleId::BackupOverdue],
    ];
    for (place, rules) in (0..).zip(rules) {
        let at = trouble + place * HOUR;
        trace.label("trouble", rules, Subject::Instance, at, at);
    }
    let mut trace = trace.sorted();
    // The order stays that in which things happened; what the clock said is another matter.
    for event in &mut trace.events {
        let second = event.at.second();
        if (START + ahead..START + ahead + DAY).contains(&second) {
            event.at = Instant::from_second(second + 2 * HOUR);
        }
    }
    trace
}

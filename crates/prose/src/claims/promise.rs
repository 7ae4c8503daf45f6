//! Promises with a number: who gets what, within how much time, counted from where, how firmly.

use core::ops::Range;

use policy::Severity;

use super::clause::{self, Clause};
use super::deed;
use super::pattern;
use super::regular::{self, Limit, Regular};
use super::scene::{Line, Scene, Stand};
use super::time::{Amount, Bound};
use super::words::Word;
use super::{Audience, Deed, Direction, Pause, Promise, Strength, Time, TimeUnit, Trigger};

/// What a sentence about time is when it is no promise to act.
const NO_PROMISE: &[&str] = &[
    // How long something is supported, kept, valid or true.
    "supported|maintained ..4 for|until",
    "security updates|fixes|support|patches ..3 for ..3 months|years|year|weeks",
    "end-of-life|eol|lts / end of life|support",
    "released|published|created|release ?every ..6 ago",
    "ago",
    "releases|release|versions are|is|happen|occur|come ..3 every|each|per",
    "minor|major|feature|patch release|releases|version|versions ..6 every",
    "valid until|for|through",
    "expire|expires|expiry|expiration",
    "retain|retained|retention|stored|delete|deleted ..6 for|after|within",
    "session|sessions|token|tokens|password|passwords|timeout|cookie|cookies|certificate",
    "does|do|will not accept ..6 longer|embargo",
    "members may|must|should|who|on|going",
    "leave|oncall|on-call|rotation|nomination|quorum|vote|votes|ramp-up|overlimit",
    "cvss score|scores|base",
    "week|weeks|day|days|month|months|hours apart",
    "recent|msrv|old|older",
    // How often the policy itself is looked at has its own place.
    "review|reviews|revisit|reassess ..3 policy|policies|document|procedures",
    "policy|policies|document ..3 reviewed|revisited|reassessed",
    // What a reporter may do when there is no fix.
    "if we|it|the ..4 not ..9 fixed|remediated|resolved|patched|addressed",
    "if ..3 fix|patch|solution|issue|it ..2 cannot|isn't|hasn't|couldn't ..4 within|in|after",
    "if ..3 fix|patch|solution|issue|it ..2 can|is|has|could|be not ..4 within|in|after",
    // "Releases within the previous three months".
    "within|during|in ?the previous|past|last ..2 days|weeks|months|years",
    // What a host or a registry does is promised by nobody here.
    "github|gitlab|mitre will|may|can|typically ..4 review|respond|process|assign|reply|approve",
    "not|never later than ..3 months|years ..3 old",
    "vulnerabilities|vulnerability|issue|issues known|reported|disclosed|discovered ..3 for ..2 months|years|year",
];

/// The most promises that are read; the sentences of those beyond are listed as not understood.
const MAX_PROMISES: usize = 300;

/// The most amounts of time that one sentence is read for.
const MAX_AMOUNTS: usize = 20;

/// What opens the case that nobody answers.
pub(super) const SILENCE: &[&str] = &[
    "not|never ..2 receive|received|hear|heard|get|gotten|got|see|seen|given ..12",
    "no response|reply|acknowledgement|answer|reaction|one|confirmation",
    "without ..2 response|reply|answer|acknowledgement|hearing|receiving",
    "is|was|has|are not ?been received|acknowledged|answered|made|provided|given",
    "response|reply|acknowledgement is not|never",
    "unresponsive|non-responsive|nonresponsive",
    "fail|fails|failed|failure to respond|reply|acknowledge|answer|receive|provide",
    "does|do|did|has not respond|responded|reply|acknowledge|provide|answer|replied|acknowledged",
    "not responded|replied|answered|acknowledged|responding|responsive",
    "not hear|heard",
    "not ..3 receive|received|hear|heard|get|gotten",
];

/// Every promise with a number.
pub(super) fn promises(scene: &Scene<'_>) -> Vec<Promise> {
    let mut found: Vec<Promise> = Vec::new();
    let mut labels: Vec<usize> = Vec::new();
    for (index, line) in scene.lines.iter().enumerate() {
        if found.len() >= MAX_PROMISES {
            break;
        }
        if line.stand == Stand::Code
            || line.has("for example / e.g") && line.has("( for|e.g ..4 daily|weekly")
        {
            continue;
        }
        if let Some(regular) = regular::read(line.text()) {
            found.extend(from_regular(scene, index, line, &regular));
            continue;
        }
        if regular::is_proviso(line.text()) || regular::embargo(line.text()).is_some() {
            continue;
        }
        let amounts = line.amounts.get(..MAX_AMOUNTS).unwrap_or(&line.amounts);
        if amounts.is_empty() {
            continue;
        }
        if is_escalation(line) || is_no_promise(scene, line) {
            continue;
        }
        let begin = found.len();
        for clause in clause::clauses(&line.words, amounts) {
            let earlier = found.get(begin..).and_then(<[Promise]>::last).map(|last| last.deed);
            if let Some((promise, is_label)) = promise(scene, index, line, &clause, earlier) {
                if is_label {
                    labels.push(found.len());
                }
                let promise = clause::of_the_same_window(line, promise, found.last());
                found.push(promise);
            }
        }
    }
    without_repeats(&found, &labels)
}

/// The promise of a regular sentence; `None`: it has no number.
fn from_regular(
    scene: &Scene<'_>,
    index: usize,
    line: &Line<'_>,
    regular: &Regular,
) -> Option<Promise> {
    let (least, most, direction) = match (&regular.limit, &regular.every) {
        (Limit::Span { least, most, direction }, _) => (least.as_ref(), most, *direction),
        (Limit::Unsaid, Some(every)) => (None, every, Direction::After),
        _ => return None,
    };
    let least = least.and_then(|least| regular::time(least)).and_then(|time| time.max);
    Some(Promise {
        deed: regular.deed,
        also: Vec::new(),
        to: regular.audience,
        trigger: regular.from.map_or(Trigger::ReportReceived, |(_, trigger)| trigger),
        time: Time { min: least, ..regular::time(most)? },
        severity: regular.severity.clone(),
        condition: None,
        strength: if regular.own_target { Strength::Aim } else { regular.strength },
        recurring: regular.limit == Limit::Unsaid,
        pause: pause_after(scene, index),
        direction,
        quote: scene.quote_line(line),
    })
}

/// When the time of the regular promise at `index` stands still: said in the next sentence or the one after.
pub(super) fn pause_after(scene: &Scene<'_>, index: usize) -> Pause {
    let block = scene.lines.get(index).map(|line| line.block);
    let after = scene.lines.get(index + 1..).unwrap_or_default();
    after
        .iter()
        .take_while(|line| Some(line.block) == block && regular::is_proviso(line.text()))
        .find_map(|line| regular::pauses(line.text()))
        .unwrap_or_default()
}

/// Whether a sentence says what to do when nobody answers.
pub(super) fn is_escalation(line: &Line<'_>) -> bool {
    let opens = line.has("when ?that you|nobody|no|there / if|should ..5 you|we|the|a|there|no|your|nobody|not|project|maintainers|have");
    opens && line.has_any(SILENCE) || regular::escalation(line.text()).is_some()
}

fn is_no_promise(scene: &Scene<'_>, line: &Line<'_>) -> bool {
    line.has_any(NO_PROMISE)
        || scene.right_under(line, &["supported|maintained|support|maintenance ?versions|policy|releases|window|horizon|status", "release cycle|schedule|cadence", "membership|members|stepping|nomination"])
}

/// The promise that a clause makes, and whether it is only a label with a time.
fn promise(
    scene: &Scene<'_>,
    index: usize,
    line: &Line<'_>,
    clause: &Clause,
    earlier: Option<Deed>,
) -> Option<(Promise, bool)> {
    let words = &line.words;
    let amount = &clause.amount;
    if amount.bound == Bound::Lasting {
        return None;
    }
    let left = words.get(clause.words.start..amount.words.start).unwrap_or_default();
    let right = words.get(amount.words.end..clause.words.end).unwrap_or_default();
    if is_asked_of_reporter(words, left, right) || is_span_of_disclosure(left, right) {
        return None;
    }
    let direction = direction(amount, left, right);
    let before =
        matches!(direction, Direction::Before | Direction::AtLeastBefore | Direction::AtMostBefore);
    let condition = clause::condition(words);
    let left = after_label(left);
    let main = condition.as_ref().map_or_else(
        || after_opening(left),
        |range| {
            if range.end < amount.words.start && range.end >= clause.words.start {
                words.get(range.end..amount.words.start).unwrap_or_default()
            } else {
                left
            }
        },
    );
    let after = after_anchor(right);
    let own = (if before || is_notice(right) {
        governing_before(main, after)
    } else {
        deed::governing(main)
    })
    .or_else(|| deed::governing(after))
    .or_else(|| if before { None } else { subject_of_lead(scene, line, clause) });
    let is_label = is_label(line);
    let severity = severity(scene, line, clause);
    // "Within 30 days for high-impact and 60 days for lower-severity issues": the same deed twice.
    let again = earlier.filter(|_| own.is_none() && !severity.is_empty());
    let is_owned = deed::governing(main).or_else(|| deed::governing(after)).is_some();
    let (deed, also) = match own.or_else(|| again.map(|deed| (deed, Vec::new(), 0..0))) {
        Some((deed, also, _)) => (deed, also),
        None => match from_around(scene, line, is_label) {
            Some(deed) => (deed, Vec::new()),
            None => (goes_on(scene, index, line, clause)?, Vec::new()),
        },
    };
    let continues = goes_on(scene, index, line, clause).is_some();
    let deed = match deed {
        Deed::FirstResponse
            if pattern::has_any(
                after,
                &["acknowledging|confirming ..6 received|receipt|issue|report"],
            ) =>
        {
            Deed::Acknowledge
        }
        other => other,
    };
    // A list of times by severity under "Fix timeline" says when there is a fix, not when there is a plan.
    let deed = match refine(deed, before, line) {
        Deed::FixTimeline if !is_owned && !severity.is_empty() => Deed::Fix,
        other => other,
    };
    let is_relevant =
        continues || is_owed(scene, line, main, is_label || line.stand == Stand::Item);
    if !is_relevant {
        return None;
    }
    let recurring = amount.bound == Bound::Every
        || (matches!(deed, Deed::StatusUpdate)
            && pattern::has_any(left, &["every|each|regular|regularly|regularly"]));
    let further = amount.further;
    let trigger =
        clause::trigger(words.get(..amount.words.start).unwrap_or_default(), right, further)
            .unwrap_or(Trigger::ReportReceived);
    let quote = scene.quote_words(line, quoted(clause, words, is_label));
    Some((
        Promise {
            deed,
            also,
            to: audience(deed, words),
            trigger: settle(trigger, deed, before),
            time: amount.time,
            severity,
            condition: condition.and_then(|range| words.get(range)).map(|words| {
                words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
            }),
            strength: strength(scene, index, line, amount),
            recurring,
            pause: Pause::default(),
            direction: if recurring { Direction::After } else { direction },
            quote,
        },
        is_label,
    ))
}

/// "A 90 day disclosure timeline", "unless 90 days have passed": a span that somebody waits, and no deed in it.
fn is_span_of_disclosure(left: &[Word], right: &[Word]) -> bool {
    let named = pattern::matches_here(
        right,
        "?coordinated ?responsible ?public disclosure|embargo|publication timeline|timelines|policy|period|window|deadline|standard|timeframe|process|clock|rule",
    )
    .is_some();
    let acts = pattern::has_any(left, &["we|team ..4 publish|disclose|release|announce"]);
    let passes = pattern::matches_here(right, "have|has|had ?already passed|elapsed|expired|gone");
    named && !acts || passes.is_some()
}

/// "Resolution timeline: we aim to release a fix": the sentence says more of the deed than its label.
fn after_label(left: &[Word]) -> &[Word] {
    left.iter()
        .take(5)
        .position(|word| word.text == ":")
        .and_then(|colon| left.get(colon + 1..))
        .filter(|rest| deed::governing(rest).is_some())
        .unwrap_or(left)
}

/// What follows an opening such as "For a flaw with a simple mitigation,": the deed is told after it.
fn after_opening(left: &[Word]) -> &[Word] {
    let opens = left
        .first()
        .is_some_and(|word| matches!(word.text.as_str(), "for" | "in" | "with" | "regarding"));
    let rest = left
        .iter()
        .position(|word| word.text == ",")
        .and_then(|comma| left.get(comma + 1..))
        .filter(|rest| opens && deed::governing(rest).is_some());
    rest.unwrap_or(left)
}

/// A time that is asked of the reporter rather than promised: it belongs to disclosure.
fn is_asked_of_reporter(words: &[Word], left: &[Word], right: &[Word]) -> bool {
    let asks = pattern::has_any(
        left,
        &[
            "ask|asked|request|please ..4 delay|hold|postpone|withhold|defer",
            "give|allow|grant|provide|giving|allowing us|maintainers|the ?team ?maintainers ?project ?at ?a|up|minimum|sufficient|reasonable",
            "please|must|should|ask|asked|request|required ..6 wait|refrain|not ..3 disclose|publish|share|discuss",
            "do|must|should|may|shall not ..4 disclose|publish|share|discuss|publicly",
            "wait ?at ?for|until|least",
            "we|i ?kindly ?therefore ask|request ?for ?at|a|up ?least|minimum|to ?of",
        ],
    );
    // "Allow 14 days for triage", without a word to whom.
    let said = left.iter().rev().find(|word| {
        !matches!(word.text.as_str(), "at" | "least" | "up" | "to" | "a" | "minimum" | "of" | "us")
    });
    let asks = asks
        || said.is_some_and(|word| matches!(word.text.as_str(), "allow" | "give" | "grant"))
            && !pattern::has_any(left, &["we|team|will|can"]);
    let answers = pattern::has_any(
        right,
        &["?us ?for ?a|an|to ?initial response|respond|reply|acknowledge|acknowledgement"],
    ) && right.len() <= 12;
    let waits = pattern::has_any(words, &["allow|give us ?up ?to"]) && answers;
    asks && !waits
}

/// What stands after the anchor of an amount: "one week before disclosure, we send …".
fn after_anchor(right: &[Word]) -> &[Word] {
    let anchored = right.first().is_some_and(|word| {
        matches!(
            word.text.as_str(),
            "of" | "after"
                | "from"
                | "before"
                | "prior"
                | "following"
                | "ahead"
                | "in"
                | "since"
                | "upon"
        )
    });
    if !anchored {
        return right;
    }
    match right.iter().position(|word| matches!(word.text.as_str(), "," | "we" | "you" | ":")) {
        Some(at) => right.get(at..).unwrap_or_default(),
        None => &[],
    }
}

fn governing_before(main: &[Word], after: &[Word]) -> Option<(Deed, Vec<Deed>, Range<usize>)> {
    let found = deed::governing(main).or_else(|| deed::governing(after));
    if is_notice(after) {
        return Some((Deed::AdvanceNotice, Vec::new(), 0..0));
    }
    let tells = |words: &[Word]| {
        pattern::has_any(
            words,
            &[
                "notif*|inform|informs|notice|announce|send|contact|tell|alert|told|list|communicat*|advise|heads-up",
            ],
        )
    };
    match found {
        Some((Deed::MergeFixToPublic, also, range)) => Some((Deed::MergeFixToPublic, also, range)),
        _ if tells(main) || tells(after) => Some((Deed::AdvanceNotice, Vec::new(), 0..0)),
        other => other,
    }
}

fn refine(deed: Deed, before: bool, line: &Line<'_>) -> Deed {
    match deed {
        Deed::NotifyUsers | Deed::FirstResponse | Deed::PublishAdvisory | Deed::Disclose
            if before =>
        {
            Deed::AdvanceNotice
        }
        // "We will notify you within 3 days" is an answer.
        Deed::NotifyUsers if line.has("notify|inform|notified ?to you|reporter|submitter") => {
            Deed::StatusUpdate
        }
        Deed::AcceptOrDecline if line.has("get|gets back to you") => Deed::FirstResponse,
        other => other,
    }
}

fn settle(trigger: Trigger, deed: Deed, before: bool) -> Trigger {
    match (trigger, before) {
        (Trigger::ReportReceived, true) => {
            if deed == Deed::MergeFixToPublic {
                Trigger::Release
            } else {
                Trigger::PublicDisclosure
            }
        }
        (other, _) => other,
    }
}

/// A line that only names a thing and a time: "Initial response: 48 hours", a cell, "**Delay:** 4 days".
fn is_label(line: &Line<'_>) -> bool {
    if matches!(line.stand, Stand::Cell { .. }) {
        return true;
    }
    let verbs = line.has("we|you|will|team|maintainers|should|is|are|must|can");
    line.words.len() <= 16 && !verbs && line.has(":|-|–|—|(|within")
}

/// The deed of a label: of its row, its column, what introduces it, or the heading above.
fn from_around(scene: &Scene<'_>, line: &Line<'_>, is_label: bool) -> Option<Deed> {
    if let Stand::Cell { row, column } = line.stand {
        let of = |row, column| {
            let cell = scene.cell(line, row, column)?;
            let words = super::words::words(cell.text(), 0..cell.text().len());
            deed::governing(&words).map(|(deed, _, _)| deed)
        };
        let by_column = of(0, column).filter(|_| row > 0);
        let by_row = (0..column).rev().find_map(|column| of(row, column));
        return by_row
            .or(by_column)
            .or_else(|| from_leads(scene, line))
            .or_else(|| from_headings(scene, line));
    }
    let steps =
        line.has("these|this|the|all steps|phase|stage|process|step ..4 completed|done|complete");
    if !is_label && !steps && line.stand != Stand::Item && line.stand != Stand::Heading {
        return None;
    }
    from_leads(scene, line).or_else(|| from_headings(scene, line))
}

/// "In practice this is every two days": the deed of the sentence before, which it says more of.
fn goes_on(scene: &Scene<'_>, index: usize, line: &Line<'_>, clause: &Clause) -> Option<Deed> {
    // "The team will raise this window to four weeks."
    if line.has("this|the|that ?time ?notice window|period|notice|deadline ..6 to|is|be") {
        let named = (1..=3)
            .filter_map(|back| scene.lines.get(index.checked_sub(back)?))
            .filter(|before| before.block == line.block)
            .find(|before| !before.amounts.is_empty());
        if let Some((deed, _, _)) = named.and_then(|before| deed::governing(&before.words)) {
            return Some(deed);
        }
    }
    // "We do this at least a week in advance."
    if line.has("we|team|they ?will ?usually ?typically do|does this|so|it|that") {
        let before = scene.before(index)?;
        if line.has("advance|before|prior|ahead") && before.has("notify|inform|announce|tell|warn")
        {
            return Some(Deed::AdvanceNotice);
        }
        return deed::governing(&before.words).map(|(deed, _, _)| deed);
    }
    let refers = clause.amount.bound == Bound::Every
        && line.has("this|these|they|it ..6 likely|often|usually|typically|will|is|are");
    let own = line.words.get(..clause.words.start).unwrap_or_default();
    let before = scene.before(index).map(|before| before.words.as_slice()).unwrap_or_default();
    [own, before]
        .into_iter()
        .filter(|_| refers)
        .flat_map(deed::deeds)
        .map(|found| found.deed)
        .find(|deed| *deed == Deed::StatusUpdate)
}

fn from_leads(scene: &Scene<'_>, line: &Line<'_>) -> Option<Deed> {
    scene.leads(line).find_map(|lead| deed::governing(&lead.words)).map(|(deed, _, _)| deed)
}

fn from_headings(scene: &Scene<'_>, line: &Line<'_>) -> Option<Deed> {
    let heading = scene.headings(line).next()?;
    deed::governing(&heading.words).map(|(deed, _, _)| deed)
}

/// An item that begins with its time: "Within 24 hours: …" has its deed after it; without one the lead says.
fn subject_of_lead(
    scene: &Scene<'_>,
    line: &Line<'_>,
    clause: &Clause,
) -> Option<(Deed, Vec<Deed>, Range<usize>)> {
    let opening = clause.amount.words.start <= clause.words.start + 3;
    let lead = scene.lead(line).filter(|_| opening && line.stand == Stand::Item)?;
    deed::governing(&lead.words)
}

/// Whether something is owed at all: the team is the one who acts, or something is to be expected.
fn is_owed(scene: &Scene<'_>, line: &Line<'_>, main: &[Word], in_list: bool) -> bool {
    const OWES: &[&str] = &[
        "we|our|us|team|maintainer|maintainers|project|committee|developers|staff|core|someone|engineers|psirt|members|member|person|security|organization|company|lead",
        "will|shall|should|expect|expected|aim|aims|goal|target|targets|objective|strive|try|tries|endeavor|endeavour|guarantee|commit|committed|typically|usually|normally|must|can|may|takes|take",
        "is|are|be ?also notified|informed|told|completed|acknowledged|reviewed|triaged|fixed|resolved|addressed|answered|analyzed|disclosed|published|released|evaluated|responded|sent|given|provided|posted|made|delivered|issued|confirmed|patched|handled|processed|investigated|assessed|updated|remediated|mitigated",
        "within|sla|response|time|inform|approximately",
        "you ?will ?should get|receive|hear",
    ];
    let told_to_reporter = pattern::has_any(
        main,
        &[
            "please ..4 report|submit|send|reporter|contact",
            "reporter|reporters|researchers|you must|should|shall|agree ?to ?not report|submit|respond|provide|disclose|contact|notify|delete|reply",
        ],
    );
    let about_them = line.has("reporter|reporters|researcher|vendor|vendors|distributor|distributors|customers must|shall|should|agree / reporter|reporters|vendor|vendors|distributors is|are expected|required to");
    if told_to_reporter || (about_them && !line.has("can|should|will expect|receive|be / can")) {
        return false;
    }
    pattern::has_any(&line.words, OWES)
        || in_list
        || scene.leads(line).any(|lead| lead.has_any(OWES))
}

/// "Two weeks' notice": the time is how long before.
fn is_notice(right: &[Word]) -> bool {
    pattern::matches_here(right, "?'|’ ?of ?advance|prior|early notice|notification|warning")
        .is_some()
}

fn direction(amount: &Amount, left: &[Word], right: &[Word]) -> Direction {
    let near = right.get(..right.len().min(4)).unwrap_or(right);
    if is_notice(right) && amount.bound == Bound::AtLeast {
        return Direction::AtLeastBefore;
    }
    let before = pattern::find(near, "before|prior|ahead|beforehand").is_some()
        || pattern::find(near, "in advance").is_some()
        || pattern::find(near, "advance notice").is_some();
    if before {
        return match amount.bound {
            Bound::AtLeast => Direction::AtLeastBefore,
            _ if pattern::has_any(
                left,
                &["no|not more|earlier|sooner|longer than", "at most", "maximum", "up to"],
            ) =>
            {
                Direction::AtMostBefore
            }
            _ => Direction::Before,
        };
    }
    match amount.bound {
        Bound::AtLeast | Bound::After if amount.time.max.is_none() => Direction::AtLeastAfter,
        _ => Direction::After,
    }
}

fn audience(deed: Deed, words: &[Word]) -> Audience {
    let told = |patterns: &'static [&'static str]| pattern::has_any(words, patterns);
    match deed {
        Deed::AnswerRequest => Audience::Requester,
        Deed::AdvanceNotice
            if told(&["distro*|distributor*|vendor*|packager*|downstream|partners|openwall"]) =>
        {
            Audience::Distributors
        }
        Deed::AdvanceNotice
        | Deed::Disclose
        | Deed::PublishAdvisory
        | Deed::MergeFixToPublic
        | Deed::EmbargoEnd => Audience::Public,
        Deed::NotifyUsers => Audience::Users,
        Deed::NotifyUpstream => Audience::Upstream,
        Deed::AssignHandler | Deed::Retrospect | Deed::ReviewPolicy => Audience::Team,
        _ => Audience::Reporter,
    }
}

/// How firmly: by the words of the sentence, what introduces it, and the sentence before where it goes on.
pub(super) fn strength(
    scene: &Scene<'_>,
    index: usize,
    line: &Line<'_>,
    amount: &Amount,
) -> Strength {
    if let Some(strength) = strength_of(&line.words) {
        return strength;
    }
    for lead in scene.leads(line).filter(|lead| lead.text().ends_with(':')) {
        if let Some(strength) = strength_of(&lead.words) {
            return strength;
        }
    }
    if amount.roughly {
        return Strength::Typical;
    }
    let labelled = !line.has("will|shall|must|we|is|are");
    if labelled
        && scene.right_under(line, &["target|targets|goal|goals|objective|objectives|aim|aims"])
    {
        return Strength::Aim;
    }
    let before = scene.before(index).filter(|before| labelled && before.stand == Stand::Text);
    before.and_then(|before| strength_of(&before.words)).unwrap_or(Strength::Commit)
}

/// How firmly some words speak; `None`: they say nothing of it.
pub(super) fn strength_of(words: &[Word]) -> Option<Strength> {
    const WEAK: &[(Strength, &[&str])] = &[
        (
            Strength::Exception,
            &[
                "in rare|exceptional|extraordinary cases|circumstances|case",
                "rare exception",
                "exceptionally",
            ],
        ),
        (
            Strength::Aim,
            &[
                "aim|aims|aiming|strive|strives|striving|endeavor|endeavour|endeavors|endeavours",
                "goal|goals|objective|objectives|target|targets|targeted|targeting",
                "try|tries|trying|attempt|attempts|seek|seeks|hope|hopes|intend|intends|intention ?is ?to",
                "best effort|efforts|endeavours",
                "best-effort|desired|ideally",
                "do our|their best|utmost",
                "make|makes every|all|reasonable ?reasonable effort|efforts",
                "work|working ?hard to|towards|toward",
                "plan|plans|planning to",
            ],
        ),
        (
            Strength::Typical,
            &[
                "typically|typical|usually|usual|normally|normal|generally|often|average|commonly",
                "in most|general|the cases|case|majority",
            ],
        ),
        (
            Strength::Expect,
            &[
                "expect|expects|expected|expectation|anticipate|anticipated|should|likely|estimated|estimate",
                "on the order",
            ],
        ),
    ];
    WEAK.iter()
        .find(|(_, patterns)| pattern::has_any(words, patterns))
        .map(|(strength, _)| *strength)
}

/// The severities that a clause, its label, its row or its heading speaks of.
fn severity(scene: &Scene<'_>, line: &Line<'_>, clause: &Clause) -> Vec<Severity> {
    let words = line.words.get(clause.words.clone()).unwrap_or_default();
    // "7 days (critical), 14 days (high)": where each time has its part of the sentence, so has each severity.
    let several = clause.words.len() < line.words.len();
    let mut own = severities(words, false);
    if own.is_empty() && several && words.len() <= 8 {
        own = severities(words, true);
    }
    if !own.is_empty() {
        return below(line, clause, words).unwrap_or(own);
    }
    if let Stand::Cell { row, column } = line.stand {
        let cells = (0..column).map(|column| (row, column)).chain((row > 0).then_some((0, column)));
        for (row, column) in cells {
            if let Some(cell) = scene.cell(line, row, column) {
                let found =
                    severities(&super::words::words(cell.text(), 0..cell.text().len()), true);
                if !found.is_empty() {
                    return found;
                }
            }
        }
    }
    if is_label(line) || line.stand == Stand::Item {
        let short = is_label(line) || line.words.len() <= 12;
        let found = severities(&line.words, short);
        if !found.is_empty() {
            return found;
        }
        for around in scene.leads(line).chain(scene.headings(line).take(1)) {
            let found = severities(&around.words, around.words.len() <= 6);
            if !found.is_empty() {
                return found;
            }
        }
    }
    Vec::new()
}

/// "30 days for critical and 90 days for lower-severity issues": all that lies below the severity said before.
fn below(line: &Line<'_>, clause: &Clause, words: &[Word]) -> Option<Vec<Severity>> {
    const LOWER: &[&str] = &["lower|lesser|lower-severity|lower-risk|lower-impact|lower-priority"];
    if !pattern::has_any(words, LOWER) {
        return None;
    }
    let before = severities(line.words.get(..clause.words.start)?, true);
    let least = before.iter().min()?;
    let below: Vec<Severity> = [Severity::Low, Severity::Medium, Severity::High]
        .into_iter()
        .filter(|severity| severity < least)
        .collect();
    (!below.is_empty()).then_some(below)
}

/// The severities in some words. `bare`: a word alone is enough, as in a label.
fn severities(words: &[Word], bare: bool) -> Vec<Severity> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let text = word
            .text
            .trim_end_matches("-severity")
            .trim_end_matches("-risk")
            .trim_end_matches("-priority")
            .trim_end_matches("-impact");
        let meant: &[Severity] = match text {
            "critical" => &[Severity::Critical],
            "high" | "important" if text == "high" || bare => &[Severity::High],
            "severe" => &[Severity::High, Severity::Critical],
            "medium" | "moderate" => &[Severity::Medium],
            "low" => &[Severity::Low],
            "lower" if text != word.text || bare => &[Severity::Low],
            "other" if bare => &[Severity::Low, Severity::Medium],
            _ => continue,
        };
        let rest = words.get(at + 1..words.len().min(at + 6)).unwrap_or_default();
        let joined = word.text.contains("-severity")
            || word.text.contains("-risk")
            || word.text.contains("-impact");
        let speaks = joined
            || pattern::has_any(
                rest,
                &[
                    "severity|severities|issue|issues|bug|bugs|vulnerability|vulnerabilities|risk|risks|flaw|flaws|finding|findings|cvss|impact|priority|problems|reports|defects|cves|ones|security|gap|gaps|cases|weakness|weaknesses|exploits",
                ],
            );
        if bare || speaks {
            found.extend_from_slice(meant);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The words of a clause that are quoted: without the joint it begins with.
fn quoted(clause: &Clause, words: &[Word], whole: bool) -> Range<usize> {
    if whole {
        return 0..words.len();
    }
    let mut start = clause.words.start;
    while start < clause.amount.words.start
        && words
            .get(start)
            .is_some_and(|word| matches!(word.text.as_str(), "," | ";" | "and" | "but" | "."))
    {
        start += 1;
    }
    start..clause.words.end
}

/// Leaves out what is said twice: the same deed in the same time for the same severity, and a label above a
/// sentence with its time.
fn without_repeats(found: &[Promise], labels: &[usize]) -> Vec<Promise> {
    let mut kept: Vec<Promise> = Vec::new();
    for (index, promise) in found.iter().enumerate() {
        let same_time = |other: &Promise| {
            (other.time == promise.time
                || (other.time.max == promise.time.max && other.time.unit == promise.time.unit))
                && other.severity == promise.severity
                && other.recurring == promise.recurring
        };
        let repeated = kept.iter().any(|other| {
            same_time(other)
                && (other.deed == promise.deed
                    || (is_answer(other.deed) && is_answer(promise.deed)))
                && other.direction == promise.direction
                && other.trigger == promise.trigger
        });
        let said_below = labels.contains(&index)
            && found.get(index + 1).is_some_and(|next| {
                same_time(next)
                    && next.quote.line <= promise.quote.line + 4
                    // "Within 1-7 days" in the heading says more than "the first 7 days" below it.
                    && (promise.time.min.is_none() || next.time.min.is_some())
                    && !labels.contains(&(index + 1))
            });
        if !repeated && !said_below && promise.time.unit != TimeUnit::Years {
            kept.push(promise.clone());
        }
    }
    kept
}

/// Whether a deed is some kind of first answer.
pub(crate) const fn is_answer(deed: Deed) -> bool {
    matches!(deed, Deed::Acknowledge | Deed::FirstResponse)
}

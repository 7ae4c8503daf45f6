//! Which deed a group of words speaks of: a table of patterns, read in the order of the words.

use core::ops::Range;

use super::Deed;
use super::pattern;
use super::words::Word;

/// What each deed is called. Earlier rows win where two begin at the same word.
const PATTERNS: &[(Deed, &[&str])] = &[
    (
        Deed::DetailedResponse,
        &[
            "more detailed response|reply|answer|follow-up|assessment",
            "detailed|full|substantive|thorough|complete response|reply|answer",
            "next steps",
            "a|an|your|second follow-up|followup",
        ],
    ),
    (
        Deed::AnswerRequest,
        &[
            "reply|response|answer|decision ..6 your|the|of request|application",
            "?respond|reply to your|the|all|such request|requests|application|applications",
        ],
    ),
    (
        Deed::Acknowledge,
        &[
            "acknowledge|acknowledges|acknowledged|acknowledging|acknowledgement|acknowledgements ?of ?your|the|a ?vulnerability ?report|reports|receipt|email|submission",
            "confirm|confirms|confirming|confirmation|confirmed ..2 receipt|reception|received|arrival",
            "confirm that we have ?received",
            "receipt ?of ?your ?report acknowledged|confirmed",
            "initial|first confirmation|acknowledgement",
            "confirmation email|of",
            "acknowledgement",
        ],
    ),
    (
        Deed::FixTimeline,
        &[
            "timeline|timeframe|schedule|plan|eta|estimate|roadmap|date ..3 fix|patch|resolution|remediation|release|next",
            "remediation|resolution|fix|mitigation|action plan|timeline|schedule|roadmap",
            "expected|estimated resolution|fix ?date",
            "eta",
        ],
    ),
    (
        Deed::Triage,
        &[
            "initial|preliminary|first triage|assessment|evaluation|analysis|review|investigation|determination|validation|estimation|opinion",
            "triage|triaged|triaging|triages",
            "evaluate|evaluates|evaluated|evaluation|assess|assesses|assessed|assessment|analyze|analyse|analyzed|analysed|analysis",
            "validate|validates|validated|validation|verify|verifies|verified|verification|reproduce|reproduced",
            "confirm|confirms|confirmed|confirmation ?of ?the|your|that|existence|whether|presence|problem|issue|vulnerability|bug",
            "determine|determines|determined ..3 impact|severity|validity|scope|severities|whether",
            "review|reviews|reviewed|reviewing ?of ?and|your|the|all|each|it|every|new|reported ?vulnerability report|reports|submission|submissions|issue|issues|it|vulnerability|vulnerabilities|them|finding|findings",
            "be reviewed",
            "investigate|investigates|investigated|investigation",
            "severity rating|assessment",
        ],
    ),
    (
        Deed::StatusUpdate,
        &[
            "status ?update|updates|report",
            "progress ?update|updates|report|reports",
            "update|updates|updating ?you|the|on|about|from|will|at|are|to|every|regarding|and|within|by",
            "updated|informed|apprised ?of|about|on|at|regularly|every|within|once|throughout",
            "feedback",
        ],
    ),
    (
        Deed::AcceptOrDecline,
        &[
            "accept|accepts|accepted|acceptance|reject|rejects|rejected|decline|declined",
            "decide|decides|decision ?on|about|whether",
            "let you know ?whether|if",
        ],
    ),
    (Deed::Reward, &["bounty|bounties|reward|rewards|payout|payouts|paid|payment"]),
    (
        Deed::RequestCve,
        &[
            "request|requests|assign|assigns|assigned|requested|obtain|reserve|issue ?a|an|the cve|cves ?id|ids|identifier",
        ],
    ),
    (
        Deed::Credit,
        &[
            "credit|credits|credited|crediting",
            "acknowledge|thank ..2 publicly|contribution|contributions|efforts",
        ],
    ),
    (Deed::Retrospect, &["retrospective|retrospectives|post-mortem|postmortem|lessons"]),
    // The day of the release, not the work on the fix.
    (Deed::Release, &["fix|patch|security release ?day|date|process"]),
    // "From report date to disclosure date".
    (Deed::Disclose, &["report ?date to|until|and ?public disclosure|publication ?date"]),
    (
        Deed::AssignHandler,
        &[
            "fix|response team organization|organisation",
            "assign|assigned|assigns|identify|organize|organise|assemble ..4 handler|lead|owner|coordinator|engineers|developer|maintainer|team|point",
        ],
    ),
    (
        Deed::MergeFixToPublic,
        &[
            "merge|merged|push|pushed|commit|committed ?the|into|to ?the|fix ?to|into master|main|public|branch|repository",
        ],
    ),
    (Deed::EmbargoEnd, &["embargo|embargoed ?date|period|end|ends|lifted"]),
    (
        Deed::PublishAdvisory,
        &[
            "publish|publishes|published|publishing|release|released|issue|issued|post|posted ..4 advisory|advisories|announcement|bulletin|cve|notice",
            "advisory|advisories|announcement|bulletin ..5 published|released|issued|posted|public|publish|publication|made",
            "advisory|advisories ..3 is|are|be updated|completed|amended",
        ],
    ),
    (
        Deed::AdvanceNotice,
        &[
            "advance|prior|early|advanced notice|notification|warning|disclosure",
            "window|notice ..9 distributor|distributors|vendors|packagers|downstream",
            "?fix disclosure ..5 distributor|distributors|vendors|packagers",
            "pre-notif*|pre-announc*|preannounc*|prenotif*|pre-disclosure",
        ],
    ),
    (
        Deed::Fix,
        &[
            "publish|ship|deliver|push ?a|an|the ?public fix|patch|hotfix",
            "fix|fixes|fixed|fixing|hotfix|bugfix|patch|patches|patched|patching",
            "remediate|remediated|remediation|mitigate|mitigated|mitigation|mitigations|correction|corrected|correct",
            "address|addressed|addressing ?the|all|it|them|these|critical|any|within|issues|issue",
            "workaround",
        ],
    ),
    (
        Deed::Resolve,
        &["resolve|resolves|resolved|resolving|resolution|solve|solved|solution|close|closed"],
    ),
    (
        Deed::Disclose,
        &[
            "disclose|discloses|disclosed|disclosing|disclosure|disclosures",
            "publicly|public ?announced|announce|known|available|release",
            "publish|publishes|published|publication|publishing|announce|announced",
            "go|made|make|becomes|going public",
            "convert|converted ..3 public",
        ],
    ),
    (
        Deed::NotifyUsers,
        &["notify|inform|alert|notified|informed ..2 users|customers|community|public|clients"],
    ),
    (Deed::Release, &["release|releases|released|releasing|ship|shipped|deploy|deployed"]),
    (
        Deed::FirstResponse,
        &[
            "initial|first|preliminary|human response|reply|answer|contact|follow-up|reaction|feedback",
            "respond|responds|responded|responding|response|responses",
            "reply|replies|replied|answer|answers|answered",
            "get|gets|getting back to|with",
            "hear ?back from|within",
            "hear back",
            "contact|contacts|contacted ?with you|the|reporter|reporters",
            "be|are|get in touch|contact",
            "reach|follow out|up ?to|with you|the|reporter",
            "write|come back to you",
            "look into|at",
            "followed|follow up|back",
        ],
    ),
    (Deed::NotifyUsers, &["notify|inform|notified|informed|notifies|notification|notifications"]),
];

/// A deed in some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) deed: Deed,
    pub(super) words: Range<usize>,
}

/// Every deed in these words, in their order, none inside another.
pub(super) fn deeds(words: &[Word]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let here = PATTERNS.iter().find_map(|(deed, patterns)| {
            let length = pattern::matches_any_here(rest, patterns)?;
            (length > 0).then_some((*deed, length))
        });
        // "Privately disclosed issues" says which issues.
        match here {
            Some((Deed::Disclose, 1)) if is_attribute(rest) || is_flaw(words, at) => at += 1,
            Some((deed, length)) => {
                found.push(Found { deed, words: at..at + length });
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// "Information disclosure" is a kind of vulnerability.
fn is_flaw(words: &[Word], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| words.get(before)).is_some_and(|word| {
        matches!(word.text.as_str(), "information" | "data" | "credential" | "memory" | "file")
    })
}

/// Whether the word only says which issues are meant.
fn is_attribute(rest: &[Word]) -> bool {
    pattern::matches_here(rest, "disclosed issue|issues|vulnerability|vulnerabilities|bugs")
        .is_some()
}

/// The deed that governs these words: the first one, unless a later one says more of the same act.
pub(super) fn governing(words: &[Word]) -> Option<(Deed, Vec<Deed>, Range<usize>)> {
    let found = deeds(words);
    let first = found.first()?;
    let mut deed = first.deed;
    let mut also: Vec<Deed> = Vec::new();
    // "a response acknowledging", "respond with an evaluation": what the response holds.
    let holds = |inner: Deed| found.iter().skip(1).any(|other| other.deed == inner);
    if deed == Deed::FirstResponse && holds(Deed::Acknowledge) {
        deed = Deed::Acknowledge;
    } else if deed == Deed::FirstResponse && holds(Deed::DetailedResponse) {
        deed = Deed::DetailedResponse;
    } else if deed == Deed::FirstResponse && holds(Deed::AnswerRequest) {
        deed = Deed::AnswerRequest;
    } else if deed == Deed::Release && holds(Deed::PublishAdvisory) {
        deed = Deed::PublishAdvisory;
    } else if matches!(deed, Deed::Release | Deed::FirstResponse)
        && holds(Deed::Fix)
        && first.words.start + 4 >= found.get(1).map_or(0, |f| f.words.start)
        && deed == Deed::Release
    {
        deed = Deed::Fix;
    }
    // "Triaged and answered": the answer is what the reporter sees.
    if deed == Deed::Triage && holds(Deed::FirstResponse) {
        deed = Deed::FirstResponse;
        also.push(Deed::Triage);
    }
    for other in found.iter().skip(1) {
        if other.deed != deed && !also.contains(&other.deed) {
            also.push(other.deed);
        }
    }
    // "reviewed and receipt acknowledged", "acknowledged and analyzed": the acknowledgement is what counts.
    if matches!(deed, Deed::Triage | Deed::AcceptOrDecline)
        && let Some(index) = also.iter().position(|other| *other == Deed::Acknowledge)
    {
        also.remove(index);
        also.insert(0, deed);
        deed = Deed::Acknowledge;
    }
    Some((deed, also, first.words.clone()))
}

//! Promises without a number, and sentences that weaken every promise.

use super::deed;
use super::pattern;
use super::promise::{self, is_escalation};
use super::regular::{self, Limit};
use super::scene::{Line, Scene, Stand};
use super::{Deed, Pause, Quote, SoftPromise, Strength};

/// Sentences in which a team says what it will do.
const OWED: &[&str] = &[
    "we|team|maintainers|maintainer|project|committee|developers|members|member|person ..4 will|shall|aim|aims|try|tries|endeavor|endeavour|strive|commit|promise|writes|responds|work|would|make|also",
    "we ?always ?also ?publicly acknowledge|credit|respond|review|fix|investigate|keep|notify|publish|coordinate|prepare|request|agree|triage|confirm|prefer|provide",
    "you will ?also ?then receive|get|be|hear",
    "will be ..2 acknowledged|credited|informed|notified|fixed|addressed|published|kept|reviewed|investigated|triaged|disclosed|assigned|created|sent|provided|updated|treated|determined|released|made",
    "reporter|reporters ..3 will|is|are be|kept|notified|informed|credited|updated|can",
    "should be disclosed|published|made",
    "commits|committed to",
];

/// Every promise without a number.
pub(super) fn soft(scene: &Scene<'_>) -> Vec<SoftPromise> {
    let mut found: Vec<SoftPromise> = Vec::new();
    for (index, line) in scene.lines.iter().enumerate() {
        if !matches!(line.stand, Stand::Text | Stand::Item) {
            continue;
        }
        if let Some(regular) = regular::read(line.text()) {
            if matches!(regular.limit, Limit::AsSoonAsPossible | Limit::Regularly) {
                let strength = if regular.own_target { Strength::Aim } else { regular.strength };
                let quote = scene.quote_line(line);
                let pause = promise::pause_after(scene, index);
                found.push(SoftPromise { deed: regular.deed, strength, pause, quote });
            }
            continue;
        }
        if regular::is_proviso(line.text()) || !line.amounts.is_empty() || is_escalation(line) {
            continue;
        }
        let led = line.stand == Stand::Item
            && scene.lead(line).is_some_and(|lead| {
                lead.text().ends_with(':') && !lead.has("not|include|provide|reporting")
            })
            && scene.leads(line).any(|lead| {
                lead.has_any(&[
                    "we|team|you ?can ?will ?also aim|will|promise|commit|expect|do|then|strive|make|take",
                ])
            });
        if !line.has_any(OWED) && !led || about_others(line) {
            continue;
        }
        if let Some(deed) = deed_of(line) {
            let strength = promise::strength_of(&line.words)
                .or_else(|| scene.leads(line).find_map(|lead| promise::strength_of(&lead.words)))
                .unwrap_or(Strength::Commit);
            let (pause, quote) = (Pause::default(), scene.quote_line(line));
            found.push(SoftPromise { deed, strength, pause, quote });
        }
    }
    found
}

fn about_others(line: &Line<'_>) -> bool {
    line.has_any(&[
        "we will not|never|no",
        "you must|should|agree|may|need",
        "please ..3 do|include|provide|report|contact|refrain|give",
        "reports ..4 closed|ignored|rejected",
        "members must",
    ]) && !line.has("unless|credit|reason|why|confidential|keep|share|pass")
}

fn deed_of(line: &Line<'_>) -> Option<Deed> {
    const TABLE: &[(Deed, &[&str])] = &[
        (
            Deed::DeclineWithReason,
            &[
                "reason|explain|explanation|why ..9",
                "supplied|given|provided ..6 reason|explanation",
            ],
        ),
        (
            Deed::Credit,
            &[
                "credit|credited|crediting|attribution",
                "publicly ?acknowledge|thank|recognize ..4 you|your|for|contribution",
                "hall of fame",
            ],
        ),
        (
            Deed::KeepInformed,
            &[
                "keep|kept ..4 informed|updated|abreast|loop|posted|up|you|apprised",
                "regular|regularly|periodic ..2 update|updates|updated",
                "progress",
                "keep you|the|reporter",
            ],
        ),
        (
            Deed::AcceptOrDecline,
            &[
                "accept|accepts|accepted ..9 reject|decline|declined|as|valid|writes",
                "whether we|the|it",
            ],
        ),
        (
            Deed::KeepConfidential,
            &[
                "confidential|confidentiality|not ..6 shared|disseminated|passed|disclosed|share|personal",
                "privacy",
            ],
        ),
        (
            Deed::FixTimeline,
            &["timeline|schedule ..4 fix|release|determined|provide|resolution|for"],
        ),
        (
            Deed::RequestCve,
            &[
                "cve ..6 request|requested|assign|assigned|id|identifier",
                "request|assign|assigned|obtain|retrieve ..3 cve",
            ],
        ),
        (
            Deed::PublishAdvisory,
            &[
                "advisory|advisories|bulletin|announcement ..6 publish|published|release|released|issue|create|post|created",
                "publish|issue|release|post|announce ..5 advisory|advisories|announcement",
            ],
        ),
        (Deed::Coordinate, &["coordinate|coordinated|coordination / work with you"]),
    ];
    TABLE
        .iter()
        .find(|(_, patterns)| line.has_any(patterns))
        .map(|(deed, _)| *deed)
        .or_else(|| deed::governing(&line.words).map(|(deed, _, _)| deed))
}

/// Sentences that weaken what was promised.
pub(super) fn caveats(scene: &Scene<'_>) -> Vec<Quote> {
    const WEAKENS: &[&str] = &[
        "best-effort|effort ..4 not|no ..2 guarantee|guarantees|guaranteed|basis|targets",
        "not guarantees|guaranteed|guarantee|binding",
        "timelines|timeline|times|time|timeframe|timeframes ..3 may|might|can ..3 extend|extended|vary|longer|change|differ|shift",
        "may|might|can take ..4 longer|more|several",
        "volunteers ..9 may|cannot|limited|time|delay|holiday",
        "subject to ..4 complexity|availability|severity|change",
        "depending on ..4 severity|complexity|impact|availability|nature",
    ];
    scene
        .lines
        .iter()
        .filter(|line| {
            matches!(line.stand, Stand::Text | Stand::Item)
                && pattern::has_any(&line.words, WEAKENS)
        })
        .map(|line| scene.quote_line(line))
        .collect()
}

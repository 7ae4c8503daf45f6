//! Safe harbor, credit and money.

use policy::{Harbor, HarborStatement};

use super::regular;
use super::scene::{Line, Scene, Stand};
use super::{Bounty, BountyClaim, CreditClaim, CreditKind, HarborClaim, Quote};

/// The statements of a safe harbor, each with the patterns that make it.
const STATEMENTS: &[(HarborStatement, &[&str])] = &[
    (
        HarborStatement::AntiHacking,
        &[
            "authorized|authorised ..9 anti-hacking|computer|fraud|cfaa|law|laws|conduct|under|concerning|access|research|we",
            "consider|considered|deem|treat ..9 authorized|authorised",
            "authorized|authorised research|conduct|testing|activity",
        ],
    ),
    (
        HarborStatement::AntiCircumvention,
        &[
            "exempt|dmca|circumvention|anti-circumvention ..9",
            "circumvent* ..6 technology|controls|measures ..9 not",
        ],
    ),
    (
        HarborStatement::TermsOfService,
        &[
            "waive|exempt|restrictions|conflict ..12 terms|aup|policy",
            "terms of service|use ..12 waive|exempt|not ?apply|conflict|restrictions|restriction",
        ],
    ),
    (
        HarborStatement::GoodFaith,
        &[
            "lawful ..9 helpful|good",
            "helpful ..9 good faith",
            "consider|considered|deemed ..12 good|good-faith faith|conduct",
            "considered ?to ?be good ?faith",
        ],
    ),
    (
        HarborStatement::NoCharges,
        &[
            "pursue|press|bring charges",
            "not ..8 charges|prosecution|criminal|prosecute|law enforcement|complaint",
            "refrain|no ..6 prosecut*|criminal",
        ],
    ),
    (
        HarborStatement::NoLegalAction,
        &[
            "not ..9 legal|civil|judicial|lawsuit|sue|suit ?or ?criminal ?action ?proceedings",
            "no legal|civil action|actions|consequences|steps|proceedings|claim",
            "refrain|abstain ..6 legal",
            "not ..4 sue|prosecute|litigate",
            "not support|bring|pursue|initiate|take|threaten|file ..6 lawsuit|action|claim|claims|proceedings|legal",
        ],
    ),
    (
        HarborStatement::ThirdParties,
        &[
            "third party|parties|someone|others|else ..12 legal|lawsuit ..40 known|authorized|steps|compliance|complied|conducted|make",
            "legal action ..6 by|against ..12 third",
        ],
    ),
];

/// The most sentences that are quoted for one thing.
const MAX_QUOTES: usize = 100;

/// Safe harbor.
pub(super) fn harbor(scene: &Scene<'_>) -> HarborClaim {
    let mut statements: Vec<(HarborStatement, Quote)> = Vec::new();
    let mut conditions = Vec::new();
    let mut threat = None;
    let mut led: Option<usize> = None;
    for line in scene.lines.iter().filter(|line| matches!(line.stand, Stand::Text | Stand::Item)) {
        let regular = STATEMENTS.iter().find(|(statement, _)| statement.in_words() == line.text());
        if let Some((statement, _)) = regular {
            if !statements.iter().any(|(known, _)| known == statement) {
                statements.push((*statement, scene.quote_line(line)));
            }
            continue;
        }
        let headed = scene.under(
            line,
            &["safe harbor|harbour", "safe-harbor|safe-harbour", "legal", "authorization"],
        );
        // "We commit to: not pursuing legal action".
        let led_by_us =
            scene.led_by(line, &["we|team ..3 commit|promise|will|pledge|agree|guarantee"]);
        let team = line.has_any(&["we|our|us|will|team|company|organization|project"])
            || headed
            || led_by_us;
        for (statement, patterns) in STATEMENTS {
            let legal = line.has_any(&["legal|law|laws|lawsuit|sue|prosecut*|charges|criminal|authorized|authorised|dmca|circumvent*|anti-circumvention|terms|good-faith|lawful|proceedings|judicial|enforcement / good faith"]);
            let needs_heading = matches!(
                statement,
                HarborStatement::GoodFaith
                    | HarborStatement::TermsOfService
                    | HarborStatement::AntiHacking
            );
            let plain_good_faith = *statement == HarborStatement::GoodFaith
                && !line.has("consider*|lawful|deem*|helpful");
            if team
                && legal
                && line.has_any(patterns)
                && !(needs_heading
                    && !headed
                    && !line.has("authorized|authorised|exempt|waive|lawful"))
                && !plain_good_faith
                && !is_disclaimer(line)
                && !statements.iter().any(|(known, _)| known == statement)
            {
                statements.push((*statement, scene.quote_line(line)));
                if line.text().ends_with([':', 'o']) || line.has("if|who|when|provided / as long") {
                    led = Some(line.block);
                }
            }
        }
        if threat.is_none()
            && line.has_any(&["legal action", "subject ..3 legal|prosecution", "law enforcement"])
            && !line.has("not|no|refrain|never|if ..3 third|against ..2 you")
            && statements.iter().all(|(_, quote)| quote.start != scene.quote_line(line).start)
        {
            threat = Some(scene.quote_line(line));
        }
        let lead = scene.block(line).and_then(|block| block.lead);
        if line.stand == Stand::Item && lead.is_some() && lead == led {
            conditions.push(scene.quote_line(line));
        }
    }
    let listed = statements.iter().map(|(statement, _)| *statement).collect();
    let grade = Harbor { statements: listed, ..Harbor::default() }.grade();
    HarborClaim { statements, conditions, grade, threat }
}

fn is_disclaimer(line: &Line<'_>) -> bool {
    line.has_any(&[
        "reserve ?the ?all right|rights",
        "without ..4 authorization|permission",
        "unauthorized|unauthorised",
        "legal advice|counsel",
        "not ..2 authorized to",
        "legal obligation|obligations",
    ]) && !line.has("not ..9 legal action")
}

/// Credit.
pub(super) fn credit(scene: &Scene<'_>) -> CreditClaim {
    const NAMES: &[&str] = &[
        "credit|credits|credited|crediting|attribution|attribute|attributed",
        "acknowledge|acknowledged|acknowledging|acknowledgement|thank|recognize|recognise|recognized|recognition|mention ..6 publicly|public|contribution|contributions|name|efforts|reporter|researcher|you ?in ?by",
        "publicly|public ?gladly acknowledge|thank|recognize|credit|mention|acknowledgement",
        "hall|wall of fame|thanks",
        "thank|thanks ..3 following|individuals|people|persons|researchers ..6 disclosing|disclosure|reporting|reports|reported|finding|found|contributions",
        "name|mention you|reporters|finders",
    ];
    const OPT_OUT: &[&str] = &[
        "unless|except ..9 request|prefer|wish|want|anonymous|otherwise|ask|object|not|desire|asked|requested|would|anonymity|decline|stated",
        "keep|remain ..4 name|identity|anonymous ..8 if|request|confidential|unless",
        "by default",
        "confidential if|when ..4 request|ask|prefer|want",
        "if ..4 prefer|want|wish|like ..3 remain|stay|not|anonymous",
        "otherwise requested|specified|stated",
        "do not ..2 want|wish ..4 credited|named|mentioned|credit",
    ];
    const OPT_IN: &[&str] = &[
        "if|should|when ?so ?the ..5 wish|wishes|want|wants|like|likes|desired|desire|desires|so|agree|agrees|grant|permission|consent|requested|prefer|choose|interested",
        "with ?your ?the ?their ?reporter permission|consent|approval|agreement",
        "ask ..3 permission",
        "opt in|opt-in",
        "not reveal ..6 by default",
        "default ..4 not ..3 publish|mention|name|credit",
        "whether ..5 should|may|can ..3 mention|credit|name|acknowledge",
        "would like ..6 credit|credited|name|named|acknowledged|shared",
        "on|upon|at ?your ?their request",
        "preferred credit ?name",
        "how ..6 like|want|wish ..3 credited|acknowledged|named",
        "only ..6 permission|consent",
        "only if|when ..3 ask|asks|tell|say",
        "depending on ..4 decision|choice|preference|wish|wishes",
    ];
    let mut found =
        CreditClaim { kind: CreditKind::Unspecified, hall_of_fame: false, quotes: Vec::new() };
    let mut only_field = false;
    let is_said = |line: &&Line<'_>| match line.stand {
        Stand::Text | Stand::Item => true,
        Stand::Cell { .. } => {
            line.has("credit to|for ?the reporter|reporters|researcher|finder|you")
        }
        Stand::Heading | Stand::Code => false,
    };
    for line in scene.lines.iter().filter(is_said) {
        if let Some(kind) = regular::credit(line.text()) {
            // What a rendered policy says besides is about how, and not whether.
            found.kind = kind;
            found.quotes = vec![scene.quote_line(line)];
            found.hall_of_fame = scene
                .lines
                .iter()
                .any(|line| line.text() == "Those who reported are listed in our hall of fame.");
            return found;
        }
        if regular::read(line.text()).is_some() || regular::is_proviso(line.text()) {
            continue;
        }
        let hall = line.has("hall|wall of fame|thanks")
            || line.has("acknowledgements|credits page|list|section");
        let headed = scene.right_under(line, &["credit|credits|attribution|recognition|acknowledgements|acknowledgement|accreditation|fame"]);
        if found.quotes.len() >= MAX_QUOTES {
            break;
        }
        if !(line.has_any(NAMES)
            || (headed
                && line.has("name|anonymous|anonymity|confidential|reveal|identity|publicize")))
            || is_other_credit(line)
        {
            continue;
        }
        found.hall_of_fame |= hall;
        let kind = if line
            .has_any(&["not|never ..3 ?publicly credit|acknowledge|name", "no credit|attribution"])
            && !line.has_any(OPT_IN)
            && !line.has_any(OPT_OUT)
        {
            CreditKind::No
        } else if line
            .has("not reveal ..6 by default / default ..4 not ..3 publish|mention|name|credit")
        {
            CreditKind::OptIn
        } else if line.has_any(OPT_OUT) {
            CreditKind::OptOut
        } else if line.has_any(OPT_IN) {
            CreditKind::OptIn
        } else {
            CreditKind::Yes
        };
        found.quotes.push(scene.quote_line(line));
        // A choice says more than no choice; the first choice stands, and the stricter one where two differ.
        // A field of the report for the name is less than a sentence about it.
        let field = line.stand == Stand::Item && line.has("preferred credit ?name");
        found.kind = match (found.kind, kind) {
            (CreditKind::OptIn, new) if only_field && new != CreditKind::Yes => new,
            (CreditKind::Unspecified | CreditKind::Yes, new)
                if new != CreditKind::Yes || found.kind == CreditKind::Unspecified =>
            {
                new
            }
            (old, _) => old,
        };
        only_field = field && found.quotes.len() == 1;
    }
    // What the next sentence adds: "If you want to remain anonymous, let us know."
    if found.kind == CreditKind::Yes {
        let adds = |patterns: &'static [&'static str]| {
            scene.lines.iter().any(|line| {
                line.has_any(patterns) && line.has("anonymous|anonymously|anonymity|pseudonymous|pseudonym|credited|credit|name|identity|publicize|involvement|named|identified")
                    && !line.has("report anonymously|anonymous")
                    && found.quotes.iter().any(|quote| scene.quote_line(line).line.abs_diff(quote.line) <= 6)
            })
        };
        if adds(OPT_OUT) {
            found.kind = CreditKind::OptOut;
        } else if adds(OPT_IN) {
            found.kind = CreditKind::OptIn;
        }
    }
    found
}

/// Credit that is no credit of reporters: "credit cards", acknowledgements of receipt, pleasantries.
fn is_other_credit(line: &Line<'_>) -> bool {
    line.has_any(&[
        "credit card|cards",
        "acknowledge|acknowledges|acknowledged|acknowledgement ..3 receipt|report|email|reception|submission|within|message",
        "report|reports|email|issue ..3 acknowledged",
        "you ..4 receive|get ..3 acknowledgement",
        "send ..3 acknowledgement",
        "no credit ?cards",
        "severity|score|cvss ..6 attribute|attributed / attribute|attributed ..3 to ?an ?existing ?the cve|vulnerability|vulnerabilities|issue",
        "credentials",
    ]) && !line.has_any(&["credit|credited|hall|publicly"])
        || line.has("thank you / thanks for") && !line.has("following|individuals|people") && !line.has("publicly|credit|name")
}

/// Money.
pub(super) fn bounty(scene: &Scene<'_>) -> BountyClaim {
    const MONEY: &[&str] = &[
        "bounty|bounties",
        "bug-bounty",
        "reward|rewards|rewarded|monetary|compensation|compensations|compensate|paid|payment|payouts|remuneration|swag|cash",
    ];
    const PAYS: &[&str] = &[
        "bounty|bounties|bug-bounty|reward|rewards|rewarded|swag",
        "report|reports|reporting|reporter|reporters|vulnerability|vulnerabilities|researcher|researchers|finding|findings|submission|submissions|disclosure|disclosures|bugs|hackers",
    ];
    let mut claims: Vec<(Bounty, Quote)> = Vec::new();
    for line in scene.lines.iter().filter(|line| matches!(line.stand, Stand::Text | Stand::Item)) {
        if let Some(kind) = regular::reward(line.text()) {
            claims.push((kind, scene.quote_line(line)));
            continue;
        }
        if !line.has_any(MONEY)
            // "Never pay someone": money alone does not say that reports are paid for.
            || !line.has_any(PAYS) && !scene.under(line, PAYS)
            || line.has("paid support|plan|customers|subscription")
            // Where to report, and not what it earns.
            || line.has("bounty ?hunting platform|platforms / bounty ..6 by|from|of github|gitlab|google")
        {
            continue;
        }
        let no = line.has_any(&[
            "no|not|never|unable|without|cannot|neither|nor ..8 bounty|bounties|bug-bounty|reward|rewards|compensation|compensations|monetary|paid|pay|payment|payouts|remuneration",
            "bounty|bounties|program|programme|rewards|reward ..7 not|closed|ended|discontinued|suspended|paused|no|stopped|unavailable|retired",
            "no longer ..6 bounty|bounties|reward|rewards",
        ]);
        let maybe = line.has_any(&["may|might|could|discretion|discretionary|case-by-case|sometimes|eligible ..12 bounty|bounties|reward|rewards|rewarded|compensation|swag|monetary", "discretion"]);
        // "We cannot pay bounties, but may consider a reward in extreme cases."
        let but = line.has("but|however|although|though ..12 may|might|could|can|consider|discretion|sometimes ..6 bounty|bounties|reward|rewards|compensation|swag|gift");
        let gift = line.has("swag|gift|gifts|t-shirt|stickers");
        let forfeits = line
            .has_any(&["forfeiture|ban|disqualif*|ineligible|not ..6 eligible|qualify|available"]);
        let kind = if forfeits && !line.has("does|do not ..4 offer|have|run|provide|pay") {
            Bounty::Yes
        } else if no && but {
            if gift { Bounty::Gift } else { Bounty::Discretionary }
        } else if no && !(line.has("not available for")) {
            Bounty::No
        } else if line.has("hunters|hunting") {
            continue;
        } else if gift {
            Bounty::Gift
        } else if maybe {
            Bounty::Discretionary
        } else {
            Bounty::Yes
        };
        claims.push((kind, scene.quote_line(line)));
    }
    // A table of sums under "Bug bounty" says it without a sentence.
    let priced = scene.lines.iter().find(|line| {
        line.has("$*|€*|£*") && scene.under(line, &["bounty|bounties|bug-bounty|reward|rewards"])
    });
    if claims.is_empty()
        && let Some(line) = priced
    {
        claims.push((Bounty::Yes, scene.quote_line(line)));
    }
    let denial = claims.iter().position(|(kind, _)| *kind == Bounty::No);
    match denial {
        Some(at) => {
            let contradiction = claims
                .iter()
                .find(|(kind, _)| matches!(kind, Bounty::Yes | Bounty::Discretionary))
                .map(|(_, quote)| quote.clone());
            BountyClaim {
                kind: Bounty::No,
                contradiction,
                quote: claims.into_iter().nth(at).map(|(_, quote)| quote),
            }
        }
        None => {
            let best = claims.iter().position(|(kind, _)| *kind == Bounty::Yes).unwrap_or(0);
            match claims.into_iter().nth(best) {
                Some((kind, quote)) => {
                    BountyClaim { kind, contradiction: None, quote: Some(quote) }
                }
                None => BountyClaim { kind: Bounty::Unspecified, contradiction: None, quote: None },
            }
        }
    }
}

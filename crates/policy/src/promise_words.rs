//! A promise as one or two plain sentences, spoken to a reporter.

use clock::{Direction, Span};

use crate::promise::{
    Act, Anchor, AnchorEvent, AnchorTime, Class, Party, PauseReason, Promise, Regime, Strength,
    Within, include,
};

impl Promise {
    /// The promise in plain words: "We acknowledge your report within 48 hours."
    #[must_use]
    pub fn in_words(&self) -> String {
        let speaker = match self.class() {
            Class::Promise => match self.strength {
                Strength::Firm => "We",
                Strength::Aim => "We aim to",
                Strength::Expectation => "We expect to",
                Strength::Typical => "We typically",
            },
            Class::Law => "The law obliges us to",
            Class::Programme => "The rules of our programme oblige us to",
            Class::Target => "Our own target is to",
            Class::Agreement => "We have agreed to",
        };
        let mut words = vec![speaker.to_owned(), self.deed()];
        words.extend(self.time());
        words.extend(self.repetition());
        words.extend(self.contents());
        words.extend(self.condition());
        words.extend(self.aim());
        let mut text = words.join(" ");
        text.push('.');
        for sentence in [self.proviso(), self.pauses()].into_iter().flatten() {
            text.push(' ');
            text.push_str(&sentence);
        }
        text
    }

    fn deed(&self) -> String {
        match (self.act, self.to) {
            (Act::Acknowledge, Party::Reporter) => "acknowledge your report".to_owned(),
            (Act::Respond, Party::Reporter) => "answer your report".to_owned(),
            (Act::Evaluate, Party::Reporter) if self.includes.is_empty() => {
                "assess your report".to_owned()
            }
            (Act::Evaluate, Party::Reporter) => "assess your report and answer you".to_owned(),
            (Act::Decide, Party::Reporter) => "tell you whether we accept your report".to_owned(),
            (Act::Update, Party::Reporter) => "tell you about our progress".to_owned(),
            (Act::Credit, Party::Reporter) => "credit you".to_owned(),
            (Act::Notify, Party::Reporter) => "tell you".to_owned(),
            (Act::Acknowledge, to) => format!("acknowledge to {} that it arrived", party(to)),
            (Act::Respond, to) => format!("answer {}", party(to)),
            (Act::Evaluate, _) => "assess each report".to_owned(),
            (Act::Decide, _) => "decide whether we accept a report".to_owned(),
            (Act::Update, to) => format!("tell {} about our progress", party(to)),
            (Act::Credit, to) => format!("credit {}", party(to)),
            (Act::Notify, to) => format!("tell {}", party(to)),
            (Act::Fix, _) => "release a fix or mitigation".to_owned(),
            (Act::Publish, _) => "publish an advisory".to_owned(),
            (Act::Report, to) => format!("report it to {}", party(to)),
            (Act::Review, _) => "review our policies".to_owned(),
            (Act::Classify, _) => {
                let words = self.includes.iter().filter_map(|what| what.parse().ok());
                let words = words.map(|regime: Regime| regime.in_words().to_owned());
                format!("decide whether it is {}", listed(&words.collect::<Vec<_>>(), "or"))
            }
        }
    }

    fn contents(&self) -> Option<String> {
        let contents = self.includes.iter().filter_map(|what| {
            let words = match what.as_str() {
                _ if self.act == Act::Classify => return None,
                include::EVALUATION => "our evaluation",
                include::EXPECTED_RESOLUTION_DATE => "the date by which we expect to resolve it",
                include::DECISION if self.act == Act::Decide => return None,
                include::DECISION => "our decision",
                include::REASON => "the reason",
                include::SEVERITY => "its severity",
                include::PROGRESS if self.act == Act::Update => return None,
                include::PROGRESS => "how far we are",
                include::MITIGATION => "what users can do until there is a fix",
                other => other,
            };
            Some(words.to_owned())
        });
        let contents = contents.collect::<Vec<_>>();
        (!contents.is_empty()).then(|| format!("with {}", listed(&contents, "and")))
    }

    fn time(&self) -> Option<String> {
        // "Every 7 days" alone says all, when the first one is due after the same time.
        if self.every.is_some() && self.every == self.promised() {
            return None;
        }
        match self.within {
            Within::Span(span) => Some(self.limit(span)),
            Within::AsSoonAsPossible { .. } => Some(match self.from.event {
                AnchorEvent::Received => "as soon as possible".to_owned(),
                _ => format!("as soon as possible after {}", event(self.from)),
            }),
            Within::Regularly { .. } => Some("regularly".to_owned()),
        }
    }

    fn limit(&self, span: Span) -> String {
        let span = match self.at_least {
            Some(least) if least.unit == span.unit => format!("{} to {span}", least.count),
            Some(least) => format!("{least} to {span}"),
            None => span.to_string(),
        };
        match (self.direction, self.from.event) {
            (Direction::After, AnchorEvent::Received) => format!("within {span}"),
            (Direction::After, _) => format!("within {span} after {}", event(self.from)),
            (Direction::AtLeastBefore, _) => format!("at least {span} before {}", event(self.from)),
            (Direction::AtMostBefore, _) => format!("at most {span} before {}", event(self.from)),
        }
    }

    fn repetition(&self) -> Option<String> {
        let every = self.every.map(|span| format!("every {span}"));
        let until = self.until.map(|until| {
            let until = Anchor { event: until, time: AnchorTime::Happened };
            format!("until {}", event(until))
        });
        match (every, until) {
            (Some(every), Some(until)) => Some(format!("{every} {until}")),
            (every, until) => every.or(until),
        }
    }

    fn condition(&self) -> Option<String> {
        let of = |what: Vec<&str>, says: &str| {
            let words = what.into_iter().map(str::to_owned).collect::<Vec<_>>();
            (!words.is_empty()).then(|| format!("{says} {}", listed(&words, "or")))
        };
        let when = &self.when;
        let conditions = [
            of(when.severity.iter().map(|s| s.as_str()).collect(), "when its severity is"),
            of(when.regime.iter().map(|r| r.in_words()).collect(), "once it was decided to be"),
            of(when.role.iter().map(|r| r.as_str()).collect(), "where our role is"),
            of(
                when.member_state.iter().map(|s| s.as_str()).collect(),
                "where our main establishment is in",
            ),
        ];
        let words = conditions.into_iter().flatten().collect::<Vec<_>>();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn aim(&self) -> Option<String> {
        self.target().map(|span| match self.within {
            Within::Regularly { .. } => format!("(our own aim: every {span})"),
            Within::Span(_) | Within::AsSoonAsPossible { .. } => {
                format!("(our own aim: within {span})")
            }
        })
    }

    fn proviso(&self) -> Option<String> {
        (self.act == Act::Credit && self.to == Party::Reporter)
            .then(|| "You decide whether and how you are named.".to_owned())
    }

    fn pauses(&self) -> Option<String> {
        let whom = self.pause().iter().map(|reason| {
            match reason {
                PauseReason::AwaitingReporter => "your answer",
                PauseReason::AwaitingUpstream => "the maker of a component",
                PauseReason::AwaitingCoordinator => "a coordinator",
            }
            .to_owned()
        });
        let whom = whom.collect::<Vec<_>>();
        let cap = self.pause_cap().map(|cap| clock::in_words(cap.0));
        (!whom.is_empty()).then(|| {
            let most = cap.map(|cap| format!(", for at most {cap} in all")).unwrap_or_default();
            format!("The time stands still while we wait for {}{most}.", listed(&whom, "or"))
        })
    }
}

/// A party, as a sentence names it.
impl Regime {
    /// The word after "it is": "a severe incident".
    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Exploited => "actively exploited",
            Self::SevereIncident => "a severe incident",
            Self::SignificantIncident => "a significant incident",
            Self::MajorIncident => "a major incident",
            Self::PersonalData => "a personal data breach with a risk to people",
            Self::HighRisk => "a breach with a high risk to people",
            Self::ProcessedData => "a breach of data that is processed for somebody else",
        }
    }
}

pub(crate) fn party(party: Party) -> &'static str {
    match party {
        Party::Reporter => "the reporter",
        Party::Public => "the public",
        Party::Users => "our users",
        Party::Csirt => "the CSIRT",
        Party::Authority => "the authority",
        Party::Upstream => "the maker of the component",
        Party::Team => "the team",
        Party::Persons => "the people whose data it is",
        Party::Controller => "the one for whom we process the data",
        Party::Requester => "the one who asked",
        Party::CveList => "the list of CVE records",
        Party::Distributors => "the distributors",
    }
}

/// An event, as a clause that follows "when" or "after".
pub(crate) fn event(anchor: Anchor) -> &'static str {
    let learned = anchor.time == AnchorTime::Learned;
    match anchor.event {
        AnchorEvent::Received => "we have received a report",
        AnchorEvent::Acknowledged => "we have acknowledged it",
        AnchorEvent::Evaluated => "we have assessed it",
        AnchorEvent::Accepted => "we have accepted it",
        AnchorEvent::FixReady => "a fix is ready",
        AnchorEvent::FixReleased => "a fix is released",
        AnchorEvent::Resolved => "it is resolved",
        AnchorEvent::Disclosed => "it is made public",
        AnchorEvent::AttackObserved if learned => "we have learned of an attack",
        AnchorEvent::AttackObserved => "an attack",
        AnchorEvent::IncidentFound if learned => "we have learned of an incident",
        AnchorEvent::IncidentFound => "an incident",
        AnchorEvent::UpstreamNotified if learned => "we have learned of a patch for a component",
        AnchorEvent::UpstreamNotified => "a patch for a component is released",
        AnchorEvent::Notified => "the notice before it",
        AnchorEvent::Reviewed => "the last review",
        AnchorEvent::Submitted => "the notice before it was sent",
        AnchorEvent::Exploited if learned => "we have become aware that it is actively exploited",
        AnchorEvent::Exploited => "it is actively exploited",
        AnchorEvent::SevereIncident if learned => "we have become aware of a severe incident",
        AnchorEvent::SevereIncident => "a severe incident",
        AnchorEvent::SignificantIncident if learned => {
            "we have become aware of a significant incident"
        }
        AnchorEvent::SignificantIncident => "a significant incident",
        AnchorEvent::MajorIncident if learned => "we have become aware of a major incident",
        AnchorEvent::MajorIncident => "an incident is classified as major",
        AnchorEvent::PersonalData if learned => "we have become aware of a personal data breach",
        AnchorEvent::PersonalData => "a personal data breach",
        AnchorEvent::HighRisk if learned => {
            "we have become aware of a breach that is a high risk to people"
        }
        AnchorEvent::HighRisk => "a breach that is a high risk to people",
        AnchorEvent::ProcessedData if learned => {
            "we have become aware of a breach of data that we process for somebody else"
        }
        AnchorEvent::ProcessedData => "a breach of data that we process for somebody else",
        AnchorEvent::AuthorityAsked => "the authority asked for it",
        AnchorEvent::MitigationAnnounced => "we have announced a mitigation",
        AnchorEvent::IncidentHandled => "the incident is handled",
        AnchorEvent::ComponentFlawFound => "we have found a vulnerability in a component",
        AnchorEvent::DataRequested => "we have received the request",
        AnchorEvent::CveIdPublic => "we have made its CVE ID public",
        AnchorEvent::CveIdDisclosedByOthers => {
            "we have learned that somebody else made its CVE ID public"
        }
        AnchorEvent::AssignmentRequested => "we were asked for a CVE ID",
        AnchorEvent::RecordDisputed => "the record is disputed",
        AnchorEvent::ListInformed => "it was brought to the closed list",
    }
}

/// "a", "a and b", "a, b and c".
pub(crate) fn listed(words: &[String], joint: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {joint} {last}", most.join(", ")),
    }
}

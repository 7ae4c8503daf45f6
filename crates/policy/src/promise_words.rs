//! A promise as one or two plain sentences, spoken to a reporter.

use clock::{Direction, Span};

use crate::promise::{
    Act, Anchor, AnchorEvent, AnchorTime, Class, Party, PauseReason, Promise, Strength, Within,
    include,
};

impl Promise {
    /// The promise in plain words: "We acknowledge your report within 48 hours."
    #[must_use]
    pub fn in_words(&self) -> String {
        let speaker = match self.class {
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
        }
    }

    fn contents(&self) -> Option<String> {
        let contents = self.includes.iter().filter_map(|what| {
            let words = match what.as_str() {
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
        let words = self.when.severity.iter().map(|s| s.as_str().to_owned()).collect::<Vec<_>>();
        (!words.is_empty()).then(|| format!("when its severity is {}", listed(&words, "or")))
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
        let whom = self.pause.iter().map(|reason| {
            match reason {
                PauseReason::AwaitingReporter => "your answer",
                PauseReason::AwaitingUpstream => "the maker of a component",
                PauseReason::AwaitingCoordinator => "a coordinator",
            }
            .to_owned()
        });
        let whom = whom.collect::<Vec<_>>();
        let cap = self.pause_cap.map(|cap| clock::in_words(cap.0));
        (!whom.is_empty()).then(|| {
            let most = cap.map(|cap| format!(", for at most {cap} in all")).unwrap_or_default();
            format!("The time stands still while we wait for {}{most}.", listed(&whom, "or"))
        })
    }
}

fn party(party: Party) -> &'static str {
    match party {
        Party::Reporter => "the reporter",
        Party::Public => "the public",
        Party::Users => "our users",
        Party::Csirt => "the CSIRT",
        Party::Authority => "the authority",
        Party::Upstream => "the maker of the component",
        Party::Team => "the team",
    }
}

fn event(anchor: Anchor) -> &'static str {
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
    }
}

/// "a", "a and b", "a, b and c".
fn listed(words: &[String], joint: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {joint} {last}", most.join(", ")),
    }
}

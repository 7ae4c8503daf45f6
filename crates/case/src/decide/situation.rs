//! Working on it and making it public: progress, dates, fixes, what the world knows, credit.

use super::judgement::{unchanged, words};
use super::{Ask, Facts, OURS, POLICY};
use policy::Regime;

use crate::case::RegimeDecision;
use crate::command::{AwarenessTimes, Command, Times};
use crate::fact::Fact;
use crate::refusal::Refusal;
use crate::state::{Embargo, Fix};
use crate::words::{Applicability, CreditForm, Private};

pub(super) fn make(command: &Command, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    match command {
        Command::Progress { text } => made.add(Fact::ProgressReported { text: words(text)? }),
        Command::SetResolutionDate { date, reason } => {
            resolution_date(*date, reason.as_ref(), ask, made)?;
        }
        Command::FixReady { note } => {
            made.add(Fact::FixReady { note: note.clone().unwrap_or_default() });
        }
        Command::FixReleased { mitigation, version, note, times } => {
            let (happened, learned) = ask.times(*times)?;
            if mitigation.is_fix() && ask.case.fix() < Fix::Ready {
                // One bit at a time: a released fix was ready before.
                made.add_at(Fact::FixReady { note: Private::default() }, happened, learned);
            }
            let fact = Fact::FixReleased {
                mitigation: *mitigation,
                version: version.clone(),
                note: note.clone().unwrap_or_default(),
            };
            made.add_at(fact, happened, learned);
        }
        Command::RecordPublic { place, times } => {
            let place = place.clone().unwrap_or_default();
            public(Fact::BecamePublic { place }, *times, ask, made)?;
        }
        Command::RecordExploit { place, times } => {
            let place = place.clone().unwrap_or_default();
            public(Fact::ExploitPublished { place }, *times, ask, made)?;
        }
        Command::RecordAttack { evidence, times } => {
            let (happened, learned) = ask.times(*times)?;
            let evidence = evidence.clone().unwrap_or_default();
            made.add_at(Fact::AttackObserved { evidence }, happened, learned);
        }
        Command::RecordLeak { note, times } => {
            let (happened, learned) = ask.times(*times)?;
            let note = note.clone().unwrap_or_default();
            made.add_at(Fact::LeakObserved { note }, happened, learned);
        }
        Command::RecordIncident { note, times } => {
            let (happened, learned) = ask.times(*times)?;
            let note = note.clone().unwrap_or_default();
            made.add_at(Fact::IncidentFound { note }, happened, learned);
        }
        Command::RecordUpstreamNotice { note, times } => {
            let (happened, learned) = ask.times(*times)?;
            let note = note.clone().unwrap_or_default();
            made.add_at(Fact::UpstreamNotified { note }, happened, learned);
        }
        Command::DecideRegime { regime, applies, reason, times } => {
            decide_regime(*regime, *applies, words(reason)?, *times, ask, made)?;
        }
        Command::RecordOccasion { what, note, until, times } => {
            let (happened, learned) = ask.times(*times)?;
            if until.is_some_and(|until| until <= happened) {
                return Err(Refusal::new(
                    "answer-before-question",
                    OURS,
                    "An answer is due after what it answers: check the two times.",
                    &[],
                ));
            }
            let note = note.clone().unwrap_or_default();
            made.add_at(
                Fact::OccasionRecorded { what: *what, note, until: *until },
                happened,
                learned,
            );
        }
        Command::PublishAdvisory { advisory, edition, title } => {
            if let Some((last, at)) = ask.case.advisory
                && (last != *advisory || *edition <= at)
            {
                return Err(Refusal::new(
                    "edition",
                    OURS,
                    format!(
                        "Edition {at} of this case's advisory is published: publish a later edition of it."
                    ),
                    &[],
                ));
            }
            let title = title.clone().unwrap_or_default();
            made.add(Fact::AdvisoryPublished { advisory: *advisory, edition: *edition, title });
            if !ask.case.awareness.public {
                let place = Private::from("Our advisory.");
                public(Fact::BecamePublic { place }, Times::default(), ask, made)?;
            }
            if !ask.case.credit.given && ask.case.may_name(ask.policy) {
                made.add(Fact::Credited { place: "Our advisory.".into() });
            }
        }
        Command::ProposeDisclosure { text } => {
            made.add(Fact::DisclosureProposed { text: words(text)? });
        }
        Command::AgreeDisclosure {} => made.add(Fact::DisclosureAgreed {}),
        Command::RefuseDisclosure {} => made.add(Fact::DisclosureRefused {}),
        Command::Notify { to, text, promise } => {
            if let Some(id) = promise {
                super::promises::known(id, ask)?;
            }
            made.add(Fact::NoticeSent { to: *to, text: words(text)?, promise: promise.clone() });
        }
        Command::SetCredit { line, role } => {
            let (line, credit) = (words(line)?, &ask.case.credit);
            if credit.line.as_ref() == Some(&line) && role.is_none_or(|r| credit.role == Some(r)) {
                return Err(unchanged("The credit line already says so."));
            }
            made.add(Fact::CreditSet { line, role: *role });
        }
        Command::AgreeCredit { line, form } => {
            let forms = &ask.policy.credit.forms;
            if let Some(form) = form
                && !forms.is_empty()
                && !forms.contains(&form.offered())
            {
                let offered: Vec<&str> = forms.iter().map(|form| form.as_str()).collect();
                return Err(Refusal::new(
                    "credit-form",
                    POLICY,
                    format!("The policy names reporters by: {}.", offered.join(", ")),
                    &[],
                ));
            }
            let anonymous = *form == Some(CreditForm::Anonymous);
            if line.is_none() && ask.case.credit.line.is_none() && !anonymous {
                return Err(Refusal::new(
                    "no-credit-line",
                    OURS,
                    "Say under which name you want to be named: a name, initials or a pseudonym.",
                    &[],
                ));
            }
            let line = line.clone().filter(|_| !anonymous);
            made.add(Fact::CreditAgreed { line, form: *form });
        }
        Command::DeclineCredit {} => made.add(Fact::CreditDeclined {}),
        Command::Credit { place } => {
            made.add(Fact::Credited { place: place.clone().unwrap_or_default() });
        }
        _ => {}
    }
    Ok(())
}

/// A decision on a law's word, with its times in order: first signal, assessment, awareness, decision.
fn decide_regime(
    regime: Regime,
    applies: Applicability,
    reason: Private,
    times: AwarenessTimes,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
    let decided = times.decided.unwrap_or(ask.moment);
    let does = applies == Applicability::Applies;
    let aware = times.aware.filter(|_| does).unwrap_or(decided);
    let assessed = times.assessed.unwrap_or(aware);
    let signal = times.signal.unwrap_or(assessed);
    if decided > ask.moment {
        return Err(Refusal::new(
            "time-in-future",
            OURS,
            "A fact cannot lie in the future: give a time up to now.",
            &[],
        ));
    }
    if !(signal <= assessed && assessed <= aware && aware <= decided) {
        return Err(Refusal::new(
            "awareness-order",
            OURS,
            "First comes the signal, then the assessment, then awareness, then the decision: check the four times.",
            &[],
        ));
    }
    let same = |before: &RegimeDecision| before.applies == applies && before.aware == aware;
    if ask.case.regimes.get(&regime).is_some_and(same) {
        return Err(unchanged("It is already decided so, with the same awareness."));
    }
    // Whoever knows of exploitation has seen attacks: what the world knows goes on with it.
    if does && regime == Regime::Exploited && !ask.case.awareness.attacks {
        made.add_at(Fact::AttackObserved { evidence: reason.clone() }, signal, aware);
    }
    let packs = super::packs_of(ask.policy);
    let fact = Fact::RegimeDecided { regime, applies, reason, assessed, decided, packs };
    made.add_at(fact, signal, aware);
    Ok(())
}

fn resolution_date(
    date: clock::Date,
    reason: Option<&Private>,
    ask: &Ask<'_>,
    made: &mut Facts,
) -> Result<(), Refusal> {
    let before = ask.case.expected;
    if before == Some(date) {
        return Err(unchanged("That date is already named."));
    }
    let over =
        crate::clocks::end_of_day(date, &ask.policy.calendar).is_none_or(|end| end <= ask.moment);
    if over {
        return Err(Refusal::new(
            "date-past",
            OURS,
            "That day is over: name the day on which you expect it to be resolved.",
            &[],
        ));
    }
    let slipped_from = before.filter(|earlier| *earlier < date);
    if slipped_from.is_some() && reason.is_none_or(Private::is_blank) {
        return Err(Refusal::new(
            "slip-needs-reason",
            OURS,
            "The date slips, and the reporter is owed the reason: write it.",
            &[],
        ));
    }
    let reason = reason.cloned().unwrap_or_default();
    made.add(Fact::ResolutionExpected { date, slipped_from, reason });
    Ok(())
}

/// The vulnerability is out. In the protocol's order: X, then P, then V for every vendor that did not
/// know; and with it no embargo stands.
fn public(fact: Fact, times: Times, ask: &Ask<'_>, made: &mut Facts) -> Result<(), Refusal> {
    let (happened, learned) = ask.times(times)?;
    let is_exploit = matches!(fact, Fact::ExploitPublished { .. });
    made.add_at(fact, happened, learned);
    if is_exploit && !ask.case.awareness.public {
        let place = Private::from("With the exploit.");
        made.add_at(Fact::BecamePublic { place }, happened, learned);
    }
    for (name, party) in &ask.case.participants {
        if party.fix == Some(Fix::Unaware) {
            made.add_at(Fact::VendorInformed { participant: name.clone() }, happened, learned);
        }
    }
    match ask.case.embargo.state {
        Embargo::Proposed => made.add(Fact::EmbargoRejected {
            reason: "The vulnerability is public: there is nothing left to agree.".into(),
        }),
        Embargo::Active | Embargo::Revise => {
            made.add(Fact::EmbargoTerminated { reason: "The vulnerability is public.".into() });
        }
        Embargo::None | Embargo::Exited => {}
    }
    Ok(())
}

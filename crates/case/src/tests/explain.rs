//! Explanations: what they say for each example policy, that they agree with the clocks, and what is said of
//! situations that cannot be.

use clock::Instant;
use expect_test::{Expect, expect};
use policy::{Policy, Severity};
use proptest::prelude::*;

use super::script::{
    ETHICAL_RULES, FEATURE_TABLE, SIGTECH, SIMPRINTS, SUPPORTED_VERSIONS, WHOLE, policy,
};
use crate::clocks;
use crate::explain::{Explanation, Situation, TimelineStyle, compare, explain, history};

const CHRISTMAS: &str = "2026-12-23T16:00";

fn situation<'a>(severity: Option<Severity>, script: &'a str) -> Situation<'a> {
    Situation { received: CHRISTMAS, severity, script, as_of: None }
}

fn explained(policy: &Policy, situation: &Situation<'_>) -> Explanation {
    explain(policy, &history(policy, situation).unwrap_or_else(|error| panic!("{error}")))
}

#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "expect! makes a value at the call site")]
fn check(source: &str, situation: &Situation<'_>, expected: Expect) {
    let explanation = explained(&policy(source), situation);
    let picture = explanation.timeline(TimelineStyle { width: 80, ascii: false });
    expected.assert_eq(&format!("{}\n{picture}", explanation.to_text(100)));
}

#[test]
fn the_ethical_rules_are_explained_over_christmas() {
    check(
        ETHICAL_RULES,
        &situation(None, "t+1d request-information; t+3d answer; t+8d tick"),
        expect![[r#"
            Ethical Rules, times in Europe/Amsterdam
            Received Wed 23 Dec 2026 16:00 CET (2026-12-23T15:00:00Z), severity not assessed
            Judged as of Thu 31 Dec 2026 16:00 CET (2026-12-31T15:00:00Z)

            What happened
              Wed 23 Dec 2026 16:00 CET report received (reporter)
              Thu 24 Dec 2026 16:00 CET information requested (team)
              Sat 26 Dec 2026 16:00 CET information given (reporter)

            What is owed

              respond: evaluate to reporter, due Tue 5 Jan 2027 16:00 CET (2027-01-05T15:00:00Z)
                running: due in 5 days
                still to be given: evaluation, expected resolution date
                why (promise): “We will respond to your report within 7 business days with our evaluation of the
                  report and an expected resolution date.”
                7 business days from Wed 23 Dec 2026 16:00 CET (report received), the 24 hours of each business
                  day.
                Do not count: Fri 25 Dec (a holiday), Sat 26 Dec to Sun 27 Dec (weekend), Fri 1 Jan (a holiday),
                  Sat 2 Jan to Sun 3 Jan (weekend).

              update: update to reporter, due (own aim) Wed 6 Jan 2027 16:00 CET (2027-01-06T15:00:00Z)
                running: own aim, due in 6 days
                still to be given: progress
                why (promise): “We will keep you informed of the progress towards resolving the problem.”
                14 days from Wed 23 Dec 2026 16:00 CET (report received), day and night, weekends included.

              resolve: fix to users, due (own aim) Tue 23 Mar 2027 16:00 CET (2027-03-23T15:00:00Z)
                running: own aim, due in 82 days
                why (promise): “we would like to know about it so we can take steps to address it as quickly as
                  possible, while protecting our users and their data.”
                90 days from Wed 23 Dec 2026 16:00 CET (report received), day and night, weekends included.

            Not started
              notify waits for: fix released. We tell you as soon as possible after a fix is released (our own
                aim: within 2 business days).

            respond ━━━━━━━───┃
            update  ━━━━━━━────┃
            resolve ━━━━━━━────────────────────────────────────────────────────────────────┃
                          ▲
                    Wed 23 Dec 2026 16:00                              Tue 23 Mar 2027 16:00
            ━ running, ┅ standing still, ─ ahead, ┃ due, ┊ latest arguable, ● kept, ╳ late,
              ▲ as of
        "#]],
    );
}

#[test]
fn the_feature_table_is_explained_over_christmas() {
    check(
        FEATURE_TABLE,
        &situation(Some(Severity::High), "t+2d acknowledge; t+5d accept"),
        expect![[r#"
        Feature Table, times in UTC
        Received Wed 23 Dec 2026 16:00 UTC (2026-12-23T16:00:00Z), severity high
        Judged as of Mon 28 Dec 2026 16:00 UTC (2026-12-28T16:00:00Z)

        What happened
          Wed 23 Dec 2026 16:00 UTC report received (reporter)
          Wed 23 Dec 2026 16:00 UTC severity assessed: high (team)
          Fri 25 Dec 2026 16:00 UTC acknowledged (team)
          Mon 28 Dec 2026 16:00 UTC validated (team)
          Mon 28 Dec 2026 16:00 UTC accepted (team)

        What is owed

          acknowledge: acknowledge to reporter, due Thu 24 Dec 2026 16:00 UTC (2026-12-24T16:00:00Z)
            kept late, Fri 25 Dec 2026 16:00 UTC: 24 hours after it was due
            why (promise): “Our security team will acknowledge receipt of your report within 24 hours and
              will provide regular updates on the progress of the investigation.”
            24 hours from Wed 23 Dec 2026 16:00 UTC (report received), day and night, weekends included.

          update: update to reporter, due (own aim) Wed 30 Dec 2026 16:00 UTC (2026-12-30T16:00:00Z)
            kept Mon 28 Dec 2026 16:00 UTC, 2 days before it was due
            why (promise): “Our security team will acknowledge receipt of your report within 24 hours and
              will provide regular updates on the progress of the investigation.”
            7 days from Wed 23 Dec 2026 16:00 UTC (report received), day and night, weekends included.

          update #2: update to reporter, due (own aim) Mon 4 Jan 2027 16:00 UTC (2027-01-04T16:00:00Z)
            running: own aim, due in 7 days
            still to be given: progress
            why (promise): “Our security team will acknowledge receipt of your report within 24 hours and
              will provide regular updates on the progress of the investigation.”
            7 days from Mon 28 Dec 2026 16:00 UTC (validated), day and night, weekends included.

          fix: fix to users, due (own aim) Fri 26 Feb 2027 16:00 UTC (2027-02-26T16:00:00Z)
            running: own aim, due in 60 days
            why (promise): “Once the vulnerability has been thoroughly assessed, we will take the necessary
              steps to address it.”
            60 days from Mon 28 Dec 2026 16:00 UTC (validated), day and night, weekends included.

          resolve: fix to reporter, due (own aim) Tue 23 Mar 2027 16:00 UTC (2027-03-23T16:00:00Z)
            running: own aim, due in 85 days
            why (target): “We aim to respond to all vulnerability reports in a timely manner and work
              towards resolving them as quickly as possible.”
            90 days from Wed 23 Dec 2026 16:00 UTC (report received), day and night, weekends included.

        Not started
          publish waits for: fix released. Our own target is to publish an advisory as soon as possible
            after a fix is released (our own aim: within 7 days).

        acknowledge ┃●
        update      ━━━● ┃
        update #2      ━────┃
        fix            ━────────────────────────────────────────────┃
        resolve     ━━━━───────────────────────────────────────────────────────────────┃
                       ▲
                    Wed 23 Dec 2026 16:00                          Tue 23 Mar 2027 16:00
        ━ running, ┅ standing still, ─ ahead, ┃ due, ┊ latest arguable, ● kept, ╳ late,
          ▲ as of
    "#]],
    );
}

#[test]
fn the_severities_of_sigtech_are_explained_over_christmas() {
    check(
        SIGTECH,
        &situation(Some(Severity::High), "t+30h message"),
        expect![[r#"
        SigTech, times in Europe/London
        Received Wed 23 Dec 2026 16:00 GMT (2026-12-23T16:00:00Z), severity high
        Judged as of Thu 24 Dec 2026 22:00 GMT (2026-12-24T22:00:00Z)

        What happened
          Wed 23 Dec 2026 16:00 GMT report received (reporter)
          Wed 23 Dec 2026 16:00 GMT severity assessed: high (team)
          Thu 24 Dec 2026 22:00 GMT message sent (team)

        What is owed

          respond-severe: respond to reporter, due Thu 24 Dec 2026 16:00 GMT (2026-12-24T16:00:00Z)
            kept late, Thu 24 Dec 2026 22:00 GMT: 6 hours after it was due
            why (promise): “Severe issues: 24 hours”
            24 hours from Wed 23 Dec 2026 16:00 GMT (report received), day and night, weekends included.

        respond-severe ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┃╳╳╳╳╳╳╳╳╳╳╳╳●
                                                                                       ▲
                       Wed 23 Dec 2026 16:00                       Thu 24 Dec 2026 22:00
        ━ running, ┅ standing still, ─ ahead, ┃ due, ┊ latest arguable, ● kept, ╳ late,
          ▲ as of
    "#]],
    );
    check(
        SIGTECH,
        &situation(None, "t+2h assess-severity severity=low"),
        expect![[r#"
        SigTech, times in Europe/London
        Received Wed 23 Dec 2026 16:00 GMT (2026-12-23T16:00:00Z), severity not assessed
        Judged as of Wed 23 Dec 2026 18:00 GMT (2026-12-23T18:00:00Z)

        What happened
          Wed 23 Dec 2026 16:00 GMT report received (reporter)
          Wed 23 Dec 2026 18:00 GMT severity assessed: low (team)

        What is owed

          respond-severe: respond to reporter, due Thu 24 Dec 2026 16:00 GMT (2026-12-24T16:00:00Z)
            no longer owed: the severity was assessed
            why (promise): “Severe issues: 24 hours”
            24 hours from Wed 23 Dec 2026 16:00 GMT (report received), day and night, weekends included.

          respond-other: respond to reporter, due Sat 26 Dec 2026 16:00 GMT (2026-12-26T16:00:00Z)
            running: due in 2 days
            why (promise): “Other issues: 72 hours”
            72 hours from Wed 23 Dec 2026 16:00 GMT (report received), day and night, weekends included.

        respond-severe ━━                   ┃
        respond-other  ━━──────────────────────────────────────────────────────────────┃
                        ▲
                       Wed 23 Dec 2026 16:00                       Sat 26 Dec 2026 16:00
        ━ running, ┅ standing still, ─ ahead, ┃ due, ┊ latest arguable, ● kept, ╳ late,
          ▲ as of
    "#]],
    );
}

#[test]
fn simprints_is_explained_over_christmas() {
    check(
        SIMPRINTS,
        &situation(
            Some(Severity::Critical),
            "t+2d acknowledge; t+6d accept; t+60d fix-released mitigation=release",
        ),
        expect![[r#"
            Simprints, times in Europe/London
            Received Wed 23 Dec 2026 16:00 GMT (2026-12-23T16:00:00Z), severity critical
            Judged as of Sun 21 Feb 2027 16:00 GMT (2027-02-21T16:00:00Z)

            What happened
              Wed 23 Dec 2026 16:00 GMT report received (reporter)
              Wed 23 Dec 2026 16:00 GMT severity assessed: critical (team)
              Fri 25 Dec 2026 16:00 GMT acknowledged (team)
              Tue 29 Dec 2026 16:00 GMT validated (team)
              Tue 29 Dec 2026 16:00 GMT accepted (team)
              Sun 21 Feb 2027 16:00 GMT fix ready (team)
              Sun 21 Feb 2027 16:00 GMT fix released (team)

            What is owed

              acknowledge: acknowledge to reporter, due (own aim) Tue 29 Dec 2026 16:00 GMT
                (2026-12-29T16:00:00Z)
                kept Fri 25 Dec 2026 16:00 GMT, 4 days before it was due
                why (promise): “You will receive an initial response acknowledging your report.”
                2 business days from Wed 23 Dec 2026 16:00 GMT (report received), the 24 hours of each business
                  day.
                Do not count: Fri 25 Dec (a holiday), Sat 26 Dec to Sun 27 Dec (weekend), Mon 28 Dec (a
                  holiday).

              evaluate: evaluate to reporter, due (own aim) Mon 4 Jan 2027 16:00 GMT (2027-01-04T16:00:00Z)
                kept Tue 29 Dec 2026 16:00 GMT, 6 days before it was due
                why (promise): “We will review all reported vulnerabilities.”
                5 business days from Wed 23 Dec 2026 16:00 GMT (report received), the 24 hours of each business
                  day.
                Do not count: Fri 25 Dec (a holiday), Sat 26 Dec to Sun 27 Dec (weekend), Mon 28 Dec (a
                  holiday), Fri 1 Jan (a holiday), Sat 2 Jan to Sun 3 Jan (weekend).

              decide: decide to reporter, due (own aim) Sat 2 Jan 2027 16:00 GMT (2027-01-02T16:00:00Z)
                kept Tue 29 Dec 2026 16:00 GMT, 4 days before it was due
                why (promise): “We will let you know whether we accept the vulnerability as a valid security
                  issue as soon as possible.”
                10 days from Wed 23 Dec 2026 16:00 GMT (report received), day and night, weekends included.

              fix: fix to users, due (own aim) Mon 29 Mar 2027 17:00 BST (2027-03-29T16:00:00Z)
                kept Sun 21 Feb 2027 16:00 GMT, 36 days before it was due
                why (promise): “If we accept the vulnerability, we will work to fix it and release a patch as
                  soon as possible.”
                90 days from Tue 29 Dec 2026 16:00 GMT (accepted), day and night, weekends included.
                The clocks change in between (GMT to BST), so the time on the wall moves and the hours do not.

              credit: credit to reporter, due (own aim) Sun 7 Mar 2027 16:00 GMT (2027-03-07T16:00:00Z)
                running: own aim, due in 14 days
                why (promise): “We will publicly credit you for finding the vulnerability unless you request
                  otherwise.”
                14 days from Sun 21 Feb 2027 16:00 GMT (fix released), day and night, weekends included.

            Not started
              patch-components waits for: upstream notified. We release a fix or mitigation as soon as possible
                after we have learned of a patch for a component (our own aim: within 14 days).

            acknowledge ━●  ┃
            evaluate    ━━━━●   ┃
            decide      ━━━━● ┃
            fix             ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━●                         ┃
            credit                                               ━─────────┃
                                                                 ▲
                        Wed 23 Dec 2026 16:00                          Mon 29 Mar 2027 17:00
            ━ running, ┅ standing still, ─ ahead, ┃ due, ┊ latest arguable, ● kept, ╳ late,
              ▲ as of
        "#]],
    );
}

#[test]
fn the_supported_versions_are_explained_over_christmas() {
    check(
        SUPPORTED_VERSIONS,
        &situation(Some(Severity::Low), ""),
        expect![[r#"
        Supported Versions, times in America/New_York
        Received Wed 23 Dec 2026 16:00 EST (2026-12-23T21:00:00Z), severity low
        Judged as of Wed 23 Dec 2026 16:00 EST (2026-12-23T21:00:00Z)

        What happened
          Wed 23 Dec 2026 16:00 EST report received (reporter)
          Wed 23 Dec 2026 16:00 EST severity assessed: low (team)

        What is owed

          acknowledge: acknowledge to reporter, due Fri 25 Dec 2026 16:00 EST (2026-12-25T21:00:00Z)
            running: due in 2 days
            why (promise): “We will acknowledge your report within 48 hours and will work with you to
              understand the issue and evaluate its impact.”
            48 hours from Wed 23 Dec 2026 16:00 EST (report received), day and night, weekends included.

          evaluate: evaluate to reporter, due (own aim) Wed 30 Dec 2026 16:00 EST (2026-12-30T21:00:00Z)
            running: own aim, due in 7 days
            why (promise): “Once we receive a vulnerability report, our security team will promptly review
              and prioritize it based on its severity and impact.”
            5 business days from Wed 23 Dec 2026 16:00 EST (report received), the 24 hours of each business
              day.
            Do not count: Sat 26 Dec to Sun 27 Dec (weekend).

          update: update to reporter, due (own aim) Wed 6 Jan 2027 16:00 EST (2027-01-06T21:00:00Z)
            running: own aim, due in 14 days
            still to be given: progress
            why (promise): “We will communicate with you throughout the process, providing updates and any
              additional information we may need.”
            14 days from Wed 23 Dec 2026 16:00 EST (report received), day and night, weekends included.

        Not started
          fix waits for: accepted. We release a fix or mitigation as soon as possible after we have accepted
            it (our own aim: within 90 days).
          credit waits for: resolved. We credit you as soon as possible after it is resolved (our own aim:
            within 14 days). You decide whether and how you are named.

        acknowledge ━────────┃
        evaluate    ━────────────────────────────────┃
        update      ━──────────────────────────────────────────────────────────────────┃
                    ▲
                    Wed 23 Dec 2026 16:00                           Wed 6 Jan 2027 16:00
        ━ running, ┅ standing still, ─ ahead, ┃ due, ┊ latest arguable, ● kept, ╳ late,
          ▲ as of
    "#]],
    );
}

/// Holidays by country, a closure, business days by day count, a law, a pause, more time.
fn berlin() -> String {
    let calendar = r#"[calendar]
zone = "Europe/Berlin"
country = "DE"
subdivision = "BE"
reading = "day count"
office_hours = { open = 09:00:00, close = 17:00:00 }
closure = [{ first = 2026-12-28, last = 2026-12-30, reason = "Everybody is away" }]
[[promise]]
id = "look"
do = "respond"
within = "3 business days"
source = "We answer within three business days."
[[promise]]
id = "first-look"
do = "acknowledge"
to = "public"
within = "12 business hours"
source = "Twelve office hours."
[[promise]]
id = "long"
do = "publish"
to = "public"
within = "20 business days"
source = "Twenty business days."
"#;
    WHOLE.replace("[calendar]\nzone = \"UTC\"\n", calendar)
}

#[test]
fn every_way_of_counting_is_said() {
    check(
        &berlin(),
        &situation(
            Some(Severity::High),
            "t+1d record-attack; t+2d request-information; t+10d extend promise=decide until=t+40d; \
             t+11d agree-extension promise=decide; t+100d tick",
        ),
        expect![[r#"
            Whole, times in Europe/Berlin
            Received Wed 23 Dec 2026 16:00 CET (2026-12-23T15:00:00Z), severity high
            Judged as of Fri 2 Apr 2027 17:00 CEST (2027-04-02T15:00:00Z)

            What happened
              Wed 23 Dec 2026 16:00 CET report received (reporter)
              Wed 23 Dec 2026 16:00 CET embargo began (program)
              Wed 23 Dec 2026 16:00 CET severity assessed: high (team)
              Thu 24 Dec 2026 16:00 CET attack observed (team)
              Fri 25 Dec 2026 16:00 CET information requested (team)
              Sat 2 Jan 2027 16:00 CET extension offered (team)
              Sun 3 Jan 2027 16:00 CET extension agreed (reporter)

            What is owed

              look: respond to reporter, due Mon 4 Jan 2027 24:00 CET (2027-01-04T23:00:00Z)
                kept Fri 25 Dec 2026 16:00 CET, 10 days before it was due
                why (promise): “We answer within three business days.”
                3 business days from Wed 23 Dec 2026 16:00 CET (report received), until the end of the last of
                  them.
                Do not count: Fri 25 Dec (Christmas Day), Sat 26 Dec to Sun 27 Dec (weekend), Mon 28 Dec to Wed
                  30 Dec (Everybody is away), Fri 1 Jan (New Year's Day), Sat 2 Jan to Sun 3 Jan (weekend).

              first-look: acknowledge to public, due Thu 31 Dec 2026 12:00 CET (2026-12-31T11:00:00Z)
                kept Fri 25 Dec 2026 16:00 CET, 5 days before it was due
                why (promise): “Twelve office hours.”
                12 business hours from Wed 23 Dec 2026 16:00 CET (report received), between 09:00 and 17:00 on
                  business days.
                Do not count: Fri 25 Dec (Christmas Day), Sat 26 Dec to Sun 27 Dec (weekend), Mon 28 Dec to Wed
                  30 Dec (Everybody is away).

              long: publish to public, due Wed 27 Jan 2027 24:00 CET (2027-01-27T23:00:00Z)
                broken: 64 days late
                why (promise): “Twenty business days.”
                20 business days from Wed 23 Dec 2026 16:00 CET (report received), until the end of the last of
                  them.
                Do not count: Fri 25 Dec (Christmas Day), Mon 28 Dec to Wed 30 Dec (Everybody is away), Fri 1
                  Jan (New Year's Day), 5 weekends.

              acknowledge: acknowledge to reporter, due Fri 25 Dec 2026 16:00 CET (2026-12-25T15:00:00Z)
                kept Fri 25 Dec 2026 16:00 CET
                why (promise): “We acknowledge within two days.”
                2 days from Wed 23 Dec 2026 16:00 CET (report received), day and night, weekends included.

              evaluate: evaluate to reporter, due Wed 13 Jan 2027 16:00 CET (2027-01-13T15:00:00Z)
                broken: 79 days late
                still to be given: evaluation, expected resolution date
                why (promise): “We evaluate within seven days, not counting the time we wait for you.”
                7 days from Wed 23 Dec 2026 16:00 CET (report received), day and night, weekends included.
                stands still since Fri 25 Dec 2026 16:00 CET, awaiting reporter; the due time is the one for a
                  wait that lasts as long as it may

              decide: decide to reporter, due Mon 1 Feb 2027 16:00 CET (2027-02-01T15:00:00Z)
                broken: 60 days late
                why (promise): “We decide within fourteen days.”
                14 days from Wed 23 Dec 2026 16:00 CET (report received), day and night, weekends included.
                The reporter agreed to more time: until Mon 1 Feb 2027 16:00 CET.

              update: update to reporter, due Wed 30 Dec 2026 16:00 CET (2026-12-30T15:00:00Z)
                kept Fri 25 Dec 2026 16:00 CET, 5 days before it was due
                why (promise): “We write every seven days.”
                7 days from Wed 23 Dec 2026 16:00 CET (report received), day and night, weekends included.

              update #2: update to reporter, due Fri 1 Jan 2027 16:00 CET (2027-01-01T15:00:00Z)
                kept late, Sat 2 Jan 2027 16:00 CET: 24 hours after it was due
                why (promise): “We write every seven days.”
                7 days from Fri 25 Dec 2026 16:00 CET (information requested), day and night, weekends included.

              update #3: update to reporter, due Sat 9 Jan 2027 16:00 CET (2027-01-09T15:00:00Z)
                broken: 83 days late
                why (promise): “We write every seven days.”
                7 days from Sat 2 Jan 2027 16:00 CET (extension offered), day and night, weekends included.

              warn-csirt: report to csirt, due Fri 25 Dec 2026 16:00 CET (2026-12-25T15:00:00Z)
                broken: 98 days late
                latest arguable Fri 25 Dec 2026 17:00 CET (2026-12-25T16:00:00Z)
                why (law): “CRA Article 14(2)(a)”
                24 hours from Thu 24 Dec 2026 16:00 CET (attack observed), day and night, weekends included.
                A law never pauses. Counted as Regulation (EEC, Euratom) No 1182/71 counts, it could be argued
                  until Fri 25 Dec 2026 17:00 CET; the strict time is the one to keep.

            Not started
              fix-other waits for: accepted. We release a fix or mitigation within 60 days after we have
                accepted it when its severity is low, medium or high.
              publish waits for: fix released. We publish an advisory as soon as possible after a fix is
                released (our own aim: within 7 days).

            look        ━●      ┃
            first-look  ━●   ┃
            long        ━━━━━━━━━━━━━━━━━━━━━━━┃╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳
            acknowledge ━●
            evaluate    ━┅┅┅┅┅┅┅┅┅┅┅┅┅┃╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳
            decide      ━━━━━━━━━━━━━━━━━━━━━━━━━━┃╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳
            update      ━●  ┃
            update #2    ━━━━━●
            update #3         ━━━━━┃╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳
            warn-csirt  ━┃╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳╳
                                                                                           ▲
                        Wed 23 Dec 2026 16:00                           Fri 2 Apr 2027 17:00
            ━ running, ┅ standing still, ─ ahead, ┃ due, ┊ latest arguable, ● kept, ╳ late,
              ▲ as of
        "#]],
    );
}

#[test]
fn an_advisory_that_is_owed_says_when_the_policy_publishes() {
    let source = WHOLE.replace(
        "maximum = \"90 days\"\n",
        "maximum = \"90 days\"\nrelease_days = [\"tuesday\"]\nrelease_at = 10:00:00\n",
    );
    let said = |source: &str, script: &str| {
        explained(&policy(source), &situation(None, script)).to_text(200)
    };
    let script = "t+1d accept; t+2d fix-ready; t+3d fix-released mitigation=release";
    let once = said(&source, script);
    let only = "The policy publishes at set times; Tue 29 Dec 2026 10:00 UTC is the only one before this is due.";
    assert!(once.contains(only), "{once}");
    let longer = said(&source.replace("target = \"7 days\"", "target = \"20 days\""), script);
    let last = "the next one is Tue 29 Dec 2026 10:00 UTC, the last before this is due Tue 12 Jan 2027 10:00 UTC.";
    assert!(longer.contains(last), "{longer}");
    let short = said(&source.replace("target = \"7 days\"", "target = \"1 day\""), script);
    assert!(short.contains("none lies before this is due: the next one is Tue 29 Dec"), "{short}");
    assert!(!said(WHOLE, script).contains("set times"), "no hour is named");
}

#[test]
fn duties_that_no_event_starts_are_said_with_how_they_stand() {
    let source = WHOLE
        .replace("type = \"application\"\n", "type = \"application\"\nrole = \"manufacturer\"\n")
        + "[law]\npacks = [\"cra\", \"psti\"]\nmember_state = \"DE\"\n";
    let said = |source: &str, received| {
        let script = "t+1d accept; t+2d fix-ready; t+3d fix-released mitigation=release";
        let situation = Situation { received, severity: None, script, as_of: None };
        let explanation = explained(&policy(source), &situation);
        let lasting = explanation.lasting.iter();
        lasting.map(|duty| format!("{}: {}", duty.duty, duty.stands)).collect::<Vec<_>>()
    };
    assert_eq!(
        said(&source, "2028-01-10T09:00"),
        [
            "cra-keep-documentation: what begins on Thu 13 Jan 2028 is kept until Wed 13 Jan 2038 at least",
            "cra-keep-updates: what begins on Thu 13 Jan 2028 is kept until Wed 13 Jan 2038 at least",
            "psti-published-timescales: kept: the policy gives every time that is asked for",
        ]
    );
    // Before the days of the regulation only the older law is in force; a steward keeps nothing under it.
    assert_eq!(said(&source, CHRISTMAS).len(), 1);
    let steward = source.replace("\"manufacturer\"", "\"steward\"");
    assert_eq!(said(&steward, "2028-01-10T09:00").len(), 1);
    let vague = source.replace(
        "do = \"update\"\nwithin = \"7 days\"\nevery = \"7 days\"\n",
        "do = \"update\"\nwithin = \"regularly\"\n",
    );
    let open = said(&vague, CHRISTMAS);
    assert_eq!(open, ["psti-published-timescales: open: the policy gives no time to update"]);
}

#[test]
fn the_clocks_of_a_law_show_the_later_time_and_only_those_of_the_teams_role() {
    let source = berlin()
        .replace("type = \"application\"\n", "type = \"application\"\nrole = \"manufacturer\"\n")
        + "[law]\npacks = [\"cra\"]\nmember_state = \"DE\"\n";
    let policy = policy(&source);
    let script = "t+1d record-attack; t+1d2h decide-regime regime=exploited applies=applies";
    let explanation = explained(&policy, &situation(Some(Severity::High), script));
    let warning = explanation.owed.iter().find(|owed| owed.promise == "cra-early-warning").unwrap();
    assert_eq!((warning.class, warning.to, warning.is_quoted), ("law", "csirt", false));
    let due = warning.due.as_ref().unwrap();
    let latest = warning.latest_arguable.as_ref().unwrap();
    assert!(latest.utc > due.utc, "{warning:?}");
    let said = explanation.to_text(200);
    assert!(said.contains(&format!("latest arguable {}", latest.local)), "{said}");
    assert!(said.contains("why (law): Article 14(2)(a)"), "{said}");
    assert!(said.contains("regime decided: exploited"), "{said}");
    let waiting: Vec<_> = explanation.not_started.iter().map(|one| one.promise.as_str()).collect();
    assert!(waiting.contains(&"cra-final-report"), "{waiting:?}");
    assert!(waiting.iter().all(|id| !id.contains("steward")), "{waiting:?}");
}

#[test]
fn a_year_without_known_holidays_is_said_and_not_passed_over() {
    let policy = policy(&berlin());
    let late = Situation { received: "2031-12-30T10:00", ..situation(None, "") };
    let said = explained(&policy, &late).to_text(300);
    assert!(
        said.contains("The public holidays of Berlin (Germany) are known for 2024 to 2031 only"),
        "{said}"
    );
    let within = Situation { received: "2030-12-30T10:00", ..situation(None, "") };
    assert!(!explained(&policy, &within).to_text(300).contains("are known for"));
}

#[test]
fn the_picture_is_as_wide_as_asked_and_ascii_where_asked() {
    let policy = policy(&berlin());
    let explanation = explained(&policy, &situation(None, "t+2d request-information; t+9d tick"));
    for width in [1, 40, 57, 80, 200] {
        let picture = explanation.timeline(TimelineStyle { width, ascii: true });
        assert!(picture.is_ascii());
        let bars = picture.lines().take(explanation.owed.len() + 2);
        for line in bars {
            assert!(line.len() <= width.max(40), "width {width}: {line}");
        }
        for line in explanation.to_text(width).lines() {
            let unbreakable = !line.trim().contains(' ');
            assert!(line.chars().count() <= width.max(40) || unbreakable, "width {width}: {line}");
        }
    }
}

#[test]
fn two_policies_are_compared_on_the_same_history() {
    let (first, second) = (policy(SIGTECH), policy(SIMPRINTS));
    let past =
        history(&first, &situation(Some(Severity::High), "t+30h message; t+90d tick")).unwrap();
    let both = compare(&explain(&first, &past), &explain(&second, &past));
    expect![[r#"
        respond to reporter: only first
          sigtech.toml: respond-severe, due Thu 24 Dec 2026 16:00 GMT; kept late, Thu 24 Dec 2026 22:00 GMT:
            6 hours after it was due
          simprints.toml: owes no such thing
        acknowledge to reporter: only second
          sigtech.toml: owes no such thing
          simprints.toml: acknowledge, due (own aim) Tue 29 Dec 2026 16:00 GMT; kept Thu 24 Dec 2026 22:00
            GMT, 4 days before it was due
        evaluate to reporter: only second
          sigtech.toml: owes no such thing
          simprints.toml: evaluate, due (own aim) Mon 4 Jan 2027 16:00 GMT; own aim passed 78 days ago; no
            promise is broken
        decide to reporter: only second
          sigtech.toml: owes no such thing
          simprints.toml: decide, due (own aim) Sat 2 Jan 2027 16:00 GMT; own aim passed 80 days ago; no
            promise is broken
    "#]].assert_eq(&both.to_text(("sigtech.toml", "simprints.toml"), 100));
    let same = compare(&explain(&first, &past), &explain(&first, &past));
    assert!(same.promises.iter().all(|row| row.change == "same"), "{same:?}");
}

#[test]
fn situations_that_cannot_be_are_refused_with_a_remedy() {
    let policy = policy(WHOLE);
    let said = |received: &str, script: &str, as_of: Option<&str>| {
        let situation = Situation { received, severity: None, script, as_of };
        history(&policy, &situation).map_or_else(|error| format!("{error}\n"), |_| String::new())
    };
    let moment = "2026-12-23T16:00Z";
    let all = [
        said("yesterday", "", None),
        said("t+1d", "", None),
        said(moment, "t+1d acknowlege", None),
        said(moment, "t+1d", None),
        said(moment, "soon acknowledge", None),
        said(moment, "t+1d acknowledge\n2026-12-20T09:00 acknowledge", None),
        said(moment, "t+1d answer text=\"open", None),
        said(moment, "t+1d acknowledge now", None),
        said(moment, "t+1d assess-severity severity=awful", None),
        said(moment, "t+1d assess-severity color=red", None),
        said(moment, "t+1d agree-extension promise=decide", None),
        said(moment, "t+99999999999999w tick", None),
        said(moment, "t+9999999w tick", None),
        said(moment, "t+5d tick", Some("t+2d")),
        said(moment, "", Some("next week")),
        said(moment, &"t+1d tick\n".repeat(1_001), None),
    ];
    assert!(all.iter().all(|line| !line.is_empty()), "{all:#?}");
    let unlike = said(moment, "t+1d celebrate", None);
    assert!(unlike.contains("`celebrate`; the events are: acknowledge, message, "), "{unlike}");
    expect![[r#"
        "yesterday" is not a time of receipt: write a moment like 2026-12-23T16:00, on the policy's clock, or with an offset, like 2026-12-23T15:00Z
        "t+1d" is not a time of receipt: write a moment like 2026-12-23T16:00, on the policy's clock, or with an offset, like 2026-12-23T15:00Z
        line 1, `t+1d acknowlege`: there is no event `acknowlege`; did you mean `acknowledge`?
        line 1, `t+1d`: a command is missing after the time, such as `acknowledge`
        line 1, `soon acknowledge`: "soon" is not a time; write how long after the receipt, like t+2d12h, or a moment, like 2026-12-24T10:00
        line 2, `2026-12-20T09:00 acknowledge`: this is before the report was received
        line 1, `t+1d answer text="open`: a quotation mark is opened and not closed
        line 1, `t+1d acknowledge now`: "now" is not a field; write name=value, with quotes round a value with spaces
        line 1, `t+1d assess-severity severity=awful`: severity: a severity is one of: low, medium, high, critical
        line 1, `t+1d assess-severity color=red`: color: this command has no such field; it has: severity, cvss, reason; severity: is needed: Decides which promises apply.
        line 1, `t+1d agree-extension promise=decide` cannot happen then: The team has not asked for more time. (our rule)
        line 1, `t+99999999999999w tick`: "t+99999999999999w" is not a time; write how long after the receipt, like t+2d12h, or a moment, like 2026-12-24T10:00
        line 1, `t+9999999w tick`: "t+9999999w" is not a time; write how long after the receipt, like t+2d12h, or a moment, like 2026-12-24T10:00
        2026-12-25T16:00:00Z lies before the last event, at 2026-12-28T16:00:00Z: ask for a later time, or leave that event out
        "next week" is not a time: write t+10d, counted from the receipt, or a moment like 2026-12-24T10:00
        a script has at most 1000 events: leave out those that change no clock
    "#]].assert_eq(&all.concat());
}

#[test]
fn a_script_may_be_written_loosely() {
    let policy = policy(WHOLE);
    let script = "# what happened\n t+2d  acknowledge text=\"Thanks; we look\" ; 2026-12-27 14:00 tick # later\n\
                  2026-12-24T10:00Z reporter> message text=x\n";
    let events =
        history(&policy, &Situation { received: "2026-12-23T16:00Z", ..situation(None, script) });
    // A time with a space is two words; the sentence says what was not understood.
    assert!(events.unwrap_err().to_string().contains("14:00"), "a moment is one word");
    let script = script.replace("2026-12-27 14:00", "2026-12-27T14:00");
    let past =
        history(&policy, &Situation { received: "2026-12-23 16:00", ..situation(None, &script) });
    let kinds: Vec<_> = past.unwrap().events.iter().map(|event| event.fact.kind()).collect();
    assert_eq!(kinds, ["ReportReceived", "EmbargoBegan", "ReporterWrote", "Acknowledged"]);
}

/// A command that a case may get, or not: what is refused is left out of the script.
fn any_script() -> impl Strategy<Value = String> {
    let command = prop_oneof![
        Just("acknowledge"),
        Just("message"),
        Just("request-information"),
        Just("answer"),
        Just("accept"),
        Just("progress"),
        Just("fix-ready"),
        Just("fix-released mitigation=release"),
        Just("record-attack"),
        Just("assess-severity severity=low"),
        Just("assess-severity severity=critical"),
        Just("tick"),
    ];
    proptest::collection::vec((0_u32..2_000, command), 0..8).prop_map(|mut steps| {
        steps.sort_unstable();
        steps.iter().map(|(hours, command)| format!("t+{hours}h {command}\n")).collect()
    })
}

/// The script without the statements that the rules refuse.
fn playable(policy: &Policy, received: &str, script: &str) -> String {
    let mut kept = String::new();
    for line in script.lines() {
        let longer = format!("{kept}{line}\n");
        let situation = Situation { received, severity: None, script: &longer, as_of: None };
        if history(policy, &situation).is_ok() {
            kept = longer;
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_explanation_says_the_due_times_of_the_clocks_and_counts_the_days_it_names(
        second in 1_704_100_000_i64..1_920_000_000,
        script in any_script(),
    ) {
        let policy = policy(&berlin());
        let received = Instant::from_second(second).to_string();
        let script = playable(&policy, &received, &script);
        let situation = Situation { received: &received, severity: None, script: &script, as_of: None };
        let past = history(&policy, &situation).unwrap();
        let explanation = explain(&policy, &past);
        let clocks = clocks(&policy, &past.events, past.now);
        prop_assert_eq!(explanation.owed.len(), clocks.len());
        for (owed, clock) in explanation.owed.iter().zip(&clocks) {
            prop_assert_eq!(owed.due.as_ref().map(|due| due.utc), clock.due.map(|due| due.strict));
            prop_assert_eq!(owed.state, clock.state.name());
            prop_assert!(!owed.counted.is_empty());
            let weekdays = owed.not_counted.iter().filter(|run| !run.is_weekend);
            prop_assert!(weekdays.clone().all(|run| run.first <= run.last));
        }
        // "20 business days" by day count: the days after the first that are not named are twenty.
        let long = explanation.owed.iter().find(|owed| owed.promise == "long" && owed.pauses.is_empty());
        let counted = |owed: &crate::explain::Owed| {
            let calendar = &policy.calendar;
            let first = calendar.date(owed.from.utc);
            let last = calendar.date(owed.due.as_ref()?.utc);
            let off = |day: &clock::Date| {
                owed.not_counted.iter().any(|run| run.first <= *day && *day <= run.last)
            };
            let days = core::iter::successors(first.tomorrow().ok(), |day| day.tomorrow().ok());
            Some(days.take_while(|day| *day < last).filter(|day| !off(day)).count())
        };
        if let Some(long) = long {
            prop_assert_eq!(counted(long), Some(20), "{:?}", long);
        }
    }

    #[test]
    fn no_script_and_no_time_makes_it_panic(
        received in ".{0,20}|2026-1[0-2]-[0-3][0-9]T[0-2][0-9]:00",
        script in "([a-z0-9+:=# ;\"\n-]|t\\+|acknowledge|tick|9{5}){0,60}",
        as_of in proptest::option::of("(t\\+)?[0-9]{1,20}[dhwms]?"),
    ) {
        let policy = policy(WHOLE);
        let situation = Situation { received: &received, severity: None, script: &script, as_of: as_of.as_deref() };
        match history(&policy, &situation) {
            Ok(past) => {
                let explanation = explain(&policy, &past);
                let _ = (explanation.to_text(80), explanation.timeline(TimelineStyle { width: 80, ascii: false }));
            }
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }
}

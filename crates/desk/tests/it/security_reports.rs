//! The security report: who has access and uses it, what changed, what was read, what is amiss.

use access::Role;
use desk::{Error, SecurityReport};

use crate::house::{PASSPHRASE, in_a_house, in_both_houses, program};

const PROGRAM: &str = "sigtech";

fn holds(report: &SecurityReport, name: &str) -> bool {
    report.checks.iter().find(|check| check.name == name).unwrap().holds
}

// ASVS 16.2.1
#[test]
fn sec_16_a_security_report_names_stale_accounts_changes_restricted_reads_and_what_fails() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        for login in ["ben", "cleo"] {
            house.desk.add_member(&ada, &program, login, PASSPHRASE, Role::Analyst).await.unwrap();
        }
        house.set("2026-12-20T08:00:00Z");
        let case = house.report(&program).await.case;
        let ada = house.sign_in("ada").await;
        house.desk.restrict_case(&ada, &program, case, true).await.unwrap();
        let ada = house.sign_in("ada").await;
        house.desk.name_on_case(&ada, &program, case, "ben", Role::Analyst, None).await.unwrap();
        let ben = house.sign_in("ben").await;
        house.desk.open_case(&ben, &program, case).await.unwrap();
        house.desk.run_jobs_once().await.unwrap();
        let report = house.desk.security_report(&ada, &program).await.unwrap();
        let stale: Vec<_> =
            report.members.iter().filter(|member| member.stale).map(|m| m.login.as_str()).collect();
        assert_eq!(stale, ["cleo"], "{report:#?}");
        assert!(report.changes.iter().any(|line| line.act == "CaseShared" && line.who == "ada"));
        assert!(report.changes.iter().all(|line| line.act != "MemberGranted"), "75 days ago");
        let read = report.reads.iter().find(|line| line.act == "RestrictedCaseRead").unwrap();
        assert_eq!(read.who, "ben");
        assert!(!holds(&report, "stale accounts") && !holds(&report, "second factors"));
        assert!(holds(&report, "signatures of the logs") && !holds(&report, "backup"));
        assert!(!report.is_clean());
        assert!(report.deviations.iter().any(|words| words.contains("optional")), "{report:#?}");
        assert!(report.deviations.iter().any(|words| words.contains("two owners")));
        let alerts: u64 = report.alerts.iter().map(|count| count.waiting).sum();
        assert!(alerts > 0 && !holds(&report, "alerts"), "rights were changed");
        let refused = house.desk.security_report(&ben, &program).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    });
}

#[test]
fn sec_16_a_review_of_access_is_due_every_ninety_days_and_an_owner_says_that_it_was_done() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        house.set("2026-12-30T08:00:00Z");
        let ada = house.sign_in("ada").await;
        let report = house.desk.security_report(&ada, &program).await.unwrap();
        assert!(!report.review_due && holds(&report, "review of access"), "86 days");
        house.set("2027-01-04T08:00:00Z");
        let ada = house.sign_in("ada").await;
        let report = house.desk.security_report(&ada, &program).await.unwrap();
        assert!(report.review_due && !holds(&report, "review of access"), "91 days");
        house.desk.review_access(&ada, &program).await.unwrap();
        let report = house.desk.security_report(&ada, &program).await.unwrap();
        assert!(!report.review_due);
        assert_eq!(report.reviewed.as_deref(), Some("2027-01-04T08:00:00Z"));
        let console = house.desk.security_report_at_console(&program).await.unwrap();
        assert!(holds(&console, "log of the program") && holds(&console, "audit log"));
    });
}

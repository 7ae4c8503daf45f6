//! A case as a file that proves itself, to somebody who trusts nobody.

use access::Role;
use desk::{CaseExport, Error, NewFile, SubmissionKey};

use crate::house::{House, PASSPHRASE, in_both_houses, program, report};

const PROGRAM: &str = "feature-table";

async fn exported(house: &mut House) -> (CaseExport, String) {
    let ada = house.settle(&[PROGRAM]).await;
    let program = program(PROGRAM);
    let mut sent = report("A window into the vault");
    sent.files.push(NewFile { name: "poc.txt".to_owned(), bytes: b"look".to_vec() });
    let received = house.send(&program, sent, SubmissionKey::Fresh).await.unwrap();
    house.report(&program).await;
    house.set("2026-10-05T09:00:00Z");
    house.act(&ada, &program, received.case, "acknowledge", &[]).await.unwrap();
    house.act(&ada, &program, received.case, "accept", &[]).await.unwrap();
    let export = house.desk.export_case(&ada, &program, received.case).await.unwrap();
    (export, house.desk.program(&program).unwrap().ledger_key())
}

#[test]
fn sec_16_an_export_is_verified_offline_with_nothing_but_the_log_s_key() {
    in_both_houses(|mut house| async move {
        let (export, key) = exported(&mut house).await;
        let json = serde_json::to_string(&export).unwrap();
        let read: CaseExport = serde_json::from_str(&json).unwrap();
        let shown = read.verify(&key).unwrap();
        assert!(shown.contains("2 were kept"), "{shown}");
        assert_eq!(read.files[0].name, "poc.txt");
    });
}

#[test]
fn sec_16_a_changed_export_does_not_hold() {
    in_both_houses(|mut house| async move {
        let (export, key) = exported(&mut house).await;
        type Change = fn(&mut CaseExport);
        let changes: [(&str, Change); 12] = [
            ("details", |e| e.events[1].details = e.events[1].details.replace("Ack", "Uck")),
            ("salt", |e| e.events[0].salt = "00".repeat(32)),
            ("entry", |e| e.events[0].entry = e.events[0].entry.replace("reporter", "system")),
            ("index", |e| e.events[0].index += 1),
            ("proof", |e| e.events[0].inclusion[0] = "00".repeat(32)),
            ("left out", |e| drop(e.events.remove(1))),
            ("order", |e| e.events.swap(0, 1)),
            ("report", |e| e.reports[0].text = e.reports[0].text.replace("vault", "cellar")),
            ("policy", |e| e.policy.source = e.policy.source.replace("24 hours", "24 days")),
            ("clock", |e| e.clocks[0].state = "broken".to_owned()),
            ("status", |e| e.status = "Closed: resolved".to_owned()),
            ("head", |e| e.log.checkpoint = e.log.checkpoint.replacen('/', "//", 1)),
        ];
        for (what, change) in changes {
            let mut changed = export.clone();
            change(&mut changed);
            assert!(changed != export, "{what} was not changed");
            let verdict = changed.verify(&key);
            assert!(verdict.is_err(), "{what}: {verdict:?}");
        }
        let other = key.replace("feature-table", "feature-tables");
        assert!(export.verify(&other).is_err(), "another log's key");
    });
}

// ASVS 8.2.1
// ASVS 8.2.3
#[test]
fn sec_5_an_observer_sees_where_a_case_stands_and_no_text_of_it() {
    in_both_houses(|mut house| async move {
        let (export, _) = exported(&mut house).await;
        let ada = house.sign_in("ada").await;
        let program = program(PROGRAM);
        house.desk.add_member(&ada, &program, "olga", PASSPHRASE, Role::Observer).await.unwrap();
        let olga = house.sign_in("olga").await;
        let case = export.case.parse().unwrap();
        let outline = house.desk.outline(&olga, &program, case).await.unwrap();
        assert_eq!(outline.line.handle, export.handle);
        assert_eq!(outline.events.len(), export.events.len());
        let opened = house.desk.open_case(&olga, &program, case).await.map(|_| ());
        assert!(matches!(opened, Err(Error::Forbidden(_))), "{opened:?}");
        let refused = house.desk.export_case(&olga, &program, case).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    });
}

#[test]
fn a_receipt_file_holds_against_the_log_s_key() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        for _ in 0..5 {
            house.report(&program).await;
        }
        let reporter = house.desk.reporter(&received.receipt).await.unwrap();
        let file = house.desk.receipt_file(&reporter).await.unwrap();
        let key = house.desk.program(&program).unwrap().ledger_key();
        let facts = desk::verify_receipt_file(file.as_bytes(), &key).unwrap();
        assert_eq!(facts.case, received.case.to_string());
        let changed = file.replacen("Report", "Reprot", 1);
        assert!(desk::verify_receipt_file(changed.as_bytes(), &key).is_err());
    });
}

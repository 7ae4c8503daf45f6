//! A case in other hands: another program of the instance, or another Candor.

use access::Role;
use case::Fact;
use desk::joint::JointAct;
use desk::{CaseParcel, Error, Member, NewFile, PartySees, SubmissionKey, Visitor, read_case_key};
use policy::id::{CaseId, ProgramId};
use seal::{HandOverWords, PartyKey, Receipt};

use crate::acting::{publish, written};
use crate::house::{House, PASSPHRASE, in_a_house, in_both_houses, instruction, program, report};
use crate::joint::restored;
use crate::parties::{invite, join};

const FROM: &str = "sigtech";
const TO: &str = "feature-table";

/// A case with something of everything in it.
struct Full {
    ada: Member,
    from: ProgramId,
    to: ProgramId,
    case: CaseId,
    handle: String,
    receipt: Receipt,
    acme: PartyKey,
}

async fn full(house: &mut House) -> Full {
    let ada = house.settle(&[FROM, TO]).await;
    let (from, to) = (program(FROM), program(TO));
    house.desk.add_member(&ada, &from, "ben", PASSPHRASE, Role::Manager).await.unwrap();
    house.desk.add_member(&ada, &to, "cleo", PASSPHRASE, Role::Analyst).await.unwrap();
    let mut sent = report("A window into the vault");
    sent.files.push(NewFile { name: "poc.txt".to_owned(), bytes: b"look".to_vec() });
    let received = house.send(&from, sent, SubmissionKey::Fresh).await.unwrap();
    let case = received.case;
    let acts: [(&str, &[(&str, &str)]); 5] = [
        ("accept", &[]),
        ("assign", &[("to", "ada")]),
        ("note", &[("text", "CANARY-note")]),
        ("set-tlp", &[("tlp", "red")]),
        ("propose-embargo", &[("ends", "2026-12-01T12:00:00Z")]),
    ];
    for (command, fields) in acts {
        house.act(&ada, &from, case, command, fields).await.unwrap();
    }
    let reporter = house.desk.reporter(&received.receipt).await.unwrap();
    house.desk.act_as_reporter(&reporter, instruction("accept-embargo", &[])).await.unwrap();
    let credit = instruction("agree-credit", &[("line", "Grace Hopper")]);
    house.desk.act_as_reporter(&reporter, credit).await.unwrap();
    let acme = join(house, &invite(house, &ada, (&from, case), "acme").await).await;
    let told = [("text", "CANARY-told")];
    house.act(&ada, &from, case, "party-message", &told).await.unwrap();
    Full { ada, from, to, case, handle: received.handle, receipt: received.receipt, acme }
}

async fn sees(house: &House, secret: &PartyKey) -> desk::CaseOfParty {
    let cookie = house.desk.open_invitation(secret).await.unwrap();
    let Visitor::Party(party) = house.desk.visitor(Some(&cookie)).await.unwrap() else { panic!() };
    match house.desk.party_sees(&party).await.unwrap() {
        PartySees::Case(case) => case,
        PartySees::Terms(_) => panic!("it sees the terms"),
    }
}

// ASVS 8.2.2
#[test]
fn sec_13_a_case_that_went_over_opens_for_the_other_team_its_reporter_and_its_parties_and_for_nobody_else()
 {
    in_both_houses(|mut house| async move {
        let Full { ada, from, to, case, handle, receipt, acme } = full(&mut house).await;
        let opened = house.desk.open_case(&ada, &from, case).await.unwrap();
        let draft = written(&house, &ada, &opened, "A draft").await.unwrap();
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let held_to = opened.policy.version();
        let moved = house.desk.transfer_case(&ada, &from, case, &to).await.unwrap();
        assert_eq!((&moved.program, &moved.handle), (&to, &handle));

        let house = house.reopen().await;
        let (ben, cleo) = (house.sign_in("ben").await, house.sign_in("cleo").await);
        for program in [&from, &to] {
            let gone = house.desk.open_case(&ben, program, case).await.map(|_| ());
            assert!(matches!(gone, Err(Error::Forbidden(_) | Error::NotFound)), "{gone:?}");
        }
        let outline = house.desk.outline(&ben, &from, case).await.unwrap();
        assert_eq!(outline.erased.len(), 1, "the old team sees that it went");
        let opened = house.desk.open_case(&cleo, &to, case).await.unwrap();
        let words = serde_json::to_string(&opened.events).unwrap();
        assert!(words.contains("CANARY-note") && words.contains("CANARY-told"));
        assert_eq!(opened.policy.version(), held_to, "what was promised stays promised");
        assert_eq!((opened.state.assigned, opened.state.tlp()), (None, case::Tlp::Red));
        assert!(opened.state.embargo.state.binds());
        assert_eq!(opened.reports[0].1.title, "A window into the vault");
        let file = house.desk.open_file(&cleo, &to, case, opened.files[0].id).await.unwrap();
        assert_eq!((file.name.as_str(), &*file.bytes), ("poc.txt", &b"look"[..]));
        let kept = house.desk.advisory_of(&cleo, &opened).await.unwrap().draft;
        assert_eq!(kept.digest(), draft.digest());

        let reporter = house.desk.reporter(&receipt).await.unwrap();
        assert_eq!(reporter.program, to);
        let mailbox = house.desk.mailbox(&reporter).await.unwrap();
        let (_, last) = mailbox.events().last().unwrap();
        assert!(matches!(&last.fact, Fact::Transferred { from, .. } if from == FROM));
        let hello = instruction("message", &[("text", "Still here")]);
        house.desk.act_as_reporter(&reporter, hello).await.unwrap();
        let shared = sees(&house, &acme).await;
        assert_eq!(shared.program, to);
        assert!(serde_json::to_string(&shared.events).unwrap().contains("CANARY-told"));
        house.act(&cleo, &to, case, "message", &[("text", "We go on here")]).await.unwrap();
        house.act(&cleo, &to, case, "party-message", &[("text", "And here")]).await.unwrap();

        let ada = house.sign_in("ada").await;
        let report = house.desk.verify(None, Some(&ada)).await.unwrap();
        assert!(report.is_sound(), "{report}");
        let export = house.desk.export_case(&cleo, &to, case).await.unwrap();
        let key = house.desk.program(&to).unwrap().ledger_key();
        export.verify(&key).unwrap();
    });
}

#[test]
fn both_logs_say_that_a_case_went_over_and_commit_to_the_same_words() {
    in_a_house(|mut house| async move {
        let Full { ada, from, to, case, .. } = full(&mut house).await;
        let before = house.desk.export_case(&ada, &from, case).await.unwrap();
        house.desk.transfer_case(&ada, &from, case, &to).await.unwrap();
        let after = house.desk.export_case(&ada, &to, case).await.unwrap();
        for (old, new) in before.events.iter().zip(&after.events) {
            assert_eq!((&old.details, &old.salt), (&new.details, &new.salt));
        }
        assert_eq!(after.events.len(), before.events.len() + 1);
        let places = house.places();
        drop(house.desk);
        let database = rusqlite::Connection::open(places.data.join("candor.db")).unwrap();
        let entries = |program: &str, act: &str| -> Vec<String> {
            let sql = "SELECT CAST(entry AS TEXT) FROM ledger_leaf WHERE program_id = ?1 AND CAST(entry AS TEXT) LIKE ?2";
            let mut found = database.prepare(sql).unwrap();
            let rows = found.query_map([program, &format!("%\"{act}\"%")], |row| row.get(0));
            rows.unwrap().map(Result::unwrap).collect()
        };
        let out = entries(FROM, "CaseHandedOver");
        assert!(out.len() == 1 && out[0].contains(&format!("case:{case}/to:{TO}")), "{out:?}");
        let come = entries(TO, "CaseTakenOver");
        assert!(come.len() == 1 && come[0].contains(&format!("case:{case}/from:{FROM}")));
        assert!(
            entries(TO, "CaseHandedOver").is_empty() && entries(FROM, "CaseTakenOver").is_empty()
        );
        let keys: i64 = database
            .query_row("SELECT count(*) FROM case_key WHERE program_id = ?1", [FROM], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(keys, 0, "no wrap of the old key is left");
    });
}

#[test]
fn a_case_goes_over_only_when_nothing_is_lost_by_it_and_somebody_who_may_says_so() {
    in_a_house(|mut house| async move {
        let Full { ada, from, to, case, .. } = full(&mut house).await;
        let ben = house.sign_in("ben").await;
        let cleo = house.sign_in("cleo").await;
        let desk = &house.desk;
        let told = |outcome: Result<desk::Transferred, Error>, words: &str| {
            let Err(Error::Fields(fields)) = outcome else { panic!("{words}: {outcome:?}") };
            assert!(fields[0].message.contains(words), "{}", fields[0].message);
        };
        told(desk.transfer_case(&ben, &from, case, &to).await, "do not work on its cases");
        told(desk.transfer_case(&ada, &from, case, &program("nowhere")).await, "no such program");
        told(desk.transfer_case(&ada, &from, case, &from).await, "in that program already");
        let hidden = desk.transfer_case(&cleo, &from, case, &to).await;
        assert!(matches!(hidden, Err(Error::NotFound)), "{hidden:?}");
        let linked = house.report(&from).await;
        let of = [("of", linked.handle.as_str()), ("reason", "Known.")];
        let other = house.report(&from).await;
        house.act(&ada, &from, other.case, "mark-duplicate", &of).await.unwrap();
        for case in [linked.case, other.case] {
            told(house.desk.transfer_case(&ada, &from, case, &to).await, "belong to it");
        }
        let published = house.report(&from).await.case;
        house.act(&ada, &from, published, "accept", &[]).await.unwrap();
        publish(&house, &ada, &from, published, "Out").await.unwrap();
        told(house.desk.transfer_case(&ada, &from, published, &to).await, "is published");
        let held = house.report(&from).await.case;
        let why = "A court asked for it.";
        let made =
            house.desk.propose(&ada, &from, JointAct::SetHold, Some(held), why).await.unwrap();
        house.desk.agree_to_proposal(&ben, &from, made.id).await.unwrap();
        told(house.desk.transfer_case(&ada, &from, held, &to).await, "legal hold");
        house.desk.restrict_case(&ada, &from, held, true).await.unwrap();
        let ada = house.sign_in("ada").await;
        told(house.desk.transfer_case(&ada, &from, held, &to).await, "restricted case");
        house.desk.transfer_case(&ada, &from, case, &to).await.unwrap();
        told(house.desk.transfer_case(&ada, &to, case, &from).await, "had this case before");
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn a_backup_from_before_a_case_went_over_still_has_it() {
    in_a_house(|mut house| async move {
        let Full { ada, from, to, case, .. } = full(&mut house).await;
        house.desk.run_jobs_once().await.unwrap();
        let backup = house.folder.path().join("older.candor");
        house.desk.backup(&backup).await.unwrap();
        house.desk.transfer_case(&ada, &from, case, &to).await.unwrap();
        house.desk.run_jobs_once().await.unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let desk = restored(&house, &backup, elsewhere.path()).await;
        let door = desk::Door::default();
        let ada = desk.sign_in("ada", PASSPHRASE, None, &door).await.unwrap().member.unwrap();
        desk.open_case(&ada, &from, case).await.unwrap();
    });
}

/// Another Candor, with a program of another name.
async fn another() -> (House, Member, ProgramId) {
    let mut house = House::alone().await;
    let zoe = house.settle(&["simprints"]).await;
    (house, zoe, program("simprints"))
}

// ASVS 14.2.8
#[test]
fn sec_16_a_case_that_another_candor_takes_over_has_a_past_that_proves_itself() {
    in_a_house(|mut house| async move {
        let Full { ada, from, case, handle, .. } = full(&mut house).await;
        let (there, zoe, program) = another().await;
        let line = there.desk.case_key_line(&there.desk.program(&program).unwrap()).unwrap();
        let key = read_case_key(&line).unwrap();
        let sealed = house.desk.hand_over_case(&ada, &from, case, &key).await.unwrap();
        let log_key = house.desk.program(&from).unwrap().ledger_key();
        // Somebody joins and leaves: files that are on their way still open.
        let eve = there.desk.add_member(&zoe, &program, "eve", PASSPHRASE, Role::Analyst).await;
        there.desk.remove_member(&zoe, &program, eve.unwrap()).await.unwrap();
        let zoe = there.sign_in("ada").await;
        let parcel = there.desk.open_parcel(&zoe, &program, &sealed).await.unwrap();
        let taken =
            there.desk.take_case_over(&zoe, &program, &parcel, Some(&log_key)).await.unwrap();
        assert!(taken.shown.contains(&handle) && taken.compared && !taken.again, "{}", taken.shown);
        let opened = there.desk.open_case(&zoe, &program, taken.case).await.unwrap();
        assert_eq!(opened.state.tlp(), case::Tlp::Red);
        let ends = opened.state.embargo.terms.as_ref().unwrap().ends;
        assert!(ends <= crate::house::at("2026-12-01T12:00:00Z"), "{ends}");
        assert_eq!(opened.state.credit.line.as_ref().unwrap().as_str(), "Grace Hopper");
        assert_eq!(opened.reports[0].1.title, "A window into the vault");
        let stated = opened.events.iter().find_map(|event| match &event.fact {
            Fact::HistoryTaken { log, handle, digest, .. } => Some((log, handle, digest)),
            _ => None,
        });
        let (log, old_handle, digest) = stated.unwrap();
        assert_eq!((log.as_str(), old_handle), ("security.example.org/log/sigtech", &handle));
        // The past is a file that anybody verifies anew.
        let history =
            opened.files.iter().find(|file| file.name.ends_with("-history.json")).unwrap();
        let file = there.desk.open_file(&zoe, &program, taken.case, history.id).await.unwrap();
        let export: desk::CaseExport = serde_json::from_slice(&file.bytes).unwrap();
        export.verify(&log_key).unwrap();
        let hash = <sha2::Sha256 as sha2::Digest>::digest(&file.bytes);
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(&hash, digest);
        let poc = opened.files.iter().find(|file| file.name == "poc.txt").unwrap();
        let poc = there.desk.open_file(&zoe, &program, taken.case, poc.id).await.unwrap();
        assert_eq!(poc.bytes, b"look");
        // The sender writes with its receipt, and the same file makes one case.
        there.desk.reporter(&taken.receipt).await.unwrap();
        let again = there.desk.take_case_over(&zoe, &program, &parcel, None).await.unwrap();
        assert!(again.again && again.case == taken.case);
        assert!(there.desk.verify(None, Some(&zoe)).await.unwrap().is_sound());
        // The one who handed it over says so in its log, and keeps the case.
        house.desk.open_case(&ada, &from, case).await.unwrap();
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn a_handed_over_file_that_was_changed_or_is_for_somebody_else_begins_no_case() {
    in_a_house(|mut house| async move {
        let Full { ada, from, case, .. } = full(&mut house).await;
        let (there, zoe, program) = another().await;
        let words = HandOverWords::generate(&mut desk::SystemRandom);
        let to = words.public_key();
        let sealed = house.desk.hand_over_case(&ada, &from, case, &to).await.unwrap();
        let told = |outcome: Result<(), Error>, what: &str| {
            let Err(Error::Fields(fields)) = outcome else { panic!("{what}: {outcome:?}") };
            assert!(fields[0].message.starts_with("Nothing was taken over"), "{what}");
        };
        let opened = there.desk.open_parcel(&zoe, &program, &sealed).await.map(|_| ());
        told(opened, "sealed to words, not to the team");
        let others = HandOverWords::generate(&mut desk::SystemRandom);
        told(CaseParcel::open_with_words(&others, &sealed).map(|_| ()), "other words");
        let mut changed = sealed.clone();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        told(CaseParcel::open_with_words(&words, &changed).map(|_| ()), "a changed byte");
        told(CaseParcel::open_with_words(&words, &sealed[..last]).map(|_| ()), "cut short");
        // Whoever has the words may change what is inside; the log's proofs say so.
        let parcel = CaseParcel::open_with_words(&words, &sealed).unwrap();
        let text = serde_json::to_string(&parcel).unwrap();
        for (old, new) in [
            ("CANARY-note", "CANARY-nope"),
            ("A window into", "A door into"),
            ("candor-case/1", "candor-case/9"),
            ("\"seq\":2", "\"seq\":3"),
        ] {
            let forged = text.replace(old, new);
            assert_ne!(forged, text, "{old}");
            let sealed =
                seal::hand_over::seal(&to, forged.as_bytes(), &mut desk::SystemRandom).unwrap();
            let parcel = CaseParcel::open_with_words(&words, &sealed).unwrap();
            let taken = there.desk.take_case_over(&zoe, &program, &parcel, None).await;
            told(taken.map(|_| ()), old);
        }
        let other_key = there.desk.program(&program).unwrap().ledger_key();
        let parcel = CaseParcel::open_with_words(&words, &sealed).unwrap();
        let taken = there.desk.take_case_over(&zoe, &program, &parcel, Some(&other_key)).await;
        told(taken.map(|_| ()), "another log's key");
        let queue = there.desk.queue(&zoe, desk::QueueAsk::default()).await.unwrap();
        assert!(queue.lines.is_empty());
        for line in ["", "candor-case-key/1 app", "candor-case-key/1 app AAAA", "x y z"] {
            assert!(matches!(read_case_key(line), Err(Error::Fields(_))), "{line}");
        }
    });
}

#[test]
fn pol_9_who_sent_a_report_is_handed_over_only_where_they_agreed_to_it() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[FROM]).await;
        let from = program(FROM);
        let words = HandOverWords::generate(&mut desk::SystemRandom);
        for may_pass_on in [false, true] {
            let mut sent = report("A window into the vault");
            sent.identity = desk::Identity::Pseudonym { name: "CANARY-sender".to_owned() };
            sent.may_pass_on = may_pass_on;
            let case = house.send(&from, sent, SubmissionKey::Fresh).await.unwrap().case;
            let to = words.public_key();
            let sealed = house.desk.hand_over_case(&ada, &from, case, &to).await.unwrap();
            let parcel = CaseParcel::open_with_words(&words, &sealed).unwrap();
            let text = serde_json::to_string(&parcel).unwrap();
            assert_eq!(text.contains("CANARY-sender"), may_pass_on);
        }
    });
}

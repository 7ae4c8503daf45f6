//! Outside parties: terms before content, a key of one's own, what each sees, and a new case key when one goes.

use desk::{
    CaseOfParty, Error, Instruction, Member, NewFile, Party, PartySees, PartyTerms, Visitor,
};
use policy::id::{CaseId, ProgramId};
use seal::{PartyKey, Receipt};

use crate::canary::{canary, found_in};
use crate::house::{House, at, in_a_house, in_both_houses, instruction, program};

const PROGRAM: &str = "sigtech";

/// An accepted case under an embargo, and who may act on it.
pub(crate) async fn a_case(house: &mut House) -> (Member, ProgramId, CaseId, Receipt) {
    let ada = house.settle(&[PROGRAM]).await;
    let program = program(PROGRAM);
    let received = house.report(&program).await;
    let case = received.case;
    house.act(&ada, &program, case, "accept", &[]).await.unwrap();
    house
        .act(&ada, &program, case, "propose-embargo", &[("ends", "2026-12-01T12:00:00Z")])
        .await
        .unwrap();
    let reporter = house.desk.reporter(&received.receipt).await.unwrap();
    let accept = instruction("accept-embargo", &[]);
    house.desk.act_as_reporter(&reporter, accept).await.unwrap();
    (ada, program, case, received.receipt)
}

/// The secret in an invitation's link.
fn secret(link: &str) -> PartyKey {
    PartyKey::parse(link.rsplit('/').next().unwrap()).unwrap()
}

pub(crate) async fn invite(
    house: &House,
    by: &Member,
    place: (&ProgramId, CaseId),
    name: &str,
) -> PartyKey {
    let fields = [("participant", name), ("role", "vendor"), ("rules", "Tell nobody.")];
    house.act(by, place.0, place.1, "invite", &fields).await.unwrap();
    let made = house.desk.make_party_link(by, place.0, place.1, name, None).await.unwrap();
    assert!(made.link.starts_with("https://security.example.org/invitation/"), "{}", made.link);
    secret(&made.link)
}

async fn party(house: &House, secret: &PartyKey) -> Result<Party, Error> {
    let cookie = house.desk.open_invitation(secret).await?;
    match house.desk.visitor(Some(&cookie)).await? {
        Visitor::Party(party) => Ok(party),
        _ => Err(Error::NotFound),
    }
}

/// Opens the link, agrees, and comes back with the key that it led to.
pub(crate) async fn join(house: &House, link: &PartyKey) -> PartyKey {
    let invited = party(house, link).await.unwrap();
    let joined = house.desk.join_as_party(&invited).await.unwrap().unwrap();
    let own = PartyKey::parse(&joined.words).unwrap();
    assert!(PartyKey::parse(&joined.characters).unwrap().authenticates(&own.authenticator_hash()));
    own
}

async fn terms(house: &House, secret: &PartyKey) -> PartyTerms {
    match house.desk.party_sees(&party(house, secret).await.unwrap()).await.unwrap() {
        PartySees::Terms(terms) => terms,
        PartySees::Case(_) => panic!("it sees the case"),
    }
}

async fn sees(house: &House, secret: &PartyKey) -> CaseOfParty {
    match house.desk.party_sees(&party(house, secret).await.unwrap()).await.unwrap() {
        PartySees::Case(case) => case,
        PartySees::Terms(_) => panic!("it sees the terms"),
    }
}

/// Everything that a party sees, as text.
fn text_of(case: &CaseOfParty) -> String {
    let events: Vec<String> =
        case.events.iter().map(|(_, event)| serde_json::to_string(event).unwrap()).collect();
    let files: Vec<&str> = case.files.iter().map(|file| file.name.as_str()).collect();
    format!("{} {}", events.join("\n"), files.join("\n"))
}

// ASVS 8.2.2, 8.2.3
#[test]
fn sec_13_no_content_before_consent() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, _) = a_case(&mut house).await;
        let link = invite(&house, &ada, (&program, case), "acme").await;
        let shared = [("text", "The flaw is in the parser")];
        house.act(&ada, &program, case, "party-message", &shared).await.unwrap();
        let terms = terms(&house, &link).await;
        assert_eq!(terms.embargo.unwrap().ends, at("2026-12-01T12:00:00Z"));
        assert_eq!(terms.rules.unwrap().as_str(), "Tell nobody.");
        assert!(terms.respond_by.is_some() && !terms.takes_key);
        let offered: Vec<&str> = terms.commands.iter().map(|(spec, _)| spec.name).collect();
        assert_eq!(
            offered,
            ["propose-embargo", "revise-embargo", "consent", "decline-consent"],
            "they may accept, counter-propose or decline"
        );
        let invited = party(&house, &link).await.unwrap();
        for command in ["party-message", "record-status", "note", "message", "accept"] {
            let fields = [("text", "x"), ("impact", "affected")];
            let refused =
                house.desk.act_as_party(&invited, instruction(command, &fields[..1])).await;
            assert!(refused.is_err(), "{command}");
        }
        assert!(house.desk.attach_for_party(&invited).await.is_err());
        // Agreeing opens it, and what was sent before is there then.
        let own = join(&house, &link).await;
        let case = sees(&house, &own).await;
        assert!(text_of(&case).contains("The flaw is in the parser"));
    });
}

#[test]
fn sec_13_an_invitation_is_answered_once_and_its_link_opens_nothing_afterwards() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, _) = a_case(&mut house).await;
        let link = invite(&house, &ada, (&program, case), "acme").await;
        let (first, second) =
            (party(&house, &link).await.unwrap(), party(&house, &link).await.unwrap());
        house.desk.join_as_party(&first).await.unwrap().unwrap();
        assert!(house.desk.join_as_party(&second).await.is_err(), "of two answers one is taken");
        assert!(matches!(party(&house, &link).await, Err(Error::NotFound)));
        let log = house.desk.verify(None, Some(&ada)).await.unwrap();
        assert!(log.is_sound());
        let opened = house.desk.open_case(&ada, &program, case).await.unwrap();
        let kinds: Vec<&str> = opened.events.iter().map(|event| event.fact.kind()).collect();
        assert!(kinds.ends_with(&["ParticipantInvited", "ConsentGiven", "VendorInformed"]));
        let by = &opened.events[opened.events.len() - 2].actor;
        assert_eq!(*by, case::Actor::Participant("acme".to_owned()), "it spoke for itself");
    });
}

// ASVS 8.2.3
#[test]
fn sec_13_each_party_sees_what_is_for_it_and_nothing_else() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, receipt) = a_case(&mut house).await;
        let place = (&program, case);
        let acme = join(&house, &invite(&house, &ada, place, "acme").await).await;
        let beta = join(&house, &invite(&house, &ada, place, "beta").await).await;
        for (command, fields) in [
            ("note", vec![("text", "CANARY-team")]),
            ("message", vec![("text", "CANARY-reporter")]),
            ("party-message", vec![("text", "CANARY-all")]),
            ("party-message", vec![("text", "CANARY-acme"), ("to", "acme")]),
            ("assess-severity", vec![("severity", "high"), ("reason", "CANARY-severity")]),
            ("record-leak", vec![("note", "CANARY-leak")]),
            ("keep-embargo", vec![("reason", "CANARY-kept")]),
        ] {
            house.act(&ada, &program, case, command, &fields).await.unwrap();
        }
        let own = party(&house, &beta).await.unwrap();
        let said = instruction("party-message", &[("text", "CANARY-from-beta"), ("to", "yes")]);
        house.desk.act_as_party(&own, said).await.unwrap();
        let status = [("impact", "affected"), ("statement", "CANARY-statement")];
        house.desk.act_as_party(&own, instruction("record-status", &status)).await.unwrap();
        let found = |text: &str| -> Vec<&'static str> {
            [
                "CANARY-team",
                "CANARY-reporter",
                "CANARY-all",
                "CANARY-acme",
                "CANARY-severity",
                "CANARY-leak",
                "CANARY-kept",
                "CANARY-from-beta",
                "CANARY-statement",
                "window into the vault",
            ]
            .into_iter()
            .filter(|word| text.contains(word))
            .collect()
        };
        let all = ["CANARY-all", "CANARY-leak", "CANARY-kept"];
        let acme = text_of(&sees(&house, &acme).await);
        assert_eq!(found(&acme), ["CANARY-all", "CANARY-acme", "CANARY-leak", "CANARY-kept"]);
        assert!(!acme.contains("beta"), "one party is not told of another");
        let beta = found(&text_of(&sees(&house, &beta).await));
        assert_eq!(beta, [&all[..], &["CANARY-from-beta", "CANARY-statement"]].concat());
        let reporter = house.desk.reporter(&receipt).await.unwrap();
        let mailbox = house.desk.mailbox(&reporter).await.unwrap();
        let seen: String =
            mailbox.events().map(|(_, event)| serde_json::to_string(event).unwrap()).collect();
        let mailbox = found(&seen);
        let of_the_reporter = [
            "CANARY-reporter",
            "CANARY-severity",
            "CANARY-leak",
            "CANARY-kept",
            "window into the vault",
        ];
        assert_eq!(mailbox, of_the_reporter);
        assert!(!seen.contains("acme") && !seen.contains("beta"));
    });
}

#[test]
fn a_file_for_the_parties_is_opened_by_them_and_one_for_the_team_is_not() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, receipt) = a_case(&mut house).await;
        let place = (&program, case);
        let acme = join(&house, &invite(&house, &ada, place, "acme").await).await;
        let beta = join(&house, &invite(&house, &ada, place, "beta").await).await;
        let with_file = |command: &str, fields: &[(&str, &str)], name: &str| Instruction {
            files: vec![NewFile { name: name.to_owned(), bytes: b"a patch".to_vec() }],
            ..instruction(command, fields)
        };
        for (command, fields, name) in [
            ("note", vec![("text", "x")], "team.txt"),
            ("party-message", vec![("text", "x"), ("to", "acme")], "acme.txt"),
        ] {
            let sent = with_file(command, &fields, name);
            house.desk.act(&ada, &program, case, sent).await.unwrap();
        }
        let opened = house.desk.open_case(&ada, &program, case).await.unwrap();
        let id = |name: &str| opened.files.iter().find(|file| file.name == name).unwrap().id;
        let (acme, beta) =
            (party(&house, &acme).await.unwrap(), party(&house, &beta).await.unwrap());
        let content = house.desk.open_file_as_party(&acme, id("acme.txt")).await.unwrap();
        assert_eq!(content.bytes, b"a patch");
        let reporter = house.desk.reporter(&receipt).await.unwrap();
        assert!(house.desk.open_file_as_reporter(&reporter, id("acme.txt")).await.is_err());
        for (who, name) in [(&acme, "team.txt"), (&beta, "acme.txt"), (&beta, "team.txt")] {
            let refused = house.desk.open_file_as_party(who, id(name)).await.map(|_| ());
            assert!(matches!(refused, Err(Error::NotFound)), "{name}: {refused:?}");
        }
    });
}

#[test]
fn sec_13_changed_terms_shut_a_party_out_until_it_agrees_anew() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, receipt) = a_case(&mut house).await;
        let acme = join(&house, &invite(&house, &ada, (&program, case), "acme").await).await;
        let longer = [("ends", "2026-12-20T12:00:00Z")];
        house.act(&ada, &program, case, "revise-embargo", &longer).await.unwrap();
        sees(&house, &acme).await;
        let reporter = house.desk.reporter(&receipt).await.unwrap();
        house.desk.act_as_reporter(&reporter, instruction("accept-embargo", &[])).await.unwrap();
        assert_eq!(terms(&house, &acme).await.embargo.unwrap().ends, at("2026-12-20T12:00:00Z"));
        let lapsed = party(&house, &acme).await.unwrap();
        let said = instruction("party-message", &[("text", "x")]);
        assert!(matches!(house.desk.act_as_party(&lapsed, said).await, Err(Error::Refused(_))));
        let anew = house.desk.join_as_party(&lapsed).await.unwrap();
        assert!(anew.is_none(), "it keeps its key");
        sees(&house, &acme).await;
    });
}

#[test]
fn a_party_declines_with_its_reason_or_proposes_other_terms_before_it_agrees() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, _) = a_case(&mut house).await;
        let place = (&program, case);
        let link = invite(&house, &ada, place, "acme").await;
        let acme = party(&house, &link).await.unwrap();
        let other = instruction("revise-embargo", &[("ends", "2027-02-01T12:00:00Z")]);
        house.desk.act_as_party(&acme, other).await.unwrap();
        let shown = terms(&house, &link).await;
        assert_eq!(shown.proposed.len(), 1);
        assert_eq!(
            shown.embargo.unwrap().ends,
            at("2026-12-01T12:00:00Z"),
            "nothing is lengthened"
        );
        let link = invite(&house, &ada, place, "beta").await;
        let beta = party(&house, &link).await.unwrap();
        let no =
            instruction("decline-consent", &[("reason", "We cannot keep it from our parent.")]);
        house.desk.act_as_party(&beta, no).await.unwrap();
        let opened = house.desk.open_case(&ada, &program, case).await.unwrap();
        let why = opened.state.participants["beta"].declined.clone().unwrap();
        assert_eq!(why.as_str(), "We cannot keep it from our parent.");
        assert!(house.desk.join_as_party(&beta).await.is_err(), "a no is a no until asked again");
    });
}

#[test]
fn silence_until_the_time_to_answer_ran_out_is_a_no_that_the_link_cannot_undo() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, _) = a_case(&mut house).await;
        let link = invite(&house, &ada, (&program, case), "acme").await;
        house.set("2026-10-13T08:00:00Z");
        let late = party(&house, &link).await.unwrap();
        let refused = house.desk.join_as_party(&late).await.map(|_| ());
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        let ada = house.sign_in("ada").await;
        let again = invite(&house, &ada, (&program, case), "acme").await;
        assert!(party(&house, &link).await.is_err(), "the first link is replaced");
        join(&house, &again).await;
    });
}

#[test]
fn a_party_s_access_ends_at_its_time_and_a_lost_key_is_replaced_by_a_new_link() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, _) = a_case(&mut house).await;
        let lost = join(&house, &invite(&house, &ada, (&program, case), "acme").await).await;
        let until = Some(at("2026-10-20T08:00:00Z"));
        let made = house.desk.make_party_link(&ada, &program, case, "acme", until).await.unwrap();
        assert!(party(&house, &lost).await.is_err(), "what was lost opens nothing");
        let link = secret(&made.link);
        assert!(terms(&house, &link).await.takes_key, "it agreed before");
        let own = join(&house, &link).await;
        sees(&house, &own).await;
        house.set("2026-10-20T08:00:00Z");
        assert!(matches!(party(&house, &own).await, Err(Error::NotFound)));
    });
}

// ASVS 8.3.2
#[test]
fn sec_13_a_party_taken_off_is_out_at_once_and_the_case_goes_on_under_a_new_key() {
    in_both_houses(|mut house| async move {
        let (ada, program, case, receipt) = a_case(&mut house).await;
        let place = (&program, case);
        let acme = join(&house, &invite(&house, &ada, place, "acme").await).await;
        let beta = join(&house, &invite(&house, &ada, place, "beta").await).await;
        let with_file = Instruction {
            files: vec![NewFile { name: "early.txt".to_owned(), bytes: b"early".to_vec() }],
            ..instruction("party-message", &[("text", "Before")])
        };
        house.desk.act(&ada, &program, case, with_file).await.unwrap();
        let held = party(&house, &acme).await.unwrap();
        let gone = [("participant", "acme"), ("reason", "It told a journalist")];
        house.act(&ada, &program, case, "remove-party", &gone).await.unwrap();
        assert!(matches!(party(&house, &acme).await, Err(Error::NotFound)));
        assert!(house.desk.party_sees(&held).await.is_err(), "not with what was read before");
        // The next open makes the new key; everybody who is left goes on, with all that was before.
        let ada = house.sign_in("ada").await;
        house.act(&ada, &program, case, "party-message", &[("text", "After")]).await.unwrap();
        let entries = house.desk.verify(None, Some(&ada)).await.unwrap();
        assert!(entries.is_sound());
        let seen = sees(&house, &beta).await;
        let text = text_of(&seen);
        assert!(text.contains("Before") && text.contains("After"), "{text}");
        let beta = party(&house, &beta).await.unwrap();
        let file = house.desk.open_file_as_party(&beta, seen.files[0].id).await.unwrap();
        assert_eq!(file.bytes, b"early");
        let reporter = house.desk.reporter(&receipt).await.unwrap();
        house
            .desk
            .act_as_reporter(&reporter, instruction("message", &[("text", "Still here")]))
            .await
            .unwrap();
        let house = house.reopen().await;
        let ada = house.sign_in("ada").await;
        let opened = house.desk.open_case(&ada, &program, case).await.unwrap();
        let words = serde_json::to_string(&opened.events).unwrap();
        assert!(
            words.contains("Before") && words.contains("After") && words.contains("Still here")
        );
        assert!(house.desk.open_file(&ada, &program, case, opened.files[0].id).await.is_ok());
    });
}

#[test]
fn what_was_said_to_and_by_parties_is_nowhere_on_the_disk_in_the_clear() {
    in_a_house(|mut house| async move {
        let (ada, program, case, _) = a_case(&mut house).await;
        let words: Vec<String> =
            ["name", "contact", "rules", "told", "said", "statement", "gone"].map(canary).into();
        let [name, contact, rules, told, said, statement, gone] = &words[..] else { panic!() };
        let fields = [
            ("participant", name.as_str()),
            ("role", "vendor"),
            ("name", name),
            ("contact", contact),
            ("rules", rules),
        ];
        house.act(&ada, &program, case, "invite", &fields).await.unwrap();
        let made = house.desk.make_party_link(&ada, &program, case, name, None).await.unwrap();
        let own = join(&house, &secret(&made.link)).await;
        house.act(&ada, &program, case, "party-message", &[("text", told)]).await.unwrap();
        let acme = party(&house, &own).await.unwrap();
        house
            .desk
            .act_as_party(&acme, instruction("party-message", &[("text", said)]))
            .await
            .unwrap();
        let status = instruction("record-status", &[("statement", statement)]);
        house.desk.act_as_party(&acme, status).await.unwrap();
        let off = [("participant", name.as_str()), ("reason", gone)];
        house.act(&ada, &program, case, "remove-party", &off).await.unwrap();
        house.desk.open_case(&ada, &program, case).await.unwrap();
        assert_eq!(found_in(house.folder.path(), &words), Vec::<String>::new());
    });
}

// ASVS 8.2.2
#[test]
fn sec_13_a_party_of_a_case_that_was_merged_or_split_opens_the_other_case_only_when_it_agreed_there()
 {
    in_both_houses(|mut house| async move {
        let (ada, program, first, _) = a_case(&mut house).await;
        let other = house.report(&program).await;
        house.act(&ada, &program, other.case, "accept", &[]).await.unwrap();
        let place = (&program, other.case);
        let acme = join(&house, &invite(&house, &ada, place, "acme").await).await;
        let beta = join(&house, &invite(&house, &ada, place, "beta").await).await;
        join(&house, &invite(&house, &ada, (&program, first), "gamma").await).await;
        let tell = async |case, text: &str| {
            house.act(&ada, &program, case, "party-message", &[("text", text)]).await.unwrap();
        };
        tell(first, "CANARY-first").await;
        tell(other.case, "CANARY-other").await;
        let split = [("part", "CANARY-part"), ("parties", "acme")];
        house.act(&ada, &program, other.case, "split", &split).await.unwrap();
        let handle = house.desk.open_case(&ada, &program, first).await.unwrap().handle;
        let into = [("into", handle.as_str()), ("reason", "CANARY-reason"), ("parties", "acme")];
        house.act(&ada, &program, other.case, "merge", &into).await.unwrap();
        let opened = house.desk.open_case(&ada, &program, other.case).await.unwrap();
        let child = *opened.state.children.first().unwrap();
        let note = [("text", "CANARY-child")];
        house.act(&ada, &program, child, "note", &note).await.unwrap();
        // What they saw they see, and nothing of what goes on elsewhere.
        for party in [&acme, &beta] {
            let text = text_of(&sees(&house, party).await);
            assert!(text.contains("CANARY-other"), "{text}");
            for elsewhere in ["first", "part", "reason", "child"] {
                assert!(!text.contains(&format!("CANARY-{elsewhere}")), "{elsewhere}: {text}");
            }
        }
        // Nobody who was not named is asked there; who was sees the terms first.
        for (case, canary) in [(first, "CANARY-first"), (child, "CANARY-later")] {
            let link =
                house.desk.make_party_link(&ada, &program, case, "acme", None).await.unwrap();
            let link = secret(&link.link);
            assert_eq!(terms(&house, &link).await.rules.unwrap().as_str(), "Tell nobody.");
            let own = join(&house, &link).await;
            tell(case, "CANARY-later").await;
            assert!(text_of(&sees(&house, &own).await).contains(canary));
            let no = house.desk.make_party_link(&ada, &program, case, "beta", None).await;
            assert!(matches!(no, Err(Error::Fields(_))));
        }
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn a_case_goes_on_in_no_case_that_itself_follows_another() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let cases = [
            house.report(&program).await,
            house.report(&program).await,
            house.report(&program).await,
        ];
        let follow = async |from: usize, to: usize| {
            let into = [("into", cases[to].handle.as_str()), ("reason", "The same.")];
            house.act(&ada, &program, cases[from].case, "merge", &into).await.map(|_| ())
        };
        follow(1, 2).await.unwrap();
        let refused = follow(0, 1).await;
        assert!(matches!(&refused, Err(Error::Refused(no)) if no.code == "linked"), "{refused:?}");
    });
}

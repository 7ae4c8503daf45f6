//! What the public sees of a case beside its report, and reports that were declined and are told all the same.

use advisory::model::Kind;
use advisory::{Format, form};
use desk::{AdvisoryDraft, Error, Identity, Member, Received, SubmissionKey};
use policy::id::ProgramId;

use crate::acting::accept;
use crate::house::{House, in_a_house, in_both_houses, instruction, program, report};

const PROGRAM: &str = "feature-table";

/// Keeps a draft with these fields.
async fn kept(
    house: &House,
    ada: &Member,
    program: &ProgramId,
    received: &Received,
    fields: &[(&str, &str)],
) -> AdvisoryDraft {
    let opened = house.desk.open_case(ada, program, received.case).await.unwrap();
    let mut draft = house.desk.advisory_of(ada, &opened).await.unwrap().draft;
    let fields = fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    draft.record = form::read(&draft.record, &fields).unwrap();
    house.desk.save_advisory_draft(ada, &opened, &draft, None).await.unwrap();
    draft
}

async fn says(house: &House, received: &Received, command: &str) -> Result<(), Error> {
    let reporter = house.desk.reporter(&received.receipt).await.unwrap();
    house.desk.act_as_reporter(&reporter, instruction(command, &[])).await.map(|_| ())
}

#[test]
fn a_declined_report_is_told_only_when_its_reporter_agrees_and_as_information() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        let case = received.case;
        let why = [("class", "not-a-vulnerability"), ("reason", "It works as it should.")];
        house.act(&ada, &program, case, "decline", &why).await.unwrap();
        let texts = [("title", "Windows open"), ("summary", "They are meant to.")];
        let draft = kept(&house, &ada, &program, &received, &texts).await;
        assert_eq!((draft.record.kind, draft.record.affected.len()), (Kind::Informational, 0));
        let publish = || house.desk.publish_advisory(&ada, &program, case, None, None);
        let early = publish().await.map(|_| ()).unwrap_err();
        assert!(early.to_string().contains("only when its reporter agrees"), "{early}");
        let unasked = says(&house, &received, "agree-disclosure").await.unwrap_err();
        assert!(unasked.to_string().contains("has not asked"), "{unasked}");
        let text = [("text", "We would tell that windows open.")];
        house.act(&ada, &program, case, "propose-disclosure", &text).await.unwrap();
        says(&house, &received, "refuse-disclosure").await.unwrap();
        assert!(matches!(publish().await.map(|_| ()), Err(Error::Refused(_))));
        assert!(house.desk.advisories(&program, None, 9).await.unwrap().is_empty());
        says(&house, &received, "agree-disclosure").await.unwrap();

        let as_flaw = [
            ("kind", "security_advisory"),
            ("product-1-name", "Windows"),
            ("product-1-fixed", "2.0"),
        ];
        kept(&house, &ada, &program, &received, &as_flaw).await;
        let Err(Error::Fields(wrong)) = publish().await.map(|_| ()) else { panic!("no field") };
        assert!(wrong.iter().any(|wrong| wrong.field == "kind"), "{wrong:?}");
        let opened = house.desk.open_case(&ada, &program, case).await.unwrap();
        house.desk.save_advisory_draft(&ada, &opened, &draft, None).await.unwrap();
        let (_, id) = publish().await.unwrap();
        let csaf = house.desk.advisory_in(&program, &id, Format::Csaf20).await.unwrap();
        let csaf = String::from_utf8(csaf.body).unwrap();
        assert!(csaf.contains("csaf_informational_advisory"), "{csaf}");
        let osv = house.desk.advisory_in(&program, &id, Format::Osv).await.map(|_| ());
        assert!(matches!(osv, Err(Error::NotFound)), "it is no vulnerability: {osv:?}");
        let late = says(&house, &received, "refuse-disclosure").await.unwrap_err();
        assert!(late.to_string().contains("public already"), "{late}");
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn a_product_that_the_policy_does_not_name_is_pointed_out_before_it_is_published() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        accept(&house, &ada, received.case).await;
        let known = house.desk.program(&program).unwrap().policy.products[0].name.clone();
        let hints = async |name: &str| {
            let texts = [("title", "A window"), ("product-1-name", name)];
            kept(&house, &ada, &program, &received, &texts).await;
            let opened = house.desk.open_case(&ada, &program, received.case).await.unwrap();
            house.desk.advisory_of(&ada, &opened).await.unwrap().hints
        };
        assert_eq!(hints(&known).await, Vec::<String>::new());
        let other = hints("Somebody else's door").await;
        assert!(
            other[0].contains("“Somebody else's door” is no product of the policy"),
            "{other:?}"
        );
    });
}

#[test]
fn the_publication_stands_beside_the_report_and_what_does_not_come_out_is_marked() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let mut sent = report("Anyone can open the window at 10.0.0.7");
        sent.identity = Identity::Named {
            name: "Robin Finder".to_owned(),
            contact: Some("robin@example.org".to_owned()),
        };
        let received = house.send(&program, sent, SubmissionKey::Fresh).await.unwrap();
        accept(&house, &ada, received.case).await;
        let texts = [
            ("title", "Anyone can open the window"),
            ("summary", "Update."),
            ("details", "Ask robin@example.org."),
            ("product-1-fixed", "2.0"),
        ];
        kept(&house, &ada, &program, &received, &texts).await;
        let opened = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        let shown = house.desk.disclosure(&ada, &opened).await.unwrap();
        let title = &shown.fields[0].pieces;
        assert_eq!(title[0].text.trim(), "Anyone can open the window");
        assert!(title[0].is_public && !title[1].is_public, "{title:?}");
        assert!(title[1].text.contains("10.0.0.7"), "{title:?}");
        assert_eq!(shown.told.len(), 1, "{:?}", shown.told);
        assert!(shown.told[0].contains("robin@example.org"), "{:?}", shown.told);
        let private: Vec<_> = shown.fields.iter().filter(|field| field.is_private).collect();
        let labels: Vec<_> = private.iter().map(|field| field.label.as_str()).collect();
        assert_eq!(labels, ["Who sent it", "How to reach them", "Handle of the case"]);
        assert!(private.iter().all(|field| field.pieces.iter().all(|piece| !piece.is_public)));
    });
}

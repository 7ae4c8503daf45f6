//! Mail about advisories: nobody gets any who did not confirm it, everybody who did gets each edition once, and an
//! address that ends it is gone.

use advisory::model::Status;
use desk::{Confirmed, Delivery, Error, MailContent, MailParcel, Publishing};
use policy::id::ProgramId;

use crate::canary::{canary, found_in};
use crate::house::{House, in_a_house, in_both_houses, program, tamper};
use crate::sending::{accepted, notices, publish};

const PROGRAM: &str = "feature-table";

fn with_mail(house: &House) {
    house.desk.set_publishing(Publishing { sends_mail: true, ..Publishing::default() });
}

async fn ask(house: &House, program: &ProgramId, address: &str) {
    house.desk.ask_subscriber(program, address.parse().unwrap(), "de").await.unwrap();
}

async fn claimed(house: &House) -> Vec<MailParcel> {
    house.desk.claim_mail().await.unwrap()
}

fn token_of(parcel: &MailParcel) -> &str {
    match &parcel.content {
        MailContent::Question { token } => token,
        other @ MailContent::Advisory { .. } => panic!("{other:?}"),
    }
}

fn ending_of(parcel: &MailParcel) -> &str {
    match &parcel.content {
        MailContent::Advisory { ending, .. } => ending,
        other @ MailContent::Question { .. } => panic!("{other:?}"),
    }
}

fn recipients(parcels: &[MailParcel]) -> Vec<&str> {
    let mut to: Vec<&str> = parcels.iter().map(|parcel| parcel.to.as_str()).collect();
    to.sort_unstable();
    to
}

async fn send_all(house: &House, parcels: &[MailParcel]) {
    for parcel in parcels {
        house.desk.mail_sent(parcel, &Delivery::Taken).await.unwrap();
    }
}

/// Entries of the audit log.
async fn entries(house: &House) -> u64 {
    house.desk.write_audit().await.unwrap();
    house.desk.sign_audit_checkpoint().await.unwrap().map_or(0, |head| head.size)
}

/// Asks, and confirms by the link of the mail that comes.
async fn subscribe(house: &House, program: &ProgramId, address: &str) {
    ask(house, program, address).await;
    let parcels = claimed(house).await;
    assert_eq!(recipients(&parcels), [address]);
    let confirmed = house.desk.confirm_subscription(program, token_of(&parcels[0])).await;
    assert_eq!(confirmed.unwrap(), Confirmed::Subscribed);
    send_all(house, &parcels).await;
}

// ASVS 14.2.4
#[test]
fn an_address_is_kept_when_its_owner_confirms_it_and_lies_nowhere_in_the_clear() {
    in_a_house(|mut house| async move {
        with_mail(&house);
        house.settle(&[PROGRAM, "sigtech"]).await;
        let (here, there) = (program(PROGRAM), program("sigtech"));
        let word = canary("mail");
        let address = format!("{word}@example.net");
        ask(&house, &here, &address).await;
        ask(&house, &here, &address.to_uppercase()).await;
        let parcels = claimed(&house).await;
        assert_eq!(recipients(&parcels), [address.as_str()], "asked once, however often typed");
        assert_eq!(parcels[0].language, "de");
        let token = token_of(&parcels[0]).to_owned();
        let places = house.places();
        assert_eq!(tamper(&places, "UPDATE subscriber SET language = 'fr'"), 0, "nobody is kept");

        assert!(house.desk.is_open_question(&here, &token));
        assert!(!house.desk.is_open_question(&there, &token));
        for wrong in ["", "x", token.get(1..).unwrap(), &token.replace(['A', 'B', 'c', 'd'], "E")] {
            let refused = house.desk.confirm_subscription(&here, wrong).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{wrong:?}: {refused:?}");
        }
        let elsewhere = house.desk.confirm_subscription(&there, &token).await;
        assert!(matches!(elsewhere, Err(Error::NotFound)));
        let before = entries(&house).await;
        for _ in 0..2 {
            let confirmed = house.desk.confirm_subscription(&here, &token).await.unwrap();
            assert_eq!(confirmed, Confirmed::Subscribed);
        }
        assert_eq!(entries(&house).await, before + 1, "the audit log says it once");
        assert_eq!(tamper(&places, "UPDATE subscriber SET language = 'fr'"), 1, "kept once");
        assert_eq!(found_in(&places.data, &[word]), [""; 0]);

        // Somebody who subscribed already is asked like anybody else.
        house.set("2026-10-05T15:00:00Z");
        ask(&house, &here, &address).await;
        let again = claimed(&house).await;
        let again = token_of(&again[0]).to_owned();
        assert!(house.desk.confirm_subscription(&here, &again).await.is_ok());
        assert_eq!(tamper(&places, "UPDATE subscriber SET language = 'es'"), 1);
        house.set("2026-10-08T15:00:00Z");
        assert!(!house.desk.is_open_question(&here, &again));
        let late = house.desk.confirm_subscription(&here, &again).await;
        assert!(matches!(late, Err(Error::NotFound)), "a link is good for two days");
    });
}

#[test]
fn an_edition_goes_once_to_everybody_who_had_confirmed_and_to_nobody_before_it_is_out() {
    in_both_houses(|mut house| async move {
        with_mail(&house);
        let (ada, program, case) = accepted(&mut house).await;
        for name in ["ann", "ben", "cleo", "dora"] {
            subscribe(&house, &program, &format!("{name}@example.net")).await;
        }
        house.desk.run_jobs_once().await.unwrap();
        assert!(claimed(&house).await.is_empty(), "nothing is out");
        let figures = house.desk.audience(&ada, &program).await.unwrap();
        assert_eq!((figures.subscribers, figures.mails_waiting), (4, 0));
        let id = publish(&house, &ada, &program, case, Status::Final).await;
        house.set("2026-10-05T08:00:30Z");
        subscribe_late(&house, &program).await;
        let parcels = claimed(&house).await;
        let all = ["ann", "ben", "cleo", "dora"].map(|name| format!("{name}@example.net"));
        assert_eq!(recipients(&parcels), all);
        assert!(claimed(&house).await.is_empty(), "they are claimed");
        let MailContent::Advisory { subject, text, ending } = &parcels[0].content else {
            panic!("an advisory")
        };
        assert_eq!(*subject, format!("{id}: A window"));
        assert!(text.contains("A window") && text.contains(&id), "{text}");
        assert!(house.desk.is_ending_token(&program, ending));

        // One is taken, one later, one address is gone for good, one reader ends it meanwhile.
        let of = |parcels: &[MailParcel], name: &str| {
            parcels.iter().position(|one| one.to.as_str().starts_with(name)).unwrap()
        };
        let (ann, ben) = (&parcels[of(&parcels, "ann")], &parcels[of(&parcels, "ben")]);
        let (cleo, dora) = (&parcels[of(&parcels, "cleo")], &parcels[of(&parcels, "dora")]);
        house.desk.mail_sent(ann, &Delivery::Taken).await.unwrap();
        let later = Delivery::Later("the relay answers 451".to_owned());
        house.desk.mail_sent(ben, &later).await.unwrap();
        let refused = Delivery::Refused("550".to_owned());
        house.desk.mail_sent(cleo, &refused).await.unwrap();
        house.desk.mail_sent(dora, &later).await.unwrap();
        let before = entries(&house).await;
        for _ in 0..2 {
            house.desk.end_subscription(&program, ending_of(dora)).await.unwrap();
        }
        assert_eq!(entries(&house).await, before + 1, "the audit log says it once");
        house.set("2026-10-05T08:04:00Z");
        let again = claimed(&house).await;
        assert_eq!(recipients(&again), ["ben@example.net"]);
        assert_eq!(again[0].message_id(), ben.message_id(), "the same message");
        send_all(&house, &again).await;
        house.set("2026-10-05T08:10:00Z");
        assert!(claimed(&house).await.is_empty());
        let ada = house.sign_in("ada").await;
        let figures = house.desk.audience(&ada, &program).await.unwrap();
        assert_eq!(
            (figures.subscribers, figures.mails_waiting),
            (3, 0),
            "ann, ben, and one who came late"
        );

        // A correction, and a withdrawal right after it: only what stands is sent.
        publish(&house, &ada, &program, case, Status::Final).await;
        publish(&house, &ada, &program, case, Status::Withdrawn).await;
        let parcels = claimed(&house).await;
        let left = ["ann", "ben", "late"].map(|name| format!("{name}@example.net"));
        assert_eq!(recipients(&parcels), left);
        for parcel in &parcels {
            let MailContent::Advisory { text, .. } = &parcel.content else { unreachable!() };
            assert!(text.to_lowercase().contains("withdrawn"), "{text}");
        }
        send_all(&house, &parcels).await;
        assert!(claimed(&house).await.is_empty());
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

/// Confirms after the edition came out, before its mail was spread.
async fn subscribe_late(house: &House, program: &ProgramId) {
    ask(house, program, "late@example.net").await;
    let token = {
        let parcels = house.desk.claim_mail().await.unwrap();
        let is_question = |one: &&MailParcel| matches!(one.content, MailContent::Question { .. });
        let question = parcels.iter().find(is_question).unwrap();
        house.desk.mail_sent(question, &Delivery::Taken).await.unwrap();
        // The others are given back, to be claimed by the test.
        for parcel in parcels.iter().filter(|one| !is_question(one)) {
            let later = Delivery::Later("not now".to_owned());
            house.desk.mail_sent(parcel, &later).await.unwrap();
        }
        token_of(question).to_owned()
    };
    house.desk.confirm_subscription(program, &token).await.unwrap();
    house.set("2026-10-05T08:01:40Z");
}

#[test]
fn mail_that_is_not_taken_for_a_day_is_given_up_and_the_desk_is_told_once() {
    in_a_house(|mut house| async move {
        with_mail(&house);
        let (ada, program, case) = accepted(&mut house).await;
        for name in ["ann", "ben"] {
            subscribe(&house, &program, &format!("{name}@example.net")).await;
        }
        publish(&house, &ada, &program, case, Status::Final).await;
        let mut attempts = 0;
        for hour in 0..120 {
            let (day, hour) = (5 + hour / 24, hour % 24);
            house.set(&format!("2026-10-{day:02}T{hour:02}:30:00Z"));
            for parcel in claimed(&house).await {
                let later = Delivery::Later("no connection to the relay".to_owned());
                house.desk.mail_sent(&parcel, &later).await.unwrap();
                attempts += 1;
            }
        }
        assert_eq!(attempts, 24, "twelve for each");
        let ada = house.sign_in("ada").await;
        let told = notices(&house, &ada).await;
        assert_eq!(told.iter().filter(|kind| *kind == "mail-undelivered").count(), 1, "{told:?}");
        assert_eq!(house.desk.audience(&ada, &program).await.unwrap().mails_waiting, 0);
    });
}

#[test]
fn without_a_relay_nobody_is_asked_and_nobody_can_confirm_but_anybody_can_end_it() {
    in_a_house(|mut house| async move {
        with_mail(&house);
        let (ada, program, case) = accepted(&mut house).await;
        subscribe(&house, &program, "ann@example.net").await;
        publish(&house, &ada, &program, case, Status::Final).await;
        let ending = ending_of(&claimed(&house).await[0]).to_owned();
        ask(&house, &program, "ben@example.net").await;
        let token = token_of(&claimed(&house).await[0]).to_owned();
        let house = house.reopen().await;
        assert!(!house.desk.sends_mail());
        let asked = house.desk.ask_subscriber(&program, "x@example.net".parse().unwrap(), "en");
        assert!(matches!(asked.await, Err(Error::NotFound)));
        assert!(!house.desk.is_open_question(&program, &token));
        assert!(house.desk.confirm_subscription(&program, &token).await.is_err());
        for wrong in ["", "x", ending.get(1..).unwrap(), &ending.replace(['0', '1', '2'], "3")] {
            let refused = house.desk.end_subscription(&program, wrong).await;
            assert!(matches!(refused, Err(Error::NotFound)), "{wrong:?}");
        }
        house.desk.end_subscription(&program, &ending).await.unwrap();
        assert_eq!(tamper(&house.places(), "UPDATE subscriber SET language = 'fr'"), 0);
    });
}

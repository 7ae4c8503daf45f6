//! Asking for mail in a browser: the same answer for every address, nothing done by following a link, and no way to it
//! where no mail is sent.

use axum::http::{Method, Request};
use desk::{MailContent, Publishing};
use expect_test::expect;
use outbound::{MailTls, RelaySettings};
use pages::path;
use policy::id::ProgramId;
use testkit::mail::{MailRelay, Start};
use tower::ServiceExt as _;

use crate::api::tests::house::{House, settings};
use crate::{Sender, SiteSettings};

fn sigtech() -> ProgramId {
    "sigtech".parse().unwrap()
}

async fn house() -> House {
    let house = House::open().await;
    house.desk.set_publishing(Publishing { sends_mail: true, ..Publishing::default() });
    house
}

async fn subscribers(house: &House) -> u64 {
    let door = desk::Door::default();
    let ada = house.desk.sign_in("ada", crate::api::tests::house::PASSPHRASE, None, &door).await;
    let ada = ada.unwrap().member.unwrap();
    house.desk.audience(&ada, &sigtech()).await.unwrap().subscribers
}

/// The token of the only question that waits.
async fn token(house: &House) -> String {
    let [parcel]: [_; 1] =
        house.desk.claim_mail().await.unwrap().try_into().unwrap_or_else(|_| panic!("one"));
    let MailContent::Question { token } = parcel.content.clone() else { panic!("a question") };
    house.desk.mail_sent(&parcel, &desk::Delivery::Taken).await.unwrap();
    token
}

fn sender(relay: &MailRelay) -> Sender {
    Sender::default().with_mail(RelaySettings {
        host: "127.0.0.1".to_owned(),
        port: relay.port(),
        tls: MailTls::None,
        login: None,
        from: "Security of Example <security@example.org>".parse().unwrap(),
    })
}

#[tokio::test]
async fn where_no_mail_is_sent_no_page_offers_it() {
    let without = House::open().await;
    let place = path::subscribe("sigtech");
    let list = without.page(&path::advisories("sigtech"), "").await.text();
    assert!(!list.contains(&place));
    for address in [place.clone(), path::subscription("sigtech", "x")] {
        assert_eq!(without.page(&address, "").await.status, 404, "{address}");
        let asked = without.form(&address, "", &[("address", "ann@example.net")]).await;
        assert_eq!(asked.status, 404, "{address}");
    }
    assert!(without.desk.claim_mail().await.unwrap().is_empty());

    let house = house().await;
    let list = house.page(&path::advisories("sigtech"), "").await.text();
    assert!(list.contains(&place));
    assert_eq!(house.page(&place, "").await.status, 200);
    let onion = SiteSettings {
        is_onion: true,
        public_url: "http://example.onion".to_owned(),
        ..settings()
    };
    let onion = crate::router(house.desk.clone(), onion, Vec::new());
    let request = Request::get(&place).body(axum::body::Body::empty()).unwrap();
    assert_eq!(onion.oneshot(request).await.unwrap().status(), 404);
}

#[tokio::test]
async fn every_address_gets_the_same_answer_and_a_link_alone_confirms_nothing() {
    let house = house().await;
    let place = path::subscribe("sigtech");
    let ask = async |address: &str| house.form(&place, "", &[("address", address)]).await;
    let unknown = ask("ann@example.net").await;
    assert_eq!(unknown.status, 200);
    let token = token(&house).await;
    let link = path::subscription("sigtech", &token);
    for verb in [Method::GET, Method::HEAD] {
        let request =
            Request::builder().method(verb).uri(&link).body(axum::body::Body::empty()).unwrap();
        assert_eq!(house.router.clone().oneshot(request).await.unwrap().status(), 200);
    }
    assert_eq!(subscribers(&house).await, 0, "programs that look into mail follow links");
    let page = house.page(&link, "").await.text();
    assert!(page.contains(&format!("action=\"{link}\"")), "{page}");
    for _ in 0..2 {
        assert_eq!(house.form(&link, "", &[]).await.status, 200);
        assert_eq!(subscribers(&house).await, 1);
    }
    let door = desk::Door::default();
    let ada = house.desk.sign_in("ada", crate::api::tests::house::PASSPHRASE, None, &door).await;
    let team = house.page(&path::members("sigtech"), &ada.unwrap().cookie).await.text();
    assert!(team.contains("Mail: 1 subscriber.") && !team.contains("example.net"), "{team}");
    house.set("2026-10-05T16:00:00Z");
    let known = ask("ANN@example.net").await;
    assert_eq!((known.status, known.text()), (unknown.status, unknown.text()));
    for wrong in ["", "ann", "ann@example.net, ben@example.net", "a@b.c\r\nBcc: d@e.f"] {
        let refused = ask(wrong).await;
        assert_eq!(refused.status, 422, "{wrong:?}");
        assert!(refused.text().contains("Write one address"), "{wrong:?}");
    }
    for wrong in ["x", token.get(1..).unwrap()] {
        let link = path::subscription("sigtech", wrong);
        assert_eq!(house.page(&link, "").await.status, 404);
        assert_eq!(house.form(&link, "", &[]).await.status, 404);
        let ending = path::unsubscribe("sigtech", wrong);
        assert_eq!(house.page(&ending, "").await.status, 404);
        assert_eq!(house.form(&ending, "", &[]).await.status, 404);
    }
}

// ASVS 2.4.1
#[tokio::test]
async fn so_many_questions_are_sent_in_a_minute_and_no_more() {
    let house = house().await;
    let place = path::subscribe("sigtech");
    let mut refused = 0;
    for number in 0..40 {
        let address = format!("reader{number}@example.net");
        let answer = house.form(&place, "", &[("address", &address)]).await;
        match answer.status.as_u16() {
            200 => {}
            429 => refused += 1,
            other => panic!("{other}: {}", answer.text()),
        }
    }
    assert!((8..=10).contains(&refused), "{refused}");
    assert_eq!(house.desk.claim_mail().await.unwrap().len(), 40 - refused);
}

#[tokio::test]
async fn a_question_says_who_asks_what_and_what_to_do_in_the_language_it_was_asked_in() {
    let house = house().await;
    let relay = Start::default().run().unwrap();
    relay.refuse("gone@example.net", "550 5.1.1 no such user");
    for (language, address) in
        [("", "gone@example.net"), ("/de", "ann@example.net"), ("/ar", "ben@example.net")]
    {
        let place = format!("{language}{}", path::subscribe("sigtech"));
        assert_eq!(house.form(&place, "", &[("address", address)]).await.status, 200);
    }
    assert_eq!(sender(&relay).send_due(&house.desk).await.unwrap(), 2);
    assert_eq!(sender(&relay).send_due(&house.desk).await.unwrap(), 0, "each is sent once");
    assert_eq!((relay.complaints(), relay.connections()), (Vec::new(), 1));
    let taken = relay.taken();
    let to = |address: &str| taken.iter().find(|one| one.to == [address]).unwrap();
    let (german, arabic) = (to("ann@example.net"), to("ben@example.net"));
    let link = german.body().lines().find(|line| line.contains("/subscribe/")).unwrap().to_owned();
    let (page, token) = link.rsplit_once('/').unwrap();
    assert_eq!(page, "https://security.example.org/de/p/sigtech/subscribe");
    expect![[r#"
        Jemand, vermutlich Sie, hat für diese Adresse E-Mails zu den Sicherheitshinweisen von SigTech angefordert.

        Um sie zu bekommen, öffnen Sie diese Seite und bestätigen Sie dort. Der Link gilt 48 Stunden:

        https://security.example.org/de/p/sigtech/subscribe/TOKEN

        Waren Sie es nicht, tun Sie nichts. Sie bekommen keine E-Mails, und diese Adresse wird nicht aufbewahrt.
    "#]].assert_eq(&german.body().replace(token, "TOKEN"));
    assert_eq!(german.header("Auto-Submitted").unwrap(), "auto-generated");
    assert_eq!(german.header("List-Unsubscribe"), None, "there is nothing to end yet");
    assert!(arabic.body().contains("https://security.example.org/ar/p/sigtech/subscribe/"));
    let page = house.page(link.trim_start_matches("https://security.example.org"), "").await;
    assert!(page.text().contains("lang=\"de\"") && page.status == 200);
}

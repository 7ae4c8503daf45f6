//! Mail handed to a relay: what it gets, what it refuses, and that nothing is said in the clear.

use testkit::mail::{MailRelay, Start, Tls, certificate};

use crate::{Letter, MailTls, NotTaken, Relay, RelaySettings};

const PASSPHRASE: &str = "s3cret of the relay";

fn settings(relay: &MailRelay, tls: MailTls) -> RelaySettings {
    RelaySettings {
        host: "127.0.0.1".to_owned(),
        port: relay.port(),
        tls,
        login: None,
        from: "Example Security <security@example.org>".parse().unwrap(),
    }
}

fn letter(to: &str) -> Letter {
    Letter {
        to: to.parse().unwrap(),
        subject: "Dateien können gelesen werden".to_owned(),
        text: format!("Grüße\n.\n..\n.QUIT\n{}\n", "lang ".repeat(500)),
        language: "de".to_owned(),
        id: "0192f0c1-7a2b".to_owned(),
        written_at: 1_793_520_000,
        unsubscribe: None,
    }
}

fn later(said: &Result<(), NotTaken>) -> &str {
    match said {
        Err(NotTaken::Later(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn messages_arrive_whole_and_one_connection_carries_many() {
    let relay = Start::default().run().unwrap();
    relay.refuse("gone@example.net", "550 5.1.1 no such user");
    relay.refuse("ours@example.net", "554 5.7.1 relaying denied");
    relay.refuse("busy@example.net", "450 4.2.1 greylisted");
    let mut session = Relay::new(settings(&relay, MailTls::None)).open().await.unwrap();
    session.hand_over(&letter("ann@example.net")).await.unwrap();
    let gone = session.hand_over(&letter("gone@example.net")).await;
    assert_eq!(gone, Err(NotTaken::Recipient(550)));
    let ours = session.hand_over(&letter("ours@example.net")).await;
    assert_eq!(later(&ours), "as a recipient: the relay answers 554");
    let busy = session.hand_over(&letter("busy@example.net")).await;
    assert!(later(&busy).contains("450"));
    relay.put_off(1);
    let put_off = session.hand_over(&letter("ben@example.net")).await;
    assert!(later(&put_off).contains("after the message: the relay answers 451"));
    session.hand_over(&letter("ben@example.net")).await.unwrap();
    relay.lose_answers(1);
    let lost = session.hand_over(&letter("cleo@example.net")).await;
    assert_eq!(later(&lost), "after the message: no connection to the relay");
    session.close().await;

    let taken = relay.taken();
    assert_eq!(relay.complaints(), [""; 0]);
    assert_eq!(relay.connections(), 1);
    let to: Vec<&str> = taken.iter().flat_map(|one| &one.to).map(String::as_str).collect();
    assert_eq!(to, ["ann@example.net", "ben@example.net", "cleo@example.net"]);
    assert_eq!(taken[0].from, "security@example.org");
    assert_eq!(taken[0].body(), letter("ann@example.net").text);
    assert_eq!(taken[0].header("Message-ID").unwrap(), "<0192f0c1-7a2b@example.org>");
    assert_eq!(taken[0].header("To").unwrap(), "ann@example.net");
}

#[tokio::test]
async fn whoever_must_sign_in_does_and_a_wrong_passphrase_is_named_in_no_answer() {
    let relay = Start { login: Some(("candor", PASSPHRASE)), ..Start::default() }.run().unwrap();
    let login = |pass: &str| RelaySettings {
        login: Some(("candor".to_owned(), pass.to_owned())),
        ..settings(&relay, MailTls::None)
    };
    let right = login(PASSPHRASE);
    assert!(!format!("{right:?} {:?}", Relay::new(right.clone())).contains(PASSPHRASE));
    let mut session = Relay::new(right).open().await.unwrap();
    session.hand_over(&letter("ann@example.net")).await.unwrap();
    session.close().await;
    assert_eq!(relay.taken()[0].login.as_deref(), Some("candor"));
    let wrong = Relay::new(login("wrong")).open().await.map(|_| ());
    assert_eq!(later(&wrong), "signing in: the relay answers 535");
}

// ASVS 12.3.1
#[tokio::test]
async fn a_relay_without_tls_gets_neither_passphrase_nor_address_where_tls_is_required() {
    let relay = Start { login: Some(("candor", PASSPHRASE)), ..Start::default() }.run().unwrap();
    for tls in [MailTls::Required, MailTls::FromTheStart] {
        let settings = RelaySettings {
            login: Some(("candor".to_owned(), PASSPHRASE.to_owned())),
            ..settings(&relay, tls)
        };
        // A relay that speaks no TLS at all answers a handshake with a greeting.
        assert!(Relay::new(settings).open().await.is_err(), "{tls:?}");
    }
    assert_eq!(relay.taken(), []);
    assert!(!relay.complaints().concat().contains("AUTH"), "{:?}", relay.complaints());
    let nobody = RelaySettings { port: 1, ..settings(&relay, MailTls::None) };
    let said = Relay::new(nobody).open().await.map(|_| ());
    assert_eq!(later(&said), "connecting: no connection to the relay");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_ends_the_conversation() {
    let folder = tempfile::tempdir().unwrap();
    let Some((certificate, key)) = certificate(folder.path()) else { return };
    for (theirs, ours) in
        [(Tls::AfterStart, MailTls::Required), (Tls::FromTheStart, MailTls::FromTheStart)]
    {
        let tls = Some((theirs, certificate.as_path(), key.as_path()));
        let relay = Start { tls, ..Start::default() }.run().unwrap();
        let named = RelaySettings { host: "localhost".to_owned(), ..settings(&relay, ours) };
        let said = Relay::new(named).open().await.map(|_| ());
        assert_eq!(later(&said), "connecting: no certificate that is trusted");
        assert_eq!(relay.taken(), []);
    }
}

//! Changing one's own passphrase.

use desk::{Door, Error, TokenWish, Visitor};

use crate::house::{PASSPHRASE, in_both_houses, program};
use crate::signing_in::own;

const PROGRAM: &str = "feature-table";
const NEW: &str = "umbrella teapot giraffe cellar";

// ASVS 6.2.2, 6.2.3, 7.4.3
#[test]
fn sec_4_a_passphrase_is_changed_by_whoever_knows_it_and_every_other_session_ends() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let report = house.report(&id).await;
        let door = Door::default();
        let begin = async |words| house.desk.sign_in("ada", words, None, &door).await;
        let (here, elsewhere) =
            (begin(PASSPHRASE).await.unwrap().cookie, begin(PASSPHRASE).await.unwrap().cookie);
        let mine = own(&house, &here).await;
        for (current, new) in [("not this one at all", NEW), ("", NEW)] {
            let refused = house.desk.change_passphrase(&mine, current, new, &door).await;
            assert!(matches!(refused, Err(Error::WrongPassphrase)), "{current:?}");
        }
        for bad in [PASSPHRASE, "short", "password1234", ""] {
            let refused = house.desk.change_passphrase(&mine, PASSPHRASE, bad, &door).await;
            assert!(matches!(refused, Err(Error::Fields(ref f)) if f[0].field == "new"), "{bad:?}");
        }
        let wish = TokenWish { label: "x".to_owned(), may: vec!["read-case".to_owned()], days: 1 };
        let token = house.desk.make_token(&ada, &wish).await.unwrap();
        let renewed = house.desk.change_passphrase(&mine, PASSPHRASE, NEW, &door).await.unwrap();
        assert!(house.desk.own(Some(&here)).await.unwrap().is_none(), "a new name");
        assert!(house.desk.own(Some(&elsewhere)).await.unwrap().is_none(), "it ended");
        let visitor = house.desk.visitor(Some(&renewed)).await.unwrap();
        assert!(matches!(visitor, Visitor::Member(_)));
        assert!(matches!(begin(PASSPHRASE).await.map(|_| ()), Err(Error::WrongPassphrase)));
        let again = begin(NEW).await.unwrap().cookie;
        let read = house.desk.case_of_session(Some(&again), &id, &report.handle).await;
        assert!(read.unwrap().unwrap().1.is_ok(), "the root is the same");
        assert!(house.desk.member_by_token(&token.text).await.is_ok(), "tokens go on");
        house.set("2026-10-05T08:06:00Z");
        let stale = own(&house, &again).await;
        let refused = house.desk.change_passphrase(&stale, NEW, PASSPHRASE, &door).await;
        assert!(matches!(refused, Err(Error::StepUp { .. })));
    });
}

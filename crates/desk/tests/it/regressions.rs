//! What went wrong elsewhere, tried here: somebody who can write to the database, and nothing more.

use access::Role;
use desk::Error;

use crate::house::{House, PASSPHRASE, in_a_house, program, tamper};

const PROGRAM: &str = "feature-table";

async fn opens(house: &House, case: policy::id::CaseId) -> bool {
    let ada = house.sign_in("ada").await;
    house.desk.open_case(&ada, &program(PROGRAM), case).await.is_ok()
}

// ASVS 11.3.3
#[test]
fn sec_3_envelope_swapping_a_sealed_text_that_is_moved_to_another_row_opens_nothing() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        let (one, two) = (house.report(&id).await, house.report(&id).await);
        assert!(opens(&house, one.case).await && opens(&house, two.case).await);
        let moved = "UPDATE report SET sealed_body =
            (SELECT other.sealed_body FROM report other WHERE other.report_id <> report.report_id)
            WHERE report_id = (SELECT min(report_id) FROM report)";
        let house = house.reopen_after(|places| assert_eq!(tamper(places, moved), 1)).await;
        assert_ne!(
            opens(&house, one.case).await,
            opens(&house, two.case).await,
            "the text that stands where it was opens, the other one does not"
        );
    });
}

// ASVS 11.2.2
#[test]
fn sec_3_downgraded_suite_a_blob_that_names_another_suite_is_not_opened() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let one = house.report(&program(PROGRAM)).await;
        for suite in ["00", "02", "FF"] {
            let change = format!(
                "UPDATE report SET sealed_body = CAST(substr(sealed_body, 1, 2) || x'{suite}' || substr(sealed_body, 4) AS BLOB)"
            );
            assert_eq!(tamper(&house.places(), &change), 1);
            assert!(!opens(&house, one.case).await, "suite {suite}");
        }
        let back = "UPDATE report SET sealed_body = CAST(substr(sealed_body, 1, 2) || x'01' || substr(sealed_body, 4) AS BLOB)";
        assert_eq!(tamper(&house.places(), back), 1);
        assert!(opens(&house, one.case).await, "nothing else was changed");
    });
}

#[test]
fn sec_5_substituted_public_key_a_key_written_over_a_member_s_gets_no_wrap_of_the_team_s_key() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let id = program(PROGRAM);
        for login in ["ben", "eve"] {
            house.desk.add_member(&ada, &id, login, PASSPHRASE, Role::Analyst).await.unwrap();
        }
        let one = house.report(&id).await;
        let substituted = "UPDATE account SET public_key =
            (SELECT other.public_key FROM account other WHERE other.login = 'eve') WHERE login = 'ben'";
        let house = house.reopen_after(|places| assert_eq!(tamper(places, substituted), 1)).await;
        let ada = house.sign_in("ada").await;
        let eve = house.sign_in("eve").await;
        // A new epoch would wrap the key to what stands there: it is not begun.
        let removed = house.desk.remove_member(&ada, &id, eve.user).await;
        assert!(matches!(removed, Err(Error::Bug { .. })), "{removed:?}");
        assert!(!opens(&house, one.case).await, "no grant of the program is believed");
    });
}

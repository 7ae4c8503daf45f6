//! The pages that a policy makes, as they are served: a law that is switched on shows on the policy's page and goes when it is
//! switched off; the report form says why it asks.

use crate::api::tests::house::{House, policy_text};

/// The policy of `sigtech` by a manufacturer under the Cyber Resilience Act.
fn under_the_act() -> String {
    policy_text("sigtech")
        .replace("type = \"api\"\n", "type = \"api\"\nrole = \"manufacturer\"\n")
        .replace("type = \"library\"\n", "type = \"library\"\nrole = \"neither\"\n")
        + "\n[law]\npacks = [\"cra\"]\nmember_state = \"DE\"\n"
}

#[tokio::test]
async fn a_law_that_is_switched_on_shows_on_the_served_page_of_the_policy() {
    let house = House::open().await;
    let heading = "Laws and rules of programmes";
    let before = house.page("/p/sigtech", "").await.text();
    assert!(!before.contains(heading), "nothing is switched on");

    house.set("2026-10-30T09:00:00Z");
    house.desk.adopt(&under_the_act()).await.unwrap();
    let page = house.page("/p/sigtech", "").await.text();
    assert!(page.contains(heading) && page.contains("Cyber Resilience Act"), "{page}");
    let pack = ::policy::pack("cra").unwrap();
    let policy = ::policy::parse(&under_the_act()).unwrap();
    let held = pack.promises.iter().filter(|one| one.when.holds_in(policy.law.member_state));
    let mut shown = 0;
    for promise in held {
        let words = promise.in_words().replace('\'', "&#39;");
        assert!(page.contains(&words), "{words} is not on the page");
        shown += 1;
    }
    assert!(shown > 3, "{shown} promises of the act");

    house.set("2026-10-31T09:00:00Z");
    house.desk.adopt(&policy_text("sigtech")).await.unwrap();
    let after = house.page("/p/sigtech", "").await.text();
    assert!(!after.contains(heading), "it is switched off again");
}

#[tokio::test]
async fn the_report_form_says_why_an_answer_helps_in_the_language_of_the_page() {
    let house = House::open().await;
    for (path, head, reason) in [
        ("/p/sigtech/report", "Why this helps, and an example", "weeks of questions"),
        ("/de/p/sigtech/report", "Warum das hilft, mit Beispiel", "Wochen mit Fragen"),
        ("/ar/p/sigtech/report", "لماذا يفيد هذا، مع مثال", "أسابيع من الأسئلة"),
    ] {
        let page = house.page(path, "").await.text();
        assert!(page.contains(head) && page.contains(reason), "{path}: {page}");
        assert!(!page.contains('⟦'), "{path}: a message is missing");
    }
}

//! The packs: that each reads, says where its promises are written, and comes into force by `[law]`.

use policy::{AnchorEvent, Class, Confidence, Policy, Role, pack, packs};

const HEAD: &str = "[program]\nid = \"p\"\nname = \"P\"\ncontact = [{ email = \"a@example.org\" }]\n\
    [calendar]\nzone = \"Europe/Berlin\"\n";

fn read(text: &str) -> Policy {
    crate::examples::read(&format!("{HEAD}{text}"))
}

fn findings(text: &str) -> String {
    match policy::parse(&format!("{HEAD}{text}")) {
        Ok(policy) => policy.warnings().iter().map(|one| format!("{one}\n")).collect(),
        Err(findings) => findings.iter().map(|one| format!("{one}\n")).collect(),
    }
}

fn days(year: i16, month: i8, day: i8) -> clock::Date {
    clock::Date::new(year, month, day).unwrap()
}

#[test]
fn every_pack_reads() {
    let ids: Vec<&str> = packs().iter().map(|pack| pack.id.as_str()).collect();
    assert_eq!(
        ids,
        [
            "cra",
            "nis2",
            "gdpr",
            "dora",
            "psti",
            "cna",
            "bod-20-01",
            "openssf-badge",
            "distros",
            "kernel"
        ]
    );
}

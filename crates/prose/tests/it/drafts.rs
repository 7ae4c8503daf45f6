//! What is drafted from policies of real projects can be read by the policy language at once.

use prose::{About, Answers};

use crate::ground_truth::all;

#[test]
fn the_draft_of_every_real_policy_is_a_policy() {
    let Some(policies) = all() else {
        println!("skipped: the policies are not beside the project");
        return;
    };
    let mut refused = Vec::new();
    for read in &policies {
        // What a folder knows of itself, as the command gives it.
        let about = About {
            name: read.claims.name.clone().or(Some("Example".to_owned())),
            repository: Some("example/example".to_owned()),
            file: Some(read.name.clone()),
        };
        // A text that names no way to report, or only a picture, cannot become a policy unasked.
        let told = ["contact", "contact-image"]
            .map(|id| (id.to_owned(), "security@acme.example".to_owned()));
        let draft = prose::import(&read.claims, &about, &Answers::from(told));
        if let Err(findings) = policy::parse(&draft.toml) {
            let errors: Vec<&str> = findings
                .iter()
                .filter(|finding| finding.severity == policy::Level::Error)
                .map(|finding| finding.message.as_str())
                .collect();
            refused.push(format!("{}: {errors:?}", read.name));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

//! Which words of a report come out with an advisory.

use advisory::disclosure::{is_told, pieces};
use proptest::prelude::*;

fn marked(text: &str, public: &str) -> String {
    let show = |piece: advisory::disclosure::Piece| {
        if piece.is_public { piece.text } else { format!("[{}]", piece.text) }
    };
    pieces(text, public).into_iter().map(show).collect()
}

#[test]
fn words_that_do_not_come_out_are_marked_and_single_common_words_do_not_count() {
    let public = "Anyone can read the whole vault. Update to 2.0.";
    let report = "With curl, anyone can read the whole vault; my server is 10.0.0.7.";
    assert_eq!(
        marked(report, public),
        "[With curl, ]anyone can read the whole vault; [my server is 10.0.0.7.]"
    );
    assert_eq!(marked("the server can update", public), "[the server can update]");
    assert_eq!(marked("The whole VAULT!", public), "The whole VAULT!");
}

#[test]
fn a_short_text_counts_as_a_whole() {
    assert_eq!(marked("the vault", "Open the vault."), "the vault");
    assert_eq!(marked("vault", "Open the door."), "[vault]");
    assert_eq!(marked("", "Open the door."), "");
    assert_eq!(marked("…", "Open the door."), "[…]");
}

#[test]
fn a_private_text_is_found_however_it_is_set() {
    assert!(is_told("ada@example.org", "Ask ADA (at) Example.org? No: ada@example.org."));
    assert!(!is_told("ada@example.org", "Ask Ada, or example.org."));
    assert!(!is_told("", "Anything."));
}

proptest! {
    #[test]
    fn the_parts_are_the_text(text in ".{0,80}", public in ".{0,80}") {
        let joined: String = pieces(&text, &public).into_iter().map(|piece| piece.text).collect();
        prop_assert_eq!(joined, text);
    }

    #[test]
    fn a_text_that_is_public_whole_has_nothing_marked(text in "[a-zé ]{1,60}") {
        prop_assume!(text.chars().any(char::is_alphanumeric));
        prop_assert!(pieces(&text, &text).iter().all(|piece| piece.is_public));
    }
}

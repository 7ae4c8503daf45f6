//! The layout of a policy file: what `candor policy fmt` writes.

use policy::{format, parse};

/// A policy that is laid out anew is a policy that says the same, and to lay it out again changes nothing; what
/// is no policy is refused.
///
/// # Panics
/// When that does not hold.
pub fn layout(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(before) = parse(&text) else {
        assert!(format(&text).is_err(), "what is no policy was laid out");
        return;
    };
    let printed = format(&text).expect("a policy has a layout");
    let again = match parse(&printed) {
        Ok(again) => again,
        Err(findings) => panic!("the layout is no policy: {findings:?}\n{printed}"),
    };
    assert_eq!(policy::diff(&before, &again), [], "{printed}");
    assert_eq!(format(&printed).as_deref(), Ok(printed.as_str()));
}

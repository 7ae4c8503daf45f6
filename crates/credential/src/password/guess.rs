//! What a guesser tries first: a common passphrase with something added, two of them together, one with
//! letters replaced by their look-alikes, a repetition, a row of keys, a name from around.
//!
//! Every function takes text that [`super::fold`] made. Being wrong here means refusing a passphrase that is
//! merely unusual, or accepting one that takes a few thousand guesses more; both are bounded by tests.

use std::collections::BTreeSet;

use zeroize::Zeroizing;

use super::table::BuiltIn;
use super::{FEWEST_OWN_CHARACTERS, SHORTEST_CONTEXT};

/// Shorter pieces are part of everything.
const SHORTEST_PIECE: usize = 4;
/// So much put before and after a common passphrase is not yet a passphrase of its own.
const MOST_ADDED: usize = 8;
/// Rows of keys, as they lie on the common keyboards.
const ROWS: [&str; 12] = [
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
];

/// How many different characters there are.
pub(super) fn different_characters(folded: &str) -> usize {
    folded.chars().collect::<BTreeSet<char>>().len()
}

/// A repetition of something short, few different characters, or a walk along the keys or the alphabet.
pub(super) fn is_pattern(folded: &str) -> bool {
    let characters = Zeroizing::new(folded.chars().collect::<Vec<char>>());
    if different_characters(folded) < 5 {
        return true;
    }
    let period = (1..=characters.len() / 2).find(|period| {
        characters.iter().zip(characters.iter().skip(*period)).all(|(one, other)| one == other)
    });
    if period.is_some_and(|period| period < FEWEST_OWN_CHARACTERS) {
        return true;
    }
    let steps = characters.len().saturating_sub(1);
    let walked =
        characters.iter().zip(characters.iter().skip(1)).filter(|(a, b)| is_step(**a, **b)).count();
    // A walk may turn a few times: "qwertyuiopasdfghjkl" turns once in eighteen steps.
    walked * 4 >= steps * 3
}

/// One step along a row of keys, or along the alphabet, in either direction.
fn is_step(from: char, to: char) -> bool {
    if u32::from(from).abs_diff(u32::from(to)) == 1
        && from.is_alphanumeric()
        && to.is_alphanumeric()
    {
        return true;
    }
    ROWS.iter().any(|row| {
        let place = |wanted: char| row.chars().position(|key| key == wanted);
        matches!((place(from), place(to)), (Some(one), Some(other)) if one.abs_diff(other) == 1)
    })
}

/// Without the words around, is there little left?
pub(super) fn is_context(folded: &str, context: &[&str]) -> bool {
    let mut rest = Zeroizing::new(folded.to_owned());
    let mut plain = unleeted(folded);
    let mut found = false;
    for word in context {
        let word = super::fold(word.trim());
        let parts = word.split(|c: char| !c.is_alphanumeric());
        for part in parts.chain([word.as_str()]).filter(|w| w.chars().count() >= SHORTEST_CONTEXT) {
            found |= rest.contains(part) || plain.contains(part);
            rest = Zeroizing::new(rest.replace(part, " "));
            plain = Zeroizing::new(plain.replace(part, " "));
        }
    }
    let own = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    found && own(&rest).min(own(&plain)) < FEWEST_OWN_CHARACTERS
}

/// The passphrase, or what remains of it without a few characters around, is on the list; or it is two of the
/// list together; each also with look-alikes read as letters.
pub(super) fn is_derived(folded: &str, list: &BuiltIn) -> bool {
    let squeezed: Zeroizing<String> =
        Zeroizing::new(folded.chars().filter(|c| c.is_alphanumeric()).collect());
    let mut forms = vec![Zeroizing::new(folded.to_owned()), unleeted(folded)];
    if squeezed.len() < folded.len() && words(folded) <= 2 {
        forms.push(unleeted(&squeezed));
        forms.push(squeezed);
    }
    forms.iter().any(|form| is_listed_with_additions(form, list) || is_two(form, list))
}

fn words(folded: &str) -> usize {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().any(char::is_alphabetic))
        .count()
}

fn is_listed_with_additions(form: &str, list: &BuiltIn) -> bool {
    if list.holds(form) {
        return true;
    }
    let core = form.trim_matches(|c: char| !c.is_alphabetic());
    let total = form.chars().count();
    let left = core.chars().count();
    left >= SHORTEST_PIECE && total - left <= MOST_ADDED && left < total && list.holds(core)
}

fn is_two(form: &str, list: &BuiltIn) -> bool {
    // Digits and signs at the end cost a guesser little: they are left out of the second piece.
    let core = form.trim_matches(|c: char| !c.is_alphanumeric());
    core.char_indices().map(|(place, _)| place).skip(1).any(|place| {
        let Some((first, second)) = core.split_at_checked(place) else { return false };
        let second_core = second.trim_end_matches(|c: char| !c.is_alphabetic());
        let added = second.chars().count() - second_core.chars().count();
        let second = if added <= MOST_ADDED && second_core.chars().count() >= SHORTEST_PIECE {
            second_core
        } else {
            second
        };
        let long = |piece: &str| piece.chars().count() >= SHORTEST_PIECE;
        long(first)
            && long(second)
            && list.is_common(first)
            && (list.is_common(second) || first == second)
    })
}

/// Look-alikes read as the letters they stand for.
fn unleeted(folded: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(folded.len()));
    text.extend(folded.chars().map(|character| match character {
        '@' | '4' => 'a',
        '3' => 'e',
        '1' | '!' | '|' => 'i',
        '0' => 'o',
        '$' | '5' => 's',
        '7' | '+' => 't',
        other => other,
    }));
    text
}

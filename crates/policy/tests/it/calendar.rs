//! The places, named days and closures of `[calendar]`: what they do to promises, and what is said of mistakes.

use clock::{Date, DayOff};
use expect_test::expect;
use policy::parse;

use crate::findings::check;

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn a_country_and_its_part_bring_their_holidays_beside_those_that_are_listed() {
    let policy = parse(
        r#"
[program]
id = "p"
name = "P"
contact = [{ email = "a@example.org" }]
[calendar]
zone = "Europe/Berlin"
country = "DE"
subdivision = "BE"
holidays = [2026-12-24]
[[calendar.holiday]]
date = 2026-12-31
name = "New Year's Eve"
[[calendar.closure]]
first = 2026-12-28
last = 2026-12-30
reason = "The office is closed"
"#,
    )
    .unwrap();
    let calendar = &policy.calendar;
    assert_eq!(calendar.region().map(|region| region.name()).as_deref(), Some("Berlin (Germany)"));
    let listed: Vec<_> = calendar.holidays().iter().map(|holiday| holiday.date).collect();
    assert_eq!(listed, [date("2026-12-24"), date("2026-12-31")]);
    for (day, why) in [
        ("2026-12-24", DayOff::Holiday(None)),
        ("2026-12-25", DayOff::Holiday(Some("Christmas Day"))),
        ("2026-12-29", DayOff::Closure(Some("The office is closed"))),
        ("2026-12-31", DayOff::Holiday(Some("New Year's Eve"))),
        ("2027-03-08", DayOff::Holiday(Some("Women's Day"))),
    ] {
        assert_eq!(calendar.day_off(date(day)), Some(why), "{day}");
    }
}

#[test]
fn a_country_that_nobody_knows_has_a_likely_one() {
    let country = |text: &str| format!("[calendar]\nzone = \"UTC\"\ncountry = \"{text}\"\n");
    check(
        &country("UK"),
        &expect![[r#"
        error[unknown-value]: no public holidays are known for the country `UK`
         --> line 7, column 11
          |
        7 | country = "UK"
          |           ^^^^
          = instead: did you mean `GB`?

    "#]],
    );
    check(
        &country("de"),
        &expect![[r#"
        error[unknown-value]: no public holidays are known for the country `de`
         --> line 7, column 11
          |
        7 | country = "de"
          |           ^^^^
          = instead: did you mean `DE`?

    "#]],
    );
    check(
        &country("Germny"),
        &expect![[r#"
        error[unknown-value]: no public holidays are known for the country `Germny`
         --> line 7, column 11
          |
        7 | country = "Germny"
          |           ^^^^^^^^
          = instead: did you mean `DE` (Germany)?

    "#]],
    );
    check(
        &country("DE-BE"),
        &expect![[r#"
        error[unknown-value]: no public holidays are known for the country `DE-BE`
         --> line 7, column 11
          |
        7 | country = "DE-BE"
          |           ^^^^^^^
          = instead: write `country = "DE"` and `subdivision = "BE"`

    "#]],
    );
    check(
        &country("US-XX"),
        &expect![[r#"
        error[unknown-value]: no public holidays are known for the country `US-XX`
         --> line 7, column 11
          |
        7 | country = "US-XX"
          |           ^^^^^^^
          = instead: write `country = "US"`, and its part as `subdivision`

    "#]],
    );
    check(
        &country("ZZ"),
        &expect![[r#"
            error[unknown-value]: no public holidays are known for the country `ZZ`
             --> line 7, column 11
              |
            7 | country = "ZZ"
              |           ^^^^
              = instead: use one of `AT`, `AU`, `BE`, `BG`, `CA`, `CH`, `CY`, `CZ`, `DE`, `DK`, `EE`, `ES`, `FI`, `FR`, `GB`, `GR`, `HR`, `HU`, `IE`, `IN`, `IT`, `JP`, `LT`, `LU`, `LV`, `MT`, `NL`, `NO`, `PL`, `PT`, `RO`, `SE`, `SI`, `SK`, `US`, or leave it out and list the days as `holidays`

        "#]],
    );
    check(
        &country("Middle-earth"),
        &expect![[r#"
        error[unknown-value]: no public holidays are known for the country `Middle-earth`
         --> line 7, column 11
          |
        7 | country = "Middle-earth"
          |           ^^^^^^^^^^^^^^
          = instead: use one of `AT`, `AU`, `BE`, `BG`, `CA`, `CH`, `CY`, `CZ`, `DE`, `DK`, `EE`, `ES`, `FI`, `FR`, `GB`, `GR`, `HR`, `HU`, `IE`, `IN`, `IT`, `JP`, `LT`, `LU`, `LV`, `MT`, `NL`, `NO`, `PL`, `PT`, `RO`, `SE`, `SI`, `SK`, `US`, or leave it out and list the days as `holidays`

    "#]],
    );
}

#[test]
fn a_subdivision_that_nobody_knows_has_a_likely_one() {
    let part = |country: &str, part: &str| {
        format!("[calendar]\nzone = \"UTC\"\ncountry = \"{country}\"\nsubdivision = \"{part}\"\n")
    };
    check(
        &part("DE", "DE-BE"),
        &expect![[r#"
        error[unknown-value]: Germany has no subdivision `DE-BE`
         --> line 8, column 15
          |
        8 | subdivision = "DE-BE"
          |               ^^^^^^^
          = instead: did you mean `BE`?

    "#]],
    );
    check(
        &part("DE", "Bayrn"),
        &expect![[r#"
        error[unknown-value]: Germany has no subdivision `Bayrn`
         --> line 8, column 15
          |
        8 | subdivision = "Bayrn"
          |               ^^^^^^^
          = instead: did you mean `BY` (Bayern)?

    "#]],
    );
    check(
        &part("GB", "London"),
        &expect![[r#"
        error[unknown-value]: United Kingdom has no subdivision `London`
         --> line 8, column 15
          |
        8 | subdivision = "London"
          |               ^^^^^^^^
          = instead: use one of `ENG`, `NIR`, `SCT`, `WLS`

    "#]],
    );
    check(
        &part("JP", "13"),
        &expect![[r#"
        error[unknown-value]: Japan has no subdivision `13`
         --> line 8, column 15
          |
        8 | subdivision = "13"
          |               ^^^^
          = instead: leave `subdivision` out: the public holidays are the same everywhere

    "#]],
    );
    check(
        "[calendar]\nzone = \"UTC\"\nsubdivision = \"BE\"\n",
        &expect![[r#"
        error[missing]: `[calendar]` has no `country`: a subdivision is part of a country
         --> line 5, column 1
          |
        5 | [calendar]
          | ^^^^^^^^^^
          = instead: add `country = …` to it

    "#]],
    );
}

#[test]
fn a_holiday_is_a_day() {
    check(
        "[calendar]\nzone = \"UTC\"\n[[calendar.holiday]]\nname = \"Sommerfest\"\n\
         [[calendar.holiday]]\ndate = \"2026-07-01\"\n",
        &expect![[r#"
            error[missing]: `[[calendar.holiday]]` has no `date`: a holiday is a day
             --> line 7, column 1
              |
            7 | [[calendar.holiday]]
              | ^^^^^^^^^^^^^^^^^^^^
              = instead: add `date = …` to it

            error[bad-date]: `"2026-07-01"` is not a day
              --> line 10, column 8
               |
            10 | date = "2026-07-01"
               |        ^^^^^^^^^^^^
               = instead: write year, month and day without quotes, like `2026-12-24`

        "#]],
    );
}

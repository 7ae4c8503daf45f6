//! The mistakes a policy text can have, each as its author sees it.

use expect_test::{Expect, expect};
use policy::{Code, MAX_SOURCE_BYTES, parse};

/// A policy that is complete; what is wrong in a test is only what the test adds.
const HEAD: &str = r#"[program]
id = "p"
name = "P"
contact = [{ email = "a@example.org" }]
"#;

/// The findings of a text, as they are shown.
fn shown(source: &str) -> String {
    let findings = match parse(source) {
        Ok(policy) => policy.warnings().to_vec(),
        Err(findings) => findings,
    };
    findings.iter().map(|finding| format!("{finding}\n\n")).collect()
}

/// Adds lines to a complete policy and compares what is found.
#[track_caller]
pub(crate) fn check(addition: &str, expected: &Expect) {
    expected.assert_eq(&shown(&format!("{HEAD}{addition}")));
}

#[test]
fn a_text_that_is_not_toml_shows_the_place() {
    expect![[r#"
        error[not-toml]: this is not TOML: unclosed table, expected `]`
         --> line 1, column 9
          |
        1 | [program
          |         ^
          = instead: write `key = "value"` lines under `[section]` headings, texts in double quotes

    "#]]
    .assert_eq(&shown("[program\nid = p\n"));
}

#[test]
fn an_empty_text_has_no_program() {
    expect![[r#"
        error[missing]: a policy has no `[program]`: every policy names its program
         --> line 1, column 1
          = instead: add a section `[program]`

    "#]]
    .assert_eq(&shown(""));
}

#[test]
fn a_text_that_is_too_large_is_not_read() {
    let source = format!("{HEAD}#{}", "x".repeat(MAX_SOURCE_BYTES));
    expect![[r#"
        error[too-large]: this text has 262215 bytes, a policy at most 262144
         --> line 1, column 1
          |
        1 | [program]
          | ^
          = instead: keep the promises here and put long texts on a page of their own

    "#]]
    .assert_eq(&shown(&source));
    assert!(parse(&format!("{HEAD}#{}", "x".repeat(MAX_SOURCE_BYTES - HEAD.len() - 1))).is_ok());
}

#[test]
fn too_many_entries_are_named_where_they_become_too_many() {
    let many = "\"no legal action\", ".repeat(101);
    let found = parse(&format!("{HEAD}[disclosure]\nplaces = [{many}]\n")).unwrap_err();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].line), (Code::TooMany, 6));
    assert_eq!(found[0].message, "`places` has 101 entries, at most 100 are read");
}

#[test]
fn a_text_that_is_too_long_is_named() {
    let long = "x".repeat(4_001);
    let found =
        parse(&format!("{HEAD}[reward]\nkind = \"none\"\nsource = \"{long}\"\n")).unwrap_err();
    assert_eq!((found[0].code, found[0].line, found[0].column), (Code::TooLong, 7, 10));
    assert!(found[0].to_string().len() < 1_000, "the text itself is not repeated");
}

#[test]
fn an_unknown_section_and_an_unknown_key_have_a_likely_one() {
    check(
        "[[promis]]\nid = \"a\"\n[credits]\n[privacy]\nanonymus = true\nzzz = 1\n",
        &expect![[r#"
            error[unknown-key]: a policy has no `promis`
             --> line 5, column 3
              |
            5 | [[promis]]
              |   ^^^^^^
              = instead: did you mean `promise`?

            error[unknown-key]: a policy has no `credits`
             --> line 7, column 2
              |
            7 | [credits]
              |  ^^^^^^^
              = instead: did you mean `credit`?

            error[unknown-key]: `[privacy]` has no `anonymus`
             --> line 9, column 1
              |
            9 | anonymus = true
              | ^^^^^^^^
              = instead: did you mean `anonymous`?

            error[unknown-key]: `[privacy]` has no `zzz`
              --> line 10, column 1
               |
            10 | zzz = 1
               | ^^^
               = instead: use one of `anonymous`, `not_passed_on`, `policy_url`, `pseudonym`, `source`, `statement`

        "#]],
    );
}

#[test]
fn an_unknown_word_has_a_likely_one() {
    check(
        "[[promise]]\nid = \"a\"\ndo = \"acknowlege\"\nto = \"everybody\"\nwithin = \"24 hours\"\nsource = \"s\"\n\
         [reward]\nkind = \"bountey\"\n[intake]\nmode = \"opne\"\n",
        &expect![[r#"
            error[unknown-value]: `acknowlege` is not an act
             --> line 7, column 6
              |
            7 | do = "acknowlege"
              |      ^^^^^^^^^^^^
              = instead: did you mean `acknowledge`?

            error[unknown-value]: `everybody` is not a party
             --> line 8, column 6
              |
            8 | to = "everybody"
              |      ^^^^^^^^^^^
              = instead: a party is one of: reporter, public, users, csirt, authority, upstream, team, persons, controller, requester, cve list, distributors

            error[unknown-value]: `bountey` is not a reward
              --> line 12, column 8
               |
            12 | kind = "bountey"
               |        ^^^^^^^^^
               = instead: did you mean `bounty`?

            error[unknown-value]: there is no such mode of intake
              --> line 14, column 8
               |
            14 | mode = "opne"
               |        ^^^^^^
               = instead: did you mean `open`?

        "#]],
    );
}

#[test]
fn what_must_be_there_is_asked_for() {
    check(
        "[[promise]]\n",
        &expect![[r#"
            error[missing]: `[[promise]]` has no `id`: clocks and pages name the promise by it
             --> line 5, column 1
              |
            5 | [[promise]]
              | ^^^^^^^^^^^
              = instead: add `id = …` to it

            error[missing]: `[[promise]]` has no `do`: an act is one of: acknowledge, respond, evaluate, decide, update, fix, publish, credit, notify, report, review, classify
             --> line 5, column 1
              |
            5 | [[promise]]
              | ^^^^^^^^^^^
              = instead: add `do = …` to it

            error[missing]: `[[promise]]` has no `within`: it says how much time there is, like `24 hours` or `as soon as possible`
             --> line 5, column 1
              |
            5 | [[promise]]
              | ^^^^^^^^^^^
              = instead: add `within = …` to it

            error[missing]: `[[promise]]` has no `source`: it is the sentence that promises this, word for word
             --> line 5, column 1
              |
            5 | [[promise]]
              | ^^^^^^^^^^^
              = instead: add `source = …` to it

        "#]],
    );
}

#[test]
fn intake_that_is_not_open_says_where_urgent_matter_goes() {
    check(
        "[intake]\nmode = \"paused\"\nuntil = 2027-01-01T00:00:00Z\n",
        &expect![[r#"
        error[missing]: `[intake]` has no `urgent`: what is being exploited must always find a way in
         --> line 5, column 1
          |
        5 | [intake]
          | ^^^^^^^^
          = instead: add `urgent = …` to it

    "#]],
    );
}

#[test]
fn a_value_of_another_type_is_named() {
    check(
        "[privacy]\nanonymous = \"yes\"\n[reward]\nkind = 3\n[promise]\nid = \"a\"\n[calendar]\nzone = [\"UTC\", 1]\n\
         office_hours = { open = \"9\", close = 17:00:00 }\n[report]\nfield = [\"steps\"]\nrequired = [\"steps\"]\n",
        &expect![[r#"
            error[wrong-type]: `"yes"` is a text
             --> line 6, column 13
              |
            6 | anonymous = "yes"
              |             ^^^^^
              = instead: write `true` or `false`, without quotes

            error[wrong-type]: `3` is a number
             --> line 8, column 8
              |
            8 | kind = 3
              |        ^
              = instead: write a text in double quotes

            error[wrong-type]: `[promise]` is one table, and there may be several
             --> line 9, column 1
              |
            9 | [promise]
              | ^^^^^^^^^
              = instead: write `[[promise]]`

            error[wrong-type]: `["UTC", 1]` is a list
              --> line 12, column 8
               |
            12 | zone = ["UTC", 1]
               |        ^^^^^^^^^^
               = instead: write a text in double quotes

            error[wrong-type]: `"9"` is a text
              --> line 13, column 25
               |
            13 | office_hours = { open = "9", close = 17:00:00 }
               |                         ^^^
               = instead: write a time of day without quotes, like `09:00:00`

            error[wrong-type]: `"steps"` is a text
              --> line 15, column 10
               |
            15 | field = ["steps"]
               |          ^^^^^^^
               = instead: write a table, like `{ key = "value" }`

        "#]],
    );
}

#[test]
fn empty_texts_and_unseen_characters_are_refused() {
    check(
        "[reward]\nkind = \"none\"\nsource = \"  \"\n[disclosure]\nstatement = \"do not \u{202e}tell\"\n",
        &expect![[r#"
            error[bad-text]: this text is empty
             --> line 7, column 10
              |
            7 | source = "  "
              |          ^^^^
              = instead: write it, or leave the key out

            error[bad-text]: this text has the unseen character U+202E
             --> line 9, column 13
              |
            9 | statement = "do not �tell"
              |             ^^^^^^^^^^^^^^
              = instead: leave that character out

        "#]],
    );
}

#[test]
fn a_number_without_a_unit_is_refused_as_bare() {
    check(
        "[[promise]]\nid = \"a\"\ndo = \"acknowledge\"\nwithin = 7\nevery = \"3\"\nsource = \"s\"\n",
        &expect![[r#"
            error[bad-span]: `7` has no unit: nobody can tell which days or hours are meant
             --> line 8, column 10
              |
            8 | within = 7
              |          ^
              = instead: write `"7 days"` for days of 24 hours, or `"7 business days"`

            error[bad-span]: `"3"` has no unit: nobody can tell which days or hours are meant
             --> line 9, column 9
              |
            9 | every = "3"
              |         ^^^
              = instead: write `"3 days"` for days of 24 hours, or `"3 business days"`

        "#]],
    );
}

#[test]
fn a_time_that_is_none_says_what_to_write() {
    check(
        "[[promise]]\nid = \"a\"\ndo = \"acknowledge\"\nwithin = \"promptly\"\nsource = \"s\"\n\
         [[promise]]\nid = \"b\"\ndo = \"fix\"\nwithin = \"2 fortnights\"\nsource = \"s\"\n\
         [[promise]]\nid = \"c\"\ndo = \"fix\"\nwithin = \"0 days\"\nsource = \"s\"\n\
         [[promise]]\nid = \"d\"\ndo = \"fix\"\nwithin = \"4000000000 days\"\nsource = \"s\"\n",
        &expect![[r#"
            error[bad-span]: `"promptly"` is not a time
             --> line 8, column 10
              |
            8 | within = "promptly"
              |          ^^^^^^^^^^
              = instead: write a number with its unit, like `24 hours` or `7 business days`, or `as soon as possible` or `regularly`

            error[bad-span]: `"2 fortnights"` is not a time
              --> line 13, column 10
               |
            13 | within = "2 fortnights"
               |          ^^^^^^^^^^^^^^
               = instead: unknown unit "fortnights": use hours, days, business hours, business days, weeks or months (a year is 12 months)

            error[bad-span]: `"0 days"` is not a time
              --> line 18, column 10
               |
            18 | within = "0 days"
               |          ^^^^^^^^
               = instead: a span of zero is no promise: write at least 1, or leave the time out

            error[bad-span]: `"4000000000 days"` is longer than anybody can promise
              --> line 23, column 10
               |
            23 | within = "4000000000 days"
               |          ^^^^^^^^^^^^^^^^^
               = instead: write a number of at most 100000

        "#]],
    );
}

#[test]
fn an_id_that_is_none_comes_with_one() {
    check(
        "[[product]]\nid = \"Our SDK\"\nname = \"SDK\"\n",
        &expect![[r#"
        error[bad-id]: `Our SDK` is not an id
         --> line 6, column 6
          |
        6 | id = "Our SDK"
          |      ^^^^^^^^^
          = instead: write `our-sdk`: lower-case letters, digits and hyphens

    "#]],
    );
}

#[test]
fn addresses_that_lead_nowhere_are_refused() {
    expect![[r#"
        error[bad-address]: `url` is not a full https address
         --> line 4, column 7
          |
        4 | url = "http://example.org"
          |       ^^^^^^^^^^^^^^^^^^^^
          = instead: write it whole, like `https://example.org/security`

        error[unknown-value]: this is not a language tag
         --> line 5, column 14
          |
        5 | languages = ["english"]
          |              ^^^^^^^^^
          = instead: write one, like `en` or `pt-BR`

        error[bad-address]: `email` cannot be used as it stands
         --> line 7, column 13
          |
        7 |   { email = "security at example.org" },
          |             ^^^^^^^^^^^^^^^^^^^^^^^^^
          = instead: write an e-mail address, like `security@example.org`

        error[bad-address]: `url` is not a full https address
         --> line 8, column 11
          |
        8 |   { url = "javascript:alert(1)" },
          |           ^^^^^^^^^^^^^^^^^^^^^
          = instead: write it whole, like `https://example.org/security`

        error[bad-address]: `github` cannot be used as it stands
         --> line 9, column 14
          |
        9 |   { github = "just-a-name" },
          |              ^^^^^^^^^^^^^
          = instead: write `owner/repository` as in its address on GitHub, or `this`

        error[bad-address]: `phone` cannot be used as it stands
          --> line 10, column 13
           |
        10 |   { phone = "0800 12" },
           |             ^^^^^^^^^
           = instead: write a number in international form, like `+44 20 7946 0000`

        error[contradiction]: a contact is one way to reach the team, and this one names several
          --> line 11, column 36
           |
        11 |   { email = "a@example.org", url = "https://example.org" },
           |                                    ^^^^^^^^^^^^^^^^^^^^^
           = instead: write a `[[program.contact]]` of its own for each, the preferred one first

        error[missing]: `[[program.contact]]` has no `email`: a contact has one of `email`, `url`, `github`, `phone`
          --> line 12, column 3
           |
        12 |   { note = "none" },
           |   ^^^^^^^^^^^^^^^^^
           = instead: add `email = …` to it

        error[bad-address]: this is not where a key can be
          --> line 14, column 16
           |
        14 | key = [{ uri = "ftp://example.org/key.asc", fingerprint = "ABC" }]
           |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^
           = instead: write an address that begins with `https://`, `dns:` or `openpgp4fpr:`

        error[bad-address]: this is not a fingerprint
          --> line 14, column 59
           |
        14 | key = [{ uri = "ftp://example.org/key.asc", fingerprint = "ABC" }]
           |                                                           ^^^^^
           = instead: write 40 or 64 hexadecimal digits, spaces allowed

    "#]].assert_eq(&shown(
        "[program]\nid = \"p\"\nname = \"P\"\nurl = \"http://example.org\"\nlanguages = [\"english\"]\n\
         contact = [\n  { email = \"security at example.org\" },\n  { url = \"javascript:alert(1)\" },\n  \
         { github = \"just-a-name\" },\n  { phone = \"0800 12\" },\n  \
         { email = \"a@example.org\", url = \"https://example.org\" },\n  { note = \"none\" },\n]\n\
         key = [{ uri = \"ftp://example.org/key.asc\", fingerprint = \"ABC\" }]\n",
    ));
}

#[test]
fn days_and_moments_are_written_as_such() {
    check(
        "[calendar]\nzone = \"UTC\"\nholidays = [\"2026-12-25\", 2026-12-26T00:00:00Z]\n\
         [intake]\nmode = \"paused\"\nuntil = 2027-01-01\nurgent = \"a@example.org\"\n",
        &expect![[r#"
            error[bad-date]: `"2026-12-25"` is not a day
             --> line 7, column 13
              |
            7 | holidays = ["2026-12-25", 2026-12-26T00:00:00Z]
              |             ^^^^^^^^^^^^
              = instead: write year, month and day without quotes, like `2026-12-24`

            error[bad-date]: `2026-12-26T00:00:00Z` is not a day
             --> line 7, column 27
              |
            7 | holidays = ["2026-12-25", 2026-12-26T00:00:00Z]
              |                           ^^^^^^^^^^^^^^^^^^^^
              = instead: write year, month and day without quotes, like `2026-12-24`

            error[bad-date]: `2027-01-01` is not a moment
              --> line 10, column 9
               |
            10 | until = 2027-01-01
               |         ^^^^^^^^^^
               = instead: write date, time and offset without quotes, like `2026-12-01T09:00:00Z`

        "#]],
    );
}

#[test]
fn a_day_that_no_calendar_has_is_refused() {
    check(
        "[calendar]\nzone = \"UTC\"\nholidays = [2026-02-30]\n",
        &expect![[r#"
        error[bad-date]: `2026-02-30` cannot be: invalid date, expected day between 01 and 28
         --> line 7, column 13
          |
        7 | holidays = [2026-02-30]
          |             ^^^^^^^^^^
          = instead: write a day like `2026-12-24`, or a moment like `2026-12-01T09:00:00Z`

    "#]],
    );
}

#[test]
fn a_calendar_that_cannot_be_counted_with_is_refused() {
    check(
        "[calendar]\nzone = \"Middle-earth/Shire\"\n",
        &expect![[r#"
            error[bad-calendar]: unknown time zone "Middle-earth/Shire"
             --> line 6, column 8
              |
            6 | zone = "Middle-earth/Shire"
              |        ^^^^^^^^^^^^^^^^^^^^
              = instead: use a name like `Europe/Berlin`, `America/New_York` or `UTC`

        "#]],
    );
    check(
        "[calendar]\nzone = \"UTC\"\nworkdays = []\n",
        &expect![[r#"
            error[bad-calendar]: a calendar needs at least one workday, like "monday"
             --> line 7, column 12
              |
            7 | workdays = []
              |            ^^
              = instead: name a day, like `monday`, or leave `workdays` out

        "#]],
    );
    check(
        "[calendar]\nzone = \"UTC\"\nclosure = [{ first = 2027-01-02, last = 2026-12-24 }]\n",
        &expect![[r#"
            error[bad-calendar]: the closure from 2027-01-02 ends before it begins, on 2026-12-24
             --> line 7, column 11
              |
            7 | closure = [{ first = 2027-01-02, last = 2026-12-24 }]
              |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = instead: swap the two dates

        "#]],
    );
}

#[test]
fn business_time_needs_a_calendar_that_can_count_it() {
    let promise = "[[promise]]\nid = \"a\"\ndo = \"acknowledge\"\nsource = \"s\"\n";
    check(
        &format!("{promise}within = \"3 business days\"\n"),
        &expect![[r#"
        error[bad-calendar]: business days need a calendar, and this policy has none
         --> line 9, column 10
          |
        9 | within = "3 business days"
          |          ^^^^^^^^^^^^^^^^^
          = instead: add `[calendar]` with `zone = "Europe/Berlin"` or where the team works

    "#]],
    );
    check(
        &format!("{promise}within = \"8 business hours\"\n[calendar]\nzone = \"UTC\"\n"),
        &expect![[r#"
            error[bad-calendar]: business hours need office hours, and the calendar has none
             --> line 9, column 10
              |
            9 | within = "8 business hours"
              |          ^^^^^^^^^^^^^^^^^^
              = instead: add `office_hours = { open = 09:00:00, close = 17:00:00 }` to `[calendar]`

        "#]],
    );
}

#[test]
fn a_long_line_is_shown_in_part() {
    let padding = "x".repeat(300);
    check(
        &format!(
            "[reward]\nkind = \"none\"\n[privacy]\nstatement = \"{padding}\"\nanonimous = true\n"
        ),
        &expect![[r#"
            error[unknown-key]: `[privacy]` has no `anonimous`
             --> line 9, column 1
              |
            9 | anonimous = true
              | ^^^^^^^^^
              = instead: did you mean `anonymous`?

        "#]],
    );
    check(
        &format!("[scope]\nin = [\"{padding}\", 7]\n"),
        &expect![[r#"
        error[wrong-type]: `7` is a number
         --> line 6, column 311
          |
        6 | xxxxxxxxxxxxxxxxx", 7]
          |                     ^
          = instead: write a table, like `{ key = "value" }`

    "#]],
    );
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_do_not_move_the_place() {
    let source = format!("\u{feff}{}[rewards]\r\n", HEAD.replace('\n', "\r\n"));
    expect![[r#"
        error[unknown-key]: a policy has no `rewards`
         --> line 5, column 2
          |
        5 | [rewards]
          |  ^^^^^^^
          = instead: did you mean `reward`?

    "#]]
    .assert_eq(&shown(&source));
}

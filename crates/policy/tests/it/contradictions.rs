//! Mistakes that lie between two places of a policy: names twice, names of nothing, statements that cannot
//! both hold.

use expect_test::expect;

use crate::findings::check;

#[test]
fn the_same_name_twice_is_refused() {
    check(
        "[[promise]]\nid = \"a\"\ndo = \"fix\"\nwithin = \"1 day\"\nsource = \"s\"\n\
         [[promise]]\nid = \"a\"\ndo = \"publish\"\nwithin = \"1 day\"\nsource = \"s\"\n\
         [report]\nrequired = [\"steps\"]\nwanted = [\"steps\"]\n\
         [harbor]\nstatements = [\"no charges\", \"no charges\"]\n",
        &expect![[r#"
            error[duplicate]: there are two entries of `[[promise]]` with the id `a`
              --> line 11, column 6
               |
            11 | id = "a"
               |      ^^^
               = instead: give one of them another id

            error[duplicate]: the field `steps` is asked for twice
              --> line 17, column 11
               |
            17 | wanted = ["steps"]
               |           ^^^^^^^
               = instead: leave one of the two out

            error[duplicate]: `"no charges"` stands here twice
              --> line 19, column 29
               |
            19 | statements = ["no charges", "no charges"]
               |                             ^^^^^^^^^^^^
               = instead: leave one of them out

        "#]],
    );
    check(
        "[reward]\nkind = \"none\"\nkind = \"gift\"\n",
        &expect![[r#"
        error[duplicate]: `kind` stands here for the second time
         --> line 7, column 1
          |
        7 | kind = "gift"
          | ^^^^
          = instead: keep one of the two, or write `[[…]]` where a section may be repeated

    "#]],
    );
}

#[test]
fn an_id_names_one_thing_in_the_scope_the_rules_the_form_and_the_retention() {
    check(
        "[scope]\nin = [\"The API\"]\nout = [{ id = \"the-api\", what = \"Its clients\" }]\n\
         [rules]\nforbidden = [\"backdoor\", { id = \"backdoor\" }]\n\
         [report]\nrequired = [\"steps\"]\nfield = [{ id = \"steps\" }, { id = \"steps\" }]\n\
         [[retention]]\nwhat = \"report\"\nwhy = \"w\"\nkeep = \"1 month\"\n\
         [[retention]]\nwhat = \"report\"\nwhy = \"w\"\nkeep = \"for good\"\n",
        &expect![[r#"
            error[duplicate]: the id `the-api` stands for something else already
             --> line 7, column 8
              |
            7 | out = [{ id = "the-api", what = "Its clients" }]
              |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              = instead: give one of the two another id

            error[duplicate]: the id `backdoor` stands for something else already
             --> line 9, column 26
              |
            9 | forbidden = ["backdoor", { id = "backdoor" }]
              |                          ^^^^^^^^^^^^^^^^^^^
              = instead: give one of the two another id

            error[duplicate]: the field `steps` is defined twice
              --> line 12, column 28
               |
            12 | field = [{ id = "steps" }, { id = "steps" }]
               |                            ^^^^^^^^^^^^^^^^
               = instead: leave one of the two out

            error[duplicate]: there are two rows of `[[retention]]` for `report`
              --> line 13, column 1
               |
            13 | [[retention]]
               | ^^^^^^^^^^^^^
               = instead: keep one of them

        "#]],
    );
}

#[test]
fn versions_that_cannot_be_compared_are_refused() {
    check(
        "[[product]]\nid = \"a\"\nname = \"A\"\nversions = [\n  { version = \"< newest\", supported = true },\n  \
         { version = \">=1, <2\", supported = true },\n  { version = \"1.x.2\" },\n]\n",
        &expect![[r#"
            error[unknown-value]: these versions cannot be compared with others
             --> line 9, column 15
              |
            9 |   { version = "< newest", supported = true },
              |               ^^^^^^^^^^
              = instead: write `latest`, `any`, `1.2.3`, `1.2.x`, `< 2.0`, `<= 2.0`, `> 1.0` or `>= 1.0`

            error[unknown-value]: these versions cannot be compared with others
              --> line 10, column 15
               |
            10 |   { version = ">=1, <2", supported = true },
               |               ^^^^^^^^^
               = instead: write `latest`, `any`, `1.2.3`, `1.2.x`, `< 2.0`, `<= 2.0`, `> 1.0` or `>= 1.0`

            error[missing]: `[[product.versions]]` has no `supported`: it says whether these versions get security updates
              --> line 11, column 3
               |
            11 |   { version = "1.x.2" },
               |   ^^^^^^^^^^^^^^^^^^^^^
               = instead: add `supported = …` to it

            error[unknown-value]: these versions cannot be compared with others
              --> line 11, column 15
               |
            11 |   { version = "1.x.2" },
               |               ^^^^^^^
               = instead: write `latest`, `any`, `1.2.3`, `1.2.x`, `< 2.0`, `<= 2.0`, `> 1.0` or `>= 1.0`

        "#]],
    );
    check(
        "[[product]]\nid = \"a\"\nname = \"A\"\nversions = [{ version = \"1\", supported = false, until = 2026-02-28 }]\n",
        &expect![[r#"
            error[contradiction]: an end of support is given for versions that are not supported
             --> line 8, column 57
              |
            8 | versions = [{ version = "1", supported = false, until = 2026-02-28 }]
              |                                                         ^^^^^^^^^^
              = instead: leave `until` out here

        "#]],
    );
}

#[test]
fn a_name_that_refers_to_nothing_has_a_likely_one() {
    check(
        "[[product]]\nid = \"sdk\"\nname = \"SDK\"\n[scope]\nin = [{ id = \"a\", what = \"A\", product = \"sdc\" }]\n\
         [report]\nrequired = [\"stepps\"]\n[[report.field]]\nid = \"mood\"\nlabel = \"Mood\"\n\
         [rules]\nforbidden = [\"backdoors\"]\n",
        &expect![[r#"
            error[unknown-reference]: there is no product `sdc` here
             --> line 9, column 41
              |
            9 | in = [{ id = "a", what = "A", product = "sdc" }]
              |                                         ^^^^^
              = instead: did you mean `sdk`?

            error[unknown-reference]: this field is neither well known nor defined here
              --> line 11, column 13
               |
            11 | required = ["stepps"]
               |             ^^^^^^^^
               = instead: did you mean `steps`? Or define it as `[[report.field]]`

            error[unknown-reference]: the field `mood` is neither required nor wanted
              --> line 12, column 1
               |
            12 | [[report.field]]
               | ^^^^^^^^^^^^^^^^
               = instead: name it in `required` or `wanted` of `[report]`, or leave it out

            error[unknown-reference]: there is no well-known rule of this name
              --> line 16, column 14
               |
            16 | forbidden = ["backdoors"]
               |              ^^^^^^^^^^^
               = instead: did you mean `backdoor`? Or write `{ id = "…", text = "…" }`

        "#]],
    );
}

#[test]
fn a_law_never_pauses() {
    check(
        "[[promise]]\nid = \"warn\"\ndo = \"report\"\nto = \"csirt\"\nfrom = \"attack observed\"\nwithin = \"24 hours\"\n\
         class = \"law\"\npause = [\"awaiting reporter\"]\nsource = \"s\"\n",
        &expect![[r#"
            error[law-pauses]: the law never pauses
              --> line 12, column 9
               |
            12 | pause = ["awaiting reporter"]
               |         ^^^^^^^^^^^^^^^^^^^^^
               = instead: leave `pause` out, or name another `class`

        "#]],
    );
}

#[test]
fn statements_that_cannot_both_hold_are_refused() {
    check(
        "[[promise]]\nid = \"a\"\ndo = \"fix\"\nwithin = \"1 day\"\ntarget = \"2 days\"\nsource = \"s\"\n\
         [[promise]]\nid = \"b\"\ndo = \"notify\"\nwithin = \"7 days\"\ndirection = \"at least before\"\nsource = \"s\"\n\
         [disclosure]\nminimum = \"90 days\"\nmaximum = \"30 days\"\n\
         [credit]\nchoice = \"never\"\nhall_of_fame = true\n",
        &expect![[r#"
            error[contradiction]: a promise with a number needs no target
             --> line 9, column 10
              |
            9 | target = "2 days"
              |          ^^^^^^^^
              = instead: leave `target` out, or make it a promise of its own with `class = "target"`

            error[contradiction]: nothing can be owed before a report arrives
              --> line 15, column 13
               |
            15 | direction = "at least before"
               |             ^^^^^^^^^^^^^^^^^
               = instead: name the event it comes before, like `from = "disclosed"`

            error[contradiction]: the minimum embargo of 90 days is longer than the maximum one of 30 days
              --> line 18, column 11
               |
            18 | minimum = "90 days"
               |           ^^^^^^^^^
               = instead: keep to minimum, then preferred, then maximum, from short to long

            error[contradiction]: there is a hall of fame, and nobody is ever named
              --> line 22, column 16
               |
            22 | hall_of_fame = true
               |                ^^^^
               = instead: write `choice = "opt-in"`, or leave the hall of fame out

        "#]],
    );
}

#[test]
fn a_promise_without_a_number_and_without_a_target_is_worth_mending() {
    check(
        "[[promise]]\nid = \"a\"\ndo = \"fix\"\nwithin = \"as soon as possible\"\nsource = \"s\"\n",
        &expect![[r#"
            warning[missing]: this promise has no number, and the team no target for it
             --> line 8, column 10
              |
            8 | within = "as soon as possible"
              |          ^^^^^^^^^^^^^^^^^^^^^
              = instead: add `target = "…"`: it is shown as the team's own aim, not as a promise

        "#]],
    );
}

#[test]
fn less_time_for_milder_reports_is_worth_mending() {
    check(
        "[[promise]]\nid = \"severe\"\ndo = \"fix\"\nwithin = \"30 days\"\nwhen = { severity = [\"critical\"] }\nsource = \"s\"\n\
         [[promise]]\nid = \"mild\"\ndo = \"fix\"\nwithin = \"7 days\"\nwhen = { severity = [\"low\"] }\nsource = \"s\"\n",
        &expect![[r#"
            warning[contradiction]: `mild` gives a report of low severity less time than `severe` gives one of critical severity
             --> line 6, column 6
              |
            6 | id = "severe"
              |      ^^^^^^^^
              = instead: check whether the two times are the wrong way round

        "#]],
    );
}

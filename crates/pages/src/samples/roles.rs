//! Samples of the pages about roles on a case and in every program.

use super::{HOSTILE, hostile, program, team, when};
use crate::desk::{CasePeoplePage, HolderRow, PersonRow, RolesPage, SetRow};
use crate::{Choice, Field, FieldKind};

type Samples<T> = Vec<(&'static str, T)>;

fn role_field() -> Field {
    let roles = vec![
        Choice::new("analyst", "Analyst").help("works on cases and publishes"),
        Choice::new("legal", "legal").help("a set of your own"),
    ];
    Field::text("role", "Role").kind(FieldKind::Choice(roles)).required()
}

pub(crate) fn people() -> Samples<CasePeoplePage> {
    let row = |name: &str, until| PersonRow {
        id: "018f".to_owned(),
        name: name.to_owned(),
        role: "Analyst".to_owned(),
        until,
        you: false,
    };
    let restricted = CasePeoplePage {
        frame: team().within(program()),
        program: program(),
        handle: "K7Q2-M4XD".to_owned(),
        title: "A window into the vault".to_owned(),
        restricted: true,
        may_restrict: true,
        people: vec![
            PersonRow { you: true, ..row("ada", None) },
            row("ben", Some(when(30, "12:00"))),
        ],
        fields: vec![
            Field::text("login", "Name to sign in with").required(),
            role_field(),
            Field::text("until", "Until").kind(FieldKind::Moment),
        ],
        error: None,
    };
    let open = CasePeoplePage {
        restricted: false,
        may_restrict: false,
        people: Vec::new(),
        fields: Vec::new(),
        ..restricted.clone()
    };
    let wrong = CasePeoplePage {
        frame: hostile(team().within(program())),
        title: HOSTILE.to_owned(),
        restricted: false,
        people: vec![PersonRow { role: HOSTILE.to_owned(), ..row(HOSTILE, None) }],
        fields: vec![Field::text("login", HOSTILE).value(HOSTILE).error(HOSTILE), role_field()],
        error: Some(HOSTILE.to_owned()),
        ..restricted.clone()
    };
    vec![("full", restricted), ("open", open), ("wrong", wrong)]
}

pub(crate) fn roles() -> Samples<RolesPage> {
    let lets = ["see where a case stands, without its text", "set and lift a legal hold"];
    let full = RolesPage {
        frame: team(),
        sets: vec![SetRow {
            name: "legal".to_owned(),
            lets: lets.into_iter().map(str::to_owned).collect(),
        }],
        set_fields: vec![
            Field::text("name", "Name").required(),
            Field::text("may-see-case", "See where a case stands, without its text")
                .kind(FieldKind::Checkbox),
        ],
        holders: vec![HolderRow {
            id: "018f".to_owned(),
            name: "cleo".to_owned(),
            role: "Auditor".to_owned(),
        }],
        grant_fields: vec![Field::text("login", "Name to sign in with").required(), role_field()],
        error: None,
    };
    let empty = RolesPage { sets: Vec::new(), holders: Vec::new(), ..full.clone() };
    let wrong = RolesPage {
        frame: hostile(team()),
        sets: vec![SetRow { name: HOSTILE.to_owned(), lets: vec![HOSTILE.to_owned()] }],
        set_fields: vec![Field::text("name", HOSTILE).value(HOSTILE).error(HOSTILE)],
        holders: vec![HolderRow {
            id: "018f".to_owned(),
            name: HOSTILE.to_owned(),
            role: HOSTILE.to_owned(),
        }],
        error: Some(HOSTILE.to_owned()),
        ..full.clone()
    };
    vec![("full", full), ("empty", empty), ("wrong", wrong)]
}

//! The classification covers what it must, says why, and the documentation is what it generates.

use std::collections::BTreeSet;

use seal::classification::{TABLES, class_of};
use seal::{Class, classification_markdown};

#[test]
fn the_documentation_is_what_the_table_says() {
    // `UPDATE_EXPECT=1` writes it anew.
    expect_test::expect_file!["../../../../docs/data-classification.md"]
        .assert_eq(&classification_markdown());
}

#[test]
fn sec_11_every_column_stands_once_and_says_why() {
    let mut names = BTreeSet::new();
    for table in TABLES {
        assert!(!table.rows.is_empty() && !table.columns.is_empty(), "{}", table.name);
        for column in table.columns {
            assert!(names.insert((table.name, column.name)), "{}.{}", table.name, column.name);
            assert!(!column.reason.is_empty(), "{}.{}", table.name, column.name);
            assert!(!column.reason.contains('|'), "{}.{}", table.name, column.name);
            assert_eq!(class_of(table.name, column.name), Some(column.class));
        }
    }
    assert_eq!(class_of("report", "no_such_column"), None);
    assert_eq!(class_of("no_such_table", "case_id"), None);
}

#[test]
fn sec_3_a_column_that_says_it_is_sealed_is_sealed() {
    for table in TABLES {
        for column in table.columns {
            let claims = column.name.starts_with("sealed_");
            assert!(!claims || column.class == Class::Sealed, "{}.{}", table.name, column.name);
        }
    }
}

#[test]
fn pol_9_whatever_names_a_reporter_is_sealed() {
    let sealed = [
        ("report", "sealed_body"),
        ("case_file", "sealed_state"),
        ("event", "sealed_body"),
        ("file", "sealed_name"),
        ("advisory", "sealed_draft"),
        ("session", "sealed_payload"),
        ("outbox", "payload"),
    ];
    for (table, column) in sealed {
        assert_eq!(class_of(table, column), Some(Class::Sealed), "{table}.{column}");
    }
    // And there is no other place for a name: a column of that kind would have to be added here.
    let telling =
        ["name", "contact", "mail", "address", "ip", "agent", "phone", "title", "body", "text"];
    for table in TABLES {
        for column in table.columns {
            let tells = column.name.split('_').any(|word| telling.contains(&word));
            // What was published is public, and only that is in its table.
            let public = matches!(
                (table.name, column.name),
                ("program", "name") | ("published_document", "body")
            );
            assert!(
                !tells || public || matches!(column.class, Class::Sealed | Class::Hash),
                "{}.{}",
                table.name,
                column.name
            );
        }
    }
}

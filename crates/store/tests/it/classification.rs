//! Every column of the schema is classified, and nothing is classified that is not there.

use std::collections::BTreeSet;

use store::Store;
use testkit::on_sqlite;

// ASVS 14.1.1, 14.2.4
#[test]
fn sec_11_every_column_is_classified_and_no_classification_is_stale() {
    on_sqlite(|location| async move {
        let _store = Store::open(location.clone(), testkit::databases::options()).await.unwrap();
        let stored: BTreeSet<(String, String)> = crate::schema::tables(&location)
            .await
            .into_iter()
            .flat_map(|(table, columns)| {
                columns.into_keys().map(move |column| (table.clone(), column))
            })
            .collect();
        let classified: BTreeSet<(String, String)> = seal::classification::TABLES
            .iter()
            .flat_map(|table| {
                let name = table.name.to_owned();
                table.columns.iter().map(move |column| (name.clone(), column.name.to_owned()))
            })
            .collect();
        let unclassified: Vec<_> = stored.difference(&classified).collect();
        let stale: Vec<_> = classified.difference(&stored).collect();
        assert!(unclassified.is_empty(), "classify these in the seal crate: {unclassified:?}");
        assert!(stale.is_empty(), "no longer stored: {stale:?}");
    });
}

#[test]
fn sec_11_what_is_sealed_is_stored_as_bytes() {
    on_sqlite(|location| async move {
        let _store = Store::open(location.clone(), testkit::databases::options()).await.unwrap();
        let tables = crate::schema::tables(&location).await;
        for table in seal::classification::TABLES {
            for column in table.columns {
                if column.class == seal::Class::Sealed {
                    let (kind, _) = &tables[table.name][column.name];
                    assert_eq!(kind, "bytea", "{}.{}", table.name, column.name);
                }
            }
        }
    });
}

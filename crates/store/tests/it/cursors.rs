//! Pages that follow one another show every row once, whatever the rows are.

use access::ReadQueue;
use proptest::prelude::*;
use store::Store;
use store::queue::{self, After};

use crate::support::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn pages_of_any_size_show_every_open_case_once_in_order(
        dues in prop::collection::vec(prop::option::of(-5_i64..5), 1..40),
        size in 1_u32..7,
    ) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("candor.db");
        let shown = runtime.block_on(async {
            let location = store::Location::Sqlite { path };
            let store = Store::open(location, testkit::databases::options()).await.unwrap();
            for (number, due) in (0..).zip(&dues) {
                let mut row = case_row(number);
                row.next_due_at = due.map(at);
                open_case_as(&store, number, row).await;
            }
            let mut shown = Vec::new();
            let mut after = None;
            loop {
                let page = read(&store, move |tx| Box::pin(async move {
                    let proof = owner::<ReadQueue>();
                    queue::open(tx, &proof, after, size).await
                })).await;
                let Some(last) = page.last() else { break };
                after = Some(After { at: last.next_due_at, case_id: last.case_id });
                shown.extend(page.iter().map(|row| (row.next_due_at, row.case_id)));
            }
            shown
        });
        let mut expected: Vec<_> =
            (0..).zip(&dues).map(|(number, due)| (due.map(at), case(number))).collect();
        expected.sort_by_key(|(due, case)| (due.is_none(), *due, *case));
        prop_assert_eq!(shown, expected);
    }
}

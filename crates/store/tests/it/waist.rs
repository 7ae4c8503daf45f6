//! Transactions: what is kept, what is not, and what happens when many write at once.

use access::{ActOnCase, AppendLedger, ReadCase, SubmitReport};
use store::ledger::{HeadRow, LeafRow};
use store::{Bytes, Options, Store, StoreError, case_file, event, ledger, meta, submission};
use testkit::{both_databases, on_sqlite};

use crate::support::*;

#[derive(Debug, PartialEq, Eq, thiserror::Error)]
enum Refusal {
    #[error("the rule says no")]
    Rule,
    #[error(transparent)]
    Store(#[from] StoreError),
}

// ASVS 2.3.3
#[test]
fn a_body_that_gives_its_own_error_leaves_nothing_behind() {
    both_databases(|store| async move {
        let outcome: Result<(), Refusal> = store
            .write(|tx| {
                Box::pin(async move {
                    case_file::open(tx, &owner(), case(1), &case_row(1)).await?;
                    Err(Refusal::Rule)
                })
            })
            .await;
        assert_eq!(outcome, Err(Refusal::Rule));
        let found = read(&store, |tx| {
            Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(1)).await })
        });
        assert_eq!(found.await, None);
    });
}

#[test]
fn what_a_body_wrote_is_there_after_the_store_was_closed_and_opened() {
    testkit::both_locations(|location| async move {
        let options = testkit::databases::options();
        let store = Store::open(location.clone(), options.clone()).await.unwrap();
        open_case(&store, 1).await;
        drop(store);
        let store = Store::open(location, options).await.unwrap();
        let found = read(&store, |tx| {
            Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(1)).await })
        });
        assert_eq!(found.await, Some(case_row(1)));
    });
}

#[test]
fn a_statement_that_failed_ends_its_transaction_even_if_the_body_goes_on() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        let swallowed = write(&store, |tx| {
            Box::pin(async move {
                case_file::open(tx, &owner(), case(2), &case_row(2)).await?;
                let refused = case_file::open(tx, &owner(), case(1), &case_row(1)).await;
                assert!(matches!(refused, Err(StoreError::Duplicate { .. })));
                Ok(())
            })
        });
        assert!(matches!(swallowed.await, Err(StoreError::Body(_))));
        let went_on = write(&store, |tx| {
            Box::pin(async move {
                drop(case_file::open(tx, &owner(), case(1), &case_row(1)).await);
                case_file::open(tx, &owner(), case(3), &case_row(3)).await.map(|_| ())
            })
        });
        assert!(matches!(went_on.await, Err(StoreError::Body(_))));
        for number in [2, 3] {
            let found = read(&store, move |tx| {
                Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(number)).await })
            });
            assert_eq!(found.await, None);
        }
    });
}

#[test]
fn a_duplicate_names_its_table() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        let twice = write(&store, |tx| {
            Box::pin(async move {
                case_file::open(tx, &owner(), case(1), &case_row(1)).await.map(|_| ())
            })
        });
        assert_eq!(twice.await, Err(StoreError::Duplicate { table: "case_file".to_owned() }));
    });
}

#[test]
fn a_body_that_waits_for_something_else_is_refused_and_others_go_on() {
    on_sqlite(|location| async move {
        let store = Store::open(location, testkit::databases::options()).await.unwrap();
        let waits = write(&store, |tx| {
            Box::pin(async move {
                case_file::open(tx, &owner(), case(1), &case_row(1)).await?;
                tokio::task::yield_now().await;
                Ok(())
            })
        });
        assert!(matches!(waits.await, Err(StoreError::Body(why)) if why.contains("waited")));
        open_case(&store, 1).await;
    });
}

#[test]
fn a_body_that_panics_takes_nothing_else_with_it() {
    both_databases(|store| async move {
        let panics = write::<(), _>(&store, |tx| {
            Box::pin(async move {
                case_file::open(tx, &owner(), case(1), &case_row(1)).await?;
                panic!("a fault in a use case")
            })
        });
        assert!(matches!(panics.await, Err(StoreError::Body("panicked"))));
        open_case(&store, 1).await;
    });
}

#[test]
fn case_3_of_two_people_acting_on_a_case_at_once_one_is_told_and_nothing_is_lost() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        // Both saw event 1, and each wants to add event 2.
        let act = |who: u64| {
            let store = store.clone();
            async move {
                write(&store, move |tx| {
                    Box::pin(async move {
                        let proof = on_case::<ActOnCase>(1);
                        let mut row = case_row(1);
                        row.last_seq = 2;
                        row.headline = format!("by {who}");
                        case_file::update(tx, &proof, 1, &row).await?;
                        event::append(tx, &proof, &[event_row(2, 100 + who, 100 + who)]).await
                    })
                })
                .await
            }
        };
        let (first, second) = tokio::join!(act(1), act(2));
        let outcomes = [first, second];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        assert!(outcomes.contains(&Err(StoreError::Conflict)), "{outcomes:?}");
        let (row, events) = read(&store, |tx| {
            Box::pin(async move {
                let proof = on_case::<ReadCase>(1);
                Ok((case_file::of_case(tx, &proof).await?, event::of_case(tx, &proof).await?))
            })
        })
        .await;
        let winner = events[1].leaf_index - 100;
        assert_eq!(events.len(), 2);
        assert_eq!(row.unwrap().headline, format!("by {winner}"), "state and event are of one act");
    });
}

/// Adds one leaf and one case event, reading both heads first, as every command does.
async fn append_one(store: &Store, case_number: u64, id: u64) -> Result<(), StoreError> {
    write(store, move |tx| {
        Box::pin(async move {
            let proof = on_case::<ActOnCase>(case_number);
            let mut row = case_file::of_case(tx, &proof).await?.ok_or(StoreError::Conflict)?;
            let expected = row.last_seq;
            row.last_seq += 1;
            let size = ledger::head(tx, &program()).await?.map_or(0, |head| head.size);
            let leaf = LeafRow { leaf_index: size, entry: Bytes::from([1]), leaf_hash: hash(id) };
            let head = HeadRow { size: size + 1, frontier: Bytes::from([2]) };
            let appends = system_in_program::<AppendLedger>();
            ledger::append(tx, &appends, size, &[leaf], &[], &head).await?;
            case_file::update(tx, &proof, expected, &row).await?;
            event::append(tx, &proof, &[event_row(row.last_seq, size + 1_000_000, id)]).await
        })
    })
    .await
}

#[test]
fn sixty_four_writers_at_once_leave_every_head_at_its_last_entry() {
    const WRITERS: u64 = 64;
    const EACH: u64 = 8;
    const CASES: u64 = 4;
    testkit::both_locations(|location| async move {
        // Two nodes on PostgreSQL; a serving process and a tool beside it on SQLite.
        let options = testkit::databases::options();
        let store = Store::open(location.clone(), options.clone()).await.unwrap();
        let beside = Options { exclusive: false, ..options };
        let nodes = [store.clone(), Store::open(location, beside).await.unwrap()];
        for number in 0..CASES {
            open_case(&store, number).await;
        }
        store.analyze().await.unwrap();
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let store = nodes[usize::from(writer % 8 == 0)].clone();
                tokio::spawn(async move {
                    for turn in 0..EACH {
                        let id = 10_000 + writer * EACH + turn;
                        // Losing against the others more often than the store retries is an answer too:
                        // nothing was written, and the caller asks again.
                        let mut asked = 0;
                        while let Err(error) = append_one(&store, writer % CASES, id).await {
                            assert!(
                                matches!(error, StoreError::Contended | StoreError::Conflict),
                                "{error}"
                            );
                            asked += 1;
                            assert!(asked < 50);
                        }
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.unwrap();
        }
        let (head, leaves) = read(&store, |tx| {
            Box::pin(async move {
                let head = ledger::head(tx, &program()).await?;
                Ok((head, ledger::leaf_hashes(tx, &program(), 0, 10_000).await?))
            })
        })
        .await;
        assert_eq!(head.unwrap().size, WRITERS * EACH);
        let mut ids: Vec<_> = leaves.clone();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len() as u64, WRITERS * EACH, "every writer's leaf is there once");
        for number in 0..CASES {
            let (row, events) = read(&store, move |tx| {
                Box::pin(async move {
                    let proof = on_case::<ReadCase>(number);
                    Ok((case_file::of_case(tx, &proof).await?, event::of_case(tx, &proof).await?))
                })
            })
            .await;
            let places: Vec<u64> = events.iter().map(|event| event.seq).collect();
            let expected: Vec<u64> = (1..=1 + WRITERS * EACH / CASES).collect();
            assert_eq!(places, expected, "no place is missing or taken twice");
            assert_eq!(row.unwrap().last_seq, *expected.last().unwrap());
        }
    });
}

#[test]
fn sub_3_the_same_submission_sent_twice_at_once_opens_one_case() {
    both_databases(|store| async move {
        let submit = |number: u64| {
            let store = store.clone();
            async move {
                write(&store, move |tx| {
                    Box::pin(async move {
                        let proof = owner::<SubmitReport>();
                        if let Some(earlier) = submission::find(tx, &proof, hash(1)).await? {
                            return Ok(earlier.case_id);
                        }
                        let row = submission::SubmissionRow {
                            key_hash: hash(1),
                            body_hash: hash(2),
                            case_id: case(number),
                            created_at: at(0),
                        };
                        submission::insert(tx, &proof, &row).await?;
                        let opened =
                            case_file::open(tx, &proof, case(number), &case_row(number)).await?;
                        event::append(tx, &opened, &[event_row(1, number, number)]).await?;
                        Ok(case(number))
                    })
                })
                .await
                .unwrap()
            }
        };
        let (first, second) = tokio::join!(submit(1), submit(2));
        assert_eq!(first, second);
    });
}

#[test]
fn one_bad_body_in_a_batch_takes_nothing_of_the_others_with_it() {
    both_databases(|store| async move {
        let bodies: Vec<_> = (0..40_u64)
            .map(|number| {
                let store = store.clone();
                tokio::spawn(async move {
                    let outcome: Result<(), Refusal> = store
                        .write(move |tx| {
                            Box::pin(async move {
                                case_file::open(tx, &owner(), case(number), &case_row(number))
                                    .await?;
                                if number % 4 == 0 { Err(Refusal::Rule) } else { Ok(()) }
                            })
                        })
                        .await;
                    (number, outcome.is_ok())
                })
            })
            .collect();
        for body in bodies {
            let (number, kept) = body.await.unwrap();
            assert_eq!(kept, number % 4 != 0);
            let found = read(&store, move |tx| {
                Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(number)).await })
            });
            assert_eq!(found.await.is_some(), kept, "case {number}");
        }
    });
}

#[test]
fn a_read_sees_one_state_while_others_write() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        let writer = {
            let store = store.clone();
            tokio::spawn(async move {
                for id in 0..50 {
                    append_one(&store, 1, 500 + id).await.unwrap();
                }
            })
        };
        for _ in 0..50 {
            let (row, events) = read(&store, |tx| {
                Box::pin(async move {
                    let proof = on_case::<ReadCase>(1);
                    Ok((case_file::of_case(tx, &proof).await?, event::of_case(tx, &proof).await?))
                })
            })
            .await;
            assert_eq!(row.unwrap().last_seq, events.last().unwrap().seq);
        }
        writer.await.unwrap();
    });
}

#[test]
fn a_read_cannot_write() {
    both_databases(|store| async move {
        let written: Result<(), StoreError> = store
            .read(|tx| {
                Box::pin(async move {
                    case_file::open(tx, &owner(), case(1), &case_row(1)).await.map(|_| ())
                })
            })
            .await;
        assert!(written.is_err());
        open_case(&store, 1).await;
    });
}

#[test]
fn a_store_opened_for_reading_refuses_to_write() {
    testkit::both_locations(|location| async move {
        let serving = Store::open(location.clone(), testkit::databases::options()).await.unwrap();
        open_case(&serving, 1).await;
        let reading = Options { read_only: true, ..testkit::databases::options() };
        let store = Store::open(location, reading).await.unwrap();
        let found = read(&store, |tx| {
            Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(1)).await })
        });
        assert!(found.await.is_some(), "beside a serving process");
        let written = write(&store, |tx| {
            Box::pin(async move {
                case_file::open(tx, &owner(), case(2), &case_row(2)).await.map(|_| ())
            })
        });
        assert_eq!(written.await, Err(StoreError::ReadOnly));
    });
}

// ASVS 1.2.4
#[test]
fn sec_5_hostile_text_is_stored_and_found_as_it_is() {
    const HOSTILE: &[&str] = &[
        "'; DROP TABLE case_file; --",
        "\" OR 1=1 --",
        "?1 $1 :name @name",
        "\\'; \\x00 %00 %s ${jndi:ldap://x}",
        "<script>alert(1)</script>",
        "Ω≈ç√∫˜µ≤≥÷ 田中さん 🦀 \u{202e}abc\u{202c} \u{feff}",
        "line\nbreak\r\ttab",
        "",
    ];
    both_databases(|store| async move {
        for (number, text) in (1..).zip(HOSTILE) {
            let mut row = case_row(number);
            row.handle = (*text).to_owned();
            row.headline = (*text).to_owned();
            open_case_as(&store, number, row.clone()).await;
            let (found, by_handle) = read(&store, move |tx| {
                Box::pin(async move {
                    Ok((
                        case_file::of_case(tx, &on_case::<ReadCase>(number)).await?,
                        case_file::by_handle(tx, &owner::<access::ReadQueue>(), text).await?,
                    ))
                })
            })
            .await;
            assert_eq!(found, Some(row));
            assert_eq!(by_handle, Some(case(number)));
        }
    });
}

#[test]
fn a_text_with_a_zero_byte_is_refused_or_kept_and_harms_nothing() {
    both_databases(|store| async move {
        let mut row = case_row(1);
        row.headline = "a\0b".to_owned();
        let expected = row.clone();
        let outcome = write(&store, move |tx| {
            let row = row.clone();
            Box::pin(async move { case_file::open(tx, &owner(), case(1), &row).await.map(|_| ()) })
        })
        .await;
        let found = read(&store, |tx| {
            Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(1)).await })
        })
        .await;
        // PostgreSQL has no such text; SQLite keeps it whole.
        assert_eq!(found, outcome.is_ok().then_some(expected));
        open_case(&store, 2).await;
    });
}

#[test]
fn the_schema_number_cannot_be_written_through_meta() {
    both_databases(|store| async move {
        let outcome = write(&store, |tx| {
            Box::pin(async move {
                meta::write(tx, &system_instance::<access::AdministerInstance>(), "schema", "99")
                    .await
            })
        });
        assert_eq!(outcome.await, Err(StoreError::WrongTarget));
    });
}

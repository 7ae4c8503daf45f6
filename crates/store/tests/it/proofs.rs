//! A proof opens what it was given for and nothing else.

use access::{ActOnCase, AdministerInstance, AppendLedger, ReadCase, ReadQueue, RunJobs, Target};
use policy::id::FileId;
use store::{StoreError, case_file, checkpoint, event, file, ledger, outbox};
use testkit::both_databases;

use crate::support::*;

#[test]
fn sec_3_a_proof_for_one_case_never_shows_another() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        open_case(&store, 2).await;
        let (row, events) = read(&store, |tx| {
            Box::pin(async move {
                let proof = on_case::<ReadCase>(2);
                Ok((case_file::of_case(tx, &proof).await?, event::of_case(tx, &proof).await?))
            })
        })
        .await;
        assert_eq!(row.unwrap().handle, "A-2");
        assert_eq!(events, [event_row(1, 2, 2)]);
    });
}

// ASVS 8.4.1
#[test]
fn sec_3_a_proof_for_one_program_never_walks_another() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        let elsewhere: Target = Target::Program(program_named("other"));
        let refused = store.read::<(), StoreError, _>(move |tx| {
            let jobs = system::<RunJobs>(elsewhere.clone());
            Box::pin(async move {
                let wrong = Err(StoreError::WrongTarget);
                let here = program();
                assert_eq!(event::of_program(tx, &jobs, &here, 0, 9).await.map(|_| ()), wrong);
                assert_eq!(ledger::leaves(tx, &jobs, &here, 0, 9).await.map(|_| ()), wrong);
                assert_eq!(ledger::tiles(tx, &jobs, &here, None, 9).await.map(|_| ()), wrong);
                assert_eq!(file::of_program(tx, &jobs, &here, None, 9).await.map(|_| ()), wrong);
                assert_eq!(
                    case_file::of_program(tx, &jobs, &here, None, 9).await.map(|_| ()),
                    wrong
                );
                assert_eq!(case_file::enter(tx, &jobs, &here, case(1)).await.map(|_| ()), wrong);
                let claimed = outbox::claim(tx, &jobs, &here, "a", at(0), at(9), 9).await;
                assert_eq!(claimed.map(|_| ()), wrong);
                Ok(())
            })
        });
        refused.await.unwrap();
    });
}

#[test]
fn a_proof_for_the_instance_walks_each_program_and_names_no_queue() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        let events = read(&store, |tx| {
            Box::pin(async move {
                let proof = system_instance::<AdministerInstance>();
                let jobs = store::proposal::of_program(tx, &system_instance::<RunJobs>(), 9).await;
                assert_eq!(jobs.map(|_| ()), Err(StoreError::WrongTarget));
                event::of_program(tx, &proof, &program(), 0, 9).await
            })
        });
        assert_eq!(events.await.len(), 1);
    });
}

#[test]
fn the_blob_of_a_file_is_named_by_the_proof() {
    let id = FileId::from_bytes([5; 16]);
    let name = file::blob_name(&on_case::<ReadCase>(1), id).unwrap();
    assert_eq!(name.as_str(), format!("acme/{}/{id}", case(1)));
}

#[test]
fn a_case_that_a_job_enters_must_exist() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        let entered = write(&store, |tx| {
            Box::pin(async move {
                let jobs = system_in_program::<RunJobs>();
                let unknown = case_file::enter(tx, &jobs, &program(), case(2)).await?;
                assert!(unknown.is_none());
                let known = case_file::enter(tx, &jobs, &program(), case(1)).await?;
                match known {
                    Some(job) => case_file::reschedule(tx, &job, None, None, None).await,
                    None => Err(StoreError::Conflict),
                }
            })
        });
        entered.await.unwrap();
        let row = read(&store, |tx| {
            Box::pin(async move { case_file::of_case(tx, &on_case::<ReadCase>(1)).await })
        });
        assert_eq!(row.await.unwrap().next_due_at, None);
    });
}

#[test]
fn two_checkpoints_for_one_size_are_never_kept() {
    both_databases(|store| async move {
        let sign = |root: u64| {
            let store = store.clone();
            async move {
                write(&store, move |tx| {
                    Box::pin(async move {
                        let row = checkpoint::CheckpointRow {
                            size: 7,
                            root: hash(root),
                            note: format!("note {root}"),
                            signed_at: at(0),
                        };
                        checkpoint::insert(tx, &system_in_program::<AppendLedger>(), &row).await
                    })
                })
                .await
            }
        };
        sign(1).await.unwrap();
        assert_eq!(sign(2).await, Err(StoreError::Duplicate { table: "checkpoint".to_owned() }));
        let latest =
            read(&store, |tx| Box::pin(async move { checkpoint::latest(tx, &program()).await }));
        assert_eq!(latest.await.unwrap().note, "note 1");
    });
}

#[test]
fn an_append_to_a_log_that_has_grown_since_is_a_conflict() {
    both_databases(|store| async move {
        let append = |expected: u64, id: u64| {
            let store = store.clone();
            async move {
                write(&store, move |tx| {
                    Box::pin(async move {
                        let leaf = ledger::LeafRow {
                            leaf_index: expected,
                            entry: [1].into(),
                            leaf_hash: hash(id),
                        };
                        let head = ledger::HeadRow { size: expected + 1, frontier: [1].into() };
                        let proof = system_in_program::<AppendLedger>();
                        ledger::append(tx, &proof, expected, &[leaf], &[], &head).await
                    })
                })
                .await
            }
        };
        append(0, 1).await.unwrap();
        append(1, 2).await.unwrap();
        for stale in [0, 1] {
            assert_eq!(append(stale, 3).await, Err(StoreError::Conflict), "expected size {stale}");
        }
    });
}

#[test]
fn a_queue_proof_of_one_program_counts_only_its_cases() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        let other = access::decide::<ReadQueue>(
            &owner_of(program_named("other")),
            Target::Program(program_named("other")),
        )
        .unwrap();
        let (ours, theirs) = read(&store, move |tx| {
            let other = other.clone();
            Box::pin(async move {
                Ok((
                    (
                        store::queue::count_open(tx, &owner::<ReadQueue>()).await?,
                        store::queue::count_late(tx, &owner::<ReadQueue>(), at(9_999)).await?,
                        store::queue::count_late(tx, &owner::<ReadQueue>(), at(-9_999)).await?,
                    ),
                    (
                        store::queue::count_open(tx, &other).await?,
                        store::queue::count_late(tx, &other, at(9_999)).await?,
                        store::queue::Tally::default(),
                    ),
                ))
            })
        })
        .await;
        let one = store::queue::Tally { counted: 1, more: false };
        assert_eq!(ours, (one, one, store::queue::Tally::default()));
        assert_eq!(theirs, Default::default());
    });
}

#[test]
fn erasing_a_case_takes_its_content_and_leaves_its_record() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        open_case(&store, 2).await;
        write(&store, |tx| {
            Box::pin(async move {
                let proof = on_case::<ActOnCase>(1);
                let key = store::case_key::CaseKeyRow {
                    holder_kind: "team".to_owned(),
                    holder_id: [].into(),
                    epoch: 1,
                    wrap: [1].into(),
                };
                store::case_key::put(tx, &proof, &key).await?;
                let erased = case_file::erase(tx, &proof).await?;
                assert_eq!(erased, []);
                Ok(())
            })
        })
        .await
        .unwrap();
        for (number, erased) in [(1, true), (2, false)] {
            let (row, events, keys) = read(&store, move |tx| {
                Box::pin(async move {
                    let proof = on_case::<ReadCase>(number);
                    Ok((
                        case_file::of_case(tx, &proof).await?,
                        event::of_case(tx, &proof).await?,
                        store::case_key::of_case(tx, &proof).await?,
                    ))
                })
            })
            .await;
            assert_eq!(row.unwrap().sealed_state.is_none(), erased);
            assert_eq!(events[0].sealed_body.is_none(), erased);
            assert_eq!(events[0].kind, "report-received");
            assert_eq!(keys, []);
        }
    });
}

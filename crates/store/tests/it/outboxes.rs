//! The outbox: leases, fences, retries, dead letters.

use access::RunJobs;
use store::outbox::{self, MAX_ATTEMPTS, OutboxRow};
use store::{Store, StoreError};
use testkit::both_databases;

use crate::support::*;

async fn enqueue(store: &Store, number: u64) -> bool {
    write(store, move |tx| {
        Box::pin(async move { outbox::enqueue(tx, &program(), &work(number, at(10))).await })
    })
    .await
    .unwrap()
}

async fn claim(store: &Store, owner: &'static str, now: i64) -> Vec<OutboxRow> {
    write(store, move |tx| {
        Box::pin(async move {
            let proof = system_in_program::<RunJobs>();
            outbox::claim(tx, &proof, &program(), owner, at(now), at(now + 60), 10).await
        })
    })
    .await
    .unwrap()
}

async fn complete(store: &Store, row: &OutboxRow, now: i64) -> bool {
    let (id, fence) = (row.outbox_id, row.fence);
    write(store, move |tx| {
        Box::pin(async move {
            let proof = system_in_program::<RunJobs>();
            outbox::complete(tx, &proof, &program(), id, fence, at(now)).await
        })
    })
    .await
    .unwrap()
}

#[test]
fn work_is_enqueued_once_per_dedupe_key_and_not_run_before_its_time() {
    both_databases(|store| async move {
        assert!(enqueue(&store, 1).await);
        assert!(!enqueue(&store, 1).await, "the same again");
        assert_eq!(claim(&store, "a", 9).await, []);
        let claimed = claim(&store, "a", 10).await;
        assert_eq!(claimed.len(), 1);
        assert_eq!(claimed[0].attempts, 1);
        assert!(complete(&store, &claimed[0], 11).await);
        assert_eq!(claim(&store, "a", 1000).await, []);
    });
}

#[test]
fn mail_is_claimed_apart_from_what_it_could_hold_up() {
    both_databases(|store| async move {
        write(&store, |tx| {
            Box::pin(async move {
                let proof = system_in_program::<RunJobs>();
                let (now, until) = (at(10), at(70));
                for (number, kind) in
                    ["send-mail", "send-webhook", "spread-mail", "notice"].into_iter().enumerate()
                {
                    let work = work(u64::try_from(number).unwrap(), now);
                    let work = outbox::NewWork { kind: kind.to_owned(), ..work };
                    assert!(outbox::enqueue(tx, &program(), &work).await?);
                }
                assert_eq!(outbox::waiting(tx, &proof, &program(), "send-mail").await?, 1);
                let kinds = |rows: Vec<OutboxRow>| -> Vec<String> {
                    rows.into_iter().map(|row| row.kind).collect()
                };
                let (owner, here) = ("a", program());
                let mail = outbox::claim_mail(tx, &proof, &here, owner, now, until, 9).await?;
                assert_eq!(kinds(mail), ["send-mail", "spread-mail"]);
                let sent = outbox::claim_to_send(tx, &proof, &here, owner, now, until, 9).await?;
                assert_eq!(kinds(sent), ["send-webhook"]);
                let rest = outbox::claim(tx, &proof, &here, owner, now, until, 9).await?;
                assert_eq!(kinds(rest), ["notice"]);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn work_enqueued_by_a_transaction_that_failed_is_never_seen() {
    both_databases(|store| async move {
        let outcome = write::<(), _>(&store, |tx| {
            Box::pin(async move {
                outbox::enqueue(tx, &program(), &work(1, at(0))).await?;
                Err(StoreError::Conflict)
            })
        });
        assert_eq!(outcome.await, Err(StoreError::Conflict));
        assert_eq!(claim(&store, "a", 1000).await, []);
    });
}

#[test]
fn two_runners_never_hold_the_same_work() {
    both_databases(|store| async move {
        for number in 1..=20 {
            enqueue(&store, number).await;
        }
        let (mine, theirs) = tokio::join!(claim(&store, "a", 10), claim(&store, "b", 10));
        let mut all: Vec<_> = mine.iter().chain(&theirs).map(|row| row.outbox_id).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), mine.len() + theirs.len());
        assert_eq!(all.len(), 20);
    });
}

#[test]
fn a_runner_that_lost_its_lease_cannot_complete_what_another_holds() {
    both_databases(|store| async move {
        enqueue(&store, 1).await;
        let slow = claim(&store, "slow", 10).await;
        assert_eq!(claim(&store, "eager", 69).await, [], "the lease still holds");
        let quick = claim(&store, "quick", 70).await;
        assert_eq!(quick[0].fence, slow[0].fence + 1);
        assert!(!complete(&store, &slow[0], 80).await);
        assert!(complete(&store, &quick[0], 81).await);
    });
}

#[test]
fn work_that_fails_is_retried_later_and_ends_as_a_dead_letter_that_can_be_revived() {
    both_databases(|store| async move {
        enqueue(&store, 1).await;
        for attempt in 1..=MAX_ATTEMPTS {
            let now = i64::from(attempt) * 100;
            let claimed = claim(&store, "a", now).await;
            assert_eq!(claimed.len(), 1, "attempt {attempt}");
            let (id, fence) = (claimed[0].outbox_id, claimed[0].fence);
            let failed = write(&store, move |tx| {
                Box::pin(async move {
                    let proof = system_in_program::<RunJobs>();
                    outbox::fail(tx, &proof, &program(), id, fence, at(now + 50), "no answer").await
                })
            });
            assert!(failed.await.unwrap());
            assert_eq!(claim(&store, "a", now + 49).await, []);
        }
        assert_eq!(claim(&store, "a", 999_999).await, [], "no attempt is left");
        let dead = read(&store, |tx| {
            Box::pin(async move {
                let proof = system_in_program::<RunJobs>();
                outbox::dead_letters(tx, &proof, &program(), at(999_999), 10).await
            })
        })
        .await;
        assert_eq!(dead.len(), 1);
        assert_eq!(dead[0].last_error.as_deref(), Some("no answer"));
        let id = dead[0].outbox_id;
        let revived = write(&store, move |tx| {
            Box::pin(async move {
                let proof = system_in_program::<RunJobs>();
                outbox::retry(tx, &proof, &program(), id, at(1_000_000)).await
            })
        });
        assert!(revived.await.unwrap());
        assert_eq!(claim(&store, "a", 1_000_000).await.len(), 1);
    });
}

//! Who gets mail about advisories: once each, and gone when it ends.

use access::RunJobs;
use policy::id::SubscriberId;
use store::subscriber::{self, SubscriberRow};
use testkit::both_databases;

use crate::support::*;

#[test]
fn an_address_subscribes_once_and_a_subscription_that_ends_leaves_nothing() {
    both_databases(|store| async move {
        write(&store, |tx| {
            Box::pin(async move {
                let proof = owner::<access::Subscribe>();
                let jobs = system_in_program::<RunJobs>();
                let (here, there) = (program(), program_named("other"));
                let row = |number: u8, confirmed_at| SubscriberRow {
                    subscriber_id: SubscriberId::from_bytes([number; 16]),
                    fingerprint: hash(u64::from(number)),
                    sealed_address: [number].into(),
                    language: "de".to_owned(),
                    confirmed_at,
                };
                let (first, second) = (row(1, at(5)), row(2, at(7)));
                assert!(subscriber::insert(tx, &proof, &here, &second).await?);
                assert!(subscriber::insert(tx, &proof, &here, &first).await?);
                let again = SubscriberRow { fingerprint: hash(1), ..row(3, at(9)) };
                assert!(!subscriber::insert(tx, &proof, &here, &again).await?, "known already");
                assert!(subscriber::insert(tx, &proof, &there, &again).await.is_err());
                assert_eq!(subscriber::count(tx, &jobs, &here).await?, 2);
                let id = first.subscriber_id;
                assert_eq!(subscriber::find(tx, &jobs, &here, id).await?, Some(first.clone()));
                let nobody = SubscriberId::from_bytes([0; 16]);
                let all = subscriber::after(tx, &jobs, &here, nobody, at(7), 10).await?;
                assert_eq!(all, [first.clone(), second.clone()]);
                let some = subscriber::after(tx, &jobs, &here, nobody, at(6), 10).await?;
                assert_eq!(some, [first]);
                let rest = subscriber::after(tx, &jobs, &here, id, at(7), 1).await?;
                assert_eq!(rest, [second]);
                assert!(subscriber::remove(tx, &proof, &here, id).await?);
                assert!(!subscriber::remove(tx, &jobs, &here, id).await?);
                assert_eq!(subscriber::find(tx, &jobs, &here, id).await?, None);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

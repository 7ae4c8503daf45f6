//! Every table gives back what was put in: each row is written with every field different and read again.

use access::{
    ActOnCase, AdministerInstance, AppendLedger, ManageMembers, PublishAdvisory, ReadCase,
    ReadQueue, RunJobs, SubmitReport,
};
use policy::PolicyVersion;
use policy::id::{AdvisoryId, FileId, PartyId};
use store::account::{AccountRow, AccountWrapRow};
use store::advisory::AdvisoryRow;
use store::api_token::ApiTokenRow;
use store::case_key::CaseKeyRow;
use store::ceremony::CeremonyRow;
use store::checkpoint::CheckpointRow;
use store::credit::CreditRow;
use store::deadline::DeadlineRow;
use store::file::FileRow;
use store::ledger::{HeadRow, LeafRow, TileRow};
use store::notice::{NoticeId, NoticeRow};
use store::party::PartyRow;
use store::passkey::PasskeyRow;
use store::policy_version::PolicyVersionRow;
use store::program::ProgramRow;
use store::provider_binding::ProviderBindingRow;
use store::receipt::ReceiptRow;
use store::report::ReportRow;
use store::second_factor::{RecoveryCodeRow, TotpRow};
use store::session::SessionRow;
use store::submission::SubmissionRow;
use store::team::{TeamEpochRow, TeamGrantRow};
use store::{
    StoreError, account, advisory, api_token, case_file, case_key, ceremony, checkpoint, credit,
    deadline, event, file, ledger, meta, notice, party, passkey, policy_version, program,
    provider_binding, receipt, report, second_factor, session, submission, team,
};
use testkit::both_databases;

use crate::support::*;

#[test]
fn programs_and_their_policy_versions() {
    both_databases(|store| async move {
        write(&store, |tx| {
            Box::pin(async move {
                let proof = system_instance::<AdministerInstance>();
                let mut row = ProgramRow {
                    program_id: program(),
                    name: "Acme".to_owned(),
                    created_at: at(1),
                    policy_version: version(),
                    log_origin: "example.org/log/acme".to_owned(),
                    log_epoch: 1,
                };
                program::insert(tx, &proof, &row).await?;
                row.name = "Acme Ltd".to_owned();
                row.policy_version = PolicyVersion::from_bytes([4; 32]);
                row.log_epoch = 2;
                assert!(program::update(tx, &proof, &row).await?);
                assert_eq!(program::find(tx, &program()).await?, Some(row.clone()));
                assert_eq!(program::all(tx).await?, [row]);

                let first = PolicyVersionRow {
                    version: version(),
                    source: "id = \"acme\"".to_owned(),
                    in_force_from: at(2),
                };
                let second = PolicyVersionRow {
                    version: PolicyVersion::from_bytes([4; 32]),
                    source: "id = \"acme\" # second".to_owned(),
                    in_force_from: at(3),
                };
                for row in [&first, &second] {
                    assert!(policy_version::insert(tx, &proof, &program(), row).await?);
                }
                assert!(!policy_version::insert(tx, &proof, &program(), &first).await?);
                let found = policy_version::find(tx, &program(), version()).await?;
                assert_eq!(found, Some(first.clone()));
                assert_eq!(policy_version::history(tx, &program()).await?, [first, second]);

                meta::write(tx, &proof, "instance", "a").await?;
                meta::write(tx, &proof, "instance", "b").await?;
                assert_eq!(meta::read(tx, "instance").await?.as_deref(), Some("b"));
                assert_eq!(meta::read(tx, "unknown").await?, None);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn a_case_with_its_events_reports_keys_receipts_and_files() {
    both_databases(|store| async move {
        write(&store, |tx| {
            Box::pin(async move {
                let mut row = case_row(1);
                row.waiting = Some("reporter".to_owned());
                row.assignee = Some(user(2));
                row.replay = true;
                let opened = case_file::open(tx, &owner::<SubmitReport>(), case(1), &row).await?;
                let events = [event_row(1, 10, 1), event_row(2, 11, 2)];
                event::append(tx, &opened, &events).await?;
                let first = ReportRow {
                    report_id: report_id(1),
                    received_at: at(5),
                    policy_version: version(),
                    channel: "form".to_owned(),
                    sealed_body: Some([1, 2].into()),
                    sealed_identity: Some([3].into()),
                };
                report::insert(tx, &opened, &first).await?;
                let key = CaseKeyRow {
                    holder_kind: "team".to_owned(),
                    holder_id: [].into(),
                    epoch: 3,
                    wrap: [5].into(),
                };
                case_key::put(tx, &opened, &key).await?;
                let slip = ReceiptRow {
                    locator_hash: hash(1),
                    auth_hash: hash(2),
                    public_key: [6].into(),
                    created_at: at(6),
                };
                receipt::insert(tx, &opened, &slip).await?;
                let attachment = FileRow {
                    file_id: FileId::from_bytes([8; 16]),
                    seq: 2,
                    sealed_name: [7].into(),
                    stored_size: 4096,
                    digest: hash(3),
                    created_at: at(7),
                };
                file::insert(tx, &opened, &attachment).await?;

                let proof = on_case::<ReadCase>(1);
                assert_eq!(case_file::of_case(tx, &proof).await?, Some(row));
                assert_eq!(event::of_case(tx, &proof).await?, events);
                assert_eq!(event::since(tx, &proof, 1).await?, events[1..]);
                assert_eq!(report::of_case(tx, &proof).await?, std::slice::from_ref(&first));
                assert_eq!(case_key::of_case(tx, &proof).await?, std::slice::from_ref(&key));
                assert_eq!(receipt::of_case(tx, &proof).await?, std::slice::from_ref(&slip));
                assert_eq!(file::of_case(tx, &proof).await?, std::slice::from_ref(&attachment));
                let found = file::find(tx, &proof, attachment.file_id).await?;
                assert_eq!(found, Some(attachment.clone()));
                let found = receipt::find(tx, hash(1)).await?.unwrap();
                assert_eq!((found.program_id, found.case_id), (program(), case(1)));
                assert_eq!(found.receipt, slip);
                assert_eq!(receipt::find(tx, hash(9)).await?, None);

                let jobs = system_in_program::<RunJobs>();
                let walked = event::of_program(tx, &jobs, &program(), 11, 9).await?;
                assert_eq!(walked[0].event, events[1]);
                assert_eq!(walked[0].case_id, case(1));
                let files = file::of_program(tx, &jobs, &program(), None, 9).await?;
                assert_eq!(files[0].file, attachment);
                let after = Some((case(1), attachment.file_id));
                assert_eq!(file::of_program(tx, &jobs, &program(), after, 9).await?, []);
                let cases = case_file::of_program(tx, &jobs, &program(), None, 9).await?;
                assert_eq!(cases.len(), 1);

                let manages = owner::<ManageMembers>();
                let wraps = case_key::of_epoch(tx, &manages, "team", &[], 3, None, 9).await?;
                assert_eq!((wraps[0].case_id, &wraps[0].wrap), (case(1), &key.wrap));
                assert_eq!(case_key::remove(tx, &opened, "team", &[]).await?, 1);
                assert!(receipt::remove(tx, &opened, hash(1)).await?);

                let other = case_file::open(tx, &owner(), case(2), &case_row(2)).await?;
                let anew = [9].into();
                let sender = [8].into();
                let handed =
                    report::hand_over(tx, &opened, &other, report_id(1), &anew, Some(&sender));
                assert!(handed.await?);
                assert_eq!(report::of_case(tx, &proof).await?, []);
                let there = report::of_case(tx, &on_case::<ReadCase>(2)).await?;
                let first = ReportRow { sealed_body: Some(anew), ..first };
                let handed = ReportRow { sealed_identity: Some(sender), ..first.clone() };
                assert_eq!(there, [handed]);
                report::erase_identity(tx, &other).await?;
                let there = report::of_case(tx, &on_case::<ReadCase>(2)).await?;
                assert_eq!(there, [ReportRow { sealed_identity: None, ..first }]);

                let erased = case_file::erase(tx, &opened).await?;
                assert_eq!(erased, [attachment]);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn deadlines_of_a_case_are_replaced_as_a_whole() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        write(&store, |tx| {
            Box::pin(async move {
                let proof = on_case::<ActOnCase>(1);
                let row = DeadlineRow {
                    promise_id: "update".to_owned(),
                    occurrence: 2,
                    act: "update".to_owned(),
                    owed_to: "reporter".to_owned(),
                    class: "law".to_owned(),
                    started_at: at(1),
                    due_at: Some(at(2)),
                    latest_at: Some(at(3)),
                    target_at: Some(at(4)),
                    state: "running".to_owned(),
                    met_at: None,
                };
                deadline::replace(tx, &proof, std::slice::from_ref(&row)).await?;
                assert_eq!(deadline::of_case(tx, &proof).await?, std::slice::from_ref(&row));
                let met = DeadlineRow { met_at: Some(at(5)), due_at: None, ..row };
                deadline::replace(tx, &proof, std::slice::from_ref(&met)).await?;
                assert_eq!(deadline::of_case(tx, &proof).await?, [met]);
                let jobs = system_in_program::<RunJobs>();
                let job = case_file::enter(tx, &jobs, &program(), case(1)).await?.unwrap();
                assert!(deadline::set_state(tx, &job, "update", 2, "running", "broken").await?);
                assert!(!deadline::set_state(tx, &job, "update", 2, "running", "broken").await?);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn an_advisory_from_draft_to_second_edition_and_its_credit() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        write(&store, |tx| {
            Box::pin(async move {
                let id = AdvisoryId::from_bytes([2; 16]);
                let proof = on_case::<ActOnCase>(1);
                let draft = AdvisoryRow {
                    advisory_id: id,
                    public_id: None,
                    edition: 0,
                    state: "draft".to_owned(),
                    sealed_draft: Some([1].into()),
                    published: None,
                    published_at: None,
                    modified_at: at(1),
                    replay: false,
                    release_at: None,
                    release_by: None,
                    sealed_release: None,
                };
                advisory::insert(tx, &proof, &draft).await?;
                assert!(advisory::save_draft(tx, &proof, id, &[2].into(), at(2)).await?);
                assert_eq!(advisory::published(tx, &program(), None, 9).await?, []);
                let out = AdvisoryRow {
                    public_id: Some("ACME-2026-1".to_owned()),
                    edition: 1,
                    state: "final".to_owned(),
                    sealed_draft: Some([2].into()),
                    published: Some("{}".to_owned()),
                    published_at: Some(at(3)),
                    modified_at: at(3),
                    ..draft
                };
                let publishes = on_case::<PublishAdvisory>(1);
                let settled = AdvisoryRow {
                    release_at: Some(at(3)),
                    release_by: Some(policy::id::UserId::from_bytes([7; 16])),
                    sealed_release: Some([8].into()),
                    ..out.clone()
                };
                advisory::settle(tx, &publishes, &settled).await?;
                let jobs = system_in_program::<RunJobs>();
                assert_eq!(advisory::due(tx, &jobs, &program(), at(2), 9).await?, []);
                let due = advisory::due(tx, &jobs, &program(), at(3), 9).await?;
                assert_eq!(due[0].advisory_id, id);
                assert!(advisory::drop_release(tx, &jobs, &program(), &due[0]).await?);
                assert_eq!(advisory::due(tx, &jobs, &program(), at(3), 9).await?, []);
                let other = AdvisoryRow { sealed_draft: Some([3].into()), ..out.clone() };
                assert_eq!(
                    advisory::publish(tx, &publishes, 0, &other).await,
                    Err(StoreError::Conflict),
                    "another draft was kept meanwhile"
                );
                advisory::publish(tx, &publishes, 0, &out).await?;
                assert_eq!(advisory::first_between(tx, &program(), at(3), at(4)).await?, 1);
                assert_eq!(advisory::first_between(tx, &program(), at(4), at(5)).await?, 0);
                let public = AdvisoryRow { sealed_draft: None, ..out.clone() };
                assert_eq!(advisory::of_case(tx, &proof).await?, [public]);
                assert!(advisory::save_draft(tx, &proof, id, &[2].into(), at(3)).await?);
                let shown = advisory::by_public_id(tx, &program(), "ACME-2026-1").await?.unwrap();
                assert_eq!((shown.edition, shown.published.as_str()), (1, "{}"));
                let second = AdvisoryRow { edition: 2, modified_at: at(4), ..out };
                assert_eq!(
                    advisory::publish(tx, &publishes, 0, &second).await,
                    Err(StoreError::Conflict),
                    "somebody published meanwhile"
                );
                advisory::publish(tx, &publishes, 1, &second).await?;
                let listed = advisory::published(tx, &program(), None, 9).await?;
                assert_eq!(listed[0].edition, 2);
                let after = Some((listed[0].published_at, listed[0].advisory_id));
                assert_eq!(advisory::published(tx, &program(), after, 9).await?, []);

                let thanks = CreditRow {
                    line: "Ada".to_owned(),
                    year: 2026,
                    link: Some("https://example.org".to_owned()),
                    published_at: at(5),
                };
                credit::publish(tx, &proof, &thanks).await?;
                credit::publish(tx, &proof, &thanks).await?;
                assert_eq!(credit::of_program(tx, &program(), 9).await?, [thanks]);
                assert_eq!(credit::withdraw(tx, &proof).await?, 1);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn a_log_with_its_tiles_and_checkpoints() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        write(&store, |tx| {
            Box::pin(async move {
                let proof = system_in_program::<AppendLedger>();
                assert_eq!(ledger::head(tx, &program()).await?, None);
                let leaves: Vec<LeafRow> = (0..3)
                    .map(|index| LeafRow {
                        leaf_index: index,
                        entry: [1, u8::try_from(index).unwrap()].into(),
                        leaf_hash: hash(index),
                    })
                    .collect();
                let tile =
                    |hashes: &[u8]| TileRow { level: 0, tile_index: 0, hashes: hashes.into() };
                let head = HeadRow { size: 3, frontier: [9].into() };
                ledger::append(tx, &proof, 0, &leaves, &[tile(&[1])], &head).await?;
                assert_eq!(ledger::head(tx, &program()).await?, Some(head));
                let fourth = LeafRow { leaf_index: 3, entry: [4].into(), leaf_hash: hash(3) };
                let head = HeadRow { size: 4, frontier: [8].into() };
                ledger::append(tx, &proof, 3, &[fourth], &[tile(&[1, 2])], &head).await?;
                assert_eq!(ledger::tile(tx, &program(), 0, 0).await?, Some(tile(&[1, 2])));
                assert_eq!(ledger::tile(tx, &program(), 1, 0).await?, None);
                assert_eq!(ledger::leaf_hashes(tx, &program(), 1, 2).await?, [hash(1), hash(2)]);
                let jobs = system_in_program::<RunJobs>();
                assert_eq!(ledger::leaves(tx, &jobs, &program(), 0, 3).await?, leaves);
                assert_eq!(ledger::tiles(tx, &jobs, &program(), None, 9).await?, [tile(&[1, 2])]);
                assert_eq!(ledger::tiles(tx, &jobs, &program(), Some((0, 0)), 9).await?, []);
                // The case of the suite was opened with leaf 1.
                let of_case = ledger::of_case(tx, &on_case::<ReadCase>(1)).await?;
                assert_eq!(of_case, leaves[1..2]);

                let notes: Vec<CheckpointRow> = [3, 4]
                    .map(|size| CheckpointRow {
                        size,
                        root: hash(size),
                        note: format!("note {size}"),
                        signed_at: at(1),
                    })
                    .to_vec();
                for note in &notes {
                    checkpoint::insert(tx, &proof, note).await?;
                }
                assert_eq!(checkpoint::latest(tx, &program()).await?, Some(notes[1].clone()));
                assert_eq!(checkpoint::covering(tx, &program(), 2).await?, Some(notes[0].clone()));
                assert_eq!(checkpoint::covering(tx, &program(), 3).await?, Some(notes[1].clone()));
                assert_eq!(checkpoint::covering(tx, &program(), 4).await?, None);
                assert_eq!(checkpoint::of_program(tx, &program(), 0, 9).await?, notes);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn accounts_teams_and_sessions() {
    both_databases(|store| async move {
        write(&store, |tx| {
            Box::pin(async move {
                let admin = system_instance::<AdministerInstance>();
                let row = AccountRow {
                    user_id: user(1),
                    login: "ada".to_owned(),
                    verifier: [1].into(),
                    public_key: [2].into(),
                    signing_key: [3].into(),
                    administrator: true,
                    created_at: at(1),
                    disabled_at: None,
                };
                account::insert(tx, &admin, &row).await?;
                assert_eq!(account::find(tx, user(1)).await?, Some(row.clone()));
                assert_eq!(account::by_login(tx, "ada").await?, Some(row.clone()));
                assert_eq!(account::by_login(tx, "Ada").await?, None);
                assert!(account::set_verifier(tx, user(1), &[9].into()).await?);
                assert!(account::set_standing(tx, &admin, user(1), false, Some(at(9))).await?);
                let changed = AccountRow {
                    verifier: [9].into(),
                    administrator: false,
                    disabled_at: Some(at(9)),
                    ..row
                };
                assert_eq!(account::all(tx).await?, [changed]);
                let wrap = |kind: &str, byte: u8| AccountWrapRow {
                    kind: kind.to_owned(),
                    wrap: [byte].into(),
                };
                account::put_wrap(tx, user(1), &wrap("passphrase", 1)).await?;
                account::put_wrap(tx, user(1), &wrap("recovery", 2)).await?;
                account::put_wrap(tx, user(1), &wrap("passphrase", 3)).await?;
                let wraps = account::wraps(tx, user(1)).await?;
                assert_eq!(wraps, [wrap("passphrase", 3), wrap("recovery", 2)]);
                assert!(account::remove_wrap(tx, user(1), "recovery").await?);

                let manages = owner::<ManageMembers>();
                let epoch = |number: u32| TeamEpochRow {
                    epoch: number,
                    public_key: [1].into(),
                    recovery_wrap: [2].into(),
                    previous_wrap: (number > 1).then(|| [3].into()),
                    created_at: at(4),
                };
                team::begin_epoch(tx, &admin, &program(), &epoch(1)).await?;
                team::begin_epoch(tx, &manages, &program(), &epoch(2)).await?;
                assert!(team::set_recovery(tx, &manages, 2, &[2].into()).await?);
                assert_eq!(team::current_epoch(tx, &program()).await?, Some(epoch(2)));
                assert_eq!(team::epochs(tx, &program()).await?, [epoch(2), epoch(1)]);
                let grant = TeamGrantRow {
                    program_id: program(),
                    epoch: 2,
                    user_id: user(1),
                    role: "owner".to_owned(),
                    wrap: [5].into(),
                    granter: Some(user(2)),
                    signature: Some([6].into()),
                    granted_at: at(5),
                    revoked_at: None,
                };
                team::grant(tx, &manages, &grant).await?;
                assert_eq!(
                    team::grants_of_epoch(tx, &program(), 2).await?,
                    std::slice::from_ref(&grant)
                );
                assert_eq!(team::revoke(tx, &manages, &program(), user(1), at(6)).await?, 1);
                let revoked = TeamGrantRow { revoked_at: Some(at(6)), ..grant };
                assert_eq!(team::grants_of_user(tx, user(1)).await?, [revoked]);

                let row = SessionRow {
                    lookup_hash: hash(1),
                    kind: "member".to_owned(),
                    stage: "open".to_owned(),
                    pathway: "passkey".to_owned(),
                    client: "Firefox on Linux".to_owned(),
                    user_id: Some(user(1)),
                    sealed_payload: [7].into(),
                    created_at: at(7),
                    seen_at: at(7),
                    proven_at: at(7),
                    expires_at: at(100),
                };
                session::insert(tx, &row).await?;
                session::touch(tx, hash(1), at(8)).await?;
                let touched = SessionRow { seen_at: at(8), ..row.clone() };
                assert_eq!(session::find(tx, hash(1)).await?, Some(touched.clone()));
                assert_eq!(session::of_user(tx, user(1)).await?, core::slice::from_ref(&touched));
                assert_eq!(session::lock_idle(tx, at(7)).await?, 0);
                assert_eq!(session::lock_idle(tx, at(8)).await?, 1);
                let locked = SessionRow {
                    stage: "locked".to_owned(),
                    sealed_payload: Vec::new().into(),
                    ..touched
                };
                assert_eq!(session::find(tx, hash(1)).await?, Some(locked));
                assert!(!session::lock(tx, hash(1)).await?, "locked already");
                assert!(!session::end_one_of(tx, user(2), hash(1)).await?, "another's");
                assert_eq!(session::end_others_of(tx, user(1), hash(1)).await?, 0);
                assert_eq!(session::purge(tx, at(99)).await?, 0);
                assert_eq!(session::purge(tx, at(100)).await?, 1);
                session::insert(tx, &row).await?;
                assert_eq!(session::end_all_of(tx, user(1)).await?, 1);
                session::insert(tx, &SessionRow { user_id: None, ..row }).await?;
                session::end(tx, hash(1)).await?;
                assert_eq!(session::find(tx, hash(1)).await?, None);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn second_factors_passkeys_and_what_waits_for_an_answer() {
    both_databases(|store| async move {
        write(&store, |tx| {
            Box::pin(async move {
                let totp = TotpRow {
                    user_id: user(1),
                    sealed_seed: Some([1].into()),
                    last_step: 5,
                    sealed_pending: None,
                    confirmed_at: Some(at(1)),
                };
                second_factor::put_totp(tx, &totp).await?;
                assert!(!second_factor::take_step(tx, user(1), 5).await?, "used");
                assert!(second_factor::take_step(tx, user(1), 6).await?);
                assert!(!second_factor::take_step(tx, user(1), 6).await?, "used now");
                let code =
                    |place: u32, used_at| RecoveryCodeRow { place, code_hash: hash(3), used_at };
                second_factor::put_codes(tx, user(1), &[code(0, None), code(1, None)]).await?;
                assert!(second_factor::use_code(tx, user(1), 1, at(2)).await?);
                assert!(!second_factor::use_code(tx, user(1), 1, at(3)).await?);
                let codes = second_factor::codes(tx, user(1)).await?;
                assert_eq!(codes, [code(0, None), code(1, Some(at(2)))]);
                second_factor::put_codes(tx, user(1), &[code(4, None)]).await?;
                assert_eq!(second_factor::codes(tx, user(1)).await?, [code(4, None)]);
                assert!(second_factor::remove(tx, user(1)).await?);
                assert_eq!(second_factor::totp(tx, user(1)).await?, None);
                assert_eq!(second_factor::codes(tx, user(1)).await?, []);

                let key = PasskeyRow {
                    credential_id: [9].into(),
                    user_id: user(1),
                    label: "Key ring".to_owned(),
                    record: "{}".to_owned(),
                    wrap: None,
                    created_at: at(1),
                    used_at: None,
                };
                passkey::insert(tx, &key).await?;
                passkey::used(tx, &[9].into(), &"{1}".to_owned(), at(2)).await?;
                passkey::set_wrap(tx, &[9].into(), &[7].into()).await?;
                let used = PasskeyRow {
                    record: "{1}".to_owned(),
                    wrap: Some([7].into()),
                    used_at: Some(at(2)),
                    ..key
                };
                assert_eq!(passkey::find(tx, &[9].into()).await?, Some(used.clone()));
                assert!(!passkey::remove(tx, user(2), &[9].into()).await?, "another's");
                assert_eq!(passkey::of_user(tx, user(1)).await?, [used]);
                assert!(passkey::remove(tx, user(1), &[9].into()).await?);
                assert_eq!(passkey::remove_all(tx, user(1)).await?, 0);

                let waits = CeremonyRow {
                    ceremony_hash: hash(4),
                    kind: "passkey".to_owned(),
                    user_id: None,
                    sealed_body: [1].into(),
                    expires_at: at(9),
                };
                ceremony::insert(tx, &waits).await?;
                assert_eq!(ceremony::take(tx, hash(4)).await?, Some(waits.clone()));
                assert_eq!(ceremony::take(tx, hash(4)).await?, None, "once");
                ceremony::insert(tx, &waits).await?;
                assert_eq!(ceremony::purge(tx, at(9)).await?, 1);

                let bound = ProviderBindingRow {
                    issuer: "https://id.example".to_owned(),
                    subject: "1".to_owned(),
                    user_id: user(1),
                    bound_at: at(1),
                };
                provider_binding::insert(tx, &bound).await?;
                let (issuer, subject) = (&bound.issuer, &bound.subject);
                let found = provider_binding::find(tx, issuer, subject).await?;
                assert_eq!(found, Some(bound.clone()));
                let other = "https://ID.example".to_owned();
                assert_eq!(provider_binding::find(tx, &other, subject).await?, None);
                assert_eq!(provider_binding::of_user(tx, user(1)).await?, [bound]);
                assert_eq!(provider_binding::remove_all(tx, user(1)).await?, 1);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn a_cve_number_is_taken_once_and_can_be_given_back() {
    both_databases(|store| async move {
        write(&store, |tx| {
            Box::pin(async move {
                let proof = on_case::<access::DraftAdvisory>(1);
                let numbers = ["CVE-2026-1001", "CVE-2026-1000"].map(str::to_owned);
                assert_eq!(store::cve_number::keep(tx, &proof, &numbers, at(5)).await?, 2);
                assert_eq!(store::cve_number::keep(tx, &proof, &numbers, at(6)).await?, 0);
                let first = "CVE-2026-1000";
                assert!(store::cve_number::turn(tx, &proof, first, true).await?);
                assert!(!store::cve_number::turn(tx, &proof, first, true).await?);
                let all = store::cve_number::all(tx, &proof).await?;
                let row = |cve_id: &str, is_taken| store::cve_number::CveNumberRow {
                    cve_id: cve_id.to_owned(),
                    reserved_at: at(5),
                    is_taken,
                };
                assert_eq!(all, [row(first, true), row("CVE-2026-1001", false)]);
                assert!(store::cve_number::turn(tx, &proof, first, false).await?);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn a_token_that_is_revoked_keeps_nothing_that_opens() {
    both_databases(|store| async move {
        write(&store, |tx| {
            Box::pin(async move {
                let row = ApiTokenRow {
                    token_id: [1; 16],
                    user_id: user(1),
                    label: "CI".to_owned(),
                    auth_hash: hash(1),
                    wrap: [5].into(),
                    scope: "read-queue".to_owned(),
                    made_by: user(2),
                    created_at: at(1),
                    expires_at: at(9),
                    revoked_at: None,
                    used_at: None,
                };
                api_token::insert(tx, &row).await?;
                api_token::insert(tx, &ApiTokenRow { token_id: [2; 16], ..row.clone() }).await?;
                api_token::used(tx, [1; 16], at(2)).await?;
                assert!(!api_token::revoke(tx, user(2), [1; 16], at(3)).await?, "another's");
                assert!(api_token::revoke(tx, user(1), [1; 16], at(3)).await?);
                assert!(!api_token::revoke(tx, user(1), [1; 16], at(4)).await?);
                let revoked = ApiTokenRow {
                    wrap: Vec::new().into(),
                    revoked_at: Some(at(3)),
                    used_at: Some(at(2)),
                    ..row
                };
                assert_eq!(api_token::find(tx, [1; 16]).await?, Some(revoked));
                assert_eq!(api_token::of_user(tx, user(1)).await?.len(), 2);
                let admin = system_instance::<AdministerInstance>();
                assert_eq!(api_token::all(tx, &admin).await?.len(), 2);
                assert_eq!(api_token::revoke_all(tx, user(1), at(5)).await?, 1);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

#[test]
fn submissions_and_notices() {
    both_databases(|store| async move {
        write(&store, |tx| {
            Box::pin(async move {
                let proof = owner::<SubmitReport>();
                let row = SubmissionRow {
                    key_hash: hash(1),
                    body_hash: hash(2),
                    case_id: case(1),
                    created_at: at(1),
                };
                submission::insert(tx, &proof, &row).await?;
                assert_eq!(submission::find(tx, &proof, hash(1)).await?, Some(row));
                let jobs = system_in_program::<RunJobs>();
                assert_eq!(submission::purge(tx, &jobs, &program(), at(1)).await?, 0);
                assert_eq!(submission::purge(tx, &jobs, &program(), at(2)).await?, 1);

                let queue = owner::<ReadQueue>();
                let row = NoticeRow {
                    notice_id: NoticeId([1; 16]),
                    kind: "deadline-near".to_owned(),
                    case_id: Some(case(1)),
                    created_at: at(1),
                    seen_at: None,
                };
                assert!(notice::insert(tx, &program(), &row).await?);
                assert!(!notice::insert(tx, &program(), &row).await?);
                assert_eq!(notice::unseen(tx, &queue, 9).await?, std::slice::from_ref(&row));
                assert!(notice::see(tx, &queue, row.notice_id, at(2)).await?);
                assert_eq!(notice::unseen(tx, &queue, 9).await?, []);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

// ASVS 16.2.5
#[test]
fn sec_4_no_row_shows_its_bytes_when_it_is_logged() {
    let row = AccountRow {
        user_id: user(1),
        login: "ada".to_owned(),
        verifier: b"argon2-verifier".as_slice().into(),
        public_key: [2].into(),
        signing_key: [3].into(),
        administrator: true,
        created_at: at(1),
        disabled_at: None,
    };
    let shown = format!("{row:?} {:?}", hash(u64::MAX));
    assert!(!shown.contains("argon2") && !shown.contains("97, 114"), "{shown}");
    assert!(!shown.contains("255"), "{shown}");
}

#[test]
fn a_party_is_found_by_its_hash_and_exchanges_its_secret_once() {
    both_databases(|store| async move {
        open_case(&store, 1).await;
        write(&store, |tx| {
            Box::pin(async move {
                let proof = on_case::<ActOnCase>(1);
                let row = PartyRow {
                    party_id: PartyId::from_bytes([3; 16]),
                    locator_hash: hash(1),
                    auth_hash: hash(2),
                    public_key: [6].into(),
                    standing: "invited".to_owned(),
                    sealed_name: [7].into(),
                    invited_at: at(5),
                    expires_at: at(9),
                };
                party::put(tx, &proof, &row).await?;
                let found = party::find(tx, hash(1)).await?.unwrap();
                assert_eq!((found.program_id, found.case_id), (program(), case(1)));
                assert_eq!(found.party, row);
                let joined = PartyRow {
                    locator_hash: hash(3),
                    auth_hash: hash(4),
                    public_key: [8].into(),
                    standing: "joined".to_owned(),
                    ..row.clone()
                };
                assert!(party::exchange(tx, &proof, hash(1), &joined).await?);
                let again = party::exchange(tx, &proof, hash(1), &row).await?;
                assert!(!again, "of two answers one is taken");
                assert_eq!(party::find(tx, hash(1)).await?, None);
                assert_eq!(party::of_case(tx, &proof).await?, [joined]);
                assert!(party::remove(tx, &proof, row.party_id).await?);
                assert!(!party::remove(tx, &proof, row.party_id).await?);
                party::put(tx, &proof, &row).await?;
                case_file::erase(tx, &proof).await?;
                assert_eq!(party::of_case(tx, &proof).await?, []);
                Ok(())
            })
        })
        .await
        .unwrap();
    });
}

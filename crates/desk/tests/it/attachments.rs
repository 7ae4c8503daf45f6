//! Files that are sealed while they arrive: nothing readable on the way, and nothing left of what was cut off.

use std::path::{Path, PathBuf};

use desk::{Error, Instruction, SubmissionKey};

use crate::canary::{canary, found_in};
use crate::house::{House, in_a_house, in_both_houses, instruction, program, report};

const PROGRAM: &str = "sigtech";

/// Every file in the folder of sealed files, pieces included.
fn files(house: &House) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![house.places().blobs]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn is_piece(path: &Path) -> bool {
    path.file_name().unwrap().to_string_lossy().contains('#')
}

#[test]
fn a_file_sealed_while_it_arrives_is_opened_as_it_was_sent() {
    in_both_houses(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let mut attachments = house.desk.attach_to_report(&program).unwrap();
        let sent: Vec<u8> = (0..60_000_u32).flat_map(u32::to_le_bytes).collect();
        attachments.begin("proof.bin").await.unwrap();
        for chunk in sent.chunks(7_919) {
            attachments.push(chunk).await.unwrap();
        }
        attachments.finish().await.unwrap();
        attachments.begin("empty.txt").await.unwrap();
        attachments.finish().await.unwrap();
        assert_eq!(attachments.len(), 2);
        let submission = desk::Submission { sealed: Some(attachments), ..report("With files") };
        let received = house.send(&program, submission, SubmissionKey::Fresh).await.unwrap();
        let case = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        let names: Vec<&str> = case.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["proof.bin", "empty.txt"]);
        assert!(case.files.iter().all(|file| file.seq == 1));
        let opened = house.desk.open_file(&ada, &program, received.case, case.files[0].id).await;
        assert!(opened.unwrap().bytes == sent);
        assert!(house.desk.verify(None, Some(&ada)).await.unwrap().is_sound());
    });
}

#[test]
fn a_file_of_a_command_belongs_to_the_event_it_came_with_and_goes_when_the_command_is_refused() {
    in_a_house(|mut house| async move {
        let ada = house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let received = house.report(&program).await;
        for (command, field, expected) in [("note", "text", true), ("reopen", "reason", false)] {
            let mut sealed =
                house.desk.attach_to_case(&ada, &program, received.case).await.unwrap();
            sealed.begin("log.txt").await.unwrap();
            sealed.push(b"what happened").await.unwrap();
            sealed.finish().await.unwrap();
            assert_eq!(files(&house).len(), 2 - usize::from(expected));
            let given = Instruction {
                sealed: Some(sealed),
                ..instruction(command, &[(field, "See the file.")])
            };
            let acted = house.desk.act(&ada, &program, received.case, given).await;
            assert_eq!(acted.is_ok(), expected, "{command}");
        }
        assert_eq!(files(&house).len(), 1, "the refused one is gone");
        let case = house.desk.open_case(&ada, &program, received.case).await.unwrap();
        assert_eq!(case.files[0].seq, case.last_seq);
        // Files sealed for one case are of no use in another.
        let other = house.report(&program).await;
        let sealed = house.desk.attach_to_case(&ada, &program, received.case).await.unwrap();
        let given =
            Instruction { sealed: Some(sealed), ..instruction("note", &[("text", "Mixed up.")]) };
        let mixed = house.desk.act(&ada, &program, other.case, given).await;
        assert!(matches!(mixed, Err(Error::Bug { .. })));
    });
}

#[test]
fn sweep_what_a_cut_connection_left_is_gone_after_the_sweep_and_what_came_with_a_report_stays() {
    in_both_houses(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let program = program(PROGRAM);
        let mut kept = house.desk.attach_to_report(&program).unwrap();
        kept.begin("kept.txt").await.unwrap();
        kept.push(b"kept").await.unwrap();
        kept.finish().await.unwrap();
        let submission = desk::Submission { sealed: Some(kept), ..report("With a file") };
        house.send(&program, submission, SubmissionKey::Fresh).await.unwrap();
        let of_report = files(&house);
        assert_eq!(of_report.len(), 1);

        // One file whole, the next in the middle; then the sender is gone.
        let mut cut = house.desk.attach_to_report(&program).unwrap();
        cut.begin("whole.txt").await.unwrap();
        cut.push(&[7; 100_000]).await.unwrap();
        cut.finish().await.unwrap();
        cut.begin("half.txt").await.unwrap();
        cut.push(&[7; 1_000_000]).await.unwrap();
        drop(cut);
        // And a piece that a lost process left.
        let folder = of_report[0].parent().unwrap();
        let piece = format!("{}#1", of_report[0].file_name().unwrap().to_str().unwrap());
        let piece = folder.join(piece);
        std::fs::write(&piece, b"sealed").unwrap();
        let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
        std::fs::File::options().write(true).open(&piece).unwrap().set_modified(long_ago).unwrap();

        house.set("2026-10-05T08:30:00Z");
        let done = house.desk.run_jobs_once().await.unwrap();
        assert_eq!((done.swept, &done.troubles[..]), (1, &[][..]), "only the old piece");
        let waiting: Vec<PathBuf> = files(&house).into_iter().filter(|f| !is_piece(f)).collect();
        assert_eq!(waiting.len(), 2, "an upload of half an hour ago may still come to something");
        house.set("2026-10-05T15:00:00Z");
        let done = house.desk.run_jobs_once().await.unwrap();
        assert_eq!((done.swept, &done.troubles[..]), (1, &[][..]));
        assert_eq!(files(&house), of_report);
        house.set("2026-10-06T15:00:00Z");
        assert_eq!(house.desk.run_jobs_once().await.unwrap().swept, 0);
    });
}

#[test]
fn sec_1_nothing_of_a_file_is_readable_on_the_disk_while_it_arrives() {
    in_a_house(|mut house| async move {
        house.settle(&[PROGRAM]).await;
        let word = canary("upload");
        let mut attachments = house.desk.attach_to_report(&program(PROGRAM)).unwrap();
        attachments.begin(&word).await.unwrap();
        for _ in 0..20_000 {
            attachments.push(word.as_bytes()).await.unwrap();
        }
        assert!(files(&house).iter().any(|path| is_piece(path)), "it is on its way");
        assert_eq!(found_in(house.folder.path(), &[word]), Vec::<String>::new());
    });
}

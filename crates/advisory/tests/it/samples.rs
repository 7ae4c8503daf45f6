//! Writes samples for the validators of `checks/advisory.sh`, and holds what they rely on.

use advisory::{Format, missing, problems, render};

use crate::strategy::{place, samples};

/// How many advisories the validators see.
const COUNT: usize = 200;

#[test]
fn random_advisories_have_no_problems() {
    for advisory in samples(COUNT) {
        assert_eq!(problems(&advisory), [], "{advisory:#?}");
    }
}

#[test]
fn most_random_advisories_are_ready_for_every_format() {
    let all = samples(COUNT);
    for format in Format::ALL {
        let ready = all.iter().filter(|a| render(a, *format, &place()).is_ok()).count();
        assert!(ready * 3 > COUNT, "{format:?}: {ready}");
    }
}

/// Writes every sample in every format it is ready for into the folder that `CANDOR_ADVISORY_SAMPLES` names.
#[test]
fn samples_are_written_for_the_validators() {
    let Ok(folder) = std::env::var("CANDOR_ADVISORY_SAMPLES") else {
        println!("skipped: CANDOR_ADVISORY_SAMPLES names no folder to write samples into");
        return;
    };
    let folder = std::path::Path::new(&folder);
    for format in Format::ALL {
        let own = folder.join(format!("{format:?}").to_lowercase());
        std::fs::create_dir_all(&own).unwrap();
        for (number, advisory) in samples(COUNT).iter().enumerate() {
            // What is only recommended would be a finding of an optional test.
            let complete =
                !missing(advisory, *format, &place()).iter().any(|m| m.field == "severity");
            if let (Ok(rendered), true) = (render(advisory, *format, &place()), complete) {
                let sub = own.join(format!("{number:03}"));
                std::fs::create_dir_all(&sub).unwrap();
                std::fs::write(sub.join(rendered.file_name), rendered.body).unwrap();
            }
        }
    }
}

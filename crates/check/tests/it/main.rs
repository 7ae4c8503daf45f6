//! The tests of the checks: what each rule finds and leaves alone, the scores of the profiles, the outputs,
//! repositories as they are laid out, published policies, and what must hold for every text.

#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod cases;
#[cfg(test)]
mod document;
#[cfg(test)]
mod output;
#[cfg(test)]
mod profiles;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod published;
#[cfg(test)]
mod scorecard;
#[cfg(test)]
mod tree;

/// Sunday 2026-11-22, 00:00 UTC: the moment of every check here.
#[cfg(test)]
fn now() -> clock::Instant {
    "2026-11-22T00:00:00Z".parse().unwrap()
}

/// Checks one file that was named.
#[cfg(test)]
fn check_one(path: &str, text: &str) -> check::Report {
    let options = check::Options { now: now(), whole_tree: false, profiles: check::PROFILES };
    check::check(&[check::File::whole(path, text)], &options)
}

/// Checks a whole tree.
#[cfg(test)]
fn check_tree(files: &[(&str, &str)]) -> check::Report {
    let files: Vec<_> = files.iter().map(|(path, text)| check::File::whole(path, text)).collect();
    let options = check::Options { now: now(), whole_tree: true, profiles: check::PROFILES };
    check::check(&files, &options)
}

/// The codes of the findings, in their order.
#[cfg(test)]
fn codes(report: &check::Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.code).collect()
}

//! `candor serve`: policies into force, the first setup's link, the demonstration, and serving.

use std::path::PathBuf;
use std::sync::Arc;

use desk::{AdoptError, Adopted, Desk, FileTime, SwitchableTime, SystemTime, Time};
use thiserror::Error;

use crate::args::Serve;
use crate::config::Config;
use crate::instance::{self, Mode, OpenError};
use crate::{say, syslog};

/// The example programs of the demonstration.
const EXAMPLES: [&str; 5] = [
    include_str!("../../../examples/policies/simprints.toml"),
    include_str!("../../../examples/policies/feature-table.toml"),
    include_str!("../../../examples/policies/ethical-rules.toml"),
    include_str!("../../../examples/policies/supported-versions.toml"),
    include_str!("../../../examples/policies/sigtech.toml"),
];

/// The account of the demonstration.
const DEMO_LOGIN: &str = "demo";

/// Why serving did not begin or ended.
#[derive(Debug, Error)]
pub(crate) enum ServeFailed {
    /// The instance.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The clock file.
    #[error("the clock file {path}: {reason}")]
    Clock {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: std::io::Error,
    },
    /// A use case.
    #[error(transparent)]
    Desk(#[from] desk::Error),
    /// Serving.
    #[error(transparent)]
    Serve(#[from] web::ServeError),
    /// The demonstration's passphrase file.
    #[error("{path}: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: std::io::Error,
    },
    /// The replays.
    #[error(transparent)]
    Replay(#[from] desk::ReplayError),
}

/// Serves until the process is asked to end.
///
/// # Errors
/// [`ServeFailed`], which says what to do.
pub(crate) async fn serve(config: &Config, options: &Serve) -> Result<(), ServeFailed> {
    let switch = options.demo.then(|| -> Result<_, ServeFailed> {
        Ok(Arc::new(SwitchableTime::new(desk::Replay::begin_of_time()?)))
    });
    let switch = switch.transpose()?;
    let time: Arc<dyn Time> = match (&options.clock_file, &switch) {
        (Some(path), _) => Arc::new(
            FileTime::open(path.clone())
                .map_err(|reason| ServeFailed::Clock { path: path.clone(), reason })?,
        ),
        (None, Some(switch)) => Arc::clone(switch) as Arc<dyn Time>,
        (None, None) => Arc::new(SystemTime),
    };
    let fresh_key = !config.root_key_file.exists() && config.root_key.is_none();
    let desk =
        instance::open(config, if options.demo { Mode::Demonstrate } else { Mode::Serve }, time)
            .await?;
    if fresh_key && config.root_key_file.exists() {
        say::remark(&format!(
            "A root key was made: {}. Keep a copy of it apart from the data; without it and the recovery kit nothing can be opened.",
            config.root_key_file.display()
        ));
    }
    let mut troubles = Vec::new();
    if options.demo {
        for source in EXAMPLES {
            adopt(&desk, source, "an example policy", &mut troubles).await;
        }
    }
    let explicit = !options.policy.is_empty() || config.policies != [PathBuf::from("policies")];
    if !options.demo || explicit {
        for path in policy_files(&config.policies, explicit, &mut troubles) {
            match std::fs::read_to_string(&path) {
                Ok(source) => {
                    adopt(&desk, &source, &path.display().to_string(), &mut troubles).await;
                }
                Err(error) => trouble(&mut troubles, format!("{}: {error}", path.display())),
            }
        }
    }
    if desk.programs().is_empty() {
        say::remark(
            "No policy is in force yet, so there is nothing to report to. Write one (examples/policies shows five), check it with\n  candor policy check policy.toml\nand start again with\n  candor serve --policy policy.toml",
        );
    }
    let settings = site_settings(config, options.demo);
    let mut entrances = Vec::new();
    if let Some((address, url)) = &config.onion {
        let settings =
            web::SiteSettings { public_url: url.clone(), is_onion: true, ..settings.clone() };
        let router = web::router(desk.clone(), settings, troubles.clone());
        entrances.push(web::Entrance { address: *address, router, certificate: None });
    }
    let router = web::router(desk.clone(), settings, troubles);
    let certificate = config.certificate.clone();
    entrances.insert(0, web::Entrance { address: config.listen, router, certificate });
    let scheme = if config.certificate.is_some() { "https" } else { "http" };
    let needs_set_up = desk.needs_set_up().await?;
    let demo = match &switch {
        Some(switch) => Some((Arc::clone(switch), demo_passphrase(config)?)),
        None => None,
    };
    let public_url = config.public_url.clone();
    let configured = public_url != format!("{scheme}://{}", config.listen);
    let code = (needs_set_up && demo.is_none()).then(|| desk.new_setup_code());
    let for_demo = desk.clone();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let shipper = config
        .syslog
        .clone()
        .map(|collector| tokio::spawn(syslog::ship(desk.clone(), collector, stopped)));
    let served = web::serve(
        desk,
        entrances,
        sender(config),
        move |addresses| {
            let Some(address) = addresses.first() else { return };
            if let Some(onion) = addresses.get(1) {
                say::line(&format!("The onion service is expected to forward to {onion}"));
            }
            let url = if configured { public_url } else { format!("{scheme}://{address}") };
            if let Some(code) = code {
                say::line(&format!(
                    "Make the first account here (the link works once, until this process ends):\n  {url}/desk/setup?code={code}"
                ));
            }
            if let Some((switch, passphrase)) = demo {
                say::line(&format!(
                    "The desk: {url}/desk  name: {DEMO_LOGIN}  passphrase: {passphrase}"
                ));
                tokio::spawn(fill(for_demo, switch, passphrase));
            }
            // Last, so that whoever waits for this line has read the others.
            say::line(&format!("Listening on {scheme}://{address}"));
        },
        ended(),
    )
    .await;
    // What was written last is shipped too, unless the collector is away.
    let _ = stop.send(true);
    if let Some(shipper) = shipper {
        let _ = shipper.await;
    }
    served?;
    Ok(())
}

/// How the site is served by this configuration.
pub(crate) fn site_settings(config: &Config, demonstration: bool) -> web::SiteSettings {
    web::SiteSettings {
        provider: config.provider(),
        cve: config.publishing.cve(&config.reach),
        name: "Candor".to_owned(),
        max_file_bytes: config.max_upload_bytes,
        posts_per_minute: config.posts_per_minute,
        trusted_proxies: config.trusted_proxies.clone(),
        demonstration,
        public_url: config.public_url.clone(),
        is_onion: false,
        // The running program itself, even after its file was replaced.
        reader: Some(Arc::new(listing::Reader::new("/proc/self/exe"))),
    }
}

/// What sends for this configuration. Where an address cannot be used, everything else is served all the same.
fn sender(config: &Config) -> web::Sender {
    let publishing = &config.publishing;
    let cve = publishing.cve(&config.reach).map(web::CveServices::new).transpose();
    let made = cve.and_then(|cve| web::Sender::new(cve, publishing.webhooks(&config.reach)));
    let sender = made.unwrap_or_else(|failed| {
        say::remark(&format!(
            "Nothing is sent to the CVE programme and no webhook: {}",
            failed.reason()
        ));
        web::Sender::default()
    });
    match &config.mail {
        Some(relay) => sender.with_mail(relay.clone()),
        None => sender,
    }
}

async fn fill(desk: Desk, time: Arc<SwitchableTime>, passphrase: String) {
    match demonstrate(&desk, &time, &passphrase).await {
        Ok(Some(words)) => say::remark(&words),
        Ok(None) => {}
        Err(error) => say::remark(&format!("The demonstration was not filled: {error}")),
    }
    time.release();
}

/// Makes the account and replays the cases, once.
async fn demonstrate(
    desk: &Desk,
    time: &SwitchableTime,
    passphrase: &str,
) -> Result<Option<String>, ServeFailed> {
    if desk.needs_set_up().await? {
        desk.set_up(DEMO_LOGIN, passphrase).await?;
    }
    let member = desk.unlock(DEMO_LOGIN, passphrase).await?;
    let programs: Vec<_> = desk.programs().iter().map(|program| program.id.clone()).collect();
    let report = desk.replay_all(&member, time, &programs).await?;
    Ok(Some(report.to_string()))
}

/// The demonstration's passphrase: made once, kept beside the data, readable by its owner only.
fn demo_passphrase(config: &Config) -> Result<String, ServeFailed> {
    let mut path = config.data.clone().into_os_string();
    path.push(".passphrase");
    let path = PathBuf::from(path);
    let failed = |reason| ServeFailed::File { path: path.clone(), reason };
    if let Ok(text) = std::fs::read_to_string(&path) {
        return Ok(text.trim().to_owned());
    }
    let words = seal::Receipt::generate(&mut desk::SystemRandom).words();
    let passphrase = words.split_whitespace().take(4).collect::<Vec<_>>().join("-");
    instance::write_private(&path, passphrase.as_bytes()).map_err(failed)?;
    Ok(passphrase)
}

async fn adopt(desk: &Desk, source: &str, from: &str, troubles: &mut Vec<String>) {
    match desk.adopt(source).await {
        Ok(Adopted::Founded(program)) => tracing::info!(%program, from, "a program was founded"),
        Ok(Adopted::NewVersion(program)) => {
            tracing::info!(%program, from, "a new version of the policy is in force");
        }
        Ok(Adopted::Unchanged(program)) => tracing::debug!(%program, from, "policy unchanged"),
        Err(AdoptError::Findings(findings)) => {
            let list: Vec<String> = findings.iter().map(ToString::to_string).collect();
            trouble(
                troubles,
                format!(
                    "{from} was not taken into force; the version in force stays.\n{}",
                    list.join("\n")
                ),
            );
        }
        Err(AdoptError::Store(error)) => trouble(troubles, format!("{from}: {error}")),
    }
}

fn trouble(troubles: &mut Vec<String>, words: String) {
    say::remark(&words);
    troubles.push(words);
}

fn policy_files(places: &[PathBuf], explicit: bool, troubles: &mut Vec<String>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for place in places {
        if place.is_dir() {
            match std::fs::read_dir(place) {
                Ok(entries) => files.extend(
                    entries
                        .filter_map(Result::ok)
                        .map(|entry| entry.path())
                        .filter(|path| path.extension().is_some_and(|kind| kind == "toml")),
                ),
                Err(error) => trouble(troubles, format!("{}: {error}", place.display())),
            }
        } else if place.exists() || explicit {
            files.push(place.clone());
        }
    }
    files.sort();
    files
}

/// Resolves when the process is asked to end.
async fn ended() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    say::remark("Ending: no new connections; requests under way are finished.");
}

/// The present, for commands.
pub(crate) fn system_time() -> Arc<dyn Time> {
    Arc::new(SystemTime)
}

//! Opening the instance that a configuration describes: data folder, root key, database, files.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::{
    Desk, KnownPassphrases, PassphraseCost, SecondFactorRule, Settings, StartError, SystemRandom,
    Time,
};
use seal::RootKey;
use store::blob::{BlobLocation, Blobs};
use store::{Location, Options, Store, StoreError};
use thiserror::Error;

use crate::config::Config;

/// Why the instance was not opened.
#[derive(Debug, Error)]
pub(crate) enum OpenError {
    /// The key that signs what is published.
    #[error("CANDOR_OPENPGP_KEY: {0}")]
    OpenPgp(#[from] signing::KeyError),
    /// The data folder cannot be made or used.
    #[error("the data folder {path} cannot be used: {reason}")]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// There is nothing there yet.
    #[error(
        "{0} holds no data yet. Start `candor serve` once, or say where the data is with --data"
    )]
    NoData(PathBuf),
    /// The key file lies where a copy of the data would take it along.
    #[error(
        "the root key {0} is inside the data folder: whoever copies the data would have the key as well. Move it out, and say where it is with CANDOR_ROOT_KEY_FILE"
    )]
    KeyInData(PathBuf),
    /// Others may read the key.
    #[error("the root key {0} can be read by others. Run: chmod 400 {0}")]
    KeyReadable(PathBuf),
    /// The key file is missing although data exists.
    #[error(
        "the root key {0} is missing, and the data was made with one. Restore the file, or restore a backup with the recovery kit; a new key cannot open old settings"
    )]
    KeyMissing(PathBuf),
    /// The key file cannot be used.
    #[error("the root key {path}: {reason}")]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The list of breached passphrases cannot be used.
    #[error("the list of breached passphrases {path}: {reason}")]
    KnownPassphrases {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The rules of the alerts.
    #[error("{path} does not change the rules of the alerts: {reason}")]
    AlertRules {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The instance.
    #[error(transparent)]
    Start(#[from] StartError),
}

/// How it is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// To serve: alone, and new when there is nothing yet.
    Serve,
    /// To serve the demonstration: as [`Self::Serve`], and second factors are optional unless said otherwise.
    Demonstrate,
    /// For one command beside a serving process.
    Command,
    /// To read and check, and to change nothing.
    Verify,
}

impl Mode {
    const fn serves(self) -> bool {
        matches!(self, Self::Serve | Self::Demonstrate)
    }
}

/// Opens the instance.
///
/// # Errors
/// [`OpenError`], which says what to do.
pub(crate) async fn open(
    config: &Config,
    mode: Mode,
    time: Arc<dyn Time>,
) -> Result<Desk, OpenError> {
    let database = config.data.join("candor.db");
    let is_new = config.database_url.is_none() && !database.exists();
    if is_new && !mode.serves() {
        return Err(OpenError::NoData(config.data.clone()));
    }
    make_private_folder(&config.data)
        .map_err(|reason| OpenError::Folder { path: config.data.clone(), reason })?;
    let root_key = root_key(config, is_new)?;
    let location = match &config.database_url {
        Some(url) => Location::Postgres { url: url.reveal().to_owned() },
        None => Location::Sqlite { path: database },
    };
    let options = Options {
        exclusive: mode.serves(),
        read_only: mode == Mode::Verify,
        ballast_bytes: if mode.serves() { config.ballast_bytes } else { 0 },
        ..Options::default()
    };
    let store = Store::open(location, options).await?;
    let blobs = Blobs::open(&BlobLocation::Local { dir: config.data.join("files") })?;
    let settings = Settings {
        store,
        blobs,
        root_key,
        anchors: anchors_of(config),
        time,
        public_url: config.public_url.clone(),
        passphrase_cost: PassphraseCost::strong(),
        second_factor: config.second_factor.unwrap_or(match mode {
            Mode::Demonstrate => SecondFactorRule::Optional,
            Mode::Serve | Mode::Command | Mode::Verify => SecondFactorRule::Required,
        }),
        administrator_passkey: config.administrator_passkey,
        known_passphrases: match &config.known_passphrases {
            Some(path) => Some(Arc::new(KnownPassphrases::open(path).map_err(|error| {
                OpenError::KnownPassphrases { path: path.clone(), reason: error.to_string() }
            })?)),
            None => None,
        },
        openpgp: config.signing_key()?.map(Arc::new),
    };
    let rules = alert_rules(config)?;
    let desk = match mode {
        Mode::Verify => Desk::open_to_verify(settings).await?,
        Mode::Serve | Mode::Demonstrate | Mode::Command => Desk::open(settings).await?,
    };
    desk.set_alert_rules(rules);
    desk.set_publishing(config.publishing.for_desk(config.mail.is_some()));
    Ok(desk)
}

/// What the file of `alert_rules` holds.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    #[serde(default)]
    rule: Vec<anomaly::Override>,
}

/// The rules of the alerts, as the operator changed them.
fn alert_rules(config: &Config) -> Result<anomaly::Rules, OpenError> {
    let Some(path) = &config.alert_rules else { return Ok(anomaly::Rules::usual()) };
    let failed = |reason: String| OpenError::AlertRules { path: path.clone(), reason };
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    let file: RuleFile = toml::from_str(&text).map_err(|error| failed(error.to_string()))?;
    anomaly::Rules::tuned(&file.rule).map_err(|error| failed(error.to_string()))
}

/// Where the last signed heads are remembered: beside the root key, outside the data.
pub(crate) fn anchors_of(config: &Config) -> PathBuf {
    let mut path = config.root_key_file.clone().into_os_string();
    path.push(".anchor");
    PathBuf::from(path)
}

fn make_private_folder(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if path.is_dir() {
        return Ok(());
    }
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

fn root_key(config: &Config, is_new: bool) -> Result<RootKey, OpenError> {
    if let Some(text) = &config.root_key {
        return RootKey::from_text(text.reveal()).map_err(|error| OpenError::Key {
            path: PathBuf::from("CANDOR_ROOT_KEY"),
            reason: error.to_string(),
        });
    }
    let path = &config.root_key_file;
    if is_inside(path, &config.data) {
        return Err(OpenError::KeyInData(path.clone()));
    }
    let failed = |reason: String| OpenError::Key { path: path.clone(), reason };
    if !path.exists() {
        if !is_new && config.database_url.is_none() {
            return Err(OpenError::KeyMissing(path.clone()));
        }
        let key = RootKey::generate(&mut SystemRandom);
        write_private(path, key.to_file_text().as_bytes())
            .map_err(|error| failed(error.to_string()))?;
        return Ok(key);
    }
    check_private(path)?;
    let text = std::fs::read_to_string(path).map_err(|error| failed(error.to_string()))?;
    RootKey::from_text(&text).map_err(|error| failed(error.to_string()))
}

fn check_private(path: &Path) -> Result<(), OpenError> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)
        .map_err(|error| OpenError::Key { path: path.to_owned(), reason: error.to_string() })?
        .permissions()
        .mode();
    if mode & 0o077 == 0 { Ok(()) } else { Err(OpenError::KeyReadable(path.to_owned())) }
}

/// Writes a file that only its owner may read, whole after a crash.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut file =
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o400).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn is_inside(path: &Path, folder: &Path) -> bool {
    let absolute = |path: &Path| {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        path.file_name().map_or(folder.clone(), |name| folder.join(name))
    };
    absolute(path).starts_with(absolute(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_inside_the_data_folder_is_noticed_however_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir(&data).unwrap();
        assert!(is_inside(&data.join("key"), &data));
        assert!(is_inside(&data.join("../data/key"), &data));
        assert!(!is_inside(&folder.path().join("data.key"), &data));
        assert!(!is_inside(Path::new("candor-data.key"), Path::new("candor-data")));
    }

    #[test]
    fn a_key_file_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key");
        write_private(&key, b"x").unwrap();
        assert!(check_private(&key).is_ok());
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o440)).unwrap();
        assert!(matches!(check_private(&key), Err(OpenError::KeyReadable(_))));
    }
}

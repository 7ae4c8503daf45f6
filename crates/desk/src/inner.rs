//! What an instance is made of: its store, its root key, its time, its programs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use access::{AdministerInstance, Principal, Target, decide};
use clock::Instant;
use credential::pathway::Pathway;
use policy::id::ProgramId;
use seal::{Argon2Cost, InstanceId, RootKey, RootUse, Subkey};
use store::{BoxFuture, Store, StoreError, Tx};

use crate::error::Error;
use crate::known_passphrases::KnownPassphrases;
use crate::program::Program;
use crate::random::SystemRandom;
use crate::time::Time;

/// What the edge hands in at start.
pub struct Settings {
    /// The opened store.
    pub store: Store,
    /// Where sealed files are kept.
    pub blobs: store::blob::Blobs,
    /// The instance root key.
    pub root_key: RootKey,
    /// Where the last signed checkpoints are remembered, outside the data folder.
    pub anchors: PathBuf,
    /// The source of the present.
    pub time: Arc<dyn Time>,
    /// The address people use, without a trailing slash.
    pub public_url: String,
    /// What passphrases cost to try.
    pub passphrase_cost: PassphraseCost,
    /// Whether every member must have a second factor.
    pub second_factor: SecondFactorRule,
    /// What administrators must come with.
    pub administrator_passkey: AdministratorRule,
    /// A list of breached passphrases besides the built-in one.
    pub known_passphrases: Option<Arc<KnownPassphrases>>,
    /// The key that signs what is published; without one nothing is signed.
    pub openpgp: Option<Arc<signing::SigningKey>>,
}

/// Whether members must have a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondFactorRule {
    /// A member without one is led to setting one up, and can do nothing else.
    Required,
    /// Whoever has one shows it; the others need none. For demonstrations.
    Optional,
}

/// What administrators must come with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AdministratorRule {
    /// A passkey: whoever came by another way may do what their roles allow, and administers nothing.
    Passkey,
    /// What every member comes with.
    AnyWay,
}

impl AdministratorRule {
    /// Whether a way in is enough to administer the instance.
    #[must_use]
    pub fn admits(self, pathway: Pathway) -> bool {
        match self {
            Self::Passkey => pathway.lets_in(true),
            Self::AnyWay => true,
        }
    }

    /// The same by the name that a session keeps.
    pub(crate) fn admits_named(self, pathway: &str) -> bool {
        Pathway::ALL.into_iter().any(|way| way.facts().name == pathway && self.admits(way))
    }
}

/// What one guess at a passphrase costs.
#[derive(Debug, Clone, Copy)]
pub struct PassphraseCost {
    pub(crate) login: Argon2Cost,
    pub(crate) vault: Argon2Cost,
}

impl PassphraseCost {
    /// For people: about half a second of one core and 128 MiB for the vault.
    #[must_use]
    pub const fn strong() -> Self {
        Self { login: Argon2Cost::login(), vault: Argon2Cost::vault() }
    }

    /// For tests, where nothing is protected.
    #[must_use]
    pub const fn cheap_for_tests() -> Self {
        Self { login: Argon2Cost::cheap_for_tests(), vault: Argon2Cost::cheap_for_tests() }
    }
}

/// Why an instance does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The key is not the one the data was made with.
    #[error(
        "this root key does not belong to this data folder. Restore the key file that was made with it (a copy is in every backup, sealed to the recovery kit)"
    )]
    OtherRootKey,
    /// What the store says.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A use case failed.
    #[error(transparent)]
    Desk(#[from] Error),
    /// Something stored is not what it should be.
    #[error("the data folder holds {what} that cannot be read. Restore a backup")]
    Malformed {
        /// What.
        what: &'static str,
    },
}

/// The instance. Clones share everything.
#[derive(Clone)]
pub struct Desk(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) blobs: store::blob::Blobs,
    pub(crate) instance: InstanceId,
    pub(crate) root_key: RootKey,
    pub(crate) pepper: Subkey,
    pub(crate) form_tokens: Subkey,
    pub(crate) receipts: Subkey,
    pub(crate) submissions: Subkey,
    pub(crate) anchors: crate::checkpoint::AnchorFile,
    pub(crate) time: Arc<dyn Time>,
    pub(crate) public_url: String,
    pub(crate) host: String,
    pub(crate) cost: PassphraseCost,
    /// Where passphrases wait to be tried.
    pub(crate) lines: crate::sign_in::Lines,
    /// What is counted of guesses.
    pub(crate) guesses: crate::door::Guesses,
    pub(crate) devices: Subkey,
    pub(crate) second_factor: SecondFactorRule,
    pub(crate) administrator_passkey: AdministratorRule,
    pub(crate) known_passphrases: Option<Arc<KnownPassphrases>>,
    pub(crate) openpgp: Option<Arc<signing::SigningKey>>,
    /// What the operator said of publishing, once.
    pub(crate) publishing: std::sync::OnceLock<crate::sending::Publishing>,
    /// Files derived from what is published, until another edition comes out.
    pub(crate) csaf: RwLock<BTreeMap<ProgramId, crate::advisory::Derived>>,
    pub(crate) programs: RwLock<BTreeMap<ProgramId, Arc<Program>>>,
    /// Programs that could not be loaded, when the instance was opened to be verified.
    pub(crate) set_aside: RwLock<Vec<ProgramId>>,
    pub(crate) setup_code: RwLock<Option<String>>,
    /// Digests of the teams' grants that were followed back to the founder already.
    pub(crate) believed_teams: RwLock<BTreeMap<ProgramId, [u8; 32]>>,
    /// Team keys that sessions have opened, sealed under the sessions' keys.
    pub(crate) unlocked_teams: crate::unlocked::UnlockedTeams,
    /// What waits to be written to the audit log.
    pub(crate) book: crate::audit::Book,
    /// What is unusual.
    pub(crate) lookout: crate::lookout::Lookout,
    /// When this process opened the instance.
    pub(crate) started: Instant,
    /// When sealed files without a row were last looked for.
    pub(crate) swept_at: std::sync::Mutex<Option<Instant>>,
    /// How many transactions of this process have ended.
    pub(crate) writes: AtomicU64,
    /// The promises' records as last counted. Everybody may ask for them, and counting reads every deadline.
    pub(crate) counted: RwLock<BTreeMap<ProgramId, Counted>>,
}

/// Records that hold until something is written or the second is over.
pub(crate) struct Counted {
    pub(crate) writes: u64,
    pub(crate) at: Instant,
    pub(crate) version: policy::PolicyVersion,
    pub(crate) records: Vec<crate::statistics::PromiseRecord>,
}

const INSTANCE_KEY: &str = "instance_id";
const CHECK_KEY: &str = "root_key_check";

impl Desk {
    /// Opens an instance: checks that key and data belong together, and loads its programs.
    ///
    /// # Errors
    /// [`StartError`], which says what to do.
    pub async fn open(settings: Settings) -> Result<Self, StartError> {
        Self::from_settings(settings, false).await
    }

    /// Opens an instance to verify it: a program whose stored policies cannot be used is left to
    /// [`Desk::verify`], which says what is wrong with it, instead of refusing to open.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub async fn open_to_verify(settings: Settings) -> Result<Self, StartError> {
        Self::from_settings(settings, true).await
    }

    async fn from_settings(settings: Settings, to_verify: bool) -> Result<Self, StartError> {
        let Settings {
            store,
            blobs,
            root_key,
            anchors,
            time,
            public_url,
            passphrase_cost,
            second_factor,
            administrator_passkey,
            known_passphrases,
            openpgp,
        } = settings;
        let (instance, check) = store
            .read(|tx| {
                Box::pin(async move {
                    let instance = store::meta::read(tx, INSTANCE_KEY).await?;
                    let check = store::meta::read(tx, CHECK_KEY).await?;
                    Ok::<_, StoreError>((instance, check))
                })
            })
            .await?;
        let instance = match (instance, check) {
            (Some(instance), Some(check)) => {
                let instance: InstanceId = instance
                    .parse()
                    .map_err(|_| StartError::Malformed { what: "an instance id" })?;
                if hex(&root_key.check_value(&instance)) != check {
                    return Err(StartError::OtherRootKey);
                }
                instance
            }
            (None, None) => {
                let instance = InstanceId::generate(&mut SystemRandom);
                let check = hex(&root_key.check_value(&instance));
                let proof = decide::<AdministerInstance>(&Principal::System, Target::Instance)
                    .map_err(Error::from)?;
                store
                    .write(move |tx| {
                        let (check, proof) = (check.clone(), proof.clone());
                        Box::pin(async move {
                            store::meta::write(tx, &proof, INSTANCE_KEY, &instance.to_string())
                                .await?;
                            store::meta::write(tx, &proof, CHECK_KEY, &check).await?;
                            Ok::<_, StoreError>(())
                        })
                    })
                    .await?;
                instance
            }
            _ => return Err(StartError::Malformed { what: "half an identity" }),
        };
        let host = public_url
            .split_once("://")
            .map_or(public_url.as_str(), |(_, rest)| rest)
            .split(['/', '?', '#'])
            .next()
            .unwrap_or_default()
            .to_owned();
        let permits = std::thread::available_parallelism().map_or(2, usize::from);
        let devices = root_key.subkey(&instance, RootUse::Device);
        let desk = Self(Arc::new(Inner {
            pepper: root_key.subkey(&instance, RootUse::Pepper),
            form_tokens: root_key.subkey(&instance, RootUse::FormToken),
            receipts: root_key.subkey(&instance, RootUse::Receipt),
            submissions: root_key.subkey(&instance, RootUse::Submission),
            anchors: crate::checkpoint::AnchorFile::new(anchors),
            store,
            blobs,
            instance,
            root_key,
            public_url,
            host,
            cost: passphrase_cost,
            lines: crate::sign_in::Lines::new(permits),
            guesses: crate::door::Guesses::new(),
            devices,
            second_factor,
            administrator_passkey,
            known_passphrases,
            openpgp,
            publishing: std::sync::OnceLock::new(),
            csaf: RwLock::new(BTreeMap::new()),
            programs: RwLock::new(BTreeMap::new()),
            set_aside: RwLock::new(Vec::new()),
            setup_code: RwLock::new(None),
            believed_teams: RwLock::new(BTreeMap::new()),
            unlocked_teams: crate::unlocked::UnlockedTeams::default(),
            book: crate::audit::Book::default(),
            lookout: crate::lookout::Lookout::default(),
            started: time.now(),
            time,
            swept_at: std::sync::Mutex::new(None),
            writes: AtomicU64::new(0),
            counted: RwLock::new(BTreeMap::new()),
        }));
        let ids = desk
            .read(|tx| {
                Box::pin(async move {
                    let rows = store::program::all(tx).await?;
                    Ok(rows.into_iter().map(|row| row.program_id).collect::<Vec<_>>())
                })
            })
            .await?;
        for id in ids {
            match desk.reload(&id).await {
                Err(Error::Bug { .. }) if to_verify => desk.leave_out(id),
                outcome => outcome?,
            }
        }
        if !to_verify {
            for program in desk.programs() {
                desk.take_first_form_over(&program).await?;
            }
        }
        Ok(desk)
    }

    fn leave_out(&self, id: ProgramId) {
        let mut set_aside =
            self.0.set_aside.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        set_aside.push(id);
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// The present.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.time.now()
    }

    /// Whether somebody drives the clock.
    #[must_use]
    pub fn time_is_driven(&self) -> bool {
        self.0.time.is_driven()
    }

    /// The address people use, without a trailing slash.
    #[must_use]
    pub fn public_url(&self) -> &str {
        &self.0.public_url
    }

    /// The key that signs what is published, when the operator configured one.
    #[must_use]
    pub fn openpgp(&self) -> Option<&Arc<signing::SigningKey>> {
        self.0.openpgp.as_ref()
    }

    /// The store, for the edge: backup and shutdown.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) async fn write<T, F>(&self, body: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, Error>> + Send + Sync + 'static,
    {
        let outcome = self.0.store.write(body).await;
        self.0.writes.fetch_add(1, Ordering::SeqCst);
        if let Err(Error::NoRoom) = &outcome
            && let Ok(true) = self.0.store.release_ballast()
        {
            tracing::error!(
                "the disk is full: the ballast was given up. Free some space now; the ballast is made anew at the next start"
            );
        }
        if let Err(Error::Fatal) = &outcome {
            // After a failed fsync nothing on the disk can be trusted to be what we wrote: the only honest
            // thing is to stop before anybody is told that something was stored.
            tracing::error!("the disk failed while storing: stopping now");
            std::process::exit(74);
        }
        outcome
    }

    pub(crate) async fn read<T, F>(&self, body: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: for<'t> Fn(&'t Tx<'t>) -> BoxFuture<'t, Result<T, Error>> + Send + Sync + 'static,
    {
        self.0.store.read(body).await
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}

/// The bytes of hexadecimal digits, when they are that.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() || text.is_empty() {
        return None;
    }
    let byte = |pair: &[u8]| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok();
    // A sign is no digit, though the parser takes one.
    text.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| pairs.map(byte).collect())?
}

/// Whether two byte strings are the same, in a time that does not depend on where they differ.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    subtle::ConstantTimeEq::ct_eq(one, other).into()
}

/// The key under which a piece of work is done at most once.
pub(crate) fn dedupe_key(text: &str) -> store::Hash32 {
    <[u8; 32]>::from(<sha2::Sha256 as sha2::Digest>::digest(text.as_bytes())).into()
}

//! A whole instance for one test: a store, a folder, a driven clock, a first account, programs.

use std::future::Future;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use access::Principal;
use desk::{
    Desk, Door, DrivenTime, Identity, Instant, Instruction, Member, PassphraseCost, Received,
    SecondFactorRule, Settings, StartError, Submission, SubmissionKey,
};
use policy::id::{CaseId, ProgramId};
use seal::RootKey;
use store::blob::{BlobLocation, Blobs};
use store::{Location, Store};
use testkit::databases::options;

/// The passphrase of every account.
pub(crate) const PASSPHRASE: &str = "correct horse battery staple";
/// When the tests begin: a Monday.
pub(crate) const START: &str = "2026-10-05T08:00:00Z";

/// An instance under test.
pub(crate) struct House {
    pub(crate) desk: Desk,
    pub(crate) time: Arc<DrivenTime>,
    pub(crate) folder: Arc<tempfile::TempDir>,
    pub(crate) location: Location,
    /// The recovery kit, once the first account is made.
    pub(crate) kit: String,
    /// The same in three sheets.
    pub(crate) sheets: [String; 3],
}

/// Where things are in a house's folder.
pub(crate) struct Places {
    pub(crate) data: PathBuf,
    pub(crate) blobs: PathBuf,
    pub(crate) key: PathBuf,
    pub(crate) anchors: PathBuf,
}

impl Places {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            data: folder.join("data"),
            blobs: folder.join("data/files"),
            key: folder.join("root.key"),
            anchors: folder.join("anchors"),
        }
    }
}

pub(crate) fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

pub(crate) fn policy_text(name: &str) -> String {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../examples/policies/{name}.toml"));
    std::fs::read_to_string(path).unwrap()
}

pub(crate) fn program(name: &str) -> ProgramId {
    name.parse().unwrap()
}

/// Runs a test in a house on each database. On SQLite the database lies in the house's own data folder.
pub(crate) fn in_both_houses<F, Fut>(test: F)
where
    F: Fn(House) -> Fut,
    Fut: Future<Output = ()>,
{
    testkit::both_locations(|location| async {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let location = match location {
            Location::Sqlite { .. } => {
                Location::Sqlite { path: Places::in_folder(folder.path()).data.join("candor.db") }
            }
            other => other,
        };
        test(House::found(Arc::clone(&folder), location).await).await;
    });
}

/// As [`in_both_houses`], on SQLite only.
pub(crate) fn in_a_house<F, Fut>(test: F)
where
    F: Fn(House) -> Fut,
    Fut: Future<Output = ()>,
{
    testkit::on_sqlite(|_| async {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let path = Places::in_folder(folder.path()).data.join("candor.db");
        test(House::found(Arc::clone(&folder), Location::Sqlite { path }).await).await;
    });
}

/// Opens a desk on what lies in a folder.
pub(crate) async fn open(
    places: &Places,
    location: &Location,
    time: Arc<dyn desk::Time>,
) -> Result<Desk, StartError> {
    Desk::open(settings(places, location, time).await?).await
}

/// Opens a desk to verify what lies in a folder.
pub(crate) async fn open_to_verify(
    places: &Places,
    location: &Location,
    time: Arc<dyn desk::Time>,
) -> Desk {
    let settings = settings(places, location, time).await.unwrap();
    Desk::open_to_verify(settings).await.unwrap()
}

async fn settings(
    places: &Places,
    location: &Location,
    time: Arc<dyn desk::Time>,
) -> Result<Settings, StartError> {
    std::fs::create_dir_all(&places.data).unwrap();
    if !places.key.exists() {
        let key = RootKey::generate(&mut desk::SystemRandom).to_file_text();
        std::fs::write(&places.key, key.as_str()).unwrap();
    }
    let root_key = RootKey::from_text(&std::fs::read_to_string(&places.key).unwrap()).unwrap();
    Ok(Settings {
        store: Store::open(location.clone(), options()).await?,
        blobs: Blobs::open(&BlobLocation::Local { dir: places.blobs.clone() })?,
        root_key,
        anchors: places.anchors.clone(),
        time,
        public_url: "https://security.example.org".to_owned(),
        passphrase_cost: PassphraseCost::cheap_for_tests(),
        second_factor: if places.data.join("second-factor-required").exists() {
            SecondFactorRule::Required
        } else {
            SecondFactorRule::Optional
        },
        administrator_passkey: if places.data.join("administrator-passkey").exists() {
            desk::AdministratorRule::Passkey
        } else {
            desk::AdministratorRule::AnyWay
        },
        known_passphrases: None,
        openpgp: std::fs::read_to_string(places.data.join("openpgp.asc"))
            .ok()
            .map(|armored| Arc::new(signing::SigningKey::read(&armored).unwrap())),
    })
}

impl House {
    async fn found(folder: Arc<tempfile::TempDir>, location: Location) -> Self {
        let time = Arc::new(DrivenTime::new(at(START)));
        let places = Places::in_folder(folder.path());
        let desk = open(&places, &location, time.clone()).await.unwrap();
        Self { desk, time, folder, location, kit: String::new(), sheets: Default::default() }
    }

    /// Another instance beside the one under test.
    pub(crate) async fn alone() -> Self {
        let folder = Arc::new(tempfile::tempdir().unwrap());
        let path = Places::in_folder(folder.path()).data.join("candor.db");
        Self::found(folder, Location::Sqlite { path }).await
    }

    pub(crate) fn places(&self) -> Places {
        Places::in_folder(self.folder.path())
    }

    /// Makes the first account and takes these example policies into force.
    pub(crate) async fn settle(&mut self, policies: &[&str]) -> Member {
        for policy in policies {
            self.desk.adopt(&policy_text(policy)).await.unwrap();
        }
        let made = self.desk.set_up("ada", PASSPHRASE).await.unwrap();
        (self.kit, self.sheets) = (made.kit_words, made.kit_sheets);
        self.sign_in("ada").await
    }

    /// The same house, in which every member must have a second factor.
    pub(crate) async fn strict(self) -> Self {
        let mark = self.places().data.join("second-factor-required");
        self.reopen_after(|_| std::fs::write(mark, "").unwrap()).await
    }

    /// The same house, in which administrators come with a passkey.
    pub(crate) async fn guarded(self) -> Self {
        let mark = self.places().data.join("administrator-passkey");
        self.reopen_after(|_| std::fs::write(mark, "").unwrap()).await
    }

    pub(crate) async fn sign_in(&self, login: &str) -> Member {
        self.desk.sign_in(login, PASSPHRASE, None, &Door::default()).await.unwrap().member.unwrap()
    }

    pub(crate) fn set(&self, time: &str) {
        self.time.set(at(time));
    }

    /// Closes the desk and opens it again on the same data.
    pub(crate) async fn reopen(self) -> Self {
        self.reopen_after(|_| ()).await
    }

    /// Closes the desk, lets `meanwhile` loose on its folder, and opens it again.
    pub(crate) async fn reopen_after(self, meanwhile: impl FnOnce(&Places)) -> Self {
        let Self { desk, time, folder, location, kit, sheets } = self;
        drop(desk);
        let places = Places::in_folder(folder.path());
        meanwhile(&places);
        let desk = open(&places, &location, time.clone()).await.unwrap();
        Self { desk, time, folder, location, kit, sheets }
    }

    pub(crate) async fn report(&self, program: &ProgramId) -> Received {
        self.send(program, report("A window into the vault"), SubmissionKey::Fresh).await.unwrap()
    }

    pub(crate) async fn send(
        &self,
        program: &ProgramId,
        submission: Submission,
        key: SubmissionKey,
    ) -> Result<Received, desk::Error> {
        self.desk.submit_report(&Principal::Anonymous, program, submission, key).await
    }

    pub(crate) async fn act(
        &self,
        member: &Member,
        program: &ProgramId,
        case: CaseId,
        command: &str,
        fields: &[(&str, &str)],
    ) -> Result<desk::Acted, desk::Error> {
        self.desk.act(member, program, case, instruction(command, fields)).await
    }
}

pub(crate) fn instruction(command: &str, fields: &[(&str, &str)]) -> Instruction {
    Instruction {
        command: command.to_owned(),
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        seen: None,
        files: Vec::new(),
        sealed: None,
    }
}

/// A report with a title only, sent as it is.
pub(crate) fn report(title: &str) -> Submission {
    Submission {
        fields: [("title".to_owned(), title.to_owned())].into(),
        identity: Identity::Anonymous,
        may_pass_on: false,
        credit: None,
        files: Vec::new(),
        sealed: None,
        incomplete: true,
        channel: "form",
        replay_of: None,
    }
}

/// Changes stored rows behind the program's back.
pub(crate) fn tamper(places: &Places, sql: &str) -> usize {
    let database = rusqlite::Connection::open(places.data.join("candor.db")).unwrap();
    database.execute(sql, []).unwrap()
}

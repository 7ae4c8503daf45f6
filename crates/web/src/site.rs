//! What every handler shares: the use cases, and how this instance is reached.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::body::Bytes;
use desk::Desk;
use ipnet::IpNet;
use pages::{Frame, NoteKind, ProgramRef};
use policy::id::ProgramId;

use crate::language::{spoken, text};
use crate::limit::{PostLimit, RetryAfter};
use crate::provider::IdentityProvider;

/// Reports of browsers that are read from one network each minute.
const VIOLATIONS_PER_MINUTE: u32 = 30;
/// Questions that are sent to addresses each minute, whoever asks: nobody is written to by the thousand.
const QUESTIONS_PER_MINUTE: u32 = 30;
/// What is left to a network that an alert slows down.
const SLOWED_PER_MINUTE: u32 = 4;

/// How the site is served.
#[derive(Debug, Clone)]
pub struct SiteSettings {
    /// Its name, shown in the header.
    pub name: String,
    /// Largest file that may be attached, in bytes.
    pub max_file_bytes: usize,
    /// Form posts per minute from one network; zero: no limit.
    pub posts_per_minute: u32,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// The address at which people reach it here, without a trailing slash.
    pub public_url: String,
    /// Whether this is the entrance of an onion service: visitors have no addresses there.
    pub is_onion: bool,
    /// The process that looks into attachments, where there can be one.
    pub reader: Option<Arc<listing::Reader>>,
    /// Whether this is the demonstration.
    pub demonstration: bool,
    /// The identity provider that members may sign in with.
    pub provider: Option<crate::ProviderSettings>,
    /// The account of the CVE programme, when the instance is a CNA.
    pub cve: Option<crate::CveSettings>,
}

/// An Atom feed, and of which state it is.
struct KeptFeed {
    of: FeedState,
    xml: Bytes,
}

/// With what a feed changes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct FeedState {
    /// How many editions are out.
    pub(crate) editions: u64,
    /// How many versions the policy has.
    pub(crate) policies: usize,
}

/// Shared by every handler.
pub(crate) struct Site {
    pub(crate) desk: Desk,
    pub(crate) settings: SiteSettings,
    pub(crate) https: bool,
    pub(crate) provider: Option<IdentityProvider>,
    pub(crate) cve: Option<crate::CveServices>,
    limit: PostLimit,
    violations: PostLimit,
    /// Questions to addresses, from everybody together.
    questions: PostLimit,
    /// Reports from everybody together.
    crowd: PostLimit,
    /// For whom an alert slows down.
    slow: PostLimit,
    started: std::time::Instant,
    /// The Atom feed of each program.
    feeds: RwLock<BTreeMap<ProgramId, KeptFeed>>,
    /// What the operator must know: policy files that were not taken into force.
    pub(crate) troubles: RwLock<Vec<String>>,
}

/// A handle to the site.
pub(crate) type App = Arc<Site>;

impl Site {
    #[expect(
        clippy::disallowed_methods,
        reason = "the rate limit measures elapsed time at the edge"
    )]
    pub(crate) fn new(desk: Desk, settings: SiteSettings, troubles: Vec<String>) -> Self {
        let https = settings.public_url.starts_with("https://");
        // All visitors of an onion service look like one: a limit would be on everybody at once.
        let posts_per_minute = if settings.is_onion { 0 } else { settings.posts_per_minute };
        Self {
            limit: PostLimit::new(posts_per_minute),
            crowd: PostLimit::new(settings.posts_per_minute),
            violations: PostLimit::new(VIOLATIONS_PER_MINUTE),
            questions: PostLimit::new(QUESTIONS_PER_MINUTE),
            // A provider knows one address to come back to, which is not the onion's.
            provider: settings
                .provider
                .clone()
                .filter(|_| !settings.is_onion)
                .and_then(|provider| IdentityProvider::new(provider, desk.public_url())),
            slow: PostLimit::new(SLOWED_PER_MINUTE),
            // Whoever starts the program is told when the address cannot be used (`Sender`).
            cve: settings.cve.clone().and_then(|cve| crate::CveServices::new(cve).ok()),
            desk,
            https,
            settings,
            started: std::time::Instant::now(),
            feeds: RwLock::default(),
            troubles: RwLock::new(troubles),
        }
    }

    /// The feed of a program as it was made in this state.
    pub(crate) fn kept_feed(&self, program: &ProgramId, state: FeedState) -> Option<Bytes> {
        let feeds = self.feeds.read().unwrap_or_else(PoisonError::into_inner);
        feeds.get(program).filter(|feed| feed.of == state).map(|feed| feed.xml.clone())
    }

    /// Keeps it.
    pub(crate) fn keep_feed(&self, program: &ProgramId, of: FeedState, xml: Bytes) {
        let mut feeds = self.feeds.write().unwrap_or_else(PoisonError::into_inner);
        feeds.insert(program.clone(), KeptFeed { of, xml });
    }

    /// Counts one post from a network.
    pub(crate) fn admit(&self, from: Option<IpAddr>) -> Result<(), RetryAfter> {
        let elapsed: Duration = self.started.elapsed();
        if self.is_slowed(from.map(|_| crate::limit::network(from)), None) {
            self.slow.admit(from, elapsed)?;
        }
        self.limit.admit(from, elapsed)
    }

    /// Counts one report, whoever sends it. False when more arrive than people usually write.
    pub(crate) fn is_calm(&self) -> bool {
        self.crowd.admit(None, self.started.elapsed()).is_ok()
    }

    /// Counts one question to an address, whoever asks. False when there were too many.
    pub(crate) fn has_room_for_a_question(&self) -> bool {
        self.questions.admit(None, self.started.elapsed()).is_ok()
    }

    /// The address at which people reach the instance here, without a trailing slash.
    pub(crate) fn public_url(&self) -> &str {
        &self.settings.public_url
    }

    /// Counts one report of what a policy stopped.
    pub(crate) fn admit_violation(&self, from: Option<IpAddr>) -> Result<(), RetryAfter> {
        self.violations.admit(from, self.started.elapsed())
    }

    /// Counts one use of a token that an alert slows down.
    pub(crate) fn admit_token(&self, token: &str, from: Option<IpAddr>) -> Result<(), RetryAfter> {
        match self.is_slowed(None, Some(token)) {
            true => self.slow.admit(from, self.started.elapsed()),
            false => Ok(()),
        }
    }

    /// Whether an alert slows this network or this token. Never where the limit is switched off: whoever wants none
    /// wants none that an alert brings either.
    fn is_slowed(&self, network: Option<[u8; 7]>, token: Option<&str>) -> bool {
        self.settings.posts_per_minute > 0 && self.desk.is_slowed(network, token)
    }

    /// Whether one more from a network would be admitted; counts nothing.
    pub(crate) fn has_room(&self, from: Option<IpAddr>) -> Result<(), RetryAfter> {
        self.limit.has_room(from, self.started.elapsed())
    }

    /// What surrounds a page of the portal. `cookie` is the mailbox session, if any.
    pub(crate) fn portal(&self, cookie: Option<&str>) -> Frame {
        self.noted(spoken(Frame::portal(self.settings.name.clone(), self.csrf(cookie))))
    }

    /// What surrounds a page of the desk.
    pub(crate) fn desk_frame(&self, cookie: Option<&str>, member: Option<&desk::Member>) -> Frame {
        let login = member.map(|member| member.login.clone());
        let mut frame =
            self.noted(Frame::desk(self.settings.name.clone(), self.csrf(cookie), login));
        if member.is_some_and(|member| member.standing == access::Standing::Invited) {
            frame = frame.note(
                NoteKind::Warning,
                "Your passphrase was chosen by somebody else. Choose your own on your account\u{2019}s page: until then you can do nothing here.",
            );
        }
        if member.is_some() {
            let troubles = self.troubles.read().unwrap_or_else(PoisonError::into_inner);
            for trouble in troubles.iter() {
                frame = frame.note(NoteKind::Warning, trouble.clone());
            }
        }
        frame
    }

    fn csrf(&self, cookie: Option<&str>) -> String {
        cookie.map(|cookie| self.desk.csrf_token(cookie)).unwrap_or_default()
    }

    fn noted(&self, frame: Frame) -> Frame {
        if self.settings.demonstration {
            frame.note(NoteKind::Demonstration, text("about-demonstration"))
        } else if self.desk.time_is_driven() {
            frame.note(NoteKind::Demonstration, text("about-driven-time"))
        } else {
            frame
        }
    }
}

/// The program as pages name it.
pub(crate) fn program_ref(program: &desk::Program) -> ProgramRef {
    ProgramRef { slug: program.id.to_string(), name: program.policy.program.name.clone() }
}

//! What may be done: one type per permission, and sets of permissions that fit into one integer.

/// What a permission is asked for, in its widest form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The instance as a whole.
    Instance,
    /// One program, or the instance and so every program.
    Program,
    /// One case.
    Case,
    /// The mailbox of one receipt.
    Mailbox,
}

/// A permission as a type, so that a proof of one cannot stand in for another.
pub trait Permission {
    /// The permission this type stands for.
    const KIND: PermissionKind;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident => $text:literal, $level:ident, $words:literal;)+) => {
        /// Every permission, as a value: the rows of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PermissionKind {
            $($(#[$doc])* $name,)+
        }

        impl PermissionKind {
            /// Every permission.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name used in custom sets, logs, documents and the API.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }

            /// What it lets somebody do, after "may".
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)+ }
            }

            /// What it is asked for.
            #[must_use]
            pub const fn level(self) -> Level {
                match self { $(Self::$name => Level::$level,)+ }
            }
        }

        $($(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl Permission for $name {
            const KIND: PermissionKind = PermissionKind::$name;
        })+
    };
}

permissions! {
    /// See what a program publishes: its policy, advisories, credits, statistics.
    ReadPortal => "read-portal", Program, "see what a program publishes";
    /// Send a report to a program.
    SubmitReport => "submit-report", Program, "send a report";
    /// Ask for mail about a program's advisories, and end it.
    Subscribe => "subscribe", Program, "ask for mail about a program's advisories, and end it";
    /// Read one's own case with a receipt.
    ReadMailbox => "read-mailbox", Mailbox, "read their own case";
    /// Write to the team, answer, consent, withdraw, ask for one's data, with a receipt.
    KeepMailbox => "keep-mailbox", Mailbox, "write to the team and decide about their own data";
    /// See the list of a program's cases as far as each may be seen: metadata only.
    ReadQueue => "read-queue", Program, "see the list of those cases that they may see";
    /// See who is in a program's team.
    ReadMembers => "read-members", Program, "see who is in the team";
    /// See who did and read what: the ledger's entries, proposals, reviews of access.
    ReadAudit => "read-audit", Program, "see who did what and when";
    /// See that a case exists and where it stands: no text of it.
    SeeCase => "see-case", Case, "see where a case stands, without its text";
    /// Open one case and read all of it.
    ReadCase => "read-case", Case, "read a case";
    /// Read what of a case is shared with its parties.
    ReadShared => "read-shared", Case, "read what of a case is shared with the parties";
    /// Read the terms of a case that one is asked to agree to, and answer.
    AnswerInvitation => "answer-invitation", Case, "read the terms they are asked to agree to, and answer";
    /// Take part in a case for one's own party: answer, accept terms, state one's status.
    TakePart => "take-part", Case, "answer and state their status as a party of a case";
    /// Write notes and report progress on the fix.
    DevelopCase => "develop-case", Case, "write notes and progress on the fix";
    /// Give any command of the case.
    ActOnCase => "act-on-case", Case, "give the commands of a case";
    /// Write the draft of an advisory.
    DraftAdvisory => "draft-advisory", Case, "write the draft of an advisory";
    /// Publish an advisory or a new edition of one.
    PublishAdvisory => "publish-advisory", Case, "publish an advisory";
    /// Take a whole case out as a file.
    ExportCase => "export-case", Case, "take a whole case out as a file";
    /// Name people and parties on a case, guests included, and take them off.
    ShareCase => "share-case", Case, "name people and guests on a case";
    /// Restrict a case to the people named on it, or open it to the team again.
    RestrictCase => "restrict-case", Case, "restrict a case to those named on it";
    /// Set and lift a legal hold.
    HoldCase => "hold-case", Case, "set and lift a legal hold";
    /// Erase a case before its time.
    EraseCase => "erase-case", Case, "erase a case";
    /// Take a whole program out as a file.
    ExportProgram => "export-program", Program, "take a whole program out as a file";
    /// Let background work read content, or forbid it again.
    SwitchMode => "switch-mode", Program, "switch assisted mode on and off";
    /// Add members to a program's team, change their roles and remove them.
    ManageMembers => "manage-members", Program, "give and take roles in the team";
    /// Accounts, programs, policy versions, backups, custom sets. Opens no case.
    AdministerInstance => "administer-instance", Instance, "administer the instance";
    /// Append to a program's ledger and sign its checkpoints.
    AppendLedger => "append-ledger", Program, "append to the ledger";
    /// Carry out planned work: reminders, checkpoints, retention.
    RunJobs => "run-jobs", Program, "carry out planned work";
}

impl PermissionKind {
    /// The permission of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Whether this permission is for one case rather than for a program or the instance.
    #[must_use]
    pub const fn is_for_a_case(self) -> bool {
        matches!(self.level(), Level::Case)
    }

    /// Whether a custom set may hold it. What decides who is an owner stays with owners, whose grants are
    /// signed; what the program itself does is nobody's; the list of cases follows from `see-case`.
    #[must_use]
    pub const fn may_be_in_a_set(self) -> bool {
        matches!(self, Self::ReadMembers | Self::ReadAudit | Self::ExportProgram)
            || matches!(self.level(), Level::Case)
    }

    /// Whether an API token may hold it: what decides about people, modes and the instance is for people.
    #[must_use]
    pub const fn may_be_in_a_token(self) -> bool {
        self.may_be_in_a_set()
    }

    const fn bit(self) -> u64 {
        1 << self as u32
    }
}

/// A set of permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Permissions(u64);

impl Permissions {
    /// No permission.
    pub const NONE: Self = Self(0);

    /// The set of these.
    #[must_use]
    pub const fn of(kinds: &[PermissionKind]) -> Self {
        let (mut bits, mut rest) = (0, kinds);
        while let [kind, others @ ..] = rest {
            bits |= kind.bit();
            rest = others;
        }
        Self(bits)
    }

    /// Whether it holds a permission.
    #[must_use]
    pub const fn holds(self, kind: PermissionKind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// What is in either.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in this one and not in the other.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What is in both.
    #[must_use]
    pub const fn in_common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether everything of the other is in this one.
    #[must_use]
    pub const fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Its permissions, in the order of the table.
    pub fn iter(self) -> impl Iterator<Item = PermissionKind> {
        PermissionKind::ALL.iter().copied().filter(move |kind| self.holds(*kind))
    }

    /// Only what is asked for one case.
    #[must_use]
    pub fn for_a_case(self) -> Self {
        let kinds: Vec<_> = self.iter().filter(|kind| kind.is_for_a_case()).collect();
        Self::of(&kinds)
    }
}

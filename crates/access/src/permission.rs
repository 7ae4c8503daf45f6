//! What may be done: one type per permission, and the one table that says who has it.

use crate::decide::Target;
use crate::principal::{Principal, Role};

/// A permission as a type, so that a proof of one cannot stand in for another.
pub trait Permission {
    /// The row of the table this type stands for.
    const KIND: PermissionKind;
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident => $text:literal),+ $(,)?) => {
        /// Every permission, as a value: the rows of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum PermissionKind {
            $($(#[$doc])* $name,)+
        }

        impl PermissionKind {
            /// Every permission.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The name used in logs, documents and the API.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
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
    ReadPortal => "read-portal",
    /// Send a report to a program.
    SubmitReport => "submit-report",
    /// Read one's own case with a receipt.
    ReadMailbox => "read-mailbox",
    /// Write to the team, answer, consent, withdraw, with a receipt.
    KeepMailbox => "keep-mailbox",
    /// See the list of a program's cases and what is owed: metadata only.
    ReadQueue => "read-queue",
    /// Open one case and read it.
    ReadCase => "read-case",
    /// Give a command of the case.
    ActOnCase => "act-on-case",
    /// Publish an advisory or a new edition of one.
    PublishAdvisory => "publish-advisory",
    /// Take a whole case out as a file.
    ExportCase => "export-case",
    /// Add members to a program's team and remove them.
    ManageMembers => "manage-members",
    /// Accounts, programs, policy versions, backups. Opens no case.
    AdministerInstance => "administer-instance",
    /// Append to a program's ledger and sign its checkpoints.
    AppendLedger => "append-ledger",
    /// Carry out planned work: reminders, checkpoints, retention.
    RunJobs => "run-jobs",
}

impl PermissionKind {
    /// Whether this permission is for one case rather than for a program or the instance.
    #[must_use]
    pub const fn is_for_a_case(self) -> bool {
        matches!(
            self,
            Self::ReadMailbox
                | Self::KeepMailbox
                | Self::ReadCase
                | Self::ActOnCase
                | Self::ExportCase
                | Self::PublishAdvisory
        )
    }

    /// The rules. A permission that is for a case is refused without one, and the other way round.
    #[must_use]
    pub fn allows(self, principal: &Principal, target: &Target) -> bool {
        if self.is_for_a_case() != target.case().is_some() {
            return false;
        }
        let role = target.program().and_then(|program| principal.role_in(program));
        match self {
            Self::ReadPortal => true,
            Self::SubmitReport => {
                target.program().is_some() && !matches!(principal, Principal::System)
            }
            Self::ReadMailbox | Self::KeepMailbox => match principal {
                Principal::Reporter { program, case } => {
                    target.program() == Some(program) && target.case() == Some(*case)
                }
                Principal::Anonymous | Principal::Member { .. } | Principal::System => false,
            },
            Self::ReadQueue | Self::ReadCase => role.is_some(),
            Self::ActOnCase | Self::PublishAdvisory | Self::ExportCase => {
                matches!(role, Some(Role::Owner | Role::Analyst))
            }
            Self::ManageMembers => matches!(role, Some(Role::Owner)),
            Self::AdministerInstance => {
                matches!(
                    principal,
                    Principal::System | Principal::Member { administrator: true, .. }
                )
            }
            Self::AppendLedger | Self::RunJobs => matches!(principal, Principal::System),
        }
    }
}

//! The kinds of things that policies claim, each with a stable name.

use serde::Serialize;

/// Gives an enumeration the names that tools see.
macro_rules! names {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant),+
        }
        impl $name {
            /// Every value.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Its stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

names!(
    /// What is promised.
    Deed {
        /// Say that the report arrived.
        Acknowledge = "acknowledge",
        /// Answer, in whatever way.
        FirstResponse = "first_response",
        /// Answer in detail, with what comes next.
        DetailedResponse = "detailed_response",
        /// Assess it.
        Triage = "triage",
        /// Accept or decline it.
        AcceptOrDecline = "accept_or_decline",
        /// Say why it is declined.
        DeclineWithReason = "decline_with_reason",
        /// Say how far it is.
        StatusUpdate = "status_update",
        /// Keep the reporter informed.
        KeepInformed = "keep_informed",
        /// Give a plan or date for the fix.
        FixTimeline = "fix_timeline",
        /// Make a fix.
        Fix = "fix",
        /// Release the fix.
        Release = "release",
        /// Bring it to an end.
        Resolve = "resolve",
        /// Make it public.
        Disclose = "disclose",
        /// Publish an advisory.
        PublishAdvisory = "publish_advisory",
        /// Tell some before the public.
        AdvanceNotice = "advance_notice",
        /// Move the fix to the public repository.
        MergeFixToPublic = "merge_fix_to_public",
        /// Let the embargo end.
        EmbargoEnd = "embargo_end",
        /// Ask for or assign a CVE id.
        RequestCve = "request_cve",
        /// Name the reporter.
        Credit = "credit",
        /// Pay.
        Reward = "reward",
        /// Answer a request that is no report.
        AnswerRequest = "answer_request",
        /// Tell users.
        NotifyUsers = "notify_users",
        /// Tell the maker of a component.
        NotifyUpstream = "notify_upstream",
        /// Bring the people together who make the fix.
        AssignHandler = "assign_handler",
        /// Work out the release with the reporter.
        Coordinate = "coordinate",
        /// Keep the report or the reporter's name to the team.
        KeepConfidential = "keep_confidential",
        /// Look back at how it went.
        Retrospect = "retrospect",
        /// Review the policy.
        ReviewPolicy = "review_policy",
        /// Look into the report.
        Investigate = "investigate",
        /// Something with a number that is none of these.
        Other = "other",
    }
);

names!(
    /// To whom something is owed.
    Audience {
        /// The person who reported.
        Reporter = "reporter",
        /// Everybody.
        Public = "public",
        /// Those who use the product.
        Users = "users",
        /// Those who pass the product on.
        Distributors = "distributors",
        /// Somebody who asked for something.
        Requester = "requester",
        /// The maker of a component.
        Upstream = "upstream",
        /// The team itself.
        Team = "team",
    }
);

names!(
    /// What starts a clock.
    Trigger {
        /// The report arrived.
        ReportReceived = "report_received",
        /// The report was acknowledged.
        Acknowledged = "acknowledged",
        /// The report was assessed.
        TriageDone = "triage_done",
        /// The vulnerability was confirmed.
        Confirmed = "confirmed",
        /// A fix is ready.
        FixReady = "fix_ready",
        /// A release with the fix.
        Release = "release",
        /// The vulnerability is made public.
        PublicDisclosure = "public_disclosure",
        /// A CVE id was given.
        CveIssued = "cve_issued",
        /// A mailing list was told.
        MailingListNotified = "mailing_list_notified",
        /// A request that is no report arrived.
        RequestReceived = "request_received",
        /// The last update was given.
        LastUpdate = "last_update",
        /// An attack was seen.
        AttackSeen = "attack_seen",
        /// The maker of a component was told or gave a patch.
        UpstreamNotified = "upstream_notified",
    }
);

names!(
    /// What an amount of time counts.
    TimeUnit {
        /// 60 seconds each.
        Minutes = "minutes",
        /// Hours.
        Hours = "hours",
        /// Days.
        Days = "days",
        /// Weeks.
        Weeks = "weeks",
        /// Months.
        Months = "months",
        /// Years.
        Years = "years",
    }
);

names!(
    /// Which time counts.
    CalendarKind {
        /// Elapsed hours.
        Wall = "wall",
        /// Working days or working hours.
        Business = "business",
        /// The text says "calendar days".
        Calendar = "calendar",
        /// The text says "days" and no more.
        Unspecified = "unspecified",
    }
);

names!(
    /// How firmly something is said.
    Strength {
        /// "We will".
        Commit = "commit",
        /// "We aim to", "we strive".
        Aim = "aim",
        /// "You can expect", "should".
        Expect = "expect",
        /// "Typically", "usually".
        Typical = "typical",
        /// "In rare cases".
        Exception = "exception",
    }
);

names!(
    /// On which side of the trigger a time lies.
    Direction {
        /// At most so long after it.
        After = "after",
        /// At least so long after it.
        AtLeastAfter = "at_least_after",
        /// So long before it.
        Before = "before",
        /// At least so long before it.
        AtLeastBefore = "at_least_before",
        /// At most so long before it.
        AtMostBefore = "at_most_before",
    }
);

names!(
    /// What kind of way a contact is.
    Way {
        /// A mailbox or a list.
        Email = "email",
        /// A page or form.
        Web = "web",
        /// Private vulnerability reporting on GitHub.
        GithubPrivateReport = "github_pvr",
        /// A confidential issue on GitLab.
        GitlabConfidentialIssue = "gitlab_confidential_issue",
        /// HackerOne.
        HackerOne = "hackerone",
        /// Bugcrowd.
        Bugcrowd = "bugcrowd",
        /// Intigriti.
        Intigriti = "intigriti",
        /// YesWeHack.
        YesWeHack = "yeswehack",
        /// huntr.
        Huntr = "huntr",
        /// Tidelift.
        Tidelift = "tidelift",
        /// A room on Matrix.
        Matrix = "matrix",
        /// Another chat.
        Chat = "chat",
        /// A telephone.
        Phone = "phone",
    }
);

names!(
    /// What did not happen.
    EscalationTrigger {
        /// Nobody answered.
        NoAcknowledgement = "no_acknowledgement",
        /// Nobody went on after an answer.
        NoEngagement = "no_engagement_after_ack",
        /// There is no fix.
        NoFix = "no_fix",
    }
);

names!(
    /// In which form the text says which versions get fixes.
    SupportForm {
        /// A table.
        Table = "table",
        /// Sentences or a list.
        Prose = "prose",
        /// A link.
        Link = "link",
        /// Not at all.
        None = "none",
    }
);

names!(
    /// What is said about credit.
    CreditKind {
        /// Nothing.
        Unspecified = "unspecified",
        /// There is some, without a word about choice.
        Yes = "yes",
        /// On wish.
        OptIn = "opt_in",
        /// Unless the reporter says no.
        OptOut = "opt_out",
        /// There is none.
        No = "no",
    }
);

names!(
    /// What is said about money.
    Bounty {
        /// Nothing.
        Unspecified = "unspecified",
        /// There is none, or no longer.
        No = "no",
        /// There may be some.
        Discretionary = "discretionary",
        /// A gift.
        Gift = "gift",
        /// There is.
        Yes = "yes",
    }
);

names!(
    /// What a number about disclosure is.
    DisclosureKind {
        /// What the team proposes or aims at.
        Preferred = "preferred",
        /// The shortest wait that reporters are asked for.
        Minimum = "minimum",
        /// The longest time that something stays private.
        Maximum = "maximum",
        /// How long before the public some are told.
        AdvanceNotice = "advance_notice",
    }
);

### Everything a reporter reads, in English. Plain text: no mark-up, no straight quotes.

## Around every page

skip = Skip to the content
nav-site = Site
nav-programs = Programs
nav-mailbox = Mailbox
nav-program = Program
nav-policy = Policy
nav-report = Report
nav-advisories = Advisories
nav-credits = Credits
nav-statistics = Statistics
nav-ledger = Ledger
nav-languages = Language
about-page = About this page
footer-candor = Candor keeps the promises of a security policy, and proves it.
footer-plain = These pages need no JavaScript, count no visits and load nothing from anywhere else.
error-prefix = Error:
problems-title = There is a problem
optional = (optional)
choose = Choose …
file-count = { $count ->
    [one] 1 file
   *[other] { $count } files
}
files-help = { $count ->
    [one] 1 file of up to { $size } MiB.
   *[other] Up to { $count } files of { $size } MiB each.
} They are sealed before they are stored.
files = Files
note-demonstration = Demonstration
note-replay = Replay
note-information = Note
note-warning = Warning
about-demonstration = This is a demonstration. Its cases replay public advisories with their real dates; do not send real reports here.
about-driven-time = The time on this server is driven by hand, for tests.
about-replayed-case = This case replays a public advisory with its real dates.
about-replayed-advisory = This advisory replays a public one with its real dates.

## Times, numbers, sizes

date = { $day } { $month } { $year }
moment = { $date }, { $time } UTC
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
decimal-sign = .
moments = less than a minute
minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
weeks = { $count ->
    [one] 1 week
   *[other] { $count } weeks
}
months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
years = { $count ->
    [one] 1 year
   *[other] { $count } years
}
business-hours = { $count ->
    [one] 1 business hour
   *[other] { $count } business hours
}
business-days = { $count ->
    [one] 1 business day
   *[other] { $count } business days
}
list-comma = { $first }, { $next }
list-and = { $first } and { $last }
list-or = { $first } or { $last }

## First page

home-none-title = No program yet
home-none = There is no program here yet
home-none-lead = This instance runs, but it has no policy to keep. A program begins with its policy: what is promised to people who report a vulnerability, and within what time.
home-step-write = Write a policy.
home-step-write-how = Begin with one of the files in { $folder }: a name, a contact, a promise.
home-step-check = Check it.
home-step-check-how = It says line by line what is wrong or missing, and what to write instead.
home-step-serve = Serve it.
home-look-around = To look around first, { $command } fills five programs with replayed public cases.
home = Report a vulnerability, see what is promised
home-lead = Each program below says what it promises to people who report to it, and shows how it has kept those promises. You can report without an account and without a name.
home-reported-already = Have you reported already? { $mailbox } with the receipt.
open-your-mailbox = Open your mailbox
intake-open = Open for reports
intake-restricted = Restricted
intake-paused = Paused
intake-urgent = Urgent matter goes to { $way }.
intake-condition = Reports are taken on a condition: { $condition }
intake-until = No reports are taken until { $until }.

## What is promised

act-acknowledge = Acknowledge the report
act-respond = Answer the report
act-evaluate = Evaluate the report
act-decide = Say whether it is accepted
act-update = Report progress
act-fix = Release a fix or mitigation
act-publish = Publish an advisory
act-credit = Credit the reporter
act-notify = Give notice
act-report = Report to the authority
act-review = Review the policy
act-classify = Decide what the law calls it
thing-acknowledge = an acknowledgement
thing-respond = an answer
thing-evaluate = an evaluation
thing-decide = a decision
thing-update = progress updates
thing-fix = a fix or mitigation
thing-publish = an advisory
thing-credit = credit
thing-notify = a notice
thing-report = a report to the authority
thing-review = a review of the policy
thing-classify = a decision on what the law calls it
thing-when = { $thing } { $when }
thing-when-if = { $thing } { $when } ({ $condition })
party-reporter = the reporter
party-public = the public
party-users = the users
party-csirt = the CSIRT
party-authority = the authority
party-upstream = the upstream project
party-team = the team
party-persons = the people whose data it is
party-controller = the controller of the data
party-requester = the one who asked
party-cve-list = the CVE list
party-distributors = the distributors
within-span = within { $span }
within-span-after = within { $span } after { $event }
within-span-before = at least { $span } before { $event }
within-every = every { $span }
from-received = the report
from-acknowledged = the acknowledgement
from-evaluated = the evaluation
from-accepted = the acceptance
from-fix-ready = the completion of the fix
from-fix-released = the release of the fix
from-resolved = the resolution
from-disclosed = the publication
from-other = the event that the policy names
within-soon = as soon as possible
within-regularly = regularly
if-severity = when the severity is { $severities }
severity-low = low
severity-medium = medium
severity-high = high
severity-critical = critical
severity-unknown = not yet assessed
class-promise = promise
class-law = law
class-programme = programme
class-target = target
class-agreement = agreement
include-evaluation = evaluation
include-date = expected resolution date
include-decision = decision
include-reason = reason
include-severity = severity
include-progress = progress
include-mitigation = what users can do meanwhile
record-kept = kept { $kept } of { $all }
record-kept-median = kept { $kept } of { $all }, median { $median }
record-few = { $count } so far
few = under { $limit }

## A program and its policy

program-title = Security policy
program-heading = { $program }: security policy
program-report = Report a vulnerability
program-follow = Follow a report
promises = What is promised
promises-none = This policy promises no times.
promise = Promise
promise-when = When
promise-so-far = So far
promise-to = to { $party }
promise-nothing-yet = nothing to count yet
promises-record = How these promises have been kept
laws = Laws and rules of programmes
laws-beside = These hold beside what the team promises itself.
silent = If the team is silent
silent-acknowledgement = If nobody has acknowledged your report after { $span }, turn to { $whom }.
silent-engagement = If you have heard nothing more from the team for { $span }, turn to { $whom }.
silent-resolution = If your report is not resolved after { $span }, turn to { $whom }.
scope = Scope
scope-in = In scope
scope-out = Not in scope
scope-report-to = Report it to { $whom }.
versions-supported = Supported versions
product = Product
versions = Versions
security-updates = Security updates
supported-yes = Supported
supported-no = Not supported
supported-until = until { $day }
versions-latest = the latest release
versions-latest-is = the latest release ({ $version })
versions-all = all
rules = Rules of good faith
harbor = Safe harbor
harbor-stated = Stated
harbor-not-stated = Not stated
harbor-anti-hacking = The team considers research under this policy authorised under anti-hacking laws.
harbor-anti-circumvention = The team considers research under this policy exempt from anti-circumvention laws.
harbor-terms-of-service = Terms of service that conflict with research under this policy do not apply to it.
harbor-good-faith = The team considers research under this policy lawful, helpful and done in good faith.
harbor-no-legal-action = The team will not take legal action against you for a report under this policy.
harbor-no-charges = The team will not pursue charges over a report under this policy.
harbor-third-parties = If others take legal action against you, the team will make known that you followed this policy.
disclosure = Disclosure
disclosure-not-in = Not in public places such as { $places }.
disclosure-preferred = Preferred time until publication: { $span }.
disclosure-minimum = At least: { $span }.
disclosure-maximum = At most: { $span }.
disclosure-extension = Extension: { $text }
disclosure-told = Told under embargo: { $venue }.
disclosure-told-most = Told under embargo: { $venue }, for at most { $span }.
disclosure-ended-by = The embargo can be ended by { $parties }.
contacts = How to reach the team
contact-form = Report form on this site
contact-form-help = Private, answered in your mailbox, anonymous if you like.
contact-email = E-mail
contact-web = Web
contact-github = Private report on GitHub
contact-phone = Telephone
credit-and-reward = Credit and reward
credit-opt-in = Reporters are credited if they ask for it.
credit-opt-out = Reporters are credited unless they decline.
credit-never = Reporters are not credited.
credit-by = By: { $forms }.
name-name = name
name-acronym = acronym
name-pseudonym = pseudonym
name-organization = organization
name-anonymous = no name
credit-hall = Credits are listed on the hall of fame.
credited-so-far = People credited so far
reward-none = There is no payment for reports.
reward-gift = There is a gift for a good report.
reward-discretionary = A payment is possible, case by case.
reward-bounty = Reports can earn a bounty.
privacy = Privacy
privacy-anonymous = You may report anonymously.
privacy-pseudonym = You may report under a pseudonym.
privacy-not-passed-on = Your details are not passed on without your permission, unless the law obliges.
privacy-link = What is kept, why and how long
this-version = This version
this-version-since = In force since { $since }. Your report is held to the version in force when it arrives.
version-source = Its source
version-count = { $count ->
    [one] The only version so far
   *[other] All { $count } versions
}

## Versions of a policy

versions-title = Versions of the policy
atom-feed = Atom feed
versions-lead = A report is held to the version that was in force when it arrived. A version is named by the SHA-256 hash of its source, so it cannot be changed afterwards.
version-in-force-since = In force since { $since }
version-from = From { $since }
version-in-force = In force
version-until = Until { $until }
version-source-link = Source of this version
change-first = The first version.
change-none = Nothing changed in what the policy says.
change-affects = affects { $whom }
change-added = Added
change-removed = Removed
change-tightened = Tightened
change-loosened = Loosened
change-changed = Changed
source-title = Source of a policy version
source-heading = Source of the policy
source-heading-in-force = Source of the policy in force
source-from = In force from { $since }.
source-from-until = In force from { $since } until { $until }.
source-all = All versions
source-hash = Its SHA-256 hash: { $hash }
source-changed = What changed
source = Source

## Privacy

privacy-heading = Privacy: what is kept about you
privacy-table = What is kept, why, and how long
privacy-what = What
privacy-why = Why
privacy-how-long = How long
privacy-who = Who can read it
privacy-who-team = the team; sealed on the disk
privacy-for-ever = as long as the program exists
privacy-after-received = { $span } after it was received
privacy-after-closed = { $span } after the case was closed
privacy-after-disclosed = { $span } after it was made public
privacy-questions = Questions about your data: { $contact }
privacy-back = Back to the security policy
kept-report = The text of a report
kept-attachments = Files sent with a report
kept-messages = Messages between you and the team
kept-reporter-identity = Your name and address
kept-events = Who did what when on a case
kept-ledger = Salted commitments, from which nothing can be read
kept-accounts = Accounts of the team
kept-logs = Technical logs

## Advisories, credits, statistics, ledger

advisories = Advisories
advisories-none = None has been published yet.
advisory-published = published { $when }
advisory-changed = changed { $when }
advisory-edition = edition { $number }
advisory-edition-of = edition { $number } of { $when }
advisory-as = This advisory as
advisory-signatures = Signatures for minisign:
advisory-products = Products
advisory-editions = Editions
advisories-all = All advisories
advisory-severity = Severity
advisory-fixed = fixed in { $versions }
advisory-references = References
advisory-timeline = What happened when
advisory = Advisory
the-advisory = The advisory
credits = Credits
credits-none = Nobody is named here yet. The first could be you: { $report }.
credits-report = report a vulnerability
credits-for = for { $advisory }
statistics-title = How promises are kept
statistics-lead = Counted over all cases of this program, up to { $when }.
statistics-bucketing = Counts from 1 to 4 are shown as “under 5”, so that nobody can tell a single case by them.
statistics-nothing = This policy promises no times, so there is nothing to count.
statistics-kept = Kept
statistics-broken = Broken
statistics-running = Running
statistics-median = Median time
statistics-too-few = too few
statistics-numbers = The same as numbers
statistics-chart = Promises kept, broken and running
statistics-chart-help = One bar per promise; the table below has the numbers.
statistics-signed = Signed
statistics-ledger = Every act behind these numbers is an entry of this program’s { $ledger }. Its newest checkpoint covers { $count } entries.
statistics-ledger-word = ledger
checkpoint = Checkpoint
ledger-heading = Ledger of { $program }
ledger-lead = Every act of this program is an entry of an append-only log. Its entries commit to what was done without revealing it, so anyone can check that nothing was changed, removed or put in later.
ledger-empty = The log is empty: its first entry is made when a policy is adopted.
ledger-newest = Newest checkpoint
ledger-entries = { $count ->
    [one] 1 entry.
   *[other] { $count } entries.
}
ledger-entries-signed = { $count ->
    [one] 1 entry, signed { $when }.
   *[other] { $count } entries, signed { $when }.
}
ledger-key = Its signature is checked with this key: { $key }
ledger-check = Check it yourself
ledger-check-how = You need no account, and you need not trust this site: keep a checkpoint, and compare it with later ones.
commands = Commands

## The report form

report-title = Report a vulnerability
report-heading = Report a vulnerability to { $program }
report-closed = No report can be sent here for now. The { $policy } names other ways to reach the team.
report-closed-policy = policy
report-no-account = No account is needed, and you do not have to say who you are. After sending you get a receipt; with it you come back to read the answer.
report-held-to = Your report is held to { $policy }.
report-held-to-policy = the policy in force now
report-found = What you found
report-files-properties = Pictures and documents may name you in their properties; remove that first if you want to stay anonymous.
report-who = Who you are
report-how = How do you want to report?
identity-anonymous = Anonymously
identity-anonymous-help = The team learns nothing about you. Your receipt is the only way to each other.
identity-pseudonym = Under a pseudonym
identity-pseudonym-help = The team knows you by a name you choose.
identity-named = By name
identity-named-help = The team knows who you are. Only the team can read it.
report-name = Name or pseudonym
report-contact = How to reach you
report-contact-help = An e-mail address or another way. The mailbox works without it.
report-pass-on = You may pass my details on to others who have to fix it
report-pass-on-help = Without this they stay with the team, unless the law obliges it.
report-credit = Credit
report-credit-ask = Do you want to be credited publicly?
yes = Yes
no = No
not-known = Not known
something-else = Something else, or not sure
report-credit-later = I will say so later, in the mailbox
report-credit-line = Name to be credited by
report-credit-line-help = A name, an acronym or a pseudonym. It is published only with the advisory.
report-credit-opt-in = You are credited if you ask for it.
report-credit-opt-out = You are credited unless you decline.
report-credit-never = This program does not credit reporters.
report-good-faith = Good faith
report-rules = I have kept to these rules and will keep to them
report-trap = Leave this empty
report-send = Send the report
report-sealed = It is encrypted before it is stored. Only the team can read it.
report-incomplete = Send it without the fields I left empty
report-incomplete-help = The team may ask for them later, and may decline a report that it cannot reproduce.
wrong-report-missing = The policy asks for “{ $field }”. If you cannot say, tick “{ $tick }”.
wrong-report-choice = Choose one of the answers for “{ $field }”.
wrong-report-long = This is longer than 256 KiB. Attach the long part as a file.
wrong-report-empty = The report is empty. Write at least one sentence about what you found.
wrong-report-name = Write the name you want to use, or choose to stay anonymous.
wrong-report-rules = Please confirm that you followed the rules above.
wrong-report-files = Choose the files again: the browser does not keep them.
wrong-report-form = The form could not be read. Reload the page and send it again.
wrong-report-old = This page was open for more than a day, or was not made by this site. Your text is kept: look it over and send it again. Files have to be chosen again.
wrong-report-crowd = Many reports arrive at this moment, so that each waits until its form is { $seconds } seconds old. Your text is kept: wait that long, then press the button again.
wrong-report-paused = This program takes no reports until { $until }. Your text is kept on this page.
wrong-report-not-stored = This cannot be stored at the moment, and nothing was. Your text is kept on this page: try again in a minute.
wrong-report-no-room = There is no room to store this, and nothing was stored. Your text is kept on this page: try again later, or use another contact.
wrong-report-ours = Something went wrong on our side (incident { $incident }). Nothing was stored; your text is kept on this page. Try again, or give this number to the operator.

## Fields that policies ask for again and again

ask-why = Why this helps, and an example
ask-title = Title
ask-title-help = One line that says what it is.
ask-title-why = It lets the team find your report again and see at once what it is about.
ask-title-example = Any customer can read invoices of others through the export
ask-details = Description
ask-details-help = What you found, in your own words.
ask-details-why = The team starts from your words. What you expected and what happened instead says more than a name for it.
ask-details-example = I changed the number in the address of my invoice, expected an error, and got the invoice of somebody else.
ask-type = Type of vulnerability
ask-type-help = For example data access or privilege escalation, with a CWE number if you know it.
ask-type-why = It brings the report to the people who know that part. A guess is fine.
ask-type-example = Missing check of rights (CWE-862)
ask-product = Affected product
ask-product-help = What the vulnerability is in.
ask-version = Affected version
ask-version-help = The version you tested, and others if known.
ask-version-why = The same thing may be fixed in another version, or only be wrong in one. It is the first thing that the team looks for.
ask-version-example = 4.2.1 from the Debian package; 4.1.9 is not affected
ask-components = Affected components or dependencies
ask-components-help = The parts or dependencies that are affected, one on each line.
ask-source-paths = Affected source files
ask-source-paths-help = The full paths of the source files, one on each line.
ask-location = Location of the affected code
ask-location-help = The tag, branch, commit or direct URL of the affected code.
ask-service = Affected service, URL or IP addresses
ask-service-help = The service, URLs or IP addresses that are affected, one on each line.
ask-configuration = Configuration
ask-configuration-help = Any special configuration that is needed to see it.
ask-requirements = Requirements
ask-requirements-help = What is needed to reproduce it: accounts, rights, tools, conditions.
ask-steps = Steps to reproduce
ask-steps-help = What to do, step by step, and what happens then.
ask-steps-why = What can be repeated is understood in minutes; what cannot often takes weeks of questions.
ask-steps-example = 1. Sign in as alice. 2. Open /invoices/17. 3. Change 17 to 18. The invoice of bob is shown.
ask-proof-of-concept = Proof of concept
ask-proof-of-concept-help = Code or requests that show the vulnerability. Files can be attached as well.
ask-proof-of-concept-why = It takes away doubt, and becomes the test that the mistake does not come back. Show no more than is needed, and no data of others.
ask-proof-of-concept-example = The request for /invoices/18 with the cookie of alice, and the answer with the invoice of bob
ask-impact = Impact
ask-impact-help = What an attacker could do, and how they could find and exploit it.
ask-impact-why = How fast the team must act depends on it. Say who could do it, and what they would get.
ask-impact-example = Every customer, without special rights, can read the names, addresses and orders of all customers.
ask-mitigations = Known mitigations
ask-mitigations-help = What users can do until there is a fix, if you know it.
ask-suggestions = Suggestions
ask-suggestions-help = How it could be fixed, if you have an idea.
ask-exploited = Is it being exploited?
ask-exploited-help = Whether you know of attacks that use it.
ask-exploited-why = Attacks that happen now change everything: many teams then work at night, and laws set shorter times.
ask-exploited-example = I saw requests for other numbers in our log from three addresses on 4 May.

## The receipt

receipt-title = Receipt
receipt-heading = Your report was received
receipt-lead = It is stored, and the clock of every promise below runs since { $received }.
receipt-yours = Your receipt
receipt-keep = Write this down or print it now. It is shown only once. If you lose this, you lose the way back:
receipt-keep-why = nobody can restore it, and nobody but you has it.
receipt-code = The same receipt as 26 characters: { $code }
receipt-either = Either of the two opens your mailbox. Anyone who has it can read your case, so keep it to yourself.
receipt-case = Case
receipt-case-help = You may tell this to others; it opens nothing.
receipt-program = Program
receipt-received = Received
receipt-received-with = { $received }, with { $files }
receipt-version = Policy version
receipt-owed = What you are owed, and by when
receipt-owed-none = This policy promises no times. You will read in your mailbox what happens.
receipt-by = by { $due }
receipt-now = What to do now
receipt-step-keep = Keep the receipt.
receipt-step-keep-how = Paper or a password manager are good places.
receipt-step-proof = Keep the proof.
receipt-step-proof-how = A small file that shows, without this site and years later, that the team had your report at this time.
proof-download = Download the proof
receipt-step-mailbox = Look into your mailbox.
receipt-step-mailbox-how = Answers and questions arrive there.
open-the-mailbox = Open the mailbox

## The mailbox

entry-title = Mailbox
entry-lead = Type the receipt you got when you reported. It opens your case, and nothing else does.
entry-receipt = Receipt
entry-receipt-help = The twelve words in order, or the 26 characters. Capital letters and line breaks do not matter; you can paste it.
entry-lost = If the receipt is lost
entry-lost-help = Nobody can restore it, because nobody else has it. If you left a contact, the team can still write to you there. Otherwise send the report once more and say that it belongs to an earlier one.
wrong-receipt = No report can be opened with this receipt. Check the words against the ones you wrote down; each counts.
wrong-receipt-form = This is not a receipt. It has twelve words, or 26 letters and digits; compare it with what you wrote down.
mailbox-title = Your report { $handle }
mailbox-leave = Leave the mailbox
mailbox-by = By { $when }.
mailbox-asked = The team waits for you:
mailbox-answer = Answer
mailbox-closed = Closed: { $class }
mailbox-talk = Conversation
mailbox-nothing = Nothing yet.
mailbox-write = Write to the team
mailbox-embargo = Keeping it quiet
mailbox-embargo-ends = It ends { $when }.
embargo-agreed = Both sides have agreed to keep this to themselves until the date below.
embargo-proposed = A date until which both sides keep this to themselves has been proposed.
credit-title = How you are named
credit-shown = It appears like this:
credit-confirm = Yes, name me like this
credit-declined = You asked not to be named, and nobody names you.
credit-nameless = There is no name to use, so nobody is named. Say how you want to be named, if you do.
credit-silent = You have not answered. You are named only if you agree.
credit-silent-named = You have not answered. You are named unless you decline.
credit-agreed = You agreed. You are named when the advisory is published.
credit-named = You are named in public. Change the name or take it back at any time: it then goes from the page, the lists and every document.
credit-form-name = A name
credit-form-acronym = Initials or an acronym
credit-form-pseudonym = A pseudonym
credit-form-organization = An organization
credit-form-anonymous = An anonymous reporter
mailbox-more = What else you can do
mailbox-sent = What you sent
mailbox-received = Received { $when }, held to { $version }.
mailbox-this-version = this version of the policy
mailbox-show = Show the report
mailbox-expected = Expected to be resolved
mailbox-slip = Before: { $was }. Moved: { $reason }
mailbox-owed = What you are owed
mailbox-picture = Upright mark: due. Dashed line: now.
mailbox-proof = Proof
mailbox-proof-help = A small file that shows, without this site, that the team had your report at this time.
nothing-owed = Nothing is owed at the moment.
answer-missing = Not given, though the policy asks for it
answer-none = Not given
sealed-help = Sealed before they are stored.
not-now = Not now
possible-instead = Possible instead:
kept-here = What you wrote is kept here:
no-longer-possible = This is not possible any more: the case has moved on. What you wrote is kept below.
wrong-needed = This is needed.
wrong-long = This is too long.
wrong-day = Write a day like 2026-11-02.
wrong-moment = Write a moment with its zone, like 2026-12-01T16:00:00Z.
wrong-value = This cannot be used as it is. Look at the help beside the field.
who-you = You
who-team = The team
who-party = A party of the case
recorded = recorded { $when }

## How a case stands

headline-empty = Nothing received yet
headline-embargo-decision = Attacks or a leak were seen; the team decides about the embargo
headline-closed = Closed: { $class }
headline-withdrawn = You withdrew this report
headline-merged = Handled together with another report; you are told how it goes on
headline-duplicate = Known from another report; you are told how it goes on
headline-declined = Declined: { $class }
headline-waiting-on-reporter = The team asked you something and waits for your answer
headline-waiting = The team waits for { $whom }
headline-new = Received; the team has not answered yet
headline-judging = The team is looking into it
headline-invalid = Judged not to be a vulnerability as it stands; you can add to it
headline-valid = Confirmed; the team decides what to do
headline-deferred = Confirmed, and not worked on now
headline-published = Fixed and published
headline-fix-released = A fix is released
headline-fix-ready = A fix is ready
headline-mitigated = Users can protect themselves; the fix is being worked on
headline-accepted = Accepted; the team works on a fix
closed-resolved = Resolved: a fix is released
closed-mitigated = Mitigated: users can protect themselves
closed-informative = Informative: useful, nothing to fix
closed-not-a-vulnerability = Not a vulnerability
closed-not-reproducible = Not reproducible
closed-out-of-scope = Out of scope
closed-unsupported-version = Unsupported version
closed-insufficient-information = Insufficient information
closed-duplicate = Duplicate of another case
closed-spam = Spam or abuse
closed-withdrawn = Withdrawn by the reporter
released-release = A release that fixes it
released-patch = A patch to apply
released-workaround = A workaround or configuration
released-other = Another mitigation
waiting-reporter = the reporter
waiting-upstream = the maker of a component
waiting-coordinator = a coordinator

## Clocks

clock-kept = Kept
clock-kept-late = Kept late
clock-broken = Broken
clock-running = Running
clock-due-soon = Due soon
clock-paused = Paused
clock-measured = Measured
clock-waived = Waived
clock-void = No longer owed
clock-due = due { $when }
clock-is-paused = Paused:
clock-latest = At the very latest, by the most generous reading: { $when }
clock-release = By the policy, advisories come out next: { $when }
clock-contains = It must contain: { $parts }
clock-owed-to = Owed to { $party }
standing-in = due in { $span }
standing-late = { $span } late
standing-opens = opens in { $span }
standing-open = open for { $span }
standing-kept = kept after { $span }
standing-kept-late = kept after { $span }, { $late } late
standing-target = { $span } past the team’s own target
standing-paused = paused
standing-waived = let off by the one it was owed to
pause-since = waiting for { $whom } since { $when }
void-public = it became public before
void-due-before = it was already due before the severity changed
void-assessed = the severity was assessed
void-not-for-us = it is not for what the team is to this product
void-other-date = another date was named before
void-declined = the report was declined
void-original = it goes on in the original case
void-withdrawn = the reporter took the report back
void-until-then = it was owed until then
void-decided = the case is decided
void-not-named = the reporter asked not to be named
void-closed-without = the case was closed without one
void-law = it was decided that the law does not apply

## What happened in a case

event-received = Report received
event-acknowledged = Report acknowledged
event-message-team = Message from the team
event-message-reporter = Message from the reporter
event-leak = A leak was observed
event-embargo-shortened = Embargo shortened: until { $when }
event-validated = Found valid
event-invalidated = Found not valid, for now
event-question = Question to the reporter
event-answer = Answer from the reporter
event-waiting = Waiting for: { $whom }
event-waiting-ended = No longer waiting for: { $whom }
event-withdrawn = Withdrawn by the reporter
event-severity = Severity assessed: { $severity }
event-severity-vector = Severity assessed: { $severity } ({ $vector })
event-affected = What is affected was recorded
affected-product = Product: { $text }
affected-versions = Versions: { $text }
affected-weakness = Weakness: { $text }
affected-location = Location: { $text }
affected-source = Source: { $text }
event-accepted = Accepted as a vulnerability
event-deferred = Deferred
event-declined = Declined: { $class }
event-closed = Closed: { $class }
event-reopened = Reopened
event-duplicate = Found to be a duplicate
event-original = In the original report: { $what }
event-merged = Merged into another case
event-split = A part became a case of its own
event-split-from = Split from another case
event-transferred = Handed over by { $program }
event-progress = Progress
event-expected = Expected to be resolved on { $date }
event-expected-moved = Expected to be resolved on { $date }, not on { $before }
event-fix-ready = A fix is ready
event-released = Released: { $what }
event-released-version = Released: { $what } ({ $version })
event-public = Became public
event-exploit = An exploit is public
event-attack = Attacks were observed
event-embargo-proposed = Embargo proposed until { $when }
event-embargo-began = Embargo until { $when }
event-embargo-accepted = Embargo accepted until { $when }
event-embargo-rejected = Embargo proposal rejected
event-embargo-ended = Embargo ended
event-embargo-kept = Embargo kept in spite of it
event-tlp = Marked { $mark }
tlp-means = { $mark }: { $meaning }
tlp-red = for those who were told, and nobody else
tlp-amber-strict = within your organisation, for those who must know
tlp-amber = within your organisation and to its clients, for those who must know
tlp-green = within the community, not in public
tlp-clear = to anybody
event-credit-set = Credit line set
event-credit-agreed = Credit agreed
event-credit-declined = Credit declined
event-credited = Credited
event-disclosure-proposed = Disclosure proposed
event-disclosure-agreed = Disclosure agreed
event-disclosure-refused = Disclosure refused
event-advisory = Advisory published (edition { $edition })
event-waived = Let off the promise “{ $promise }”
event-extension-offered = More time asked for “{ $promise }”, until { $until }
event-extension-agreed = More time agreed for “{ $promise }”, until { $until }
event-extension-refused = More time refused for “{ $promise }”

## What a reporter can do

do-answer = Answer
    .help = Answer what the team asked.
do-answer-text = Answer
    .help = The team reads this.
do-message = Send a message
    .help = Write to the other side of the case.
do-message-text = Message
    .help = The other side reads this.
do-message-tlp = Mark
    .help = How far it may be passed on.
do-withdraw = Withdraw the report
    .help = Take the report back. What was sent stays with the team.
do-withdraw-reason = Reason
    .help = The team reads this.
do-propose-embargo = Propose an embargo
    .help = Propose until when both sides keep quiet, or other terms than those proposed.
do-embargo-ends = Ends at
    .help = A moment with its zone, not a day: 2026-12-01T16:00:00Z.
do-embargo-note = Further terms
    .help = Who may be told earlier, for example.
do-accept-embargo = Agree to the proposal
    .help = Agree to what the other side proposed; of several, the one that ends first.
do-reject-embargo = Refuse the proposal
    .help = Refuse everything that is proposed. An embargo in force keeps its terms.
do-other-side-reason = Reason
    .help = The other side reads this.
do-revise-embargo = Propose new terms
    .help = Propose new terms for the embargo in force, which binds meanwhile.
do-terminate-embargo = End the embargo
    .help = End the embargo for good. Publication is then allowed, not ordered.
do-every-party-reason = Reason
    .help = Every party reads this.
do-agree-credit = Agree to be named
    .help = Agree to be named in public as the one who found it.
do-agree-credit-line = Name
    .help = A name, initials or a pseudonym. Leave empty to agree to the line shown.
do-agree-credit-form = This is
    .help = An anonymous reporter needs no name.
do-decline-credit = Do not name me
    .help = Ask not to be named. Where you are named already, your name is taken out.
do-agree-disclosure = Agree to the disclosure
    .help = Agree that the team tells the public what you reported, as it wrote to you.
do-refuse-disclosure = Do not disclose it
    .help = Nothing of your report is told to the public.
do-waive-promise = Waive a promise
    .help = Let the team off a promise made to you. Never a law.
do-promise = Promise
    .help = The promise it is about.
do-agree-extension = Agree to more time
    .help = Agree to the later time that the team asked for.
do-refuse-extension = Do not agree to more time
    .help = Hold the team to its promise.

## When something cannot be done

busy-title = Busy, your text is kept
busy-heading = The service is busy; your text is kept here
busy-lead = Nothing was stored yet. Wait { $wait }, then press the button: everything you typed is sent again.
busy-files = Files, please choose them again
busy-files-help = You sent { $files }. A browser does not keep files.
busy-send = Send again
problem-number = Number for the operator: { $number }
first-page = First page
problem-404 = There is nothing here for you
    .advice = Either this page does not exist, or it is not open to you. Check the address, or start from the first page. To reach a report you sent, use your receipt in the mailbox.
problem-403 = Your role does not allow this
    .advice = Ask an owner of the program whether you should have a role that allows it.
problem-400 = That request could not be understood
    .advice = The browser sent something incomplete or damaged. Go back, reload the page, and send the form again.
problem-405 = That cannot be done at this address
    .advice = Go back to the page you came from and use its form or link.
problem-409 = Someone acted first
    .advice = The case changed after you opened the page. Open it again, see what changed, and decide anew. Nothing of yours was recorded.
problem-413 = That is too large
    .advice = What you sent is larger than is taken here. Nothing was stored. Go back, shorten the text or send fewer or smaller files.
problem-415 = That kind of content is not taken here
    .advice = Send the form from its page, without changing it.
problem-422 = Something has to be corrected first
    .advice = Go back and correct the form. Nothing was stored.
problem-429 = Too many requests, one after another
    .advice = Wait a minute, then try again. Nothing was lost; what you sent before was received.
problem-500 = Something went wrong on our side
    .advice = It was not your doing. What was confirmed to you before is stored safely. Try again; if it happens again, tell the operator the number below.
problem-503 = The service cannot do that right now
    .advice = Nothing was stored. Go back, keep your text, and send it again in a few minutes.
problem-507 = There is no room left to store this
    .advice = Nothing of this was stored; everything confirmed before is safe. Go back, keep your text, and send it again later, or use another contact of the program. The operator has to make room.
problem-session = This form belongs to another session, perhaps one that ended meanwhile. Go back, reload the page and send it again; nothing was changed.
problem-other-site = This form was sent from another site. Open the page here and send it again; nothing was changed.
problem-wait = Too much was sent from your network within a minute. Wait { $seconds } seconds and send it again; your browser keeps what you wrote when you go back.
problem-too-slow = The request took too long and was given up. Go back and send it again; your browser keeps what you wrote.
problem-unsigned = The proof cannot be signed at the moment. The operator has been told; please try again later.

## Looking a report over

check-button = Check my report
check-button-help = Shows how complete it is and how the team will read it. Nothing is sent or stored.
check-title = Looked over, not sent yet
check-count = { $given } of { $all } things that the policy asks for are there.
check-complete = Everything that the policy asks for is there.
check-missing = Still empty:
check-needed = needed
check-wanted = helpful
check-preview = How the team will read it
check-files = Files are not looked at here: choose them again before you send.
version-supported = Version { $version } gets security updates.
version-unsupported = Version { $version } gets no security updates any more. Thank you for looking all the same: if it also happens with a supported version, say so. Supported: { $versions }.
version-old = Version { $version } gets no security updates any more. Thank you for looking all the same: the report may still help, and it may be declined.
ask-version-supported = Supported: { $versions }.
report-scope = Before you write: what this program does not take
report-scope-help = A report about one of these is likely to be declined. If you are not sure, send it.
report-harbor = What the team promises you in return

## The proof

proof-title = Check a proof
proof-lead = A proof is a small file that you can download with your receipt. It shows that your report was entered in the log of this site, and when.
proof-shows = What it shows
proof-shows-entry = That an act on a case, such as the arrival of a report, is an entry of the program’s log.
proof-shows-time = When it was recorded, and which version of the policy was in force.
proof-shows-signed = That the log was signed with the program’s key over this entry. It cannot be taken back without signed statements that contradict each other.
proof-not = What it does not show
proof-not-text = What the report says. The file holds nothing of it.
proof-not-person = Who you are, or whether the promises were kept. Your mailbox and the statistics show that.
proof-paste = The text of the file
proof-file = Or the file itself
proof-check = Check it
proof-holds = This proof holds
proof-holds-words = It is entry { $index } of the log of { $program }, recorded { $when }.
proof-policy = The policy in force was version { $version }.
proof-fails = This proof does not hold here
proof-fails-words = It is damaged, was changed, or comes from the log of another site. What was found:
proof-empty = Paste the text of the file, or choose the file.
proof-without = You can check it without this site as well: { $command }
proof-link = What this file proves, and how it is checked
receipt-copy = The words in one line, to copy:

## Your data

data-title = Your data
data-export-help = Everything that is held about you and your report, as a file that people and programs can read (GDPR, Articles 15 and 20).
data-export = Download my data
data-erase = Ask for erasure
data-erase-help = The team gets your request on this case and has to answer it (GDPR, Article 17). A law may oblige it to keep some of it.
data-erase-reason = What should be erased
data-erase-send = Send the request
data-erase-message = I ask for the erasure of my personal data (GDPR, Article 17).

## Mail about advisories

subscribe-link = By mail
subscribe-title = Mail about advisories
subscribe-lead = { $program } sends a mail when a security advisory comes out, is corrected or is withdrawn.
subscribe-address = Your mail address
subscribe-address-help = You get one mail with a link. Nothing else is sent before you follow it and confirm.
subscribe-send = Ask for mail
subscribe-kept = Your address is kept encrypted, for this alone, and only until you end it. Every mail says how.
subscribe-wrong = Write one address, such as name@example.org.
subscribe-busy = Many people ask for mail at the moment. Please try again in a minute.
subscribe-asked-title = Look into your mail
subscribe-asked = If this address gets mail, a question is on its way to it. Follow its link within 48 hours and confirm there. The same address is asked once in six hours.
subscribe-confirm-title = Do you want this mail?
subscribe-confirm-words = You will get a mail for every security advisory of { $program }, until you end it.
subscribe-confirm = Yes, send me mail
subscribe-confirmed-title = You will get mail
subscribe-confirmed = The next advisory comes to you by mail. Every mail says how to end it.
subscribe-old-title = This link cannot be used
subscribe-old = It is older than 48 hours, or it is not whole.
subscribe-again = Ask once more
subscribe-full-title = The list is full
subscribe-full = No more subscribers are taken at the moment. You can follow the feed instead.
subscribe-end-title = End this mail?
subscribe-end-words = You will get no more mail about security advisories of { $program }.
subscribe-end = End it
subscribe-ended-title = You get no more mail
subscribe-ended = Your address is deleted here. What is already on its way may still arrive.
mail-question-subject = Please confirm: mail about security advisories of { $program }
mail-question-asked = Somebody, probably you, asked for mail to this address about the security advisories of { $program }.
mail-question-how = To get it, open this page and confirm there. The link is good for 48 hours:
mail-question-not = If it was not you, do nothing. You will get no mail, and this address is not kept.
mail-why = You get this mail because you asked for the security advisories of { $program }.
mail-end = To end it, open this page:

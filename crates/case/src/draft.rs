//! Drafts of the sentences that a reporter is owed, for a person to read and change before sending.

use crate::words::CloseClass;

/// A draft of the reason for closing or declining with this class.
#[must_use]
pub const fn draft_reason(class: CloseClass) -> &'static str {
    match class {
        CloseClass::Resolved => {
            "Thank you for your report. The vulnerability is fixed and the fix is released. We are closing the case; your credit stays as agreed."
        }
        CloseClass::Mitigated => {
            "Thank you for your report. Users can now protect themselves with the measure described above. We are closing the case and will tell you if a full fix follows."
        }
        CloseClass::Informative => {
            "Thank you for your report. It is useful to know, but it describes no weakness that we can or need to fix. If you see an impact that we missed, please answer here and we will look again."
        }
        CloseClass::NotAVulnerability => {
            "Thank you for your report. What it describes is intended, or on the list of things that our policy does not treat as a vulnerability. If it lets someone cross a security boundary, please answer here with the steps and we will look again."
        }
        CloseClass::NotReproducible => {
            "Thank you for your report. We followed the steps and could not make it happen. If you can tell us the exact version, configuration and inputs, please answer here and we will try again."
        }
        CloseClass::OutOfScope => {
            "Thank you for your report. What it is about is outside the scope of our policy, so we cannot act on it here. Please report it to those who maintain it."
        }
        CloseClass::UnsupportedVersion => {
            "Thank you for your report. It is about a version that no longer gets security updates. If a supported version is affected too, please answer here and we will look again."
        }
        CloseClass::InsufficientInformation => {
            "Thank you for your report. It does not contain enough for us to understand or reproduce the problem. If you can add what we asked for, please answer here and we will take it up again."
        }
        CloseClass::Duplicate => {
            "Thank you for your report. We already know of this vulnerability from another report. We will pass its progress on to you, and you will be credited too if you wish."
        }
        CloseClass::Spam => "This message is not a vulnerability report, so we are closing it.",
        CloseClass::Withdrawn => {
            "You took your report back, so we are closing the case. What you sent stays confidential."
        }
    }
}

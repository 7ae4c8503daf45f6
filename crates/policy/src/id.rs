//! Names of things, as types: the ids that every crate above `policy` shares.
//!
//! An id says what it names, so a report's id can never be passed where a case's is meant. Ids made
//! here are UUIDv7 (RFC 9562 §5.7): ordered by time, made from a time and randomness that the caller
//! brings. A UUID is never a secret; what opens a case is a receipt.

use core::fmt;
use core::str::FromStr;

/// A text that is not an id of the expected form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not `8-4-4-4-12` hexadecimal digits.
    #[error("this is not an id: expected 36 characters like 0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f")]
    NotUuid,
    /// Not a program id.
    #[error(
        "a program id is 1 to 40 characters: lower-case letters, digits and hyphens, starting with a letter"
    )]
    NotProgram,
}

/// The short name of a program, as written in its policy (`[program] id`) and its addresses.
/// One to forty lower-case ASCII letters, digits and hyphens, starting with a letter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProgramId(String);

impl ProgramId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ProgramId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let well_formed = (1..=40).contains(&text.len())
            && text.starts_with(|c: char| c.is_ascii_lowercase())
            && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if well_formed { Ok(Self(text.to_owned())) } else { Err(IdError::NotProgram) }
    }
}

impl fmt::Display for ProgramId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn uuid7(unix_millis: u64, random: [u8; 10]) -> [u8; 16] {
    let [.., t0, t1, t2, t3, t4, t5] = unix_millis.to_be_bytes();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9] = random;
    [t0, t1, t2, t3, t4, t5, 0x70 | (r0 & 0x0f), r1, 0x80 | (r2 & 0x3f), r3, r4, r5, r6, r7, r8, r9]
}

fn write_uuid(bytes: &[u8; 16], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            f.write_str("-")?;
        }
        write!(f, "{byte:02x}")?;
    }
    Ok(())
}

fn parse_uuid(text: &str) -> Result<[u8; 16], IdError> {
    if text.len() != 36 {
        return Err(IdError::NotUuid);
    }
    let mut digits = Vec::with_capacity(32);
    for (place, c) in text.chars().enumerate() {
        if matches!(place, 8 | 13 | 18 | 23) {
            if c != '-' {
                return Err(IdError::NotUuid);
            }
        } else if c.is_ascii_uppercase() {
            return Err(IdError::NotUuid);
        } else {
            let digit =
                c.to_digit(16).and_then(|d| u8::try_from(d).ok()).ok_or(IdError::NotUuid)?;
            digits.push(digit);
        }
    }
    let mut bytes = [0_u8; 16];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return Err(IdError::NotUuid) };
        *byte = (high << 4) | low;
    }
    Ok(bytes)
}

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// A new id: milliseconds since the Unix epoch and ten random bytes (RFC 9562 §5.7).
            #[must_use]
            pub fn new(unix_millis: u64, random: [u8; 10]) -> Self {
                Self(uuid7(unix_millis, random))
            }
            /// From the sixteen bytes of a stored id.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }
            /// The sixteen bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_uuid(&self.0, f)
            }
        }
        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                parse_uuid(text).map(Self)
            }
        }
    )+};
}

uuid_ids! {
    /// One case: the handling of one suspected vulnerability.
    CaseId,
    /// One report, as it was sent.
    ReportId,
    /// One recorded event of a case.
    EventId,
    /// One person or service that signs in to the desk.
    UserId,
    /// One advisory, through all its editions.
    AdvisoryId,
    /// One sealed file on a case.
    FileId,
    /// One entry of the outbox.
    OutboxId,
    /// Somebody who gets mail about the advisories of a program.
    SubscriberId,
    /// One outside party of one case.
    PartyId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_survives_being_written_and_read() {
        let id = CaseId::new(1_790_000_000_123, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
        assert_eq!(id.to_string().parse::<CaseId>(), Ok(id));
        assert_eq!(id.to_string().as_bytes()[14], b'7', "version nibble");
    }

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        assert!(EventId::new(1, [255; 10]) < EventId::new(2, [0; 10]));
    }

    #[test]
    fn a_malformed_id_is_refused() {
        for text in [
            "",
            "0192f0c1",
            "0192F0C1-7A2B-7C3D-8E4F-5A6B7C8D9E0F",
            "0192f0c1_7a2b-7c3d-8e4f-5a6b7c8d9e0f",
        ] {
            assert_eq!(text.parse::<CaseId>(), Err(IdError::NotUuid), "{text}");
        }
        for text in ["", "A", "1a", "a b", "é"] {
            assert_eq!(text.parse::<ProgramId>(), Err(IdError::NotProgram), "{text}");
        }
    }
}

//! The recovery kit in three sheets: any two give it back, and one alone gives nothing.
//!
//! Shamir's scheme (Communications of the ACM 22, 1979) for two of three, byte by byte over the field of 256
//! elements that AES uses (FIPS 197 §4.2): a byte of the kit is where a random line meets zero, and a sheet is where
//! the line stands at the sheet's number. A line through one point can meet zero anywhere, each place as likely as
//! the other. Multiplication branches on nothing and looks nothing up.
//!
//! A sheet is written as a name and 24 words with a check of their own. The name holds the number and the first
//! four bytes of the hash of the kit's public key, so that sheets of two kits are told apart before they are joined,
//! and what comes out is compared with them.

use zeroize::Zeroizing;

use crate::codes::{self, CodeError};
use crate::rand_core::CryptoRng;
use crate::recovery::RecoveryKit;
use crate::secret::Secret;

/// How many sheets a kit is split into.
pub const SHEETS: u8 = 3;
/// How every sheet's name begins.
const MARK: &str = "sheet-";

/// One of three sheets of a recovery kit.
pub struct RecoverySheet {
    /// 1, 2 or 3.
    number: u8,
    /// Which kit it is of.
    kit: [u8; 4],
    part: Secret<32>,
}

/// Why a text is no recovery kit, and no two sheets of one. Show it only to the person who typed.
#[derive(Debug, thiserror::Error)]
pub enum KitError {
    /// A kit is mistyped.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// A sheet is mistyped.
    #[error("sheet {number}: {wrong}")]
    Sheet {
        /// Which.
        number: u8,
        /// What is wrong with its words.
        wrong: CodeError,
    },
    /// A sheet without its name.
    #[error(
        "a sheet begins with its name, as in sheet-2-3f9a77c1: its number from 1 to 3, and which kit it is of"
    )]
    Name,
    /// One sheet.
    #[error("one sheet alone opens nothing: type a second one after it")]
    OneSheet,
    /// The same sheet twice.
    #[error("sheet {0} is given twice: type another one in its place")]
    SameSheet(u8),
    /// Sheets of two kits.
    #[error(
        "these sheets are of different kits ({one} and {other}): use two whose names end with the same characters"
    )]
    OtherKit {
        /// Which kit the first is of.
        one: String,
        /// Which kit another is of.
        other: String,
    },
    /// They do not give the kit that they name.
    #[error("these sheets do not give the kit that they name: one of them is not what was printed")]
    NoKit,
}

impl RecoverySheet {
    /// 1, 2 or 3.
    #[must_use]
    pub const fn number(&self) -> u8 {
        self.number
    }

    /// Its name and 24 words, to print.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let words = codes::words(self.part.expose());
        Zeroizing::new(format!("{} {}", self.name(), *words))
    }

    /// Its name: the number, and which kit it is of.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{MARK}{}-{}", self.number, hex(self.kit))
    }

    /// Reads a sheet as typed: the name, then 24 words or 52 characters.
    ///
    /// # Errors
    /// [`KitError::Name`] or [`KitError::Sheet`].
    pub fn parse(text: &str) -> Result<Self, KitError> {
        let (name, words) = text.trim().split_once(char::is_whitespace).ok_or(KitError::Name)?;
        let name = name.to_ascii_lowercase();
        let (number, kit) =
            name.strip_prefix(MARK).and_then(|rest| rest.split_once('-')).ok_or(KitError::Name)?;
        let number = number.parse().ok().filter(|number| (1..=SHEETS).contains(number));
        let (number, kit) = (number.ok_or(KitError::Name)?, unhex(kit).ok_or(KitError::Name)?);
        let part = codes::parse(words).map_err(|wrong| KitError::Sheet { number, wrong })?;
        Ok(Self { number, kit, part })
    }
}

/// The sheets in a text that holds one or more, each beginning with its name; nothing where it holds none.
pub(crate) fn sheets_in(text: &str) -> Option<Result<Vec<RecoverySheet>, KitError>> {
    let lower = text.to_ascii_lowercase();
    let starts: Vec<usize> = lower.match_indices(MARK).map(|(at, _)| at).collect();
    let first = *starts.first()?;
    if !text.get(..first).is_some_and(|before| before.trim().is_empty()) {
        return Some(Err(KitError::Name));
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let sheets = starts
        .iter()
        .zip(ends)
        .map(|(start, end)| RecoverySheet::parse(text.get(*start..end).unwrap_or_default()));
    Some(sheets.collect())
}

/// Splits the secret of a kit.
pub(crate) fn split(
    secret: &Secret<32>,
    kit: [u8; 4],
    rng: &mut impl CryptoRng,
) -> [RecoverySheet; SHEETS as usize] {
    let slope = Secret::<32>::random(rng);
    [1, 2, 3].map(|number| {
        let part = Secret::filled(|part: &mut [u8; 32]| {
            for ((part, byte), slope) in part.iter_mut().zip(secret.expose()).zip(slope.expose()) {
                *part = point(*byte, *slope, number);
            }
        });
        RecoverySheet { number, kit, part }
    })
}

/// Joins two sheets of one kit, and says which it is. Any others have to be of the same kit.
pub(crate) fn join(sheets: &[RecoverySheet]) -> Result<(Secret<32>, [u8; 4]), KitError> {
    let (one, rest) = sheets.split_first().ok_or(KitError::OneSheet)?;
    if let Some(stranger) = rest.iter().find(|sheet| sheet.kit != one.kit) {
        return Err(KitError::OtherKit { one: hex(one.kit), other: hex(stranger.kit) });
    }
    let other = match rest.iter().find(|sheet| sheet.number != one.number) {
        Some(other) => other,
        None if rest.is_empty() => return Err(KitError::OneSheet),
        None => return Err(KitError::SameSheet(one.number)),
    };
    let secret = Secret::filled(|secret: &mut [u8; 32]| {
        let parts = one.part.expose().iter().zip(other.part.expose());
        for (byte, (first, second)) in secret.iter_mut().zip(parts) {
            *byte = at_zero((one.number, *first), (other.number, *second));
        }
    });
    Ok((secret, one.kit))
}

/// Where the line through `secret` at zero stands at `x`.
const fn point(secret: u8, slope: u8, x: u8) -> u8 {
    secret ^ times(slope, x)
}

/// Where the line through two points meets zero. Their places differ.
const fn at_zero((x, y): (u8, u8), (other_x, other_y): (u8, u8)) -> u8 {
    times(times(y, other_x) ^ times(other_y, x), inverse(x ^ other_x))
}

/// The product in the field, in the same steps whatever the factors are.
const fn times(one: u8, other: u8) -> u8 {
    let (mut factor, mut left, mut product) = (one, other, 0);
    let mut step = 0;
    while step < 8 {
        product ^= factor & 0_u8.wrapping_sub(left & 1);
        let carried = 0_u8.wrapping_sub(factor >> 7);
        factor = (factor << 1) ^ (0x1b & carried);
        left >>= 1;
        step += 1;
    }
    product
}

/// The element whose product with this one is 1, which is its 254th power; 0 for 0.
const fn inverse(element: u8) -> u8 {
    let (mut power, mut step) = (1, 0);
    while step < 254 {
        power = times(power, element);
        step += 1;
    }
    power
}

fn hex(kit: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(kit))
}

fn unhex(text: &str) -> Option<[u8; 4]> {
    let is_one = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(text, 16).ok().filter(|_| is_one)?;
    Some(number.to_be_bytes())
}

impl RecoveryKit {
    /// The kit in three sheets, to print and to give to three people: any two give it back.
    pub fn sheets(&self, rng: &mut impl CryptoRng) -> [RecoverySheet; SHEETS as usize] {
        split(self.secret(), self.mark(), rng)
    }
}

#[cfg(test)]
mod tests {
    use super::{at_zero, inverse, point, times};

    #[test]
    fn products_are_those_of_fips_197() {
        for (one, other, product) in
            [(0x57, 0x83, 0xc1), (0x57, 0x13, 0xfe), (0x57, 0x02, 0xae), (0x02, 0x87, 0x15)]
        {
            assert_eq!(times(one, other), product);
        }
        for element in 1..=255 {
            assert_eq!(times(element, inverse(element)), 1);
        }
    }

    #[test]
    fn any_two_places_of_every_line_give_where_it_meets_zero() {
        for secret in 0..=255 {
            for slope in 0..=255 {
                let at = |x| (x, point(secret, slope, x));
                for (one, other) in [(1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2)] {
                    assert_eq!(at_zero(at(one), at(other)), secret);
                }
            }
        }
    }

    #[test]
    fn one_place_says_nothing_of_where_the_line_meets_zero() {
        for x in 1..=3 {
            for seen in 0..=255_u8 {
                // Each secret is met by exactly one line through what is seen.
                for secret in 0..=255 {
                    let lines = (0..=255).filter(|slope| point(secret, *slope, x) == seen).count();
                    assert_eq!(lines, 1);
                }
            }
        }
    }
}

//! ASCII armor (RFC 9580 §6): base64 between two lines that say what it is, with a checksum.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::packet::KeyError;

/// Characters of base64 on a line; at most 76 are allowed.
const WIDTH: usize = 64;

/// The bytes between `-----BEGIN {kind}-----` and its end, with the checksum held to where there is one.
pub(crate) fn read(text: &str, kind: &str) -> Result<Vec<u8>, KeyError> {
    let (begin, end) = (format!("-----BEGIN {kind}-----"), format!("-----END {kind}-----"));
    let mut lines = text.lines().map(str::trim).skip_while(|line| *line != begin);
    lines.next().ok_or(KeyError::NotArmored)?;
    // Headers, such as `Comment:`, end with an empty line.
    let mut body = String::new();
    let mut sum = None;
    let mut in_headers = true;
    let mut ended = false;
    for line in lines {
        if line == end {
            ended = true;
            break;
        }
        if in_headers && (line.is_empty() || !line.contains(": ")) {
            in_headers = false;
        }
        if in_headers || line.is_empty() {
            continue;
        }
        match line.strip_prefix('=') {
            Some(check) if check.len() == 4 => sum = STANDARD.decode(check).ok(),
            _ => body.push_str(line),
        }
    }
    let bytes = STANDARD.decode(&body).map_err(|_| KeyError::Damaged)?;
    let fits =
        sum.is_none_or(|sum| sum == crc24(&bytes).to_be_bytes().get(1..).unwrap_or_default());
    if ended && fits { Ok(bytes) } else { Err(KeyError::Damaged) }
}

/// The bytes as armored text.
pub(crate) fn write(kind: &str, bytes: &[u8]) -> String {
    let mut text = format!("-----BEGIN {kind}-----\n\n");
    let encoded = STANDARD.encode(bytes);
    for (place, c) in encoded.chars().enumerate() {
        if place > 0 && place % WIDTH == 0 {
            text.push('\n');
        }
        text.push(c);
    }
    let sum = crc24(bytes).to_be_bytes();
    let sum = STANDARD.encode(sum.get(1..).unwrap_or_default());
    text.push_str(&format!("\n={sum}\n-----END {kind}-----\n"));
    text
}

/// The checksum of §6.1.
fn crc24(bytes: &[u8]) -> u32 {
    let mut crc = 0x00B7_04CE_u32;
    for byte in bytes {
        crc ^= u32::from(*byte) << 16;
        for _ in 0..8 {
            crc <<= 1;
            if crc & 0x0100_0000 != 0 {
                crc ^= 0x0186_4CFB;
            }
        }
    }
    crc & 0x00FF_FFFF
}

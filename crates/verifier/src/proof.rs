//! One entry: a C2SP tlog-proof with the bytes of the entry, and the receipt file that holds both.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::entry::Entry;
use crate::fault::Fault;
use crate::hash::Hash;
use crate::note::{Head, Key, MAX_SIZE, Witness, number};

/// The most hashes that a proof in any tree has.
const MAX_HASHES: usize = 63;
/// The most bytes of a proof that are read, its checkpoint among them.
pub(crate) const MAX_PROOF_BYTES: usize = 1_100_000;
/// The most bytes of extra data.
const MAX_EXTRA_BYTES: usize = 65_536;
/// The most bytes before the proof of a receipt.
const MAX_HEAD_BYTES: usize = 69_631;

/// What a proof shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofFacts {
    /// The number of the entry, from 0.
    pub index: u64,
    /// The signed head of the log that holds it.
    pub head: Head,
}

/// What a receipt shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// What was done.
    pub act: String,
    /// The case.
    pub case: String,
    /// When it was recorded, as RFC 3339.
    pub recorded: String,
    /// SHA-256 of the policy that was in force, in hexadecimal.
    pub policy: String,
    /// Where in the log.
    pub proof: ProofFacts,
}

/// Verifies a `.tlog-proof` for an entry.
pub fn verify_proof(
    proof: &[u8],
    entry: &[u8],
    key: &Key,
    witnesses: &[Witness],
) -> Result<ProofFacts, Fault> {
    const WHAT: &str = "a proof (c2sp.org/tlog-proof@v1)";
    let form = |why: &str| Fault::Form { what: WHAT, why: why.to_owned() };
    if proof.len() > MAX_PROOF_BYTES {
        return Err(form("it is too large"));
    }
    let text = str::from_utf8(proof).map_err(|_| form("it is not UTF-8"))?;
    if text.chars().any(|c| c < ' ' && c != '\n') {
        return Err(form("it has control characters, perhaps carriage returns"));
    }
    let (before, note) = text.split_once("\n\n").ok_or_else(|| form("no checkpoint follows"))?;
    let mut lines = before.split('\n').peekable();
    if lines.next() != Some("c2sp.org/tlog-proof@v1") {
        return Err(form("its first line is another"));
    }
    if let Some(extra) = lines.peek().and_then(|line| line.strip_prefix("extra ")) {
        let extra = STANDARD.decode(extra).ok().filter(|extra| extra.len() <= MAX_EXTRA_BYTES);
        extra.ok_or_else(|| form("its line extra is not base64"))?;
        lines.next();
    }
    let index = lines.next().and_then(|line| number(line.strip_prefix("index ")?));
    let index = index.filter(|index| *index < MAX_SIZE);
    let index = index.ok_or_else(|| form("its line index is missing or no number"))?;
    let path: Option<Vec<Hash>> = lines.map(Hash::from_base64).collect();
    let path = path.ok_or_else(|| form("a line of it is not the base64 of a hash"))?;
    let head = Head::open("the checkpoint", note.as_bytes(), key, witnesses)?;
    check_inclusion(index, head.size, Hash::leaf(entry), &path, &head.root)?;
    Ok(ProofFacts { index, head })
}

/// Verifies that a leaf is entry `index` of a tree: walks from the root down as PATH of RFC 6962 §2.1.1
/// is defined, and takes the hashes from the end of the proof.
pub(crate) fn check_inclusion(
    index: u64,
    size: u64,
    leaf: Hash,
    path: &[Hash],
    root: &Hash,
) -> Result<(), Fault> {
    fn climb(index: u64, size: u64, leaf: Hash, path: &[Hash]) -> Option<Hash> {
        if size == 1 {
            return path.is_empty().then_some(leaf);
        }
        let (sibling, path) = path.split_last()?;
        // The largest power of two below the size.
        let left = 1 << (63 - (size - 1).leading_zeros());
        Some(if index < left {
            Hash::node(&climb(index, left, leaf, path)?, sibling)
        } else {
            Hash::node(sibling, &climb(index - left, size - left, leaf, path)?)
        })
    }
    let is_possible = index < size && size <= MAX_SIZE && path.len() <= MAX_HASHES;
    let found = if is_possible { climb(index, size, leaf, path) } else { None };
    if found == Some(*root) { Ok(()) } else { Err(Fault::Proof { entry: index }) }
}

/// Verifies a receipt file (`docs/formats/receipt.md`).
pub fn verify_receipt(
    receipt: &[u8],
    key: &Key,
    witnesses: &[Witness],
) -> Result<ReceiptFacts, Fault> {
    let form = |why: &str| Fault::Form { what: "a receipt file", why: why.to_owned() };
    if receipt.len() > MAX_PROOF_BYTES + MAX_HEAD_BYTES {
        return Err(form("it is too large"));
    }
    let text = str::from_utf8(receipt).map_err(|_| form("it is not UTF-8"))?;
    if text.chars().any(|c| c < ' ' && c != '\n') {
        return Err(form("it has control characters, perhaps carriage returns"));
    }
    let (before, proof) = text.split_once("\n\n").ok_or_else(|| form("no proof follows"))?;
    if before.len() > MAX_HEAD_BYTES {
        return Err(form("its part before the proof is too large"));
    }
    let mut lines = before.split('\n');
    if lines.next() != Some("candor receipt v1") {
        return Err(form("its first line is another"));
    }
    let mut line = |field: &str| {
        let line = lines.next().and_then(|line| line.strip_prefix(field)?.strip_prefix(' '));
        line.ok_or_else(|| form(&format!("its line {field} is missing")))
    };
    let (case, recorded) = (line("case")?, line("recorded")?);
    let (policy, bytes) = (line("policy")?, line("entry")?);
    if lines.next().is_some() {
        return Err(form("it has a line too many"));
    }
    // First what the log holds, then what is said about it.
    let proof = verify_proof(proof.as_bytes(), bytes.as_bytes(), key, witnesses)?;
    let entry = Entry::read(bytes).ok_or_else(|| form("its entry is not one of format 1"))?;
    for (field, said, found) in [
        ("case", case, entry.text("case")),
        ("recorded", recorded, entry.recorded().as_deref()),
        ("policy", policy, entry.text("policy")),
    ] {
        if found != Some(said) {
            return Err(Fault::Disagrees { what: format!("the line {field}") });
        }
    }
    Ok(ReceiptFacts {
        act: entry.text("act").unwrap_or_default().to_owned(),
        case: case.to_owned(),
        recorded: recorded.to_owned(),
        policy: policy.to_owned(),
        proof,
    })
}

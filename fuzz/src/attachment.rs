//! Attachments of strangers: ZIP, tar, gzip and OpenPGP, as the walled-in process reads them.

/// Lists what is inside of any bytes, within the bounds; and what is said comes back from its JSON as it was.
pub fn attachment(bytes: &[u8]) {
    let listing = listing::list(bytes);
    assert!(listing.entries.len() <= listing::MOST_ENTRIES);
    let text = serde_json::to_vec(&listing).expect("a list is written");
    let again: listing::Listing = serde_json::from_slice(&text).expect("and read");
    assert!(again == listing);
}

//! What is published of advisories as files that any web server can host: the same bytes as are served.

use advisory::publication::segment;
use desk::{Desk, Error, Program, PublicDocument};
use pages::Page as _;
use pages::portal::AdvisoriesPage;

use crate::portal::advisories::{EDITION_PROOF, atom, list_page, page};
use crate::portal::csaf::hash_line;
use crate::site::{Site, SiteSettings};

/// Documents read at once.
const BATCH: u32 = 200;

/// Why a tree was not written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// What is published could not be read.
    #[error(transparent)]
    Desk(#[from] Error),
    /// A file could not be written.
    #[error("a file could not be written: {0}")]
    File(#[from] std::io::Error),
    /// A page could not be written.
    #[error("a page could not be written: {0}")]
    Page(#[from] pages::RenderError),
}

/// Gives every file of the tree to `write`, with its path; says how many there were.
///
/// # Errors
/// [`ExportError`], at the first file that cannot be read or written.
pub async fn static_tree(
    desk: &Desk,
    settings: SiteSettings,
    mut write: impl FnMut(&str, &[u8]) -> std::io::Result<()>,
) -> Result<u64, ExportError> {
    let site = Site::new(desk.clone(), settings, Vec::new());
    let mut count = 0_u64;
    let mut put = |path: &str, bytes: &[u8]| -> Result<(), ExportError> {
        write(path, bytes)?;
        count += 1;
        Ok(())
    };
    put("assets/style.css", pages::STYLE_SHEET.as_bytes())?;
    for (place, program) in desk.programs().iter().enumerate() {
        let base = format!("p/{}", program.id);
        let listings = desk.csaf_listings(program).await?;
        for (path, listing) in listings.iter() {
            let is_folder = path.is_empty() || path.ends_with('/');
            let name = if is_folder { format!("{path}index.html") } else { path.clone() };
            put(&format!("{base}/csaf/{name}"), listing.body.as_bytes())?;
            if place == 0 && path == "provider-metadata.json" {
                put(&format!(".well-known/csaf/{path}"), listing.body.as_bytes())?;
            }
        }
        let mut after = String::new();
        loop {
            let documents = desk.public_documents(&program.id, &after, BATCH).await?;
            let Some(last) = documents.last() else { break };
            after.clone_from(&last.path);
            for document in &documents {
                put(&format!("{base}/{}", document.path), &document.body)?;
                for (end, text) in beside(document) {
                    put(&format!("{base}/{}{end}", document.path), text.as_bytes())?;
                }
            }
        }
        put(&format!("{base}/minisign.pub"), desk.minisign_public_key(program).as_bytes())?;
        html(&site, program, &base, &mut put).await?;
    }
    Ok(count)
}

/// Hashes and signature, as they lie beside a document.
fn beside(document: &PublicDocument) -> Vec<(&'static str, String)> {
    let file = document.path.rsplit('/').next().unwrap_or(&document.path);
    let mut files = vec![
        (".sha256", hash_line(&document.sha256, file)),
        (".sha512", hash_line(&document.sha512, file)),
    ];
    // Only CSAF lies in folders of its own.
    let end = if document.path.starts_with("csaf/") { ".asc" } else { ".minisig" };
    files.extend(document.signature.clone().map(|signature| (end, signature)));
    files
}

async fn html(
    site: &Site,
    program: &Program,
    base: &str,
    put: &mut impl FnMut(&str, &[u8]) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let desk = &site.desk;
    let mut all = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let batch = desk.advisories(&program.id, after.as_deref(), BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = Some(last.record.id.to_string());
        all.extend(batch);
    }
    let head = desk.sign_checkpoint(program).await?;
    for advisory in &all {
        let id = advisory.record.id.as_str();
        let editions = desk.editions(&program.id, id).await?;
        let html = page(site, program, advisory, &editions).render()?;
        let folder = format!("{base}/advisories/{}", segment(id));
        put(&format!("{folder}/index.html"), html.as_bytes())?;
        let is_proven = editions.last().is_some_and(|edition| edition.is_proven);
        if let Some(head) = head.as_ref().filter(|_| is_proven) {
            let proof = desk.edition_proof(&program.id, head, id).await?;
            put(&format!("{folder}/{EDITION_PROOF}"), proof.as_bytes())?;
        }
    }
    // A folder takes no forms.
    let list = AdvisoriesPage { by_mail: false, ..list_page(site, program, &all) };
    put(&format!("{base}/advisories/index.html"), list.render()?.as_bytes())?;
    put(&format!("{base}/advisories.atom"), atom(site, program, all).render()?.as_bytes())
}

//! A log in the files of C2SP tlog-tiles: tiles of hashes, and bundles of entries.
//!
//! Tiles are public: they hold hashes only, and a witness needs nothing else. Bundles say who did what
//! kind of thing when, under pseudonyms; they leave the instance only with whoever operates it.

use access::{Principal, RunJobs, Target, decide};
use ledger::{Tile, write_bundle};
use policy::id::ProgramId;

use crate::Desk;
use crate::error::Error;
use crate::program::Program;

impl Desk {
    /// The bytes of a tile of hashes, as wide as it is asked for.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the log does not reach that far.
    pub async fn log_tile(&self, program: &Program, tile: Tile) -> Result<Vec<u8>, Error> {
        self.tile_of(Some(program.id.clone()), tile).await
    }

    /// The same of the audit log.
    ///
    /// # Errors
    /// As [`Self::log_tile`].
    pub async fn audit_tile(&self, tile: Tile) -> Result<Vec<u8>, Error> {
        self.tile_of(None, tile).await
    }

    async fn tile_of(&self, id: Option<ProgramId>, tile: Tile) -> Result<Vec<u8>, Error> {
        self.read(move |tx| {
            let id = id.clone();
            Box::pin(async move {
                let row = store::ledger::tile(tx, &id, tile.level(), tile.index()).await?;
                // It may have grown since the head that is asked about: the first hashes are the same.
                let hashes =
                    row.and_then(|row| Some(row.hashes.get(..tile.byte_count())?.to_vec()));
                hashes.ok_or(Error::NotFound)
            })
        })
        .await
    }

    /// The entries under a tile of leaves, as a bundle.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the log does not reach that far, or the tile is not one of leaves.
    pub async fn log_entries(&self, program: &Program, tile: Tile) -> Result<Vec<u8>, Error> {
        self.entries_of(Some(program.id.clone()), tile).await
    }

    /// The same of the audit log.
    ///
    /// # Errors
    /// As [`Self::log_entries`].
    pub async fn audit_entries(&self, tile: Tile) -> Result<Vec<u8>, Error> {
        self.entries_of(None, tile).await
    }

    async fn entries_of(&self, id: Option<ProgramId>, tile: Tile) -> Result<Vec<u8>, Error> {
        let target = id.clone().map_or(Target::Instance, Target::Program);
        let jobs = decide::<RunJobs>(&Principal::System, target)?;
        let (from, width) = (tile.index().saturating_mul(256), usize::from(tile.width()));
        let rows = self
            .read(move |tx| {
                let (jobs, id) = (jobs.clone(), id.clone());
                let limit = u32::from(tile.width());
                Box::pin(
                    async move { Ok(store::ledger::leaves(tx, &jobs, &id, from, limit).await?) },
                )
            })
            .await?;
        if tile.level() != 0 || rows.len() != width {
            return Err(Error::NotFound);
        }
        write_bundle(rows.iter().map(|row| &row.entry[..]))
            .map_err(|error| Error::bug("bundle", &error))
    }
}

//! What begins in a browser and is answered there: once, in time, in that browser.
//!
//! The server keeps the question sealed under the hash of a random value that only the browser holds. The
//! first answer takes it away, whatever comes of it, so nothing is answered twice, and no other browser has an
//! answer to give. A question that was begun in an account's session is answered for that account only.

use core::time::Duration;

use policy::id::UserId;
use seal::{FieldContext, RootUse, row_key};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use store::ceremony::CeremonyRow;

use crate::Desk;
use crate::error::Error;
use crate::inner::hex;
use crate::random::{self, SystemRandom};

impl Desk {
    /// Keeps a question of a kind for `life`, and gives what the browser holds.
    pub(crate) async fn keep_ceremony(
        &self,
        kind: &'static str,
        question: &impl Serialize,
        user: Option<UserId>,
        life: Duration,
    ) -> Result<String, Error> {
        let browser = hex(&random::bytes::<32>());
        let hash = hash_of(&browser);
        let inner = self.inner();
        let key = inner.root_key.subkey(&inner.instance, RootUse::Ceremony);
        let body = serde_json::to_vec(question).map_err(|error| Error::bug("ceremony", &error))?;
        let row = row_key(&[kind.as_bytes(), &hash]);
        let sealed_body = key.seal(&place(&row), &body, &mut SystemRandom)?.into();
        let now = self.now();
        let row = CeremonyRow {
            ceremony_hash: hash.into(),
            kind: kind.to_owned(),
            user_id: user,
            sealed_body,
            expires_at: now.checked_add(life).unwrap_or(now),
        };
        self.write(move |tx| {
            let row = row.clone();
            Box::pin(async move { Ok(store::ceremony::insert(tx, &row).await?) })
        })
        .await?;
        Ok(browser)
    }

    /// Takes a question away: it can be answered now, and not again. Nothing when there is none of this kind
    /// for this browser and account, or its time is over.
    pub(crate) async fn take_ceremony<T: DeserializeOwned>(
        &self,
        kind: &'static str,
        browser: &str,
        user: Option<UserId>,
    ) -> Result<Option<T>, Error> {
        let hash = hash_of(browser);
        let found = self
            .write(move |tx| {
                Box::pin(async move { Ok(store::ceremony::take(tx, hash.into()).await?) })
            })
            .await?;
        let now = self.now();
        let is_right =
            |row: &CeremonyRow| row.kind == kind && row.user_id == user && now < row.expires_at;
        let Some(row) = found.filter(is_right) else { return Ok(None) };
        let inner = self.inner();
        let key = inner.root_key.subkey(&inner.instance, RootUse::Ceremony);
        let body = key.open(&place(&row_key(&[kind.as_bytes(), &hash])), &row.sealed_body)?;
        serde_json::from_slice(&body).map(Some).map_err(|error| Error::bug("ceremony", &error))
    }
}

fn hash_of(browser: &str) -> [u8; 32] {
    Sha256::digest(browser.as_bytes()).into()
}

fn place(row: &[u8]) -> FieldContext<'_> {
    FieldContext { table: "ceremony", column: "sealed_body", row, version: 1 }
}

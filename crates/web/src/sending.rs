//! Sending what the outbox holds for other machines: CVE records to the CVE programme, word of publications to
//! webhooks, mail to subscribers. Nothing is sent to whom the operator did not name.
//!
//! A webhook is signed as Standard Webhooks says: HMAC-SHA-256 over its id, its time and its body, so that whoever
//! gets it knows from whom it is, and a repeated one by its id.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use desk::{Delivery, Desk, Parcel, ToSend};
use hmac::{Hmac, KeyInit as _, Mac as _};
use outbound::{Failed, Purpose, Reach, RelaySettings};
use sha2::Sha256;

use crate::cve::CveServices;
use crate::mailing::Mailing;

/// Most bytes of an answer that are read.
const MOST_BYTES: usize = 64 << 10;

/// How webhooks are told.
#[derive(Clone)]
pub struct WebhookSettings {
    /// Whom the operator named.
    pub addresses: Vec<String>,
    /// The key that signs.
    pub key: Arc<[u8]>,
    /// What may be contacted.
    pub reach: Reach,
}

/// What sends.
#[derive(Default)]
pub struct Sender {
    cve: Option<CveServices>,
    webhooks: Option<Webhooks>,
    mail: Option<Mailing>,
}

struct Webhooks {
    http: outbound::Client,
    key: Arc<[u8]>,
}

/// The signature of a message, as its header has it: `v1,` and base64.
#[must_use]
pub fn webhook_signature(key: &[u8], id: &str, at: i64, body: &str) -> String {
    let signed = format!("{id}.{at}.{body}");
    // HMAC takes a key of any length.
    let mac = Hmac::<Sha256>::new_from_slice(key).map(|mac| mac.chain_update(signed).finalize());
    mac.map_or_else(|_| String::new(), |mac| format!("v1,{}", STANDARD.encode(mac.into_bytes())))
}

impl Webhooks {
    async fn tell(&self, address: &str, id: &str, body: &str, at: i64) -> Delivery {
        let time = at.to_string();
        let headers = [
            ("content-type", "application/json"),
            ("webhook-id", id),
            ("webhook-timestamp", &time),
            ("webhook-signature", &webhook_signature(&self.key, id, at, body)),
        ];
        match self.http.post(address, &headers, body.as_bytes().to_vec(), MOST_BYTES).await {
            Ok(_) => Delivery::Taken,
            // "Gone": whoever is there wants nothing any more.
            Err(failed) if failed.status() == Some(410) => Delivery::Refused("status 410".into()),
            Err(failed) => Delivery::Later(class(&failed)),
        }
    }
}

/// Why something did not arrive, without an address.
pub(crate) fn class(failed: &Failed) -> String {
    match failed.status() {
        Some(status) => format!("status {status}"),
        None if failed.redirected_to().is_some() => "it redirects".to_owned(),
        None => "no connection".to_owned(),
    }
}

impl Sender {
    /// What sends with these settings; nothing is sent for what has none.
    ///
    /// # Errors
    /// [`Failed`] when an address of the settings is none, or the system's certificates cannot be read.
    pub fn new(
        cve: Option<CveServices>,
        webhooks: Option<WebhookSettings>,
    ) -> Result<Self, Failed> {
        let webhooks = webhooks
            .map(|settings| {
                // The operator wrote these addresses.
                let mut reach = settings.reach;
                for address in &settings.addresses {
                    reach = reach.and_typed(address)?;
                }
                let http = outbound::Client::new(Purpose::Webhook, reach)?;
                Ok::<_, Failed>(Webhooks { http, key: settings.key })
            })
            .transpose()?;
        Ok(Self { cve, webhooks, mail: None })
    }

    /// The same with mail through this relay. Nothing is contacted yet.
    #[must_use]
    pub fn with_mail(self, relay: RelaySettings) -> Self {
        Self { mail: Some(Mailing::new(relay)), ..self }
    }

    /// Sends what is due now. Says how much was taken.
    ///
    /// # Errors
    /// When the store does.
    pub async fn send_due(&self, desk: &Desk) -> Result<u64, desk::Error> {
        let mut taken = 0;
        if let Some(mail) = &self.mail {
            taken += mail.send_due(desk).await?;
        }
        if self.cve.is_none() && self.webhooks.is_none() {
            return Ok(taken);
        }
        for parcel in desk.claim_parcels().await? {
            desk.parcel_is_due(&parcel).await?;
            let delivery = self.send(desk, &parcel).await;
            desk.parcel_sent(&parcel, &delivery).await?;
            taken += u64::from(delivery == Delivery::Taken);
        }
        Ok(taken)
    }

    async fn send(&self, desk: &Desk, parcel: &Parcel) -> Delivery {
        match (&parcel.content, &self.cve, &self.webhooks) {
            (ToSend::CveRecord { cve_id, container, is_rejection }, Some(cve), _) => {
                cve.deliver(cve_id, container, *is_rejection).await
            }
            (ToSend::Webhook { address, message_id, body }, _, Some(webhooks)) => {
                webhooks.tell(address, message_id, body, desk.now().second()).await
            }
            _ => Delivery::Later("it is not configured any more".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_is_signed_as_the_example_of_the_specification() {
        // The example of the Standard Webhooks reference libraries.
        let key = STANDARD.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        let (id, at) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330);
        let signature = webhook_signature(&key, id, at, r#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
}

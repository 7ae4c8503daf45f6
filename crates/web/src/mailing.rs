//! Sending mail that the outbox holds: the words around it in the reader's language, handed to the operator's relay.

use desk::{Delivery, Desk, MailContent, MailParcel};
use outbound::{Letter, MailSession, NotTaken, Relay, RelaySettings};
use pages::{Language, mail, path};

/// What sends mail.
pub(crate) struct Mailing {
    relay: Relay,
}

impl Mailing {
    pub(crate) fn new(settings: RelaySettings) -> Self {
        Self { relay: Relay::new(settings) }
    }

    /// Sends a batch of what is due now. Says how much was taken.
    pub(crate) async fn send_due(&self, desk: &Desk) -> Result<u64, desk::Error> {
        let mut taken = 0;
        let mut session: Option<MailSession> = None;
        // Once nobody is there, the rest of the batch waits as well.
        let mut away: Option<String> = None;
        for parcel in desk.claim_mail().await? {
            let delivery = match (&away, letter(desk, &parcel)) {
                (Some(why), _) => Delivery::Later(why.clone()),
                (None, None) => Delivery::Refused("there is no such program any more".to_owned()),
                (None, Some(letter)) => {
                    match self.hand_over(&mut session, &letter, &mut away).await {
                        Ok(()) => Delivery::Taken,
                        Err(NotTaken::Recipient(code)) => Delivery::Refused(format!("{code}")),
                        Err(NotTaken::Later(why)) => Delivery::Later(why),
                    }
                }
            };
            taken += u64::from(delivery == Delivery::Taken);
            desk.mail_sent(&parcel, &delivery).await?;
        }
        if let Some(why) = away {
            tracing::warn!(why, "the mail relay takes nothing; mail is sent later");
        }
        if let Some(session) = session {
            session.close().await;
        }
        Ok(taken)
    }

    async fn hand_over(
        &self,
        session: &mut Option<MailSession>,
        letter: &Letter,
        away: &mut Option<String>,
    ) -> Result<(), NotTaken> {
        let mut open = match session.take() {
            Some(open) => open,
            None => self.relay.open().await.inspect_err(|error| *away = Some(error.to_string()))?,
        };
        let handed = open.hand_over(letter).await;
        match &handed {
            // After anything else nobody knows where the conversation stands.
            Ok(()) | Err(NotTaken::Recipient(_)) => *session = Some(open),
            Err(NotTaken::Later(_)) => open.close().await,
        }
        handed
    }
}

/// The message of a parcel; nothing when its program is gone.
fn letter(desk: &Desk, parcel: &MailParcel) -> Option<Letter> {
    let program = desk.program(parcel.program()).ok()?;
    let (slug, name) = (program.id.as_str(), program.policy.program.name.as_str());
    let language = Language::from_tag(&parcel.language).unwrap_or_default();
    // Links lead to pages in the reader's language.
    let page = |path: String| format!("{}/{}{path}", desk.public_url(), language.tag());
    let (subject, text, unsubscribe) = match &parcel.content {
        MailContent::Question { token } => {
            let words = mail::question(language, name, &page(path::subscription(slug, token)));
            (words.subject, words.text, None)
        }
        MailContent::Advisory { subject, text, ending } => {
            let ending = page(path::unsubscribe(slug, ending));
            let text = mail::advisory(language, name, text, &ending);
            (subject.clone(), text, Some(ending))
        }
    };
    Some(Letter {
        to: parcel.to.clone(),
        subject,
        text,
        language: language.tag().to_owned(),
        id: parcel.message_id(),
        written_at: parcel.written_at().second(),
        unsubscribe,
    })
}

//! The reporter's side of a case: what the receipt opens.
//!
//! A view of the same events and clocks that the team sees, less what is the team's own. The reporter sees
//! the same times and the same pauses, kept or broken.

use case::{Actor, CommandSpec, Event, Refusal};

use crate::Desk;
use crate::advisory::CreditFacts;
use crate::error::Error;
use crate::file::FileFacts;
use crate::open_case::OpenCase;
use crate::visitor::Reporter;

/// What a reporter sees of their case.
pub struct Mailbox {
    /// The case. Only `visible` events and files are for the reporter's eyes.
    pub case: OpenCase,
    /// The commands a reporter may give, each with whether the case lets it through now.
    pub commands: Vec<(&'static CommandSpec, Result<(), Refusal>)>,
}

impl Mailbox {
    /// The events that the reporter may see, with their places.
    pub fn events(&self) -> impl Iterator<Item = (u64, &Event)> {
        (1..).zip(&self.case.events).filter(|(_, event)| sees(event))
    }

    /// The files that came with an event the reporter may see.
    pub fn files(&self) -> impl Iterator<Item = &FileFacts> {
        self.case.files.iter().filter(|file| {
            usize::try_from(file.seq)
                .ok()
                .and_then(|seq| self.case.events.get(seq.checked_sub(1)?))
                .is_some_and(sees)
        })
    }

    /// How the reporter is named, or would be.
    #[must_use]
    pub fn credit(&self) -> CreditFacts {
        crate::advisory::credit_facts(&self.case.state, &self.case.policy)
    }

    /// The clocks owed to the reporter or to everybody; the team's own are left out.
    pub fn clocks(&self) -> impl Iterator<Item = &case::Clock> {
        self.case.clocks.iter().filter(|clock| clock.owed_to != policy::Party::Team)
    }
}

fn sees(event: &Event) -> bool {
    event.is_for_reporter()
}

impl Desk {
    /// The mailbox of a receipt.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case is gone.
    pub async fn mailbox(&self, reporter: &Reporter) -> Result<Mailbox, Error> {
        let case = self.open_for_reporter(reporter).await?;
        let commands = case::open_commands(&case.state, &Actor::Reporter, &case.policy, self.now());
        Ok(Mailbox { case, commands })
    }
}

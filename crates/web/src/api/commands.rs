//! What a command is sent as, and what came of it; for both sides of a case.

use desk::{Acted, Instruction};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::refused::Refused;
use super::request::{Message, most_bytes_with_files};
use super::text::{SentFile, SentFiles, Texts};
use crate::site::Site;

/// A command of the team.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TeamCommand {
    /// Its fields, each as text.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"text": "Thank you, we have it."}))]
    fields: Texts,
    /// The `last_seq` of the case as it was read. When somebody acted since, nothing is done (409).
    #[schema(minimum = 0)]
    seen: u64,
    /// Files to seal with it, at most ten.
    #[serde(default)]
    #[schema(value_type = Vec<SentFile>, max_items = 10)]
    files: SentFiles,
}

/// A command of the reporter. What a reporter adds never depends on what the team did meanwhile.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReporterCommand {
    /// Its fields, each as text.
    #[serde(default)]
    #[schema(value_type = std::collections::BTreeMap<String, String>, example = json!({"text": "It also happens on version 2."}))]
    fields: Texts,
    /// Files to seal with it, at most ten.
    #[serde(default)]
    #[schema(value_type = Vec<SentFile>, max_items = 10)]
    files: SentFiles,
}

impl Message for TeamCommand {
    fn most_bytes(site: &Site) -> usize {
        most_bytes_with_files(site)
    }
}

impl Message for ReporterCommand {
    fn most_bytes(site: &Site) -> usize {
        most_bytes_with_files(site)
    }
}

/// What came of a command.
#[derive(Serialize, ToSchema)]
pub(crate) struct Outcome {
    /// The facts that were recorded on this case.
    #[schema(value_type = Vec<String>, example = json!(["Acknowledged"]))]
    facts: Vec<&'static str>,
    /// The place of the last event now.
    last_seq: u64,
}

impl From<Acted> for Outcome {
    fn from(acted: Acted) -> Self {
        Self { facts: acted.facts, last_seq: acted.last_seq }
    }
}

impl TeamCommand {
    /// The instruction it makes.
    pub(crate) fn instruction(self, command: &str) -> Result<Instruction, Refused> {
        Ok(Instruction {
            command: known(command)?,
            fields: self.fields.0,
            seen: Some(self.seen),
            files: self.files.into(),
            sealed: None,
        })
    }
}

impl ReporterCommand {
    /// The instruction it makes.
    pub(crate) fn instruction(self, command: &str) -> Result<Instruction, Refused> {
        Ok(Instruction {
            command: known(command)?,
            fields: self.fields.0,
            seen: None,
            files: self.files.into(),
            sealed: None,
        })
    }
}

/// A command's name, when the catalogue has it: its address exists then.
fn known(command: &str) -> Result<String, Refused> {
    case::catalogue()
        .iter()
        .find(|spec| spec.name == command)
        .map(|spec| spec.name.to_owned())
        .ok_or_else(Refused::not_found)
}

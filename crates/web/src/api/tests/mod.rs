//! Tests of the API in one process: every request goes through the whole router, and every answer is held
//! against the OpenAPI document: its status, its kind of content, and its schema.

mod conforms;
mod document;
pub(crate) mod house;
mod public;
mod reporter;
mod strict;
mod team;
mod tokens;

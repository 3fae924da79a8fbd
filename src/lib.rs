//! Penholder: a linter, comparer and proof-reader for the mandates of UN peace operations.
//!
//! `language` (source, syntax, model) → [`facts`] → [`evaluate`] → [`findings`] → `reports` → `cli`.
//! Library code reads no files and prints nothing: the command line does.

pub mod adopt;
pub mod amend;
pub mod baseline;
pub mod brackets;
pub mod compare;
pub mod embedded;
pub mod evaluate;
pub mod facts;
pub mod findings;
pub mod fixtures;
pub mod prose;
pub mod repair;
pub mod reports;
pub mod solve;
pub mod verify;

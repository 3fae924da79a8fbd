//! Shared by the property tests: random vocabularies, drafts and formulas, and a naive reference evaluator.
#![allow(dead_code, clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, clippy::unreachable)]

pub mod generate;
pub mod naive;

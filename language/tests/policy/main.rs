//! The policy language: cases with the expected messages beside the input, what rules mean, mutants, properties.
#![allow(clippy::string_slice, clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod alternation;
mod cases;
mod meaning;
mod mutants;
mod properties;
mod support;

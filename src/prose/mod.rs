//! Reads mandates in prose.

pub mod phrase;

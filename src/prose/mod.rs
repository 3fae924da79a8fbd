//! Reads mandates in prose.

pub mod phrase;
pub mod task;

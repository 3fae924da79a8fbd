//! The mandate and policy languages: source text, its syntax, and the model that it denotes.
//!
//! Data flows `source → syntax → model`; nothing here reads a file or prints. The crate stands apart from
//! `penholder` itself because the build script compiles the shipped packs with it.

pub mod model;
pub mod source;
pub mod syntax;
pub mod translate;

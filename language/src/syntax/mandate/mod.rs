//! The mandate language: its tree, the parser that recovers after every error, and the one canonical form.

pub mod ast;
mod brackets;
mod clause;
mod comments;
mod format;
mod grammar;
mod line;
mod lower;
mod message;
mod outline;
mod parser;
mod parts;
mod print;
mod scan;
mod words;

pub use format::entry_text;
pub use format::{format, print};
pub use parser::parse;
pub use print::{clause_text, item_text, phrase_text, value_text};
pub use words::is_preposition;

//! Text to trees. Only here are the grammars known.

pub mod mandate;
pub mod policy;

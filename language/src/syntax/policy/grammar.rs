//! The grammar itself: the parser that pest makes of `grammar/policy.pest`.

// The generated enumeration of grammar rules cannot be documented one by one here; the grammar does that.
#![allow(missing_docs)]

use pest_derive::Parser;

/// Reads text by the rules of the grammar.
#[derive(Parser)]
#[grammar = "../grammar/policy.pest"]
pub(super) struct PolicyGrammar;

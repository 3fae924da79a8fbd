//! Asks the grammar about single words.

use pest::Parser as _;

use super::grammar::{MandateGrammar, Rule};

/// Whether a word opens a phrase (`in`, `against`).
pub fn is_preposition(word: &str) -> bool {
    MandateGrammar::parse(Rule::only_preposition, word).is_ok()
}

/// Whether a paragraph label is written as it should be.
pub(super) fn is_label(word: &str) -> bool {
    MandateGrammar::parse(Rule::only_label, word).is_ok()
}

/// Whether a word stands between others and never begins an entry (`to`, `because`).
pub(super) fn is_joint(word: &str) -> bool {
    MandateGrammar::parse(Rule::only_joint, word).is_ok()
}

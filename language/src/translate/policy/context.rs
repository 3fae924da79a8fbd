//! What single rules are translated against: the vocabulary, the definitions, the codes.

use std::collections::HashMap;

use super::definition::Template;
use super::vocabulary::Names;
use super::written::balanced;
use crate::model::{RuleId, Vocabulary};
use crate::source::{SourceMap, Span};
use crate::syntax::policy::ast;

/// All that the translation of a rule looks up.
#[derive(Clone, Debug)]
pub struct Context {
    pub(super) vocabulary: Vocabulary,
    pub(super) names: Names,
    pub(super) sources: SourceMap,
    /// Prefixes of the families declared.
    pub(super) families: Vec<String>,
    /// Place of each rule in the pack.
    pub(super) rules: HashMap<String, RuleId>,
    /// The definitions, ready to be put in place of their names.
    pub(super) definitions: HashMap<String, Template>,
    /// Names of definitions that cannot be used (they use themselves): nothing more is said of them.
    pub(super) broken: HashMap<String, Span>,
}

impl Context {
    pub(super) fn new(vocabulary: Vocabulary, names: Names, sources: SourceMap) -> Self {
        Context {
            vocabulary,
            names,
            sources,
            families: Vec::new(),
            rules: HashMap::new(),
            definitions: HashMap::new(),
            broken: HashMap::new(),
        }
    }

    /// The vocabulary.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// A formula as written, on one line, with the parentheses that belong to it.
    pub(super) fn written(&self, span: Span) -> String {
        let text = self.sources.text(balanced(&self.sources, span));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The place of a rule in the pack.
    pub(super) fn rule(&self, code: &ast::Name) -> Option<RuleId> {
        self.rules.get(&code.text).copied()
    }
}

//! What is compared: the paragraphs of a text, whatever it was written in.

use penholder_language::model::{EntityId, SortId, TermId};

/// A paragraph or a sub-paragraph, with all that is said in it but not below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unit {
    /// Its label without `¶`.
    pub label: String,
    /// The paragraph that it is part of, by its place in the same list, before it.
    pub parent: Option<usize>,
    /// The heading under which it stands; empty where there is none.
    pub heading: String,
    /// What it says, statement by statement, in the order of the text.
    pub statements: Vec<Statement>,
    /// The clauses read from it.
    pub clauses: Vec<EntityId>,
    /// What those clauses do.
    pub acts: Vec<Act>,
    /// The line and column at which it stands, both counted from 1.
    pub place: Option<(usize, usize)>,
}

/// What one clause does, without its circumstances.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Act {
    /// The sort of the clause.
    pub sort: SortId,
    /// What it is a kind of, as written.
    pub kinds: Vec<TermId>,
    /// Who is told, by name.
    pub told: Vec<String>,
}

/// One statement: what one operative verb governs, or one clause.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The verb as a name, `calls-upon`; empty where it has none.
    pub verb: String,
    /// How strongly the verb binds, from 0; the scale is that of whoever read the text.
    pub strength: u32,
    /// Who is told; empty where nobody is.
    pub addressee: String,
    /// Its words.
    pub text: String,
    /// What its terms mean, in words of the vocabulary: no part of the text, but what prose may say instead.
    pub gloss: String,
    /// The vocabulary's terms that it is about.
    pub terms: Vec<TermId>,
}

impl Unit {
    /// All that it says, in one text.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.statements.iter().map(|statement| statement.text.as_str()).collect();
        texts.join(" ")
    }
}

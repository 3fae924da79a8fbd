//! Items of a policy file: vocabulary, definitions, and everything that has a code.

use super::{Binder, Formula, Line, Name, Number, Words};
use crate::source::Span;

/// What stands at the top of a policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// `sort …`
    Sort(Sort),
    /// `relation …`
    Relation(Relation),
    /// `terms …`
    Terms(Terms),
    /// `define …`
    Definition(Definition),
    /// `rule …`, `dilemma …`, `proposal …`, `stale-acceptance …`
    Entry(Entry),
    /// `axis …`
    Axis(Axis),
    /// `family …`
    Family(Titled),
    /// `pack …`
    Pack(Titled),
    /// `weight …`
    Weight(Weight),
    /// `overlap …`
    Overlap(Overlap),
    /// `costs …`
    Costs(Costs),
}

/// A scale of costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Costs {
    /// Its lines.
    pub lines: Vec<CostLine>,
    /// The whole item.
    pub span: Span,
}

/// `add military 1 per 100`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// The change.
    pub change: Name,
    /// Of what; none where the change is about nothing in particular.
    pub of: Option<Name>,
    /// What it costs, as written.
    pub amount: Words,
    /// By how many, as written.
    pub per: Option<Words>,
}

/// How much a change counts when two texts are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// Of which relation, sort or term.
    pub of: Name,
    /// How much.
    pub weight: u32,
    /// More of it weakens a clause.
    pub weakens: bool,
    /// Where nothing is named, all is meant.
    pub bounds: bool,
}

/// Where the entities of a sort come from, with the block's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// `is the BLOCK block`
    Itself(Name),
    /// `declared in BLOCK`
    Declared(Name),
    /// `counted in BLOCK`
    Counted(Name),
    /// `chosen`
    Chosen(Span),
}

/// A sort of entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Its name.
    pub name: Name,
    /// Where its entities come from.
    pub origin: Origin,
    /// The taxonomy of which they are kinds.
    pub kinds: Name,
    /// What it means.
    pub doc: Option<Words>,
    /// The whole item.
    pub span: Span,
}

/// A relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Its name.
    pub name: Name,
    /// Sorts of its subjects.
    pub domain: Vec<Name>,
    /// What its objects may be.
    pub range: Vec<Name>,
    /// Its properties: a word, and what belongs to it (`unit "persons"`, `written in by`).
    pub options: Vec<(Name, Vec<Words>)>,
    /// What it means.
    pub doc: Option<Words>,
    /// The whole item.
    pub span: Span,
}

/// Terms of a taxonomy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The taxonomy.
    pub name: Name,
    /// They stand weakest first.
    pub ordered: bool,
    /// What the taxonomy is about.
    pub doc: Option<Words>,
    /// The terms.
    pub terms: Vec<Term>,
    /// The whole item.
    pub span: Span,
}

/// A term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name.
    pub name: Name,
    /// What it is a kind of.
    pub parents: Vec<Name>,
    /// What it means.
    pub meaning: Words,
    /// What else is told: `phrases` and words, or a relation and terms.
    pub details: Vec<(Name, Vec<Words>)>,
    /// The whole entry.
    pub span: Span,
}

/// A parameter of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The variable.
    pub name: Name,
    /// The sorts it may be of.
    pub sorts: Vec<Name>,
}

/// A named formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Its name.
    pub name: Name,
    /// What it is about.
    pub parameters: Vec<Parameter>,
    /// What it means.
    pub doc: Option<Words>,
    /// When it holds.
    pub body: Formula,
    /// The whole item.
    pub span: Span,
}

/// What kind of item with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// `rule`
    Rule,
    /// `dilemma`
    Dilemma,
    /// `proposal`
    Proposal,
    /// `stale-acceptance`
    StaleAcceptance,
}

impl EntryKind {
    /// The keyword.
    pub fn word(self) -> &'static str {
        match self {
            EntryKind::Rule => "rule",
            EntryKind::Dilemma => "dilemma",
            EntryKind::Proposal => "proposal",
            EntryKind::StaleAcceptance => "stale-acceptance",
        }
    }
}

/// An item with a code and lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: EntryKind,
    /// Its code.
    pub code: Name,
    /// Its name in words.
    pub name: Name,
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// A line of it could not be read: nothing is said of lines that are missing.
    pub damaged: bool,
    /// The whole item.
    pub span: Span,
}

/// `overlap CODE, CODE because "…"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The rules: two or more.
    pub codes: Vec<Name>,
    /// Why it is wanted.
    pub because: Words,
}

/// `family PREFIX "title"`, `pack NAME "title"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titled {
    /// Prefix or name.
    pub name: Name,
    /// The title.
    pub title: Words,
}

/// What variants are weighed by besides findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Its name.
    pub name: Name,
    /// What it means.
    pub doc: Words,
    /// What is measured.
    pub measured: Measured,
    /// The whole item.
    pub span: Span,
}

/// What an axis measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// A number, and what it counts.
    Number(Number, Option<Words>),
    /// The highest of some ordered terms.
    Highest(Vec<Highest>),
}

/// `highest R over SORT X where A`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highest {
    /// The relation.
    pub relation: Name,
    /// The bound variable.
    pub binder: Binder,
    /// Which entities; all, if left out.
    pub such: Option<Formula>,
    /// All of it.
    pub span: Span,
}

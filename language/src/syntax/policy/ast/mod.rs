//! Syntax trees of policy files, as written: nothing is resolved, every part knows its place.

mod formula;
mod item;
mod line;

pub use formula::{Comparison, Formula, Literal, Number, Operation, Quantifier, Status};
pub use item::{
    Axis, CostLine, Costs, Definition, Entry, EntryKind, Highest, Item, Measured, Origin, Overlap, Parameter,
    Relation, Sort, Term, Terms, Titled, Weight,
};
pub use line::{Binder, Eased, Figure, Horn, Incompatible, Line, Needs, Remedy, Require, Risk};

use crate::source::{FileId, Span};

/// A policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Which file it is.
    pub id: FileId,
    /// What it holds, in order.
    pub items: Vec<Item>,
    /// Some of it could not be read: what it should declare may be missing.
    pub damaged: bool,
}

/// A word: a name, a keyword with a choice of values, a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As written.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// Words in quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What they say, without quotation marks and backslashes; line ends are single spaces.
    pub text: String,
    /// Where, with the quotation marks.
    pub span: Span,
}

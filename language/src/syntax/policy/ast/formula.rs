//! Formulas and numbers as written.

use super::{Binder, Name};
use crate::source::Span;

/// A formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Formula {
    /// `A and B and …`
    And(Vec<Formula>),
    /// `A or B or …`
    Or(Vec<Formula>),
    /// `not A`
    Not(Box<Formula>, Span),
    /// `some SORT X where B: A` and its kin.
    Quantified {
        /// Which quantifier.
        quantifier: Quantifier,
        /// The variable.
        binder: Binder,
        /// After `where`.
        such: Option<Box<Formula>>,
        /// After the colon; without one, that there is such an entity is all that is said.
        body: Option<Box<Formula>>,
        /// All of it.
        span: Span,
    },
    /// `X is a | b`
    Is {
        /// The variable.
        subject: Name,
        /// Terms or definitions.
        kinds: Vec<Name>,
    },
    /// `X R Y | t`
    Related {
        /// The variable.
        subject: Name,
        /// Relation or definition.
        relation: Name,
        /// Variables or terms.
        objects: Vec<Name>,
    },
    /// `X states R`
    States {
        /// The variable.
        subject: Name,
        /// The relation.
        relation: Name,
    },
    /// `X = Y`, `X != Y`
    Same {
        /// One.
        left: Name,
        /// The other.
        right: Name,
        /// They are not the same.
        distinct: bool,
    },
    /// `N >= N <= N`: a comparison or a chain of them.
    Compare {
        /// The first number.
        first: Box<Number>,
        /// How it compares with the next, and so on.
        rest: Vec<(Comparison, Number)>,
    },
    /// `at least K of { A; B }`
    AtLeast {
        /// How many.
        k: i64,
        /// Where that is written.
        k_span: Span,
        /// Of which.
        of: Vec<Formula>,
        /// All of it.
        span: Span,
    },
    /// `rule CODE met`
    Status {
        /// The rule.
        code: Name,
        /// Which status.
        status: Status,
        /// All of it.
        span: Span,
    },
    /// `definition(X, Y)`
    Call {
        /// The definition.
        name: Name,
        /// What it is applied to.
        arguments: Vec<Name>,
    },
}

impl Formula {
    /// Where it stands.
    pub fn span(&self) -> Span {
        let of = |list: &[Formula]| match (list.first(), list.last()) {
            (Some(first), Some(last)) => first.span().join(last.span()),
            _ => Span::default(),
        };
        let names =
            |first: &Name, rest: &[Name]| rest.last().map_or(first.span, |last| first.span.join(last.span));
        match self {
            Formula::And(list) | Formula::Or(list) => of(list),
            Formula::Not(_, span)
            | Formula::Quantified { span, .. }
            | Formula::AtLeast { span, .. }
            | Formula::Status { span, .. } => *span,
            Formula::Is { subject, kinds } => names(subject, kinds),
            Formula::Related { subject, objects, .. } => names(subject, objects),
            Formula::States { subject, relation } => subject.span.join(relation.span),
            Formula::Same { left, right, .. } => left.span.join(right.span),
            Formula::Compare { first, rest } => {
                rest.last().map_or(first.span(), |(_, last)| first.span().join(last.span()))
            }
            Formula::Call { name, arguments } => names(name, arguments),
        }
    }
}

/// A quantifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// `some`
    Some,
    /// `no`
    No,
    /// `every`
    Every,
    /// `ruled out`
    RuledOut,
}

/// The status of another rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// `met`
    Met,
    /// `applies`
    Applies,
    /// `gap`
    Gap,
    /// `partial`
    Partial,
}

/// How two numbers, or two ordered terms, compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `>=`
    AtLeast,
    /// `>`
    More,
    /// `<=`
    AtMost,
    /// `<`
    Less,
    /// `=`
    Equal,
}

/// A number, or an ordered term: which, only the vocabulary can say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// A figure in the text.
    Literal(Literal, Span),
    /// `R of X`
    Attribute {
        /// The relation.
        relation: Name,
        /// The variable.
        subject: Name,
    },
    /// `sum of R over SORT X where A`
    Sum {
        /// The relation.
        relation: Name,
        /// The bound variable.
        binder: Binder,
        /// Which entities; all, if left out.
        such: Option<Box<Formula>>,
    },
    /// `count of SORT X where A`
    Count {
        /// The bound variable.
        binder: Binder,
        /// Which entities; all, if left out.
        such: Option<Box<Formula>>,
    },
    /// A figure or a term.
    Named(Name),
    /// `N + N` and its kin.
    Operation(Operation, Box<Number>, Box<Number>),
}

impl Number {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Number::Literal(_, span) => *span,
            Number::Attribute { relation, subject } => relation.span.join(subject.span),
            Number::Sum { binder, such, .. } | Number::Count { binder, such } => {
                such.as_ref().map_or(binder.span, |such| binder.span.join(such.span()))
            }
            Number::Named(name) => name.span,
            Number::Operation(_, left, right) => left.span().join(right.span()),
        }
    }
}

/// A figure in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// `11_200`
    Plain(i64),
    /// `90%`
    Percent(i64),
    /// `4 months`, in days.
    Days(i64),
    /// `2013-04-25`: year, month, day; whether there is such a day is checked later.
    Date(i32, u32, u32),
}

/// What is done with two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
}

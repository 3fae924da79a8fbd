//! Lines of rules, dilemmas and proposals.

use super::{Formula, Name, Number, Words};
use crate::source::Span;

/// A line. Which may stand in which item is checked when it is translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// `asks "…"`
    Asks(Words),
    /// `source "…"`
    Source(Words),
    /// `level LEVEL`
    Level(Name),
    /// `for each SORT VAR, …`
    ForEach(Vec<Binder>),
    /// `where FORMULA`
    Where(Formula),
    /// `without BLOCK, …`
    Without(Vec<Name>),
    /// `needs FORMULA or say "…"`
    Needs(Needs),
    /// `figure NAME = NUMBER`
    Figure(Figure),
    /// `require …`
    Require(Require),
    /// `eased to …`
    Eased(Eased),
    /// `judgement "…"`
    Judgement(Words),
    /// `because "…"`
    Because(Words),
    /// `remedy "…" adds "…"`
    Remedy(Remedy),
    /// `horn NAME "…" { … }`
    Horn(Horn),
    /// `incompatible A, B …`
    Incompatible(Incompatible),
    /// `criteria CODE, …`
    Criteria(Vec<Name>),
    /// `adopting adds "…", …`
    Adopting(Vec<Words>),
}

impl Line {
    /// The word that begins such a line.
    pub fn word(&self) -> &'static str {
        match self {
            Line::Asks(_) => "asks",
            Line::Source(_) => "source",
            Line::Level(_) => "level",
            Line::ForEach(_) => "for each",
            Line::Where(_) => "where",
            Line::Without(_) => "without",
            Line::Needs(_) => "needs",
            Line::Figure(_) => "figure",
            Line::Require(_) => "require",
            Line::Eased(_) => "eased to",
            Line::Judgement(_) => "judgement",
            Line::Because(_) => "because",
            Line::Remedy(_) => "remedy",
            Line::Horn(_) => "horn",
            Line::Incompatible(_) => "incompatible",
            Line::Criteria(_) => "criteria",
            Line::Adopting(_) => "adopting adds",
        }
    }

    /// Where it stands, after its keyword.
    pub fn span(&self) -> Span {
        match self {
            Line::Asks(words) | Line::Source(words) | Line::Judgement(words) | Line::Because(words) => {
                words.span
            }
            Line::Level(name) => name.span,
            Line::ForEach(binders) => joined(binders.iter().map(|binder| binder.span)),
            Line::Where(formula) => formula.span(),
            Line::Needs(needs) => needs.formula.span(),
            Line::Figure(figure) => figure.name.span,
            Line::Require(require) => require.span,
            Line::Eased(eased) => eased.to.span.join(eased.because.span),
            Line::Remedy(remedy) => remedy.text.span,
            Line::Horn(horn) => horn.name.span,
            Line::Incompatible(pair) => joined(pair.horns.iter().map(|name| name.span)),
            Line::Criteria(names) | Line::Without(names) => joined(names.iter().map(|name| name.span)),
            Line::Adopting(words) => joined(words.iter().map(|words| words.span)),
        }
    }
}

fn joined(spans: impl Iterator<Item = Span>) -> Span {
    spans.reduce(Span::join).unwrap_or_default()
}

/// A variable that a quantifier or a line binds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binder {
    /// The sorts it ranges over.
    pub sorts: Vec<Name>,
    /// The variable.
    pub name: Name,
    /// Both.
    pub span: Span,
}

/// A given fact without which a rule is not assessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// Holds where it is given.
    pub formula: Formula,
    /// What a block should say.
    pub say: Words,
}

/// A named number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub number: Number,
    /// What it counts.
    pub unit: Option<Words>,
}

/// What a rule asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Require {
    /// In a few words.
    pub label: Option<Words>,
    /// Holds where it is given.
    pub formula: Formula,
    /// Holds where it is half given.
    pub partly: Option<Formula>,
    /// Level of this line.
    pub level: Option<Name>,
    /// The whole line, after its keyword.
    pub span: Span,
}

/// An answer in the text that lowers the level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eased {
    /// Not above this level.
    pub to: Name,
    /// Where this holds.
    pub when: Formula,
    /// Why that is an answer.
    pub because: Words,
}

/// A way to close a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remedy {
    /// Text in the Council's style.
    pub text: Words,
    /// The clauses it stands for.
    pub adds: Vec<Words>,
}

/// A way out of a dilemma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horn {
    /// Short name.
    pub name: Name,
    /// In words.
    pub title: Words,
    /// Each holds where the draft takes it; one is needed.
    pub taken: Vec<Formula>,
    /// What it puts at risk.
    pub risks: Vec<Risk>,
    /// The whole line, after its keyword.
    pub span: Span,
}

/// What a horn puts at risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// Short name.
    pub name: Name,
    /// What can go wrong.
    pub text: Words,
    /// Holds where the draft does something about it.
    pub mitigated: Option<Formula>,
}

/// Horns that exclude each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incompatible {
    /// Which.
    pub horns: Vec<Name>,
    /// Holds where they can be taken together after all.
    pub unless: Option<Formula>,
    /// Why they exclude each other.
    pub because: Words,
}

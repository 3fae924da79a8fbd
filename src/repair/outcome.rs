//! What a repair came to.

use std::collections::BTreeMap;

use penholder_language::model::Level;
use penholder_language::source::Diagnostic;

use super::Candidate;
use crate::evaluate::Overflow;
use crate::findings::Report;

/// Why there is no answer at all.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// Figures leave 64 bits.
    Overflow(Overflow),
    /// A draft that was changed could not be read again.
    Unreadable(Vec<Diagnostic>),
    /// The file has no such mandate.
    NoMandate,
    /// Costs that add up to more than can be told.
    Costs,
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::Overflow(overflow) => overflow.fmt(f),
            Trouble::Unreadable(problems) => {
                let first = problems.first().map(|problem| problem.message.as_str()).unwrap_or_default();
                write!(f, "a changed draft could not be read again ({first}); nothing was changed")
            }
            Trouble::NoMandate => write!(f, "there is no mandate block to repair"),
            Trouble::Costs => {
                write!(f, "the costs add up to more than can be told in 64 bits; use smaller ones")
            }
        }
    }
}

impl std::error::Error for Trouble {}

/// One change of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What is changed, and what that costs.
    pub candidate: Candidate,
    /// The paragraph: of a clause put in, the one that it gets.
    pub label: String,
    /// The clause as it was; empty where it is put in.
    pub before: String,
    /// The clause as it becomes; empty where it is struck out.
    pub after: String,
    /// The remedy's text, with paragraphs called as they will be.
    pub prose: String,
    /// What would be left open, or open anew, without this change: code, and for what.
    pub closes: Vec<(String, String)>,
}

/// A set of changes after which nothing is open at the level and nothing is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The changes, in the order of the draft.
    pub changes: Vec<Changed>,
    /// What they cost together.
    pub cost: i64,
    /// The whole file with the changes made, in canonical form.
    pub text: String,
    /// The findings that are open before and not after: code, for what, level.
    pub closed: Vec<(String, String, Level)>,
    /// Under which labels clauses put in stood while they were weighed, and those that they get.
    pub(super) names: BTreeMap<String, String>,
}

/// Something that a repair must keep to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Demand {
    /// A finding that is open must be closed: code, for what, level.
    Close(String, String, Level),
    /// A finding must not become open: code, for what.
    Open(String, String),
    /// A paragraph that must stay as it is.
    Keep(String),
    /// A kind of change, an act or a paragraph that is shut out.
    Forbid(String),
    /// No more of something than so many.
    Budget(String, i64),
}

/// How a repair ended.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// Nothing is open at the level.
    Sound,
    /// A repair, and others that differ in kind.
    Repaired {
        /// The cheapest.
        best: Box<Repair>,
        /// No repair among the candidates costs less than this.
        bound: i64,
        /// The cheapest was shown to be so.
        proven: bool,
        /// Others, cheapest first.
        alternatives: Vec<Repair>,
        /// Every way round a kind of change was tried for them; else there may be more, or cheaper ones.
        sought: bool,
    },
    /// No repair among the candidates keeps to these demands; without any one of them the rest could be met.
    Impossible(Vec<Demand>),
    /// Out of time before there was an answer; no repair costs less than this.
    OutOfTime(i64),
}

/// What a repair came to, and on what it rests.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How it ended.
    pub verdict: Verdict,
    /// The draft before.
    pub before: Report,
    /// How many changes were weighed against each other.
    pub candidates: usize,
    /// How often the clauses put in asked for others in turn.
    pub rounds: usize,
    /// Whether every clause that those put in ask for was among the candidates.
    pub complete: bool,
}

//! What changes to a draft cost: the scale by which repairs are compared. Data of the pack; a drafter may bring their own.

use serde::{Deserialize, Serialize};

use super::{SortId, TaxonomyId, TermId, Vocabulary};
use crate::source::Span;

/// Which clauses a line of the scale is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Clauses {
    /// All of a sort.
    Sort(SortId),
    /// Those whose act is a term, or a kind of it.
    Term(TermId),
}

/// A change that a repair can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Change {
    /// A clause is put in, or its figure raised.
    Add(Clauses),
    /// A clause is struck out: the goal gives way.
    Strike(Clauses),
    /// A clause is made to say less: fewer areas, fewer groups.
    Narrow(Clauses),
    /// A clause is made to say more: where, against whom.
    Specify(Clauses),
    /// A word of an ordered taxonomy (a verb, a level of force) becomes a stronger one.
    Step(TaxonomyId),
    /// Another option of a bracket than the first is taken.
    Choose,
}

/// A line of the scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Of which change.
    pub change: Change,
    /// What it costs; not negative.
    pub amount: i64,
    /// By how many of a figure, begun ones counted whole; 1 where the line names none.
    pub per: i64,
    /// Where it is written.
    pub span: Span,
}

/// A scale of costs. Without a line, a clause put in costs 1 and nothing else is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Costs {
    /// The lines; of two about the same change the later one counts.
    pub lines: Vec<Cost>,
}

impl Costs {
    /// What a clause put in costs, or a figure raised by so many. `None`: not offered, or too large to tell.
    pub fn add(
        &self,
        vocabulary: &Vocabulary,
        sort: SortId,
        act: TermId,
        figure: Option<i64>,
    ) -> Option<i64> {
        if self.lines.is_empty() {
            return Some(1);
        }
        let line = self.of(vocabulary, sort, act, &|change| match change {
            Change::Add(clauses) => Some(clauses),
            _ => None,
        })?;
        let count = figure.unwrap_or(1).max(1);
        let begun = count.checked_add(line.per.max(1) - 1)?.checked_div(line.per.max(1))?;
        line.amount.checked_mul(begun)
    }

    /// What it costs to strike a clause out. `None`: not offered.
    pub fn strike(&self, vocabulary: &Vocabulary, sort: SortId, act: TermId) -> Option<i64> {
        self.plain(vocabulary, sort, act, Change::Strike)
    }

    /// What it costs that a clause says less. `None`: not offered.
    pub fn narrow(&self, vocabulary: &Vocabulary, sort: SortId, act: TermId) -> Option<i64> {
        self.plain(vocabulary, sort, act, Change::Narrow)
    }

    /// What it costs that a clause says more. `None`: not offered.
    pub fn specify(&self, vocabulary: &Vocabulary, sort: SortId, act: TermId) -> Option<i64> {
        self.plain(vocabulary, sort, act, Change::Specify)
    }

    fn plain(
        &self,
        vocabulary: &Vocabulary,
        sort: SortId,
        act: TermId,
        change: fn(Clauses) -> Change,
    ) -> Option<i64> {
        let about = |line: Change| match line {
            Change::Add(of) | Change::Strike(of) | Change::Narrow(of) | Change::Specify(of) => {
                (change(of) == line).then_some(of)
            }
            Change::Step(_) | Change::Choose => None,
        };
        self.of(vocabulary, sort, act, &about).map(|line| line.amount)
    }

    /// What so many steps up in an ordered taxonomy cost. `None`: not offered.
    pub fn step(&self, taxonomy: TaxonomyId, steps: u32) -> Option<i64> {
        let line = self.lines.iter().rev().find(|line| line.change == Change::Step(taxonomy))?;
        line.amount.checked_mul(i64::from(steps))
    }

    /// What it costs to take another option of a bracket. `None`: not offered.
    pub fn choose(&self) -> Option<i64> {
        self.lines.iter().rev().find(|line| line.change == Change::Choose).map(|line| line.amount)
    }

    /// The line that says most about the act: of the nearest kind, else of the sort.
    fn of(
        &self,
        vocabulary: &Vocabulary,
        sort: SortId,
        act: TermId,
        clauses: &dyn Fn(Change) -> Option<Clauses>,
    ) -> Option<&Cost> {
        let lines = || self.lines.iter().rev().filter_map(|line| Some((line, clauses(line.change)?)));
        let depth = |term: TermId| vocabulary.term(term).map_or(0, |term| term.ancestors.len());
        let by_kind = lines().filter_map(|(line, of)| match of {
            Clauses::Term(term) if vocabulary.is_a(act, term) => Some((line, depth(term))),
            _ => None,
        });
        // Of equally near ones the first in this order, which is the last written.
        let nearest = by_kind.fold(None, |best: Option<(&Cost, usize)>, next| match best {
            Some(known) if known.1 >= next.1 => Some(known),
            _ => Some(next),
        });
        nearest
            .map(|(line, _)| line)
            .or_else(|| lines().find(|(_, of)| *of == Clauses::Sort(sort)).map(|(line, _)| line))
    }
}

//! What a repair may do to a draft, one change at a time, and what that costs.

use penholder_language::model::{Origin, SortId, TermId, Vocabulary};
use penholder_language::syntax::mandate::ast::{Act, Alternative, Clause, Entry, Node, Value};

use penholder_language::model::Costs;

/// A change to a draft. Entries are counted in the mandate block, from the first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    /// A clause is put in, under a label that it gets.
    Add {
        /// The clause without its label.
        clause: String,
    },
    /// An entry is struck out.
    Strike {
        /// Which entry.
        entry: usize,
    },
    /// A clause gets another verb.
    Verb {
        /// Which entry.
        entry: usize,
        /// The verb.
        to: String,
    },
    /// A value of a phrase becomes another one, or goes.
    Value {
        /// Which entry.
        entry: usize,
        /// Which of its items, phrases of the item, values of the phrase.
        at: (usize, usize, usize),
        /// The other value; `None`: left out.
        to: Option<String>,
    },
    /// A clause says more: where, against whom.
    Specify {
        /// Which clause.
        of: Target,
        /// The preposition.
        preposition: String,
        /// The value.
        value: String,
    },
    /// A figure is raised or lowered.
    Figure {
        /// Which entry.
        entry: usize,
        /// Which of its items.
        item: usize,
        /// The figure.
        to: i64,
    },
    /// Another option of a bracket is taken.
    Choose {
        /// The name of the choice.
        choice: String,
        /// The option, counted from 0.
        option: u32,
    },
}

/// A clause that a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// An entry of the draft's own.
    Own(usize),
    /// A clause put in, as it reads without its label.
    PutIn(String),
}

/// A kind of change: by which repairs differ in more than wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A clause is put in.
    Add,
    /// A figure is changed.
    Figure,
    /// A verb or a level becomes a stronger one.
    Step,
    /// A clause says more.
    Specify,
    /// A clause says less.
    Narrow,
    /// A clause is struck out.
    Strike,
    /// Another option of a bracket.
    Choose,
}

impl Kind {
    /// As output and `--forbid` write it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Add => "add",
            Kind::Figure => "figure",
            Kind::Step => "step",
            Kind::Specify => "specify",
            Kind::Narrow => "narrow",
            Kind::Strike => "strike",
            Kind::Choose => "choose",
        }
    }
}

/// A change that may be part of a repair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The change.
    pub edit: Edit,
    /// What kind of change.
    pub kind: Kind,
    /// The act, the verb or the level that it brings in, or the choice.
    pub about: String,
    /// The clause as it becomes, or as it was where it is struck out.
    pub text: String,
    /// What it stands for in the Council's style; empty where the pack has no words for it.
    pub prose: String,
    /// What it costs by the scale.
    pub cost: i64,
    /// What is counted and how many of it: of a figure raised, or of a clause with one.
    pub counted: Option<(TermId, i64)>,
}

/// The sort and the term of a clause's act.
pub(super) fn act_of(vocabulary: &Vocabulary, word: &str) -> Option<(SortId, TermId)> {
    let term = vocabulary.term_named(word)?;
    let taxonomy = vocabulary.term(term)?.taxonomy;
    let sort = vocabulary.sorts.iter().position(|s| s.kinds == taxonomy && s.origin == Origin::Chosen)?;
    Some((SortId(u32::try_from(sort).ok()?), term))
}

/// A clause by the scale.
pub(super) struct Priced {
    /// What putting it in costs.
    pub(super) cost: i64,
    /// The act that it is.
    pub(super) act: String,
    /// What it counts.
    pub(super) counted: Option<(TermId, i64)>,
}

/// What putting in a clause costs. `None`: the scale does not offer it.
pub(super) fn cost_of_clause(vocabulary: &Vocabulary, costs: &Costs, entry: &Entry) -> Option<Priced> {
    let Node::Clause(clause) = &entry.node else { return None };
    let mut total = 0_i64;
    let mut act = None;
    let mut counted = None;
    for item in &clause.items {
        let Act::Name(name) = &item.act else { return None };
        let (sort, term) = act_of(vocabulary, &name.text)?;
        let figure = match &item.figure {
            Some(Alternative::Plain(figure)) => Some(figure.value),
            _ => None,
        };
        total = total.checked_add(costs.add(vocabulary, sort, term, figure)?)?;
        counted = counted.or(figure.map(|figure| (term, figure)));
        act.get_or_insert_with(|| name.text.clone());
    }
    total = total.checked_add(levels(vocabulary, costs, clause)?)?;
    Some(Priced { cost: total, act: act?, counted })
}

/// What the levels named in a clause's phrases and details cost: each by its height.
fn levels(vocabulary: &Vocabulary, costs: &Costs, clause: &Clause) -> Option<i64> {
    let phrases = clause.items.iter().flat_map(|item| &item.phrases).filter_map(|phrase| match phrase {
        Alternative::Plain(phrase) => Some(phrase),
        Alternative::Bracket(_) => None,
    });
    let in_phrases = phrases.flat_map(|phrase| &phrase.values).filter_map(|value| match value {
        Alternative::Plain(Value::Name(name)) => Some(name.text.as_str()),
        _ => None,
    });
    let details = clause.details.iter().flat_map(|details| &details.details);
    let in_details = details.flat_map(|detail| &detail.values).filter_map(|value| match value {
        Value::Name(name) => Some(name.text.as_str()),
        _ => None,
    });
    let mut highest: Vec<(penholder_language::model::TaxonomyId, i64)> = Vec::new();
    for word in in_phrases.chain(in_details) {
        let Some(term) = vocabulary.term_named(word).and_then(|id| vocabulary.term(id)) else { continue };
        let Some(cost) = costs.step(term.taxonomy, term.rank) else { continue };
        match highest.iter_mut().find(|(taxonomy, _)| *taxonomy == term.taxonomy) {
            Some((_, known)) => *known = (*known).max(cost),
            None => highest.push((term.taxonomy, cost)),
        }
    }
    highest.iter().try_fold(0_i64, |sum, (_, cost)| sum.checked_add(*cost))
}

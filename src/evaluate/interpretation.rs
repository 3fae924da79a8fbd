//! What the conditions of facts are worth in an algebra.

use penholder_language::model::ChoiceId;

use super::{Algebra, Bool, Circuit, Leaf};
use crate::facts::{Condition, ConditionId, Facts};

/// Which option of each bracket is taken, by [`ChoiceId`]. Brackets past the end take their first option.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reading(pub Vec<u32>);

impl Reading {
    /// Whether the option of the bracket is taken.
    pub fn takes(&self, choice: ChoiceId, option: u32) -> bool {
        self.0.get(choice.index()).copied().unwrap_or(0) == option
    }
}

/// The truth of every condition of a draft's facts.
#[derive(Clone, Debug)]
pub struct Interpretation<T> {
    truths: Vec<T>,
}

impl Interpretation<bool> {
    /// One reading of a draft, as plain truths.
    pub fn reading(facts: &Facts, reading: &Reading) -> Self {
        Interpretation::new(facts, &mut Bool, |_, leaf| match leaf {
            Leaf::Fact(_) => true,
            Leaf::Option(choice, option) => reading.takes(choice, option),
        })
    }
}

impl Interpretation<super::NodeId> {
    /// Every written fact and every bracket option a leaf: for reasons.
    pub fn provenance(facts: &Facts, circuit: &mut Circuit) -> Self {
        Interpretation::new(facts, circuit, Circuit::leaf)
    }

    /// Bracket options only: for all readings at once.
    pub fn brackets(facts: &Facts, circuit: &mut Circuit) -> Self {
        Interpretation::new(facts, circuit, |circuit, leaf| match leaf {
            Leaf::Fact(_) => circuit.constant(true),
            leaf => circuit.leaf(leaf),
        })
    }
}

impl<T: Clone> Interpretation<T> {
    /// The truths of the conditions, where `leaf` says what the leaves are worth.
    pub fn new<A: Algebra<Truth = T>>(
        facts: &Facts,
        algebra: &mut A,
        mut leaf: impl FnMut(&mut A, Leaf) -> T,
    ) -> Self {
        let never = algebra.constant(false);
        let mut truths: Vec<T> = Vec::with_capacity(facts.conditions.nodes().len());
        for node in facts.conditions.nodes() {
            let of = |id: &ConditionId| truths.get(id.0 as usize).unwrap_or(&never).clone();
            let truth = match node {
                Condition::Never => algebra.constant(false),
                Condition::Always => algebra.constant(true),
                Condition::Option(choice, option) => leaf(algebra, Leaf::Option(*choice, *option)),
                Condition::Fact(fact, guard) => {
                    let (guard, fact) = (of(guard), leaf(algebra, Leaf::Fact(*fact)));
                    algebra.and(&guard, &fact)
                }
                Condition::And(a, b) => {
                    let (a, b) = (of(a), of(b));
                    algebra.and(&a, &b)
                }
                Condition::Or(a, b) => {
                    let (a, b) = (of(a), of(b));
                    algebra.or(&a, &b)
                }
                Condition::Not(a) => {
                    let a = of(a);
                    algebra.not(&a)
                }
            };
            truths.push(truth);
        }
        Interpretation { truths }
    }

    /// The truth of a condition.
    pub(super) fn get(&self, id: ConditionId) -> Option<&T> {
        self.truths.get(id.0 as usize)
    }
}

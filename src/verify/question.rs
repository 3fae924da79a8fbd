//! Questions about a pack as closed formulas that are claimed to hold or not.

use penholder_language::model::Formula;

/// A closed formula, claimed or denied.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) formula: Formula,
    pub(super) holds: bool,
}

impl Claim {
    pub(super) fn yes(formula: Formula) -> Claim {
        Claim { formula, holds: true }
    }

    pub(super) fn no(formula: Formula) -> Claim {
        Claim { formula, holds: false }
    }
}

/// A rule's statuses over all its bindings. They only serve to count witnesses and to see which words occur: what a
/// rule means is the evaluator's business.
pub(super) mod closed {
    use penholder_language::model::{Dilemma, Formula, Rule, Variable};

    /// It arises somewhere and its given facts are there.
    pub(in crate::verify) fn applies(rule: &Rule) -> Formula {
        bound(&rule.for_each, Formula::And(assessed(rule).collect()))
    }

    /// It arises somewhere and something it asks for is missing.
    pub(in crate::verify) fn open(rule: &Rule) -> Formula {
        let asked = Formula::And(rule.require.iter().map(|line| line.formula.clone()).collect());
        let parts = assessed(rule).chain([Formula::Not(Box::new(asked))]);
        bound(&rule.for_each, Formula::And(parts.collect()))
    }

    /// It arises somewhere, and nothing of what it asks for is there, not even half.
    pub(in crate::verify) fn empty(rule: &Rule) -> Formula {
        bound(&rule.for_each, Formula::And(assessed(rule).chain(nothing(rule)).collect()))
    }

    /// Nothing is there, and it is not ruled out on purpose either.
    pub(in crate::verify) fn gap(rule: &Rule) -> Formula {
        let none = nothing(rule);
        let excluded: Option<Vec<Formula>> = rule.require.iter().map(|line| line.excluded.clone()).collect();
        let excluded = excluded.map(|all| Formula::Not(Box::new(Formula::And(all))));
        bound(&rule.for_each, Formula::And(assessed(rule).chain(none).chain(excluded).collect()))
    }

    /// A gap, and no answer that lowers its level.
    pub(in crate::verify) fn full_gap(rule: &Rule) -> Formula {
        let eased = rule.eased.iter().map(|ease| Formula::Not(Box::new(ease.when.clone())));
        Formula::And(std::iter::once(gap(rule)).chain([with(rule, eased.collect())]).collect())
    }

    /// For entities as in `for each` it does not arise, or some of what it asks for is there, or an answer.
    pub(in crate::verify) fn answered(rule: &Rule) -> Formula {
        let not = |formula: Formula| Formula::Not(Box::new(formula));
        let given = rule.require.iter().flat_map(|line| [Some(&line.formula), line.partly.as_ref()]);
        let excluded: Option<Vec<Formula>> = rule.require.iter().map(|line| line.excluded.clone()).collect();
        let parts = assessed(rule)
            .map(not)
            .chain(given.flatten().cloned())
            .chain(excluded.map(Formula::And))
            .chain(rule.eased.iter().map(|ease| ease.when.clone()));
        bound(&rule.for_each, Formula::Or(parts.collect()))
    }

    /// It arises somewhere, its given facts are there, and these parts hold there.
    pub(in crate::verify) fn with(rule: &Rule, parts: Vec<Formula>) -> Formula {
        bound(&rule.for_each, Formula::And(assessed(rule).chain(parts).collect()))
    }

    /// A dilemma arises and these of its parts hold.
    pub(in crate::verify) fn dilemma(dilemma: &Dilemma, parts: Vec<Formula>) -> Formula {
        let parts = std::iter::once(dilemma.condition.clone()).chain(parts);
        bound(&dilemma.for_each, Formula::And(parts.collect()))
    }

    fn nothing(rule: &Rule) -> impl Iterator<Item = Formula> + '_ {
        let asked = rule.require.iter().flat_map(|line| [Some(&line.formula), line.partly.as_ref()]);
        asked.flatten().map(|formula| Formula::Not(Box::new(formula.clone())))
    }

    fn assessed(rule: &Rule) -> impl Iterator<Item = Formula> + '_ {
        std::iter::once(rule.condition.clone()).chain(rule.needs.iter().map(|need| need.formula.clone()))
    }

    fn bound(variables: &[Variable], body: Formula) -> Formula {
        variables.iter().rev().fold(body, |body, variable| Formula::Exists(variable.clone(), Box::new(body)))
    }
}

//! Which rules use which terms.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::{Dilemma, Formula, LevelOperand, Object, Pack, Quantity, Rule, TermId};

/// The terms that exactly one rule or dilemma names, by the code of the one that does.
pub(super) fn private_terms(pack: &Pack) -> BTreeMap<&str, Vec<&str>> {
    let mut users: BTreeMap<TermId, BTreeSet<&str>> = BTreeMap::new();
    let rules = pack.rules.iter().map(|rule| (rule.code.as_str(), of_rule(rule)));
    let dilemmas = pack.dilemmas.iter().map(|dilemma| (dilemma.code.as_str(), of_dilemma(dilemma)));
    for (code, formulas) in rules.chain(dilemmas) {
        let mut terms = BTreeSet::new();
        formulas.into_iter().for_each(|formula| collect(formula, &mut terms));
        for term in terms {
            users.entry(term).or_default().insert(code);
        }
    }
    let mut private: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (term, codes) in users {
        if let (1, Some(code), Some(term)) = (codes.len(), codes.first(), pack.vocabulary.term(term)) {
            private.entry(code).or_default().push(&term.name);
        }
    }
    private
}

fn of_rule(rule: &Rule) -> Vec<&Formula> {
    let mut formulas = vec![&rule.condition];
    formulas.extend(rule.needs.iter().map(|need| &need.formula));
    formulas.extend(rule.require.iter().flat_map(|line| std::iter::once(&line.formula).chain(&line.partly)));
    formulas.extend(rule.eased.iter().map(|ease| &ease.when));
    formulas
}

fn of_dilemma(dilemma: &Dilemma) -> Vec<&Formula> {
    let mut formulas = vec![&dilemma.condition];
    for horn in &dilemma.horns {
        formulas.push(&horn.taken);
        formulas.extend(horn.risks.iter().map(|risk| &risk.mitigated));
    }
    formulas.extend(dilemma.incompatible.iter().map(|pair| &pair.unless));
    formulas
}

fn collect(formula: &Formula, terms: &mut BTreeSet<TermId>) {
    match formula {
        Formula::And(parts) | Formula::Or(parts) | Formula::Several { of: parts, .. } => {
            parts.iter().for_each(|part| collect(part, terms));
        }
        Formula::Not(part) | Formula::Exists(_, part) | Formula::ForAll(_, part) => collect(part, terms),
        Formula::Is(_, named) | Formula::Related(_, _, Object::Terms(named)) => terms.extend(named),
        Formula::LevelAtLeast { left, right, .. } => {
            for side in [left, right] {
                if let LevelOperand::Term(term) = side {
                    terms.insert(*term);
                }
            }
        }
        Formula::AtLeast { terms: sum, .. } => {
            for part in sum {
                if let Quantity::Sum { body, .. } | Quantity::Count { body, .. } = &part.quantity {
                    collect(body, terms);
                }
            }
        }
        Formula::Constant(_)
        | Formula::Related(_, _, Object::Variable(_))
        | Formula::States(..)
        | Formula::Same(..)
        | Formula::Status(..) => {}
    }
}

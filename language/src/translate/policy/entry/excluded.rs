//! When a draft rules out what a `require` line asks for.

use crate::model::{Formula, LevelOperand, Object, Origin, Slot, Variable, Vocabulary, Written};

/// The formula with each outermost `some` over clauses turned to the clauses that rule out. Nothing where there
/// is none, or where the formula asks for an exclusion itself.
///
/// An exclusion has no verb and nobody to whom it is told, so what the formula asks of these is left aside.
pub(super) fn excluded(formula: &Formula, vocabulary: &Vocabulary) -> Option<Formula> {
    let mut turning = Turning { vocabulary, turned: false, asks_exclusion: false };
    let formula = turning.turn(formula, true);
    (turning.turned && !turning.asks_exclusion).then_some(formula)
}

struct Turning<'v> {
    vocabulary: &'v Vocabulary,
    turned: bool,
    asks_exclusion: bool,
}

impl Turning<'_> {
    fn turn(&mut self, formula: &Formula, positive: bool) -> Formula {
        match formula {
            Formula::And(list) => Formula::And(list.iter().map(|part| self.turn(part, positive)).collect()),
            Formula::Or(list) => Formula::Or(list.iter().map(|part| self.turn(part, positive)).collect()),
            Formula::Several { k, of } => {
                Formula::Several { k: *k, of: of.iter().map(|part| self.turn(part, positive)).collect() }
            }
            Formula::Not(inner) => Formula::Not(Box::new(self.turn(inner, !positive))),
            Formula::Exists(variable, body) if positive && self.over_clauses(variable) => {
                if variable.ruled_out {
                    self.asks_exclusion = true;
                    return formula.clone();
                }
                self.turned = true;
                let body = self.without_verb(body, variable.slot, true);
                Formula::Exists(Variable { ruled_out: true, ..variable.clone() }, Box::new(body))
            }
            Formula::Exists(variable, body) => {
                Formula::Exists(variable.clone(), Box::new(self.turn(body, positive)))
            }
            Formula::ForAll(variable, body) => {
                Formula::ForAll(variable.clone(), Box::new(self.turn(body, positive)))
            }
            other => other.clone(),
        }
    }

    fn over_clauses(&self, variable: &Variable) -> bool {
        let chosen = |id| self.vocabulary.sort(id).is_some_and(|sort| sort.origin == Origin::Chosen);
        !variable.sorts.is_empty() && variable.sorts.iter().all(|id| chosen(*id))
    }

    /// The formula with all that it says of the verb and the addressee of a clause taken as fulfilled.
    fn without_verb(&self, formula: &Formula, clause: Slot, positive: bool) -> Formula {
        let all =
            |list: &[Formula]| list.iter().map(|part| self.without_verb(part, clause, positive)).collect();
        let one = |inner: &Formula, positive| Box::new(self.without_verb(inner, clause, positive));
        match formula {
            Formula::And(list) => Formula::And(all(list)),
            Formula::Or(list) => Formula::Or(all(list)),
            Formula::Several { k, of } => Formula::Several { k: *k, of: all(of) },
            Formula::Not(inner) => Formula::Not(one(inner, !positive)),
            Formula::Exists(variable, body) => Formula::Exists(variable.clone(), one(body, positive)),
            Formula::ForAll(variable, body) => Formula::ForAll(variable.clone(), one(body, positive)),
            other if self.speaks_of_verb(other, clause) => Formula::Constant(positive),
            other => other.clone(),
        }
    }

    fn speaks_of_verb(&self, formula: &Formula, clause: Slot) -> bool {
        let by_sentence = |id| {
            self.vocabulary.relation(id).is_some_and(|relation| {
                relation.written.iter().any(|way| matches!(way, Written::Verb | Written::Addressee))
            })
        };
        let of_clause = |operand: &LevelOperand| match operand {
            LevelOperand::Attribute { relation, slot } => *slot == clause && by_sentence(*relation),
            LevelOperand::Term(_) => false,
        };
        match formula {
            Formula::Related(relation, slot, Object::Variable(_) | Object::Terms(_))
            | Formula::States(relation, slot) => *slot == clause && by_sentence(*relation),
            Formula::LevelAtLeast { left, right, .. } => of_clause(left) || of_clause(right),
            _ => false,
        }
    }
}

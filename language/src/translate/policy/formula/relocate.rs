//! Copies of formulas with other slots, so that every quantifier keeps a slot of its own.

use crate::model::{Formula, LevelOperand, LinearTerm, Object, Quantity, Slot, Variable};

/// A copy in which every slot is another one.
pub(in crate::translate::policy) fn relocate(formula: &Formula, to: &dyn Fn(Slot) -> Slot) -> Formula {
    let all = |list: &[Formula]| list.iter().map(|part| relocate(part, to)).collect();
    let one = |inner: &Formula| Box::new(relocate(inner, to));
    let level = |operand: &LevelOperand| match operand {
        LevelOperand::Attribute { relation, slot } => {
            LevelOperand::Attribute { relation: *relation, slot: to(*slot) }
        }
        LevelOperand::Term(term) => LevelOperand::Term(*term),
    };
    match formula {
        Formula::Constant(value) => Formula::Constant(*value),
        Formula::And(list) => Formula::And(all(list)),
        Formula::Or(list) => Formula::Or(all(list)),
        Formula::Not(inner) => Formula::Not(one(inner)),
        Formula::Exists(variable, body) => Formula::Exists(moved(variable, to), one(body)),
        Formula::ForAll(variable, body) => Formula::ForAll(moved(variable, to), one(body)),
        Formula::Is(slot, terms) => Formula::Is(to(*slot), terms.clone()),
        Formula::Related(relation, slot, object) => {
            let object = match object {
                Object::Variable(other) => Object::Variable(to(*other)),
                Object::Terms(terms) => Object::Terms(terms.clone()),
            };
            Formula::Related(*relation, to(*slot), object)
        }
        Formula::States(relation, slot) => Formula::States(*relation, to(*slot)),
        Formula::Same(left, right) => Formula::Same(to(*left), to(*right)),
        Formula::AtLeast { terms, bound } => {
            Formula::AtLeast { terms: relocate_terms(terms, to), bound: *bound }
        }
        Formula::LevelAtLeast { left, right, strict } => {
            Formula::LevelAtLeast { left: level(left), right: level(right), strict: *strict }
        }
        Formula::Several { k, of } => Formula::Several { k: *k, of: all(of) },
        Formula::Status(rule, status) => Formula::Status(*rule, *status),
    }
}

/// A copy of the parts of a number in which every slot is another one.
pub(in crate::translate::policy) fn relocate_terms(
    terms: &[LinearTerm],
    to: &dyn Fn(Slot) -> Slot,
) -> Vec<LinearTerm> {
    terms
        .iter()
        .map(|term| LinearTerm { coefficient: term.coefficient, quantity: quantity(&term.quantity, to) })
        .collect()
}

fn quantity(quantity: &Quantity, to: &dyn Fn(Slot) -> Slot) -> Quantity {
    match quantity {
        Quantity::Attribute { relation, slot } => {
            Quantity::Attribute { relation: *relation, slot: to(*slot) }
        }
        Quantity::Sum { variable, relation, body } => Quantity::Sum {
            variable: moved(variable, to),
            relation: *relation,
            body: Box::new(relocate(body, to)),
        },
        Quantity::Count { variable, body } => {
            Quantity::Count { variable: moved(variable, to), body: Box::new(relocate(body, to)) }
        }
    }
}

fn moved(variable: &Variable, to: &dyn Fn(Slot) -> Slot) -> Variable {
    Variable { slot: to(variable.slot), ..variable.clone() }
}

/// Every slot that a quantifier inside a number has.
pub(super) fn each_bound_slot(quantity: &Quantity, tell: &mut dyn FnMut(Slot)) {
    match quantity {
        Quantity::Attribute { .. } => {}
        Quantity::Sum { variable, body, .. } | Quantity::Count { variable, body } => {
            tell(variable.slot);
            each_bound(body, tell);
        }
    }
}

fn each_bound(formula: &Formula, tell: &mut dyn FnMut(Slot)) {
    match formula {
        Formula::And(list) | Formula::Or(list) | Formula::Several { of: list, .. } => {
            list.iter().for_each(|part| each_bound(part, tell));
        }
        Formula::Not(inner) => each_bound(inner, tell),
        Formula::Exists(variable, body) | Formula::ForAll(variable, body) => {
            tell(variable.slot);
            each_bound(body, tell);
        }
        Formula::AtLeast { terms, .. } => terms.iter().for_each(|term| each_bound_slot(&term.quantity, tell)),
        Formula::Constant(_)
        | Formula::Is(..)
        | Formula::Related(..)
        | Formula::States(..)
        | Formula::Same(..)
        | Formula::LevelAtLeast { .. }
        | Formula::Status(..) => {}
    }
}

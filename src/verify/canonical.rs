//! One form for quantities that say the same of other slots.

use penholder_language::model::{Formula, LevelOperand, LinearTerm, Object, Quantity, Slot, Variable};

/// From here on the bound variables of a quantity are numbered.
pub(super) const BOUND: Slot = 16;

/// A quantity with its variables numbered in the order in which they occur, and the slots that stood for those that it
/// does not bind itself: two that differ in slots and names only are the same.
pub(super) fn canonical(quantity: &Quantity) -> (Quantity, Vec<Slot>) {
    let mut numbering = Numbering { outer: Vec::new(), bound: Vec::new(), next: BOUND };
    (numbering.quantity(quantity), numbering.outer)
}

struct Numbering {
    outer: Vec<Slot>,
    bound: Vec<(Slot, Slot)>,
    next: Slot,
}

impl Numbering {
    fn slot(&mut self, slot: Slot) -> Slot {
        if let Some((_, number)) = self.bound.iter().rev().find(|(own, _)| *own == slot) {
            return *number;
        }
        let place = self.outer.iter().position(|own| *own == slot).unwrap_or_else(|| {
            self.outer.push(slot);
            self.outer.len() - 1
        });
        place as Slot
    }

    fn under<T>(&mut self, variable: &Variable, inner: impl FnOnce(&mut Self) -> T) -> (Variable, T) {
        let slot = self.next;
        self.next += 1;
        self.bound.push((variable.slot, slot));
        let inner = inner(self);
        self.bound.pop();
        (Variable { name: String::new(), slot, ..variable.clone() }, inner)
    }

    fn quantity(&mut self, quantity: &Quantity) -> Quantity {
        match quantity {
            Quantity::Attribute { relation, slot } => {
                Quantity::Attribute { relation: *relation, slot: self.slot(*slot) }
            }
            Quantity::Sum { variable, relation, body } => {
                let (variable, body) = self.under(variable, |own| own.formula(body));
                Quantity::Sum { variable, relation: *relation, body: Box::new(body) }
            }
            Quantity::Count { variable, body } => {
                let (variable, body) = self.under(variable, |own| own.formula(body));
                Quantity::Count { variable, body: Box::new(body) }
            }
        }
    }

    fn formula(&mut self, formula: &Formula) -> Formula {
        let mut list = |parts: &[Formula]| parts.iter().map(|part| self.formula(part)).collect();
        match formula {
            Formula::Constant(_) | Formula::Status(..) => formula.clone(),
            Formula::And(parts) => Formula::And(list(parts)),
            Formula::Or(parts) => Formula::Or(list(parts)),
            Formula::Several { k, of } => Formula::Several { k: *k, of: list(of) },
            Formula::Not(part) => Formula::Not(Box::new(self.formula(part))),
            Formula::Exists(variable, body) => {
                let (variable, body) = self.under(variable, |own| own.formula(body));
                Formula::Exists(variable, Box::new(body))
            }
            Formula::ForAll(variable, body) => {
                let (variable, body) = self.under(variable, |own| own.formula(body));
                Formula::ForAll(variable, Box::new(body))
            }
            Formula::Is(slot, terms) => Formula::Is(self.slot(*slot), terms.clone()),
            Formula::States(relation, slot) => Formula::States(*relation, self.slot(*slot)),
            Formula::Same(one, other) => Formula::Same(self.slot(*one), self.slot(*other)),
            Formula::Related(relation, slot, object) => {
                let slot = self.slot(*slot);
                let object = match object {
                    Object::Variable(other) => Object::Variable(self.slot(*other)),
                    terms => terms.clone(),
                };
                Formula::Related(*relation, slot, object)
            }
            Formula::LevelAtLeast { left, right, strict } => {
                Formula::LevelAtLeast { left: self.level(left), right: self.level(right), strict: *strict }
            }
            Formula::AtLeast { terms, bound } => Formula::AtLeast {
                terms: terms
                    .iter()
                    .map(|term| LinearTerm {
                        coefficient: term.coefficient,
                        quantity: self.quantity(&term.quantity),
                    })
                    .collect(),
                bound: *bound,
            },
        }
    }

    fn level(&mut self, operand: &LevelOperand) -> LevelOperand {
        match operand {
            LevelOperand::Attribute { relation, slot } => {
                LevelOperand::Attribute { relation: *relation, slot: self.slot(*slot) }
            }
            term => term.clone(),
        }
    }
}

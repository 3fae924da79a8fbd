//! A walk over a formula, with the quantifiers in whose scope it is.

use super::Edge;
use crate::model::{Formula, LevelOperand, LinearTerm, Object, Quantity, Slot, SortId, Variable};
use crate::source::Span;

/// A quantifier in whose scope the walk is.
struct Bound {
    slot: Slot,
    sorts: Vec<SortId>,
    universal: bool,
    /// The universals on which it depends as an existential.
    depends: Vec<Slot>,
}

/// Draws the edges of one formula in one polarity.
pub(super) struct Walk<'w> {
    code: &'w str,
    edges: &'w mut Vec<Edge>,
    scope: Vec<Bound>,
}

impl<'w> Walk<'w> {
    pub(super) fn new(code: &'w str, edges: &'w mut Vec<Edge>) -> Self {
        Walk { code, edges, scope: Vec::new() }
    }

    /// Binds a variable that stands in front of everything, as a universal or as an existential.
    pub(super) fn bind(&mut self, variable: &Variable, universal: bool) {
        self.push(variable, universal, Vec::new());
    }

    fn push(&mut self, variable: &Variable, universal: bool, depends: Vec<Slot>) {
        self.scope.push(Bound { slot: variable.slot, sorts: variable.sorts.clone(), universal, depends });
    }

    /// Walks over a formula that is claimed, or denied.
    pub(super) fn visit(&mut self, formula: &Formula, claimed: bool, place: Span) {
        match formula {
            Formula::And(list) | Formula::Or(list) | Formula::Several { of: list, .. } => {
                list.iter().for_each(|part| self.visit(part, claimed, place));
            }
            Formula::Not(inner) => self.visit(inner, !claimed, place),
            Formula::Exists(variable, body) => self.quantified(variable, body, claimed, claimed, place),
            Formula::ForAll(variable, body) => self.quantified(variable, body, !claimed, claimed, place),
            Formula::AtLeast { terms, .. } => self.numbers(terms, place),
            Formula::Constant(_)
            | Formula::Is(..)
            | Formula::Related(..)
            | Formula::States(..)
            | Formula::Same(..)
            | Formula::LevelAtLeast { .. }
            | Formula::Status(..) => {}
        }
    }

    fn quantified(
        &mut self,
        variable: &Variable,
        body: &Formula,
        existential: bool,
        claimed: bool,
        place: Span,
    ) {
        let depends = if existential { self.depends(variable, body, place) } else { Vec::new() };
        self.push(variable, !existential, depends);
        self.visit(body, claimed, place);
        self.scope.pop();
    }

    /// What is counted may have to be there, and may have to be all there is.
    fn numbers(&mut self, terms: &[LinearTerm], place: Span) {
        for term in terms {
            let (Quantity::Sum { variable, body, .. } | Quantity::Count { variable, body }) = &term.quantity
            else {
                continue;
            };
            let depends = self.depends(variable, body, place);
            self.push(variable, true, depends);
            self.visit(body, true, place);
            self.visit(body, false, place);
            self.scope.pop();
        }
    }

    /// The universals on which an existential depends; draws the edges.
    fn depends(&mut self, variable: &Variable, body: &Formula, place: Span) -> Vec<Slot> {
        let mut named = Vec::new();
        relevant(body, variable.slot, &mut named);
        let mut depends: Vec<Slot> = Vec::new();
        for bound in self.scope.iter().filter(|bound| named.contains(&bound.slot)) {
            if bound.universal {
                depends.push(bound.slot);
            }
            depends.extend(&bound.depends);
        }
        depends.sort_unstable();
        depends.dedup();
        for universal in self.scope.iter().filter(|bound| depends.contains(&bound.slot)) {
            for from in &universal.sorts {
                for to in &variable.sorts {
                    let code = self.code.to_owned();
                    self.edges.push(Edge { from: *from, to: *to, code, span: place });
                }
            }
        }
        depends
    }
}

/// The slots that an existential's subformula names, after everything that does not name the existential itself is
/// pulled out: `∃y (A(x) ∧ B(y))` is `A(x) ∧ ∃y B(y)`, and `∃y (A(x) ∨ B(y))` likewise.
fn relevant(formula: &Formula, own: Slot, named: &mut Vec<Slot>) {
    match formula {
        Formula::And(list) | Formula::Or(list) | Formula::Several { of: list, .. } => {
            list.iter().for_each(|part| relevant(part, own, named));
        }
        Formula::Not(inner) => relevant(inner, own, named),
        other => {
            let mut all = Vec::new();
            slots(other, &mut all);
            if all.contains(&own) {
                named.extend(all);
            }
        }
    }
}

/// Every slot that a formula names. Each quantifier has a slot of its own, so that what a formula binds itself is
/// never taken for something around it.
fn slots(formula: &Formula, named: &mut Vec<Slot>) {
    match formula {
        Formula::Constant(_) | Formula::Status(..) => {}
        Formula::And(list) | Formula::Or(list) | Formula::Several { of: list, .. } => {
            list.iter().for_each(|part| slots(part, named));
        }
        Formula::Not(inner) => slots(inner, named),
        Formula::Exists(_, body) | Formula::ForAll(_, body) => slots(body, named),
        Formula::Is(slot, _) | Formula::States(_, slot) => named.push(*slot),
        Formula::Related(_, slot, object) => {
            named.push(*slot);
            if let Object::Variable(other) = object {
                named.push(*other);
            }
        }
        Formula::Same(one, other) => named.extend([one, other]),
        Formula::AtLeast { terms, .. } => {
            for term in terms {
                match &term.quantity {
                    Quantity::Attribute { slot, .. } => named.push(*slot),
                    Quantity::Sum { body, .. } | Quantity::Count { body, .. } => slots(body, named),
                }
            }
        }
        Formula::LevelAtLeast { left, right, .. } => {
            for operand in [left, right] {
                if let LevelOperand::Attribute { slot, .. } = operand {
                    named.push(*slot);
                }
            }
        }
    }
}

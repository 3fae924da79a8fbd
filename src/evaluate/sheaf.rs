//! Rules that can be judged together, and the kinds by which most of them are told not to arise.

use penholder_language::model::{Formula, RuleId, Slot, TermId};

use super::plan::{Op, Plan, PlanVariable};

/// Up to two kinds; of one kind, the same twice.
pub(super) type Kinds = Option<[TermId; 2]>;

/// Rules about one thing of the same sorts: the bindings of all of them are gone through at once.
#[derive(Clone, Debug)]
pub(super) struct Sheaf {
    pub(super) variable: PlanVariable,
    pub(super) rules: Vec<(RuleId, Kinds)>,
}

impl Plan {
    /// Gathers the rules that can be judged together.
    pub(super) fn bind_sheaves(&mut self) {
        let asked: Vec<RuleId> = self.ops.iter().filter_map(Op::asks_for).collect();
        for (index, rule) in self.rules.iter_mut().enumerate() {
            rule.asked_for = asked.iter().any(|asked| asked.index() == index);
        }
        for (index, rule) in self.rules.iter().enumerate() {
            let id = RuleId(index as u32);
            match rule.for_each.of(&self.variables) {
                [variable] if !rule.asked_for && !rule.asks => {
                    let sorts = |variable: &PlanVariable| variable.sorts.of(&self.sorts);
                    let same = |other: &PlanVariable| {
                        (other.slot, other.ruled_out) == (variable.slot, variable.ruled_out)
                            && sorts(other) == sorts(variable)
                    };
                    match self.sheaves.iter_mut().find(|sheaf| same(&sheaf.variable)) {
                        Some(sheaf) => sheaf.rules.push((id, rule.kinds)),
                        None => {
                            self.sheaves.push(Sheaf { variable: *variable, rules: vec![(id, rule.kinds)] })
                        }
                    }
                }
                _ => self.in_order.push(id),
            }
        }
    }
}

/// Takes out of a condition two of the kinds that it asks of the entity in `slot`.
pub(super) fn kinds_and_rest(condition: &Formula, slot: Option<Slot>) -> (Kinds, Option<Formula>) {
    let parts = match condition {
        Formula::And(parts) => parts.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut kinds: Kinds = None;
    let mut rest = Vec::new();
    for part in parts {
        match (part, kinds) {
            (Formula::Constant(true), _) => {}
            (Formula::Is(of, terms), None) if Some(*of) == slot && terms.len() == 1 => {
                kinds = terms.first().map(|term| [*term; 2]);
            }
            (Formula::Is(of, terms), Some([one, other]))
                if Some(*of) == slot && terms.len() == 1 && one == other =>
            {
                kinds = terms.first().map(|term| [one, *term]);
            }
            _ => rest.push(part.clone()),
        }
    }
    let rest = match rest.len() {
        0 | 1 => rest.pop(),
        _ => Some(Formula::And(rest)),
    };
    (kinds, rest)
}

//! Under which conditions facts hold: formulas over bracket options and over the facts as written.

use penholder_language::model::{ChoiceId, EntityId, Guard};
use penholder_language::source::Span;

/// A condition, by its place in [`Conditions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConditionId(pub u32);

impl ConditionId {
    /// Holds in no reading.
    pub const NEVER: ConditionId = ConditionId(0);
    /// Holds in every reading.
    pub const ALWAYS: ConditionId = ConditionId(1);
}

impl Default for ConditionId {
    fn default() -> Self {
        ConditionId::NEVER
    }
}

/// A fact as written, by its place in [`Conditions::facts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(pub u32);

/// Which part of an entity a written fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    /// That it is there.
    Presence,
    /// Its n-th kind.
    Kind(u32),
    /// Its n-th tuple.
    Tuple(u32),
}

/// A fact as written: the end of every chain of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaseFact {
    /// Whose fact.
    pub entity: EntityId,
    /// Which.
    pub fact: Fact,
    /// Where it is written.
    pub span: Span,
}

/// One node; it refers to earlier ones only.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Condition {
    /// In no reading.
    Never,
    /// In every reading.
    Always,
    /// Where the option of the bracket is taken.
    Option(ChoiceId, u32),
    /// A fact as written, in the readings of the condition.
    Fact(FactId, ConditionId),
    /// Both.
    And(ConditionId, ConditionId),
    /// Either.
    Or(ConditionId, ConditionId),
    /// Not.
    Not(ConditionId),
}

/// The conditions of a draft's facts, each after those it refers to.
#[derive(Clone, Debug)]
pub struct Conditions {
    nodes: Vec<Condition>,
    /// The facts as written.
    pub facts: Vec<BaseFact>,
}

impl Default for Conditions {
    fn default() -> Self {
        Conditions { nodes: vec![Condition::Never, Condition::Always], facts: Vec::new() }
    }
}

impl Conditions {
    /// Every condition in order; the first two are `Never` and `Always`.
    pub fn nodes(&self) -> &[Condition] {
        &self.nodes
    }

    fn push(&mut self, node: Condition) -> ConditionId {
        let id = ConditionId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(node);
        id
    }

    /// The fact, under a guard.
    pub(super) fn fact(&mut self, entity: EntityId, fact: Fact, span: Span, guard: &Guard) -> ConditionId {
        let guard = self.guard(guard);
        let id = FactId(u32::try_from(self.facts.len()).unwrap_or(u32::MAX));
        self.facts.push(BaseFact { entity, fact, span });
        self.push(Condition::Fact(id, guard))
    }

    /// All options of the guard are taken.
    pub(super) fn guard(&mut self, guard: &Guard) -> ConditionId {
        guard.0.iter().fold(ConditionId::ALWAYS, |sofar, (choice, option)| {
            let option = self.push(Condition::Option(*choice, *option));
            self.and(sofar, option)
        })
    }

    pub(super) fn and(&mut self, a: ConditionId, b: ConditionId) -> ConditionId {
        match (a, b) {
            (ConditionId::NEVER, _) | (_, ConditionId::NEVER) => ConditionId::NEVER,
            (ConditionId::ALWAYS, other) | (other, ConditionId::ALWAYS) => other,
            (a, b) if a == b => a,
            (a, b) => self.push(Condition::And(a, b)),
        }
    }

    pub(super) fn or(&mut self, a: ConditionId, b: ConditionId) -> ConditionId {
        match (a, b) {
            (ConditionId::ALWAYS, _) | (_, ConditionId::ALWAYS) => ConditionId::ALWAYS,
            (ConditionId::NEVER, other) | (other, ConditionId::NEVER) => other,
            (a, b) if a == b => a,
            (a, b) => self.push(Condition::Or(a, b)),
        }
    }

    pub(super) fn not(&mut self, a: ConditionId) -> ConditionId {
        match a {
            ConditionId::ALWAYS => ConditionId::NEVER,
            ConditionId::NEVER => ConditionId::ALWAYS,
            a => self.push(Condition::Not(a)),
        }
    }
}

//! Annotated facts: a draft spread out so that rules can be evaluated on it by table look-up.
//!
//! Everything that follows from the vocabulary alone is worked out here, once per draft: kinds of kinds, terms that
//! stand for every entity of their kind, containment, symmetric and derived relations, attributes of terms. Each
//! fact carries a [`ConditionId`]: in which readings of the draft it holds, and from which written facts it follows.

mod build;
mod condition;
mod derive;

pub(crate) use build::lookup;
pub use condition::{BaseFact, Condition, ConditionId, Conditions, Fact, FactId};

use penholder_language::model::{Choice, EntityId, RelationId, SortId, TermId};

/// What one relation relates one entity to. Empty lists where there is nothing.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Entities, with terms and containments spread out; sorted, each once.
    pub entities: Vec<(EntityId, ConditionId)>,
    /// Terms and all they are kinds of; sorted, each once. A related entity counts by its kinds.
    pub terms: Vec<(TermId, ConditionId)>,
    /// Ranks of ordered terms, as written.
    pub levels: Vec<(u32, ConditionId)>,
    /// Numbers, and dates as days.
    pub numbers: Vec<(i64, ConditionId)>,
    /// Holds where anything at all is written.
    pub stated: ConditionId,
}

/// A draft as facts. Built by [`Facts::new`]; never changed afterwards.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// In which readings each thing holds, and from what it follows.
    pub conditions: Conditions,
    /// The brackets.
    pub choices: Vec<Choice>,
    presence: Vec<ConditionId>,
    sorts: Vec<SortId>,
    given: Vec<Vec<EntityId>>,
    ruled_out: Vec<Vec<EntityId>>,
    term_count: usize,
    kinds: Vec<ConditionId>,
    written_kinds: Vec<Vec<(TermId, ConditionId)>>,
    rows: Vec<Vec<Option<Box<Row>>>>,
}

impl Facts {
    /// Entities of a sort: those that are there, or the clauses that rule their act out.
    #[inline]
    pub fn of_sort(&self, sort: SortId, ruled_out: bool) -> &[EntityId] {
        let table = if ruled_out { &self.ruled_out } else { &self.given };
        table.get(sort.index()).map_or(&[], Vec::as_slice)
    }

    /// In which readings the entity is there.
    #[inline]
    pub fn presence(&self, entity: EntityId) -> ConditionId {
        self.presence.get(entity.index()).copied().unwrap_or(ConditionId::NEVER)
    }

    /// In which readings the entity is of that kind.
    #[inline]
    pub fn kind(&self, entity: EntityId, term: TermId) -> ConditionId {
        self.kinds.get(entity.index() * self.term_count + term.index()).copied().unwrap_or(ConditionId::NEVER)
    }

    /// The row of a relation for an entity; `None` where nothing is related.
    #[inline]
    pub fn row(&self, relation: RelationId, entity: EntityId) -> Option<&Row> {
        self.rows.get(relation.index())?.get(entity.index())?.as_deref()
    }

    /// How many entities there are, over all sorts.
    pub fn entity_count(&self) -> usize {
        self.sorts.len()
    }
}

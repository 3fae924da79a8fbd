//! The tables in which facts are looked up. Flat, because rules touch little of them and that little should lie close.

use penholder_language::model::{Choice, EntityId, RelationId, SortId, TermId};

use super::build::{Builder, BuiltRow};
use super::{ConditionId, Conditions};

/// What one relation relates one entity to. Empty lists where there is nothing.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Entities, with terms and containments spread out; sorted, each once.
    pub entities: &'a [(EntityId, ConditionId)],
    /// Terms and all they are kinds of; sorted, each once. A related entity counts by its kinds.
    pub terms: &'a [(TermId, ConditionId)],
    /// Ranks of ordered terms, as written.
    pub levels: &'a [(u32, ConditionId)],
    /// Numbers, and dates as days.
    pub numbers: &'a [(i64, ConditionId)],
    /// Holds where anything at all is written.
    pub stated: ConditionId,
}

/// The part of a [`Row`] that figures need.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// Numbers, and dates as days.
    pub numbers: &'a [(i64, ConditionId)],
    /// Holds where anything at all is written.
    pub stated: ConditionId,
}

/// A stretch of one of the pools.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    start: u32,
    end: u32,
}

impl Stretch {
    /// Moves a list to the end of a pool.
    fn of<T>(pool: &mut Vec<T>, list: Vec<T>) -> Stretch {
        let start = pool.len() as u32;
        pool.extend(list);
        Stretch { start, end: pool.len() as u32 }
    }

    #[inline]
    fn within<T>(self, pool: &[T]) -> &[T] {
        pool.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Head {
    stated: ConditionId,
    numbers: Stretch,
    levels: Stretch,
    terms: Stretch,
    entities: Stretch,
}

/// A draft as facts. Built by [`Facts::new`]; never changed afterwards.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// In which readings each thing holds, and from what it follows.
    pub conditions: Conditions,
    /// The brackets.
    pub choices: Vec<Choice>,
    presence: Vec<ConditionId>,
    /// Stated and ruled-out entities of each sort, sort after sort.
    members: Vec<EntityId>,
    by_sort: Vec<(Stretch, Stretch)>,
    term_count: usize,
    kinds: Vec<ConditionId>,
    /// One more than the place in `heads`, by relation and entity; 0: nothing there.
    places: Vec<u32>,
    heads: Vec<Head>,
    entities: Vec<(EntityId, ConditionId)>,
    terms: Vec<(TermId, ConditionId)>,
    levels: Vec<(u32, ConditionId)>,
    numbers: Vec<(i64, ConditionId)>,
}

impl Facts {
    /// Entities of a sort: those that are there, or the clauses that rule their act out.
    #[inline]
    pub fn of_sort(&self, sort: SortId, ruled_out: bool) -> &[EntityId] {
        match self.by_sort.get(sort.index()) {
            Some((_, stretch)) if ruled_out => stretch.within(&self.members),
            Some((stretch, _)) => stretch.within(&self.members),
            None => &[],
        }
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

    /// In which readings the entity is of each kind, by [`TermId::index`].
    #[inline]
    pub fn kinds(&self, entity: EntityId) -> &[ConditionId] {
        let start = entity.index() * self.term_count;
        self.kinds.get(start..start + self.term_count).unwrap_or_default()
    }

    /// The row of a relation for an entity; `None` where nothing is related.
    #[inline]
    pub fn row(&self, relation: RelationId, entity: EntityId) -> Option<Row<'_>> {
        let head = self.head(relation, entity)?;
        Some(Row {
            entities: head.entities.within(&self.entities),
            terms: head.terms.within(&self.terms),
            levels: head.levels.within(&self.levels),
            numbers: head.numbers.within(&self.numbers),
            stated: head.stated,
        })
    }

    /// The figures of a relation for an entity; `None` where nothing is related.
    #[inline]
    pub fn figures(&self, relation: RelationId, entity: EntityId) -> Option<Figures<'_>> {
        let head = self.head(relation, entity)?;
        Some(Figures { numbers: head.numbers.within(&self.numbers), stated: head.stated })
    }

    #[inline]
    fn head(&self, relation: RelationId, entity: EntityId) -> Option<&Head> {
        if entity.index() >= self.presence.len() {
            return None;
        }
        let place = self.places.get(relation.index() * self.presence.len() + entity.index())?;
        self.heads.get((*place as usize).checked_sub(1)?)
    }

    /// How many entities there are, over all sorts.
    pub fn entity_count(&self) -> usize {
        self.presence.len()
    }

    /// Lays out what was built.
    pub(super) fn lay_out(built: Builder) -> Facts {
        let mut facts = Facts {
            conditions: built.conditions,
            choices: built.choices,
            presence: built.presence,
            term_count: built.term_count,
            kinds: built.kinds,
            ..Facts::default()
        };
        for (given, ruled_out) in built.given.into_iter().zip(built.ruled_out) {
            let given = Stretch::of(&mut facts.members, given);
            let ruled_out = Stretch::of(&mut facts.members, ruled_out);
            facts.by_sort.push((given, ruled_out));
        }
        for mut table in built.rows {
            table.resize_with(facts.presence.len(), || None);
            for row in table {
                let place = row.map_or(0, |row| facts.lay_row(*row));
                facts.places.push(place);
            }
        }
        facts
    }

    fn lay_row(&mut self, row: BuiltRow) -> u32 {
        let head = Head {
            stated: row.stated,
            numbers: Stretch::of(&mut self.numbers, row.numbers),
            levels: Stretch::of(&mut self.levels, row.levels),
            terms: Stretch::of(&mut self.terms, row.terms),
            entities: Stretch::of(&mut self.entities, row.entities),
        };
        self.heads.push(head);
        self.heads.len() as u32
    }
}

//! Relations that no mandate writes: two scopes overlap, one scope covers another.

use std::collections::BTreeMap;

use penholder_language::model::{
    Derived, EntityId, Range, Relation, RelationId, SortId, TermId, Value, Vocabulary,
};

use super::build::{Written, WrittenRows, lookup};
use super::{ConditionId, Facts, Row};

impl Facts {
    pub(super) fn derive(&mut self, written: &[WrittenRows], vocabulary: &Vocabulary) {
        for (index, relation) in vocabulary.relations.iter().enumerate() {
            let Some(derived) = relation.derived else { continue };
            let (Derived::Overlap(of) | Derived::Covers(of)) = derived;
            let Some(rows) = written.get(of.index()).filter(|rows| !rows.is_empty()) else { continue };
            let mut table: Vec<Option<Box<Row>>> = Vec::new();
            for left in 0..self.entity_count() {
                let left = EntityId(left as u32);
                table.push(self.derived_row(derived, of, left, relation, rows, vocabulary).map(Box::new));
            }
            if let Some(slot) = self.rows.get_mut(index) {
                *slot = table;
            }
        }
    }

    fn derived_row(
        &mut self,
        derived: Derived,
        of: RelationId,
        left: EntityId,
        relation: &Relation,
        rows: &WrittenRows,
        vocabulary: &Vocabulary,
    ) -> Option<Row> {
        let sort = self.sorts.get(left.index())?;
        let mine = rows.get(left.index()).filter(|row| !row.is_empty())?;
        if !relation.domain.contains(sort) {
            return None;
        }
        let mut found: BTreeMap<EntityId, ConditionId> = BTreeMap::new();
        for right in self.candidates(relation) {
            let theirs = rows.get(right.index()).map_or(&[][..], Vec::as_slice);
            if theirs.is_empty() || (right == left && relation.domain.len() == 1) {
                continue;
            }
            let condition = match derived {
                Derived::Overlap(_) => self.overlap(of, left, mine, right, theirs, vocabulary),
                Derived::Covers(_) => self.covers(of, left, mine, theirs, vocabulary),
            };
            if condition != ConditionId::NEVER {
                found.insert(right, condition);
            }
        }
        let stated = found.values().fold(ConditionId::NEVER, |sofar, c| self.conditions.or(sofar, *c));
        Some(Row { entities: found.into_iter().collect(), stated, ..Row::default() })
    }

    /// Every entity of the relation's range, those of clauses that rule out included.
    fn candidates(&self, relation: &Relation) -> Vec<EntityId> {
        let sorts: Vec<SortId> = relation
            .range
            .iter()
            .filter_map(|range| if let Range::Sort(sort) = range { Some(*sort) } else { None })
            .collect();
        sorts
            .iter()
            .flat_map(|sort| self.of_sort(*sort, false).iter().chain(self.of_sort(*sort, true)))
            .copied()
            .collect()
    }

    fn overlap(
        &mut self,
        of: RelationId,
        left: EntityId,
        mine: &[Written],
        right: EntityId,
        theirs: &[Written],
        vocabulary: &Vocabulary,
    ) -> ConditionId {
        let shared: Vec<(ConditionId, ConditionId)> = match (self.row(of, left), self.row(of, right)) {
            (Some(a), Some(b)) => a
                .entities
                .iter()
                .filter_map(|(entity, here)| {
                    let there = lookup(&b.entities, *entity);
                    (there != ConditionId::NEVER).then_some((*here, there))
                })
                .collect(),
            _ => Vec::new(),
        };
        let mut any = ConditionId::NEVER;
        for (here, there) in shared {
            let both = self.conditions.and(here, there);
            any = self.conditions.or(any, both);
        }
        for (a, here) in terms(mine) {
            for (b, there) in terms(theirs) {
                if vocabulary.is_a(a, b) || vocabulary.is_a(b, a) {
                    let both = self.conditions.and(here, there);
                    any = self.conditions.or(any, both);
                }
            }
        }
        any
    }

    /// The right side has objects, and the left side has each of them.
    fn covers(
        &mut self,
        of: RelationId,
        left: EntityId,
        mine: &[Written],
        theirs: &[Written],
        vocabulary: &Vocabulary,
    ) -> ConditionId {
        let mut all = ConditionId::ALWAYS;
        let mut stated = ConditionId::NEVER;
        for their in theirs {
            let has = match &their.value {
                Value::Entity(entity) => lookup(self.row(of, left).map_or(&[], |row| &row.entities), *entity),
                Value::Term(term) => self.has_term(mine, *term, vocabulary),
                _ => continue,
            };
            let absent = self.conditions.not(their.condition);
            let fits = self.conditions.or(absent, has);
            all = self.conditions.and(all, fits);
            stated = self.conditions.or(stated, their.condition);
        }
        self.conditions.and(all, stated)
    }

    fn has_term(&mut self, mine: &[Written], term: TermId, vocabulary: &Vocabulary) -> ConditionId {
        let mut any = ConditionId::NEVER;
        for (own, condition) in terms(mine) {
            if vocabulary.is_a(term, own) {
                any = self.conditions.or(any, condition);
            }
        }
        any
    }
}

fn terms(row: &[Written]) -> Vec<(TermId, ConditionId)> {
    row.iter()
        .filter_map(
            |entry| if let Value::Term(term) = &entry.value { Some((*term, entry.condition)) } else { None },
        )
        .collect()
}

//! Relations that no mandate writes: two scopes overlap, one covers another, one act narrows another.

use std::collections::BTreeMap;

use penholder_language::model::{
    Derived, EntityId, Range, Relation, RelationId, SortId, TermId, Value, Vocabulary,
};

use super::ConditionId;
use super::build::{Builder, BuiltRow, Written, WrittenRows, lookup};

/// Both sides of a relation that compares.
#[derive(Clone, Copy)]
struct Pair {
    left: EntityId,
    right: EntityId,
}

/// An entity in a scope, with the condition under which it is.
type Within = (EntityId, ConditionId);

/// The scopes of entities, as far as they are asked for.
type Scopes = Vec<Option<Vec<Within>>>;

impl Builder {
    pub(super) fn derive(&mut self, written: &[WrittenRows], vocabulary: &Vocabulary) {
        for (index, relation) in vocabulary.relations.iter().enumerate() {
            let Some(derived) = relation.derived else { continue };
            let table = match derived {
                Derived::ByKind(of) => {
                    self.filtered(relation, of, written, vocabulary, |v| matches!(v, Value::Term(_)))
                }
                Derived::ByName(of) => {
                    self.filtered(relation, of, written, vocabulary, |v| matches!(v, Value::Entity(_)))
                }
                Derived::Overlap(_) | Derived::Covers(_) | Derived::Narrows => {
                    self.compared(relation, derived, written, vocabulary)
                }
            };
            if let Some(slot) = self.rows.get_mut(index) {
                *slot = table;
            }
        }
    }

    /// The relation `of`, with the written values that pass.
    fn filtered(
        &mut self,
        relation: &Relation,
        of: RelationId,
        written: &[WrittenRows],
        vocabulary: &Vocabulary,
        passes: impl Fn(&Value) -> bool,
    ) -> Vec<Option<Box<BuiltRow>>> {
        let Some(original) = vocabulary.relation(of) else { return Vec::new() };
        let rows: WrittenRows = written
            .get(of.index())
            .map_or(&[][..], Vec::as_slice)
            .iter()
            .enumerate()
            .map(|(i, row)| {
                let own = self.sorts.get(i).is_some_and(|sort| relation.domain.contains(sort));
                let kept = row.iter().filter(|entry| own && passes(&entry.value));
                kept.map(|entry| Written { value: entry.value.clone(), condition: entry.condition }).collect()
            })
            .collect();
        self.table(original, &rows, vocabulary)
    }

    fn compared(
        &mut self,
        relation: &Relation,
        derived: Derived,
        written: &[WrittenRows],
        vocabulary: &Vocabulary,
    ) -> Vec<Option<Box<BuiltRow>>> {
        let candidates = self.candidates(relation);
        let subjects: Vec<EntityId> = (0..self.entity_count())
            .map(|i| EntityId(i as u32))
            .filter(|id| self.sorts.get(id.index()).is_some_and(|sort| relation.domain.contains(sort)))
            .collect();
        // Each entity's scope is worked out once, not for every pair.
        let mut scopes: Scopes = vec![None; self.entity_count()];
        if let Derived::Overlap(of) = derived {
            for id in subjects.iter().chain(&candidates) {
                if let Some(place @ None) = scopes.get_mut(id.index()) {
                    *place = Some(self.scope(of, *id, vocabulary));
                }
            }
        }
        let mut table: Vec<Option<Box<BuiltRow>>> = (0..self.entity_count()).map(|_| None).collect();
        for left in subjects {
            let mut found: BTreeMap<EntityId, ConditionId> = BTreeMap::new();
            for right in candidates.iter().copied() {
                let condition = self.comparison(derived, Pair { left, right }, &scopes, written, vocabulary);
                if condition != ConditionId::NEVER {
                    found.insert(right, condition);
                }
            }
            if found.is_empty() {
                continue;
            }
            let stated = found.values().fold(ConditionId::NEVER, |sofar, c| self.conditions.or(sofar, *c));
            let row = BuiltRow { entities: found.into_iter().collect(), stated, ..BuiltRow::default() };
            if let Some(place) = table.get_mut(left.index()) {
                *place = Some(Box::new(row));
            }
        }
        table
    }

    fn comparison(
        &mut self,
        derived: Derived,
        pair: Pair,
        scopes: &Scopes,
        written: &[WrittenRows],
        vocabulary: &Vocabulary,
    ) -> ConditionId {
        let row = |of: RelationId, id: EntityId| {
            written.get(of.index()).and_then(|rows| rows.get(id.index())).map_or(&[][..], Vec::as_slice)
        };
        let scope = |id: EntityId| scopes.get(id.index()).and_then(Option::as_deref).unwrap_or_default();
        match derived {
            Derived::Overlap(of) => {
                let of_scopes = self.common(scope(pair.left), scope(pair.right));
                self.overlap(of_scopes, row(of, pair.left), row(of, pair.right), vocabulary)
            }
            Derived::Covers(of) => {
                self.covers(of, pair.left, row(of, pair.left), row(of, pair.right), vocabulary)
            }
            Derived::Narrows => self.narrows(pair, vocabulary),
            Derived::ByKind(_) | Derived::ByName(_) => ConditionId::NEVER,
        }
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

    /// Two scopes have an entity in common. Both are sorted.
    fn common(&mut self, left: &[Within], right: &[Within]) -> ConditionId {
        let mut any = ConditionId::NEVER;
        for (entity, here) in left {
            let there = lookup(right, *entity);
            let both = self.conditions.and(*here, there);
            any = self.conditions.or(any, both);
        }
        any
    }

    /// Two scopes overlap: `any` tells where they have an entity in common; a term stands for every one of its kind.
    fn overlap(
        &mut self,
        mut any: ConditionId,
        mine: &[Written],
        theirs: &[Written],
        vocabulary: &Vocabulary,
    ) -> ConditionId {
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

    /// The entity's objects; what is itself an object (an area, where it is asked what lies in it) has itself, too,
    /// and its parts.
    fn scope(&mut self, of: RelationId, id: EntityId, vocabulary: &Vocabulary) -> Vec<Within> {
        let mut found: BTreeMap<EntityId, ConditionId> =
            self.row(of, id).map(|row| row.entities.iter().copied().collect()).unwrap_or_default();
        let Some(relation) = vocabulary.relation(of) else { return Vec::new() };
        if self.sorts.get(id.index()).is_some_and(|sort| relation.range.contains(&Range::Sort(*sort))) {
            self.merge(&mut found, id, ConditionId::ALWAYS);
            if let Some(containment) = relation.through {
                let mut own = BTreeMap::from([(id, ConditionId::ALWAYS)]);
                self.spread_down(containment, &mut own);
                for (part, condition) in own {
                    self.merge(&mut found, part, condition);
                }
            }
        }
        found.into_iter().collect()
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

    /// What the left side is of its own accord, the right side is too: a kind of the left is the right's, or below it.
    fn narrows(&mut self, pair: Pair, vocabulary: &Vocabulary) -> ConditionId {
        let mut any = ConditionId::NEVER;
        if pair.left == pair.right {
            return any;
        }
        // Conditions grow while the kinds are looked at.
        let kinds = std::mem::take(&mut self.written_kinds);
        let of = |id: EntityId| kinds.get(id.index()).map_or(&[][..], Vec::as_slice);
        for (a, here) in of(pair.left) {
            for (b, there) in of(pair.right) {
                if vocabulary.is_a(*a, *b) {
                    let both = self.conditions.and(*here, *there);
                    any = self.conditions.or(any, both);
                }
            }
        }
        self.written_kinds = kinds;
        any
    }
}

/// The terms among some values.
fn terms(row: &[Written]) -> impl Iterator<Item = (TermId, ConditionId)> {
    row.iter().filter_map(|entry| match &entry.value {
        Value::Term(term) => Some((*term, entry.condition)),
        _ => None,
    })
}

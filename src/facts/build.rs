//! From a draft to its facts.

use std::collections::BTreeMap;

use penholder_language::model::{
    Choice, Draft, EntityId, Range, Relation, RelationId, SortId, TermId, Value, Vocabulary,
};

use super::{ConditionId, Conditions, Fact, Facts};

/// One written value of a relation, with the readings in which it holds.
pub(super) struct Written {
    pub(super) value: Value,
    pub(super) condition: ConditionId,
}

/// What is written of each entity under one relation.
pub(super) type WrittenRows = Vec<Vec<Written>>;

/// One row while it grows; see [`super::Row`].
#[derive(Default)]
pub(super) struct BuiltRow {
    pub(super) entities: Vec<(EntityId, ConditionId)>,
    pub(super) terms: Vec<(TermId, ConditionId)>,
    pub(super) levels: Vec<(u32, ConditionId)>,
    pub(super) numbers: Vec<(i64, ConditionId)>,
    pub(super) stated: ConditionId,
}

/// The facts while they grow.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) conditions: Conditions,
    pub(super) choices: Vec<Choice>,
    pub(super) presence: Vec<ConditionId>,
    pub(super) sorts: Vec<SortId>,
    pub(super) given: Vec<Vec<EntityId>>,
    pub(super) ruled_out: Vec<Vec<EntityId>>,
    pub(super) term_count: usize,
    pub(super) kinds: Vec<ConditionId>,
    /// The same by entity, of each the kinds that it can be, sorted.
    pub(super) listed_kinds: Vec<Vec<(TermId, ConditionId)>>,
    pub(super) written_kinds: Vec<Vec<(TermId, ConditionId)>>,
    pub(super) rows: Vec<Vec<Option<Box<BuiltRow>>>>,
}

impl Facts {
    /// Spreads a draft out. The vocabulary must be the one it was resolved against.
    pub fn new(draft: &Draft, vocabulary: &Vocabulary) -> Facts {
        let mut builder = Builder {
            choices: draft.choices.clone(),
            term_count: vocabulary.terms.len(),
            given: vec![Vec::new(); vocabulary.sorts.len()],
            ruled_out: vec![Vec::new(); vocabulary.sorts.len()],
            ..Builder::default()
        };
        builder.add_entities(draft);
        builder.add_kinds(draft, vocabulary);
        builder.add_relations(draft, vocabulary);
        Facts::lay_out(builder)
    }
}

impl Builder {
    pub(super) fn of_sort(&self, sort: SortId, ruled_out: bool) -> &[EntityId] {
        let table = if ruled_out { &self.ruled_out } else { &self.given };
        table.get(sort.index()).map_or(&[], Vec::as_slice)
    }

    fn presence(&self, entity: EntityId) -> ConditionId {
        self.presence.get(entity.index()).copied().unwrap_or(ConditionId::NEVER)
    }

    fn kind(&self, entity: EntityId, term: TermId) -> ConditionId {
        self.kinds.get(entity.index() * self.term_count + term.index()).copied().unwrap_or(ConditionId::NEVER)
    }

    pub(super) fn row(&self, relation: RelationId, entity: EntityId) -> Option<&BuiltRow> {
        self.rows.get(relation.index())?.get(entity.index())?.as_deref()
    }

    pub(super) fn entity_count(&self) -> usize {
        self.sorts.len()
    }

    fn add_entities(&mut self, draft: &Draft) {
        for (id, entity) in entities(draft) {
            let presence = self.conditions.fact(id, Fact::Presence, entity.span, &entity.presence);
            self.presence.push(presence);
            self.sorts.push(entity.sort);
            let table = if entity.ruled_out { &mut self.ruled_out } else { &mut self.given };
            if let Some(list) = table.get_mut(entity.sort.index()) {
                list.push(id);
            }
        }
    }

    fn add_kinds(&mut self, draft: &Draft, vocabulary: &Vocabulary) {
        self.kinds = vec![ConditionId::NEVER; draft.entities.len() * self.term_count];
        for (id, entity) in entities(draft) {
            let mut written = Vec::with_capacity(entity.kinds.len());
            for (n, kind) in entity.kinds.iter().enumerate() {
                let condition = self.conditions.fact(id, Fact::Kind(n as u32), kind.span, &kind.guard);
                written.push((kind.value, condition));
                for ancestor in ancestors(vocabulary, kind.value) {
                    let known = self.kind(id, ancestor);
                    let either = self.conditions.or(known, condition);
                    if let Some(cell) = self.kinds.get_mut(id.index() * self.term_count + ancestor.index()) {
                        *cell = either;
                    }
                }
            }
            let of = |(term, _): &(TermId, ConditionId)| ancestors(vocabulary, *term);
            let mut terms: Vec<TermId> = written.iter().flat_map(of).collect();
            terms.sort_unstable();
            terms.dedup();
            self.listed_kinds.push(terms.into_iter().map(|term| (term, self.kind(id, term))).collect());
            self.written_kinds.push(written);
        }
    }

    fn add_relations(&mut self, draft: &Draft, vocabulary: &Vocabulary) {
        let mut written = self.written(draft, vocabulary);
        self.rows = (0..vocabulary.relations.len()).map(|_| Vec::new()).collect();
        // Containments first: the others are spread along them.
        let mut order: Vec<usize> = (0..vocabulary.relations.len()).collect();
        order.sort_by_key(|i| {
            vocabulary.relations.get(*i).is_some_and(|r| r.through.is_some() || r.derived.is_some())
        });
        for index in order {
            let Some(relation) = vocabulary.relations.get(index) else { continue };
            let rows = written.get_mut(index).map(std::mem::take).unwrap_or_default();
            if relation.derived.is_none() && rows.iter().any(|row| !row.is_empty()) {
                let table = self.table(relation, &rows, vocabulary);
                if let Some(slot) = self.rows.get_mut(index) {
                    *slot = table;
                }
            }
            if let Some(slot) = written.get_mut(index) {
                *slot = rows;
            }
        }
        self.derive(&written, vocabulary);
    }

    /// What is written, by relation and entity; attributes of terms are written of every entity of that kind.
    fn written(&mut self, draft: &Draft, vocabulary: &Vocabulary) -> Vec<WrittenRows> {
        let mut written: Vec<WrittenRows> = (0..vocabulary.relations.len()).map(|_| Vec::new()).collect();
        let mut write = |relation: RelationId, id: EntityId, value: Value, condition: ConditionId| {
            if let Some(rows) = written.get_mut(relation.index()) {
                if rows.len() < draft.entities.len() {
                    rows.resize_with(draft.entities.len(), Vec::new);
                }
                if let Some(row) = rows.get_mut(id.index()) {
                    row.push(Written { value, condition });
                }
            }
        };
        for (id, entity) in entities(draft) {
            for (n, tuple) in entity.tuples.iter().enumerate() {
                let condition = self.conditions.fact(id, Fact::Tuple(n as u32), tuple.span, &tuple.guard);
                write(tuple.relation, id, tuple.value.clone(), condition);
            }
        }
        for (index, term) in vocabulary.terms.iter().enumerate() {
            for attribute in &term.attributes {
                for (id, _) in entities(draft) {
                    let condition = self.kind(id, TermId(index as u32));
                    if condition != ConditionId::NEVER {
                        write(attribute.relation, id, Value::Term(attribute.value), condition);
                    }
                }
            }
        }
        written
    }

    pub(super) fn table(
        &mut self,
        relation: &Relation,
        rows: &WrittenRows,
        vocabulary: &Vocabulary,
    ) -> Vec<Option<Box<BuiltRow>>> {
        let mut spread: Vec<BTreeMap<EntityId, ConditionId>> =
            rows.iter().map(|row| self.entities_of(relation, row, vocabulary)).collect();
        if relation.symmetric {
            self.mirror(&mut spread);
        }
        if relation.transitive {
            self.close(&mut spread);
        }
        let mut table = Vec::with_capacity(rows.len());
        for (row, entities) in rows.iter().zip(spread) {
            if row.is_empty() && entities.is_empty() {
                table.push(None);
                continue;
            }
            table.push(Some(Box::new(self.row_of(row, entities, vocabulary))));
        }
        table
    }

    fn row_of(
        &mut self,
        row: &[Written],
        entities: BTreeMap<EntityId, ConditionId>,
        vocabulary: &Vocabulary,
    ) -> BuiltRow {
        let mut terms: BTreeMap<TermId, ConditionId> = BTreeMap::new();
        let mut built = BuiltRow::default();
        for entry in row {
            built.stated = self.conditions.or(built.stated, entry.condition);
            match &entry.value {
                Value::Term(term) => {
                    if let Some(known) = vocabulary.term(*term) {
                        built.levels.push((known.rank, entry.condition));
                    }
                    for ancestor in ancestors(vocabulary, *term) {
                        self.merge(&mut terms, ancestor, entry.condition);
                    }
                }
                Value::Entity(entity) => self.kinds_of(*entity, entry.condition, &mut terms),
                Value::Number(number) => built.numbers.push((*number, entry.condition)),
                Value::Date(date) => built.numbers.push((i64::from(date.0), entry.condition)),
                Value::Text(_) => {}
            }
        }
        // What is written elsewhere (the other way round, along a containment) is stated here, too. In a draft that
        // is all one reading a single fact settles it.
        for condition in entities.values() {
            built.stated = self.conditions.or(built.stated, *condition);
        }
        built.entities = entities.into_iter().collect();
        built.terms = terms.into_iter().collect();
        built
    }

    /// A related entity counts by its kinds, where it is there.
    fn kinds_of(
        &mut self,
        entity: EntityId,
        condition: ConditionId,
        terms: &mut BTreeMap<TermId, ConditionId>,
    ) {
        let there = self.presence(entity);
        let condition = self.conditions.and(condition, there);
        // Conditions grow while the kinds are looked at.
        let listed = std::mem::take(&mut self.listed_kinds);
        for (term, kind) in listed.get(entity.index()).into_iter().flatten() {
            let both = self.conditions.and(condition, *kind);
            if both != ConditionId::NEVER {
                self.merge(terms, *term, both);
            }
        }
        self.listed_kinds = listed;
    }

    /// The entities that written values name: directly, by kind, and the parts of a whole.
    fn entities_of(
        &mut self,
        relation: &Relation,
        row: &[Written],
        vocabulary: &Vocabulary,
    ) -> BTreeMap<EntityId, ConditionId> {
        let mut found = BTreeMap::new();
        for entry in row {
            match &entry.value {
                Value::Entity(entity) => self.merge(&mut found, *entity, entry.condition),
                Value::Term(term) => {
                    self.spread_term(relation, *term, entry.condition, vocabulary, &mut found)
                }
                _ => {}
            }
        }
        if let Some(containment) = relation.through {
            self.spread_down(containment, &mut found);
        }
        found
    }

    fn spread_term(
        &mut self,
        relation: &Relation,
        term: TermId,
        condition: ConditionId,
        vocabulary: &Vocabulary,
        found: &mut BTreeMap<EntityId, ConditionId>,
    ) {
        for range in &relation.range {
            let Range::Sort(sort) = range else { continue };
            if vocabulary.sort(*sort).map(|s| s.kinds) != vocabulary.term(term).map(|t| t.taxonomy) {
                continue;
            }
            for entity in self.of_sort(*sort, false).to_vec() {
                let kind = self.kind(entity, term);
                if kind != ConditionId::NEVER {
                    let both = self.conditions.and(condition, kind);
                    self.merge(found, entity, both);
                }
            }
        }
    }

    /// What holds of the whole holds of every part: of every entity that is contained in it.
    pub(super) fn spread_down(
        &mut self,
        containment: RelationId,
        found: &mut BTreeMap<EntityId, ConditionId>,
    ) {
        let wholes: Vec<(EntityId, ConditionId)> = found.iter().map(|(e, c)| (*e, *c)).collect();
        for (whole, condition) in wholes {
            for part in 0..self.entity_count() {
                let part = EntityId(part as u32);
                let inside = lookup(self.row(containment, part).map_or(&[], |row| &row.entities), whole);
                if inside != ConditionId::NEVER {
                    let both = self.conditions.and(condition, inside);
                    self.merge(found, part, both);
                }
            }
        }
    }

    fn mirror(&mut self, rows: &mut Vec<BTreeMap<EntityId, ConditionId>>) {
        rows.resize_with(self.entity_count(), BTreeMap::new);
        let pairs: Vec<(usize, EntityId, ConditionId)> = rows
            .iter()
            .enumerate()
            .flat_map(|(from, row)| row.iter().map(move |(to, condition)| (from, *to, *condition)))
            .collect();
        for (from, to, condition) in pairs {
            if let Some(row) = rows.get_mut(to.index()) {
                self.merge(row, EntityId(from as u32), condition);
            }
        }
    }

    /// Transitive closure, one middle after the other (Warshall 1962), so that each way from here to there counts.
    fn close(&mut self, rows: &mut [BTreeMap<EntityId, ConditionId>]) {
        for middle in 0..rows.len() {
            let onward = rows.get(middle).cloned().unwrap_or_default();
            if onward.is_empty() {
                continue;
            }
            let middle_id = EntityId(middle as u32);
            for (from, row) in rows.iter_mut().enumerate() {
                let Some(first) = row.get(&middle_id).copied().filter(|_| from != middle) else { continue };
                for (to, second) in &onward {
                    if to.index() != from {
                        let both = self.conditions.and(first, *second);
                        self.merge(row, *to, both);
                    }
                }
            }
        }
    }

    pub(super) fn merge<K: Ord>(
        &mut self,
        map: &mut BTreeMap<K, ConditionId>,
        key: K,
        condition: ConditionId,
    ) {
        let cell = map.entry(key).or_insert(ConditionId::NEVER);
        *cell = self.conditions.or(*cell, condition);
    }
}

/// The condition under which a sorted list holds the key.
#[inline]
pub(crate) fn lookup<K: Ord + Copy>(list: &[(K, ConditionId)], key: K) -> ConditionId {
    list.binary_search_by_key(&key, |(k, _)| *k)
        .ok()
        .and_then(|i| list.get(i))
        .map_or(ConditionId::NEVER, |(_, c)| *c)
}

fn entities(draft: &Draft) -> impl Iterator<Item = (EntityId, &penholder_language::model::Entity)> {
    draft.entities.iter().enumerate().map(|(i, entity)| (EntityId(i as u32), entity))
}

fn ancestors(vocabulary: &Vocabulary, term: TermId) -> Vec<TermId> {
    let mut all = vocabulary.term(term).map(|t| t.ancestors.clone()).unwrap_or_default();
    if !all.contains(&term) {
        all.push(term);
    }
    all
}

//! Symbolic mandates: a draft that says everything that could be said about so many entities.
//!
//! Each written fact of it is a leaf, so that a choice of leaves is a mandate; the rest is said by constraints. Nothing
//! here knows what a rule means: the draft goes to the one evaluator like any other.

use std::collections::BTreeMap;

use penholder_language::model::{
    Block, Date, Draft, Entity, EntityId, Guard, Guarded, Origin, Range, RelationId, SortId, TaxonomyId,
    TermId, Tuple, Value, Vocabulary, Written,
};
use penholder_language::source::Span;

use super::classes::{Classes, Tests};
use super::demand::{Demand, Place};
use super::mentions::{Mentions, Use, sorts_of};
use crate::facts::Fact;

/// The day from which differences of dates are told.
const FIRST_DAY: i64 = 21_915;

/// The first and the last day of the calendar, 0001-01-01 and 9999-12-31.
const FIRST_DATE: i64 = -719_162;
const LAST_DATE: i64 = 2_932_896;

/// A fact of the symbolic draft.
pub(super) type Key = (EntityId, Fact);

/// What holds of every mandate that can be written.
#[derive(Clone, Debug)]
pub(super) enum Constraint {
    /// The first only with the second.
    Only(Key, Key),
    /// At most one of them.
    One(Vec<Key>),
    /// Where the first holds, one of the others.
    Some(Key, Vec<Key>),
    /// Always.
    Always(Key),
}

/// How faithful a universe is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Every choice of leaves is a mandate that can be written and read.
    Exact,
    /// Derived relations, containments and related classes are free: more is possible than in any mandate, and any
    /// part of a mandate is one. What is impossible here is impossible in every mandate.
    Free,
}

/// A symbolic draft with what constrains it.
#[derive(Clone, Debug)]
pub(super) struct Universe {
    pub(super) draft: Draft,
    pub(super) constraints: Vec<Constraint>,
}

struct Builder<'a> {
    vocabulary: &'a Vocabulary,
    mentions: &'a Mentions,
    reading: Reading,
    entities: Vec<Entity>,
    constraints: Vec<Constraint>,
    kinds: BTreeMap<TaxonomyId, Classes>,
}

impl Universe {
    /// A universe with entities as demanded, in which blocks listed are supplied.
    pub(super) fn new(
        vocabulary: &Vocabulary,
        demand: &Demand,
        mentions: &Mentions,
        supplied: &[Block],
        reading: Reading,
    ) -> Universe {
        let mut builder = Builder {
            vocabulary,
            mentions,
            reading,
            entities: Vec::new(),
            constraints: Vec::new(),
            kinds: BTreeMap::new(),
        };
        builder.blocks(demand, supplied);
        builder.members(demand);
        for id in 0..builder.entities.len() {
            builder.said_of(EntityId(id as u32));
        }
        let draft = Draft { name: "example".to_owned(), entities: builder.entities, ..Draft::default() };
        let constraints = builder.constraints;
        Universe { draft, constraints }
    }
}

/// The vocabulary by which the facts of a free universe are spread out: every relation holds as it is written.
pub(super) fn freed(vocabulary: &Vocabulary) -> Vocabulary {
    let mut free = vocabulary.clone();
    for relation in &mut free.relations {
        relation.derived = None;
        relation.through = None;
        relation.transitive = false;
        relation.symmetric = false;
        // A term stands for itself, not for every entity of its kind.
        relation.range.retain(|range| !matches!(range, Range::Sort(_)));
    }
    free
}

impl Builder<'_> {
    fn origin(&self, sort: SortId) -> Option<Origin> {
        self.vocabulary.sort(sort).map(|sort| sort.origin)
    }

    /// The entities that are the blocks themselves.
    fn blocks(&mut self, demand: &Demand, supplied: &[Block]) {
        for block in Block::ALL {
            let Some(sort) = self.vocabulary.sort_of_block(block) else { continue };
            let used =
                demand.counts.keys().any(|(sort, _)| self.origin(*sort).is_some_and(|o| o.block() == block));
            let always = supplied.contains(&block) || block == Block::Mandate;
            if used || always {
                let id = self.add(sort, false, "example".to_owned());
                if always {
                    self.constraints.push(Constraint::Always((id, Fact::Presence)));
                }
            }
        }
    }

    fn members(&mut self, demand: &Demand) {
        let mut label = 0;
        for ((sort, ruled_out), count) in &demand.counts {
            let Some(known) = self.vocabulary.sort(*sort) else { continue };
            let itself = matches!(known.origin, Origin::Itself(_));
            // A mandate has one situation; it can be read against several deployments.
            let more = self.reading == Reading::Free && known.origin == Origin::Itself(Block::Deployment);
            let count = if itself && !more { 0 } else { *count };
            let mut before: Option<EntityId> = None;
            for number in 1..=count {
                label += 1;
                let name = match known.origin {
                    Origin::Chosen => label.to_string(),
                    _ => format!("{}-{number}", known.name),
                };
                let id = self.add(*sort, *ruled_out, name);
                let block = self.own_block(known.origin.block());
                if let Some(block) = block.filter(|block| *block != id) {
                    self.constraints.push(Constraint::Only((id, Fact::Presence), (block, Fact::Presence)));
                }
                // Entities of a sort are alike: the first ones are there first.
                if let Some(before) = before {
                    self.constraints.push(Constraint::Only((id, Fact::Presence), (before, Fact::Presence)));
                }
                before = Some(id);
            }
        }
    }

    fn own_block(&self, block: Block) -> Option<EntityId> {
        let sort = self.vocabulary.sort_of_block(block)?;
        self.entities.iter().position(|entity| entity.sort == sort).map(|i| EntityId(i as u32))
    }

    fn add(&mut self, sort: SortId, ruled_out: bool, name: String) -> EntityId {
        let id = EntityId(self.entities.len() as u32);
        let chosen = self.origin(sort) == Some(Origin::Chosen);
        self.entities.push(Entity {
            sort,
            label: chosen.then(|| name.clone()),
            name: if chosen { format!("¶{name}") } else { name },
            description: String::new(),
            ruled_out,
            presence: Guard::default(),
            kinds: Vec::new(),
            tuples: Vec::new(),
            span: Span::default(),
        });
        id
    }

    fn classes(&mut self, taxonomy: TaxonomyId) -> &Classes {
        let (vocabulary, mentions) = (self.vocabulary, self.mentions);
        self.kinds.entry(taxonomy).or_insert_with(|| {
            let tests = Tests {
                terms: mentions.kinds.get(&taxonomy),
                attributes: Some(&mentions.relations),
                ranks: None,
            };
            Classes::new(vocabulary, taxonomy, &tests)
        })
    }

    /// Everything that could be said of an entity.
    fn said_of(&mut self, id: EntityId) {
        let Some(entity) = self.entities.get(id.index()) else { return };
        let (sort, ruled_out) = (entity.sort, entity.ruled_out);
        self.kinds_of(id, sort);
        let mut figures: Option<Vec<Key>> = None;
        let (vocabulary, mentions) = (self.vocabulary, self.mentions);
        for (relation, used) in &mentions.relations {
            let Some(known) = vocabulary.relation(*relation) else { continue };
            if !used.subjects.contains(&sort) || !known.domain.contains(&sort) {
                continue;
            }
            if self.reading == Reading::Exact && known.derived.is_some() {
                continue;
            }
            let placed = |way: &Written| known.written.contains(way);
            // What rules out has no verb of its own; that braces could give it one is nothing to show anybody.
            if ruled_out && placed(&Written::Verb) && self.reading == Reading::Exact {
                continue;
            }
            let keys = self.objects(id, *relation, used);
            let counted = matches!(self.origin(sort), Some(Origin::Counted(_)));
            if counted && placed(&Written::Figure) {
                figures.get_or_insert_default().extend(&keys);
            }
            if placed(&Written::Verb) && !ruled_out {
                self.constraints.push(Constraint::Some((id, Fact::Presence), keys.clone()));
            }
            let to_entities = known.range.iter().any(|range| matches!(range, Range::Sort(_)));
            if known.single && !(self.reading == Reading::Free && to_entities) {
                self.constraints.push(Constraint::One(keys));
            }
        }
        if let Some(figures) = figures.filter(|_| self.reading == Reading::Exact) {
            self.constraints.push(Constraint::Some((id, Fact::Presence), figures));
        }
    }

    fn kinds_of(&mut self, id: EntityId, sort: SortId) {
        let Some(known) = self.vocabulary.sort(sort) else { return };
        // A clause has an act, a figure has something that it counts.
        let acts = matches!(known.origin, Origin::Chosen | Origin::Counted(_));
        let classes = self.classes(known.kinds);
        let mut terms: Vec<TermId> = classes.telling().collect();
        if acts {
            terms.extend(classes.other());
        }
        let mut keys = Vec::with_capacity(terms.len());
        for term in terms {
            let Some(entity) = self.entities.get_mut(id.index()) else { return };
            let key = (id, Fact::Kind(entity.kinds.len() as u32));
            entity.kinds.push(Guarded { value: term, guard: Guard::default(), span: Span::default() });
            self.constraints.push(Constraint::Only(key, (id, Fact::Presence)));
            keys.push(key);
        }
        if acts {
            self.constraints.push(Constraint::Some((id, Fact::Presence), keys.clone()));
            if self.reading == Reading::Exact {
                self.constraints.push(Constraint::One(keys));
            }
        }
    }

    /// Everything to which the relation could relate the entity.
    fn objects(&mut self, id: EntityId, relation: RelationId, used: &Use) -> Vec<Key> {
        let Some(known) = self.vocabulary.relation(relation) else { return Vec::new() };
        let free = self.reading == Reading::Free;
        let mut keys = Vec::new();
        if used.entities || used.stated || free {
            // Clauses that rule out can be named, too: instructions for ¶19, which rules something out.
            for place in sorts_of(&known.range).into_iter().flat_map(|sort| [(sort, false), (sort, true)]) {
                for object in self.of_sort(place) {
                    if object != id || free {
                        let key = self.tuple(id, relation, Value::Entity(object));
                        self.constraints.push(Constraint::Only(key, (object, Fact::Presence)));
                        self.given_kind(known.gives_kind, key, object);
                        keys.push(key);
                    }
                }
            }
        }
        // A clause has a verb, whichever: where only one is asked for, another must be possible.
        let some = known.written.contains(&Written::Verb);
        for term in self.term_objects(&known.range, used, some) {
            keys.push(self.tuple(id, relation, Value::Term(term)));
        }
        for (range, dated) in [(Range::Number, false), (Range::Date, true)] {
            if known.range.contains(&range) {
                for value in numbers(used, dated) {
                    keys.push(self.tuple(id, relation, value));
                }
            }
        }
        if used.stated && (free || known.range.contains(&Range::Text)) {
            keys.push(self.tuple(id, relation, Value::Text("…".to_owned())));
        }
        keys
    }

    fn of_sort(&self, (sort, ruled_out): Place) -> Vec<EntityId> {
        let own = |entity: &Entity| entity.sort == sort && entity.ruled_out == ruled_out;
        let ids = self.entities.iter().enumerate().filter(|(_, entity)| own(entity));
        ids.map(|(i, _)| EntityId(i as u32)).collect()
    }

    fn term_objects(&self, range: &[Range], used: &Use, some: bool) -> Vec<TermId> {
        let mut terms = Vec::new();
        for range in range {
            let taxonomy = match range {
                Range::Terms(taxonomy) => Some(*taxonomy),
                Range::Sort(sort) => self.vocabulary.sort(*sort).map(|sort| sort.kinds),
                _ => None,
            };
            let Some(taxonomy) = taxonomy else { continue };
            let tests = Tests { terms: Some(&used.terms), ranks: Some(used), attributes: None };
            let classes = Classes::new(self.vocabulary, taxonomy, &tests);
            terms.extend(classes.telling());
            let levels = used.all_ranks || !used.ranks.is_empty();
            if some || used.by_term || used.stated || levels {
                terms.extend(classes.other());
            }
        }
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    fn tuple(&mut self, id: EntityId, relation: RelationId, value: Value) -> Key {
        let mut number = 0;
        if let Some(entity) = self.entities.get_mut(id.index()) {
            number = entity.tuples.len() as u32;
            let tuple = Tuple { relation, value, guard: Guard::default(), span: Span::default() };
            entity.tuples.push(tuple);
        }
        let key = (id, Fact::Tuple(number));
        self.constraints.push(Constraint::Only(key, (id, Fact::Presence)));
        key
    }

    /// Whoever the relation names is of the kind that it gives.
    fn given_kind(&mut self, kind: Option<TermId>, key: Key, object: EntityId) {
        let Some(kind) = kind else { return };
        let Some(taxonomy) = self.vocabulary.term(kind).map(|term| term.taxonomy) else { return };
        let Some(standing) = self.classes(taxonomy).standing_for(kind) else { return };
        let place = self
            .entities
            .get(object.index())
            .and_then(|entity| entity.kinds.iter().position(|kind| kind.value == standing));
        if let Some(place) = place {
            self.constraints.push(Constraint::Only(key, (object, Fact::Kind(place as u32))));
        }
    }
}

/// Numbers that make a difference, and days.
fn numbers(used: &Use, dated: bool) -> Vec<Value> {
    let mut numbers: Vec<i64> = used.numbers.iter().copied().collect();
    if numbers.is_empty() {
        numbers.push(1);
    }
    if dated {
        let later: Vec<i64> = numbers.iter().map(|n| n.saturating_add(FIRST_DAY)).collect();
        numbers.extend(later);
    }
    numbers.sort_unstable();
    numbers.dedup();
    let written = |number: i64| -> Option<Value> {
        if !dated {
            return (number >= 0).then_some(Value::Number(number));
        }
        let date = Date(i32::try_from(number).ok()?);
        (FIRST_DATE..=LAST_DATE).contains(&number).then_some(Value::Date(date))
    };
    numbers.into_iter().filter_map(written).collect()
}

//! The meaning of formulas once more, as plainly as it can be said: straight from the draft, one reading, no tables.
//! Kept in tests only, to check the evaluator against.

use penholder::evaluate::Reading;
use penholder_language::model::{
    Derived, Draft, EntityId, Formula, Guard, LevelOperand, LinearTerm, Object, Quantity, RelationId, TermId,
    Value, Variable, Vocabulary,
};

pub struct Naive<'a> {
    pub draft: &'a Draft,
    pub vocabulary: &'a Vocabulary,
    pub reading: &'a Reading,
}

type Frame = Vec<(u32, EntityId)>;

impl Naive<'_> {
    fn on(&self, guard: &Guard) -> bool {
        guard.0.iter().all(|(choice, option)| self.reading.takes(*choice, *option))
    }

    fn there(&self, id: EntityId) -> bool {
        self.on(&self.draft.entities[id.index()].presence)
    }

    pub fn range(&self, variable: &Variable) -> Vec<EntityId> {
        let mut all = Vec::new();
        for sort in &variable.sorts {
            for (i, entity) in self.draft.entities.iter().enumerate() {
                let id = EntityId(i as u32);
                if entity.sort == *sort && entity.ruled_out == variable.ruled_out && self.there(id) {
                    all.push(id);
                }
            }
        }
        all
    }

    fn is(&self, id: EntityId, term: TermId) -> bool {
        let kinds = &self.draft.entities[id.index()].kinds;
        kinds.iter().any(|kind| self.on(&kind.guard) && self.vocabulary.is_a(kind.value, term))
    }

    /// What is written under a relation, attributes of kinds included.
    fn written(&self, relation: RelationId, id: EntityId) -> Vec<Value> {
        let known = self.vocabulary.relation(relation).unwrap();
        let sort = self.draft.entities[id.index()].sort;
        match known.derived {
            Some(Derived::ByKind(of)) if known.domain.contains(&sort) => {
                return self.written(of, id).into_iter().filter(|v| matches!(v, Value::Term(_))).collect();
            }
            Some(Derived::ByName(of)) if known.domain.contains(&sort) => {
                return self.written(of, id).into_iter().filter(|v| matches!(v, Value::Entity(_))).collect();
            }
            Some(_) => return Vec::new(),
            None => {}
        }
        let tuples = &self.draft.entities[id.index()].tuples;
        let own =
            tuples.iter().filter(|t| t.relation == relation && self.on(&t.guard)).map(|t| t.value.clone());
        let mut all: Vec<Value> = own.collect();
        for (t, term) in self.vocabulary.terms.iter().enumerate() {
            for attribute in term.attributes.iter().filter(|a| a.relation == relation) {
                if self.is(id, TermId(t as u32)) {
                    all.push(Value::Term(attribute.value));
                }
            }
        }
        all
    }

    /// Entities as written: by name, and by kind among those that the draft gives.
    fn direct(&self, relation: RelationId, id: EntityId) -> Vec<EntityId> {
        let known = self.vocabulary.relation(relation).unwrap();
        let mut found = Vec::new();
        for value in self.written(relation, id) {
            match value {
                Value::Entity(other) => found.push(other),
                Value::Term(term) => {
                    for (i, entity) in self.draft.entities.iter().enumerate() {
                        let sort_fits = known.range.iter().any(|range| match range {
                            penholder_language::model::Range::Sort(sort) => {
                                *sort == entity.sort
                                    && self.vocabulary.sort(*sort).unwrap().kinds
                                        == self.vocabulary.term(term).unwrap().taxonomy
                            }
                            _ => false,
                        });
                        if sort_fits && !entity.ruled_out && self.is(EntityId(i as u32), term) {
                            found.push(EntityId(i as u32));
                        }
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Entities in the closure of the relation.
    pub fn entities(&self, relation: RelationId, id: EntityId) -> Vec<EntityId> {
        let known = self.vocabulary.relation(relation).unwrap();
        let count = self.draft.entities.len();
        let all = || (0..count).map(|i| EntityId(i as u32));
        if let Some(derived) = known.derived.filter(|d| !matches!(d, Derived::ByKind(_) | Derived::ByName(_)))
        {
            return all().filter(|other| self.derived(derived, relation, id, *other)).collect();
        }
        let step = |from: EntityId| -> Vec<EntityId> {
            let mut next = self.direct(relation, from);
            if known.symmetric {
                next.extend(all().filter(|other| self.direct(relation, *other).contains(&from)));
            }
            next
        };
        let mut found = step(id);
        if known.transitive {
            let mut at = 0;
            while at < found.len() {
                for next in step(found[at]) {
                    if next != id && !found.contains(&next) {
                        found.push(next);
                    }
                }
                at += 1;
            }
        }
        if let Some(containment) = known.through {
            let parts: Vec<EntityId> = all()
                .filter(|part| self.entities(containment, *part).iter().any(|whole| found.contains(whole)))
                .collect();
            found.extend(parts);
        }
        found
    }

    /// Objects, and itself where it is an object of that relation, with its parts.
    fn scope(&self, of: RelationId, id: EntityId) -> Vec<EntityId> {
        let known = self.vocabulary.relation(of).unwrap();
        let mut found = self.entities(of, id);
        if known.range.contains(&penholder_language::model::Range::Sort(self.draft.entities[id.index()].sort))
        {
            found.push(id);
            if let Some(containment) = known.through {
                let all = (0..self.draft.entities.len()).map(|i| EntityId(i as u32));
                found.extend(all.filter(|part| self.entities(containment, *part).contains(&id)));
            }
        }
        found
    }

    fn terms_written(&self, relation: RelationId, id: EntityId) -> Vec<TermId> {
        self.written(relation, id)
            .into_iter()
            .filter_map(|v| if let Value::Term(t) = v { Some(t) } else { None })
            .collect()
    }

    fn derived(&self, derived: Derived, relation: RelationId, left: EntityId, right: EntityId) -> bool {
        let known = self.vocabulary.relation(relation).unwrap();
        let sort = |id: EntityId| self.draft.entities[id.index()].sort;
        let in_range = known.range.contains(&penholder_language::model::Range::Sort(sort(right)));
        if !known.domain.contains(&sort(left)) || !in_range {
            return false;
        }
        match derived {
            Derived::ByKind(_) | Derived::ByName(_) => unreachable!("written, not worked out"),
            Derived::Narrows => {
                let kinds = |id: EntityId| {
                    let kinds = self.draft.entities[id.index()].kinds.iter();
                    kinds.filter(|k| self.on(&k.guard)).map(|k| k.value).collect::<Vec<_>>()
                };
                left != right
                    && kinds(left).iter().any(|a| kinds(right).iter().any(|b| self.vocabulary.is_a(*a, *b)))
            }
            Derived::Overlap(of) => {
                let (a, b) = (self.scope(of, left), self.scope(of, right));
                let (s, t) = (self.terms_written(of, left), self.terms_written(of, right));
                a.iter().any(|e| b.contains(e))
                    || s.iter().any(|x| {
                        t.iter().any(|y| self.vocabulary.is_a(*x, *y) || self.vocabulary.is_a(*y, *x))
                    })
            }
            Derived::Covers(of) => {
                let (mine, own) = (self.entities(of, left), self.terms_written(of, left));
                let objects: Vec<Value> = self
                    .written(of, right)
                    .into_iter()
                    .filter(|v| matches!(v, Value::Entity(_) | Value::Term(_)))
                    .collect();
                !objects.is_empty()
                    && objects.iter().all(|value| match value {
                        Value::Entity(entity) => mine.contains(entity),
                        Value::Term(term) => own.iter().any(|x| self.vocabulary.is_a(*term, *x)),
                        _ => true,
                    })
            }
        }
    }

    fn numbers(&self, relation: RelationId, id: EntityId) -> i64 {
        let value = |v: &Value| match v {
            Value::Number(n) => *n,
            Value::Date(d) => i64::from(d.0),
            _ => 0,
        };
        self.written(relation, id).iter().map(value).sum()
    }

    fn linear(&self, terms: &[LinearTerm], frame: &mut Frame) -> i64 {
        terms.iter().map(|term| term.coefficient * self.quantity(&term.quantity, frame)).sum()
    }

    fn quantity(&self, quantity: &Quantity, frame: &mut Frame) -> i64 {
        match quantity {
            Quantity::Attribute { relation, slot } => self.numbers(*relation, at(frame, *slot)),
            Quantity::Sum { variable, relation, body } => {
                let found = self.satisfying(variable, body, frame);
                found.into_iter().map(|id| self.numbers(*relation, id)).sum()
            }
            Quantity::Count { variable, body } => self.satisfying(variable, body, frame).len() as i64,
        }
    }

    fn satisfying(&self, variable: &Variable, body: &Formula, frame: &mut Frame) -> Vec<EntityId> {
        let candidates = self.range(variable);
        candidates
            .into_iter()
            .filter(|id| {
                frame.push((variable.slot, *id));
                let holds = self.holds(body, frame);
                frame.pop();
                holds
            })
            .collect()
    }

    fn levels(&self, operand: &LevelOperand, frame: &Frame) -> Option<u32> {
        match operand {
            LevelOperand::Term(term) => self.vocabulary.term(*term).map(|t| t.rank),
            LevelOperand::Attribute { relation, slot } => {
                let ranks = self.terms_written(*relation, at(frame, *slot)).into_iter();
                ranks.filter_map(|t| self.vocabulary.term(t).map(|t| t.rank)).max()
            }
        }
    }

    pub fn holds(&self, formula: &Formula, frame: &mut Frame) -> bool {
        match formula {
            Formula::Constant(value) => *value,
            Formula::And(parts) => parts.iter().all(|part| self.holds(part, frame)),
            Formula::Or(parts) => parts.iter().any(|part| self.holds(part, frame)),
            Formula::Not(part) => !self.holds(part, frame),
            Formula::Exists(variable, body) => !self.satisfying(variable, body, frame).is_empty(),
            Formula::ForAll(variable, body) => {
                self.satisfying(variable, body, frame).len() == self.range(variable).len()
            }
            Formula::Is(slot, terms) => terms.iter().any(|term| self.is(at(frame, *slot), *term)),
            Formula::Related(relation, slot, Object::Variable(other)) => {
                self.entities(*relation, at(frame, *slot)).contains(&at(frame, *other))
            }
            Formula::Related(relation, slot, Object::Terms(terms)) => terms.iter().any(|term| {
                self.written(*relation, at(frame, *slot)).iter().any(|value| match value {
                    Value::Term(own) => self.vocabulary.is_a(*own, *term),
                    Value::Entity(other) => self.there(*other) && self.is(*other, *term),
                    _ => false,
                })
            }),
            Formula::States(relation, slot) => {
                let id = at(frame, *slot);
                !self.written(*relation, id).is_empty() || !self.entities(*relation, id).is_empty()
            }
            Formula::Same(a, b) => at(frame, *a) == at(frame, *b),
            Formula::AtLeast { terms, bound } => {
                let stated = terms.iter().all(|term| match &term.quantity {
                    Quantity::Attribute { relation, slot } => {
                        !self.written(*relation, at(frame, *slot)).is_empty()
                    }
                    _ => true,
                });
                stated && self.linear(terms, frame) >= *bound
            }
            Formula::LevelAtLeast { left, right, strict } => {
                match (self.levels(left, frame), self.levels(right, frame)) {
                    (_, None) => true,
                    (None, Some(_)) => false,
                    (Some(a), Some(b)) => a > b || (!strict && a == b),
                }
            }
            Formula::Several { k, of } => {
                of.iter().filter(|part| self.holds(part, frame)).count() >= *k as usize
            }
            Formula::Status(..) => panic!("the reference evaluator judges formulas, not rules"),
        }
    }
}

fn at(frame: &Frame, slot: u32) -> EntityId {
    frame.iter().rev().find(|(s, _)| *s == slot).unwrap().1
}

//! Second pass: values find the relation that takes them.

use super::builder::Builder;
use crate::model::{self, Date, EntityId, Guard, Guarded, Range, RelationId, SortId, TermId, Tuple, Unit};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{self, Name, Value};

impl Builder<'_> {
    /// Relates an entity to a value, by the first of the relations that takes it.
    pub(super) fn relate(
        &mut self,
        entity: EntityId,
        candidates: &[RelationId],
        value: &Value,
        guard: &Guard,
        what: &str,
    ) {
        let span = value.place().0;
        if !self.is_sound(value) {
            return;
        }
        for relation in candidates.iter().copied() {
            if let Some(objects) = self.fits(entity, relation, value) {
                for object in objects {
                    self.tuple(entity, Tuple { relation, value: object, guard: guard.clone(), span });
                }
                return;
            }
        }
        if let Some(problem) = self.refused(entity, candidates, value, what) {
            self.problem(problem);
        }
    }

    fn tuple(&mut self, entity: EntityId, tuple: Tuple) {
        if !self.has_room(tuple.span) {
            return;
        }
        if let Some(entity) = self.draft.entities.get_mut(entity.index()) {
            entity.tuples.push(tuple);
        }
    }

    /// A term by itself: a kind of the entity, or the object of the only relation that can have it.
    pub(super) fn bare(&mut self, entity: EntityId, sort: SortId, name: &Name, guard: &Guard) {
        let span = name.place.0;
        let term = if name.quoted { None } else { self.vocabulary.term_named(&name.text) };
        let taxonomy = term.and_then(|term| self.vocabulary.term(term)).map(|term| term.taxonomy);
        let (Some(term), Some(taxonomy)) = (term, taxonomy) else {
            let problem = self.unknown_flag(sort, name);
            self.problem(problem);
            return;
        };
        if self.vocabulary.sort(sort).is_some_and(|sort| sort.kinds == taxonomy) {
            if let Some(entity) = self.draft.entities.get_mut(entity.index()) {
                entity.kinds.push(Guarded { value: term, guard: guard.clone(), span });
            }
            return;
        }
        let takes = |id: &RelationId| self.takes_term(*id, term);
        let relations: Vec<RelationId> = self.relations_of(sort).filter(takes).collect();
        match relations.as_slice() {
            [relation] => {
                let value = model::Value::Term(term);
                self.tuple(entity, Tuple { relation: *relation, value, guard: guard.clone(), span });
            }
            several => {
                let problem = self.unclear_flag(sort, name, taxonomy, several);
                self.problem(problem);
            }
        }
    }

    fn takes_term(&self, relation: RelationId, term: TermId) -> bool {
        let taxonomy = self.vocabulary.term(term).map(|term| term.taxonomy);
        self.vocabulary.relation(relation).is_some_and(|relation| {
            relation.range.iter().any(|range| match range {
                Range::Terms(terms) => Some(*terms) == taxonomy,
                Range::Sort(sort) => self.vocabulary.sort(*sort).map(|sort| sort.kinds) == taxonomy,
                _ => false,
            })
        })
    }

    /// What the relation makes of the value; nothing where it does not take it.
    fn fits(&self, entity: EntityId, relation: RelationId, value: &Value) -> Option<Vec<model::Value>> {
        let known = self.vocabulary.relation(relation)?;
        let number = |unit: bool, value: i64| {
            (unit && known.range.contains(&Range::Number)).then(|| vec![model::Value::Number(value)])
        };
        match value {
            Value::Name(name) => self.name_fits(relation, &known.range, name).map(|value| vec![value]),
            Value::Label(label) => {
                let clauses = self.below(&label.text);
                let fitting = clauses.filter(|id| *id != entity && self.in_range(*id, &known.range));
                let objects: Vec<_> = fitting.map(model::Value::Entity).collect();
                (!objects.is_empty()).then_some(objects)
            }
            Value::Number(value, _) => number(matches!(known.unit, Unit::Count(_)), *value),
            Value::Percent(value, _) => number(known.unit == Unit::Percent, *value),
            Value::Duration(count, unit, _) => {
                number(known.unit == Unit::Days, count.checked_mul(unit.days())?)
            }
            Value::Date(date) => {
                let date = Date::new(date.year, date.month, date.day)?;
                known.range.contains(&Range::Date).then(|| vec![model::Value::Date(date)])
            }
        }
    }

    fn name_fits(&self, relation: RelationId, range: &[Range], name: &Name) -> Option<model::Value> {
        if let Some(id) = self.scope.get(&name.text).copied().filter(|id| self.in_range(*id, range)) {
            return Some(model::Value::Entity(id));
        }
        if name.quoted && range.contains(&Range::Text) {
            return Some(model::Value::Text(name.text.clone()));
        }
        let term = self.vocabulary.term_named(&name.text)?;
        self.takes_term(relation, term).then_some(model::Value::Term(term))
    }

    pub(super) fn in_range(&self, entity: EntityId, range: &[Range]) -> bool {
        self.sort_of(entity).is_some_and(|sort| range.contains(&Range::Sort(sort)))
    }

    /// Clauses with that label or one below it: `16(a)` has `16(a)(i)` below it, `16` does not have `16bis`.
    pub(super) fn below(&self, label: &str) -> impl Iterator<Item = EntityId> {
        let above = label.to_owned();
        self.labels
            .range(label.to_owned()..)
            .take_while({
                let above = above.clone();
                move |(label, _)| label.starts_with(&above)
            })
            .filter(move |(label, _)| is_below(label, &above))
            .flat_map(|(_, ids)| ids.iter().copied())
    }

    /// Whether a clause with that label, or one below it, could not be made.
    pub(super) fn failed_below(&self, label: &str) -> bool {
        let from = self.failed_labels.range(label.to_owned()..);
        from.take_while(|failed| failed.starts_with(label)).any(|failed| is_below(failed, label))
    }

    /// Dates that exist, times that can be counted.
    fn is_sound(&mut self, value: &Value) -> bool {
        match value {
            Value::Date(date) => self.date(date).is_some(),
            Value::Duration(count, unit, place) if count.checked_mul(unit.days()).is_none() => {
                let problem = Diagnostic::error(place.0, "this time is too long to be counted in days");
                self.problem(problem);
                false
            }
            _ => true,
        }
    }

    pub(super) fn date(&mut self, date: &ast::Date) -> Option<Date> {
        let found = Date::new(date.year, date.month, date.day);
        if found.is_none() {
            let message = format!("the calendar has no {:04}-{:02}-{:02}", date.year, date.month, date.day);
            let span: Span = date.place.0;
            self.problem(
                Diagnostic::error(span, message).help("dates are written year, month, day: `2013-04-25`"),
            );
        }
        found
    }
}

/// Whether a label is another one, or below it.
pub(super) fn is_below(label: &str, above: &str) -> bool {
    label.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
}

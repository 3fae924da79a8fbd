//! What is left to resolve once every name is known.

use super::builder::Builder;
use crate::model::{EntityId, Guard, RelationId, SortId, Written};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast::{Alternative, Details, Name, Value};
use crate::syntax::mandate::value_text;

/// Something said of an entity.
pub(super) struct Work<'a> {
    /// Of whom; none where the entity could not be made, and only the names are looked at.
    pub(super) entity: Option<EntityId>,
    pub(super) said: Said<'a>,
}

/// How it is said.
pub(super) enum Said<'a> {
    /// A term by itself: `{ terrorist }`.
    Bare(&'a Name, Guard),
    /// A relation by its name, or by a preposition, and its values.
    Head(&'a Name, Vec<(Guard, &'a Value)>),
    /// A preposition and its values.
    Phrase(&'a Name, Vec<(Guard, &'a Value)>),
    /// What has a place of its own: verb, addressee, figure.
    Place(Written, Guard, Value),
}

impl<'a> Builder<'a> {
    /// Values out of their brackets, each with its guard.
    pub(super) fn values(
        &mut self,
        values: &'a [Alternative<Value>],
        base: &str,
        guard: &Guard,
    ) -> Vec<(Guard, &'a Value)> {
        self.unfold(values, base, guard, &value_text)
    }

    /// What stands in brackets, and beside them, each with its guard.
    pub(super) fn unfold<T>(
        &mut self,
        things: &'a [Alternative<T>],
        base: &str,
        guard: &Guard,
        text: &dyn Fn(&T) -> String,
    ) -> Vec<(Guard, &'a T)> {
        let mut found = Vec::new();
        for thing in things {
            match thing {
                Alternative::Plain(thing) => found.push((guard.clone(), thing)),
                Alternative::Bracket(bracket) => {
                    if !self.may_choose(bracket.place.0) {
                        continue;
                    }
                    for option in self.open(bracket, base, guard, &|thing| flat(thing, text)) {
                        found.extend(self.unfold(option.content, base, &option.guard, text));
                    }
                }
            }
        }
        found
    }

    /// Leaves what stands in braces to the second pass.
    pub(super) fn details(&mut self, entity: EntityId, details: Option<&'a Details>, guard: &Guard) {
        for detail in details.iter().flat_map(|details| &details.details) {
            let said = if detail.values.is_empty() {
                Said::Bare(&detail.head, guard.clone())
            } else {
                Said::Head(&detail.head, detail.values.iter().map(|value| (guard.clone(), value)).collect())
            };
            self.work.push(Work { entity: Some(entity), said });
        }
    }

    /// Names that a relation declares by using them (`neighbours Algeria, Niger`).
    pub(super) fn declare_by_use(&mut self, from: usize) {
        let mut names: Vec<(RelationId, Name, Guard)> = Vec::new();
        for work in self.work.iter().skip(from) {
            let Some(sort) = work.entity.and_then(|entity| self.sort_of(entity)) else { continue };
            let (candidates, values) = match &work.said {
                Said::Head(head, values) => (self.headed(&head.text, sort), values),
                Said::Phrase(head, values) => (self.written_as(&head.text, sort), values),
                _ => continue,
            };
            let declares =
                |id: &RelationId| self.vocabulary.relation(*id).is_some_and(|relation| relation.declares);
            let Some(relation) = candidates.into_iter().find(declares) else { continue };
            for (guard, value) in values {
                if let Value::Name(name) = value {
                    names.push((relation, name.clone(), guard.clone()));
                }
            }
        }
        for (relation, name, guard) in names {
            self.declare_used(relation, &name, guard);
        }
    }

    /// Second pass over one thing said.
    pub(super) fn carry_out(&mut self, work: &Work<'a>) {
        let sort = work.entity.and_then(|entity| self.sort_of(entity));
        match (&work.said, work.entity.zip(sort)) {
            (Said::Bare(name, guard), Some((entity, sort))) => self.bare(entity, sort, name, guard),
            (Said::Head(head, values), Some((entity, sort))) => {
                let candidates = self.headed(&head.text, sort);
                if candidates.is_empty() {
                    let problem = self.unknown_head(sort, head, values.first().map(|(_, value)| *value));
                    self.problem(problem);
                    return;
                }
                for (guard, value) in values {
                    self.relate(entity, &candidates, value, guard, &format!("`{}`", head.text));
                }
            }
            (Said::Phrase(head, values), Some((entity, sort))) => {
                let candidates = self.written_as(&head.text, sort);
                if candidates.is_empty() {
                    let problem = self.unknown_preposition(sort, head);
                    self.problem(problem);
                    return;
                }
                for (guard, value) in values {
                    self.relate(entity, &candidates, value, guard, &format!("`{}`", head.text));
                }
            }
            (Said::Place(place, guard, value), Some((entity, sort))) => {
                let mut candidates: Vec<RelationId> = self.relations_of(sort).collect();
                candidates.retain(|id| self.is_written(*id, place));
                if candidates.is_empty() {
                    let problem = self.no_place(sort, place, value.place().0);
                    self.problem(problem);
                    return;
                }
                self.relate(entity, &candidates, value, guard, place_name(place));
            }
            // The clause could not be made; its other words are looked at all the same.
            (Said::Place(place, _, Value::Name(name)), None) => self.known_anywhere(place, name),
            _ => {}
        }
    }

    /// Relations of a sort by name; or, where the name is a preposition, those so written.
    pub(super) fn headed(&self, head: &str, sort: SortId) -> Vec<RelationId> {
        let is_named =
            |id: &RelationId| self.vocabulary.relation(*id).is_some_and(|relation| relation.name == head);
        let mut found: Vec<RelationId> = self.relations_of(sort).filter(is_named).collect();
        for id in self.written_as(head, sort) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// Relations of a sort that are written with a preposition.
    pub(super) fn written_as(&self, preposition: &str, sort: SortId) -> Vec<RelationId> {
        self.relations_of(sort)
            .filter(|id| {
                self.vocabulary.relation(*id).is_some_and(|relation| {
                    relation
                        .written
                        .iter()
                        .any(|way| matches!(way, Written::Preposition(word) if word == preposition))
                })
            })
            .collect()
    }

    pub(super) fn is_written(&self, id: RelationId, way: &Written) -> bool {
        self.vocabulary.relation(id).is_some_and(|relation| relation.written.contains(way))
    }

    /// Given facts are not negotiated.
    pub(super) fn may_choose(&mut self, span: Span) -> bool {
        let may = self.block == crate::model::Block::Mandate;
        if !may {
            let problem = Diagnostic::error(span, "brackets stand in mandates only")
                .help("what is given is not negotiated; write a second block and say which one a mandate is read against");
            self.problem(problem);
        }
        may
    }
}

pub(super) fn place_name(place: &Written) -> &'static str {
    match place {
        Written::Verb => "the verb",
        Written::Addressee => "the addressee",
        _ => "the figure",
    }
}

pub(super) fn flat<T>(thing: &Alternative<T>, text: &dyn Fn(&T) -> String) -> String {
    match thing {
        Alternative::Plain(thing) => text(thing),
        Alternative::Bracket(bracket) => {
            let options: Vec<String> = bracket
                .options
                .iter()
                .map(|option| {
                    option.content.iter().map(|thing| flat(thing, text)).collect::<Vec<_>>().join(" ")
                })
                .collect();
            format!("[ {} ]", options.join(" | "))
        }
    }
}

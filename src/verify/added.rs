//! Clause templates put into mandates: into a file that is there, and into a symbolic one.

use std::collections::BTreeMap;

use penholder_language::model::{
    Draft, Entity, EntityId, Guard, Guarded, Origin, Range, RelationId, TermId, Tuple, Value,
};
use penholder_language::source::Span;

use super::demand::Place;
use super::example::{Read, read};
use super::mentions::sorts_of;
use super::search::Search;
use super::universe::{Key, Reading, Universe};
use super::world::{After, World};
use super::write::write;
use crate::facts::Fact;

/// From this paragraph on stands what is added.
const FIRST: usize = 901;

/// The mandate with clauses added at its end; `None` where they cannot be read there.
pub(super) fn with_clauses(search: &Search<'_>, text: &str, clauses: &[String]) -> Option<Read> {
    read(search.pack, extended(text, clauses)?)
}

/// Clauses stand in the last block, which is the mandate.
fn extended(text: &str, clauses: &[String]) -> Option<String> {
    let numbered = clauses.iter().enumerate();
    let entries: Vec<String> =
        numbered.map(|(number, clause)| format!("¶{} {clause}", FIRST + number)).collect();
    with_lines(text, &entries)
}

/// The mandate with entries of whatever kind at its end.
pub(super) fn with_entries(search: &Search<'_>, text: &str, entries: &[String]) -> Option<Read> {
    read(search.pack, with_lines(text, entries)?)
}

fn with_lines(text: &str, entries: &[String]) -> Option<String> {
    let mut more = text.trim_end().strip_suffix('}')?.to_owned();
    for entry in entries {
        more.push_str(&format!("    {entry}\n"));
    }
    more.push_str("}\n");
    Some(more)
}

/// Templates with the names of entities put in; `None` where they need more than a name.
pub(super) fn filled(templates: &[String], names: &[(String, String)]) -> Option<Vec<String>> {
    templates
        .iter()
        .map(|template| {
            let mut text = template.clone();
            for (variable, name) in names {
                text = text.replace(&format!("{{{variable}}}"), name);
            }
            // Details in braces begin with a blank.
            let open = text.match_indices('{').any(|(at, _)| {
                text.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()))
            });
            (!open).then_some(text)
        })
        .collect()
}

/// How many entities of each sort the templates add, read against a mandate in which the variables' sorts have one each.
pub(super) fn counted(added: &[Entity]) -> BTreeMap<Place, usize> {
    let mut counts: BTreeMap<Place, usize> = BTreeMap::new();
    for entity in added {
        *counts.entry((entity.sort, entity.ruled_out)).or_default() += 1;
    }
    counts
}

/// What clauses add to a universe, resolved against its entities.
pub(super) fn resolved(search: &Search<'_>, universe: &Universe, clauses: &[String]) -> Option<Vec<Entity>> {
    let skeleton = skeleton(search, universe);
    let text = write(&skeleton, &search.pack.vocabulary, &penholder_language::model::Block::ALL)?;
    let after = with_clauses(search, &text, clauses)?.draft;
    // Names are the same in both, numbers are not.
    let mut places: BTreeMap<EntityId, EntityId> = BTreeMap::new();
    let mut added: Vec<(EntityId, Entity)> = Vec::new();
    for (index, entity) in after.entities.iter().enumerate() {
        let id = EntityId(index as u32);
        let known = universe.draft.entities.iter().position(|own| {
            own.name == entity.name && own.sort == entity.sort && own.ruled_out == entity.ruled_out
        });
        match known {
            Some(place) => drop(places.insert(id, EntityId(place as u32))),
            None => {
                let place = EntityId((universe.draft.entities.len() + added.len()) as u32);
                places.insert(id, place);
                added.push((place, entity.clone()));
            }
        }
    }
    added
        .into_iter()
        .map(|(_, mut entity)| {
            for tuple in &mut entity.tuples {
                if let Value::Entity(object) = tuple.value {
                    tuple.value = Value::Entity(*places.get(&object)?);
                }
            }
            Some(entity)
        })
        .collect()
}

/// The universe's entities with nothing said of them, as a mandate that can be read.
fn skeleton(search: &Search<'_>, universe: &Universe) -> Draft {
    let mut draft = Draft { name: universe.draft.name.clone(), ..Draft::default() };
    for entity in &universe.draft.entities {
        let sort = search.pack.vocabulary.sort(entity.sort);
        let acts = sort.is_some_and(|s| matches!(s.origin, Origin::Chosen | Origin::Counted(_)));
        let kinds = entity.kinds.iter().take(usize::from(acts)).cloned().collect();
        draft.entities.push(Entity { kinds, tuples: Vec::new(), ..entity.clone() });
    }
    draft
}

/// The universe after the clauses. In the free reading, whatever could follow for them from the vocabulary may hold.
pub(super) fn after(world: &mut World<'_>, added: &[Entity], reading: Reading) -> After {
    let base = world.universe.draft.entities.len();
    let mut draft = world.universe.draft.clone();
    draft.entities.extend(added.iter().cloned());
    let written: Vec<usize> = added.iter().map(|entity| entity.tuples.len()).collect();
    let said: Vec<usize> = draft.entities.iter().map(|entity| entity.kinds.len()).collect();
    give_kinds(&mut draft, added, world);
    if reading == Reading::Free {
        free(&mut draft, base, world);
    }
    world.after(&draft, |(id, fact): Key| {
        let Some(tuples) = id.index().checked_sub(base).and_then(|i| written.get(i)) else {
            // Of what was there before, only the kinds that being named in a clause gives are new.
            let before = said.get(id.index()).copied().unwrap_or(0);
            return matches!(fact, Fact::Kind(number) if number as usize >= before);
        };
        match fact {
            Fact::Presence => true,
            // What the clause says it is, and what being named in another one makes it.
            Fact::Kind(_) => true,
            Fact::Tuple(number) => (number as usize) < *tuples,
        }
    })
}

/// Whoever the clauses name is of the kind that being named there gives.
fn give_kinds(draft: &mut Draft, added: &[Entity], world: &World<'_>) {
    let vocabulary = world.original();
    for tuple in added.iter().flat_map(|entity| &entity.tuples) {
        let kind = vocabulary.relation(tuple.relation).and_then(|relation| relation.gives_kind);
        let (Value::Entity(object), Some(kind)) = (&tuple.value, kind) else { continue };
        if let Some(entity) = draft.entities.get_mut(object.index()) {
            entity.kinds.push(Guarded { value: kind, guard: Guard::default(), span: Span::default() });
        }
    }
}

/// Every relation between what was added and what was there, either way, that no clause writes but the vocabulary may
/// bring about.
fn free(draft: &mut Draft, base: usize, world: &World<'_>) {
    let vocabulary = world.original();
    let sorts: Vec<_> = draft.entities.iter().map(|entity| (entity.sort, entity.ruled_out)).collect();
    for (index, relation) in vocabulary.relations.iter().enumerate() {
        let id = RelationId(index as u32);
        free_terms(draft, base, world, id);
        // What was added may lie between two that were there.
        let between = relation.transitive && relation.symmetric;
        for (from, (sort, _)) in sorts.iter().enumerate() {
            if !relation.domain.contains(sort) {
                continue;
            }
            for (to, (object, _)) in sorts.iter().enumerate() {
                let new = from >= base || to >= base || between;
                if !new || !relation.range.contains(&Range::Sort(*object)) {
                    continue;
                }
                if let Some(entity) = draft.entities.get_mut(from) {
                    let value = Value::Entity(EntityId(to as u32));
                    entity.tuples.push(Tuple {
                        relation: id,
                        value,
                        guard: Guard::default(),
                        span: Span::default(),
                    });
                }
            }
        }
    }
}

/// Terms for which the objects of a relation may be tested: of a derived one, and of one that is stated, since by
/// containments and terms it reaches entities that are left out here.
fn free_terms(draft: &mut Draft, base: usize, world: &World<'_>, id: RelationId) {
    let vocabulary = world.original();
    let Some(relation) = vocabulary.relation(id) else { return };
    let sorts = sorts_of(&relation.range);
    let taxonomies: Vec<_> =
        sorts.iter().filter_map(|sort| vocabulary.sort(*sort)).map(|s| s.kinds).collect();
    let derived = relation.derived.is_some() || relation.symmetric;
    for entity in draft.entities.iter_mut().skip(base).filter(|e| relation.domain.contains(&e.sort)) {
        if !derived && !entity.tuples.iter().any(|tuple| tuple.relation == id) {
            continue;
        }
        let terms =
            vocabulary.terms.iter().enumerate().filter(|(_, term)| taxonomies.contains(&term.taxonomy));
        let values =
            terms.map(|(term, _)| Value::Term(TermId(term as u32))).chain([Value::Text("…".to_owned())]);
        entity.tuples.extend(values.map(|value| Tuple {
            relation: id,
            value,
            guard: Guard::default(),
            span: Span::default(),
        }));
    }
}

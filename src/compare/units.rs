//! From drafts and documents to units.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::{
    Block, Date, Draft, Entity, EntityId, Guard, Origin, Value, Vocabulary, Written,
};
use penholder_language::source::SourceMap;
use penholder_reader::{Document, Paragraph};

use super::{Act, Statement, Unit};
use crate::findings::natural;
use crate::prose::phrase::Phrases;

/// So deep are paragraphs nested at most.
const DEPTH: usize = 12;

/// Whether a unit stands somewhere below another.
pub(super) fn is_below(units: &[Unit], at: usize, of: usize) -> bool {
    let mut parent = units.get(at).and_then(|unit| unit.parent);
    for _ in 0..DEPTH {
        match parent {
            Some(found) if found == of => return true,
            Some(found) => parent = units.get(found).and_then(|unit| unit.parent),
            None => return false,
        }
    }
    false
}

/// The paragraphs of a mandate file, each with its clauses, in the order of their labels.
pub fn of_draft(draft: &Draft, sources: &SourceMap, vocabulary: &Vocabulary) -> Vec<Unit> {
    let mut by_label: Vec<(String, Vec<EntityId>)> = Vec::new();
    for (label, id, _) in clauses(draft, vocabulary) {
        // What has no label is a paragraph by itself.
        match by_label.iter_mut().find(|(known, _)| *known == label && !label.is_empty()) {
            Some((_, list)) => list.push(id),
            None => by_label.push((label, vec![id])),
        }
    }
    let mut units: Vec<Unit> = by_label
        .into_iter()
        .map(|(label, clauses)| {
            let mut said: Vec<(Statement, EntityId)> = clauses
                .into_iter()
                .filter_map(|id| Some((statement(draft, id, sources, vocabulary)?, id)))
                .collect();
            said.sort_by(|(a, _), (b, _)| a.text.cmp(&b.text));
            let (statements, clauses): (Vec<Statement>, Vec<EntityId>) = said.into_iter().unzip();
            let spans = clauses.iter().filter_map(|id| draft.entity(*id)).map(|entity| entity.span);
            let place = spans.min().map(|span| sources.line_column(span));
            Unit {
                label,
                acts: acts(draft, &clauses, vocabulary),
                clauses,
                statements,
                place,
                ..Unit::default()
            }
        })
        .collect();
    units.sort_by(|a, b| natural(&a.label, &b.label).then_with(|| a.text().cmp(&b.text())));
    set_parents(&mut units);
    units
}

/// `16(a)(i)` is part of `16(a)`, or of `16` where there is no `16(a)`.
fn set_parents(units: &mut [Unit]) {
    let places: BTreeMap<String, usize> =
        units.iter().enumerate().map(|(at, unit)| (unit.label.clone(), at)).collect();
    for unit in units {
        let mut label = unit.label.as_str();
        while let Some((above, _)) = label.rsplit_once('(').filter(|(above, _)| !above.is_empty()) {
            if let Some(parent) = places.get(above) {
                unit.parent = Some(*parent);
                break;
            }
            label = above;
        }
    }
}

/// What some clauses do.
fn acts(draft: &Draft, clauses: &[EntityId], vocabulary: &Vocabulary) -> Vec<Act> {
    let act = |entity: &Entity| {
        let addressee = |relation| {
            vocabulary
                .relation(relation)
                .is_some_and(|relation| relation.written.contains(&Written::Addressee))
        };
        let told = entity.tuples.iter().filter(|tuple| is_taken(&tuple.guard) && addressee(tuple.relation));
        let name = |value: &Value| match value {
            Value::Entity(id) => draft.entity(*id).map(|entity| entity.name.clone()),
            Value::Term(term) => vocabulary.term(*term).map(|term| term.name.clone()),
            _ => None,
        };
        Act {
            sort: entity.sort,
            kinds: kinds(entity).collect(),
            told: told.filter_map(|tuple| name(&tuple.value)).collect(),
        }
    };
    clauses.iter().filter_map(|id| draft.entity(*id)).map(act).collect()
}

fn statement(draft: &Draft, id: EntityId, sources: &SourceMap, vocabulary: &Vocabulary) -> Option<Statement> {
    let entity = draft.entity(id)?;
    let mut statement = Statement::default();
    let written = sources.text(entity.span).trim_start();
    let written = written
        .strip_prefix('¶')
        .map_or(written, |rest| rest.split_once(char::is_whitespace).map_or("", |(_, rest)| rest));
    statement.text.push_str(written);
    for term in kinds(entity).filter_map(|term| vocabulary.term(term)) {
        statement.gloss.push_str(&term.doc);
        statement.gloss.push(' ');
    }
    statement.terms.extend(kinds(entity));
    for tuple in entity.tuples.iter().filter(|tuple| is_taken(&tuple.guard)) {
        let Some(relation) = vocabulary.relation(tuple.relation) else { continue };
        let term = match &tuple.value {
            Value::Term(term) => vocabulary.term(*term),
            _ => None,
        };
        if relation.written.contains(&Written::Verb) {
            statement.verb = term.map(|term| term.name.clone()).unwrap_or_default();
            statement.strength = term.map_or(0, |term| term.rank);
        } else if relation.written.contains(&Written::Addressee) && statement.addressee.is_empty() {
            statement.addressee = match &tuple.value {
                Value::Entity(id) => draft.entity(*id).map(|entity| entity.name.clone()).unwrap_or_default(),
                _ => term.map(|term| term.name.clone()).unwrap_or_default(),
            };
        } else if let Value::Term(term) = &tuple.value {
            statement.terms.push(*term);
        }
    }
    Some(statement)
}

/// The paragraphs of a document, each with the clauses that were read from it.
pub fn of_document(
    document: &Document,
    sources: &SourceMap,
    draft: &Draft,
    phrases: &Phrases<'_>,
    vocabulary: &Vocabulary,
) -> Vec<Unit> {
    let mut clauses_of: BTreeMap<String, Vec<EntityId>> = BTreeMap::new();
    for (label, id, _) in clauses(draft, vocabulary) {
        clauses_of.entry(label).or_default().push(id);
    }
    let unit = |paragraph: &Paragraph| Unit {
        acts: clauses_of.get(&paragraph.label).map_or_else(Vec::new, |list| acts(draft, list, vocabulary)),
        label: paragraph.label.clone(),
        parent: paragraph.parent,
        heading: paragraph.heading.clone().unwrap_or_default(),
        statements: statements(paragraph, phrases),
        clauses: clauses_of.get(&paragraph.label).cloned().unwrap_or_default(),
        place: Some(sources.line_column(paragraph.span)),
    };
    document.operative.iter().map(unit).collect()
}

/// What each verb of a paragraph governs: up to the next one.
fn statements(paragraph: &Paragraph, phrases: &Phrases<'_>) -> Vec<Statement> {
    let text = paragraph.text();
    let mut starts: Vec<usize> = paragraph.verbs.iter().skip(1).map(|verb| verb.range.start).collect();
    starts.insert(0, 0);
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(text.len()));
    let mut found = Vec::new();
    for ((start, end), verb) in
        starts.iter().zip(ends).zip(paragraph.verbs.iter().map(Some).chain(std::iter::repeat(None)))
    {
        let said = text.get(*start..end.max(*start)).unwrap_or_default();
        let told = verb.and_then(|verb| verb.addressee.clone()).and_then(|range| text.get(range));
        found.push(Statement {
            verb: verb.map(|verb| verb.canonical.clone()).unwrap_or_default(),
            strength: verb.map_or(0, |verb| verb.strength as u32 + 1),
            addressee: told.map(str::to_lowercase).unwrap_or_default(),
            text: said.to_owned(),
            gloss: String::new(),
            terms: phrases.find(said).into_iter().map(|hit| hit.term).collect(),
        });
    }
    found
}

/// The clauses that are there when the first option of every bracket is taken, with their labels.
pub(super) fn clauses<'d>(
    draft: &'d Draft,
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = (String, EntityId, &'d Entity)> {
    let chosen: BTreeSet<_> = vocabulary
        .sorts
        .iter()
        .zip(0..)
        .filter(|(sort, _)| sort.origin == Origin::Chosen)
        .map(|(_, id)| penholder_language::model::SortId(id))
        .collect();
    draft.entities.iter().zip(0..).filter_map(move |(entity, id)| {
        let label = entity.label.clone()?;
        (chosen.contains(&entity.sort) && is_taken(&entity.presence)).then_some((label, EntityId(id), entity))
    })
}

/// The kinds that are written of an entity.
pub(super) fn kinds(entity: &Entity) -> impl Iterator<Item = penholder_language::model::TermId> + '_ {
    entity.kinds.iter().filter(|kind| is_taken(&kind.guard)).map(|kind| kind.value)
}

/// Whether something is there when the first option of every bracket is taken.
pub(super) fn is_taken(guard: &Guard) -> bool {
    guard.0.iter().all(|(_, option)| *option == 0)
}

/// By what the older of two texts is told: its first date, then its symbol, then what it says.
pub fn age(
    draft: &Draft,
    units: &[Unit],
    vocabulary: &Vocabulary,
) -> (Option<Date>, String, Vec<(String, String)>) {
    let own = vocabulary.sort_of_block(Block::Mandate);
    let dates =
        draft.entities.iter().filter(|entity| Some(entity.sort) == own).flat_map(|entity| &entity.tuples);
    let first = dates.filter_map(|tuple| match &tuple.value {
        Value::Date(date) => Some(*date),
        _ => None,
    });
    let said = units.iter().map(|unit| (unit.label.clone(), unit.text())).collect();
    (first.min(), draft.symbol.clone(), said)
}

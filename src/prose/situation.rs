//! The situation that a text tells, proposed from its preamble and from what the Council condemns and demands.

use std::collections::BTreeMap;

use penholder_language::model::{Block, Range, Relation, SortId, TermId};
use penholder_language::source::Span;
use penholder_language::syntax::mandate::ast::{Detail, Entry, Place, Value};
use penholder_reader::Strength;

use super::known::Named;
use super::relate::{connects, takes};
use super::schema::{ProseRelation, Schema};
use super::small::{among_last, small};
use super::text::{Object, Text, Thing};
use super::tree;
use super::unit::Unit;
use super::words::figure;

/// A stretch that tells how things are.
pub(super) struct Telling<'t, 'd> {
    pub(super) text: &'t Text<'d>,
    pub(super) range: std::ops::Range<usize>,
}

/// The stretches that tell how things are: the preamble, and positions and demands of the operative part.
pub(super) fn tellings<'t, 'd>(
    preamble: &'t [Text<'d>],
    operative: &'t [Text<'d>],
    units: &[(usize, Unit<'_>)],
) -> Vec<Telling<'t, 'd>> {
    let whole = preamble.iter().map(|text| Telling { text, range: 0..text.paragraph.text().len() });
    let told = units.iter().filter_map(|(at, unit)| {
        let strength = unit.verb?.strength;
        let fits = matches!(strength, Strength::Position | Strength::Demand);
        fits.then_some(Telling { text: operative.get(*at)?, range: unit.range.clone() })
    });
    whole.chain(told).collect()
}

/// All of the text.
pub(super) fn whole<'t, 'd>(preamble: &'t [Text<'d>], operative: &'t [Text<'d>]) -> Vec<Telling<'t, 'd>> {
    let texts = preamble.iter().chain(operative);
    texts.map(|text| Telling { text, range: 0..text.paragraph.text().len() }).collect()
}

/// Something to declare.
struct Declared {
    word: String,
    sort: SortId,
    name: String,
    words: String,
    span: Span,
    term: TermId,
    /// By its place among the names; none for what only its kind is told of.
    named: Option<usize>,
    /// An unnumbered plural, or a number of them.
    more: Option<i64>,
    weak: bool,
}

/// The entries of the situation block. How things are is told in `tellings`; what there is may be named anywhere.
pub(super) fn entries(
    schema: &Schema<'_>,
    named: &[Named],
    tellings: &[Telling<'_, '_>],
    whole: &[Telling<'_, '_>],
) -> Vec<Entry> {
    let mut entries = hosts(schema, named);
    entries.extend(properties(schema, Block::Situation, tellings));
    for declared in declarations(schema, named, whole) {
        entries.push(declaration(schema, named, tellings, &declared));
    }
    entries
}

/// Those that a property of the block declares: the host, its neighbours.
fn hosts(schema: &Schema<'_>, named: &[Named]) -> Vec<Entry> {
    let mut by_relation: BTreeMap<&str, (&Relation, Vec<&Named>)> = BTreeMap::new();
    for named in named {
        if let Some(relation) = schema.given_kind(named.term) {
            by_relation.entry(&relation.name).or_insert((relation, Vec::new())).1.push(named);
        }
    }
    let mut entries = Vec::new();
    for (word, (relation, mut names)) in by_relation {
        names.sort_by_key(|named| usize::MAX - named.times);
        if relation.single {
            names.truncate(1);
        }
        let span = names.first().map_or(Span::default(), |named| named.at.2);
        let values = names.iter().map(|named| Value::Name(tree::name(&named.name, named.at.2))).collect();
        let mut entry = tree::statement(word, values, None, None, span);
        entry.trivia.trailing = names.first().map(|named| source(&named.at.0, &named.at.1));
        entries.push(entry);
    }
    entries
}

/// Where something was read, as a comment.
pub(super) fn source(label: &str, words: &str) -> String {
    tree::comment(&format!("¶{label}: {words}")).text.replace("¶PP", "PP")
}

/// What holds of a block itself.
pub(super) fn properties(schema: &Schema<'_>, block: Block, tellings: &[Telling<'_, '_>]) -> Vec<Entry> {
    let Some(own) = schema.vocabulary.sort_of_block(block) else { return Vec::new() };
    let mut entries = Vec::new();
    for relation in schema.relations.iter().filter(|relation| relation.relation.domain.contains(&own)) {
        // What a clause can say, the clause says.
        let shared = relation.relation.domain.iter().any(|sort| schema.is_chosen(*sort));
        if shared {
            continue;
        }
        let found = values(schema, relation, tellings);
        if found.is_empty() {
            continue;
        }
        let span = found.first().map_or(Span::default(), |(_, (_, _, span))| *span);
        let told: Vec<String> =
            found.iter().map(|(_, (label, words, _))| format!("{label} \"{words}\"")).collect();
        let values = found
            .iter()
            .map(|(term, (_, _, span))| Value::Name(tree::term(schema.name(*term), *span)))
            .collect();
        let mut entry = tree::statement(&relation.relation.name, values, None, None, span);
        entry.trivia.trailing = Some(tree::comment(&told.join("; ")).text);
        entries.push(entry);
    }
    entries
}

/// The terms that stand in a relation to the block, each with its first place; of a single one the best.
fn values(
    schema: &Schema<'_>,
    relation: &ProseRelation<'_>,
    tellings: &[Telling<'_, '_>],
) -> Vec<(TermId, (String, String, Span))> {
    let mut found: Vec<(TermId, usize, (String, String, Span))> = Vec::new();
    for telling in tellings {
        for object in objects(telling) {
            let Thing::Term(term) = object.thing else { continue };
            let told = schema.takes(relation.relation, term) && connects(relation, telling.text, object);
            if !told || is_denied(telling, object) {
                continue;
            }
            let weight = if object.weak { 1 } else { 3 };
            match found.iter_mut().find(|(known, _, _)| *known == term) {
                Some(known) => known.1 += weight,
                None => found.push((term, weight, place(telling, object))),
            }
        }
    }
    if relation.relation.single {
        found.sort_by_key(|(_, weight, _)| usize::MAX - weight);
        found.truncate(1);
    }
    found.into_iter().map(|(term, _, place)| (term, place)).collect()
}

fn objects<'t>(telling: &'t Telling<'_, '_>) -> impl Iterator<Item = &'t Object> {
    let range = telling.range.clone();
    telling
        .text
        .objects
        .iter()
        .filter(move |object| range.start <= object.range.start && object.range.end <= range.end)
}

fn is_denied(telling: &Telling<'_, '_>, object: &Object) -> bool {
    among_last(telling.text.before(object.range.start), 2, &small().negations)
}

fn place(telling: &Telling<'_, '_>, object: &Object) -> (String, String, Span) {
    let paragraph = telling.text.paragraph;
    let words = telling.text.slice(&object.range).to_owned();
    (paragraph.label.clone(), words, paragraph.place(object.range.clone()))
}

/// What there is: first what has a name, then what only its kind is told of.
fn declarations(schema: &Schema<'_>, named: &[Named], tellings: &[Telling<'_, '_>]) -> Vec<Declared> {
    let mut declared: Vec<Declared> = Vec::new();
    let sort_word = |sort: SortId| schema.vocabulary.sort(sort).map(|sort| sort.name.clone());
    for (i, thing) in named.iter().enumerate() {
        let sort = thing.sort.filter(|sort| schema.declared(thing.term, Block::Situation) == Some(*sort));
        let (Some(sort), false) = (sort, thing.stands_for_term) else { continue };
        let Some(word) = sort_word(sort) else { continue };
        declared.push(Declared {
            word,
            sort,
            name: thing.name.clone(),
            words: format!("{}: {}", thing.at.0, thing.at.1),
            span: thing.at.2,
            term: thing.term,
            named: Some(i),
            more: None,
            weak: false,
        });
    }
    for telling in tellings {
        for object in objects(telling) {
            let Thing::Term(term) = object.thing else { continue };
            let Some(sort) = schema.declared(term, Block::Situation) else { continue };
            // Of actors and states only those with a name are there.
            if schema.declared(term, Block::Mandate).is_some() || schema.is_given_by_relation(sort) {
                continue;
            }
            let known = declared.iter().any(|other| {
                other.sort == sort
                    && (schema.vocabulary.is_a(other.term, term)
                        || schema.vocabulary.is_a(term, other.term)
                            && other.named.is_none()
                            && other.term == term)
            });
            if known || is_denied(telling, object) {
                continue;
            }
            let Some(word) = sort_word(sort) else { continue };
            let (label, words, span) = place(telling, object);
            declared.push(Declared {
                word,
                sort,
                name: schema.name(term).to_owned(),
                words: format!("{label}: {words}"),
                span,
                term,
                named: None,
                more: more(telling, object, &words),
                weak: object.weak,
            });
        }
    }
    // What a more special one says later need not be said twice.
    let special = |general: &Declared| {
        declared.iter().any(|other| {
            other.sort == general.sort
                && other.term != general.term
                && schema.vocabulary.is_a(other.term, general.term)
        })
    };
    let keep: Vec<bool> =
        declared.iter().map(|declared| declared.named.is_some() || !special(declared)).collect();
    let mut names: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for (declared, keep) in declared.into_iter().zip(keep) {
        let lower = declared.name.to_lowercase();
        if keep && !names.contains(&lower) {
            names.push(lower);
            kept.push(declared);
        }
    }
    kept
}

/// How many more there are than one: of an unnumbered plural one, of *five groups* four.
fn more(telling: &Telling<'_, '_>, object: &Object, words: &str) -> Option<i64> {
    let before = telling.text.before(object.range.start);
    for start in before.len().saturating_sub(4)..before.len() {
        let rest = before.get(start..).unwrap_or_default();
        if let Some((value, used)) = figure(rest)
            && rest.len() - used <= 1
            && (2..1000).contains(&value)
        {
            return Some(value - 1);
        }
    }
    words.ends_with('s').then_some(1)
}

fn declaration(
    schema: &Schema<'_>,
    named: &[Named],
    tellings: &[Telling<'_, '_>],
    declared: &Declared,
) -> Entry {
    let span = declared.span;
    let mut details: Vec<Detail> = vec![tree::detail(schema.name(declared.term), Vec::new(), span)];
    let own = schema.vocabulary.sort_of_block(Block::Situation);
    let sort_of = |at: usize| named.get(at).and_then(|named| named.sort);
    for relation in &schema.relations {
        let domain = &relation.relation.domain;
        let of_block = own.is_some_and(|own| domain.contains(&own));
        if !domain.contains(&declared.sort) || of_block {
            continue;
        }
        if relation.relation.phrases.iter().any(|phrase| phrase == "{plural}") {
            if let Some(more) = declared.more {
                details.push(tree::detail(
                    &relation.relation.name,
                    vec![Value::Number(more, Place(span))],
                    span,
                ));
            }
            continue;
        }
        let mut values: Vec<Value> = Vec::new();
        for telling in tellings {
            let mentions: Vec<&Object> =
                objects(telling).filter(|object| mentions(schema, declared, object)).collect();
            if mentions.is_empty() {
                continue;
            }
            for object in objects(telling) {
                let near = mentions.iter().any(|mention| near(telling.text, mention, object));
                let fits = near
                    && !mentions.contains(&object)
                    && takes(schema, relation, object, &sort_of)
                    && connects(relation, telling.text, object)
                    && !is_denied(telling, object);
                let Some(value) = fits.then(|| value(schema, named, telling.text, object)).flatten() else {
                    continue;
                };
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        }
        if relation.relation.single {
            values.truncate(1);
        }
        if !values.is_empty() {
            details.push(tree::detail(&relation.relation.name, values, span));
        }
    }
    if let (Some(relation), Some(level)) =
        (schema.certainty, schema.certainty_of(usize::from(declared.weak) * 2))
    {
        details.push(tree::detail(relation, vec![Value::Name(tree::term(level, span))], span));
    }
    let words = tree::quoted(&declared.words, span);
    let name = Value::Name(tree::name(&declared.name, span));
    tree::statement(&declared.word, vec![name], Some(words), tree::details(details, span), span)
}

fn mentions(schema: &Schema<'_>, declared: &Declared, object: &Object) -> bool {
    match object.thing {
        Thing::Named(at) => declared.named == Some(at),
        Thing::Term(term) => declared.named.is_none() && schema.vocabulary.is_a(term, declared.term),
        _ => false,
    }
}

/// Whether two things stand in one sentence, not far from each other.
fn near(text: &Text<'_>, a: &Object, b: &Object) -> bool {
    let (first, second) = if a.range.start <= b.range.start { (a, b) } else { (b, a) };
    let words = text.word_at(second.range.start).saturating_sub(text.word_at(first.range.end));
    words <= 25 && !text.breaks(first.range.end.min(second.range.start), second.range.start)
}

fn value(schema: &Schema<'_>, named: &[Named], text: &Text<'_>, object: &Object) -> Option<Value> {
    let span = text.paragraph.place(object.range.clone());
    match &object.thing {
        Thing::Term(term) => Some(Value::Name(tree::term(schema.name(*term), span))),
        Thing::Named(at) => Some(Value::Name(named.get(*at)?.written_as(schema, span))),
        _ => None,
    }
}

impl Schema<'_> {
    /// Whether entities of a sort are declared by a property: states, by `host` and `neighbours`.
    fn is_given_by_relation(&self, sort: SortId) -> bool {
        self.vocabulary
            .relations
            .iter()
            .any(|relation| relation.declares && relation.range.contains(&Range::Sort(sort)))
    }
}

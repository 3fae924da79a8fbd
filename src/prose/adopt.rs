//! Mandates by reference: *as set out in paragraph 12 of resolution …* takes over what those paragraphs say.

use penholder_language::source::Span;
use penholder_language::syntax::mandate::ast::{Alternative, BlockKind, Clause, Entry, File, Node, Value};
use penholder_reader::Strength;

use super::small::small;
use super::text::{Text, Thing};
use super::tree;
use super::unit::Unit;

/// Paragraphs of another text that a text takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referred {
    /// The number of the other resolution.
    pub number: u32,
    /// The paragraphs there.
    pub labels: Vec<String>,
    /// The paragraph here.
    pub from: String,
    /// The words here.
    pub span: Span,
}

/// What a text takes over: references in paragraphs that decide something about a mandate or its tasks.
pub(super) fn referred(units: &[(usize, Unit<'_>)], operative: &[Text<'_>]) -> Vec<Referred> {
    let mut found: Vec<Referred> = Vec::new();
    for (at, unit) in units {
        let decides = unit.verb.is_some_and(|verb| verb.strength == Strength::Decision);
        let (Some(text), true) = (operative.get(*at), decides) else { continue };
        let about = text.words.iter().any(|word| {
            let inside = unit.range.contains(&word.range.start);
            inside && small().recalled.iter().any(|phrase| phrase.iter().all(|known| word.is(known)))
        });
        if !about {
            continue;
        }
        for object in text.objects.iter().filter(|object| unit.range.contains(&object.range.start)) {
            if let Thing::Labels(reference) = &object.thing
                && let Some(number) = reference.of
            {
                found.push(Referred {
                    number,
                    labels: reference.labels.clone(),
                    from: text.paragraph.label.clone(),
                    span: text.paragraph.place(object.range.clone()),
                });
            }
        }
    }
    found
}

/// Takes over what the paragraphs of another text say. What names things of that text is left out.
pub fn adopt(into: &mut File, other: &File, referred: &Referred) -> usize {
    let clauses: Vec<Entry> = other
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Mandate)
        .flat_map(|block| &block.entries)
        .filter_map(|entry| match &entry.node {
            Node::Clause(clause) if is_meant(&clause.label.text, &referred.labels) => {
                Some(tree::entry(Node::Clause(taken(clause, referred)), referred.span))
            }
            _ => None,
        })
        .collect();
    let count = clauses.len();
    if let Some(block) = into.blocks.iter_mut().find(|block| block.kind == BlockKind::Mandate) {
        block.entries.extend(clauses);
    }
    count
}

fn is_meant(label: &str, labels: &[String]) -> bool {
    labels.iter().any(|above| {
        label.strip_prefix(above.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('('))
    })
}

fn taken(clause: &Clause, referred: &Referred) -> Clause {
    let mut own = clause.clone();
    own.label = tree::label(&referred.from, referred.span);
    own.addressees.retain(|name| matches!(name, Alternative::Plain(name) if is_term(&name.text)));
    for item in &mut own.items {
        for phrase in &mut item.phrases {
            if let Alternative::Plain(phrase) = phrase {
                phrase.values.retain(|value| match value {
                    Alternative::Plain(Value::Name(name)) => !name.quoted && is_term(&name.text),
                    Alternative::Plain(Value::Label(_)) | Alternative::Bracket(_) => false,
                    Alternative::Plain(_) => true,
                });
            }
        }
        item.phrases
            .retain(|phrase| matches!(phrase, Alternative::Plain(phrase) if !phrase.values.is_empty()));
    }
    if let Some(details) = &mut own.details {
        for detail in &mut details.details {
            detail.values.retain(|value| match value {
                Value::Name(name) => !name.quoted && is_term(&name.text),
                _ => true,
            });
        }
        details.details.retain(|detail| !detail.values.is_empty());
    }
    let words = clause.words.as_ref().map_or("", |words| words.text.as_str());
    let source = format!("resolution {}, ¶{}: {words}", referred.number, clause.label.text);
    own.words = Some(tree::quoted(&source, referred.span));
    own
}

/// Names of a text's own begin with a capital.
fn is_term(name: &str) -> bool {
    !name.starts_with(char::is_uppercase)
}

//! Mandates by reference: *as set out in paragraph 12 of resolution …* takes over what those paragraphs say.

use penholder_language::source::Span;
use penholder_language::syntax::mandate::ast::{Alternative, BlockKind, Clause, Entry, File, Node, Value};
use penholder_reader::Strength;

use super::Reading;
use super::reference::cited;
use super::small::{ends_in, small};
use super::text::{Text, Thing};
use super::tree;
use super::unit::Unit;
use super::words::Word;

/// A mandate is spoken of at most so many words before the text that sets it out.
const MOST_WORDS: usize = 16;

/// Paragraphs of another text that a text takes over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referred {
    /// The number of the other resolution.
    pub number: u32,
    /// The paragraphs there; none where all is meant that the other text gives its mission to do.
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
        let (Some(text), true) = (operative.get(*at), decides(unit)) else { continue };
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
        for cited in cited(&text.words).into_iter().filter(|cited| cited.whole) {
            let inside = unit.range.contains(&cited.range.start);
            if inside && speaks_of_a_mandate(text.before(cited.range.start)) {
                found.push(Referred {
                    number: cited.number,
                    labels: Vec::new(),
                    from: text.paragraph.label.clone(),
                    span: text.paragraph.place(cited.range.clone()),
                });
            }
        }
    }
    found
}

/// The text whose mandate a text renews, by its symbol, and where it says so: the first one that a paragraph names that
/// decides to extend a mandate.
pub(super) fn renewed(units: &[(usize, Unit<'_>)], operative: &[Text<'_>]) -> Option<(String, Span)> {
    units.iter().filter(|(_, unit)| decides(unit)).find_map(|(at, unit)| {
        let text = operative.get(*at)?;
        let words: Vec<&Word<'_>> =
            text.words.iter().filter(|word| unit.range.contains(&word.range.start)).collect();
        let said = |list: &[Vec<String>]| {
            let single =
                |phrase: &Vec<String>| phrase.iter().all(|known| words.iter().any(|word| word.is(known)));
            list.iter().any(single)
        };
        if !(said(&small().renewals) && words.iter().any(|word| word.is("mandate"))) {
            return None;
        }
        let cited = cited(&text.words);
        let cited = cited.iter().find(|cited| unit.range.contains(&cited.range.start))?;
        let year = cited.year.map(|year| format!(" ({year})")).unwrap_or_default();
        Some((format!("S/RES/{}{year}", cited.number), text.paragraph.place(cited.range.clone())))
    })
}

/// Whether the last words before a text is named tell of a mandate, in the same clause.
fn speaks_of_a_mandate(words: &[Word<'_>]) -> bool {
    (0..MOST_WORDS.min(words.len()))
        .filter_map(|back| words.get(..words.len().checked_sub(back)?))
        .take_while(|head| head.last().is_some_and(|word| word.text != ";" && word.text != "."))
        .any(|head| ends_in(head, &small().recalled))
}

fn decides(unit: &Unit<'_>) -> bool {
    unit.verb.is_some_and(|verb| verb.strength == Strength::Decision)
}

/// Takes over what the paragraphs of another text say. What names things of that text is left out.
pub fn adopt(into: &mut File, other: &Reading, referred: &Referred) -> usize {
    let given = |label: &str| other.tasks.iter().any(|task| task.paragraph == label);
    let clauses: Vec<Entry> = other
        .file
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Mandate)
        .flat_map(|block| &block.entries)
        .filter_map(|entry| match &entry.node {
            Node::Clause(clause)
                if is_meant(&clause.label.text, &referred.labels)
                    || referred.labels.is_empty() && given(&clause.label.text) =>
            {
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

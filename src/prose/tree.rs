//! Nodes of the mandate language's tree, with places that lead into the prose.

use penholder_language::source::Span;
use penholder_language::syntax::mandate::ast::{
    Alternative, Comment, Date, Detail, Details, Entry, Label, Name, Node, Phrase, Place, Quoted, Statement,
    TimeUnit, Trivia, Value,
};

/// A term of the vocabulary.
pub(super) fn term(name: &str, span: Span) -> Name {
    Name { text: name.to_owned(), quoted: false, place: Place(span) }
}

/// A name of the text's own, in quotes where the language needs them. It begins with a capital, so that it hides no term.
pub(super) fn name(text: &str, span: Span) -> Name {
    let mut characters = text.chars();
    let text: String = match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => "X".to_owned(),
    };
    let plain = text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    Name { text, quoted: !plain, place: Place(span) }
}

/// Words in quotes, on one line and without what could hide something on a terminal.
pub(super) fn quoted(text: &str, span: Span) -> Quoted {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Quoted { text: clean, place: Place(span) }
}

pub(super) fn label(text: &str, span: Span) -> Label {
    Label { text: text.to_owned(), place: Place(span) }
}

pub(super) fn date((year, month, day): (i32, u32, u32), span: Span) -> Value {
    Value::Date(Date { year, month, day, place: Place(span) })
}

pub(super) fn duration((count, unit): (i64, TimeUnit), span: Span) -> Value {
    Value::Duration(count, unit, Place(span))
}

pub(super) fn phrase(preposition: &str, values: Vec<Value>, span: Span) -> Alternative<Phrase> {
    let values = values.into_iter().map(Alternative::Plain).collect();
    Alternative::Plain(Phrase { preposition: term(preposition, span), values, place: Place(span) })
}

pub(super) fn detail(head: &str, values: Vec<Value>, span: Span) -> Detail {
    Detail { head: term(head, span), values, place: Place(span) }
}

/// Braces; none around nothing.
pub(super) fn details(details: Vec<Detail>, span: Span) -> Option<Details> {
    (!details.is_empty()).then_some(Details { details, place: Place(span) })
}

pub(super) fn entry(node: Node, span: Span) -> Entry {
    Entry { trivia: Trivia::default(), node, place: Place(span) }
}

/// `WORD value, value "words" { details }`.
pub(super) fn statement(
    word: &str,
    values: Vec<Value>,
    words: Option<Quoted>,
    details: Option<Details>,
    span: Span,
) -> Entry {
    let values = values.into_iter().map(Alternative::Plain).collect();
    entry(Node::Statement(Statement { word: term(word, span), values, words, details }), span)
}

/// A comment line.
pub(super) fn comment(text: &str) -> Comment {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Comment { text: format!("# {}", clean.trim()), blank_before: false }
}

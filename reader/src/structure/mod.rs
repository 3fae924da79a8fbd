//! From blocks to a document: front, preamble, operative part, annexes.

mod brackets;
mod checks;
mod front;
mod inline;
pub(crate) mod marker;
pub(crate) mod openings;
mod outline;
mod parts;
mod runs;
mod verbs;

use penholder_language::source::{Diagnostic, FileId, Span};

use crate::document::{Document, Found, Paragraph};
use crate::flow::Flow;
use crate::input::{Problem, Source};
use parts::Parts;

/// Builds the document. Fails where there is no operative paragraph.
pub(crate) fn build(source: &Source, file: FileId) -> Result<Document, Vec<Diagnostic>> {
    let items = runs::split(&source.blocks);
    if items.len() > crate::input::MAX_PARAGRAPHS {
        return Err(vec![Problem::too_long().at(file)]);
    }
    let parts = Parts::read(&items);
    let found = |flow: &Flow| {
        let origin = flow.origin(0..flow.text().len());
        Found { text: flow.text().to_owned(), span: Span::new(file, origin.start, origin.end) }
    };
    let front = front::read(&parts.front, source, file);
    let mut notes: Vec<Diagnostic> = source
        .notes
        .iter()
        .map(|note| {
            Diagnostic::warning(Span::new(file, note.range.start, note.range.end), &note.message)
                .help(&note.help)
        })
        .collect();
    let preamble = outline::preamble(&parts.preamble, file);
    let mut operative = outline::operative(&parts.operative, file, &mut notes);
    if !checks::is_resolution(&operative, &parts, &front) {
        return Err(vec![checks::no_resolution(&operative, file, source.text.len())]);
    }
    let annexes = parts
        .annexes
        .iter()
        .map(|annex| crate::document::Annex {
            heading: found(&annex.heading),
            paragraphs: outline::annex(&annex.items, file),
        })
        .collect();
    if let Some(second) = &parts.second {
        notes.push(checks::second_resolution(&found(second)));
    }
    checks::numbers(&operative, &mut notes);
    brackets::read(&mut operative, &mut notes);
    Ok(Document {
        file,
        kind: source.kind,
        symbol: front.symbol,
        title: front.title,
        date: front.date,
        preamble,
        operative: with_verbs(operative),
        annexes,
        notes,
    })
}

/// Finds the verbs and the markers in running text.
pub(crate) fn with_verbs(mut operative: Vec<Paragraph>) -> Vec<Paragraph> {
    for paragraph in &mut operative {
        let text = paragraph.flow.text();
        if paragraph.level == 1 || verbs::opens_plainly(text) {
            paragraph.verbs = verbs::find(text);
        }
        paragraph.inline = inline::find(text);
    }
    operative
}

//! Whether the text is a resolution at all, and what looks odd about its numbers.

use penholder_language::source::{Diagnostic, FileId, Span};

use super::front::Front;
use super::parts::Parts;
use super::verbs;
use crate::document::{Found, Paragraph};

/// A resolution has operative paragraphs that open with the verbs of one; in a text that has neither title nor
/// preamble most of them must.
pub fn is_resolution(operative: &[Paragraph], parts: &Parts, front: &Front) -> bool {
    let main: Vec<&Paragraph> = operative.iter().filter(|paragraph| paragraph.level == 1).collect();
    let with_verb = main.iter().filter(|paragraph| verbs::opens(paragraph.text())).count();
    let vouched = !parts.preamble.is_empty() || front.symbol.is_some();
    with_verb > 0 && (vouched || with_verb * 2 >= main.len())
}

/// What is said where nothing could be read.
pub fn no_resolution(operative: &[Paragraph], file: FileId, len: usize) -> Diagnostic {
    let span = operative.first().map_or(Span::new(file, 0, len.min(1)), |paragraph| paragraph.span);
    Diagnostic::error(span, "no operative paragraph was found")
        .label(if operative.is_empty() { "" } else { "numbered, but no operative verb" })
        .help("a resolution has numbered paragraphs that open with a verb such as `Decides` or `Requests`")
}

/// A second resolution in the same file is not read.
pub fn second_resolution(found: &Found) -> Diagnostic {
    Diagnostic::warning(found.span, "another resolution begins here; only the first one was read")
        .label("not read from here on")
        .help("give each resolution in a file of its own")
}

/// Gaps and repetitions in the numbers of the paragraphs.
pub fn numbers(operative: &[Paragraph], notes: &mut Vec<Diagnostic>) {
    let mut last: Option<(u32, Span)> = None;
    for paragraph in operative.iter().filter(|paragraph| paragraph.level == 1) {
        let digits: String = paragraph.label.chars().take_while(char::is_ascii_digit).collect();
        let Ok(number) = digits.parse::<u32>() else { continue };
        let before = last.map_or(0, |(number, _)| number);
        if number > before + 1 {
            let missing = match number - before {
                2 => format!("paragraph {} is missing", before + 1),
                _ => format!("paragraphs {} to {} are missing", before + 1, number - 1),
            };
            notes.push(
                Diagnostic::warning(paragraph.span, missing)
                    .label(format!("numbered {number}, after {before}"))
                    .help("look whether the text is complete"),
            );
        }
        let again = paragraph.label.len() > digits.len() && !paragraph.label.contains('x');
        if number <= before && !again {
            let note =
                Diagnostic::warning(paragraph.span, format!("the number {number} comes again or too late"))
                    .label(format!("called {} here", paragraph.label))
                    .help("number the paragraphs one after the other");
            notes.push(match last {
                Some((_, span)) => note.related(span, "the paragraph before"),
                None => note,
            });
        }
        last = Some((number.max(before), paragraph.span));
    }
}

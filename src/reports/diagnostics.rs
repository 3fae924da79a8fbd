//! Diagnostics of texts, as miette shows them.

use miette::Severity as Weight;
use penholder_language::source::{Diagnostic, Severity};

use super::snippet::Snippet;
use super::{Look, Places};

/// So many diagnostics of one file are shown in full.
const SHOWN: usize = 25;

/// The diagnostics in the order of the text, the first ones in full, the others counted.
pub fn render(diagnostics: &[Diagnostic], places: &Places<'_>, look: Look) -> String {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|a, b| a.span.cmp(&b.span).then_with(|| b.severity.cmp(&a.severity)));
    let mut text = String::new();
    for diagnostic in sorted.iter().take(SHOWN) {
        text.push_str(&one(diagnostic, places, look));
        text.push('\n');
    }
    if let Some(more) = sorted.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        text.push_str(&format!("  … and {more} more like these\n\n"));
    }
    text
}

fn one(diagnostic: &Diagnostic, places: &Places<'_>, look: Look) -> String {
    let weight = match diagnostic.severity {
        Severity::Error => Weight::Error,
        Severity::Warning => Weight::Warning,
    };
    let mut spans = vec![(diagnostic.span, diagnostic.label.as_str())];
    spans.extend(diagnostic.related.iter().map(|related| (related.span, related.label.as_str())));
    // A snippet shows one file; places in others are told in words.
    let mut help = diagnostic.help.clone();
    for related in diagnostic.related.iter().filter(|related| related.span.file != diagnostic.span.file) {
        let separator = if help.is_empty() { "" } else { "\n" };
        help.push_str(&format!("{separator}{}: {}", places.told(related.span), related.label));
    }
    Snippet::new(places, weight, diagnostic.message.as_str(), &spans).help(help).render(look)
}

#[cfg(test)]
mod tests {
    use super::*;
    use penholder_language::source::{SourceMap, Span};

    #[test]
    fn places_in_two_files_are_both_told() {
        let mut sources = SourceMap::default();
        let here = sources.add("here.mandate", "group A { x }\n");
        let there = sources.add("there.mandate", "\ngroup A { y }\n");
        let diagnostic = Diagnostic::error(Span::new(here, 6, 7), "`A` is declared twice")
            .label("again here")
            .help("rename one of them")
            .related(Span::new(there, 7, 8), "declared first here");
        let text = render(&[diagnostic], &Places::new(&sources), Look::new(80, false));
        for part in [
            "`A` is declared twice",
            "here.mandate:1:7",
            "again here",
            "rename one of them",
            "there.mandate:2:7: declared first here",
        ] {
            assert!(text.contains(part), "{part} in\n{text}");
        }
    }

    #[test]
    fn a_flood_is_counted() {
        let mut sources = SourceMap::default();
        let file = sources.add("a", "x ".repeat(500));
        let many: Vec<_> =
            (0..500).map(|i| Diagnostic::error(Span::new(file, i * 2, i * 2 + 1), "bad")).collect();
        let text = render(&many, &Places::new(&sources), Look::new(80, false));
        assert!(text.contains("475 more") && text.matches("bad").count() == 25, "{text}");
    }
}

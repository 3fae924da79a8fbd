//! Stretches of source as miette shows them.

use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, Severity, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use penholder_language::source::{FileId, Span};

use super::{Look, Places};

/// Lines longer than this are shown in part.
const LONG: u32 = 300;
/// So many lines of one place are shown.
const TALL: usize = 8;

/// A headline with marked places, all of them in one file, as a miette diagnostic.
pub(super) struct Snippet<'a> {
    excerpt: Excerpt<'a>,
    severity: Severity,
    message: String,
    help: String,
    labels: Vec<LabeledSpan>,
}

impl<'a> Snippet<'a> {
    /// A headline over the lines of `spans`, each with a label that may be empty. Spans of other files than the
    /// first one's are left out.
    pub(super) fn new(
        places: &'a Places<'a>,
        severity: Severity,
        message: impl Into<String>,
        spans: &[(Span, &str)],
    ) -> Self {
        let file = spans.first().map_or(FileId::default(), |(span, _)| span.file);
        let mut excerpt = Excerpt { places, file, extents: Vec::new() };
        let mut labels: Vec<(Span, &str)> = Vec::new();
        for (span, label) in spans.iter().filter(|(span, _)| span.file == file) {
            let visible = excerpt.visible(*span);
            if !labels.iter().any(|(known, _)| *known == visible) {
                excerpt.extents.push((visible.start, excerpt.last_line(*span)));
                labels.push((visible, label));
            }
        }
        if labels.iter().any(|(span, _)| excerpt.is_long(*span)) {
            labels.truncate(1);
        }
        let labels = labels.iter().enumerate().map(|(i, (span, label))| {
            let text = (!label.is_empty()).then(|| (*label).to_owned());
            let at = (span.start as usize, (span.end - span.start) as usize);
            if i == 0 {
                LabeledSpan::new_primary_with_span(text, at)
            } else {
                LabeledSpan::new_with_span(text, at)
            }
        });
        let labels = if places.file(file).is_some() { labels.collect() } else { Vec::new() };
        Snippet { excerpt, severity, message: message.into(), help: String::new(), labels }
    }

    /// What to do, below the lines.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// The text.
    pub(super) fn render(&self, look: Look) -> String {
        let styles = if look.colour() { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
        let handler = GraphicalReportHandler::new_themed(theme)
            .with_links(false)
            .with_width(look.width())
            .with_word_separator(textwrap::WordSeparator::AsciiSpace)
            .with_word_splitter(textwrap::WordSplitter::NoHyphenation)
            .with_context_lines(1);
        let mut text = String::new();
        if handler.render_report(&mut text, self).is_err() {
            text = format!("{}\n", self.message);
        }
        text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}

impl fmt::Debug for Snippet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for Snippet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Snippet<'_> {}

impl Diagnostic for Snippet<'_> {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'b>(&'b self) -> Option<Box<dyn fmt::Display + 'b>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        (!self.labels.is_empty()).then(|| Box::new(self.labels.iter().cloned()) as Box<_>)
    }
}

/// One file, of which whole lines are shown without their neighbours.
#[derive(Debug)]
struct Excerpt<'a> {
    places: &'a Places<'a>,
    file: FileId,
    /// Where each marked place starts, and up to where its lines are shown: only the first is marked.
    extents: Vec<(u32, u32)>,
}

impl Excerpt<'_> {
    /// The part of a span that is marked: what lies on its first line, at least one character of it. The end of a
    /// text is taken back to its last word, where there is something to see.
    fn visible(&self, span: Span) -> Span {
        let text = self.places.file(self.file).map_or("", |file| &*file.text);
        let mut start = (span.start as usize).min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        if text.get(start..).is_some_and(|rest| rest.trim().is_empty()) {
            let before = text.get(..start).unwrap_or_default().trim_end();
            let last = before.chars().next_back().map_or(0, char::len_utf8);
            return Span::new(self.file, before.len() - last, before.len());
        }
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let (_, line_end) = self.places.line_around(self.file, start);
        let mut end = span.end.clamp(start, line_end.max(start)).min(start.saturating_add(LONG));
        while !text.is_char_boundary(end as usize) {
            end -= 1;
        }
        Span { file: self.file, start, end }
    }

    /// Where the last line to show of a place ends.
    fn last_line(&self, span: Span) -> u32 {
        let written = self.places.text(span).trim_end().len();
        let last = span.start.saturating_add(u32::try_from(written).unwrap_or(u32::MAX));
        let mut end = span.start;
        for _ in 0..TALL {
            (_, end) = self.places.line_around(self.file, end);
            if end >= last {
                break;
            }
            end += 1;
        }
        self.places.line_around(self.file, end.min(last)).1
    }

    fn is_long(&self, span: Span) -> bool {
        let (start, end) = self.places.line_around(self.file, span.start);
        end - start > LONG
    }

    /// The bytes to show for a stretch: whole lines, or, of a long line, what surrounds the stretch.
    fn window(&self, start: u32, end: u32) -> (u32, u32) {
        let text = self.places.file(self.file).map_or("", |file| &*file.text);
        let (mut from, _) = self.places.line_around(self.file, start);
        let (_, mut to) = self.places.line_around(self.file, end);
        let within = self.extents.iter().filter(|(marked, _)| (start..=end).contains(marked));
        to = within.map(|(_, last)| *last).fold(to, u32::max);
        if self.is_long(Span { file: self.file, start, end }) {
            from = from.max(start.saturating_sub(40));
            to = to.min(end.saturating_add(40));
            while !text.is_char_boundary(from as usize) {
                from += 1;
            }
            while !text.is_char_boundary(to as usize) {
                to -= 1;
            }
        }
        (from, to.max(end))
    }
}

impl SourceCode for Excerpt<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let span = Span::new(self.file, span.offset(), span.offset() + span.len());
        // Without context only the place is wanted, not the line.
        let (start, end) = if (before, after) == (0, 0) {
            (span.start, span.end)
        } else {
            self.window(span.start, span.end)
        };
        let shown = Span { file: self.file, start, end };
        let (first, last) = (self.places.start(shown), self.places.end(shown));
        Ok(Box::new(Lines {
            data: self.places.text(shown).as_bytes(),
            span: (start as usize, (end - start) as usize).into(),
            name: self.places.name(shown),
            line: first.line - 1,
            column: first.column - 1,
            line_count: last.line + 1 - first.line,
        }))
    }
}

/// What miette shows of a file.
struct Lines<'a> {
    data: &'a [u8],
    span: SourceSpan,
    name: &'a str,
    line: usize,
    column: usize,
    line_count: usize,
}

impl<'a> SpanContents<'a> for Lines<'a> {
    fn data(&self) -> &'a [u8] {
        self.data
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(self.name)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.line_count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use penholder_language::source::SourceMap;

    fn rendered(text: &str, spans: &[(usize, usize)], width: usize) -> String {
        let mut sources = SourceMap::default();
        let file = sources.add("a.mandate", text);
        let places = Places::new(&sources);
        let spans: Vec<_> = spans.iter().map(|(s, e)| (Span::new(file, *s, *e), "here")).collect();
        Snippet::new(&places, Severity::Error, "headline", &spans).render(Look::new(width, false))
    }

    #[test]
    fn the_line_is_shown_and_its_place_told() {
        let text = rendered("one\n  ¶2 decides x\nthree\n", &[(6, 20)], 80);
        assert!(text.contains("a.mandate:2:3"), "{text}");
        assert!(text.contains("2 │   ¶2 decides x"), "{text}");
        assert!(!text.contains("three"), "{text}");
    }

    #[test]
    fn every_place_of_a_text_can_be_shown() {
        let text = "\n¶1 a\t→ b\r\n\n日本語\n";
        for start in 0..text.len() + 3 {
            for end in start..text.len() + 3 {
                assert!(rendered(text, &[(start, end), (end, end)], 40).contains("headline"));
            }
        }
        assert!(rendered("", &[(0, 0)], 80).contains("headline"));
    }

    #[test]
    fn all_lines_of_a_place_are_shown_up_to_a_number() {
        let text = rendered("for each\n  where A\n  and B\nrequire C\n", &[(0, 22)], 80);
        assert!(text.contains("where A") && text.contains("and B") && !text.contains("require"), "{text}");
        let text = rendered(&"line\n".repeat(500), &[(0, 2_000)], 80);
        assert!(text.lines().count() < 20, "{text}");
    }

    #[test]
    fn a_long_line_is_shown_in_part() {
        let text = format!("{} HERE {}", "x ".repeat(100_000), "y ".repeat(100_000));
        let shown = rendered(&text, &[(200_001, 200_005), (3, 4)], 80);
        assert!(shown.contains("HERE") && shown.len() < 2_000, "{}", shown.len());
    }
}

//! Lines and columns of spans, with the line starts of a file looked for once.

use std::sync::OnceLock;

use penholder_language::source::{FileId, SourceFile, SourceMap, Span};

/// A source map that knows where lines start.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a SourceMap,
    lines: Vec<OnceLock<Vec<u32>>>,
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl<'a> Places<'a> {
    /// Over the texts of one run.
    pub fn new(sources: &'a SourceMap) -> Self {
        Places { sources, lines: sources.iter().map(|_| OnceLock::new()).collect() }
    }

    /// What messages call the file of a span.
    pub fn name(&self, span: Span) -> &'a str {
        self.file(span.file).map_or("", |file| file.name.as_str())
    }

    /// The text under a span.
    pub fn text(&self, span: Span) -> &'a str {
        self.sources.text(span)
    }

    /// Where a span starts.
    pub fn start(&self, span: Span) -> LineColumn {
        self.at(span.file, span.start)
    }

    /// Where a span ends: one past its last character.
    pub fn end(&self, span: Span) -> LineColumn {
        self.at(span.file, span.end)
    }

    /// The place as `path:line:column`.
    pub fn told(&self, span: Span) -> String {
        let start = self.start(span);
        format!("{}:{}:{}", self.name(span), start.line, start.column)
    }

    /// What lies on the first line of a span.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let (_, end) = self.line_around(span.file, span.start);
        Span { end: span.end.min(end).max(span.start), ..span }
    }

    pub(super) fn file(&self, id: FileId) -> Option<&'a SourceFile> {
        self.sources.get(id)
    }

    /// The bytes of the line on which an offset stands, without its end.
    pub(super) fn line_around(&self, id: FileId, offset: u32) -> (u32, u32) {
        let Some(file) = self.file(id) else { return (0, 0) };
        let starts = self.line_starts(id);
        let index = starts.partition_point(|start| *start <= offset);
        let start = index.checked_sub(1).and_then(|i| starts.get(i)).copied().unwrap_or(0);
        let length = u32::try_from(file.text.len()).unwrap_or(u32::MAX);
        let end = starts.get(index).map_or(length, |next| next.saturating_sub(1));
        let text = file.text.get(start as usize..end as usize).unwrap_or_default();
        let end = if text.ends_with('\r') { end - 1 } else { end };
        (start, end.max(start))
    }

    fn at(&self, id: FileId, offset: u32) -> LineColumn {
        let Some(file) = self.file(id) else { return LineColumn { line: 1, column: 1 } };
        let starts = self.line_starts(id);
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0) as usize;
        let mut at = (offset as usize).min(file.text.len());
        while !file.text.is_char_boundary(at) {
            at -= 1;
        }
        LineColumn { line, column: file.text.get(start..at).unwrap_or_default().chars().count() + 1 }
    }

    fn line_starts(&self, id: FileId) -> &[u32] {
        let Some(cell) = self.lines.get(id.0 as usize) else { return &[] };
        cell.get_or_init(|| {
            let text = self.file(id).map_or("", |file| &file.text);
            let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            let after = after.map(|(i, _)| u32::try_from(i + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(after).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_agree_with_the_source_map() {
        let mut sources = SourceMap::default();
        let text = "¶1 decides\r\n\n  ¶2 notes\nlast";
        let file = sources.add("a.mandate", text);
        let places = Places::new(&sources);
        for offset in 0..=text.len() {
            let span = Span::new(file, offset, offset);
            let start = places.start(span);
            assert_eq!((start.line, start.column), sources.line_column(span), "offset {offset}");
        }
    }

    #[test]
    fn lines_are_found_without_their_ends() {
        let mut sources = SourceMap::default();
        let file = sources.add("a", "one\r\ntwo\n");
        let places = Places::new(&sources);
        let line = |offset| {
            let (start, end) = places.line_around(file, offset);
            places.text(Span { file, start, end })
        };
        assert_eq!([line(0), line(4), line(5), line(8), line(9)], ["one", "one", "two", "two", ""]);
    }

    #[test]
    fn a_span_of_another_map_does_no_harm() {
        let sources = SourceMap::default();
        let places = Places::new(&sources);
        let span = Span::new(FileId(7), 3, 9);
        assert_eq!((places.name(span), places.text(span)), ("", ""));
        assert_eq!(places.start(span), LineColumn { line: 1, column: 1 });
    }
}

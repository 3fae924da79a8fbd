//! The text of a draft cut into rows: a paragraph each, with the findings that stand at it.

use std::collections::BTreeMap;

use penholder_language::source::{FileId, Span};

use crate::findings::{ClauseRef, Finding, Report};
use crate::reports::Run;

/// How many lines of a text are shown. Of what comes after only lines with findings are.
const LINES: usize = 4_000;

/// A line as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: usize,
    /// Without its end.
    pub(super) text: &'a str,
}

/// Lines that belong together, and what was found there.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    /// In the order of the text, not all of which need be there.
    pub(super) lines: Vec<Line<'a>>,
    /// Labels of the paragraphs that start here, without `¶`.
    pub(super) labels: Vec<String>,
    /// In the order of the report.
    pub(super) findings: Vec<&'a Finding>,
}

/// The text of a mandate in rows, and rows for findings that point elsewhere: into the blocks that it is read against.
pub(super) struct Rows<'a> {
    /// Whether the text is written in the mandate language, and not prose.
    pub(super) coded: bool,
    /// The mandate.
    pub(super) own: Vec<Row<'a>>,
    /// What it is read against, with the name of the file.
    pub(super) given: Vec<(&'a str, Row<'a>)>,
    /// How many lines at the end are not shown.
    pub(super) left_out: usize,
}

/// Cuts a text and puts every open finding to its line.
pub(super) fn rows<'a>(run: Run<'a>, report: &'a Report) -> Rows<'a> {
    let file = report.span.file;
    let coded = run.places.text(report.span).trim_start().starts_with("mandate");
    let text = run.places.file(file).map_or("", |file| &file.text);
    let first = if coded { run.places.start(report.span).line } else { 1 };
    let mut own = cut(text, first, coded);
    let last = own.last().and_then(|row: &Row<'_>| row.lines.last()).map_or(first, |line| line.number);
    let mut given: BTreeMap<(FileId, usize), Row<'a>> = BTreeMap::new();
    for finding in report.findings.iter().filter(|finding| finding.status.is_open()) {
        let line = run.places.start(finding.place).line;
        let inside = finding.place.file == file && (first..=last).contains(&line);
        match row_of(&mut own, line).filter(|_| inside) {
            Some(row) => row.findings.push(finding),
            None => {
                let row = given.entry((finding.place.file, line)).or_default();
                if row.lines.is_empty() {
                    row.lines = lines_of(run, finding.place);
                }
                row.findings.push(finding);
            }
        }
    }
    for clause in clauses(report).filter(|clause| clause.span.file == file && !clause.label.is_empty()) {
        if let Some(row) = row_of(&mut own, run.places.start(clause.span).line)
            && !row.labels.contains(&clause.label)
        {
            row.labels.push(clause.label.clone());
        }
    }
    let left_out = shorten(&mut own);
    let name = |file: FileId| run.places.name(Span { file, start: 0, end: 0 });
    let given = given.into_iter().map(|((file, _), row)| (name(file), row)).collect();
    Rows { coded, own, given, left_out }
}

fn clauses(report: &Report) -> impl Iterator<Item = &ClauseRef> {
    report.findings.iter().flat_map(|finding| finding.clauses.iter().chain(&finding.found))
}

/// The row in which a line stands: the last that begins at or before it.
fn row_of<'r, 'a>(rows: &'r mut [Row<'a>], line: usize) -> Option<&'r mut Row<'a>> {
    let after = rows.partition_point(|row| row.lines.first().is_some_and(|first| first.number <= line));
    after.checked_sub(1).and_then(|index| rows.get_mut(index))
}

/// What lies under a span, up to a few lines.
fn lines_of<'a>(run: Run<'a>, span: Span) -> Vec<Line<'a>> {
    let first = run.places.start(span).line;
    let (start, _) = run.places.line_around(span.file, span.start);
    let text = run.places.text(Span { start, ..span });
    text.lines().take(4).enumerate().map(|(i, text)| Line { number: first + i, text }).collect()
}

/// Rows from a line on: of prose each paragraph, of a mandate block each label with what goes on below it.
fn cut(text: &str, first: usize, coded: bool) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (index, text) in text.lines().enumerate().skip(first.saturating_sub(1)) {
        let line = Line { number: index + 1, text };
        if text.trim().is_empty() {
            continue;
        }
        let label = text.trim_start().strip_prefix('¶').and_then(|rest| rest.split_whitespace().next());
        match rows.last_mut().filter(|row| coded && goes_on(row, line, label)) {
            Some(row) => row.lines.push(line),
            None => {
                let labels = label.map(|label| vec![label.to_owned()]).unwrap_or_default();
                rows.push(Row { lines: vec![line], labels, findings: Vec::new() });
            }
        }
        if coded && text.starts_with('}') {
            break;
        }
    }
    rows
}

/// Whether a line belongs to the row above it: it has the same label, or it has none and is indented further.
fn goes_on(row: &Row<'_>, line: Line<'_>, label: Option<&str>) -> bool {
    let Some(own) = row.labels.first() else { return false };
    match label {
        Some(label) => label == own,
        None => row.lines.first().is_some_and(|first| indent(line.text) > indent(first.text)),
    }
}

/// Blanks before the text.
pub(super) fn indent(text: &str) -> usize {
    text.chars().take_while(|c| c.is_whitespace()).count()
}

/// Of what lies beyond the limit only what has findings is kept; gives how many lines went.
fn shorten(rows: &mut Vec<Row<'_>>) -> usize {
    let mut shown = 0;
    let mut left_out = 0;
    rows.retain(|row| {
        shown += row.lines.len();
        let kept = shown <= LINES || !row.findings.is_empty();
        left_out += if kept { 0 } else { row.lines.len() };
        kept
    });
    left_out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clauses_of_one_label_stand_together_with_what_goes_on_below() {
        let text =
            "mandate M {\n    ¶1 decides a\n        if b\n    ¶1 decides c\n    # about\n    ¶2 d\n}\nrest";
        let rows = cut(text, 1, true);
        let numbers: Vec<Vec<usize>> =
            rows.iter().map(|row| row.lines.iter().map(|line| line.number).collect()).collect();
        assert_eq!(numbers, [vec![1], vec![2, 3, 4], vec![5], vec![6], vec![7]]);
    }

    #[test]
    fn paragraphs_of_prose_stand_apart() {
        assert_eq!(cut("1. One\n\n2. Two\n(a) three", 1, false).len(), 3);
    }

    #[test]
    fn of_a_long_text_what_has_findings_is_kept() {
        let text = "line\n".repeat(LINES + 10);
        let mut rows = cut(&text, 1, false);
        assert_eq!(shorten(&mut rows), 10);
        assert_eq!(rows.len(), LINES);
    }
}

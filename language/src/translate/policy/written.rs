//! A formula as it is written: the tree forgets parentheses, and with them where a formula starts and ends.

use crate::source::{SourceMap, Span};

/// The span with the parentheses that belong to it: those that open inside and close behind it, or close inside
/// and open before it.
pub(super) fn balanced(sources: &SourceMap, span: Span) -> Span {
    let Some(file) = sources.get(span.file) else { return span };
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    let (mut open, mut unopened) = (0_usize, 0_usize);
    for c in sources.text(span).chars() {
        match c {
            '(' => open += 1,
            ')' if open > 0 => open -= 1,
            ')' => unopened += 1,
            _ => {}
        }
    }
    for _ in 0..open {
        let rest = file.text.get(end..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        if !rest.trim_start().starts_with(')') {
            break;
        }
        end += blank + 1;
    }
    for _ in 0..unopened {
        let before = file.text.get(..start).unwrap_or_default().trim_end();
        if !before.ends_with('(') {
            break;
        }
        start = before.len() - 1;
    }
    Span::new(span.file, start, end)
}

/// The span from the first word of the line on which it starts.
pub(super) fn from_line_start(sources: &SourceMap, span: Span) -> Span {
    let Some(file) = sources.get(span.file) else { return span };
    let before = file.text.get(..span.start as usize).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |newline| newline + 1);
    let blank = before.get(line..).map_or(0, |text| text.len() - text.trim_start().len());
    Span::new(span.file, line + blank, span.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str, part: &str) -> (String, String) {
        let mut sources = SourceMap::default();
        let file = sources.add("a", source);
        let start = source.find(part).unwrap();
        let span = balanced(&sources, Span::new(file, start, start + part.len()));
        let line = from_line_start(&sources, span);
        (sources.text(span).to_owned(), sources.text(line).to_owned())
    }

    #[test]
    fn parentheses_are_taken_in_on_both_sides() {
        let (formula, line) = text("x\n  where (A is b) and (C is d )\nnext )", "A is b) and (C is d");
        assert_eq!(formula, "(A is b) and (C is d )");
        assert_eq!(line, "where (A is b) and (C is d )");
    }

    #[test]
    fn what_is_balanced_stays() {
        assert_eq!(text("f (A is b) g", "A is b").0, "A is b");
        assert_eq!(text("f (A", "f (A").0, "f (A");
    }
}

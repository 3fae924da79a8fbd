//! The lines of a text, with what stands between them.

use std::ops::Range;

/// A line that is not blank.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it is, without white space around it.
    pub range: Range<usize>,
    /// By how many columns it is indented.
    pub indent: usize,
    /// Blank lines stand before it.
    pub blank: bool,
    /// A page ends before it, or something that a page adds stands there.
    pub page: bool,
}

/// Splits a text at its line ends, whatever they are. A form feed is a page end.
pub fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut blank, mut page) = (false, false);
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while start <= text.len() && lines.len() <= super::MAX_LINES {
        let mut end = text.len();
        let mut next = text.len() + 1;
        let mut feed = false;
        while let Some((i, c)) = chars.next() {
            if !matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
                continue;
            }
            end = i;
            next = i + c.len_utf8();
            feed = c == '\u{c}';
            // Any number of carriage returns before a line feed are one line end with it.
            if c == '\r' {
                let returns = text
                    .get(next..)
                    .unwrap_or_default()
                    .bytes()
                    .take(8)
                    .take_while(|byte| *byte == b'\r')
                    .count();
                if text.get(next + returns..).is_some_and(|rest| rest.starts_with('\n')) {
                    next += returns + 1;
                    while chars.peek().is_some_and(|(at, _)| *at < next) {
                        chars.next();
                    }
                }
            }
            break;
        }
        let line = text.get(start..end).unwrap_or_default();
        let body = line.trim();
        if body.is_empty() {
            blank = true;
        } else {
            let at = start + (line.len() - line.trim_start().len());
            let before = text.get(start..at).unwrap_or_default();
            let indent = before.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
            lines.push(Line { range: at..at + body.len(), indent, blank, page });
            (blank, page) = (false, false);
        }
        page |= feed;
        start = next;
    }
    single_space(&mut lines);
    lines
}

/// In a text with a blank line after every line, blank lines say nothing.
fn single_space(lines: &mut [Line]) {
    let blanks = lines.iter().filter(|line| line.blank).count();
    let long = lines.iter().map(|line| line.range.len()).max().unwrap_or(0) > 200;
    if lines.len() > 20 && blanks * 20 > lines.len() * 19 && !long {
        for line in lines {
            line.blank = false;
        }
    }
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_counts_once() {
        let text = "one\r\r\ntwo\r\nthree\rfour\n\n  five\u{c}six";
        let lines = split(text);
        let words: Vec<_> = lines.iter().map(|line| &text[line.range.clone()]).collect();
        assert_eq!(words, ["one", "two", "three", "four", "five", "six"]);
        let blanks: Vec<_> = lines.iter().map(|line| line.blank).collect();
        assert_eq!(blanks, [false, false, false, false, true, false]);
        assert_eq!((lines[4].indent, lines[5].page), (2, true));
    }
}

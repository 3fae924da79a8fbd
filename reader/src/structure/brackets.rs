//! Bracketed language: alternatives, who proposes them, brackets inside brackets and over several paragraphs.

use std::ops::Range;

use penholder_language::source::Diagnostic;

use crate::document::{Bracket, BracketOption, Paragraph};

/// Finds the brackets of every paragraph.
pub fn read(paragraphs: &mut [Paragraph], notes: &mut Vec<Diagnostic>) {
    let mut open = 0_usize;
    for paragraph in paragraphs.iter_mut() {
        let text = paragraph.flow.text();
        if open == 0 && !text.contains(['[', ']']) {
            continue;
        }
        let found = find(text, open);
        let mut brackets = found.brackets;
        group(text, &mut brackets);
        open = found.open;
        for at in found.strays {
            notes.push(
                Diagnostic::warning(
                    paragraph.place(at..at + 1),
                    "a bracket is closed here that was never opened",
                )
                .help("it was passed over; brackets do not overlap: each `]` closes the last `[` before it"),
            );
        }
        for range in empty(text, &brackets) {
            notes.push(
                Diagnostic::warning(
                    paragraph.place(range),
                    "this bracket says nothing in any of its options",
                )
                .help("write the text that is in dispute between `[` and `]`"),
            );
        }
        for (first, second) in twice(text, &brackets) {
            notes.push(
                Diagnostic::warning(
                    paragraph.place(second),
                    "this option says what another one of the bracket says",
                )
                .related(paragraph.place(first), "the other one")
                .help("name all who propose it before one of them, `Toland, Quist: …`"),
            );
        }
        paragraph.brackets = brackets;
    }
    if open > 0 {
        let opener = paragraphs.iter().rev().find_map(|paragraph| {
            let bracket =
                paragraph.brackets.iter().find(|bracket| bracket.left_open && !bracket.opened_before)?;
            Some(paragraph.place(bracket.range.start..bracket.range.start + 1))
        });
        if let Some(span) = opener {
            notes.push(
                Diagnostic::warning(span, "a bracket is opened here and never closed")
                    .help("it was read as holding everything up to the end"),
            );
        }
    }
}

/// A paragraph with more is no draft.
const MAX_BRACKETS: usize = 1_000;

/// What was found in a text.
struct Found {
    /// In the order in which they open.
    brackets: Vec<Bracket>,
    /// How many are open at the end.
    open: usize,
    /// Where a bracket is closed that was never opened.
    strays: Vec<usize>,
}

/// The brackets of a text; `open` of them were opened before.
fn find(text: &str, open: usize) -> Found {
    let mut strays = Vec::new();
    let mut brackets: Vec<Bracket> = Vec::new();
    let mut bars: Vec<Vec<usize>> = Vec::new();
    let mut stack: Vec<usize> = Vec::new();
    let push = |brackets: &mut Vec<Bracket>, stack: &mut Vec<usize>, start: usize, opened_before: bool| {
        if brackets.len() >= MAX_BRACKETS {
            return;
        }
        let within = stack.last().copied();
        stack.push(brackets.len());
        let range = start..text.len();
        brackets.push(Bracket {
            range,
            within,
            group: 0,
            options: Vec::new(),
            opened_before,
            left_open: true,
        });
    };
    for _ in 0..open.min(16) {
        push(&mut brackets, &mut stack, 0, true);
    }
    for (i, c) in text.char_indices() {
        match c {
            '[' if !is_remark(text, i) => push(&mut brackets, &mut stack, i, false),
            '|' => {
                let at = stack.last().copied().unwrap_or(usize::MAX);
                bars.resize(brackets.len(), Vec::new());
                if let Some(bars) = bars.get_mut(at) {
                    bars.push(i);
                }
            }
            ']' if closes_remark(text, i) => {}
            ']' if stack.is_empty() => strays.push(i),
            ']' => {
                if let Some(bracket) = stack.pop().and_then(|at| brackets.get_mut(at)) {
                    bracket.range.end = i + 1;
                    bracket.left_open = false;
                }
            }
            _ => {}
        }
    }
    bars.resize(brackets.len(), Vec::new());
    for (bracket, bars) in brackets.iter_mut().zip(&bars) {
        bracket.options = options(text, bracket, bars);
    }
    Found { brackets, open: stack.len(), strays }
}

/// Brackets with nothing in them but blanks and strokes.
fn empty(text: &str, brackets: &[Bracket]) -> Vec<Range<usize>> {
    let inner = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default().trim_matches(['[', ']']);
    let nothing = |range: &Range<usize>| inner(range).chars().all(|c| c.is_whitespace() || c == '|');
    let whole = brackets.iter().filter(|bracket| !bracket.opened_before && !bracket.left_open);
    let mut found: Vec<Range<usize>> = whole.map(|bracket| bracket.range.clone()).filter(nothing).collect();
    for (start, _) in text.match_indices('[') {
        let Some(end) = text.get(start..).and_then(|rest| rest.find(']')) else { continue };
        let range = start..start + end + 1;
        if !found.contains(&range) && inner(&range).trim().is_empty() {
            found.push(range);
        }
    }
    found
}

/// Options of one group that say the same: where the first stands, and the one that repeats it.
fn twice(text: &str, brackets: &[Bracket]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut known: Vec<(usize, &str, Range<usize>)> = Vec::new();
    let mut found = Vec::new();
    for bracket in brackets {
        for option in &bracket.options {
            let said = text.get(option.range.clone()).unwrap_or_default();
            if said.is_empty() || bracket.left_open || bracket.opened_before {
                continue;
            }
            match known.iter().find(|(group, other, _)| *group == bracket.group && *other == said) {
                Some((_, _, first)) => found.push((first.clone(), option.range.clone())),
                None => known.push((bracket.group, said, option.range.clone())),
            }
        }
    }
    found
}

/// `[1]`, `[sic]`, `[…]`, `[s]he`, `[and]`: brackets that offer nothing.
fn is_remark(text: &str, at: usize) -> bool {
    let Some(rest) = text.get(at + 1..) else { return true };
    let Some(end) = rest.find([']', '[']) else { return false };
    let inner = rest.get(..end).unwrap_or_default().trim();
    if !rest.get(end..).is_some_and(|rest| rest.starts_with(']')) {
        return false;
    }
    let glued = text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric))
        || rest.get(end + 1..).is_some_and(|after| after.starts_with(char::is_alphanumeric));
    matches!(inner, "" | "sic" | "…" | "..." | "and" | "or" | "and/or" | "," | ";")
        || (inner.len() <= 3 && inner.bytes().all(|byte| byte.is_ascii_digit()))
        || (inner.len() <= 3 && glued)
}

fn closes_remark(text: &str, at: usize) -> bool {
    let Some(before) = text.get(..at) else { return false };
    before.rfind(['[', ']']).is_some_and(|open| {
        before.get(open..).is_some_and(|rest| rest.starts_with('[')) && is_remark(text, open)
    })
}

/// What a bracket offers: its text, divided where `|` stands outside brackets within it.
fn options(text: &str, bracket: &Bracket, bars: &[usize]) -> Vec<BracketOption> {
    let start = bracket.range.start + usize::from(!bracket.opened_before);
    let end = bracket.range.end.saturating_sub(usize::from(!bracket.left_open)).max(start);
    let mut from = start;
    let mut options = Vec::new();
    for cut in bars.iter().copied().chain([end]) {
        options.push(option(text, from..cut));
        from = cut + 1;
    }
    options
}

/// Takes the proponents, or the name of an alternative, off an option.
fn option(text: &str, range: Range<usize>) -> BracketOption {
    let part = text.get(range.clone()).unwrap_or_default();
    let (mut proponents, mut name, mut skip) = (Vec::new(), None, 0);
    if let Some(colon) = part.find(':').filter(|colon| *colon <= 80) {
        let head = part.get(..colon).unwrap_or_default().trim();
        if is_name(head) {
            (name, skip) = (Some(head.to_owned()), colon + 1);
        } else if let Some(names) = proponent_names(head) {
            (proponents, skip) = (names, colon + 1);
        }
    }
    if let Some(len) = leading_name(part).filter(|_| skip == 0) {
        (name, skip) = (part.get(..len).map(|name| name.trim().to_owned()), len);
    }
    let rest = part.get(skip..).unwrap_or_default();
    let start = range.start + skip + (rest.len() - rest.trim_start().len());
    let end = (range.start + skip + rest.trim_end().len()).max(start);
    BracketOption { proponents, name, range: start..end }
}

const NAMES: &[&str] = &["Alternative", "Option", "Alt.", "Alt"];

/// `Alternative 1`, `Option B`.
fn is_name(head: &str) -> bool {
    leading_name(head).is_some_and(|len| len == head.len())
}

/// How long the name at the beginning is: the word and its number.
fn leading_name(part: &str) -> Option<usize> {
    let text = part.trim_start();
    let indent = part.len() - text.len();
    let word =
        NAMES.iter().find(|name| text.strip_prefix(**name).is_some_and(|rest| rest.starts_with(' ')))?;
    let rest = text.get(word.len() + 1..)?;
    let len = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    (1..=3).contains(&len).then_some(indent + word.len() + 1 + len)
}

/// `France`, `France, Niger and the United Kingdom`: names and nothing else.
fn proponent_names(head: &str) -> Option<Vec<String>> {
    let joined = head.replace(" and ", ",").replace([';', '+', '&', '/'], ",");
    let names: Vec<String> =
        joined.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    let small = ["of", "the", "and", "for"];
    let proper = |name: &String| {
        name.split_whitespace().count() <= 6
            && name
                .split_whitespace()
                .all(|word| word.starts_with(|c: char| c.is_uppercase()) || small.contains(&word))
            && name.split_whitespace().any(|word| !small.contains(&word))
            || name.eq_ignore_ascii_case("others")
    };
    (!names.is_empty() && names.iter().all(proper)).then_some(names)
}

/// Brackets that stand side by side, with nothing or a stroke between them, are alternatives; not `[a] [and] [b]`, of which
/// each may stay or go.
fn group(text: &str, brackets: &mut [Bracket]) {
    let mut ends: Vec<(usize, Option<usize>, usize)> = Vec::new();
    for (i, bracket) in brackets.iter_mut().enumerate() {
        let beside = ends.iter().rev().find(|(end, within, _)| {
            *within == bracket.within
                && text
                    .get(*end..bracket.range.start)
                    .is_some_and(|between| matches!(between.trim(), "" | "/" | "or" | "|"))
        });
        bracket.group = beside.map_or(i, |(_, _, group)| *group);
        ends.push((bracket.range.end, bracket.within, bracket.group));
    }
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Bracket> {
        let mut brackets = find(text, 0).brackets;
        group(text, &mut brackets);
        brackets
    }

    #[test]
    fn proponents_alternatives_and_nesting() {
        let text =
            "[Decides] [Requests] that [France, Niger: a force [of 500]] [others: a team | nothing] stay [1]";
        let brackets = all(text);
        let offered: Vec<Vec<&str>> =
            brackets.iter().map(|b| b.options.iter().map(|o| &text[o.range.clone()]).collect()).collect();
        assert_eq!(
            offered,
            [
                vec!["Decides"],
                vec!["Requests"],
                vec!["a force [of 500]"],
                vec!["of 500"],
                vec!["a team", "nothing"]
            ]
        );
        assert_eq!(brackets[2].options[0].proponents, ["France", "Niger"]);
        assert_eq!((brackets[0].group, brackets[1].group), (0, 0));
        assert_eq!((brackets[3].within, brackets[4].group), (Some(2), 2));
    }

    #[test]
    fn a_bracket_may_stay_open() {
        let Found { brackets, open, .. } = find("the [Alternative 1: force", 0);
        assert_eq!(
            (open, brackets[0].left_open, brackets[0].options[0].name.as_deref()),
            (1, true, Some("Alternative 1"))
        );
        let Found { brackets, open, .. } = find("ends] here", 1);
        assert_eq!((open, brackets[0].opened_before, brackets[0].range.clone()), (0, true, 0..5));
    }

    #[test]
    fn what_joins_is_no_alternative() {
        let groups: Vec<usize> =
            all("to [protect] [and] [report] [or] [leave] [stay]").iter().map(|b| b.group).collect();
        assert_eq!(groups, [0, 1, 2, 2]);
    }

    #[test]
    fn what_is_wrong_is_seen() {
        let text = "a [] b [ | ] c] [x | y | x] [Toland: z] [Quist: z]";
        let brackets = all(text);
        let empty: Vec<&str> = empty(text, &brackets).into_iter().map(|range| &text[range]).collect();
        assert_eq!(empty, ["[ | ]", "[]"]);
        assert_eq!(find(text, 0).strays, [14]);
        let twice: Vec<&str> = twice(text, &brackets).into_iter().map(|(_, second)| &text[second]).collect();
        assert_eq!(twice, ["x", "z"]);
    }
}

//! A text as phrases see it: words in their normal form, and the marks between which a clause ends.

use std::ops::Range;

use penholder_language::model::{TermId, is_hyphen, normal};

use super::short::ShortForms;
use super::slots::is_figure;

/// Names are nested no deeper.
const NEAR: usize = 8;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// In the form in which phrases are compared.
    pub normal: String,
    /// Where it is in the text.
    pub range: Range<usize>,
    /// A mark that ends a clause (`;`, `:`, a full stop, a line end) stands between it and the word before.
    pub after_mark: bool,
    /// A comma stands between it and the word before.
    pub after_comma: bool,
    /// It begins with a capital.
    pub capital: bool,
    /// It is a number, or a word of one.
    pub(super) figure: bool,
}

/// A text taken apart into words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// The words, in order.
    pub list: Vec<Word>,
    /// Words that are known to name somebody or something, for phrases that speak of it by its kind. In order.
    marks: Vec<(Range<usize>, TermId)>,
}

impl Words {
    /// Takes a text apart.
    pub fn new(text: &str) -> Words {
        Words::with(text, &ShortForms::default())
    }

    /// Takes a text apart; what a short form stands for comes in its place.
    pub fn with(text: &str, short: &ShortForms) -> Words {
        let mut list: Vec<Word> = Vec::new();
        let (mut after_mark, mut after_comma) = (false, false);
        let mut characters = text.char_indices().peekable();
        while let Some((start, c)) = characters.next() {
            if !c.is_alphanumeric() {
                after_comma |= c == ',';
                let ends = match c {
                    ';' | ':' | '\n' | '?' | '!' => true,
                    // A stop inside `24 p.m.` or `No. 3` is none; before a capital, or at the end, it is.
                    '.' => text.get(start + 1..).is_none_or(stops),
                    _ => false,
                };
                after_mark |= ends;
                continue;
            }
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = characters.peek().copied() {
                let behind = text.get(at + next.len_utf8()..).and_then(|rest| rest.chars().next());
                let joins = is_hyphen(next)
                    || matches!(next, '\'' | '\u{2019}' | '/')
                    || (matches!(next, '.' | ',') && c.is_ascii_digit());
                let goes_on = next.is_alphanumeric() || next == '%';
                if !(goes_on || joins && behind.is_some_and(char::is_alphanumeric)) {
                    break;
                }
                end = at + next.len_utf8();
                characters.next();
            }
            let word = text.get(start..end).unwrap_or_default();
            let (range, capital) = (start..end, c.is_uppercase());
            let normal = normal(word);
            let figure = is_figure(&normal);
            let itself = Word { normal, range, after_mark, after_comma, capital, figure };
            let introduced = text.get(..start).is_some_and(|before| before.ends_with('('));
            match short.long(&itself.normal, word).filter(|_| !introduced) {
                None => list.push(itself),
                Some(long) => list.extend(long.iter().enumerate().map(|(place, part)| Word {
                    range: start..end,
                    after_mark: place == 0 && after_mark,
                    after_comma: place == 0 && after_comma,
                    ..part.clone()
                })),
            }
            (after_mark, after_comma) = (false, false);
        }
        Words { list, marks: Vec::new() }
    }

    /// Marks some words, and every place where a name stands.
    pub fn mark(&mut self, known: impl Iterator<Item = (Range<usize>, TermId)>, names: &[(TermId, Words)]) {
        self.marks.extend(known);
        for (term, name) in names {
            let (Some(first), length) = (name.list.first(), name.list.len()) else { continue };
            for at in 0..self.list.len() {
                let here = self.list.get(at..at + length).unwrap_or_default();
                if here.first().is_some_and(|word| word.normal == first.normal)
                    && here.iter().zip(&name.list).all(|(word, part)| word.normal == part.normal)
                {
                    self.marks.push((at..at + length, *term));
                }
            }
        }
        self.marks.sort_by_key(|(range, term)| (range.start, range.end, *term));
    }

    /// The marks that begin at a word.
    pub(super) fn marks_at(&self, at: usize) -> &[(Range<usize>, TermId)] {
        let from = self.marks.partition_point(|(range, _)| range.start < at);
        let to = self.marks.partition_point(|(range, _)| range.start <= at);
        self.marks.get(from..to).unwrap_or_default()
    }

    /// Whether some words lie inside marked ones.
    pub fn is_marked(&self, words: &Range<usize>) -> bool {
        let to = self.marks.partition_point(|(range, _)| range.start <= words.start);
        let before = self.marks.get(to.saturating_sub(NEAR)..to).unwrap_or_default();
        before.iter().any(|(range, _)| words.end <= range.end)
    }

    /// The words that lie in a byte range of the text, by their places in the list.
    pub fn within(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.list.partition_point(|word| word.range.start < range.start);
        let end = self.list.partition_point(|word| word.range.end <= range.end);
        start..end.max(start)
    }

    /// The next place, not after `limit`, before which a comma or a mark stands.
    pub fn pause(&self, at: usize, limit: usize) -> usize {
        let pauses = |at: &usize| self.list.get(*at).is_some_and(|word| word.after_comma || word.after_mark);
        (at..limit).find(pauses).unwrap_or(limit)
    }

    /// The byte range of some words.
    pub fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.list.get(words.start).map_or(0, |word| word.range.start);
        let last =
            words.end.checked_sub(1).and_then(|at| self.list.get(at)).map_or(first, |word| word.range.end);
        first..last.max(first)
    }
}

fn stops(rest: &str) -> bool {
    let next = rest.trim_start().chars().next();
    next.is_none_or(|c| c.is_uppercase() && rest.starts_with(char::is_whitespace))
}

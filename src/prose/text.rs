//! A paragraph with all that was found in it.

use std::ops::Range;

use penholder_language::model::{Part, PhraseSlot, TermId};
use penholder_language::syntax::mandate::ast::TimeUnit;
use penholder_reader::Paragraph;

use super::names::Known;
use super::phrase::{Phrases, Scope, Words};
use super::reference::{Reference, references};
use super::words::{Word, day, duration, words};

/// Something that a clause can be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Thing {
    /// A term of the vocabulary.
    Term(TermId),
    /// A thing with a name, by its place in the list of those.
    Named(usize),
    /// Paragraphs, of this text or of another one.
    Labels(Reference),
    /// A day.
    Day((i32, u32, u32)),
    /// A length of time.
    Time((i64, TimeUnit)),
}

/// Something found in a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Object {
    pub(super) thing: Thing,
    pub(super) range: Range<usize>,
    /// The words alone do not settle it.
    pub(super) weak: bool,
    /// The figure in its words.
    pub(super) figure: Option<Range<usize>>,
}

/// A paragraph with its words and what was found in them, in the order of the text.
pub(super) struct Text<'d> {
    pub(super) paragraph: &'d Paragraph,
    pub(super) words: Vec<Word<'d>>,
    pub(super) objects: Vec<Object>,
    /// Where a sentence or a part of it ends, in order.
    breaks: Vec<Range<usize>>,
}

impl<'d> Text<'d> {
    pub(super) fn new(paragraph: &'d Paragraph, part: Part, phrases: &Phrases<'_>, known: &Known) -> Self {
        let words = words(paragraph.text());
        let mut objects: Vec<Object> = Vec::new();
        let all = Words::new(paragraph.text());
        let scope = Scope { part: Some(part), above: &[] };
        for hit in phrases.longest(phrases.find_in(&all, 0..all.list.len(), &scope)) {
            let figure = hit.slots.iter().find(|(slot, _)| *slot == PhraseSlot::Figure);
            let figure = figure.map(|(_, range)| range.clone());
            objects.push(Object { thing: Thing::Term(hit.term), range: hit.range, weak: hit.weak, figure });
        }
        let mut add = |thing: Thing, range: Range<usize>| {
            objects.push(Object { thing, range, weak: false, figure: None });
        };
        for (named, range) in known.find(&words) {
            add(Thing::Named(named), range);
        }
        for reference in references(&words) {
            let range = reference.range.clone();
            add(Thing::Labels(reference), range);
        }
        for at in 0..words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let range = |used: usize| {
                let end = rest.get(used.saturating_sub(1)).map_or(0, |word| word.range.end);
                rest.first().map_or(0, |word| word.range.start)..end
            };
            if let Some((day, used)) = day(rest) {
                add(Thing::Day(day), range(used));
            } else if let Some((time, used)) = duration(rest) {
                add(Thing::Time(time), range(used));
            }
        }
        objects.sort_by_key(|object| (object.range.start, object.range.end));
        Text { paragraph, words, objects, breaks: breaks(paragraph.text()) }
    }

    /// The index of the first word at or after an offset.
    pub(super) fn word_at(&self, offset: usize) -> usize {
        self.words.partition_point(|word| word.range.start < offset)
    }

    /// The words that end before an offset.
    pub(super) fn before(&self, offset: usize) -> &[Word<'d>] {
        let at = self.words.partition_point(|word| word.range.end <= offset);
        self.words.get(..at).unwrap_or_default()
    }

    /// The words that begin at an offset or after it.
    pub(super) fn after(&self, offset: usize) -> &[Word<'d>] {
        self.words.get(self.word_at(offset)..).unwrap_or_default()
    }

    /// The words of a stretch.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'d str {
        self.paragraph.text().get(range.clone()).unwrap_or_default()
    }

    /// Whether a sentence ends between two places.
    pub(super) fn breaks(&self, from: usize, to: usize) -> bool {
        let at = self.breaks.partition_point(|mark| mark.start < from);
        self.breaks.get(at).is_some_and(|mark| mark.end <= to)
    }
}

/// The marks at which a sentence or a part of it ends.
fn breaks(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let ends = |(at, byte): (usize, &u8)| match byte {
        b';' | b'\n' => Some(at..at + 1),
        b'.' if bytes.get(at + 1) == Some(&b' ') => Some(at..at + 2),
        _ => None,
    };
    bytes.iter().enumerate().filter_map(ends).collect()
}

//! A paragraph with all that was found in it.

use std::ops::Range;

use penholder_language::model::TermId;
use penholder_language::syntax::mandate::ast::TimeUnit;
use penholder_reader::Paragraph;

use super::finder::{Finder, Hit};
use super::names::Known;
use super::reference::{Reference, references};
use super::schema::Schema;
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
    /// For a term: which of its phrases.
    pub(super) phrase: usize,
}

/// A paragraph with its words and what was found in them, in the order of the text.
pub(super) struct Text<'d> {
    pub(super) paragraph: &'d Paragraph,
    pub(super) words: Vec<Word<'d>>,
    pub(super) objects: Vec<Object>,
}

impl<'d> Text<'d> {
    pub(super) fn new(paragraph: &'d Paragraph, finder: &Finder, known: &Known, schema: &Schema<'_>) -> Self {
        let words = words(paragraph.text());
        let mut objects: Vec<Object> = Vec::new();
        let mut add = |thing: Thing, range: Range<usize>, weak: bool, phrase: usize| {
            objects.push(Object { thing, range, weak, phrase });
        };
        for Hit { term, range, weak, phrase } in finder.find(&words, schema.vocabulary) {
            add(Thing::Term(term), range, weak, phrase);
        }
        for (named, range) in known.find(&words) {
            add(Thing::Named(named), range, false, 0);
        }
        for reference in references(&words) {
            let range = reference.range.clone();
            add(Thing::Labels(reference), range, false, 0);
        }
        for at in 0..words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let range = |used: usize| {
                let end = rest.get(used.saturating_sub(1)).map_or(0, |word| word.range.end);
                rest.first().map_or(0, |word| word.range.start)..end
            };
            if let Some((day, used)) = day(rest) {
                add(Thing::Day(day), range(used), false, 0);
            } else if let Some((time, used)) = duration(rest) {
                add(Thing::Time(time), range(used), false, 0);
            }
        }
        objects.sort_by_key(|object| (object.range.start, object.range.end));
        Text { paragraph, words, objects }
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
        let between = self.paragraph.text().get(from..to).unwrap_or_default();
        between.contains(';') || between.contains('\n') || between.contains(". ")
    }
}

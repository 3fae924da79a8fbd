//! Finds the phrases of a vocabulary in a text.
//!
//! Every phrase is indexed by the words with which it may begin, so that a text is gone through once. A hit is tried
//! with all that a phrase may span; guards are looked up in the clause around it.

mod find;
mod short;
mod slots;
mod text;

use std::collections::HashMap;

use penholder_language::model::{Piece, TaxonomyId, TermId, Vocabulary};

pub use find::{Hit, Scope};
pub use short::ShortForms;
pub use text::{Word, Words};

/// So many letters of a stem are looked up.
const KEY: usize = 2;

/// The phrases of a vocabulary, indexed.
#[derive(Clone, Debug)]
pub struct Phrases<'v> {
    vocabulary: &'v Vocabulary,
    words: HashMap<String, Vec<Entry>>,
    stems: HashMap<String, Vec<Entry>>,
    any: Vec<Entry>,
}

/// A phrase, by its term and its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    term: TermId,
    phrase: usize,
}

impl<'v> Phrases<'v> {
    /// Indexes the phrases of every taxonomy.
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        Phrases::of(vocabulary, |_| true)
    }

    /// Indexes the phrases of some taxonomies.
    pub fn of(vocabulary: &'v Vocabulary, wanted: impl Fn(TaxonomyId) -> bool) -> Self {
        let (words, stems) = (HashMap::new(), HashMap::new());
        let mut phrases = Phrases { vocabulary, words, stems, any: Vec::new() };
        for (at, term) in vocabulary.terms.iter().enumerate() {
            let Some(id) = u32::try_from(at).ok().map(TermId).filter(|_| wanted(term.taxonomy)) else {
                continue;
            };
            for (at, phrase) in term.phrases.iter().enumerate() {
                phrases.index(&phrase.pattern, Entry { term: id, phrase: at });
            }
        }
        phrases
    }

    fn index(&mut self, pattern: &[Piece], entry: Entry) {
        let Some((first, rest)) = pattern.split_first() else { return };
        let list = match first {
            Piece::Word(word) => self.words.entry(word.clone()).or_default(),
            Piece::Stem(stem) => self.stems.entry(stem.chars().take(KEY).collect()).or_default(),
            Piece::Choice(options) => return options.iter().for_each(|option| self.index(option, entry)),
            Piece::Maybe(option) => {
                self.index(option, entry);
                return self.index(rest, entry);
            }
            Piece::Gap(_) | Piece::Slot(_) | Piece::Is(_) => &mut self.any,
        };
        if list.last() != Some(&entry) {
            list.push(entry);
        }
    }

    /// Phrases that may begin with a word, each once.
    fn beginning_with(&self, word: &str) -> Vec<Entry> {
        let key: String = word.chars().take(KEY).collect();
        let lists = [self.words.get(word), self.stems.get(&key), Some(&self.any)];
        let mut entries: Vec<Entry> = lists.into_iter().flatten().flatten().copied().collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    }
}

#[cfg(test)]
mod tests;

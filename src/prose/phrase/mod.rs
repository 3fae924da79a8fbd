//! Finds the phrases of a vocabulary in a text.
//!
//! Every phrase is indexed by the words with which it may begin, so that a text is gone through once. A hit is tried
//! with all that a phrase may span; guards are looked up in the clause around it.

mod find;
mod short;
mod slots;
mod text;

use penholder_language::model::{Phrase, PhraseSlot, Piece, TaxonomyId, TermId, Vocabulary};
use rustc_hash::FxHashMap;

pub use find::{Hit, Scope};
pub use short::ShortForms;
pub use text::{Word, Words};

/// So many letters of a stem are looked up.
const KEY: usize = 2;

/// The phrases of a vocabulary, indexed by what they may begin with.
#[derive(Clone, Debug)]
pub struct Phrases<'v> {
    vocabulary: &'v Vocabulary,
    words: FxHashMap<&'v str, Vec<Entry>>,
    /// By the first letters of the stem.
    stems: FxHashMap<&'v str, Vec<Entry>>,
    /// Those that begin with a kind of somebody: they fit marked words only.
    kinds: Vec<Entry>,
    /// Those that begin with a figure, a day, …: by its form.
    slots: Vec<(PhraseSlot, Vec<Entry>)>,
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
        let (words, stems) = (FxHashMap::default(), FxHashMap::default());
        let (kinds, slots, any) = (Vec::new(), Vec::new(), Vec::new());
        let mut phrases = Phrases { vocabulary, words, stems, kinds, slots, any };
        for (at, term) in vocabulary.terms.iter().enumerate() {
            let Some(id) = u32::try_from(at).ok().map(TermId).filter(|_| wanted(term.taxonomy)) else {
                continue;
            };
            let found = vocabulary.phrases(id).iter().enumerate().filter(|(_, phrase)| can_be_found(phrase));
            for (at, phrase) in found {
                phrases.index(&phrase.pattern, Entry { term: id, phrase: at });
            }
        }
        phrases
    }

    fn index(&mut self, pattern: &'v [Piece], entry: Entry) {
        let Some((first, rest)) = pattern.split_first() else { return };
        let list = match first {
            Piece::Word(word) => self.words.entry(word).or_default(),
            Piece::Stem(stem) => self.stems.entry(key(stem)).or_default(),
            Piece::Choice(options) => return options.iter().for_each(|option| self.index(option, entry)),
            Piece::Maybe(option) => {
                self.index(option, entry);
                return self.index(rest, entry);
            }
            Piece::Is(_) => &mut self.kinds,
            Piece::Slot(slot) => {
                if !self.slots.iter().any(|(known, _)| known == slot) {
                    self.slots.push((*slot, Vec::new()));
                }
                let Some((_, list)) = self.slots.iter_mut().find(|(known, _)| known == slot) else { return };
                list
            }
            Piece::Gap(_) => &mut self.any,
        };
        if list.last() != Some(&entry) {
            list.push(entry);
        }
    }

    /// Tells of the phrases that may begin at a word, of some more than once. A stretch of text ends at `limit`.
    fn beginning_at(&self, words: &Words, at: usize, limit: usize, tell: &mut dyn FnMut(Entry)) {
        let Some(word) = words.list.get(at) else { return };
        let by_word = [self.words.get(word.normal.as_str()), self.stems.get(key(&word.normal))];
        let marked = !words.marks_at(at).is_empty();
        let kinds = self.kinds.iter().filter(|_| marked);
        let slots = self.slots.iter().filter(|(slot, _)| slots::end(*slot, words, at, limit).is_some());
        let slots = slots.flat_map(|(_, entries)| entries);
        let entries = by_word.into_iter().flatten().flatten().chain(kinds).chain(slots).chain(&self.any);
        entries.for_each(|entry| tell(*entry));
    }
}

/// The letters by which a stem is looked up.
fn key(word: &str) -> &str {
    word.char_indices().nth(KEY).and_then(|(end, _)| word.get(..end)).unwrap_or(word)
}

/// Whether a phrase can be found at all: one that tells how a text introduces a name is none to look for.
fn can_be_found(phrase: &Phrase) -> bool {
    let introduces = |piece: &Piece| matches!(piece, Piece::Slot(PhraseSlot::Name | PhraseSlot::Title));
    !phrase.pattern.iter().any(introduces)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
mod tests {
    use penholder_language::source::SourceMap;
    use penholder_language::{model, syntax, translate};

    use super::Phrases;

    /// The vocabulary with one term that has this phrase.
    fn vocabulary(phrase: &str) -> model::Vocabulary {
        let text = format!("terms kind \"kinds\" {{ work \"some work\" {{ phrases \"{phrase}\" }} }}\n");
        let mut sources = SourceMap::default();
        let id = sources.add("test", text.as_str());
        let (file, told) = syntax::policy::parse(id, &text);
        assert!(told.is_empty(), "{phrase}: {told:?}");
        let (pack, told) = translate::policy::pack(&[file], sources);
        let told: Vec<_> = told.iter().filter(|told| told.message.contains("phrase")).collect();
        assert!(told.is_empty(), "{phrase}: {told:?}");
        pack.vocabulary
    }

    fn found<'t>(phrase: &str, text: &'t str) -> Vec<&'t str> {
        let vocabulary = vocabulary(phrase);
        Phrases::new(&vocabulary).find(text).into_iter().map(|hit| &text[hit.range]).collect()
    }

    #[test]
    fn phrases_find_what_they_should() {
        for (phrase, text, expected) in [
            ("mine action", "to assist in Mine Action, and", &["Mine Action"][..]),
            ("de-mining", "in demining activities", &["demining"]),
            ("ceasefire", "monitor the cease-fire's terms", &["cease-fire's"]),
            ("stabilize", "to stabilise the area", &["stabilise"]),
            ("disarm*", "disarmament and disarming", &["disarmament", "disarming"]),
            (
                "(police|law enforcement) reform",
                "law enforcement reform; police reform",
                &["law enforcement reform", "police reform"],
            ),
            ("reform .. police", "reform of the national police", &["reform of the national police"]),
            ("reform ..2 police", "reform of the new national police", &[]),
            ("reform .. police", "reform; the police", &[]),
            ("reform [of] [the] police", "reform the police", &["reform the police"]),
            ("human rights & monitor*", "monitor and report on human rights", &["human rights"]),
            ("human rights & monitor*", "monitor the border; human rights", &[]),
            ("human rights ! law", "human rights law", &[]),
            ("police !> personnel", "police personnel and police", &["police"]),
            ("police !< civilian", "civilian police and police", &["police"]),
            ("up to {figure} troops", "up to 11,200 troops", &["up to 11,200 troops"]),
            ("up to {figure} troops", "up to fifteen thousand troops", &["up to fifteen thousand troops"]),
            ("until {date}", "extends it until 30 June 2014, and", &["until 30 June 2014"]),
            ("period of {duration}", "a period of twelve months", &["period of twelve months"]),
            (
                "{paragraphs} above",
                "tasks in paragraphs 4 (a) and 5 above",
                &["paragraphs 4 (a) and 5 above"],
            ),
            ("operative: report", "report", &["report"]),
        ] {
            assert_eq!(found(phrase, text), expected, "{phrase} in {text}");
        }
    }

    #[test]
    fn a_hit_inside_a_longer_one_is_dropped() {
        let text =
            "terms kind \"kinds\" { a \"a\" { phrases \"peace\" } b \"b\" { phrases \"peace process\" } }\n";
        let mut sources = SourceMap::default();
        let id = sources.add("test", text);
        let (file, _) = syntax::policy::parse(id, text);
        let (pack, _) = translate::policy::pack(&[file], sources);
        let hits = Phrases::new(&pack.vocabulary).find("the peace process and peace");
        let names: Vec<&str> =
            hits.iter().map(|hit| pack.vocabulary.term(hit.term).unwrap().name.as_str()).collect();
        assert_eq!(names, ["b", "a"]);
    }
}

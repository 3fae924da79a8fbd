//! Where a text uses the phrases of the vocabulary.

use std::collections::HashMap;
use std::ops::Range;

use penholder_language::model::{TermId, Vocabulary};

use super::words::Word;

/// A phrase found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) term: TermId,
    pub(super) range: Range<usize>,
    /// The words alone do not settle it.
    pub(super) weak: bool,
    /// Which of the term's phrases.
    pub(super) phrase: usize,
}

/// Phrases by their first word.
pub(super) struct Finder {
    by_first: HashMap<String, Vec<Phrase>>,
}

struct Phrase {
    term: TermId,
    words: Vec<String>,
    weak: bool,
    phrase: usize,
}

impl Finder {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let mut by_first: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (term, id) in vocabulary.terms.iter().zip(0..) {
            for (phrase, place) in term.phrases.iter().zip(0..).filter(|(phrase, _)| !phrase.contains("{name") && !phrase.contains("{title")) {
                let phrase = phrase.trim_start_matches("{figure}");
                let weak = phrase.ends_with('?');
                let words: Vec<String> = super::words::words(phrase.trim_end_matches('?'))
                    .iter()
                    .map(|word| word.text.to_lowercase())
                    .collect();
                if let Some(first) = words.first() {
                    by_first.entry(first.clone()).or_default().push(Phrase {
                        term: TermId(id),
                        words,
                        weak,
                        phrase: place,
                    });
                }
            }
        }
        Finder { by_first }
    }

    /// Every phrase in some words; of those of one taxonomy that overlap, the longest.
    pub(super) fn find(&self, words: &[Word<'_>], vocabulary: &Vocabulary) -> Vec<Hit> {
        let lower: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
        let mut hits: Vec<Hit> = Vec::new();
        for (at, first) in lower.iter().enumerate() {
            let singular = first.strip_suffix('s').unwrap_or(first);
            let phrases = self.by_first.get(first).into_iter().chain(
                (singular != first).then(|| self.by_first.get(singular)).flatten(),
            );
            for phrase in phrases.flatten() {
                let rest = lower.iter().skip(at);
                let same = phrase.words.len() <= lower.len() - at
                    && phrase.words.iter().zip(rest).all(|(a, b)| a == b || b.strip_suffix('s') == Some(a));
                let last = words.get(at + phrase.words.len() - 1);
                if let (true, Some(start), Some(last)) = (same, words.get(at), last) {
                    let range = start.range.start..last.range.end;
                    hits.push(Hit { term: phrase.term, range, weak: phrase.weak, phrase: phrase.phrase });
                }
            }
        }
        longest(hits, vocabulary)
    }
}

fn longest(mut hits: Vec<Hit>, vocabulary: &Vocabulary) -> Vec<Hit> {
    let taxonomy = |hit: &Hit| vocabulary.term(hit.term).map(|term| term.taxonomy);
    hits.sort_by_key(|hit| (hit.range.start, usize::MAX - hit.range.end));
    let mut kept: Vec<Hit> = Vec::new();
    for hit in hits {
        let hidden = kept.iter().rev().take(40).any(|other| {
            let inside = other.range.start <= hit.range.start && hit.range.end <= other.range.end;
            inside && other.range != hit.range && taxonomy(other) == taxonomy(&hit)
        });
        if !hidden && !kept.contains(&hit) {
            kept.push(hit);
        }
    }
    kept
}

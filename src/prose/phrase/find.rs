//! Looks for phrases, and looks around a hit for what its guards ask.

use std::ops::Range;

use penholder_language::model::{Guarding, Part, Pattern, Phrase, PhraseSlot, Piece, TermId, Vocabulary};

use super::slots;
use super::text::Words;
use super::{Entry, Phrases};

/// So many ways of spanning words are tried from one beginning.
const TRIES: u32 = 2_000;
/// So many words to each side are looked at for what a guard asks.
const REACH: usize = 400;
/// No phrase spans more words.
const WIDEST: usize = 120;

/// A phrase found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it names.
    pub term: TermId,
    /// Which of the term's phrases it is.
    pub phrase: usize,
    /// Where it is, in bytes of the text.
    pub range: Range<usize>,
    /// Where it is, in words of the text.
    pub words: Range<usize>,
    /// What stands in its slots, in bytes of the text.
    pub slots: Vec<(PhraseSlot, Range<usize>)>,
    /// The phrase is marked as a weak sign.
    pub weak: bool,
}

/// Where to look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'t> {
    /// The part of the resolution, if known.
    pub part: Option<Part>,
    /// What stands above: the paragraph that leads in, the heading.
    pub above: &'t [&'t Words],
}

impl Phrases<'_> {
    /// Every phrase in a text, in order, without those that lie inside a longer one of the same taxonomy.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let words = Words::new(text);
        let all = 0..words.list.len();
        self.longest(self.find_in(&words, all, &Scope::default()))
    }

    /// Every phrase in a stretch of a text, in order. Guards look at the clause: from one `;` or full stop to the next.
    pub fn find_in(&self, words: &Words, stretch: Range<usize>, scope: &Scope<'_>) -> Vec<Hit> {
        let look = Look { vocabulary: self.vocabulary, words, stretch: &stretch };
        let mut hits: Vec<Hit> = Vec::new();
        for at in stretch.clone() {
            let before = hits.len();
            self.beginning_at(words, at, stretch.end, &mut |entry| {
                let Some(phrase) = self.phrase(entry) else { return };
                if phrase.part.is_some() && scope.part.is_some() && phrase.part != scope.part {
                    return;
                }
                if let Some((end, slots)) = look.at(&phrase.pattern, at)
                    && look.guards_hold(phrase, at..end, scope)
                {
                    hits.push(Hit {
                        term: entry.term,
                        phrase: entry.phrase,
                        range: words.bytes(&(at..end)),
                        words: at..end,
                        slots,
                        weak: phrase.weak,
                    });
                }
            });
            // A phrase that may begin in more than one way was found once for each that fits.
            if let Some(here) = hits.get_mut(before..) {
                here.sort_unstable_by_key(|hit| (hit.term, hit.phrase));
            }
        }
        hits.dedup_by_key(|hit| (hit.words.start, hit.term, hit.phrase));
        hits
    }

    /// Drops repetitions, and hits that lie inside another one of the same taxonomy. Where the other one bridges a gap,
    /// what lies inside has a meaning of its own, unless the one is a kind of the other.
    pub fn longest(&self, hits: Vec<Hit>) -> Vec<Hit> {
        // Sorted by their beginnings, hits that could lie inside each other are near.
        let near = |at: usize, hit: &Hit| {
            let from = hits.partition_point(|other| other.words.start + WIDEST < hit.words.start);
            let to = hits.partition_point(|other| other.words.start <= hit.words.start);
            let same = hits.get(from..at.min(to)).unwrap_or_default();
            let again = same.iter().any(|other| other.term == hit.term && other.words == hit.words);
            again || hits.get(from..to).unwrap_or_default().iter().any(|other| self.swallows(other, hit))
        };
        hits.iter().enumerate().filter(|(at, hit)| !near(*at, hit)).map(|(_, hit)| hit.clone()).collect()
    }

    fn swallows(&self, other: &Hit, hit: &Hit) -> bool {
        let holds = other.words.start <= hit.words.start && hit.words.end <= other.words.end;
        if !holds || other.words.len() <= hit.words.len() {
            return false;
        }
        let taxonomy = |hit: &Hit| self.vocabulary.term(hit.term).map(|term| term.taxonomy);
        let entry = Entry { term: other.term, phrase: other.phrase };
        let gaps = self.phrase(entry).is_some_and(|phrase| bridges(&phrase.pattern));
        let kin = self.vocabulary.is_a(hit.term, other.term) || self.vocabulary.is_a(other.term, hit.term);
        taxonomy(hit) == taxonomy(other) && (kin || !gaps)
    }

    fn phrase(&self, entry: Entry) -> Option<&Phrase> {
        self.vocabulary.phrases(entry.term).get(entry.phrase)
    }
}

/// Whether a pattern stands somewhere in a text.
fn stands_in(vocabulary: &Vocabulary, pattern: &Pattern, words: &Words) -> bool {
    let stretch = 0..words.list.len().min(REACH);
    let look = Look { vocabulary, words, stretch: &stretch };
    stretch.clone().any(|at| look.at(pattern, at).is_some())
}

/// Whether a pattern has a gap in it.
fn bridges(pattern: &[Piece]) -> bool {
    pattern.iter().any(|piece| match piece {
        Piece::Gap(_) => true,
        Piece::Choice(options) => options.iter().any(|option| bridges(option)),
        Piece::Maybe(option) => bridges(option),
        _ => false,
    })
}

type Slots = Vec<(PhraseSlot, Range<usize>)>;

/// The pieces of a pattern that are left, and then those of the pattern around it.
#[derive(Clone, Copy)]
struct Rest<'p> {
    pieces: &'p [Piece],
    then: Option<&'p Rest<'p>>,
}

impl<'p> Rest<'p> {
    /// The next piece, and what is left after it.
    fn next(mut self) -> Option<(&'p Piece, Rest<'p>)> {
        loop {
            match self.pieces.split_first() {
                Some((piece, pieces)) => return Some((piece, Rest { pieces, then: self.then })),
                None => self = *self.then?,
            }
        }
    }
}

struct Look<'t> {
    vocabulary: &'t Vocabulary,
    words: &'t Words,
    stretch: &'t Range<usize>,
}

impl Look<'_> {
    /// The end of a pattern that begins at a word, and what fills its slots.
    fn at(&self, pattern: &[Piece], start: usize) -> Option<(usize, Slots)> {
        if !self.may_begin(pattern, start, start) {
            return None;
        }
        let mut tries = TRIES;
        let mut slots = Vec::new();
        let end = self.follow(Rest { pieces: pattern, then: None }, start, start, &mut slots, &mut tries)?;
        Some((end, slots))
    }

    /// Whether a word fits the first piece of a pattern, as far as that is told at a glance.
    fn may_begin(&self, pattern: &[Piece], at: usize, start: usize) -> bool {
        match pattern.first() {
            Some(Piece::Word(word)) => self.word(at, start).is_some_and(|here| here == word),
            Some(Piece::Stem(stem)) => {
                self.word(at, start).is_some_and(|here| here.starts_with(stem.as_str()))
            }
            Some(Piece::Choice(options)) => options.iter().any(|option| self.may_begin(option, at, start)),
            _ => true,
        }
    }

    /// Goes on at a word with the pieces that are left.
    fn follow(
        &self,
        mut rest: Rest<'_>,
        mut at: usize,
        start: usize,
        slots: &mut Slots,
        tries: &mut u32,
    ) -> Option<usize> {
        loop {
            *tries = tries.checked_sub(1)?;
            let Some((piece, left)) = rest.next() else { return Some(at) };
            match piece {
                Piece::Word(word) => {
                    if self.word(at, start)? != word {
                        return None;
                    }
                }
                Piece::Stem(stem) => {
                    if !self.word(at, start)?.starts_with(stem.as_str()) {
                        return None;
                    }
                }
                Piece::Choice(options) => {
                    let mut options = options.iter().filter(|option| self.may_begin(option, at, start));
                    return options.find_map(|option| {
                        let with = Rest { pieces: option, then: Some(&left) };
                        self.follow(with, at, start, slots, tries)
                    });
                }
                Piece::Maybe(option) => {
                    let with = Rest { pieces: option, then: Some(&left) };
                    return self
                        .follow(with, at, start, slots, tries)
                        .or_else(|| self.follow(left, at, start, slots, tries));
                }
                Piece::Gap(widest) => {
                    return (0..=usize::from(*widest))
                        .take_while(|skipped| *skipped == 0 || self.word(at + skipped - 1, start).is_some())
                        .find_map(|skipped| self.follow(left, at + skipped, start, slots, tries));
                }
                Piece::Is(term) => {
                    self.word(at, start)?;
                    let named = |(range, kind): &&(Range<usize>, TermId)| {
                        range.start == at
                            && range.end <= self.stretch.end
                            && self.vocabulary.is_a(*kind, *term)
                    };
                    let marks = self.words.marks_at(at).iter();
                    return marks
                        .filter(named)
                        .map(|(range, _)| range.end)
                        .find_map(|end| self.follow(left, end, start, slots, tries));
                }
                Piece::Slot(slot) => {
                    let end = slots::end(*slot, self.words, at, self.stretch.end)?;
                    slots.push((*slot, self.words.bytes(&(at..end))));
                    let found = self.follow(left, end, start, slots, tries);
                    if found.is_none() {
                        slots.pop();
                    }
                    return found;
                }
            }
            // A word fits: on to the next.
            (rest, at) = (left, at + 1);
        }
    }

    /// The word at a place, if the stretch and the clause go on to it.
    fn word(&self, at: usize, start: usize) -> Option<&str> {
        let word = self.words.list.get(at).filter(|_| at < self.stretch.end)?;
        (at == start || !word.after_mark).then_some(word.normal.as_str())
    }

    fn guards_hold(&self, phrase: &Phrase, hit: Range<usize>, scope: &Scope<'_>) -> bool {
        phrase.guards.iter().all(|(guarding, pattern)| match guarding {
            Guarding::With => self.in_clause(pattern, &hit),
            Guarding::Without => !self.in_clause(pattern, &hit),
            Guarding::NotBefore => {
                self.at(pattern, hit.end).is_none_or(|_| self.word(hit.end, hit.start).is_none())
            }
            Guarding::NotAfter => !self.right_before(pattern, hit.start),
            Guarding::Under => scope.above.iter().any(|words| stands_in(self.vocabulary, pattern, words)),
            Guarding::NotUnder => !scope.above.iter().any(|words| stands_in(self.vocabulary, pattern, words)),
        })
    }

    /// Whether a pattern stands in the clause of a hit, outside the hit.
    fn in_clause(&self, pattern: &Pattern, hit: &Range<usize>) -> bool {
        let begins = |at: &usize| self.words.list.get(*at).is_some_and(|word| word.after_mark);
        let first = (self.stretch.start..=hit.start)
            .rev()
            .take(REACH)
            .find(begins)
            .unwrap_or(self.stretch.start.max(hit.start.saturating_sub(REACH)));
        let end = (hit.start + 1..self.stretch.end)
            .take(REACH)
            .find(begins)
            .unwrap_or(self.stretch.end.min(hit.start + REACH));
        (first..end).any(|at| {
            self.at(pattern, at).is_some_and(|(stop, _)| {
                stop <= hit.start || at >= hit.end || stop > hit.end || at < hit.start
            })
        })
    }

    fn right_before(&self, pattern: &Pattern, start: usize) -> bool {
        (self.stretch.start.max(start.saturating_sub(WIDEST))..start)
            .any(|at| self.at(pattern, at).is_some_and(|(end, _)| end == start))
    }
}

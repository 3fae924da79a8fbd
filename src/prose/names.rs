//! Names that a text introduces: a mission, an armed group, a country. How they are introduced is data: phrases with a
//! `{name}` in them, or with a `{title}` where the name is only another word for the kind: the mission of the text.

use std::collections::HashMap;
use std::ops::Range;

use penholder_language::model::{TermId, Vocabulary};

use super::words::{Word, words};

/// No name has more words.
const MOST_WORDS: usize = 14;

/// How names of one kind are introduced.
pub(super) struct Introductions {
    patterns: Vec<Pattern>,
    /// Those with words before the name, by the first of them; in their order.
    by_first: HashMap<String, Vec<usize>>,
    /// Those that begin with the name.
    bare: Vec<usize>,
}

/// `the mandate of {name}`; `{name with Front}`; `the [north of {name}]`, where the name is what stands in brackets.
struct Pattern {
    term: TermId,
    before: Vec<String>,
    /// How many of the words before belong to the name.
    inside: usize,
    with: Vec<String>,
    after: Vec<String>,
}

/// A name found where it is introduced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Introduced {
    pub(super) term: TermId,
    /// What it is called: its letters where it has some.
    pub(super) name: String,
    /// All that it is called by.
    pub(super) written: Vec<String>,
    pub(super) range: Range<usize>,
}

impl Introductions {
    pub(super) fn new(vocabulary: &Vocabulary) -> Self {
        let terms = (0..).map(TermId).zip(vocabulary.phrases.all());
        let patterns: Vec<Pattern> = terms
            .flat_map(|(id, own)| own.iter().filter_map(move |phrase| pattern(id, &phrase.text)))
            .collect();
        let mut found = Introductions { patterns, by_first: HashMap::new(), bare: Vec::new() };
        for (at, pattern) in found.patterns.iter().enumerate() {
            match pattern.before.first() {
                Some(first) => found.by_first.entry(first.clone()).or_default().push(at),
                None => found.bare.push(at),
            }
        }
        found
    }

    /// The names that some words introduce, by the ways to introduce them.
    pub(super) fn find(&self, text: &str, words: &[Word<'_>]) -> Vec<Introduced> {
        let lower: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
        let mut found: Vec<(usize, Introduced)> = Vec::new();
        for (at, word) in lower.iter().enumerate() {
            for way in self.by_first.get(word).into_iter().flatten() {
                let Some(pattern) = self.patterns.get(*way) else { continue };
                let name = pattern.name_after(at, &lower).and_then(|start| run(words, start));
                let introduced = name.and_then(|name| pattern.at(at, &name, text, words, &lower));
                found.extend(introduced.map(|introduced| (*way, introduced)));
            }
            // In the middle of a name none begins.
            if at > 0 && words.get(at - 1).is_some_and(|before| before.is_capital()) {
                continue;
            }
            let Some(name) = run(words, at) else { continue };
            for way in &self.bare {
                let Some(pattern) = self.patterns.get(*way) else { continue };
                let introduced = pattern.at(at, &name, text, words, &lower);
                found.extend(introduced.map(|introduced| (*way, introduced)));
            }
        }
        found.sort_by_key(|(way, _)| *way);
        found.into_iter().map(|(_, introduced)| introduced).collect()
    }
}

fn pattern(term: TermId, phrase: &str) -> Option<Pattern> {
    let (before, rest) = phrase.split_once("{name").or_else(|| phrase.split_once("{title"))?;
    let (with, after) = rest.split_once('}')?;
    let lower = |text: &str| -> Vec<String> {
        words(text)
            .iter()
            .map(|word| word.text.to_lowercase())
            .filter(|word| word != "[" && word != "]")
            .collect()
    };
    let inside = before.split_once('[').map_or(0, |(_, inside)| lower(inside).len());
    let with = with.trim().strip_prefix("with").map(lower).unwrap_or_default();
    Some(Pattern { term, before: lower(before), inside, with, after: lower(after) })
}

impl Pattern {
    /// Where the name begins, if the words before it stand at a place.
    fn name_after(&self, at: usize, lower: &[String]) -> Option<usize> {
        if lower.get(at..at + self.before.len())? != self.before {
            return None;
        }
        let mut start = at + self.before.len();
        // Articles between the words and the name say nothing.
        while lower.get(start).is_some_and(|word| matches!(word.as_str(), "the" | "a" | "an")) {
            start += 1;
        }
        Some(start)
    }

    /// What is introduced by a name, with the words before it from a place on.
    fn at(
        &self,
        at: usize,
        name: &Run<'_>,
        text: &str,
        words: &[Word<'_>],
        lower: &[String],
    ) -> Option<Introduced> {
        if !self.with.is_empty() {
            let inside = lower.get(name.start..name.end)?;
            if !inside.windows(self.with.len()).any(|window| window == self.with) {
                return None;
            }
        }
        let next = if name.letters.is_some() { name.end + 3 } else { name.end };
        if !self.after.is_empty() && lower.get(next..next + self.after.len())? != self.after {
            return None;
        }
        let first = if self.inside > 0 { at + self.before.len() - self.inside } else { name.start };
        let range = words.get(first)?.range.start..words.get(name.end.checked_sub(1)?)?.range.end;
        let full = text.get(range.clone())?.to_owned();
        let mut written = vec![full.clone()];
        let name = match name.letters {
            Some(letters) => {
                written.push(letters.to_owned());
                letters.to_owned()
            }
            None => full,
        };
        Some(Introduced { term: self.term, name, written, range })
    }
}

/// A run of capitalised words.
struct Run<'t> {
    /// Its first word.
    start: usize,
    /// One past its last word.
    end: usize,
    /// The letters that stand in parentheses behind it.
    letters: Option<&'t str>,
}

/// Small words inside names.
const JOINTS: &[&str] = &[
    "of", "the", "for", "in", "de", "du", "la", "des", "pour", "et", "le", "les", "d", "and", "to", "on",
    "al", "el",
];

fn run<'t>(words: &[Word<'t>], start: usize) -> Option<Run<'t>> {
    let first = words.get(start)?;
    if !first.is_capital() {
        return None;
    }
    let (mut end, mut at, mut cut) = (start + 1, start + 1, None);
    // Letters are a name by themselves.
    let goes_on = !is_letters(first.text);
    while goes_on && at - start < MOST_WORDS {
        let Some(word) = words.get(at) else { break };
        if word.is_capital() || (word.text.starts_with(|c: char| c.is_ascii_digit()) && at == end) {
            end = at + 1;
        } else if !JOINTS.contains(&word.text) {
            break;
        } else if word.text == "and" && cut.is_none() {
            cut = Some(at);
        }
        at += 1;
    }
    let letters = letters(words, end);
    // `and` joins two names, unless what it joins has letters of its own.
    if let (None, Some(cut)) = (letters, cut) {
        end = end.min(cut);
    }
    Some(Run { start, end, letters })
}

/// `MUJAO` of `(MUJAO)`, or of `("the Front")` nothing.
fn letters<'t>(words: &[Word<'t>], at: usize) -> Option<&'t str> {
    let (open, inner, close) = (words.get(at)?, words.get(at + 1)?, words.get(at + 2)?);
    (open.text == "(" && close.text == ")" && is_letters(inner.text)).then_some(inner.text)
}

/// Whether a word is made of capitals mostly: `MINUSMA`, `M23`, `FAB-`.
pub(super) fn is_letters(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase() || c.is_ascii_digit()).count();
    text.len() >= 2 && text.starts_with(char::is_uppercase) && capitals * 2 > text.chars().count()
}

/// Names by their first word, to find them again.
#[derive(Default)]
pub(super) struct Known {
    by_first: HashMap<String, Vec<(Vec<String>, usize)>>,
}

impl Known {
    /// Adds what a thing is called.
    pub(super) fn add(&mut self, written: &str, thing: usize) {
        let words: Vec<String> = words(written).iter().map(|word| word.text.to_owned()).collect();
        if let Some(first) = words.first() {
            let known = self.by_first.entry(first.clone()).or_default();
            known.push((words, thing));
            known.sort_by_key(|(words, _)| usize::MAX - words.len());
        }
    }

    /// Where known things are named, the longer names first where they overlap.
    pub(super) fn find(&self, words: &[Word<'_>]) -> Vec<(usize, Range<usize>)> {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let fits = self.by_first.get(word.text).into_iter().flatten().find(|(name, _)| {
                name.len() <= words.len() - at
                    && name.iter().zip(words.iter().skip(at)).all(|(a, b)| a == b.text)
            });
            if let Some((name, thing)) = fits
                && let Some(last) = words.get(at + name.len() - 1)
            {
                found.push((*thing, word.range.start..last.range.end));
                at += name.len();
            } else {
                at += 1;
            }
        }
        found
    }
}

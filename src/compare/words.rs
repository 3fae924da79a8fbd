//! From text to what two texts can have in common: stems of words, figures, names under one spelling.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};

/// Words that say nothing about what a paragraph is about, one a line.
const SMALL: &str = include_str!("data/small-words.txt");
/// Names of months, one a line.
const MONTHS: &str = include_str!("data/months.txt");
/// Words after which a number is a reference to another paragraph, one a line.
const REFERENCES: &str = include_str!("data/references.txt");
/// No unit is longer, in words; what comes after is not looked at.
const MAX_WORDS: usize = 4_000;

/// A word as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As written, without hyphens after a short first part.
    pub(super) text: String,
    /// It ends a sentence or a part of it.
    pub(super) stop: bool,
}

/// Words, figures and short forms, with cross-references to paragraphs left out.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut word = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let inside = chars.peek().is_some_and(|next| next.is_alphanumeric());
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        let number = word.chars().all(|c| c.is_ascii_digit());
        match c {
            // 11,200 and 11 200
            ',' | '_' if inside && number && !word.is_empty() => continue,
            // re-establish, co-location
            '-' if inside && !word.is_empty() && word.chars().count() <= 3 && !number => continue,
            '\'' | '\u{2019}' if inside && !word.is_empty() => {
                // The case ending is no part of the word.
                push(&mut found, &mut word);
                let ending = chars.peek().copied();
                if ending == Some('s') {
                    chars.next();
                }
                continue;
            }
            _ => push(&mut found, &mut word),
        }
        if matches!(c, '.' | ';' | ':' | ',' | '\n' | '(' | ')')
            && let Some(last) = found.last_mut()
        {
            last.stop = true;
        }
        if found.len() >= MAX_WORDS {
            return without_references(found);
        }
    }
    push(&mut found, &mut word);
    without_references(found)
}

fn push(found: &mut Vec<Word>, word: &mut String) {
    if !word.is_empty() {
        found.push(Word { text: std::mem::take(word), stop: false });
    }
}

/// *paragraphs 16 (a) (i) and (ii) above* says where something stands, not what it is.
fn without_references(words: Vec<Word>) -> Vec<Word> {
    static LEADS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    let leads = LEADS.get_or_init(|| REFERENCES.lines().collect());
    let mut kept = Vec::with_capacity(words.len());
    let mut inside = false;
    for word in words {
        let lower = word.text.to_lowercase();
        let mark = lower.len() <= 3 || lower.starts_with(|c: char| c.is_ascii_digit());
        if leads.contains(lower.as_str()) {
            inside = true;
        } else if !(inside && mark && is_mark(&lower)) {
            inside = false;
            kept.push(word);
        }
    }
    kept
}

/// A number, a letter or a Roman number, or the small words between them.
fn is_mark(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
        || word.chars().count() == 1
        || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
        || matches!(word, "and" | "to" | "bis" | "ter")
}

/// Short forms and the words they stand for, as the two texts themselves use them.
#[derive(Debug, Default)]
pub(super) struct ShortForms {
    /// As written, and as a stem.
    known: BTreeMap<String, String>,
    /// What the texts themselves say a short form stands for: *disarmament, demobilization and reintegration (DDR)*.
    told: BTreeMap<Vec<String>, String>,
}

impl ShortForms {
    /// Every short form in the texts, found by the first letters of words.
    pub(super) fn of<'a>(texts: impl Iterator<Item = &'a [Word]>) -> ShortForms {
        let mut forms = ShortForms::default();
        for words in texts {
            for (at, word) in words.iter().enumerate() {
                let capitals = word.text.chars().filter(|c| c.is_uppercase()).count();
                let letters = word.text.chars().count();
                if (2..=10).contains(&letters) && capitals == letters {
                    forms.known.insert(word.text.clone(), word.text.to_lowercase());
                    if let Some(meaning) = spelt_before(words, at) {
                        forms.told.insert(meaning, word.text.to_lowercase());
                    }
                }
            }
        }
        forms
    }

    /// The longest run of words, from the first one on, that a text has given a short form.
    fn told(&self, words: &[Word]) -> Option<(&str, usize)> {
        let mut run = Vec::new();
        let mut best = None;
        for (at, word) in words.iter().enumerate().take(12) {
            let lower = word.text.to_lowercase();
            if is_small(&lower) {
                if at == 0 {
                    return None;
                }
                continue;
            }
            run.push(stem(&lower));
            if let Some(short) = self.told.get(&run) {
                best = Some((short.as_str(), at + 1));
            }
        }
        best
    }

    /// The short form that some words, from the first one on, spell out, and how many words that takes.
    fn spelt(&self, words: &[Word]) -> Option<(&str, usize)> {
        let first = words.first()?.text.chars().next().filter(|c| c.is_uppercase())?;
        let mut letters = String::new();
        let mut best = None;
        for (at, word) in words.iter().enumerate().take(12) {
            match word.text.chars().next() {
                Some(c) if c.is_uppercase() => letters.push(c),
                _ if is_small(&word.text.to_lowercase()) => continue,
                _ => break,
            }
            if letters.starts_with(first)
                && at > 0
                && let Some(short) = self.known.get(&letters)
            {
                best = Some((short.as_str(), at + 1));
            }
            if word.stop {
                break;
            }
        }
        best
    }

    /// What the words say, as stems: spelt-out names under their short form, small words left out.
    pub(super) fn stems(&self, words: &[Word]) -> Vec<Stem> {
        let mut found: Vec<Stem> = Vec::with_capacity(words.len());
        let mut at = 0;
        let mut joined = false;
        while let Some(word) = words.get(at) {
            let rest = words.get(at..).unwrap_or_default();
            let (text, taken) = match self.spelt(rest).or_else(|| self.told(rest)) {
                Some((short, taken)) => (short.to_owned(), taken),
                None => (stem(&word.text), 1),
            };
            let last = words.get(at + taken - 1);
            at += taken;
            let text = match last.filter(|_| taken == 1) {
                Some(word) => figure(&word.text, words.get(at)).unwrap_or(text),
                None => text,
            };
            let small =
                text.is_empty() || is_small(&text) || (taken == 1 && is_small(&word.text.to_lowercase()));
            if !small && found.last().is_none_or(|before| before.text != text) {
                found.push(Stem { text, joined });
            }
            joined = last.is_some_and(|word| !word.stop) && (joined || !small);
        }
        found
    }
}

/// The stems of the words right before a short form whose first letters make it up.
fn spelt_before(words: &[Word], at: usize) -> Option<Vec<String>> {
    let short = words.get(at)?.text.to_lowercase();
    let mut letters: Vec<char> = short.chars().collect();
    let mut stems = Vec::new();
    for word in words.get(at.saturating_sub(12)..at)?.iter().rev() {
        let lower = word.text.to_lowercase();
        let first = lower.chars().next()?;
        if letters.last() == Some(&first) {
            letters.pop();
            stems.push(stem(&lower));
        } else if !is_small(&lower) {
            return None;
        }
        if letters.is_empty() {
            stems.reverse();
            return (stems.len() > 1).then_some(stems);
        }
    }
    None
}

/// A stem that two texts can share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stem {
    /// Its letters.
    pub(super) text: String,
    /// It belongs to the stem before it: no stop lies between them.
    pub(super) joined: bool,
}

/// What a figure counts as: the number of a resolution as it stands, every other number as some number, days and years
/// as some date. A ceiling that was raised is still the ceiling.
fn figure(word: &str, next: Option<&Word>) -> Option<String> {
    static NAMES: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    if NAMES.get_or_init(|| MONTHS.lines().collect()).contains(word) {
        return Some("<date>".to_owned());
    }
    if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let cited = next.is_some_and(|next| year(&next.text)) && (3..=4).contains(&word.len());
    Some(if cited {
        word.to_owned()
    } else if year(word) || word.len() <= 2 {
        String::new()
    } else {
        "<number>".to_owned()
    })
}

fn is_small(word: &str) -> bool {
    static WORDS: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| SMALL.lines().collect()).contains(word)
}

/// The stem of a word; British and American spellings have the same.
pub(super) fn stem(word: &str) -> String {
    static STEMMER: OnceLock<Stemmer> = OnceLock::new();
    let lower = word.to_lowercase();
    if lower.chars().any(|c| c.is_ascii_digit()) {
        return lower;
    }
    let lower = lower.replace("isat", "izat").replace("ise", "ize").replace("ising", "izing");
    STEMMER.get_or_init(|| Stemmer::create(Algorithm::English)).stem(&lower).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        let words = words(text);
        let forms = ShortForms::of([words.as_slice()].into_iter());
        forms.stems(&words).into_iter().map(|stem| stem.text).collect()
    }

    #[test]
    fn spellings_of_one_word_meet() {
        assert_eq!(
            stems("re-establish 11,200 stabilise"),
            stems("reestablishes 11 200 stabilize")
                .iter()
                .map(|s| s.replace("11", "11200"))
                .filter(|s| s != "200")
                .collect::<Vec<_>>()
        );
    }

    #[test]
    fn names_and_their_short_forms_meet() {
        assert_eq!(stems("the RCT and Republic of the Crescent Territory"), ["rct"]);
    }

    #[test]
    fn references_are_left_out() {
        assert_eq!(
            stems("guard depots, as in paragraphs 16 (a) (i) and (ii) above, daily"),
            stems("guard depots, as in above, daily")
        );
    }
}

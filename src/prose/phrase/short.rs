//! Short forms that a text introduces: after *the National Police of Tamrut (NPT)*, `NPT` is read as those words.

use std::collections::HashMap;

use super::text::{Word, Words};

/// A short form has so many letters.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=10;
/// What a short form stands for has no more words.
const MOST_WORDS: usize = 14;
/// Small words between those that give a short form its letters.
const JOINTS: &[&str] = &["of", "the", "and", "for", "in", "to", "on", "de", "du", "la", "des", "pour"];

/// What the short forms of a text stand for.
#[derive(Clone, Debug, Default)]
pub struct ShortForms {
    known: HashMap<String, Vec<Word>>,
}

impl ShortForms {
    /// Adds the short forms that a text introduces in parentheses. The first meaning of each counts.
    pub fn add(&mut self, text: &str) {
        let opens = |(at, _): (usize, &str)| {
            text.get(at + 1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()))
        };
        if !text.match_indices('(').any(opens) {
            return;
        }
        let words = Words::new(text);
        for (at, word) in words.list.iter().enumerate() {
            let opened = text.get(..word.range.start).is_some_and(|before| before.ends_with('('));
            if !opened {
                continue;
            }
            let closed = text.get(word.range.end..).is_some_and(|behind| behind.starts_with(')'));
            let letters = text.get(word.range.clone()).unwrap_or_default();
            if !(closed && is_short_form(letters)) || self.known.contains_key(&word.normal) {
                continue;
            }
            let before = words.list.get(..at).unwrap_or_default();
            if let Some(long) = by_initials(&word.normal, before).or_else(|| by_capitals(before)) {
                self.known.insert(word.normal.clone(), long.to_vec());
            }
        }
    }

    /// Forgets a short form.
    pub fn forget(&mut self, short: &str) {
        self.known.remove(short);
    }

    /// What a word of a text stands for, if it is a short form.
    pub(super) fn long(&self, normal: &str, written: &str) -> Option<&[Word]> {
        is_short_form(written).then(|| self.known.get(normal)).flatten().map(Vec::as_slice)
    }
}

/// Letters in capitals; a possessive may follow.
fn is_short_form(written: &str) -> bool {
    let letters = written.trim_end_matches("'s").trim_end_matches("\u{2019}s");
    LETTERS.contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase())
}

/// The last words whose initials are the letters, small words left out.
fn by_initials<'w>(letters: &str, before: &'w [Word]) -> Option<&'w [Word]> {
    let mut at = before.len();
    for letter in letters.chars().rev() {
        loop {
            at = at.checked_sub(1).filter(|at| before.len() - at <= MOST_WORDS)?;
            let word = &before.get(at)?.normal;
            if word.starts_with(letter) {
                break;
            }
            if !JOINTS.contains(&word.as_str()) {
                return None;
            }
        }
    }
    before.get(at..)
}

/// The last words with capitals, small words between them.
fn by_capitals(before: &[Word]) -> Option<&[Word]> {
    let mut first = before.len();
    for (at, word) in before.iter().enumerate().rev().take(MOST_WORDS) {
        let ends = before.get(at + 1).is_some_and(|next| next.after_mark || next.after_comma);
        if ends || !(word.capital || JOINTS.contains(&word.normal.as_str())) {
            break;
        }
        if word.capital {
            first = at;
        }
    }
    before.get(first..).filter(|long| long.len() > 1)
}

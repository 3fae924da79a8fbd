//! How paragraphs of the preamble open.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::verbs;

/// First words, in lower case.
static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let listed = include_str!("../../data/preamble.txt").lines().map(str::trim);
    listed.filter(|line| !line.is_empty() && !line.starts_with('#')).chain(verbs::participles()).collect()
});

/// Words that may stand before the first word that tells.
const BEFORE: [&str; 12] = [
    "further",
    "also",
    "deeply",
    "strongly",
    "again",
    "gravely",
    "particularly",
    "welcoming",
    "once",
    "once again",
    "still",
    "firmly",
];

/// Whether a text begins as a paragraph of the preamble does: *Recalling*, *Deeply concerned*, *Further welcoming*.
pub fn starts(text: &str) -> bool {
    let text = text.strip_prefix('[').unwrap_or(text);
    if !text.starts_with(|c: char| c.is_uppercase()) {
        return false;
    }
    if text.starts_with("The Security Council") || text.starts_with("The General Assembly") {
        return true;
    }
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    for _ in 0..3 {
        let Some(word) = words.next() else { return false };
        let lower = word.to_lowercase();
        if is_opening(&lower) {
            return true;
        }
        if !BEFORE.contains(&lower.as_str()) && !lower.ends_with("ly") {
            return false;
        }
    }
    false
}

fn is_opening(lower: &str) -> bool {
    if WORDS.contains(lower) {
        return true;
    }
    match lower.strip_suffix("ising") {
        Some(stem) => WORDS.contains(format!("{stem}izing").as_str()),
        None => false,
    }
}

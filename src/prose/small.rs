//! Small words of English, which are data: `data.txt`.

use std::sync::OnceLock;

use super::words::Word;

/// The lists, by what they tell.
pub(super) struct Small {
    pub(super) negations: Vec<Vec<String>>,
    pub(super) changes: Vec<Vec<String>>,
    pub(super) ceilings: Vec<Vec<String>>,
    pub(super) pursuits: Vec<Vec<String>>,
    pub(super) recalled: Vec<Vec<String>>,
    pub(super) renewals: Vec<Vec<String>>,
    pub(super) stated: Vec<Vec<String>>,
}

/// The lists, read once.
pub(super) fn small() -> &'static Small {
    static SMALL: OnceLock<Small> = OnceLock::new();
    SMALL.get_or_init(|| Small {
        negations: list("negations"),
        changes: list("changes"),
        ceilings: list("ceilings"),
        pursuits: list("pursuits"),
        recalled: list("recalled"),
        renewals: list("renewals"),
        stated: list("stated"),
    })
}

fn list(name: &str) -> Vec<Vec<String>> {
    let lines = include_str!("data.txt").lines().filter_map(|line| line.split_once(':'));
    let found = lines.filter(|(head, _)| *head == name).flat_map(|(_, words)| words.split(','));
    found.map(|phrase| phrase.split_whitespace().map(str::to_owned).collect()).collect()
}

/// Whether some words end in one of a list.
pub(super) fn ends_in(words: &[Word<'_>], list: &[Vec<String>]) -> bool {
    list.iter().any(|phrase| {
        let start = words.len().checked_sub(phrase.len());
        let tail = start.and_then(|start| words.get(start..)).unwrap_or_default();
        !phrase.is_empty() && tail.len() == phrase.len() && phrase.iter().zip(tail).all(|(a, b)| b.is(a))
    })
}

/// Whether one of a list stands among the last words, with no stop in between.
pub(super) fn among_last(words: &[Word<'_>], count: usize, list: &[Vec<String>]) -> bool {
    for back in 0..count {
        let Some(end) = words.len().checked_sub(back) else { return false };
        let head = words.get(..end).unwrap_or_default();
        if ends_in(head, list) {
            return true;
        }
        if head.last().is_none_or(|word| word.is_mark() && word.text != "-") {
            return false;
        }
    }
    false
}

//! Variants side by side.

mod bags;
mod kin;
mod likeness;
pub mod links;
mod unit;
mod words;

pub use unit::{Statement, Unit};

pub fn lab_stems(text: &str) -> Vec<(String, bool)> {
    let w = words::words(text);
    // names: capitalised words inside a sentence
    let mut names = std::collections::BTreeSet::new();
    let mut start = true;
    for x in &w { let cap = x.text.chars().next().is_some_and(|c| c.is_uppercase()); if cap && !start { names.insert(words::stem(&x.text)); } start = false; }
    words::ShortForms::default().stems(&w).into_iter().map(|s| { let n = names.contains(&s.text); (s.text, n) }).collect()
}

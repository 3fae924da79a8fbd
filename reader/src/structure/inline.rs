//! Markers inside running text: *the following: (i) …, and (ii) …*.

use super::marker::{self, Count, Form};
use crate::document::Inline;

/// The members of lists that stand inside a paragraph, from each marker to the next.
pub fn find(text: &str) -> Vec<Inline> {
    let mut found: Vec<(usize, String, Count, u32)> = Vec::new();
    for (at, _) in text.match_indices('(') {
        if is_reference(text.get(..at).unwrap_or_default()) {
            continue;
        }
        let Some(marker) =
            text.get(at..).and_then(marker::parse).filter(|marker| marker.form == Form::Bracket)
        else {
            continue;
        };
        let next = found.last().and_then(|(_, _, count, value)| {
            marker.value(*count).filter(|next| *next == value + 1).map(|next| (*count, next))
        });
        let first = marker.readings.iter().find(|(_, value)| *value == 1).copied();
        if let Some((count, value)) = next.or(first) {
            found.push((at, marker.written, count, value));
        }
    }
    let ends: Vec<usize> = found.iter().skip(1).map(|member| member.0).chain([text.len()]).collect();
    let pairs = found.iter().zip(&ends).zip(found.iter().skip(1).map(Some).chain([None]));
    // A lone `(a)` is no list.
    pairs
        .filter(|(((_, _, count, value), _), next)| {
            *value > 1 || next.is_some_and(|(_, _, other, second)| other == count && *second == 2)
        })
        .map(|(((at, written, _, _), end), _)| Inline { number: written.clone(), range: *at..*end })
        .collect()
}

/// `paragraph 16 (a)`, `16 (a) (i)`, `subparagraph (b)`: the marker names another place.
fn is_reference(before: &str) -> bool {
    let before = before.trim_end();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    before.ends_with(')')
        || word.ends_with(|c: char| c.is_ascii_digit())
        || matches!(
            word.as_str(),
            "paragraph"
                | "paragraphs"
                | "subparagraph"
                | "subparagraphs"
                | "section"
                | "item"
                | "items"
                | "article"
        )
}

//! Stretches of the operative part: each under one operative verb, its own or that of the paragraph above.

use std::ops::Range;

use penholder_reader::Document;

use super::Marked;

/// A stretch of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    /// The paragraph, by its place among the operative ones.
    pub(super) paragraph: usize,
    /// Its words, by their places in the paragraph.
    pub(super) words: Range<usize>,
    /// The words of its own verb, adverbs included.
    pub(super) opening: Range<usize>,
    /// Its verb: the paragraph in which it stands, and its place there.
    pub(super) verb: Option<(usize, usize)>,
    /// The stretch that leads in to it, by its place in the list, where it has no verb of its own.
    pub(super) lead: Option<usize>,
}

/// The stretches of a document, in reading order.
pub(super) fn stretches(document: &Document, marked: &[Marked]) -> Vec<Stretch> {
    let mut list: Vec<Stretch> = Vec::new();
    // The last stretch of each paragraph, which leads in to its parts.
    let mut last: Vec<Option<usize>> = Vec::new();
    for (at, (paragraph, text)) in document.operative.iter().zip(marked).enumerate() {
        let all = 0..text.words.list.len();
        let lead = paragraph.parent.and_then(|parent| last.get(parent).copied().flatten());
        let first = paragraph.verbs.first().map_or(paragraph.text().len(), |verb| verb.range.start);
        let before = text.words.within(&(0..first));
        if !before.is_empty() || paragraph.verbs.is_empty() {
            let words = if paragraph.verbs.is_empty() { all.clone() } else { before };
            let above = lead.and_then(|lead| list.get(lead));
            list.push(Stretch {
                paragraph: at,
                opening: words.start..words.start,
                words,
                verb: above.and_then(|above| above.verb),
                lead,
            });
        }
        for (place, verb) in paragraph.verbs.iter().enumerate() {
            let end = paragraph.verbs.get(place + 1).map_or(paragraph.text().len(), |next| next.range.start);
            list.push(Stretch {
                paragraph: at,
                words: text.words.within(&(verb.range.start..end)),
                opening: text.words.within(&verb.range),
                verb: Some((at, place)),
                lead: None,
            });
        }
        last.push(list.len().checked_sub(1));
    }
    list
}

//! Stretches of the operative part, each with the verb that governs it and who is told.

use std::ops::Range;

use penholder_reader::{Document, Paragraph, Verb};

/// A stretch of a paragraph under one verb.
#[derive(Clone, Debug)]
pub(super) struct Unit<'d> {
    /// The paragraph.
    pub(super) paragraph: &'d Paragraph,
    /// The stretch of its text.
    pub(super) range: Range<usize>,
    /// The verb that governs it: its own, or that of the paragraph of which it is a part.
    pub(super) verb: Option<&'d Verb>,
    /// The paragraph in which the verb stands.
    pub(super) lead: &'d Paragraph,
}

impl<'d> Unit<'d> {
    /// Whether the verb stands in the paragraph above.
    pub(super) fn is_inherited(&self) -> bool {
        !std::ptr::eq(self.lead, self.paragraph)
    }

    /// The words of who is told.
    pub(super) fn addressee(&self) -> Option<(&'d str, Range<usize>)> {
        let range = self.verb?.addressee.clone()?;
        Some((self.lead.text().get(range.clone())?, range))
    }
}

/// The stretches of the operative part, in reading order.
pub(super) fn units(document: &Document) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    for paragraph in &document.operative {
        let lead = governing(document, paragraph);
        if !std::ptr::eq(lead, paragraph) || paragraph.verbs.is_empty() {
            let range = 0..paragraph.text().len();
            units.push(Unit { paragraph, range, verb: lead.verbs.last(), lead });
            continue;
        }
        for (i, verb) in paragraph.verbs.iter().enumerate() {
            let start = if i == 0 { 0 } else { verb.range.start };
            let next = paragraph.verbs.get(i + 1).map(|next| next.range.start);
            let end = next.unwrap_or(paragraph.text().len()).max(start);
            units.push(Unit { paragraph, range: start..end, verb: Some(verb), lead });
        }
    }
    units
}

/// The paragraph whose verb governs: itself, or the nearest above that has one.
fn governing<'d>(document: &'d Document, paragraph: &'d Paragraph) -> &'d Paragraph {
    let mut at = paragraph;
    // Parents stand before their parts, so that this ends.
    while at.verbs.is_empty() {
        match at.parent.and_then(|parent| document.operative.get(parent)) {
            Some(parent) => at = parent,
            None => return paragraph,
        }
    }
    at
}

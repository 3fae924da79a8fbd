//! Collects the text of a container: one paragraph a line, so that a line number is a paragraph number.

use std::ops::Range;

use super::{Block, Source, Style};
use crate::document::Kind;
use crate::flow::Flow;

/// A text under construction.
#[derive(Debug, Default)]
pub struct Rich {
    text: String,
    start: usize,
    marks: Vec<(Range<usize>, Style)>,
    next: Option<Style>,
}

impl Rich {
    /// Adds words to the paragraph at hand.
    pub fn push(&mut self, words: &str) {
        for part in words.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
            let line = part.trim_end_matches(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']);
            self.text.push_str(line);
            if line.len() < part.len() {
                self.text.push(' ');
            }
        }
    }

    /// Whether the paragraph at hand has no words yet.
    pub fn is_blank(&self) -> bool {
        self.text.get(self.start..).is_none_or(|part| part.trim().is_empty())
    }

    /// Whether the paragraph at hand is a number that waits for its words.
    pub fn waits(&self) -> bool {
        self.text.ends_with('\t')
    }

    /// Says what the next paragraph is, whatever it looks like.
    pub fn mark_next(&mut self, style: Style) {
        self.next = Some(style);
    }

    /// How much text there is.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Ends the paragraph at hand.
    pub fn flush(&mut self, style: Style) {
        if self.is_blank() {
            self.text.truncate(self.start);
            return;
        }
        let style = self.next.take().unwrap_or(style);
        self.marks.push((self.start..self.text.len(), style));
        self.text.push('\n');
        self.start = self.text.len();
    }

    /// The finished text.
    pub fn finish(mut self, kind: Kind) -> Source {
        self.flush(Style::Body);
        let blocks = self
            .marks
            .iter()
            .map(|(range, style)| Block { flow: Flow::of(&self.text, range.clone()), style: *style })
            .collect();
        Source { kind, text: self.text, blocks, notes: Vec::new(), symbol: None, date: None }
    }
}

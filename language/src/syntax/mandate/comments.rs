//! Hands out the comments of a file in their order, to whatever stands next to them.

use super::ast::{Comment, Trivia};
use super::scan::CommentToken;

/// The comments not yet handed out.
pub(super) struct Comments<'a> {
    text: &'a str,
    comments: Vec<CommentToken>,
    next: usize,
}

impl<'a> Comments<'a> {
    pub(super) fn new(text: &'a str, comments: Vec<CommentToken>) -> Self {
        Comments { text, comments, next: 0 }
    }

    /// All comments up to a place. The first thing in a list has no blank line before it.
    pub(super) fn before(&mut self, end: usize, is_first: bool) -> Vec<Comment> {
        let mut found = Vec::new();
        while let Some(comment) = self.comments.get(self.next).copied() {
            let start = comment.start as usize;
            if start >= end {
                break;
            }
            let blank_before = blank_before(self.text, start) && !(is_first && found.is_empty());
            found.push(Comment { text: self.written(comment), blank_before });
            self.next += 1;
        }
        found
    }

    /// What stands before an entry.
    pub(super) fn leading(&mut self, start: usize, is_first: bool) -> Trivia {
        let leading = self.before(start, is_first);
        let blank_before = blank_before(self.text, start) && !(is_first && leading.is_empty());
        Trivia { leading, blank_before, trailing: None }
    }

    /// Comments in the midst of an entry are moved before it.
    pub(super) fn inner(&mut self, end: usize, trivia: &mut Trivia) {
        let mut inner = self.before(end, false);
        for comment in &mut inner {
            comment.blank_before = false;
        }
        if let (true, Some(first)) = (trivia.leading.is_empty(), inner.first_mut()) {
            first.blank_before = std::mem::take(&mut trivia.blank_before);
        }
        trivia.leading.append(&mut inner);
    }

    /// The comment at the end of a line.
    pub(super) fn trailing(&mut self, end: usize) -> Option<String> {
        let comment = self.comments.get(self.next).copied()?;
        let between = self.text.get(end..comment.start as usize)?;
        if between.chars().all(|c| c.is_whitespace() && c != '\n') {
            self.next += 1;
            return Some(self.written(comment));
        }
        None
    }

    fn written(&self, comment: CommentToken) -> String {
        self.text.get(comment.start as usize..comment.end as usize).unwrap_or_default().to_owned()
    }
}

fn blank_before(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let blanks = before.bytes().rev().take_while(u8::is_ascii_whitespace);
    blanks.filter(|byte| *byte == b'\n').take(2).count() == 2
}

//! Clean running text that remembers where each character came from.

use std::ops::Range;

/// Text without the accidents of its source: white space single, quotes straight, soft hyphens gone, lines joined.
/// Every stretch of it leads back to a stretch of the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    text: String,
    pieces: Vec<Piece>,
}

/// `len` bytes of the clean text from `at` on stand for `width` bytes of the original from `from` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    at: usize,
    len: usize,
    from: usize,
    width: usize,
}

/// What a character of the original becomes.
enum Clean {
    Same,
    Space,
    Nothing,
    Instead(&'static str),
}

fn clean(c: char) -> Clean {
    match c {
        ' ' => Clean::Same,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => {
            Clean::Nothing
        }
        '‘' | '’' | '‛' | 'ʼ' | '\u{91}' | '\u{92}' => Clean::Instead("'"),
        '“' | '”' | '„' | '\u{93}' | '\u{94}' => Clean::Instead("\""),
        '\u{2010}' | '\u{2011}' => Clean::Instead("-"),
        '\u{96}' => Clean::Instead("–"),
        '\u{97}' => Clean::Instead("—"),
        '\u{f0b7}' | '\u{f0a7}' | '\u{95}' => Clean::Instead("•"),
        'ﬀ' => Clean::Instead("ff"),
        'ﬁ' => Clean::Instead("fi"),
        'ﬂ' => Clean::Instead("fl"),
        'ﬃ' => Clean::Instead("ffi"),
        'ﬄ' => Clean::Instead("ffl"),
        _ if c.is_whitespace() => Clean::Space,
        _ if c.is_control() => Clean::Nothing,
        _ => Clean::Same,
    }
}

/// Whether white space stands on both sides, or the beginning.
fn stands_alone(original: &str, start: usize, at: usize, after: usize) -> bool {
    let before = at == start || original.get(..at).is_some_and(|text| text.ends_with(char::is_whitespace));
    before && original.get(after..).is_some_and(|text| text.starts_with(char::is_whitespace))
}

impl Flow {
    /// The clean form of a stretch of the original.
    pub fn of(original: &str, range: Range<usize>) -> Flow {
        let mut flow = Flow::default();
        flow.take(original, range);
        flow.trim_end();
        flow
    }

    /// The clean text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds the clean form of a stretch of the original.
    pub fn take(&mut self, original: &str, range: Range<usize>) {
        let Some(part) = original.get(range.clone()) else { return };
        let mut run = range.start;
        for (i, c) in part.char_indices() {
            let at = range.start + i;
            let after = at + c.len_utf8();
            let kind = match clean(c) {
                // A soft hyphen that stands alone is a dash that a PDF lost.
                Clean::Nothing if c == '\u{ad}' && stands_alone(original, range.start, at, after) => {
                    Clean::Instead("–")
                }
                Clean::Same if c != ' ' => continue,
                Clean::Same if at > run => {
                    // A space after a word stays part of the run, unless another white space follows it.
                    if original
                        .get(after..range.end)
                        .is_some_and(|rest| !rest.starts_with(char::is_whitespace))
                    {
                        continue;
                    }
                    Clean::Space
                }
                Clean::Same => Clean::Space,
                other => other,
            };
            self.copy(original, run..at);
            match kind {
                Clean::Space => self.space(at..after),
                Clean::Instead(text) => self.put(text, at..after),
                Clean::Nothing | Clean::Same => {}
            }
            run = after;
        }
        self.copy(original, run..range.end);
    }

    /// Adds a space that stands for a stretch of the original, unless there is one already.
    pub fn space(&mut self, from: Range<usize>) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.put(" ", from);
        }
    }

    /// Starts a new line in the clean text: a paragraph of the source that carries no label of its own.
    pub fn break_line(&mut self) {
        self.trim_end();
        if !self.text.is_empty() {
            let end = self.origin(self.text.len()..self.text.len()).end;
            self.put("\n", end..end);
        }
    }

    /// Adds another flow.
    pub fn append(&mut self, other: &Flow) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces.iter().map(|piece| Piece { at: piece.at + base, ..*piece }));
    }

    /// Takes the last character away.
    pub fn pop(&mut self) {
        if self.text.pop().is_some() {
            self.cut(self.text.len());
        }
    }

    /// Takes white space away at the end.
    pub fn trim_end(&mut self) {
        let len = self.text.trim_end().len();
        self.text.truncate(len);
        self.cut(len);
    }

    /// A part of the flow, without white space around it.
    pub fn slice(&self, range: Range<usize>) -> Flow {
        let Some(part) = self.text.get(range.clone()) else { return Flow::default() };
        let start = range.start + (part.len() - part.trim_start().len());
        let end = start + part.trim().len();
        let mut flow = Flow { text: part.trim().to_owned(), pieces: Vec::new() };
        let first = self.pieces.partition_point(|piece| piece.at + piece.len <= start);
        for piece in self.pieces.iter().skip(first).take_while(|piece| piece.at < end) {
            let head = start.saturating_sub(piece.at);
            let tail = (piece.at + piece.len).saturating_sub(end);
            let same = piece.len == piece.width;
            flow.pieces.push(Piece {
                at: piece.at + head - start,
                len: piece.len - head - tail,
                from: if same { piece.from + head } else { piece.from },
                width: if same { piece.width - head - tail } else { piece.width },
            });
        }
        flow
    }

    /// The stretch of the original under a stretch of the clean text.
    pub fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = self.back(range.start, false);
        let end = self.back(range.end, true);
        // Text moved behind its successor (a closing line of a list) may run backwards: keep the start.
        start..end.max(start)
    }

    /// Where a clean offset lies in the original; `end` asks for the end of what stands before it.
    fn back(&self, offset: usize, end: bool) -> usize {
        let i = match end {
            true => self.pieces.partition_point(|piece| piece.at + piece.len < offset),
            false => self.pieces.partition_point(|piece| piece.at + piece.len <= offset),
        };
        match self.pieces.get(i) {
            Some(piece) if piece.len == piece.width => piece.from + offset.saturating_sub(piece.at),
            Some(piece) if end && offset > piece.at => piece.from + piece.width,
            Some(piece) => piece.from,
            None => self.pieces.last().map_or(0, |piece| piece.from + piece.width),
        }
    }

    fn copy(&mut self, original: &str, range: Range<usize>) {
        if let Some(part) = original.get(range.clone()) {
            self.put(part, range);
        }
    }

    fn put(&mut self, text: &str, from: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let (at, width) = (self.text.len(), from.end - from.start);
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut() {
            let straight = last.len == last.width && text.len() == width;
            if straight && last.from + last.width == from.start && last.at + last.len == at {
                last.len += text.len();
                last.width += width;
                return;
            }
        }
        self.pieces.push(Piece { at, len: text.len(), from: from.start, width });
    }

    fn cut(&mut self, len: usize) {
        while let Some(last) = self.pieces.last_mut() {
            if last.at >= len {
                self.pieces.pop();
                continue;
            }
            let over = (last.at + last.len).saturating_sub(len);
            if over > 0 && last.len == last.width {
                last.width -= over;
            }
            last.len -= over;
            break;
        }
    }
}

#[cfg(test)]
#[allow(clippy::string_slice)]
mod tests {
    use super::*;

    #[test]
    fn white_space_and_quotes_are_evened_out() {
        let original = "  The\u{a0}Council’s  \t“task”\u{ad} ﬁrst ";
        let flow = Flow::of(original, 0..original.len());
        assert_eq!(flow.text(), "The Council's \"task\" first");
    }

    #[test]
    fn every_stretch_leads_back() {
        let original = "The\u{a0}Council’s  “task” ﬁrst";
        let flow = Flow::of(original, 0..original.len());
        for word in ["The", "Council", "task", "rst"] {
            let at = flow.text().find(word).unwrap();
            assert_eq!(&original[flow.origin(at..at + word.len())], word);
        }
        let at = flow.text().find('\'').unwrap();
        assert_eq!(&original[flow.origin(at..at + 1)], "’");
    }

    #[test]
    fn a_slice_leads_back_too() {
        let original = "1.  Decides  “to”  act;";
        let flow = Flow::of(original, 0..original.len());
        let slice = flow.slice(3..flow.text().len());
        assert_eq!(slice.text(), "Decides \"to\" act;");
        let at = slice.text().find("act").unwrap();
        assert_eq!(&original[slice.origin(at..at + 3)], "act");
        assert_eq!(&original[slice.origin(0..slice.text().len())], "Decides  “to”  act;");
    }
}

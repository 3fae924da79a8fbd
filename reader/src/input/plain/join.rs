//! Which lines make one paragraph.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::{Block, Style};
use super::lines::Line;
use crate::flow::Flow;
use crate::structure::{marker, openings};

/// First parts of words that keep their hyphen at a line end.
static COMPOUNDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../../data/compounds.txt").lines().filter(|l| !l.starts_with('#')).collect()
});

/// No word is longer, in bytes.
const LONGEST_WORD: usize = 80;

/// How the lines of a text are made.
struct Layout<'t> {
    text: &'t str,
    /// Lines are broken at a width; otherwise a line is a paragraph, but for the page ends.
    wrapped: bool,
    /// That width, in characters.
    width: usize,
    /// First lines are indented, and all others stand here.
    margin: Option<usize>,
    /// First lines stand further out than all others.
    hanging: bool,
    /// Every word of the text, read only when a word is split at a line end.
    words: Option<HashSet<String>>,
}

/// Joins lines to blocks.
pub fn blocks(text: &str, lines: &[Line]) -> Vec<Block> {
    let mut layout = Layout::of(text, lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in lines {
        match (blocks.last_mut(), before) {
            (Some(block), Some(last)) if layout.goes_on(block.flow.text(), last, line) => {
                layout.join(&mut block.flow, last, line);
            }
            _ => blocks.push(Block { flow: Flow::of(text, line.range.clone()), style: Style::Body }),
        }
        before = Some(line);
    }
    blocks
}

/// Whether a text ends as a paragraph or a part of one does.
pub(crate) fn is_finished(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', ')', ']', '*', ' ']);
    text.ends_with([';', ',', '.', ':', '?', '!']) || text.ends_with("; and") || text.ends_with("; or")
}

/// Where lines stand that are not first lines, if first lines are indented; and whether first lines stand out. The line
/// after a paragraph's number says.
fn indents(text: &str, lines: &[Line]) -> (Option<usize>, bool) {
    let is_marked =
        |line: &Line| text.get(line.range.clone()).is_some_and(|words| marker::parse(words).is_some());
    let (mut indented, mut others, mut hanging, mut margins) = (0, 0, 0, Vec::new());
    for pair in lines.windows(2) {
        let [first, second] = pair else { continue };
        if !is_marked(first) || is_marked(second) || second.blank || second.page {
            continue;
        }
        if second.indent + 1 < first.indent {
            indented += 1;
            margins.push(second.indent);
        } else {
            others += 1;
            hanging += usize::from(second.indent > first.indent + 1);
        }
    }
    margins.sort_unstable();
    (
        margins.get(margins.len() / 2).copied().filter(|_| indented > others),
        hanging > indented && hanging * 2 > others,
    )
}

impl<'t> Layout<'t> {
    fn of(text: &'t str, lines: &[Line]) -> Layout<'t> {
        let mut widths: Vec<usize> = lines
            .iter()
            .filter_map(|line| text.get(line.range.clone()))
            .map(|line| line.chars().count())
            .collect();
        let finished = lines
            .iter()
            .filter_map(|line| text.get(line.range.clone()))
            .filter(|line| line.len() > 20 && is_finished(line))
            .count();
        let bodies = widths.iter().filter(|width| **width > 20).count();
        widths.sort_unstable();
        let most = widths.last().copied().unwrap_or(0);
        let width = widths.get(widths.len().saturating_sub(1) * 9 / 10).copied().unwrap_or(0);
        let even = most <= 200 && most * 5 <= width.max(40) * 8;
        let wrapped = even && finished * 10 < bodies * 7;
        let (margin, hanging) = indents(text, lines);
        Layout { text, wrapped, width, margin: margin.filter(|_| wrapped), hanging, words: None }
    }

    /// Whether a line goes on with the block before it.
    fn goes_on(&self, block: &str, last: &Line, line: &Line) -> bool {
        let words = self.words_of(line);
        let lower = words.starts_with(|c: char| c.is_lowercase());
        let finished = is_finished(block);
        let marked = match self.wrapped {
            // A marker in the middle of a full line's sentence is a reference or a list in running text.
            true => (finished || !self.is_full(last, words)) && self.may_begin(line),
            false => true,
        };
        if marked && marker::leads(words, block, finished, !self.wrapped && !line.page) {
            return false;
        }
        if !finished && lower {
            return true;
        }
        match self.wrapped {
            true => self.wrapped_on(block, last, line, finished),
            false => self.plain_on(block, last, line, finished),
        }
    }

    /// In a text with a paragraph a line, what goes on over a page end or an odd line break.
    fn plain_on(&self, block: &str, last: &Line, line: &Line, finished: bool) -> bool {
        let words = self.words_of(line);
        if line.blank || openings::starts(words) {
            return false;
        }
        if finished {
            // A name after a comma at a page end: "Gao, | Kidal and Timbuktu".
            return line.page && (block.ends_with(',') || words.starts_with(|c: char| c.is_lowercase()));
        }
        // An unfinished line that is as short as a heading is one, unless the page broke it.
        line.page
            || (self.words_of(last).chars().count() > 90 && !words.starts_with(|c: char| c.is_uppercase()))
    }

    /// In a text with lines of a certain width.
    fn wrapped_on(&self, block: &str, last: &Line, line: &Line, finished: bool) -> bool {
        let words = self.words_of(line);
        if line.blank {
            return false;
        }
        let full = self.is_full(last, words);
        if self.margin.is_some() && !line.page {
            return !(self.may_begin(line) && (finished || !full));
        }
        if finished && openings::starts(words) {
            return false;
        }
        if finished && !self.hanging && line.indent > last.indent + 1 {
            return false;
        }
        if block.ends_with([';', ':'])
            && (line.indent < last.indent || (!self.hanging && line.indent > last.indent))
        {
            return false;
        }
        full || line.page && !finished
    }

    /// Whether the first word of the next line had no room in this one. Otherwise the line was meant to end there.
    fn is_full(&self, last: &Line, next: &str) -> bool {
        let first = next.split_whitespace().next().unwrap_or_default().chars().count();
        last.indent + self.words_of(last).chars().count() + 1 + first > self.width.saturating_sub(4)
    }

    /// Whether a line is indented as first lines are, or the text does not indent them.
    fn may_begin(&self, line: &Line) -> bool {
        self.margin.is_none_or(|margin| line.indent > margin + 1)
    }

    fn words_of(&self, line: &Line) -> &'t str {
        self.text.get(line.range.clone()).unwrap_or_default()
    }

    /// Adds a line to a block; a word that was split between the two is made whole.
    fn join(&mut self, flow: &mut Flow, last: &Line, line: &Line) {
        let words = self.words_of(line);
        let split = flow.text().strip_suffix('-').is_some_and(|head| head.ends_with(char::is_alphabetic));
        if split && words.starts_with(char::is_alphabetic) {
            if words.starts_with(|c: char| c.is_lowercase()) && self.drops_hyphen(flow.text(), words) {
                flow.pop();
            }
        } else {
            flow.space(last.range.end..last.range.end);
        }
        flow.take(self.text, line.range.clone());
        flow.trim_end();
    }

    /// Whether the hyphen at a line end is the printer's and not the word's.
    fn drops_hyphen(&mut self, block: &str, words: &str) -> bool {
        let part = |c: char| c.is_alphabetic() || c == '-';
        let mut start = block.len().saturating_sub(LONGEST_WORD);
        while !block.is_char_boundary(start) {
            start += 1;
        }
        let block = block.get(start..).unwrap_or_default().trim_end_matches('-');
        let head = block.rsplit(|c: char| !part(c)).next().unwrap_or_default();
        let tail = words.split(|c: char| !part(c)).next().unwrap_or_default();
        let text = self.text;
        let known =
            self.words.get_or_insert_with(|| text.split(|c: char| !part(c)).map(str::to_lowercase).collect());
        if known.contains(&format!("{head}{tail}").to_lowercase()) {
            return true;
        }
        let kept = known.contains(&format!("{head}-{tail}").to_lowercase());
        let first = head.rsplit('-').next().unwrap_or_default().to_lowercase();
        !kept && !COMPOUNDS.contains(first.as_str())
    }
}

//! How text is to look: width, colour, wrapping.

use std::ops::Range;

use anstyle::{AnsiColor, Style};
use penholder_language::model::Level;
use textwrap::core::display_width;

/// Width and colour of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    width: usize,
    colour: bool,
}

impl Look {
    /// A look for `width` columns, of which 40 to 120 are used.
    pub fn new(width: usize, colour: bool) -> Self {
        Look { width: width.clamp(40, 120), colour }
    }

    /// How many columns there are to fill.
    pub fn width(self) -> usize {
        self.width
    }

    /// Whether colours may be used.
    pub fn colour(self) -> bool {
        self.colour
    }

    /// One item of a list, broken into lines; all but the first are indented.
    pub fn wrap_item(self, text: &str) -> String {
        self.wrap("", 4, text)
    }

    /// Without colour.
    pub fn plain(self) -> Self {
        Look { colour: false, ..self }
    }

    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() {
            format!("{}{text}{}", style.render(), style.render_reset())
        } else {
            text.to_owned()
        }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.paint(Style::new().dimmed(), text)
    }

    pub(crate) fn good(self, text: &str) -> String {
        self.paint(colour(AnsiColor::Green), text)
    }

    pub(crate) fn level(self, level: Level, text: &str) -> String {
        let style = match level {
            Level::Error => colour(AnsiColor::Red).bold(),
            Level::Warning => colour(AnsiColor::Yellow).bold(),
            Level::Note => colour(AnsiColor::Cyan),
        };
        self.paint(style, text)
    }

    /// `text` broken into lines: the first starts with `first`, the others with as many blanks as `indent`. Words go on a
    /// line while there is room; one that is too long for any line has its own.
    pub(crate) fn wrap(self, first: &str, indent: usize, text: &str) -> String {
        let mut wrapped =
            Wrapped { first, indent, lines: String::with_capacity(2 * text.len() + first.len()) };
        for paragraph in text.split('\n') {
            if paragraph.is_empty() {
                wrapped.lines.push('\n');
                continue;
            }
            let mut room = self.width.saturating_sub(columns(first));
            let (mut start, mut end, mut used) = (0, 0, 0);
            for word in words(paragraph) {
                let wide = columns(paragraph.get(word.clone()).unwrap_or_default());
                if used + wide > room && word.start > start {
                    wrapped.line(paragraph.get(start..end).unwrap_or_default());
                    room = self.width.saturating_sub(indent);
                    (start, used) = (word.start, 0);
                }
                let blanks = paragraph.get(word.end..).unwrap_or_default().bytes().take_while(|b| *b == b' ');
                used += wide + blanks.count();
                end = word.end;
            }
            wrapped.line(paragraph.get(start..end).unwrap_or_default());
        }
        wrapped.lines
    }

    /// A line of a list of facts: a dim key in a column of its own, then the text.
    pub(crate) fn fact(self, indent: usize, key: &str, text: &str) -> String {
        let blanks = " ".repeat(indent);
        let first = format!("{blanks}{}", self.dim(&format!("{key:<11}")));
        self.wrap(&first, indent + 11, text)
    }
}

/// Lines while text is broken into them.
struct Wrapped<'t> {
    first: &'t str,
    indent: usize,
    lines: String,
}

impl Wrapped<'_> {
    fn line(&mut self, text: &str) {
        let start = self.lines.len();
        if start == 0 {
            self.lines.push_str(self.first);
        } else {
            self.lines.extend(std::iter::repeat_n(' ', self.indent));
        }
        self.lines.push_str(text);
        let seen = self.lines.get(start..).map_or(0, |line| line.trim_end().len());
        self.lines.truncate(start + seen);
        self.lines.push('\n');
    }
}

/// The words of a text, as stretches of its bytes; blanks divide them, and those at the beginning count as one without
/// letters.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let word = rest.find(' ').unwrap_or(rest.len());
        let after = rest.get(word..).unwrap_or_default();
        let range = at..at + word;
        at += word + after.len() - after.trim_start_matches(' ').len();
        Some(range)
    })
}

/// How many columns a text takes; what only sets colours takes none.
fn columns(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) { text.len() } else { display_width(text) }
}

fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(colour.into()))
}

/// Text in one line: runs of white space become one blank.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number as tables write it: thousands separated by commas.
pub(crate) fn figure(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut told = String::new();
    if number < 0 {
        told.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

/// The text, or its start and an ellipsis.
pub(crate) fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let kept: String = text.chars().take(room.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_wraps_inside_its_column() {
        let look = Look::new(40, false);
        let text =
            look.fact(4, "fix", "Requests the Secretary-General to provide the mission with helicopters");
        assert!(text.lines().all(|line| line.chars().count() <= 40), "{text}");
        assert!(text.starts_with("    fix        Requests"));
        assert!(text.lines().skip(1).all(|line| line.starts_with("               ")));
    }

    #[test]
    fn lines_are_as_textwrap_breaks_them() {
        use textwrap::{Options, WordSeparator, WordSplitter};
        let text = "  Requests  the Sécretary-General → to provide 日本語 the mission\n\nwith averyveryverylongwordthatfitsonnolineatall, a \n ";
        for (cut, _) in text.char_indices() {
            for (first, indent) in [("", 0), ("    \u{1b}[2mfix\u{1b}[0m ", 8), ("    ", 4)] {
                let rest = " ".repeat(indent);
                let options = Options::new(40)
                    .word_separator(WordSeparator::AsciiSpace)
                    .word_splitter(WordSplitter::NoHyphenation)
                    .break_words(false)
                    .subsequent_indent(&rest)
                    .initial_indent(first);
                let tail = text.get(cut..).unwrap_or_default();
                let lines = textwrap::wrap(tail, options);
                let expected: String = lines.iter().map(|line| format!("{}\n", line.trim_end())).collect();
                assert_eq!(Look::new(40, false).wrap(first, indent, tail), expected, "{cut} {first:?}");
            }
        }
    }

    #[test]
    fn no_colour_means_no_escapes() {
        assert_eq!(Look::new(80, false).level(Level::Error, "error"), "error");
        assert!(Look::new(80, true).level(Level::Error, "error").contains("\u{1b}["));
    }
}

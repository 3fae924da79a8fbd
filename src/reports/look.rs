//! How text is to look: width, colour, wrapping.

use anstyle::{AnsiColor, Style};
use penholder_language::model::Level;
use textwrap::{Options, WordSeparator, WordSplitter};

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

    /// `text` broken into lines: the first starts with `first`, the others with as many blanks as `indent`.
    pub(crate) fn wrap(self, first: &str, indent: usize, text: &str) -> String {
        let rest = " ".repeat(indent);
        let options = Options::new(self.width)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation)
            .break_words(false)
            .subsequent_indent(&rest)
            .initial_indent(first);
        let lines = textwrap::wrap(text, options);
        let mut wrapped: String = lines.iter().map(|line| format!("{}\n", line.trim_end())).collect();
        if wrapped.is_empty() {
            wrapped.push_str(first.trim_end());
            wrapped.push('\n');
        }
        wrapped
    }

    /// A line of a list of facts: a dim key in a column of its own, then the text.
    pub(crate) fn fact(self, indent: usize, key: &str, text: &str) -> String {
        let blanks = " ".repeat(indent);
        let first = format!("{blanks}{}", self.dim(&format!("{key:<11}")));
        self.wrap(&first, indent + 11, text)
    }
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
    fn no_colour_means_no_escapes() {
        assert_eq!(Look::new(80, false).level(Level::Error, "error"), "error");
        assert!(Look::new(80, true).level(Level::Error, "error").contains("\u{1b}["));
    }
}

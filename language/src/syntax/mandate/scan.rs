//! Cuts a text into tokens, just finely enough to find where blocks and entries begin and end.
//!
//! What is wrong with the characters themselves is found here: control characters, strings that do not end.

use crate::source::{Diagnostic, FileId, Span};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Label,
    Text,
    BraceOpen,
    BraceClose,
    BracketOpen,
    BracketClose,
    Bar,
    Comma,
    Colon,
    At,
    Other,
}

impl Kind {
    pub(super) fn opens(self) -> bool {
        matches!(self, Kind::BraceOpen | Kind::BracketOpen)
    }

    pub(super) fn closes(self) -> bool {
        matches!(self, Kind::BraceClose | Kind::BracketClose)
    }
}

/// So many problems are collected; a text that has more is no mandate.
pub(super) const MAX_PROBLEMS: usize = 10_000;

/// No bracket answers this one.
pub(super) const NO_MATE: u32 = u32::MAX;

/// A token and where its line stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// First on its line.
    pub(super) first: bool,
    /// How far its line is indented; a tab counts four.
    pub(super) indent: u16,
    pub(super) start: u32,
    pub(super) end: u32,
    /// Index of the bracket that answers this one.
    pub(super) mate: u32,
}

/// A comment, from `#` to the end of its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct CommentToken {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What the scanner found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) tokens: Vec<Token>,
    pub(super) comments: Vec<CommentToken>,
    pub(super) problems: Vec<Diagnostic>,
}

/// Cuts `text` into tokens.
pub(super) fn scan(file: FileId, text: &str) -> Scan {
    let mut scanner = Scanner { file, text, at: 0, first: true, indent: 0, scan: Scan::default() };
    scanner.run();
    scanner.scan
}

struct Scanner<'a> {
    file: FileId,
    text: &'a str,
    at: usize,
    first: bool,
    indent: u16,
    scan: Scan,
}

impl<'a> Scanner<'a> {
    fn run(&mut self) {
        if self.text.starts_with('\u{FEFF}') {
            self.at = '\u{FEFF}'.len_utf8();
        }
        while let Some(c) = self.rest().chars().next() {
            match c {
                '\n' => {
                    self.at += 1;
                    self.first = true;
                    self.indent = 0;
                }
                ' ' | '\t' | '\r' | '\u{A0}' => self.blank(c),
                '#' => self.comment(),
                '"' => self.string(),
                c if c.is_control() => self.control(c),
                c => self.token(c),
            }
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blank(&mut self, c: char) {
        if self.first {
            self.indent = self.indent.saturating_add(if c == '\t' { 4 } else { 1 });
        }
        self.at += c.len_utf8();
    }

    fn comment(&mut self) {
        let length = self.rest().find('\n').unwrap_or(self.rest().len());
        let text = self.rest().get(..length).unwrap_or_default();
        // Control characters in a comment would reach the terminal of whoever reads the formatted text.
        let control = text.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\t' | '\r'));
        let length = text.trim_end().len();
        let (start, end) = (self.at, self.at + length);
        if let Some((offset, c)) = control {
            self.problem(control_character(c), start + offset, start + offset + c.len_utf8());
        }
        self.scan.comments.push(CommentToken { start: offset(start), end: offset(end) });
        self.at = start + text.len();
    }

    /// A string ends on its line: one that is never closed spoils one line and not the file.
    fn string(&mut self) {
        let start = self.at;
        let mut escaped = false;
        let mut end = None;
        let mut wrong = Vec::new();
        let mut line_end = self.text.len();
        for (i, c) in self.rest().char_indices().skip(1) {
            match c {
                '\n' => {
                    line_end = start + i;
                    break;
                }
                '"' if !escaped => {
                    end = Some(start + i + 1);
                    break;
                }
                c if escaped && !matches!(c, '"' | '\\') => {
                    wrong.push((start + i - 1, start + i + c.len_utf8()))
                }
                c if c.is_control() && c != '\t' && c != '\r' => {
                    let problem = control_character(c);
                    self.problem(problem, start + i, start + i + c.len_utf8());
                }
                _ => {}
            }
            escaped = c == '\\' && !escaped;
        }
        for (from, to) in wrong {
            let written = self.text.get(from..to).unwrap_or_default().to_owned();
            let problem =
                Diagnostic::error(Span::default(), format!("`{written}` means nothing inside quotes"))
                    .help("write `\\\\` for a backslash and `\\\"` for a quotation mark");
            self.problem(problem, from, to);
        }
        if end.is_none() {
            let problem = Diagnostic::error(Span::default(), "this string is not closed on its line")
                .label("opened here")
                .help("end it with `\"`; a quotation mark inside is written `\\\"`");
            self.problem(problem, start, start + 1);
        }
        // A brace at the end of the line most likely opens a block or details; the string was to end before it.
        let unclosed = self.text.get(start..line_end).unwrap_or_default().trim_end();
        let unclosed_end = start + unclosed.strip_suffix('{').unwrap_or(unclosed).trim_end().len();
        self.push(Kind::Text, end.unwrap_or(unclosed_end.max(start + 1)));
    }

    /// One message for a run of them.
    fn control(&mut self, c: char) {
        let start = self.at;
        let is_bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t' | '\r');
        let length = self.rest().find(|c: char| !is_bad(c)).unwrap_or(self.rest().len());
        self.at = start + length;
        self.problem(control_character(c), start, start + length);
    }

    fn token(&mut self, c: char) {
        let rest = self.rest();
        let run = |from: usize, more: fn(char) -> bool| {
            let tail = rest.get(from..).unwrap_or_default();
            from + tail.find(|c: char| !more(c)).unwrap_or(tail.len())
        };
        let is_op_label = rest.starts_with("OP") && rest.as_bytes().get(2).is_some_and(u8::is_ascii_digit);
        let (kind, length) = match c {
            '{' => (Kind::BraceOpen, 1),
            '}' => (Kind::BraceClose, 1),
            '[' => (Kind::BracketOpen, 1),
            ']' => (Kind::BracketClose, 1),
            '|' => (Kind::Bar, 1),
            ',' => (Kind::Comma, 1),
            ':' => (Kind::Colon, 1),
            '@' => (Kind::At, 1),
            '¶' => (Kind::Label, run(run(c.len_utf8(), |c| c == ' '), in_label)),
            _ if is_op_label => (Kind::Label, run(2, in_label)),
            c if c.is_ascii_digit() => (Kind::Number, run(0, |c| in_word(c) || c == '%')),
            c if c.is_alphabetic() => (Kind::Word, run(0, in_word)),
            c => (Kind::Other, c.len_utf8()),
        };
        self.push(kind, self.at + length);
    }

    fn push(&mut self, kind: Kind, end: usize) {
        let token = Token {
            kind,
            first: self.first,
            indent: self.indent,
            start: offset(self.at),
            end: offset(end),
            mate: NO_MATE,
        };
        self.scan.tokens.push(token);
        self.first = false;
        self.at = end;
    }

    fn problem(&mut self, mut problem: Diagnostic, start: usize, end: usize) {
        if self.scan.problems.len() >= MAX_PROBLEMS {
            return;
        }
        problem.span = Span::new(self.file, start, end);
        self.scan.problems.push(problem);
    }
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '\'' | '’') || ('\u{300}'..'\u{370}').contains(&c)
}

fn in_label(c: char) -> bool {
    in_word(c) || matches!(c, '(' | ')')
}

fn control_character(c: char) -> Diagnostic {
    let message = format!("a control character (U+{:04X}) cannot stand in a mandate", u32::from(c));
    Diagnostic::error(Span::default(), message)
        .help("delete it, and make sure that the file is plain UTF-8 text")
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

//! Reads a file that has syntax errors piece by piece, so that one run tells them all.
//!
//! Items begin where a line begins with a letter; lines of a rule where a line begins with one of their words.

use pest::Parser;
use pest::iterators::Pair;

use super::ast::{Entry, EntryKind, File, Item, Name, Term, Terms, Words};
use super::grammar::{PolicyGrammar, Rule};
use super::words::{ITEMS, LINES, first_word, nearest};
use super::{complaint, nesting, read::Reader};
use crate::source::{Diagnostic, FileId, Span};

/// So many errors are told of one file.
const MOST: usize = 500;

/// What can be read of a file, and all that is wrong with it.
pub(super) fn file(id: FileId, text: &str) -> (File, Vec<Diagnostic>) {
    let mut recovery = Recovery { file: id, diagnostics: Vec::new() };
    let mut items = Vec::new();
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let whole = Chunk { base: 0, text }.part(mark, text.len());
    for chunk in chunks(whole.text, |line, _| line.starts_with(char::is_alphabetic)) {
        let chunk = whole.part(chunk.base, chunk.base + chunk.text.len());
        if recovery.diagnostics.len() < MOST {
            items.extend(recovery.item(chunk));
        }
    }
    (File { id, items, damaged: true }, recovery.diagnostics)
}

/// A stretch of the file.
#[derive(Clone, Copy)]
struct Chunk<'t> {
    /// Where it begins in the file.
    base: usize,
    text: &'t str,
}

impl<'t> Chunk<'t> {
    fn part(self, from: usize, to: usize) -> Chunk<'t> {
        Chunk { base: self.base + from, text: self.text.get(from..to).unwrap_or_default() }
    }
}

/// Cuts a text in front of the lines that begin something, as told by the line and the brackets open before it.
fn chunks(text: &str, begins: impl Fn(&str, usize) -> bool) -> Vec<Chunk<'_>> {
    let mut starts = vec![0];
    let (mut at, mut open) = (0, 0);
    for line in text.split_inclusive('\n') {
        if at > 0 && begins(line, open) {
            starts.push(at);
            open = 0;
        }
        open = brackets(line, open);
        at += line.len();
    }
    let ends = starts.iter().copied().skip(1).chain([text.len()]);
    let whole = Chunk { base: 0, text };
    starts.iter().copied().zip(ends).map(|(from, to)| whole.part(from, to)).collect()
}

/// How many brackets are open after a line. A string that is not closed ends with its line.
fn brackets(line: &str, mut open: usize) -> usize {
    let (mut in_string, mut escaped) = (false, false);
    for c in line.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = in_string,
            '"' => in_string = !in_string,
            _ if in_string => {}
            '#' => break,
            '{' | '(' => open += 1,
            '}' | ')' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open
}

/// Whether there is nothing but blanks and comments.
fn blank(text: &str) -> bool {
    text.lines().all(|line| line.trim_start().is_empty() || line.trim_start().starts_with('#'))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A word that is nearly the beginning of a line.
fn misspelt(word: &str) -> bool {
    !word.is_empty() && !LINES.contains(&word) && nearest(word, LINES.iter().copied()).is_some()
}

/// A `because` that ends the line before is no line by itself.
fn with_reasons<'t>(body: Chunk<'t>, parts: Vec<Chunk<'t>>) -> Vec<Chunk<'t>> {
    let mut joined: Vec<Chunk<'t>> = Vec::with_capacity(parts.len());
    for part in parts {
        let reason = first_word(part.text.trim_start()) == "because";
        match joined.last_mut().filter(|last| {
            let words = ["eased", "incompatible"];
            reason && words.contains(&first_word(last.text.trim_start())) && !last.text.contains("because")
        }) {
            Some(last) => *last = body.part(last.base - body.base, part.base + part.text.len()),
            None => joined.push(body.part(part.base, part.base + part.text.len())),
        }
    }
    joined
}

struct Recovery {
    file: FileId,
    diagnostics: Vec<Diagnostic>,
}

impl Recovery {
    /// Reads a stretch by a rule of the grammar. The error says why that is not possible.
    fn read<T>(
        &mut self,
        by: Rule,
        chunk: Chunk<'_>,
        mut each: impl FnMut(&mut Reader, Pair<'_, Rule>) -> Option<T>,
    ) -> Result<Vec<T>, Diagnostic> {
        if let Some(at) = nesting::too_deep(chunk.text) {
            let span = Span::new(self.file, chunk.base + at, chunk.base + at + 1);
            let told =
                Diagnostic::error(span, format!("brackets are nested more than {} deep", nesting::DEEPEST))
                    .help("give parts of it a name with `define`");
            return Err(told);
        }
        let pairs = PolicyGrammar::parse(by, chunk.text)
            .map_err(|error| complaint::about(&error, self.file, chunk.base, chunk.text))?;
        let mut reader = Reader::new(self.file, chunk.base);
        let read = pairs.flat_map(Pair::into_inner).filter_map(|pair| each(&mut reader, pair)).collect();
        self.diagnostics.append(&mut reader.diagnostics);
        Ok(read)
    }

    fn item(&mut self, chunk: Chunk<'_>) -> Option<Item> {
        if blank(chunk.text) {
            return None;
        }
        let word = first_word(chunk.text);
        if !word.is_empty() && !ITEMS.contains(&word) {
            self.unknown_item(chunk, word);
            return None;
        }
        let error = match self.read(Rule::single_item, chunk, Reader::item) {
            Ok(items) => return items.into_iter().next(),
            Err(error) => error,
        };
        let told = self.diagnostics.len();
        let item = match word {
            "rule" => self.entry(EntryKind::Rule, chunk).map(Item::Entry),
            "dilemma" => self.entry(EntryKind::Dilemma, chunk).map(Item::Entry),
            "proposal" => self.entry(EntryKind::Proposal, chunk).map(Item::Entry),
            "stale-acceptance" => self.entry(EntryKind::StaleAcceptance, chunk).map(Item::Entry),
            "terms" => self.terms(chunk).map(Item::Terms),
            _ => None,
        };
        if self.diagnostics.len() == told {
            self.diagnostics.push(error);
        }
        item
    }

    fn unknown_item(&mut self, chunk: Chunk<'_>, word: &str) {
        let span = Span::new(self.file, chunk.base, chunk.base + word.len());
        let told =
            Diagnostic::error(span, format!("`{word}` does not begin an item")).label("not a known item");
        self.diagnostics.push(match nearest(word, ITEMS.iter().copied()) {
            Some(near) => told.help(format!("did you mean `{near}`?")),
            None => told.help(format!(
                "items begin with `{}`; what belongs to the item before is indented",
                ITEMS.join("`, `")
            )),
        });
    }

    /// Two names and lines in braces: each line by itself.
    fn entry(&mut self, kind: EntryKind, chunk: Chunk<'_>) -> Option<Entry> {
        let (head, body) = body(chunk)?;
        let mut names = self.header(head).into_iter();
        let (code, name) = (names.next()?, names.next()?);
        if names.next().is_some() {
            return None;
        }
        let first = body.text.lines().map(|line| line.trim_end()).find(|line| !line.trim_start().is_empty());
        let margin = first.map_or(0, indent);
        let begins = |line: &str, open: usize| {
            let word = first_word(line.trim_start());
            match LINES.contains(&word) {
                true => open == 0 || indent(line) <= margin,
                false => open == 0 && indent(line) == margin && misspelt(word),
            }
        };
        let mut lines = Vec::new();
        for part in with_reasons(body, chunks(body.text, begins)) {
            let line = part.text.trim_start();
            let word = first_word(line);
            if misspelt(word) {
                let from = part.base + (part.text.len() - line.len());
                let span = Span::new(self.file, from, from + word.len());
                self.diagnostics.push(complaint::no_line(word, span));
                continue;
            }
            match self.read(Rule::some_lines, part, Reader::line) {
                Ok(read) => lines.extend(read),
                Err(error) => self.diagnostics.push(error),
            }
        }
        let span = Span::new(self.file, chunk.base, chunk.base + chunk.text.trim_end().len());
        Some(Entry { kind, code, name, lines, damaged: true, span })
    }

    /// Terms, each by itself.
    fn terms(&mut self, chunk: Chunk<'_>) -> Option<Terms> {
        let (head, body) = body(chunk)?;
        let quote = head.text.find('"').unwrap_or(head.text.len());
        let mut names = self.header(head.part(0, quote)).into_iter();
        let name = names.next()?;
        let ordered = names.next().is_some_and(|word| word.text == "ordered");
        let doc =
            head.text.get(quote..).map(|doc| doc.trim().trim_matches('"')).filter(|doc| !doc.is_empty());
        let doc = doc.map(|doc| Words { text: doc.to_owned(), span: name.span });
        let mut terms: Vec<Term> = Vec::new();
        for part in
            chunks(body.text, |line, open| open == 0 && line.trim_start().starts_with(char::is_alphabetic))
        {
            let part = body.part(part.base, part.base + part.text.len());
            match self.read(Rule::some_terms, part, Reader::term) {
                Ok(read) => terms.extend(read),
                Err(error) => self.diagnostics.push(error),
            }
        }
        let span = Span::new(self.file, chunk.base, chunk.base + chunk.text.trim_end().len());
        Some(Terms { name, ordered, doc, terms, span })
    }

    /// The words after the keyword of an item.
    fn header(&self, head: Chunk<'_>) -> Vec<Name> {
        let mut names = Vec::new();
        let mut at = 0;
        for piece in head.text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            if !word.is_empty() && at > 0 {
                let from = head.base + at;
                names.push(Name {
                    text: word.to_owned(),
                    span: Span::new(self.file, from, from + word.len()),
                });
            }
            at += piece.len();
        }
        names
    }
}

/// What stands before the first brace, and what between it and the last one, if that ends the item.
fn body(chunk: Chunk<'_>) -> Option<(Chunk<'_>, Chunk<'_>)> {
    let open = chunk.text.find('{')?;
    let mut end = chunk.text.len();
    let mut at = 0;
    for line in chunk.text.split_inclusive('\n') {
        // Comments may follow the brace that ends the item.
        match line.rfind('}').filter(|brace| blank(line.get(brace + 1..).unwrap_or_default())) {
            Some(brace) => end = at + brace,
            None if !blank(line) => end = chunk.text.len(),
            None => {}
        }
        at += line.len();
    }
    (end > open).then(|| (chunk.part(0, open), chunk.part(open + 1, end)))
}

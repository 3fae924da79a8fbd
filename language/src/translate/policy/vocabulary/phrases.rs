//! Reads the phrases by which prose names a term.
//!
//! ```text
//! phrase  = [ "preamble:" | "operative:" ] pattern { guard pattern } [ "?" ]
//! guard   = "&" | "!" | "!<" | "!>" | "@" | "!@"
//! pattern = piece { piece }
//! piece   = word | word "*" | "(" pattern { "|" pattern } ")" | "[" pattern { "|" pattern } "]" | ".." [ number ] | "{" slot or term "}"
//! ```

use std::collections::HashMap;
use std::iter::Peekable;
use std::vec::IntoIter;

use crate::model::{Guarding, Part, Pattern, Phrase, PhraseSlot, Piece, TermId, normal};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;

/// So many words a gap spans where it does not say.
const GAP: u8 = 4;
/// No gap spans more words.
const WIDEST_GAP: u8 = 12;
/// Brackets are nested no deeper.
const DEEPEST: usize = 4;
/// A stem has at least so many letters, or too much would begin with it.
const SHORTEST_STEM: usize = 2;

/// The phrase that some words tell; a message where they tell none.
pub(super) fn phrase(
    words: &ast::Words,
    terms: &HashMap<String, TermId>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Phrase> {
    let (part, rest) = part(&words.text);
    match (Reading { tokens: tokens(rest).into_iter().peekable(), terms }).phrase(part, &words.text) {
        Ok(phrase) => Some(phrase),
        Err((message, help)) => {
            let message = format!("the phrase \"{}\" {message}", words.text);
            diagnostics.push(Diagnostic::error(words.span, message).help(help));
            None
        }
    }
}

/// What is wrong, and what to do.
type Wrong = (String, &'static str);

fn wrong<T>(message: impl Into<String>, help: &'static str) -> Result<T, Wrong> {
    Err((message.into(), help))
}

fn part(text: &str) -> (Option<Part>, &str) {
    for (mark, part) in [("preamble:", Part::Preamble), ("operative:", Part::Operative)] {
        if let Some(rest) = text.trim_start().strip_prefix(mark) {
            return (Some(part), rest);
        }
    }
    (None, text)
}

/// Words, and the signs that stand for themselves even without a blank.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut word = String::new();
    let mut in_slot = false;
    for c in text.chars() {
        in_slot = (in_slot || c == '{') && c != '}';
        match c {
            '(' | ')' | '[' | ']' | '|' if !in_slot => {
                flush(&mut word, &mut tokens);
                tokens.push(c.to_string());
            }
            c if c.is_whitespace() && !in_slot => flush(&mut word, &mut tokens),
            // Commas only separate words in prose, too.
            ',' => flush(&mut word, &mut tokens),
            c => word.push(c),
        }
    }
    flush(&mut word, &mut tokens);
    tokens
}

fn flush(word: &mut String, tokens: &mut Vec<String>) {
    if !word.is_empty() {
        tokens.push(std::mem::take(word));
    }
}

fn guarding(token: &str) -> Option<Guarding> {
    Guarding::ALL.iter().find(|(sign, _)| *sign == token).map(|(_, guarding)| *guarding)
}

struct Reading<'n> {
    tokens: Peekable<IntoIter<String>>,
    terms: &'n HashMap<String, TermId>,
}

impl Reading<'_> {
    fn phrase(&mut self, part: Option<Part>, text: &str) -> Result<Phrase, Wrong> {
        let pattern = self.pattern(0)?;
        let mut phrase = Phrase { text: text.to_owned(), pattern, part, ..Phrase::default() };
        while let Some(token) = self.tokens.next() {
            if token == "?" && self.tokens.peek().is_none() {
                phrase.weak = true;
            } else if let Some(guarding) = guarding(&token) {
                phrase.guards.push((guarding, self.pattern(0)?));
            } else {
                return wrong(format!("has a stray `{token}`"), "close what is open, and nothing else");
            }
        }
        if matches!(phrase.pattern.first(), Some(Piece::Gap(_) | Piece::Maybe(_))) {
            return wrong("begins with words that may be missing", "begin with a word that must be there");
        }
        Ok(phrase)
    }

    fn pattern(&mut self, depth: usize) -> Result<Pattern, Wrong> {
        let mut pieces = Vec::new();
        while let Some(token) = self.tokens.peek() {
            let ends = matches!(token.as_str(), ")" | "]" | "|" | "?") || guarding(token).is_some();
            if ends {
                break;
            }
            pieces.push(self.piece(depth)?);
        }
        if pieces.iter().all(|piece| matches!(piece, Piece::Gap(_))) {
            return wrong("has a place without words", "write the words that must stand there");
        }
        Ok(pieces)
    }

    fn piece(&mut self, depth: usize) -> Result<Piece, Wrong> {
        let token = self.tokens.next().unwrap_or_default();
        if token == "(" || token == "[" {
            if depth >= DEEPEST {
                return wrong("is nested too deeply", "write it as several phrases");
            }
            let options = self.options(depth + 1)?;
            let close = if token == "(" { ")" } else { "]" };
            if self.tokens.next().as_deref() != Some(close) {
                return wrong(format!("opens `{token}` and does not close it"), "close it");
            }
            let choice = Piece::Choice(options);
            return Ok(if token == "(" { choice } else { Piece::Maybe(vec![choice]) });
        }
        if let Some(width) = token.strip_prefix("..") {
            return gap(width);
        }
        if let Some(name) = token.strip_prefix('{') {
            let name = name.strip_suffix('}').unwrap_or(name);
            // What a name must have in it, `{name with Front}`, is looked at where names are read.
            let name = name.split(' ').next().unwrap_or(name);
            let slot = PhraseSlot::ALL.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot);
            return match (slot, self.terms.get(name)) {
                (Some(slot), _) => Ok(Piece::Slot(slot)),
                (None, Some(term)) => Ok(Piece::Is(*term)),
                (None, None) => wrong(
                    format!("has an unknown `{{{name}}}`"),
                    "known are `{figure}`, `{date}`, `{duration}`, `{paragraphs}`, `{name}`, `{title}`, and the terms",
                ),
            };
        }
        word(&token)
    }

    fn options(&mut self, depth: usize) -> Result<Vec<Pattern>, Wrong> {
        let mut options = vec![self.pattern(depth)?];
        while self.tokens.peek().is_some_and(|token| token == "|") {
            self.tokens.next();
            options.push(self.pattern(depth)?);
        }
        Ok(options)
    }
}

fn gap(width: &str) -> Result<Piece, Wrong> {
    if width.is_empty() {
        return Ok(Piece::Gap(GAP));
    }
    match width.parse::<u8>() {
        Ok(width) if (1..=WIDEST_GAP).contains(&width) => Ok(Piece::Gap(width)),
        _ => wrong(
            format!("has a gap `..{width}`"),
            "a gap spans 1 to 12 words: `..` for four, `..8` for eight",
        ),
    }
}

fn word(token: &str) -> Result<Piece, Wrong> {
    let (word, stem) = token.strip_suffix('*').map_or((token, false), |stem| (stem, true));
    let word = normal(word);
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '.' | '/' | '%')) {
        return wrong(
            format!("has `{token}`, which is no word"),
            "words, `stem*`, `(one|other)`, `[perhaps]`, `..`, `{figure}`; guards stand between blanks",
        );
    }
    if stem && word.chars().count() < SHORTEST_STEM {
        return wrong(format!("has the short stem `{token}`"), "write more of the word");
    }
    Ok(if stem { Piece::Stem(word) } else { Piece::Word(word) })
}

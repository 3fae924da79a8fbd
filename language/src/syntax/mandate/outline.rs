//! Where blocks, entries and the options of brackets begin and end, found without parsing any of them.
//!
//! An entry goes on as long as its lines are indented deeper than its first one, and wherever a line cannot
//! begin an entry. That is where reading starts again after an error.

use super::ast::BlockKind;
use super::scan::{Kind, NO_MATE, Token};
use super::words::{is_joint, is_preposition};

/// A stretch of tokens that holds an entry, seldom several.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Brackets around whole entries.
    pub(super) bracket: bool,
}

/// An option of a bracket around whole entries.
#[derive(Clone, Copy, Debug)]
pub(super) struct OptionRange {
    pub(super) from: usize,
    /// Where its entries begin, after the choice's name and the proponents.
    pub(super) head_end: usize,
    pub(super) to: usize,
}

/// The keyword that a word is, or was meant to be.
pub(super) fn near_keyword(word: &str) -> Option<BlockKind> {
    let close = |kind: &BlockKind| strsim::osa_distance(&word.to_lowercase(), kind.keyword()) <= 2;
    BlockKind::ALL.into_iter().find(close)
}

/// Tokens with which a stretch of blocks begins; the first token of the file always does.
pub(super) fn block_starts(tokens: &[Token], text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let at_margin = token.first && token.indent == 0 && token.kind == Kind::Word;
        if i == 0 || at_margin && begins_block(tokens, text, i) {
            starts.push(i);
        }
    }
    starts
}

/// A keyword, or a word like one on a line that opens a block.
fn begins_block(tokens: &[Token], text: &str, i: usize) -> bool {
    let word = written(tokens, text, i);
    if BlockKind::ALL.iter().any(|kind| kind.keyword() == word) {
        return true;
    }
    let line = tokens.iter().skip(i + 1).take_while(|token| !token.first);
    near_keyword(word).is_some() && line.last().is_some_and(|last| last.kind == Kind::BraceOpen)
}

/// The entries between two tokens, and the bars that belong to no bracket.
pub(super) fn regions(tokens: &[Token], text: &str, from: usize, to: usize) -> (Vec<Region>, Vec<usize>) {
    let mut regions: Vec<Region> = Vec::new();
    let mut bars = Vec::new();
    let mut afresh = true;
    let mut i = from;
    while i < to {
        let Some(token) = tokens.get(i) else { break };
        let matched = token.kind.opens() && token.mate != NO_MATE;
        let end = if matched { (token.mate as usize + 1).min(to) } else { i + 1 };
        let begins = afresh
            || regions.last().is_none_or(|region| {
                region.bracket || token.first && !continues(tokens, text, region.from, i, to)
            });
        // A bracket that is left open, or a bar outside every bracket: what follows is read nevertheless.
        if begins && (token.kind == Kind::Bar || token.kind == Kind::BracketOpen && !matched) {
            if token.kind == Kind::Bar {
                bars.push(i);
            }
            i = head_end(tokens, i + 1, to, true);
            afresh = true;
            continue;
        }
        match regions.last_mut() {
            Some(region) if !begins => region.to = end,
            _ => {
                regions.push(Region { from: i, to: end, bracket: token.kind == Kind::BracketOpen && matched })
            }
        }
        afresh = false;
        i = end;
    }
    (regions, bars)
}

/// Whether a token that is first on its line goes on with the entry that began at `entry`.
fn continues(tokens: &[Token], text: &str, entry: usize, i: usize, to: usize) -> bool {
    let (Some(token), Some(entry)) = (tokens.get(i), tokens.get(entry)) else { return false };
    let deeper = token.indent > entry.indent;
    let previous = i.checked_sub(1).and_then(|i| tokens.get(i)).map(|token| token.kind);
    let wants_more = match previous {
        Some(Kind::Comma) => true,
        Some(Kind::Word) => {
            let word = written(tokens, text, i - 1);
            is_preposition(word) || is_joint(word)
        }
        _ => false,
    };
    match token.kind {
        Kind::Label => wants_more && deeper,
        Kind::Number => wants_more,
        Kind::Word => wants_more || deeper || is_joint(written(tokens, text, i)),
        Kind::BracketOpen => wants_more || deeper && starts_phrase(tokens, text, i, to),
        Kind::Bar | Kind::BraceClose | Kind::BracketClose => false,
        _ => true,
    }
}

/// Whether the first thing that a bracket says is a phrase: then it goes on with a clause.
fn starts_phrase(tokens: &[Token], text: &str, open: usize, to: usize) -> bool {
    let mut i = open;
    while i < to && tokens.get(i).is_some_and(|token| matches!(token.kind, Kind::BracketOpen | Kind::Bar)) {
        i = head_end(tokens, i + 1, to, true);
    }
    tokens.get(i).is_some_and(|token| token.kind == Kind::Word) && is_preposition(written(tokens, text, i))
}

/// The options of brackets around whole entries.
pub(super) fn bracket_options(tokens: &[Token], open: usize, close: usize) -> Vec<OptionRange> {
    let mut options = Vec::new();
    let mut from = open + 1;
    let mut i = from;
    while i <= close {
        let Some(token) = tokens.get(i) else { break };
        if i == close || token.kind == Kind::Bar {
            options.push(OptionRange { from, head_end: head_end(tokens, from, i, true), to: i });
            from = i + 1;
        }
        let matched = token.kind.opens() && token.mate != NO_MATE;
        i = if matched { token.mate as usize + 1 } else { i + 1 };
    }
    options
}

/// Where the name of a choice and the proponents end that begin at a token.
fn head_end(tokens: &[Token], from: usize, to: usize, named: bool) -> usize {
    let kind = |i: usize| tokens.get(i).filter(|_| i < to).map(|token| token.kind);
    let has_name = named && kind(from) == Some(Kind::At) && kind(from + 1) == Some(Kind::Word);
    let start = if has_name { from + 2 } else { from };
    let mut i = start;
    while matches!(kind(i), Some(Kind::Word | Kind::Text | Kind::Comma)) {
        i += 1;
    }
    if kind(i) == Some(Kind::Colon) { i + 1 } else { start }
}

fn written<'a>(tokens: &[Token], text: &'a str, i: usize) -> &'a str {
    tokens.get(i).and_then(|token| text.get(token.start as usize..token.end as usize)).unwrap_or_default()
}

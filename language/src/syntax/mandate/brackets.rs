//! Finds for each brace and bracket the one that answers it, and says which have none.
//!
//! A stretch in which everything is answered is taken as it is. Only where something is missing does indentation
//! tell where it should have been, so that the message stands at the brace that was left open and not at the end
//! of the file.

use super::scan::{Kind, MAX_PROBLEMS, NO_MATE, Token};
use crate::source::{Diagnostic, FileId, Span};

/// How deep brackets may nest.
pub(super) const MAX_DEPTH: usize = 64;

/// Matches the brackets of `tokens[range]`; `Err` where they nest too deep to be read at all.
pub(super) fn match_brackets(
    file: FileId,
    tokens: &mut [Token],
    from: usize,
    to: usize,
) -> Result<Vec<Diagnostic>, Diagnostic> {
    let mut matcher = Matcher { file, stack: Vec::new(), problems: Vec::new() };
    if matcher.exact(tokens, from, to)? {
        return Ok(Vec::new());
    }
    matcher.by_indentation(tokens, from, to)?;
    Ok(matcher.problems)
}

struct Matcher {
    file: FileId,
    stack: Vec<usize>,
    problems: Vec<Diagnostic>,
}

impl Matcher {
    /// Whether every bracket has its answer; only then mates are set.
    fn exact(&mut self, tokens: &mut [Token], from: usize, to: usize) -> Result<bool, Diagnostic> {
        let mut pairs = Vec::new();
        let mut deepest = None;
        for i in from..to {
            let Some(token) = tokens.get(i) else { break };
            if token.kind.opens() {
                self.stack.push(i);
                if self.stack.len() > MAX_DEPTH {
                    deepest = deepest.or(Some(*token));
                }
            } else if token.kind.closes() {
                match self.stack.pop() {
                    Some(open) if answers(tokens, open, token.kind) => pairs.push((open, i)),
                    _ => {
                        self.stack.clear();
                        return Ok(false);
                    }
                }
            }
        }
        let complete = self.stack.is_empty();
        self.stack.clear();
        if complete {
            if let Some(token) = deepest {
                return Err(self.too_deep(&token));
            }
            for (open, close) in pairs {
                set_mates(tokens, open, close);
            }
        }
        Ok(complete)
    }

    fn by_indentation(&mut self, tokens: &mut [Token], from: usize, to: usize) -> Result<(), Diagnostic> {
        for i in from..to {
            let Some(token) = tokens.get(i).copied() else { break };
            if token.first && !token.kind.closes() && token.kind != Kind::Bar {
                while self.left_open(tokens, &token) {
                    self.unclosed(tokens);
                }
            }
            match token.kind {
                Kind::BraceOpen | Kind::BracketOpen => {
                    self.stack.push(i);
                    if self.stack.len() > MAX_DEPTH {
                        return Err(self.too_deep(&token));
                    }
                }
                Kind::BraceClose => self.close_brace(tokens, i, &token),
                Kind::BracketClose => self.close_bracket(tokens, i, &token),
                _ => {}
            }
        }
        while !self.stack.is_empty() {
            self.unclosed(tokens);
        }
        self.problems.sort_by_key(|problem| problem.span);
        Ok(())
    }

    /// Whether the innermost bracket cannot reach as far as `next`, which begins a line.
    fn left_open(&self, tokens: &[Token], next: &Token) -> bool {
        let Some(open) = self.stack.last().and_then(|open| tokens.get(*open)) else { return false };
        match open.kind {
            // The first brace is the block's own.
            Kind::BraceOpen => {
                self.stack.len() > 1 && (next.kind == Kind::Label || next.indent <= open.indent)
            }
            // Brackets around whole entries begin their line and may hold labels.
            _ => !open.first && (next.kind == Kind::Label || next.indent <= open.indent),
        }
    }

    fn close_brace(&mut self, tokens: &mut [Token], i: usize, token: &Token) {
        let braces: Vec<usize> =
            self.stack.iter().copied().filter(|open| answers(tokens, *open, Kind::BraceClose)).collect();
        let Some(innermost) = braces.last().copied() else {
            return self.stray(token, "`}` closes nothing", "delete it, or look for a `}` too many above");
        };
        let block = braces.first().copied().unwrap_or(innermost);
        let ends_block = token.first && tokens.get(block).is_some_and(|open| token.indent <= open.indent);
        let target = if ends_block { block } else { innermost };
        // A brace in mid-line that would end a block of several lines is one too many.
        let many_lines = tokens.get(block + 1..=i).is_some_and(|line| line.iter().any(|token| token.first));
        if target == block && !ends_block && !token.first && many_lines {
            return self.stray(token, "`}` closes nothing", "delete it: the block goes on below");
        }
        while self.stack.last().is_some_and(|open| *open != target) {
            self.unclosed(tokens);
        }
        self.stack.pop();
        set_mates(tokens, target, i);
    }

    fn close_bracket(&mut self, tokens: &mut [Token], i: usize, token: &Token) {
        let open = self.stack.iter().rev().copied().find(|open| answers(tokens, *open, Kind::BracketClose));
        let Some(target) = open else {
            return self.stray(token, "`]` closes nothing", "delete it, or write the `[` that it closes");
        };
        while self.stack.last().is_some_and(|open| *open != target) {
            self.unclosed(tokens);
        }
        self.stack.pop();
        set_mates(tokens, target, i);
    }

    fn unclosed(&mut self, tokens: &[Token]) {
        let outermost = self.stack.len() == 1;
        let Some(token) = self.stack.pop().and_then(|open| tokens.get(open)) else { return };
        let (message, help) = match token.kind {
            Kind::BraceOpen if outermost => ("this block is never closed", "write `}` after its last entry"),
            Kind::BraceOpen => ("this `{` is never closed", "write `}` after the last detail"),
            _ => ("this `[` is never closed", "write `]` after the last option"),
        };
        let span = Span::new(self.file, token.start as usize, token.end as usize);
        self.problem(Diagnostic::error(span, message).label("opened here").help(help));
    }

    fn stray(&mut self, token: &Token, message: &str, help: &str) {
        let span = Span::new(self.file, token.start as usize, token.end as usize);
        self.problem(Diagnostic::error(span, message).help(help));
    }

    fn problem(&mut self, problem: Diagnostic) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn too_deep(&self, token: &Token) -> Diagnostic {
        let span = Span::new(self.file, token.start as usize, token.end as usize);
        Diagnostic::error(span, format!("brackets nest more than {MAX_DEPTH} deep"))
            .label("one too many")
            .help("name the choices (`[@name … | …]`) and write them side by side")
    }
}

fn answers(tokens: &[Token], open: usize, close: Kind) -> bool {
    let expected = match close {
        Kind::BraceClose => Kind::BraceOpen,
        _ => Kind::BracketOpen,
    };
    tokens.get(open).is_some_and(|token| token.kind == expected)
}

fn set_mates(tokens: &mut [Token], open: usize, close: usize) {
    let index = |i: usize| u32::try_from(i).unwrap_or(NO_MATE);
    if let Some(token) = tokens.get_mut(open) {
        token.mate = index(close);
    }
    if let Some(token) = tokens.get_mut(close) {
        token.mate = index(open);
    }
}

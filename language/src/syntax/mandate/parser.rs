//! Reads a mandate file: finds the blocks, then the entries in them, each on its own.

use pest::Parser as _;

use super::ast::{Block, BlockKind, Bracket, BracketOption, Entry, File, Node, Place, Trivia};
use super::brackets::match_brackets;
use super::comments::Comments;
use super::grammar::{MandateGrammar, Rule};
use super::lower::{Header, Lower};
use super::message;
use super::outline::{Region, block_starts, bracket_options, near_keyword, regions};
use super::scan::{Kind, MAX_PROBLEMS, NO_MATE, Token, scan};
use crate::source::{Diagnostic, FileId, Span};

/// Larger files are refused: no mandate is a thousandth of it.
const MAX_BYTES: usize = 8 << 20;

/// So many errors are told one by one.
const MAX_ERRORS: usize = 200;

/// Reads a text. Every error in it is reported; what is good around one is in the tree.
pub fn parse(file: FileId, text: &str) -> (File, Vec<Diagnostic>) {
    if text.len() > MAX_BYTES {
        let problem = Diagnostic::error(Span::new(file, 0, 0), "this file is larger than 8 MiB")
            .help("a mandate is some pages long; is this the right file?");
        return (File::default(), vec![problem]);
    }
    let scanned = scan(file, text);
    let mut parser = Parser {
        file,
        text,
        tokens: scanned.tokens,
        comments: Comments::new(text, scanned.comments),
        problems: scanned.problems,
    };
    let tree = match parser.file() {
        Ok(tree) => tree,
        Err(problem) => {
            parser.problems = vec![problem];
            File::default()
        }
    };
    (tree, capped(parser.problems))
}

fn capped(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    problems.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    problems.dedup();
    let more = problems.len().saturating_sub(MAX_ERRORS);
    problems.truncate(MAX_ERRORS);
    if let (true, Some(last)) = (more > 0, problems.last()) {
        let note = Diagnostic::warning(last.span, format!("{more} more errors follow, which are not shown"));
        problems.push(note);
    }
    problems
}

struct Parser<'a> {
    file: FileId,
    text: &'a str,
    tokens: Vec<Token>,
    comments: Comments<'a>,
    problems: Vec<Diagnostic>,
}

impl Parser<'_> {
    fn file(&mut self) -> Result<File, Diagnostic> {
        let mut file = File::default();
        let starts = block_starts(&self.tokens, self.text);
        let ends = starts.iter().skip(1).copied().chain([self.tokens.len()]);
        for (from, to) in starts.iter().copied().zip(ends) {
            let problems = match_brackets(self.file, &mut self.tokens, from, to)?;
            problems.into_iter().for_each(|problem| self.problem(problem));
            self.blocks(from, to, &mut file.blocks);
        }
        file.tail = self.comments.before(self.text.len(), file.blocks.is_empty());
        Ok(file)
    }

    /// The blocks in a stretch that begins with one; nearly always there is one.
    fn blocks(&mut self, from: usize, to: usize, blocks: &mut Vec<Block>) {
        let mut at = from;
        while at < to {
            let opening = (at..to).find(|i| self.kind(*i) == Some(Kind::BraceOpen));
            let header_end = opening.unwrap_or(to);
            let known = near_keyword(self.slice(at, at + 1));
            let begins_line = self.tokens.get(at).is_some_and(|token| token.first && token.indent == 0);
            let is_word = self.kind(at) == Some(Kind::Word);
            if !is_word || known.is_none() && !(begins_line && opening.is_some()) {
                at = self.stray(at, to);
                continue;
            }
            let trivia = self.leading_trivia(at, true);
            let header = self.header(at, header_end, opening.is_some());
            let body_end = opening.and_then(|open| self.mate(open)).unwrap_or(to).max(header_end);
            let end_byte = self.end_of(if opening.is_some() { body_end.min(to - 1) } else { header_end - 1 });
            let (entries, tail) = match opening {
                Some(open) => self.entries(open + 1, body_end, self.start_of(body_end.min(to))),
                None => (Vec::new(), Vec::new()),
            };
            let trivia = Trivia { trailing: self.comments.trailing(end_byte), ..trivia };
            if let Some((kind, Header { name, title, links })) = header {
                let place = self.place(self.start_of(at), end_byte);
                blocks.push(Block { trivia, kind, name, title, links, entries, tail, place });
            }
            at = body_end + 1;
        }
    }

    /// Text outside every block: one message, then on to what may be a block again.
    fn stray(&mut self, at: usize, to: usize) -> usize {
        let next = (at + 1..to)
            .find(|i| {
                let begins_line = self.tokens.get(*i).is_some_and(|token| token.first);
                begins_line && BlockKind::ALL.iter().any(|kind| kind.keyword() == self.slice(*i, *i + 1))
            })
            .unwrap_or(to);
        let line_end =
            (at + 1..next).find(|i| self.tokens.get(*i).is_some_and(|token| token.first)).unwrap_or(next);
        let place = self.place(self.start_of(at), self.end_of(line_end - 1));
        if !self.broken(place) {
            let problem = Diagnostic::error(place.0, "this stands outside every block").help(
                "a file holds blocks: `situation NAME { … }`, `deployment NAME { … }`, `mandate NAME { … }`",
            );
            self.problem(problem);
        }
        next
    }

    fn header(&mut self, from: usize, to: usize, has_body: bool) -> Option<(BlockKind, Header)> {
        let (start, end) = (self.start_of(from), self.end_of(to - 1));
        let place = self.place(start, end);
        if self.broken(place) {
            return None;
        }
        let word = self.slice(from, from + 1).to_owned();
        let kind = BlockKind::ALL.into_iter().find(|kind| kind.keyword() == word);
        if kind.is_none() {
            let span = self.place(start, self.end_of(from)).0;
            self.problem(message::unknown_block(span, &word));
        } else if !has_body {
            let problem = Diagnostic::error(place.0, format!("this {word} has no `{{`"))
                .help(format!("write `{word} NAME {{`, its entries, and `}}`"));
            self.problem(problem);
            return None;
        }
        let text = self.text.get(start..end).unwrap_or_default();
        match MandateGrammar::parse(Rule::header, text) {
            Ok(mut pairs) => {
                let mut lower = Lower::new(self.file, start);
                let header = pairs.next().and_then(|pair| lower.header(pair));
                lower.problems.into_iter().for_each(|problem| self.problem(problem));
                kind.zip(header)
            }
            Err(error) => {
                self.syntax_error(&error, from, to, "the `{` of the block");
                None
            }
        }
    }

    /// The entries in a stretch, and the comments after the last of them.
    fn entries(&mut self, from: usize, to: usize, end_byte: usize) -> (Vec<Entry>, Vec<super::ast::Comment>) {
        let mut entries: Vec<Entry> = Vec::new();
        let (regions, bars) = regions(&self.tokens, self.text, from, to);
        // The bars of a bracket that is left open have been told of with it.
        if !bars.is_empty() && !self.broken(self.place(self.start_of(from), end_byte)) {
            for bar in bars {
                let place = self.place(self.start_of(bar), self.end_of(bar));
                self.problem(message::stray_bar(place.0));
            }
        }
        for region in regions {
            let mut trivia = self.leading_trivia(region.from, entries.is_empty());
            let end = self.end_of(region.to - 1);
            let place = self.place(self.start_of(region.from), end);
            let nodes = if region.bracket {
                self.bracket(region.from, region.to - 1).map(|node| (node, place)).into_iter().collect()
            } else {
                self.region(&region, place)
            };
            self.comments.inner(end, &mut trivia);
            let trailing = self.comments.trailing(end);
            let last = nodes.len();
            for (i, (node, place)) in nodes.into_iter().enumerate() {
                let mut trivia = std::mem::take(&mut trivia);
                trivia.trailing = if i + 1 == last { trailing.clone() } else { None };
                entries.push(Entry { trivia, node, place });
            }
        }
        let tail = self.comments.before(end_byte, entries.is_empty());
        (entries, tail)
    }

    fn region(&mut self, region: &Region, place: Place) -> Vec<(Node, Place)> {
        if self.broken(place) {
            return Vec::new();
        }
        let start = self.start_of(region.from);
        let text = self.text.get(start..place.0.end as usize).unwrap_or_default();
        match MandateGrammar::parse(Rule::entries, text) {
            Ok(mut pairs) => {
                let mut lower = Lower::new(self.file, start);
                let nodes = pairs.next().map(|pair| lower.entries(pair)).unwrap_or_default();
                lower.problems.into_iter().for_each(|problem| self.problem(problem));
                nodes
            }
            Err(error) => {
                self.syntax_error(&error, region.from, region.to, "the end of the entry");
                Vec::new()
            }
        }
    }

    /// Brackets around whole entries.
    fn bracket(&mut self, open: usize, close: usize) -> Option<Node> {
        let place = self.place(self.start_of(open), self.end_of(close));
        let (mut name, mut options) = (None, Vec::new());
        for (i, option) in bracket_options(&self.tokens, open, close).into_iter().enumerate() {
            let mut proponents = Vec::new();
            if option.from < option.head_end {
                let (start, end) = (self.start_of(option.from), self.end_of(option.head_end - 1));
                let head = self.text.get(start..end).unwrap_or_default();
                match MandateGrammar::parse(Rule::option_head, head) {
                    Ok(mut pairs) => {
                        let mut lower = Lower::new(self.file, start);
                        let found = pairs.next().map(|pair| lower.option_head(pair)).unwrap_or_default();
                        if i > 0 && found.0.is_some() {
                            let problem = message::late_choice_name(self.place(start, end).0);
                            self.problem(problem);
                        }
                        name = name.or(found.0);
                        proponents = found.1;
                    }
                    Err(error) => {
                        self.syntax_error(&error, option.from, option.head_end, "the end of the proponents")
                    }
                }
            }
            let end = self.start_of(option.to);
            let (content, tail) = self.entries(option.head_end, option.to, end);
            let place = self.place(self.start_of(option.from), self.end_of(option.to - 1));
            options.push(BracketOption { proponents, content, tail, place });
        }
        if options.iter().all(|option| option.content.is_empty()) && !self.broken(place) {
            self.problem(message::empty_bracket(place.0));
            return None;
        }
        Some(Node::Bracket(Bracket { name, options, place }))
    }

    fn syntax_error(&mut self, error: &pest::error::Error<Rule>, from: usize, to: usize, end: &str) {
        let tokens = self.tokens.get(from..to).unwrap_or_default();
        let problem = message::syntax_error(self.file, self.text, tokens, error, end);
        self.problem(problem);
    }

    fn leading_trivia(&mut self, at: usize, is_first: bool) -> Trivia {
        let start = self.start_of(at);
        self.comments.leading(start, is_first)
    }

    /// Whether something was reported in there already; a second message would only repeat it.
    fn broken(&self, place: Place) -> bool {
        let first = self.problems.partition_point(|problem| problem.span.start < place.0.start);
        self.problems.get(first).is_some_and(|problem| problem.span.start < place.0.end)
    }

    /// Keeps the problems in the order of their places, which [`Self::broken`] relies on.
    fn problem(&mut self, problem: Diagnostic) {
        if self.problems.len() >= MAX_PROBLEMS {
            return;
        }
        let at = self.problems.partition_point(|other| other.span <= problem.span);
        self.problems.insert(at, problem);
    }

    fn kind(&self, i: usize) -> Option<Kind> {
        self.tokens.get(i).map(|token| token.kind)
    }

    fn mate(&self, i: usize) -> Option<usize> {
        self.tokens.get(i).filter(|token| token.mate != NO_MATE).map(|token| token.mate as usize)
    }

    fn start_of(&self, i: usize) -> usize {
        self.tokens.get(i).map_or(self.text.len(), |token| token.start as usize)
    }

    fn end_of(&self, i: usize) -> usize {
        self.tokens.get(i).map_or(self.text.len(), |token| token.end as usize)
    }

    fn slice(&self, from: usize, to: usize) -> &str {
        self.text.get(self.start_of(from)..self.end_of(to.saturating_sub(1))).unwrap_or_default()
    }

    fn place(&self, start: usize, end: usize) -> Place {
        Place(Span::new(self.file, start, end))
    }
}

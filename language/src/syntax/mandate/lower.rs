//! Turns what the grammar recognised into tree nodes. Only shapes: no name is looked up here.

use pest::iterators::Pair;

use super::ast::{
    Acceptance, AcceptanceScope, Alternative, Date, Detail, Details, Label, Link, Name, Node, Phrase, Place,
    Quoted, Statement, TimeUnit, Value,
};
use super::grammar::Rule;
use super::parts::{Part, RawBracket, RawOption, values_of};
use crate::source::{Diagnostic, FileId, Span};

/// Lowers the pairs of one stretch of text that begins `base` bytes into the file.
pub(super) struct Lower {
    pub(super) file: FileId,
    pub(super) base: usize,
    pub(super) problems: Vec<Diagnostic>,
}

/// What stands before the `{` of a block.
pub(super) struct Header {
    pub(super) name: Name,
    pub(super) title: Option<Quoted>,
    pub(super) links: Vec<Link>,
}

impl Lower {
    pub(super) fn new(file: FileId, base: usize) -> Self {
        Lower { file, base, problems: Vec::new() }
    }

    fn place(&self, pair: &Pair<Rule>) -> Place {
        let span = pair.as_span();
        Place(Span::new(self.file, self.base + span.start(), self.base + span.end()))
    }

    pub(super) fn header(&mut self, pair: Pair<Rule>) -> Option<Header> {
        let (mut name, mut title, mut links) = (None, None, Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::name => name = Some(self.name(inner)),
                Rule::title => title = self.quoted(inner),
                Rule::keyword | Rule::EOI => {}
                _ => links.extend(self.link(inner)),
            }
        }
        Some(Header { name: name?, title, links })
    }

    fn link(&mut self, pair: Pair<Rule>) -> Option<Link> {
        let rule = pair.as_rule();
        let mut names = Vec::new();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::date => return Some(Link::AsOf(self.date(&inner))),
                Rule::name => names.push(self.name(inner)),
                _ => {}
            }
        }
        Some(match rule {
            Rule::deployment_link => Link::With(names),
            Rule::situation_link => Link::For(names.pop()?),
            Rule::renews_link => Link::Renews(names.pop()?),
            _ => Link::Amends(names.pop()?),
        })
    }

    /// The name of a choice and the proponents of its option.
    pub(super) fn option_head(&mut self, pair: Pair<Rule>) -> (Option<Name>, Vec<Name>) {
        let (mut name, mut proponents) = (None, Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::choice_name => name = self.choice_name(inner),
                Rule::proponents => proponents = self.names(inner),
                _ => {}
            }
        }
        (name, proponents)
    }

    /// The entries of a stretch. A clause that makes no sense is reported and left out.
    pub(super) fn entries(&mut self, pair: Pair<Rule>) -> Vec<(Node, Place)> {
        let mut nodes = Vec::new();
        for entry in pair.into_inner() {
            let place = self.place(&entry);
            let node = match entry.as_rule() {
                Rule::acceptance => self.acceptance(entry).map(Node::Acceptance),
                Rule::statement => self.statement(entry).map(Node::Statement),
                Rule::clause => self.clause(entry),
                Rule::figure_entry => self.figure_entry(entry),
                _ => None,
            };
            nodes.extend(node.map(|node| (node, place)));
        }
        nodes
    }

    fn acceptance(&mut self, pair: Pair<Rule>) -> Option<Acceptance> {
        let (mut code, mut scope, mut reason) = (None, AcceptanceScope::Everything, None);
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::code => code = Some(self.plain(&inner)),
                Rule::at_label => {
                    scope = self.last_inner(inner, |this, pair| AcceptanceScope::Label(this.label(&pair)))?;
                }
                Rule::for_name => {
                    scope = self.last_inner(inner, |this, pair| AcceptanceScope::Named(this.name(pair)))?;
                }
                Rule::reason => reason = self.quoted(inner),
                _ => {}
            }
        }
        Some(Acceptance { code: code?, scope, reason: reason? })
    }

    fn statement(&mut self, pair: Pair<Rule>) -> Option<Statement> {
        let mut inner = pair.into_inner();
        let word = self.plain(&inner.next()?);
        let mut statement = Statement { word, values: Vec::new(), words: None, details: None };
        for pair in inner {
            match pair.as_rule() {
                Rule::values => statement.values = self.values(pair),
                Rule::words => statement.words = self.quoted(pair),
                _ => statement.details = self.details(pair),
            }
        }
        Some(statement)
    }

    fn clause(&mut self, pair: Pair<Rule>) -> Option<Node> {
        let mut inner = pair.into_inner();
        let label = self.label(&inner.next()?);
        let parts = inner.map(|pair| self.part(pair)).collect();
        super::clause::clause(label, parts)
            .map(Node::Clause)
            .map_err(|problem| self.problems.push(problem))
            .ok()
    }

    fn figure_entry(&mut self, pair: Pair<Rule>) -> Option<Node> {
        let parts = pair.into_inner().map(|pair| self.part(pair)).collect();
        super::clause::figure_entry(parts)
            .map(Node::Figure)
            .map_err(|problem| self.problems.push(problem))
            .ok()
    }

    fn part(&mut self, pair: Pair<Rule>) -> Part {
        let place = self.place(&pair);
        match pair.as_rule() {
            Rule::phrase => Part::Phrase(self.phrase(pair)),
            Rule::up_to => Part::UpTo(place),
            Rule::joint => Part::Joint(self.plain(&pair)),
            Rule::comma => Part::Comma(place),
            Rule::bracket => Part::Bracket(self.bracket(pair)),
            Rule::details => Part::Details(self.details(pair), place),
            Rule::figure => {
                self.last_inner(pair, |this, pair| this.value(pair)).map_or(Part::Comma(place), Part::Value)
            }
            Rule::plain_value => {
                self.last_inner(pair, |this, pair| this.value(pair)).map_or(Part::Comma(place), Part::Value)
            }
            _ => Part::Value(Value::Name(self.name(pair))),
        }
    }

    fn phrase(&mut self, pair: Pair<Rule>) -> Phrase {
        let place = self.place(&pair);
        let mut preposition = Name { text: String::new(), quoted: false, place };
        let mut values = Vec::new();
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::preposition => preposition = self.plain(&inner),
                _ => values = self.values(inner),
            }
        }
        Phrase { preposition, values, place }
    }

    fn values(&mut self, pair: Pair<Rule>) -> Vec<Alternative<Value>> {
        let parts = pair.into_inner().map(|pair| self.part(pair)).collect();
        values_of(parts).map_err(|problem| self.problems.push(problem)).unwrap_or_default()
    }

    fn bracket(&mut self, pair: Pair<Rule>) -> RawBracket {
        let place = self.place(&pair);
        let (mut name, mut options) = (None, Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::choice_name => name = self.choice_name(inner),
                _ => options.push(self.option(inner)),
            }
        }
        RawBracket { name, options, place }
    }

    fn option(&mut self, pair: Pair<Rule>) -> RawOption {
        let place = self.place(&pair);
        let (mut proponents, mut parts) = (Vec::new(), Vec::new());
        for inner in pair.into_inner() {
            match inner.as_rule() {
                Rule::proponents => proponents = self.names(inner),
                _ => parts.push(self.part(inner)),
            }
        }
        RawOption { proponents, parts, place }
    }

    fn details(&mut self, pair: Pair<Rule>) -> Option<Details> {
        let place = self.place(&pair);
        let details: Vec<Detail> = pair.into_inner().filter_map(|pair| self.detail(pair)).collect();
        (!details.is_empty()).then_some(Details { details, place })
    }

    fn detail(&mut self, pair: Pair<Rule>) -> Option<Detail> {
        let place = self.place(&pair);
        let mut inner = pair.into_inner();
        let head = self.plain(&inner.next()?);
        let values = inner.filter_map(|pair| self.last_inner(pair, |this, pair| this.value(pair))).collect();
        Some(Detail { head, values, place })
    }

    fn value(&mut self, pair: Pair<Rule>) -> Value {
        let place = self.place(&pair);
        match pair.as_rule() {
            Rule::label => Value::Label(self.label(&pair)),
            Rule::date => Value::Date(self.date(&pair)),
            Rule::number => Value::Number(self.digits(&pair), place),
            Rule::percent => Value::Percent(self.digits(&pair), place),
            Rule::duration => {
                let unit =
                    pair.clone().into_inner().last().map_or(TimeUnit::Day, |unit| time_unit(unit.as_str()));
                let count = pair.into_inner().next().map_or(0, |digits| self.digits(&digits));
                Value::Duration(count, unit, place)
            }
            _ => Value::Name(self.name(pair)),
        }
    }

    /// The number, however its groups are separated. One that is too large is reported.
    fn digits(&mut self, pair: &Pair<Rule>) -> i64 {
        let digits: String = pair.as_str().chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or_else(|_| {
            let problem = Diagnostic::error(self.place(pair).0, "this number is too large")
                .help(format!("the largest that can be told is {}", i64::MAX));
            self.problems.push(problem);
            0
        })
    }

    fn date(&self, pair: &Pair<Rule>) -> Date {
        let mut fields = pair.as_str().split('-').map(|field| field.parse().unwrap_or(0));
        let mut next = || fields.next().unwrap_or(0);
        let (year, month, day) = (next(), next(), next());
        Date { year: i32::try_from(year).unwrap_or(0), month, day, place: self.place(pair) }
    }

    fn label(&self, pair: &Pair<Rule>) -> Label {
        let text = pair.as_str().trim_start_matches("OP").trim_start_matches('¶').trim_start();
        Label { text: text.to_owned(), place: self.place(pair) }
    }

    fn choice_name(&mut self, pair: Pair<Rule>) -> Option<Name> {
        self.last_inner(pair, |this, pair| this.plain(&pair))
    }

    fn names(&mut self, pair: Pair<Rule>) -> Vec<Name> {
        pair.into_inner().map(|name| self.name(name)).collect()
    }

    fn name(&mut self, pair: Pair<Rule>) -> Name {
        let place = self.place(&pair);
        match pair.clone().into_inner().next() {
            Some(string) if string.as_rule() == Rule::string => {
                Name { text: unescape(string.as_str()), quoted: true, place }
            }
            _ => self.plain(&pair),
        }
    }

    fn plain(&self, pair: &Pair<Rule>) -> Name {
        Name { text: pair.as_str().trim_end().to_owned(), quoted: false, place: self.place(pair) }
    }

    fn quoted(&mut self, pair: Pair<Rule>) -> Option<Quoted> {
        self.last_inner(pair, |this, pair| Quoted { text: unescape(pair.as_str()), place: this.place(&pair) })
    }

    fn last_inner<T>(
        &mut self,
        pair: Pair<Rule>,
        lower: impl FnOnce(&mut Self, Pair<Rule>) -> T,
    ) -> Option<T> {
        let inner = pair.into_inner().last()?;
        Some(lower(self, inner))
    }
}

fn time_unit(word: &str) -> TimeUnit {
    match word.chars().next() {
        Some('w') => TimeUnit::Week,
        Some('m') => TimeUnit::Month,
        Some('y') => TimeUnit::Year,
        _ => TimeUnit::Day,
    }
}

fn unescape(written: &str) -> String {
    let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(written);
    let mut text = String::with_capacity(inner.len());
    let mut escaped = false;
    for c in inner.chars() {
        if c == '\\' && !escaped {
            escaped = true;
        } else {
            text.push(c);
            escaped = false;
        }
    }
    text
}

//! Items: definitions, rules, dilemmas, proposals, and what a pack says of itself.

use pest::iterators::Pair;

use super::Reader;
use crate::source::Span;
use crate::syntax::policy::ast::{
    Axis, CostLine, Costs, Definition, Entry, EntryKind, Highest, Item, Measured, Overlap, Parameter, Titled,
    Words,
};
use crate::syntax::policy::grammar::Rule;

impl Reader {
    /// An item, unless the pair is none (the end of the text).
    pub(in crate::syntax::policy) fn item(&mut self, pair: Pair<'_, Rule>) -> Option<Item> {
        match pair.as_rule() {
            Rule::rule => self.entry(EntryKind::Rule, pair).map(Item::Entry),
            Rule::dilemma => self.entry(EntryKind::Dilemma, pair).map(Item::Entry),
            Rule::proposal => self.entry(EntryKind::Proposal, pair).map(Item::Entry),
            Rule::stale => self.entry(EntryKind::StaleAcceptance, pair).map(Item::Entry),
            Rule::define => self.definition(pair).map(Item::Definition),
            Rule::terms => self.terms(pair).map(Item::Terms),
            Rule::relation => self.relation(pair).map(Item::Relation),
            Rule::sort => self.sort(pair).map(Item::Sort),
            Rule::axis => self.axis(pair).map(Item::Axis),
            Rule::family => self.titled(pair).map(Item::Family),
            Rule::pack => self.titled(pair).map(Item::Pack),
            Rule::costs => Some(Item::Costs(self.costs(pair))),
            Rule::weight => self.weight(pair).map(Item::Weight),
            Rule::overlap => self.overlap(pair).map(Item::Overlap),
            _ => None,
        }
    }

    fn axis(&mut self, pair: Pair<'_, Rule>) -> Option<Axis> {
        let span = self.with_keyword(&pair);
        let mut inner = pair.into_inner();
        let (name, doc) = (self.name(&inner.next()?), self.words(&inner.next()?));
        let (mut highest, mut number, mut unit) = (Vec::new(), None, None);
        for part in inner {
            match part.as_rule() {
                Rule::highest => highest.push(self.highest(part)?),
                Rule::formula => number = Some(self.number(part)?),
                Rule::string => unit = Some(self.words(&part)),
                _ => {}
            }
        }
        let measured = match number {
            Some(number) => Measured::Number(number, unit),
            None => Measured::Highest(highest),
        };
        Some(Axis { name, doc, measured, span })
    }

    fn highest(&mut self, pair: Pair<'_, Rule>) -> Option<Highest> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let relation = self.name(&inner.next()?);
        let binder = self.binder(inner.next()?)?;
        let such = match inner.find(|part| part.as_rule() == Rule::formula) {
            Some(formula) => Some(self.formula(formula)?),
            None => None,
        };
        Some(Highest { relation, binder, such, span })
    }

    fn titled(&mut self, pair: Pair<'_, Rule>) -> Option<Titled> {
        let mut inner = pair.into_inner();
        Some(Titled { name: self.name(&inner.next()?), title: self.words(&inner.next()?) })
    }

    fn costs(&mut self, pair: Pair<'_, Rule>) -> Costs {
        let span = self.with_keyword(&pair);
        let lines = pair.into_inner().filter(|part| part.as_rule() == Rule::cost);
        Costs { lines: lines.filter_map(|line| self.cost(line)).collect(), span }
    }

    fn cost(&self, pair: Pair<'_, Rule>) -> Option<CostLine> {
        let (mut names, mut amounts) = (Vec::new(), Vec::new());
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => names.push(self.name(&part)),
                _ => amounts.push(Words { text: part.as_str().to_owned(), span: self.span(&part) }),
            }
        }
        let (mut names, mut amounts) = (names.into_iter(), amounts.into_iter());
        Some(CostLine {
            change: names.next()?,
            of: names.next(),
            amount: amounts.next()?,
            per: amounts.next(),
        })
    }

    fn overlap(&mut self, pair: Pair<'_, Rule>) -> Option<Overlap> {
        let (strings, names): (Vec<_>, Vec<_>) =
            pair.into_inner().partition(|part| part.as_rule() == Rule::string);
        let codes = names.iter().map(|name| self.name(name)).collect();
        Some(Overlap { codes, because: self.words(strings.first()?) })
    }

    /// The span of an item from its keyword on, which stands before the pair.
    fn with_keyword(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = self.span(pair);
        let start = pair.as_span().start();
        let before = pair.get_input().get(..start).unwrap_or_default().trim_end();
        let keyword = before.rfind(|c: char| !c.is_ascii_lowercase() && c != '-').map_or(0, |at| at + 1);
        let added = u32::try_from(start.saturating_sub(keyword)).unwrap_or_default();
        Span { start: span.start.saturating_sub(added), ..span }
    }

    fn definition(&mut self, pair: Pair<'_, Rule>) -> Option<Definition> {
        let span = self.with_keyword(&pair);
        let mut inner = pair.into_inner();
        let name = self.name(&inner.next()?);
        let (mut parameters, mut doc, mut body) = (Vec::new(), None, None);
        for part in inner {
            match part.as_rule() {
                Rule::parameter => {
                    let mut parts = part.into_inner();
                    let name = self.name(&parts.next()?);
                    let sorts = parts.filter(|p| p.as_rule() == Rule::name).map(|p| self.name(&p)).collect();
                    parameters.push(Parameter { name, sorts });
                }
                Rule::string => doc = Some(self.words(&part)),
                Rule::formula => body = self.formula(part),
                _ => {}
            }
        }
        Some(Definition { name, parameters, doc, body: body?, span })
    }

    fn entry(&mut self, kind: EntryKind, pair: Pair<'_, Rule>) -> Option<Entry> {
        let span = self.with_keyword(&pair);
        let mut inner = pair.into_inner();
        let (code, name) = (self.name(&inner.next()?), self.name(&inner.next()?));
        let told = self.diagnostics.len();
        let lines = inner.filter_map(|line| self.line(line)).collect();
        Some(Entry { kind, code, name, lines, damaged: self.diagnostics.len() > told, span })
    }
}

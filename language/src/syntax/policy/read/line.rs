//! Lines of rules, dilemmas and proposals.

use pest::iterators::Pair;

use super::Reader;
use crate::syntax::policy::ast::{
    Eased, Figure, Formula, Horn, Incompatible, Line, Needs, Number, Remedy, Require, Risk,
};
use crate::syntax::policy::grammar::Rule;

impl Reader {
    /// A line, unless the pair is none (a bracket, the end of the text).
    pub(in crate::syntax::policy) fn line(&mut self, pair: Pair<'_, Rule>) -> Option<Line> {
        Some(match pair.as_rule() {
            Rule::asks => Line::Asks(self.words(&first(pair)?)),
            Rule::source => Line::Source(self.words(&first(pair)?)),
            Rule::judgement => Line::Judgement(self.words(&first(pair)?)),
            Rule::because => Line::Because(self.words(&first(pair)?)),
            Rule::level => Line::Level(self.name(&first(pair)?)),
            Rule::for_each => Line::ForEach(pair.into_inner().filter_map(|pair| self.binder(pair)).collect()),
            Rule::condition => Line::Where(self.formula(first(pair)?)?),
            Rule::needs => Line::Needs(self.needs(pair)?),
            Rule::figure => Line::Figure(self.figure(pair)?),
            Rule::require => Line::Require(self.require(pair)?),
            Rule::eased => Line::Eased(self.eased(pair)?),
            Rule::remedy => {
                let mut words = self.strings(pair.into_inner()).into_iter();
                Line::Remedy(Remedy { text: words.next()?, adds: words.collect() })
            }
            Rule::horn => Line::Horn(self.horn(pair)?),
            Rule::incompatible => Line::Incompatible(self.incompatible(pair)?),
            Rule::without => Line::Without(self.names(pair.into_inner())),
            Rule::criteria => Line::Criteria(self.names(pair.into_inner())),
            Rule::adopting => Line::Adopting(self.strings(pair.into_inner())),
            _ => return None,
        })
    }

    fn needs(&mut self, pair: Pair<'_, Rule>) -> Option<Needs> {
        let mut inner = pair.into_inner();
        let formula = self.formula(inner.next()?)?;
        let say = inner.find(|part| part.as_rule() == Rule::string)?;
        Some(Needs { formula, say: self.words(&say) })
    }

    fn figure(&mut self, pair: Pair<'_, Rule>) -> Option<Figure> {
        let (mut name, mut number, mut unit) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::formula => number = Some(self.number(part)?),
                Rule::string => unit = Some(self.words(&part)),
                _ => {}
            }
        }
        Some(Figure { name: name?, number: number?, unit })
    }

    fn require(&mut self, pair: Pair<'_, Rule>) -> Option<Require> {
        let mut span = None;
        let (mut label, mut formula, mut partly, mut level) = (None, None, None, None);
        for part in pair.into_inner() {
            let at = self.span(&part);
            let (from, to) = span.unwrap_or((at, at));
            span = Some((from, to.join(at)));
            match part.as_rule() {
                Rule::string => label = Some(self.words(&part)),
                Rule::formula => formula = Some(self.formula(part)?),
                Rule::partly => partly = Some(self.formula(part.into_inner().next()?)?),
                Rule::level => level = Some(self.name(&part)),
                _ => {}
            }
        }
        let (from, to) = span?;
        Some(Require { label, formula: formula?, partly, level, span: from.join(to) })
    }

    fn eased(&mut self, pair: Pair<'_, Rule>) -> Option<Eased> {
        let mut inner = pair.into_inner();
        let to = self.name(&inner.next()?);
        let when = self.formula(inner.find(|part| part.as_rule() == Rule::formula)?)?;
        let because = self.words(&inner.next()?);
        Some(Eased { to, when, because })
    }

    fn horn(&mut self, pair: Pair<'_, Rule>) -> Option<Horn> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let (name, title) = (self.name(&inner.next()?), self.words(&inner.next()?));
        let (mut taken, mut risks) = (Vec::new(), Vec::new());
        for part in inner {
            match part.as_rule() {
                Rule::taken => taken.extend(self.inner_formula(part)),
                Rule::risk => risks.extend(self.risk(part)),
                _ => {}
            }
        }
        Some(Horn { name, title, taken, risks, span })
    }

    fn risk(&mut self, pair: Pair<'_, Rule>) -> Option<Risk> {
        let mut inner = pair.into_inner();
        let (name, text) = (self.name(&inner.next()?), self.words(&inner.next()?));
        let mitigated = match inner.next() {
            Some(formula) => Some(self.formula(formula)?),
            None => None,
        };
        Some(Risk { name, text, mitigated })
    }

    fn incompatible(&mut self, pair: Pair<'_, Rule>) -> Option<Incompatible> {
        let (mut horns, mut unless, mut because) = (Vec::new(), None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => horns.push(self.name(&part)),
                Rule::formula => unless = Some(self.formula(part)?),
                Rule::string => because = Some(self.words(&part)),
                _ => {}
            }
        }
        Some(Incompatible { horns, unless, because: because? })
    }

    fn inner_formula(&mut self, pair: Pair<'_, Rule>) -> Option<Formula> {
        let formula = pair.into_inner().find(|part| part.as_rule() == Rule::formula)?;
        self.formula(formula)
    }

    /// The formula of a flat list of operands and operators.
    pub(super) fn formula(&mut self, pair: Pair<'_, Rule>) -> Option<Formula> {
        let end = self.span(&pair);
        super::flat::whole(self, pair, 0).and_then(|either| super::flat::as_formula(self, either, end))
    }

    /// The number of a flat list of operands and operators.
    pub(super) fn number(&mut self, pair: Pair<'_, Rule>) -> Option<Number> {
        let end = self.span(&pair);
        super::flat::whole(self, pair, 0).and_then(|either| super::flat::as_number(self, either, end))
    }
}

fn first(pair: Pair<'_, Rule>) -> Option<Pair<'_, Rule>> {
    pair.into_inner().next()
}

//! Vocabulary items: sorts, relations, terms.

use pest::iterators::{Pair, Pairs};

use super::Reader;
use crate::syntax::policy::ast::{Name, Origin, Relation, Sort, Term, Terms, Weight, Words};
use crate::syntax::policy::grammar::Rule;

impl Reader {
    pub(super) fn sort(&mut self, pair: Pair<'_, Rule>) -> Option<Sort> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = self.name(&inner.next()?);
        let origin = inner.next()?;
        let at = self.span(&origin);
        let which = origin.as_rule();
        let block = origin.into_inner().next().map(|block| self.name(&block));
        let origin = match which {
            Rule::itself => Origin::Itself(block?),
            Rule::declared => Origin::Declared(block?),
            Rule::counted => Origin::Counted(block?),
            _ => Origin::Chosen(at),
        };
        let kinds = self.name(&inner.next()?);
        let doc = inner.next().map(|doc| self.words(&doc));
        Some(Sort { name, origin, kinds, doc, span })
    }

    pub(super) fn relation(&mut self, pair: Pair<'_, Rule>) -> Option<Relation> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = self.name(&inner.next()?);
        let (mut domain, mut range, mut options, mut doc) = (Vec::new(), Vec::new(), Vec::new(), None);
        for part in inner {
            match part.as_rule() {
                Rule::domain => domain = self.names(part.into_inner()),
                Rule::range => range = self.names(part.into_inner()),
                Rule::option => options.extend(self.detail(part.into_inner())),
                Rule::string => doc = Some(self.words(&part)),
                _ => {}
            }
        }
        Some(Relation { name, domain, range, options, doc, span })
    }

    pub(super) fn weight(&mut self, pair: Pair<'_, Rule>) -> Option<Weight> {
        let mut inner = pair.into_inner();
        let of = self.name(&inner.next()?);
        let digits: String = inner.next()?.as_str().chars().filter(char::is_ascii_digit).collect();
        // What does not fit is as heavy as can be; `translate` has a limit of its own.
        let weight = digits.parse().unwrap_or(u32::MAX);
        let flag = inner.next().map(|part| part.as_rule());
        Some(Weight { of, weight, weakens: flag == Some(Rule::weakens), bounds: flag == Some(Rule::bounds) })
    }

    pub(super) fn terms(&mut self, pair: Pair<'_, Rule>) -> Option<Terms> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = self.name(&inner.next()?);
        let (mut ordered, mut doc, mut terms) = (false, None, Vec::new());
        for part in inner {
            match part.as_rule() {
                Rule::ordered => ordered = true,
                Rule::string => doc = Some(self.words(&part)),
                Rule::term => terms.extend(self.term(part)),
                _ => {}
            }
        }
        Some(Terms { name, ordered, doc, terms, span })
    }

    pub(in crate::syntax::policy) fn term(&mut self, pair: Pair<'_, Rule>) -> Option<Term> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let name = self.name(&inner.next()?);
        let (mut parents, mut meaning, mut details) = (Vec::new(), None, Vec::new());
        for part in inner {
            match part.as_rule() {
                Rule::parents => parents = self.names(part.into_inner()),
                Rule::string => meaning = Some(self.words(&part)),
                Rule::detail => details.extend(self.detail(part.into_inner())),
                _ => {}
            }
        }
        Some(Term { name, parents, meaning: meaning?, details, span })
    }

    /// A word and what belongs to it; bare names count as words, too.
    fn detail(&self, mut inner: Pairs<'_, Rule>) -> Option<(Name, Vec<Words>)> {
        let name = self.name(&inner.next()?);
        let values = inner
            .map(|value| match value.as_rule() {
                Rule::string => self.words(&value),
                _ => Words { text: value.as_str().to_owned(), span: self.span(&value) },
            })
            .collect();
        Some((name, values))
    }
}

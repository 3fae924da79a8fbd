//! Mutants of formulas: a conjunct left out, a bound shifted.

use crate::model::TermId;
use crate::source::Span;
use crate::syntax::policy::ast::{Comparison, Formula, Literal, Name, Number, Operation, Quantifier};
use crate::translate::policy::Context;

/// What was changed, and where.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) description: String,
    pub(super) span: Span,
}

/// Makes mutants of formulas and numbers of one pack.
pub(super) struct Variants<'c> {
    context: &'c Context,
}

/// Of how many characters of a formula a description shows.
const SHOWN: usize = 90;

impl<'c> Variants<'c> {
    pub(super) fn new(context: &'c Context) -> Self {
        Variants { context }
    }

    fn written(&self, span: Span) -> String {
        let text = self.context.written(span);
        match text.char_indices().nth(SHOWN) {
            Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default()),
            None => text,
        }
    }

    fn without(&self, formula: &Formula) -> Change {
        let span = formula.span();
        Change { description: format!("without `{}`", self.written(span)), span }
    }

    /// Every mutant of a formula.
    pub(super) fn formula(&self, formula: &Formula) -> Vec<(Formula, Change)> {
        match formula {
            Formula::And(list) => {
                let mut changed: Vec<(Formula, Change)> = Vec::new();
                for (place, part) in list.iter().enumerate() {
                    changed.push((all_but(list, place), self.without(part)));
                }
                changed.extend(self.parts(list, Formula::And));
                changed
            }
            Formula::Or(list) => self.parts(list, Formula::Or),
            Formula::Not(inner, span) => self
                .formula(inner)
                .into_iter()
                .map(|(f, change)| (Formula::Not(Box::new(f), *span), change))
                .collect(),
            Formula::Quantified { such, body, .. } => {
                self.quantified(formula, such.as_deref(), body.as_deref())
            }
            Formula::Compare { first, rest } => self.compare(first, rest),
            Formula::AtLeast { k, k_span, of, span } => {
                let (k_span, span) = (*k_span, *span);
                let remade = |k: i64, of: Vec<Formula>| Formula::AtLeast { k, k_span, of, span };
                let mut changed: Vec<(Formula, Change)> = Vec::new();
                for shifted in [k - 1, k + 1] {
                    let description = format!("at least {shifted} instead of {k}");
                    changed.push((remade(shifted, of.clone()), Change { description, span: k_span }));
                }
                changed.extend(self.parts(of, |of| remade(*k, of)));
                changed
            }
            Formula::Is { .. }
            | Formula::Related { .. }
            | Formula::States { .. }
            | Formula::Same { .. }
            | Formula::Status { .. }
            | Formula::Call { .. } => Vec::new(),
        }
    }

    /// Each part of a list changed by itself.
    fn parts(&self, list: &[Formula], make: impl Fn(Vec<Formula>) -> Formula) -> Vec<(Formula, Change)> {
        let mut changed = Vec::new();
        for (place, part) in list.iter().enumerate() {
            for (variant, change) in self.formula(part) {
                let mut list = list.to_vec();
                list.splice(place..=place, [variant]);
                changed.push((make(list), change));
            }
        }
        changed
    }

    fn quantified(
        &self,
        formula: &Formula,
        such: Option<&Formula>,
        body: Option<&Formula>,
    ) -> Vec<(Formula, Change)> {
        let Formula::Quantified { quantifier, binder, span, .. } = formula else { return Vec::new() };
        let remade = |such: Option<Formula>, body: Option<Formula>| Formula::Quantified {
            quantifier: *quantifier,
            binder: binder.clone(),
            such: such.map(Box::new),
            body: body.map(Box::new),
            span: *span,
        };
        let mut changed = Vec::new();
        if let Some(such) = such {
            changed.push((remade(None, body.cloned()), self.without(such)));
            for (variant, change) in self.formula(such) {
                changed.push((remade(Some(variant), body.cloned()), change));
            }
        }
        if let Some(body) = body {
            // A body that is one conjunct; of `every` nothing would be left.
            if *quantifier != Quantifier::Every && !matches!(body, Formula::And(_)) {
                changed.push((remade(such.cloned(), None), self.without(body)));
            }
            for (variant, change) in self.formula(body) {
                changed.push((remade(such.cloned(), Some(variant)), change));
            }
        }
        changed
    }

    fn compare(&self, first: &Number, rest: &[(Comparison, Number)]) -> Vec<(Formula, Change)> {
        let mut changed = Vec::new();
        for (first, change) in self.number(first) {
            changed.push((Formula::Compare { first: Box::new(first), rest: rest.to_vec() }, change));
        }
        for (place, (comparison, number)) in rest.iter().enumerate() {
            for (variant, change) in self.number(number) {
                let mut rest = rest.to_vec();
                rest.splice(place..=place, [(*comparison, variant)]);
                changed.push((Formula::Compare { first: Box::new(first.clone()), rest }, change));
            }
        }
        changed
    }

    /// Every mutant of a number: its bounds shifted, and what it sums over changed.
    pub(super) fn number(&self, number: &Number) -> Vec<(Number, Change)> {
        match number {
            Number::Literal(literal, span) => self.shifted(*literal, *span),
            Number::Named(name) => self.next_ranks(name),
            Number::Attribute { .. } => Vec::new(),
            Number::Sum { relation, binder, such } => self.such(such.as_deref(), |such| Number::Sum {
                relation: relation.clone(),
                binder: binder.clone(),
                such,
            }),
            Number::Count { binder, such } => {
                self.such(such.as_deref(), |such| Number::Count { binder: binder.clone(), such })
            }
            Number::Operation(operation, left, right) => {
                let remade = |left: Number, right: Number| {
                    Number::Operation(*operation, Box::new(left), Box::new(right))
                };
                let mut changed = Vec::new();
                // A factor is no bound.
                let bound =
                    |side: &Number| *operation != Operation::Times || !matches!(side, Number::Literal(..));
                if bound(left) {
                    changed.extend(
                        self.number(left).into_iter().map(|(l, c)| (remade(l, (**right).clone()), c)),
                    );
                }
                if bound(right) {
                    changed.extend(
                        self.number(right).into_iter().map(|(r, c)| (remade((**left).clone(), r), c)),
                    );
                }
                changed
            }
        }
    }

    fn such(
        &self,
        such: Option<&Formula>,
        make: impl Fn(Option<Box<Formula>>) -> Number,
    ) -> Vec<(Number, Change)> {
        let Some(such) = such else { return Vec::new() };
        let mut changed = Vec::new();
        if !matches!(such, Formula::And(_)) {
            changed.push((make(None), self.without(such)));
        }
        changed.extend(self.formula(such).into_iter().map(|(f, change)| (make(Some(Box::new(f))), change)));
        changed
    }

    /// A bound one less and one more, in its own kind: persons, percent, days.
    fn shifted(&self, literal: Literal, span: Span) -> Vec<(Number, Change)> {
        let mut changed = Vec::new();
        for by in [-1, 1] {
            let shifted = match literal {
                Literal::Plain(value) => value.checked_add(by).map(Literal::Plain),
                Literal::Percent(value) => value.checked_add(by).map(Literal::Percent),
                Literal::Days(value) => value.checked_add(by).map(Literal::Days),
                Literal::Date(year, month, day) => crate::model::Date::new(year, month, day)
                    .map(|date| {
                        crate::model::Date(date.0.saturating_add(if by < 0 { -1 } else { 1 })).civil()
                    })
                    .map(|(year, month, day)| Literal::Date(year, month, day)),
            };
            let direction = if by < 0 { "less" } else { "more" };
            let description = format!("one {direction} than `{}`", self.written(span));
            changed.extend(
                shifted.map(|literal| (Number::Literal(literal, span), Change { description, span })),
            );
        }
        changed
    }

    /// An ordered term's neighbours.
    fn next_ranks(&self, name: &Name) -> Vec<(Number, Change)> {
        let vocabulary = self.context.vocabulary();
        let Some(term) =
            self.context.names.terms.get(&name.text).and_then(|id: &TermId| vocabulary.term(*id))
        else {
            return Vec::new();
        };
        let neighbours = vocabulary
            .terms
            .iter()
            .filter(|other| other.taxonomy == term.taxonomy && other.rank.abs_diff(term.rank) == 1);
        neighbours
            .map(|other| {
                let description = format!("`{}` instead of `{}`", other.name, name.text);
                let number = Number::Named(Name { text: other.name.clone(), span: name.span });
                (number, Change { description, span: name.span })
            })
            .collect()
    }
}

/// A conjunction without one of its parts.
fn all_but(list: &[Formula], place: usize) -> Formula {
    let mut rest: Vec<Formula> = list.to_vec();
    rest.remove(place);
    if rest.len() == 1 { rest.swap_remove(0) } else { Formula::And(rest) }
}

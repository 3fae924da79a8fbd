//! Sides of comparisons: numbers, ordered terms, ratios.

use super::{Frame, Kind, Linear, relocate_terms};
use crate::model::{LevelOperand, Quantity, Range, Slot, TaxonomyId, TermId};
use crate::source::{Diagnostic, Span};
use crate::syntax::policy::ast::{Literal, Name, Number, Operation};
use crate::translate::policy::unknown::unknown;

/// A side of a comparison.
pub(super) enum Operand {
    /// A number.
    Number(Linear),
    /// One number by another.
    Ratio(Linear, Linear),
    /// An ordered term, or an attribute that has some.
    Level(LevelOperand, TaxonomyId),
}

impl Frame<'_, '_> {
    /// What a side of a comparison is; nothing where that cannot be said, which is told.
    pub(super) fn operand(&mut self, number: &Number) -> Option<Operand> {
        match number {
            Number::Attribute { relation, subject } => self.attribute_operand(relation, subject),
            Number::Named(name) => self.named_operand(name),
            Number::Operation(Operation::Over, left, right) => {
                let (left_number, right_number) = (self.number(left), self.number(right));
                let (left_number, right_number) = (left_number?, right_number?);
                if left_number.kind != right_number.kind {
                    self.unlike(number.span(), left_number.kind, right_number.kind);
                    return None;
                }
                Some(Operand::Ratio(left_number, right_number))
            }
            other => self.number(other).map(Operand::Number),
        }
    }

    /// A number; anything else is told.
    pub(super) fn number(&mut self, number: &Number) -> Option<Linear> {
        if !self.grow(number.span(), 1, 1) {
            return None;
        }
        match number {
            Number::Literal(literal, span) => {
                let linear = Linear::literal(*literal);
                if linear.is_none() {
                    let written = self.context.sources.text(*span);
                    let told = Diagnostic::error(*span, format!("there is no day `{written}`"))
                        .help("dates are written year-month-day, `2013-04-25`");
                    self.diagnostics.push(told);
                }
                linear
            }
            Number::Sum { relation, binder, such } => {
                self.deeper(|frame| frame.sum(relation, binder, such.as_deref()))
            }
            Number::Count { binder, such } => self.deeper(|frame| Some(frame.count(binder, such.as_deref()))),
            Number::Operation(operation, left, right) => {
                self.operation(*operation, left, right, number.span())
            }
            Number::Attribute { .. } | Number::Named(_) => match self.operand(number)? {
                Operand::Number(linear) => Some(linear),
                Operand::Level(..) | Operand::Ratio(..) => {
                    let told = Diagnostic::error(number.span(), "a number is expected here")
                        .label("an ordered term")
                        .help("ordered terms can only be compared, `R of X >= term`");
                    self.diagnostics.push(told);
                    None
                }
            },
        }
    }

    fn deeper<T>(&mut self, part: impl FnOnce(&mut Self) -> T) -> T {
        self.depth += 1;
        let result = part(self);
        self.depth -= 1;
        result
    }

    fn operation(
        &mut self,
        operation: Operation,
        left: &Number,
        right: &Number,
        span: Span,
    ) -> Option<Linear> {
        if operation == Operation::Over {
            let told = Diagnostic::error(span, "a ratio can only be one whole side of a comparison")
                .help("write `N / M >= 90%`");
            self.diagnostics.push(told);
            return None;
        }
        let (left_number, right_number) = (self.number(left), self.number(right));
        let (left_number, right_number) = (left_number?, right_number?);
        let result = match operation {
            Operation::Times => match (left_number.is_constant(), right_number.is_constant()) {
                (true, _) if left_number.kind == Kind::Count => right_number.times(left_number.constant),
                (_, true) if right_number.kind == Kind::Count => left_number.times(right_number.constant),
                _ => {
                    let told =
                        Diagnostic::error(span, "a number can only be multiplied by a plain whole number")
                            .help("for shares write `N / M >= 90%`");
                    self.diagnostics.push(told);
                    return None;
                }
            },
            _ => {
                let minus = operation == Operation::Minus;
                let kind = self.sum_kind(&left_number, &right_number, minus, span)?;
                let right_number = if minus { right_number.times(-1) } else { Some(right_number) };
                right_number.and_then(|right| left_number.plus(&right)).map(|sum| Linear { kind, ..sum })
            }
        };
        if result.is_none() {
            self.overflow(span);
        }
        result
    }

    /// Of what sort a sum or difference is.
    fn sum_kind(&mut self, left: &Linear, right: &Linear, minus: bool, span: Span) -> Option<Kind> {
        let kind = match (left.kind, right.kind) {
            (Kind::Date, Kind::Date) if minus => Kind::Days,
            (Kind::Date, Kind::Date) => {
                self.diagnostics.push(
                    Diagnostic::error(span, "two dates cannot be added")
                        .help("add a length of time, `+ 60 days`"),
                );
                return None;
            }
            (Kind::Date, Kind::Days) => Kind::Date,
            (Kind::Days, Kind::Date) if !minus => Kind::Date,
            (one, other) if one == other => one,
            // What counts as so many percent or days for each: `sum of share … + 100 * (count of …)`.
            (kind @ (Kind::Percent | Kind::Days), Kind::Count) if !right.is_constant() => kind,
            (Kind::Count, kind @ (Kind::Percent | Kind::Days)) if !left.is_constant() => kind,
            (one, other) => {
                self.unlike(span, one, other);
                return None;
            }
        };
        Some(kind)
    }

    pub(super) fn overflow(&mut self, span: Span) {
        let told = Diagnostic::error(span, "this is too large to be worked out").help("numbers have 64 bits");
        self.diagnostics.push(told);
    }

    pub(super) fn unlike(&mut self, span: Span, one: Kind, other: Kind) {
        let told =
            Diagnostic::error(span, format!("{} and {} do not go together", one.words(), other.words()))
                .help(format!(
                    "{} is written {}, {} {}",
                    one.words(),
                    one.example(),
                    other.words(),
                    other.example()
                ));
        self.diagnostics.push(told);
    }

    fn attribute_operand(&mut self, name: &Name, subject: &Name) -> Option<Operand> {
        let (found, id) = self.attribute(subject, name)?;
        let vocabulary = &self.context.vocabulary;
        let relation = vocabulary.relation(id)?;
        let quantity = Quantity::Attribute { relation: id, slot: found.slot };
        if relation.range.contains(&Range::Number) {
            return Some(Operand::Number(Linear::quantity(quantity, &relation.unit)));
        }
        if relation.range.contains(&Range::Date) {
            let linear = Linear::quantity(quantity, &relation.unit);
            return Some(Operand::Number(Linear { kind: Kind::Date, unit: String::new(), ..linear }));
        }
        let is_ordered = |id: &TaxonomyId| vocabulary.taxonomies.get(id.index()).is_some_and(|t| t.ordered);
        if let [Range::Terms(taxonomy)] = relation.range.as_slice()
            && is_ordered(taxonomy)
        {
            return Some(Operand::Level(
                LevelOperand::Attribute { relation: id, slot: found.slot },
                *taxonomy,
            ));
        }
        let told = Diagnostic::error(name.span, format!("`{}` has no order to compare by", name.text))
            .help(format!("ask whether it holds: `{} {} …`", subject.text, name.text))
            .related(relation.span, "the relation is declared here");
        self.diagnostics.push(told);
        None
    }

    /// A figure of the rule, or an ordered term.
    fn named_operand(&mut self, name: &Name) -> Option<Operand> {
        if self.use_figure(&name.text) {
            return self.figure_copy(&name.text).map(Operand::Number);
        }
        let context = self.context;
        let vocabulary = &context.vocabulary;
        let term: Option<TermId> = context.names.terms.get(&name.text).copied();
        if let Some((id, term)) = term.and_then(|id| vocabulary.term(id).map(|term| (id, term))) {
            if vocabulary.taxonomies.get(term.taxonomy.index()).is_some_and(|taxonomy| taxonomy.ordered) {
                return Some(Operand::Level(LevelOperand::Term(id), term.taxonomy));
            }
            let told = Diagnostic::error(name.span, format!("`{}` has no order to compare by", name.text))
                .help("its taxonomy is not `ordered`; ask `X is …` or `X R …`")
                .related(term.span, "the term is declared here");
            self.diagnostics.push(told);
            return None;
        }
        let ordered = vocabulary
            .terms
            .iter()
            .filter(|term| vocabulary.taxonomies.get(term.taxonomy.index()).is_some_and(|t| t.ordered))
            .map(|term| term.name.as_str());
        let told = unknown(name, "figure or ordered term", self.figure_names().chain(ordered));
        self.diagnostics.push(told);
        None
    }

    /// A figure's number, with slots of its own for its quantifiers.
    fn figure_copy(&mut self, name: &str) -> Option<Linear> {
        let figure = self.figures.iter().find(|figure| figure.name.text == name)?;
        let (linear, (from, to)) = (figure.linear.clone(), figure.slots);
        let terms = self.afresh(&linear.terms, from, to);
        Some(Linear { terms, ..linear })
    }

    /// A copy in which the quantifiers that have the slots `from..to` have slots of their own.
    pub(in crate::translate::policy) fn afresh(
        &mut self,
        terms: &[crate::model::LinearTerm],
        from: Slot,
        to: Slot,
    ) -> Vec<crate::model::LinearTerm> {
        let first = self.reserve(to.saturating_sub(from));
        relocate_terms(terms, &|slot| if (from..to).contains(&slot) { first + (slot - from) } else { slot })
    }

    /// Whether a literal that is plain may stand for a number of any sort: nought.
    pub(super) fn is_nought(number: &Number) -> bool {
        matches!(number, Number::Literal(Literal::Plain(0), _))
    }
}

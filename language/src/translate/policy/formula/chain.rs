//! Comparisons and chains of them: everything to the left, `≥` a bound.

use super::operand::Operand;
use super::{Frame, Kind, Linear};
use crate::model::{Formula, LevelOperand, LinearTerm, Measure, TaxonomyId};
use crate::source::{Diagnostic, Span};
use crate::syntax::policy::ast::{Comparison, Number};

/// One comparison: its sides as written, and where it stands.
#[derive(Clone, Copy)]
struct Pair<'n> {
    left: &'n Number,
    comparison: Comparison,
    right: &'n Number,
    span: Span,
}

impl Frame<'_, '_> {
    /// `N >= N <= N …`: all of the comparisons hold. A single one of numbers tells its sides, too.
    pub(super) fn chain(
        &mut self,
        first: &Number,
        rest: &[(Comparison, Number)],
    ) -> (Formula, Option<Measure>) {
        let mut pairs = Vec::with_capacity(rest.len());
        let mut left = first;
        for (comparison, right) in rest {
            let span = left.span().join(right.span());
            pairs.push(self.pair(Pair { left, comparison: *comparison, right, span }));
            left = right;
        }
        match pairs.len() {
            1 => pairs.swap_remove(0),
            _ => (Formula::And(pairs.into_iter().map(|(formula, _)| formula).collect()), None),
        }
    }

    fn pair(&mut self, pair: Pair<'_>) -> (Formula, Option<Measure>) {
        let (left, right) = (self.operand(pair.left), self.operand(pair.right));
        let nothing = (Formula::Constant(false), None);
        let (Some(left), Some(right)) = (left, right) else { return nothing };
        match (left, right) {
            (Operand::Level(left, one), Operand::Level(right, other)) => {
                (self.levels(pair, (left, one), (right, other)), None)
            }
            (Operand::Number(left), Operand::Number(right)) => {
                self.numbers(pair, left, right).unwrap_or(nothing)
            }
            (Operand::Ratio(above, below), Operand::Number(share)) => {
                self.ratio(pair, pair.comparison, (above, below), &share).unwrap_or(nothing)
            }
            (Operand::Number(share), Operand::Ratio(above, below)) => {
                self.ratio(pair, turned(pair.comparison), (above, below), &share).unwrap_or(nothing)
            }
            (Operand::Ratio(..), Operand::Ratio(..)) => {
                let told = Diagnostic::error(pair.span, "two ratios cannot be compared")
                    .help("compare a ratio with a percentage: `N / M >= 90%`");
                self.diagnostics.push(told);
                nothing
            }
            (Operand::Level(..), _) | (_, Operand::Level(..)) => {
                let told = Diagnostic::error(pair.span, "an ordered term and a number cannot be compared")
                    .help("compare terms with terms, numbers with numbers");
                self.diagnostics.push(told);
                nothing
            }
        }
    }

    fn levels(
        &mut self,
        pair: Pair<'_>,
        (left, one): (LevelOperand, TaxonomyId),
        (right, other): (LevelOperand, TaxonomyId),
    ) -> Formula {
        if one != other {
            let name = |id: TaxonomyId| {
                self.context
                    .vocabulary
                    .taxonomies
                    .get(id.index())
                    .map_or("", |taxonomy| taxonomy.name.as_str())
            };
            let told = Diagnostic::error(pair.span, "these have no order in common")
                .label(format!("`{}` and `{}`", name(one), name(other)))
                .help("compare terms of one ordered taxonomy");
            self.diagnostics.push(told);
            return Formula::Constant(false);
        }
        let at_least = |left, right, strict| Formula::LevelAtLeast { left, right, strict };
        match pair.comparison {
            Comparison::AtLeast => at_least(left, right, false),
            Comparison::More => at_least(left, right, true),
            Comparison::AtMost => at_least(right, left, false),
            Comparison::Less => at_least(right, left, true),
            Comparison::Equal => {
                Formula::And(vec![at_least(left.clone(), right.clone(), false), at_least(right, left, false)])
            }
        }
    }

    fn numbers(&mut self, pair: Pair<'_>, left: Linear, right: Linear) -> Option<(Formula, Option<Measure>)> {
        if left.kind != right.kind && !Self::is_nought(pair.left) && !Self::is_nought(pair.right) {
            self.unlike(pair.span, left.kind, right.kind);
            return None;
        }
        if left.is_constant() && right.is_constant() {
            let told = Diagnostic::warning(pair.span, "this comparison is between fixed numbers")
                .help("its answer is always the same; take it away");
            self.diagnostics.push(told);
        }
        // What varies is what there is; what is fixed, or stands right, is what is needed.
        let (comparison, has, needs) = match left.is_constant() && !right.is_constant() {
            true => (turned(pair.comparison), right, left),
            false => (pair.comparison, left, right),
        };
        let Some(formula) = self.compared(comparison, &has, &needs) else {
            self.overflow(pair.span);
            return None;
        };
        let unit = [has.shown_unit(), needs.shown_unit()].into_iter().find(|unit| !unit.is_empty());
        let measure = measure(comparison, &has, &needs, 1, unit.unwrap_or_default());
        Some((formula, measure))
    }

    /// `above / below >= 90%`, without a division: `100 × above − 90 × below ≥ 0`.
    fn ratio(
        &mut self,
        pair: Pair<'_>,
        comparison: Comparison,
        (above, below): (Linear, Linear),
        share: &Linear,
    ) -> Option<(Formula, Option<Measure>)> {
        let whole = match share.kind {
            Kind::Percent => 100,
            Kind::Count => 1,
            other => {
                self.unlike(pair.span, Kind::Percent, other);
                return None;
            }
        };
        if !share.is_constant() {
            let told = Diagnostic::error(pair.span, "a ratio can only be compared with a fixed number")
                .help("for example `N / M >= 90%`");
            self.diagnostics.push(told);
            return None;
        }
        let unit = above.shown_unit();
        let sides = above.times(whole).zip(below.times(share.constant));
        let formula = sides.as_ref().and_then(|(has, needs)| self.compared(comparison, has, needs));
        let (Some((has, needs)), Some(formula)) = (sides, formula) else {
            self.overflow(pair.span);
            return None;
        };
        let measure = measure(comparison, &has, &needs, whole, unit);
        Some((formula, measure))
    }

    /// The comparison with everything on the left; nothing where that overflows.
    fn compared(&mut self, comparison: Comparison, left: &Linear, right: &Linear) -> Option<Formula> {
        let down = || at_least(left, right, 0);
        let up = || at_least(right, left, 0);
        match comparison {
            Comparison::AtLeast => down(),
            Comparison::More => at_least(left, right, 1),
            Comparison::AtMost => up(),
            Comparison::Less => at_least(right, left, 1),
            Comparison::Equal => {
                let (down, up) = (down()?, up()?);
                Some(Formula::And(vec![down, self.copied(up)]))
            }
        }
    }

    /// The same comparison with slots of its own for its quantifiers.
    fn copied(&mut self, formula: Formula) -> Formula {
        let Formula::AtLeast { terms, bound } = formula else { return formula };
        let terms = terms
            .into_iter()
            .map(|term| {
                let bound = bound_slots(&term);
                match bound {
                    Some((from, to)) => {
                        self.afresh(std::slice::from_ref(&term), from, to).pop().unwrap_or(term)
                    }
                    None => term,
                }
            })
            .collect();
        Formula::AtLeast { terms, bound }
    }
}

/// The stretch of slots that the quantifiers of a sum or count have.
fn bound_slots(term: &LinearTerm) -> Option<(u32, u32)> {
    let (mut from, mut to) = (u32::MAX, 0);
    let mut note = |slot: u32| {
        from = from.min(slot);
        to = to.max(slot.saturating_add(1));
    };
    super::relocate::each_bound_slot(&term.quantity, &mut note);
    (from < to).then_some((from, to))
}

/// `left − right ≥ more`.
fn at_least(left: &Linear, right: &Linear, more: i64) -> Option<Formula> {
    let difference = left.plus(&right.times(-1)?)?;
    let bound = more.checked_sub(difference.constant)?;
    if difference.is_constant() {
        return Some(Formula::Constant(bound <= 0));
    }
    Some(Formula::AtLeast { terms: difference.terms, bound })
}

/// The same comparison read from right to left.
fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::More => Comparison::Less,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Less => Comparison::More,
        Comparison::Equal => Comparison::Equal,
    }
}

/// The two sides of a comparison that is no equation. A strict one needs one more, or one less.
fn measure(
    comparison: Comparison,
    has: &Linear,
    needs: &Linear,
    divisor: i64,
    unit: String,
) -> Option<Measure> {
    let (at_most, more) = match comparison {
        Comparison::AtLeast => (false, 0),
        Comparison::More => (false, 1),
        Comparison::AtMost => (true, 0),
        Comparison::Less => (true, -1),
        Comparison::Equal => return None,
    };
    Some(Measure {
        has: has.terms.clone(),
        has_constant: has.constant,
        needs: needs.terms.clone(),
        needs_constant: needs.constant.checked_add(more)?,
        divisor,
        at_most,
        unit,
    })
}

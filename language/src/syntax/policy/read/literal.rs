//! Numbers, percentages, durations and dates.

use pest::iterators::Pair;

use super::Reader;
use crate::source::Diagnostic;
use crate::syntax::policy::ast::{Literal, Number};
use crate::syntax::policy::grammar::Rule;

impl Reader {
    /// A number literal; one that is too large is told.
    pub(super) fn literal(&mut self, pair: Pair<'_, Rule>) -> Option<Number> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let first = inner.next()?;
        if first.as_rule() == Rule::date {
            let (year, month, day) = day(first.as_str())?;
            return Some(Number::Literal(Literal::Date(year, month, day), span));
        }
        let value = self.whole(&first)?;
        let literal = match inner.next() {
            None => Literal::Plain(value),
            Some(unit) if unit.as_rule() == Rule::percent => Literal::Percent(value),
            Some(unit) => match value.checked_mul(days(unit.as_str())) {
                Some(days) => Literal::Days(days),
                None => {
                    self.diagnostics
                        .push(Diagnostic::error(span, "this is longer than can be counted in days"));
                    return None;
                }
            },
        };
        Some(Number::Literal(literal, span))
    }

    /// A whole number.
    pub(super) fn whole(&mut self, pair: &Pair<'_, Rule>) -> Option<i64> {
        let mut value = 0i64;
        for digit in pair.as_str().chars().filter_map(|c| c.to_digit(10)) {
            match value.checked_mul(10).and_then(|value| value.checked_add(i64::from(digit))) {
                Some(next) => value = next,
                None => {
                    let told = Diagnostic::error(self.span(pair), "this number is too large")
                        .help("numbers are whole, up to 64 bits");
                    self.diagnostics.push(told);
                    return None;
                }
            }
        }
        Some(value)
    }
}

fn days(unit: &str) -> i64 {
    match unit.trim_end_matches('s') {
        "day" => 1,
        "week" => 7,
        "month" => 30,
        _ => 365,
    }
}

fn day(text: &str) -> Option<(i32, u32, u32)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

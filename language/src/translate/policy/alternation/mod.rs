//! The quantifier-alternation graph over sorts, which must have no cycle.
//!
//! In negation normal form, and for every formula also its negation, an edge `s → t` stands for an existential of
//! sort `t` whose own subformula mentions a universal of sort `s`, directly or through another existential that
//! does. What the subformula says without the existential's variable is pulled out first, so that a part that is
//! closed, or about something else, draws nothing. The variable of a count is both; that of a sum is a universal.
//!
//! Without a cycle the Herbrand universe of a pack without sums is finite, and whatever can go wrong goes wrong on
//! a small mandate. Relations are relations, not functions; numbers, dates and terms are values with no way back;
//! derived relations are relations like others, of which less is known here than holds: a proof that does without
//! their definitions is a proof. None of these draws an edge.

mod cycle;
mod walk;

pub use cycle::cycles;

use crate::model::{Formula, Pack, SortId, Variable};
use crate::source::Span;
use walk::Walk;

/// An existential of one sort that depends on a universal of another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Sort of the universal.
    pub from: SortId,
    /// Sort of the existential.
    pub to: SortId,
    /// The rule or dilemma that draws it.
    pub code: String,
    /// Which of its lines, in the pack's sources.
    pub span: Span,
}

/// The edges of a pack, sorted: of each rule or dilemma no edge twice.
pub fn edges(pack: &Pack) -> Vec<Edge> {
    let mut edges = Vec::new();
    for rule in &pack.rules {
        let mut asked: Vec<(&Formula, Span)> = Vec::new();
        for line in &rule.require {
            asked.push((&line.formula, line.span));
            asked.extend(line.partly.iter().map(|partly| (partly, line.span)));
        }
        asked.extend(rule.eased.iter().map(|eased| (&eased.when, rule.span)));
        asked.extend(rule.needs.iter().map(|need| (&need.formula, rule.span)));
        let condition = (&rule.condition, rule.condition_span);
        both_ways(&rule.code, &rule.for_each, condition, &asked, &mut edges);
    }
    for dilemma in &pack.dilemmas {
        let mut asked: Vec<(&Formula, Span)> = Vec::new();
        for horn in &dilemma.horns {
            asked.push((&horn.taken, horn.span));
            asked.extend(horn.risks.iter().map(|risk| (&risk.mitigated, horn.span)));
        }
        asked.extend(dilemma.incompatible.iter().map(|pair| (&pair.unless, dilemma.span)));
        both_ways(&dilemma.code, &dilemma.for_each, (&dilemma.condition, dilemma.span), &asked, &mut edges);
    }
    edges.sort();
    edges.dedup_by(|a, b| (a.from, a.to, &a.code) == (b.from, b.to, &b.code));
    edges
}

/// `∀ for_each (condition → asked)` for all that is asked, and its negation.
fn both_ways(
    code: &str,
    for_each: &[Variable],
    (condition, place): (&Formula, Span),
    asked: &[(&Formula, Span)],
    edges: &mut Vec<Edge>,
) {
    for claimed in [true, false] {
        let mut walk = Walk::new(code, edges);
        for variable in for_each {
            walk.bind(variable, claimed);
        }
        walk.visit(condition, !claimed, place);
        for (formula, span) in asked {
            walk.visit(formula, claimed, *span);
        }
    }
}

//! Mutants of rules and dilemmas: a line left out, or a formula of a line changed.

use super::formula::{Change, Variants};
use crate::source::Span;
use crate::syntax::policy::ast::{
    Eased, Entry, Figure, Formula, Horn, Incompatible, Line, Needs, Require, Risk,
};

/// Every mutant of an entry: it, what was changed, where.
pub(super) fn variants(entry: &Entry, variants: &Variants<'_>) -> Vec<(Entry, String, Span)> {
    let mut mutants = Vec::new();
    for (place, line) in entry.lines.iter().enumerate() {
        let mut put = |with: Option<Line>, change: Change| {
            let mut mutant = entry.clone();
            mutant.lines.splice(place..=place, with);
            mutants.push((mutant, format!("in `{}`: {}", line.word(), change.description), change.span));
        };
        if matches!(line, Line::Where(_) | Line::Needs(_) | Line::Require(_) | Line::Eased(_)) {
            put(None, Change { description: "without the line".to_owned(), span: line.span() });
        }
        for (changed, change) in of_line(line, variants) {
            put(Some(changed), change);
        }
    }
    mutants
}

fn of_line(line: &Line, variants: &Variants<'_>) -> Vec<(Line, Change)> {
    let each = |formula: &Formula, make: &dyn Fn(Formula) -> Line| -> Vec<(Line, Change)> {
        variants.formula(formula).into_iter().map(|(formula, change)| (make(formula), change)).collect()
    };
    match line {
        Line::Where(formula) => each(formula, &Line::Where),
        Line::Needs(needs) => {
            each(&needs.formula, &|formula| Line::Needs(Needs { formula, say: needs.say.clone() }))
        }
        Line::Figure(figure) => variants
            .number(&figure.number)
            .into_iter()
            .map(|(number, change)| (Line::Figure(Figure { number, ..figure.clone() }), change))
            .collect(),
        Line::Require(require) => of_require(require, variants),
        Line::Eased(eased) => each(&eased.when, &|when| Line::Eased(Eased { when, ..eased.clone() })),
        Line::Horn(horn) => of_horn(horn, variants),
        Line::Incompatible(pair) => pair
            .unless
            .iter()
            .flat_map(|unless| {
                each(unless, &|unless| {
                    Line::Incompatible(Incompatible { unless: Some(unless), ..pair.clone() })
                })
            })
            .collect(),
        Line::Asks(_)
        | Line::Source(_)
        | Line::Level(_)
        | Line::ForEach(_)
        | Line::Judgement(_)
        | Line::Because(_)
        | Line::Remedy(_)
        | Line::Criteria(_)
        | Line::Without(_)
        | Line::Adopting(_) => Vec::new(),
    }
}

fn of_require(require: &Require, variants: &Variants<'_>) -> Vec<(Line, Change)> {
    let mut changed = Vec::new();
    for (formula, change) in variants.formula(&require.formula) {
        changed.push((Line::Require(Require { formula, ..require.clone() }), change));
    }
    if let Some(partly) = &require.partly {
        let without = Change { description: "without its `partly`".to_owned(), span: partly.span() };
        changed.push((Line::Require(Require { partly: None, ..require.clone() }), without));
        for (partly, change) in variants.formula(partly) {
            changed.push((Line::Require(Require { partly: Some(partly), ..require.clone() }), change));
        }
    }
    changed
}

fn of_horn(horn: &Horn, variants: &Variants<'_>) -> Vec<(Line, Change)> {
    let mut changed = Vec::new();
    for (place, taken) in horn.taken.iter().enumerate() {
        for (formula, change) in variants.formula(taken) {
            let mut mutant = horn.clone();
            mutant.taken.splice(place..=place, [formula]);
            changed.push((Line::Horn(mutant), change));
        }
    }
    for (place, risk) in horn.risks.iter().enumerate() {
        for (formula, change) in risk.mitigated.iter().flat_map(|mitigated| variants.formula(mitigated)) {
            let mut mutant = horn.clone();
            mutant.risks.splice(place..=place, [Risk { mitigated: Some(formula), ..risk.clone() }]);
            changed.push((Line::Horn(mutant), change));
        }
    }
    changed
}

//! `require` lines: what is asked, half asked, ruled out; has and needs.

use super::excluded::excluded;
use super::lines::level;
use super::text::plain;
use crate::model::{Level, Measure, RequireLine};
use crate::syntax::policy::ast;
use crate::translate::policy::formula::{Frame, relocate};

/// What a line asks; `otherwise` is the level of a line that names none.
pub(super) fn require(frame: &mut Frame<'_, '_>, line: &ast::Require, otherwise: Level) -> RequireLine {
    let from = frame.slots();
    let (formula, measure) = frame.measured(&line.formula);
    let to = frame.slots();
    let excluded = excluded(&formula, &frame.context.vocabulary).map(|excluded| {
        let first = frame.reserve(to - from);
        relocate(&excluded, &|slot| if (from..to).contains(&slot) { first + (slot - from) } else { slot })
    });
    let measure = measure.map(|measure| Measure {
        has: frame.afresh(&measure.has, from, to),
        needs: frame.afresh(&measure.needs, from, to),
        ..measure
    });
    let partly = line.partly.as_ref().map(|partly| frame.formula(partly));
    let level = line.level.as_ref().map_or(otherwise, |name| level(name, frame.diagnostics));
    RequireLine { label: label(frame, line), formula, partly, excluded, level, measure, span: line.span }
}

/// The label as written, else the formula as written, on one line.
fn label(frame: &mut Frame<'_, '_>, line: &ast::Require) -> String {
    match &line.label {
        Some(label) => plain(label, frame.diagnostics),
        None => frame.context.written(line.formula.span()),
    }
}

//! Walks over formulas as written, for what they name.

use crate::syntax::policy::ast::{Formula, Name, Number};

/// Every name that may be a definition's.
pub(in crate::translate::policy) fn each_name<'f>(formula: &'f Formula, tell: &mut impl FnMut(&'f Name)) {
    each(formula, &mut |formula| match formula {
        Formula::Is { kinds, .. } => kinds.iter().for_each(&mut *tell),
        Formula::Related { relation, .. } => tell(relation),
        Formula::Call { name, .. } => tell(name),
        _ => {}
    });
}

/// Every code of a rule whose status is asked for.
pub(in crate::translate::policy) fn each_status<'f>(formula: &'f Formula, tell: &mut impl FnMut(&'f Name)) {
    each(formula, &mut |formula| {
        if let Formula::Status { code, .. } = formula {
            tell(code);
        }
    });
}

/// Every part of a formula, itself first.
fn each<'f>(formula: &'f Formula, tell: &mut dyn FnMut(&'f Formula)) {
    tell(formula);
    match formula {
        Formula::And(list) | Formula::Or(list) | Formula::AtLeast { of: list, .. } => {
            list.iter().for_each(|part| each(part, tell));
        }
        Formula::Not(inner, _) => each(inner, tell),
        Formula::Quantified { such, body, .. } => {
            such.iter().chain(body).for_each(|part| each(part, tell));
        }
        Formula::Compare { first, rest } => {
            each_in_number(first, tell);
            rest.iter().for_each(|(_, number)| each_in_number(number, tell));
        }
        Formula::Is { .. }
        | Formula::Related { .. }
        | Formula::States { .. }
        | Formula::Same { .. }
        | Formula::Status { .. }
        | Formula::Call { .. } => {}
    }
}

fn each_in_number<'f>(number: &'f Number, tell: &mut dyn FnMut(&'f Formula)) {
    match number {
        Number::Sum { such: Some(such), .. } | Number::Count { such: Some(such), .. } => each(such, tell),
        Number::Operation(_, left, right) => {
            each_in_number(left, tell);
            each_in_number(right, tell);
        }
        _ => {}
    }
}

/// Every part of the formulas inside a number.
pub(in crate::translate::policy) fn each_formula_of<'f>(
    number: &'f Number,
    tell: &mut dyn FnMut(&'f Formula),
) {
    each_in_number(number, tell);
}

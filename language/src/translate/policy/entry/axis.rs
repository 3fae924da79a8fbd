//! What variants of a draft are weighed by besides findings.

use crate::model::{Axis, Formula, Range, Scale, TaxonomyId, TermId};
use crate::source::Diagnostic;
use crate::syntax::policy::ast::{self, Comparison, File, Highest, Item, Measured, Number, Quantifier};
use crate::translate::policy::context::Context;
use crate::translate::policy::formula::Frame;
use crate::translate::policy::unknown::{duplicate, unknown};

/// More than a table can show side by side.
const MOST: usize = 4;

/// The axes of a pack, in the order of the text.
pub(super) fn axes(files: &[File], context: &Context, diagnostics: &mut Vec<Diagnostic>) -> Vec<Axis> {
    let written = files.iter().flat_map(|file| &file.items).filter_map(|item| match item {
        Item::Axis(axis) => Some(axis),
        _ => None,
    });
    let mut known: Vec<&ast::Axis> = Vec::new();
    let mut axes = Vec::new();
    for axis in written {
        if let Some(first) = known.iter().find(|known| known.name.text == axis.name.text) {
            diagnostics.push(duplicate(&axis.name, "axis", first.name.span));
            continue;
        }
        if known.len() == MOST {
            let told = Diagnostic::error(axis.name.span, format!("a pack has at most {MOST} axes"));
            diagnostics.push(told.help("put what belongs together into one sum"));
        }
        known.push(axis);
        axes.extend(scale(context, axis, diagnostics).map(|scale| Axis {
            name: axis.name.text.clone(),
            doc: axis.doc.text.clone(),
            scale,
            span: axis.span,
        }));
    }
    axes
}

fn scale(context: &Context, axis: &ast::Axis, diagnostics: &mut Vec<Diagnostic>) -> Option<Scale> {
    match &axis.measured {
        Measured::Number(number, unit) => {
            let figure = ast::Figure { name: axis.name.clone(), number: number.clone(), unit: unit.clone() };
            let (terms, constant, unit) = Frame::new(context, diagnostics).figure(&figure)?;
            Some(Scale::Number { terms, constant, unit })
        }
        Measured::Highest(list) => levels(context, list, diagnostics).map(Scale::Level),
    }
}

/// Each term of the taxonomy, and when some entity of the list reaches it.
fn levels(
    context: &Context,
    list: &[Highest],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<(TermId, Formula)>> {
    let mut taxonomy = None;
    for highest in list {
        let own = ordered(context, highest, diagnostics)?;
        if *taxonomy.get_or_insert(own) != own {
            let told = Diagnostic::error(highest.relation.span, "these are the terms of another taxonomy");
            diagnostics.push(told.help("an axis has the terms of one; write another axis"));
            return None;
        }
    }
    let taxonomy = taxonomy?;
    let mut terms: Vec<TermId> = (0..context.vocabulary.terms.len() as u32)
        .map(TermId)
        .filter(|term| of(context, *term, taxonomy))
        .collect();
    terms.sort_by_key(|term| context.vocabulary.term(*term).map(|term| term.rank));
    let mut frame = Frame::new(context, diagnostics);
    let reached = |frame: &mut Frame<'_, '_>, term: TermId| {
        let name = context.vocabulary.term(term).map(|term| term.name.clone()).unwrap_or_default();
        let any = list.iter().map(|highest| frame.formula(&reaches(highest, &name))).collect();
        (term, Formula::Or(any))
    };
    Some(terms.into_iter().map(|term| reached(&mut frame, term)).collect())
}

fn of(context: &Context, term: TermId, taxonomy: TaxonomyId) -> bool {
    context.vocabulary.term(term).is_some_and(|term| term.taxonomy == taxonomy)
}

/// The ordered taxonomy in which a relation has its terms.
fn ordered(context: &Context, highest: &Highest, diagnostics: &mut Vec<Diagnostic>) -> Option<TaxonomyId> {
    let name = &highest.relation;
    let Some(id) = context.names.relations.get(&name.text) else {
        diagnostics.push(unknown(name, "relation", context.names.relations.keys().map(String::as_str)));
        return None;
    };
    let relation = context.vocabulary.relation(*id)?;
    let is_ordered =
        |id: TaxonomyId| context.vocabulary.taxonomies.get(id.index()).is_some_and(|t| t.ordered);
    match relation.range.as_slice() {
        [Range::Terms(taxonomy)] if is_ordered(*taxonomy) => Some(*taxonomy),
        _ => {
            let told = Diagnostic::error(name.span, format!("`{}` has no ordered terms", name.text))
                .related(relation.span, "the relation is declared here")
                .help("of numbers write a sum; only the terms of an ordered taxonomy have a highest");
            diagnostics.push(told);
            None
        }
    }
}

/// `some SORT X where A: R of X >= term`
fn reaches(highest: &Highest, term: &str) -> ast::Formula {
    let span = highest.span;
    let first =
        Number::Attribute { relation: highest.relation.clone(), subject: highest.binder.name.clone() };
    let term = Number::Named(ast::Name { text: term.to_owned(), span });
    ast::Formula::Quantified {
        quantifier: Quantifier::Some,
        binder: highest.binder.clone(),
        such: highest.such.clone().map(Box::new),
        body: Some(Box::new(ast::Formula::Compare {
            first: Box::new(first),
            rest: vec![(Comparison::AtLeast, term)],
        })),
        span,
    }
}

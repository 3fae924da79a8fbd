//! Definitions: translated once, then put in place of their names with slots of their own.

use std::collections::HashMap;

use super::context::Context;
use super::formula::{Frame, each_name};
use super::order::{order, shown};
use super::unknown::{duplicate, unknown};
use crate::model::{self, Formula, Slot, SortId};
use crate::source::{Diagnostic, Span};
use crate::syntax::policy::ast;

/// A definition ready for use. Its parameters have the first slots, its own quantifiers the rest.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) name: String,
    pub(super) parameters: Vec<(String, Vec<SortId>)>,
    pub(super) formula: Formula,
    pub(super) slots: Slot,
    /// How many parts it has, and how deep they nest.
    pub(super) size: usize,
    pub(super) depth: usize,
    pub(super) span: Span,
}

/// Declares the definitions, each after those that it uses; gives them as documentation, in the files' order.
pub(super) fn definitions(
    files: &[ast::File],
    context: &mut Context,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<model::Definition> {
    let mut declared: Vec<&ast::Definition> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for item in files.iter().flat_map(|file| &file.items) {
        let ast::Item::Definition(definition) = item else { continue };
        let name = &definition.name;
        if let Some(first) = places.get(name.text.as_str()).and_then(|first| declared.get(*first)) {
            diagnostics.push(duplicate(name, "definition", first.name.span));
            continue;
        }
        if let Some(told) = clash(name, context) {
            diagnostics.push(told);
            continue;
        }
        places.insert(&name.text, declared.len());
        declared.push(definition);
    }
    let uses: Vec<Vec<usize>> = declared
        .iter()
        .map(|one| used(&one.body).filter_map(|name| places.get(name).copied()).collect())
        .collect();
    let (sorted, cycles) = order(&uses);
    for cycle in cycles {
        let on_it: Vec<&ast::Definition> = cycle.iter().filter_map(|i| declared.get(*i).copied()).collect();
        diagnostics.extend(recursive(&on_it));
        context.broken.extend(on_it.iter().map(|one| (one.name.text.clone(), one.name.span)));
    }
    for definition in sorted.iter().filter_map(|i| declared.get(*i)) {
        if !context.broken.contains_key(&definition.name.text) {
            let template = template(definition, context, diagnostics);
            context.definitions.insert(definition.name.text.clone(), template);
        }
    }
    declared.into_iter().map(documented).collect()
}

/// A definition named like a relation could not be told from it.
fn clash(name: &ast::Name, context: &Context) -> Option<Diagnostic> {
    let relation = context.names.relations.get(&name.text)?;
    let first = context.vocabulary.relation(*relation)?.span;
    let told = Diagnostic::error(name.span, format!("`{}` is a relation already", name.text));
    Some(told.label("declared again").related(first, "declared first here"))
}

/// The names in a formula that may be definitions.
pub(super) fn used(formula: &ast::Formula) -> impl Iterator<Item = &str> {
    let mut names = Vec::new();
    each_name(formula, &mut |name| names.push(name.text.as_str()));
    names.sort_unstable();
    names.dedup();
    names.into_iter()
}

fn recursive(cycle: &[&ast::Definition]) -> Option<Diagnostic> {
    let first = cycle.first()?;
    let path = shown(cycle.iter().map(|one| one.name.text.as_str()));
    let mut told =
        Diagnostic::error(first.name.span, format!("`{}` is defined by itself: `{path}`", first.name.text))
            .help("definitions cannot be recursive");
    for other in cycle.iter().skip(1) {
        told = told.related(other.name.span, format!("`{}` stands on the cycle", other.name.text));
    }
    Some(told)
}

/// Translates a definition, whose own uses are declared already.
pub(super) fn template(
    definition: &ast::Definition,
    context: &Context,
    diagnostics: &mut Vec<Diagnostic>,
) -> Template {
    let mut frame = Frame::new(context, diagnostics);
    let mut parameters = Vec::new();
    for parameter in &definition.parameters {
        let sorts = frame.sorts(&parameter.sorts);
        frame.bind(&parameter.name, sorts.clone());
        parameters.push((parameter.name.text.clone(), sorts));
    }
    let formula = frame.formula(&definition.body);
    for _ in &parameters {
        frame.unbind(true);
    }
    let (slots, size, depth) = frame.measures();
    let name = definition.name.text.clone();
    let template = Template { name, parameters, formula, slots, size, depth, span: definition.name.span };
    if let Some(told) = ambiguous(definition, &template, context) {
        diagnostics.push(told);
    }
    template
}

/// A one-place definition named like a term of its parameter's own kinds: `X is name` could be either.
fn ambiguous(definition: &ast::Definition, template: &Template, context: &Context) -> Option<Diagnostic> {
    let [(_, sorts)] = template.parameters.as_slice() else { return None };
    let term = context.vocabulary.term(*context.names.terms.get(&template.name)?)?;
    let same =
        sorts.iter().any(|sort| context.vocabulary.sort(*sort).is_some_and(|s| s.kinds == term.taxonomy));
    same.then(|| {
        Diagnostic::error(definition.name.span, format!("`{}` is a term already", template.name))
            .help(format!("`X is {}` could mean either; choose another name", template.name))
            .related(term.span, "the term is declared here")
    })
}

fn documented(definition: &ast::Definition) -> model::Definition {
    let parameter = |p: &ast::Parameter| {
        let sorts: Vec<&str> = p.sorts.iter().map(|sort| sort.text.as_str()).collect();
        format!("{}: {}", p.name.text, sorts.join(" | "))
    };
    model::Definition {
        name: definition.name.text.clone(),
        parameters: definition.parameters.iter().map(parameter).collect(),
        doc: definition.doc.as_ref().map(|doc| doc.text.clone()).unwrap_or_default(),
        span: definition.span,
    }
}

/// `name` is no definition that can be used with so many arguments.
pub(super) fn no_definition(name: &ast::Name, context: &Context, arity: usize) -> Diagnostic {
    let fitting = context.definitions.values().filter(|template| template.parameters.len() == arity);
    unknown(name, "definition", fitting.map(|template| template.name.as_str()))
}

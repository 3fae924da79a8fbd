//! Definitions put in place of their names.

use super::{Frame, relocate};
use crate::model::{Formula, Slot};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;
use crate::translate::policy::definition::{Template, no_definition};
use crate::translate::policy::unknown::listed;

impl Frame<'_, '_> {
    /// `name(X, Y)`: the definition's formula, about these variables.
    pub(super) fn apply(&mut self, name: &ast::Name, arguments: &[&ast::Name]) -> Formula {
        let context = self.context;
        let Some(template) = context.definitions.get(&name.text) else {
            if !context.broken.contains_key(&name.text) {
                let told = no_definition(name, context, arguments.len());
                self.diagnostics.push(told);
            }
            return Formula::Constant(false);
        };
        if template.parameters.len() != arguments.len() {
            let told = Diagnostic::error(
                name.span,
                format!(
                    "`{}` is about {}, not {}",
                    name.text,
                    things(template.parameters.len()),
                    arguments.len()
                ),
            )
            .related(template.span, "it is defined here");
            self.diagnostics.push(told);
            return Formula::Constant(false);
        }
        let slots: Option<Vec<Slot>> = arguments
            .iter()
            .enumerate()
            .map(|(place, argument)| self.argument(template, place, argument))
            .collect();
        let fits = self.grow(name.span, template.size, template.depth);
        let (Some(slots), true) = (slots, fits) else { return Formula::Constant(false) };
        let parameters = Slot::try_from(slots.len()).unwrap_or(Slot::MAX);
        let first = self.reserve(template.slots.saturating_sub(parameters));
        relocate(&template.formula, &|slot| match slots.get(slot as usize) {
            Some(argument) => *argument,
            None => first + (slot - parameters),
        })
    }

    /// The slot of an argument whose sorts the parameter takes.
    fn argument(&mut self, template: &Template, place: usize, name: &ast::Name) -> Option<Slot> {
        let found = self.lookup(name)?;
        let (parameter, sorts) = template.parameters.get(place)?;
        let vocabulary = &self.context.vocabulary;
        let names = |id: &crate::model::SortId| vocabulary.sort(*id).map(|sort| sort.name.as_str());
        let strange: Vec<&str> =
            found.sorts.iter().filter(|sort| !sorts.contains(sort)).filter_map(names).collect();
        if strange.is_empty() {
            return Some(found.slot);
        }
        let told = Diagnostic::error(
            name.span,
            format!("`{}` may be a {}, which `{}` is not about", found.name, listed(strange), template.name),
        )
        .help(format!("`{parameter}` may be a {}", listed(sorts.iter().filter_map(names))))
        .related(template.span, "it is defined here");
        self.diagnostics.push(told);
        None
    }
}

fn things(count: usize) -> String {
    match count {
        1 => "one thing".to_owned(),
        n => format!("{n} things"),
    }
}

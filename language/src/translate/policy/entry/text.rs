//! Texts with places to fill: every place must be known.

use crate::model::Text;
use crate::source::Diagnostic;
use crate::syntax::policy::ast::Words;
use crate::syntax::policy::words::{in_name, nearest};
use crate::translate::policy::formula::Frame;
use crate::translate::policy::unknown::listed;

/// A text in which the frame's variables and figures can be named, and some words more.
pub(super) fn text(frame: &mut Frame<'_, '_>, words: &Words, more: &[&str]) -> Text {
    for place in places(&words.text) {
        match place {
            Place::Named(name) => named(frame, words, name, more),
            // Braces with blanks inside are no place.
            Place::Other(shown) if shown.starts_with(char::is_whitespace) => {}
            Place::Other(shown) => {
                let told = Diagnostic::error(words.span, format!("`{{{shown}` is no place to fill"))
                    .help("a place is a name in braces without blanks, `{T}`");
                frame.diagnostics.push(told);
            }
        }
    }
    Text(words.text.clone())
}

/// A clause template: an item of a mandate in which the frame's variables can be named.
pub(super) fn template(frame: &mut Frame<'_, '_>, words: &Words) -> crate::model::Adds {
    for place in places(&words.text) {
        // Braces with blanks inside are details of the clause.
        if let Place::Named(name) = place {
            named(frame, words, name, &["short"]);
        }
    }
    crate::model::Adds { template: words.text.clone(), span: words.span }
}

/// Words in which nothing is filled.
pub(super) fn plain(words: &Words, diagnostics: &mut Vec<Diagnostic>) -> String {
    if let Some(Place::Named(name)) = places(&words.text).next() {
        let told = Diagnostic::error(words.span, format!("`{{{name}}}` is not filled here"))
            .help("places are filled in `because`, `remedy` and `adds` texts");
        diagnostics.push(told);
    }
    words.text.clone()
}

/// A text in which only these words can stand.
pub(super) fn fixed(words: &Words, known: &[&str], diagnostics: &mut Vec<Diagnostic>) -> Text {
    for place in places(&words.text) {
        let (Place::Named(name) | Place::Other(name)) = place;
        if !known.contains(&name) {
            let told = Diagnostic::error(words.span, format!("`{{{name}}}` is no place to fill"))
                .help(format!("places here are {}", listed(known.iter().copied())));
            diagnostics.push(told);
        }
    }
    Text(words.text.clone())
}

fn named(frame: &mut Frame<'_, '_>, words: &Words, name: &str, more: &[&str]) {
    if more.contains(&name) || frame.use_figure(name) || frame.mention(name).is_some() {
        return;
    }
    let context = frame.context;
    if let Some((variable, relation)) = name.split_once('.')
        && let Some(sorts) = frame.mention(variable)
    {
        let known = context.names.relations.get(relation).and_then(|id| context.vocabulary.relation(*id));
        if known.is_some_and(|known| sorts.is_empty() || known.domain.iter().any(|sort| sorts.contains(sort)))
        {
            return;
        }
        let fitting = context.vocabulary.relations.iter();
        let fitting = fitting.filter(|known| known.domain.iter().any(|sort| sorts.contains(sort)));
        let told = Diagnostic::error(words.span, format!("`{variable}` has no `{relation}` to fill in"));
        frame.diagnostics.push(match nearest(relation, fitting.map(|known| known.name.as_str())) {
            Some(near) => told.help(format!("did you mean `{{{variable}.{near}}}`?")),
            None => told.help("after the point stands a relation of the variable's sort"),
        });
        return;
    }
    let told = Diagnostic::error(words.span, format!("`{{{name}}}` is no place to fill"));
    let variables: Vec<&str> =
        frame.variables().chain(frame.figure_names()).chain(more.iter().copied()).collect();
    let told = match nearest(name, variables.iter().copied()) {
        Some(near) => told.help(format!("did you mean `{{{near}}}`?")),
        None if ["has", "needs", "short"].contains(&name) => {
            told.help("no `require` line of this rule is one comparison of numbers")
        }
        None => told.help(format!("places here are {}", listed(variables))),
    };
    frame.diagnostics.push(told);
}

enum Place<'t> {
    /// `{name}`
    Named(&'t str),
    /// A brace that opens something else; what follows, shortened.
    Other(&'t str),
}

/// The places of a text.
fn places(text: &str) -> impl Iterator<Item = Place<'_>> {
    text.split('{').skip(1).map(|after| {
        let end = after.find(|c| !in_name(c)).unwrap_or(after.len());
        let name = after.get(..end).unwrap_or_default();
        match after.get(end..).is_some_and(|rest| rest.starts_with('}')) && !name.is_empty() {
            true => Place::Named(name),
            false => Place::Other(after.split(['}', '\n']).next().unwrap_or_default()),
        }
    })
}

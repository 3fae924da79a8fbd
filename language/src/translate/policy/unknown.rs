//! Words for a name that nobody knows.

use crate::source::{Diagnostic, Span};
use crate::syntax::policy::ast::Name;
use crate::syntax::policy::words::nearest;

/// `name` is no known `what`; the nearest of the candidates is suggested.
pub(super) fn unknown<'n>(
    name: &Name,
    what: &str,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let told = Diagnostic::error(name.span, format!("`{}` is no known {what}", name.text))
        .label(format!("not a known {what}"));
    match nearest(&name.text, candidates) {
        Some(near) => told.help(format!("did you mean `{near}`?")),
        None => told,
    }
}

/// `name` was declared before.
pub(super) fn duplicate(name: &Name, what: &str, first: Span) -> Diagnostic {
    Diagnostic::error(name.span, format!("{what} `{}` is declared twice", name.text))
        .label("declared again")
        .related(first, "declared first here")
}

/// Names for people: `a`, `b` or `c`.
pub(super) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} or {last}", names.join(", ")),
        None => "nothing".to_owned(),
    }
}

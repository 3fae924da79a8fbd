//! A word in the place of an act that is none.

use crate::source::Diagnostic;
use crate::syntax::mandate::ast::Name;
use crate::translate::mandate::act::Parts;
use crate::translate::mandate::builder::Builder;

impl Builder<'_> {
    /// A word in the place of an act, or of what a figure counts, that is none.
    pub(in crate::translate::mandate) fn no_act(&self, name: &Name, parts: &Parts) -> Diagnostic {
        let span = name.place.0;
        let is_clause = parts.label.is_some();
        let example = self.acts(parts).next().unwrap_or_default();
        let known = self.vocabulary.term_named(&name.text).is_some() || self.scope.contains_key(&name.text);
        if known && is_clause {
            return Diagnostic::error(span, format!("`{}` is not something to be done", name.text))
                .label("not an act")
                .help(format!("write the act after the addressee: `… {} to {example}`", name.text));
        }
        if known {
            return Diagnostic::error(span, format!("`{}` is not something that is counted", name.text))
                .label("not counted")
                .help(format!("a figure stands before what it counts, such as `{example}`"));
        }
        let what = if is_clause { "unknown act" } else { "unknown kind" };
        let help = match self.suggest(&name.text, self.acts(parts)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the vocabulary lists what can stand here, such as `{example}`"),
        };
        Diagnostic::error(span, format!("{what} `{}`", name.text)).label("not in the vocabulary").help(help)
    }
}

//! Acceptances: what they are confined to must exist.

use super::builder::Builder;
use crate::model::{Acceptance, AcceptanceScope, Guard};
use crate::source::{Diagnostic, Span};
use crate::syntax::mandate::ast;

impl Builder<'_> {
    pub(super) fn accept(&mut self, acceptance: &ast::Acceptance, guard: Guard, span: Span) {
        let reason = acceptance.reason.text.trim();
        if reason.is_empty() {
            let problem = Diagnostic::error(acceptance.reason.place.0, "accepting a finding needs a reason")
                .label("says nothing")
                .help("the reason is reported with the finding: tell why it is acceptable");
            return self.problem(problem);
        }
        let scope = match &acceptance.scope {
            ast::AcceptanceScope::Everything => AcceptanceScope::Everything,
            ast::AcceptanceScope::Label(label) => {
                self.check_label(label);
                AcceptanceScope::Label(label.text.clone())
            }
            ast::AcceptanceScope::Named(name) => {
                self.check_name(name);
                AcceptanceScope::Named(name.text.clone())
            }
        };
        let code = acceptance.code.text.clone();
        if let Some(first) = self.said_before(format!("accepts {code} {scope:?}"), &guard, span) {
            let problem = Diagnostic::warning(span, format!("`{code}` is accepted twice"))
                .related(first, "accepted here first")
                .help("delete one of the two, or confine them: `accepts CODE at ¶1 because …`");
            self.problem(problem);
        }
        let reason = reason.to_owned();
        self.draft.accepts.push(Acceptance { code, scope, reason, guard, span });
    }

    fn check_label(&mut self, label: &ast::Label) {
        let failed = self.failed_below(&label.text);
        if failed || self.below(&label.text).next().is_some() {
            return;
        }
        let near = self.suggest(&label.text, self.labels.keys().map(String::as_str));
        let help = near.map(|near| format!("did you mean `¶{near}`?")).unwrap_or_default();
        let problem =
            Diagnostic::error(label.place.0, format!("no clause has the paragraph ¶{}", label.text))
                .label("not in this draft")
                .help(help);
        self.problem(problem);
    }

    fn check_name(&mut self, name: &ast::Name) {
        if self.scope.contains_key(&name.text) || self.failed_names.contains(&name.text) {
            return;
        }
        let near = self.suggest(
            &name.text,
            self.scope.keys().map(String::as_str).collect::<std::collections::BTreeSet<_>>().into_iter(),
        );
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`for` names what the situation, the deployment or the draft declares".to_owned(),
        };
        let problem = Diagnostic::error(name.place.0, format!("unknown name `{}`", name.text))
            .label("not known")
            .help(help);
        self.problem(problem);
    }
}

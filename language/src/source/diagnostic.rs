//! What is wrong with a text, said at the place. Rendering is the command line's business.

use super::Span;

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; the text is usable.
    Warning,
    /// The text cannot be used as it stands.
    Error,
}

/// Another place that belongs to a diagnostic: where a name was declared first, say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// The other place.
    pub span: Span,
    /// What it has to do with the matter.
    pub label: String,
}

/// One message about a text: lower case, names in backticks, no type or grammar names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong, in the user's words.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What stands at the place, in a few words ("not a known task").
    pub label: String,
    /// What to do about it; empty where nothing can be said.
    pub help: String,
    /// Other places that matter.
    pub related: Vec<Related>,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Error,
            message: message.into(),
            span,
            label: String::new(),
            help: String::new(),
            related: Vec::new(),
        }
    }

    /// A warning at a place.
    pub fn warning(span: Span, message: impl Into<String>) -> Self {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(span, message) }
    }

    /// Says in a few words what stands at the place.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Points at another place.
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { span, label: label.into() });
        self
    }
}

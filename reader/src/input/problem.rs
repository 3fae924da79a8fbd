//! Why a file cannot be read, before there is a text to point into.

use penholder_language::source::{Diagnostic, FileId, Span};

/// Why a file cannot be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    message: String,
    help: String,
}

impl Problem {
    pub fn new(message: impl Into<String>) -> Problem {
        Problem { message: message.into(), help: String::new() }
    }

    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = help.into();
        self
    }

    /// The text goes on and on.
    pub fn too_long() -> Problem {
        Problem::new("the text has more lines or paragraphs than any resolution has")
            .help("give the resolution alone, without the documents around it")
    }

    /// The problem as a message about a file.
    pub fn at(self, file: FileId) -> Diagnostic {
        Diagnostic::error(Span::new(file, 0, 0), self.message).help(self.help)
    }
}

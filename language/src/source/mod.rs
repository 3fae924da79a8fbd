//! Source texts and places in them: files, spans, diagnostics.

mod diagnostic;
mod file;

pub use diagnostic::{Diagnostic, Related, Severity};
pub use file::{FileId, SourceFile, SourceMap, Span};

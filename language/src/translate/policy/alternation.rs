//! x
pub(super) fn cycles(_: &crate::model::Pack) -> Vec<crate::source::Diagnostic> { Vec::new() }

//! Proposals, and the finding on acceptances that accept nothing.

use super::lines::{Lines, level};
use super::required;
use super::text::{fixed, plain, template};
use crate::model::{Level, Proposal, StaleAcceptance};
use crate::source::Diagnostic;
use crate::syntax::policy::ast::Entry;
use crate::translate::policy::context::Context;
use crate::translate::policy::formula::Frame;
use crate::translate::policy::unknown::unknown;

/// A proposal, resolved.
pub(super) fn proposal(context: &Context, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) -> Proposal {
    let lines = Lines::of(entry, diagnostics);
    let asks = required(entry, lines.asks, "asks", "asks \"…\"", diagnostics);
    let source = required(entry, lines.source, "source", "source \"§6\"", diagnostics);
    required(entry, lines.criteria.first(), "criteria", "criteria P501, P502", diagnostics);
    let mut criteria = Vec::new();
    for code in &lines.criteria {
        match context.rule(code) {
            Some(id) if criteria.contains(&id) => {
                diagnostics.push(Diagnostic::error(code.span, format!("`{}` is listed twice", code.text)));
            }
            Some(id) => criteria.push(id),
            None => {
                diagnostics.push(unknown(
                    code,
                    "rule of this pack",
                    context.rules.keys().map(String::as_str),
                ));
            }
        }
    }
    let asks = asks.map(|words| plain(words, diagnostics)).unwrap_or_default();
    let source = source.map(|words| plain(words, diagnostics)).unwrap_or_default();
    let mut frame = Frame::new(context, diagnostics);
    Proposal {
        code: entry.code.text.clone(),
        name: entry.name.text.clone(),
        asks,
        source,
        criteria,
        adds: lines.adopting.iter().map(|words| template(&mut frame, words)).collect(),
        span: entry.span,
    }
}

/// The finding on stale acceptances.
pub(super) fn stale(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) -> StaleAcceptance {
    let lines = Lines::of(entry, diagnostics);
    let asks = required(entry, lines.asks, "asks", "asks \"…\"", diagnostics);
    let source = required(entry, lines.source, "source", "source \"…\"", diagnostics);
    let named = required(entry, lines.level, "level", "level note", diagnostics);
    let because = required(entry, lines.because, "because", "because \"…\"", diagnostics);
    let remedy = required(entry, lines.remedies.first(), "remedy", "remedy \"…\"", diagnostics);
    StaleAcceptance {
        code: entry.code.text.clone(),
        name: entry.name.text.clone(),
        asks: asks.map(|words| plain(words, diagnostics)).unwrap_or_default(),
        source: source.map(|words| plain(words, diagnostics)).unwrap_or_default(),
        level: named.map_or(Level::Note, |name| level(name, diagnostics)),
        because: because.map(|words| fixed(words, &["code"], diagnostics)).unwrap_or_default(),
        remedy: remedy.map(|remedy| fixed(&remedy.text, &["code"], diagnostics)).unwrap_or_default(),
        span: entry.span,
    }
}

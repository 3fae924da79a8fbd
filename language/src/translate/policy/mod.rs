//! From policy files to a pack: vocabulary first, then definitions, then everything with a code.

pub mod alternation;
mod context;
mod costs;
mod definition;
mod entry;
mod formula;
pub mod mutate;
mod order;
mod unknown;
mod vocabulary;
mod written;

pub use context::Context;
pub use costs::{costs, nearest_name};

use crate::model::Pack;
use crate::source::{Diagnostic, Severity, SourceMap};
use crate::syntax::policy::ast;

/// The pack that some files make up together, in their order, and what is wrong with it. `sources` are the texts
/// that the files' spans point into; the pack keeps them. A pack with an error among its diagnostics is not to
/// be used.
pub fn pack(files: &[ast::File], sources: SourceMap) -> (Pack, Vec<Diagnostic>) {
    let (context, mut pack, diagnostics) = translate(files, sources);
    let Context { vocabulary, sources, .. } = context;
    pack.vocabulary = vocabulary;
    pack.sources = sources;
    finish(pack, diagnostics)
}

/// Like [`pack`], with what is needed to translate single rules again.
pub fn pack_with_context(files: &[ast::File], sources: SourceMap) -> (Context, Pack, Vec<Diagnostic>) {
    let (context, mut pack, diagnostics) = translate(files, sources);
    pack.vocabulary = context.vocabulary.clone();
    pack.sources = context.sources.clone();
    let (pack, diagnostics) = finish(pack, diagnostics);
    (context, pack, diagnostics)
}

/// All but the vocabulary and the sources, which the context holds.
fn translate(files: &[ast::File], sources: SourceMap) -> (Context, Pack, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let (vocabulary, names) = vocabulary::vocabulary(files, &mut diagnostics);
    let mut context = Context::new(vocabulary, names, sources);
    let coded = entry::codes(files, &mut context, &mut diagnostics);
    let definitions = definition::definitions(files, &mut context, &mut diagnostics);
    let costs = costs(files, &context.vocabulary, &mut diagnostics);
    let pack = Pack { definitions, costs, ..entry::entries(files, &coded, &context, &mut diagnostics) };
    (context, pack, diagnostics)
}

/// The checks that need the whole pack; each message once, in the order of the text.
fn finish(pack: Pack, mut diagnostics: Vec<Diagnostic>) -> (Pack, Vec<Diagnostic>) {
    if diagnostics.iter().all(|told| told.severity != Severity::Error) {
        diagnostics.extend(alternation::cycles(&pack));
    }
    diagnostics.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    diagnostics.dedup();
    (pack, diagnostics)
}

//! Everything with a code: rules, dilemmas, proposals, the finding on stale acceptances.

mod axis;
mod blocks;
mod codes;
mod dilemma;
mod excluded;
mod lines;
mod proposal;
mod require;
mod rule;
mod text;

pub(super) use codes::{codes, formulas};
pub(super) use dilemma::dilemma;
pub(super) use rule::rule;

use super::context::Context;
use crate::model::{Family, Overlap, Pack};
use crate::source::Diagnostic;
use crate::syntax::policy::ast::{Entry, EntryKind, File, Item};
use codes::Coded;

/// All of a pack but its vocabulary, definitions and sources.
pub(super) fn entries(
    files: &[File],
    coded: &Coded<'_>,
    context: &Context,
    diagnostics: &mut Vec<Diagnostic>,
) -> Pack {
    let mut pack = Pack::default();
    titles(files, &mut pack, diagnostics);
    pack.overlaps = overlaps(files, context, diagnostics);
    pack.rules = coded.rules.iter().map(|entry| rule(context, entry, diagnostics)).collect();
    pack.dilemmas = coded.of(EntryKind::Dilemma).map(|entry| dilemma(context, entry, diagnostics)).collect();
    pack.proposals =
        coded.of(EntryKind::Proposal).map(|entry| proposal::proposal(context, entry, diagnostics)).collect();
    pack.axes = axis::axes(files, context, diagnostics);
    for entry in coded.of(EntryKind::StaleAcceptance) {
        if let Some(first) = &pack.stale_acceptance {
            let told = Diagnostic::error(entry.code.span, "a pack has one finding on stale acceptances")
                .related(first.span, "the first is here");
            diagnostics.push(told);
            continue;
        }
        pack.stale_acceptance = Some(proposal::stale(entry, diagnostics));
    }
    pack
}

/// The overlaps that are declared; each of its codes is a rule's, and none stands twice.
fn overlaps(files: &[File], context: &Context, diagnostics: &mut Vec<Diagnostic>) -> Vec<Overlap> {
    let mut overlaps = Vec::new();
    for item in files.iter().flat_map(|file| &file.items) {
        let Item::Overlap(overlap) = item else { continue };
        let mut codes: Vec<String> = Vec::new();
        for code in &overlap.codes {
            if context.rule(code).is_none() {
                let known = context.rules.keys().map(String::as_str);
                diagnostics.push(super::unknown::unknown(code, "rule of this pack", known));
            } else if codes.contains(&code.text) {
                diagnostics.push(Diagnostic::error(code.span, format!("`{}` is listed twice", code.text)));
            } else {
                codes.push(code.text.clone());
            }
        }
        if let Some(first) = overlap.codes.first().filter(|_| codes.len() > 1) {
            let because = text::plain(&overlap.because, diagnostics);
            overlaps.push(Overlap { codes, because, span: first.span });
        }
    }
    overlaps
}

/// What the pack and its families are called.
fn titles(files: &[File], pack: &mut Pack, diagnostics: &mut Vec<Diagnostic>) {
    let mut named = None;
    for item in files.iter().flat_map(|file| &file.items) {
        match item {
            Item::Pack(titled) => match named {
                Some(first) => {
                    diagnostics.push(super::unknown::duplicate(&titled.name, "the pack's name", first))
                }
                None => {
                    named = Some(titled.name.span);
                    pack.name.clone_from(&titled.name.text);
                    pack.title.clone_from(&titled.title.text);
                }
            },
            Item::Family(titled) => pack
                .families
                .push(Family { prefix: titled.name.text.clone(), title: titled.title.text.clone() }),
            _ => {}
        }
    }
}

/// The whole of an entry, as it is shown where it is referred to.
fn required<'a, T>(
    entry: &Entry,
    found: Option<&'a T>,
    line: &str,
    example: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'a T> {
    if found.is_none() && !entry.damaged {
        let told = Diagnostic::error(
            entry.code.span,
            format!("{} `{}` has no `{line}` line", entry.kind.word(), entry.code.text),
        )
        .help(format!("write one: `{example}`"));
        diagnostics.push(told);
    }
    found
}

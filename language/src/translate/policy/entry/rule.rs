//! Rules.

use super::blocks::Blocks;
use super::lines::{Lines, level};
use super::require::require;
use super::required;
use super::text::{plain, template, text};
use crate::model::{Block, Ease, Figure, Formula, Level, Need, Remedy, Rule, Variable};
use crate::source::{Diagnostic, Span};
use crate::syntax::policy::ast::{Entry, Name};
use crate::translate::policy::context::Context;
use crate::translate::policy::formula::Frame;
use crate::translate::policy::unknown::unknown;
use crate::translate::policy::written::{balanced, from_line_start};

/// A rule, resolved.
pub(in crate::translate::policy) fn rule(
    context: &Context,
    entry: &Entry,
    diagnostics: &mut Vec<Diagnostic>,
) -> Rule {
    let lines = Lines::of(entry, diagnostics);
    let asks = required(entry, lines.asks, "asks", "asks \"…\"", diagnostics).map(|w| plain(w, diagnostics));
    let source = required(entry, lines.source, "source", "source \"§4; fn 54\"", diagnostics);
    let named = required(entry, lines.level, "level", "level warning", diagnostics);
    let otherwise = named.map_or(Level::Note, |name| level(name, diagnostics));
    let because = required(entry, lines.because, "because", "because \"…\"", diagnostics);
    required(entry, lines.require.first(), "require", "require some SORT X: …", diagnostics);

    let mut frame = Frame::new(context, diagnostics);
    let for_each: Vec<Variable> = lines.for_each.iter().map(|binder| frame.variable(binder, false)).collect();
    let figures = figures(&mut frame, &lines);
    let condition = conjunction(&mut frame, &lines);
    let needs = lines
        .needs
        .iter()
        .map(|needs| Need {
            formula: frame.formula(&needs.formula),
            text: text(&mut frame, &needs.say, &[]).0,
        })
        .collect();
    let require = lines.require.iter().map(|line| require(&mut frame, line, otherwise)).collect::<Vec<_>>();
    let measured = require.iter().any(|line| line.measure.is_some());
    let more: &[&str] = if measured { &["has", "needs", "short", "missing"] } else { &["missing"] };
    let eased = lines
        .eased
        .iter()
        .map(|eased| Ease {
            to: level(&eased.to, frame.diagnostics),
            when: frame.formula(&eased.when),
            because: text(&mut frame, &eased.because, more),
        })
        .collect();
    let because = because.map(|words| text(&mut frame, words, more)).unwrap_or_default();
    let remedies = lines
        .remedies
        .iter()
        .map(|remedy| Remedy {
            text: text(&mut frame, &remedy.text, more),
            adds: remedy.adds.iter().map(|words| template(&mut frame, words)).collect(),
        })
        .collect();
    frame.unused_figures();
    for _ in &for_each {
        frame.unbind(!entry.damaged);
    }
    let slots = frame.slots();
    let mut rule = Rule {
        code: entry.code.text.clone(),
        name: entry.name.text.clone(),
        asks: asks.unwrap_or_default(),
        source: source.map(|words| plain(words, diagnostics)).unwrap_or_default(),
        judgements: lines.judgements.iter().map(|words| plain(words, diagnostics)).collect(),
        for_each,
        condition,
        slots,
        blocks: Vec::new(),
        needs,
        figures,
        require,
        eased,
        because,
        remedies,
        span: entry.span,
        condition_span: condition_span(entry, &lines, context),
    };
    rule.blocks = blocks(&rule, context);
    for name in &lines.without {
        match Block::named(&name.text).filter(|block| rule.blocks.contains(block)) {
            Some(block) => rule.blocks.retain(|needed| *needed != block),
            None => diagnostics.push(needless(name)),
        }
    }
    rule
}

/// A block that a rule does not need anyway, or that is none.
fn needless(name: &Name) -> Diagnostic {
    match Block::named(&name.text) {
        Some(_) => Diagnostic::warning(name.span, format!("this rule does without `{}` anyway", name.text))
            .help("none of its variables stands for something of that block; take it away"),
        None => unknown(name, "block", Block::ALL.map(Block::name)),
    }
}

fn figures(frame: &mut Frame<'_, '_>, lines: &Lines<'_>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for figure in &lines.figures {
        if let Some((terms, constant, unit)) = frame.figure(figure) {
            figures.push(Figure { name: figure.name.text.clone(), terms, constant, unit });
        }
    }
    figures
}

/// All `where` lines hold.
pub(super) fn conjunction(frame: &mut Frame<'_, '_>, lines: &Lines<'_>) -> Formula {
    let mut parts: Vec<Formula> = lines.conditions.iter().map(|formula| frame.formula(formula)).collect();
    match parts.len() {
        0 => Formula::Constant(true),
        1 => parts.swap_remove(0),
        _ => Formula::And(parts),
    }
}

/// The `for each` and `where` lines, and what stands between them; of a rule without any, its code.
fn condition_span(entry: &Entry, lines: &Lines<'_>, context: &Context) -> Span {
    let binders = lines.for_each.iter().map(|binder| binder.span);
    let conditions = lines.conditions.iter().map(|formula| balanced(&context.sources, formula.span()));
    let written = binders.chain(conditions).reduce(Span::join);
    written.map_or(entry.code.span, |span| from_line_start(&context.sources, span))
}

fn blocks(rule: &Rule, context: &Context) -> Vec<Block> {
    let mut blocks = Blocks::new(&context.vocabulary);
    rule.for_each.iter().for_each(|variable| blocks.variable(variable));
    blocks.formula(&rule.condition);
    rule.needs.iter().for_each(|need| blocks.formula(&need.formula));
    rule.figures.iter().for_each(|figure| blocks.terms(&figure.terms));
    for line in &rule.require {
        blocks.formula(&line.formula);
        line.partly.iter().for_each(|partly| blocks.formula(partly));
    }
    rule.eased.iter().for_each(|eased| blocks.formula(&eased.when));
    blocks.found()
}

//! Dilemmas.

use super::blocks::Blocks;
use super::lines::Lines;
use super::required;
use super::rule::conjunction;
use super::text::{plain, text};
use crate::model::{Block, Dilemma, Formula, Horn, Incompatible, Risk, Variable};
use crate::source::Diagnostic;
use crate::syntax::policy::ast;
use crate::translate::policy::context::Context;
use crate::translate::policy::formula::Frame;
use crate::translate::policy::unknown::{duplicate, unknown};

/// A dilemma, resolved.
pub(in crate::translate::policy) fn dilemma(
    context: &Context,
    entry: &ast::Entry,
    diagnostics: &mut Vec<Diagnostic>,
) -> Dilemma {
    let lines = Lines::of(entry, diagnostics);
    let asks = required(entry, lines.asks, "asks", "asks \"…\"", diagnostics);
    let source = required(entry, lines.source, "source", "source \"§5.1\"", diagnostics);
    let because = required(entry, lines.because, "because", "because \"…\"", diagnostics);
    if lines.horns.len() < 2 && !entry.damaged {
        let told = Diagnostic::error(entry.code.span, format!("dilemma `{}` has no choice", entry.code.text))
            .help("write two `horn` lines or more");
        diagnostics.push(told);
    }
    let asks = asks.map(|words| plain(words, diagnostics)).unwrap_or_default();
    let source = source.map(|words| plain(words, diagnostics)).unwrap_or_default();

    let mut frame = Frame::new(context, diagnostics);
    let for_each: Vec<Variable> = lines.for_each.iter().map(|binder| frame.variable(binder, false)).collect();
    let condition = conjunction(&mut frame, &lines);
    let horns = lines.horns.iter().map(|line| horn(&mut frame, line)).collect();
    let incompatible =
        lines.incompatible.iter().flat_map(|line| incompatible(&mut frame, line, &lines.horns)).collect();
    let because = because.map(|words| text(&mut frame, words, &[])).unwrap_or_default();
    for _ in &for_each {
        frame.unbind(!entry.damaged);
    }
    for (place, line) in lines.horns.iter().enumerate() {
        let first = lines.horns.iter().take(place).find(|first| first.name.text == line.name.text);
        frame.diagnostics.extend(first.map(|first| duplicate(&line.name, "horn", first.name.span)));
    }
    let slots = frame.slots();
    let mut dilemma = Dilemma {
        code: entry.code.text.clone(),
        name: entry.name.text.clone(),
        asks,
        source,
        for_each,
        condition,
        slots,
        blocks: Vec::new(),
        horns,
        incompatible,
        because,
        span: entry.span,
    };
    dilemma.blocks = blocks(&dilemma, context);
    dilemma
}

fn horn(frame: &mut Frame<'_, '_>, line: &ast::Horn) -> Horn {
    if line.taken.is_empty() {
        let told =
            Diagnostic::error(line.name.span, format!("when `{}` is taken is missing", line.name.text))
                .help("write `taken when …` inside its braces");
        frame.diagnostics.push(told);
    }
    let mut taken: Vec<Formula> = line.taken.iter().map(|formula| frame.formula(formula)).collect();
    let taken = if taken.len() == 1 { taken.swap_remove(0) } else { Formula::Or(taken) };
    let risks = line
        .risks
        .iter()
        .map(|risk| Risk {
            name: risk.name.text.clone(),
            text: text(frame, &risk.text, &[]).0,
            mitigated: risk
                .mitigated
                .as_ref()
                .map_or(Formula::Constant(false), |formula| frame.formula(formula)),
        })
        .collect();
    let title = text(frame, &line.title, &[]).0;
    Horn { name: line.name.text.clone(), title, taken, risks, span: line.span }
}

/// Each two of the horns named.
fn incompatible(
    frame: &mut Frame<'_, '_>,
    line: &ast::Incompatible,
    horns: &[&ast::Horn],
) -> Vec<Incompatible> {
    let mut places: Vec<u32> = Vec::new();
    for name in &line.horns {
        let place = (0..).zip(horns).find(|(_, horn)| horn.name.text == name.text).map(|(place, _)| place);
        match place {
            Some(place) if places.contains(&place) => {
                let told = Diagnostic::error(name.span, format!("`{}` is listed twice", name.text));
                frame.diagnostics.push(told);
            }
            Some(place) => places.push(place),
            None => {
                let names = horns.iter().map(|horn| horn.name.text.as_str());
                frame.diagnostics.push(unknown(name, "horn of this dilemma", names));
            }
        }
    }
    let because = text(frame, &line.because, &[]).0;
    let mut pairs = Vec::new();
    for (i, one) in places.iter().enumerate() {
        for other in places.iter().skip(i + 1) {
            let unless =
                line.unless.as_ref().map_or(Formula::Constant(false), |formula| frame.formula(formula));
            pairs.push(Incompatible { horns: (*one, *other), unless, because: because.clone() });
        }
    }
    pairs
}

fn blocks(dilemma: &Dilemma, context: &Context) -> Vec<Block> {
    let mut blocks = Blocks::new(&context.vocabulary);
    dilemma.for_each.iter().for_each(|variable| blocks.variable(variable));
    blocks.formula(&dilemma.condition);
    for horn in &dilemma.horns {
        blocks.formula(&horn.taken);
        horn.risks.iter().for_each(|risk| blocks.formula(&risk.mitigated));
    }
    dilemma.incompatible.iter().for_each(|pair| blocks.formula(&pair.unless));
    blocks.found()
}

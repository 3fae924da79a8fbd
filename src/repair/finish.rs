//! Candidates made outright in the text: read again, judged again.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::source::{FileId, Severity};
use penholder_language::syntax::mandate::ast::{Block, Entry, Node};
use penholder_language::syntax::mandate::{entry_text, parse, print};
use penholder_language::translate::mandate::{Selection, drafts};

use super::candidate::{Edit, Target};
use super::edit::{edited, tidy};
use super::gather::{may_be, open, open_keys};
use super::outcome::{Changed, Repair};
use super::resolve::Decided;
use super::space::Offer;
use super::{Base, Options, Trouble};
use crate::amend::{Labels, anchor, insert, relabel};
use crate::evaluate::Reading;
use crate::findings::{Report, judge};

/// The draft with the chosen changes made, or `None` where it does not keep its promise: something is left open at the
/// level, or is open that was not.
pub(super) fn finished(
    base: &Base<'_>,
    options: &Options,
    before: &Report,
    offers: &[Offer],
    chosen: &BTreeSet<usize>,
) -> Result<Option<Repair>, Trouble> {
    let chosen: Vec<&Offer> = chosen.iter().filter_map(|place| offers.get(*place)).collect();
    let (block, changes, names) = changed(base, &chosen);
    let text = print(&base.with_block(block));
    let (file, problems) = parse(FileId(u32::MAX), &text);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Ok(None);
    }
    let (found, problems) = drafts(&file, base.around, &Selection::default(), &base.pack.vocabulary);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Ok(None);
    }
    let Some(draft) = found.into_iter().nth(base.number) else { return Ok(None) };
    let after = judge(base.pack, &draft, &Reading::default()).map_err(Trouble::Overflow)?;
    let (were, are) = (open_keys(before), open_keys(&after));
    let kept = are.iter().all(|(key, level)| Some(*level) <= may_be(were.get(key).copied(), options.level));
    if !kept || open(&after, options.level).next().is_some() {
        return Ok(None);
    }
    let closed = were.iter().filter(|(key, _)| !are.contains_key(*key));
    let closed =
        closed.map(|((code, subjects), level)| ((*code).to_owned(), subjects.join(", "), *level)).collect();
    let cost = chosen.iter().try_fold(0_i64, |sum, offer| sum.checked_add(offer.candidate.cost));
    let repair = Repair { changes, cost: cost.ok_or(Trouble::Costs)?, text, closed, names };
    Ok(Some(repair))
}

/// The block with the changes made, and each change with its paragraph.
fn changed(base: &Base<'_>, chosen: &[&Offer]) -> (Block, Vec<Changed>, BTreeMap<String, String>) {
    let mut block = base.block().clone();
    let mut changes: BTreeMap<usize, Changed> = BTreeMap::new();
    let mut struck: BTreeSet<usize> = BTreeSet::new();
    for (place, offer) in chosen.iter().enumerate() {
        let entry = match &offer.candidate.edit {
            Edit::Verb { entry, .. } | Edit::Value { entry, .. } | Edit::Figure { entry, .. } => *entry,
            Edit::Strike { entry } => {
                struck.insert(*entry);
                *entry
            }
            Edit::Specify { of: Target::Own(entry), .. } => *entry,
            Edit::Specify { .. } | Edit::Add { .. } | Edit::Choose { .. } => continue,
        };
        let Some(cell) = block.entries.get_mut(entry) else { continue };
        *cell = edited(cell, &offer.candidate.edit);
        let before = base.block().entries.get(entry).map(entry_text).unwrap_or_default();
        changes.insert(place, Changed { label: label(cell), before, after: String::new(), ..told(offer) });
    }
    block.entries.iter_mut().for_each(tidy);
    for (place, change) in &mut changes {
        let edit = chosen.get(*place).map(|offer| &offer.candidate.edit);
        if let Some(
            Edit::Verb { entry, .. }
            | Edit::Value { entry, .. }
            | Edit::Figure { entry, .. }
            | Edit::Specify { of: Target::Own(entry), .. },
        ) = edit
        {
            change.after = block.entries.get(*entry).map(entry_text).unwrap_or_default();
        }
    }
    strike(&mut block, &struck);
    for (place, offer) in chosen.iter().enumerate() {
        let Edit::Choose { choice, option } = &offer.candidate.edit else { continue };
        let Some(known) = base.draft.choices.iter().find(|known| known.name == *choice) else { continue };
        Decided { name: choice, span: known.span, option: *option as usize }.in_block(&mut block);
        let first = known.options.first().map(|option| option.text.clone()).unwrap_or_default();
        let change = Changed {
            label: choice.clone(),
            before: first,
            after: offer.candidate.text.clone(),
            ..told(offer)
        };
        changes.insert(place, change);
    }
    let (entries, names) = labelled(&block, chosen);
    for (place, label, mut entry) in entries {
        let Some(offer) = chosen.get(place) else { continue };
        let Edit::Add { clause } = &offer.candidate.edit else { continue };
        let before = entry_text(&entry);
        for (more, offer) in chosen.iter().enumerate() {
            let edit = &offer.candidate.edit;
            if matches!(edit, Edit::Specify { of: Target::PutIn(of), .. } if of == clause) {
                entry = edited(&entry, edit);
                let (label, before, after) = (label.clone(), before.clone(), entry_text(&entry));
                changes.insert(more, Changed { label, before, after, ..told(offer) });
            }
        }
        let after = entry_text(&entry);
        insert(&mut block, &label, entry);
        changes.insert(place, Changed { label, before: String::new(), after, ..told(offer) });
    }
    let mut changes: Vec<Changed> = changes.into_values().collect();
    for change in &mut changes {
        change.prose = called(&change.candidate.prose, &names);
    }
    changes.sort_by(|a, b| crate::findings::natural(&a.label, &b.label).then_with(|| a.after.cmp(&b.after)));
    (block, changes, names)
}

fn told(offer: &Offer) -> Changed {
    Changed {
        candidate: offer.candidate.clone(),
        label: String::new(),
        before: String::new(),
        after: String::new(),
        prose: String::new(),
        closes: Vec::new(),
    }
}

/// A text in which the paragraphs that were put in are called as they are in the end.
fn called(text: &str, names: &BTreeMap<String, String>) -> String {
    let mut parts = text.split('¶');
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let of_label = |c: &char| c.is_alphanumeric() || matches!(c, '(' | ')');
        let whole: String = part.chars().take_while(of_label).collect();
        // The bracket that closes may be the sentence's.
        let label =
            [whole.as_str(), whole.trim_end_matches(')')].into_iter().find(|own| names.contains_key(*own));
        told.push('¶');
        match label.and_then(|label| Some((names.get(label)?, part.strip_prefix(label)?))) {
            Some((name, rest)) => {
                told.push_str(name);
                told.push_str(rest);
            }
            None => told.push_str(part),
        }
    }
    told
}

fn label(entry: &Entry) -> String {
    match &entry.node {
        Node::Clause(clause) => clause.label.text.clone(),
        _ => String::new(),
    }
}

/// Takes entries out; the comments before them stay.
fn strike(block: &mut Block, struck: &BTreeSet<usize>) {
    let entries = std::mem::take(&mut block.entries);
    let mut left = Vec::new();
    for (place, mut entry) in entries.into_iter().enumerate() {
        if struck.contains(&place) {
            left.append(&mut entry.trivia.leading);
        } else {
            left.append(&mut entry.trivia.leading);
            entry.trivia.leading = std::mem::take(&mut left);
            block.entries.push(entry);
        }
    }
    left.append(&mut block.tail);
    block.tail = left;
}

/// A chosen candidate by its place, the label that it gets, and its clause.
type Labelled = (usize, String, Entry);

/// The clauses put in, with labels that follow each other: first those that stand by themselves or for a clause of the
/// draft, then those for clauses put in.
fn labelled(block: &Block, chosen: &[&Offer]) -> (Vec<Labelled>, BTreeMap<String, String>) {
    let mut labels = Labels::new(block);
    let mut open: Vec<(usize, &String, &Entry)> = chosen
        .iter()
        .enumerate()
        .filter_map(|(place, offer)| offer.entry.as_ref().map(|(label, entry)| (place, label, entry)))
        .collect();
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let mut done = Vec::with_capacity(open.len());
    while !open.is_empty() {
        let waiting: BTreeSet<&String> = open.iter().map(|(_, label, _)| *label).collect();
        let ready = |entry: &Entry| anchor(entry).is_none_or(|anchor| !waiting.contains(&anchor));
        let (mut now, later): (Vec<_>, Vec<_>) = open.iter().copied().partition(|(_, _, entry)| ready(entry));
        if now.is_empty() {
            // A circle of references cannot come from templates; nothing is lost if it does.
            now.clone_from(&open);
        }
        let later = if now.len() == open.len() { Vec::new() } else { later };
        let anchors: Vec<Option<String>> = now
            .iter()
            .map(|(_, _, entry)| anchor(entry).map(|anchor| names.get(&anchor).cloned().unwrap_or(anchor)))
            .collect();
        for ((place, old, entry), new) in now.into_iter().zip(labels.fresh(&anchors)) {
            names.insert(old.clone(), new.clone());
            done.push((place, new, entry.clone()));
        }
        open = later;
    }
    for (_, _, entry) in &mut done {
        relabel(std::slice::from_mut(entry), &names);
    }
    (done, names)
}

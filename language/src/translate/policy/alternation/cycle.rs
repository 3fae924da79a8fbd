//! Cycles of the graph, shown.

use std::collections::{BTreeMap, VecDeque};

use super::{Edge, edges};
use crate::model::{Pack, SortId};
use crate::source::Diagnostic;

/// An error for each cycle, with the rules that draw it: the shortest through each sort that is on one, each
/// sort once.
pub fn cycles(pack: &Pack) -> Vec<Diagnostic> {
    let edges = edges(pack);
    let mut from: BTreeMap<SortId, Vec<&Edge>> = BTreeMap::new();
    for edge in &edges {
        from.entry(edge.from).or_default().push(edge);
    }
    let mut found: Vec<Vec<&Edge>> = from.keys().filter_map(|sort| shortest(*sort, &from)).collect();
    found.sort_by_key(Vec::len);
    let mut told: Vec<SortId> = Vec::new();
    let mut diagnostics = Vec::new();
    for cycle in found {
        if cycle.iter().any(|edge| told.contains(&edge.from)) {
            continue;
        }
        told.extend(cycle.iter().map(|edge| edge.from));
        diagnostics.extend(shown(&cycle, pack));
    }
    diagnostics
}

/// The shortest way from a sort back to itself.
fn shortest<'e>(start: SortId, from: &BTreeMap<SortId, Vec<&'e Edge>>) -> Option<Vec<&'e Edge>> {
    let mut came: BTreeMap<SortId, &Edge> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(at) = waiting.pop_front() {
        for edge in from.get(&at).into_iter().flatten() {
            if came.contains_key(&edge.to) {
                continue;
            }
            came.insert(edge.to, edge);
            if edge.to == start {
                return Some(back(start, &came));
            }
            waiting.push_back(edge.to);
        }
    }
    None
}

/// The edges by which a way came back to where it began.
fn back<'e>(start: SortId, came: &BTreeMap<SortId, &'e Edge>) -> Vec<&'e Edge> {
    let mut path = Vec::new();
    let mut at = start;
    while let Some(edge) = came.get(&at) {
        path.push(*edge);
        at = edge.from;
        if at == start {
            break;
        }
    }
    path.reverse();
    path
}

fn shown(cycle: &[&Edge], pack: &Pack) -> Option<Diagnostic> {
    let name = |id: SortId| pack.vocabulary.sort(id).map_or("", |sort| sort.name.as_str());
    let first = cycle.first()?;
    let mut path: Vec<&str> = cycle.iter().map(|edge| name(edge.from)).collect();
    path.push(name(first.from));
    let path = path.join(" → ");
    let mut told = Diagnostic::error(first.span, format!("quantifiers alternate in a cycle: `{path}`"))
        .label(format!("in `{}`", first.code))
        .help(
            "a `some` that mentions the variable of an `every` or a `for each` (or, where it is denied or stands in a \
             `where`, an `every` or `no` that mentions it) draws such an edge; turn one of them around, or say it with \
             a relation instead of a quantifier",
        );
    for edge in cycle {
        let (from, to) = (name(edge.from), name(edge.to));
        told = told.related(edge.span, format!("`{}` draws `{from} → {to}`", edge.code));
    }
    Some(told)
}

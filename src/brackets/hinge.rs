//! What hinges on which brackets: for each thing that readings differ in, every bracket that can change it, and in how
//! many readings of the others it does. Worked out in full over the brackets that it depends on.

use std::collections::{BTreeMap, BTreeSet};

use penholder_language::model::ChoiceId;

use super::space::{Space, count};
use crate::evaluate::{Dimension, GateId, Gates, LANES, Lanes, numbers};

/// What depends on more readings than this is not worked out.
const MOST: u128 = 1 << 16;

/// So many different states are told of an option.
const STATES: usize = 6;

/// What something comes to with one option of a bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The option.
    pub option: u32,
    /// The states that it can have then; one, if the bracket alone decides.
    pub(super) codes: BTreeSet<u64>,
    /// These in words.
    pub states: Vec<String>,
}

/// A bracket on which something hinges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lever {
    /// The bracket, by its place in the draft.
    pub choice: usize,
    /// In so many readings of the other brackets it makes a difference …
    pub flips: u64,
    /// … of so many in which it is there.
    pub of: u64,
    /// What comes of each option.
    pub outcomes: Vec<Outcome>,
}

/// On what something hinges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hinge {
    /// These brackets, most influential first; none: it is the same in every reading.
    On(Vec<Lever>),
    /// At most these brackets, by their place; too many to go through.
    AtMost(Vec<usize>),
}

impl Hinge {
    /// The brackets, by their place.
    pub fn choices(&self) -> Vec<usize> {
        let mut choices = match self {
            Hinge::On(levers) => levers.iter().map(|lever| lever.choice).collect(),
            Hinge::AtMost(choices) => choices.clone(),
        };
        choices.sort_unstable();
        choices
    }

    /// The bracket that decides it by itself.
    pub fn alone(&self) -> Option<&Lever> {
        match self {
            Hinge::On(levers) => levers.first().filter(|_| levers.len() == 1),
            Hinge::AtMost(_) => None,
        }
    }
}

/// On what each of some things hinges; each is told by up to 64 gates.
pub(super) fn hinges(gates: &Gates, space: &Space, things: &[Vec<GateId>]) -> Vec<Hinge> {
    let all: Vec<GateId> = things.iter().flatten().copied().collect();
    let mut depends = gates.depends(&all).into_iter();
    let supports: Vec<BTreeSet<usize>> = things
        .iter()
        .map(|thing| {
            let own = depends.by_ref().take(thing.len()).flatten();
            closed(space, own.filter_map(|choice| space.place(choice)).collect())
        })
        .collect();
    let mut by_support: BTreeMap<&BTreeSet<usize>, Vec<usize>> = BTreeMap::new();
    for (thing, support) in supports.iter().enumerate() {
        by_support.entry(support).or_default().push(thing);
    }
    let mut hinges: Vec<Hinge> = vec![Hinge::On(Vec::new()); things.len()];
    for (support, members) in by_support {
        let dimensions: Vec<Dimension> =
            support.iter().filter_map(|place| space.dimensions.get(*place)).cloned().collect();
        let raw = dimensions.iter().fold(1_u128, |p, d| p.saturating_mul(u128::from(d.options)));
        for few in members.chunks(16) {
            let own: Vec<&[GateId]> =
                few.iter().filter_map(|thing| things.get(*thing)).map(Vec::as_slice).collect();
            let found = if raw <= MOST && count(&dimensions).number() <= MOST {
                worked_out(gates, &dimensions, raw as usize, &own)
            } else {
                let places = dimensions.iter().map(|d| d.choice.index()).collect();
                vec![Hinge::AtMost(places); own.len()]
            };
            for (thing, hinge) in few.iter().zip(found) {
                if let Some(slot) = hinges.get_mut(*thing) {
                    *slot = hinge;
                }
            }
        }
    }
    hinges
}

/// With a bracket, those inside which it stands: they say whether it is there.
fn closed(space: &Space, mut support: BTreeSet<usize>) -> BTreeSet<usize> {
    let nestings = space.nestings();
    // All that stands around a bracket is told of it directly: one round is enough.
    let around: Vec<usize> =
        nestings.iter().filter(|(inner, _)| support.contains(inner)).map(|(_, outer)| *outer).collect();
    support.extend(around);
    support
}

/// The place of each reading in a table, and the way from an option to the next.
struct Table<'d> {
    dimensions: &'d [Dimension],
    strides: Vec<usize>,
    size: usize,
}

impl Table<'_> {
    fn digit(&self, index: usize, place: usize) -> u32 {
        let options = self.dimensions.get(place).map_or(1, |d| d.options as usize);
        let stride = self.strides.get(place).copied().unwrap_or(1);
        (index / stride % options) as u32
    }

    /// The bracket is there, as far as others than `but` are concerned.
    fn is_there(&self, index: usize, place: usize, but: usize) -> bool {
        let takes = |choice: ChoiceId, option: u32| {
            let outer = self.dimensions.iter().position(|d| d.choice == choice);
            outer.is_none_or(|outer| outer == but || self.digit(index, outer) == option)
        };
        let within = self.dimensions.get(place).map_or(&[][..], |d| &d.within);
        within.iter().all(|(choice, option)| takes(*choice, *option))
    }

    /// What the others take is a reading with some option of the bracket, and the bracket is there.
    fn is_context(&self, index: usize, place: usize) -> bool {
        let fine = |other: usize| {
            other == place || self.digit(index, other) == 0 || self.is_there(index, other, place)
        };
        self.digit(index, place) == 0
            && self.is_there(index, place, place)
            && (0..self.dimensions.len()).all(fine)
    }
}

fn worked_out(gates: &Gates, dimensions: &[Dimension], size: usize, things: &[&[GateId]]) -> Vec<Hinge> {
    let mut strides = Vec::with_capacity(dimensions.len());
    let mut stride = 1;
    for dimension in dimensions {
        strides.push(stride);
        stride *= dimension.options as usize;
    }
    let table = Table { dimensions, strides, size };
    let codes = codes(gates, &table, things);
    codes.iter().map(|codes| Hinge::On(levers(&table, codes))).collect()
}

/// What each thing comes to, reading by reading.
fn codes(gates: &Gates, table: &Table<'_>, things: &[&[GateId]]) -> Vec<Vec<u64>> {
    let outputs: Vec<GateId> = things.iter().flat_map(|gates| gates.iter().take(64)).copied().collect();
    let mut lanes = Lanes::new(gates, table.dimensions, &outputs);
    let mut codes = vec![vec![0_u64; table.size]; things.len()];
    let mut values = [0; LANES];
    lanes.run(&mut |block| {
        let index = |lane: usize| {
            let digits = (0..table.dimensions.len()).map(|place| block.taken(place, lane) as usize);
            digits.zip(&table.strides).map(|(digit, stride)| digit * stride).sum::<usize>()
        };
        let places: Vec<usize> = (0..block.lanes()).map(index).collect();
        let mut from = 0;
        for (gates, codes) in things.iter().zip(&mut codes) {
            let width = gates.len().min(64);
            let bits: Vec<_> = (from..from + width).map(|output| block.output(output)).collect();
            numbers(&bits, &mut values);
            for (place, value) in places.iter().zip(&values) {
                if let Some(code) = codes.get_mut(*place) {
                    *code = *value;
                }
            }
            from += width;
        }
    });
    codes
}

/// The brackets that make a difference to a table of codes.
fn levers(table: &Table<'_>, codes: &[u64]) -> Vec<Lever> {
    let code = |index: usize| codes.get(index).copied().unwrap_or(0);
    let mut levers = Vec::new();
    if codes.iter().all(|other| *other == code(0)) {
        return levers;
    }
    for (place, (dimension, stride)) in table.dimensions.iter().zip(&table.strides).enumerate() {
        let (mut flips, mut of) = (0, 0);
        let mut outcomes: Vec<Outcome> = (0..dimension.options)
            .map(|option| Outcome { option, codes: BTreeSet::new(), states: Vec::new() })
            .collect();
        for index in (0..table.size).filter(|index| table.is_context(*index, place)) {
            let own: Vec<u64> =
                (0..dimension.options as usize).map(|option| code(index + option * stride)).collect();
            of += 1;
            flips += u64::from(own.windows(2).any(|pair| pair.first() != pair.last()));
            for (outcome, code) in outcomes.iter_mut().zip(own) {
                if outcome.codes.len() < STATES {
                    outcome.codes.insert(code);
                }
            }
        }
        if flips > 0 {
            levers.push(Lever { choice: dimension.choice.index(), flips, of, outcomes });
        }
    }
    levers.sort_by(|a, b| {
        let (x, y) = (u128::from(a.flips) * u128::from(b.of), u128::from(b.flips) * u128::from(a.of));
        y.cmp(&x).then_with(|| a.choice.cmp(&b.choice))
    });
    levers
}

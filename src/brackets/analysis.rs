//! The analysis of a bracketed draft, put together.

use std::collections::HashMap;

use penholder_language::model::{ChoiceId, Draft, Pack, Scale};
use penholder_language::source::Span;

use super::Tally;
use super::combine::both;
use super::delegations::{Agreement, Delegation, Settlement, Wishes};
use super::explore::{Cheapest, Explored, explore};
use super::groups::groups;
use super::hinge::{Hinge, hinges};
use super::layout::{Layout, Members, alternatives};
use super::rows::{Row, rows, things};
use super::space::{Count, Space, Taken, count, taken};
use super::subject::{AxisGates, FindingGates, Subject};
use crate::evaluate::{Dimension, GateId, Lanes, Overflow};

/// Readings that are gone through in no time.
const QUICK: u128 = 1 << 12;

/// What is gone through at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Readings of a draft, or of a group of brackets.
    pub readings: u128,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { readings: 1 << 24 }
    }
}

/// An option of a bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionInfo {
    /// Its text in short; empty where it says nothing.
    pub text: String,
    /// Who proposes it.
    pub proponents: Vec<String>,
    /// The fewest and lightest findings that can be had with it; `None` where that was not worked out, or it cannot be
    /// taken.
    pub best: Option<Tally>,
}

/// A bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketInfo {
    /// Its name.
    pub name: String,
    /// Its options.
    pub options: Vec<OptionInfo>,
    /// The brackets around it, by their place, with the options in which it stands.
    pub within: Vec<(usize, u32)>,
    /// The option to which it is pinned.
    pub pinned: Option<u32>,
    /// It is not there, because of what is pinned.
    pub gone: bool,
    /// Where it is written.
    pub span: Span,
}

/// An axis of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AxisInfo {
    /// Its name.
    pub name: String,
    /// What it means.
    pub doc: String,
    /// What it counts; empty for levels.
    pub unit: String,
    /// Its terms, weakest first; empty for numbers. A value of `n` is the `n`-th of them, 0 none.
    pub levels: Vec<String>,
}

/// A reading, or several that come to the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// Its findings.
    pub tally: Tally,
    /// Its place on each axis.
    pub axes: Vec<i64>,
    /// How many readings come to the same (of the front: the same errors, warnings and axes).
    pub readings: u128,
    /// What the one that changes least of the text takes.
    pub taken: Taken,
}

/// All readings of a draft, weighed.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Name of the mandate.
    pub mandate: String,
    /// Its document symbol.
    pub symbol: String,
    /// The brackets, in the order of the draft.
    pub brackets: Vec<BracketInfo>,
    /// What readings are weighed by besides findings.
    pub axes: Vec<AxisInfo>,
    /// How many readings there are, with what is pinned.
    pub readings: Count,
    /// How many are gone through at most.
    pub limit: u128,
    /// Brackets that have nothing to do with those of other groups, by their place.
    pub groups: Vec<Vec<usize>>,
    /// There are too many readings to go through: each group was gone through by itself.
    pub factored: bool,
    /// Groups with too many readings, by their place; where there are some, nothing is known of the whole.
    pub too_large: Vec<usize>,
    /// The text as it stands: the first option of each bracket.
    pub as_it_stands: Weighed,
    /// Findings that no bracket changes.
    pub always: Tally,
    /// Readings with the fewest and lightest findings, best first.
    pub best: Vec<Weighed>,
    /// The trade-off front over errors, warnings and axes.
    pub front: Vec<Weighed>,
    /// There are more points on the front than were kept.
    pub front_cut: bool,
    /// What readings differ in, and on which brackets it hinges.
    pub rows: Vec<Row>,
    /// Who proposes what.
    pub delegations: Vec<Delegation>,
    /// Bracket by bracket, who would have what.
    pub agreements: Vec<Agreement>,
    /// The reading that costs all delegations together least, with the fewest and lightest findings.
    pub least: Option<Settlement>,
    /// The one that costs whoever concedes most least; not worked out group by group.
    pub fairest: Option<Settlement>,
    /// Nodes of the circuit, and gates made of it.
    pub size: (usize, usize),
}

/// Weighs all readings of a draft, some of its brackets pinned. The draft must be resolved against the pack's vocabulary.
///
/// # Errors
/// [`Overflow`] where figures leave 64 bits.
pub fn analyse(
    pack: &Pack,
    draft: &Draft,
    pins: &[(ChoiceId, u32)],
    limits: Limits,
) -> Result<Analysis, Overflow> {
    let space = Space::new(&draft.choices, pins);
    let mut subject = Subject::new(pack, draft, &space)?;
    let things = things(&mut subject);
    let hinges = hinges(&subject.gates, &space, &things);
    let wishes = Wishes::of(&draft.choices);
    let readings = space.count();
    let independent = groups(&subject, &space, &hinges);
    let fits = readings.fits(limits.readings);
    let everything = vec![(0..space.dimensions.len()).collect::<Vec<usize>>()];
    let used = if fits || independent.is_empty() { everything } else { packed(&space, &independent, limits) };
    let used = &used;

    let (whole, too_large) = gone_through(&mut subject, &space, &wishes, &hinges, used, limits);
    let order: Vec<ChoiceId> =
        used.iter().flatten().filter_map(|place| space.dimensions.get(*place)).map(|d| d.choice).collect();
    let found = Found { draft, space: &space, subject: &subject, wishes: &wishes, order: &order };
    let first = space.reading(&[]);
    let always = always(&subject, &hinges, &first);
    let explored = whole.as_ref();
    let place = |dimension: &usize| space.dimensions.get(*dimension).map(|d| d.choice.index());
    Ok(Analysis {
        mandate: draft.name.clone(),
        symbol: draft.symbol.clone(),
        brackets: found.brackets(explored),
        axes: axes(pack),
        readings: explored.map_or(readings, |explored| match readings {
            Count::MoreThan(_) if explored.readings == u128::MAX => readings,
            _ => Count::Exactly(explored.readings),
        }),
        limit: limits.readings,
        groups: independent.iter().map(|group| group.iter().filter_map(place).collect()).collect(),
        factored: !fits,
        too_large: too_large
            .iter()
            .filter_map(|place| independent.iter().position(|group| used.get(*place) == Some(group)))
            .collect(),
        as_it_stands: found.weighed(&first, 1),
        always,
        best: explored
            .map(|e| e.classes.iter().map(|class| found.sample(&class.sample, class.readings)).collect())
            .unwrap_or_default(),
        front: explored
            .map(|e| e.front.iter().map(|point| found.sample(&point.sample, point.readings)).collect())
            .unwrap_or_default(),
        front_cut: explored.is_some_and(|explored| explored.cut),
        rows: rows(pack, &subject, hinges),
        delegations: found.delegations(explored),
        agreements: wishes.agreements(&draft.choices),
        least: explored.and_then(|e| e.least.as_ref()).map(|cheapest| found.settlement(cheapest)),
        fairest: explored.and_then(|e| e.fairest.as_ref()).map(|cheapest| found.settlement(cheapest)),
        size: (subject.nodes, subject.gates.gates().len()),
    })
}

/// Puts small groups together, as long as they are quick to go through: thousands of groups would take their time.
fn packed(space: &Space, groups: &[Vec<usize>], limits: Limits) -> Vec<Vec<usize>> {
    let room = limits.readings.min(QUICK);
    let number = |group: &[usize]| {
        let dimensions: Vec<Dimension> =
            group.iter().filter_map(|place| space.dimensions.get(*place)).cloned().collect();
        count(&dimensions)
    };
    let mut packed: Vec<Vec<usize>> = Vec::new();
    let mut left = 0;
    for group in groups {
        let own = number(group);
        match packed.last_mut() {
            Some(last) if own.fits(left) => {
                last.extend(group);
                left /= own.number().max(1);
            }
            _ => {
                packed.push(group.clone());
                left = if own.fits(room) { room / own.number().max(1) } else { 0 };
            }
        }
    }
    packed
}

/// Goes through the readings of each group; gives what they come to together, or the groups that are too large.
fn gone_through(
    subject: &mut Subject,
    space: &Space,
    wishes: &Wishes,
    hinges: &[Hinge],
    groups: &[Vec<usize>],
    limits: Limits,
) -> (Option<Explored>, Vec<usize>) {
    let there = subject.there.clone();
    let concessions = wishes.concessions(&mut subject.gates, &there);
    let owners = owners(subject, space, hinges, &concessions, groups);
    let mut whole: Option<Explored> = None;
    let mut too_large = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let dimensions: Vec<Dimension> =
            group.iter().filter_map(|dimension| space.dimensions.get(*dimension)).cloned().collect();
        let fits = count(&dimensions).fits(limits.readings);
        let owns = |gate: GateId| owners.get(&gate) == Some(&place);
        let own = |gates: &Vec<GateId>| -> Vec<GateId> {
            // What is conceded in every reading is counted once.
            let counts = |gate: &&GateId| owns(**gate) || (**gate == GateId::TRUE && place == 0);
            gates.iter().filter(counts).copied().collect()
        };
        let members = Members {
            choices: dimensions.iter().map(|d| d.choice).collect(),
            owns: &owns,
            concessions: concessions.iter().map(own).collect(),
        };
        let layout = if fits { Layout::new(subject, &members) } else { None };
        let Some(layout) = layout else {
            too_large.push(place);
            continue;
        };
        let mut lanes = Lanes::new(&subject.gates, &dimensions, &layout.outputs);
        let explored = explore(&mut lanes, &dimensions, &layout);
        whole = Some(match whole {
            Some(sofar) => both(&sofar, &explored, &subject.axes),
            None => explored,
        });
    }
    if too_large.is_empty() { (whole, too_large) } else { (None, too_large) }
}

/// To which group each gate belongs that is counted.
fn owners(
    subject: &Subject,
    space: &Space,
    hinges: &[Hinge],
    concessions: &[Vec<GateId>],
    groups: &[Vec<usize>],
) -> HashMap<GateId, usize> {
    let mut group_of = HashMap::new();
    for (group, dimensions) in groups.iter().enumerate() {
        let choices = dimensions.iter().filter_map(|place| space.dimensions.get(*place));
        group_of.extend(choices.map(|dimension| (dimension.choice.index(), group)));
    }
    let mut owners = HashMap::new();
    for (finding, hinge) in subject.findings.iter().zip(hinges) {
        // What no bracket changes is counted where it does no harm.
        let first = hinge.choices().first().copied();
        let group = first.and_then(|choice| group_of.get(&choice)).copied().unwrap_or(0);
        for gate in [finding.error(), finding.warning(), finding.note()] {
            if gate.constant().is_none() {
                owners.insert(gate, group);
            }
        }
    }
    let mut others: Vec<GateId> = concessions.iter().flatten().copied().collect();
    others.extend(parts(subject));
    others.retain(|gate| gate.constant().is_none());
    for (gate, choices) in others.iter().zip(subject.gates.depends(&others)) {
        let group = choices.iter().find_map(|choice| group_of.get(&choice.index()));
        owners.entry(*gate).or_insert(group.copied().unwrap_or(0));
    }
    owners
}

/// The gates of which the axes are made.
pub(super) fn parts(subject: &Subject) -> Vec<GateId> {
    let mut parts = Vec::new();
    for axis in &subject.axes {
        match axis {
            AxisGates::Number(_, terms) => parts.extend(terms.iter().map(|(_, gate)| *gate)),
            AxisGates::Level(levels) => {
                parts.extend(levels.iter().flat_map(|level| alternatives(&subject.gates, *level)));
            }
        }
    }
    parts
}

/// The findings on which no bracket has a hold.
fn always(subject: &Subject, hinges: &[Hinge], reading: &[u32]) -> Tally {
    let fixed = |place: &usize| matches!(hinges.get(*place), Some(Hinge::On(levers)) if levers.is_empty());
    let open: Vec<usize> = subject.open(reading).into_iter().filter(fixed).collect();
    let values = subject.values(reading);
    let holds = |gate: GateId| values.get(gate.index()).copied().unwrap_or(false);
    let count = |gate: fn(&FindingGates) -> GateId| {
        let found = open.iter().filter_map(|place| subject.findings.get(*place));
        found.filter(|finding| holds(gate(finding))).count() as u32
    };
    Tally {
        errors: count(FindingGates::error),
        warnings: count(FindingGates::warning),
        notes: count(FindingGates::note),
    }
}

fn axes(pack: &Pack) -> Vec<AxisInfo> {
    let term = |id| pack.vocabulary.term(id).map(|term| term.name.clone()).unwrap_or_default();
    let told = |axis: &penholder_language::model::Axis| {
        let (unit, levels) = match &axis.scale {
            Scale::Number { unit, .. } => (unit.clone(), Vec::new()),
            Scale::Level(levels) => (String::new(), levels.iter().map(|(id, _)| term(*id)).collect()),
        };
        AxisInfo { name: axis.name.clone(), doc: axis.doc.clone(), unit, levels }
    };
    pack.axes.iter().map(told).collect()
}

/// What is needed to tell of readings.
struct Found<'a> {
    draft: &'a Draft,
    space: &'a Space,
    subject: &'a Subject,
    wishes: &'a Wishes,
    /// The brackets in the order of samples.
    order: &'a [ChoiceId],
}

impl Found<'_> {
    fn reading(&self, sample: &[u32]) -> Vec<u32> {
        let pairs: Vec<(ChoiceId, u32)> = self.order.iter().copied().zip(sample.iter().copied()).collect();
        self.space.reading(&pairs)
    }

    fn sample(&self, sample: &[u32], readings: u128) -> Weighed {
        self.weighed(&self.reading(sample), readings)
    }

    fn weighed(&self, reading: &[u32], readings: u128) -> Weighed {
        let (tally, axes) = self.subject.weigh(reading);
        Weighed { tally, axes, readings, taken: taken(&self.draft.choices, reading) }
    }

    /// Findings open in every reading, on top of what the groups count.
    fn base(&self) -> Tally {
        let count = |gate: fn(&FindingGates) -> GateId| {
            self.subject.findings.iter().filter(|f| gate(f) == GateId::TRUE).count() as u32
        };
        Tally {
            errors: count(FindingGates::error),
            warnings: count(FindingGates::warning),
            notes: count(FindingGates::note),
        }
    }

    fn brackets(&self, explored: Option<&Explored>) -> Vec<BracketInfo> {
        let base = self.base();
        let mut brackets = Vec::with_capacity(self.draft.choices.len());
        for (index, choice) in self.draft.choices.iter().enumerate() {
            let place = self.order.iter().position(|other| other.index() == index);
            let best = |option: usize| {
                let own = explored?.options.get(place?)?.get(option).copied().flatten()?;
                Some(own + base)
            };
            let gone = self.space.gone.get(index).copied().unwrap_or(false);
            let options = choice.options.iter().enumerate();
            brackets.push(BracketInfo {
                name: choice.name.clone(),
                options: options
                    .map(|(place, option)| OptionInfo {
                        text: option.text.clone(),
                        proponents: option.proponents.clone(),
                        best: best(place),
                    })
                    .collect(),
                within: choice.within.0.iter().map(|(outer, option)| (outer.index(), *option)).collect(),
                pinned: self.space.fixed.get(index).copied().flatten().filter(|_| !gone),
                gone,
                span: choice.span,
            });
        }
        brackets
    }

    fn settlement(&self, cheapest: &Cheapest) -> Settlement {
        let weighed = self.sample(&cheapest.class.sample, cheapest.class.readings);
        let concessions = self.wishes.conceded(&weighed.taken);
        let counts = || concessions.iter().map(|own| own.len() as u64);
        Settlement {
            cost: counts().sum(),
            largest: counts().max().unwrap_or(0),
            tally: weighed.tally,
            readings: weighed.readings,
            taken: weighed.taken,
            concessions,
        }
    }

    fn delegations(&self, explored: Option<&Explored>) -> Vec<Delegation> {
        let least = explored.and_then(|e| e.least.as_ref()).map(|cheapest| self.settlement(cheapest));
        let mut delegations = Vec::with_capacity(self.wishes.names.len());
        for (place, (name, options)) in self.wishes.names.iter().zip(&self.wishes.options).enumerate() {
            let content = explored.and_then(|explored| explored.content.get(place));
            let best = content.and_then(|content| content.best.as_ref());
            let concedes = least.as_ref().and_then(|least| least.concessions.get(place));
            delegations.push(Delegation {
                name: name.clone(),
                brackets: options.iter().filter(|options| !options.is_empty()).count(),
                readings: content.map(|content| content.readings),
                best: best.map(|class| {
                    let weighed = self.sample(&class.sample, class.readings);
                    (weighed.tally, weighed.taken)
                }),
                concedes: concedes.cloned().unwrap_or_default(),
            });
        }
        delegations
    }
}

//! What is worked out for each reading of a group of brackets, and at which bits of which number it stands.

use penholder_language::model::ChoiceId;

use super::subject::{AxisGates, FindingGates, Subject};
use crate::evaluate::{Bits, Gate, GateId, Gates, gcd};

/// A number of 64 bits made for each reading: which output is which bit.
pub(super) type Planes = Vec<(usize, usize)>;

/// Bits that a count of findings, of brackets or of concessions may have.
pub(super) const FIELD: usize = 16;

/// Where an axis stands, and how its bits become its number.
#[derive(Clone, Debug)]
pub(super) enum AxisField {
    /// `offset + step × bits`
    Number { word: usize, shift: usize, width: usize, offset: i64, step: i64 },
    /// How many levels are reached.
    Level { word: usize, shift: usize, width: usize },
}

/// A group's outputs.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) outputs: Vec<GateId>,
    /// It is a reading: brackets that are not there take their first option.
    pub(super) valid: usize,
    /// Errors, warnings, notes, and brackets that take another option than their first, the first field highest.
    pub(super) judged: Planes,
    /// The axes, in words of 64 bits.
    pub(super) axes: Vec<Planes>,
    pub(super) fields: Vec<AxisField>,
    /// Concessions over all delegations, then the most that one makes; empty where there are no delegations.
    pub(super) cost: Planes,
    /// Of each delegation, that it concedes nothing.
    pub(super) content: Vec<usize>,
}

/// What belongs to a group.
pub(super) struct Members<'a> {
    /// The brackets.
    pub(super) choices: Vec<ChoiceId>,
    /// Whether a gate depends on brackets of the group, and on no other.
    pub(super) owns: &'a dyn Fn(GateId) -> bool,
    /// Of each delegation, what it concedes, bracket by bracket.
    pub(super) concessions: Vec<Vec<GateId>>,
}

impl Layout {
    /// The outputs of a group. `None` where counts need more bits than there are.
    pub(super) fn new(subject: &mut Subject, members: &Members<'_>) -> Option<Layout> {
        let mut layout = Layout::default();
        let valid = valid(subject, &members.choices);
        layout.valid = layout.output(valid);
        for (place, gate) in
            [FindingGates::error, FindingGates::warning, FindingGates::note].into_iter().enumerate()
        {
            let open: Vec<GateId> =
                subject.findings.iter().map(gate).filter(|gate| (members.owns)(*gate)).collect();
            let bits = count(&mut subject.gates, &open);
            let planes = layout.put(&bits, 3 - place)?;
            layout.judged.extend(planes);
        }
        let mut moved = Vec::with_capacity(members.choices.len());
        for choice in &members.choices {
            let first = subject.gates.option(*choice, 0);
            moved.push(subject.gates.not(first));
        }
        let bits = count(&mut subject.gates, &moved);
        let planes = layout.put(&bits, 0)?;
        layout.judged.extend(planes);
        for place in 0..subject.axes.len() {
            layout.axis(subject, place, members);
        }
        layout.delegations(&mut subject.gates, &members.concessions)?;
        Some(layout)
    }

    fn output(&mut self, gate: GateId) -> usize {
        self.outputs.push(gate);
        self.outputs.len() - 1
    }

    /// Puts a count into the so-manieth field.
    fn put(&mut self, bits: &[GateId], field: usize) -> Option<Planes> {
        if bits.len() > FIELD {
            return None;
        }
        let mut planes = Planes::new();
        for (place, bit) in bits.iter().enumerate() {
            let output = self.output(*bit);
            planes.push((field * FIELD + place, output));
        }
        Some(planes)
    }

    fn axis(&mut self, subject: &mut Subject, place: usize, members: &Members<'_>) {
        let Some(axis) = subject.axes.get(place) else { return };
        match axis {
            AxisGates::Number(_, terms) => {
                let own: Vec<(i64, GateId)> =
                    terms.iter().copied().filter(|(_, gate)| (members.owns)(*gate)).collect();
                let step = own.iter().fold(0, |sofar, (weight, _)| gcd(sofar, weight.unsigned_abs())).max(1);
                let mut offset = 0_i64;
                let mut scaled = Vec::with_capacity(own.len());
                for (weight, gate) in own {
                    // A weight below zero counts, turned round, where its gate does not hold.
                    let gate = if weight < 0 { subject.gates.not(gate) } else { gate };
                    offset = offset.saturating_add(weight.min(0));
                    scaled.push((weight.unsigned_abs() / step, gate));
                }
                let bits = subject.gates.total(&scaled);
                let (word, shift) = self.place(&bits);
                let (width, step) = (bits.len(), i64::try_from(step).unwrap_or(i64::MAX));
                self.fields.push(AxisField::Number { word, shift, width, offset, step });
            }
            AxisGates::Level(levels) => {
                let mut own = Vec::with_capacity(levels.len());
                for level in levels.clone() {
                    let mut any = GateId::FALSE;
                    for part in alternatives(&subject.gates, level) {
                        if (members.owns)(part) {
                            any = subject.gates.or(any, part);
                        }
                    }
                    own.push(any);
                }
                let bits = count(&mut subject.gates, &own);
                let (word, shift) = self.place(&bits);
                self.fields.push(AxisField::Level { word, shift, width: bits.len() });
            }
        }
    }

    /// Finds room for a number of at most 64 bits.
    fn place(&mut self, bits: &Bits) -> (usize, usize) {
        let used = |planes: &Planes| planes.iter().map(|(bit, _)| bit + 1).max().unwrap_or(0);
        let last = self.axes.last().map(used).filter(|used| used + bits.len() <= 64);
        if last.is_none() {
            self.axes.push(Planes::new());
        }
        let (word, shift) = (self.axes.len() - 1, last.unwrap_or(0));
        let outputs: Vec<usize> = bits.iter().map(|bit| self.output(*bit)).collect();
        if let Some(planes) = self.axes.last_mut() {
            planes.extend(outputs.into_iter().enumerate().map(|(place, output)| (shift + place, output)));
        }
        (word, shift)
    }

    fn delegations(&mut self, gates: &mut Gates, concessions: &[Vec<GateId>]) -> Option<()> {
        let mut all = Vec::new();
        let mut most = Bits::new();
        for own in concessions {
            let mut none = GateId::TRUE;
            for gate in own {
                let not = gates.not(*gate);
                none = gates.and(none, not);
            }
            let content = self.output(none);
            self.content.push(content);
            all.extend(own);
            let bits = count(gates, own);
            most = gates.larger(&most, &bits);
        }
        let total = count(gates, &all);
        if total.len() > 2 * FIELD {
            return None;
        }
        let mut planes = self.put(&most, 0)?;
        for (place, bit) in total.iter().enumerate() {
            let output = self.output(*bit);
            planes.push((FIELD + place, output));
        }
        self.cost = planes;
        Some(())
    }
}

/// How many of the gates hold.
fn count(gates: &mut Gates, of: &[GateId]) -> Bits {
    let ones: Vec<(u64, GateId)> = of.iter().map(|gate| (1, *gate)).collect();
    gates.total(&ones)
}

fn valid(subject: &mut Subject, choices: &[ChoiceId]) -> GateId {
    let mut valid = GateId::TRUE;
    for choice in choices {
        let there = subject.there.get(choice.index()).copied().unwrap_or(GateId::TRUE);
        let first = subject.gates.option(*choice, 0);
        let fine = subject.gates.or(there, first);
        valid = subject.gates.and(valid, fine);
    }
    valid
}

/// The gates of which one has to hold.
pub(super) fn alternatives(gates: &Gates, gate: GateId) -> Vec<GateId> {
    let mut open = vec![gate];
    let mut found = Vec::new();
    while let Some(gate) = open.pop() {
        match gates.gates().get(gate.index()) {
            Some(Gate::Or(a, b)) => open.extend([*a, *b]),
            _ => found.push(gate),
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

//! Runs gates over every reading of some brackets, 256 readings to a step.
//!
//! The brackets whose options differ inside a step are those on which most gates depend; the others change one at a time
//! from step to step, and with each only the gates that depend on it are worked out again.

use penholder_language::model::ChoiceId;

use super::gates::{Gate, GateId, Gates};

/// Readings to a step.
pub const LANES: usize = 256;

/// One bit for each reading of a step.
pub type Word = [u64; 4];

/// A bracket to go through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Which.
    pub choice: ChoiceId,
    /// How many options it has, two or more.
    pub options: u32,
    /// The options of other brackets inside which it stands; outside them only its first option is a reading.
    pub within: Vec<(ChoiceId, u32)>,
}

/// What a gate does, on words; the numbers are places of other words.
#[derive(Clone, Copy, Debug)]
enum Step {
    Keep,
    Not(u32),
    And(u32, u32),
    Or(u32, u32),
    Xor(u32, u32),
    Odd(u32, u32, u32),
    Most(u32, u32, u32),
}

/// A bracket whose option differs from lane to lane.
#[derive(Clone, Copy, Debug)]
struct Low {
    dimension: usize,
    /// Lanes until its option changes.
    stride: usize,
    options: usize,
}

/// A bracket whose option changes from step to step.
#[derive(Clone, Debug)]
struct High {
    dimension: usize,
    options: u32,
    taken: u32,
    /// The word of each option that a gate asks for.
    inputs: Vec<Option<u32>>,
    /// What to work out again when it changes, inputs first.
    again: Vec<u32>,
    /// Which options of slower brackets it stands within.
    within: Vec<(usize, u32)>,
}

/// Gates laid out for running.
#[derive(Clone, Debug)]
pub struct Lanes {
    steps: Vec<Step>,
    words: Vec<Word>,
    outputs: Vec<u32>,
    low: Vec<Low>,
    high: Vec<High>,
    lanes: usize,
    /// One for each dimension.
    taken: Vec<u32>,
}

/// What one step gives.
pub struct Block<'l> {
    lanes: &'l Lanes,
}

impl Lanes {
    /// Lays out what the outputs need. Brackets that are no dimension are taken to take their first option.
    pub fn new(gates: &Gates, dimensions: &[Dimension], outputs: &[GateId]) -> Lanes {
        let place = |choice: ChoiceId| dimensions.iter().position(|d| d.choice == choice);
        let needed = needed(gates, outputs);
        let stride = dimensions.len().div_ceil(64).max(1);
        let supports = gates.supports(stride, place);
        let on = |gate: usize, dimension: usize| {
            let word = supports.get(gate * stride + dimension / 64).copied().unwrap_or(0);
            word >> (dimension % 64) & 1 == 1
        };
        let weight: Vec<usize> = (0..dimensions.len())
            .map(|d| needed.iter().enumerate().filter(|(gate, needed)| **needed && on(*gate, d)).count())
            .collect();
        let (low, lanes) = low(dimensions, &weight);
        let slow = slow(dimensions, &weight, &low);

        let mut renumbered = vec![0_u32; needed.len()];
        let mut layout = Lanes {
            steps: Vec::new(),
            words: Vec::new(),
            outputs: Vec::new(),
            low,
            high: Vec::new(),
            lanes,
            taken: vec![0; dimensions.len()],
        };
        let mut high: Vec<High> = slow
            .iter()
            .map(|dimension| High {
                dimension: *dimension,
                options: dimensions.get(*dimension).map_or(1, |d| d.options),
                taken: 0,
                inputs: Vec::new(),
                again: Vec::new(),
                within: Vec::new(),
            })
            .collect();
        for (index, gate) in gates.gates().iter().enumerate() {
            if needed.get(index) != Some(&true) {
                continue;
            }
            let at = |gate: GateId| renumbered.get(gate.index()).copied().unwrap_or(0);
            let (step, word) = match gate {
                Gate::Constant(value) => (Step::Keep, [if *value { u64::MAX } else { 0 }; 4]),
                Gate::Option(choice, option) => {
                    let dimension = place(*choice);
                    (Step::Keep, layout.first_word(dimension, *option))
                }
                Gate::Not(a) => (Step::Not(at(*a)), [0; 4]),
                Gate::And(a, b) => (Step::And(at(*a), at(*b)), [0; 4]),
                Gate::Or(a, b) => (Step::Or(at(*a), at(*b)), [0; 4]),
                Gate::Xor(a, b) => (Step::Xor(at(*a), at(*b)), [0; 4]),
                Gate::Odd(a, b, c) => (Step::Odd(at(*a), at(*b), at(*c)), [0; 4]),
                Gate::Most(a, b, c) => (Step::Most(at(*a), at(*b), at(*c)), [0; 4]),
            };
            let new = u32::try_from(layout.steps.len()).unwrap_or(u32::MAX);
            if let Some(cell) = renumbered.get_mut(index) {
                *cell = new;
            }
            for high in &mut high {
                match gate {
                    Gate::Option(choice, option) if place(*choice) == Some(high.dimension) => {
                        let option = *option as usize;
                        high.inputs.resize(high.inputs.len().max(option + 1), None);
                        if let Some(input) = high.inputs.get_mut(option) {
                            *input = Some(new);
                        }
                    }
                    Gate::Option(..) | Gate::Constant(_) => {}
                    _ if on(index, high.dimension) => high.again.push(new),
                    _ => {}
                }
            }
            layout.steps.push(step);
            layout.words.push(word);
        }
        for high in &mut high {
            let Some(dimension) = dimensions.get(high.dimension) else { continue };
            let slower = |choice: &ChoiceId| place(*choice).filter(|place| slow.contains(place));
            high.within = dimension
                .within
                .iter()
                .filter_map(|(choice, option)| Some((slower(choice)?, *option)))
                .collect();
        }
        layout.outputs =
            outputs.iter().map(|gate| renumbered.get(gate.index()).copied().unwrap_or(0)).collect();
        layout.high = high;
        for step in 0..layout.steps.len() {
            layout.work_out(step as u32);
        }
        layout
    }

    /// How many steps there are at most.
    pub fn steps(&self) -> u128 {
        self.high.iter().fold(1, |product, high| product.saturating_mul(u128::from(high.options)))
    }

    /// How many gates are worked out, over all and, on average, to a step.
    pub fn gates(&self) -> (usize, f64) {
        let mut average = 0.0;
        let mut share = 1.0;
        for high in &self.high {
            let options = f64::from(high.options);
            average += high.again.len() as f64 * share * (options - 1.0) / options;
            share /= options;
        }
        (self.steps.len(), average)
    }

    /// The word of an option before the first step.
    fn first_word(&self, dimension: Option<usize>, option: u32) -> Word {
        let first = [if option == 0 { u64::MAX } else { 0 }; 4];
        let Some(low) = dimension.and_then(|d| self.low.iter().find(|low| low.dimension == d)) else {
            return first;
        };
        word(|lane| (lane / low.stride) % low.options == option as usize)
    }

    fn at(&self, word: u32) -> Word {
        self.words.get(word as usize).copied().unwrap_or_default()
    }

    #[inline]
    fn work_out(&mut self, step: u32) {
        let Some(operation) = self.steps.get(step as usize) else { return };
        let value = match *operation {
            Step::Keep => return,
            Step::Not(a) => self.at(a).map(|word| !word),
            Step::And(a, b) => zip(self.at(a), self.at(b), |a, b| a & b),
            Step::Or(a, b) => zip(self.at(a), self.at(b), |a, b| a | b),
            Step::Xor(a, b) => zip(self.at(a), self.at(b), |a, b| a ^ b),
            Step::Odd(a, b, c) => zip(zip(self.at(a), self.at(b), |a, b| a ^ b), self.at(c), |a, b| a ^ b),
            Step::Most(a, b, c) => {
                let (a, b, c) = (self.at(a), self.at(b), self.at(c));
                let both = zip(a, b, |a, b| a & b);
                let either = zip(a, b, |a, b| a | b);
                zip(both, zip(either, c, |a, b| a & b), |a, b| a | b)
            }
        };
        if let Some(word) = self.words.get_mut(step as usize) {
            *word = value;
        }
    }

    /// Goes through all readings, in an order that is the same every time.
    pub fn run(&mut self, each: &mut impl FnMut(&Block<'_>)) {
        self.visit(self.high.len(), each);
    }

    fn visit(&mut self, left: usize, each: &mut impl FnMut(&Block<'_>)) {
        let Some(place) = left.checked_sub(1) else {
            each(&Block { lanes: self });
            return;
        };
        let Some(high) = self.high.get(place) else { return };
        let (options, taken) = (high.options, high.taken);
        let there = high.within.iter().all(|(outer, option)| self.taken.get(*outer) == Some(option));
        if !there {
            self.take(place, 0);
            return self.visit(place, each);
        }
        // Up and down in turn, so that one bracket changes at a time.
        let down = taken + 1 == options;
        for option in 0..options {
            self.take(place, if down { options - 1 - option } else { option });
            self.visit(place, each);
        }
    }

    fn take(&mut self, place: usize, option: u32) {
        let Some(mut high) = self.high.get_mut(place).map(std::mem::take) else { return };
        if high.taken != option {
            for (taken, value) in [(high.taken, 0), (option, u64::MAX)] {
                let input = high.inputs.get(taken as usize).copied().flatten();
                if let Some(word) = input.and_then(|input| self.words.get_mut(input as usize)) {
                    *word = [value; 4];
                }
            }
            high.taken = option;
            if let Some(taken) = self.taken.get_mut(high.dimension) {
                *taken = option;
            }
            for step in &high.again {
                self.work_out(*step);
            }
        }
        if let Some(slot) = self.high.get_mut(place) {
            *slot = high;
        }
    }
}

impl Default for High {
    fn default() -> Self {
        High { dimension: 0, options: 1, taken: 0, inputs: Vec::new(), again: Vec::new(), within: Vec::new() }
    }
}

impl Block<'_> {
    /// An output, lane by lane. Lanes past [`Block::lanes`] mean nothing.
    #[inline]
    pub fn output(&self, output: usize) -> Word {
        self.lanes.outputs.get(output).map_or([0; 4], |word| self.lanes.at(*word))
    }

    /// How many lanes are readings.
    #[inline]
    pub fn lanes(&self) -> usize {
        self.lanes.lanes
    }

    /// The option that a dimension takes in a lane.
    pub fn taken(&self, dimension: usize, lane: usize) -> u32 {
        match self.lanes.low.iter().find(|low| low.dimension == dimension) {
            Some(low) => ((lane / low.stride) % low.options) as u32,
            None => self.lanes.taken.get(dimension).copied().unwrap_or(0),
        }
    }

    /// The option that a dimension takes in every lane, unless it differs.
    pub fn taken_throughout(&self, dimension: usize) -> Option<u32> {
        let differs = self.lanes.low.iter().any(|low| low.dimension == dimension);
        (!differs).then(|| self.taken(dimension, 0))
    }
}

/// A word from what holds of each lane.
pub fn word(holds: impl Fn(usize) -> bool) -> Word {
    let mut word = [0; 4];
    for (part, bits) in word.iter_mut().enumerate() {
        for bit in 0..64 {
            *bits |= u64::from(holds(part * 64 + bit)) << bit;
        }
    }
    word
}

/// Numbers from bits: the value in each lane, for at most 64 words, the lowest bit first.
pub fn numbers(bits: &[Word], values: &mut [u64; LANES]) {
    for (part, chunk) in values.as_chunks_mut::<64>().0.iter_mut().enumerate() {
        *chunk = [0; 64];
        for (row, word) in chunk.iter_mut().zip(bits) {
            *row = word.get(part).copied().unwrap_or(0);
        }
        transpose(chunk);
    }
}

/// Swaps rows and columns of bits, by halves of halves.
fn transpose(square: &mut [u64; 64]) {
    let mut width = 32;
    let mut mask = u64::MAX >> 32;
    while width > 0 {
        for pair in square.chunks_exact_mut(2 * width) {
            let (upper, lower) = pair.split_at_mut(width);
            for (upper, lower) in upper.iter_mut().zip(lower) {
                let swapped = ((*upper >> width) ^ *lower) & mask;
                *upper ^= swapped << width;
                *lower ^= swapped;
            }
        }
        width /= 2;
        mask ^= mask << width;
    }
}

#[inline]
fn zip(a: Word, b: Word, by: impl Fn(u64, u64) -> u64) -> Word {
    let ([a, b, c, d], [e, f, g, h]) = (a, b);
    [by(a, e), by(b, f), by(c, g), by(d, h)]
}

fn needed(gates: &Gates, outputs: &[GateId]) -> Vec<bool> {
    let mut needed = vec![false; gates.gates().len()];
    for output in outputs {
        if let Some(cell) = needed.get_mut(output.index()) {
            *cell = true;
        }
    }
    for (index, gate) in gates.gates().iter().enumerate().rev() {
        if needed.get(index) == Some(&true) {
            for input in gate.inputs() {
                if let Some(cell) = needed.get_mut(input.index()) {
                    *cell = true;
                }
            }
        }
    }
    needed
}

/// The brackets that differ from lane to lane, those on which most depends first; with one, all that stands within it,
/// so that a step can leave out what is not there.
fn low(dimensions: &[Dimension], weight: &[usize]) -> (Vec<Low>, usize) {
    let mut order: Vec<usize> = (0..dimensions.len()).collect();
    order.sort_by_key(|d| std::cmp::Reverse(weight.get(*d).copied().unwrap_or(0)));
    let mut low: Vec<Low> = Vec::new();
    let mut lanes = 1;
    let mut grown = true;
    while grown {
        grown = false;
        for d in &order {
            let Some(dimension) = dimensions.get(*d) else { continue };
            let options = dimension.options as usize;
            let inside = |other: &Dimension| other.within.iter().any(|(outer, _)| *outer == dimension.choice);
            let taken = |d: usize| low.iter().any(|low| low.dimension == d);
            let ready = dimensions.iter().enumerate().all(|(other, inner)| !inside(inner) || taken(other));
            if !taken(*d) && ready && lanes * options <= LANES {
                low.push(Low { dimension: *d, stride: lanes, options });
                lanes *= options;
                grown = true;
                break;
            }
        }
    }
    (low, lanes)
}

/// The other brackets, fastest first: what stands within another changes faster, else that on which least depends.
fn slow(dimensions: &[Dimension], weight: &[usize], low: &[Low]) -> Vec<usize> {
    let mut slow: Vec<usize> =
        (0..dimensions.len()).filter(|d| low.iter().all(|low| low.dimension != *d)).collect();
    let depth = |d: &usize| dimensions.get(*d).map_or(0, |dimension| dimension.within.len());
    slow.sort_by_key(|d| (std::cmp::Reverse(depth(d)), weight.get(*d).copied().unwrap_or(0)));
    slow
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_become_numbers() {
        for width in [0, 1, 5, 17, 32, 33, 64] {
            let bits: Vec<Word> =
                (0..width).map(|bit| word(|lane| (lane * 2_654_435_761) >> bit & 1 == 1)).collect();
            let mut values = [0; LANES];
            numbers(&bits, &mut values);
            for (lane, value) in values.iter().enumerate() {
                let mask = if width == 64 { u64::MAX } else { (1 << width) - 1 };
                assert_eq!(*value, (lane as u64 * 2_654_435_761) & mask, "{width} {lane}");
            }
        }
    }
}

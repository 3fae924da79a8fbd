//! A circuit as gates on single bits, sums worked out into adders: what [`Lanes`](super::Lanes) runs, many readings at a
//! time. A fold like any other: it knows nodes and no rules.

use std::collections::HashMap;

use penholder_language::model::ChoiceId;

use super::circuit::Leaf;
use super::fold::Fold;

/// A gate, by its place in [`Gates`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GateId(pub u32);

impl GateId {
    /// Never.
    pub const FALSE: GateId = GateId(0);
    /// In every reading.
    pub const TRUE: GateId = GateId(1);

    /// As an index into values computed for every gate.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The same in every reading.
    pub fn constant(self) -> Option<bool> {
        match self {
            GateId::FALSE => Some(false),
            GateId::TRUE => Some(true),
            _ => None,
        }
    }
}

/// What a gate does. It refers to earlier gates only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gate {
    /// True or false.
    Constant(bool),
    /// The option of the bracket is taken.
    Option(ChoiceId, u32),
    /// Not.
    Not(GateId),
    /// Both.
    And(GateId, GateId),
    /// Either.
    Or(GateId, GateId),
    /// One, not both.
    Xor(GateId, GateId),
    /// An odd number of three: the digit of a full adder.
    Odd(GateId, GateId, GateId),
    /// Two of three or more: the carry of a full adder.
    Most(GateId, GateId, GateId),
}

impl Gate {
    /// The gates that it reads.
    pub fn inputs(self) -> impl Iterator<Item = GateId> {
        let (a, b, c) = match self {
            Gate::Constant(_) | Gate::Option(..) => (None, None, None),
            Gate::Not(a) => (Some(a), None, None),
            Gate::And(a, b) | Gate::Or(a, b) | Gate::Xor(a, b) => (Some(a), Some(b), None),
            Gate::Odd(a, b, c) | Gate::Most(a, b, c) => (Some(a), Some(b), Some(c)),
        };
        [a, b, c].into_iter().flatten()
    }
}

/// A whole number from 0 on, as bits, the lowest first.
pub type Bits = Vec<GateId>;

/// The gates of a draft; equal gates are one gate. Brackets that are fixed are constants, and what follows from them
/// is worked out at once.
#[derive(Clone, Debug)]
pub struct Gates {
    gates: Vec<Gate>,
    known: HashMap<Gate, GateId>,
    totals: HashMap<Vec<(u64, GateId)>, Bits>,
    /// How many options each bracket has.
    options: Vec<u32>,
    fixed: Vec<Option<u32>>,
}

impl Gates {
    /// No gates yet. `options` is how many options each bracket has; of those that are `fixed`, which one is taken.
    pub fn new(options: Vec<u32>, fixed: Vec<Option<u32>>) -> Self {
        let mut gates =
            Gates { gates: Vec::new(), known: HashMap::new(), totals: HashMap::new(), options, fixed };
        gates.intern(Gate::Constant(false));
        gates.intern(Gate::Constant(true));
        gates
    }

    /// Every gate, inputs first.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    fn intern(&mut self, gate: Gate) -> GateId {
        if let Some(id) = self.known.get(&gate) {
            return *id;
        }
        let id = GateId(u32::try_from(self.gates.len()).unwrap_or(u32::MAX));
        self.gates.push(gate);
        self.known.insert(gate, id);
        id
    }

    /// The option of the bracket is taken.
    pub fn option(&mut self, choice: ChoiceId, option: u32) -> GateId {
        if let Some(taken) = self.fixed.get(choice.index()).copied().flatten() {
            return truth(taken == option);
        }
        // Of two options one is taken: the second is not the first.
        match (self.options.get(choice.index()).copied().unwrap_or(0), option) {
            (count, option) if option >= count => GateId::FALSE,
            (1, _) => GateId::TRUE,
            (2, 1) => {
                let first = self.intern(Gate::Option(choice, 0));
                self.not(first)
            }
            _ => self.intern(Gate::Option(choice, option)),
        }
    }

    /// Not.
    pub fn not(&mut self, a: GateId) -> GateId {
        match (a, self.gates.get(a.index())) {
            (GateId::FALSE, _) => GateId::TRUE,
            (GateId::TRUE, _) => GateId::FALSE,
            (_, Some(Gate::Not(inner))) => *inner,
            _ => self.intern(Gate::Not(a)),
        }
    }

    fn opposite(&self, a: GateId, b: GateId) -> bool {
        let negates = |x: GateId, y: GateId| self.gates.get(x.index()) == Some(&Gate::Not(y));
        negates(a, b) || negates(b, a)
    }

    /// Both.
    pub fn and(&mut self, a: GateId, b: GateId) -> GateId {
        match (a.min(b), a.max(b)) {
            (GateId::FALSE, _) => GateId::FALSE,
            (GateId::TRUE, other) => other,
            (a, b) if a == b => a,
            (a, b) if self.opposite(a, b) => GateId::FALSE,
            (a, b) => self.intern(Gate::And(a, b)),
        }
    }

    /// Either.
    pub fn or(&mut self, a: GateId, b: GateId) -> GateId {
        match (a.min(b), a.max(b)) {
            (GateId::FALSE, other) => other,
            (GateId::TRUE, _) => GateId::TRUE,
            (a, b) if a == b => a,
            (a, b) if self.opposite(a, b) => GateId::TRUE,
            (a, b) => self.intern(Gate::Or(a, b)),
        }
    }

    /// One, not both.
    pub fn xor(&mut self, a: GateId, b: GateId) -> GateId {
        match (a.min(b), a.max(b)) {
            (GateId::FALSE, other) => other,
            (GateId::TRUE, other) => self.not(other),
            (a, b) if a == b => GateId::FALSE,
            (a, b) if self.opposite(a, b) => GateId::TRUE,
            (a, b) => self.intern(Gate::Xor(a, b)),
        }
    }

    /// Digit and carry of three bits.
    fn full_adder(&mut self, a: GateId, b: GateId, c: GateId) -> (GateId, GateId) {
        let mut sorted = [a, b, c];
        sorted.sort_unstable();
        let [a, b, c] = sorted;
        match a {
            GateId::FALSE => (self.xor(b, c), self.and(b, c)),
            GateId::TRUE => {
                let digit = self.xor(b, c);
                (self.not(digit), self.or(b, c))
            }
            _ if a == b => (c, a),
            _ if b == c => (a, b),
            _ => (self.intern(Gate::Odd(a, b, c)), self.intern(Gate::Most(a, b, c))),
        }
    }

    /// The sum of the weights of the gates that hold.
    pub fn total(&mut self, terms: &[(u64, GateId)]) -> Bits {
        let mut key: Vec<(u64, GateId)> =
            terms.iter().copied().filter(|(weight, gate)| *weight > 0 && *gate != GateId::FALSE).collect();
        key.sort_unstable_by_key(|(weight, gate)| (*gate, *weight));
        if let Some(bits) = self.totals.get(&key) {
            return bits.clone();
        }
        let most: u128 = key.iter().map(|(weight, _)| u128::from(*weight)).sum();
        let width = (u128::BITS - most.leading_zeros()) as usize;
        let mut columns: Vec<Vec<GateId>> = vec![Vec::new(); width + 1];
        for (weight, gate) in &key {
            for (place, column) in columns.iter_mut().enumerate() {
                if u128::from(*weight) >> place & 1 == 1 {
                    column.push(*gate);
                }
            }
        }
        let mut bits = Vec::with_capacity(width);
        for place in 0..width {
            let mut column = columns.get_mut(place).map(std::mem::take).unwrap_or_default();
            let mut carries = Vec::new();
            // From the front, so that what was added up goes to the end: the tree stays shallow.
            let mut from = 0;
            while column.len() - from > 1 {
                let mut next = || {
                    let gate = column.get(from).copied().unwrap_or(GateId::FALSE);
                    from += 1;
                    gate
                };
                let (a, b, c) = (next(), next(), next());
                let (digit, carry) = self.full_adder(a, b, c);
                from = from.min(column.len());
                column.push(digit);
                if carry != GateId::FALSE {
                    carries.push(carry);
                }
            }
            bits.push(column.get(from).copied().unwrap_or(GateId::FALSE));
            if let Some(next) = columns.get_mut(place + 1) {
                next.extend(carries);
            }
        }
        self.totals.insert(key, bits.clone());
        bits
    }

    /// The number reaches the bound.
    pub fn reaches(&mut self, bits: &[GateId], bound: u128) -> GateId {
        if bits.len() < 128 && bound >> bits.len() > 0 {
            return GateId::FALSE;
        }
        let mut reached = GateId::TRUE;
        for (place, bit) in bits.iter().enumerate() {
            reached = if bound >> place & 1 == 1 { self.and(*bit, reached) } else { self.or(*bit, reached) };
        }
        reached
    }

    /// The larger of two numbers.
    pub fn larger(&mut self, a: &[GateId], b: &[GateId]) -> Bits {
        let width = a.len().max(b.len());
        let bit = |bits: &[GateId], place: usize| bits.get(place).copied().unwrap_or(GateId::FALSE);
        // a ≥ b, from the lowest bit up: the highest bit in which they differ decides.
        let mut first = GateId::TRUE;
        for place in 0..width {
            let (x, y) = (bit(a, place), bit(b, place));
            let not_y = self.not(y);
            let above = self.and(x, not_y);
            let differ = self.xor(x, y);
            let same = self.not(differ);
            let still = self.and(same, first);
            first = self.or(above, still);
        }
        let second = self.not(first);
        let mut bits = Vec::with_capacity(width);
        for place in 0..width {
            let x = self.and(bit(a, place), first);
            let y = self.and(bit(b, place), second);
            bits.push(self.or(x, y));
        }
        bits
    }

    /// The brackets on which each gate may depend, by choice: one row of `words` words a gate.
    pub(super) fn supports(&self, words: usize, place: impl Fn(ChoiceId) -> Option<usize>) -> Vec<u64> {
        let mut supports = vec![0_u64; self.gates.len() * words];
        for (index, gate) in self.gates.iter().enumerate() {
            let (before, own) = supports.split_at_mut(index * words);
            let own = own.get_mut(..words).unwrap_or_default();
            if let Gate::Option(choice, _) = gate
                && let Some(place) = place(*choice)
                && let Some(word) = own.get_mut(place / 64)
            {
                *word |= 1 << (place % 64);
            }
            for input in gate.inputs() {
                let from = input.index() * words;
                let other = before.get(from..from + words).unwrap_or_default();
                own.iter_mut().zip(other).for_each(|(word, other)| *word |= other);
            }
        }
        supports
    }

    /// For each of the gates, the brackets on which it may depend, in order.
    pub fn depends(&self, of: &[GateId]) -> Vec<Vec<ChoiceId>> {
        let words = self.options.len().div_ceil(64).max(1);
        let supports = self.supports(words, |choice| Some(choice.index()));
        let row = |gate: &GateId| {
            let from = gate.index() * words;
            supports.get(from..from + words).unwrap_or_default()
        };
        of.iter()
            .map(|gate| {
                let row = row(gate);
                let holds =
                    |choice: &usize| row.get(choice / 64).is_some_and(|word| word >> (choice % 64) & 1 == 1);
                (0..self.options.len()).filter(holds).map(|choice| ChoiceId(choice as u32)).collect()
            })
            .collect()
    }
}

fn truth(value: bool) -> GateId {
    if value { GateId::TRUE } else { GateId::FALSE }
}

impl Fold for Gates {
    type Value = GateId;

    fn constant(&mut self, value: bool) -> GateId {
        truth(value)
    }

    fn leaf(&mut self, leaf: Leaf) -> GateId {
        match leaf {
            Leaf::Fact(_) => GateId::TRUE,
            Leaf::Option(choice, option) => self.option(choice, option),
        }
    }

    fn not(&mut self, a: &GateId) -> GateId {
        Gates::not(self, *a)
    }

    fn and(&mut self, a: &GateId, b: &GateId) -> GateId {
        Gates::and(self, *a, *b)
    }

    fn or(&mut self, a: &GateId, b: &GateId) -> GateId {
        Gates::or(self, *a, *b)
    }

    /// A weight below zero counts, turned round, where its gate does not hold.
    fn at_least(&mut self, terms: &[(i64, GateId)], bound: i64) -> GateId {
        let mut bound = i128::from(bound);
        let mut positive = Vec::with_capacity(terms.len());
        for (weight, gate) in terms {
            match gate.constant() {
                Some(true) => bound -= i128::from(*weight),
                Some(false) => {}
                None if *weight > 0 => positive.push((weight.unsigned_abs(), *gate)),
                None => {
                    bound -= i128::from(*weight);
                    let not = Gates::not(self, *gate);
                    positive.push((weight.unsigned_abs(), not));
                }
            }
        }
        let most: i128 = positive.iter().map(|(weight, _)| i128::from(*weight)).sum();
        if bound <= 0 || bound > most {
            return truth(bound <= 0);
        }
        // Weights that are all multiples of one number need fewer bits without it.
        let common = positive.iter().fold(0, |sofar, (weight, _)| gcd(sofar, *weight)).max(1);
        let scaled: Vec<(u64, GateId)> =
            positive.iter().map(|(weight, gate)| (weight / common, *gate)).collect();
        let bits = self.total(&scaled);
        self.reaches(&bits, bound.unsigned_abs().div_ceil(u128::from(common)))
    }
}

/// The greatest common divisor; of 0 and a number, the number.
pub fn gcd(a: u64, b: u64) -> u64 {
    let (mut a, mut b) = (a, b);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

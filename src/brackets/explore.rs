//! Goes through all readings of a group of brackets, and keeps what is worth keeping.

use super::Tally;
use super::front::{Front, Point};
use super::layout::{FIELD, Layout, Planes};
use crate::evaluate::{Block, Dimension, LANES, Lanes, Word, numbers};

/// So many of the best outcomes are kept.
const CLASSES: usize = 5;

/// Readings with the same counts of findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    /// The counts.
    pub tally: Tally,
    /// How many readings have them.
    pub readings: u128,
    /// The one that takes the fewest options other than the first.
    pub(super) sample: Vec<u32>,
    pub(super) judged: u64,
}

/// Readings in which a delegation gets all it asks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    pub(super) readings: u128,
    pub(super) best: Option<Class>,
}

/// The least that delegations have to concede.
#[derive(Clone, Debug)]
pub(super) struct Cheapest {
    pub(super) cost: u64,
    pub(super) class: Class,
}

/// What a group comes to.
#[derive(Clone, Debug)]
pub(super) struct Explored {
    pub(super) readings: u128,
    /// Best first.
    pub(super) classes: Vec<Class>,
    pub(super) front: Vec<Point>,
    pub(super) cut: bool,
    /// The best outcome with each option, by dimension of the group.
    pub(super) options: Vec<Vec<Option<Tally>>>,
    pub(super) content: Vec<Content>,
    /// Least concessions over all, then fewest and lightest findings.
    pub(super) least: Option<Cheapest>,
    /// Least for whoever concedes most, then least over all, then fewest and lightest findings.
    pub(super) fairest: Option<Cheapest>,
}

/// Goes through all readings of some brackets.
pub(super) fn explore(lanes: &mut Lanes, dimensions: &[Dimension], layout: &Layout) -> Explored {
    let mut collector = Collector::new(dimensions, layout);
    lanes.run(&mut |block| collector.add(block));
    collector.finish()
}

struct Collector<'a> {
    dimensions: &'a [Dimension],
    layout: &'a Layout,
    judged: [u64; LANES],
    axes: [[u64; LANES]; 4],
    cost: [u64; LANES],
    /// The best outcome in each lane.
    best: [u64; LANES],
    /// The same for options that do not differ inside a step.
    options: Vec<Vec<u64>>,
    low: Vec<Vec<u32>>,
    readings: u128,
    classes: Vec<Class>,
    front: Front,
    content: Vec<Content>,
    least: Option<Cheapest>,
    fairest: Option<Cheapest>,
}

impl<'a> Collector<'a> {
    fn new(dimensions: &'a [Dimension], layout: &'a Layout) -> Self {
        Collector {
            dimensions,
            layout,
            judged: [0; LANES],
            axes: [[0; LANES]; 4],
            cost: [0; LANES],
            best: [u64::MAX; LANES],
            options: dimensions.iter().map(|d| vec![u64::MAX; d.options as usize]).collect(),
            low: Vec::new(),
            readings: 0,
            classes: Vec::new(),
            front: Front::new(),
            content: vec![Content::default(); layout.content.len()],
            least: None,
            fairest: None,
        }
    }

    fn add(&mut self, block: &Block<'_>) {
        let lanes = block.lanes();
        let valid = masked(block.output(self.layout.valid), lanes);
        let readings: u32 = valid.iter().map(|word| word.count_ones()).sum();
        if readings == 0 {
            return;
        }
        self.readings += u128::from(readings);
        made(block, &self.layout.judged, &mut self.judged);
        for (planes, values) in self.layout.axes.iter().zip(&mut self.axes) {
            made(block, planes, values);
        }
        if !self.layout.content.is_empty() {
            made(block, &self.layout.cost, &mut self.cost);
        }
        if readings as usize != LANES {
            for (lane, judged) in self.judged.iter_mut().enumerate() {
                if !holds(&valid, lane) {
                    *judged = u64::MAX;
                }
            }
        }
        let mut best = u64::MAX;
        for (known, judged) in self.best.iter_mut().zip(&self.judged) {
            *known = (*known).min(*judged);
            best = best.min(*judged);
        }
        self.note_options(block, best);
        self.note_classes(block, best);
        self.note_front(block);
        self.note_content(block, &valid, best);
        self.note_cost(block);
    }

    fn note_options(&mut self, block: &Block<'_>, best: u64) {
        let first = self.low.is_empty();
        for (place, options) in self.options.iter_mut().enumerate() {
            let taken = block.taken_throughout(place);
            let slot = taken.and_then(|option| options.get_mut(option as usize));
            if let Some(known) = slot {
                *known = (*known).min(best);
            }
            if first {
                let lanes = 0..LANES;
                self.low.push(match taken {
                    Some(_) => Vec::new(),
                    None => lanes.map(|lane| block.taken(place, lane)).collect(),
                });
            }
        }
    }

    fn note_classes(&mut self, block: &Block<'_>, best: u64) {
        let full = self.classes.len() >= CLASSES;
        let worst = self.classes.last().filter(|_| full).map_or(u64::MAX, |class| class.judged >> FIELD);
        if best >> FIELD > worst {
            return;
        }
        for (lane, judged) in self.judged.iter().copied().enumerate() {
            if judged == u64::MAX || judged >> FIELD > worst {
                continue;
            }
            let at = self.classes.binary_search_by_key(&(judged >> FIELD), |class| class.judged >> FIELD);
            match at {
                Ok(at) => {
                    if let Some(class) = self.classes.get_mut(at) {
                        class.readings += 1;
                        if judged < class.judged {
                            *class = Class {
                                readings: class.readings,
                                ..class_of(judged, sample(self.dimensions, block, lane))
                            };
                        }
                    }
                }
                Err(at) => {
                    self.classes.insert(at, class_of(judged, sample(self.dimensions, block, lane)));
                    self.classes.truncate(CLASSES);
                }
            }
        }
    }

    fn note_front(&mut self, block: &Block<'_>) {
        for (lane, judged) in self.judged.iter().copied().enumerate() {
            if judged == u64::MAX {
                continue;
            }
            let mut axes = [0; 4];
            for (word, values) in axes.iter_mut().zip(&self.axes).take(self.layout.axes.len()) {
                *word = values.get(lane).copied().unwrap_or(0);
            }
            let key = (judged >> (2 * FIELD) << (2 * FIELD), axes);
            let dimensions = self.dimensions;
            self.front.add(key, judged, &self.layout.fields, &|| sample(dimensions, block, lane));
        }
    }

    fn note_content(&mut self, block: &Block<'_>, valid: &Word, best: u64) {
        for (content, output) in self.content.iter_mut().zip(&self.layout.content) {
            let all = block.output(*output);
            let there: Vec<u64> = all.iter().zip(valid).map(|(own, valid)| own & valid).collect();
            let readings: u32 = there.iter().map(|word| word.count_ones()).sum();
            content.readings += u128::from(readings);
            let known = content.best.as_ref().map_or(u64::MAX, |class| class.judged);
            if readings == 0 || best >= known {
                continue;
            }
            let lanes = self.judged.iter().copied().enumerate();
            let own = lanes
                .filter(|(lane, _)| there.get(lane / 64).is_some_and(|word| word >> (lane % 64) & 1 == 1));
            if let Some((lane, judged)) = own.min_by_key(|(_, judged)| *judged)
                && judged < known
            {
                content.best = Some(class_of(judged, sample(self.dimensions, block, lane)));
            }
        }
    }

    fn note_cost(&mut self, block: &Block<'_>) {
        if self.layout.content.is_empty() {
            return;
        }
        for (lane, (judged, cost)) in self.judged.iter().copied().zip(self.cost).enumerate() {
            if judged == u64::MAX {
                continue;
            }
            let total = cost >> FIELD;
            let evenly = (cost & ((1 << FIELD) - 1)) << (2 * FIELD) | total;
            for (kept, cost) in [(&mut self.least, total), (&mut self.fairest, evenly)] {
                match kept {
                    Some(known) if (known.cost, known.class.judged >> FIELD) == (cost, judged >> FIELD) => {
                        known.class.readings += 1;
                        if judged < known.class.judged {
                            known.class.judged = judged;
                            known.class.sample = sample(self.dimensions, block, lane);
                        }
                    }
                    Some(known) if (known.cost, known.class.judged) <= (cost, judged) => {}
                    _ => {
                        let class = class_of(judged, sample(self.dimensions, block, lane));
                        *kept = Some(Cheapest { cost, class });
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Explored {
        for (options, lanes) in self.options.iter_mut().zip(&self.low) {
            for (option, best) in lanes.iter().zip(&self.best) {
                if let Some(known) = options.get_mut(*option as usize) {
                    *known = (*known).min(*best);
                }
            }
        }
        let known = |judged: &u64| (*judged != u64::MAX).then(|| tally(*judged));
        Explored {
            readings: self.readings,
            classes: self.classes,
            cut: self.front.cut,
            front: self.front.points(),
            options: self.options.iter().map(|options| options.iter().map(known).collect()).collect(),
            content: self.content,
            least: self.least,
            fairest: self.fairest,
        }
    }
}

fn class_of(judged: u64, sample: Vec<u32>) -> Class {
    Class { tally: tally(judged), readings: 1, sample, judged }
}

/// Errors, warnings and notes.
pub(super) fn tally(judged: u64) -> Tally {
    let field = |place: usize| (judged >> (place * FIELD) & 0xffff) as u32;
    Tally { errors: field(3), warnings: field(2), notes: field(1) }
}

fn sample(dimensions: &[Dimension], block: &Block<'_>, lane: usize) -> Vec<u32> {
    (0..dimensions.len()).map(|dimension| block.taken(dimension, lane)).collect()
}

/// The lanes that are readings.
fn masked(word: Word, lanes: usize) -> Word {
    let mut masked = word;
    for (part, bits) in masked.iter_mut().enumerate() {
        let left = lanes.saturating_sub(part * 64);
        if left < 64 {
            *bits &= (1 << left) - 1;
        }
    }
    masked
}

fn holds(word: &Word, lane: usize) -> bool {
    word.get(lane / 64).is_some_and(|bits| bits >> (lane % 64) & 1 == 1)
}

/// The numbers whose bits some outputs are.
fn made(block: &Block<'_>, planes: &Planes, values: &mut [u64; LANES]) {
    let mut bits = [[0; 4]; 64];
    for (bit, output) in planes {
        if let Some(word) = bits.get_mut(*bit) {
            *word = block.output(*output);
        }
    }
    numbers(&bits, values);
}

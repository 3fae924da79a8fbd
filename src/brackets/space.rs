//! The readings of a draft: which brackets there are to decide, inside which others they stand, how many readings that
//! makes.

use std::collections::BTreeMap;

use penholder_language::model::{Choice, ChoiceId};

use crate::evaluate::Dimension;

/// What a reading takes of each bracket, by [`ChoiceId`]; `None` where the bracket is not there, because the option around
/// it is not taken.
pub type Taken = Vec<Option<u32>>;

/// How many readings there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So many.
    Exactly(u128),
    /// So many or fewer: a bracket of several places stands around others.
    AtMost(u128),
    /// More than 128 bits can tell, or than was worth counting.
    MoreThan(u128),
}

impl Count {
    /// The number, as far as it is known.
    pub fn number(self) -> u128 {
        match self {
            Count::Exactly(number) | Count::AtMost(number) | Count::MoreThan(number) => number,
        }
    }

    /// Whether there are no more than that.
    pub(super) fn fits(self, limit: u128) -> bool {
        !matches!(self, Count::MoreThan(_)) && self.number() <= limit
    }
}

/// The brackets of a draft.
#[derive(Clone, Debug)]
pub(super) struct Space {
    /// Those left to decide.
    pub(super) dimensions: Vec<Dimension>,
    /// Of every bracket, the option that is fixed.
    pub(super) fixed: Vec<Option<u32>>,
    /// Of every bracket, whether it is never there because of what is fixed.
    pub(super) gone: Vec<bool>,
}

impl Space {
    /// The brackets, some of which are pinned.
    pub(super) fn new(choices: &[Choice], pins: &[(ChoiceId, u32)]) -> Space {
        let pins: BTreeMap<ChoiceId, u32> = pins.iter().copied().collect();
        let mut space = Space { dimensions: Vec::new(), fixed: Vec::new(), gone: Vec::new() };
        for (index, choice) in choices.iter().enumerate() {
            let id = ChoiceId(index as u32);
            let around = &choice.within.0;
            // What stands inside an option that is not taken is not there: its first option stands for it.
            let gone = around.iter().any(|(outer, option)| pins.get(outer).is_some_and(|pin| pin != option));
            let options = choice.options.len() as u32;
            let pin = pins.get(&id).copied();
            let fixed = if gone || options < 2 { Some(0) } else { pin };
            if fixed.is_none() {
                let within = around.iter().copied().filter(|(outer, _)| !pins.contains_key(outer)).collect();
                space.dimensions.push(Dimension { choice: id, options, within });
            }
            space.fixed.push(fixed);
            space.gone.push(gone);
        }
        space
    }

    /// The places of the dimensions that stand inside others, with those that they stand in.
    pub(super) fn nestings(&self) -> Vec<(usize, usize)> {
        let mut nestings = Vec::new();
        for (inner, dimension) in self.dimensions.iter().enumerate() {
            nestings
                .extend(dimension.within.iter().filter_map(|(outer, _)| Some((inner, self.place(*outer)?))));
        }
        nestings
    }

    /// Where a bracket stands among the dimensions.
    pub(super) fn place(&self, choice: ChoiceId) -> Option<usize> {
        self.dimensions.binary_search_by_key(&choice, |dimension| dimension.choice).ok()
    }

    /// How many readings there are.
    pub(super) fn count(&self) -> Count {
        count(&self.dimensions)
    }

    /// The reading that a lane stands for: what is not told by `taken` is as the text stands.
    pub(super) fn reading(&self, taken: &[(ChoiceId, u32)]) -> Vec<u32> {
        let mut reading: Vec<u32> = self.fixed.iter().map(|fixed| fixed.unwrap_or(0)).collect();
        for (choice, option) in taken {
            if let Some(cell) = reading.get_mut(choice.index()) {
                *cell = *option;
            }
        }
        reading
    }
}

/// What a reading takes, leaving out brackets that are not there.
pub(super) fn taken(choices: &[Choice], reading: &[u32]) -> Taken {
    let takes = |choice: &ChoiceId, option: &u32| reading.get(choice.index()) == Some(option);
    choices
        .iter()
        .zip(reading)
        .map(|(choice, option)| {
            choice.within.0.iter().all(|(outer, option)| takes(outer, option)).then_some(*option)
        })
        .collect()
}

/// How many readings some brackets make: an option with brackets inside counts as often as these can be read.
pub(super) fn count(dimensions: &[Dimension]) -> Count {
    let mut exact = true;
    let mut below: BTreeMap<(ChoiceId, u32), u128> = BTreeMap::new();
    let mut order: Vec<&Dimension> = dimensions.iter().collect();
    order.sort_by_key(|dimension| std::cmp::Reverse(dimension.within.len()));
    let mut total = 1_u128;
    let mut times = |product: &mut u128, factor: u128| match product.checked_mul(factor) {
        Some(more) => *product = more,
        None => {
            exact = false;
            *product = u128::MAX;
        }
    };
    let mut tree = true;
    for dimension in order {
        let mut own = 0_u128;
        for option in 0..dimension.options {
            own = own.saturating_add(below.get(&(dimension.choice, option)).copied().unwrap_or(1));
        }
        match around(dimension, dimensions) {
            Some(around) => times(below.entry(around).or_insert(1), own),
            None => {
                tree &= dimension.within.is_empty();
                times(&mut total, own);
            }
        }
    }
    match (exact, tree) {
        (true, true) => Count::Exactly(total),
        // Counted as if it stood by itself.
        (true, false) => Count::AtMost(total),
        (false, _) => Count::MoreThan(total),
    }
}

/// The option that stands directly around a bracket: all that stands around it stands around that option.
fn around(dimension: &Dimension, all: &[Dimension]) -> Option<(ChoiceId, u32)> {
    dimension.within.iter().copied().find(|(outer, _)| {
        let rest = || dimension.within.iter().filter(|(other, _)| other != outer);
        all.iter().any(|other| {
            other.choice == *outer
                && other.within.len() + 1 == dimension.within.len()
                && rest().all(|pair| other.within.contains(pair))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dimension(choice: u32, options: u32, within: &[(u32, u32)]) -> Dimension {
        let within = within.iter().map(|(choice, option)| (ChoiceId(*choice), *option)).collect();
        Dimension { choice: ChoiceId(choice), options, within }
    }

    #[test]
    fn brackets_inside_an_option_count_only_where_it_is_taken() {
        assert_eq!(count(&[]), Count::Exactly(1));
        assert_eq!(count(&[dimension(0, 2, &[]), dimension(1, 3, &[])]), Count::Exactly(6));
        // a: nothing, or b's three options, of which the last holds c's two.
        let nested = [dimension(0, 2, &[]), dimension(1, 3, &[(0, 1)]), dimension(2, 2, &[(0, 1), (1, 2)])];
        assert_eq!(count(&nested), Count::Exactly(1 + (1 + 1 + 2)));
        // c stands inside two that do not stand inside each other.
        let across = [dimension(0, 2, &[]), dimension(1, 2, &[]), dimension(2, 2, &[(0, 1), (1, 1)])];
        assert_eq!(count(&across), Count::AtMost(8));
        assert!(count(&across).fits(8) && !count(&across).fits(7));
        let many: Vec<Dimension> = (0..200).map(|choice| dimension(choice, 2, &[])).collect();
        assert_eq!(count(&many), Count::MoreThan(u128::MAX));
    }
}

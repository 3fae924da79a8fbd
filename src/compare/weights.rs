//! How much each signal speaks for it that a new unit continues an old one, or none.
//!
//! A conditional logit: the signals of a pair, weighted and summed up, are the logarithm of the odds of that pair against the
//! others and against newness, which has signals of its own. `fit.rs` learns the weights; `data/weights.txt` holds them.

use std::fmt::Write;
use std::sync::OnceLock;

use super::company::{COMPANY, names};
use super::newness::{NAMES as NAMES_OF_NEWNESS, NEWNESS};
use super::signals::ALONE;

/// Of each signal its weight without and with company, and what it is.
const SHIPPED: &str = include_str!("data/weights.txt");

/// The weights of all signals.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Of the signals that need no company, where there is none yet.
    pub(super) alone: [f32; ALONE],
    /// Of all signals.
    pub(super) together: [f32; COMPANY],
    /// Of the signals of newness, without and with company.
    pub(super) newness: [[f32; NEWNESS]; 2],
}

impl Default for Weights {
    fn default() -> Weights {
        Weights { alone: [0.0; ALONE], together: [0.0; COMPANY], newness: [[0.0; NEWNESS]; 2] }
    }
}

impl Weights {
    /// Those that come with the program.
    pub fn shipped() -> &'static Weights {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| Weights::read(SHIPPED))
    }

    /// Reads what [`Weights::written`] wrote: lines of two numbers and a name, signals in their order. What is missing weighs
    /// nothing.
    pub fn read(text: &str) -> Weights {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let numbers = |line: &str| {
            let mut words = line.split_whitespace().map(|word| word.parse::<f32>().unwrap_or(0.0));
            (words.next().unwrap_or(0.0), words.next().unwrap_or(0.0))
        };
        let mut numbers = lines.map(numbers);
        let mut weights = Weights::default();
        for at in 0..COMPANY {
            let (alone, together) = numbers.next().unwrap_or_default();
            if let Some(weight) = weights.alone.get_mut(at) {
                *weight = alone;
            }
            if let Some(weight) = weights.together.get_mut(at) {
                *weight = together;
            }
        }
        let [alone, together] = &mut weights.newness;
        for (alone, together) in alone.iter_mut().zip(together) {
            (*alone, *together) = numbers.next().unwrap_or_default();
        }
        weights
    }

    /// As a text, a signal a line.
    pub fn written(&self) -> String {
        let mut text = String::from(
            "# What each signal weighs, without and with company. Written by `cargo bench --bench antecedents`: docs/compare.md.\n",
        );
        for (at, name) in names().enumerate() {
            let alone = self.alone.get(at).copied().unwrap_or_default();
            let together = self.together.get(at).copied().unwrap_or_default();
            let _ = writeln!(text, "{alone:8.3} {together:8.3}  {name}");
        }
        let [alone, together] = &self.newness;
        for ((alone, together), name) in alone.iter().zip(together).zip(NAMES_OF_NEWNESS) {
            let _ = writeln!(text, "{alone:8.3} {together:8.3}  new: {name}");
        }
        text
    }
}

/// What signals come to.
pub(super) fn sum(signals: &[f32], weights: &[f32]) -> f32 {
    signals.iter().zip(weights).map(|(signal, weight)| signal * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_are_as_they_are_written() {
        assert_eq!(SHIPPED, Weights::shipped().written());
    }
}

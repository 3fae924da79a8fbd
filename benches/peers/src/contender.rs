//! What an engine must do to be measured, and the check that it answers as the plain loop does.

use anyhow::{Result, ensure};

use crate::plain;
use crate::workload::{GAPS, RULES, Workload};

/// The rules with a gap, as bits: rule 0 is the lowest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gaps(pub u64);

impl Gaps {
    /// Adds a rule.
    pub fn insert(&mut self, rule: usize) {
        self.0 |= 1 << rule;
    }

    /// How many rules have a gap.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }
}

impl FromIterator<usize> for Gaps {
    fn from_iter<I: IntoIterator<Item = usize>>(rules: I) -> Gaps {
        let mut gaps = Gaps::default();
        rules.into_iter().for_each(|rule| gaps.insert(rule));
        gaps
    }
}

/// Where a mandate comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Load {
    /// It is there already, in the form that the engine evaluates.
    Parsed,
    /// It is read from text each time.
    Text,
}

/// One way of judging mandates.
pub trait Contender {
    /// The engine and the way it is used.
    fn name(&self) -> &'static str;
    /// Where the mandate comes from.
    fn load(&self) -> Load;
    /// The rules with a gap in the mandate of that place.
    fn judge(&mut self, mandate: usize) -> Result<Gaps>;
}

/// Reading the pack of rules, in one way.
pub struct Reading {
    /// The engine and what is done.
    pub name: &'static str,
    /// Does it once, and says how many rules were read.
    pub read: Box<dyn Fn() -> Result<usize>>,
}

/// Everything to measure, in the order of the table.
#[derive(Default)]
pub struct Field {
    /// Judging mandates.
    pub contenders: Vec<Box<dyn Contender>>,
    /// Reading the pack.
    pub readings: Vec<Reading>,
}

impl Field {
    /// Refuses to go on unless every engine gives the plain loop's answer on every mandate.
    pub fn verify(&mut self, workload: &Workload) -> Result<()> {
        let expected: Vec<Gaps> =
            workload.mandates.iter().map(|m| plain::judge(&workload.rules, m)).collect();
        let total: u32 = expected.iter().map(|gaps| gaps.len()).sum();
        ensure!(total == GAPS, "the workload has {total} gaps instead of {GAPS}");
        for contender in &mut self.contenders {
            for (mandate, &wanted) in expected.iter().enumerate() {
                let got = contender.judge(mandate)?;
                let name = contender.name();
                ensure!(got == wanted, "{name}: mandate {mandate}: {got:?} instead of {wanted:?}");
            }
        }
        for reading in &self.readings {
            let rules = (reading.read)()?;
            ensure!(rules == RULES, "{}: {rules} rules read instead of {RULES}", reading.name);
        }
        Ok(())
    }
}

//! penholder itself. Apart from [`texts`], the workload in its two languages, this knows the engine by a trait only:
//! the calls into it are all in `engine.rs`, compiled with the feature `penholder`.

#[cfg(feature = "penholder")]
mod engine;
pub mod texts;

#[cfg(feature = "penholder")]
pub use engine::Engine;

#[cfg(any(feature = "penholder", test))]
pub use race::{Check, enter};

#[cfg(any(feature = "penholder", test))]
mod race {
    //! The three ways in which penholder is measured.

    use std::rc::Rc;

    use anyhow::{Context, Result};

    use super::texts;
    use crate::contender::{Contender, Field, Gaps, Load, Reading};
    use crate::workload::Workload;

    /// What the comparison needs of the engine.
    pub trait Check: 'static {
        /// A policy pack, ready to evaluate.
        type Pack;
        /// What a mandate states, ready to evaluate.
        type Facts;

        /// Reads vocabulary and rules; any diagnostic is a failure.
        fn pack(text: &str) -> Result<Self::Pack>;
        /// How many rules the pack has.
        fn rules(pack: &Self::Pack) -> usize;
        /// Reads a mandate; any diagnostic is a failure.
        fn facts(text: &str, pack: &Self::Pack) -> Result<Self::Facts>;
        /// Calls `gap` with the code of each rule that has a gap.
        fn gaps(pack: &Self::Pack, facts: &Self::Facts, gap: &mut dyn FnMut(&str)) -> Result<()>;
    }

    /// Adds penholder over facts in memory and over mandate texts, and the reading of its pack.
    pub fn enter<C: Check>(workload: &Workload, field: &mut Field) -> Result<()> {
        let text = texts::pack(workload);
        let pack = Rc::new(C::pack(&text)?);
        let mandates = workload.mandates.iter().enumerate();
        let mandates: Vec<String> = mandates.map(|(place, mandate)| texts::mandate(place, mandate)).collect();
        let facts = mandates.iter().map(|text| C::facts(text, &pack)).collect::<Result<_>>()?;
        field.contenders.push(Box::new(Parsed::<C> { pack: pack.clone(), facts }));
        field.contenders.push(Box::new(FromText::<C> { pack, texts: mandates }));
        field.readings.push(Reading {
            name: "penholder, parse and resolve",
            read: Box::new(move || Ok(C::rules(&C::pack(&text)?))),
        });
        Ok(())
    }

    fn judge<C: Check>(pack: &C::Pack, facts: &C::Facts) -> Result<Gaps> {
        let mut gaps = Some(Gaps::default());
        C::gaps(pack, facts, &mut |code| match (texts::place(code), &mut gaps) {
            (Some(place), Some(gaps)) => gaps.insert(place),
            _ => gaps = None,
        })?;
        gaps.context("a gap in an unknown rule")
    }

    struct Parsed<C: Check> {
        pack: Rc<C::Pack>,
        facts: Vec<C::Facts>,
    }

    impl<C: Check> Contender for Parsed<C> {
        fn name(&self) -> &'static str {
            "penholder"
        }

        fn load(&self) -> Load {
            Load::Parsed
        }

        fn judge(&mut self, mandate: usize) -> Result<Gaps> {
            judge::<C>(&self.pack, &self.facts[mandate])
        }
    }

    struct FromText<C: Check> {
        pack: Rc<C::Pack>,
        texts: Vec<String>,
    }

    impl<C: Check> Contender for FromText<C> {
        fn name(&self) -> &'static str {
            "penholder, .mandate text"
        }

        fn load(&self) -> Load {
            Load::Text
        }

        fn judge(&mut self, mandate: usize) -> Result<Gaps> {
            judge::<C>(&self.pack, &C::facts(&self.texts[mandate], &self.pack)?)
        }
    }
}

#[cfg(test)]
mod tests;

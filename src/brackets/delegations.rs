//! Who proposes which options: what each delegation would have, where they agree, and what it costs them to meet.
//!
//! A delegation *concedes* a bracket that is there, in which it proposes an option, and of which none of its options is
//! taken. What a reading costs is how many brackets are conceded, over all delegations.

use penholder_language::model::{Choice, ChoiceId};

use super::Tally;
use super::space::Taken;
use crate::evaluate::{GateId, Gates};

/// The name that stands for every delegation that a bracket does not name.
const REST: &str = "others";

/// A delegation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Its name, as the draft writes it.
    pub name: String,
    /// In how many brackets it proposes something.
    pub brackets: usize,
    /// In how many readings it concedes nothing; `None` where that was not worked out.
    pub readings: Option<u128>,
    /// The best of these.
    pub best: Option<(Tally, Taken)>,
    /// What it concedes in the reading that costs least.
    pub concedes: Vec<usize>,
}

/// A bracket, and who would have what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The bracket, by its place.
    pub choice: usize,
    /// Delegations with an option there, by their place, and their options.
    pub wishes: Vec<(usize, Vec<u32>)>,
    /// Options that all of them would take; empty where they differ.
    pub common: Vec<u32>,
}

/// A reading that all can find acceptable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Concessions over all delegations.
    pub cost: u64,
    /// The most that one delegation concedes.
    pub largest: u64,
    /// Of each delegation, the brackets that it concedes.
    pub concessions: Vec<Vec<usize>>,
    /// Its findings.
    pub tally: Tally,
    /// How many readings cost the same, with as many findings.
    pub readings: u128,
    /// What it takes.
    pub taken: Taken,
}

/// Who proposes what.
#[derive(Clone, Debug)]
pub(super) struct Wishes {
    pub(super) names: Vec<String>,
    /// By delegation and bracket: its options; empty where it proposes none.
    pub(super) options: Vec<Vec<Vec<u32>>>,
}

impl Wishes {
    pub(super) fn of(choices: &[Choice]) -> Wishes {
        let mut names: Vec<String> = Vec::new();
        for proponent in choices.iter().flat_map(|c| &c.options).flat_map(|option| &option.proponents) {
            if !names.contains(proponent) && proponent != REST {
                names.push(proponent.clone());
            }
        }
        let options = names.iter().map(|name| choices.iter().map(|c| proposed(c, name)).collect()).collect();
        Wishes { names, options }
    }

    /// Of each delegation, bracket by bracket, that it concedes.
    pub(super) fn concessions(&self, gates: &mut Gates, there: &[GateId]) -> Vec<Vec<GateId>> {
        let mut concessions = Vec::with_capacity(self.names.len());
        for choices in &self.options {
            let mut own = Vec::new();
            for (index, (options, there)) in choices.iter().zip(there).enumerate() {
                if options.is_empty() {
                    continue;
                }
                let mut taken = GateId::FALSE;
                for option in options {
                    let one = gates.option(ChoiceId(index as u32), *option);
                    taken = gates.or(taken, one);
                }
                let missed = gates.not(taken);
                own.push(gates.and(*there, missed));
            }
            concessions.push(own);
        }
        concessions
    }

    /// The brackets that each delegation concedes in a reading.
    pub(super) fn conceded(&self, taken: &Taken) -> Vec<Vec<usize>> {
        let conceded = |choices: &Vec<Vec<u32>>| {
            let all = choices.iter().zip(taken).enumerate();
            all.filter(|(_, (options, taken))| {
                !options.is_empty() && taken.is_some_and(|option| !options.contains(&option))
            })
            .map(|(place, _)| place)
            .collect()
        };
        self.options.iter().map(conceded).collect()
    }

    /// The brackets in which somebody proposes something.
    pub(super) fn agreements(&self, choices: &[Choice]) -> Vec<Agreement> {
        let mut agreements = Vec::new();
        for (place, choice) in choices.iter().enumerate() {
            let wishes: Vec<(usize, Vec<u32>)> = self
                .options
                .iter()
                .enumerate()
                .filter_map(|(delegation, own)| Some((delegation, own.get(place)?.clone())))
                .filter(|(_, options)| !options.is_empty())
                .collect();
            if wishes.is_empty() {
                continue;
            }
            let all = |option: &u32| wishes.iter().all(|(_, options)| options.contains(option));
            let common = (0..choice.options.len() as u32).filter(all).collect();
            agreements.push(Agreement { choice: place, wishes, common });
        }
        agreements
    }
}

/// The options of a bracket that a delegation proposes, by name or as one of the rest.
fn proposed(choice: &Choice, name: &str) -> Vec<u32> {
    let named = |name: &str| -> Vec<u32> {
        let options = choice.options.iter().zip(0..);
        options.filter(|(o, _)| o.proponents.iter().any(|p| p == name)).map(|(_, place)| place).collect()
    };
    let own = named(name);
    if own.is_empty() { named(REST) } else { own }
}
